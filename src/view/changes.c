#include "view/changes.h"

#include "base/arena.h"
#include "schema/keys.h"
#include "view/parts.h"
#include "view/table.h"

enum { SHORT = 8, SECONDS_OF_HANOI = 7 * 60 * 60, DAY = 24 * 60 * 60 };

/* ---- what is asked for ---- */

enum change_part { PART_KEY, PART_COLUMN, PART_CLASS, PART_OF_KEY };

struct change_term {
	enum change_part part;
	size_t at; /* PART_OF_KEY: its place in the primary key */
	struct str value;
};

static bool find_part(struct change_term *out, const struct resource *resource, struct str column)
{
	static const struct str own[] = {STR_INIT("key"), STR_INIT("column"), STR_INIT("class")};
	for (size_t i = 0; i < LENGTH(own); i++) {
		out->part = (enum change_part)i;
		if (str_eq(own[i], column))
			return true;
	}
	out->part = PART_OF_KEY;
	for (out->at = 0; out->at < resource->n_primary_key; out->at++)
		if (str_eq(resource->fields[resource->primary_key[out->at]].name, column))
			return true;
	return false;
}

static struct str part_names(struct arena *arena, const struct resource *resource)
{
	struct str all = STR("key, column, class");
	for (size_t i = 0; i < resource->n_primary_key; i++)
		all = STR_JOIN(arena, all, STR(", "), resource->fields[resource->primary_key[i]].name);
	return all;
}

static bool is_class(struct str text)
{
	for (enum change_class i = CHANGE_NUMBER; i <= CHANGE_RENAMED; i++)
		if (str_eq(change_class_text(i), text))
			return true;
	return false;
}

static bool read_terms(struct view_request *out, struct arena *arena, const struct model *model,
                       const struct spec_option *option, struct diags *diags)
{
	struct spec_pair *pairs;
	bool good = true;
	if (!option)
		return true;
	if (!spec_where(&pairs, &out->n_terms, arena, option, diags))
		return false;
	struct change_term *terms = ARENA_ARRAY(arena, struct change_term, out->n_terms);
	out->terms = terms;
	for (size_t i = 0; i < out->n_terms; i++) {
		const struct spec_word *column = &pairs[i].column, *value = &pairs[i].value;
		terms[i].value = value->text;
		if (!find_part(&terms[i], out->resource, column->text)) {
			DIAG(diags, column->place, CHANGES_COLUMN, column->text, out->resource->name,
			     part_names(arena, out->resource));
			good = false;
		} else if (terms[i].part == PART_CLASS && !is_class(value->text)) {
			DIAG(diags, value->place, CHANGES_CLASS, value->text);
			good = false;
		} else if (terms[i].part == PART_OF_KEY) {
			good = option_names(model, column->text, *value, diags) && good;
		}
	}
	return good;
}

bool view_resolve_changes(struct view_request *out, struct arena *arena, const struct view_site *site,
                          const struct view_spec *spec, struct diags *diags)
{
	static const struct str keys[] = {STR_INIT("where"), STR_INIT("limit")};
	bool good = option_only(spec, keys, LENGTH(keys), diags);
	good = option_number(&out->limit, spec_option(spec, keys[1]), diags) && good;
	if (!option_needs_thing(spec, diags))
		return false;
	out->resource = option_resource(&out->unjudged, site->package, spec->thing, diags);
	if (!out->resource)
		return out->unjudged;
	out->unjudged = out->resource->broken;
	if (out->unjudged && out->resource->n_fields == 0)
		return good;
	return read_terms(out, arena, site->model, spec_option(spec, keys[0]), diags) && good;
}

/* ---- rows ---- */

static struct date day_of(const struct repo_commit *commit)
{
	return (struct date){(int32_t)((commit->time + SECONDS_OF_HANOI) / DAY)};
}

static void put_commit(const struct view *view, struct value *map, const struct repo_commit *commit)
{
	struct str id = oid_text(view->arena, commit->id);
	PUT(view, map, "day", part_date(view, day_of(commit)));
	PUT(view, map, "commit", value_string(view->arena, id));
	PUT(view, map, "short", value_string(view->arena, str_sub(id, 0, SHORT)));
}

