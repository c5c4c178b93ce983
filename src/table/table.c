/* libcsv says where cells end but not where they began. Fed whole, and knowing that an unquoted cell takes as
 * many bytes as it has and a quoted one two more and one for each quote inside, we walk along in the source:
 * so cells need no copy and places no second pass. libcsv trims unquoted cells; RFC 4180 says that spaces are
 * part of a cell, and the walk sees them. */
#include "table/table.h"

#include "base/arena.h"
#include "table/encoding.h"
#include "table/scan.h"

#include <assert.h>
#include <csv.h>
#include <stdlib.h>

enum { FEED = 1 << 16 };

struct reader {
	struct table *table;
	struct arena *arena;
	struct diags *diags; /* NULL: the header alone is wanted and nothing is said */
	struct str text;
	size_t pos; /* where the cell that libcsv is at begins */
	size_t row_start, column, n_cells, cells_cap;
	size_t extra; /* where the first cell beyond the header's began */
	struct cell *cells;
	VEC(struct cell) header;
	char line_end; /* of the first row: CR (with its LF) or LF; 0: none yet */
	bool mixed_said, in_conflict, filled, dropped, begun, stop;
};

#define SAY(reader, offset, id, ...)                                                                         \
	do {                                                                                                 \
		(reader)->table->broken = true;                                                              \
		if ((reader)->diags)                                                                         \
			DIAG((reader)->diags, ((struct place){(reader)->table->source, (offset)}), id,       \
			     __VA_ARGS__);                                                                   \
	} while (0)

static struct str count_text(struct arena *arena, size_t count)
{
	return str_printf(arena, "%zu", count);
}

static char at(const struct reader *reader, size_t pos)
{
	return pos < reader->text.len ? reader->text.ptr[pos] : '\0';
}

static bool is_blank(const struct reader *reader, size_t pos)
{
	char c = at(reader, pos);
	return (c == ' ' || c == '\t') && c != reader->table->dialect.delimiter;
}

static bool is_line_end(const struct reader *reader, size_t pos)
{
	return pos < reader->text.len && (reader->text.ptr[pos] == '\n' || reader->text.ptr[pos] == '\r');
}

static size_t skip_blanks(const struct reader *reader, size_t pos)
{
	while (is_blank(reader, pos))
		pos++;
	return pos;
}

/* Behind the line end at `pos`; a second kind of line end in one file is said once. */
static size_t skip_line_end(struct reader *reader, size_t pos)
{
	char kind = at(reader, pos);
	if (!reader->line_end)
		reader->line_end = kind;
	if (kind != reader->line_end && !reader->mixed_said) {
		SAY(reader, pos, LINE_ENDS_MIXED, {0});
		reader->mixed_said = true;
	}
	return pos + (kind == '\r' && at(reader, pos + 1) == '\n' ? 2 : 1);
}

/* `<<<<<<< HEAD`, `=======`, `>>>>>>> branch` and diff3's `|||||||`, as git writes them. */
static bool is_marker(const struct reader *reader, size_t pos)
{
	char c = at(reader, pos);
	if (c != '<' && c != '=' && c != '>' && c != '|')
		return false;
	size_t n = 1;
	while (n < 8 && at(reader, pos + n) == c)
		n++;
	char behind = at(reader, pos + n);
	return n == 7 && (behind == ' ' || behind == '\0' || behind == '\n' || behind == '\r');
}

/* A conflict is one error, where it opens; what stands between its marks is not judged. */
static void see_marker(struct reader *reader)
{
	char c = at(reader, reader->pos);
	if (!reader->in_conflict)
		SAY(reader, reader->pos, CONFLICT_MARKER,
		    str_sub(reader->text, reader->pos, reader->pos + 7));
	reader->in_conflict = c == '<' || (reader->in_conflict && c != '>');
	reader->dropped = true;
}

/* libcsv passes over blank lines without a word: here they are found. */
static void begin_row(struct reader *reader)
{
	for (;;) {
		size_t pos = skip_blanks(reader, reader->pos);
		if (!is_line_end(reader, pos))
			break;
		if (!reader->in_conflict) {
			SAY(reader, reader->pos, BLANK_ROW, {0});
			reader->table->losses++;
		}
		reader->pos = skip_line_end(reader, pos);
	}
	reader->row_start = reader->pos;
	reader->column = 0;
	reader->filled = false;
	reader->dropped = reader->in_conflict;
	reader->begun = true;
	if (is_marker(reader, reader->pos))
		see_marker(reader);
}

