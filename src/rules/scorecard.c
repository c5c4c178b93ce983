#include "rules/scorecard.h"

#include "base/arena.h"
#include "rules/judge.h"

#include <stdlib.h>

/* Which rows a scorecard has, and what each says.
 *
 * Where the text of the rules leaves room, the plainest reading was taken:
 * - a period with a result has a row whether or not it lies in the plan's period; a closed period without one
 *   has a row only there;
 * - a closed period has what its kind says: years for a yearly target, quarters for a quarterly one;
 * `disclose` may ask for another kind, which makes warnings but no rows;
 * - what a figure lacks (not surveyed, no cases, no data) comes before any judgement of it, also before
 *   `not_due` and `disclosed`;
 * - of milestones with one due year the first in the file counts;
 * - a row of a year that runs on is judged as of its own period: the sum up to the second quarter stays
 *   `not_due` when the year is over, its fourth quarter and the year itself are judged then. */

struct group {
	const struct target **members; /* milestones of one goal, by due year, then row */
	size_t n;
};

struct computation {
	struct arena *arena, *scratch,
	        *brief; /* of the results, of this computation, of one target and unit */
	const struct model *model;
	const struct scorecard *scorecard;
	struct scorecard_result *out;
	const struct target **targets; /* by id */
	size_t n_targets;
	struct group *groups;      /* of each target, by its index */
	const struct unit **units; /* all, by id */
	bool *included;            /* by index: a unit of the scorecard */
	struct tally **tallies;    /* for each counted indicator, by unit and year */
	size_t *n_tallies;
	struct period *closed[3]; /* by frequency: closed periods, all years that any plan spans */
	size_t n_closed[3];
	bool counting; /* rows are only counted, so that they need one allocation */
};

/* ---- who and what ---- */

static int order_units(const void *a, const void *b)
{
	const struct unit *const *x = a, *const *y = b;
	return str_cmp((*x)->id, (*y)->id);
}

static int order_targets(const void *a, const void *b)
{
	const struct target *const *x = a, *const *y = b;
	int order = str_cmp((*x)->id, (*y)->id);
	return order ? order : ((*x)->row > (*y)->row) - ((*x)->row < (*y)->row);
}

static void list_units(struct computation *on)
{
	const struct model *model = on->model;
	on->units = ARENA_ARRAY(on->scratch, const struct unit *, model->units.len);
	on->included = ARENA_ARRAY(on->scratch, bool, model->units.len);
	for (size_t i = 0; i < model->units.len; i++) {
		const struct unit *unit = &model->units.items[i];
		on->units[i] = unit;
		on->included[i] = !on->scorecard->units.resource ||
		                  filter_match(&on->scorecard->units, model, on->scratch, unit->row, NULL);
	}
	if (model->units.len)
		qsort(on->units, model->units.len, sizeof *on->units, order_units);
}

static void list_targets(struct computation *on)
{
	const struct model *model = on->model;
	on->targets = ARENA_ARRAY(on->scratch, const struct target *, model->targets.len);
	for (size_t i = 0; i < model->targets.len; i++)
		if (filter_match(&on->scorecard->where, model, on->scratch, model->targets.items[i].row,
		                 NULL))
			on->targets[on->n_targets++] = &model->targets.items[i];
	if (on->n_targets)
		qsort(on->targets, on->n_targets, sizeof *on->targets, order_targets);
}

/* Whether the target is for the unit. */
static bool is_for(const struct computation *on, const struct target *target, const struct unit *unit)
{
	if (target->unit)
		return target->unit == unit;
	return target->kind.len ? str_eq(target->kind, unit->kind) : on->included[unit->index];
}

/* ---- milestones ---- */

int target_subject_cmp(const struct target *x, const struct target *y)
{
	int order = str_cmp(x->plan_id, y->plan_id);
	if (!order)
		order = (x->indicator->index > y->indicator->index) -
		        (x->indicator->index < y->indicator->index);
	if (!order && x->unit != y->unit)
		order = !x->unit ? -1 : !y->unit ? 1 : str_cmp(x->unit->id, y->unit->id);
	return order ? order : str_cmp(x->kind, y->kind);
}

static int order_goals(const struct target *x, const struct target *y)
{
	int order = target_subject_cmp(x, y);
	if (!order)
		order = (x->comparator > y->comparator) - (x->comparator < y->comparator);
	return order ? order : str_cmp(x->section, y->section);
}

