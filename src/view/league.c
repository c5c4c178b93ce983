#include "view/league.h"

#include "base/arena.h"
#include "view/chart.h"
#include "view/parts.h"

#include <stdlib.h>

/* ---- rows ---- */

static long digits_behind(struct str number)
{
	struct str whole, rest;
	str_cut(&whole, &rest, number, '.');
	return (long)rest.len;
}

long view_league_decimals(const struct view *view, const struct league *league,
                          const struct league_row *const *rows, size_t n)
{
	long most = 0;
	if (league->decimals >= 0)
		return league->decimals;
	for (size_t i = 0; i < n; i++) {
		if (!rows[i]->has_score)
			continue;
		long own = digits_behind(decimal_plain(view->arena, rows[i]->score));
		most = own > most ? own : most;
	}
	return most;
}

static struct str rank_digits(const struct view *view, long rank)
{
	return rank ? str_printf(view->arena, "%ld", rank) : (struct str){0};
}

struct str view_rank_text(const struct view *view, const struct league_row *row)
{
	return row && row->rank ? str_printf(view->arena, row->tied ? "%ld=" : "%ld", row->rank)
	                        : (struct str){0};
}

static void put_change(const struct view *view, struct value *map, const struct league_row *row)
{
	struct str words = {0};
	struct str size = str_printf(view->arena, "%ld", labs(row->change));
	bool up = row->has_change && row->change > 0, down = row->has_change && row->change < 0;
	if (up)
		words = SAY(view->arena, view->words, RANK_UP, size);
	else if (down)
		words = SAY(view->arena, view->words, RANK_DOWN, size);
	else if (row->has_change)
		words = SAY_PLAIN(view->arena, view->words, RANK_SAME);
	PUT(view, map, "previous_rank", part_text(view, rank_digits(view, row->previous_rank)));
	PUT(view, map, "change",
	    row->has_change ? value_string(view->arena, str_printf(view->arena, "%ld", row->change))
	                    : view->no);
	PUT(view, map, "change_text", up || down ? value_string(view->arena, size) : view->no);
	PUT(view, map, "change_words", part_text(view, words));
	PUT(view, map, "is_up", part_bool(view, up));
	PUT(view, map, "is_down", part_bool(view, down));
	PUT(view, map, "is_same", part_bool(view, row->has_change && row->change == 0));
}

struct value *view_league_row(const struct view *view, const struct league_row *row, long decimals,
                              bool marked)
{
	struct value *map = part_map(view);
	PUT(view, map, "rank", part_text(view, rank_digits(view, row->rank)));
	PUT(view, map, "rank_text", part_text(view, view_rank_text(view, row)));
	PUT(view, map, "tied", part_bool(view, row->rank && row->tied));
	PUT(view, map, "unit", part_unit(view, row->unit));
	PUT(view, map, "score", row->has_score ? part_decimal(view, row->score, decimals) : view->no);
	put_change(view, map, row);
	PUT(view, map, "band", row->band ? part_label(view, &row->band->label) : view->no);
	PUT(view, map, "note", part_words(view, row->note));
	PUT(view, map, "not_ranked_words", row->rank ? view->no : PART_SAY_PLAIN(view, NOT_RANKED));
	PUT(view, map, "is_marked", part_bool(view, marked));
	return map;
}

/* ---- the view ---- */

/* What is shown of a period: a list of rows, in order. */
struct shown {
	const struct league_row **rows;
	size_t n, ranked;
	bool has_change, has_bands, has_notes;
};

static void select_rows(struct shown *out, const struct view *view, const struct league_period *period,
                        const struct view_request *request)
{
	*out = (struct shown){.rows = ARENA_ARRAY(view->arena, const struct league_row *, period->n)};
	for (size_t i = 0; i < period->n; i++) {
		const struct league_row *row = &period->rows[i];
		if (request->top && (row->rank == 0 || row->rank > request->top))
			continue;
		if (request->has_where &&
		    !filter_match(&request->where, view->site->model, view->arena, row->source_row, NULL))
			continue;
		out->rows[out->n++] = row;
		out->ranked += row->rank != 0;
		out->has_change = out->has_change || row->has_change || row->previous_rank;
		out->has_bands = out->has_bands || row->band;
		out->has_notes = out->has_notes || row->note.len;
	}
}