/* The text of a quoted cell that is no slice: `""` is one quote, CR LF is LF. */
static void copy_cell(struct cell *cell, struct reader *reader, const char *from, size_t len)
{
	char *copy = arena_alloc(reader->arena, len + 1);
	size_t n = 0;
	for (size_t i = 0; i < len; i++)
		if (from[i] != '\r' || i + 1 == len || from[i + 1] != '\n')
			copy[n++] = from[i];
	*VEC_PUSH(reader->arena, &reader->table->copies) =
	        (struct table_copy){{copy, n}, (uint32_t)reader->pos};
	*cell = (struct cell){.offset = (uint32_t)(reader->table->copies.len - 1),
	                      .len = (uint32_t)n & 0x3fffffff,
	                      .quoted = 1,
	                      .copied = 1};
}

static size_t count_quotes(const char *text, size_t len)
{
	size_t n = 0;
	for (const char *end = text + len; (text = memchr(text, '"', (size_t)(end - text))) != NULL; text++)
		n++;
	return n;
}

/* Finds the cell of `len` bytes at reader->pos; returns where its source ends. */
static size_t locate(struct cell *cell, struct reader *reader, const char *text, size_t len)
{
	size_t pos = skip_blanks(reader, reader->pos);
	if (at(reader, pos) != '"') {
		pos = skip_blanks(reader, pos + len);
		*cell = (struct cell){.offset = (uint32_t)reader->pos,
		                      .len = (uint32_t)(pos - reader->pos) & 0x3fffffff};
		return pos;
	}
	size_t quotes = count_quotes(text, len), end = pos + len + quotes + 2;
	if (pos > reader->pos || is_blank(reader, end)) {
		SAY(reader, reader->pos, QUOTE_SPACE, {0});
		reader->dropped = true;
	}
	if (quotes || memchr(text, '\r', len))
		copy_cell(cell, reader, text, len);
	else
		*cell = (struct cell){
		        .offset = (uint32_t)pos + 1, .len = (uint32_t)len & 0x3fffffff, .quoted = 1};
	return skip_blanks(reader, end);
}

static void keep(struct reader *reader, struct cell cell)
{
	struct table *table = reader->table;
	if (!table->header) {
		if (reader->header.len < TABLE_COLUMNS_MAX) {
			*VEC_PUSH(reader->arena, &reader->header) = cell;
		} else {
			SAY(reader, reader->pos, TOO_MANY_COLUMNS,
			    count_text(reader->arena, TABLE_COLUMNS_MAX));
			reader->stop = true;
		}
	} else if (reader->column < table->columns) {
		assert(reader->n_cells + reader->column < reader->cells_cap);
		reader->cells[reader->n_cells + reader->column] = cell;
	} else if (reader->column == table->columns) {
		reader->extra = reader->pos;
	}
}

static void on_field(void *text, size_t len, void *data)
{
	struct reader *reader = data;
	if (reader->stop)
		return;
	if (!reader->begun)
		begin_row(reader);
	struct cell cell;
	size_t end = locate(&cell, reader, text, len);
	if (cell.len > TABLE_CELL_MAX) {
		SAY(reader, reader->pos, CELL_TOO_LONG, count_text(reader->arena, TABLE_CELL_MAX));
		reader->dropped = true;
	}
	reader->filled |= cell.len > 0;
	keep(reader, cell);
	reader->column++;
	/* a row's end is stepped over by on_row */
	reader->pos =
	        at(reader, end) == reader->table->dialect.delimiter && end < reader->text.len ? end + 1 : end;
}

static struct str cell_text(const struct table *table, struct cell cell)
{
	if (cell.copied)
		return table->copies.items[cell.offset].text;
	return (struct str){table->source->text.ptr + cell.offset, cell.len};
}

static size_t cell_offset(const struct table *table, struct cell cell)
{
	return cell.copied ? table->copies.items[cell.offset].offset : cell.offset - cell.quoted;
}

/* One label that holds another delimiter: the file has that one. */
static bool wrong_delimiter(struct reader *reader, struct str label)
{
	static const struct {
		char c;
		struct str name;
	} known[] = {
	        {';', STR_INIT(";")}, {'\t', STR_INIT("\\t")}, {',', STR_INIT(",")}, {'|', STR_INIT("|")}};
	for (size_t i = 0; i < LENGTH(known); i++) {
		if (known[i].c == reader->table->dialect.delimiter || !label.len ||
		    !memchr(label.ptr, known[i].c, label.len))
			continue;
		SAY(reader, reader->row_start, DELIMITER_OTHER, known[i].name);
		return true;
	}
	return false;
}

