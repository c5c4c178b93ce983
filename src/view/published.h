/* Tables as they were published: the reference copies and derived tables of an edition, or of this build. */
#ifndef VIEW_PUBLISHED_H
#define VIEW_PUBLISHED_H

#include "io/tree.h"
#include "table/table.h"

/* Reads data/NAME.csv of the tree. False: the tree (NULL is allowed) has no such table; nothing is said. What
 * failed is said, and is false too. The table's source lives in the arena. */
bool published_table(struct table *out, struct arena *arena, const struct tree *tree, struct str name,
                     struct diags *diags);
/* A cell by the name of its column; empty where the table has no such column. */
struct str published_cell(const struct table *table, size_t row, struct str column);
/* The first row at or after `from` whose column holds the value; SIZE_MAX: none. */
size_t published_find(const struct table *table, size_t from, struct str column, struct str value);

#endif
