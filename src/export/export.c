/* The table of formats, and the plan of the data files. The order of the table is that in which no file
 * describes a later one; what does not even read an earlier one is written beside it. */
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
        {.extension = STR_INIT(".json"),
         .media_type = STR_INIT("application/json"),
         .file_type = STR_INIT("JSON"),
         .title = {STR_INIT("JSON"), STR_INIT("JSON")},
         .write = json_file_write},
        {.extension = STR_INIT(".xlsx"),
         .media_type = STR_INIT("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
         .file_type = STR_INIT("XLSX"),
         .title = {STR_INIT("Excel workbook"), STR_INIT("Bảng tính Excel")},
         .write = xlsx_file_write},
        {.extension = STR_INIT(".csv-metadata.json"),
         .media_type = STR_INIT("application/csvm+json"),
         .file_type = STR_INIT("JSON_LD"),
         .title = {STR_INIT("Description of the CSV (CSV on the Web)"),
                   STR_INIT("Mô tả tệp CSV (CSV on the Web)")},
         .wave = 1,
         .write = csvw_file_write},
        {.extension = STR_INIT(".zip"),
         .media_type = STR_INIT("application/zip"),
         .file_type = STR_INIT("ZIP"),
         .title = {STR_INIT("CSV with its description and a readme (ZIP)"),
                   STR_INIT("CSV kèm mô tả và hướng dẫn (ZIP)")},
         .wave = 2,
         .write = zip_file_write},
        {.extension = STR_INIT("site.sqlite"),
         .media_type = STR_INIT("application/vnd.sqlite3"),
         .file_type = STR_INIT("SQLITE"),
         .whole = true,
         .title = {STR_INIT("All tables as one SQLite database"),
                   STR_INIT("Mọi bảng trong một cơ sở dữ liệu SQLite")},
         .write = sqlite_file_write},
        {.extension = STR_INIT("datapackage.json"),
         .media_type = STR_INIT("application/json"),
         .file_type = STR_INIT("JSON"),
         .whole = true,
         .title = {STR_INIT("Data Package: every file with its schema and hash"),
                   STR_INIT("Data Package: mọi tệp kèm lược đồ và mã băm")},
         .wave = 3,
         .write = datapackage_file_write},
        {.extension = STR_INIT("catalog.jsonld"),
         .media_type = STR_INIT("application/ld+json"),
         .file_type = STR_INIT("JSON_LD"),
         .whole = true,
         .title = {STR_INIT("Catalogue for data portals (DCAT-AP)"),
                   STR_INIT("Danh mục cho cổng dữ liệu (DCAT-AP)")},
         .wave = 4,
         .write = catalog_file_write},
        {.extension = STR_INIT("all.zip"),
         .media_type = STR_INIT("application/zip"),
         .file_type = STR_INIT("ZIP"),
         .whole = true,
         .title = {STR_INIT("All data files in one ZIP"), STR_INIT("Toàn bộ tệp dữ liệu trong một ZIP")},
         .wave = 5,
         .write = all_zip_file_write},
        {.extension = STR_INIT("SHA256SUMS"),
         .media_type = STR_INIT("text/plain"),
         .file_type = STR_INIT("TXT"),
         .whole = true,
         .title = {STR_INIT("SHA-256 of every data file"), STR_INIT("Mã SHA-256 của mọi tệp dữ liệu")},
         .wave = 6,
         .write = sums_file_write},
};

enum { N_FORMATS = LENGTH(formats) };

static bool has_format(const struct dataset *dataset, const struct format *format)
{
	if (format->whole || (dataset->kind != DATASET_RESOURCE && !format->derived))
		return false;
	return !str_eq(format->extension, STR(".xlsx")) || dataset->rows <= XLSX_ROWS_MAX;
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
                    const struct config *config, const struct package *package,
                    const struct datasets *datasets, struct date today, struct str version,
                    struct diags *diags)
{
	bool good = true;
	*out = (struct export){
	        .config = config,
	        .package = package,
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

static bool write_file(const struct export *export, const struct export_file *file, struct output *output,
                       struct diags *diags)
{
	struct arena *arena = arena_new();
	struct diags own;
	diag_init(&own, arena);
	bool done = file->format->write(export, file, output, &own);
	if (!done) {
#pragma omp critical(export_diags)
		diag_merge(diags, &own);
	}
	arena_free(arena);
	return done;
}

/* Files of one wave do not look at each other. */
static bool write_wave(const struct export *export, unsigned wave, struct output *output, struct diags *diags)
{
	bool good = true;
#pragma omp parallel for schedule(dynamic) reduction(&& : good)
	for (size_t i = 0; i < export->n_files; i++)
		if (export->files[i].format->wave == wave)
			good = write_file(export, &export->files[i], output, diags) && good;
	return good;
}

bool export_write(const struct export *export, struct output *output, struct diags *diags)
{
	bool good = true;
	for (unsigned wave = 0; good && wave <= formats[N_FORMATS - 1].wave; wave++)
		good = write_wave(export, wave, output, diags);
	return good;
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
