/* Published figures that changed without a word: section 8 of the contract. */
#ifndef HISTORY_SILENT_H
#define HISTORY_SILENT_H

#include "history/history.h"

/* Compares the tables of the site with what the newest editions published (of several that are no ancestors
 * of each other each counts). A row of a period, or of `targets`, that changed or went, in any column but
 * `note`, needs rows in `corrections` that lead from what was published to what stands there now; what was
 * published as provisional (status p) may be replaced. silent-revision says at the cell, or where the row was
 * in the file's first line, the row to paste. The periods of a table are in the column that a league takes
 * them from, else `period`, else `year`; in the tables of awards a year is that of an achievement and no
 * period. Nothing is judged where `corrections` or renames.yaml is broken. False: git failed, said. */
bool silent_check(struct arena *arena, const struct history *history, const struct model *model,
                  struct diags *diags);

#endif
