/* The view `targets`, and targets for other pages. */
#ifndef VIEW_TARGETS_H
#define VIEW_TARGETS_H

#include "view/fence.h"

bool view_resolve_targets(struct view_request *out, struct arena *arena, const struct view_site *site,
                          const struct view_spec *spec, struct diags *diags);
struct value *view_build_targets(struct view *view, const struct view_request *request);

/* A target: the scorecard row of its latest period; of one for many units, or without any row, what it asks
 * for alone. */
struct value *view_target(const struct view *view, const struct target *target);

#endif
