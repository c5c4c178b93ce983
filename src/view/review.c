#include "view/review.h"

#include "base/arena.h"
#include "view/honours.h"
#include "view/league.h"
#include "view/parts.h"
#include "view/scorecard.h"

/* What is looked back upon: years of a plan. */
struct span {
	const struct view *view;
	struct str plan_id;
	int from, to;
	bool term; /* all the years of several */
};

/* ---- targets ---- */

/* The row that stands for a target and unit: the year's own or the last in it; of a term the last of all. */
static const struct score_row *row_of(const struct span *span, const struct scorecard_result *card,
                                      const struct score_row *first)
{
	const struct score_row *row = NULL;
	for (int year = span->to; !row && year >= span->from; year--)
		row = scorecard_of_year(card, first->target, first->unit, year);
	return row;
}

static bool count_card(size_t counts[STATUS_COUNT], const struct span *span,
                       const struct scorecard_result *card)
{
	bool any = false;
	for (size_t i = 0; i < card->n_rows; i++) {
		const struct score_row *own = &card->rows[i];
		bool first = i == 0 || own->target != own[-1].target || own->unit != own[-1].unit;
		if (!first || !str_eq(own->target->plan_id, span->plan_id))
			continue;
		const struct score_row *row = row_of(span, card, own);
		if (row)
			counts[row->status]++;
		any = any || row;
	}
	return any;
}

/* The page of the year itself, else the last period in the span. */
static struct value *card_link(const struct span *span, const struct scorecard_result *card)
{
	const struct view *view = span->view;
	size_t best = SIZE_MAX;
	for (size_t i = 0; i < card->n_periods; i++) {
		const struct period *period = &card->periods[i];
		if (period->year < span->from || period->year > span->to)
			continue;
		if (best == SIZE_MAX || period->last.day > card->periods[best].last.day ||
		    (period->last.day == card->periods[best].last.day && period->kind == PERIOD_YEAR))
			best = i;
	}
	if (best == SIZE_MAX)
		return part_scorecard(view, card->scorecard);
	return part_link(view, &card->scorecard->title,
	                 view_scorecard_path(view, card->scorecard, card->periods[best]));
}

static struct value *scorecards(const struct span *span)
{
	const struct view *view = span->view;
	struct value *list = part_list(view);
	for (size_t i = 0; i < view->site->model->scorecards.len; i++) {
		const struct scorecard_result *card = &view->site->scorecards[i];
		size_t counts[STATUS_COUNT] = {0};
		if (!count_card(counts, span, card))
			continue;
		struct value *map = part_map(view);
		PUT(view, map, "link", card_link(span, card));
		PUT(view, map, "sentence", part_words(view, view_counts_sentence(view, counts)));
		value_push(view->arena, list, map);
	}
	return list;
}

/* ---- rankings ---- */

static bool names_league(const struct condition *condition, const struct league *league)
{
	if (!condition)
		return false;
	bool named = condition->league == league;
	for (size_t i = 0; i < condition->n_children; i++)
		named = named || names_league(condition->children[i], league);
	return named;
}

static bool looks_at(const struct span *span, const struct league *league)
{
	const struct awards *awards = &span->view->site->model->awards;
	for (size_t i = 0; i < awards->len; i++)
		if (str_eq(awards->items[i].plan_id, span->plan_id) &&
		    (names_league(awards->items[i].requires, league) ||
		     names_league(awards->items[i].outside_requires, league)))
			return true;
	return false;
}

static struct value *leagues(const struct span *span)
{
	const struct view *view = span->view;
	struct value *list = part_list(view);
	for (size_t i = 0; i < view->site->model->leagues.len; i++) {
		const struct league_result *result = &view->site->leagues[i];
		size_t last = SIZE_MAX;
		for (size_t p = 0; p < result->n_periods; p++)
			if (result->periods[p].period.year >= span->from &&
			    result->periods[p].period.year <= span->to)
				last = p;
		if (last == SIZE_MAX || !looks_at(span, result->league))
			continue;
		struct value *map = part_map(view);
		struct period period = result->periods[last].period;
		PUT(view, map, "link",
		    part_link(view, &result->league->title, view_league_path(view, result->league, period)));
		PUT(view, map, "period", part_period(view, period));
		PUT(view, map, "sentence", part_words(view, view_league_sentence(view, result, last)));
		value_push(view->arena, list, map);
	}
	return list;
}

/* ---- honours ---- */

static struct value *honours(const struct span *span)
{
	const struct view *view = span->view;
	const struct model *model = view->site->model;
	struct value *list = part_list(view);
	for (size_t i = 0; i < model->honours.len; i++) {
		const struct honour *honour = &model->honours.items[i];
		if (honour->state == HONOUR_DECIDED && honour->award && honour->year >= span->from &&
		    honour->year <= span->to && str_eq(honour->award->plan_id, span->plan_id))
			value_push(view->arena, list, view_honour(view, honour));
	}
	return list;
}

/* ---- all of it ---- */

static struct str title_of(const struct span *span, const struct plan *plan)
{
	const struct view *view = span->view;
	struct date today = view->site->model->today;
	struct str from = str_printf(view->arena, "%d", span->from),
	           to = str_printf(view->arena, "%d", span->to);
	struct str day = text_date(view->arena, view->words->locale, today);
	bool over = period_of_year(span->to).last.day < today.day;
	if (span->term && (!over || span->to < plan->last_year))
		return SAY(view->arena, view->words, REVIEW_SO_FAR,
		           str_printf(view->arena, "%d", plan->first_year),
		           str_printf(view->arena, "%d", plan->last_year), day);
	if (span->term)
		return SAY(view->arena, view->words, REVIEW_TERM, from, to);
	if (!over)
		return SAY(view->arena, view->words, REVIEW_YEAR_SO_FAR, to, day);
	return plan->first_year == plan->last_year ? SAY(view->arena, view->words, REVIEW_ONLY_YEAR, to)
	                                           : SAY(view->arena, view->words, REVIEW_YEAR, to);
}

static void add_review(struct value *list, const struct span *span, const struct plan *plan)
{
	const struct view *view = span->view;
	struct value *map = part_map(view), *cards = scorecards(span), *ranks = leagues(span),
	             *honoured = honours(span);
	if (cards->len + ranks->len + honoured->len == 0)
		return;
	PUT(view, map, "id",
	    value_string(view->arena,
	                 span->term ? STR("review_term") : str_printf(view->arena, "review_%d", span->to)));
	PUT(view, map, "title", part_words(view, title_of(span, plan)));
	PUT_LIST(view, map, "scorecards", cards);
	PUT_LIST(view, map, "leagues", ranks);
	/* those of a term are named under its years */
	PUT_LIST(view, map, "honours", span->term ? part_list(view) : honoured);
	PUT(view, map, "honoured",
	    honoured->len ? PART_SAY(view, REVIEW_HONOURED, part_count_text(view, honoured->len)) : view->no);
	value_push(view->arena, list, map);
}

struct value *view_reviews(const struct view *view, struct str plan_id, const struct plan *plan)
{
	struct value *list = part_list(view);
	int today = date_civil(view->site->model->today).year;
	int to = plan->last_year < today ? plan->last_year : today;
	struct span span = {view, plan_id, plan->first_year, to, true};
	if (plan->first_year == 0)
		return list;
	if (to > plan->first_year)
		add_review(list, &span, plan);
	span.term = false;
	for (int year = to; year >= plan->first_year; year--) {
		span.from = span.to = year;
		add_review(list, &span, plan);
	}
	return list;
}
