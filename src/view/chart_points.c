#include "view/chart_points.h"

#include "base/arena.h"
#include "view/parts.h"

#include <stdlib.h>

enum { PLACES = 12 }; /* a drawing has a few hundred units */

/* ---- levels ---- */

bool chart_goal(struct decimal *level, const struct target *target)
{
	if (!target)
		return false;
	*level = target->comparator == COMPARE_ZERO ? decimal_from(0) : target->value;
	switch (target->comparator) {
	case COMPARE_GE:
	case COMPARE_GT:
	case COMPARE_EQ:
	case COMPARE_LE:
	case COMPARE_LT:
	case COMPARE_RANGE:
		return target->has_value;
	case COMPARE_ZERO:
		return true;
	case COMPARE_UP:
	case COMPARE_DOWN:
	case COMPARE_NONE:
		break;
	}
	return false;
}

bool chart_upper(struct decimal *level, const struct target *target)
{
	if (!target || target->comparator != COMPARE_RANGE || !target->has_upper)
		return false;
	*level = target->upper;
	return true;
}

struct str chart_goal_text(const struct view *view, const struct target *target)
{
	struct decimal level;
	struct str digits = target->goal_text;
	if (!chart_goal(&level, target))
		return (struct str){0};
	if (target->comparator == COMPARE_ZERO)
		digits = STR("0");
	struct str text = text_number(view->arena, view->words->locale, digits);
	if (chart_upper(&level, target))
		text = STR_JOIN(view->arena, text, STR("–"),
		                text_number(view->arena, view->words->locale, target->upper_text));
	return target->indicator->percent ? STR_JOIN(view->arena, text, STR("%")) : text;
}

/* ---- points ---- */

struct decimal chart_value(struct arena *arena, struct figure figure, const struct indicator *indicator)
{
	struct decimal value = figure.numerator;
	if (figure.parts && indicator->percent)
		value = decimal_mul(arena, value, decimal_from(100));
	decimal_div(&value, arena, value, figure.denominator, PLACES);
	return value;
}

struct gathering {
	const struct view *view;
	const struct indicator *indicator;
	VEC(struct chart_point) points;
};

static void add_point(struct gathering *gathering, const struct chart_point *point)
{
	struct arena *arena = gathering->view->arena;
	const struct figure *figure = &point->figure;
	if (!figure->given || decimal_sign(figure->denominator) == 0)
		return;
	struct chart_point *added = VEC_PUSH(arena, &gathering->points);
	*added = *point;
	added->value = chart_value(arena, *figure, gathering->indicator);
}

/* Rows of one plan that differ in level and year alone: the one that counts changes as time goes. */
static bool same_duty(const struct target *a, const struct target *b)
{
	return a == b ||
	       (a->indicator == b->indicator && a->unit == b->unit && a->comparator == b->comparator &&
	        str_eq(a->plan_id, b->plan_id) && str_eq(a->section, b->section) && str_eq(a->kind, b->kind));
}

static bool concerns(const struct target *target, const struct indicator *indicator, const struct unit *unit)
{
	return target->indicator == indicator && (!target->unit || target->unit == unit);
}

static const struct score_row *last_row(const struct scorecard_result *result, const struct target *target,
                                        const struct unit *unit)
{
	size_t n;
	const struct score_row *rows = scorecard_rows(&n, result, target, unit), *last = NULL;
	for (size_t i = 0; i < n; i++)
		if (!last || period_cmp(rows[i].period, last->period) > 0)
			last = &rows[i];
	return last;
}

/* The target that judged the unit last; of several one with a level, then the first of the file. */
static const struct target *latest_target(const struct scorecard_result **card, const struct view *view,
                                          const struct indicator *indicator, const struct unit *unit,
                                          const struct target *asked)
{
	const struct model *model = view->site->model;
	const struct score_row *best = NULL;
	for (size_t i = 0; i < model->targets.len; i++) {
		const struct target *target = &model->targets.items[i];
		if (!concerns(target, indicator, unit) || (asked && !same_duty(target, asked)))
			continue;
		for (size_t k = 0; k < model->scorecards.len; k++) {
			const struct score_row *row = last_row(&view->site->scorecards[k], target, unit);
			struct decimal level;
			int order = row && best ? period_cmp(row->period, best->period) : 0;
			bool more = best && order == 0 && chart_goal(&level, target) &&
			            !chart_goal(&level, best->target);
			if (!row || (best && order <= 0 && !more))
				continue;
			best = row;
			*card = &view->site->scorecards[k];
		}
	}
	return best ? best->target : NULL;
}

static void gather_judged(struct gathering *gathering, const struct scorecard_result *card,
                          const struct target *target, const struct unit *unit)
{
	const struct model *model = gathering->view->site->model;
	for (size_t i = 0; i < model->targets.len; i++) {
		size_t n;
		const struct target *own = &model->targets.items[i];
		if (!same_duty(own, target))
			continue;
		const struct score_row *rows = scorecard_rows(&n, card, own, unit);
		for (size_t k = 0; k < n; k++) {
			const struct score_row *row = &rows[k];
			bool provisional = row->result && row->result->status == RESULT_PROVISIONAL;
			add_point(gathering, &(struct chart_point){.period = row->period,
			                                           .figure = row->figure,
			                                           .provisional = provisional,
			                                           .target = row->target,
			                                           .status = row->status,
			                                           .unit = unit});
		}
	}
}

