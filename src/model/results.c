/* Results: there may be millions, so a record is small, names are looked up once for a run of equal ones, and
 * the order by indicator, unit and period is made by one sort. */
#include "base/arena.h"
#include "model/records.h"

#include <stdlib.h>

struct columns {
	size_t indicator, unit, period, status;
};

/* The last name that was looked up, with what it stood for. */
struct memo {
	struct str name;
	const void *record;
};

static bool known(const struct memo *memo, struct str name)
{
	return memo->record && str_eq(memo->name, name);
}

static bool read_names(struct result *out, struct reader *reader, const struct columns *columns,
                       struct memo *indicator, struct memo *unit)
{
	struct arena *arena = reader->model->arena;
	struct str name = resource_text(arena, reader->resource, reader->row, columns->indicator);
	if (!known(indicator, name))
		*indicator = (struct memo){name, reader_indicator(reader, STR("indicator"))};
	name = resource_text(arena, reader->resource, reader->row, columns->unit);
	if (!known(unit, name))
		*unit = (struct memo){name, reader_unit(reader, STR("unit"))};
	out->indicator = indicator->record;
	out->unit = unit->record;
	return out->indicator && out->unit;
}

static bool read_result(struct result *out, struct reader *reader, const struct columns *columns)
{
	static const struct str statuses[] = {STR_INIT(""), STR_INIT("p"), STR_INIT("r"), STR_INIT("x"),
	                                      STR_INIT("z")};
	struct str period =
	        resource_text(reader->model->arena, reader->resource, reader->row, columns->period);
	out->row = (uint32_t)reader->row;
	if (columns->status != SIZE_MAX)
		out->status =
		        (enum result_status)reader_choice(reader, STR("status"), statuses, 5, RESULT_PLAIN);
	if (period_parse(&out->period, period))
		return true;
	DIAG(reader->diags, reader_place(reader, STR("period")), FIGURE_PERIOD, period);
	return reader_broken(reader);
}

static int order(const void *a, const void *b)
{
	const struct result *x = a, *y = b;
	if (x->indicator != y->indicator)
		return x->indicator->index < y->indicator->index ? -1 : 1;
	if (x->unit != y->unit)
		return x->unit->index < y->unit->index ? -1 : 1;
	int by_time = period_cmp(x->period, y->period);
	return by_time ? by_time : (x->row > y->row) - (x->row < y->row);
}

static void sort(struct result *results, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		if (order(&results[i - 1], &results[i]) > 0) {
			qsort(results, n, sizeof *results, order);
			return;
		}
	}
}

/* One series for each indicator and unit. */
static void group(struct model *model)
{
	const struct result *results = model->results.items;
	VEC(struct series) series = {0};
	for (size_t i = 0; i < model->results.len; i++) {
		if (i == 0 || results[i].indicator != results[i - 1].indicator ||
		    results[i].unit != results[i - 1].unit)
			*VEC_PUSH(model->arena, &series) =
			        (struct series){results[i].indicator, results[i].unit, &results[i], 0};
		series.items[series.len - 1].n++;
	}
	model->series = series.items;
	model->n_series = series.len;
}

/* ---- what results must not be ---- */

/* Quarters and cumulative periods of one year, results[0 .. n): the ones that are fewer are wrong, those that
 * come later in the file where neither are. */
static void check_year(const struct result *results, size_t n, struct reader *reader)
{
	size_t counts[2] = {0};
	const struct result *first[2] = {0};
	for (size_t i = 0; i < n; i++) {
		bool sums = period_is_cumulative(results[i].period);
		if (!sums && results[i].period.kind != PERIOD_QUARTER)
			continue;
		counts[sums]++;
		if (!first[sums] || results[i].row < first[sums]->row)
			first[sums] = &results[i];
	}
	if (!counts[0] || !counts[1])
		return;
	bool wrong = counts[0] != counts[1] ? counts[1] < counts[0] : first[1]->row > first[0]->row;
	for (size_t i = 0; i < n; i++) {
		if (period_is_cumulative(results[i].period) != wrong ||
		    (!wrong && results[i].period.kind != PERIOD_QUARTER))
			continue;
		reader->row = results[i].row;
		DIAG(reader->diags, reader_place(reader, STR("period")), RESULT_PERIODS_MIXED,
		     period_text(reader->model->arena, results[i].period),
		     period_text(reader->model->arena, first[!wrong]->period));
		reader_broken(reader);
	}
}

