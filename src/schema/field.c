/* Fields of a Table Schema and their constraints: what may be declared, and what it means for a CSV. */
#include "base/arena.h"
#include "schema/layout.h"
#include "schema/lexical.h"
#include "schema/rules.h"

#include <limits.h>

static const struct str types[] = {
        [FIELD_STRING] = STR_INIT("string"),       [FIELD_INTEGER] = STR_INIT("integer"),
        [FIELD_NUMBER] = STR_INIT("number"),       [FIELD_BOOLEAN] = STR_INIT("boolean"),
        [FIELD_DATE] = STR_INIT("date"),           [FIELD_DATETIME] = STR_INIT("datetime"),
        [FIELD_TIME] = STR_INIT("time"),           [FIELD_YEAR] = STR_INIT("year"),
        [FIELD_YEARMONTH] = STR_INIT("yearmonth"), [FIELD_DURATION] = STR_INIT("duration"),
        [FIELD_LIST] = STR_INIT("list"),           [FIELD_ANY] = STR_INIT("any"),
        [FIELD_OBJECT] = STR_INIT("object"),       [FIELD_ARRAY] = STR_INIT("array"),
        [FIELD_GEOPOINT] = STR_INIT("geopoint"),   [FIELD_GEOJSON] = STR_INIT("geojson")};

struct str field_type_name(enum field_type type)
{
	return types[type];
}

bool field_is_number(const struct field *field)
{
	return field->type == FIELD_INTEGER || field->type == FIELD_NUMBER;
}

bool field_is_json(const struct field *field)
{
	return field->type == FIELD_OBJECT || field->type == FIELD_ARRAY || field->type == FIELD_GEOJSON;
}

bool field_is_text(const struct field *field)
{
	return field->type == FIELD_STRING || field->type == FIELD_ANY || field->type == FIELD_LIST ||
	       field_is_json(field);
}

bool field_is_none(const struct field *field, struct str text)
{
	for (size_t i = 0; i < field->n_missing; i++)
		if (text.len == field->missing[i].len && str_eq(text, field->missing[i]))
			return true;
	return false;
}

static bool has_order(const struct field *field)
{
	return field->type != FIELD_BOOLEAN && field->type != FIELD_GEOPOINT && !field_is_text(field);
}

bool mark_read(char *out, const struct yml_node *node, struct diags *diags)
{
	struct str text = {0};
	if (!node)
		return true;
	if (!yml_text(&text, node, diags))
		return false;
	if (str_eq(text, STR("\\t")))
		text = STR("\t");
	bool usable = text.len == 1 && (text.ptr[0] == '\t' || (text.ptr[0] >= ' ' && text.ptr[0] <= '~')) &&
	              text.ptr[0] != '"';
	if (!usable) {
		DIAG(diags, node->place, MARK_NOT_ONE, text);
		return false;
	}
	*out = text.ptr[0];
	return true;
}

/* Each cell is compared with each of the values. */
static bool is_values(const struct yml_node *node, struct diags *diags)
{
	if (!yml_is(node, YML_LIST, diags))
		return false;
	if (node->len <= VALUES_MAX)
		return true;
	DIAG(diags, node->place, VALUES_TOO_MANY, str_printf(diags->arena, "%d", VALUES_MAX));
	return false;
}

bool missing_read(struct defaults *out, struct arena *arena, const struct yml_node *node, struct diags *diags)
{
	if (!node)
		return true;
	if (!is_values(node, diags))
		return false;
	static const struct str keys[] = {STR_INIT("value"), STR_INIT("label")};
	struct str *texts = ARENA_ARRAY(arena, struct str, node->len);
	bool well = true;
	for (size_t i = 0; i < node->len; i++) {
		const struct yml_node *item = node->items[i];
		if (item->kind == YML_MAP) {
			well &= yml_only(item, keys, LENGTH(keys), diags);
			item = yml_need(item, keys[0], diags);
		}
		well &= item && yml_text(&texts[i], item, diags);
	}
	out->missing = texts;
	out->n_missing = node->len;
	return well;
}

/* ---- constraints ---- */

static bool wrong_constraint(const struct yml_pair *pair, const struct field *field, struct diags *diags)
{
	DIAG(diags, pair->key_place, CONSTRAINT_TYPE, pair->key, types[field->type]);
	return false;
}

