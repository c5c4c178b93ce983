/* Scorecards: the pages scorecards/ID/ and scorecards/ID/PERIOD/, the view `scorecard`, and rows for other
 * pages. */
#ifndef VIEW_SCORECARD_H
#define VIEW_SCORECARD_H

#include "view/fence.h"

/* The rows of a result by period, so that a page of one period does not look at all of them. */
struct view_card {
	const struct scorecard_result *result;
	const struct score_row **rows;  /* by period, target, unit (the last two as in their tables) */
	size_t *starts;                 /* of each period in rows; n_periods + 1 */
	size_t (*counts)[STATUS_COUNT]; /* by period */
};

/* Made once, before any page. */
void view_card_init(struct view_card *out, struct arena *arena, const struct scorecard_result *result);

/* What the page says of itself; `period` is an index of the result's, SIZE_MAX for the page of the scorecard.
 */
void view_scorecard_head(struct view_head *out, const struct view *view, const struct view_card *card,
                         size_t period);
/* Adds `scorecard_page` and `scorecard`: kinds scorecard (period SIZE_MAX: the latest) and scorecard-period.
 */
void view_scorecard(struct view *view, struct value *tree, const struct view_card *card, size_t period);

/* `=scorecard SCORECARD period=PERIOD where=…`: the latest period, or that one; view/fence.h. */
bool view_resolve_scorecard(struct view_request *out, struct arena *arena, const struct view_site *site,
                            const struct view_spec *spec, struct diags *diags);
struct value *view_build_scorecard(struct view *view, const struct view_request *request);

/* A scorecard row of that scorecard. */
struct value *view_score_row(const struct view *view, const struct scorecard *scorecard,
                             const struct score_row *row);
/* The latest row of a target and unit over all scorecards; NULL: none. O(log rows) for each scorecard. */
const struct score_row *view_latest_row(const struct scorecard **scorecard, const struct view *view,
                                        const struct target *target, const struct unit *unit);
/* The keys of a scorecard row that are the target's alone: target, indicator, goal, due, section, frequency,
 * disclose, plan. */
void view_put_target(const struct view *view, struct value *map, const struct target *target);
/* Rows in groups by section: list of {title, rows}; item i is in the section of target targets[i]. */
struct value *view_group_by_section(const struct view *view, const struct target *const *targets,
                                    struct value *const *rows, size_t n);
/* `11 chỉ tiêu: 7 đạt, …`. */
struct str view_counts_sentence(const struct view *view, const size_t counts[STATUS_COUNT]);
/* The path of a period's page. */
struct str view_scorecard_path(const struct view *view, const struct scorecard *scorecard,
                               struct period period);
/* The plan whose targets it judges; empty where it names none, or several. */
struct str view_scorecard_plan(const struct scorecard *scorecard);
/* `tạm tính`, `đã sửa` …; empty for a plain result. */
struct str view_state_text(const struct view *view, enum result_status status);

#endif
