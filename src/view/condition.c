#include "view/condition.h"

#include "base/arena.h"
#include "view/parts.h"

/* ---- small words ---- */

static struct str year_text(const struct view *view, int year)
{
	return str_printf(view->arena, "%d", year);
}

static struct str field_text(const struct view *view, const struct resource *resource, size_t field)
{
	struct str title = part_label_text(view, &resource->fields[field].title);
	return title.len ? title : resource->fields[field].name;
}

/* A value as its column would print it. */
static struct str value_text(const struct view *view, const struct resource *resource, size_t field,
                             struct str text)
{
	const struct field *of = &resource->fields[field];
	struct label category = part_category(resource, of->name, text);
	if (part_label_text(view, &category).len)
		return part_label_text(view, &category);
	if (of->type == FIELD_NUMBER || of->type == FIELD_INTEGER)
		return text_number(view->arena, view->words->locale, text);
	int truth = of->type == FIELD_BOOLEAN ? filter_truth(of, text) : -1;
	if (truth >= 0)
		return truth ? SAY_PLAIN(view->arena, view->words, YES)
		             : SAY_PLAIN(view->arena, view->words, NO);
	const struct unit *unit = str_eq(of->name, STR("unit")) ? model_unit(view->site->model, text) : NULL;
	return unit ? part_label_text(view, &unit->name) : text;
}

/* ---- rows: `Sáng kiến (được áp dụng: có)` ---- */

/* One column of a where; empty where it only names the candidate itself. */
static struct str term_text(const struct view *view, const struct filter *of, const struct filter_term *term)
{
	const struct resource *units = view->site->model->units.origin.resource;
	bool own = term->field != SIZE_MAX;
	const struct resource *resource = own ? of->resource : units;
	size_t field = own ? term->field : term->unit_field;
	struct str all = {0};
	for (size_t i = 0; i < term->n; i++)
		if (term->values[i].kind == FILTER_TEXT)
			all = str_list_add(view->arena, all,
			                   value_text(view, resource, field, term->values[i].text));
	if (all.len == 0)
		return all;
	return SAY(view->arena, view->words, NEED_TERM, field_text(view, resource, field), all);
}

static struct str rows_text(const struct view *view, const struct filter *of)
{
	struct label title = part_resource_title(view, of->resource);
	struct str all = {0};
	for (size_t i = 0; i < of->n; i++) {
		struct str term = term_text(view, of, &of->terms[i]);
		if (term.len)
			all = STR_JOIN(view->arena, all, all.len ? STR("; ") : STR(""), term);
	}
	if (all.len == 0)
		return part_label_text(view, &title);
	return SAY(view->arena, view->words, NEED_ROWS, part_label_text(view, &title), all);
}

/* With its conditions where it must be understood by itself. */
static struct str rows_name(const struct view *view, const struct filter *of, bool alone)
{
	struct label title = part_resource_title(view, of->resource);
	return alone ? rows_text(view, of) : part_label_text(view, &title);
}

bool view_condition_hidden(const struct condition *condition)
{
	if (condition->of.resource && !condition->of.resource->publish)
		return true;
	for (size_t i = 0; condition->kind == CONDITION_NOT && i < condition->n_children; i++)
		if (view_condition_hidden(condition->children[i]))
			return true;
	return false;
}

/* ---- each kind ---- */

static struct str rank_text(const struct view *view, const struct award *award,
                            const struct condition *condition)
{
	struct arena *arena = view->arena;
	struct str league = part_label_text(view, &condition->league->title);
	struct str rank = part_number_text(view, condition->rank),
	           years = part_number_text(view, condition->years);
	int first = condition->from ? condition->from : award->from,
	    last = condition->to ? condition->to : award->to;
	struct str from = year_text(view, first), to = year_text(view, last);
	bool bounded = first && last, top = condition->kind == CONDITION_TOP;
	if (!condition->years)
		return top ? SAY(arena, view->words, NEED_TOP, rank, league)
		           : SAY(arena, view->words, NEED_LEADER, league);
	if (top)
		return bounded ? SAY(arena, view->words, NEED_TOP_YEARS, rank, league, years, from, to)
		               : SAY(arena, view->words, NEED_TOP_SOME, rank, league, years);
	return bounded ? SAY(arena, view->words, NEED_LEADER_SOME, league, years, from, to)
	               : SAY(arena, view->words, NEED_LEADER_YEARS, league, years);
}

