#include "view/datasets.h"

#include "base/arena.h"
#include "rules/freshness.h"
#include "view/editions.h"
#include "view/parts.h"
#include "view/table.h"

enum { SHEET_ROWS_MAX = 1048575, PREVIEW_ROWS = 20 };

/* ---- files ---- */

/* data/ID.csv, where it is made. */
static const struct view_file *csv_of(const struct view *view, struct str id)
{
	return map_get(&view->site->files, route_file(view->arena, STR("data/"), id, STR(".csv")));
}

static size_t rows_of(const struct view *view, const struct resource *resource)
{
	const struct view_file *file = csv_of(view, resource->name);
	return file ? file->rows : resource->table.rows;
}

static struct date updated_of(const struct view *view, struct str id)
{
	const struct view_file *file = csv_of(view, id);
	return file && file->updated.day > 0 ? file->updated : DATE_NONE;
}

static struct value *update_words(const struct view *view, const struct resource *resource)
{
	static const enum phrase phrases[] = {[UPDATE_MONTH] = PHRASE_UPDATE_MONTH,
	                                      [UPDATE_QUARTER] = PHRASE_UPDATE_QUARTER,
	                                      [UPDATE_YEAR] = PHRASE_UPDATE_YEAR};
	if (resource->update == UPDATE_NONE)
		return view->no;
	return part_words(view, words_say(view->arena, view->words, phrases[resource->update], NULL, 0));
}

/* ---- fields ---- */

static struct value *type_words(const struct view *view, const struct field *field)
{
	static const enum phrase phrases[] = {
	        [FIELD_STRING] = PHRASE_TYPE_STRING,       [FIELD_INTEGER] = PHRASE_TYPE_INTEGER,
	        [FIELD_NUMBER] = PHRASE_TYPE_NUMBER,       [FIELD_BOOLEAN] = PHRASE_TYPE_BOOLEAN,
	        [FIELD_DATE] = PHRASE_TYPE_DATE,           [FIELD_DATETIME] = PHRASE_TYPE_DATETIME,
	        [FIELD_TIME] = PHRASE_TYPE_TIME,           [FIELD_YEAR] = PHRASE_TYPE_YEAR,
	        [FIELD_YEARMONTH] = PHRASE_TYPE_YEARMONTH, [FIELD_DURATION] = PHRASE_TYPE_DURATION,
	        [FIELD_LIST] = PHRASE_TYPE_LIST,           [FIELD_ANY] = PHRASE_TYPE_ANY,
	        [FIELD_OBJECT] = PHRASE_TYPE_JSON,         [FIELD_ARRAY] = PHRASE_TYPE_JSON,
	        [FIELD_GEOJSON] = PHRASE_TYPE_JSON,        [FIELD_GEOPOINT] = PHRASE_TYPE_GEOPOINT,
	};
	return part_words(view, words_say(view->arena, view->words, phrases[field->type], NULL, 0));
}

/* A limit as the column's own values are read. */
static struct str limit_text(const struct view *view, const struct field *field, const struct yml_node *node)
{
	struct date date;
	if (field->type == FIELD_NUMBER || field->type == FIELD_INTEGER)
		return text_number(view->arena, view->words->locale, node->text);
	if (field->type == FIELD_DATE && date_parse(&date, node->text))
		return text_date(view->arena, view->words->locale, date);
	return node->text;
}

static void add(const struct view *view, struct value *list, enum phrase phrase, const struct str *args,
                size_t n)
{
	value_push(view->arena, list, part_words(view, words_say(view->arena, view->words, phrase, args, n)));
}

static const struct yml_node *scalar(const struct yml_node *constraints, const char *key)
{
	const struct yml_node *node = yml_get(constraints, str_from(key));
	return node && node->kind == YML_SCALAR ? node : NULL;
}

