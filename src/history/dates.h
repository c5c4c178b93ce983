/* When each file changed last; of the history folder's own. */
#ifndef HISTORY_DATES_H
#define HISTORY_DATES_H

#include "history/history.h"

/* Fills path → struct repo_commit for the files of the newest commit. False: git failed, said. */
bool dates_find(struct map *last, struct arena *arena, const struct history *history, struct diags *diags);

#endif