static struct value *class_words(const struct view *view, enum change_class class)
{
	static const enum phrase phrases[] = {
	        [CHANGE_NUMBER] = PHRASE_CHANGE_NUMBER,   [CHANGE_TEXT] = PHRASE_CHANGE_TEXT,
	        [CHANGE_FORMAT] = PHRASE_CHANGE_FORMAT,   [CHANGE_ADDED] = PHRASE_CHANGE_ADDED,
	        [CHANGE_REMOVED] = PHRASE_CHANGE_REMOVED, [CHANGE_RENAMED] = PHRASE_CHANGE_RENAMED,
	};
	return part_words(view, words_say(view->arena, view->words, phrases[class], NULL, 0));
}

/* One part of a key; a period behind others is within a sentence. */
static struct str key_part(const struct view *view, const struct resource *resource, size_t field,
                           struct str value, bool first)
{
	struct period period;
	struct value *words = view_cell_words(view, resource, field, value);
	struct str text = words == view->no ? STR("–") : value_get(words, STR("text"))->text;
	bool within = !first && period_parse(&period, value) && str_eq(text, part_period_alone(view, period));
	return within ? part_period_text(view, period) : text;
}

/* What a key names: `Tỷ lệ đúng hạn, Phòng Kinh tế, quý III/2026`; as it stands where it is of another shape.
 */
struct value *view_key_words(const struct view *view, const struct resource *resource, struct str key)
{
	struct str *values, all = {0};
	size_t n = key.len ? key_split(&values, view->arena, key) : 0;
	if (n == 0 || n != resource->n_primary_key)
		return part_words(view, key);
	for (size_t i = 0; i < n; i++)
		all = str_list_add(view->arena, all,
		                   key_part(view, resource, resource->primary_key[i], values[i], i == 0));
	return part_words(view, all);
}

struct value *view_column_words(const struct view *view, const struct resource *resource, struct str column)
{
	size_t field = column.len ? resource_field(resource, column) : SIZE_MAX;
	struct value *title = field == SIZE_MAX ? view->no : part_label(view, &resource->fields[field].title);
	return title != view->no ? title : part_words(view, column);
}

/* A value of a column that may be gone. */
static struct value *value_words(const struct view *view, const struct resource *resource, size_t field,
                                 struct str text)
{
	return field == SIZE_MAX ? part_words(view, text) : view_cell_words(view, resource, field, text);
}

struct value *view_value_words(const struct view *view, const struct resource *resource, struct str column,
                               struct str text)
{
	return value_words(view, resource, resource_field(resource, column), text);
}

static struct value *change_row(const struct view *view, const struct resource *resource,
                                const struct change *change)
{
	struct value *row = part_map(view);
	size_t field = change->column.len ? resource_field(resource, change->column) : SIZE_MAX;
	bool written = change->class == CHANGE_FORMAT || change->class == CHANGE_RENAMED;
	put_commit(view, row, change->commit);
	PUT(view, row, "key", part_text(view, change->key));
	PUT(view, row, "name", view_key_words(view, resource, change->key));
	PUT(view, row, "column", part_text(view, change->column));
	PUT(view, row, "title", view_column_words(view, resource, change->column));
	PUT(view, row, "old", value_words(view, resource, written ? SIZE_MAX : field, change->old));
	PUT(view, row, "new", value_words(view, resource, written ? SIZE_MAX : field, change->new));
	PUT(view, row, "class", class_words(view, change->class));
	PUT(view, row, "why", part_words_in(view, change->reason, view->site->languages->codes[0]));
	return row;
}

static bool matches(const struct view *view, const struct view_request *request, const struct change *change)
{
	struct str *values;
	size_t n = 0;
	for (size_t i = 0; i < request->n_terms; i++) {
		const struct change_term *term = &request->terms[i];
		struct str own = term->part == PART_KEY      ? change->key
		                 : term->part == PART_COLUMN ? change->column
		                                             : change_class_text(change->class);
		if (term->part == PART_OF_KEY) {
			n = n || change->key.len == 0 ? n : key_split(&values, view->arena, change->key);
			own = n == request->resource->n_primary_key ? values[term->at] : (struct str){0};
		}
		if (!str_eq(own, term->value))
			return false;
	}
	return true;
}

