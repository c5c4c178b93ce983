#include "schema/descriptor.h"

#include "base/arena.h"
#include "base/ascii.h"

#include <limits.h>

/* ---- what is only handed on ---- */

static bool read_texts(const struct yml_node *map, const struct str *keys, size_t n, struct diags *diags)
{
	bool well = true;
	struct str ignored;
	for (size_t i = 0; i < n; i++)
		well &= yml_text(&ignored, yml_get(map, keys[i]), diags);
	return well;
}

bool package_read(struct package *out, const struct yml_node **resources, struct defaults *defaults,
                  struct arena *arena, const struct yml_node *root, const struct languages *languages,
                  struct diags *diags)
{
	static const struct str keys[] = {
	        STR_INIT("resources"),    STR_INIT("title"),         STR_INIT("description"),
	        STR_INIT("licenses"),     STR_INIT("sources"),       STR_INIT("keywords"),
	        STR_INIT("contributors"), STR_INIT("missingValues"), STR_INIT("name"),
	        STR_INIT("$schema"),      STR_INIT("profile"),       STR_INIT("id"),
	        STR_INIT("homepage"),     STR_INIT("image"),         STR_INIT("version"),
	        STR_INIT("created")};
	*resources = NULL;
	if (!yml_only(root, keys, LENGTH(keys), diags) && root->kind != YML_MAP)
		return false;
	bool well = ALL(yml_label(&out->title, yml_get(root, STR("title")), languages, diags),
	                yml_label(&out->description, yml_get(root, STR("description")), languages, diags),
	                missing_read(defaults, arena, yml_get(root, STR("missingValues")), diags),
	                read_texts(root, keys + 8, LENGTH(keys) - 8, diags),
	                credits_read(&out->credits, arena, root, languages, diags));
	*resources = yml_need(root, keys[0], diags);
	if (*resources && !yml_is(*resources, YML_LIST, diags))
		*resources = NULL;
	return *resources && well;
}

/* ---- dialect ---- */

/* What a key of Table Dialect may be: one of these texts, the first being what a file must be like. */
struct fixed {
	struct str key, values[2];
};

static bool read_fixed(const struct yml_node *map, const struct fixed *fixed, struct diags *diags)
{
	const struct yml_node *node = yml_get(map, fixed->key);
	if (!node)
		return true;
	/* headerRows: [1] and an empty list of commentRows say what is so anyway */
	bool usable = node->kind == YML_LIST && node->len == 0;
	if (node->kind == YML_LIST && node->len == 1)
		node = node->items[0];
	for (size_t i = 0; i < LENGTH(fixed->values) && node->kind == YML_SCALAR; i++)
		usable |= fixed->values[i].ptr && str_eq(node->text, fixed->values[i]);
	if (!usable)
		DIAG(diags, node->place, DIALECT_VALUE, fixed->key,
		     node->kind == YML_SCALAR ? node->text : STR(""), fixed->values[0]);
	return usable;
}

