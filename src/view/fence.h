/* The views and figures in a page's text. Each is checked and made by the same function: view_resolve turns
 * what is written into a request, with everything that is wrong said at its place; in the render phase the
 * same call says nothing and the request is built.
 *
 * To add a view: a row in the table of fence.c, a resolver that fills the members it needs, a builder of its
 * tree, and partials/view-NAME.mustache. */
#ifndef VIEW_FENCE_H
#define VIEW_FENCE_H

#include "view/option.h"
#include "view/view.h"

/* The kinds of charts; view/chart.h. */
enum chart_kind {
	CHART_AUTO, /* what fits: of an indicator line for one unit, dots for several; of a league bars, with
	               a unit path */
	CHART_LINE,
	CHART_DOTS,
	CHART_BULLET,
	CHART_BARS,
	CHART_PATH,
};

/* What a view is asked for; the members that its resolver sets are those that its builder reads. */
struct view_request {
	const struct view_kind *kind;             /* NULL: a figure */
	const struct league_result *league;       /* league */
	const struct scorecard_result *scorecard; /* scorecard */
	size_t period;                            /* of the league or scorecard; SIZE_MAX: it has none */
	long top;                                 /* league: ranks up to it; 0: all */
	struct str plan;                          /* targets: an id; empty: of every plan */
	bool has_where;
	struct filter where;
	const struct resource *resource; /* figure: of its cell; table */
	size_t field, row;
	const struct result *result; /* figure: of results.value; else NULL */
	const size_t *columns;       /* table: fields; none: all */
	size_t n_columns, sort;      /* table: the field that it is sorted by; SIZE_MAX: as it stands */
	bool descending;
	long limit;                             /* table, calendar: so many rows; 0: all */
	const struct award_result *award;       /* eligibility */
	const struct award_cycle_result *cycle; /* eligibility; NULL: it has none yet */
	int year;                               /* honours; 0: all */
	enum chart_kind chart;                  /* chart; the next four too */
	const struct indicator *indicator;
	const struct unit *unit;
	const struct target *target;
	bool has_when;
	struct period when;
	const struct change_term *terms; /* changes */
	size_t n_terms;
	bool unjudged; /* it rests on what an error was said of; it is never built */
};

struct view_kind {
	struct str name; /* of the view and of its key; its partial is view-NAME */
	bool (*resolve)(struct view_request *out, struct arena *arena, const struct view_site *site,
	                const struct view_spec *spec, struct diags *diags);
	struct value *(*build)(struct view *view, const struct view_request *request);
};

/* Said: unknown-view, unknown-name, bad-option, no-figure. A spec that is broken already is left alone:
 * false. */
bool view_resolve(struct view_request *out, struct arena *arena, const struct view_site *site,
                  const struct view_spec *spec, struct diags *diags);
/* Writes the HTML of a view or a figure; view->tree must be there. The page has been checked. */
void view_data(struct buf *html, struct view *view, const struct view_spec *spec);

/* The resolver and the builder of figures, in figure.c. */
bool view_resolve_figure(struct view_request *out, struct arena *arena, const struct view_site *site,
                         const struct view_spec *spec, struct diags *diags);
struct str view_figure(const struct view *view, const struct view_request *request);

#endif
