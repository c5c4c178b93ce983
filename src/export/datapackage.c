/* datapackage.json: https://datapackage.org/profiles/2.0/datapackage.json. Every file that is final before it
 * is a resource with its bytes and hash; the reference CSVs are tables with their schema. Each schema is what
 * holds in the published file, not what the source promised: numbers have '.', missing is empty, and what was
 * withheld is required no longer. */
#include "export/meta.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "schema/lexical.h"
#include "text/text.h"

/* ---- a table's schema ---- */

/* A scalar of the descriptor as JSON, as a cell of the reference copy would have it. */
static struct value *scalar(struct arena *arena, const struct field *field, const struct yml_node *node)
{
	struct str digits;
	bool is_number = field->type == FIELD_INTEGER || field->type == FIELD_NUMBER;
	if (is_number && lexical_digits(&digits, arena, field, node->text))
		return value_number(arena, digits);
	return value_string(arena, lexical_plain(arena, field, node->text));
}

static struct value *scalars(struct arena *arena, const struct field *field, const struct yml_node *node)
{
	struct value *list = value_list(arena);
	for (size_t i = 0; node->kind == YML_LIST && i < node->len; i++)
		value_push(arena, list, scalar(arena, field, node->items[i]));
	return list;
}

static struct value *constraint(struct arena *arena, const struct dataset_field *field, struct str name,
                                const struct yml_node *node)
{
	if (str_eq(name, STR("required")) || str_eq(name, STR("unique")))
		return field->withheld ? NULL : value_bool(arena, str_eq(node->text, STR("true")));
	if (str_eq(name, STR("enum")))
		return scalars(arena, field->field, node);
	if (str_eq(name, STR("minLength")) || str_eq(name, STR("maxLength")))
		return value_number(arena, node->text);
	if (str_eq(name, STR("pattern")))
		return value_string(arena, node->text);
	return scalar(arena, field->field, node);
}

static struct value *constraints(struct arena *arena, const struct dataset_field *field)
{
	const struct yml_node *from = field->field ? yml_get(field->field->node, STR("constraints")) : NULL;
	struct value *map = value_map(arena);
	for (size_t i = 0; from && from->kind == YML_MAP && i < from->len; i++)
		if (!yml_is_null(from->pairs[i].value))
			meta_set(arena, map, from->pairs[i].key,
			         constraint(arena, field, from->pairs[i].key, from->pairs[i].value));
	return map->len ? map : NULL;
}

/* Plain values where none has a label, else {value, label} in the default language. */
static struct value *categories(struct arena *arena, const struct field *field)
{
	bool labelled = false;
	for (size_t i = 0; i < field->n_categories; i++)
		labelled = labelled || field->categories[i].label.texts[0].len > 0;
	struct value *list = value_list(arena);
	for (size_t i = 0; i < field->n_categories; i++) {
		const struct category *category = &field->categories[i];
		struct str digits;
		bool number = field->type == FIELD_INTEGER &&
		              lexical_digits(&digits, arena, field, category->value);
		struct value *value =
		        number ? value_number(arena, digits) : value_string(arena, category->value);
		if (labelled) {
			struct value *map = value_map(arena);
			META_SET(arena, map, "value", value);
			META_SET(arena, map, "label", meta_text(arena, category->label.texts[0]));
			value = map;
		}
		value_push(arena, list, value);
	}
	return list;
}

static struct value *texts(struct arena *arena, const struct str *items, size_t n)
{
	struct value *list = value_list(arena);
	for (size_t i = 0; i < n; i++)
		value_push(arena, list, value_string(arena, items[i]));
	return list;
}

