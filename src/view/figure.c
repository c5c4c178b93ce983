/* One figure in a line of text: RESOURCE.COLUMN and the values that its row has. */
#include "base/arena.h"
#include "view/fence.h"
#include "view/parts.h"

/* ---- which row ---- */

static bool read_terms(struct filter *out, struct arena *arena, const struct model *model,
                       const struct view_spec *spec, struct diags *diags)
{
	bool good = true;
	out->terms = ARENA_ARRAY(arena, struct filter_term, spec->n_options);
	for (size_t i = 0; i < spec->n_options; i++) {
		const struct spec_option *option = &spec->options[i];
		struct filter_term *term = &out->terms[out->n++];
		struct filter_value *value = ARENA_NEW(arena, struct filter_value);
		*value = (struct filter_value){FILTER_TEXT, option->value.text};
		*term = (struct filter_term){option->key.text,
		                             resource_field(out->resource, option->key.text), SIZE_MAX, value,
		                             1};
		if (term->field == SIZE_MAX) {
			DIAG(diags, option->key.place, UNKNOWN_COLUMN, option->key.text, out->resource->name,
			     resource_field_names(arena, out->resource));
			good = false;
		} else {
			good = option_names(model, option->key.text, option->value, diags) && good;
		}
	}
	return good;
}

/* The row of a whole primary key, as it is written; false where the key is not whole or not found so. */
static bool find_by_key(size_t *row, struct arena *arena, const struct filter *filter)
{
	const struct resource *resource = filter->resource;
	struct str key = {0};
	for (size_t i = 0; i < resource->n_primary_key; i++) {
		const struct filter_term *term = NULL;
		for (size_t j = 0; j < filter->n; j++)
			if (filter->terms[j].field == resource->primary_key[i])
				term = &filter->terms[j];
		if (!term || memchr(term->values->text.ptr, '/', term->values->text.len) ||
		    memchr(term->values->text.ptr, '%', term->values->text.len))
			return false;
		key = STR_JOIN(arena, key, i ? STR("/") : STR(""), term->values->text);
	}
	return resource->n_primary_key && resource_row(row, resource, key);
}

static size_t count_rows(size_t *row, struct arena *arena, const struct filter *filter,
                         const struct model *model)
{
	size_t n = 0;
	if (find_by_key(row, arena, filter))
		return filter_match(filter, model, arena, *row, NULL);
	for (size_t i = 0; i < filter->resource->table.rows; i++) {
		if (!filter_match(filter, model, arena, i, NULL))
			continue;
		*row = i;
		n++;
	}
	return n;
}

/* ---- what stands in it ---- */

/* The record of a row of `results`. */
static const struct result *find_result(struct arena *arena, const struct model *model,
                                        const struct resource *resource, size_t row)
{
	struct period period;
	const struct indicator *indicator =
	        model_indicator(model, model_text(arena, resource, row, STR("indicator")));
	const struct unit *unit = model_unit(model, model_text(arena, resource, row, STR("unit")));
	if (!indicator || !unit || !period_parse(&period, model_text(arena, resource, row, STR("period"))))
		return NULL;
	return series_find(model_series(model, indicator, unit), period);
}

static bool has_figure(struct arena *arena, const struct view_site *site, const struct view_request *request)
{
	if (withheld_cell(site->withheld, request->resource, request->row, request->field))
		return false;
	if (!request->result)
		return resource_text(arena, request->resource, request->row, request->field).len > 0;
	return figure_of_result(arena, site->model, request->result).state == READING_FIGURE;
}

/* ---- resolving ---- */

bool view_resolve_figure(struct view_request *out, struct arena *arena, const struct view_site *site,
                         const struct view_spec *spec, struct diags *diags)
{
	out->resource = option_resource(&out->unjudged, site->package, spec->name, diags);
	if (!out->resource)
		return out->unjudged;
	out->field = resource_field(out->resource, spec->thing.text);
	if (out->field == SIZE_MAX)
		DIAG(diags, spec->thing.place, UNKNOWN_COLUMN, spec->thing.text, spec->name.text,
		     resource_field_names(arena, out->resource));
	const struct resource *resource = out->resource;
	struct filter filter = {.resource = resource, .row_unit = resource_field(resource, STR("unit"))};
	bool good = read_terms(&filter, arena, site->model, spec, diags) && out->field != SIZE_MAX;
	out->unjudged = resource->broken;
	if (out->unjudged || !good)
		return good;
	size_t n = count_rows(&out->row, arena, &filter, site->model);
	if (n != 1) {
		if (n == 0)
			DIAG(diags, spec->place, FIGURE_NO_ROW, resource->name);
		else
			DIAG(diags, spec->place, FIGURE_ROWS, str_printf(arena, "%zu", n), resource->name);
		return false;
	}
	const struct model *model = site->model;
	bool computed = resource == model->results.origin.resource && out->field == model->result_value;
	if (computed)
		out->result = find_result(arena, model, resource, out->row);
	/* it is of an indicator and a unit, which may not be known */
	out->unjudged =
	        computed && !out->result && (model->units.origin.broken || model->indicators.origin.broken);
	if (out->unjudged)
		return true;
	if (has_figure(arena, site, out))
		return true;
	DIAG(diags, spec->place, FIGURE_EMPTY, resource->name, resource->fields[out->field].name);
	return false;
}

/* ---- printing ---- */

struct str view_figure(const struct view *view, const struct view_request *request)
{
	const struct field *field = &request->resource->fields[request->field];
	struct str text = resource_text(view->arena, request->resource, request->row, request->field);
	struct label category = part_category(request->resource, field->name, text);
	struct date date;
	struct period period;
	if (request->result) {
		struct reading reading = figure_of_result(view->arena, view->site->model, request->result);
		return part_figure_text(view, reading.figure, request->result->indicator, false);
	}
	if (category.texts[0].len)
		return part_label_text(view, &category);
	if (field->type == FIELD_NUMBER || field->type == FIELD_INTEGER)
		return text_number(view->arena, view->words->locale, text);
	if (field->type == FIELD_DATE && date_parse(&date, text))
		return text_date(view->arena, view->words->locale, date);
	if (str_eq(field->name, STR("period")) && period_parse(&period, text))
		return part_period_alone(view, period);
	return text;
}