static int order_milestones(const void *a, const void *b)
{
	const struct target *x = *(const struct target *const *)a, *y = *(const struct target *const *)b;
	int order = order_goals(x, y);
	if (!order)
		order = (x->due > y->due) - (x->due < y->due);
	return order ? order : (x->row > y->row) - (x->row < y->row);
}

static void group_milestones(struct computation *on)
{
	const struct target **sorted = ARENA_ARRAY(on->scratch, const struct target *, on->n_targets);
	on->groups = ARENA_ARRAY(on->scratch, struct group, on->model->targets.len);
	for (size_t i = 0; i < on->n_targets; i++)
		sorted[i] = on->targets[i];
	if (on->n_targets)
		qsort(sorted, on->n_targets, sizeof *sorted, order_milestones);
	for (size_t from = 0, to; from < on->n_targets; from = to) {
		for (to = from; to < on->n_targets && order_goals(sorted[from], sorted[to]) == 0;)
			to++;
		for (size_t i = from; i < to; i++)
			on->groups[sorted[i]->index] = (struct group){&sorted[from], to - from};
	}
}

/* How many milestones of a group come before a due year. */
static size_t milestones_before(const struct group *group, int due)
{
	size_t low = 0, high = group->n;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (group->members[middle]->due < due)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The milestone that counts in a period: the latest due, before the first the first. Of several due in one
 * year, the first row. */
static bool counts(const struct computation *on, const struct target *target, struct period period)
{
	const struct group *group = &on->groups[target->index];
	size_t n = milestones_before(group, period.year);
	if (n < group->n && judge_due(group->members[n], period))
		n++;
	return group->members[n ? milestones_before(group, group->members[n - 1]->due) : 0] == target;
}

/* ---- counted indicators ---- */

static int order_tallies(const void *a, const void *b)
{
	const struct tally *x = a, *y = b;
	if (x->unit != y->unit)
		return x->unit->index < y->unit->index ? -1 : 1;
	return (x->year > y->year) - (x->year < y->year);
}

static void count_rows(struct computation *on, size_t which)
{
	const struct scorecard_count *counting = &on->scorecard->counts[which];
	const struct resource *resource = counting->of.resource;
	size_t rows = resource->table.rows, n = 0, kept = 0;
	struct tally *tallies = ARENA_ARRAY(on->scratch, struct tally, rows);
	for (size_t row = 0; row < rows; row++) {
		struct period period;
		const struct unit *unit =
		        model_unit(on->model, model_text(on->scratch, resource, row, STR("unit")));
		if (unit && model_row_period(&period, on->scratch, resource, row) &&
		    filter_match(&counting->of, on->model, on->scratch, row, NULL))
			tallies[n++] = (struct tally){unit, period.year, 1};
	}
	if (n)
		qsort(tallies, n, sizeof *tallies, order_tallies);
	for (size_t i = 0; i < n; i++) {
		if (kept && order_tallies(&tallies[kept - 1], &tallies[i]) == 0)
			tallies[kept - 1].count++;
		else
			tallies[kept++] = tallies[i];
	}
	on->tallies[which] = tallies;
	on->n_tallies[which] = kept;
}

static void count_all(struct computation *on)
{
	on->tallies = ARENA_ARRAY(on->scratch, struct tally *, on->scorecard->n_counts);
	on->n_tallies = ARENA_ARRAY(on->scratch, size_t, on->scorecard->n_counts);
	for (size_t i = 0; i < on->scorecard->n_counts; i++)
		count_rows(on, i);
}

/* ---- what a target's figures are read from ---- */

static void find_tallies(struct figures *out, const struct computation *on, size_t which)
{
	const struct tally *tallies = on->tallies[which];
	size_t from = 0, to = on->n_tallies[which];
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (tallies[middle].unit->index < out->unit->index)
			from = middle + 1;
		else
			to = middle;
	}
	out->tallies = &tallies[from];
	while (from + out->n_tallies < on->n_tallies[which] && out->tallies[out->n_tallies].unit == out->unit)
		out->n_tallies++;
}

static struct figures figures_of(const struct computation *on, const struct target *target,
                                 const struct unit *unit)
{
	struct figures figures = {.model = on->model, .indicator = target->indicator, .unit = unit};
	for (size_t i = 0; i < on->scorecard->n_counts; i++) {
		if (on->scorecard->counts[i].indicator != target->indicator)
			continue;
		figures.counted = figures.yearly_count = true;
		find_tallies(&figures, on, i);
		return figures;
	}
	figures.series = model_series(on->model, target->indicator, unit);
	figures.yearly_count =
	        target->indicator->aggregate == AGGREGATE_SUM && target->frequency == FREQUENCY_YEAR;
	return figures;
}