static void add_limits(const struct view *view, struct value *list, const struct field *field,
                       const struct yml_node *constraints)
{
	static const struct {
		const char *key;
		enum phrase phrase;
		bool length; /* a number of characters, whatever the column holds */
	} known[] = {
	        {"minimum", PHRASE_MUST_MINIMUM, false},
	        {"maximum", PHRASE_MUST_MAXIMUM, false},
	        {"exclusiveMinimum", PHRASE_MUST_ABOVE, false},
	        {"exclusiveMaximum", PHRASE_MUST_BELOW, false},
	        {"minLength", PHRASE_MUST_MIN_LENGTH, true},
	        {"maxLength", PHRASE_MUST_MAX_LENGTH, true},
	        {"pattern", PHRASE_MUST_PATTERN, true},
	};
	const struct yml_node *from = scalar(constraints, "minimum"), *to = scalar(constraints, "maximum");
	size_t begin = 0;
	if (from && to) {
		struct str both[] = {limit_text(view, field, from), limit_text(view, field, to)};
		add(view, list, PHRASE_MUST_BETWEEN, both, 2);
		begin = 2;
	}
	for (size_t i = begin; i < LENGTH(known); i++) {
		const struct yml_node *node = scalar(constraints, known[i].key);
		struct str text = {0};
		if (node)
			text = known[i].length ? node->text : limit_text(view, field, node);
		if (text.len)
			add(view, list, known[i].phrase, &text, 1);
	}
}

static struct value *constraints_list(const struct view *view, const struct field *field)
{
	const struct yml_node *constraints = yml_get(field->node, STR("constraints"));
	const struct yml_node *required = scalar(constraints, "required"),
	                      *unique = scalar(constraints, "unique"),
	                      *words = yml_get(constraints, STR("enum"));
	struct value *list = part_list(view);
	struct str all = {0};
	if (required && str_eq(required->text, STR("true")))
		add(view, list, PHRASE_MUST_REQUIRED, NULL, 0);
	if (unique && str_eq(unique->text, STR("true")))
		add(view, list, PHRASE_MUST_UNIQUE, NULL, 0);
	add_limits(view, list, field, constraints);
	for (size_t i = 0; words && words->kind == YML_LIST && i < words->len; i++)
		all = str_list_add(view->arena, all, words->items[i]->text);
	if (all.len)
		add(view, list, PHRASE_MUST_ENUM, &all, 1);
	return list;
}

static struct value *categories_list(const struct view *view, const struct field *field)
{
	struct value *list = part_list(view);
	for (size_t i = 0; i < field->n_categories; i++) {
		const struct category *category = &field->categories[i];
		struct str name = part_label_text(view, &category->label);
		bool named = name.len && !str_eq(name, category->value);
		value_push(view->arena, list,
		           named ? PART_SAY(view, LABELLED, category->value, name)
		                 : part_words(view, category->value));
	}
	return list;
}

static struct value *references(const struct view *view, const struct resource *resource, size_t field)
{
	for (size_t i = 0; i < resource->foreign_keys.len; i++) {
		const struct foreign_key *key = &resource->foreign_keys.items[i];
		for (size_t j = 0; j < key->n; j++)
			if (key->columns[j] == field && key->target->publish)
				return part_resource(view, key->target);
	}
	return view->no;
}

static struct value *field_tree(const struct view *view, const struct resource *resource, size_t at)
{
	const struct field *field = &resource->fields[at];
	struct value *map = part_map(view);
	PUT(view, map, "name", value_string(view->arena, field->name));
	PUT(view, map, "title", part_label(view, &field->title));
	PUT(view, map, "type", type_words(view, field));
	PUT(view, map, "description", part_label(view, &field->description));
	PUT_LIST(view, map, "constraints", constraints_list(view, field));
	PUT(view, map, "is_key", part_bool(view, resource_has_key(resource, at)));
	PUT(view, map, "references", references(view, resource, at));
	PUT_LIST(view, map, "categories", categories_list(view, field));
	return map;
}

/* ---- one dataset ---- */

static struct value *key_text(const struct view *view, const struct resource *resource)
{
	struct str all = {0};
	for (size_t i = 0; i < resource->n_primary_key; i++)
		all = str_list_add(view->arena, all, resource->fields[resource->primary_key[i]].name);
	return part_text(view, all);
}

