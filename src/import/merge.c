/* The resource's file with the rows of the input: rows that stay are copied byte for byte, so that git shows
 * what has changed and nothing else. */
#include "import/parts.h"

#include "base/arena.h"
#include "schema/keys.h"
#include "table/write.h"

struct merge {
	struct import *import;
	struct import_summary *summary;
	struct import_origins *origins;
	struct buf out;
	struct str line_end;
	const struct resource *old; /* NULL: its rows do not matter, or there are none */
	size_t *replaced;           /* per old row: the input's row + 1 that takes its place, 0: none */
	bool *met;                  /* per old row: the input has its key */
	bool *done;                 /* per row of the input: it stands there already, or will */
	bool well;
};

static bool is_given(const struct import *import, size_t field)
{
	return import->column_of[field] != SIZE_MAX || import->set[field].ptr;
}

static struct import_value *value_of(const struct import *import, size_t row, size_t field)
{
	return &import->values[row * import->resource->n_fields + field];
}

/* ---- comparing with what is there ---- */

static struct str key_of(const struct import *import, size_t row)
{
	const struct resource *resource = import->resource;
	struct str *parts = ARENA_ARRAY(import->arena, struct str, resource->n_primary_key);
	for (size_t i = 0; i < resource->n_primary_key; i++)
		parts[i] = value_of(import, row, resource->primary_key[i])->text;
	return key_join(import->arena, parts, resource->n_primary_key);
}

static bool is_same(struct arena *arena, const struct field *field, struct str a, struct str b)
{
	return field_is_number(field) ? decimal_same(arena, a, b) : str_eq(a, b);
}

/* The first field whose value is given and differs from an old row's; SIZE_MAX where none does. */
static size_t differs(const struct import *import, size_t row, size_t old)
{
	const struct resource *resource = import->resource;
	for (size_t i = 0; i < resource->n_fields; i++) {
		const struct field *field = &resource->fields[i];
		struct str text = value_of(import, row, i)->text;
		text = field_is_none(field, text) ? STR("") : text;
		if (is_given(import, i) &&
		    !is_same(import->arena, field, text, resource_text(import->arena, resource, old, i)))
			return i;
	}
	return SIZE_MAX;
}

static void refuse_other(struct merge *merge, size_t row, size_t old, size_t field, struct str key)
{
	const struct import *import = merge->import;
	DIAG(import->diags, value_of(import, row, field)->place, IMPORT_KEY_EXISTS, key,
	     import->resource->fields[field].name, resource_text(import->arena, import->resource, old, field),
	     value_of(import, row, field)->text);
	merge->well = false;
}

static void meet(struct merge *merge, size_t row)
{
	struct import_summary *summary = merge->summary;
	struct str key = key_of(merge->import, row);
	size_t old, field;
	if (!resource_row(&old, merge->old, key)) {
		summary->added++;
		return;
	}
	field = differs(merge->import, row, old);
	summary->same += field == SIZE_MAX;
	summary->changed += field != SIZE_MAX;
	if (field != SIZE_MAX && merge->import->options->mode == IMPORT_APPEND)
		refuse_other(merge, row, old, field, key);
	/* of two rows with one key the second is written too, so that the check says so */
	if (!merge->met[old]) {
		merge->done[row] = true;
		merge->replaced[old] = field == SIZE_MAX ? 0 : row + 1;
	}
	merge->met[old] = true;
}

static void count_gone(const struct merge *merge)
{
	const struct import *import = merge->import;
	struct str first = {0};
	for (size_t old = 0; old < merge->old->table.rows; old++) {
		if (merge->met[old])
			continue;
		if (merge->summary->gone++ == 0)
			first = resource_key(import->arena, merge->old, old);
	}
	if (merge->summary->gone)
		DIAG(import->diags, (struct place){0}, IMPORT_GONE, import->resource->file.path,
		     str_printf(import->arena, "%zu", merge->summary->gone), first);
}

static void compare(struct merge *merge)
{
	size_t old = merge->old->table.rows;
	merge->replaced = ARENA_ARRAY(merge->import->arena, size_t, old);
	merge->met = ARENA_ARRAY(merge->import->arena, bool, old);
	for (size_t row = 0; row < merge->import->rows.len; row++)
		meet(merge, row);
	if (merge->import->options->mode == IMPORT_REPLACE)
		count_gone(merge);
}

/* ---- writing ---- */

static void add_value(struct merge *merge, const struct field *field, struct str text, bool is_canonical)
{
	char delimiter = merge->import->resource->dialect.delimiter;
	if (is_canonical && field_is_number(field) && field->decimal_char != '.') {
		struct str whole, fraction, mark = {&field->decimal_char, 1};
		if (str_cut(&whole, &fraction, text, '.'))
			text = STR_JOIN(merge->import->arena, whole, mark, fraction);
	}
	table_add_cell(&merge->out, text, delimiter);
}