static bool read_dialect(struct dialect *out, const struct yml_node *map, struct diags *diags)
{
	static const struct str keys[] = {STR_INIT("delimiter"),      STR_INIT("decimalChar"),
	                                  STR_INIT("groupChar"),      STR_INIT("header"),
	                                  STR_INIT("headerRows"),     STR_INIT("headerJoin"),
	                                  STR_INIT("commentRows"),    STR_INIT("commentChar"),
	                                  STR_INIT("lineTerminator"), STR_INIT("quoteChar"),
	                                  STR_INIT("doubleQuote"),    STR_INIT("escapeChar"),
	                                  STR_INIT("nullSequence"),   STR_INIT("skipInitialSpace"),
	                                  STR_INIT("property"),       STR_INIT("itemType"),
	                                  STR_INIT("itemKeys"),       STR_INIT("sheetNumber"),
	                                  STR_INIT("sheetName"),      STR_INIT("table"),
	                                  STR_INIT("$schema"),        STR_INIT("caseSensitiveHeader"),
	                                  STR_INIT("csvddfVersion")};
	static const struct fixed fixed[] = {{STR_INIT("header"), {STR_INIT("true")}},
	                                     {STR_INIT("headerRows"), {STR_INIT("1")}},
	                                     {STR_INIT("headerJoin"), {STR_INIT(" ")}},
	                                     {STR_INIT("lineTerminator"), {STR_INIT("\n"), STR_INIT("\r\n")}},
	                                     {STR_INIT("quoteChar"), {STR_INIT("\"")}},
	                                     {STR_INIT("doubleQuote"), {STR_INIT("true")}},
	                                     {STR_INIT("skipInitialSpace"), {STR_INIT("false")}},
	                                     {STR_INIT("caseSensitiveHeader"), {STR_INIT("true")}},
	                                     {STR_INIT("csvddfVersion"), {STR_INIT("1.2"), STR_INIT("1.0")}}};
	static const struct str foreign[] = {
	        STR_INIT("escapeChar"), STR_INIT("commentChar"), STR_INIT("property"),  STR_INIT("itemType"),
	        STR_INIT("itemKeys"),   STR_INIT("sheetNumber"), STR_INIT("sheetName"), STR_INIT("table")};
	*out = (struct dialect){.delimiter = ',', .decimal_char = '.'};
	bool well = yml_only(map, keys, LENGTH(keys), diags);
	if (map->kind != YML_MAP)
		return false;
	for (size_t i = 0; i < 3; i++)
		well &= mark_read(i == 0   ? &out->delimiter
		                  : i == 1 ? &out->decimal_char
		                           : &out->group_char,
		                  yml_get(map, keys[i]), diags);
	for (size_t i = 0; i < LENGTH(fixed); i++)
		well &= read_fixed(map, &fixed[i], diags);
	const struct yml_node *comments = yml_get(map, STR("commentRows"));
	if (comments && (comments->kind != YML_LIST || comments->len)) {
		DIAG(diags, comments->place, DIALECT_KEY, STR("commentRows"));
		well = false;
	}
	for (size_t i = 0; i < LENGTH(foreign); i++) {
		const struct yml_node *node = yml_get(map, foreign[i]);
		if (node)
			DIAG(diags, node->place, DIALECT_KEY, foreign[i]);
		well &= !node;
	}
	return well;
}

/* `nullSequence` is one more missing value. */
static bool read_null(struct defaults *defaults, struct arena *arena, const struct yml_node *map,
                      struct diags *diags)
{
	const struct yml_node *node = yml_get(map, STR("nullSequence"));
	struct str *texts = ARENA_ARRAY(arena, struct str, defaults->n_missing + 1);
	if (!node)
		return true;
	if (!yml_text(&texts[defaults->n_missing], node, diags))
		return false;
	memcpy(texts, defaults->missing, defaults->n_missing * sizeof *texts);
	defaults->missing = texts;
	defaults->n_missing++;
	return true;
}

static bool read_dialects(struct resource *out, struct defaults *defaults, struct arena *arena,
                          struct diags *diags)
{
	const struct yml_node *node = yml_get(out->node, STR("dialect"));
	size_t n = node && node->kind == YML_LIST ? node->len : 1;
	out->dialects = ARENA_ARRAY(arena, struct dialect, n ? n : 1);
	out->dialects[0] = out->dialect = (struct dialect){.delimiter = ',', .decimal_char = '.'};
	out->n_dialects = n ? n : 1;
	bool well = true;
	for (size_t i = 0; node && i < n; i++) {
		const struct yml_node *map = node->kind == YML_LIST ? node->items[i] : node;
		well &= read_dialect(&out->dialects[i], map, diags) && read_null(defaults, arena, map, diags);
	}
	return well;
}

/* ---- resource ---- */

/* The name becomes a folder and the names of files. */
static bool is_name(struct str name)
{
	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];
		if (!ascii_is_alnum(c) && (i == 0 || i + 1 == name.len || !memchr("-_.", c, 3)))
			return false;
	}
	return name.len > 0 && name.len <= 200; /* with room for .csv-metadata.json */
}

