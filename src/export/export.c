/* The table of formats, and the plan of the data files: the order of this table is the order of writing. */
#include "export/export.h"

#include "base/arena.h"
#include "export/derived.h"
#include "export/format.h"

static const struct format formats[] = {
        {.extension = STR_INIT(".csv"),
         .media_type = STR_INIT("text/csv"),
         .file_type = STR_INIT("CSV"),
         .derived = true,
         .title = {STR_INIT("CSV"), STR_INIT("CSV")},
         .write = csv_file_write},
        {.extension = STR_INIT(".excel.csv"),
         .media_type = STR_INIT("text/csv"),
         .file_type = STR_INIT("CSV"),
         .title = {STR_INIT("CSV for Excel"), STR_INIT("CSV cho Excel")},
         .write = excel_csv_file_write},
};

enum { N_FORMATS = sizeof formats / sizeof *formats };

bool export_too_long_for_xlsx(const struct dataset *dataset)
{
	return dataset->rows > XLSX_ROWS_MAX;
}

static bool has_format(const struct dataset *dataset, const struct format *format)
{
	if (format->whole || (dataset->kind != DATASET_RESOURCE && !format->derived))
		return false;
	return !str_eq(format->extension, STR(".xlsx")) || !export_too_long_for_xlsx(dataset);
}

/* Where a dataset is defined, for what is wrong with its files. */
static struct place dataset_place(const struct dataset *dataset)
{
	return dataset && dataset->resource ? dataset->resource->place : (struct place){0};
}

static bool declare(struct export *export, struct arena *arena, struct output_list *list,
                    const struct format *format, const struct dataset *dataset, struct diags *diags)
{
	struct str id = dataset ? dataset->id : STR("");
	struct str path = STR_JOIN(arena, STR("data/"), id, format->extension);
	const struct output_entry *other;
	struct output_entry *entry = output_declare(list, path, &other);
	if (!entry) {
		DIAG(diags, dataset_place(dataset), DATA_OUTPUT_TWICE, path, other->path);
		return false;
	}
	export->files[export->n_files++] =
	        (struct export_file){.format = format, .dataset = dataset, .entry = entry};
	return true;
}

bool export_declare(struct export *out, struct arena *arena, struct output_list *list,
                    const struct config *config, const struct datasets *datasets, struct date today,
                    struct str version, struct diags *diags)
{
	bool good = true;
	*out = (struct export){
	        .config = config,
	        .datasets = datasets,
	        .today = today,
	        .version = version,
	        .files = ARENA_ARRAY(arena, struct export_file, (datasets->len + 1) * N_FORMATS)};
	for (size_t i = 0; i < N_FORMATS; i++) {
		if (formats[i].whole)
			good = declare(out, arena, list, &formats[i], NULL, diags) && good;
		for (size_t j = 0; j < datasets->len; j++)
			if (has_format(&datasets->items[j], &formats[i]))
				good = declare(out, arena, list, &formats[i], &datasets->items[j], diags) &&
				       good;
	}
	return good;
}

bool export_write(const struct export *export, struct output *output, struct diags *diags)
{
	for (size_t i = 0; i < export->n_files; i++) {
		const struct export_file *file = &export->files[i];
		if (!file->format->write(export, file, output, diags))
			return false;
	}
	return true;
}

const struct export_file *export_find(const struct export *export, const struct dataset *dataset,
                                      struct str extension)
{
	for (size_t i = 0; i < export->n_files; i++)
		if (export->files[i].dataset == dataset &&
		    str_eq(export->files[i].format->extension, extension))
			return &export->files[i];
	return NULL;
}

struct download *export_downloads(size_t *n, struct arena *arena, const struct export *export,
                                  const struct dataset *dataset)
{
	struct download *list = ARENA_ARRAY(arena, struct download, N_FORMATS);
	*n = 0;
	for (size_t i = 0; i < export->n_files; i++) {
		const struct export_file *file = &export->files[i];
		if (file->dataset != dataset)
			continue;
		struct download *download = &list[(*n)++];
		*download = (struct download){.path = file->entry->path,
		                              .extension = file->format->extension,
		                              .media_type = file->format->media_type,
		                              .bytes = file->entry->bytes};
		derived_label(&download->title, arena, &export->config->languages, file->format->title, NULL);
	}
	return list;
}
