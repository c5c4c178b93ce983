#include "site/kinds.h"

#include "view/award.h"
#include "view/calendar.h"
#include "view/changes.h"
#include "view/content.h"
#include "view/corrections.h"
#include "view/datasets.h"
#include "view/editions.h"
#include "view/home.h"
#include "view/honours.h"
#include "view/index.h"
#include "view/indicator.h"
#include "view/league.h"
#include "view/scorecard.h"
#include "view/search.h"
#include "view/share.h"
#include "view/triangle.h"
#include "view/unit.h"

/* ---- content ---- */

static const struct page *page_of(const struct making *making)
{
	return making->planned->pages[making->view->words->at];
}

/* The last commit of the file that a page is made of; its day where the page says none. */
static void note_commit(struct view_head *out, const struct making *making, struct str path)
{
	const struct repo_commit *commit = history_last(&making->build->history, path);
	if (!commit)
		return;
	out->commit = oid_text(making->view->arena, commit->id);
	out->committed = site_day(commit->time);
	if (out->updated.day == DATE_NONE.day)
		out->updated = out->committed;
}

static void head_content(struct view_head *out, const struct making *making)
{
	view_content_head(out, making->view, page_of(making));
	note_commit(out, making, page_of(making)->source.path);
}

static bool fill_content(struct value *tree, const struct making *making)
{
	const struct build *build = making->build;
	struct view_content content = {page_of(making), build->spool, &build->pages};
	return view_content(making->view, tree, &content);
}

static void head_not_found(struct view_head *out, const struct making *making)
{
	view_not_found_head(out, making->view);
}

static bool fill_not_found(struct value *tree, const struct making *making)
{
	view_not_found(making->view, tree);
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
	view_corrections_of_league(making->view, tree, &making->build->leagues[making->planned->subject],
	                           making->planned->at);
	const struct league *league = making->build->leagues[making->planned->subject].league;
	view_share(making->view, tree, ROUTE_EMBED_LEAGUE, league->id, &league->title);
	return true;
}

static void head_embed_league(struct view_head *out, const struct making *making)
{
	view_embed_league_head(out, making->view, &making->build->leagues[making->planned->subject]);
}

static bool fill_embed_league(struct value *tree, const struct making *making)
{
	view_embed_league(making->view, tree, &making->build->leagues[making->planned->subject]);
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
	const struct scorecard *scorecard = making->build->scorecards[making->planned->subject].scorecard;
	view_corrections_of_scorecard(making->view, tree,
	                              &making->build->view.cards[making->planned->subject],
	                              making->planned->at);
	view_share(making->view, tree, ROUTE_EMBED_SCORECARD, scorecard->id, &scorecard->title);
	return true;
}

static void head_embed_scorecard(struct view_head *out, const struct making *making)
{
	view_embed_scorecard_head(out, making->view, &making->build->view.cards[making->planned->subject]);
}

static bool fill_embed_scorecard(struct value *tree, const struct making *making)
{
	view_embed_scorecard(making->view, tree, &making->build->view.cards[making->planned->subject]);
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
	const struct indicator *indicator = &making->build->model.indicators.items[making->planned->subject];
	view_indicator(making->view, tree, indicator);
	view_corrections_of_indicator(making->view, tree, indicator);
	view_triangle(making->view, tree, indicator);
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

static void head_search(struct view_head *out, const struct making *making)
{
	view_search_head(out, making->view);
}

static bool fill_search(struct value *tree, const struct making *making)
{
	view_search(making->view, tree);
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

static void head_honours(struct view_head *out, const struct making *making)
{
	view_honours_head(out, making->view, (int)making->planned->at);
}

static bool fill_honours(struct value *tree, const struct making *making)
{
	view_honours(making->view, tree, (int)making->planned->at);
	view_share(making->view, tree, ROUTE_HOME, STR(""), NULL);
	return true;
}

static void head_award(struct view_head *out, const struct making *making)
{
	view_award_head(out, making->view, &making->build->model.awards.items[making->planned->subject]);
}

static bool fill_award(struct value *tree, const struct making *making)
{
	view_award(making->view, tree, &making->build->model.awards.items[making->planned->subject]);
	return true;
}

static void head_datasets(struct view_head *out, const struct making *making)
{
	view_datasets_head(out, making->view);
}

static bool fill_datasets(struct value *tree, const struct making *making)
{
	view_datasets(making->view, tree);
	return true;
}

static const struct resource *resource_of(const struct making *making)
{
	return &making->build->package.resources[making->planned->subject];
}

static void head_dataset(struct view_head *out, const struct making *making)
{
	const struct build *build = making->build;
	const struct dataset *dataset = dataset_find(&build->datasets, resource_of(making)->name);
	view_dataset_head(out, making->view, resource_of(making));
	note_commit(out, making, resource_of(making)->file.path);
	out->json_ld =
	        export_schema_org(making->view->arena, &build->export, dataset, making->view->words->at);
}

static bool fill_dataset(struct value *tree, const struct making *making)
{
	view_dataset(making->view, tree, resource_of(making));
	view_changes(making->view, tree, resource_of(making));
	view_corrections_of_dataset(making->view, tree, resource_of(making));
	return true;
}

static void head_editions(struct view_head *out, const struct making *making)
{
	view_editions_head(out, making->view);
}

static bool fill_editions(struct value *tree, const struct making *making)
{
	view_editions(making->view, tree, making->build->editions, making->build->n_editions);
	return true;
}

static void head_edition(struct view_head *out, const struct making *making)
{
	view_edition_head(out, making->view, &making->build->editions[making->planned->subject]);
}

static bool fill_edition(struct value *tree, const struct making *making)
{
	const struct view_edition *edition = &making->build->editions[making->planned->subject];
	view_edition(making->view, tree, edition);
	view_corrections_of_edition(making->view, tree, edition->edition);
	return true;
}

/* ---- home ---- */

static void head_home(struct view_head *out, const struct making *making)
{
	if (making->planned->content)
		head_content(out, making);
	else
		view_home_head(out, making->view);
	out->kind = STR("home");
}

static bool fill_home(struct value *tree, const struct making *making)
{
	const struct build *build = making->build;
	struct view_content text = {making->planned->content ? page_of(making) : NULL, build->spool,
	                            &build->pages};
	return view_home(making->view, tree, &text);
}

static const struct kind content = {head_content, fill_content};

static const struct kind made[] = {
        [ROUTE_HOME] = {head_home, fill_home},
        [ROUTE_NOT_FOUND] = {head_not_found, fill_not_found},
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
        [ROUTE_HONOURS] = {head_honours, fill_honours},
        [ROUTE_HONOURS_YEAR] = {head_honours, fill_honours},
        [ROUTE_AWARDS] = {head_index, fill_index},
        [ROUTE_AWARD] = {head_award, fill_award},
        [ROUTE_EDITIONS] = {head_editions, fill_editions},
        [ROUTE_EDITION] = {head_edition, fill_edition},
        [ROUTE_DATASETS] = {head_datasets, fill_datasets},
        [ROUTE_DATASET] = {head_dataset, fill_dataset},
        [ROUTE_CALENDAR] = {head_calendar, fill_calendar},
        [ROUTE_SEARCH] = {head_search, fill_search},
        [ROUTE_EMBED_LEAGUE] = {head_embed_league, fill_embed_league},
        [ROUTE_EMBED_SCORECARD] = {head_embed_scorecard, fill_embed_scorecard},
};

const struct kind *kind_of(const struct planned *planned)
{
	bool home = str_eq(planned->entry.path, STR("/"));
	return planned->content && !home ? &content : &made[home ? ROUTE_HOME : planned->kind];
}
