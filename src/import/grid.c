#include "import/grid.h"

#include "base/arena.h"

struct cutter {
	struct grid *grid;
	struct arena *arena;
	struct diags *diags;
	struct str text;
	size_t at, line;
	char delimiter;
};

static bool is_end(const struct cutter *cutter)
{
	if (cutter->at >= cutter->text.len)
		return true;
	char c = cutter->text.ptr[cutter->at];
	return c == cutter->delimiter || c == '\n' || c == '\r';
}

static bool refuse(const struct cutter *cutter, size_t offset, enum message message)
{
	diag_add(cutter->diags, (struct place){cutter->grid->source, offset}, message, (struct str){0}, NULL,
	         0);
	return false;
}

/* The text between quotes, each doubled one once, CR LF as LF. */
static bool cut_quoted(struct str *out, struct cutter *cutter)
{
	size_t from = cutter->at++;
	struct buf text;
	bool closed = false;
	buf_init(&text, SIZE_MAX);
	for (; cutter->at < cutter->text.len && !closed; cutter->at++) {
		char c = cutter->text.ptr[cutter->at];
		char next = cutter->at + 1 < cutter->text.len ? cutter->text.ptr[cutter->at + 1] : '\0';
		cutter->line += c == '\n' || (c == '\r' && next != '\n');
		if (c == '"' && next == '"')
			buf_char(&text, cutter->text.ptr[cutter->at++]);
		else if (c == '"')
			closed = true;
		else if (c != '\r' || next != '\n')
			buf_char(&text, c);
	}
	*out = str_dup(cutter->arena, buf_str(&text));
	buf_free(&text);
	if (!closed)
		return refuse(cutter, from, MESSAGE_QUOTE_OPEN);
	return is_end(cutter) || refuse(cutter, from, MESSAGE_QUOTE_STRAY);
}

static bool cut_plain(struct str *out, struct cutter *cutter)
{
	size_t from = cutter->at;
	for (; !is_end(cutter); cutter->at++)
		if (cutter->text.ptr[cutter->at] == '"')
			return refuse(cutter, from, MESSAGE_QUOTE_STRAY);
	*out = str_sub(cutter->text, from, cutter->at);
	return true;
}

static bool cut_cell(struct cutter *cutter)
{
	struct grid_cell cell = {.offset = cutter->at};
	bool quoted = cutter->at < cutter->text.len && cutter->text.ptr[cutter->at] == '"';
	if (quoted ? !cut_quoted(&cell.text, cutter) : !cut_plain(&cell.text, cutter))
		return false;
	*VEC_PUSH(cutter->arena, &cutter->grid->cells) = cell;
	return cutter->grid->cells.len < GRID_CELLS_MAX || refuse(cutter, cell.offset, MESSAGE_IMPORT_LARGE);
}

static void skip_line_end(struct cutter *cutter)
{
	bool pair = cutter->text.ptr[cutter->at] == '\r' && cutter->at + 1 < cutter->text.len &&
	            cutter->text.ptr[cutter->at + 1] == '\n';
	cutter->at += pair ? 2 : 1;
	cutter->line++;
}

static bool cut_row(struct cutter *cutter)
{
	struct grid *grid = cutter->grid;
	struct grid_row row = {.first = grid->cells.len, .number = cutter->line};
	while (cut_cell(cutter)) {
		if (cutter->at < cutter->text.len && cutter->text.ptr[cutter->at] == cutter->delimiter) {
			cutter->at++;
			continue;
		}
		row.len = grid->cells.len - row.first;
		grid->columns = row.len > grid->columns ? row.len : grid->columns;
		*VEC_PUSH(cutter->arena, &grid->rows) = row;
		if (cutter->at < cutter->text.len)
			skip_line_end(cutter);
		return true;
	}
	return false;
}

bool grid_read(struct grid *out, struct arena *arena, const struct source *source, char delimiter,
               struct diags *diags)
{
	*out = (struct grid){.source = source};
	struct cutter cutter = {out, arena, diags, source->text, 0, 1, delimiter};
	if (str_starts(source->text, STR("\xef\xbb\xbf")))
		cutter.at = 3;
	while (cutter.at < source->text.len)
		if (!cut_row(&cutter))
			return false;
	return true;
}

struct str grid_text(const struct grid *grid, size_t row, size_t column)
{
	const struct grid_row *at = &grid->rows.items[row];
	return column < at->len ? grid->cells.items[at->first + column].text : STR("");
}

struct place grid_place(const struct grid *grid, size_t row, size_t column)
{
	const struct grid_row *at = &grid->rows.items[row];
	size_t cell = at->first + (column < at->len ? column : at->len - 1);
	return (struct place){grid->source, grid->cells.items[cell].offset};
}

size_t grid_first(const struct grid *grid, size_t row)
{
	for (size_t i = 0; i < grid->rows.items[row].len; i++)
		if (str_trim(grid_text(grid, row, i)).len)
			return i;
	return SIZE_MAX;
}

bool grid_is_empty(const struct grid *grid, size_t row)
{
	return grid_first(grid, row) == SIZE_MAX;
}