static bool read_limit(struct limit *out, struct arena *arena, const struct yml_pair *pair,
                       const struct field *field, struct diags *diags)
{
	if (!has_order(field))
		return wrong_constraint(pair, field, diags);
	if (!yml_text(&out->text, pair->value, diags))
		return false;
	out->given = lexical_limit(&out->value, arena, field, out->text);
	if (!out->given)
		DIAG(diags, pair->value->place, CONSTRAINT_VALUE, out->text, types[field->type]);
	out->whole = out->given && decimal_to_long(&out->number, out->value);
	return out->given;
}

static bool read_pattern(struct rules *out, struct arena *arena, const struct yml_node *node,
                         struct diags *diags)
{
	size_t bad;
	if (!yml_text(&out->pattern_text, node, diags))
		return false;
	out->pattern = pattern_parse(&bad, arena, out->pattern_text);
	if (!out->pattern)
		DIAG(diags, node->place, CONSTRAINT_BAD_PATTERN, out->pattern_text,
		     str_printf(diags->arena, "%zu", bad + 1));
	return out->pattern != NULL;
}

static bool read_enum(struct rules *out, struct arena *arena, const struct yml_node *node,
                      const struct field *field, struct diags *diags)
{
	if (!is_values(node, diags) || !yml_texts(&out->enums, &out->n_enums, arena, node, diags))
		return false;
	bool well = true;
	for (size_t i = 0; i < out->n_enums; i++) {
		struct decimal number;
		bool fits = lexical_check(field, out->enums[i]) ||
		            lexical_limit(&number, arena, field, out->enums[i]);
		if (!fits)
			DIAG(diags, node->items[i]->place, CONSTRAINT_VALUE, out->enums[i],
			     types[field->type]);
		well &= fits;
	}
	return well;
}

static bool read_length(long *out, const struct yml_pair *pair, const struct field *field,
                        struct diags *diags)
{
	if (!field_is_text(field) || field->type == FIELD_GEOJSON)
		return wrong_constraint(pair, field, diags);
	return yml_int(out, pair->value, 0, INT_MAX, diags);
}

static bool read_constraint(struct rules *out, struct arena *arena, const struct yml_pair *pair,
                            const struct field *field, struct diags *diags)
{
	static const struct str limits[] = {
	        [LIMIT_MINIMUM] = STR_INIT("minimum"),
	        [LIMIT_MAXIMUM] = STR_INIT("maximum"),
	        [LIMIT_ABOVE] = STR_INIT("exclusiveMinimum"),
	        [LIMIT_BELOW] = STR_INIT("exclusiveMaximum"),
	};
	if (str_eq(pair->key, STR("required")))
		return yml_bool(&out->required, pair->value, diags);
	if (str_eq(pair->key, STR("unique")))
		return yml_bool(&out->unique, pair->value, diags);
	if (str_eq(pair->key, STR("pattern")))
		return read_pattern(out, arena, pair->value, diags);
	if (str_eq(pair->key, STR("enum")))
		return read_enum(out, arena, pair->value, field, diags);
	if (str_eq(pair->key, STR("minLength")))
		return read_length(&out->min_length, pair, field, diags);
	if (str_eq(pair->key, STR("maxLength")))
		return read_length(&out->max_length, pair, field, diags);
	for (size_t i = 0; i < LENGTH(limits); i++)
		if (str_eq(pair->key, limits[i]))
			return read_limit(&out->limits[i], arena, pair, field, diags);
	return wrong_constraint(pair, field, diags); /* jsonSchema: of objects and arrays */
}

static bool read_constraints(struct field *field, struct arena *arena, const struct yml_node *node,
                             struct diags *diags)
{
	static const struct str keys[] = {STR_INIT("required"),         STR_INIT("unique"),
	                                  STR_INIT("pattern"),          STR_INIT("enum"),
	                                  STR_INIT("minLength"),        STR_INIT("maxLength"),
	                                  STR_INIT("minimum"),          STR_INIT("maximum"),
	                                  STR_INIT("exclusiveMinimum"), STR_INIT("exclusiveMaximum"),
	                                  STR_INIT("jsonSchema")};
	struct rules *rules = ARENA_NEW(arena, struct rules);
	rules->min_length = rules->max_length = -1;
	field->rules = rules;
	if (!node)
		return true;
	if (!yml_only(node, keys, LENGTH(keys), diags))
		return false;
	bool well = true;
	for (size_t i = 0; i < node->len; i++)
		well &= read_constraint(rules, arena, &node->pairs[i], field, diags);
	for (size_t i = 0; i < LIMIT_COUNT; i++)
		rules->limited |= rules->limits[i].given;
	return well;
}

