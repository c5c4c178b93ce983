/* One CSV file as a table: RFC 4180 by libcsv, strict. A cell is a slice of its source, so every cell knows
 * its place and a million rows cost 8 bytes a cell beside the text, once. Only a cell that cannot be a slice
 * (a doubled quote or a CR LF inside it) is copied. */
#ifndef TABLE_TABLE_H
#define TABLE_TABLE_H

#include "base/diag.h"

enum {
	TABLE_CELL_MAX = 1 << 20,  /* bytes of one cell */
	TABLE_COLUMNS_MAX = 1024,  /* cells of the header */
	TABLE_ROWS_MAX = 20000000, /* rows without the header */
	TABLE_BYTES_MAX = 1 << 30, /* bytes of the file, as UTF-8 */
};

struct dialect {
	char delimiter;    /* ',' */
	char decimal_char; /* '.' */
	char group_char;   /* 0: none */
};

struct cell {
	uint32_t offset; /* of its text in the source; of a copied one, its index in `copies` */
	uint32_t len : 30;
	uint32_t quoted : 1, copied : 1;
};

struct table_copy {
	struct str text;
	uint32_t offset; /* of the cell in the source */
};

/* A row of more or fewer cells than the header. */
struct table_ragged {
	uint32_t offset; /* of its end, or of its first cell too many */
	uint32_t cells;
};

/* What stands somewhere in the file, so that checks that need not run do not. */
enum {
	TABLE_HAS_NBSP = 1,      /* a no-break space */
	TABLE_HAS_ETH = 2,       /* Ð, ð or Ɖ, which is not Đ */
	TABLE_HAS_NON_ASCII = 4, /* anything beyond ASCII */
};

struct table {
	const struct source *source; /* decoded to UTF-8; must outlive the table */
	struct dialect dialect;
	size_t columns, rows; /* of the header; rows without it */
	const struct str *header;
	const struct cell *header_cells;
	uint32_t header_end;
	const struct cell *cells; /* rows × columns, row-major: a ragged row is said and dropped */
	VEC(struct table_copy) copies;
	VEC(uint32_t) bad; /* where cells begin whose characters were said to be wrong, rising */
	unsigned has;      /* TABLE_HAS_… */
	VEC(struct table_ragged) ragged; /* rows of another width, not said yet */
	size_t losses;                   /* rows that were dropped */
	bool bad_header;                 /* a label was said to be wrong */
	bool broken;                     /* something was said of the file's form */
};

/* Parses the source. What is wrong with the file's form is said, each cell's defect where the cell begins:
 * csv-quote, csv-delimiter, blank-label, duplicate-label, blank-row, line-ends, conflict-marker,
 * control-character, not-nfc, encoding-error, too-large. False: nothing could be made of it. True with
 * `broken`: the rows that remain are whole. */
bool table_parse(struct table *out, struct arena *arena, const struct source *source, struct dialect dialect,
                 struct diags *diags);
/* missing-cell at the end of each row that is too short, extra-cell at the first cell too many: for a header
 * that is right. */
void table_say_ragged(const struct table *table, struct diags *diags);
/* The labels of the first row alone, as this dialect reads them; nothing is said. False: there is none. */
bool table_header(struct str **labels, size_t *n, struct arena *arena, const struct source *source,
                  struct dialect dialect);
static inline struct str table_cell(const struct table *table, size_t row, size_t column)
{
	struct cell cell = table->cells[row * table->columns + column];
	if (cell.copied)
		return table->copies.items[cell.offset].text;
	return (struct str){table->source->text.ptr + cell.offset, cell.len};
}
/* SIZE_MAX where there is no such column. */
size_t table_column(const struct table *table, struct str name);
/* True for a cell of which a control-character or not-nfc was said: what it seems to hold is not judged. */
bool table_is_bad(const struct table *table, size_t row, size_t column);
/* Where a cell begins in the source (its opening quote where it has one); row SIZE_MAX is the header, whose
 * end is the place of the column after its last. */
struct place table_place(const struct table *table, size_t row, size_t column);

#endif
