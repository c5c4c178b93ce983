/* A table as a clerk has it: rows of any width, titles above, totals below, each cell with its place. It says
 * what stands where; what it means is for those who read it. */
#ifndef IMPORT_GRID_H
#define IMPORT_GRID_H

#include "base/diag.h"

enum { GRID_CELLS_MAX = 20000000 };

struct grid_cell {
	struct str text;
	size_t offset; /* of the cell in the source, its opening quote where it has one */
};

struct grid_row {
	size_t first, len; /* into cells */
	size_t number;     /* of the line, or of the sheet's row; from 1 */
};

struct grid {
	const struct source *source;
	VEC(struct grid_cell) cells;
	VEC(struct grid_row) rows;
	size_t columns; /* of the widest row */
};

/* Takes a CSV apart (RFC 4180, rows as wide as they are; LF, CR LF and CR end a line). A BOM is passed over.
 * False: csv-quote or too-large, said. The source must outlive the grid. */
bool grid_read(struct grid *out, struct arena *arena, const struct source *source, char delimiter,
               struct diags *diags);
/* The cell's text, empty where the row is not so wide. */
struct str grid_text(const struct grid *grid, size_t row, size_t column);
struct place grid_place(const struct grid *grid, size_t row, size_t column);
bool grid_is_empty(const struct grid *grid, size_t row);
/* The first cell of a row that holds something; SIZE_MAX in an empty row. */
size_t grid_first(const struct grid *grid, size_t row);

#endif
