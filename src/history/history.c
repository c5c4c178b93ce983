#include "history/history.h"

#include "base/arena.h"
#include "history/dates.h"
#include "history/versions.h"

#include <stdlib.h>

/* ---- one resource ---- */

/* One commit's changes while they are found, then sorted and added to the past. */
struct tracer {
	struct arena *arena; /* of the history */
	const struct history *history;
	const struct model *model;
	const struct resource *resource;
	const struct renames *renames;
	const struct repo_commit *commit;
	VEC(struct change) changes;
	VEC(struct unreadable) unreadable;
	struct diags *diags;
};

static struct str reason_of(const struct tracer *tracer, const struct difference *difference)
{
	const struct model *model = tracer->model;
	struct arena *scratch = arena_new();
	struct str reason = {0};
	for (size_t i = 0; i < model->corrections.len && !reason.len; i++) {
		const struct correction *correction = &model->corrections.items[i];
		if (str_eq(correction->resource, tracer->resource->name) &&
		    str_eq(correction->key, difference->key) &&
		    str_eq(correction->column, difference->column) &&
		    decimal_same(scratch, correction->old, difference->old) &&
		    decimal_same(scratch, correction->new, difference->new))
			reason = correction->reason.texts[0];
	}
	arena_free(scratch);
	return reason;
}

static void found(void *data, const struct difference *difference)
{
	struct tracer *tracer = data;
	*VEC_PUSH(tracer->arena, &tracer->changes) =
	        (struct change){.commit = tracer->commit,
	                        .key = str_dup(tracer->arena, difference->key),
	                        .column = str_dup(tracer->arena, difference->column),
	                        .old = str_dup(tracer->arena, difference->old),
	                        .new = str_dup(tracer->arena, difference->new),
	                        .class = difference->class,
	                        .reason = reason_of(tracer, difference)};
}

static int by_columns(const void *a, const void *b)
{
	const struct change *x = a, *y = b;
	int order = str_cmp(x->key, y->key);
	order = order ? order : str_cmp(x->column, y->column);
	order = order ? order : str_cmp(x->old, y->old);
	order = order ? order : str_cmp(x->new, y->new);
	return order ? order : (int)x->class - (int)y->class;
}

/* The states that the parents leave, each once; *was_known: a parent has this very version. */
static size_t states_before(struct version **out, bool *was_known, const struct tracer *tracer, size_t at,
                            size_t index, const struct version *now)
{
	const struct versions *versions = tracer->history->versions;
	const struct repo_commit *commit = &tracer->history->log.items[at];
	size_t n = 0;
	*was_known = false;
	for (size_t i = 0; i < commit->n_parents; i++) {
		struct version *before = *versions_readable(versions, commit->parents[i], index);
		bool known = !before;
		*was_known |= now && versions_at(versions, commit->parents[i], index) == now;
		for (size_t k = 0; k < n && !known; k++)
			known = out[k] == before;
		if (!known)
			out[n++] = before;
	}
	return n;
}

static bool compare_versions(struct tracer *tracer, struct version *const *olds, size_t n,
                             const struct version *now)
{
	struct arena *scratch = arena_new();
	const struct keyed **states = ARENA_ARRAY(scratch, const struct keyed *, n);
	size_t from = tracer->changes.len;
	bool done = true;
	for (size_t i = 0; done && i < n; i++) {
		done = version_load(tracer->history->versions, olds[i], tracer->diags);
		states[i] = &olds[i]->keyed;
	}
	if (done)
		compare_states(scratch, states, n, &now->keyed, tracer->renames, found, tracer);
	arena_free(scratch);
	size_t more = tracer->changes.len - from;
	if (more)
		qsort(tracer->changes.items + from, more, sizeof(struct change), by_columns);
	return done;
}

/* What one commit did to the resource. */
static bool trace_commit(struct tracer *tracer, struct past *past, size_t at, size_t index)
{
	struct versions *versions = tracer->history->versions;
	const struct repo_commit *commit = &tracer->history->log.items[at];
	struct version *now = versions_at(versions, at, index), *room[8], **olds = room;
	struct version **readable = versions_readable(versions, at, index);
	struct arena *many = commit->n_parents > 8 ? arena_new() : NULL;
	bool was_known, done = true;
	if (many)
		olds = ARENA_ARRAY(many, struct version *, commit->n_parents);
	size_t n = states_before(olds, &was_known, tracer, at, index, now);
	*readable = n ? olds[0] : NULL;
	bool same = false;
	for (size_t i = 0; i < n; i++)
		same = same || olds[i] == now;
	if (same)
		*readable = now;
	else if (now)
		done = version_load(versions, now, tracer->diags);
	if (done && now && !same && now->readable) {
		*readable = now;
		tracer->commit = commit;
		past->first = past->first ? past->first : commit;
		done = n == 0 || compare_versions(tracer, olds, n, now);
	} else if (done && now && !same && !was_known) {
		*VEC_PUSH(tracer->arena, &tracer->unreadable) = (struct unreadable){commit, now->why};
	}
	arena_free(many);
	return done;
}

static bool trace(struct past *past, struct arena *arena, const struct history *history,
                  const struct model *model, size_t index, struct diags *diags)
{
	const struct resource *resource = &model->package->resources[index];
	struct tracer tracer = {.arena = arena,
	                        .history = history,
	                        .model = model,
	                        .resource = resource,
	                        .renames = renames_of(&history->renames, resource->name),
	                        .diags = diags};
	past->resource = resource;
	for (size_t i = 0; i < history->log.len; i++) {
		if (!trace_commit(&tracer, past, i, index))
			return false;
		versions_trim(history->versions);
	}
	past->changes = tracer.changes.items;
	past->n_changes = tracer.changes.len;
	past->unreadable = tracer.unreadable.items;
	past->n_unreadable = tracer.unreadable.len;
	return true;
}