/* The latest edition that has the table; NULL: none. */
static const struct view_edition *edition_of(const struct view *view, const struct resource *resource)
{
	struct str name = STR_JOIN(view->arena, resource->name, STR(".csv"));
	for (size_t i = view->site->n_editions; i-- > 0;) {
		const struct view_edition *edition = &view->site->editions[i];
		for (size_t j = 0; j < edition->n_files; j++)
			if (str_eq(edition->files[j].name, name))
				return edition;
	}
	return NULL;
}

/* Of the figures as they stand now; short for a caption, long for a list of sources, and where an edition has
 * them, that one, which will not change. */
static void put_citations(const struct view *view, struct value *map, const struct resource *resource)
{
	const struct config *config = view->site->config;
	const struct label *authority = config->has_authority_name ? &config->authority_name : &config->title;
	struct label label = part_resource_title(view, resource);
	struct str who = part_label_text(view, authority), title = part_label_text(view, &label);
	struct date updated = updated_of(view, resource->name);
	if (updated.day == DATE_NONE.day)
		updated = view->site->model->today;
	struct str year = str_printf(view->arena, "%d", date_civil(updated).year);
	PUT(view, map, "citation_short", PART_SAY(view, CITATION_SHORT, who, year, title));
	PUT(view, map, "citation",
	    PART_SAY(view, CITATION, who, title, text_date(view->arena, view->words->locale, updated),
	             route_absolute(view->arena, config->base_url, view->route)));
	PUT(view, map, "citation_edition", view->no);
	const struct view_edition *edition = edition_of(view, resource);
	if (edition)
		PUT(view, map, "citation_edition",
		    PART_SAY(view, CITATION_EDITION, who, title, edition->edition->id,
		             text_date(view->arena, view->words->locale, edition->edition->day),
		             route_absolute(view->arena, config->base_url,
		                            route_made(view->arena, view->site->languages, view->words->at,
		                                       ROUTE_EDITION, edition->edition->id, STR("")))));
}

/* ---- where it comes from, when it goes on ---- */

static bool is_web(struct str address)
{
	return str_starts(address, STR("https://")) || str_starts(address, STR("http://"));
}

/* Its own sources, else the package's. */
static struct value *sources(const struct view *view, const struct resource *resource)
{
	const struct credit_list *own = &resource->credits.sources;
	const struct credit_list *from = own->len ? own : &view->site->package->credits.sources;
	struct value *list = part_list(view);
	for (size_t i = 0; i < from->len; i++) {
		struct str title = credit_text(&from->items[i], STR("title"), view->words->at),
		           path = credit_text(&from->items[i], STR("path"), view->words->at);
		struct value *link =
		        part_link_text(view, title.len ? title : path, is_web(path) ? path : STR(""));
		if (link != view->no)
			value_push(view->arena, list, link);
	}
	return list;
}

/* Its own first licence; false: that of the site. */
static struct value *licence(const struct view *view, const struct resource *resource)
{
	if (resource->credits.licences.len == 0)
		return view->no;
	const struct credit *own = resource->credits.licences.items;
	struct str name = credit_text(own, STR("name"), view->words->at),
	           title = credit_text(own, STR("title"), view->words->at),
	           path = credit_text(own, STR("path"), view->words->at);
	return part_link_text(view,
	                      name.len    ? name
	                      : title.len ? title
	                                  : path,
	                      is_web(path) ? path : STR(""));
}

static struct value *next_words(const struct view *view, const struct resource *resource)
{
	struct period next;
	struct date closes;
	if (!freshness_next(&next, &closes, view->arena, view->site->model, resource))
		return view->no;
	return PART_SAY(view, UPDATE_NEXT, part_period_alone(view, next),
	                text_date(view->arena, view->words->locale, closes));
}

static void put_size(const struct view *view, struct value *map, const struct resource *resource)
{
	size_t rows = rows_of(view, resource);
	struct str text = part_count_text(view, rows);
	PUT(view, map, "rows_text", value_string(view->arena, text));
	PUT(view, map, "columns_text", value_string(view->arena, part_count_text(view, resource->n_fields)));
	PUT(view, map, "no_xlsx", rows > SHEET_ROWS_MAX ? PART_SAY(view, NO_XLSX, text) : view->no);
}

