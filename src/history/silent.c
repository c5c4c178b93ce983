#include "history/silent.h"

#include "base/arena.h"
#include "base/buf.h"
#include "history/corrected.h"

enum { ROW_MAX = 1 << 20 };

/* One table against one edition. */
struct check {
	struct arena *arena;
	const struct model *model;
	const struct resource *resource;
	const struct edition *edition;
	struct str period; /* the column; empty: every row counts */
	struct diags *diags;
};

/* ---- what counts ---- */

/* The tables in which a year is that of an achievement. */
static bool is_of_achievements(struct str name)
{
	static const struct str names[] = {STR_INIT("initiatives"), STR_INIT("nominees"),
	                                   STR_INIT("dossiers"), STR_INIT("honours")};
	for (size_t i = 0; i < LENGTH(names); i++)
		if (str_eq(names[i], name))
			return true;
	return false;
}

/* False: the table has no periods, so nothing in it is a period's. */
static bool find_period(struct str *out, const struct model *model, const struct resource *resource)
{
	for (size_t i = 0; i < model->leagues.len; i++) {
		const struct league *league = &model->leagues.items[i];
		if (league->source == resource && !league->broken && league->period != SIZE_MAX) {
			*out = resource->fields[league->period].name;
			return true;
		}
	}
	bool has_period = resource_field(resource, STR("period")) != SIZE_MAX;
	*out = has_period ? STR("period") : STR("year");
	if (str_eq(resource->name, STR("targets")))
		*out = STR("");
	return out->len == 0 || has_period ||
	       (resource_field(resource, STR("year")) != SIZE_MAX && !is_of_achievements(resource->name));
}

static struct str text_of(const struct check *check, const struct keyed *state, size_t row, struct str column)
{
	size_t field = resource_field(state->resource, column);
	return field == SIZE_MAX ? STR("") : resource_text(check->arena, state->resource, row, field);
}

/* True of a row that was published for good. */
static bool counts(const struct check *check, const struct keyed *state, size_t row)
{
	if (check->period.len && text_of(check, state, row, check->period).len == 0)
		return false;
	return !str_eq(text_of(check, state, row, STR("status")), STR("p"));
}

/* ---- corrections ---- */

struct wanted {
	struct str key, old_key, column, new;
	bool *used; /* by correction */
};

/* A figure that was corrected twice is led from the first value to the last by two rows. */
static bool leads(const struct check *check, const struct wanted *wanted, struct str old)
{
	for (size_t i = 0; i < check->model->corrections.len; i++) {
		const struct correction *correction = &check->model->corrections.items[i];
		if (wanted->used[i] || !str_eq(correction->resource, check->resource->name) ||
		    !str_eq(correction->column, wanted->column) ||
		    (!str_eq(correction->key, wanted->key) && !str_eq(correction->key, wanted->old_key)) ||
		    !decimal_same(check->arena, correction->old, old))
			continue;
		wanted->used[i] = true;
		if (decimal_same(check->arena, correction->new, wanted->new) ||
		    leads(check, wanted, correction->new))
			return true;
	}
	return false;
}

static bool is_corrected(const struct check *check, const struct difference *difference, struct str old_key)
{
	struct wanted wanted = {difference->key, old_key, difference->column, difference->new,
	                        ARENA_ARRAY(check->arena, bool, check->model->corrections.len)};
	return leads(check, &wanted, difference->old);
}

/* ---- the row to paste ---- */

static void add_cell(struct buf *row, struct str text)
{
	bool plain = true;
	for (size_t i = 0; i < text.len; i++)
		plain = plain && text.ptr[i] != ',' && text.ptr[i] != '"' && text.ptr[i] != '\n';
	if (!plain)
		buf_char(row, '"');
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '"')
			buf_char(row, '"');
		buf_char(row, text.ptr[i]);
	}
	if (!plain)
		buf_char(row, '"');
}