static bool read_name(struct resource *out, struct diags *diags)
{
	const struct yml_node *node = yml_need(out->node, STR("name"), diags);
	if (!node || !yml_text(&out->name, node, diags))
		return false;
	if (!is_name(out->name)) {
		DIAG(diags, node->place, BAD_ID, out->name);
		return false;
	}
	return true;
}

/* `path` is one name beneath data/. */
static bool read_path(struct resource *out, struct diags *diags)
{
	const struct yml_node *data = yml_get(out->node, STR("data"));
	if (data) {
		DIAG(diags, data->place, RESOURCE_DATA, {0});
		return false;
	}
	const struct yml_node *node = yml_need(out->node, STR("path"), diags);
	if (node && node->kind == YML_LIST) {
		DIAG(diags, node->place, RESOURCE_PATHS, {0});
		return false;
	}
	if (!node || !yml_text(&out->path, node, diags))
		return false;
	struct str part, rest = out->path;
	bool more = true, escapes = str_starts(rest, STR("/")) || str_find(rest, STR("\\")) < rest.len;
	for (; more; escapes |= str_eq(part, STR("..")))
		more = str_cut(&part, &rest, rest, '/');
	if (escapes)
		DIAG(diags, node->place, PATH_OUTSIDE, out->path);
	return !escapes;
}

/* What a CSV of ours always is may be said; anything else cannot be read. */
static bool read_kind(const struct yml_node *map, struct diags *diags)
{
	static const struct fixed fixed[] = {{STR_INIT("type"), {STR_INIT("table")}},
	                                     {STR_INIT("format"), {STR_INIT("csv"), STR_INIT("tsv")}}};
	static const struct str texts[] = {STR_INIT("$schema"), STR_INIT("profile"), STR_INIT("hash"),
	                                   STR_INIT("mediatype"), STR_INIT("homepage")};
	long bytes;
	bool well = true;
	for (size_t i = 0; i < LENGTH(fixed); i++)
		well &= read_fixed(map, &fixed[i], diags);
	return ALL(well, read_texts(map, texts, LENGTH(texts), diags),
	           yml_int(&bytes, yml_get(map, STR("bytes")), 0, LONG_MAX, diags));
}

bool resource_read(struct resource *out, struct defaults *defaults, struct arena *arena,
                   const struct yml_node *node, const struct languages *languages, struct diags *diags)
{
	static const struct str keys[] = {
	        STR_INIT("name"),         STR_INIT("path"),         STR_INIT("title"),
	        STR_INIT("description"),  STR_INIT("encoding"),     STR_INIT("dialect"),
	        STR_INIT("schema"),       STR_INIT("update"),       STR_INIT("publish"),
	        STR_INIT("illustrative"), STR_INIT("type"),         STR_INIT("format"),
	        STR_INIT("mediatype"),    STR_INIT("bytes"),        STR_INIT("hash"),
	        STR_INIT("sources"),      STR_INIT("licenses"),     STR_INIT("contributors"),
	        STR_INIT("homepage"),     STR_INIT("data"),         STR_INIT("$schema"),
	        STR_INIT("profile"),      STR_INIT("missingValues")};
	static const struct str updates[] = {STR_INIT("month"), STR_INIT("quarter"), STR_INIT("year")};
	*out = (struct resource){.node = node, .place = node->place, .publish = true};
	bool well = yml_only(node, keys, LENGTH(keys), diags);
	if (node->kind != YML_MAP)
		return false;
	const struct yml_node *update = yml_get(node, STR("update")),
	                      *illustrative = yml_get(node, STR("illustrative"));
	size_t every = 0;
	well &= ALL(read_name(out, diags), read_path(out, diags), read_kind(node, diags),
	            yml_label(&out->title, yml_get(node, STR("title")), languages, diags),
	            yml_label(&out->description, yml_get(node, STR("description")), languages, diags),
	            yml_label(&out->illustrative, illustrative, languages, diags),
	            yml_text(&out->encoding, yml_get(node, STR("encoding")), diags),
	            yml_bool(&out->publish, yml_get(node, STR("publish")), diags),
	            yml_choice(&every, update, updates, LENGTH(updates), diags),
	            credits_read(&out->credits, arena, node, languages, diags),
	            missing_read(defaults, arena, yml_get(node, STR("missingValues")), diags));
	well &= read_dialects(out, defaults, arena, diags);
	out->has_illustrative = illustrative != NULL;
	out->update = update ? (enum update)(UPDATE_MONTH + every) : UPDATE_NONE;
	const struct yml_node *schema = yml_need(node, STR("schema"), diags);
	return schema && yml_is(schema, YML_MAP, diags) && well;
}

