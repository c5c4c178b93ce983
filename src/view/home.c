#include "view/home.h"

#include "base/arena.h"
#include "view/calendar.h"
#include "view/datasets.h"
#include "view/honours.h"
#include "view/league.h"
#include "view/parts.h"
#include "view/scorecard.h"

#include <stdlib.h>

enum { CARDS = 4, LEAGUES = 4, PLANS = 2, HONOURS = 3, DATES = 4, ATTENTION = 2, MOVERS = 3, TOP = 3 };

/* ---- scorecards ---- */

/* Of two periods the one that ends later; the shorter where both end on one day. */
static bool is_later(struct period a, struct period b)
{
	return a.last.day != b.last.day ? a.last.day > b.last.day : a.first.day > b.first.day;
}

/* The latest closed period that some scorecard has rows for. */
static bool find_closed(struct period *out, const struct view *view)
{
	const struct model *model = view->site->model;
	bool found = false;
	for (size_t i = 0; i < model->scorecards.len; i++) {
		const struct scorecard_result *result = &view->site->scorecards[i];
		for (size_t j = 0; j < result->n_periods; j++) {
			struct period period = result->periods[j];
			if (!period_closed(period, model->today, model->close_days) ||
			    (found && !is_later(period, *out)))
				continue;
			*out = period;
			found = true;
		}
	}
	return found;
}

static void add_counts(size_t counts[STATUS_COUNT], const struct view_card *card, struct period period)
{
	for (size_t i = 0; i < card->result->n_periods; i++) {
		if (!period_eq(card->result->periods[i], period))
			continue;
		for (enum status status = 0; status < STATUS_COUNT; status++)
			counts[status] += card->counts[i][status];
	}
}

static struct str home_sentence(const struct view *view, struct period period,
                                const size_t counts[STATUS_COUNT])
{
	size_t others = 0;
	for (enum status i = 0; i < STATUS_COUNT; i++)
		others += i == STATUS_MET || i == STATUS_NOT_MET ? 0 : counts[i];
	if (others == 0)
		return SAY(view->arena, view->words, HOME_SENTENCE_JUDGED, part_period_alone(view, period),
		           part_count_text(view, counts[STATUS_MET]),
		           part_count_text(view, counts[STATUS_NOT_MET]));
	return SAY(view->arena, view->words, HOME_SENTENCE, part_period_alone(view, period),
	           part_count_text(view, counts[STATUS_MET]), part_count_text(view, counts[STATUS_NOT_MET]),
	           part_count_text(view, others));
}

static void put_closed(const struct view *view, struct value *map)
{
	size_t counts[STATUS_COUNT] = {0};
	struct period period;
	bool found = find_closed(&period, view);
	for (size_t i = 0; found && i < view->site->model->scorecards.len; i++)
		add_counts(counts, &view->site->cards[i], period);
	struct date closed = {found ? period.last.day + (int32_t)view->site->model->close_days : INT32_MIN};
	PUT(view, map, "sentence", found ? part_words(view, home_sentence(view, period, counts)) : view->no);
	PUT(view, map, "period", found ? part_period(view, period) : view->no);
	PUT(view, map, "closed", part_date(view, closed));
	PUT_LIST(view, map, "counts", part_counts(view, counts));
}

static struct value *attention(const struct view *view, const struct view_card *card, size_t period)
{
	struct value *list = part_list(view);
	for (size_t i = card->starts[period]; i < card->starts[period + 1] && list->len < ATTENTION; i++) {
		const struct score_row *row = card->rows[i];
		if (row->status == STATUS_NOT_MET || row->status == STATUS_NOT_DISCLOSED)
			value_push(view->arena, list, view_score_row(view, card->result->scorecard, row));
	}
	return list;
}

static struct value *scorecards(const struct view *view)
{
	struct value *list = part_list(view);
	for (size_t i = 0; i < view->site->model->scorecards.len && list->len < CARDS; i++) {
		const struct view_card *card = &view->site->cards[i];
		const struct scorecard *scorecard = card->result->scorecard;
		if (card->result->n_periods == 0)
			continue;
		size_t last = card->result->n_periods - 1;
		struct period period = card->result->periods[last];
		struct value *map = part_map(view);
		PUT(view, map, "link",
		    part_link(view, &scorecard->title, view_scorecard_path(view, scorecard, period)));
		PUT(view, map, "plan", part_plan(view, view_scorecard_plan(scorecard)));
		PUT(view, map, "period", part_period(view, period));
		PUT_LIST(view, map, "counts", part_counts(view, card->counts[last]));
		PUT_LIST(view, map, "attention", attention(view, card, last));
		value_push(view->arena, list, map);
	}
	return list;
}

/* ---- leagues ---- */

/* The larger change first, then the better rank. */
static int mover_order(const void *a, const void *b)
{
	const struct league_row *x = *(const struct league_row *const *)a;
	const struct league_row *y = *(const struct league_row *const *)b;
	if (labs(x->change) != labs(y->change))
		return labs(x->change) > labs(y->change) ? -1 : 1;
	return (x->rank > y->rank) - (x->rank < y->rank);
}

static struct value *row_list(const struct view *view, const struct league *league,
                              const struct league_row *const *rows, size_t n)
{
	struct value *list = part_list(view);
	long decimals = view_league_decimals(view, league, rows, n);
	for (size_t i = 0; i < n; i++)
		value_push(view->arena, list, view_league_row(view, rows[i], decimals, false));
	return list;
}

