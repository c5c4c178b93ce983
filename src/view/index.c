#include "view/index.h"

#include "base/arena.h"
#include "view/league.h"
#include "view/parts.h"
#include "view/scorecard.h"

#include <stdlib.h>

/* ---- items ---- */

static struct value *league_item(const struct view *view, const struct league_result *result)
{
	const struct league *league = result->league;
	struct value *summary = view->no, *note = view->no;
	if (result->n_periods) {
		size_t last = result->n_periods - 1;
		struct str units = part_count_text(view, result->periods[last].n);
		note = PART_SAY(view, NOTE_PAIR, SAY(view->arena, view->words, UNITS_COUNT, units),
		                part_period_text(view, result->periods[last].period));
		summary = part_words(view, view_league_sentence(view, result, last));
	}
	return part_item(view, &league->title, view_path(view, ROUTE_LEAGUE, league->id, STR("")), summary,
	                 view->no, note);
}

static struct value *scorecard_item(const struct view *view, const struct view_card *card)
{
	const struct scorecard *scorecard = card->result->scorecard;
	struct value *summary = view->no, *note = view->no;
	size_t n = card->result->n_periods;
	if (n) {
		summary = part_words(view, view_counts_sentence(view, card->counts[n - 1]));
		note = part_words(view, part_period_alone(view, card->result->periods[n - 1]));
	}
	return part_item(view, &scorecard->title, view_path(view, ROUTE_SCORECARD, scorecard->id, STR("")),
	                 summary, view->no, note);
}

static struct value *indicator_item(const struct view *view, const struct indicator *indicator)
{
	return part_item(view, &indicator->name, view_path(view, ROUTE_INDICATOR, indicator->id, STR("")),
	                 view->no, view->no, part_measure_words(view, indicator));
}

static struct value *unit_item(const struct view *view, const struct unit *unit)
{
	const struct resource *units = view->site->model->units.origin.resource;
	return part_item(view, &unit->name, view_path(view, ROUTE_UNIT, unit->id, STR("")), view->no,
	                 view->no, part_cell(view, units, STR("kind"), unit->kind));
}

static struct value *award_item(const struct view *view, const struct award *award)
{
	return part_item(view, &award->title, view_path(view, ROUTE_AWARD, award->id, STR("")), view->no,
	                 view->no, view->no);
}

/* ---- groups ---- */

/* Items in the order of what they are grouped by. */
struct grouped {
	struct value *item;
	long group;          /* groups in rising order */
	struct value *title; /* words? of the group */
	struct str key;      /* order within the group */
};

static int grouped_order(const void *a, const void *b)
{
	const struct grouped *x = a, *y = b;
	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	return str_cmp(x->key, y->key);
}

/* A group that stands alone has no title. */
static struct value *make_groups(const struct view *view, struct grouped *items, size_t n)
{
	struct value *groups = part_list(view), *list = NULL;
	if (n)
		qsort(items, n, sizeof *items, grouped_order);
	bool many = n && items[0].group != items[n - 1].group;
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || items[i].group != items[i - 1].group) {
			struct value *group = part_map(view);
			list = part_list(view);
			PUT(view, group, "title", many ? items[i].title : view->no);
			PUT(view, group, "items", list);
			value_push(view->arena, groups, group);
		}
		value_push(view->arena, list, items[i].item);
	}
	return groups;
}

/* A key by which things keep the order of their file. */
static struct str file_order(const struct view *view, size_t i)
{
	return str_printf(view->arena, "%012zu", i);
}

