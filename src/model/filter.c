#include "model/filter.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "model/model.h"
#include "schema/lexical.h"

/* Whether its fields may not be known, because its entry or file could not be read. */
static bool is_unread(const struct resource *resource)
{
	return resource->broken && resource->table.rows == 0;
}

size_t model_column(const struct resource *resource, struct str name, struct place place, struct diags *diags)
{
	size_t field = resource_field(resource, name);
	if (field == SIZE_MAX && !is_unread(resource))
		DIAG(diags, place, UNKNOWN_COLUMN, name, resource->name,
		     resource_field_names(diags->arena, resource));
	return field;
}

/* ---- reading ---- */

/* Where the column is: the resource's own comes before its unit's. */
static bool find_column(struct filter_term *term, const struct filter *filter, const struct model *model)
{
	const struct resource *units = model->units.origin.resource;
	term->field = resource_field(filter->resource, term->column);
	term->unit_field = SIZE_MAX;
	if (term->field == SIZE_MAX && filter->row_unit != SIZE_MAX && units && units != filter->resource)
		term->unit_field = resource_field(units, term->column);
	return term->field != SIZE_MAX || term->unit_field != SIZE_MAX;
}

/* A column that was not found, where a table that might have it could not be read. */
static bool may_be_there(const struct filter *filter, const struct model *model)
{
	const struct resource *units = model->units.origin.resource;
	return is_unread(filter->resource) || (units && filter->row_unit != SIZE_MAX && is_unread(units));
}

static bool read_variable(struct filter_value *value, struct place place, unsigned flags, struct diags *diags)
{
	static const struct str names[] = {[FILTER_UNIT] = STR_INIT("$unit"),
	                                   [FILTER_PERSON] = STR_INIT("$person"),
	                                   [FILTER_YEAR] = STR_INIT("$year")};
	if (!str_starts(value->text, STR("$")))
		return true;
	for (enum filter_value_kind kind = FILTER_UNIT; kind <= FILTER_YEAR; kind++)
		if (str_eq(value->text, names[kind]))
			value->kind = kind;
	if ((flags & FILTER_SCOPE) && value->kind == FILTER_YEAR && !(flags & FILTER_YEARLY))
		value->kind = FILTER_TEXT;
	if ((flags & FILTER_SCOPE) && value->kind != FILTER_TEXT)
		return true;
	DIAG(diags, place, SCOPE_VALUE, value->text);
	return false;
}

/* A value of a column that names records must name one that is there. */
static bool check_name(const struct filter_term *term, const struct filter *filter, const struct model *model,
                       struct str text, struct place place, struct diags *diags)
{
	struct str column = term->column, of = filter->resource->name;
	bool units = model->units.origin.resource && !model->units.origin.broken;
	if (text.len == 0)
		return true;
	if ((str_eq(column, STR("unit")) || str_eq(column, STR("parent")) ||
	     str_eq(column, STR("successor"))) &&
	    units && !model_unit(model, text)) {
		DIAG(diags, place, UNKNOWN_UNIT, text);
		return false;
	}
	if (str_eq(column, STR("indicator")) && model->indicators.len && !model_indicator(model, text)) {
		DIAG(diags, place, UNKNOWN_INDICATOR, text);
		return false;
	}
	if (str_eq(column, STR("plan")) && str_eq(of, STR("targets")) && !model_plan(model, text)) {
		DIAG(diags, place, UNKNOWN_PLAN, text);
		return false;
	}
	if (str_eq(column, STR("award")) &&
	    (str_eq(of, STR("honours")) || str_eq(of, STR("nominees")) || str_eq(of, STR("dossiers"))) &&
	    !model->awards.broken && !model_award(model, text)) {
		DIAG(diags, place, UNKNOWN_AWARD, text);
		return false;
	}
	return true;
}

/* As the cells have it, or as a definition may write it. */
static bool is_of_type(const struct field *field, struct arena *arena, struct str text)
{
	struct decimal number;
	struct date day;
	if (lexical_check(field, text))
		return true;
	return field->type == FIELD_BOOLEAN ? filter_truth(field, text) >= 0
	       : field->type == FIELD_DATE  ? date_parse(&day, text)
	       : field_is_number(field)     ? decimal_parse(&number, arena, text)
	                                    : false;
}

static struct str takes_what(struct arena *arena, const struct field *field)
{
	enum { MANY = 20 };
	struct str all = {0};
	if (field->type == FIELD_BOOLEAN)
		return STR("true, false");
	for (size_t i = 0; i < field->n_categories && i < MANY; i++)
		all = str_list_add(arena, all, field->categories[i].value);
	if (field->n_categories > MANY)
		all = str_list_add(arena, all, STR("…"));
	return field->n_categories ? all : field_type_name(field->type);
}

bool filter_can_stand(struct str *takes, struct arena *arena, const struct filter *filter,
                      const struct filter_term *term, const struct model *model, struct str text)
{
	bool own = term->field != SIZE_MAX;
	const struct resource *resource = own ? filter->resource : model->units.origin.resource;
	const struct field *field = &resource->fields[own ? term->field : term->unit_field];
	if (text.len == 0 || resource->broken || field_is_none(field, text) ||
	    (field->n_categories ? field_category(field, text) >= 0 : is_of_type(field, arena, text)))
		return true;
	*takes = takes_what(arena, field);
	return false;
}