static void put_rows(const struct view *view, struct value *map, const struct league *league,
                     const struct shown *shown)
{
	struct value *ranked = part_list(view), *others = part_list(view);
	long decimals = view_league_decimals(view, league, shown->rows, shown->n);
	for (size_t i = 0; i < shown->n; i++)
		value_push(view->arena, i < shown->ranked ? ranked : others,
		           view_league_row(view, shown->rows[i], decimals, false));
	PUT_LIST(view, map, "rows", ranked);
	PUT_LIST(view, map, "not_ranked", others);
	PUT(view, map, "has_change", part_bool(view, shown->has_change));
	PUT(view, map, "has_bands", part_bool(view, shown->has_bands));
	PUT(view, map, "has_notes", part_bool(view, shown->has_notes));
}

static struct value *league_downloads(const struct view *view, const struct league *league)
{
	struct value *list = part_list(view);
	part_download(view, list, STR("CSV"),
	              route_file(view->arena, STR("data/leagues/"), league->id, STR(".csv")), view->no);
	return list;
}

struct str view_league_path(const struct view *view, const struct league *league, struct period period)
{
	return view_path(view, ROUTE_LEAGUE_PERIOD, league->id, period_text(view->arena, period));
}

struct value *view_league_period(const struct view *view, const struct league_result *result, size_t period)
{
	struct period of = result->periods[period].period;
	struct str href = view_href(view, view_league_path(view, result->league, of));
	struct value *link = part_link_text(view, part_period_alone(view, of), href);
	PUT(view, link, "value", value_string(view->arena, period_text(view->arena, of)));
	return link;
}

static struct value *caption(const struct view *view, const struct league_result *result, size_t period)
{
	struct str language, title = part_label_in(&language, view, &result->league->title);
	if (period == SIZE_MAX)
		return part_words_in(view, title, language);
	return PART_SAY(view, THING_PERIOD, title, part_period_text(view, result->periods[period].period));
}

/* A league without rows has no period, so its table has neither; the keys are there all the same. */
static struct value *league_view(struct view *view, const struct view_request *request, bool in_text)
{
	const struct league_result *result = request->league;
	const struct league *league = result->league;
	size_t period = request->period;
	static const struct league_period nothing;
	const struct league_period *of = period == SIZE_MAX ? &nothing : &result->periods[period];
	struct value *map = part_view(view, in_text, caption(view, result, period), league->source);
	struct shown shown;
	select_rows(&shown, view, of, request);
	PUT(view, map, "league", value_string(view->arena, league->id));
	PUT(view, map, "period", period == SIZE_MAX ? view->no : part_period(view, of->period));
	PUT(view, map, "previous_period",
	    period == SIZE_MAX || period == 0 ? view->no
	                                      : part_period(view, result->periods[period - 1].period));
	PUT(view, map, "score_title", PART_SAY_PLAIN(view, SCORE));
	put_rows(view, map, league, &shown);
	if (shown.n < of->n)
		PUT(view, map, "cut",
		    PART_SAY(view, CUT_UNITS, part_count_text(view, shown.n), part_count_text(view, of->n)));
	if (in_text)
		PUT(view, map, "link",
		    period == SIZE_MAX ? part_league(view, league)
		                       : view_league_period(view, result, period));
	PUT_LIST(view, map, "downloads", league_downloads(view, league));
	return map;
}

bool view_resolve_league(struct view_request *out, struct arena *arena, const struct view_site *site,
                         const struct view_spec *spec, struct diags *diags)
{
	static const struct str keys[] = {STR_INIT("period"), STR_INIT("top"), STR_INIT("where")};
	const struct spec_option *asked = spec_option(spec, STR("period")),
	                         *where = spec_option(spec, STR("where"));
	struct period period = {0};
	bool good = option_only(spec, keys, LENGTH(keys), diags);
	good = option_number(&out->top, spec_option(spec, STR("top")), diags) && good;
	good = option_period(&period, asked, diags) && good;
	if (!option_needs_thing(spec, diags))
		return false;
	const struct league *league = model_league(site->model, spec->thing.text);
	if (!league && !site->leagues_broken)
		DIAG(diags, spec->thing.place, UNKNOWN_LEAGUE, spec->thing.text);
	if (!league)
		return out->unjudged = site->leagues_broken;
	out->league = &site->leagues[league - site->model->leagues.items];
	out->unjudged = league->broken || out->league->broken;
	if (out->unjudged || !good)
		return good;
	out->has_where = where != NULL;
	good = option_where(&out->where, arena, site->model, league->source, where, diags);
	const struct league_period *periods = out->league->periods;
	size_t n = out->league->n_periods;
	out->period = asked ? league_period_index(out->league, period) : n - 1;
	if (!asked || out->period != SIZE_MAX)
		return good;
	return option_no_period(asked, league->id, n ? period_text(arena, periods[0].period) : STR(""),
	                        n ? period_text(arena, periods[n - 1].period) : STR(""), diags);
}

