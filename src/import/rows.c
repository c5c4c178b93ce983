/* Which rows are data. What is left out is said with its reason; a row that is neither whole nor known to be
 * something else is an error. */
#include "import/parts.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "text/text.h"

enum kind { ROW_DATA, ROW_EMPTY, ROW_TOTAL, ROW_NUMBERING, ROW_AGAIN, ROW_BELOW, ROW_SKIPPED };

static struct str fold_cell(const struct import *import, size_t row, size_t column)
{
	return text_fold(import->arena, grid_text(&import->grid, row, column));
}

/* ---- --skip ---- */

static bool read_range(long *from, long *to, struct str text)
{
	struct str first, last;
	bool range = str_cut(&first, &last, text, '-');
	return str_number(from, first, 18) && str_number(to, range ? last : first, 18) && *from <= *to;
}

static bool check_skips(const struct import *import)
{
	bool well = true;
	long from, to;
	for (size_t i = 0; i < import->options->n_skips; i++) {
		if (read_range(&from, &to, import->options->skips[i]))
			continue;
		DIAG(import->diags, (struct place){0}, USAGE_VALUE, STR("--skip"), import->options->skips[i]);
		well = false;
	}
	return well;
}

static bool is_skipped(const struct import *import, size_t row)
{
	long from, to, number = (long)import->grid.rows.items[row].number;
	for (size_t i = 0; i < import->options->n_skips; i++)
		if (read_range(&from, &to, import->options->skips[i]) && from <= number && number <= to)
			return true;
	return false;
}

/* ---- what a row is ---- */

static bool has_value(const struct import *import, size_t row, size_t field)
{
	size_t column = import->column_of[field];
	return column == SIZE_MAX || str_trim(grid_text(&import->grid, row, column)).len > 0;
}

/* The first field that every row needs and this one lacks; SIZE_MAX where it is whole. */
static size_t lacks(const struct import *import, size_t row)
{
	for (size_t i = 0; i < import->resource->n_fields; i++)
		if (import_needs(import, i) && !has_value(import, row, i))
			return i;
	return SIZE_MAX;
}

/* "Tổng cộng", "Cộng", "Total", as the first thing that the row says. */
static bool is_total(const struct import *import, size_t row)
{
	static const struct str words[] = {STR_INIT("tong cong"), STR_INIT("cong"),  STR_INIT("tong"),
	                                   STR_INIT("tong so"),   STR_INIT("total"), STR_INIT("grand total"),
	                                   STR_INIT("totals"),    STR_INIT("sum"),   STR_INIT("cong don")};
	struct str text = fold_cell(import, row, grid_first(&import->grid, row));
	for (size_t i = 0; i < LENGTH(words); i++)
		if (str_eq(text, words[i]))
			return true;
	return str_starts(text, STR("tong cong "));
}

/* `A B 1 2 3` or `(1) (2) (3)` right below the header. */
static bool is_numbering(const struct import *import, size_t row)
{
	size_t next = 1;
	if (row != import->header + import->header_rows)
		return false;
	for (size_t column = 0; column < import->grid.columns; column++) {
		struct str text = fold_cell(import, row, column), first, rest;
		str_cut(&first, &rest, text, ' '); /* (5)=(3)/(4) */
		if (str_eq(first, str_printf(import->arena, "%zu", next)))
			next++;
		else if (text.len &&
		         !(next == 1 && text.len == 1 && text.ptr[0] >= 'a' && text.ptr[0] <= 'e'))
			return false;
	}
	return next > 2;
}

/* The header once more, as at the head of a new page. */
static bool is_header_again(const struct import *import, size_t row)
{
	size_t n = 0, header = import->header + import->header_rows - 1;
	for (size_t column = 0; column < import->grid.columns; column++) {
		if (import->columns[column].field == SIZE_MAX)
			continue;
		n++;
		if (!str_eq(fold_cell(import, row, column), fold_cell(import, header, column)))
			return false;
	}
	return n > 0;
}

/* ---- below the table ---- */

static bool has_digits_where_they_belong(const struct import *import, size_t row)
{
	for (size_t i = 0; i < import->resource->n_fields; i++) {
		size_t column = import->column_of[i];
		enum field_type type = import->resource->fields[i].type;
		if (column == SIZE_MAX || type == FIELD_STRING || type == FIELD_ANY)
			continue;
		struct str text = str_trim(grid_text(&import->grid, row, column));
		if (text.len && ascii_is_digit(text.ptr[0]))
			return true;
	}
	return false;
}

