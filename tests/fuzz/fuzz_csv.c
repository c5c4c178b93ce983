/* Any bytes as CSV: each cell of what is read stands where its place says, and written again with every cell
 * in quotes the table reads the same, but for a CR that a cell begins with (a formula, if anything) before an
 * LF: the two are one line end then. The first byte chooses the delimiter. */
#include "base/arena.h"
#include "table/table.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void write_cell(struct buf *out, struct str text, bool last, char delimiter)
{
	buf_char(out, '"');
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '"')
			buf_char(out, '"');
		buf_char(out, text.ptr[i]);
	}
	buf_char(out, '"');
	buf_char(out, last ? '\n' : delimiter);
}

static void write_table(struct buf *out, const struct table *table)
{
	for (size_t i = 0; i < table->columns; i++)
		write_cell(out, table->header[i], i + 1 == table->columns, table->dialect.delimiter);
	for (size_t row = 0; row < table->rows; row++)
		for (size_t i = 0; i < table->columns; i++)
			write_cell(out, table_cell(table, row, i), i + 1 == table->columns,
			           table->dialect.delimiter);
}

static void check_places(const struct table *table)
{
	struct str text = table->source->text;
	for (size_t row = 0; row < table->rows; row++) {
		for (size_t i = 0; i < table->columns; i++) {
			size_t at = table_place(table, row, i).offset;
			if (at > text.len ||
			    (at > 0 && text.ptr[at - 1] != '\n' && text.ptr[at - 1] != '\r' &&
			     text.ptr[at - 1] != table->dialect.delimiter && at != 3))
				abort();
			struct str cell = table_cell(table, row, i);
			if (cell.len && at < text.len && text.ptr[at] != '"' && text.ptr[at] != cell.ptr[0])
				abort();
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	struct arena *arena = arena_new();
	struct dialect dialect = {.delimiter = data[0] & 1 ? ',' : data[0] & 2 ? ';' : '\t'};
	struct source first = {STR("a.csv"), {(const char *)data + 1, size - 1}},
	              second = {STR("b.csv"), {NULL, 0}};
	struct diags diags, again;
	struct table table, same;
	diag_init(&diags, arena);
	diag_init(&again, arena);
	bool parsed = table_parse(&table, arena, &first, dialect, &diags);
	if (!parsed && diags.errors == 0)
		abort();
	if (parsed)
		check_places(&table);
	if (parsed && !table.broken) {
		struct buf text;
		buf_init(&text, SIZE_MAX);
		write_table(&text, &table);
		second.text = buf_str(&text);
		if (!table_parse(&same, arena, &second, dialect, &again) || same.rows != table.rows ||
		    same.columns != table.columns)
			abort();
		for (size_t row = 0; row < table.rows; row++)
			for (size_t i = 0; i < table.columns; i++)
				if (!str_eq(table_cell(&table, row, i), table_cell(&same, row, i)) &&
				    !str_starts(table_cell(&table, row, i), STR("\r\n")))
					abort();
		buf_free(&text);
	}
	diag_settle(&diags);
	arena_free(arena);
	return 0;
}
