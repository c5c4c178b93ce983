#include "export/readme.h"

#include "base/arena.h"
#include "export/meta.h"

struct words {
	struct str columns, column, type, title, meaning, licence, source, cite, updated, note, tables, form;
};

static const struct words english = {
        STR_INIT("Columns"),
        STR_INIT("column"),
        STR_INIT("type"),
        STR_INIT("title"),
        STR_INIT("meaning"),
        STR_INIT("Licence"),
        STR_INIT("Source"),
        STR_INIT("How to cite"),
        STR_INIT("Last changed"),
        STR_INIT("Note"),
        STR_INIT("Tables"),
        STR_INIT("UTF-8 without BOM, LF, ‘,’ between cells, ‘.’ before decimals; an empty cell is a missing "
                 "value."),
};
static const struct words vietnamese = {
        STR_INIT("Các cột"),
        STR_INIT("cột"),
        STR_INIT("kiểu"),
        STR_INIT("tên"),
        STR_INIT("ý nghĩa"),
        STR_INIT("Giấy phép"),
        STR_INIT("Nguồn"),
        STR_INIT("Cách trích dẫn"),
        STR_INIT("Thay đổi gần nhất"),
        STR_INIT("Lưu ý"),
        STR_INIT("Các bảng"),
        STR_INIT("UTF-8 không BOM, xuống dòng LF, ô cách nhau bằng “,”, phần thập phân sau dấu “.”; ô trống "
                 "là không có giá trị."),
};

struct str readme_name(struct arena *arena, const struct export *export, size_t language)
{
	return STR_JOIN(arena, STR("README."), export->config->languages.codes[language], STR(".md"));
}

static void add_line(struct buf *out, struct str name, struct str text)
{
	if (text.len == 0)
		return;
	buf_printf(out, "- " STR_FMT ": " STR_FMT "\n", STR_ARG(name), STR_ARG(text));
}

/* A cell of a Markdown table: a `|` would end it, a line end too. */
static void add_cell(struct buf *out, struct str text)
{
	buf_add(out, STR(" "));
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '|')
			buf_char(out, '\\');
		buf_char(out, text.ptr[i] == '\n' ? ' ' : text.ptr[i]);
	}
	buf_add(out, STR(" |"));
}

static void add_columns(struct buf *out, const struct words *words, const struct dataset *dataset,
                        size_t language)
{
	buf_printf(out, "\n## " STR_FMT "\n\n", STR_ARG(words->columns));
	buf_printf(out, "| " STR_FMT " | " STR_FMT " | " STR_FMT " | " STR_FMT " |\n|---|---|---|---|\n",
	           STR_ARG(words->column), STR_ARG(words->type), STR_ARG(words->title),
	           STR_ARG(words->meaning));
	for (size_t i = 0; i < dataset->n_fields; i++) {
		const struct dataset_field *field = &dataset->fields[i];
		buf_char(out, '|');
		add_cell(out, field->name);
		add_cell(out, field_type_name(field->type));
		add_cell(out, field->title.texts[language]);
		add_cell(out, field->description.texts[language]);
		buf_char(out, '\n');
	}
}

static void add_tables(struct buf *out, const struct export *export, const struct words *words,
                       size_t language)
{
	buf_printf(out, "\n## " STR_FMT "\n\n", STR_ARG(words->tables));
	for (size_t i = 0; i < export->datasets->len; i++) {
		const struct dataset *dataset = &export->datasets->items[i];
		buf_printf(out, "- `" STR_FMT ".csv`: " STR_FMT "\n", STR_ARG(dataset->id),
		           STR_ARG(dataset->title.texts[language]));
	}
}

/* A short citation, and one in full with the licence. */
static void add_citations(struct buf *out, struct arena *arena, const struct export *export, struct str title,
                          struct str url, struct date date, size_t language)
{
	bool vi = str_eq(export->config->languages.codes[language], STR("vi"));
	struct civil civil = date_civil(date);
	struct str publisher = meta_publisher(export)->texts[language];
	struct str day = vi ? str_printf(arena, "%02d/%02d/%04d", civil.day, civil.month, civil.year)
	                    : date_iso(arena, date);
	buf_printf(out, STR_FMT " (%d). " STR_FMT ".\n\n", STR_ARG(publisher), civil.year, STR_ARG(title));
	buf_printf(out, STR_FMT " (" STR_FMT "). " STR_FMT ". " STR_FMT ". " STR_FMT "\n", STR_ARG(publisher),
	           STR_ARG(day), STR_ARG(title), STR_ARG(export->config->title.texts[language]),
	           STR_ARG(url));
}

struct str readme_write(struct arena *arena, const struct export *export, const struct dataset *dataset,
                        size_t language)
{
	const struct config *config = export->config;
	bool vi = str_eq(config->languages.codes[language], STR("vi"));
	const struct words *words = vi ? &vietnamese : &english;
	const struct label *name =
	        export->package->title.texts[0].len ? &export->package->title : &config->title;
	struct str title = (dataset ? &dataset->title : name)->texts[language];
	struct str about = (dataset ? &dataset->description : &export->package->description)->texts[language];
	struct str url =
	        dataset ? meta_page(arena, export, dataset, language) : meta_url(arena, export, STR("data/"));
	struct date date = dataset ? meta_modified(export, dataset) : export->today;
	struct licence licence = meta_licence(export, dataset);
	struct buf buf;
	buf_init(&buf, SIZE_MAX / 2);
	buf_printf(&buf, "# " STR_FMT "\n\n", STR_ARG(title));
	if (about.len)
		buf_printf(&buf, STR_FMT "\n\n", STR_ARG(about));
	if (dataset ? dataset->has_illustrative : config->has_illustrative)
		add_line(&buf, words->note,
		         (dataset ? &dataset->illustrative : &config->illustrative)->texts[language]);
	add_line(&buf, words->source,
	         STR_JOIN(arena, meta_publisher(export)->texts[language], STR(", "), url));
	add_line(&buf, words->licence,
	         str_eq(licence.url, licence.name) || licence.url.len == 0
	                 ? licence.name
	                 : STR_JOIN(arena, licence.name, STR(", "), licence.url));
	add_line(&buf, words->updated, date_iso(arena, date));
	add_line(&buf, STR("CSV"), words->form);
	if (dataset)
		add_columns(&buf, words, dataset, language);
	else
		add_tables(&buf, export, words, language);
	buf_printf(&buf, "\n## " STR_FMT "\n\n", STR_ARG(words->cite));
	add_citations(&buf, arena, export, title, url, date, language);
	struct str out = str_dup(arena, buf_str(&buf));
	buf_free(&buf);
	return out;
}
