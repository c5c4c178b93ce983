#include "view/targets.h"

#include "base/arena.h"
#include "view/changes.h"
#include "view/chart.h"
#include "view/parts.h"
#include "view/scorecard.h"

/* Which units a target without a unit is for. */
static struct value *unit_words(const struct view *view, const struct target *target)
{
	const struct model *model = view->site->model;
	if (target->unit)
		return view->no;
	if (target->kind.len == 0)
		return PART_SAY_PLAIN(view, EACH_UNIT);
	struct label kind = part_category(model->units.origin.resource, STR("kind"), target->kind);
	struct str text = part_label_text(view, &kind);
	return PART_SAY(view, EACH_OF_KIND, text.len ? text : target->kind);
}

struct value *view_target(const struct view *view, const struct target *target)
{
	const struct scorecard *scorecard;
	const struct score_row *row =
	        target->unit ? view_latest_row(&scorecard, view, target, target->unit) : NULL;
	struct value *map;
	if (row) {
		map = view_score_row(view, scorecard, row);
	} else {
		map = part_map(view);
		view_put_target(view, map, target);
		PUT(view, map, "unit", part_unit(view, target->unit));
		PUT(view, map, "period", view->no);
		PUT(view, map, "result", view->no);
		PUT(view, map, "distance", view->no);
		PUT(view, map, "status", view->no);
		PUT(view, map, "since", view->no);
		PUT(view, map, "state", view->no);
		view_put_revision(view, map, NULL);
		PUT(view, map, "note", view->no);
		PUT(view, map, "method", view->no);
		PUT(view, map, "card", view->no);
		PUT(view, map, "bullet", view->no);
	}
	PUT(view, map, "sparkline", target->unit ? chart_sparkline(view, target, target->unit) : view->no);
	PUT(view, map, "unit_words", unit_words(view, target));
	return map;
}

/* ---- the view ---- */

bool view_resolve_targets(struct view_request *out, struct arena *arena, const struct view_site *site,
                          const struct view_spec *spec, struct diags *diags)
{
	static const struct str keys[] = {STR_INIT("where")};
	const struct spec_option *where = spec_option(spec, STR("where"));
	const struct resource *targets = site->model->targets.origin.resource;
	bool good = option_only(spec, keys, LENGTH(keys), diags);
	out->plan = spec->thing.text;
	if (spec->thing.text.len && !model_plan(site->model, spec->thing.text)) {
		DIAG(diags, spec->thing.place, UNKNOWN_PLAN, spec->thing.text);
		good = false;
	}
	out->unjudged = site->model->targets.origin.broken;
	if (out->unjudged || !targets)
		return good;
	out->has_where = where != NULL;
	return option_where(&out->where, arena, site->model, targets, where, diags) && good;
}

/* What is shown. */
struct shown {
	const struct target **targets;
	struct value **rows;
	size_t n, all;
	bool has_units, has_due;
};

static void select_targets(struct shown *out, const struct view *view, const struct view_request *request)
{
	const struct model *model = view->site->model;
	size_t n = model->targets.len;
	*out = (struct shown){.targets = ARENA_ARRAY(view->arena, const struct target *, n),
	                      .rows = ARENA_ARRAY(view->arena, struct value *, n)};
	for (size_t i = 0; i < n; i++) {
		const struct target *target = &model->targets.items[i];
		if (request->plan.len && !str_eq(target->plan_id, request->plan))
			continue;
		out->all++;
		if (request->has_where &&
		    !filter_match(&request->where, model, view->arena, target->row, NULL))
			continue;
		out->has_units =
		        out->has_units || !target->unit || (out->n && target->unit != out->targets[0]->unit);
		out->has_due = out->has_due || target->due;
		out->targets[out->n] = target;
		out->rows[out->n++] = view_target(view, target);
	}
}

static struct value *caption(const struct view *view, struct str plan)
{
	struct value *link = part_plan(view, plan);
	const struct value *title = value_get(link, STR("text"));
	return title ? PART_SAY(view, TARGETS_OF, title->text) : PART_SAY_PLAIN(view, TARGETS_CAPTION);
}

struct value *view_build_targets(struct view *view, const struct view_request *request)
{
	const struct resource *resource = view->site->model->targets.origin.resource;
	struct value *map = part_view(view, true, caption(view, request->plan), resource);
	struct shown shown;
	select_targets(&shown, view, request);
	PUT(view, map, "plan", part_plan(view, request->plan));
	PUT(view, map, "has_units", part_bool(view, shown.has_units));
	PUT(view, map, "has_due", part_bool(view, shown.has_due));
	PUT_LIST(view, map, "groups", view_group_by_section(view, shown.targets, shown.rows, shown.n));
	if (shown.n < shown.all)
		PUT(view, map, "cut",
		    PART_SAY(view, CUT_ROWS, part_count_text(view, shown.n),
		             part_count_text(view, shown.all)));
	if (resource)
		PUT(view, map, "link",
		    part_link(view, &resource->title,
		              view_path(view, ROUTE_DATASET, resource->name, STR(""))));
	PUT_LIST(view, map, "downloads", part_resource_downloads(view, resource));
	return map;
}