static struct str count_text(const struct view *view, const struct condition *condition)
{
	struct arena *arena = view->arena;
	struct str rows = rows_text(view, &condition->of);
	struct str min = part_number_text(view, condition->min), max = part_number_text(view, condition->max);
	if (condition->distinct != SIZE_MAX)
		rows = SAY(arena, view->words, NEED_DISTINCT, rows,
		           field_text(view, condition->of.resource, condition->distinct));
	if (condition->from && condition->to)
		rows = SAY(arena, view->words, NEED_IN_YEARS, rows, year_text(view, condition->from),
		           year_text(view, condition->to));
	if (condition->has_min && condition->has_max)
		return SAY(arena, view->words, NEED_COUNT_RANGE, rows, min, max);
	if (condition->has_max)
		return SAY(arena, view->words, NEED_COUNT_MAX, rows, max);
	return SAY(arena, view->words, NEED_COUNT_MIN, rows, condition->has_min ? min : STR("1"));
}

struct str view_condition_than(const struct view *view, const struct condition *condition)
{
	return value_text(view, condition->of.resource, condition->column, condition->than);
}

static struct str compare_text(const struct view *view, const struct condition *condition)
{
	static const enum phrase phrases[] = {[VALUE_EQUALS] = PHRASE_NEED_VALUE,
	                                      [VALUE_AT_LEAST] = PHRASE_NEED_VALUE_MIN,
	                                      [VALUE_AT_MOST] = PHRASE_NEED_VALUE_MAX};
	const struct resource *resource = condition->of.resource;
	struct str args[] = {rows_text(view, &condition->of), field_text(view, resource, condition->column),
	                     view_condition_than(view, condition)};
	return words_say(view->arena, view->words, phrases[condition->compare], args, 3);
}

static struct str award_text(const struct view *view, const struct condition *condition)
{
	struct str title =
	        condition->award ? part_label_text(view, &condition->award->title) : condition->award_id;
	return condition->decided ? SAY(view->arena, view->words, NEED_AWARD, title)
	                          : SAY(view->arena, view->words, NEED_NOMINATED, title);
}

/* What a group says before what is below it. */
static struct str group_text(const struct view *view, const struct condition *condition)
{
	if (condition->kind == CONDITION_NOT)
		return SAY_PLAIN(view->arena, view->words, NEED_NOT);
	if (condition->kind == CONDITION_ALL)
		return SAY_PLAIN(view->arena, view->words, NEED_ALL);
	if (condition->at_least <= 1)
		return SAY_PLAIN(view->arena, view->words, NEED_ANY);
	return SAY(view->arena, view->words, NEED_SOME, part_number_text(view, condition->at_least));
}

static struct str own_text(const struct view *view, const struct award *award,
                           const struct condition *condition)
{
	switch (condition->kind) {
	case CONDITION_ALL:
	case CONDITION_ANY:
	case CONDITION_NOT:
		return group_text(view, condition);
	case CONDITION_TOP:
	case CONDITION_LEADER:
		return rank_text(view, award, condition);
	case CONDITION_COUNT:
		return count_text(view, condition);
	case CONDITION_NONE:
		return SAY(view->arena, view->words, NEED_NONE, rows_text(view, &condition->of));
	case CONDITION_VALUE:
		return compare_text(view, condition);
	case CONDITION_MET:
		return SAY(view->arena, view->words, NEED_TARGET,
		           part_label_text(view, &condition->target->indicator->name));
	case CONDITION_AWARD:
		return award_text(view, condition);
	case CONDITION_JUDGED:
		break;
	}
	return SAY_PLAIN(view->arena, view->words, NEED_JUDGED);
}

static struct str words_of(const struct view *view, const struct award *award,
                           const struct condition *condition)
{
	struct str text = own_text(view, award, condition);
	return condition->follow ? SAY(view->arena, view->words, NEED_FOLLOW, text) : text;
}

struct str view_condition_text(const struct view *view, const struct award *award,
                               const struct condition *condition)
{
	if (condition->has_label)
		return part_label_text(view, &condition->label);
	if (view_condition_hidden(condition))
		return SAY_PLAIN(view->arena, view->words, NEED_UNPUBLISHED);
	struct str text = words_of(view, award, condition);
	if (condition->kind == CONDITION_NOT)
		text = STR_JOIN(view->arena, text, STR(" "),
		                view_condition_text(view, award, condition->children[0]));
	return text;
}

