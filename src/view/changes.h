/* The past of one table, newest first, as a page shows it. */
#ifndef VIEW_CHANGES_H
#define VIEW_CHANGES_H

#include "history/history.h"
#include "view/view.h"

enum { VIEW_CHANGES_SHOWN = 20 };

/* Adds `changes`: the newest of them, the versions that could not be read, and whether the past is cut off.
 * The past is as it may be published; of a table without one there is nothing. */
void view_changes(struct view *view, struct value *tree, const struct past *past,
                  const struct history *history);

#endif
