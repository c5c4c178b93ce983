#include "view/indicator.h"

#include "base/arena.h"
#include "view/changes.h"
#include "view/chart.h"
#include "view/chart_points.h"
#include "view/parts.h"
#include "view/scorecard.h"
#include "view/targets.h"

/* ---- series ---- */

/* What some row of a series has, so that a table has no empty columns. */
struct columns {
	bool parts, method, samples, notes;
};

static struct value *number(const struct view *view, bool given, struct decimal number)
{
	return given ? part_decimal(view, number, -1) : view->no;
}

static struct value *series_row(const struct view *view, const struct result *result, struct columns *columns)
{
	const struct resource *results = view->site->model->results.origin.resource;
	struct reading reading = figure_of_result(view->arena, view->site->model, result);
	struct decimal numerator, denominator;
	bool parts = result_parts(&numerator, &denominator, view->arena, view->site->model, result);
	struct str how = model_text(view->arena, results, result->row, STR("method"));
	struct str sample = model_text(view->arena, results, result->row, STR("sample_size"));
	struct str note = model_text(view->arena, results, result->row, STR("note"));
	struct value *map = part_map(view);
	PUT(view, map, "period", part_period(view, result->period));
	PUT(view, map, "result", part_figure(view, reading.figure, result->indicator, false));
	PUT(view, map, "numerator", number(view, parts, numerator));
	PUT(view, map, "denominator", number(view, parts, denominator));
	PUT(view, map, "state", part_words(view, view_state_text(view, result->status)));
	view_put_revision(view, map, result);
	PUT(view, map, "method", part_cell(view, results, STR("method"), how));
	PUT(view, map, "sample_size", part_digits(view, sample));
	PUT(view, map, "note", part_words(view, note));
	columns->parts = columns->parts || parts;
	columns->method = columns->method || how.len;
	columns->samples = columns->samples || sample.len;
	columns->notes = columns->notes || note.len;
	return map;
}

static struct value *series_table(struct view *view, const struct series *series, size_t number)
{
	struct value *map = part_map(view), *rows = part_list(view);
	struct columns columns = {0};
	struct str unit = part_label_text(view, &series->unit->name);
	struct str name = part_label_text(view, &series->indicator->name);
	for (size_t i = series->n; i-- > 0;)
		value_push(view->arena, rows, series_row(view, &series->results[i], &columns));
	PUT(view, map, "unit", part_unit(view, series->unit));
	PUT(view, map, "caption", PART_SAY(view, THING_OF, name, unit));
	PUT(view, map, "id", value_string(view->arena, str_printf(view->arena, "page_view_s%zu", number)));
	PUT(view, map, "has_parts", part_bool(view, columns.parts));
	PUT(view, map, "has_method", part_bool(view, columns.method));
	PUT(view, map, "has_samples", part_bool(view, columns.samples));
	PUT(view, map, "has_notes", part_bool(view, columns.notes));
	PUT_LIST(view, map, "rows", rows);
	PUT(view, map, "chart", chart_of_series(view, series));
	return map;
}

static struct value *all_series(struct view *view, const struct indicator *indicator)
{
	size_t n;
	const struct series *series = chart_all_series(&n, view->site->model, indicator);
	struct value *list = part_list(view);
	for (size_t i = 0; i < n; i++)
		value_push(view->arena, list, series_table(view, &series[i], i + 1));
	return list;
}

/* ---- the page ---- */

static struct value *same_as(const struct view *view, const struct indicator *indicator)
{
	const struct model *model = view->site->model;
	struct value *list = part_list(view);
	if (indicator->same_as)
		value_push(view->arena, list, part_indicator(view, indicator->same_as));
	for (size_t i = 0; i < model->indicators.len; i++) {
		const struct indicator *other = &model->indicators.items[i];
		if (other->same_as == indicator && other != indicator->same_as)
			value_push(view->arena, list, part_indicator(view, other));
	}
	return list;
}

static struct value *targets(const struct view *view, const struct indicator *indicator)
{
	const struct model *model = view->site->model;
	struct value *list = part_list(view);
	for (size_t i = 0; i < model->targets.len; i++)
		if (model->targets.items[i].indicator == indicator)
			value_push(view->arena, list, view_target(view, &model->targets.items[i]));
	return list;
}

static struct value *direction(const struct view *view, enum direction direction)
{
	if (direction == DIRECTION_NONE)
		return view->no;
	return direction == DIRECTION_HIGHER ? PART_SAY_PLAIN(view, DIRECTION_HIGHER)
	                                     : PART_SAY_PLAIN(view, DIRECTION_LOWER);
}

static struct value *aggregate(const struct view *view, enum aggregate aggregate)
{
	static const enum phrase phrases[] = {[AGGREGATE_LATEST] = PHRASE_AGGREGATE_LATEST,
	                                      [AGGREGATE_SUM] = PHRASE_AGGREGATE_SUM,
	                                      [AGGREGATE_RATIO] = PHRASE_AGGREGATE_RATIO};
	return part_words(view, words_say(view->arena, view->words, phrases[aggregate], NULL, 0));
}

void view_indicator_head(struct view_head *out, const struct view *view, const struct indicator *indicator)
{
	*out = (struct view_head){.kind = STR("indicator"),
	                          .title = indicator->name,
	                          .updated = DATE_NONE,
	                          .draws_on = view->site->model->results.origin.resource};
}

void view_indicator(struct view *view, struct value *tree, const struct indicator *indicator)
{
	const struct resource *results = view->site->model->results.origin.resource;
	struct value *map = part_map(view);
	PUT(view, map, "id", value_string(view->arena, indicator->id));
	PUT(view, map, "name", part_label(view, &indicator->name));
	PUT(view, map, "unit_of_measure", part_measure_words(view, indicator));
	PUT(view, map, "direction", direction(view, indicator->direction));
	PUT(view, map, "aggregate", aggregate(view, indicator->aggregate));
	PUT_LIST(view, map, "same_as", same_as(view, indicator));
	PUT_LIST(view, map, "targets", targets(view, indicator));
	PUT(view, map, "illustrative", part_illustrative_once(view, results));
	PUT(view, map, "chart", chart_of_units(view, indicator));
	PUT_LIST(view, map, "series", all_series(view, indicator));
	PUT(view, map, "dataset", results && results->publish ? part_resource(view, results) : view->no);
	PUT_LIST(view, map, "downloads", part_resource_downloads(view, results));
	PUT(view, map, "changes", view_changes_of_indicator(view, indicator));
	PUT(view, tree, "indicator", map);
}
