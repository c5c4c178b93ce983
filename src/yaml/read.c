#include "base/arena.h"
#include "yaml/yml.h"

#include <stdlib.h>

bool yml_is_null(const struct yml_node *node)
{
	static const struct str nulls[] = {STR_INIT(""), STR_INIT("~"), STR_INIT("null"), STR_INIT("Null"),
	                                   STR_INIT("NULL")};
	const size_t n = LENGTH(nulls);
	return node->kind == YML_SCALAR && node->plain && str_index(node->text, nulls, n) < n;
}

static const struct yml_pair *find(const struct yml_node *map, struct str key)
{
	for (size_t i = 0; map && map->kind == YML_MAP && i < map->len; i++)
		if (str_eq(map->pairs[i].key, key))
			return &map->pairs[i];
	return NULL;
}

const struct yml_node *yml_get(const struct yml_node *map, struct str key)
{
	const struct yml_pair *pair = find(map, key);
	return pair && !yml_is_null(pair->value) ? pair->value : NULL;
}

bool yml_is(const struct yml_node *node, enum yml_kind kind, struct diags *diags)
{
	static const enum message wanted[] = {[YML_SCALAR] = MESSAGE_YML_WANT_TEXT,
	                                      [YML_LIST] = MESSAGE_YML_WANT_LIST,
	                                      [YML_MAP] = MESSAGE_YML_WANT_MAP};
	if (node->kind == kind)
		return true;
	diag_add(diags, node->place, wanted[kind], (struct str){0}, NULL, 0);
	return false;
}

/* `known` names the word that was perhaps meant, `unknown` lists them all. */
static bool say_not_among(struct place place, struct str word, const struct str *words, size_t n,
                          enum message unknown, enum message known, struct diags *diags)
{
	size_t nearest = str_nearest(word, words, n);
	struct str hint = nearest < n ? words[nearest] : str_list(diags->arena, words, n);
	diag_add(diags, place, nearest < n ? known : unknown, (struct str){0}, (struct str[]){word, hint}, 2);
	return false;
}

bool yml_only(const struct yml_node *map, const struct str *keys, size_t n, struct diags *diags)
{
	if (!map)
		return true;
	if (!yml_is(map, YML_MAP, diags))
		return false;
	bool only = !map->twice;
	for (size_t i = 0; i < map->len; i++) {
		const struct yml_pair *pair = &map->pairs[i];
		if (str_index(pair->key, keys, n) == n)
			only = say_not_among(pair->key_place, pair->key, keys, n, MESSAGE_YML_UNKNOWN_KEY,
			                     MESSAGE_YML_UNKNOWN_KEY_NEAR, diags);
	}
	return only;
}

/* Whether a key of the map was said to be this one misspelt: then it is not missing besides. */
static bool is_misspelt(const struct yml_node *map, struct str key, const struct diags *diags)
{
	VEC_EACH (const struct diag, diag, &diags->list) {
		if (diag->message != MESSAGE_YML_UNKNOWN_KEY_NEAR || !str_eq(diag->args[1], key))
			continue;
		for (size_t i = 0; map->kind == YML_MAP && i < map->len; i++)
			if (map->pairs[i].key_place.source == diag->source &&
			    map->pairs[i].key_place.offset == diag->offset)
				return true;
	}
	return false;
}

const struct yml_node *yml_need(const struct yml_node *map, struct str key, struct diags *diags)
{
	const struct yml_pair *pair = find(map, key);
	if (pair && !yml_is_null(pair->value))
		return pair->value;
	if (pair || !is_misspelt(map, key, diags))
		DIAG(diags, pair ? pair->key_place : map->place, YML_MISSING_KEY, key);
	return NULL;
}

/* ---- one scalar ---- */

static bool say(const struct yml_node *node, enum message message, struct diags *diags)
{
	diag_add(diags, node->place, message, (struct str){0}, &node->text, 1);
	return false;
}

/* A value without quotes, which alone can be a number, true or false. */
static bool plain(const struct yml_node *node, enum message wanted, struct diags *diags)
{
	return yml_is(node, YML_SCALAR, diags) && (node->plain || say(node, wanted, diags));
}

