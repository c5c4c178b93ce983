/* How far a table that is kept up to date (`update`) has come, by the periods of its rows. */
#ifndef RULES_FRESHNESS_H
#define RULES_FRESHNESS_H

#include "model/model.h"

/* The latest period that a row is of; false where the table has no such column or row. */
bool freshness_newest(struct period *out, struct arena *arena, const struct resource *resource);
/* The last period of that length that is closed today. `update` is not UPDATE_NONE. */
struct period freshness_closed(struct arena *arena, const struct model *model, enum update update);
/* What is to come next: the period of the table's `update` behind its newest, and the day on which that is
 * closed. False where it has no `update`, no period, or is broken. */
bool freshness_next(struct period *out, struct date *closes, struct arena *arena, const struct model *model,
                    const struct resource *resource);

#endif