/* Excel's own first line; it says what to declare, but other programs read it as data. */
static bool is_excel_line(struct reader *reader)
{
	struct str text = str_sub(reader->text, reader->row_start, reader->row_start + 5);
	if (text.len < 5 || !str_eq(str_sub(text, 0, 4), STR("sep=")))
		return false;
	SAY(reader, reader->row_start, EXCEL_LINE, text.ptr[4] == '\t' ? STR("\\t") : str_sub(text, 4, 5));
	return true;
}

static bool is_blank_label(struct str label)
{
	while (label.len && (label.ptr[0] == ' ' || label.ptr[0] == '\t'))
		label = str_sub(label, 1, label.len);
	return label.len == 0;
}

static void check_labels(struct reader *reader, const struct str *labels)
{
	bool before = reader->table->broken;
	reader->table->broken = false;
	for (size_t i = 0; i < reader->header.len; i++) {
		size_t offset = cell_offset(reader->table, reader->header.items[i]);
		if (is_blank_label(labels[i]))
			SAY(reader, offset, BLANK_LABEL, count_text(reader->arena, i + 1));
		else if (str_find(labels[i], STR("\xc2\xa0")) < labels[i].len)
			SAY(reader, offset, NO_BREAK_SPACE, labels[i]);
		for (size_t j = 0; !is_blank_label(labels[i]) && j < i; j++) {
			if (!str_eq(labels[i], labels[j]))
				continue;
			SAY(reader, offset, DUPLICATE_LABEL, labels[i]);
			break;
		}
	}
	reader->table->bad_header = reader->table->broken;
	reader->table->broken |= before;
}

/* A row of one text and blanks above a row of several: a title, not a header. */
static bool is_title(const struct reader *reader, const struct str *labels)
{
	size_t filled = 0;
	for (size_t i = 0; i < reader->header.len; i++)
		filled += labels[i].len > 0;
	return reader->header.len > 2 && filled == 1 && labels[0].len > 0;
}

static void end_header(struct reader *reader)
{
	struct table *table = reader->table;
	struct str *labels = ARENA_ARRAY(reader->arena, struct str, reader->header.len);
	for (size_t i = 0; i < reader->header.len; i++)
		labels[i] = cell_text(table, reader->header.items[i]);
	table->header_cells = reader->header.items;
	table->header = labels;
	table->columns = reader->header.len;
	table->header_end = (uint32_t)reader->pos;
	reader->stop = !reader->diags || reader->dropped || is_excel_line(reader) ||
	               (reader->header.len == 1 && wrong_delimiter(reader, labels[0]));
	if (reader->stop)
		return;
	if (is_title(reader, labels)) {
		SAY(reader, cell_offset(table, reader->header.items[1]), TITLE_ROW, labels[0]);
		reader->stop = true;
		return;
	}
	check_labels(reader, labels);
	/* a kept row has exactly so many cells, and each cell at least one byte with what ends it */
	size_t room = reader->text.len + 2, rows = reader->cells_cap;
	reader->cells_cap = rows < room / table->columns ? rows * table->columns : room;
	reader->cells = ARENA_ARRAY(reader->arena, struct cell, reader->cells_cap);
	table->cells = reader->cells;
}

static void note_ragged(struct reader *reader)
{
	size_t at = reader->column < reader->table->columns ? reader->pos : reader->extra;
	reader->table->broken = true;
	*VEC_PUSH(reader->arena, &reader->table->ragged) =
	        (struct table_ragged){(uint32_t)at, (uint32_t)reader->column};
}

void table_say_ragged(const struct table *table, struct diags *diags)
{
	VEC_EACH (const struct table_ragged, row, &table->ragged) {
		struct place place = {table->source, row->offset};
		struct str wanted = count_text(diags->arena, table->columns),
		           found = count_text(diags->arena, row->cells);
		if (row->cells < table->columns)
			DIAG(diags, place, MISSING_CELL, wanted, found, table->header[row->cells]);
		else
			DIAG(diags, place, EXTRA_CELL, wanted, found);
	}
}

static void end_row(struct reader *reader)
{
	struct table *table = reader->table;
	size_t columns = table->columns;
	if (!reader->dropped && !reader->filled)
		SAY(reader, reader->row_start, BLANK_ROW, {0});
	else if (!reader->dropped && reader->column != columns)
		note_ragged(reader);
	if (reader->dropped || !reader->filled || reader->column != columns) {
		table->losses++;
		return;
	}
	reader->n_cells += columns;
	if (++table->rows > TABLE_ROWS_MAX) {
		SAY(reader, reader->row_start, TOO_MANY_ROWS, count_text(reader->arena, TABLE_ROWS_MAX));
		reader->stop = true;
	}
}

