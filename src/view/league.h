/* League tables: the pages leagues/ID/ and leagues/ID/PERIOD/, the view `league`, and rows for other pages.
 */
#ifndef VIEW_LEAGUE_H
#define VIEW_LEAGUE_H

#include "view/fence.h"

/* What the page says of itself; `period` is an index of the result's, SIZE_MAX for the page of the league. */
void view_league_head(struct view_head *out, const struct view *view, const struct league_result *result,
                      size_t period);
/* Adds `league_page` and `league`: kinds league (period SIZE_MAX: the latest) and league-period. */
void view_league(struct view *view, struct value *tree, const struct league_result *result, size_t period);

/* `=league LEAGUE period=PERIOD top=N where=…`: the latest period, or that one; view/fence.h. */
bool view_resolve_league(struct view_request *out, struct arena *arena, const struct view_site *site,
                         const struct view_spec *spec, struct diags *diags);
struct value *view_build_league(struct view *view, const struct view_request *request);

/* A league row; `decimals` are those that all rows beside it have. */
struct value *view_league_row(const struct view *view, const struct league_row *row, long decimals,
                              bool marked);
/* How many decimals the scores of these rows are shown with: the league's, else as many as the longest has.
 */
long view_league_decimals(const struct view *view, const struct league *league,
                          const struct league_row *const *rows, size_t n);
/* Who leads, how many rose and fell; empty for a period without ranks. */
struct str view_league_sentence(const struct view *view, const struct league_result *result, size_t period);
/* `3`, `3=` of those who share it; empty for a unit without a rank, or no row (NULL). */
struct str view_rank_text(const struct view *view, const struct league_row *row);
/* The path of a period's page. */
struct str view_league_path(const struct view *view, const struct league *league, struct period period);
/* The page of a period, as a link whose text is the period. */
struct value *view_league_period(const struct view *view, const struct league_result *result, size_t period);

#endif
