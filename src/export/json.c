/* The rows as one array of objects: numbers with their digits as written, null where a value is missing. */
#include "export/format.h"

#include "base/arena.h"

/* RFC 8259, section 6, without exponents: a year 0999 is none. */
static bool is_json_number(struct str text)
{
	struct str whole, fraction;
	if (text.len && text.ptr[0] == '-')
		text = str_sub(text, 1, text.len);
	bool point = str_cut(&whole, &fraction, text, '.');
	return str_is_digits(whole) && (whole.len == 1 || whole.ptr[0] != '0') &&
	       (!point || str_is_digits(fraction));
}

static void add_cell(struct buf *out, const struct dataset_field *field, struct str text)
{
	if (text.len == 0)
		buf_add(out, STR("null"));
	else if (dataset_is_number(field) && is_json_number(text))
		buf_add(out, text);
	else if (field->type == FIELD_BOOLEAN)
		buf_add(out, dataset_truth(field, text) ? STR("true") : STR("false"));
	else
		buf_json(out, text);
}

static void add_row(struct sink *sink, const struct dataset *dataset, const struct str *keys, size_t row)
{
	dataset_row(sink->cells, dataset, sink->arena, row);
	buf_char(&sink->buf, '{');
	for (size_t i = 0; i < dataset->n_fields; i++) {
		buf_add(&sink->buf, keys[i]);
		add_cell(&sink->buf, &dataset->fields[i], sink->cells[i]);
	}
	buf_char(&sink->buf, '}');
}

/* `,"name":` of each field, the first without the comma. */
static struct str *make_keys(struct arena *arena, const struct dataset *dataset)
{
	struct str *keys = ARENA_ARRAY(arena, struct str, dataset->n_fields + 1);
	struct buf key;
	buf_init(&key, SIZE_MAX / 2);
	for (size_t i = 0; i < dataset->n_fields; i++) {
		buf_clear(&key);
		if (i)
			buf_char(&key, ',');
		buf_json(&key, dataset->fields[i].name);
		buf_char(&key, ':');
		keys[i] = str_dup(arena, buf_str(&key));
	}
	buf_free(&key);
	return keys;
}

bool json_file_write(const struct export *export, const struct export_file *file, struct output *output,
                     struct diags *diags)
{
	(void)export;
	struct sink sink;
	struct arena *arena = arena_new();
	const struct str *keys = make_keys(arena, file->dataset);
	sink_open(&sink, output, file, diags);
	buf_char(&sink.buf, '[');
	for (size_t row = 0; row < file->dataset->rows; row++) {
		buf_add(&sink.buf, row ? STR(",\n") : STR("\n"));
		add_row(&sink, file->dataset, keys, row);
		sink_row(&sink);
	}
	buf_add(&sink.buf, file->dataset->rows ? STR("\n]\n") : STR("]\n"));
	arena_free(arena);
	return sink_close(&sink);
}