static void on_row(int c, void *data)
{
	(void)c;
	struct reader *reader = data;
	if (reader->stop)
		return;
	if (!reader->table->header)
		end_header(reader);
	else
		end_row(reader);
	if (is_line_end(reader, reader->pos))
		reader->pos = skip_line_end(reader, reader->pos);
	reader->begun = false;
}

/* A quote where none may stand: its cell is said, its row dropped, and reading goes on with the next line. */
static size_t recover(struct reader *reader, size_t from)
{
	if (!reader->begun)
		begin_row(reader);
	SAY(reader, reader->pos, QUOTE_STRAY, {0});
	reader->table->losses++;
	if (!reader->table->header)
		reader->stop = true;
	while (from < reader->text.len && !is_line_end(reader, from))
		from++;
	if (from < reader->text.len)
		from = skip_line_end(reader, from);
	reader->pos = from;
	reader->begun = false;
	return from;
}

/* Feeds libcsv from `from` until the end or its first error; returns where that was. */
static bool feed(size_t *end, struct reader *reader, size_t from)
{
	struct csv_parser parser;
	if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		arena_out_of_memory();
	csv_set_delim(&parser, (unsigned char)reader->table->dialect.delimiter);
	size_t pos = from;
	bool well = true;
	while (well && !reader->stop && pos < reader->text.len) {
		size_t n = reader->text.len - pos < FEED ? reader->text.len - pos : FEED;
		size_t took = csv_parse(&parser, reader->text.ptr + pos, n, on_field, on_row, reader);
		well = took == n;
		pos += took;
	}
	if (!well && csv_error(&parser) != CSV_EPARSE)
		arena_out_of_memory();
	if (well && !reader->stop && csv_fini(&parser, on_field, on_row, reader) != 0) {
		SAY(reader, reader->pos, QUOTE_OPEN, {0});
		reader->table->losses++;
	}
	csv_free(&parser);
	*end = pos;
	return well;
}

static void read_rows(struct reader *reader)
{
	size_t pos = reader->pos;
	while (!reader->stop && pos < reader->text.len && !feed(&pos, reader, pos))
		pos = recover(reader, pos);
	/* blank lines at the end belong to no row */
	if (!reader->stop && !reader->begun && reader->pos < reader->text.len)
		begin_row(reader);
}

/* Where the cell around an offset begins: quotes are counted from the last place on. */
struct locator {
	size_t at, cell;
	bool quoted;
};

static size_t locate_cell(struct locator *locator, const struct reader *reader, size_t offset)
{
	for (; locator->at < offset; locator->at++) {
		char c = reader->text.ptr[locator->at];
		if (c == '"')
			locator->quoted = !locator->quoted;
		else if (!locator->quoted && (c == reader->table->dialect.delimiter || c == '\n'))
			locator->cell = locator->at + 1;
	}
	return locator->cell;
}

static void say_control(struct reader *reader, size_t cell, size_t offset, uint32_t character)
{
	SAY(reader, cell, CONTROL_CHARACTER, str_printf(reader->arena, "U+%04X", (unsigned)character),
	    count_text(reader->arena, offset - cell + 1));
}

static bool say_encoding(struct reader *reader, struct locator *locator, size_t offset)
{
	struct str guess = encoding_guess(reader->text);
	size_t cell = locate_cell(locator, reader, offset);
	if (guess.len)
		SAY(reader, cell, ENCODING_GUESS, guess);
	else
		SAY(reader, cell, ENCODING_UNKNOWN, {0});
	return false;
}

/* What is wrong with single cells, each cell once for each kind. */
static void say_characters(struct reader *reader, struct scan scan)
{
	struct locator locator = {scan.at, scan.at, false};
	size_t offset, last = SIZE_MAX;
	enum scan_kind last_kind = SCAN_END, kind;
	while ((kind = scan_next(&offset, &scan)) != SCAN_END) {
		size_t cell = locate_cell(&locator, reader, offset);
		if (kind == SCAN_LONE_CR || (cell == last && kind == last_kind))
			continue;
		if (cell != last)
			*VEC_PUSH(reader->arena, &reader->table->bad) = (uint32_t)cell;
		last = cell;
		last_kind = kind;
		if (kind == SCAN_CONTROL)
			say_control(reader, cell, offset, scan.character);
		else
			SAY(reader, cell, NOT_NFC, {0});
	}
}

