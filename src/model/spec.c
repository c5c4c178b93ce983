#include "model/spec.h"

#include "base/arena.h"

static const struct str views[] = {
        STR_INIT("league"),  STR_INIT("scorecard"),   STR_INIT("targets"),
        STR_INIT("honours"), STR_INIT("eligibility"), STR_INIT("table"),
        STR_INIT("chart"),   STR_INIT("calendar"),    STR_INIT("changes"),
};

/* The rest of a spec that is still to be read, and where it stands. */
struct cursor {
	struct str rest;
	struct place place;
};

static bool space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static struct spec_word take(struct cursor *cursor, size_t len)
{
	struct spec_word word = {str_sub(cursor->rest, 0, len), cursor->place};
	cursor->rest = str_sub(cursor->rest, len, cursor->rest.len);
	cursor->place.offset += len;
	return word;
}

static void skip_space(struct cursor *cursor)
{
	size_t len = 0;
	while (len < cursor->rest.len && space(cursor->rest.ptr[len]))
		len++;
	take(cursor, len);
}

/* Up to the next space; where `stop` is not 0, up to it too. */
static struct spec_word take_word(struct cursor *cursor, char stop)
{
	size_t len = 0;
	while (len < cursor->rest.len && !space(cursor->rest.ptr[len]) &&
	       !(stop && cursor->rest.ptr[len] == stop))
		len++;
	return take(cursor, len);
}

static bool take_value(struct spec_word *out, struct cursor *cursor)
{
	if (cursor->rest.len == 0 || cursor->rest.ptr[0] != '"') {
		*out = take_word(cursor, 0);
		return out->text.len > 0;
	}
	take(cursor, 1);
	size_t len = str_find(cursor->rest, STR("\""));
	*out = take(cursor, len);
	if (cursor->rest.len == 0)
		return false;
	take(cursor, 1);
	return cursor->rest.len == 0 || space(cursor->rest.ptr[0]);
}

static bool read_option(struct spec_option *out, struct cursor *cursor, struct diags *diags)
{
	struct cursor begin = *cursor;
	out->key = take_word(cursor, '=');
	bool well = out->key.text.len && cursor->rest.len && cursor->rest.ptr[0] == '=';
	if (well) {
		take(cursor, 1);
		well = take_value(&out->value, cursor);
	}
	if (well)
		return true;
	take_word(cursor, 0);
	DIAG(diags, begin.place, SPEC_OPTION, str_sub(begin.rest, 0, begin.rest.len - cursor->rest.len));
	return false;
}

static void copy(struct arena *arena, struct spec_word *word)
{
	word->text = str_dup(arena, word->text);
}

static void read_options(struct view_spec *out, struct arena *arena, struct cursor *cursor,
                         struct diags *diags)
{
	/* each takes three bytes at least, and a space */
	out->options = ARENA_ARRAY(arena, struct spec_option, cursor->rest.len / 4 + 1);
	for (skip_space(cursor); cursor->rest.len; skip_space(cursor)) {
		struct spec_option option = {0};
		if (!read_option(&option, cursor, diags)) {
			out->broken = true;
			continue;
		}
		if (spec_option(out, option.key.text)) {
			DIAG(diags, option.key.place, SPEC_OPTION_TWICE, option.key.text);
			out->broken = true;
			continue;
		}
		copy(arena, &option.key);
		copy(arena, &option.value);
		out->options[out->n_options++] = option;
	}
}

static void read_view(struct view_spec *out, struct cursor *cursor, struct diags *diags)
{
	bool known = false;
	out->name = take_word(cursor, 0);
	for (size_t i = 0; i < LENGTH(views); i++)
		known |= str_eq(out->name.text, views[i]);
	if (!known)
		DIAG(diags, out->name.place, SPEC_VIEW, out->name.text);
	out->broken = !known;
	skip_space(cursor);
	struct cursor behind = *cursor;
	struct spec_word thing = take_word(&behind, 0);
	if (str_find(thing.text, STR("=")) < thing.text.len)
		return;
	out->thing = thing;
	*cursor = behind;
}

static void read_figure(struct view_spec *out, struct cursor *cursor, struct diags *diags)
{
	struct spec_word both = take_word(cursor, 0);
	out->name = out->thing = both;
	bool well = str_cut(&out->name.text, &out->thing.text, both.text, '.');
	out->thing.place.offset += out->name.text.len + 1;
	if (well && out->name.text.len && out->thing.text.len)
		return;
	DIAG(diags, both.place, SPEC_FIGURE, both.text);
	out->broken = true;
}

bool spec_parse(struct view_spec *out, struct arena *arena, struct str spec, struct place place, bool figure,
                struct diags *diags)
{
	struct cursor cursor = {spec, place};
	*out = (struct view_spec){.figure = figure, .place = place};
	skip_space(&cursor);
	if (figure)
		read_figure(out, &cursor, diags);
	else
		read_view(out, &cursor, diags);
	read_options(out, arena, &cursor, diags);
	copy(arena, &out->name);
	copy(arena, &out->thing);
	return !out->broken;
}

const struct spec_option *spec_option(const struct view_spec *spec, struct str key)
{
	for (size_t i = 0; i < spec->n_options; i++)
		if (str_eq(spec->options[i].key.text, key))
			return &spec->options[i];
	return NULL;
}

bool spec_where(struct spec_pair **out, size_t *n, struct arena *arena, const struct spec_option *where,
                struct diags *diags)
{
	struct str rest = where->value.text, part;
	struct place place = where->value.place;
	*out = ARENA_ARRAY(arena, struct spec_pair, rest.len / 3 + 1);
	*n = 0;
	for (bool more = true; more;) {
		more = str_cut(&part, &rest, rest, ',');
		struct spec_pair pair = {{.place = place}, {.place = place}};
		bool well = str_cut(&pair.column.text, &pair.value.text, part, ':');
		if (!well || pair.column.text.len == 0 || pair.value.text.len == 0) {
			DIAG(diags, place, SPEC_WHERE, part);
			return false;
		}
		pair.value.place.offset += pair.column.text.len + 1;
		(*out)[(*n)++] = pair;
		place.offset += part.len + 1;
	}
	return true;
}

struct spec_word spec_sort(bool *descending, const struct spec_option *sort)
{
	struct spec_word word = sort->value;
	*descending = str_starts(word.text, STR("-"));
	if (*descending) {
		word.text = str_sub(word.text, 1, word.text.len);
		word.place.offset++;
	}
	return word;
}