struct value *view_condition(const struct view *view, const struct award *award,
                             const struct condition *condition)
{
	struct value *map = part_map(view), *children = part_list(view);
	bool judged = condition->kind == CONDITION_JUDGED, hidden = view_condition_hidden(condition);
	/* what has no words of its own, or must not have, is said by its label alone */
	bool alone = condition->has_label && (judged || hidden);
	for (size_t i = 0; !hidden && i < condition->n_children; i++)
		value_push(view->arena, children, view_condition(view, award, condition->children[i]));
	PUT(view, map, "words",
	    alone    ? part_label(view, &condition->label)
	    : hidden ? PART_SAY_PLAIN(view, NEED_UNPUBLISHED)
	             : part_words(view, words_of(view, award, condition)));
	PUT(view, map, "label",
	    condition->has_label && !alone ? part_label(view, &condition->label) : view->no);
	PUT(view, map, "reading", condition->has_reading ? part_label(view, &condition->reading) : view->no);
	PUT(view, map, "is_judged", part_bool(view, judged));
	PUT_LIST(view, map, "children", children);
	return map;
}

/* ---- proofs ---- */

static const struct league_result *league_of(const struct view *view, const struct condition *condition)
{
	return &view->site->leagues[condition->league - view->site->model->leagues.items];
}

static bool ranked_within(const struct league_result *league, size_t period, const struct unit *unit,
                          const struct condition *condition)
{
	const struct league_row *row = league_find(league, unit, period);
	long limit = condition->kind == CONDITION_TOP ? condition->rank : 1;
	if (row && row->rank && row->rank <= limit)
		return true;
	for (size_t i = 0; condition->follow && i < unit->n_predecessors; i++)
		if (ranked_within(league, period, unit->predecessors[i], condition))
			return true;
	return false;
}

/* `2 năm: 2026, 2027; chưa có xếp hạng các năm: 2028`. */
static struct str years_proof(const struct view *view, const struct award_cycle_result *cycle,
                              const struct verdict *verdict, const struct condition *condition)
{
	const struct league_result *league = league_of(view, condition);
	struct str in = {0}, missing = {0}, text;
	int from = condition->from ? condition->from : cycle->from,
	    to = condition->to ? condition->to : cycle->to;
	size_t n = 0;
	for (int year = from; verdict->unit && year <= to; year++) {
		size_t period = league_period_index(league, period_of_year(year));
		bool within = period != SIZE_MAX && ranked_within(league, period, verdict->unit, condition);
		struct str *list = period == SIZE_MAX ? &missing : &in;
		n += within;
		if (within || period == SIZE_MAX)
			*list = str_list_add(view->arena, *list, year_text(view, year));
	}
	text = n ? SAY(view->arena, view->words, PROOF_YEARS, part_count_text(view, n), in)
	         : SAY_PLAIN(view->arena, view->words, PROOF_NO_YEARS);
	if (missing.len == 0)
		return text;
	return STR_JOIN(view->arena, text, STR("; "),
	                SAY(view->arena, view->words, PROOF_YEARS_MISSING, missing));
}

static struct str rank_proof(const struct view *view, const struct award_cycle_result *cycle,
                             const struct verdict *verdict, const struct leaf *leaf, bool alone)
{
	const struct condition *condition = leaf->condition;
	const struct league_result *league = league_of(view, condition);
	if (condition->years)
		return years_proof(view, cycle, verdict, condition);
	struct period year = period_of_year(cycle->to);
	size_t period = league_period_index(league, year);
	if (period == SIZE_MAX)
		return SAY(view->arena, view->words, PROOF_YEARS_MISSING, year_text(view, cycle->to));
	if (leaf->number == 0)
		return SAY_PLAIN(view->arena, view->words, PROOF_NO_RANK);
	struct str rank = part_number_text(view, leaf->number),
	           of = part_count_text(view, league->periods[period].ranked);
	if (!alone)
		return SAY(view->arena, view->words, PROOF_RANK, rank, of);
	return SAY(view->arena, view->words, PROOF_RANK_IN, rank, of,
	           part_label_text(view, &condition->league->title), part_period_text(view, year));
}

static struct str cell_proof(const struct view *view, const struct leaf *leaf)
{
	const struct condition *condition = leaf->condition;
	const struct resource *resource = condition->of.resource;
	if (leaf->row == SIZE_MAX)
		return SAY_PLAIN(view->arena, view->words, PROOF_NO_VALUE);
	if (withheld_cell(view->site->withheld, resource, leaf->row, condition->column))
		return (struct str){0};
	struct str text = resource_text(view->arena, resource, leaf->row, condition->column);
	if (text.len == 0)
		return SAY_PLAIN(view->arena, view->words, PROOF_NO_VALUE);
	return SAY(view->arena, view->words, PROOF_VALUE,
	           value_text(view, resource, condition->column, text));
}