/* Looks through every character; once more where something is to be said of cells, as it is not said of a
 * text that was read in a wrong encoding as a whole. False: what the file holds cannot be taken for a
 * table. */
static bool check_characters(struct reader *reader, size_t from)
{
	const struct scan start = {.text = reader->text, .at = from, .nfc_until = from};
	struct scan scan = start;
	struct locator locator = {from, from, false};
	size_t offset;
	bool found = false;
	for (enum scan_kind kind; (kind = scan_next(&offset, &scan)) != SCAN_END;) {
		if (kind == SCAN_NOT_UTF8)
			return say_encoding(reader, &locator, offset);
		if (kind != SCAN_LONE_CR) {
			found = true;
			continue;
		}
		size_t cell = locate_cell(&locator, reader, offset);
		/* a quoted cell that begins with CR is a formula, if anything */
		if (offset == cell + 1 && at(reader, cell) == '"')
			continue;
		SAY(reader, offset, LINE_ENDS_CR, {0});
		return false;
	}
	locator = (struct locator){from, from, false};
	reader->cells_cap = scan.newlines + 2;
	reader->table->has = scan.has;
	if (scan.tcvn > 2 && scan.tcvn > scan.vietnamese) {
		SAY(reader, locate_cell(&locator, reader, scan.first_tcvn), ENCODING_TCVN_LATIN, {0});
		return false;
	}
	if (scan.mojibake > 1 && scan.mojibake > scan.vietnamese) {
		SAY(reader, locate_cell(&locator, reader, scan.first_mojibake), ENCODING_TWICE, {0});
		return false;
	}
	if (found)
		say_characters(reader, start);
	return true;
}

static bool open_reader(struct reader *reader)
{
	struct str text = reader->text;
	if (text.len > TABLE_BYTES_MAX) {
		SAY(reader, 0, FILE_TOO_LARGE, count_text(reader->arena, TABLE_BYTES_MAX));
		return false;
	}
	if (str_starts(text, STR("PK\x03\x04")) || str_starts(text, STR("\xd0\xcf\x11\xe0"))) {
		SAY(reader, 0, WORKBOOK, {0});
		return false;
	}
	if (encoding_is_utf16(text)) {
		SAY(reader, 0, ENCODING_GUESS, STR("UTF-16"));
		return false;
	}
	reader->pos = str_starts(text, STR("\xef\xbb\xbf")) ? 3 : 0;
	return true;
}

bool table_parse(struct table *out, struct arena *arena, const struct source *source, struct dialect dialect,
                 struct diags *diags)
{
	*out = (struct table){.source = source, .dialect = dialect};
	struct reader reader = {.table = out, .arena = arena, .diags = diags, .text = source->text};
	if (!open_reader(&reader) || !check_characters(&reader, reader.pos))
		return false;
	read_rows(&reader);
	if (!out->header && !out->broken)
		SAY(&reader, reader.pos, NO_HEADER, {0});
	return out->header && !reader.stop;
}

bool table_header(struct str **labels, size_t *n, struct arena *arena, const struct source *source,
                  struct dialect dialect)
{
	struct table table = {.source = source, .dialect = dialect};
	struct reader reader = {.table = &table, .arena = arena, .text = source->text};
	if (!open_reader(&reader))
		return false;
	read_rows(&reader);
	*labels = (struct str *)(uintptr_t)table.header;
	*n = table.columns;
	return table.header != NULL;
}

size_t table_column(const struct table *table, struct str name)
{
	for (size_t i = 0; i < table->columns; i++)
		if (str_eq(table->header[i], name))
			return i;
	return SIZE_MAX;
}

static int order_offsets(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

bool table_is_bad(const struct table *table, size_t row, size_t column)
{
	if (table->bad.len == 0)
		return false;
	uint32_t offset = (uint32_t)table_place(table, row, column).offset;
	return bsearch(&offset, table->bad.items, table->bad.len, sizeof offset, order_offsets) != NULL;
}

struct place table_place(const struct table *table, size_t row, size_t column)
{
	if (row == SIZE_MAX && column == table->columns)
		return (struct place){table->source, table->header_end};
	struct cell cell =
	        row == SIZE_MAX ? table->header_cells[column] : table->cells[row * table->columns + column];
	return (struct place){table->source, cell_offset(table, cell)};
}
