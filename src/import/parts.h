/* What an import is made of while it runs; its steps, in their order. import's own. */
#ifndef IMPORT_PARTS_H
#define IMPORT_PARTS_H

#include "import/grid.h"
#include "import/import.h"
#include "model/config.h"
#include "schema/package.h"

/* A column of the grid. */
struct import_column {
	struct str label; /* as people see it; a letter where it has none */
	size_t field;     /* SIZE_MAX: none */
	bool dropped;     /* left out by --map, or because it only counts */
};

/* A field's value in a row of the input: with '.' and without groups where it is a number. */
struct import_value {
	struct str text;
	struct place place;
};

struct import {
	const struct import_options *options;
	struct arena *arena;
	struct diags *diags;
	struct tree tree;
	struct config config;
	struct package package;
	struct resource *resource; /* as it stands now; broken where it does not, or is not there yet */
	bool workbook;
	struct grid grid;
	size_t header, header_rows; /* the first row of the header, and how many it has */
	struct import_column *columns;
	size_t *column_of;           /* per field; SIZE_MAX: no column */
	struct str *set;             /* per field: what --set says; ptr NULL: nothing */
	VEC(size_t) rows;            /* of the grid, that become rows */
	struct import_value *values; /* rows × fields */
};

#define IMPORT_SAY(import, row, column, id, ...)                                                             \
	DIAG((import)->diags, grid_place(&(import)->grid, (row), (column)), id, __VA_ARGS__)

/* True where the table needs it in each row: required, or of its primary key. */
bool import_needs(const struct import *import, size_t field);

/* Opens the input as a grid whose header is found. False: said. */
bool import_read(struct import *import);
/* The best header of a grid: its first row, its rows (1 or 2), and how many fields it places; 0 for none. */
size_t import_header_find(size_t *row, size_t *rows, const struct import *import, const struct grid *grid);
/* --map and --set against the header and the schema. False: said, and nothing else can be. */
bool import_command_line(struct import *import);
/* What each column is. False: said. */
bool import_columns(struct import *import);
/* Which rows are data. False: said; there may be rows even so. */
bool import_rows(struct import *import);
/* The values of those. False: said. */
bool import_values(struct import *import);
/* The resource's file with them; `origins` says where in it cells of the input came to stand, rising. */
struct import_origin {
	size_t offset;
	struct place place;
};
struct import_origins {
	VEC(struct import_origin) list;
};
bool import_merge(struct str *text, struct import_origins *origins, struct import_summary *summary,
                  struct import *import);
/* True where the file would be well; what is wrong is said where it stands in the input. */
bool import_check(struct import *import, struct str text, const struct import_origins *origins);

#endif
