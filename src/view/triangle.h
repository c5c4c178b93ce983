/* What each edition said of each figure of an indicator: the triangle of periods and editions. */
#ifndef VIEW_TRIANGLE_H
#define VIEW_TRIANGLE_H

#include "view/editions.h"
#include "view/view.h"

/* Reads the results that the newest editions published, each once. Made once, after the data files. False: a
 * failure, said. */
bool view_triangles_init(struct view_site *site, struct arena *arena, const struct renames *renames,
                         struct diags *diags);
/* Adds `triangle`; false where no edition published the indicator. Of many rows, those that changed. */
void view_triangle(struct view *view, struct value *tree, const struct indicator *indicator);

#endif
