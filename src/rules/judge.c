#include "rules/judge.h"

/* Whether no period of its kind follows in its year. A week belongs to the year of its Thursday. */
static bool ends_year(struct period period)
{
	struct date next = {period.last.day + (period.kind == PERIOD_WEEK ? 4 : 1)};
	return date_civil(next).year > period.year;
}

bool judge_due(const struct target *target, struct period period)
{
	return period.year > target->due || (period.year == target->due && ends_year(period));
}

/* The figure to compare with: the same period of the year before, else the one before. */
static bool earlier(struct figure *out, struct arena *arena, const struct figures *figures,
                    struct period period)
{
	struct period before;
	struct reading reading = {0};
	if (period_year_before(&before, period))
		reading = figure_read(arena, figures, before);
	if (reading.state != READING_FIGURE)
		reading = figure_read(arena, figures, period_before(period));
	*out = reading.figure;
	return reading.state == READING_FIGURE;
}

static bool meets(struct arena *arena, const struct target *target, struct figure figure)
{
	struct decimal goal = target->comparator == COMPARE_ZERO ? decimal_from(0) : target->value;
	int order = figure_cmp_goal(arena, figure, target->indicator, goal);
	switch (target->comparator) {
	case COMPARE_GE:
		return order >= 0;
	case COMPARE_GT:
		return order > 0;
	case COMPARE_LE:
		return order <= 0;
	case COMPARE_LT:
		return order < 0;
	case COMPARE_RANGE:
		return order >= 0 && figure_cmp_goal(arena, figure, target->indicator, target->upper) <= 0;
	case COMPARE_EQ:
	case COMPARE_ZERO:
		return order == 0;
	case COMPARE_UP:
	case COMPARE_DOWN:
	case COMPARE_NONE:
		break;
	}
	return false;
}

/* Of a count that only grows: what is over its limit can no longer be met. */
static bool limit_passed(struct arena *arena, const struct target *target, struct figure figure)
{
	bool range = target->comparator == COMPARE_RANGE, zero = target->comparator == COMPARE_ZERO;
	struct decimal limit = range ? target->upper : zero ? decimal_from(0) : target->value;
	int order = figure_cmp_goal(arena, figure, target->indicator, limit);
	switch (target->comparator) {
	case COMPARE_LE:
	case COMPARE_EQ:
	case COMPARE_RANGE:
	case COMPARE_ZERO:
		return order > 0;
	case COMPARE_LT:
		return order >= 0;
	default:
		return false;
	}
}

static bool year_runs(struct date today, struct period period)
{
	struct date end = period_of_year(period.year).last;
	return period.last.day < end.day || today.day <= end.day;
}

static enum status judge_figure(struct arena *arena, const struct target *target,
                                const struct figures *figures, struct period period, struct figure figure)
{
	bool met;
	if (target->comparator == COMPARE_NONE)
		return STATUS_DISCLOSED;
	if (target->comparator == COMPARE_UP || target->comparator == COMPARE_DOWN) {
		struct figure before;
		if (!earlier(&before, arena, figures, period))
			return STATUS_QUALITATIVE;
		int order = figure_cmp(arena, figure, before, target->indicator);
		met = target->comparator == COMPARE_UP ? order > 0 : order < 0;
	} else {
		met = meets(arena, target, figure);
	}
	if (met)
		return STATUS_MET;
	if (!judge_due(target, period))
		return STATUS_NOT_DUE;
	if (figures->yearly_count && year_runs(figures->model->today, period) &&
	    !limit_passed(arena, target, figure))
		return STATUS_NOT_DUE;
	return STATUS_NOT_MET;
}

enum status judge(struct arena *arena, const struct target *target, const struct figures *figures,
                  struct period period, const struct reading *reading)
{
	switch (reading->state) {
	case READING_NOTHING:
		/* only closed periods of the target's frequency have a row with nothing in it */
		return target->disclose != FREQUENCY_NONE && target->disclose == target->frequency
		               ? STATUS_NOT_DISCLOSED
		               : STATUS_NO_DATA;
	case READING_EMPTY:
		return STATUS_NO_DATA;
	case READING_NOT_SURVEYED:
		return STATUS_NOT_SURVEYED;
	case READING_NO_CASES:
		return STATUS_NO_CASES;
	case READING_FIGURE:
		break;
	}
	return judge_figure(arena, target, figures, period, reading->figure);
}

struct str status_name(enum status status)
{
	static const struct str names[STATUS_COUNT] = {
	        STR_INIT("met"),      STR_INIT("not_met"),      STR_INIT("not_due"),
	        STR_INIT("no_cases"), STR_INIT("not_surveyed"), STR_INIT("not_disclosed"),
	        STR_INIT("no_data"),  STR_INIT("qualitative"),  STR_INIT("disclosed")};
	return names[status];
}

struct str comparator_name(enum comparator comparator)
{
	static const struct str names[] = {
	        STR_INIT("ge"),    STR_INIT("gt"),   STR_INIT("eq"), STR_INIT("le"),   STR_INIT("lt"),
	        STR_INIT("range"), STR_INIT("zero"), STR_INIT("up"), STR_INIT("down"), STR_INIT("none")};
	return names[comparator];
}

/* 2026 < 2026-09 < 2026-09-30 < 2026-10 < 2026-9M < 2026-H1 < 2026-Q1 < 2026-W01 */
static int text_key(struct period period)
{
	struct civil day = date_civil(period.first);
	switch (period.kind) {
	case PERIOD_YEAR:
		return 0;
	case PERIOD_MONTH:
		return 0x1000 + 0x40 * period.number;
	case PERIOD_DAY:
		return 0x1000 + 0x40 * day.month + day.day;
	case PERIOD_NINE:
		return 0x2000;
	case PERIOD_HALF:
		return 0x3000 + period.number;
	case PERIOD_QUARTER:
		return 0x4000 + period.number;
	case PERIOD_WEEK:
		return 0x5000 + period.number;
	}
	return 0;
}

int period_text_cmp(struct period a, struct period b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	int x = text_key(a), y = text_key(b);
	return (x > y) - (x < y);
}
