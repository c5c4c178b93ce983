#include "view/spec.h"

#include "base/arena.h"

/* ---- words ---- */

struct scan {
	const struct md_data *data;
	struct diags *diags;
	size_t at;
};

static struct place place_at(const struct scan *scan, size_t at)
{
	return (struct place){scan->data->spec_place.source, scan->data->spec_place.offset + at};
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The next word: up to a space; a quote that stands behind '=' goes up to the next quote. */
static bool next_word(struct str *out, struct scan *scan)
{
	struct str spec = scan->data->spec;
	size_t from, to;
	for (from = scan->at; from < spec.len && is_space(spec.ptr[from]); from++)
		;
	for (to = from; to < spec.len && !is_space(spec.ptr[to]); to++)
		if (spec.ptr[to] == '=' && to + 1 < spec.len && spec.ptr[to + 1] == '"') {
			struct str rest = str_sub(spec, to + 2, spec.len);
			to += 2 + str_find(rest, STR("\""));
		}
	*out = str_sub(spec, from, to);
	scan->at = to < spec.len ? to : spec.len;
	return out->len > 0;
}

static bool unquote(struct spec_option *option, const struct scan *scan)
{
	struct str value = option->value;
	if (!str_starts(value, STR("\"")))
		return true;
	if (value.len < 2 || value.ptr[value.len - 1] != '"' ||
	    str_find(str_sub(value, 1, value.len), STR("\"")) != value.len - 2) {
		DIAG(scan->diags, option->value_place, OPTION_QUOTE, value);
		return false;
	}
	option->value = str_sub(value, 1, value.len - 1);
	option->value_place.offset++;
	return true;
}

static bool read_option(struct spec *spec, const struct scan *scan, struct str word)
{
	struct spec_option *option = &spec->options[spec->n];
	size_t at = (size_t)(word.ptr - scan->data->spec.ptr);
	option->key_place = place_at(scan, at);
	if (!str_cut(&option->key, &option->value, word, '=') || option->key.len == 0) {
		DIAG(scan->diags, option->key_place, OPTION_FORM, word);
		return false;
	}
	option->value_place = place_at(scan, at + option->key.len + 1);
	if (!unquote(option, scan))
		return false;
	if (spec_find(spec, option->key)) {
		DIAG(scan->diags, option->key_place, OPTION_TWICE, option->key);
		return false;
	}
	spec->n++;
	return true;
}

bool spec_parse(struct spec *out, struct arena *arena, const struct md_data *data, struct diags *diags)
{
	struct scan scan = {.data = data, .diags = diags};
	struct str word;
	bool good = true;
	*out = (struct spec){.name_place = data->spec_place, .thing_place = data->spec_place};
	out->options = ARENA_ARRAY(arena, struct spec_option, data->spec.len / 2 + 1);
	if (next_word(&out->name, &scan))
		out->name_place = place_at(&scan, (size_t)(out->name.ptr - data->spec.ptr));
	for (bool second = true; next_word(&word, &scan); second = false) {
		if (second && str_find(word, STR("=")) == word.len) {
			out->thing = word;
			out->thing_place = place_at(&scan, (size_t)(word.ptr - data->spec.ptr));
		} else {
			good = read_option(out, &scan, word) && good;
		}
	}
	return good;
}

/* ---- options ---- */

const struct spec_option *spec_find(const struct spec *spec, struct str key)
{
	for (size_t i = 0; i < spec->n; i++)
		if (str_eq(spec->options[i].key, key))
			return &spec->options[i];
	return NULL;
}

static struct str join_keys(struct arena *arena, const struct str *keys, size_t n)
{
	struct str all = {0};
	for (size_t i = 0; i < n; i++)
		all = STR_JOIN(arena, all, i ? STR(", ") : STR(""), keys[i]);
	return all;
}

bool spec_only(const struct spec *spec, const struct str *keys, size_t n, struct diags *diags)
{
	bool good = true;
	for (size_t i = 0; i < spec->n; i++) {
		const struct spec_option *option = &spec->options[i];
		bool known = false;
		for (size_t j = 0; j < n; j++)
			known = known || str_eq(keys[j], option->key);
		good = good && known;
		if (known)
			continue;
		if (n == 0)
			DIAG(diags, option->key_place, OPTION_NONE_TAKEN, option->key, spec->name);
		else
			DIAG(diags, option->key_place, OPTION_UNKNOWN, option->key, spec->name,
			     join_keys(diags->arena, keys, n));
	}
	return good;
}

bool spec_needs_thing(const struct spec *spec, struct diags *diags)
{
	if (spec->thing.len)
		return true;
	DIAG(diags, spec->name_place, VIEW_OF_WHAT, spec->name);
	return false;
}

bool spec_has_no_thing(const struct spec *spec, struct diags *diags)
{
	if (spec->thing.len == 0)
		return true;
	DIAG(diags, spec->thing_place, OPTION_FORM, spec->thing);
	return false;
}

bool spec_number(long *out, const struct spec_option *option, struct diags *diags)
{
	enum { DIGITS_MAX = 9 };
	long number = 0;
	if (!option)
		return true;
	struct str text = option->value;
	bool good = text.len > 0 && text.len <= DIGITS_MAX;
	for (size_t i = 0; good && i < text.len; i++) {
		good = text.ptr[i] >= '0' && text.ptr[i] <= '9';
		number = number * 10 + (text.ptr[i] - '0');
	}
	if (!good || number == 0) {
		DIAG(diags, option->value_place, OPTION_NUMBER, text, option->key);
		return false;
	}
	*out = number;
	return true;
}

bool spec_period(struct period *out, const struct spec_option *option, struct diags *diags)
{
	if (!option || period_parse(out, option->value))
		return true;
	DIAG(diags, option->value_place, OPTION_PERIOD, option->value);
	return false;
}

struct place spec_place(const struct spec_option *option, struct str part)
{
	struct place place = option->value_place;
	place.offset += (size_t)(part.ptr - option->value.ptr);
	return place;
}

bool spec_names(const struct model *model, struct str column, struct str value, struct place place,
                struct diags *diags)
{
	if (value.len == 0)
		return true;
	if (str_eq(column, STR("unit")) && model->units.len && !model_unit(model, value)) {
		DIAG(diags, place, UNKNOWN_UNIT, value);
		return false;
	}
	if (str_eq(column, STR("indicator")) && model->indicators.len && !model_indicator(model, value)) {
		DIAG(diags, place, UNKNOWN_INDICATOR, value);
		return false;
	}
	return true;
}

static struct str field_names(struct arena *arena, const struct resource *resource)
{
	struct str all = {0};
	for (size_t i = 0; i < resource->n_fields; i++)
		all = STR_JOIN(arena, all, i ? STR(", ") : STR(""), resource->fields[i].name);
	return all;
}

bool spec_where(struct filter *out, struct arena *arena, const struct model *model,
                const struct resource *resource, const struct spec_option *option, struct diags *diags)
{
	struct str bad, column, value;
	bool good = true;
	if (!option)
		return true;
	if (!filter_parse(out, &bad, arena, model, resource, option->value)) {
		if (str_cut(&column, &value, bad, ':') && column.len)
			DIAG(diags, spec_place(option, bad), UNKNOWN_COLUMN, column, resource->name,
			     field_names(arena, resource));
		else
			DIAG(diags, spec_place(option, bad), OPTION_WHERE, bad);
		return false;
	}
	for (size_t i = 0; i < out->n; i++) {
		value = out->terms[i].values->text;
		good = spec_names(model, out->terms[i].column, value, spec_place(option, value), diags) &&
		       good;
	}
	return good;
}