static struct str cell_of(const struct check *check, const struct difference *difference, struct str column)
{
	const struct {
		struct str column, text;
	} known[] = {
	        {STR("resource"), check->resource->name},
	        {STR("key"), difference->key},
	        {STR("column"), difference->column},
	        {STR("old"), difference->old},
	        {STR("new"), difference->new},
	        {STR("corrected_on"), date_iso(check->arena, check->model->today)},
	};
	for (size_t i = 0; i < LENGTH(known); i++)
		if (str_eq(known[i].column, column))
			return known[i].text;
	return STR("");
}

/* In the columns that the site's own table has. */
static struct str paste(const struct check *check, const struct difference *difference)
{
	static const struct str usual[] = {
	        STR_INIT("resource"), STR_INIT("key"),          STR_INIT("column"),    STR_INIT("old"),
	        STR_INIT("new"),      STR_INIT("corrected_on"), STR_INIT("reason_vi"), STR_INIT("reason_en")};
	const struct resource *table = package_find(check->model->package, STR("corrections"));
	bool own = table && !table->broken && table->table.columns;
	size_t n = own ? table->table.columns : LENGTH(usual);
	struct buf row;
	buf_init(&row, ROW_MAX);
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_char(&row, ',');
		add_cell(&row, cell_of(check, difference, own ? table->table.header[i] : usual[i]));
	}
	struct str text = str_dup(check->arena, buf_str(&row));
	buf_free(&row);
	return text;
}

/* ---- the check ---- */

static void say(const struct check *check, const struct difference *difference)
{
	struct place place = {&check->resource->file, 0};
	size_t field = resource_field(check->resource, difference->column);
	struct str row = paste(check, difference), key = difference->key;
	if (difference->new_row != SIZE_MAX && field != SIZE_MAX)
		place = resource_place(check->resource, difference->new_row, field);
	if (difference->column.len == 0)
		DIAG(check->diags, place, SILENT_GONE, key, check->edition->id, row);
	else
		DIAG(check->diags, place, SILENT_REVISION, key, difference->column, check->edition->id,
		     difference->old, row);
}

/* A column that went took a value from every row. */
static void check_column(const struct check *check, const struct keyed *state, struct str column)
{
	for (size_t row = 0; row < state->resource->table.rows; row++) {
		struct difference difference = {.key = state->keys[row],
		                                .column = column,
		                                .old = text_of(check, state, row, column),
		                                .new_row = SIZE_MAX};
		if (difference.old.len && counts(check, state, row) &&
		    !is_corrected(check, &difference, difference.key))
			say(check, &difference);
	}
}

struct found {
	const struct check *check;
	const struct keyed *state;
};

static void found(void *data, const struct difference *difference)
{
	const struct check *check = ((struct found *)data)->check;
	const struct keyed *state = ((struct found *)data)->state;
	if (difference->class == CHANGE_ADDED || difference->class == CHANGE_RENAMED ||
	    difference->class == CHANGE_FORMAT || str_eq(difference->column, STR("note")))
		return;
	if (difference->old_row == SIZE_MAX) {
		check_column(check, state, difference->column);
		return;
	}
	bool gone = difference->class == CHANGE_REMOVED;
	struct str old_key = difference->from->keys[difference->old_row];
	bool provisional =
	        str_eq(text_of(check, difference->from, difference->old_row, STR("status")), STR("p"));
	if (check->period.len &&
	    text_of(check, difference->from, difference->old_row, check->period).len == 0)
		return;
	/* a provisional figure may be replaced, not taken away */
	if ((!gone && provisional) || is_corrected(check, difference, old_key))
		return;
	say(check, difference);
}

static bool check_resource(struct check *check, const struct history *history,
                           const struct repo_commit *commit)
{
	struct keyed now;
	const struct keyed *state;
	struct diags unsaid;
	diag_init(&unsaid, check->arena);
	if (!find_period(&check->period, check->model, check->resource))
		return true;
	if (!history_state(&state, history, commit, check->resource, check->diags))
		return false;
	if (!state || !keyed_make(&now, check->arena, check->resource, &unsaid))
		return true;
	struct found into = {check, state};
	compare_states(check->arena, &state, 1, &now, renames_of(&history->renames, check->resource->name),
	               found, &into);
	return true;
}