/* ---- closed periods ---- */

static void close_periods(struct computation *on)
{
	const struct model *model = on->model;
	int first = INT_MAX, last = INT_MIN;
	for (size_t i = 0; i < model->n_plans; i++) {
		const struct plan_period *plan = &model->plans[i];
		if (plan->first_year && plan->first_year < first)
			first = plan->first_year;
		if (plan->first_year && plan->last_year > last)
			last = plan->last_year;
	}
	int today = date_civil(model->today).year;
	last = last > today ? today : last;
	size_t years = last >= first ? (size_t)(last - first) + 1 : 0;
	on->closed[FREQUENCY_YEAR] = ARENA_ARRAY(on->scratch, struct period, years);
	on->closed[FREQUENCY_QUARTER] = ARENA_ARRAY(on->scratch, struct period, years * 4);
	for (int year = first; years && year <= last; year++) {
		struct period period = period_of_year(year);
		if (period_closed(period, model->today, model->close_days))
			on->closed[FREQUENCY_YEAR][on->n_closed[FREQUENCY_YEAR]++] = period;
		for (int quarter = 1; quarter <= 4; quarter++) {
			period = period_quarter(year, quarter);
			if (period_closed(period, model->today, model->close_days))
				on->closed[FREQUENCY_QUARTER][on->n_closed[FREQUENCY_QUARTER]++] = period;
		}
	}
}

/* The closed periods of a kind that lie in the target's plan and in which the unit is valid. */
static size_t list_closed(struct period *out, const struct computation *on, enum frequency frequency,
                          const struct target *target, const struct unit *unit)
{
	size_t n = 0;
	for (size_t i = 0; target->plan && i < on->n_closed[frequency]; i++) {
		struct period period = on->closed[frequency][i];
		if (period.year >= target->plan->first_year && period.year <= target->plan->last_year &&
		    unit_valid(unit, period.last))
			out[n++] = period;
	}
	return n;
}

/* ---- rows ---- */

static int order_periods(const void *a, const void *b)
{
	return period_text_cmp(*(const struct period *)a, *(const struct period *)b);
}

/* All periods that may have a row, by their text, each once. */
static size_t list_periods(struct period *out, const struct computation *on, const struct target *target,
                           const struct figures *figures)
{
	size_t n = list_closed(out, on, target->frequency, target, figures->unit), kept = 0;
	for (size_t i = 0; figures->counted && i < figures->n_tallies; i++)
		out[n++] = period_of_year(figures->tallies[i].year);
	for (size_t i = 0; figures->series && i < figures->series->n; i++)
		out[n++] = figures->series->results[i].period;
	if (n)
		qsort(out, n, sizeof *out, order_periods);
	for (size_t i = 0; i < n; i++)
		if (!kept || !period_eq(out[kept - 1], out[i]))
			out[kept++] = out[i];
	return kept;
}

static void add_rows(struct computation *on, const struct target *target, const struct figures *figures,
                     const struct period *periods, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!counts(on, target, periods[i]))
			continue;
		size_t at = on->out->n_rows++;
		if (on->counting)
			continue;
		struct reading reading = figure_read(on->arena, figures, periods[i]);
		struct score_row *row = &on->out->rows[at];
		*row = (struct score_row){.target = target,
		                          .unit = figures->unit,
		                          .period = periods[i],
		                          .figure = reading.figure,
		                          .result = reading.result};
		row->status = judge(on->brief, target, figures, periods[i], &reading);
	}
}

/* Whether anything at all is said of a period: its own row, or one of the rows that a year is made of (the
 * last week of a year, by ISO 8601, may end in the next). */
static bool is_said(const struct figures *figures, struct period period)
{
	if (figures->counted)
		return period.kind == PERIOD_YEAR;
	if (series_find(figures->series, period))
		return true;
	if (period.kind != PERIOD_YEAR || !figures->series)
		return false;
	for (size_t i = 0; i < figures->series->n; i++)
		if (figures->series->results[i].period.year == period.year)
			return true;
	return false;
}

