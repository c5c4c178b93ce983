/* The page indicators/ID/: what is measured, its targets, its results unit by unit. */
#ifndef VIEW_INDICATOR_H
#define VIEW_INDICATOR_H

#include "view/view.h"

void view_indicator_head(struct view_head *out, const struct view *view, const struct indicator *indicator);
/* Adds `indicator`. */
void view_indicator(struct view *view, struct value *tree, const struct indicator *indicator);

#endif
