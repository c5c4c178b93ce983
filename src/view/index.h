/* The lists of things: leagues/, scorecards/, indicators/, units/, awards/. */
#ifndef VIEW_INDEX_H
#define VIEW_INDEX_H

#include "view/view.h"

/* Adds `index`, of ROUTE_LEAGUES, ROUTE_SCORECARDS, ROUTE_INDICATORS, ROUTE_UNITS or ROUTE_AWARDS. */
void view_index(struct view *view, struct value *tree, enum route_kind kind);
/* The title is that of the page's entry. */
void view_index_head(struct view_head *out, const struct view *view);

#endif