bool yml_text(struct str *out, const struct yml_node *node, struct diags *diags)
{
	if (!node)
		return true;
	if (!yml_is(node, YML_SCALAR, diags))
		return false;
	if (yml_is_null(node))
		return say(node, MESSAGE_YML_WANT_TEXT, diags);
	*out = node->text;
	return true;
}

bool yml_bool(bool *out, const struct yml_node *node, struct diags *diags)
{
	if (!node)
		return true;
	if (!plain(node, MESSAGE_YML_WANT_BOOL, diags))
		return false;
	if (!str_eq(node->text, STR("true")) && !str_eq(node->text, STR("false")))
		return say(node, MESSAGE_YML_WANT_BOOL, diags);
	*out = str_eq(node->text, STR("true"));
	return true;
}

bool yml_decimal(struct decimal *out, struct arena *arena, const struct yml_node *node, struct diags *diags)
{
	if (!node)
		return true;
	return plain(node, MESSAGE_YML_WANT_NUMBER, diags) &&
	       (decimal_parse(out, arena, node->text) || say(node, MESSAGE_YML_WANT_NUMBER, diags));
}

/* Digits with at most a '-' before them and no zero at their head, which YAML 1.1 would read as octal. */
static bool is_integer(struct str text)
{
	struct str digits = str_starts(text, STR("-")) ? str_sub(text, 1, text.len) : text;
	return str_is_digits(digits) && (digits.len == 1 || digits.ptr[0] != '0');
}

bool yml_int(long *out, const struct yml_node *node, long min, long max, struct diags *diags)
{
	if (!node)
		return true;
	if (!plain(node, MESSAGE_YML_WANT_INT, diags))
		return false;
	if (!is_integer(node->text))
		return say(node, MESSAGE_YML_WANT_INT, diags);
	long value = strtol(str_z(diags->arena, node->text), NULL, 10); /* held at the ends of a long */
	if (value < min || value > max) {
		DIAG(diags, node->place, YML_OUT_OF_RANGE, node->text, str_printf(diags->arena, "%ld", min),
		     str_printf(diags->arena, "%ld", max));
		return false;
	}
	*out = value;
	return true;
}

bool yml_date(struct date *out, const struct yml_node *node, struct diags *diags)
{
	struct str text;
	if (!node)
		return true;
	return yml_text(&text, node, diags) &&
	       (date_parse(out, text) || say(node, MESSAGE_YML_WANT_DATE, diags));
}

bool yml_choice(size_t *out, const struct yml_node *node, const struct str *words, size_t n,
                struct diags *diags)
{
	struct str text;
	if (!node)
		return true;
	if (!yml_text(&text, node, diags))
		return false;
	for (size_t i = 0; i < n; i++) {
		if (str_eq(text, words[i])) {
			*out = i;
			return true;
		}
	}
	return say_not_among(node->place, text, words, n, MESSAGE_YML_NOT_ONE_OF, MESSAGE_YML_NOT_ONE_OF_NEAR,
	                     diags);
}

/* ---- texts by language, lists of texts ---- */

bool yml_label(struct label *out, const struct yml_node *node, const struct languages *languages,
               struct diags *diags)
{
	if (!node)
		return true;
	if (languages->len == 0)
		return true; /* which these are has been said to be unclear */
	struct label label = {.place = node->place};
	bool map = node->kind == YML_MAP,
	     only = !map || yml_only(node, languages->codes, languages->len, diags);
	bool good = only;
	for (size_t i = 0; i < languages->len; i++) {
		/* what an unknown key stands for is not missing besides */
		const struct yml_node *text = !map   ? node
		                              : only ? yml_need(node, languages->codes[i], diags)
		                                     : yml_get(node, languages->codes[i]);
		if (!text || !yml_text(&label.texts[i], text, diags))
			good = false;
		if (!good && !map)
			break; /* one wrong value is said once, not for each language */
	}
	if (good)
		*out = label;
	return good;
}

bool yml_texts(struct str **out, size_t *n, struct arena *arena, const struct yml_node *node,
               struct diags *diags)
{
	if (!node)
		return true;
	bool list = node->kind == YML_LIST, good = true;
	size_t len = list ? node->len : 1;
	struct str *texts = ARENA_ARRAY(arena, struct str, len);
	for (size_t i = 0; i < len; i++)
		good = yml_text(&texts[i], list ? node->items[i] : node, diags) && good;
	if (good) {
		*out = texts;
		*n = len;
	}
	return good;
}
