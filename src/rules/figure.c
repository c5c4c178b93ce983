#include "rules/figure.h"

static struct figure plain(struct decimal value)
{
	return (struct figure){.given = true, .numerator = value, .denominator = decimal_from(1)};
}

/* A rate, or the news that there were no cases. */
static struct reading rate(struct decimal numerator, struct decimal denominator)
{
	if (decimal_sign(denominator) == 0)
		return (struct reading){.state = READING_NO_CASES};
	return (struct reading){
	        .state = READING_FIGURE,
	        .figure = {.given = true, .parts = true, .numerator = numerator, .denominator = denominator}};
}

struct reading figure_of_result(struct arena *arena, const struct model *model, const struct result *result)
{
	struct decimal value, numerator, denominator;
	struct reading reading = {.state = READING_EMPTY};
	if (result->status == RESULT_NOT_AVAILABLE || result->status == RESULT_NOT_APPLICABLE)
		reading.state = READING_NOT_SURVEYED;
	else if (result_parts(&numerator, &denominator, arena, model, result))
		reading = rate(numerator, denominator);
	else if (result_value(&value, arena, model, result))
		reading = (struct reading){.state = READING_FIGURE, .figure = plain(value)};
	reading.result = result;
	return reading;
}

/* ---- over several rows ---- */

/* What has been added up: plain values, and both parts of rates. */
struct sum {
	struct decimal values, numerators, denominators;
	bool any_value, any_parts;
	enum reading_state without; /* what to say where there is no figure: the most telling state seen */
	struct reading latest;      /* the last one with a figure */
};

static void add(struct sum *sum, struct arena *arena, const struct model *model, const struct result *result)
{
	struct decimal numerator, denominator;
	struct reading reading = figure_of_result(arena, model, result);
	if (reading.state == READING_FIGURE) {
		sum->latest = reading;
	} else if (reading.state > sum->without) {
		sum->without = reading.state;
	}
	if (reading.state == READING_FIGURE && !reading.figure.parts) {
		sum->values = sum->any_value ? decimal_add(arena, sum->values, reading.figure.numerator)
		                             : reading.figure.numerator;
		sum->any_value = true;
	} else if (reading.state >= READING_NO_CASES &&
	           result_parts(&numerator, &denominator, arena, model, result)) {
		sum->numerators = sum->any_parts ? decimal_add(arena, sum->numerators, numerator) : numerator;
		sum->denominators =
		        sum->any_parts ? decimal_add(arena, sum->denominators, denominator) : denominator;
		sum->any_parts = true;
	}
}

/* A sum adds values up; a rate over several rows is the sums of both parts, never a mean of rates, so a ratio
 * of which no row has parts has no figure. */
static struct reading total(const struct sum *sum, enum aggregate aggregate)
{
	if (aggregate == AGGREGATE_NONE)
		aggregate = sum->any_parts ? AGGREGATE_RATIO : AGGREGATE_LATEST;
	if (aggregate == AGGREGATE_LATEST && sum->latest.state == READING_FIGURE) {
		struct reading latest = sum->latest;
		latest.result = NULL;
		return latest;
	}
	if (aggregate == AGGREGATE_SUM && sum->any_value)
		return (struct reading){.state = READING_FIGURE, .figure = plain(sum->values)};
	if (aggregate != AGGREGATE_LATEST && sum->any_parts)
		return rate(sum->numerators, sum->denominators);
	if (sum->any_value) /* values that cannot be made a rate */
		return (struct reading){.state = READING_EMPTY};
	return (struct reading){.state = sum->without};
}

/* The results of one year and kind whose last day is not after `until`. */
static struct reading read_year(struct arena *arena, const struct figures *figures, int year,
                                enum period_kind kind, struct date until, enum aggregate aggregate)
{
	struct sum sum = {0};
	const struct series *series = figures->series;
	for (size_t i = 0; i < series->n; i++) {
		const struct result *result = &series->results[i];
		if (result->period.year == year && result->period.kind == kind &&
		    result->period.last.day <= until.day)
			add(&sum, arena, figures->model, result);
	}
	return total(&sum, aggregate);
}

static struct reading count(const struct figures *figures, struct period period)
{
	struct reading reading = {.state = READING_NOTHING};
	long n = 0;
	if (period.kind != PERIOD_YEAR)
		return reading;
	for (size_t i = 0; i < figures->n_tallies; i++)
		if (figures->tallies[i].year == period.year)
			n = figures->tallies[i].count;
	/* no row in a year that is closed is a count of 0; before that it is nothing yet */
	if (n > 0 || period_closed(period, figures->model->today, figures->model->close_days))
		reading = (struct reading){.state = READING_FIGURE, .figure = plain(decimal_from(n))};
	return reading;
}

struct reading figure_read(struct arena *arena, const struct figures *figures, struct period period)
{
	if (figures->counted)
		return count(figures, period);
	if (!figures->series)
		return (struct reading){.state = READING_NOTHING};
	const struct result *result = series_find(figures->series, period);
	if (result) {
		struct reading own = figure_of_result(arena, figures->model, result);
		if (own.state != READING_FIGURE || !figures->yearly_count || period_is_cumulative(period))
			return own;
		struct reading so_far =
		        read_year(arena, figures, period.year, period.kind, period.last, AGGREGATE_SUM);
		so_far.result = result;
		return so_far;
	}
	if (period.kind != PERIOD_YEAR)
		return (struct reading){.state = READING_NOTHING};
	enum aggregate aggregate = figures->indicator->aggregate;
	struct reading quarters =
	        read_year(arena, figures, period.year, PERIOD_QUARTER, period.last, aggregate);
	if (quarters.state != READING_NOTHING)
		return quarters;
	return read_year(arena, figures, period.year, PERIOD_MONTH, period.last, aggregate);
}

/* ---- comparing, printing ---- */

static struct decimal scaled(struct arena *arena, struct figure figure, const struct indicator *indicator)
{
	if (!figure.parts || !indicator->percent)
		return figure.numerator;
	return decimal_mul(arena, figure.numerator, decimal_from(100));
}

int figure_cmp_goal(struct arena *arena, struct figure figure, const struct indicator *indicator,
                    struct decimal goal)
{
	return decimal_cmp_ratio(scaled(arena, figure, indicator), figure.denominator, goal);
}

int figure_cmp(struct arena *arena, struct figure a, struct figure b, const struct indicator *indicator)
{
	struct decimal left = decimal_mul(arena, scaled(arena, a, indicator), b.denominator);
	struct decimal right = decimal_mul(arena, scaled(arena, b, indicator), a.denominator);
	int order = decimal_cmp(left, right);
	bool flip = (decimal_sign(a.denominator) < 0) != (decimal_sign(b.denominator) < 0);
	return flip ? -order : order;
}

struct str figure_text(struct arena *arena, struct figure figure, const struct indicator *indicator)
{
	struct decimal value = figure.numerator;
	if (!figure.given)
		return (struct str){0};
	if (figure.parts)
		decimal_div(&value, arena, scaled(arena, figure, indicator), figure.denominator, 6);
	return decimal_plain(arena, value);
}
