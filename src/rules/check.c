/* The warnings about figures. */
#include "base/arena.h"
#include "rules/scorecard.h"

#include <stdlib.h>

/* ---- disclosure-missing ---- */

static void check_disclosure(struct arena *arena, const struct model *model,
                             const struct scorecard_result *results, size_t n, struct diags *diags)
{
	struct map said; /* a target of two scorecards is told of once */
	map_init(&said, arena);
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < results[i].n_missing; k++) {
			const struct undisclosed *missing = &results[i].missing[k];
			struct str period = period_text(arena, missing->period),
			           about = STR_JOIN(arena, missing->target->id, STR("/"), missing->unit->id,
			                            STR("/"), period);
			void **slot = map_put(&said, about);
			if (*slot)
				continue;
			*slot = &said;
			DIAG_ABOUT(diags,
			           model_row_place(model->targets.origin.resource, missing->target->row),
			           DISCLOSURE_MISSING, about, missing->target->id, missing->unit->id, period);
		}
	}
}

/* ---- target-conflict ---- */

enum side { SIDE_FLOOR, SIDE_CEILING, SIDE_EXACT, SIDE_TREND, SIDE_NONE };

static enum side side(enum comparator comparator)
{
	static const enum side sides[] = {
	        [COMPARE_GE] = SIDE_FLOOR,   [COMPARE_GT] = SIDE_FLOOR,   [COMPARE_EQ] = SIDE_EXACT,
	        [COMPARE_LE] = SIDE_CEILING, [COMPARE_LT] = SIDE_CEILING, [COMPARE_RANGE] = SIDE_EXACT,
	        [COMPARE_ZERO] = SIDE_EXACT, [COMPARE_UP] = SIDE_TREND,   [COMPARE_DOWN] = SIDE_TREND,
	        [COMPARE_NONE] = SIDE_NONE};
	return sides[comparator];
}

static bool same_goal(const struct target *a, const struct target *b)
{
	if (a->comparator == COMPARE_ZERO)
		return true;
	if (decimal_cmp(a->value, b->value) != 0)
		return false;
	return a->comparator != COMPARE_RANGE || decimal_cmp(a->upper, b->upper) == 0;
}

/* Two targets disagree if some figure meets one and not the other while both are due: another comparator or
 * another number. Milestones (one comparator and section, another due year) do not, nor do a floor below a
 * ceiling, a trend beside a number, or a duty without a goal beside anything. */
static bool disagree(const struct target *a, const struct target *b)
{
	enum side x = side(a->comparator), y = side(b->comparator);
	if (x == SIDE_NONE || y == SIDE_NONE || (x == SIDE_TREND) != (y == SIDE_TREND))
		return false;
	if (x == SIDE_TREND)
		return a->comparator != b->comparator;
	if (a->comparator == b->comparator)
		return !same_goal(a, b) && (a->due == b->due || !str_eq(a->section, b->section));
	if (x == SIDE_FLOOR && y == SIDE_CEILING)
		return decimal_cmp(a->value, b->value) > 0;
	if (x == SIDE_CEILING && y == SIDE_FLOOR)
		return decimal_cmp(a->value, b->value) < 0;
	return true;
}

static int order_subjects(const struct target *x, const struct target *y)
{
	int order = str_cmp(x->plan_id, y->plan_id);
	if (!order)
		order = (x->indicator->index > y->indicator->index) -
		        (x->indicator->index < y->indicator->index);
	if (!order && x->unit != y->unit)
		order = !x->unit ? -1 : !y->unit ? 1 : str_cmp(x->unit->id, y->unit->id);
	return order ? order : str_cmp(x->kind, y->kind);
}

static int order_targets(const void *a, const void *b)
{
	const struct target *x = *(const struct target *const *)a, *y = *(const struct target *const *)b;
	int order = order_subjects(x, y);
	return order ? order : (x->row > y->row) - (x->row < y->row);
}

static void check_conflicts(struct arena *arena, const struct model *model, struct diags *diags)
{
	size_t n = model->targets.len;
	const struct target **sorted = ARENA_ARRAY(arena, const struct target *, n);
	if (n == 0 || model->targets.origin.broken)
		return;
	for (size_t i = 0; i < n; i++)
		sorted[i] = &model->targets.items[i];
	qsort(sorted, n, sizeof *sorted, order_targets);
	for (size_t i = 1; i < n; i++) {
		const struct target *later = sorted[i];
		for (size_t k = i; later->plan_id.len && k-- > 0 && order_subjects(sorted[k], later) == 0;) {
			if (!disagree(sorted[k], later))
				continue;
			DIAG_ABOUT(diags, model_row_place(model->targets.origin.resource, later->row),
			           TARGET_CONFLICT, later->id, later->id, sorted[k]->id);
			break;
		}
	}
}

/* ---- stale-data ---- */

static struct period last_closed(struct arena *arena, const struct model *model, enum update update)
{
	struct civil today = date_civil(model->today);
	struct period period;
	if (update == UPDATE_YEAR)
		period = period_of_year(today.year);
	else
		period = period_quarter(today.year, (today.month - 1) / 3 + 1);
	if (update == UPDATE_MONTH)
		period_parse(&period, str_printf(arena, "%04d-%02d", today.year, today.month));
	while (!period_closed(period, model->today, model->close_days))
		period = period_before(period);
	return period;
}

/* The field that says which period a row is of. */
static size_t period_field(const struct resource *resource)
{
	static const struct str names[] = {STR_INIT("period"), STR_INIT("year"), STR_INIT("quarter"),
	                                   STR_INIT("month"),  STR_INIT("week"), STR_INIT("date")};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (resource_field(resource, names[i]) != SIZE_MAX)
			return resource_field(resource, names[i]);
	return SIZE_MAX;
}

static bool newest(struct period *out, struct arena *arena, const struct resource *resource, size_t field)
{
	bool any = false;
	for (size_t row = 0; row < resource->table.rows; row++) {
		struct period period;
		if (!period_parse(&period, resource_text(arena, resource, row, field)))
			continue;
		if (!any || period.last.day > out->last.day)
			*out = period;
		any = true;
	}
	return any;
}

/* Periods end with months, so months are what is between their ends. */
static int month_count(struct date date)
{
	struct civil civil = date_civil(date);
	return civil.year * 12 + civil.month;
}

static void check_freshness(struct arena *arena, const struct model *model, struct diags *diags)
{
	for (size_t i = 0; i < model->package->len; i++) {
		const struct resource *resource = &model->package->resources[i];
		size_t field = resource->update && !resource->broken ? period_field(resource) : SIZE_MAX;
		struct period period;
		if (field == SIZE_MAX || !newest(&period, arena, resource, field))
			continue;
		struct period closed = last_closed(arena, model, resource->update);
		if (month_count(closed.last) - month_count(period.last) > 3)
			DIAG_ABOUT(diags, resource->place, STALE_DATA, resource->name, resource->name,
			           period_text(arena, period), period_text(arena, closed));
	}
}

void scorecard_check(struct arena *arena, const struct model *model, const struct scorecard_result *results,
                     size_t n, struct diags *diags)
{
	check_disclosure(arena, model, results, n, diags);
	check_conflicts(arena, model, diags);
	check_freshness(arena, model, diags);
}