/* ---- schema ---- */

static bool read_match(struct resource *resource, const struct yml_node *schema, struct diags *diags)
{
	static const struct str matches[] = {[MATCH_EXACT] = STR_INIT("exact"),
	                                     [MATCH_EQUAL] = STR_INIT("equal"),
	                                     [MATCH_SUBSET] = STR_INIT("subset"),
	                                     [MATCH_SUPERSET] = STR_INIT("superset"),
	                                     [MATCH_PARTIAL] = STR_INIT("partial")};
	const struct yml_node *node = yml_get(schema, STR("fieldsMatch"));
	size_t match = MATCH_EXACT;
	/* the published profile says that it is a list */
	if (node && node->kind == YML_LIST && node->len == 1)
		node = node->items[0];
	bool well = yml_choice(&match, node, matches, LENGTH(matches), diags);
	resource->fields_match = (enum fields_match)match;
	return well;
}

bool fields_read(struct resource *resource, struct arena *arena, const struct defaults *defaults,
                 const struct languages *languages, struct diags *diags)
{
	static const struct str keys[] = {STR_INIT("fields"),     STR_INIT("missingValues"),
	                                  STR_INIT("primaryKey"), STR_INIT("foreignKeys"),
	                                  STR_INIT("uniqueKeys"), STR_INIT("fieldsMatch"),
	                                  STR_INIT("$schema")};
	const struct yml_node *schema = yml_get(resource->node, STR("schema"));
	struct defaults own = *defaults;
	if (!schema || schema->kind != YML_MAP)
		return false;
	own.decimal_char = resource->dialect.decimal_char;
	own.group_char = resource->dialect.group_char;
	bool well = ALL(yml_only(schema, keys, LENGTH(keys), diags),
	                missing_read(&own, arena, yml_get(schema, keys[1]), diags),
	                read_match(resource, schema, diags));
	const struct yml_node *fields = yml_need(schema, keys[0], diags);
	if (!fields || !yml_is(fields, YML_LIST, diags))
		return false;
	resource->fields = ARENA_ARRAY(arena, struct field, fields->len);
	for (size_t i = 0; i < fields->len; i++) {
		struct field *field = &resource->fields[i];
		well &= field_read(field, arena, fields->items[i], &own, languages, diags);
		if (field->name.len && resource_field(resource, field->name) != SIZE_MAX) {
			DIAG(diags, field->place, FIELD_TWICE, field->name);
			well = false;
		}
		resource->n_fields++;
	}
	if (fields->len == 0)
		DIAG(diags, fields->place, LIST_EMPTY, {0});
	return well && fields->len > 0;
}

/* ---- keys ---- */

/* One name or a list of them, as fields of the resource. */
static bool read_columns(size_t **out, size_t *n, struct arena *arena, const struct yml_node *node,
                         const struct resource *resource, struct diags *diags)
{
	struct str *names;
	if (!yml_texts(&names, n, arena, node, diags))
		return false;
	*out = ARENA_ARRAY(arena, size_t, *n);
	bool well = *n > 0;
	if (*n == 0)
		DIAG(diags, node->place, LIST_EMPTY, {0});
	for (size_t i = 0; i < *n; i++) {
		(*out)[i] = resource_field(resource, names[i]);
		if ((*out)[i] != SIZE_MAX)
			continue;
		DIAG(diags, node->kind == YML_LIST ? node->items[i]->place : node->place, UNKNOWN_COLUMN,
		     names[i], resource->name, resource_field_names(diags->arena, resource));
		well = false;
	}
	return well;
}

