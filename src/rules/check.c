/* The warnings about figures. */
#include "base/arena.h"
#include "rules/freshness.h"
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

/* The figures that meet a target: from `low` to `high`, each where it has one and with it unless open. */
struct span {
	bool has_low, has_high, low_open, high_open;
	struct decimal low, high;
};

static struct span span_of(const struct target *target)
{
	enum comparator comparator = target->comparator;
	bool ceiling = comparator == COMPARE_LE || comparator == COMPARE_LT;
	bool floor = comparator == COMPARE_GE || comparator == COMPARE_GT;
	struct decimal value = comparator == COMPARE_ZERO ? decimal_from(0) : target->value;
	return (struct span){.has_low = !ceiling,
	                     .has_high = !floor,
	                     .low_open = comparator == COMPARE_GT,
	                     .high_open = comparator == COMPARE_LT,
	                     .low = value,
	                     .high = comparator == COMPARE_RANGE ? target->upper : value};
}

static bool same_span(struct span x, struct span y)
{
	return x.has_low == y.has_low && x.has_high == y.has_high &&
	       (!x.has_low || (x.low_open == y.low_open && decimal_cmp(x.low, y.low) == 0)) &&
	       (!x.has_high || (x.high_open == y.high_open && decimal_cmp(x.high, y.high) == 0));
}

/* Whether no figure is both over a floor and under a ceiling. */
static bool apart(struct span floor, struct span ceiling)
{
	int order = decimal_cmp(floor.low, ceiling.high);
	return order > 0 || (order == 0 && (floor.low_open || ceiling.high_open));
}

static bool is_trend(const struct target *target)
{
	return target->comparator == COMPARE_UP || target->comparator == COMPARE_DOWN;
}

/* Two targets disagree if they ask for different figures. Milestones (one comparator and section, another due
 * year) do not, nor do a floor below a ceiling, a trend beside a number, or a duty without a goal beside
 * anything. */
static bool disagree(const struct target *a, const struct target *b)
{
	if (a->comparator == COMPARE_NONE || b->comparator == COMPARE_NONE || is_trend(a) != is_trend(b))
		return false;
	if (is_trend(a))
		return a->comparator != b->comparator;
	if (a->comparator == b->comparator && a->due != b->due && str_eq(a->section, b->section))
		return false;
	struct span x = span_of(a), y = span_of(b);
	if (!x.has_high && !y.has_low)
		return apart(x, y);
	if (!y.has_high && !x.has_low)
		return apart(y, x);
	return !same_span(x, y);
}

static int order_targets(const void *a, const void *b)
{
	const struct target *x = *(const struct target *const *)a, *y = *(const struct target *const *)b;
	int order = target_subject_cmp(x, y);
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
		for (size_t k = i;
		     later->plan_id.len && k-- > 0 && target_subject_cmp(sorted[k], later) == 0;) {
			if (!disagree(sorted[k], later))
				continue;
			DIAG_ABOUT(diags, model_row_place(model->targets.origin.resource, later->row),
			           TARGET_CONFLICT, later->id, later->id, sorted[k]->id);
			break;
		}
	}
}

/* ---- stale-data ---- */

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
		struct period period;
		if (!resource->update || resource->broken || !freshness_newest(&period, arena, resource))
			continue;
		struct period closed = freshness_closed(arena, model, resource->update);
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