static void add_missing(struct computation *on, const struct target *target, const struct figures *figures)
{
	struct period *periods = ARENA_ARRAY(on->brief, struct period, on->n_closed[target->disclose]);
	size_t n = list_closed(periods, on, target->disclose, target, figures->unit);
	for (size_t i = 0; i < n; i++) {
		if (!counts(on, target, periods[i]) || is_said(figures, periods[i]))
			continue;
		size_t at = on->out->n_missing++;
		if (!on->counting)
			on->out->missing[at] = (struct undisclosed){target, figures->unit, periods[i]};
	}
}

static void add_pair(struct computation *on, const struct target *target, const struct unit *unit)
{
	struct figures figures = figures_of(on, target, unit);
	size_t most = on->n_closed[target->frequency] + figures.n_tallies +
	              (figures.series ? figures.series->n : 0);
	struct period *periods = ARENA_ARRAY(on->brief, struct period, most);
	add_rows(on, target, &figures, periods, list_periods(periods, on, target, &figures));
	add_missing(on, target, &figures);
	arena_reset(on->brief);
}

/* Every target with every unit that it is for, in the order of the CSV. */
static void add_pairs(struct computation *on, bool counting)
{
	on->counting = counting;
	on->out->n_rows = on->out->n_missing = 0;
	for (size_t i = 0; i < on->n_targets; i++)
		for (size_t k = 0; k < on->model->units.len; k++)
			if (is_for(on, on->targets[i], on->units[k]))
				add_pair(on, on->targets[i], on->units[k]);
}

static int order_by_time(const void *a, const void *b)
{
	return period_cmp(*(const struct period *)a, *(const struct period *)b);
}

static void list_all_periods(struct computation *on)
{
	struct scorecard_result *out = on->out;
	struct period *all = ARENA_ARRAY(on->scratch, struct period, out->n_rows);
	size_t n = 0;
	for (size_t i = 0; i < out->n_rows; i++)
		all[i] = out->rows[i].period;
	if (out->n_rows)
		qsort(all, out->n_rows, sizeof *all, order_by_time);
	for (size_t i = 0; i < out->n_rows; i++)
		if (!n || !period_eq(all[n - 1], all[i]))
			all[n++] = all[i];
	out->periods = ARENA_ARRAY(on->arena, struct period, n);
	for (; out->n_periods < n; out->n_periods++)
		out->periods[out->n_periods] = all[out->n_periods];
}

void scorecard_compute(struct scorecard_result *out, struct arena *arena, const struct model *model,
                       const struct scorecard *scorecard)
{
	*out = (struct scorecard_result){.scorecard = scorecard, .broken = scorecard->broken};
	if (scorecard->broken)
		return;
	struct computation on = {.arena = arena,
	                         .scratch = arena_new(),
	                         .brief = arena_new(),
	                         .model = model,
	                         .scorecard = scorecard,
	                         .out = out};
	list_units(&on);
	list_targets(&on);
	group_milestones(&on);
	count_all(&on);
	close_periods(&on);
	add_pairs(&on, true);
	out->rows = ARENA_ARRAY(arena, struct score_row, out->n_rows);
	out->missing = ARENA_ARRAY(arena, struct undisclosed, out->n_missing);
	add_pairs(&on, false);
	list_all_periods(&on);
	arena_free(on.brief);
	arena_free(on.scratch);
}

/* ---- asking ---- */

static int order_pair(const struct score_row *row, const struct target *target, const struct unit *unit)
{
	int order = order_targets(&row->target, &target);
	return order ? order : str_cmp(row->unit->id, unit->id);
}

const struct score_row *scorecard_rows(size_t *n, const struct scorecard_result *result,
                                       const struct target *target, const struct unit *unit)
{
	size_t from = 0, to = result->n_rows;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (order_pair(&result->rows[middle], target, unit) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	for (*n = 0; from + *n < result->n_rows && order_pair(&result->rows[from + *n], target, unit) == 0;)
		++*n;
	return &result->rows[from];
}

const struct score_row *scorecard_of_year(const struct scorecard_result *result, const struct target *target,
                                          const struct unit *unit, int year)
{
	size_t n;
	const struct score_row *rows = scorecard_rows(&n, result, target, unit), *last = NULL;
	for (size_t i = 0; i < n; i++) {
		if (rows[i].period.year != year)
			continue;
		if (rows[i].period.kind == PERIOD_YEAR)
			return &rows[i];
		if (!last || period_cmp(rows[i].period, last->period) > 0)
			last = &rows[i];
	}
	return last;
}
