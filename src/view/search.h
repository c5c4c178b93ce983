/* The search page: what a script fills; without one, the lists of everything. */
#ifndef VIEW_SEARCH_H
#define VIEW_SEARCH_H

#include "view/view.h"

void view_search_head(struct view_head *out, const struct view *view);
/* Adds `search`. */
void view_search(struct view *view, struct value *tree);

#endif