struct value *view_build_league(struct view *view, const struct view_request *request)
{
	return league_view(view, request, true);
}

/* ---- sentences ---- */

static struct str leader_names(const struct view *view, const struct league_period *period, size_t *n)
{
	struct str all = {0};
	for (*n = 0; *n < period->ranked && period->rows[*n].rank == 1; ++*n)
		all = str_list_add(view->arena, all, part_label_text(view, &period->rows[*n].unit->name));
	return all;
}

struct str view_league_sentence(const struct view *view, const struct league_result *result, size_t period)
{
	const struct league_period *of = &result->periods[period];
	size_t leaders, up = 0, down = 0;
	struct str names = leader_names(view, of, &leaders);
	if (leaders == 0)
		return (struct str){0};
	for (size_t i = 0; i < of->n; i++) {
		up += of->rows[i].has_change && of->rows[i].change > 0;
		down += of->rows[i].has_change && of->rows[i].change < 0;
	}
	struct str leads = leaders == 1 ? SAY(view->arena, view->words, LEAGUE_LEADER, names)
	                                : SAY(view->arena, view->words, LEAGUE_LEADERS, names);
	if (up + down == 0)
		return leads;
	return STR_JOIN(view->arena, leads, STR(" "),
	                SAY(view->arena, view->words, LEAGUE_MOVES, part_count_text(view, up),
	                    part_count_text(view, down)));
}

/* `Thủ tục hành chính`, weighted `Minh bạch × 0,18`. */
static struct str criterion_text(const struct view *view, const struct league *league,
                                 const struct criterion *criterion)
{
	struct str name = part_label_text(view, &league->source->fields[criterion->field].title);
	if (name.len == 0)
		name = criterion->column;
	if (league->score != SCORE_WEIGHTED)
		return name;
	struct str weight =
	        text_number(view->arena, view->words->locale, decimal_plain(view->arena, criterion->weight));
	return SAY(view->arena, view->words, METHOD_WEIGHT, name, weight);
}

static struct str criteria_text(const struct view *view, const struct league *league)
{
	struct str all = {0};
	for (size_t i = 0; i < league->n_criteria; i++)
		all = str_list_add(view->arena, all, criterion_text(view, league, &league->criteria[i]));
	return all;
}

static struct value *method(const struct view *view, const struct league *league)
{
	static const enum phrase scores[] = {[SCORE_COLUMN] = PHRASE_METHOD_COLUMN,
	                                     [SCORE_SUM] = PHRASE_METHOD_SUM,
	                                     [SCORE_WEIGHTED] = PHRASE_METHOD_WEIGHTED};
	const enum phrase rest[] = {league->ascending ? PHRASE_METHOD_ASCENDING : PHRASE_METHOD_DESCENDING,
	                            league->dense ? PHRASE_METHOD_DENSE : PHRASE_METHOD_COMPETITION,
	                            PHRASE_METHOD_EXACT, PHRASE_METHOD_CHANGE};
	struct str criteria = criteria_text(view, league);
	struct value *list = part_list(view);
	value_push(
	        view->arena, list,
	        part_words(view, words_say(view->arena, view->words, scores[league->score], &criteria, 1)));
	for (size_t i = 0; i < LENGTH(rest); i++)
		value_push(view->arena, list,
		           part_words(view, words_say(view->arena, view->words, rest[i], NULL, 0)));
	return list;
}

/* ---- what a score is made of ---- */

/* The most digits that a criterion has behind the point, so that its column lines up. */
static long part_digits_behind(const struct view *view, const struct league_period *of, size_t criterion)
{
	long most = 0;
	for (size_t i = 0; i < of->n; i++) {
		const struct league_part *part = &of->rows[i].parts[criterion];
		long own = part->given ? digits_behind(decimal_plain(view->arena, part->value)) : 0;
		most = own > most ? own : most;
	}
	return most;
}

