#include "model/model.h"

#include "base/arena.h"
#include "model/records.h"

/* The order matters: what names comes after what is named. Awards are named before they are read, because
 * their own conditions name awards and tables name them too. */
void model_build(struct model *out, struct arena *arena, const struct package *package,
                 const struct definitions *definitions, const struct plan_period *plans, size_t n_plans,
                 const struct languages *languages, struct date today, long close_days, struct diags *diags)
{
	*out = (struct model){.arena = arena,
	                      .package = package,
	                      .languages = languages,
	                      .plans = plans,
	                      .n_plans = n_plans,
	                      .today = today,
	                      .close_days = close_days};
	map_init(&out->plans_by_id, arena);
	for (size_t i = 0; i < n_plans; i++)
		*map_put(&out->plans_by_id, plans[i].id) = (void *)(uintptr_t)&plans[i];
	awards_name(&out->awards, out, definitions->awards, diags);
	out->awards.broken = out->awards.broken || definitions->awards_broken;
	records_read_units(out, diags);
	records_read_indicators(out, diags);
	records_read_people(out, diags);
	records_read_targets(out, diags);
	records_read_results(out, diags);
	leagues_read(&out->leagues, out, definitions->leagues, diags);
	out->leagues.broken = out->leagues.broken || definitions->leagues_broken;
	scorecards_read(&out->scorecards, out, definitions->scorecards, diags);
	awards_read(&out->awards, out, definitions->awards, diags);
	records_read_honours(out, diags);
	calendar_read(&out->calendar, out, definitions->calendar, diags);
}

bool model_unsure(const struct model *model)
{
	const struct package *package = model->package;
	bool unsure = package->broken && package->len == 0;
	for (size_t i = 0; i < package->len; i++)
		unsure = unsure || package->resources[i].name.len == 0;
	return unsure;
}

bool model_check_id(const struct yml_pair *pair, struct diags *diags)
{
	struct str id = pair->key;
	bool good = id.len > 0 && id.len <= 200 && id.ptr[0] != '.';
	for (size_t i = 0; i < id.len; i++)
		good = good && (unsigned char)id.ptr[i] > 0x20 && !strchr("/\\%?#\x7f", id.ptr[i]);
	if (!good)
		DIAG(diags, pair->key_place, BAD_ID, id);
	return good;
}

/* ---- finding ---- */

const struct unit *model_unit(const struct model *model, struct str id)
{
	return map_get(&model->units_by_id, id);
}

const struct indicator *model_indicator(const struct model *model, struct str id)
{
	return map_get(&model->indicators_by_id, id);
}

const struct target *model_target(const struct model *model, struct str id)
{
	return map_get(&model->targets_by_id, id);
}

const struct person *model_person(const struct model *model, struct str id)
{
	return map_get(&model->people_by_id, id);
}

const struct plan_period *model_plan(const struct model *model, struct str id)
{
	return map_get(&model->plans_by_id, id);
}

const struct league *model_league(const struct model *model, struct str id)
{
	for (size_t i = 0; i < model->leagues.len; i++)
		if (str_eq(model->leagues.items[i].id, id))
			return &model->leagues.items[i];
	return NULL;
}

const struct scorecard *model_scorecard(const struct model *model, struct str id)
{
	for (size_t i = 0; i < model->scorecards.len; i++)
		if (str_eq(model->scorecards.items[i].id, id))
			return &model->scorecards.items[i];
	return NULL;
}

const struct award *model_award(const struct model *model, struct str id)
{
	for (size_t i = 0; i < model->awards.len; i++)
		if (str_eq(model->awards.items[i].id, id))
			return &model->awards.items[i];
	return NULL;
}

const struct series *model_series(const struct model *model, const struct indicator *indicator,
                                  const struct unit *unit)
{
	size_t from = 0, to = model->n_series;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		const struct series *at = &model->series[middle];
		if (at->indicator == indicator && at->unit == unit)
			return at;
		bool before = at->indicator != indicator ? at->indicator->index < indicator->index
		                                         : at->unit->index < unit->index;
		if (before)
			from = middle + 1;
		else
			to = middle;
	}
	return NULL;
}

const struct result *series_find(const struct series *series, struct period period)
{
	size_t from = 0, to = series ? series->n : 0;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = period_cmp(series->results[middle].period, period);
		if (order == 0)
			return &series->results[middle];
		if (order < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return NULL;
}

/* ---- figures, time ---- */

static bool figure(struct decimal *out, struct arena *arena, const struct model *model,
                   const struct result *result, size_t field)
{
	return field != SIZE_MAX &&
	       resource_decimal(out, arena, model->results.origin.resource, result->row, field);
}

bool result_value(struct decimal *out, struct arena *arena, const struct model *model,
                  const struct result *result)
{
	return figure(out, arena, model, result, model->result_value);
}

bool result_parts(struct decimal *numerator, struct decimal *denominator, struct arena *arena,
                  const struct model *model, const struct result *result)
{
	return figure(numerator, arena, model, result, model->result_numerator) &&
	       figure(denominator, arena, model, result, model->result_denominator);
}

bool unit_valid(const struct unit *unit, struct date last_day)
{
	return unit->valid_from.day <= last_day.day && last_day.day <= unit->valid_to.day;
}

bool period_closed(struct period period, struct date today, long close_days)
{
	return (int64_t)period.last.day + close_days <= today.day;
}

/* ---- rows ---- */

struct str model_text(struct arena *arena, const struct resource *resource, size_t row, struct str column)
{
	size_t field = resource_field(resource, column);
	return field == SIZE_MAX ? (struct str){0} : resource_text(arena, resource, row, field);
}

void model_label(struct label *out, struct arena *arena, const struct model *model,
                 const struct resource *resource, size_t row, struct str column)
{
	const struct languages *languages = model->languages;
	struct str plain = model_text(arena, resource, row, column), first = plain;
	*out = (struct label){.place = model_row_place(resource, row)};
	for (size_t i = 0; i < languages->len; i++) {
		struct str own = STR_JOIN(arena, column, STR("_"), languages->codes[i]);
		out->texts[i] = model_text(arena, resource, row, own);
		if (first.len == 0)
			first = out->texts[i];
	}
	for (size_t i = 0; i < languages->len; i++)
		if (out->texts[i].len == 0)
			out->texts[i] = plain.len ? plain : first;
}

bool model_row_period(struct period *out, struct arena *arena, const struct resource *resource, size_t row)
{
	struct str text = model_text(arena, resource, row, STR("period"));
	if (text.len == 0)
		text = model_text(arena, resource, row, STR("year"));
	return period_parse(out, text);
}

struct place model_row_place(const struct resource *resource, size_t row)
{
	return table_place(&resource->table, row, 0);
}
