/* Warnings that the owner has looked at and keeps: taken out of what is said, and printed with their reasons
 * on the pages that they concern. */
#include "site/check.h"

#include "base/arena.h"

/* The code of a warning and what it is about, as one key; a code has no space. */
static struct str key_of(struct arena *arena, struct str code, struct str about)
{
	return STR_JOIN(arena, code, STR(" "), about);
}

static struct view_accepted *find_kept(struct build *build, const struct map *accepts,
                                       const struct diag *diag)
{
	struct str about = diag->about;
	struct str code = diag_code(diag->message);
	struct accept *accept = map_get(accepts, key_of(build->arena, code, about));
	if (!accept)
		return NULL;
	accept->used = true;
	struct view_accepted *kept = ARENA_NEW(build->arena, struct view_accepted);
	struct diag *copy = ARENA_NEW(build->arena, struct diag);
	*copy = *diag;
	*kept = (struct view_accepted){copy, accept->reason};
	return kept;
}

/* ---- the pages that a warning concerns ---- */

static void add_path(struct build *build, struct view_accepted *kept, struct str path)
{
	struct kept_list *list = map_get(&build->kept_by_path, path);
	if (!list) {
		list = ARENA_NEW(build->arena, struct kept_list);
		*map_put(&build->kept_by_path, path) = list;
	}
	*VEC_PUSH(build->arena, list) = *kept;
}

static void add_made(struct build *build, struct view_accepted *kept, enum route_kind kind, struct str id,
                     struct str part)
{
	add_path(build, kept, route_made(build->arena, &build->config.languages, 0, kind, id, part));
}

static void add_plan(struct build *build, struct view_accepted *kept, struct str plan_id)
{
	struct str name = STR_JOIN(build->arena, STR("plans/"), plan_id);
	add_path(build, kept, route_content(build->arena, &build->config.languages, 0, name));
}

/* A target's plan, its indicator, and the scorecards that judge it. */
static void add_target(struct build *build, struct view_accepted *kept, struct str about)
{
	struct str id, rest;
	str_cut(&id, &rest, about, '/');
	const struct target *target = model_target(&build->model, id);
	if (!target)
		return;
	add_plan(build, kept, target->plan_id);
	add_made(build, kept, ROUTE_INDICATOR, target->indicator->id, STR(""));
	for (size_t i = 0; i < build->model.scorecards.len; i++) {
		const struct scorecard_result *result = &build->scorecards[i];
		bool judged = false;
		for (size_t r = 0; r < result->n_rows && !judged; r++)
			judged = result->rows[r].target == target;
		if (!judged)
			continue;
		add_made(build, kept, ROUTE_SCORECARD, result->scorecard->id, STR(""));
		for (size_t p = 0; p < result->n_periods; p++)
			add_made(build, kept, ROUTE_SCORECARD_PERIOD, result->scorecard->id,
			         period_text(build->arena, result->periods[p]));
	}
}

static void add_award(struct build *build, struct view_accepted *kept, struct str id)
{
	const struct award *award = model_award(&build->model, id);
	add_made(build, kept, ROUTE_AWARD, id, STR(""));
	if (award && award->plan_id.len)
		add_plan(build, kept, award->plan_id);
}

/* The award of the row of honours or nominees that a warning is about. */
static void add_row(struct build *build, struct view_accepted *kept)
{
	const struct diag *diag = kept->diag;
	for (size_t i = 0; i < build->package.len; i++) {
		const struct resource *resource = &build->package.resources[i];
		size_t row;
		if (str_eq(resource->file.path, diag->path) && resource_row(&row, resource, diag->about))
			add_award(build, kept, model_text(build->arena, resource, row, STR("award")));
	}
	add_made(build, kept, ROUTE_HONOURS, STR(""), STR(""));
}

static void add_pages(struct build *build, struct view_accepted *kept)
{
	const struct diag *diag = kept->diag;
	struct str code = diag_code(diag->message);
	if (str_eq(code, STR("target-conflict")) || str_eq(code, STR("disclosure-missing")))
		add_target(build, kept, diag->about);
	else if (str_eq(code, STR("stale-data")))
		add_made(build, kept, ROUTE_DATASET, diag->about, STR(""));
	else if (str_eq(code, STR("deadline-before-data")))
		add_award(build, kept, diag->about);
	else if (str_eq(code, STR("award-documents")) || str_eq(code, STR("nominee-quota")) ||
	         str_eq(code, STR("award-later")))
		add_row(build, kept);
	else
		add_path(build, kept, route_content(build->arena, &build->config.languages, 0, diag->about));
}

/* ---- the whole ---- */

/* Where something is broken not all that depends on it was judged, so that nothing of it can be called
 * unused. */
static void say_unused(struct build *build)
{
	bool pages = check_is_broken(build, STR("content/")),
	     data = check_is_broken(build, STR("data/")) || check_is_broken(build, STR("content/plans/"));
	if (check_is_broken(build, STR("congbo.yaml")))
		return;
	for (size_t i = 0; i < build->config.n_accepts; i++) {
		const struct accept *accept = &build->config.accepts[i];
		if (!accept->used && !(config_is_about_page(accept->code) ? pages : data))
			DIAG(build->diags, accept->place, UNUSED_ACCEPT, accept->code, accept->about);
	}
}

void check_accepts(struct build *build)
{
	struct map accepts;
	map_init(&accepts, build->arena);
	map_init(&build->kept_by_path, build->arena);
	for (size_t i = 0; i < build->config.n_accepts; i++) {
		struct accept *accept = &build->config.accepts[i];
		*map_put(&accepts, key_of(build->arena, accept->code, accept->about)) = accept;
	}
	diag_sort(build->diags); /* so that pages list them in the same order each time */
	size_t left = 0;
	VEC_EACH (struct diag, diag, &build->diags->list) {
		struct view_accepted *kept = diag_severity(diag->message) == SEVERITY_WARNING
		                                     ? find_kept(build, &accepts, diag)
		                                     : NULL;
		if (!kept) {
			build->diags->list.items[left++] = *diag;
			continue;
		}
		build->diags->warnings--;
		add_pages(build, kept);
	}
	build->diags->list.len = left;
	say_unused(build);
}