/* ---- categories ---- */

static bool read_category(struct category *out, const struct yml_node *node,
                          const struct languages *languages, struct diags *diags)
{
	static const struct str keys[] = {STR_INIT("value"), STR_INIT("label"), STR_INIT("one")};
	if (node->kind == YML_MAP) {
		bool well = yml_only(node, keys, LENGTH(keys), diags);
		well &= yml_label(&out->label, yml_get(node, keys[1]), languages, diags);
		well &= yml_label(&out->one, yml_get(node, keys[2]), languages, diags);
		const struct yml_node *value = yml_need(node, keys[0], diags);
		return value && yml_text(&out->value, value, diags) && well;
	}
	return yml_text(&out->value, node, diags);
}

static bool read_categories(struct field *field, struct arena *arena, const struct yml_node *map,
                            const struct languages *languages, struct diags *diags)
{
	const struct yml_node *node = yml_get(map, STR("categories"));
	if (!yml_bool(&field->categories_ordered, yml_get(map, STR("categoriesOrdered")), diags))
		return false;
	if (!node)
		return true;
	if (!is_values(node, diags))
		return false;
	field->categories = ARENA_ARRAY(arena, struct category, node->len);
	bool well = true;
	for (size_t i = 0; i < node->len; i++) {
		struct category *category = &field->categories[i];
		well &= read_category(category, node->items[i], languages, diags);
		if (well && field_category(field, category->value) >= 0) {
			DIAG(diags, node->items[i]->place, CATEGORY_TWICE, category->value);
			well = false;
		}
		field->n_categories++;
	}
	return well;
}

/* ---- the field ---- */

static bool read_type(struct field *field, const struct yml_node *map, struct diags *diags)
{
	size_t type = FIELD_ANY;
	const struct yml_node *node = yml_get(map, STR("type"));
	if (!yml_choice(&type, node, types, LENGTH(types), diags))
		return false;
	field->type = (enum field_type)type;
	return true;
}

/* The formats of a type beside the default; empty: it has none. */
static struct str formats_of(enum field_type type)
{
	switch (type) {
	case FIELD_STRING:
		return STR("email, uri, uuid, binary");
	case FIELD_DATE:
		return STR("%d/%m/%Y");
	case FIELD_DATETIME:
		return STR("%d/%m/%Y %H:%M");
	case FIELD_TIME:
		return STR("%H:%M");
	case FIELD_GEOPOINT:
		return STR("array, object");
	case FIELD_GEOJSON:
		return STR("topojson");
	default:
		return STR("");
	}
}

static bool is_format(const struct field *field, struct str formats)
{
	struct str format;
	bool more = formats.len > 0;
	if (field->type == FIELD_DATE || field->type == FIELD_DATETIME || field->type == FIELD_TIME)
		return layout_usable(field->format, field->type);
	while (more) {
		more = str_cut(&format, &formats, formats, ',');
		if (str_eq(str_trim(format), field->format))
			return true;
	}
	return false;
}

/* Days and times have a pattern of strftime; `any` would be guessing. */
static bool read_format(struct field *field, const struct yml_node *map, struct diags *diags)
{
	const struct yml_node *node = yml_get(map, STR("format"));
	if (!yml_text(&field->format, node, diags))
		return false;
	if (str_eq(field->format, STR("default")))
		field->format = (struct str){0};
	if (field->format.len == 0)
		return true;
	struct str formats = formats_of(field->type);
	if (is_format(field, formats))
		return true;
	if (formats.len)
		DIAG(diags, node->place, FIELD_FORMAT, field->format, types[field->type],
		     STR_JOIN(diags->arena, STR("default, "), formats));
	else
		DIAG(diags, node->place, FIELD_FORMAT_NONE, field->format, types[field->type]);
	return false;
}

static bool read_number_marks(struct field *field, const struct yml_node *map, struct diags *diags)
{
	const struct yml_node *group = yml_get(map, STR("groupChar"));
	bool well = ALL(mark_read(&field->decimal_char, yml_get(map, STR("decimalChar")), diags),
	                mark_read(&field->group_char, group, diags),
	                yml_bool(&field->bare_number, yml_get(map, STR("bareNumber")), diags));
	if (well && field->type == FIELD_NUMBER && field->group_char == field->decimal_char) {
		DIAG(diags, group ? group->place : map->place, MARKS_EQUAL,
		     (struct str){&field->group_char, 1});
		return false;
	}
	return well;
}