static struct resource *find_target(struct resource *resource, const struct package *package,
                                    const struct yml_node *reference, struct diags *diags)
{
	struct str name = {0};
	const struct yml_node *node = yml_get(reference, STR("resource"));
	if (!yml_text(&name, node, diags))
		return NULL;
	if (name.len == 0 || str_eq(name, resource->name))
		return resource;
	struct resource *target = package_find(package, name);
	if (!target)
		DIAG(diags, node->place, UNKNOWN_RESOURCE, name, package_names(diags->arena, package));
	return target;
}

static bool read_foreign_key(struct resource *resource, const struct package *package, struct arena *arena,
                             const struct yml_node *node, struct diags *diags)
{
	static const struct str keys[] = {STR_INIT("fields"), STR_INIT("reference")};
	static const struct str reference_keys[] = {STR_INIT("fields"), STR_INIT("resource")};
	struct foreign_key key = {.place = node->place};
	bool well = yml_only(node, keys, LENGTH(keys), diags);
	if (node->kind != YML_MAP)
		return false;
	const struct yml_node *fields = yml_need(node, keys[0], diags),
	                      *reference = yml_need(node, keys[1], diags);
	if (!fields || !reference || !yml_only(reference, reference_keys, LENGTH(reference_keys), diags))
		return false;
	const struct yml_node *targets = yml_need(reference, keys[0], diags);
	size_t n_targets = 0;
	key.target = find_target(resource, package, reference, diags);
	well &= read_columns(&key.columns, &key.n, arena, fields, resource, diags);
	if (!targets || !key.target ||
	    !read_columns(&key.target_columns, &n_targets, arena, targets, key.target, diags) || !well)
		return false;
	if (n_targets != key.n) {
		DIAG(diags, targets->place, FOREIGN_KEY_WIDTH, str_printf(diags->arena, "%zu", key.n),
		     str_printf(diags->arena, "%zu", n_targets));
		return false;
	}
	*VEC_PUSH(arena, &resource->foreign_keys) = key;
	return true;
}

static bool read_unique_keys(struct resource *resource, struct arena *arena, const struct yml_node *node,
                             struct diags *diags)
{
	bool well = true;
	for (size_t i = 0; i < resource->n_fields; i++) {
		if (!resource->fields[i].rules || !resource->fields[i].rules->unique)
			continue;
		struct unique_key *key = VEC_PUSH(arena, &resource->unique_keys);
		key->columns = ARENA_NEW(arena, size_t);
		*key->columns = i;
		key->n = 1;
		key->of_field = true;
	}
	if (!node)
		return true;
	if (!yml_is(node, YML_LIST, diags))
		return false;
	for (size_t i = 0; i < node->len; i++) {
		struct unique_key key = {0};
		if (read_columns(&key.columns, &key.n, arena, node->items[i], resource, diags))
			*VEC_PUSH(arena, &resource->unique_keys) = key;
		else
			well = false;
	}
	return well;
}

bool keys_read(struct resource *resource, const struct package *package, struct arena *arena,
               struct diags *diags)
{
	const struct yml_node *schema = yml_get(resource->node, STR("schema"));
	const struct yml_node *primary = yml_get(schema, STR("primaryKey")),
	                      *foreign = yml_get(schema, STR("foreignKeys"));
	bool well = read_unique_keys(resource, arena, yml_get(schema, STR("uniqueKeys")), diags);
	if (primary && !read_columns(&resource->primary_key, &resource->n_primary_key, arena, primary,
	                             resource, diags)) {
		resource->n_primary_key = 0;
		well = false;
	}
	if (!foreign)
		return well;
	if (!yml_is(foreign, YML_LIST, diags))
		return false;
	for (size_t i = 0; i < foreign->len; i++)
		well &= read_foreign_key(resource, package, arena, foreign->items[i], diags);
	return well;
}