/* Of a row of the input; what it does not give is the old row's, where there is one. */
static void add_cell(struct merge *merge, size_t row, size_t field, size_t old, size_t old_column)
{
	const struct import *import = merge->import;
	struct import_value *value = field == SIZE_MAX ? NULL : value_of(import, row, field);
	if (value && (is_given(import, field) || old == SIZE_MAX)) {
		*VEC_PUSH(import->arena, &merge->origins->list) =
		        (struct import_origin){merge->out.len, value->place};
		add_value(merge, &import->resource->fields[field], value->text, true);
	} else if (old != SIZE_MAX) {
		add_value(merge, NULL, table_cell(&import->resource->table, old, old_column), false);
	}
}

static size_t field_of_column(const struct resource *resource, size_t column)
{
	for (size_t i = 0; i < resource->n_fields; i++)
		if (resource->column_of[i] == column)
			return i;
	return SIZE_MAX;
}

/* Under the old file's header, or under the schema's. */
static void add_row(struct merge *merge, size_t row, size_t old)
{
	const struct resource *resource = merge->import->resource;
	bool keeps = merge->import->options->mode != IMPORT_REPLACE && merge->old;
	size_t columns = keeps ? resource->table.columns : resource->n_fields, start = merge->out.len;
	for (size_t column = 0; column < columns; column++) {
		if (column)
			buf_char(&merge->out, resource->dialect.delimiter);
		add_cell(merge, row, keeps ? field_of_column(resource, column) : column, old, column);
	}
	if (merge->out.len == start) /* one empty cell: no blank line */
		buf_add(&merge->out, STR("\"\""));
	buf_add(&merge->out, merge->line_end);
}

static void add_header(struct merge *merge)
{
	const struct resource *resource = merge->import->resource;
	if (str_starts(resource->file.text, STR("\xef\xbb\xbf")))
		buf_add(&merge->out, STR("\xef\xbb\xbf"));
	for (size_t i = 0; i < resource->n_fields; i++) {
		if (i)
			buf_char(&merge->out, resource->dialect.delimiter);
		table_add_cell(&merge->out, resource->fields[i].name, resource->dialect.delimiter);
	}
	buf_add(&merge->out, merge->line_end);
}

/* The old file as it is, but for the rows that are replaced. */
static void add_old(struct merge *merge)
{
	const struct table *table = &merge->import->resource->table;
	struct str text = merge->import->resource->file.text;
	size_t from = 0;
	for (size_t row = 0; row < table->rows; row++) {
		if (!merge->replaced || !merge->replaced[row])
			continue;
		size_t start = table_place(table, row, 0).offset;
		buf_add(&merge->out, str_sub(text, from, start));
		add_row(merge, merge->replaced[row] - 1, row);
		from = row + 1 < table->rows ? table_place(table, row + 1, 0).offset : text.len;
	}
	buf_add(&merge->out, str_sub(text, from, text.len));
	if (merge->out.len && merge->out.ptr[merge->out.len - 1] != '\n')
		buf_add(&merge->out, merge->line_end);
}

static void write_rows(struct merge *merge)
{
	bool all = merge->import->options->mode == IMPORT_REPLACE;
	if (all || !merge->old)
		add_header(merge);
	else
		add_old(merge);
	for (size_t row = 0; row < merge->import->rows.len; row++)
		if (all || !merge->done[row])
			add_row(merge, row, SIZE_MAX);
}

bool import_merge(struct str *text, struct import_origins *origins, struct import_summary *summary,
                  struct import *import)
{
	struct resource *resource = import->resource;
	bool there = resource->table.columns > 0 && !resource->broken;
	struct merge merge = {.import = import,
	                      .summary = summary,
	                      .origins = origins,
	                      .old = there ? resource : NULL,
	                      .done = ARENA_ARRAY(import->arena, bool, import->rows.len),
	                      .line_end = str_find(resource->file.text, STR("\r\n")) < resource->file.text.len
	                                          ? STR("\r\n")
	                                          : STR("\n"),
	                      .well = true};
	buf_init(&merge.out, TREE_FILE_MAX);
	if (there && resource->n_primary_key && resource->by_key)
		compare(&merge);
	else
		summary->added = import->rows.len;
	if (merge.well)
		write_rows(&merge);
	*text = str_dup(import->arena, buf_str(&merge.out));
	buf_free(&merge.out);
	return merge.well;
}
