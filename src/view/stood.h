/* Leagues, scorecards and honours as an edition published them, from its own tables: never recomputed. */
#ifndef VIEW_STOOD_H
#define VIEW_STOOD_H

#include "view/editions.h"

/* Adds `leagues`, `scorecards` and `honours` to the tree of the edition: of each league the newest period
 * that it had, of each scorecard the statuses by period, of honours those decided in its newest year. Units
 * are called what the edition called them. A table that must not be given out any more is left out. */
void view_stood(struct view *view, struct value *map, const struct view_edition *edition);

#endif