/* What only a field of a resource has. */
static void add_source(struct arena *arena, struct value *map, const struct field *field)
{
	/* a day is of no pattern any more */
	if (field->type != FIELD_DATE && field->type != FIELD_DATETIME && field->type != FIELD_TIME)
		META_SET(arena, map, "format", meta_text(arena, field->format));
	if (field->n_categories) {
		META_SET(arena, map, "categories", categories(arena, field));
		if (field->categories_ordered)
			META_SET(arena, map, "categoriesOrdered", value_bool(arena, true));
	}
	if (field->type == FIELD_BOOLEAN && field->n_truths && field->n_falsehoods) {
		META_SET(arena, map, "trueValues", texts(arena, field->truths, field->n_truths));
		META_SET(arena, map, "falseValues", texts(arena, field->falsehoods, field->n_falsehoods));
	}
	if (field->type == FIELD_LIST) {
		META_SET(arena, map, "delimiter", meta_text(arena, field->list_delimiter));
		META_SET(arena, map, "itemType", value_string(arena, field_type_name(field->item_type)));
	}
	const struct yml_node *meaning = yml_get(field->node, STR("rdfType"));
	META_SET(arena, map, "rdfType", meaning ? meta_text(arena, meaning->text) : NULL);
}

static struct value *field_value(struct arena *arena, const struct export *export,
                                 const struct dataset_field *field)
{
	struct value *map = value_map(arena);
	META_SET(arena, map, "name", value_string(arena, field->name));
	META_SET(arena, map, "type", value_string(arena, field_type_name(field->type)));
	META_SET(arena, map, "title", meta_text(arena, field->title.texts[0]));
	META_SET(arena, map, "description", meta_text(arena, field->description.texts[0]));
	META_SET(arena, map, "titles", meta_by_language(arena, export, &field->title));
	META_SET(arena, map, "descriptions", meta_by_language(arena, export, &field->description));
	if (field->field)
		add_source(arena, map, field->field);
	/* the example may be what is withheld */
	const struct yml_node *example =
	        field->field && !field->withheld ? yml_get(field->field->node, STR("example")) : NULL;
	if (example)
		META_SET(arena, map, "example", scalar(arena, field->field, example));
	META_SET(arena, map, "constraints", constraints(arena, field));
	return map;
}

static struct value *column_names(struct arena *arena, const struct dataset *dataset, const size_t *columns,
                                  size_t n)
{
	struct value *list = value_list(arena);
	for (size_t i = 0; i < n; i++)
		value_push(arena, list, value_string(arena, dataset->fields[columns[i]].name));
	return list;
}

static struct value *foreign_keys(struct arena *arena, const struct dataset *dataset)
{
	struct value *list = value_list(arena);
	for (size_t i = 0; i < dataset->n_foreign; i++) {
		const struct dataset_key *key = &dataset->foreign[i];
		struct value *map = value_map(arena), *reference = value_map(arena);
		META_SET(arena, map, "fields", column_names(arena, dataset, key->columns, key->n));
		META_SET(arena, reference, "resource", value_string(arena, key->target->id));
		META_SET(arena, reference, "fields",
		         column_names(arena, key->target, key->target_columns, key->n));
		META_SET(arena, map, "reference", reference);
		value_push(arena, list, map);
	}
	return list;
}

static struct value *unique_keys(struct arena *arena, const struct dataset *dataset)
{
	struct value *list = value_list(arena);
	for (size_t i = 0; i < dataset->n_unique; i++)
		value_push(arena, list,
		           column_names(arena, dataset, dataset->unique[i].columns, dataset->unique[i].n));
	return list;
}

static struct value *schema(struct arena *arena, const struct export *export, const struct dataset *dataset)
{
	struct value *map = value_map(arena), *fields = value_list(arena), *missing = value_list(arena);
	META_SET(arena, map, "$schema",
	         value_string(arena, STR("https://datapackage.org/profiles/2.0/tableschema.json")));
	for (size_t i = 0; i < dataset->n_fields; i++)
		value_push(arena, fields, field_value(arena, export, &dataset->fields[i]));
	META_SET(arena, map, "fields", fields);
	value_push(arena, missing, value_string(arena, STR("")));
	META_SET(arena, map, "missingValues", missing);
	if (dataset->primary.n)
		META_SET(arena, map, "primaryKey",
		         column_names(arena, dataset, dataset->primary.columns, dataset->primary.n));
	if (dataset->n_unique)
		META_SET(arena, map, "uniqueKeys", unique_keys(arena, dataset));
	if (dataset->n_foreign)
		META_SET(arena, map, "foreignKeys", foreign_keys(arena, dataset));
	return map;
}