static bool check_type(const struct filter_term *term, const struct filter *filter, const struct model *model,
                       struct str text, struct place place, struct diags *diags)
{
	struct str takes;
	if (filter_can_stand(&takes, diags->arena, filter, term, model, text))
		return true;
	DIAG(diags, place, WHERE_VALUE, text, term->column, takes);
	return false;
}

static bool read_values(struct filter_term *term, const struct filter *filter, const struct model *model,
                        const struct yml_node *node, unsigned flags, struct diags *diags)
{
	struct str *texts;
	if (!yml_texts(&texts, &term->n, model->arena, node, diags))
		return false;
	bool good = true;
	term->values = ARENA_ARRAY(model->arena, struct filter_value, term->n);
	for (size_t i = 0; i < term->n; i++) {
		struct place place = node->kind == YML_LIST ? node->items[i]->place : node->place;
		struct filter_value *value = &term->values[i];
		value->text = texts[i];
		good = read_variable(value, place, flags, diags) && good;
		if (good && value->kind == FILTER_TEXT)
			good = check_name(term, filter, model, value->text, place, diags) &&
			       check_type(term, filter, model, value->text, place, diags);
	}
	return good;
}

bool filter_read(struct filter *out, const struct model *model, const struct resource *resource,
                 size_t row_unit, const struct yml_node *where, unsigned flags, struct diags *diags)
{
	*out = (struct filter){.resource = resource, .row_unit = row_unit};
	if (!where)
		return true;
	if (!yml_is(where, YML_MAP, diags))
		return false;
	bool good = true;
	out->terms = ARENA_ARRAY(model->arena, struct filter_term, where->len);
	for (size_t i = 0; i < where->len; i++) {
		const struct yml_pair *pair = &where->pairs[i];
		struct filter_term *term = &out->terms[out->n++];
		term->column = pair->key;
		if (find_column(term, out, model)) {
			good = read_values(term, out, model, pair->value, flags, diags) && good;
		} else {
			good = false;
			if (!may_be_there(out, model))
				DIAG(diags, pair->key_place, UNKNOWN_COLUMN, pair->key, resource->name,
				     resource_field_names(diags->arena, resource));
		}
	}
	return good;
}

bool filter_parse(struct filter *out, struct str *bad, struct arena *arena, const struct model *model,
                  const struct resource *resource, struct str option)
{
	*out = (struct filter){.resource = resource, .row_unit = resource_field(resource, STR("unit"))};
	size_t n = 1;
	for (size_t i = 0; i < option.len; i++)
		n += option.ptr[i] == ',';
	out->terms = ARENA_ARRAY(arena, struct filter_term, n);
	for (bool more = true; more;) {
		struct str part, value;
		struct filter_term *term = &out->terms[out->n++];
		more = str_cut(&part, &option, option, ',');
		*bad = part;
		if (!str_cut(&term->column, &value, part, ':') || !find_column(term, out, model))
			return false;
		term->values = ARENA_NEW(arena, struct filter_value);
		*term->values = (struct filter_value){FILTER_TEXT, value};
		term->n = 1;
	}
	return true;
}

/* ---- matching ---- */

/* A definition says true and false as YAML does, or as the cells do. */
int filter_truth(const struct field *field, struct str value)
{
	if (str_eq(value, STR("true")))
		return 1;
	return str_eq(value, STR("false")) ? 0 : field_truth(field, value);
}

static bool same(struct arena *arena, const struct field *field, struct str cell, struct str value)
{
	if (str_eq(cell, value))
		return true;
	if (field->type == FIELD_BOOLEAN)
		return field_truth(field, cell) >= 0 &&
		       field_truth(field, cell) == filter_truth(field, value);
	return (field_is_number(field) || field->type == FIELD_YEAR) && decimal_same(arena, cell, value);
}

static struct str value_text(const struct filter_value *value, const struct filter_scope *scope)
{
	switch (value->kind) {
	case FILTER_UNIT:
		return scope->unit;
	case FILTER_PERSON:
		return scope->person;
	case FILTER_YEAR:
		return scope->year;
	case FILTER_TEXT:
		break;
	}
	return value->text;
}

static bool term_match(const struct filter_term *term, const struct filter *filter, const struct model *model,
                       struct arena *arena, size_t row, const struct filter_scope *scope)
{
	const struct resource *resource = filter->resource;
	size_t field = term->field;
	if (field == SIZE_MAX) {
		const struct unit *unit =
		        model_unit(model, resource_text(arena, resource, row, filter->row_unit));
		if (!unit || unit->row == SIZE_MAX)
			return false;
		resource = model->units.origin.resource;
		field = term->unit_field;
		row = unit->row;
	}
	struct str cell = resource_text(arena, resource, row, field);
	for (size_t i = 0; i < term->n; i++)
		if (same(arena, &resource->fields[field], cell, value_text(&term->values[i], scope)))
			return true;
	return false;
}

bool filter_match(const struct filter *filter, const struct model *model, struct arena *arena, size_t row,
                  const struct filter_scope *scope)
{
	for (size_t i = 0; i < filter->n; i++)
		if (!term_match(&filter->terms[i], filter, model, arena, row, scope))
			return false;
	return true;
}
