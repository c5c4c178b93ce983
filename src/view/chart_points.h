/* What the charts of indicators are drawn from; of the charts' own. */
#ifndef VIEW_CHART_POINTS_H
#define VIEW_CHART_POINTS_H

#include "view/view.h"

/* A figure in a period, and what was asked for then. */
struct chart_point {
	struct period period;
	struct figure figure;
	struct decimal value; /* rounded far below what can be drawn */
	bool provisional;
	const struct target *target; /* that counted then; NULL: none */
	enum status status;          /* by it */
	const struct unit *unit;
};

struct chart_series {
	const struct indicator *indicator;
	const struct unit *unit;
	const struct target *target; /* the latest that counted; NULL: none */
	struct chart_point *points;  /* those with a figure, oldest first, all periods of one kind */
	size_t n;
	bool restarts; /* it is a sum that begins again each year */
};

/* The figures of an indicator and unit; by the rows of `target` and its milestones, else of the target that
 * judged them last, else as they stand in `results`. */
void chart_series(struct chart_series *out, const struct view *view, const struct indicator *indicator,
                  const struct unit *unit, const struct target *target);
/* A figure as a number; exact where that is finite. */
struct decimal chart_value(struct arena *arena, struct figure figure, const struct indicator *indicator);
/* True where a target has a level that can be drawn; the levels (upper: of a range). */
bool chart_goal(struct decimal *level, const struct target *target);
bool chart_upper(struct decimal *level, const struct target *target);
/* The level in words: `99%`, `3–5`. */
struct str chart_goal_text(const struct view *view, const struct target *target);
/* Its figure as text, with the indicator's decimals and `%`. */
struct str chart_point_text(const struct view *view, const struct chart_point *point,
                            const struct indicator *indicator);
/* How the latest figure stands to its level, else to the figure before it: `thấp hơn mức 99%`. Empty where
 * there is nothing to compare with. */
struct str chart_comparison(const struct view *view, const struct chart_series *series);
/* `98,5% ở Quý III/2026, thấp hơn mức 99%`; empty where there is no point. */
struct str chart_finding(const struct view *view, const struct chart_series *series);

/* The series of an indicator, by unit. */
const struct series *chart_all_series(size_t *n, const struct model *model,
                                      const struct indicator *indicator);

#endif
