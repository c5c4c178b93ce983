/* Awards: the kind award, the view `eligibility`. Of individuals only the eligible are named. */
#ifndef VIEW_AWARD_H
#define VIEW_AWARD_H

#include "view/fence.h"

void view_award_head(struct view_head *out, const struct view *view, const struct award *award);
/* Adds `award`. */
void view_award(struct view *view, struct value *tree, const struct award *award);

/* `=eligibility AWARD period=CYCLE`: the latest cycle, or that one (2026, 2026-2030). */
bool view_resolve_eligibility(struct view_request *out, struct arena *arena, const struct view_site *site,
                              const struct view_spec *spec, struct diags *diags);
struct value *view_build_eligibility(struct view *view, const struct view_request *request);

/* list of words: the conditions that fail below what fails; empty for who is eligible. */
struct value *view_failed(const struct view *view, const struct award *award, const struct verdict *verdict);
/* `Bằng khen`; of an award that the data do not name, false. */
struct value *view_award_form(const struct view *view, const struct award *award);

#endif
