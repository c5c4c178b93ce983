/* How datasets come from resources and derived tables, and how their cells are read. */
#include "export/dataset.h"

#include "base/arena.h"
#include "export/derived.h"
#include "export/meta.h"

#include <assert.h>

/* What is at hand while datasets are made. */
struct maker {
	struct arena *arena;
	const struct dataset_sources *sources;
	struct datasets *out;
	struct map names; /* resource name → its names, made once */
	struct dataset_names *award_names;
};

/* ---- names of codes ---- */

static bool is_named(const struct label *label)
{
	return label->texts[0].len > 0;
}

static void add_name(struct arena *arena, struct dataset_names *names, struct str code,
                     const struct label *label)
{
	void **at = map_put(&names->by_code, code);
	if (*at)
		return;
	struct label *copy = ARENA_NEW(arena, struct label);
	*copy = *label;
	*at = copy;
	*VEC_PUSH(arena, &names->codes) = code;
}

static struct dataset_names *names_new(struct arena *arena, struct str id)
{
	struct dataset_names *names = ARENA_NEW(arena, struct dataset_names);
	names->id = id;
	map_init(&names->by_code, arena);
	return names;
}

/* True where the resource has the column for some language, or without one. */
static bool has_label(const struct maker *maker, const struct resource *resource, struct str column)
{
	const struct languages *languages = &maker->sources->config->languages;
	bool found = resource_field(resource, column) != SIZE_MAX;
	for (size_t i = 0; i < languages->len && !found; i++)
		found = resource_field(resource, STR_JOIN(maker->arena, column, STR("_"),
		                                          languages->codes[i])) != SIZE_MAX;
	return found;
}

/* The names that a resource gives its codes: `name…`, else `title…`, by the one column of its key. Withheld
 * rows and cells give none. NULL: it names nothing. */
static const struct dataset_names *resource_names(struct maker *maker, const struct resource *resource,
                                                  size_t code)
{
	if (resource->broken || resource->n_primary_key != 1 || resource->primary_key[0] != code)
		return NULL;
	void **made = map_put(&maker->names, resource->name);
	if (*made)
		return *made;
	struct str column = has_label(maker, resource, STR("name")) ? STR("name") : STR("title");
	if (!has_label(maker, resource, column))
		return NULL;
	struct dataset_names *names = names_new(maker->arena, resource->name);
	*made = names;
	for (size_t row = 0; row < resource->table.rows; row++) {
		struct label label;
		if (withheld_row(maker->sources->withheld, resource, row))
			continue;
		model_label(&label, maker->arena, maker->sources->model, resource, row, column);
		if (is_named(&label))
			add_name(maker->arena, names, resource_text(maker->arena, resource, row, code),
			         &label);
	}
	return names;
}

/* The names by the resource that the model takes for that kind of code; NULL where it is not published. */
static const struct dataset_names *names_of(struct maker *maker, const char *name)
{
	const struct resource *resource = package_find(maker->sources->model->package, str_from(name));
	if (!resource || !resource->publish || resource->n_primary_key != 1)
		return NULL;
	return resource_names(maker, resource, resource->primary_key[0]);
}

static const struct dataset_names *award_names(struct maker *maker)
{
	const struct awards *awards = &maker->sources->model->awards;
	if (maker->award_names || awards->len == 0)
		return maker->award_names;
	maker->award_names = names_new(maker->arena, STR("awards"));
	for (size_t i = 0; i < awards->len; i++)
		add_name(maker->arena, maker->award_names, awards->items[i].id, &awards->items[i].title);
	return maker->award_names;
}

static const struct dataset_names *category_names(struct maker *maker, const struct resource *resource,
                                                  const struct field *field)
{
	bool any = false;
	for (size_t i = 0; i < field->n_categories && !any; i++)
		any = is_named(&field->categories[i].label);
	if (!any)
		return NULL;
	struct dataset_names *names =
	        names_new(maker->arena, STR_JOIN(maker->arena, resource->name, STR("."), field->name));
	for (size_t i = 0; i < field->n_categories; i++)
		add_name(maker->arena, names, field->categories[i].value, &field->categories[i].label);
	return names;
}

