#include "view/scorecard.h"

#include "base/arena.h"
#include "rules/calendar.h"
#include "view/changes.h"
#include "view/chart.h"
#include "view/distance.h"
#include "view/parts.h"

#include <stdlib.h>

/* ---- rows by period ---- */

static int row_order(const void *a, const void *b)
{
	const struct score_row *x = *(const struct score_row *const *)a;
	const struct score_row *y = *(const struct score_row *const *)b;
	int order = period_cmp(x->period, y->period);
	if (order)
		return order;
	if (x->target->index != y->target->index)
		return x->target->index < y->target->index ? -1 : 1;
	return (x->unit->index > y->unit->index) - (x->unit->index < y->unit->index);
}

void view_card_init(struct view_card *out, struct arena *arena, const struct scorecard_result *result)
{
	size_t n = result->n_rows, at = 0;
	*out = (struct view_card){.result = result};
	out->rows = ARENA_ARRAY(arena, const struct score_row *, n);
	out->starts = ARENA_ARRAY(arena, size_t, result->n_periods + 1);
	out->counts = arena_array(arena, result->n_periods, sizeof *out->counts);
	for (size_t i = 0; i < n; i++)
		out->rows[i] = &result->rows[i];
	if (n)
		qsort(out->rows, n, sizeof *out->rows, row_order);
	for (size_t period = 0; period < result->n_periods; period++) {
		out->starts[period] = at;
		for (; at < n && period_eq(out->rows[at]->period, result->periods[period]); at++)
			out->counts[period][out->rows[at]->status]++;
	}
	out->starts[result->n_periods] = at;
}

static size_t period_index(const struct scorecard_result *result, struct period period)
{
	for (size_t i = 0; i < result->n_periods; i++)
		if (period_eq(result->periods[i], period))
			return i;
	return SIZE_MAX;
}

/* ---- rows ---- */

static struct value *frequency_words(const struct view *view, enum frequency frequency, enum phrase quarter,
                                     enum phrase year)
{
	if (frequency == FREQUENCY_NONE)
		return view->no;
	enum phrase phrase = frequency == FREQUENCY_QUARTER ? quarter : year;
	return part_words(view, words_say(view->arena, view->words, phrase, NULL, 0));
}

void view_put_target(const struct view *view, struct value *map, const struct target *target)
{
	PUT(view, map, "target", value_string(view->arena, target->id));
	PUT(view, map, "indicator", part_indicator(view, target->indicator));
	PUT(view, map, "goal", part_words(view, view_goal_text(view, target)));
	PUT(view, map, "due",
	    target->due ? PART_SAY(view, DUE_FROM, str_printf(view->arena, "%d", target->due)) : view->no);
	PUT(view, map, "section", part_text(view, target->section));
	PUT(view, map, "frequency",
	    frequency_words(view, target->frequency, PHRASE_TRACK_QUARTER, PHRASE_TRACK_YEAR));
	PUT(view, map, "disclose",
	    frequency_words(view, target->disclose, PHRASE_DISCLOSE_QUARTER, PHRASE_DISCLOSE_YEAR));
	PUT(view, map, "plan", part_plan_brief(view, target->plan_id));
}

struct str view_state_text(const struct view *view, enum result_status status)
{
	static const enum phrase phrases[] = {
	        [RESULT_PROVISIONAL] = PHRASE_STATE_PROVISIONAL,
	        [RESULT_REVISED] = PHRASE_STATE_REVISED,
	        [RESULT_NOT_AVAILABLE] = PHRASE_STATE_NOT_AVAILABLE,
	        [RESULT_NOT_APPLICABLE] = PHRASE_STATE_NOT_APPLICABLE,
	};
	if (status == RESULT_PLAIN)
		return (struct str){0};
	return words_say(view->arena, view->words, phrases[status], NULL, 0);
}