/* ---- all of it ---- */

static bool load_log(struct history *out, struct arena *arena, struct oid commit, struct diags *diags)
{
	struct editions all;
	if (!repo_log(&out->log, arena, out->repo, commit, diags))
		return false;
	out->head = &out->log.items[out->log.len - 1];
	for (size_t i = 0; i < out->log.len; i++)
		out->is_cut |= out->log.items[i].is_cut;
	if (!editions_read(&all, arena, out->repo, diags))
		return false;
	editions_known(&out->editions, arena, &all, &out->log);
	return true;
}

static bool trace_all(struct history *out, struct arena *arena, const struct model *model,
                      struct diags *diags)
{
	const struct package *package = model->package;
	if (!versions_find(&out->versions, arena, out->repo, &out->log, package, model->languages, diags))
		return false;
	for (size_t i = 0; i < package->len; i++)
		if (package->resources[i].publish && !trace(&out->pasts[i], arena, out, model, i, diags))
			return false;
	return true;
}

bool history_load(struct history *out, struct arena *arena, struct repo *repo, struct oid commit,
                  const struct model *model, const struct tree *tree, struct diags *diags)
{
	const struct package *package = model->package;
	*out = (struct history){.repo = repo};
	out->pasts = ARENA_ARRAY(arena, struct past, package->len);
	map_init(&out->last, arena);
	renames_load(&out->renames, arena, tree, model, diags);
	if (!repo || oid_is_none(commit))
		return true;
	return load_log(out, arena, commit, diags) && dates_find(&out->last, arena, out, diags) &&
	       trace_all(out, arena, model, diags);
}

static bool read_commit(struct repo_commit *out, struct repo *repo, struct oid commit, struct diags *diags)
{
	*out = (struct repo_commit){.id = commit};
	return repo_root(&out->root, repo, commit, diags);
}

bool history_between(struct history *out, struct arena *arena, struct repo *repo, struct oid old,
                     struct oid new, const struct model *model, const struct tree *tree, struct diags *diags)
{
	*out = (struct history){.repo = repo};
	out->pasts = ARENA_ARRAY(arena, struct past, model->package->len);
	out->log = (struct repo_log){ARENA_ARRAY(arena, struct repo_commit, 2), 2};
	map_init(&out->last, arena);
	renames_load(&out->renames, arena, tree, model, diags);
	if (!read_commit(&out->log.items[0], repo, old, diags) ||
	    !read_commit(&out->log.items[1], repo, new, diags))
		return false;
	out->head = &out->log.items[1];
	out->log.items[1].parents = ARENA_NEW(arena, size_t); /* 0: the old one */
	out->log.items[1].n_parents = 1;
	return trace_all(out, arena, model, diags);
}

void history_close(struct history *history)
{
	versions_close(history->versions);
	history->versions = NULL;
}

const struct repo_commit *history_last(const struct history *history, struct str path)
{
	return map_get(&history->last, path);
}

static size_t index_of(const struct history *history, const struct resource *resource)
{
	const struct past *pasts = history->pasts;
	for (size_t i = 0; history->versions && i < versions_resources(history->versions); i++)
		if (pasts[i].resource == resource)
			return i;
	return SIZE_MAX;
}

const struct repo_commit *history_commit(const struct history *history, struct oid id)
{
	for (size_t i = history->log.len; i-- > 0;)
		if (oid_eq(history->log.items[i].id, id))
			return &history->log.items[i];
	return NULL;
}

bool history_state(const struct keyed **out, const struct history *history, const struct repo_commit *commit,
                   const struct resource *resource, struct diags *diags)
{
	size_t at = index_of(history, resource);
	*out = NULL;
	if (at == SIZE_MAX)
		return true;
	struct version *version =
	        *versions_readable(history->versions, (size_t)(commit - history->log.items), at);
	if (!version)
		return true;
	version->kept = true;
	if (!version_load(history->versions, version, diags))
		return false;
	*out = &version->keyed;
	return true;
}

/* The rows of one edition that stood there as decided. */
static void note_decided(const struct edition **by_row, const struct edition *edition,
                         const struct keyed *state, const struct resource *honours)
{
	struct arena *scratch = arena_new();
	size_t field = resource_field(state->resource, STR("state"));
	for (size_t row = 0; field != SIZE_MAX && row < state->resource->table.rows; row++) {
		size_t now;
		struct str text = resource_text(scratch, state->resource, row, field);
		if (str_eq(text, STR("decided")) && resource_row(&now, honours, state->keys[row]) &&
		    !by_row[now])
			by_row[now] = edition;
	}
	arena_free(scratch);
}

bool history_honours(const struct edition ***out, struct arena *arena, const struct history *history,
                     const struct resource *honours, struct diags *diags)
{
	*out = ARENA_ARRAY(arena, const struct edition *, honours->table.rows);
	for (size_t i = 0; i < history->editions.len; i++) {
		const struct edition *edition = &history->editions.items[i];
		const struct repo_commit *commit = history_commit(history, edition->source);
		const struct keyed *state;
		if (oid_is_none(edition->tree) || !commit)
			continue; /* the one being made has published nothing yet */
		if (!history_state(&state, history, commit, honours, diags))
			return false;
		if (state)
			note_decided(*out, edition, state, honours);
	}
	return true;
}
