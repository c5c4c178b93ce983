#include "view/unit.h"

#include "base/arena.h"
#include "view/chart.h"
#include "view/honours.h"
#include "view/league.h"
#include "view/parts.h"
#include "view/scorecard.h"

/* ---- what it is ---- */

static struct value *aliases(const struct view *view, struct str text)
{
	struct value *list = part_list(view);
	struct str alias;
	for (bool more = text.len > 0; more;) {
		more = str_cut(&alias, &text, text, ';');
		alias = str_trim(alias);
		if (alias.len)
			value_push(view->arena, list, part_words(view, alias));
	}
	return list;
}

static struct value *predecessors(const struct view *view, const struct unit *unit)
{
	struct value *list = part_list(view);
	for (size_t i = 0; i < unit->n_predecessors; i++)
		value_push(view->arena, list, part_unit(view, unit->predecessors[i]));
	return list;
}

static struct value *members(const struct view *view, const struct unit *unit)
{
	const struct model *model = view->site->model;
	struct value *list = part_list(view);
	for (size_t i = 0; i < model->units.len; i++)
		if (model->units.items[i].parent == unit)
			value_push(view->arena, list, part_unit(view, &model->units.items[i]));
	return list;
}

static void put_facts(const struct view *view, struct value *map, const struct unit *unit)
{
	const struct model *model = view->site->model;
	const struct resource *units = model->units.origin.resource;
	PUT(view, map, "id", value_string(view->arena, unit->id));
	PUT(view, map, "name", part_label(view, &unit->name));
	PUT(view, map, "kind", part_cell(view, units, STR("kind"), unit->kind));
	PUT(view, map, "bloc", part_cell(view, units, STR("bloc"), unit->bloc));
	PUT(view, map, "parent", part_unit(view, unit->parent));
	PUT(view, map, "official_code", part_text(view, unit->official_code));
	PUT_LIST(view, map, "aliases", aliases(view, unit->aliases));
	PUT(view, map, "valid_from", part_date(view, unit->valid_from));
	PUT(view, map, "valid_to", part_date(view, unit->valid_to));
	PUT(view, map, "is_past", part_bool(view, unit->valid_to.day < model->today.day));
	PUT(view, map, "successor", part_unit(view, unit->successor));
	PUT_LIST(view, map, "predecessors", predecessors(view, unit));
	PUT_LIST(view, map, "members", members(view, unit));
}

/* ---- what it did ---- */

static struct value *league_path_table(struct view *view, const struct league_result *result,
                                       const struct league_row *const *rows, size_t n, size_t number)
{
	const struct league *league = result->league;
	struct value *map = part_map(view), *list = part_list(view);
	long decimals = view_league_decimals(view, league, rows, n);
	bool notes = false;
	for (size_t i = n; i-- > 0;) {
		notes = notes || rows[i]->rank == 0 || rows[i]->note.len;
		struct value *row = view_league_row(view, rows[i], decimals, false);
		PUT(view, row, "period", view_league_period(view, result, rows[i]->period));
		value_push(view->arena, list, row);
	}
	PUT(view, map, "id", value_string(view->arena, str_printf(view->arena, "page_view_l%zu", number)));
	PUT(view, map, "link", part_league(view, league));
	PUT(view, map, "caption", part_label(view, &league->title));
	PUT(view, map, "chart", chart_of_unit(view, result, rows[0]->unit));
	PUT(view, map, "has_notes", part_bool(view, notes));
	PUT_LIST(view, map, "rows", list);
	return map;
}

static struct value *leagues(struct view *view, const struct unit *unit)
{
	struct value *list = part_list(view);
	for (size_t i = 0; i < view->site->model->leagues.len; i++) {
		const struct league_result *result = &view->site->leagues[i];
		size_t n;
		const struct league_row *const *rows = league_path(&n, result, unit);
		if (n)
			value_push(view->arena, list,
			           league_path_table(view, result, rows, n, list->len + 1));
	}
	return list;
}

static struct value *targets(const struct view *view, const struct unit *unit)
{
	const struct model *model = view->site->model;
	struct value *list = part_list(view);
	for (size_t i = 0; i < model->targets.len; i++) {
		const struct target *target = &model->targets.items[i];
		const struct scorecard *scorecard;
		if (target->unit && target->unit != unit)
			continue;
		const struct score_row *row = view_latest_row(&scorecard, view, target, unit);
		if (row)
			value_push(view->arena, list, view_score_row(view, scorecard, row));
	}
	return list;
}

/* ---- the page ---- */

void view_unit_head(struct view_head *out, const struct view *view, const struct unit *unit)
{
	*out = (struct view_head){.kind = STR("unit"),
	                          .title = unit->name,
	                          .updated = DATE_NONE,
	                          .draws_on = view->site->model->units.origin.resource};
}

void view_unit(struct view *view, struct value *tree, const struct unit *unit)
{
	struct value *map = part_map(view);
	put_facts(view, map, unit);
	PUT_LIST(view, map, "leagues", leagues(view, unit));
	PUT_LIST(view, map, "targets", targets(view, unit));
	PUT_LIST(view, map, "honours", view_honours_of_unit(view, unit));
	PUT(view, tree, "unit_page", map);
}