/* ---- a file ---- */

/* The profile takes letters, digits, '-', '.' and '_' for the id of a licence. */
static bool is_licence_id(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (!ascii_is_alnum(c) && c != '-' && c != '.' && c != '_')
			return false;
	}
	return text.len > 0;
}

static bool is_by_language(const struct export *export, const struct label *label)
{
	for (size_t i = 1; i < export->config->languages.len; i++)
		if (!str_eq(label->texts[i], label->texts[0]))
			return true;
	return false;
}

/* One licence, source or contributor as the descriptor has it. */
static struct value *credit(struct arena *arena, const struct export *export, const struct credit *from)
{
	struct value *map = value_map(arena);
	for (size_t i = 0; i < from->len; i++) {
		const struct credit_value *value = &from->values[i];
		meta_set(arena, map, value->key,
		         value->texts ? texts(arena, value->texts, value->n_texts)
		                      : meta_text(arena, value->label.texts[0]));
		if (str_eq(value->key, STR("title")) && is_by_language(export, &value->label))
			META_SET(arena, map, "titles", meta_by_language(arena, export, &value->label));
	}
	return map;
}

static struct value *credits(struct arena *arena, const struct export *export, const struct credit_list *from)
{
	struct value *list = value_list(arena);
	for (size_t i = 0; i < from->len; i++)
		value_push(arena, list, credit(arena, export, &from->items[i]));
	return list->len ? list : NULL;
}

/* As the descriptor declares them of the table or package; else the site's one. */
static struct value *licences(struct arena *arena, const struct export *export,
                              const struct credit_list *declared, const struct dataset *dataset)
{
	if (declared && declared->len)
		return credits(arena, export, declared);
	struct licence licence = meta_licence(export, dataset);
	if (licence.name.len == 0)
		return NULL;
	struct value *list = value_list(arena), *map = value_map(arena);
	bool id = is_licence_id(licence.name);
	if (id || licence.url.len == 0)
		META_SET(arena, map, "name", value_string(arena, id ? licence.name : STR("notspecified")));
	META_SET(arena, map, "path", meta_text(arena, licence.url));
	META_SET(arena, map, "title", value_string(arena, licence.name));
	value_push(arena, list, map);
	return list;
}

static struct value *dialect(struct arena *arena)
{
	struct value *map = value_map(arena);
	META_SET(arena, map, "$schema",
	         value_string(arena, STR("https://datapackage.org/profiles/2.0/tabledialect.json")));
	META_SET(arena, map, "delimiter", value_string(arena, STR(",")));
	META_SET(arena, map, "lineTerminator", value_string(arena, STR("\n")));
	META_SET(arena, map, "quoteChar", value_string(arena, STR("\"")));
	META_SET(arena, map, "doubleQuote", value_bool(arena, true));
	META_SET(arena, map, "skipInitialSpace", value_bool(arena, false));
	META_SET(arena, map, "header", value_bool(arena, true));
	return map;
}

/* The reference CSV of a dataset is the resource of its name; another file of it is xlsx/NAME. No resource
 * can be called so, and no folder of derived tables. */
static struct str resource_name(struct arena *arena, const struct export_file *file)
{
	if (!file->dataset)
		return meta_name(file->entry);
	struct str extension = str_sub(file->format->extension, 1, file->format->extension.len);
	return str_eq(extension, STR("csv")) ? file->dataset->id
	                                     : STR_JOIN(arena, extension, STR("/"), file->dataset->id);
}

