#include "view/still.h"

#include "view/condition.h"
#include "view/distance.h"
#include "view/parts.h"

static bool is_ranked(const struct league_result *league, int year)
{
	return league_period_index(league, period_of_year(year)) != SIZE_MAX;
}

/* Years count whose ranking is still to come and that end before dossiers close. */
static struct str years_text(const struct view *view, const struct award_cycle_result *cycle,
                             const struct leaf *leaf, const struct league_result *league, struct date until)
{
	const struct condition *condition = leaf->condition;
	int from = condition->from ? condition->from : cycle->from,
	    to = condition->to ? condition->to : cycle->to;
	long left = 0, more = condition->years - leaf->number;
	for (int year = from; year <= to; year++)
		left += !is_ranked(league, year) && period_of_year(year).last.day < until.day;
	return left < more ? SAY_PLAIN(view->arena, view->words, STILL_TOO_FEW)
	                   : SAY(view->arena, view->words, STILL_YEARS, part_number_text(view, more),
	                         part_number_text(view, left));
}

static struct str rank_text(const struct view *view, const struct award_cycle_result *cycle,
                            const struct leaf *leaf, struct date until)
{
	const struct condition *condition = leaf->condition;
	const struct league_result *league =
	        &view->site->leagues[condition->league - view->site->model->leagues.items];
	struct str limit = part_number_text(view, condition->kind == CONDITION_TOP ? condition->rank : 1);
	if (condition->years)
		return years_text(view, cycle, leaf, league, until);
	if (leaf->number)
		return SAY(view->arena, view->words, STILL_TOP, limit, part_number_text(view, leaf->number));
	return SAY(view->arena, view->words, STILL_TOP_NONE, limit);
}

static struct str value_text(const struct view *view, const struct condition *condition)
{
	static const enum phrase phrases[] = {[VALUE_EQUALS] = PHRASE_STILL_EQUALS,
	                                      [VALUE_AT_LEAST] = PHRASE_STILL_AT_LEAST,
	                                      [VALUE_AT_MOST] = PHRASE_STILL_AT_MOST};
	struct str than = view_condition_than(view, condition);
	return words_say(view->arena, view->words, phrases[condition->compare], &than, 1);
}

static struct str still_text(const struct view *view, const struct award_cycle_result *cycle,
                             const struct leaf *leaf, struct date until)
{
	const struct condition *condition = leaf->condition;
	switch (condition->kind) {
	case CONDITION_TOP:
	case CONDITION_LEADER:
		return rank_text(view, cycle, leaf, until);
	case CONDITION_COUNT:
		if (leaf->number >= condition->min)
			break; /* too many are not undone */
		return SAY(view->arena, view->words, STILL_MORE,
		           part_number_text(view, condition->min - leaf->number));
	case CONDITION_VALUE:
		return value_text(view, condition);
	case CONDITION_MET:
		return SAY(view->arena, view->words, STILL_GOAL, view_goal_text(view, condition->target));
	case CONDITION_AWARD:
	case CONDITION_NONE:
	case CONDITION_NOT:
	case CONDITION_ALL:
	case CONDITION_ANY:
	case CONDITION_JUDGED:
		break;
	}
	return (struct str){0};
}

struct value *view_still(const struct view *view, const struct award_cycle_result *cycle,
                         const struct leaf *leaf)
{
	struct date last, until = period_of_year(cycle->to).last;
	bool deadline = award_deadline(&last, cycle->award, cycle->to);
	if (deadline)
		until = last;
	if (leaf->passed || view->site->model->today.day > until.day ||
	    view_condition_hidden(leaf->condition))
		return view->no;
	struct str text = still_text(view, cycle, leaf, until);
	if (text.len == 0 || !deadline)
		return part_words(view, text);
	return PART_SAY(view, STILL_BY, text, text_date(view->arena, view->words->locale, until));
}