static void check_series(const struct series *series, struct reader *reader)
{
	for (size_t from = 0, to; from < series->n; from = to) {
		for (to = from + 1;
		     to < series->n && series->results[to].period.year == series->results[from].period.year;
		     to++) {
			if (!period_eq(series->results[to].period, series->results[to - 1].period))
				continue;
			reader->row = series->results[to].row;
			struct str twice = STR_JOIN(
			        reader->model->arena, series->indicator->id, STR("/"), series->unit->id,
			        STR("/"), period_text(reader->model->arena, series->results[to].period));
			DIAG(reader->diags, model_row_place(reader->resource, reader->row), RECORD_TWICE,
			     twice);
			reader_broken(reader);
		}
		check_year(&series->results[from], to - from, reader);
	}
}

/* A value agrees with its parts if the rate, rounded as finely as the value is given, or as the indicator
 * says if that is finer, is the value: |rate - value| is not over half of the last digit. */
static bool agrees(struct arena *arena, struct decimal value, struct decimal numerator,
                   struct decimal denominator, const struct indicator *indicator)
{
	long places = indicator->decimals > (long)value.scale ? indicator->decimals : (long)value.scale;
	struct decimal half = {.limb = 5, .size = 1, .scale = (uint32_t)places + 1};
	if (indicator->percent)
		numerator = decimal_mul(arena, numerator, decimal_from(100));
	return decimal_cmp_ratio(numerator, denominator, decimal_sub(arena, value, half)) >= 0 &&
	       decimal_cmp_ratio(numerator, denominator, decimal_add(arena, value, half)) <= 0;
}

static struct str rate_text(struct arena *arena, struct decimal numerator, struct decimal denominator,
                            bool percent)
{
	struct decimal rate;
	if (percent)
		numerator = decimal_mul(arena, numerator, decimal_from(100));
	decimal_div(&rate, arena, numerator, denominator, 6);
	return decimal_plain(arena, rate);
}

static void check_value(const struct result *result, struct reader *reader, struct arena *scratch)
{
	const struct model *model = reader->model;
	struct decimal value, numerator, denominator;
	if (!result_value(&value, scratch, model, result) ||
	    !result_parts(&numerator, &denominator, scratch, model, result))
		return;
	bool cases = decimal_sign(denominator) != 0;
	if (cases && agrees(scratch, value, numerator, denominator, result->indicator))
		return;
	reader->row = result->row;
	struct place place = reader_place(reader, STR("value"));
	struct str text = decimal_text(scratch, value);
	if (cases)
		DIAG(reader->diags, place, VALUE_DISAGREES, text, decimal_text(scratch, numerator),
		     decimal_text(scratch, denominator),
		     rate_text(scratch, numerator, denominator, result->indicator->percent));
	else
		DIAG(reader->diags, place, VALUE_WITHOUT_CASES, text);
	reader_broken(reader);
}

static void check_values(struct reader *reader)
{
	const struct model *model = reader->model;
	struct arena *scratch = arena_new();
	for (size_t i = 0; i < model->results.len; i++) {
		check_value(&model->results.items[i], reader, scratch);
		if (i % 1024 == 1023)
			arena_reset(scratch);
	}
	arena_free(scratch);
}

void records_read_results(struct model *model, struct diags *diags)
{
	static const struct str needed[] = {STR_INIT("indicator"), STR_INIT("unit"), STR_INIT("period")};
	struct reader reader;
	struct memo indicator = {0}, unit = {0};
	model->result_value = model->result_numerator = model->result_denominator = SIZE_MAX;
	if (!reader_open(&reader, model, &model->results.origin, STR("results"), needed, 3, diags))
		return;
	const struct resource *resource = reader.resource;
	model->result_value = resource_field(resource, STR("value"));
	model->result_numerator = resource_field(resource, STR("numerator"));
	model->result_denominator = resource_field(resource, STR("denominator"));
	struct columns columns = {
	        resource_field(resource, STR("indicator")), resource_field(resource, STR("unit")),
	        resource_field(resource, STR("period")), resource_field(resource, STR("status"))};
	model->results.items = ARENA_ARRAY(model->arena, struct result, resource->table.rows);
	for (reader.row = 0; reader.row < resource->table.rows; reader.row++) {
		struct result *result = &model->results.items[model->results.len];
		if (read_result(result, &reader, &columns) &&
		    read_names(result, &reader, &columns, &indicator, &unit))
			model->results.len++;
	}
	sort(model->results.items, model->results.len);
	group(model);
	for (size_t i = 0; i < model->n_series; i++)
		check_series(&model->series[i], &reader);
	check_values(&reader);
}