static struct value *breakdown_row(const struct view *view, const struct league *league,
                                   const struct league_row *row, const long *decimals)
{
	struct value *map = part_map(view), *cells = part_list(view);
	for (size_t i = 0; i < league->n_criteria; i++) {
		struct value *cell = part_map(view);
		PUT(view, cell, "figure",
		    row->parts[i].given ? part_decimal(view, row->parts[i].value, decimals[i]) : view->no);
		value_push(view->arena, cells, cell);
	}
	PUT(view, map, "unit", part_unit(view, row->unit));
	PUT(view, map, "cells", cells);
	PUT(view, map, "score",
	    row->has_score ? part_decimal(view, row->score, decimals[league->n_criteria]) : view->no);
	return map;
}

/* Each unit's score by criterion, as the source has them; none where the score is one column, or the source
 * is not published. */
static struct value *breakdown(const struct view *view, const struct league_result *result, size_t period)
{
	static const struct league_period nothing;
	const struct league *league = result->league;
	bool told = period != SIZE_MAX && league->n_criteria > 1 && league->source->publish;
	const struct league_period *of = told ? &result->periods[period] : &nothing;
	struct value *map = part_map(view), *columns = part_list(view), *rows = part_list(view);
	long *decimals = ARENA_ARRAY(view->arena, long, league->n_criteria + 1);
	const struct league_row **all = ARENA_ARRAY(view->arena, const struct league_row *, of->n);
	for (size_t i = 0; i < of->n; i++)
		all[i] = &of->rows[i];
	for (size_t i = 0; told && i < league->n_criteria; i++) {
		decimals[i] = part_digits_behind(view, of, i);
		value_push(view->arena, columns,
		           part_words(view, criterion_text(view, league, &league->criteria[i])));
	}
	decimals[league->n_criteria] = view_league_decimals(view, league, all, of->n);
	for (size_t i = 0; i < of->n; i++)
		value_push(view->arena, rows, breakdown_row(view, league, all[i], decimals));
	PUT(view, map, "caption",
	    told ? PART_SAY(view, LEAGUE_BREAKDOWN, part_period_text(view, of->period)) : view->no);
	PUT(view, map, "columns", columns);
	PUT_LIST(view, map, "rows", rows);
	return map;
}

/* ---- the pages ---- */

static struct value *period_item(const struct view *view, const struct league_result *result, size_t period,
                                 size_t current)
{
	const struct league_period *of = &result->periods[period];
	struct value *map = part_map(view), *leaders = part_list(view);
	size_t n;
	struct str names = leader_names(view, of, &n);
	for (size_t i = 0; i < n; i++)
		value_push(view->arena, leaders, part_unit(view, of->rows[i].unit));
	PUT(view, map, "link", view_league_period(view, result, period));
	PUT(view, map, "period", part_period(view, of->period));
	PUT(view, map, "is_current", part_bool(view, period == current));
	PUT_LIST(view, map, "leaders", leaders);
	PUT(view, map, "leaders_words", part_words(view, names));
	PUT(view, map, "ranked_text", value_string(view->arena, part_count_text(view, of->ranked)));
	return map;
}

/* A unit's line of the path. */
struct line {
	const struct league_row *const *rows; /* all of the unit, oldest first */
	size_t n;
	long rank; /* in the latest period; LONG_MAX: not ranked in it */
	struct str name;
};

static int line_order(const void *a, const void *b)
{
	const struct line *x = a, *y = b;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return str_cmp(x->name, y->name);
}

static struct value *path_cell(const struct view *view, const struct league_row *row, long decimals)
{
	struct value *map = part_map(view);
	bool score = row && row->has_score;
	PUT(view, map, "rank_text", part_text(view, view_rank_text(view, row)));
	PUT(view, map, "note", row ? part_words(view, row->note) : view->no);
	const struct value *figure = score ? part_decimal(view, row->score, decimals) : NULL;
	PUT(view, map, "score_text",
	    score ? part_text(view, value_get(figure, STR("text"))->text) : view->no);
	return map;
}

