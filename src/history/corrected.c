#include "history/corrected.h"

#include "base/arena.h"

/* What the editions had, read once a name is not of today. */
struct then {
	struct arena *arena;
	const struct history *history;
	const struct model *model;
	struct package_outline *outlines; /* by edition; NULL: not read yet */
	struct diags *diags;
};

bool corrected_outline(struct package_outline *out, struct arena *arena, const struct history *history,
                       const struct repo_commit *commit, const struct model *model, struct diags *diags)
{
	struct source *source = ARENA_NEW(arena, struct source);
	struct oid blob;
	enum repo_kind kind = REPO_OTHER;
	struct diags unsaid;
	*out = (struct package_outline){0};
	source->path = STR("data/datapackage.yaml");
	if (!oid_is_none(commit->root) &&
	    !repo_at(&blob, &kind, history->repo, commit->root, source->path, diags))
		return false;
	if (kind != REPO_FILE)
		return true;
	if (!repo_blob(&source->text, history->repo, arena, blob, diags))
		return false;
	diag_init(&unsaid, arena);
	package_outline(out, arena, source, model->languages, &unsaid);
	return true;
}

static bool read_then(struct then *then)
{
	const struct editions *editions = &then->history->editions;
	if (then->outlines)
		return true;
	then->outlines = ARENA_ARRAY(then->arena, struct package_outline, editions->len + 1);
	for (size_t i = 0; i < editions->len; i++) {
		const struct repo_commit *commit = history_commit(then->history, editions->items[i].source);
		if (commit && !corrected_outline(&then->outlines[i], then->arena, then->history, commit,
		                                 then->model, then->diags))
			return false;
	}
	return true;
}

static bool has_column(const struct outline *outline, struct str column)
{
	for (size_t i = 0; i < outline->n_forms; i++)
		if (resource_field(&outline->forms[i], column) != SIZE_MAX)
			return true;
	return false;
}

/* Whether an edition had the resource and, unless it is empty, its column. */
static bool was_there(const struct then *then, struct str resource, struct str column)
{
	for (size_t i = 0; i < then->history->editions.len; i++) {
		const struct outline *outline = outline_find(&then->outlines[i], resource);
		if (outline && (column.len == 0 || has_column(outline, column)))
			return true;
	}
	return false;
}

static bool is_there(const struct then *then, const struct resource *now, struct str column)
{
	struct str next;
	const struct renames *renames = renames_of(&then->history->renames, now->name);
	return column.len == 0 || now->broken || resource_field(now, column) != SIZE_MAX ||
	       (renames && rename_next(&next, &renames->columns, column));
}

static bool check_names(struct then *then, const struct correction *correction)
{
	const struct resource *now = package_find(then->model->package, correction->resource),
	                      *table = then->model->corrections.origin.resource;
	struct str column = now ? correction->column : STR("");
	if (now && is_there(then, now, column))
		return true;
	if (!read_then(then))
		return false;
	if (was_there(then, correction->resource, column))
		return true;
	struct place place = resource_place(table, correction->row,
	                                    resource_field(table, now ? STR("column") : STR("resource")));
	if (now)
		DIAG(then->diags, place, UNKNOWN_COLUMN, column, now->name,
		     resource_field_names(then->arena, now));
	else
		DIAG(then->diags, place, UNKNOWN_RESOURCE, correction->resource,
		     package_names(then->arena, then->model->package));
	return true;
}

bool corrected_check(struct arena *arena, const struct history *history, const struct model *model,
                     struct diags *diags)
{
	struct then then = {arena, history, model, NULL, diags};
	if (model->corrections.origin.broken || history->renames.broken || model_unsure(model))
		return true;
	for (size_t i = 0; i < model->corrections.len; i++)
		if (!check_names(&then, &model->corrections.items[i]))
			return false;
	return true;
}