static struct str file_format(struct str path)
{
	struct str before, after = path;
	while (str_cut(&before, &after, after, '.'))
		;
	return before;
}

/* In every language of the site, each once. */
static struct value *keywords(struct arena *arena, const struct export *export, const struct credits *from)
{
	struct value *list = value_list(arena);
	struct map met;
	map_init(&met, arena);
	for (size_t i = 0; i < from->n_keywords * export->config->languages.len; i++) {
		struct str word = from->keywords[i % from->n_keywords].texts[i / from->n_keywords];
		if (word.len && !map_get(&met, word)) {
			*map_put(&met, word) = list;
			value_push(arena, list, value_string(arena, word));
		}
	}
	return list->len ? list : NULL;
}

/* What the owner's own `homepage`, `image`, `version` and `id` say, in place of ours. */
static void add_texts(struct arena *arena, struct value *map, const struct yml_node *from)
{
	static const struct str keys[] = {STR_INIT("id"), STR_INIT("homepage"), STR_INIT("image"),
	                                  STR_INIT("version")};
	for (size_t i = 0; i < LENGTH(keys); i++) {
		const struct yml_node *node = yml_get(from, keys[i]);
		if (node && node->kind == YML_SCALAR)
			meta_set(arena, map, keys[i], meta_text(arena, node->text));
	}
}

static void add_dataset(struct arena *arena, struct value *map, const struct export *export,
                        const struct export_file *file)
{
	const struct dataset *dataset = file->dataset;
	struct label description = meta_description(arena, dataset);
	META_SET(arena, map, "title", meta_text(arena, dataset->title.texts[0]));
	META_SET(arena, map, "description", meta_text(arena, description.texts[0]));
	META_SET(arena, map, "titles", meta_by_language(arena, export, &dataset->title));
	META_SET(arena, map, "descriptions", meta_by_language(arena, export, &description));
	if (dataset->has_illustrative)
		META_SET(arena, map, "illustrative", meta_by_language(arena, export, &dataset->illustrative));
	META_SET(arena, map, "homepage", value_string(arena, meta_page(arena, export, dataset, 0)));
	if (dataset->kind != DATASET_RESOURCE)
		return;
	const struct credits *own = &dataset->resource->credits;
	META_SET(arena, map, "sources", credits(arena, export, &own->sources));
	META_SET(arena, map, "contributors", credits(arena, export, &own->contributors));
	add_texts(arena, map, dataset->resource->node);
}

static struct value *resource(struct arena *arena, const struct export *export,
                              const struct export_file *file)
{
	bool table = file->dataset && str_eq(file->format->extension, STR(".csv"));
	struct value *map = value_map(arena);
	META_SET(arena, map, "$schema",
	         value_string(arena, STR("https://datapackage.org/profiles/2.0/dataresource.json")));
	META_SET(arena, map, "name", value_string(arena, resource_name(arena, file)));
	META_SET(arena, map, "path", value_string(arena, meta_name(file->entry)));
	if (table)
		META_SET(arena, map, "type", value_string(arena, STR("table")));
	if (file->dataset)
		add_dataset(arena, map, export, file);
	META_SET(arena, map, "format", value_string(arena, file_format(file->entry->path)));
	META_SET(arena, map, "mediatype", value_string(arena, file->format->media_type));
	if (str_starts(file->format->media_type, STR("text/")))
		META_SET(arena, map, "encoding", value_string(arena, STR("utf-8")));
	META_SET(arena, map, "bytes", value_count(arena, file->entry->bytes));
	META_SET(arena, map, "hash",
	         value_string(arena, STR_JOIN(arena, STR("sha256:"), str_from(file->entry->sha256))));
	const struct resource *own = file->dataset ? file->dataset->resource : NULL;
	META_SET(arena, map, "licenses",
	         licences(arena, export, own ? &own->credits.licences : NULL, file->dataset));
	if (table) {
		META_SET(arena, map, "dialect", dialect(arena));
		META_SET(arena, map, "schema", schema(arena, export, file->dataset));
	}
	return map;
}