static struct value *path_row(const struct view *view, const struct league_result *result,
                              const struct line *line)
{
	struct value *map = part_map(view), *cells = part_list(view);
	long decimals = view_league_decimals(view, result->league, line->rows, line->n);
	for (size_t period = 0, i = 0; period < result->n_periods; period++) {
		const struct league_row *row =
		        i < line->n && line->rows[i]->period == period ? line->rows[i++] : NULL;
		value_push(view->arena, cells, path_cell(view, row, decimals));
	}
	PUT(view, map, "unit", part_unit(view, line->rows[0]->unit));
	PUT(view, map, "cells", cells);
	return map;
}

/* by_unit holds the rows of one unit side by side. */
static struct value *path_rows(const struct view *view, const struct league_result *result)
{
	struct line *lines = ARENA_ARRAY(view->arena, struct line, result->n_rows);
	struct value *list = part_list(view);
	size_t n = 0;
	for (size_t i = 0; i < result->n_rows;) {
		struct line *line = &lines[n++];
		const struct unit *unit = result->by_unit[i]->unit;
		line->rows = &result->by_unit[i];
		for (; i < result->n_rows && result->by_unit[i]->unit == unit; i++)
			line->n++;
		const struct league_row *last = line->rows[line->n - 1];
		line->rank = last->period + 1 == result->n_periods && last->rank ? last->rank : LONG_MAX;
		line->name =
		        text_sort_key(view->arena, view->words->locale, part_label_text(view, &unit->name));
	}
	if (n)
		qsort(lines, n, sizeof *lines, line_order);
	for (size_t i = 0; i < n; i++)
		value_push(view->arena, list, path_row(view, result, &lines[i]));
	return list;
}

static struct value *path(const struct view *view, const struct league_result *result, bool whole)
{
	struct value *map = part_map(view), *columns = part_list(view);
	struct str title = part_label_text(view, &result->league->title);
	for (size_t i = 0; whole && i < result->n_periods; i++)
		value_push(view->arena, columns, part_period(view, result->periods[i].period));
	PUT(view, map, "caption", PART_SAY(view, LEAGUE_PATH, title));
	PUT(view, map, "columns", columns);
	PUT_LIST(view, map, "rows", whole ? path_rows(view, result) : part_list(view));
	return map;
}

void view_league_head(struct view_head *out, const struct view *view, const struct league_result *result,
                      size_t period)
{
	const struct league *league = result->league;
	*out = (struct view_head){.kind = period == SIZE_MAX ? STR("league") : STR("league-period"),
	                          .title = league->title,
	                          .updated = DATE_NONE,
	                          .draws_on = league->source};
	if (period != SIZE_MAX) {
		struct str title = part_label_text(view, &league->title);
		struct str when = part_period_text(view, result->periods[period].period);
		out->title = (struct label){0};
		out->title.texts[view->words->at] = SAY(view->arena, view->words, THING_PERIOD, title, when);
	}
	size_t shown = period == SIZE_MAX ? result->n_periods - 1 : period;
	if (result->n_periods)
		out->summary.texts[view->words->at] = view_league_sentence(view, result, shown);
}

void view_league(struct view *view, struct value *tree, const struct league_result *result, size_t period)
{
	struct value *map = part_map(view), *periods = part_list(view);
	size_t n = result->n_periods, at = period == SIZE_MAX ? n - 1 : period;
	struct view_request request = {.league = result, .period = n ? at : SIZE_MAX};
	PUT(view, tree, "league", league_view(view, &request, false));
	for (size_t i = n; i-- > 0;)
		value_push(view->arena, periods, period_item(view, result, i, at));
	PUT(view, map, "title", part_label(view, &result->league->title));
	PUT(view, map, "link", part_league(view, result->league));
	PUT(view, map, "period", n ? part_period(view, result->periods[at].period) : view->no);
	PUT(view, map, "previous", n && at > 0 ? view_league_period(view, result, at - 1) : view->no);
	PUT(view, map, "next", n && at + 1 < n ? view_league_period(view, result, at + 1) : view->no);
	PUT_LIST(view, map, "periods", periods);
	PUT_LIST(view, map, "method", method(view, result->league));
	PUT(view, map, "breakdown", breakdown(view, result, n ? at : SIZE_MAX));
	PUT(view, map, "path", path(view, result, period == SIZE_MAX));
	PUT(view, map, "chart",
	    period == SIZE_MAX ? chart_of_ranks(view, result) : chart_of_period(view, result, period));
	PUT_LIST(view, map, "downloads", league_downloads(view, result->league));
	PUT(view, tree, "league_page", map);
}
