#include "view/words.h"

#include "base/arena.h"

static const struct str keys[PHRASE_COUNT] = {
#define PHRASE(id, key) [PHRASE_##id] = STR_INIT(key),
#include "view/phrases.def"
#undef PHRASE
};

bool words_load(struct words *out, struct arena *arena, struct str language, size_t at,
                const struct source *file, struct diags *diags)
{
	struct yml_node *root;
	*out = (struct words){.language = language, .at = at, .source = file};
	out->locale = text_locale_open(arena, language);
	if (!yml_parse(&root, arena, file, 0, file->text.len, diags) || !yml_is(root, YML_MAP, diags))
		return false;
	struct value *theme = value_map(arena);
	bool good = true;
	for (size_t i = 0; i < root->len; i++) {
		struct str text;
		if (yml_text(&text, root->pairs[i].value, diags))
			value_set(arena, theme, root->pairs[i].key, value_string(arena, text));
		else
			good = false;
	}
	out->theme = theme;
	for (size_t i = 0; i < PHRASE_COUNT; i++) {
		const struct value *text = value_get(theme, keys[i]);
		if (text)
			out->phrases[i] = text->text;
	}
	return good;
}

/* Says each of n keys that `words` lacks. */
static bool lacks_none(const struct words *words, const struct str *wanted, size_t n, struct diags *diags)
{
	bool good = true;
	for (size_t i = 0; i < n; i++) {
		if (value_get(words->theme, wanted[i]))
			continue;
		DIAG(diags, ((struct place){words->source, 0}), MISSING_TEXT, wanted[i], words->language);
		good = false;
	}
	return good;
}

bool words_compare(const struct words *words, size_t n, struct diags *diags)
{
	bool good = true;
	for (size_t i = 0; i < n; i++) {
		good = lacks_none(&words[i], keys, PHRASE_COUNT, diags) && good;
		for (size_t j = 0; j < n; j++)
			if (i != j)
				good = lacks_none(&words[i], words[j].theme->keys, words[j].theme->len,
				                  diags) &&
				       good;
	}
	return good;
}

/* The form of `one|many` that fits argument 0. */
static struct str choose_form(struct str phrase, const struct str *args, size_t n)
{
	struct str one, many;
	if (!str_cut(&one, &many, phrase, '|'))
		return phrase;
	return n && str_eq(args[0], STR("1")) ? one : many;
}

struct str words_say(struct arena *arena, const struct words *words, enum phrase phrase,
                     const struct str *args, size_t n)
{
	struct str pattern = choose_form(words->phrases[phrase], args, n);
	VEC(struct str) parts = {0};
	struct str before, after;
	while (str_cut(&before, &after, pattern, '{')) {
		size_t which = after.len > 1 && after.ptr[1] == '}' ? (size_t)(after.ptr[0] - '0') : n;
		*VEC_PUSH(arena, &parts) = before;
		*VEC_PUSH(arena, &parts) = which < n ? args[which] : STR("{");
		pattern = which < n ? str_sub(after, 2, after.len) : after;
	}
	*VEC_PUSH(arena, &parts) = before;
	return str_join(arena, parts.items, parts.len);
}
