/* RESOURCE.csv-metadata.json: CSV on the Web, https://www.w3.org/TR/tabular-metadata/, of one table. A key
 * that leads to another table is left to datapackage.json: CSVW knows only tables of the same group. */
#include "export/meta.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "schema/lexical.h"

/* A column's name is a variable of a URI template (RFC 6570): what may not stand there is percent-encoded. */
static struct str column_name(struct arena *arena, struct str name)
{
	struct buf buf;
	buf_init(&buf, SIZE_MAX / 2);
	for (size_t i = 0; i < name.len; i++) {
		unsigned char c = (unsigned char)name.ptr[i];
		if (ascii_is_alnum(c) || (c == '_' && i > 0))
			buf_char(&buf, (char)c);
		else
			buf_printf(&buf, "%%%02X", c);
	}
	struct str out = str_dup(arena, buf_str(&buf));
	buf_free(&buf);
	return out;
}

/* ---- datatypes ---- */

/* True where every value is one that XML Schema has for booleans. */
static bool plain_booleans(const struct dataset *dataset, size_t field)
{
	struct arena *arena = arena_new();
	bool plain = true;
	for (size_t row = 0; row < dataset->rows && plain; row++) {
		struct str text = dataset_cell(dataset, arena, row, field);
		plain = text.len == 0 || str_eq(text, STR("true")) || str_eq(text, STR("false")) ||
		        str_eq(text, STR("1")) || str_eq(text, STR("0"));
	}
	arena_free(arena);
	return plain;
}

static const char *base_type(const struct dataset *dataset, size_t at)
{
	const struct dataset_field *field = &dataset->fields[at];
	switch (field->type) {
	case FIELD_INTEGER:
		return "integer";
	case FIELD_NUMBER:
		return "decimal";
	case FIELD_BOOLEAN:
		return plain_booleans(dataset, at) ? "boolean" : "string";
	case FIELD_DATE:
		return "date";
	case FIELD_DATETIME:
		return "dateTime";
	case FIELD_TIME:
		return "time";
	case FIELD_YEAR:
		return "gYear";
	case FIELD_YEARMONTH:
		return "gYearMonth";
	case FIELD_DURATION:
		return "duration";
	case FIELD_STRING:
		return field->field && str_eq(field->field->format, STR("uri")) ? "anyURI" : "string";
	case FIELD_OBJECT:
	case FIELD_ARRAY:
	case FIELD_GEOJSON:
		return "json";
	case FIELD_LIST:
	case FIELD_ANY:
	case FIELD_GEOPOINT:
		break;
	}
	return "string";
}

/* Codes of letters, digits, '-' and '_' need no escapes in a regular expression. */
static bool is_code(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (!ascii_is_alnum(c) && c != '-' && c != '_')
			return false;
	}
	return text.len > 0;
}

/* The pattern of a text field, else its categories as alternatives; empty: neither. */
static struct str string_format(struct arena *arena, const struct field *field)
{
	const struct yml_node *pattern = yml_get(yml_get(field->node, STR("constraints")), STR("pattern"));
	if (pattern)
		return pattern->text;
	struct str out = {0};
	for (size_t i = 0; i < field->n_categories; i++) {
		struct str value = field->categories[i].value;
		if (!is_code(value))
			return (struct str){0};
		out = i ? STR_JOIN(arena, out, STR("|"), value) : value;
	}
	return out;
}

static void add_bounds(struct arena *arena, struct value *type, const struct field *field)
{
	static const struct {
		struct str ours, theirs;
	} bounds[] = {{STR_INIT("minimum"), STR_INIT("minimum")},
	              {STR_INIT("maximum"), STR_INIT("maximum")},
	              {STR_INIT("exclusiveMinimum"), STR_INIT("minExclusive")},
	              {STR_INIT("exclusiveMaximum"), STR_INIT("maxExclusive")}};
	const struct yml_node *constraints = yml_get(field->node, STR("constraints"));
	for (size_t i = 0; i < LENGTH(bounds); i++) {
		const struct yml_node *bound = yml_get(constraints, bounds[i].ours);
		if (bound)
			meta_set(arena, type, bounds[i].theirs,
			         meta_text(arena, lexical_plain(arena, field, bound->text)));
	}
}

static void add_lengths(struct arena *arena, struct value *type, const struct field *field)
{
	const struct yml_node *constraints = yml_get(field->node, STR("constraints"));
	const struct yml_node *least = yml_get(constraints, STR("minLength"));
	const struct yml_node *most = yml_get(constraints, STR("maxLength"));
	if (least)
		META_SET(arena, type, "minLength", value_number(arena, least->text));
	if (most)
		META_SET(arena, type, "maxLength", value_number(arena, most->text));
}

static struct value *datatype(struct arena *arena, const struct dataset *dataset, size_t at)
{
	const struct field *field = dataset->fields[at].field;
	struct value *type = value_map(arena);
	META_SET(arena, type, "base", value_string(arena, str_from(base_type(dataset, at))));
	switch (dataset->fields[at].type) {
	case FIELD_STRING:
		META_SET(arena, type, "format", meta_text(arena, string_format(arena, field)));
		add_lengths(arena, type, field);
		break;
	case FIELD_NUMBER: {
		struct value *format = value_map(arena);
		META_SET(arena, format, "decimalChar", value_string(arena, STR(".")));
		META_SET(arena, type, "format", format);
		add_bounds(arena, type, field);
		break;
	}
	case FIELD_INTEGER:
	case FIELD_DATE:
	case FIELD_YEAR:
		add_bounds(arena, type, field);
		break;
	default:
		break;
	}
	return type;
}

/* ---- columns ---- */