/* The figure of the cycle's last year that a target is judged by. */
static struct str target_proof(const struct view *view, const struct award_cycle_result *cycle,
                               const struct verdict *verdict, const struct condition *condition)
{
	const struct target *target = condition->target;
	const struct score_row *row = NULL;
	for (size_t i = 0; verdict->unit && !row && i < view->site->model->scorecards.len; i++)
		row = scorecard_of_year(&view->site->scorecards[i], target, verdict->unit, cycle->to);
	struct str text =
	        row ? part_figure_text(view, row->figure, target->indicator, true) : (struct str){0};
	return text.len ? text : SAY_PLAIN(view->arena, view->words, PROOF_NO_VALUE);
}

static struct str proof_text(const struct view *view, const struct award_cycle_result *cycle,
                             const struct verdict *verdict, const struct leaf *leaf, bool alone)
{
	if (view_condition_hidden(leaf->condition))
		return (struct str){0};
	switch (leaf->condition->kind) {
	case CONDITION_TOP:
	case CONDITION_LEADER:
		return rank_proof(view, cycle, verdict, leaf, alone);
	case CONDITION_COUNT:
	case CONDITION_NONE:
		return SAY(view->arena, view->words, PROOF_ROWS, part_number_text(view, leaf->number),
		           rows_name(view, &leaf->condition->of, alone));
	case CONDITION_VALUE:
		return cell_proof(view, leaf);
	case CONDITION_MET:
		return target_proof(view, cycle, verdict, leaf->condition);
	case CONDITION_ALL:
	case CONDITION_ANY:
	case CONDITION_NOT:
	case CONDITION_AWARD:
	case CONDITION_JUDGED:
		break;
	}
	return (struct str){0};
}

struct value *view_proof(const struct view *view, const struct award_cycle_result *cycle,
                         const struct verdict *verdict, const struct leaf *leaf)
{
	return part_words(view, proof_text(view, cycle, verdict, leaf, false));
}

struct value *view_proof_alone(const struct view *view, const struct award_cycle_result *cycle,
                               const struct verdict *verdict, const struct leaf *leaf)
{
	enum condition_kind kind = leaf->condition->kind;
	struct str proof = proof_text(view, cycle, verdict, leaf, true);
	bool ranked = (kind == CONDITION_TOP || kind == CONDITION_LEADER) && !leaf->condition->years;
	bool told = ranked || kind == CONDITION_COUNT || kind == CONDITION_NONE;
	if (proof.len == 0 || told)
		return part_words(view, proof);
	return PART_SAY(view, LABELLED, view_condition_text(view, cycle->award, leaf->condition), proof);
}

struct str view_proof_href(const struct view *view, const struct award_cycle_result *cycle,
                           const struct condition *condition)
{
	struct str none = {0};
	if (view_condition_hidden(condition))
		return none;
	if (condition->league) {
		struct period year = period_of_year(cycle->to);
		bool one = !condition->years &&
		           league_period_index(league_of(view, condition), year) != SIZE_MAX;
		return view_href(view, view_path(view, one ? ROUTE_LEAGUE_PERIOD : ROUTE_LEAGUE,
		                                 condition->league->id,
		                                 one ? period_text(view->arena, year) : none));
	}
	if (condition->target)
		return view_href(view,
		                 view_path(view, ROUTE_INDICATOR, condition->target->indicator->id, none));
	if (condition->of.resource)
		return view_href(view, view_path(view, ROUTE_DATASET, condition->of.resource->name, none));
	return none;
}

/* ---- quota, deadline ---- */

static struct str base_text(const struct view *view, const struct quota *quota)
{
	if (!quota->has_base)
		return SAY_PLAIN(view->arena, view->words, QUOTA_CANDIDATES);
	if (!quota->base.resource->publish)
		return SAY_PLAIN(view->arena, view->words, NEED_UNPUBLISHED);
	struct str rows = rows_text(view, &quota->base);
	if (quota->base_column == SIZE_MAX)
		return SAY(view->arena, view->words, QUOTA_ROWS, rows);
	return SAY(view->arena, view->words, QUOTA_SUM, rows,
	           field_text(view, quota->base.resource, quota->base_column));
}

