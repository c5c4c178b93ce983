#include "view/option.h"

#include "base/arena.h"

const struct resource *option_resource(bool *unjudged, const struct package *package, struct spec_word name,
                                       struct diags *diags)
{
	const struct resource *resource = package_find(package, name.text);
	struct str all = {0};
	*unjudged = package->broken && package->len == 0;
	if (*unjudged || (resource && resource->publish))
		return resource;
	for (size_t i = 0; i < package->len; i++)
		if (package->resources[i].publish)
			all = str_list_add(diags->arena, all, package->resources[i].name);
	if (resource)
		DIAG(diags, name.place, RESOURCE_UNPUBLISHED, name.text);
	else
		DIAG(diags, name.place, UNKNOWN_RESOURCE, name.text, all);
	return NULL;
}

bool option_only(const struct view_spec *spec, const struct str *keys, size_t n, struct diags *diags)
{
	bool good = true;
	for (size_t i = 0; i < spec->n_options; i++) {
		const struct spec_word *key = &spec->options[i].key;
		bool known = str_index(key->text, keys, n) < n;
		good = good && known;
		if (!known && n)
			DIAG(diags, key->place, OPTION_UNKNOWN, key->text, spec->name.text,
			     str_list(diags->arena, keys, n));
		else if (!known)
			DIAG(diags, key->place, OPTION_NONE_TAKEN, key->text, spec->name.text);
	}
	return good;
}

bool option_needs_thing(const struct view_spec *spec, struct diags *diags)
{
	if (spec->thing.text.len)
		return true;
	DIAG(diags, spec->name.place, VIEW_OF_WHAT, spec->name.text);
	return false;
}

bool option_has_no_thing(const struct view_spec *spec, struct diags *diags)
{
	if (spec->thing.text.len == 0)
		return true;
	DIAG(diags, spec->thing.place, VIEW_OF_NOTHING, spec->thing.text, spec->name.text);
	return false;
}

bool option_number(long *out, const struct spec_option *option, struct diags *diags)
{
	long number;
	if (!option)
		return true;
	struct str text = option->value.text;
	if (!str_number(&number, text, 9) || number == 0) {
		DIAG(diags, option->value.place, OPTION_NUMBER, text, option->key.text);
		return false;
	}
	*out = number;
	return true;
}

bool option_period(struct period *out, const struct spec_option *option, struct diags *diags)
{
	if (!option || period_parse(out, option->value.text))
		return true;
	DIAG(diags, option->value.place, OPTION_PERIOD, option->value.text);
	return false;
}

struct place option_place(const struct spec_option *option, struct str part)
{
	struct place place = option->value.place;
	place.offset += (size_t)(part.ptr - option->value.text.ptr);
	return place;
}

bool option_names(const struct model *model, struct str column, struct spec_word value, struct diags *diags)
{
	if (value.text.len == 0)
		return true;
	if (str_eq(column, STR("unit")) && model->units.len && !model_unit(model, value.text)) {
		DIAG(diags, value.place, UNKNOWN_UNIT, value.text);
		return false;
	}
	if (str_eq(column, STR("indicator")) && model->indicators.len &&
	    !model_indicator(model, value.text)) {
		DIAG(diags, value.place, UNKNOWN_INDICATOR, value.text);
		return false;
	}
	return true;
}

bool option_no_period(const struct spec_option *option, struct str thing, struct str first, struct str last,
                      struct diags *diags)
{
	if (first.len)
		DIAG(diags, option->value.place, OPTION_PERIOD_NONE, option->value.text, thing, first, last);
	else
		DIAG(diags, option->value.place, OPTION_PERIOD_NEVER, option->value.text, thing);
	return false;
}

bool option_where(struct filter *out, struct arena *arena, const struct model *model,
                  const struct resource *resource, const struct spec_option *option, struct diags *diags)
{
	struct spec_pair *pairs;
	struct str bad;
	size_t n;
	bool good = true;
	if (!option)
		return true;
	if (!spec_where(&pairs, &n, arena, option, diags))
		return false;
	if (!filter_parse(out, &bad, arena, model, resource, option->value.text)) {
		for (size_t i = 0; i < n; i++)
			if (option_place(option, bad).offset == pairs[i].column.place.offset)
				DIAG(diags, pairs[i].column.place, UNKNOWN_COLUMN, pairs[i].column.text,
				     resource->name, resource_field_names(arena, resource));
		return false;
	}
	for (size_t i = 0; i < n; i++) {
		struct str takes, value = pairs[i].value.text;
		good = option_names(model, pairs[i].column.text, pairs[i].value, diags) && good;
		if (filter_can_stand(&takes, arena, out, &out->terms[i], model, value))
			continue;
		DIAG(diags, pairs[i].value.place, WHERE_OPTION, value, pairs[i].column.text, takes);
		good = false;
	}
	return good;
}
