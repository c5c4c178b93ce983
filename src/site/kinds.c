#include "site/kinds.h"

#include "base/arena.h"
#include "view/calendar.h"
#include "view/content.h"
#include "view/index.h"
#include "view/indicator.h"
#include "view/league.h"
#include "view/scorecard.h"
#include "view/unit.h"

/* ---- content ---- */

static const struct page *page_of(const struct making *making)
{
	return making->planned->pages[making->view->words->at];
}

static void head_content(struct view_head *out, const struct making *making)
{
	view_content_head(out, making->view, page_of(making));
}

static bool fill_content(struct value *tree, const struct making *making)
{
	const struct build *build = making->build;
	struct view_content content = {page_of(making), &build->tree, &build->pages};
	return view_content(making->view, tree, &content);
}

static void head_not_found(struct view_head *out, const struct making *making)
{
	view_not_found_head(out, making->view);
}

static bool fill_nothing(struct value *tree, const struct making *making)
{
	(void)tree;
	(void)making;
	return true;
}

/* ---- figures ---- */

static void head_league(struct view_head *out, const struct making *making)
{
	view_league_head(out, making->view, &making->build->leagues[making->planned->subject],
	                 making->planned->at);
}

static bool fill_league(struct value *tree, const struct making *making)
{
	view_league(making->view, tree, &making->build->leagues[making->planned->subject],
	            making->planned->at);
	return true;
}

static void head_scorecard(struct view_head *out, const struct making *making)
{
	view_scorecard_head(out, making->view, &making->build->view.cards[making->planned->subject],
	                    making->planned->at);
}

static bool fill_scorecard(struct value *tree, const struct making *making)
{
	view_scorecard(making->view, tree, &making->build->view.cards[making->planned->subject],
	               making->planned->at);
	return true;
}

static void head_unit(struct view_head *out, const struct making *making)
{
	view_unit_head(out, making->view, &making->build->model.units.items[making->planned->subject]);
}

static bool fill_unit(struct value *tree, const struct making *making)
{
	view_unit(making->view, tree, &making->build->model.units.items[making->planned->subject]);
	return true;
}

static void head_indicator(struct view_head *out, const struct making *making)
{
	view_indicator_head(out, making->view,
	                    &making->build->model.indicators.items[making->planned->subject]);
}

static bool fill_indicator(struct value *tree, const struct making *making)
{
	view_indicator(making->view, tree, &making->build->model.indicators.items[making->planned->subject]);
	return true;
}

/* ---- lists, honours, data, dates ---- */

static void head_index(struct view_head *out, const struct making *making)
{
	view_index_head(out, making->view);
}

static bool fill_index(struct value *tree, const struct making *making)
{
	view_index(making->view, tree, making->planned->kind);
	return true;
}

static void head_calendar(struct view_head *out, const struct making *making)
{
	view_calendar_head(out, making->view);
}

static bool fill_calendar(struct value *tree, const struct making *making)
{
	view_calendar(making->view, tree);
	return true;
}

static const struct kind content = {head_content, fill_content};

static const struct kind made[] = {
        [ROUTE_NOT_FOUND] = {head_not_found, fill_nothing},
        [ROUTE_LEAGUES] = {head_index, fill_index},
        [ROUTE_LEAGUE] = {head_league, fill_league},
        [ROUTE_LEAGUE_PERIOD] = {head_league, fill_league},
        [ROUTE_SCORECARDS] = {head_index, fill_index},
        [ROUTE_SCORECARD] = {head_scorecard, fill_scorecard},
        [ROUTE_SCORECARD_PERIOD] = {head_scorecard, fill_scorecard},
        [ROUTE_INDICATORS] = {head_index, fill_index},
        [ROUTE_INDICATOR] = {head_indicator, fill_indicator},
        [ROUTE_UNITS] = {head_index, fill_index},
        [ROUTE_UNIT] = {head_unit, fill_unit},
        [ROUTE_AWARDS] = {head_index, fill_index},
        [ROUTE_CALENDAR] = {head_calendar, fill_calendar},
};

const struct kind *kind_of(const struct planned *planned)
{
	return planned->content ? &content : &made[planned->kind];
}