static struct value *unreadable_row(const struct view *view, const struct unreadable *unreadable)
{
	const struct diag *why = &unreadable->why;
	enum diag_language language = diag_language_of(view->words->language);
	struct value *row = part_map(view);
	put_commit(view, row, unreadable->commit);
	PUT(view, row, "place",
	    value_string(view->arena, str_printf(view->arena, STR_FMT ":%zu:%zu", STR_ARG(why->path),
	                                         why->line, why->column)));
	PUT(view, row, "what", part_words(view, diag_words(view->arena, why, language)));
	return row;
}

/* ---- the view ---- */

static const struct past *past_of(const struct view_site *site, const struct resource *resource)
{
	static const struct past nothing;
	return site->pasts ? &site->pasts[resource - site->package->resources] : &nothing;
}

static struct value *downloads(const struct view *view, const struct resource *resource)
{
	struct value *list = part_list(view);
	part_download(view, list, STR("CSV"),
	              route_file(view->arena, STR("data/changes/"), resource->name, STR(".csv")), view->no);
	return list;
}

/* The newest `limit` of those that match; those of one commit by key. */
static size_t put_rows(const struct view *view, struct value *rows, const struct view_request *request)
{
	const struct past *past = past_of(view->site, request->resource);
	size_t limit = request->limit ? (size_t)request->limit : VIEW_CHANGES_SHOWN, all = 0;
	for (size_t to = past->n_changes, from; to > 0; to = from) {
		for (from = to - 1;
		     from > 0 && past->changes[from - 1].commit == past->changes[to - 1].commit;)
			from--;
		for (size_t i = from; i < to; i++)
			if (matches(view, request, &past->changes[i]) && all++ < limit)
				value_push(view->arena, rows,
				           change_row(view, request->resource, &past->changes[i]));
	}
	return all;
}

static struct value *changes_tree(struct view *view, const struct view_request *request, bool in_text)
{
	const struct resource *resource = request->resource;
	const struct past *past = past_of(view->site, resource);
	struct label title = part_resource_title(view, resource);
	struct value *caption = PART_SAY(view, DERIVED_CHANGES, part_label_text(view, &title));
	struct value *map = part_view(view, in_text, caption, resource), *rows = part_list(view);
	size_t all = put_rows(view, rows, request);
	if (!in_text)
		PUT(view, map, "id", value_string(view->arena, STR("page_changes")));
	if (rows->len < all)
		PUT(view, map, "cut",
		    PART_SAY(view, CHANGES_SHOWN, part_count_text(view, rows->len),
		             part_count_text(view, all)));
	if (in_text)
		PUT(view, map, "link", part_resource(view, resource));
	PUT_LIST(view, map, "downloads", downloads(view, resource));
	PUT_LIST(view, map, "rows", rows);
	PUT(view, map, "first", past->first ? part_date(view, day_of(past->first)) : view->no);
	PUT(view, map, "is_known", part_bool(view, view->site->past_is_known));
	PUT(view, map, "is_cut", part_bool(view, view->site->past_is_cut));
	PUT_LIST(view, map, "unreadable", part_list(view));
	return map;
}

struct value *view_build_changes(struct view *view, const struct view_request *request)
{
	return changes_tree(view, request, true);
}

void view_changes(struct view *view, struct value *tree, const struct resource *resource)
{
	const struct past *past = past_of(view->site, resource);
	struct view_request request = {.resource = resource};
	struct value *map = changes_tree(view, &request, false), *unreadable = part_list(view);
	for (size_t i = past->n_unreadable; i-- > 0;)
		value_push(view->arena, unreadable, unreadable_row(view, &past->unreadable[i]));
	PUT_LIST(view, map, "unreadable", unreadable);
	PUT(view, tree, "changes", map);
}

