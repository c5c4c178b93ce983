/* What the rows of `corrections` name: section 8 of the contract. */
#ifndef HISTORY_CORRECTED_H
#define HISTORY_CORRECTED_H

#include "history/history.h"

/* unknown-name at the resource or column of a correction that neither the site nor an edition known to it has
 * (nor data/renames.yaml, for a column). False: git failed, said. */
bool corrected_check(struct arena *arena, const struct history *history, const struct model *model,
                     struct diags *diags);
/* The tables that a commit's descriptor names; none where it cannot be read. False: git failed, said. */
bool corrected_outline(struct package_outline *out, struct arena *arena, const struct history *history,
                       const struct repo_commit *commit, const struct model *model, struct diags *diags);

#endif