static bool is_required(const struct dataset_field *field)
{
	const struct yml_node *required =
	        yml_get(yml_get(field->field->node, STR("constraints")), STR("required"));
	return required && str_eq(required->text, STR("true")) && !field->withheld;
}

static struct value *column(struct arena *arena, const struct export *export, const struct dataset *dataset,
                            size_t at)
{
	const struct dataset_field *field = &dataset->fields[at];
	struct value *map = value_map(arena), *null = value_list(arena);
	META_SET(arena, map, "name", value_string(arena, column_name(arena, field->name)));
	META_SET(arena, map, "titles", value_string(arena, field->name));
	META_SET(arena, map, "dc:title", meta_words(arena, export, &field->title));
	META_SET(arena, map, "dc:description", meta_words(arena, export, &field->description));
	META_SET(arena, map, "datatype", datatype(arena, dataset, at));
	if (field->type == FIELD_LIST)
		META_SET(arena, map, "separator", meta_text(arena, field->field->list_delimiter));
	if (is_required(field))
		META_SET(arena, map, "required", value_bool(arena, true));
	value_push(arena, null, value_string(arena, STR("")));
	META_SET(arena, map, "null", null);
	return map;
}

static struct value *names(struct arena *arena, const struct dataset *dataset, const size_t *columns,
                           size_t n)
{
	struct value *list = value_list(arena);
	for (size_t i = 0; i < n; i++)
		value_push(arena, list,
		           value_string(arena, column_name(arena, dataset->fields[columns[i]].name)));
	return list;
}

/* Keys that lead to the table itself. */
static struct value *foreign_keys(struct arena *arena, const struct dataset *dataset, struct str url)
{
	struct value *list = value_list(arena);
	for (size_t i = 0; i < dataset->n_foreign; i++) {
		const struct dataset_key *key = &dataset->foreign[i];
		if (key->target != dataset)
			continue;
		struct value *map = value_map(arena), *reference = value_map(arena);
		META_SET(arena, map, "columnReference", names(arena, dataset, key->columns, key->n));
		META_SET(arena, reference, "resource", value_string(arena, url));
		META_SET(arena, reference, "columnReference",
		         names(arena, dataset, key->target_columns, key->n));
		META_SET(arena, map, "reference", reference);
		value_push(arena, list, map);
	}
	return list->len ? list : NULL;
}

static struct value *table_schema(struct arena *arena, const struct export *export,
                                  const struct dataset *dataset, struct str url)
{
	struct value *map = value_map(arena), *columns = value_list(arena);
	for (size_t i = 0; i < dataset->n_fields; i++)
		value_push(arena, columns, column(arena, export, dataset, i));
	META_SET(arena, map, "columns", columns);
	if (dataset->primary.n)
		META_SET(arena, map, "primaryKey",
		         names(arena, dataset, dataset->primary.columns, dataset->primary.n));
	META_SET(arena, map, "foreignKeys", foreign_keys(arena, dataset, url));
	return map;
}

/* ---- the table ---- */

static struct value *context(struct arena *arena, const struct export *export)
{
	struct value *list = value_list(arena), *map = value_map(arena);
	META_SET(arena, map, "@language", value_string(arena, export->config->languages.codes[0]));
	value_push(arena, list, value_string(arena, STR("http://www.w3.org/ns/csvw")));
	value_push(arena, list, map);
	return list;
}

static struct value *dialect(struct arena *arena)
{
	struct value *map = value_map(arena), *ends = value_list(arena);
	META_SET(arena, map, "encoding", value_string(arena, STR("utf-8")));
	META_SET(arena, map, "delimiter", value_string(arena, STR(",")));
	META_SET(arena, map, "quoteChar", value_string(arena, STR("\"")));
	META_SET(arena, map, "doubleQuote", value_bool(arena, true));
	META_SET(arena, map, "header", value_bool(arena, true));
	META_SET(arena, map, "headerRowCount", value_number(arena, STR("1")));
	value_push(arena, ends, value_string(arena, STR("\n")));
	META_SET(arena, map, "lineTerminators", ends);
	META_SET(arena, map, "trim", value_bool(arena, false));
	return map;
}

bool csvw_file_write(const struct export *export, const struct export_file *file, struct output *output,
                     struct diags *diags)
{
	const struct dataset *dataset = file->dataset;
	struct arena *arena = arena_new();
	struct value *map = value_map(arena);
	struct label description = meta_description(arena, dataset);
	struct str page = meta_page(arena, export, dataset, 0);
	struct str url = route_encode(arena, STR_JOIN(arena, dataset->id, STR(".csv")));
	META_SET(arena, map, "@context", context(arena, export));
	META_SET(arena, map, "@id", value_string(arena, STR_JOIN(arena, page, STR("#table"))));
	META_SET(arena, map, "@type", value_string(arena, STR("Table")));
	META_SET(arena, map, "url", value_string(arena, url));
	META_SET(arena, map, "dc:title", meta_words(arena, export, &dataset->title));
	META_SET(arena, map, "dc:description", meta_words(arena, export, &description));
	META_SET(arena, map, "dc:publisher", meta_words(arena, export, meta_publisher(export)));
	struct licence licence = meta_licence(export, dataset);
	META_SET(arena, map, "dc:license",
	         licence.url.len ? meta_id(arena, licence.url) : meta_text(arena, licence.name));
	META_SET(arena, map, "dc:modified",
	         meta_typed(arena, date_iso(arena, meta_modified(export, dataset)), "xsd:date"));
	META_SET(arena, map, "dialect", dialect(arena));
	META_SET(arena, map, "tableSchema", table_schema(arena, export, dataset, url));
	bool good = meta_put(map, output, file, diags);
	arena_free(arena);
	return good;
}