/* What a column's codes are called: by its categories, by the one table that a foreign key leads to, or by
 * what the contract's section 4 says that a column of this name holds. */
static const struct dataset_names *field_names(struct maker *maker, const struct resource *resource,
                                               size_t field)
{
	const struct field *of = &resource->fields[field];
	if (of->n_categories)
		return category_names(maker, resource, of);
	VEC_EACH (const struct foreign_key, key, &resource->foreign_keys) {
		if (key->n == 1 && key->columns[0] == field && key->target->publish)
			return resource_names(maker, key->target, key->target_columns[0]);
	}
	if (resource->n_primary_key == 1 && resource->primary_key[0] == field)
		return NULL; /* its name stands beside it */
	static const struct {
		struct str column;
		const char *resource;
	} known[] = {{STR_INIT("unit"), "units"},
	             {STR_INIT("indicator"), "indicators"},
	             {STR_INIT("person"), "people"}};
	for (size_t i = 0; i < LENGTH(known); i++)
		if (str_eq(of->name, known[i].column))
			return names_of(maker, known[i].resource);
	return str_eq(of->name, STR("award")) ? award_names(maker) : NULL;
}

/* ---- resources ---- */

/* The position of a resource's field among those published; SIZE_MAX: the file lacks it. */
static size_t published(const struct dataset *dataset, size_t field)
{
	for (size_t i = 0; i < dataset->n_fields; i++)
		if (dataset->fields[i].source == field)
			return i;
	return SIZE_MAX;
}

/* Which rows are published; NULL: all of them. */
static const size_t *keep_rows(size_t *n, struct maker *maker, const struct resource *resource)
{
	const struct withheld *withheld = maker->sources->withheld;
	*n = resource->broken ? 0 : resource->table.rows;
	if (resource->broken || !withheld_any(withheld, resource))
		return NULL;
	size_t *kept = ARENA_ARRAY(maker->arena, size_t, *n + 1), all = *n;
	*n = 0;
	for (size_t row = 0; row < all; row++)
		if (!withheld_row(withheld, resource, row))
			kept[(*n)++] = row;
	return kept;
}

static bool has_withheld(const struct dataset *dataset, size_t source)
{
	bool found = false;
	for (size_t row = 0; row < dataset->rows && !found; row++)
		found = withheld_cell(dataset->withheld, dataset->resource,
		                      dataset->kept ? dataset->kept[row] : row, source);
	return found;
}

static void make_fields(struct maker *maker, struct dataset *dataset, const struct resource *resource)
{
	dataset->fields = ARENA_ARRAY(maker->arena, struct dataset_field, resource->n_fields + 1);
	for (size_t i = 0; i < resource->n_fields; i++) {
		const struct field *field = &resource->fields[i];
		if (resource->column_of && resource->column_of[i] == SIZE_MAX)
			continue;
		dataset->fields[dataset->n_fields++] =
		        (struct dataset_field){.name = field->name,
		                               .type = field->type,
		                               .title = field->title,
		                               .description = field->description,
		                               .field = field,
		                               .source = i,
		                               .names = field_names(maker, resource, i),
		                               .withheld = dataset->kept && has_withheld(dataset, i)};
	}
}

/* The same columns among those published. False where one is not, or where what is withheld leaves it empty:
 * such a key does not hold. */
static bool make_key(size_t **out, struct maker *maker, const struct dataset *dataset, const size_t *columns,
                     size_t n)
{
	*out = ARENA_ARRAY(maker->arena, size_t, n + 1);
	for (size_t i = 0; i < n; i++) {
		size_t at = published(dataset, columns[i]);
		if (at == SIZE_MAX || dataset->fields[at].withheld)
			return false;
		(*out)[i] = at;
	}
	return true;
}

static struct label join_labels(struct arena *arena, const struct label *a, const struct label *b)
{
	struct label joined = {0};
	for (size_t i = 0; i < LANGUAGES_MAX; i++)
		joined.texts[i] = str_eq(a->texts[i], b->texts[i]) || b->texts[i].len == 0
		                          ? a->texts[i]
		                          : meta_sentences(arena, a->texts[i], b->texts[i]);
	return joined;
}

