/* The cells of one table against its fields: types, constraints, periods, and what may not be published. */
#ifndef SCHEMA_CHECK_H
#define SCHEMA_CHECK_H

#include "schema/package.h"

/* Labels against fields, by fieldsMatch; sets column_of. False: said; the cells cannot be judged. */
bool check_labels(struct resource *resource, struct arena *arena, struct diags *diags);
/* Every cell of every field; sets resource->broken where something is said. */
void check_cells(struct resource *resource, struct diags *diags);

#endif
