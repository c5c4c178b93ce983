/* The rules of an award in words: conditions, quota, deadline, and what a condition was found to be. */
#ifndef VIEW_CONDITION_H
#define VIEW_CONDITION_H

#include "view/view.h"

/* A condition as the view model has it, with all below it. */
struct value *view_condition(const struct view *view, const struct award *award,
                             const struct condition *condition);
/* The same in one phrase: its label, else its words. */
struct str view_condition_text(const struct view *view, const struct award *award,
                               const struct condition *condition);
/* words?: what a condition was found to be for a candidate in a cycle: `hạng 2 trong 6`. False where there is
 * nothing to say, and always where it looks at what is not published. */
struct value *view_proof(const struct view *view, const struct award_cycle_result *cycle,
                         const struct verdict *verdict, const struct leaf *leaf);
/* The same as a sentence that stands alone: `hạng 2 trong 6 ở Xếp hạng khối phòng, 2026`. */
struct value *view_proof_alone(const struct view *view, const struct award_cycle_result *cycle,
                               const struct verdict *verdict, const struct leaf *leaf);
/* Where the proof of a condition can be looked up: the ranking, the indicator, the table. Empty where it
 * looks at what is not published. */
struct str view_proof_href(const struct view *view, const struct award_cycle_result *cycle,
                           const struct condition *condition);
/* The value that a condition compares with, as its column would print it. */
struct str view_condition_than(const struct view *view, const struct condition *condition);
/* True of what looks at a table that is not published: nothing may be said of what it found. */
bool view_condition_hidden(const struct condition *condition);
/* One line of the quota; with a cycle, what it comes to there. */
struct str view_quota_text(const struct view *view, const struct award *award, const struct quota *quota,
                           const struct award_cycle_result *cycle);
/* words?: `trước 20/02 năm sau`. */
struct value *view_deadline(const struct view *view, const struct award *award);

#endif