static struct str amount_text(const struct view *view, const struct quota *quota)
{
	static const enum phrase most[] = {[PER_UNIT] = PHRASE_QUOTA_MAX_UNIT,
	                                   [PER_PROPOSED_BY] = PHRASE_QUOTA_MAX_PROPOSER,
	                                   [PER_AWARD] = PHRASE_QUOTA_MAX_AWARD};
	static const enum phrase shares[] = {[PER_UNIT] = PHRASE_QUOTA_SHARE_UNIT,
	                                     [PER_PROPOSED_BY] = PHRASE_QUOTA_SHARE_PROPOSER,
	                                     [PER_AWARD] = PHRASE_QUOTA_SHARE};
	if (!quota->is_share) {
		struct str max = part_number_text(view, quota->max);
		return words_say(view->arena, view->words, most[quota->per], &max, 1);
	}
	struct decimal percent = decimal_mul(view->arena, quota->share, decimal_from(100));
	struct str digits =
	        text_number(view->arena, view->words->locale, decimal_plain(view->arena, percent));
	struct str args[] = {STR_JOIN(view->arena, digits, STR("%")), base_text(view, quota)};
	return words_say(view->arena, view->words, shares[quota->per], args, 2);
}

/* What a line comes to, where it is one number for all. */
static bool comes_to(long *out, const struct view *view, const struct quota *quota,
                     const struct award_cycle_result *cycle)
{
	struct evidence evidence;
	if (!cycle || quota->per != PER_AWARD)
		return false;
	evidence_open(&evidence, view->arena, view->site->model, view->site->leagues, view->site->scorecards);
	return award_limit(out, &evidence, cycle, quota, NULL);
}

/* The decided rows of a cycle that count against its quota. */
static size_t count_used(const struct view *view, const struct award_cycle_result *cycle)
{
	const struct model *model = view->site->model;
	size_t used = 0;
	for (size_t i = 0; i < model->honours.len; i++) {
		const struct honour *honour = &model->honours.items[i];
		used += honour->award == cycle->award && honour->state == HONOUR_DECIDED &&
		        honour->year >= cycle->from && honour->year <= cycle->to &&
		        !view->site->honours[honour->row].outside;
	}
	return used;
}

struct str view_quota_text(const struct view *view, const struct award *award, const struct quota *quota,
                           const struct award_cycle_result *cycle)
{
	struct arena *arena = view->arena;
	struct str text = amount_text(view, quota);
	long limit;
	if (quota->when)
		text = SAY(arena, view->words, QUOTA_IF, text, view_condition_text(view, award, quota->when));
	if (quota->has_label)
		text = SAY(arena, view->words, LABELLED, part_label_text(view, &quota->label), text);
	if (!comes_to(&limit, view, quota, cycle))
		return text;
	/* which rows a line with `if` speaks of is not known to the reader */
	if (!quota->when)
		return SAY(arena, view->words, QUOTA_USED, text,
		           part_count_text(view, count_used(view, cycle)), part_number_text(view, limit));
	if (quota->is_share)
		return SAY(arena, view->words, QUOTA_COMES_TO, text, part_number_text(view, limit));
	return text;
}

/* `20/02`, `20 February`: a date of some year without that year. */
static struct str day_month(const struct view *view, const struct deadline *deadline)
{
	struct date date = date_from((struct civil){2000, deadline->month, deadline->day});
	struct str text = text_date(view->arena, view->words->locale, date);
	if (str_starts(text, STR("2000-")))
		return str_sub(text, 5, text.len);
	return str_ends(text, STR("2000")) ? str_sub(text, 0, text.len - 5) : text;
}

struct value *view_deadline(const struct view *view, const struct award *award)
{
	const struct deadline *deadline = &award->deadline;
	if (deadline->kind == DEADLINE_NONE)
		return view->no;
	if (deadline->kind == DEADLINE_YEARLY) {
		struct str day = day_month(view, deadline);
		if (!deadline->before)
			return PART_SAY(view, DEADLINE_BY, day);
		return deadline->same_year ? PART_SAY(view, DEADLINE_BEFORE_SAME, day)
		                           : PART_SAY(view, DEADLINE_BEFORE, day);
	}
	struct str day = text_date(view->arena, view->words->locale, deadline->on);
	return deadline->before ? PART_SAY(view, DEADLINE_DATE, day) : PART_SAY(view, DEADLINE_BY_DATE, day);
}
