/* The reference copy, and the copy that a Vietnamese Excel opens with two clicks. */
#include "export/format.h"
#include "table/write.h"

/* What the two differ in. */
struct style {
	char delimiter, decimal;
	struct str end;
	bool labels, guard;
};

static const struct style reference = {',', '.', STR_INIT("\n"), false, false};
static const struct style excel = {';', ',', STR_INIT("\r\n"), true, true};

/* What a spreadsheet would run: https://owasp.org/www-community/attacks/CSV_Injection. The reading refuses it
 * but for a dash and a space; the guard holds even so. */
static bool is_formula(struct str text)
{
	return text.len > 0 && memchr("=+-@\t\r\n", text.ptr[0], 7) != NULL;
}

static void add_guarded(struct buf *out, struct arena *arena, const struct style *style, struct str text)
{
	table_add_cell(out, style->guard && is_formula(text) ? STR_JOIN(arena, STR("'"), text) : text,
	               style->delimiter);
}

static void add_number(struct buf *out, const struct style *style, struct str digits)
{
	size_t point = str_find(digits, STR("."));
	buf_add(out, str_sub(digits, 0, point));
	if (point < digits.len) {
		buf_char(out, style->decimal);
		buf_add(out, str_sub(digits, point + 1, digits.len));
	}
}

static void add_header(struct sink *sink, const struct dataset *dataset, const struct style *style)
{
	for (size_t i = 0; i < dataset->n_fields; i++) {
		const struct dataset_field *field = &dataset->fields[i];
		if (i)
			buf_char(&sink->buf, style->delimiter);
		add_guarded(&sink->buf, sink->arena, style, field->name);
		if (style->labels && dataset->fields[i].labelled) {
			buf_char(&sink->buf, style->delimiter);
			add_guarded(&sink->buf, sink->arena, style, dataset_label_column(sink->arena, field));
		}
	}
	buf_add(&sink->buf, style->end);
}

static void add_row(struct sink *sink, const struct dataset *dataset, const struct style *style, size_t row)
{
	dataset_row(sink->cells, dataset, sink->arena, row);
	for (size_t i = 0; i < dataset->n_fields; i++) {
		const struct dataset_field *field = &dataset->fields[i];
		struct str text = sink->cells[i];
		if (i)
			buf_char(&sink->buf, style->delimiter);
		if (dataset_is_number(field))
			add_number(&sink->buf, style, text);
		else
			add_guarded(&sink->buf, sink->arena, style, text);
		if (style->labels && dataset->fields[i].labelled) {
			const struct label *name = dataset_name(field, text);
			buf_char(&sink->buf, style->delimiter);
			if (name)
				add_guarded(&sink->buf, sink->arena, style, name->texts[0]);
		}
	}
	buf_add(&sink->buf, style->end);
}

static bool write_styled(const struct export_file *file, struct output *output, const struct style *style,
                         struct diags *diags)
{
	struct sink sink;
	sink_open(&sink, output, file, diags);
	if (style->labels)
		buf_add(&sink.buf, STR("\xef\xbb\xbf"));
	add_header(&sink, file->dataset, style);
	for (size_t row = 0; row < file->dataset->rows; row++) {
		size_t before = sink.buf.len;
		add_row(&sink, file->dataset, style, row);
		if (sink.buf.len == before + style->end.len) { /* one empty cell: no blank line */
			sink.buf.len = before;
			buf_add(&sink.buf, STR("\"\""));
			buf_add(&sink.buf, style->end);
		}
		sink_row(&sink);
	}
	return sink_close(&sink);
}

bool csv_file_write(const struct export *export, const struct export_file *file, struct output *output,
                    struct diags *diags)
{
	(void)export;
	return write_styled(file, output, &reference, diags);
}

bool excel_csv_file_write(const struct export *export, const struct export_file *file, struct output *output,
                          struct diags *diags)
{
	(void)export;
	return write_styled(file, output, &excel, diags);
}