/* A table that the edition had and the site has no more: all of its rows went. */
static bool check_gone(struct check *check, const struct history *history, const struct repo_commit *commit,
                       const struct outline *outline)
{
	struct resource resource;
	struct keyed state;
	struct str bytes;
	struct oid blob;
	enum repo_kind kind;
	struct diags unsaid;
	struct str path = STR_JOIN(check->arena, STR("data/"), outline->path);
	diag_init(&unsaid, check->arena);
	if (!repo_at(&blob, &kind, history->repo, commit->root, path, check->diags))
		return false;
	if (kind != REPO_FILE)
		return true;
	if (!repo_blob(&bytes, history->repo, check->arena, blob, check->diags))
		return false;
	if (!resource_version(&resource, check->arena, outline, bytes, &unsaid) ||
	    !keyed_make(&state, check->arena, &resource, &unsaid))
		return true;
	struct source *nowhere = ARENA_NEW(check->diags->arena, struct source);
	nowhere->path = STR("data/datapackage.yaml");
	resource.file = *nowhere;
	check->resource = &resource;
	if (!find_period(&check->period, check->model, &resource))
		return true;
	struct found into = {check, &state};
	for (size_t row = 0; row < resource.table.rows; row++) {
		struct difference difference = {.class = CHANGE_REMOVED,
		                                .key = state.keys[row],
		                                .from = &state,
		                                .old_row = row,
		                                .new_row = SIZE_MAX};
		found(&into, &difference);
	}
	diag_settle(check->diags);
	return true;
}

static bool check_tables_gone(const struct check *like, const struct history *history,
                              const struct repo_commit *commit)
{
	struct package_outline outline;
	if (!corrected_outline(&outline, like->arena, history, commit, like->model, like->diags))
		return false;
	for (size_t i = 0; i < outline.len; i++) {
		const struct resource *now = package_find(like->model->package, outline.items[i].name);
		struct check check = *like;
		if (outline.items[i].publish && (!now || !now->publish) &&
		    !check_gone(&check, history, commit, &outline.items[i]))
			return false;
	}
	return true;
}

/* Marks a commit and its ancestors. */
static void mark(bool *seen, const struct repo_log *log, size_t from)
{
	seen[from] = true;
	for (size_t i = from + 1; i-- > 0;)
		for (size_t k = 0; seen[i] && k < log->items[i].n_parents; k++)
			seen[log->items[i].parents[k]] = true;
}

bool silent_check(struct arena *arena, const struct history *history, const struct model *model,
                  struct diags *diags)
{
	if (model->corrections.origin.broken || history->renames.broken)
		return true; /* who knows what they would explain */
	struct arena *scratch = arena_new();
	bool *seen = ARENA_ARRAY(arena, bool, history->log.len), done = true;
	for (size_t i = history->editions.len; done && i-- > 0;) {
		const struct edition *edition = &history->editions.items[i];
		const struct repo_commit *commit = history_commit(history, edition->source);
		size_t at = commit ? (size_t)(commit - history->log.items) : 0;
		if (oid_is_none(edition->tree) || !commit || seen[at])
			continue;
		mark(seen, &history->log, at);
		for (size_t r = 0; done && r < model->package->len; r++) {
			struct check check = {.arena = scratch,
			                      .model = model,
			                      .resource = &model->package->resources[r],
			                      .edition = edition,
			                      .diags = diags};
			if (check.resource->publish && !check.resource->broken)
				done = check_resource(&check, history, commit);
		}
		const struct check gone = {
		        .arena = scratch, .model = model, .edition = edition, .diags = diags};
		done = done && (model_unsure(model) || check_tables_gone(&gone, history, commit));
		arena_reset(scratch);
	}
	arena_free(scratch);
	return done;
}