void view_dataset_head(struct view_head *out, const struct view *view, const struct resource *resource)
{
	*out = (struct view_head){.kind = STR("dataset"), .committed = DATE_NONE, .draws_on = resource};
	out->title = part_resource_title(view, resource);
	out->summary = resource->description;
	out->updated = updated_of(view, resource->name);
}

void view_dataset(struct view *view, struct value *tree, const struct resource *resource)
{
	struct value *map = part_map(view), *fields = part_list(view);
	struct label title = part_resource_title(view, resource);
	for (size_t i = 0; i < resource->n_fields; i++)
		value_push(view->arena, fields, field_tree(view, resource, i));
	PUT(view, map, "id", value_string(view->arena, resource->name));
	PUT(view, map, "title", part_label(view, &title));
	PUT(view, map, "description", part_label(view, &resource->description));
	put_size(view, map, resource);
	PUT(view, map, "update", update_words(view, resource));
	PUT(view, map, "updated", part_date(view, updated_of(view, resource->name)));
	PUT(view, map, "illustrative", part_illustrative_once(view, resource));
	PUT(view, map, "key", key_text(view, resource));
	PUT(view, map, "source",
	    value_string(view->arena, STR_JOIN(view->arena, STR("data/"), resource->path)));
	put_citations(view, map, resource);
	PUT(view, map, "licence", licence(view, resource));
	PUT(view, map, "next", next_words(view, resource));
	PUT_LIST(view, map, "sources", sources(view, resource));
	PUT(view, map, "fields", fields);
	PUT_LIST(view, map, "downloads", part_resource_downloads(view, resource));
	PUT(view, tree, "dataset", map);
	PUT(view, tree, "table", view_table_preview(view, resource, PREVIEW_ROWS));
}

/* ---- all of them ---- */

static struct value *entry(const struct view *view, struct value *link, struct str id, size_t rows)
{
	struct value *map = part_map(view);
	PUT(view, map, "link", link);
	PUT(view, map, "description", view->no);
	PUT(view, map, "rows_text",
	    value_string(view->arena,
	                 SAY(view->arena, view->words, ROWS_COUNT, part_count_text(view, rows))));
	PUT(view, map, "updated", part_date(view, updated_of(view, id)));
	PUT(view, map, "update", view->no);
	PUT(view, map, "illustrative", view->no);
	PUT_LIST(view, map, "downloads", part_table_downloads(view, id));
	return map;
}

static struct value *resource_entries(const struct view *view)
{
	const struct package *package = view->site->package;
	struct value *list = part_list(view);
	for (size_t i = 0; i < package->len; i++) {
		const struct resource *resource = &package->resources[i];
		if (!resource->publish)
			continue;
		struct value *map =
		        entry(view, part_resource(view, resource), resource->name, rows_of(view, resource));
		PUT(view, map, "description", part_label(view, &resource->description));
		PUT(view, map, "update", update_words(view, resource));
		PUT(view, map, "illustrative", part_illustrative(view, resource));
		value_push(view->arena, list, map);
	}
	return list;
}

/* A derived table is listed where its file is made. */
static void add_derived(const struct view *view, struct value *list, struct str folder, struct str name,
                        struct value *link)
{
	struct str id = STR_JOIN(view->arena, folder, name);
	const struct view_file *file = csv_of(view, id);
	if (file && link != view->no)
		value_push(view->arena, list, entry(view, link, id, file->rows));
}

static struct value *derived_link(const struct view *view, struct str name, enum route_kind kind)
{
	return part_link_text(view, name, view_href(view, view_path(view, kind, STR(""), STR(""))));
}

static void add_changes(const struct view *view, struct value *list)
{
	const struct package *package = view->site->package;
	for (size_t i = 0; i < package->len; i++) {
		const struct resource *resource = &package->resources[i];
		struct label title = part_resource_title(view, resource);
		struct str name =
		        SAY(view->arena, view->words, DERIVED_CHANGES, part_label_text(view, &title));
		struct str path = view_path(view, ROUTE_DATASET, resource->name, STR(""));
		if (resource->publish)
			add_derived(view, list, STR("changes/"), resource->name,
			            part_link_text(view, name, view_href(view, path)));
	}
}