/* What the site says of all its figures, then what the resource says of its own. */
static void make_illustrative(struct maker *maker, struct dataset *dataset, const struct resource *resource)
{
	const struct config *config = maker->sources->config;
	bool own = resource && resource->has_illustrative;
	dataset->has_illustrative = config->has_illustrative || own;
	if (config->has_illustrative && own)
		dataset->illustrative =
		        join_labels(maker->arena, &config->illustrative, &resource->illustrative);
	else if (dataset->has_illustrative)
		dataset->illustrative = own ? resource->illustrative : config->illustrative;
}

/* A text in every language: where there is none, the fallback. */
static struct label label_or(const struct label *label, struct str fallback)
{
	struct label out = *label;
	for (size_t i = 0; i < LANGUAGES_MAX; i++)
		if (out.texts[i].len == 0)
			out.texts[i] = fallback;
	return out;
}

static struct dataset *push(struct maker *maker, enum dataset_kind kind, struct str id)
{
	struct dataset *dataset = &maker->out->items[maker->out->len++];
	*dataset = (struct dataset){.kind = kind, .id = id, .modified = DATE_NONE};
	return dataset;
}

static void make_unique(struct maker *maker, struct dataset *dataset, const struct resource *resource)
{
	dataset->unique = ARENA_ARRAY(maker->arena, struct dataset_key, resource->unique_keys.len + 1);
	VEC_EACH (const struct unique_key, key, &resource->unique_keys) {
		struct dataset_key *to = &dataset->unique[dataset->n_unique];
		to->n = key->n;
		if (!key->of_field && make_key(&to->columns, maker, dataset, key->columns, key->n))
			dataset->n_unique++;
	}
}

static void make_resource(struct maker *maker, size_t index)
{
	const struct resource *resource = &maker->sources->model->package->resources[index];
	struct dataset *dataset = push(maker, DATASET_RESOURCE, resource->name);
	dataset->resource = resource;
	dataset->withheld = maker->sources->withheld;
	dataset->title = label_or(&resource->title, resource->name);
	dataset->description = resource->description;
	dataset->update = resource->update;
	dataset->kept = keep_rows(&dataset->rows, maker, resource);
	if (maker->sources->modified)
		dataset->modified = maker->sources->modified[index];
	make_illustrative(maker, dataset, resource);
	make_fields(maker, dataset, resource);
	if (make_key(&dataset->primary.columns, maker, dataset, resource->primary_key,
	             resource->n_primary_key))
		dataset->primary.n = resource->n_primary_key;
	make_unique(maker, dataset, resource);
}

/* After all resources have their dataset: what leads to one that is not published is left out. */
static void link_resource(struct maker *maker, struct dataset *dataset)
{
	const struct resource *resource = dataset->resource;
	dataset->foreign = ARENA_ARRAY(maker->arena, struct dataset_key, resource->foreign_keys.len + 1);
	VEC_EACH (const struct foreign_key, key, &resource->foreign_keys) {
		struct dataset_key *to = &dataset->foreign[dataset->n_foreign];
		to->target = key->target->publish ? dataset_find(maker->out, key->target->name) : NULL;
		to->n = key->n;
		to->columns = ARENA_ARRAY(maker->arena, size_t, key->n + 1);
		bool whole = to->target != NULL;
		for (size_t i = 0; i < key->n; i++) {
			to->columns[i] = published(dataset, key->columns[i]);
			whole = whole && to->columns[i] != SIZE_MAX;
		}
		if (whole && make_key(&to->target_columns, maker, to->target, key->target_columns, key->n))
			dataset->n_foreign++;
	}
}

/* ---- derived tables ---- */

static const struct dataset_names *derived_names(struct maker *maker, enum derived_names names)
{
	switch (names) {
	case NAMES_UNIT:
		return names_of(maker, "units");
	case NAMES_INDICATOR:
		return names_of(maker, "indicators");
	case NAMES_PERSON:
		return names_of(maker, "people");
	case NAMES_AWARD:
		return award_names(maker);
	case NAMES_NONE:
	case NAMES_TARGET:
		break;
	}
	return NULL;
}

/* A unit, indicator or target that a derived table names stands in the table of that name, where there is one
 * with that key; a person need not stand in `people`. */