/* The blocs in the order of their categories, else as they first occur; units without one come last. */
static long bloc_rank(const struct view *view, const struct unit *unit)
{
	const struct model *model = view->site->model;
	const struct resource *units = model->units.origin.resource;
	size_t at = units ? resource_field(units, STR("bloc")) : SIZE_MAX;
	if (unit->bloc.len == 0 || at == SIZE_MAX)
		return LONG_MAX;
	const struct field *field = &units->fields[at];
	for (size_t i = 0; i < field->n_categories; i++)
		if (str_eq(field->categories[i].value, unit->bloc))
			return (long)i;
	for (size_t i = 0; i < model->units.len; i++)
		if (str_eq(model->units.items[i].bloc, unit->bloc))
			return (long)(field->n_categories + i);
	return LONG_MAX;
}

static size_t group_units(struct grouped **out, const struct view *view)
{
	const struct model *model = view->site->model;
	size_t n = model->units.len;
	*out = ARENA_ARRAY(view->arena, struct grouped, n);
	for (size_t i = 0; i < n; i++) {
		const struct unit *unit = &model->units.items[i];
		struct str name = part_label_text(view, &unit->name);
		struct value *bloc = part_cell(view, model->units.origin.resource, STR("bloc"), unit->bloc);
		(*out)[i] = (struct grouped){.item = unit_item(view, unit), .group = bloc_rank(view, unit)};
		(*out)[i].title = unit->bloc.len ? bloc : PART_SAY_PLAIN(view, OTHER_UNITS);
		(*out)[i].key = text_sort_key(view->arena, view->words->locale, name);
	}
	return n;
}

/* By plan, in the order in which the plans first occur; awards without one come last. */
static size_t group_awards(struct grouped **out, const struct view *view)
{
	const struct awards *awards = &view->site->model->awards;
	*out = ARENA_ARRAY(view->arena, struct grouped, awards->len);
	for (size_t i = 0; i < awards->len; i++) {
		const struct award *award = &awards->items[i];
		size_t first = 0;
		while (!str_eq(awards->items[first].plan_id, award->plan_id))
			first++;
		struct value *title = part_plan(view, award->plan_id);
		(*out)[i] = (struct grouped){.item = award_item(view, award), .key = file_order(view, i)};
		(*out)[i].group = award->plan_id.len ? (long)first : LONG_MAX;
		(*out)[i].title = title != view->no ? title : PART_SAY_PLAIN(view, OTHER_AWARDS);
	}
	return awards->len;
}

static size_t count_of(const struct view *view, enum route_kind kind)
{
	const struct model *model = view->site->model;
	if (kind == ROUTE_LEAGUES)
		return model->leagues.len;
	return kind == ROUTE_SCORECARDS ? model->scorecards.len : model->indicators.len;
}

static struct value *item_of(const struct view *view, enum route_kind kind, size_t i)
{
	if (kind == ROUTE_LEAGUES)
		return league_item(view, &view->site->leagues[i]);
	if (kind == ROUTE_SCORECARDS)
		return scorecard_item(view, &view->site->cards[i]);
	return indicator_item(view, &view->site->model->indicators.items[i]);
}

/* One group, in the order of the file. */
static size_t group_others(struct grouped **out, const struct view *view, enum route_kind kind)
{
	size_t n = count_of(view, kind);
	*out = ARENA_ARRAY(view->arena, struct grouped, n);
	for (size_t i = 0; i < n; i++)
		(*out)[i] = (struct grouped){
		        .item = item_of(view, kind, i), .title = view->no, .key = file_order(view, i)};
	return n;
}

void view_index_head(struct view_head *out, const struct view *view)
{
	*out = (struct view_head){.kind = STR("index"), .updated = DATE_NONE};
	out->title = view_page(view, view->path)->title;
}

void view_index(struct view *view, struct value *tree, enum route_kind kind)
{
	struct grouped *items;
	struct value *map = part_map(view);
	size_t n;
	if (kind == ROUTE_UNITS)
		n = group_units(&items, view);
	else if (kind == ROUTE_AWARDS)
		n = group_awards(&items, view);
	else
		n = group_others(&items, view, kind);
	PUT_LIST(view, map, "groups", make_groups(view, items, n));
	PUT(view, tree, "index", map);
}