static struct value *derived_entries(const struct view *view)
{
	const struct model *model = view->site->model;
	struct value *list = part_list(view);
	struct str eligibility = SAY_PLAIN(view->arena, view->words, DERIVED_ELIGIBILITY),
	           honours = SAY_PLAIN(view->arena, view->words, DERIVED_HONOURS),
	           calendar = SAY_PLAIN(view->arena, view->words, DERIVED_CALENDAR);
	for (size_t i = 0; i < model->leagues.len; i++)
		add_derived(view, list, STR("leagues/"), model->leagues.items[i].id,
		            part_league(view, &model->leagues.items[i]));
	for (size_t i = 0; i < model->scorecards.len; i++)
		add_derived(view, list, STR("scorecards/"), model->scorecards.items[i].id,
		            part_scorecard(view, &model->scorecards.items[i]));
	add_derived(view, list, STR("awards/"), STR("eligibility"),
	            derived_link(view, eligibility, ROUTE_AWARDS));
	add_derived(view, list, STR("awards/"), STR("honours"), derived_link(view, honours, ROUTE_HONOURS));
	add_changes(view, list);
	add_derived(view, list, STR(""), STR("calendar"), derived_link(view, calendar, ROUTE_CALENDAR));
	return list;
}

static struct value *whole(const struct view *view)
{
	static const struct {
		struct str format, route;
		enum phrase what;
	} files[] = {
	        {STR_INIT("ZIP"), STR_INIT("/data/all.zip"), PHRASE_WHAT_ALL_ZIP},
	        {STR_INIT("SQLite"), STR_INIT("/data/site.sqlite"), PHRASE_WHAT_SQLITE},
	        {STR_INIT("JSON"), STR_INIT("/data/datapackage.json"), PHRASE_WHAT_DATAPACKAGE},
	        {STR_INIT("JSON-LD"), STR_INIT("/data/catalog.jsonld"), PHRASE_WHAT_CATALOG},
	        {STR_INIT("SHA-256"), STR_INIT("/data/SHA256SUMS"), PHRASE_WHAT_SUMS},
	};
	struct value *list = part_list(view);
	for (size_t i = 0; i < LENGTH(files); i++) {
		size_t before = list->len;
		part_download(view, list, files[i].format, files[i].route, view->no);
		struct str what = words_say(view->arena, view->words, files[i].what, NULL, 0);
		if (list->len > before)
			PUT(view, list->items[before], "what", part_words(view, what));
	}
	return list;
}

struct str view_datasets_sentence(const struct view *view)
{
	const struct package *package = view->site->package;
	size_t n = 0, rows = 0;
	for (size_t i = 0; i < package->len; i++) {
		if (!package->resources[i].publish)
			continue;
		n++;
		rows += rows_of(view, &package->resources[i]);
	}
	return SAY(view->arena, view->words, DATASETS_SENTENCE, part_count_text(view, n),
	           part_count_text(view, rows));
}

static struct value *sentence(const struct view *view)
{
	const struct package *package = view->site->package;
	struct str text = view_datasets_sentence(view);
	struct date latest = DATE_NONE;
	for (size_t i = 0; i < package->len; i++) {
		struct date updated = updated_of(view, package->resources[i].name);
		if (updated.day > latest.day)
			latest = updated;
	}
	if (latest.day != DATE_NONE.day)
		text = STR_JOIN(view->arena, text, STR(" "),
		                SAY(view->arena, view->words, DATASETS_UPDATED,
		                    text_date(view->arena, view->words->locale, latest)));
	return part_words(view, text);
}

void view_datasets_head(struct view_head *out, const struct view *view)
{
	*out = (struct view_head){.kind = STR("datasets"), .updated = DATE_NONE, .committed = DATE_NONE};
	for (size_t i = 0; i < view->site->languages->len; i++)
		out->title.texts[i] = SAY_PLAIN(view->arena, &view->site->words[i], NAV_DATA);
}

void view_datasets(struct view *view, struct value *tree)
{
	struct value *map = part_map(view);
	PUT(view, map, "sentence", sentence(view));
	PUT_LIST(view, map, "resources", resource_entries(view));
	PUT_LIST(view, map, "derived", derived_entries(view));
	PUT_LIST(view, map, "whole", whole(view));
	PUT(view, tree, "datasets", map);
}