/* What a row of `results` says beside its figure; a row that is made of others says nothing. */
static void put_remarks(const struct view *view, struct value *map, const struct result *result)
{
	const struct resource *results = view->site->model->results.origin.resource;
	struct value *note = view->no, *method = view->no;
	bool state = result && (result->status == RESULT_PROVISIONAL || result->status == RESULT_REVISED);
	if (result) {
		struct str how = model_text(view->arena, results, result->row, STR("method"));
		struct str sample = model_text(view->arena, results, result->row, STR("sample_size"));
		note = part_words(view, model_text(view->arena, results, result->row, STR("note")));
		method = part_cell(view, results, STR("method"), how);
		if (how.len && sample.len)
			method = PART_SAY(view, METHOD_SAMPLE, value_get(method, STR("text"))->text,
			                  text_number(view->arena, view->words->locale, sample));
	}
	PUT(view, map, "state", state ? part_words(view, view_state_text(view, result->status)) : view->no);
	view_put_revision(view, map, result);
	PUT(view, map, "note", note);
	PUT(view, map, "method", method);
}

struct str view_scorecard_path(const struct view *view, const struct scorecard *scorecard,
                               struct period period)
{
	return view_path(view, ROUTE_SCORECARD_PERIOD, scorecard->id, period_text(view->arena, period));
}

/* Since when a target is met, or is not: the first of the periods of one kind that have the same status in an
 * unbroken line up to the row's. */
static struct value *since(const struct view *view, const struct scorecard *scorecard,
                           const struct score_row *row)
{
	const struct scorecard_result *card =
	        &view->site->scorecards[scorecard - view->site->model->scorecards.items];
	const struct score_row *first = row;
	if (row->status != STATUS_MET && row->status != STATUS_NOT_MET)
		return view->no;
	for (const struct score_row *at = row; at > card->rows; at--) {
		const struct score_row *before = at - 1;
		if (before->target != row->target || before->unit != row->unit)
			break;
		if (before->period.kind != row->period.kind)
			continue;
		if (before->status != row->status)
			break;
		first = before;
	}
	return PART_SAY(view, SINCE, part_period_text(view, first->period));
}

struct value *view_score_row(const struct view *view, const struct scorecard *scorecard,
                             const struct score_row *row)
{
	struct value *map = part_map(view);
	view_put_target(view, map, row->target);
	PUT(view, map, "unit", part_unit(view, row->unit));
	PUT(view, map, "period", part_period(view, row->period));
	PUT(view, map, "result", part_figure(view, row->figure, row->target->indicator, true));
	PUT(view, map, "distance", part_words(view, view_distance_text(view, row)));
	PUT(view, map, "status", part_status(view, row->status));
	PUT(view, map, "since", since(view, scorecard, row));
	PUT(view, map, "bullet", chart_bullet(view, row));
	put_remarks(view, map, row->result);
	PUT(view, map, "card",
	    part_link(view, &scorecard->title, view_scorecard_path(view, scorecard, row->period)));
	return map;
}

/* ---- the latest row ---- */

/* Rows lie by the ids of target, indicator and unit; a target has one indicator. */
static int row_cmp(const struct score_row *row, const struct target *target, const struct unit *unit)
{
	int order = str_cmp(row->target->id, target->id);
	return order ? order : str_cmp(row->unit->id, unit->id);
}

