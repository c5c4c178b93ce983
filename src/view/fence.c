#include "view/fence.h"

#include "base/arena.h"
#include "view/award.h"
#include "view/calendar.h"
#include "view/changes.h"
#include "view/chart.h"
#include "view/honours.h"
#include "view/league.h"
#include "view/parts.h"
#include "view/scorecard.h"
#include "view/table.h"
#include "view/targets.h"

/* Every view there is. */
static const struct view_kind kinds[] = {
        {STR_INIT("league"), view_resolve_league, view_build_league},
        {STR_INIT("scorecard"), view_resolve_scorecard, view_build_scorecard},
        {STR_INIT("targets"), view_resolve_targets, view_build_targets},
        {STR_INIT("honours"), view_resolve_honours, view_build_honours},
        {STR_INIT("eligibility"), view_resolve_eligibility, view_build_eligibility},
        {STR_INIT("table"), view_resolve_table, view_build_table},
        {STR_INIT("chart"), view_resolve_chart, view_build_chart},
        {STR_INIT("changes"), view_resolve_changes, view_build_changes},
        {STR_INIT("calendar"), view_resolve_calendar, view_build_calendar},
};
enum { KINDS = LENGTH(kinds) };

static const struct view_kind *find_kind(struct arena *arena, const struct view_spec *spec,
                                         struct diags *diags)
{
	struct str names[KINDS];
	for (size_t i = 0; i < KINDS; i++) {
		if (str_eq(kinds[i].name, spec->name.text))
			return &kinds[i];
		names[i] = kinds[i].name;
	}
	size_t near = str_nearest(spec->name.text, names, KINDS);
	if (near < KINDS)
		DIAG(diags, spec->name.place, VIEW_UNKNOWN_NEAR, spec->name.text, names[near]);
	else
		DIAG(diags, spec->name.place, VIEW_UNKNOWN, spec->name.text, str_list(arena, names, KINDS));
	return NULL;
}

bool view_resolve(struct view_request *out, struct arena *arena, const struct view_site *site,
                  const struct view_spec *spec, struct diags *diags)
{
	*out = (struct view_request){.period = SIZE_MAX};
	if (spec->broken)
		return false;
	if (spec->figure)
		return view_resolve_figure(out, arena, site, spec, diags);
	out->kind = find_kind(arena, spec, diags);
	return out->kind && out->kind->resolve(out, arena, site, spec, diags);
}

static void print_view(struct buf *html, struct view *view, const struct view_request *request)
{
	struct value *tree = part_map(view);
	for (size_t i = 0; i < view->tree->len; i++)
		value_set(view->arena, tree, view->tree->keys[i], view->tree->items[i]);
	value_set(view->arena, tree, request->kind->name, request->kind->build(view, request));
	view_render(html, view, STR_JOIN(view->arena, STR("view-"), request->kind->name), tree);
}

void view_data(struct buf *html, struct view *view, const struct view_spec *spec)
{
	struct view_request request;
	if (!view_resolve(&request, view->arena, view->site, spec, view->diags) || request.unjudged)
		return;
	if (request.kind)
		print_view(html, view, &request);
	else
		tmpl_escape(html, view_figure(view, &request));
}