static void put_standing(const struct view *view, struct value *map, const struct league *league,
                         const struct league_period *period)
{
	const struct league_row **top = ARENA_ARRAY(view->arena, const struct league_row *, period->n);
	const struct league_row **movers = ARENA_ARRAY(view->arena, const struct league_row *, period->n);
	size_t n_top = 0, n_movers = 0;
	for (size_t i = 0; i < period->n; i++) {
		const struct league_row *row = &period->rows[i];
		if (row->rank && row->rank <= TOP)
			top[n_top++] = row;
		if (row->has_change && row->change)
			movers[n_movers++] = row;
	}
	if (n_movers)
		qsort(movers, n_movers, sizeof *movers, mover_order);
	PUT_LIST(view, map, "top", row_list(view, league, top, n_top));
	PUT_LIST(view, map, "movers", row_list(view, league, movers, n_movers < MOVERS ? n_movers : MOVERS));
}

static struct value *leagues(const struct view *view)
{
	struct value *list = part_list(view);
	for (size_t i = 0; i < view->site->model->leagues.len && list->len < LEAGUES; i++) {
		const struct league_result *result = &view->site->leagues[i];
		if (result->n_periods == 0)
			continue;
		size_t last = result->n_periods - 1;
		struct period period = result->periods[last].period;
		struct value *map = part_map(view);
		PUT(view, map, "link",
		    part_link(view, &result->league->title, view_league_path(view, result->league, period)));
		PUT(view, map, "period", part_period(view, period));
		PUT(view, map, "sentence", part_words(view, view_league_sentence(view, result, last)));
		put_standing(view, map, result->league, &result->periods[last]);
		value_push(view->arena, list, map);
	}
	return list;
}

/* ---- plans, data ---- */

static int plan_order(const void *a, const void *b)
{
	const struct page *x = *(const struct page *const *)a, *y = *(const struct page *const *)b;
	int32_t first = partial_date_first(x->plan.issued).day,
	        second = partial_date_first(y->plan.issued).day;
	if (first != second)
		return first > second ? -1 : 1;
	return str_cmp(x->name, y->name);
}

static struct value *newest_plans(const struct view *view, const struct pages *pages)
{
	struct value *list = part_list(view);
	const struct page **plans = ARENA_ARRAY(view->arena, const struct page *, pages->len);
	size_t n = 0;
	for (size_t i = 0; i < pages->len; i++)
		if (pages->items[i]->type == PAGE_PLAN && pages->items[i]->language == view->words->at)
			plans[n++] = pages->items[i];
	if (n)
		qsort(plans, n, sizeof *plans, plan_order);
	for (size_t i = 0; i < n && i < PLANS; i++)
		value_push(view->arena, list, view_content_item(view, plans[i]));
	return list;
}

static void put_data(const struct view *view, struct value *map)
{
	struct value *downloads = part_list(view);
	part_download(view, downloads, STR("ZIP"), STR("/data/all.zip"), PART_SAY_PLAIN(view, WHAT_ALL_ZIP));
	part_download(view, downloads, STR("SQLite"), STR("/data/site.sqlite"),
	              PART_SAY_PLAIN(view, WHAT_SQLITE));
	PUT(view, map, "data_href",
	    part_text(view, view_href(view, view_path(view, ROUTE_DATASETS, STR(""), STR("")))));
	PUT(view, map, "data_words", part_words(view, view_datasets_sentence(view)));
	PUT_LIST(view, map, "downloads", downloads);
}

/* ---- the page ---- */

void view_home_head(struct view_head *out, const struct view *view)
{
	*out = (struct view_head){.kind = STR("home"), .updated = DATE_NONE};
	out->title = view->site->config->title;
}

static struct value *made_href(const struct view *view, enum route_kind kind)
{
	return part_text(view, view_href(view, view_path(view, kind, STR(""), STR(""))));
}

static bool title_is_site(const struct view *view, const struct view_content *content)
{
	return !content->page ||
	       str_eq(content->page->title, part_label_text(view, &view->site->config->title));
}

bool view_home(struct view *view, struct value *tree, const struct view_content *content)
{
	struct value *map = part_map(view);
	PUT(view, map, "title_is_site", part_bool(view, title_is_site(view, content)));
	put_closed(view, map);
	PUT_LIST(view, map, "scorecards", scorecards(view));
	PUT(view, map, "scorecards_href", made_href(view, ROUTE_SCORECARDS));
	PUT_LIST(view, map, "leagues", leagues(view));
	PUT(view, map, "leagues_href", made_href(view, ROUTE_LEAGUES));
	PUT_LIST(view, map, "plans", newest_plans(view, content->pages));
	PUT(view, map, "plans_href", part_text(view, view_href(view, STR("/plans/"))));
	PUT_LIST(view, map, "honours", view_honours_newest(view, HONOURS));
	PUT(view, map, "honours_href", made_href(view, ROUTE_HONOURS));
	put_data(view, map);
	PUT_LIST(view, map, "dates", view_calendar_next(view, DATES));
	PUT(view, map, "calendar_href", made_href(view, ROUTE_CALENDAR));
	PUT(view, tree, "home", map);
	if (content->page)
		return view_put_body(view, tree, content);
	PUT(view, tree, "has_drawings", view->no);
	PUT(view, tree, "body", value_string(view->arena, STR("")));
	PUT_LIST(view, tree, "toc", part_list(view));
	return true;
}