static const struct score_row *latest_in(const struct scorecard_result *result, const struct target *target,
                                         const struct unit *unit)
{
	size_t from = 0, to = result->n_rows;
	const struct score_row *latest = NULL;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (row_cmp(&result->rows[middle], target, unit) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	for (; from < result->n_rows && row_cmp(&result->rows[from], target, unit) == 0; from++)
		if (!latest || period_cmp(result->rows[from].period, latest->period) > 0)
			latest = &result->rows[from];
	return latest;
}

const struct score_row *view_latest_row(const struct scorecard **scorecard, const struct view *view,
                                        const struct target *target, const struct unit *unit)
{
	const struct score_row *latest = NULL;
	for (size_t i = 0; i < view->site->model->scorecards.len; i++) {
		const struct scorecard_result *result = &view->site->scorecards[i];
		const struct score_row *own = latest_in(result, target, unit);
		if (!own || (latest && period_cmp(own->period, latest->period) <= 0))
			continue;
		latest = own;
		*scorecard = result->scorecard;
	}
	return latest;
}

/* ---- groups, counts ---- */

struct value *view_group_by_section(const struct view *view, const struct target *const *targets,
                                    struct value *const *rows, size_t n)
{
	struct value *groups = part_list(view);
	struct value **lists = ARENA_ARRAY(view->arena, struct value *, n);
	struct str *sections = ARENA_ARRAY(view->arena, struct str, n);
	for (size_t i = 0; i < n; i++) {
		struct str section = targets[i]->section;
		size_t at;
		for (at = 0; at < groups->len && !str_eq(sections[at], section); at++)
			;
		if (at == groups->len) {
			struct value *group = part_map(view);
			sections[at] = section;
			lists[at] = part_list(view);
			PUT(view, group, "title", section.len ? PART_SAY(view, SECTION, section) : view->no);
			PUT(view, group, "rows", lists[at]);
			value_push(view->arena, groups, group);
		}
		value_push(view->arena, lists[at], rows[i]);
	}
	return groups;
}

/* All but met and not met. */
static size_t other_states(const size_t counts[STATUS_COUNT])
{
	size_t others = 0;
	for (enum status i = 0; i < STATUS_COUNT; i++)
		others += i == STATUS_MET || i == STATUS_NOT_MET ? 0 : counts[i];
	return others;
}

struct str view_counts_sentence(const struct view *view, const size_t counts[STATUS_COUNT])
{
	size_t met = counts[STATUS_MET], not_met = counts[STATUS_NOT_MET], others = other_states(counts);
	if (others == 0)
		return SAY(view->arena, view->words, SCORECARD_SENTENCE_JUDGED,
		           part_count_text(view, met + not_met), part_count_text(view, met),
		           part_count_text(view, not_met));
	return SAY(view->arena, view->words, SCORECARD_SENTENCE,
	           part_count_text(view, met + not_met + others), part_count_text(view, met),
	           part_count_text(view, not_met), part_count_text(view, others));
}

/* ---- the view ---- */

struct str view_scorecard_plan(const struct scorecard *scorecard)
{
	for (size_t i = 0; i < scorecard->where.n; i++) {
		const struct filter_term *term = &scorecard->where.terms[i];
		if (str_eq(term->column, STR("plan")) && term->n == 1)
			return term->values->text;
	}
	return (struct str){0};
}

static struct value *scorecard_downloads(const struct view *view, const struct scorecard *scorecard)
{
	struct value *list = part_list(view);
	part_download(view, list, STR("CSV"),
	              route_file(view->arena, STR("data/scorecards/"), scorecard->id, STR(".csv")), view->no);
	return list;
}

/* The page of a period, as a link whose text is the period. */
static struct value *period_link(const struct view *view, const struct scorecard_result *result,
                                 size_t period)
{
	struct period of = result->periods[period];
	return part_link_text(view, part_period_alone(view, of),
	                      view_href(view, view_scorecard_path(view, result->scorecard, of)));
}

/* What is shown of a period. */
struct shown {
	const struct target **targets;
	struct value **rows;
	size_t n, counts[STATUS_COUNT];
	bool has_units;
};

static void select_rows(struct shown *out, const struct view *view, const struct view_card *card,
                        const struct view_request *request, size_t from, size_t to)
{
	const struct unit *first = from < to ? card->rows[from]->unit : NULL;
	*out = (struct shown){.targets = ARENA_ARRAY(view->arena, const struct target *, to - from),
	                      .rows = ARENA_ARRAY(view->arena, struct value *, to - from)};
	for (size_t i = from; i < to; i++) {
		const struct score_row *row = card->rows[i];
		if (request->has_where &&
		    !filter_match(&request->where, view->site->model, view->arena, row->target->row, NULL))
			continue;
		out->targets[out->n] = row->target;
		out->rows[out->n++] = view_score_row(view, card->result->scorecard, row);
		out->counts[row->status]++;
		out->has_units = out->has_units || row->unit != first;
	}
}

static struct value *scorecard_view(struct view *view, const struct view_card *card,
                                    const struct view_request *request, bool in_text)
{
	const struct scorecard *scorecard = card->result->scorecard;
	size_t period = request->period;
	bool any = period != SIZE_MAX;
	size_t from = any ? card->starts[period] : 0, to = any ? card->starts[period + 1] : 0;
	struct str language, title = part_label_in(&language, view, &scorecard->title);
	struct value *caption = part_words_in(view, title, language);
	if (any)
		caption = PART_SAY(view, THING_PERIOD, title,
		                   part_period_text(view, card->result->periods[period]));
	struct value *map = part_view(view, in_text, caption, view->site->model->results.origin.resource);
	struct shown shown;
	select_rows(&shown, view, card, request, from, to);
	PUT(view, map, "scorecard", value_string(view->arena, scorecard->id));
	PUT(view, map, "plan", part_plan(view, view_scorecard_plan(scorecard)));
	PUT(view, map, "period", any ? part_period(view, card->result->periods[period]) : view->no);
	PUT(view, map, "sentence", part_words(view, view_counts_sentence(view, shown.counts)));
	PUT_LIST(view, map, "counts", part_counts(view, shown.counts));
	PUT(view, map, "has_units", part_bool(view, shown.has_units));
	PUT_LIST(view, map, "groups", view_group_by_section(view, shown.targets, shown.rows, shown.n));
	if (shown.n < to - from)
		PUT(view, map, "cut",
		    PART_SAY(view, CUT_ROWS, part_count_text(view, shown.n),
		             part_count_text(view, to - from)));
	if (in_text)
		PUT(view, map, "link",
		    any ? period_link(view, card->result, period) : part_scorecard(view, scorecard));
	PUT_LIST(view, map, "downloads", scorecard_downloads(view, scorecard));
	return map;
}

bool view_resolve_scorecard(struct view_request *out, struct arena *arena, const struct view_site *site,
                            const struct view_spec *spec, struct diags *diags)
{
	static const struct str keys[] = {STR_INIT("period"), STR_INIT("where")};
	const struct spec_option *asked = spec_option(spec, STR("period")),
	                         *where = spec_option(spec, STR("where"));
	struct period period = {0};
	bool good = option_only(spec, keys, LENGTH(keys), diags);
	good = option_period(&period, asked, diags) && good;
	if (!option_needs_thing(spec, diags))
		return false;
	const struct scorecard *scorecard = model_scorecard(site->model, spec->thing.text);
	if (!scorecard && !site->scorecards_broken)
		DIAG(diags, spec->thing.place, UNKNOWN_SCORECARD, spec->thing.text);
	if (!scorecard)
		return out->unjudged = site->scorecards_broken;
	out->scorecard = &site->scorecards[scorecard - site->model->scorecards.items];
	out->unjudged = scorecard->broken || out->scorecard->broken;
	if (out->unjudged || !good)
		return good;
	out->has_where = where != NULL;
	good = option_where(&out->where, arena, site->model, scorecard->where.resource, where, diags);
	size_t n = out->scorecard->n_periods;
	const struct period *periods = out->scorecard->periods;
	out->period = asked ? period_index(out->scorecard, period) : n - 1;
	if (!asked || out->period != SIZE_MAX)
		return good;
	return option_no_period(asked, scorecard->id, n ? period_text(arena, periods[0]) : STR(""),
	                        n ? period_text(arena, periods[n - 1]) : STR(""), diags);
}

struct value *view_build_scorecard(struct view *view, const struct view_request *request)
{
	const struct view_card *card = &view->site->cards[request->scorecard - view->site->scorecards];
	return scorecard_view(view, card, request, true);
}

/* ---- the pages ---- */

static struct value *period_item(const struct view *view, const struct view_card *card, size_t period,
                                 size_t current)
{
	const size_t *counts = card->counts[period];
	struct value *map = part_map(view);
	PUT(view, map, "link", period_link(view, card->result, period));
	PUT(view, map, "period", part_period(view, card->result->periods[period]));
	PUT(view, map, "is_current", part_bool(view, period == current));
	PUT_LIST(view, map, "counts", part_counts(view, counts));
	PUT(view, map, "met_text", value_string(view->arena, part_count_text(view, counts[STATUS_MET])));
	PUT(view, map, "not_met_text",
	    value_string(view->arena, part_count_text(view, counts[STATUS_NOT_MET])));
	PUT(view, map, "other_text", value_string(view->arena, part_count_text(view, other_states(counts))));
	return map;
}

struct numbered {
	struct period period;
	size_t at;
};

/* By last day; a year stands above its quarters. */
static int newest_first(const void *a, const void *b)
{
	const struct numbered *x = a, *y = b;
	if (x->period.last.day != y->period.last.day)
		return x->period.last.day > y->period.last.day ? -1 : 1;
	return (x->period.first.day > y->period.first.day) - (x->period.first.day < y->period.first.day);
}

static struct value *period_list(const struct view *view, const struct view_card *card, size_t current)
{
	size_t n = card->result->n_periods;
	struct numbered *order = ARENA_ARRAY(view->arena, struct numbered, n);
	struct value *list = part_list(view);
	for (size_t i = 0; i < n; i++)
		order[i] = (struct numbered){card->result->periods[i], i};
	if (n)
		qsort(order, n, sizeof *order, newest_first);
	for (size_t i = 0; i < n; i++)
		value_push(view->arena, list, period_item(view, card, order[i].at, current));
	return list;
}

/* The page of the nearest period of the same kind before (step -1) or after it; false where there is none. */
static struct value *neighbour(const struct view *view, const struct scorecard_result *result, size_t at,
                               int step)
{
	for (size_t i = at; (step < 0 ? i > 0 : i + 1 < result->n_periods);) {
		i = step < 0 ? i - 1 : i + 1;
		if (result->periods[i].kind == result->periods[at].kind)
			return period_link(view, result, i);
	}
	return view->no;
}

static struct value *method(const struct view *view)
{
	struct value *list = part_list(view);
	struct str days = str_printf(view->arena, "%ld", view->site->model->close_days);
	value_push(view->arena, list, PART_SAY(view, METHOD_CLOSED, days));
	value_push(view->arena, list, PART_SAY_PLAIN(view, METHOD_RATE));
	return list;
}

/* `Quý IV/2026, ngày 20/01/2027`: the next disclosure that the calendar has of this scorecard. */
static struct str next_figures(const struct view *view, const struct scorecard *scorecard)
{
	const struct calendar_result *calendar = view->site->calendar;
	for (size_t i = 0; i < calendar->n; i++) {
		const struct calendar_row *row = &calendar->rows[i];
		if (row->scorecard != scorecard || !row->has_date ||
		    row->date.day < view->site->model->today.day)
			continue;
		return SAY(view->arena, view->words, NEXT_FIGURES, part_period_alone(view, row->period),
		           text_date(view->arena, view->words->locale, row->date));
	}
	return (struct str){0};
}

void view_scorecard_head(struct view_head *out, const struct view *view, const struct view_card *card,
                         size_t period)
{
	const struct scorecard_result *result = card->result;
	size_t shown = period == SIZE_MAX ? result->n_periods - 1 : period;
	*out = (struct view_head){.kind = period == SIZE_MAX ? STR("scorecard") : STR("scorecard-period"),
	                          .title = result->scorecard->title,
	                          .updated = DATE_NONE,
	                          .next_update = next_figures(view, result->scorecard),
	                          .draws_on = view->site->model->results.origin.resource};
	if (period != SIZE_MAX) {
		struct str title = part_label_text(view, &result->scorecard->title);
		out->title = (struct label){0};
		out->title.texts[view->words->at] = SAY(view->arena, view->words, THING_PERIOD, title,
		                                        part_period_text(view, result->periods[period]));
	}
	if (result->n_periods)
		out->summary.texts[view->words->at] = view_counts_sentence(view, card->counts[shown]);
}

void view_scorecard(struct view *view, struct value *tree, const struct view_card *card, size_t period)
{
	const struct scorecard_result *result = card->result;
	struct value *map = part_map(view);
	size_t n = result->n_periods, at = period == SIZE_MAX ? n - 1 : period;
	struct view_request request = {.scorecard = result, .period = n ? at : SIZE_MAX};
	PUT(view, map, "title", part_label(view, &result->scorecard->title));
	PUT(view, map, "link", part_scorecard(view, result->scorecard));
	PUT(view, map, "plan", part_plan(view, view_scorecard_plan(result->scorecard)));
	PUT(view, map, "period", n ? part_period(view, result->periods[at]) : view->no);
	PUT(view, map, "previous", n ? neighbour(view, result, at, -1) : view->no);
	PUT(view, map, "next", n ? neighbour(view, result, at, 1) : view->no);
	PUT_LIST(view, map, "periods", period_list(view, card, at));
	PUT_LIST(view, map, "method", method(view));
	PUT_LIST(view, map, "downloads", scorecard_downloads(view, result->scorecard));
	PUT(view, tree, "scorecard_page", map);
	PUT(view, tree, "scorecard", scorecard_view(view, card, &request, false));
}