/* Signatures and notes: behind the last whole row and an empty row or a total, without a figure. */
static void find_below(const struct import *import, enum kind *kinds, size_t first)
{
	size_t last = import->grid.rows.len, gap = last;
	for (size_t row = import->grid.rows.len; row-- > first;) {
		if (kinds[row] == ROW_DATA && lacks(import, row) == SIZE_MAX)
			break;
		last = row;
		if (kinds[row] == ROW_EMPTY || kinds[row] == ROW_TOTAL)
			gap = row;
	}
	for (size_t row = gap; row < import->grid.rows.len; row++)
		if (kinds[row] == ROW_DATA && last <= row && !has_digits_where_they_belong(import, row))
			kinds[row] = ROW_BELOW;
}

static enum kind kind_of(const struct import *import, size_t row)
{
	if (is_skipped(import, row))
		return ROW_SKIPPED;
	if (grid_is_empty(&import->grid, row))
		return ROW_EMPTY;
	if (is_numbering(import, row))
		return ROW_NUMBERING;
	if (is_header_again(import, row))
		return ROW_AGAIN;
	return is_total(import, row) ? ROW_TOTAL : ROW_DATA;
}

/* ---- saying so ---- */

static enum message message_of(enum kind kind)
{
	static const enum message messages[] = {
	        [ROW_EMPTY] = MESSAGE_IMPORT_ROWS_EMPTY,         [ROW_TOTAL] = MESSAGE_IMPORT_ROWS_TOTAL,
	        [ROW_NUMBERING] = MESSAGE_IMPORT_ROWS_NUMBERING, [ROW_AGAIN] = MESSAGE_IMPORT_ROWS_AGAIN,
	        [ROW_BELOW] = MESSAGE_IMPORT_ROWS_BELOW,         [ROW_SKIPPED] = MESSAGE_IMPORT_ROWS_SKIPPED};
	return messages[kind];
}

static void say_rows(const struct import *import, size_t from, size_t to, enum message message)
{
	const struct grid *grid = &import->grid;
	size_t first = grid_first(grid, from), one = grid->rows.items[from].number,
	       other = grid->rows.items[to - 1].number;
	struct str numbers = one == other ? str_printf(import->arena, "%zu", one)
	                                  : str_printf(import->arena, "%zu–%zu", one, other);
	struct str text = first == SIZE_MAX ? STR("") : str_trim(grid_text(grid, from, first));
	diag_add(import->diags, grid_place(grid, from, first == SIZE_MAX ? 0 : first), message,
	         (struct str){0}, (struct str[]){numbers, text}, 2);
}

/* Rows of one kind that follow each other are said together. */
static bool say_kinds(struct import *import, const enum kind *kinds, size_t first)
{
	bool well = true;
	size_t rows = import->grid.rows.len;
	for (size_t row = first, next; row < rows; row = next) {
		size_t lack;
		next = row + 1;
		if (kinds[row] == ROW_DATA) {
			*VEC_PUSH(import->arena, &import->rows) = row;
			if ((lack = lacks(import, row)) == SIZE_MAX)
				continue;
			IMPORT_SAY(import, row, import->column_of[lack], IMPORT_ROW_INCOMPLETE,
			           str_printf(import->arena, "%zu", import->grid.rows.items[row].number),
			           import->resource->fields[lack].name);
			well = false;
			continue;
		}
		while (next < rows && kinds[next] == kinds[row])
			next++;
		say_rows(import, row, next, message_of(kinds[row]));
	}
	return well;
}

bool import_rows(struct import *import)
{
	size_t first = import->header + import->header_rows, rows = import->grid.rows.len;
	enum kind *kinds = ARENA_ARRAY(import->arena, enum kind, rows);
	if (!check_skips(import))
		return false;
	if (import->header > 0)
		say_rows(import, 0, import->header, MESSAGE_IMPORT_ROWS_ABOVE);
	for (size_t row = first; row < rows; row++)
		kinds[row] = kind_of(import, row);
	find_below(import, kinds, first);
	bool well = say_kinds(import, kinds, first);
	if (import->rows.len == 0)
		DIAG(import->diags, (struct place){0}, IMPORT_NO_ROWS, import->options->file);
	return well && import->rows.len > 0;
}
