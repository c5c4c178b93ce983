/* Charts: drawn by the generator as SVG, with a title that says the finding, a description, the numbers as a
 *table and the drawing as a file. Each is a part of a page made from data, or the view `chart` in a text:
 *
 *	=chart INDICATOR kind=line|dots|bullet unit=ID target=ID period=P top=N
 *	=chart LEAGUE kind=bars|path unit=ID period=P top=N
 *
 * A chart's file stands next to its page, by its id: ID.svg; chart_names says which a page has before it is
 *made. */
#ifndef VIEW_CHART_H
#define VIEW_CHART_H

#include "view/draw.h"
#include "view/fence.h"

bool view_resolve_chart(struct view_request *out, struct arena *arena, const struct view_site *site,
                        const struct view_spec *spec, struct diags *diags);
struct value *view_build_chart(struct view *view, const struct view_request *request);

/* ---- in pages made from data ---- */

/* The files of the charts on a page of an indicator, a league (period SIZE_MAX: the league's own page) or a
 * unit, in their order, each once; the functions below make exactly these. */
struct str *chart_names_indicator(size_t *n, struct arena *arena, const struct model *model,
                                  const struct indicator *indicator);
struct str *chart_names_league(size_t *n, struct arena *arena, const struct league_result *result,
                               size_t period);
struct str *chart_names_unit(size_t *n, struct arena *arena, const struct model *model,
                             const struct league_result *leagues, const struct unit *unit);
/* The names of the charts in a text, by its views. */
struct str *chart_names_text(size_t *n, struct arena *arena, const struct view_spec *specs, size_t n_specs);

/* The chart of a series, or false where the page has none of it. */
struct value *chart_of_series(struct view *view, const struct series *series);
/* All units in the latest period; false where the page has none. */
struct value *chart_of_units(struct view *view, const struct indicator *indicator);
/* Bars of a period; the ranks over the periods (false where there is one period). */
struct value *chart_of_period(struct view *view, const struct league_result *result, size_t period);
struct value *chart_of_ranks(struct view *view, const struct league_result *result);
struct value *chart_of_unit(struct view *view, const struct league_result *result, const struct unit *unit);

/* {svg}: small ones beside words that say the same; false where there is nothing to draw. */
struct value *chart_bullet(const struct view *view, const struct score_row *row);
/* {svg, words}: the path of a target so far. */
struct value *chart_sparkline(const struct view *view, const struct target *target, const struct unit *unit);

#endif
