/* The yearly and the final review of a plan (sơ kết, tổng kết), made from the data: targets met and not, who
 * led the rankings that its awards look at, who was honoured under it. */
#ifndef VIEW_REVIEW_H
#define VIEW_REVIEW_H

#include "model/page.h"
#include "view/view.h"

/* list of review, the term first, then the years, newest first, up to the year of today; those that have
 * something to say. Of a plan without a period there are none. */
struct value *view_reviews(const struct view *view, struct str plan_id, const struct plan *plan);

#endif