static void gather_results(struct gathering *gathering, const struct unit *unit)
{
	const struct view *view = gathering->view;
	const struct series *series = model_series(view->site->model, gathering->indicator, unit);
	for (size_t i = 0; series && i < series->n; i++) {
		const struct result *result = &series->results[i];
		struct reading reading = figure_of_result(view->arena, view->site->model, result);
		if (reading.state == READING_FIGURE)
			add_point(gathering,
			          &(struct chart_point){.period = result->period,
			                                .figure = reading.figure,
			                                .provisional = result->status == RESULT_PROVISIONAL,
			                                .unit = unit});
	}
}

/* Periods of one kind: that of most points, of two as many the shorter. */
static size_t keep_one_kind(struct chart_point *points, size_t n)
{
	size_t counts[PERIOD_DAY + 1] = {0}, kept = 0;
	enum period_kind kind = PERIOD_YEAR;
	for (size_t i = 0; i < n; i++)
		counts[points[i].period.kind]++;
	for (enum period_kind i = PERIOD_YEAR; i <= PERIOD_DAY; i++)
		kind = counts[i] >= counts[kind] ? i : kind;
	for (size_t i = 0; i < n; i++)
		if (points[i].period.kind == kind)
			points[kept++] = points[i];
	return kept;
}

static int by_period(const void *a, const void *b)
{
	const struct chart_point *x = a, *y = b;
	return period_cmp(x->period, y->period);
}

void chart_series(struct chart_series *out, const struct view *view, const struct indicator *indicator,
                  const struct unit *unit, const struct target *target)
{
	const struct scorecard_result *card = NULL;
	struct gathering gathering = {.view = view, .indicator = indicator};
	*out = (struct chart_series){.indicator = indicator, .unit = unit};
	out->target = latest_target(&card, view, indicator, unit, target);
	if (out->target)
		gather_judged(&gathering, card, out->target, unit);
	else
		gather_results(&gathering, unit);
	out->points = gathering.points.items;
	out->n = keep_one_kind(out->points, gathering.points.len);
	if (out->n)
		qsort(out->points, out->n, sizeof *out->points, by_period);
	out->restarts = out->target && out->target->frequency == FREQUENCY_YEAR &&
	                indicator->aggregate == AGGREGATE_SUM && out->n &&
	                out->points[0].period.kind != PERIOD_YEAR;
}

/* The series of an indicator lie side by side, in the order of the indicators' table. */
const struct series *chart_all_series(size_t *n, const struct model *model, const struct indicator *indicator)
{
	size_t from = 0, to = model->n_series;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (model->series[middle].indicator->index < indicator->index)
			from = middle + 1;
		else
			to = middle;
	}
	for (*n = 0; from + *n < model->n_series && model->series[from + *n].indicator == indicator;)
		++*n;
	return *n ? model->series + from : NULL;
}

/* ---- words ---- */

struct str chart_point_text(const struct view *view, const struct chart_point *point,
                            const struct indicator *indicator)
{
	return part_figure_text(view, point->figure, indicator, false);
}

static struct str against_goal(const struct view *view, const struct chart_point *point,
                               const struct indicator *indicator)
{
	struct decimal level, upper;
	if (!chart_goal(&level, point->target))
		return (struct str){0};
	struct str goal = chart_goal_text(view, point->target);
	int order = figure_cmp_goal(view->arena, point->figure, indicator, level);
	if (chart_upper(&upper, point->target)) {
		int above = figure_cmp_goal(view->arena, point->figure, indicator, upper);
		if (order >= 0 && above <= 0)
			return SAY(view->arena, view->words, CHART_WITHIN, goal);
		order = above > 0 ? 1 : -1;
	}
	if (order == 0)
		return SAY(view->arena, view->words, CHART_EQUAL, goal);
	return order > 0 ? SAY(view->arena, view->words, CHART_ABOVE, goal)
	                 : SAY(view->arena, view->words, CHART_BELOW, goal);
}

struct str chart_comparison(const struct view *view, const struct chart_series *series)
{
	if (series->n == 0)
		return (struct str){0};
	const struct chart_point *last = &series->points[series->n - 1], *before = last - 1;
	struct str goal = against_goal(view, last, series->indicator);
	if (goal.len || series->n == 1 || (series->restarts && before->period.year != last->period.year))
		return goal;
	int order = figure_cmp(view->arena, last->figure, before->figure, series->indicator);
	struct str was = chart_point_text(view, before, series->indicator),
	           when = part_period_text(view, before->period);
	if (order == 0)
		return SAY(view->arena, view->words, CHART_SAME, when);
	return order > 0 ? SAY(view->arena, view->words, CHART_RISEN, was, when)
	                 : SAY(view->arena, view->words, CHART_FALLEN, was, when);
}

struct str chart_finding(const struct view *view, const struct chart_series *series)
{
	if (series->n == 0)
		return (struct str){0};
	const struct chart_point *last = &series->points[series->n - 1];
	struct str figure = chart_point_text(view, last, series->indicator),
	           when = part_period_text(view, last->period), comparison = chart_comparison(view, series);
	if (last->provisional)
		figure = SAY(view->arena, view->words, CHART_PROVISIONAL_FIGURE, figure);
	return comparison.len ? SAY(view->arena, view->words, CHART_LATEST_COMPARED, figure, when, comparison)
	                      : SAY(view->arena, view->words, CHART_LATEST, figure, when);
}
