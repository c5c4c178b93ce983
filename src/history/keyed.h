/* How keys are made; of the history folder's own. */
#ifndef HISTORY_KEYED_H
#define HISTORY_KEYED_H

#include "history/compare.h"

/* Fills in keys and slots by resource and fields. With `any_rows` equal rows are told apart by a NUL and how
 * many came before; else they are said, and it is false. */
bool keyed_fill(struct keyed *out, struct arena *arena, bool any_rows, struct diags *diags);

#endif