static void link_derived(struct maker *maker, struct dataset *dataset, size_t field)
{
	static const char *const targets[] = {
	        [NAMES_UNIT] = "units",
	        [NAMES_INDICATOR] = "indicators",
	        [NAMES_TARGET] = "targets",
	};
	enum derived_names names = derived_table(dataset->kind)->columns[field].names;
	if (names == NAMES_NONE || names == NAMES_AWARD || !targets[names])
		return;
	const struct dataset *target = dataset_find(maker->out, str_from(targets[names]));
	if (!target || target->kind != DATASET_RESOURCE || target->primary.n != 1 ||
	    !str_eq(target->fields[target->primary.columns[0]].name, dataset->fields[field].name))
		return;
	size_t *column = ARENA_NEW(maker->arena, size_t);
	*column = field;
	dataset->foreign[dataset->n_foreign++] = (struct dataset_key){
	        .columns = column, .n = 1, .target = target, .target_columns = target->primary.columns};
}

static struct dataset *make_derived(struct maker *maker, enum dataset_kind kind, struct str id,
                                    const struct dataset_rows *rows, const struct label *about,
                                    const struct resource *from)
{
	const struct derived_table *table = derived_table(kind);
	const struct languages *languages = &maker->sources->config->languages;
	struct dataset *dataset = push(maker, kind, id);
	derived_label(&dataset->title, maker->arena, languages, table->title, about);
	derived_label(&dataset->description, maker->arena, languages, table->description, about);
	assert(!rows->table || rows->table->n_columns == table->n);
	dataset->table = rows->table;
	dataset->cells = rows->cells;
	dataset->rows = rows->table ? rows->table->n_rows : rows->n;
	dataset->update = from ? from->update : UPDATE_NONE;
	make_illustrative(maker, dataset, from);
	dataset->fields = ARENA_ARRAY(maker->arena, struct dataset_field, table->n);
	dataset->foreign = ARENA_ARRAY(maker->arena, struct dataset_key, table->n);
	dataset->primary.columns = ARENA_ARRAY(maker->arena, size_t, table->n);
	for (size_t i = 0; i < table->n; i++) {
		const struct derived_column *column = &table->columns[i];
		struct dataset_field *field = &dataset->fields[dataset->n_fields++];
		*field = (struct dataset_field){.name = column->name,
		                                .type = column->type,
		                                .names = derived_names(maker, column->names)};
		derived_label(&field->title, maker->arena, languages, column->title, NULL);
		derived_label(&field->description, maker->arena, languages, column->description, NULL);
		if (column->is_key)
			dataset->primary.columns[dataset->primary.n++] = i;
		link_derived(maker, dataset, i);
	}
	return dataset;
}

static void make_leagues(struct maker *maker)
{
	for (size_t i = 0; i < maker->sources->n_leagues; i++) {
		const struct dataset_rows *rows = &maker->sources->leagues[i];
		const struct league *league = model_league(maker->sources->model, rows->id);
		make_derived(maker, DATASET_LEAGUE, STR_JOIN(maker->arena, STR("leagues/"), rows->id), rows,
		             &league->title, league->source);
	}
}

static void make_scorecards(struct maker *maker)
{
	const struct resource *results = maker->sources->model->results.origin.resource;
	for (size_t i = 0; i < maker->sources->n_scorecards; i++) {
		const struct dataset_rows *rows = &maker->sources->scorecards[i];
		const struct scorecard *scorecard = model_scorecard(maker->sources->model, rows->id);
		make_derived(maker, DATASET_SCORECARD, STR_JOIN(maker->arena, STR("scorecards/"), rows->id),
		             rows, &scorecard->title, results);
	}
}

static void make_changes(struct maker *maker)
{
	for (size_t i = 0; i < maker->sources->n_changes; i++) {
		const struct dataset_rows *rows = &maker->sources->changes[i];
		const struct resource *resource = package_find(maker->sources->model->package, rows->id);
		if (!resource || !resource->publish)
			continue;
		struct label title = label_or(&resource->title, resource->name);
		struct dataset *dataset = make_derived(maker, DATASET_CHANGES,
		                                       STR_JOIN(maker->arena, STR("changes/"), rows->id),
		                                       rows, &title, resource);
		dataset->resource = resource;
	}
}