struct value *view_changes_of_indicator(struct view *view, const struct indicator *indicator)
{
	const struct resource *results = view->site->model->results.origin.resource;
	struct change_term term = {.value = indicator->id};
	struct view_request request = {.resource = results, .terms = &term, .n_terms = 1};
	if (!results || !results->publish || !find_part(&term, results, STR("indicator")))
		return view->no;
	struct value *map = changes_tree(view, &request, false);
	return value_is_true(value_get(map, STR("has_rows"))) ? map : view->no;
}

/* ---- figures ---- */

enum { FIGURE_COLUMNS = 3 };
static const struct str figure_columns[FIGURE_COLUMNS] = {STR_INIT("value"), STR_INIT("numerator"),
                                                          STR_INIT("denominator")};

/* The last commit that changed a figure, and what stood in its cells before. */
struct revision {
	const struct repo_commit *commit;
	bool changed[FIGURE_COLUMNS];
	struct str old[FIGURE_COLUMNS];
	struct str reason;
};

void view_revisions_init(struct view_site *site, struct arena *arena)
{
	const struct resource *results = site->model->results.origin.resource;
	map_init(&site->revisions, arena);
	if (!results || !results->publish)
		return;
	const struct past *past = past_of(site, results);
	for (size_t i = 0; i < past->n_changes; i++) {
		const struct change *change = &past->changes[i];
		size_t at = 0;
		while (at < FIGURE_COLUMNS && !str_eq(figure_columns[at], change->column))
			at++;
		if (at == FIGURE_COLUMNS || change->class != CHANGE_NUMBER)
			continue;
		struct revision *revision = map_get(&site->revisions, change->key);
		if (!revision)
			*map_put(&site->revisions, change->key) = revision =
			        ARENA_NEW(arena, struct revision);
		if (revision->commit != change->commit)
			*revision = (struct revision){.commit = change->commit};
		revision->changed[at] = true;
		revision->old[at] = change->old;
		revision->reason = change->reason.len ? change->reason : revision->reason;
	}
}

struct figure view_figure_of(struct arena *arena, const struct str *texts)
{
	struct decimal numbers[FIGURE_COLUMNS];
	bool given[FIGURE_COLUMNS];
	for (size_t i = 0; i < FIGURE_COLUMNS; i++)
		given[i] = decimal_parse(&numbers[i], arena, texts[i]);
	if (given[1] && given[2] && decimal_sign(numbers[2]))
		return (struct figure){true, true, numbers[1], numbers[2]};
	return (struct figure){given[0], false, given[0] ? numbers[0] : decimal_from(0), decimal_from(1)};
}

/* The figure of the cells before. */
static struct figure old_figure(const struct view *view, const struct revision *revision,
                                const struct result *result)
{
	const struct resource *results = view->site->model->results.origin.resource;
	struct str texts[FIGURE_COLUMNS];
	for (size_t i = 0; i < FIGURE_COLUMNS; i++)
		texts[i] = revision->changed[i]
		                   ? revision->old[i]
		                   : model_text(view->arena, results, result->row, figure_columns[i]);
	return view_figure_of(view->arena, texts);
}

static struct str was_text(const struct view *view, const struct revision *revision,
                           const struct result *result)
{
	struct arena *arena = view->arena;
	struct figure figure = old_figure(view, revision, result);
	struct str old = part_figure_text(view, figure, result->indicator, true);
	struct str day = text_date(arena, view->words->locale, day_of(revision->commit));
	if (old.len == 0)
		return old;
	return revision->reason.len ? SAY(arena, view->words, WAS_BECAUSE, old, day, revision->reason)
	                            : SAY(arena, view->words, WAS, old, day);
}

void view_put_revision(const struct view *view, struct value *map, const struct result *result)
{
	struct str mark = {0}, was = {0};
	if (result && view->site->revisions.len) {
		const struct resource *results = view->site->model->results.origin.resource;
		struct str key = resource_key(view->arena, results, result->row);
		const struct revision *revision = map_get(&view->site->revisions, key);
		was = revision ? was_text(view, revision, result) : was;
	}
	if (result && result->status == RESULT_PROVISIONAL)
		mark = STR("[p]");
	else if (was.len || (result && result->status == RESULT_REVISED))
		mark = STR("[r]");
	PUT(view, map, "mark", part_text(view, mark));
	PUT(view, map, "was", part_words(view, was));
}
