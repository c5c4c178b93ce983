#include "schema/credits.h"

#include "base/arena.h"
#include "schema/rules.h"

static bool read_value(struct credit_value *out, struct arena *arena, const struct yml_pair *pair,
                       const struct languages *languages, struct diags *diags)
{
	bool role = str_eq(pair->key, STR("role")) || str_eq(pair->key, STR("roles"));
	out->key = role ? STR("roles") : pair->key;
	if (role)
		return yml_texts(&out->texts, &out->n_texts, arena, pair->value, diags);
	return yml_label(&out->label, pair->value, languages, diags);
}

/* A list of maps whose values are texts, texts by language, or lists of roles. */
static bool read_list(struct credit_list *out, struct arena *arena, const struct yml_node *list,
                      const struct str *keys, size_t n, const struct languages *languages,
                      struct diags *diags)
{
	if (!list)
		return true;
	if (!yml_is(list, YML_LIST, diags))
		return false;
	bool well = true;
	out->items = ARENA_ARRAY(arena, struct credit, list->len);
	for (size_t i = 0; i < list->len; i++) {
		const struct yml_node *entry = list->items[i];
		struct credit *credit = &out->items[out->len++];
		well &= yml_only(entry, keys, n, diags);
		if (entry->kind != YML_MAP)
			continue;
		credit->values = ARENA_ARRAY(arena, struct credit_value, entry->len);
		for (size_t j = 0; j < entry->len; j++)
			if (!yml_is_null(entry->pairs[j].value))
				well &= read_value(&credit->values[credit->len++], arena, &entry->pairs[j],
				                   languages, diags);
	}
	return well;
}

static bool read_keywords(struct credits *out, struct arena *arena, const struct yml_node *node,
                          const struct languages *languages, struct diags *diags)
{
	if (!node)
		return true;
	bool list = node->kind == YML_LIST, well = true;
	out->n_keywords = list ? node->len : 1;
	out->keywords = ARENA_ARRAY(arena, struct label, out->n_keywords);
	for (size_t i = 0; i < out->n_keywords; i++)
		well &= yml_label(&out->keywords[i], list ? node->items[i] : node, languages, diags);
	return well;
}

bool credits_read(struct credits *out, struct arena *arena, const struct yml_node *map,
                  const struct languages *languages, struct diags *diags)
{
	static const struct str licence[] = {STR_INIT("name"), STR_INIT("path"), STR_INIT("title")};
	static const struct str source[] = {STR_INIT("title"), STR_INIT("path"), STR_INIT("email"),
	                                    STR_INIT("version")};
	static const struct str contributor[] = {
	        STR_INIT("title"), STR_INIT("path"),         STR_INIT("email"),     STR_INIT("roles"),
	        STR_INIT("role"),  STR_INIT("organization"), STR_INIT("givenName"), STR_INIT("familyName")};
	*out = (struct credits){0};
	return ALL(read_list(&out->licences, arena, yml_get(map, STR("licenses")), licence, LENGTH(licence),
	                     languages, diags),
	           read_list(&out->sources, arena, yml_get(map, STR("sources")), source, LENGTH(source),
	                     languages, diags),
	           read_list(&out->contributors, arena, yml_get(map, STR("contributors")), contributor,
	                     LENGTH(contributor), languages, diags),
	           read_keywords(out, arena, yml_get(map, STR("keywords")), languages, diags));
}

struct str credit_text(const struct credit *credit, struct str key, size_t language)
{
	for (size_t i = 0; i < credit->len; i++)
		if (str_eq(credit->values[i].key, key))
			return credit->values[i].label.texts[language];
	return (struct str){0};
}