static void make_one(struct maker *maker, enum dataset_kind kind, struct str id,
                     const struct dataset_rows *rows, const struct resource *from)
{
	if (rows)
		make_derived(maker, kind, id, rows, NULL, from)->withheld = maker->sources->withheld;
}

static bool has_field(const struct dataset *dataset, struct str name)
{
	for (size_t i = 0; i < dataset->n_fields; i++)
		if (str_eq(dataset->fields[i].name, name))
			return true;
	return false;
}

static void mark_labelled(struct arena *arena, struct dataset *dataset)
{
	for (size_t i = 0; i < dataset->n_fields; i++) {
		struct dataset_field *field = &dataset->fields[i];
		field->labelled = field->names && !has_field(dataset, dataset_label_column(arena, field));
	}
}

void datasets_build(struct datasets *out, struct arena *arena, const struct dataset_sources *sources)
{
	const struct package *package = sources->model->package;
	size_t most = package->len + sources->n_leagues + sources->n_scorecards + sources->n_changes + 3;
	*out = (struct datasets){.items = ARENA_ARRAY(arena, struct dataset, most)};
	struct maker maker = {.arena = arena, .sources = sources, .out = out};
	map_init(&maker.names, arena);
	for (size_t i = 0; i < package->len; i++)
		if (package->resources[i].publish)
			make_resource(&maker, i);
	for (size_t i = 0; i < out->len; i++)
		link_resource(&maker, &out->items[i]);
	const struct resource *honours = sources->model->honours.origin.resource;
	make_leagues(&maker);
	make_scorecards(&maker);
	make_one(&maker, DATASET_ELIGIBILITY, STR("awards/eligibility"), sources->eligibility, honours);
	make_one(&maker, DATASET_HONOURS, STR("awards/honours"), sources->honours, honours);
	make_changes(&maker);
	make_one(&maker, DATASET_CALENDAR, STR("calendar"), sources->calendar, NULL);
	for (size_t i = 0; i < out->len; i++)
		mark_labelled(arena, &out->items[i]);
}

/* ---- reading ---- */

const struct dataset *dataset_find(const struct datasets *datasets, struct str id)
{
	for (size_t i = 0; i < datasets->len; i++)
		if (str_eq(datasets->items[i].id, id))
			return &datasets->items[i];
	return NULL;
}

static struct str resource_cell(const struct dataset *dataset, struct arena *arena, size_t row, size_t field)
{
	size_t source = dataset->fields[field].source, at = dataset->kept ? dataset->kept[row] : row;
	if (dataset->fields[field].withheld &&
	    withheld_cell(dataset->withheld, dataset->resource, at, source))
		return (struct str){0};
	return resource_text(arena, dataset->resource, at, source);
}

void dataset_row(struct str *cells, const struct dataset *dataset, struct arena *arena, size_t row)
{
	for (size_t i = 0; i < dataset->n_fields && !dataset->table; i++)
		cells[i] = dataset->cells ? dataset->cells[row * dataset->n_fields + i]
		                          : resource_cell(dataset, arena, row, i);
	if (dataset->table)
		dataset->table->fill(cells, arena, dataset->table, row);
}

struct str dataset_cell(const struct dataset *dataset, struct arena *arena, size_t row, size_t field)
{
	struct str cells[DERIVED_COLUMNS_MAX];
	if (dataset->kind == DATASET_RESOURCE)
		return resource_cell(dataset, arena, row, field);
	dataset_row(cells, dataset, arena, row);
	return cells[field];
}

const struct label *dataset_name(const struct dataset_field *field, struct str code)
{
	return field->names && code.len ? map_get(&field->names->by_code, code) : NULL;
}

struct str dataset_label_column(struct arena *arena, const struct dataset_field *field)
{
	return STR_JOIN(arena, field->name, STR("_label"));
}

bool dataset_truth(const struct dataset_field *field, struct str text)
{
	return field->field ? field_truth(field->field, text) == 1 : str_eq(text, STR("true"));
}

bool dataset_is_number(const struct dataset_field *field)
{
	return field->type == FIELD_INTEGER || field->type == FIELD_NUMBER || field->type == FIELD_YEAR;
}