/* ---- the package ---- */

/* Who publishes, and those whom the descriptor names. Their e-mail addresses too: section 10 of the contract
 * guards cells and pages, and whoever writes one into the descriptor means it to be read. */
static struct value *contributors(struct arena *arena, const struct export *export)
{
	struct value *list = value_list(arena), *map = value_map(arena), *roles = value_list(arena);
	const struct value *others = credits(arena, export, &export->package->credits.contributors);
	META_SET(arena, map, "title", meta_text(arena, meta_publisher(export)->texts[0]));
	META_SET(arena, map, "email", meta_text(arena, meta_email(export)));
	META_SET(arena, map, "path", value_string(arena, export->config->base_url));
	value_push(arena, roles, value_string(arena, STR("publisher")));
	META_SET(arena, map, "roles", roles);
	value_push(arena, list, map);
	for (size_t i = 0; others && i < others->len; i++)
		value_push(arena, list, others->items[i]);
	return list;
}

/* A day is its first second. */
static struct str created(struct arena *arena, const struct export *export)
{
	const struct yml_node *own = yml_get(export->package->root, STR("created"));
	struct date date;
	if (own && own->text.len && !date_parse(&date, own->text))
		return own->text;
	return STR_JOIN(arena, own && own->text.len ? own->text : date_iso(arena, export->today),
	                STR("T00:00:00Z"));
}

/* A name of lower case letters, digits and dashes: the descriptor's own, else from the site's title. */
static struct str package_name(struct arena *arena, const struct export *export)
{
	const struct yml_node *own = yml_get(export->package->root, STR("name"));
	struct str slug = text_slug(arena, own ? own->text : export->config->title.texts[0]);
	return slug.len ? slug : STR("data");
}

static void add_head(struct arena *arena, struct value *map, const struct export *export)
{
	const struct config *config = export->config;
	const struct package *package = export->package;
	const struct label *title = package->title.texts[0].len ? &package->title : &config->title;
	META_SET(arena, map, "$schema",
	         value_string(arena, STR("https://datapackage.org/profiles/2.0/datapackage.json")));
	META_SET(arena, map, "name", value_string(arena, package_name(arena, export)));
	META_SET(arena, map, "id",
	         value_string(arena, meta_url(arena, export, STR("data/datapackage.json"))));
	META_SET(arena, map, "title", meta_text(arena, title->texts[0]));
	META_SET(arena, map, "description", meta_text(arena, package->description.texts[0]));
	META_SET(arena, map, "titles", meta_by_language(arena, export, title));
	META_SET(arena, map, "descriptions", meta_by_language(arena, export, &package->description));
	META_SET(arena, map, "languages", texts(arena, config->languages.codes, config->languages.len));
	if (config->has_illustrative)
		META_SET(arena, map, "illustrative", meta_by_language(arena, export, &config->illustrative));
	META_SET(arena, map, "created", value_string(arena, created(arena, export)));
	META_SET(arena, map, "homepage", value_string(arena, meta_url(arena, export, STR("data/"))));
	add_texts(arena, map, package->root);
	META_SET(arena, map, "keywords", keywords(arena, export, &package->credits));
	META_SET(arena, map, "licenses", licences(arena, export, &package->credits.licences, NULL));
	META_SET(arena, map, "sources", credits(arena, export, &package->credits.sources));
	META_SET(arena, map, "contributors", contributors(arena, export));
}

bool datapackage_file_write(const struct export *export, const struct export_file *file,
                            struct output *output, struct diags *diags)
{
	struct arena *arena = arena_new();
	struct value *map = value_map(arena), *resources = value_list(arena);
	add_head(arena, map, export);
	for (const struct export_file *at = export->files; at < file; at++)
		value_push(arena, resources, resource(arena, export, at));
	META_SET(arena, map, "resources", resources);
	bool good = meta_put(map, output, file, diags);
	arena_free(arena);
	return good;
}
