/* The page units/ID/: what the unit is, its ranks, its targets, its honours. */
#ifndef VIEW_UNIT_H
#define VIEW_UNIT_H

#include "view/view.h"

void view_unit_head(struct view_head *out, const struct view *view, const struct unit *unit);
/* Adds `unit_page`. */
void view_unit(struct view *view, struct value *tree, const struct unit *unit);

#endif
