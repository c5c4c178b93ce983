/* One CSV file as a table: RFC 4180 by libcsv, strict. Every cell knows its text; its place in the file is
 * found by a second pass that runs only when something is reported. Cells are 8 bytes each, so a million rows
 * cost their text and little more. */
#ifndef TABLE_TABLE_H
#define TABLE_TABLE_H

#include "base/diag.h"

enum { TABLE_CELL_MAX = 1 << 20, TABLE_COLUMNS_MAX = 1024 };

struct dialect {
	char delimiter;    /* ',' */
	char decimal_char; /* '.' */
	char group_char;   /* 0: none */
};

struct cell {
	uint32_t offset, len; /* in table.text */
};

struct table {
	const struct source *source; /* decoded to UTF-8 */
	struct dialect dialect;
	size_t columns, rows; /* of the header; rows without it */
	const struct str *header;
	const struct cell *cells; /* rows × columns, row-major: a ragged row is said and dropped */
	const char *text;
	const uint32_t *line_offsets; /* lazily made by table_place; NULL before */
	bool broken;                  /* something was said: nothing is judged by it */
};

/* Parses the source. What is wrong with the file's form is said: csv-quote, csv-delimiter, blank-label,
 * duplicate-label, blank-row, missing-cell, extra-cell, line-ends, conflict-marker, control-character,
 * not-nfc, encoding-error, too-large. False: nothing could be made of it. */
bool table_parse(struct table *out, struct arena *arena, const struct source *source, struct dialect dialect,
                 struct diags *diags);
struct str table_cell(const struct table *table, size_t row, size_t column);
/* SIZE_MAX where there is no such column. */
size_t table_column(const struct table *table, struct str name);
/* Where a cell's text begins in the source (its opening quote where it has one); row SIZE_MAX is the header.
 * Not for several threads at once. */
struct place table_place(const struct table *table, size_t row, size_t column);

#endif