static bool read_boolean(struct field *field, struct arena *arena, const struct yml_node *map,
                         struct diags *diags)
{
	static const struct str truths[] = {STR_INIT("true"), STR_INIT("True"), STR_INIT("TRUE"),
	                                    STR_INIT("1")};
	static const struct str falsehoods[] = {STR_INIT("false"), STR_INIT("False"), STR_INIT("FALSE"),
	                                        STR_INIT("0")};
	const struct yml_node *yes = yml_get(map, STR("trueValues")), *no = yml_get(map, STR("falseValues"));
	field->truths = (struct str *)(uintptr_t)truths;
	field->n_truths = LENGTH(truths);
	field->falsehoods = (struct str *)(uintptr_t)falsehoods;
	field->n_falsehoods = LENGTH(falsehoods);
	bool well = true;
	if (yes)
		well &= yml_texts(&field->truths, &field->n_truths, arena, yes, diags);
	if (no)
		well &= yml_texts(&field->falsehoods, &field->n_falsehoods, arena, no, diags);
	return well;
}

static bool read_list(struct field *field, const struct yml_node *map, struct diags *diags)
{
	size_t type = FIELD_STRING;
	const struct yml_node *node = yml_get(map, STR("itemType"));
	field->list_delimiter = STR(",");
	if (!yml_text(&field->list_delimiter, yml_get(map, STR("delimiter")), diags) ||
	    !yml_choice(&type, node, types, FIELD_TIME + 1, diags))
		return false;
	if (field->list_delimiter.len == 0) {
		DIAG(diags, yml_get(map, STR("delimiter"))->place, MARK_NOT_ONE, field->list_delimiter);
		return false;
	}
	field->item_type = (enum field_type)type;
	return true;
}

/* Texts that are only handed on to the published descriptor. */
static bool read_others(struct field *field, const struct yml_node *map, const struct languages *languages,
                        struct diags *diags)
{
	struct str ignored;
	const struct yml_node *personal = yml_get(map, STR("personal"));
	field->has_personal = personal != NULL;
	return ALL(yml_label(&field->title, yml_get(map, STR("title")), languages, diags),
	           yml_label(&field->description, yml_get(map, STR("description")), languages, diags),
	           yml_label(&field->personal, personal, languages, diags),
	           yml_text(&ignored, yml_get(map, STR("example")), diags),
	           yml_text(&ignored, yml_get(map, STR("rdfType")), diags));
}

bool field_read(struct field *out, struct arena *arena, const struct yml_node *node,
                const struct defaults *defaults, const struct languages *languages, struct diags *diags)
{
	static const struct str keys[] = {
	        STR_INIT("name"),        STR_INIT("type"),          STR_INIT("format"),
	        STR_INIT("title"),       STR_INIT("description"),   STR_INIT("example"),
	        STR_INIT("constraints"), STR_INIT("categories"),    STR_INIT("categoriesOrdered"),
	        STR_INIT("rdfType"),     STR_INIT("missingValues"), STR_INIT("decimalChar"),
	        STR_INIT("groupChar"),   STR_INIT("bareNumber"),    STR_INIT("trueValues"),
	        STR_INIT("falseValues"), STR_INIT("delimiter"),     STR_INIT("itemType"),
	        STR_INIT("personal")};
	*out = (struct field){.decimal_char = defaults->decimal_char,
	                      .group_char = defaults->group_char,
	                      .bare_number = true,
	                      .node = node,
	                      .place = node->place};
	struct defaults missing = *defaults;
	bool well = yml_only(node, keys, LENGTH(keys), diags);
	if (node->kind != YML_MAP)
		return false;
	const struct yml_node *name = yml_need(node, keys[0], diags);
	well &= name && yml_text(&out->name, name, diags);
	if (name)
		out->place = name->place;
	well &= read_type(out, node, diags) && read_format(out, node, diags);
	well &= missing_read(&missing, arena, yml_get(node, STR("missingValues")), diags);
	out->missing = missing.missing;
	out->n_missing = missing.n_missing;
	well &= ALL(read_number_marks(out, node, diags), read_boolean(out, arena, node, diags),
	            read_list(out, node, diags), read_others(out, node, languages, diags));
	return ALL(read_constraints(out, arena, yml_get(node, STR("constraints")), diags),
	           read_categories(out, arena, node, languages, diags), well);
}
