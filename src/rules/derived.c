#include "rules/derived.h"

#include "base/arena.h"

#include <stdlib.h>

static struct str number(struct arena *arena, long value)
{
	return str_printf(arena, "%ld", value);
}

static struct str number_if(struct arena *arena, bool given, long value)
{
	return given ? number(arena, value) : (struct str){0};
}

/* ---- leagues ---- */

static void fill_league(struct str *cells, struct arena *arena, const struct derived *table, size_t at)
{
	const struct league_result *result = table->of;
	const struct league_row *row = &result->rows[at];
	cells[0] = period_text(arena, result->periods[row->period].period);
	cells[1] = number_if(arena, row->rank, row->rank);
	cells[2] = row->unit->id;
	cells[3] = row->has_score ? decimal_plain(arena, row->score) : (struct str){0};
	cells[4] = number_if(arena, row->previous_rank, row->previous_rank);
	cells[5] = number_if(arena, row->has_change, row->change);
	cells[6] = row->note;
}

void derived_league(struct derived *out, const struct model *model, const struct league_result *result)
{
	static const struct str columns[] = {
	        STR_INIT("period"),        STR_INIT("rank"),   STR_INIT("unit"), STR_INIT("score"),
	        STR_INIT("previous_rank"), STR_INIT("change"), STR_INIT("note")};
	*out = (struct derived){columns, 7, result->n_rows, fill_league, model, result, NULL};
}

/* ---- scorecards ---- */

static void fill_scorecard(struct str *cells, struct arena *arena, const struct derived *table, size_t at)
{
	const struct scorecard_result *result = table->of;
	const struct score_row *row = &result->rows[at];
	const struct target *target = row->target;
	cells[0] = target->id;
	cells[1] = target->indicator->id;
	cells[2] = row->unit->id;
	cells[3] = period_text(arena, row->period);
	cells[4] = figure_text(arena, row->figure, target->indicator);
	cells[5] = comparator_name(target->comparator);
	cells[6] = target->goal_text;
	cells[7] = target->upper_text;
	cells[8] = number_if(arena, target->due, target->due);
	cells[9] = status_name(row->status);
}

void derived_scorecard(struct derived *out, const struct model *model, const struct scorecard_result *result)
{
	static const struct str columns[] = {
	        STR_INIT("target"), STR_INIT("indicator"),  STR_INIT("unit"), STR_INIT("period"),
	        STR_INIT("value"),  STR_INIT("comparator"), STR_INIT("goal"), STR_INIT("upper"),
	        STR_INIT("due"),    STR_INIT("status")};
	*out = (struct derived){columns, 10, result->n_rows, fill_scorecard, model, result, NULL};
}

/* ---- eligibility ---- */

struct eligibility {
	const struct award_cycle_result *cycle;
	const struct verdict *verdict;
	struct str person; /* empty where it must not be told */
};

static int order_eligibility(const void *a, const void *b)
{
	const struct eligibility *x = a, *y = b;
	int order = str_cmp(x->cycle->award->id, y->cycle->award->id);
	if (!order)
		order = str_cmp(x->cycle->name, y->cycle->name);
	if (!order && x->verdict->unit != y->verdict->unit) /* within a cycle units are in order */
		order = x->verdict < y->verdict ? -1 : 1;
	if (!order)
		order = str_cmp(x->person, y->person);
	return order ? order : (x->verdict > y->verdict) - (x->verdict < y->verdict);
}

static void fill_eligibility(struct str *cells, struct arena *arena, const struct derived *table, size_t at)
{
	const struct eligibility *row = &((const struct eligibility *)table->rows)[at];
	const struct verdict *verdict = row->verdict;
	cells[0] = row->cycle->award->id;
	cells[1] = row->cycle->name;
	cells[2] = verdict->unit ? verdict->unit->id : (struct str){0};
	cells[3] = row->person;
	cells[4] = verdict->eligible ? STR("true") : STR("false");
	cells[5] = award_failed(arena, row->cycle->award, verdict->leaves);
}

void derived_eligibility(struct derived *out, struct arena *arena, const struct model *model,
                         const struct withheld *withheld, const struct award_result *results, size_t n)
{
	static const struct str columns[] = {STR_INIT("award"),  STR_INIT("cycle"),    STR_INIT("unit"),
	                                     STR_INIT("person"), STR_INIT("eligible"), STR_INIT("failed")};
	size_t total = 0, len = 0;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < results[i].n; k++)
			total += results[i].cycles[k].n;
	struct eligibility *rows = ARENA_ARRAY(arena, struct eligibility, total);
	for (size_t i = 0; i < n; i++) {
		for (size_t k = 0; k < results[i].n; k++) {
			const struct award_cycle_result *cycle = &results[i].cycles[k];
			for (size_t j = 0; j < cycle->n; j++) {
				const struct verdict *verdict = &cycle->verdicts[j];
				if (cycle->award->individual && !verdict->eligible)
					continue;
				struct eligibility *row = &rows[len++];
				*row = (struct eligibility){cycle, verdict, verdict->person.id};
				if (withheld_verdict(withheld, cycle, verdict))
					row->person = (struct str){0};
			}
		}
	}
	if (len)
		qsort(rows, len, sizeof *rows, order_eligibility);
	*out = (struct derived){columns, 6, len, fill_eligibility, model, NULL, rows};
}

/* ---- honours ---- */

static const struct str honour_columns[] = {
        STR_INIT("honour"),        STR_INIT("award"),      STR_INIT("year"),      STR_INIT("recipient"),
        STR_INIT("unit"),          STR_INIT("person"),     STR_INIT("title_vi"),  STR_INIT("title_en"),
        STR_INIT("decision"),      STR_INIT("decided_on"), STR_INIT("authority"), STR_INIT("achievement"),
        STR_INIT("outside_quota"), STR_INIT("state")};
enum { HONOUR_COLUMNS = LENGTH(honour_columns) };

static void fill_honour(struct str *cells, struct arena *arena, const struct derived *table, size_t at)
{
	const struct honour *honour = ((const struct honour *const *)table->rows)[at];
	const struct resource *resource = table->model->honours.origin.resource;
	for (size_t i = 0; i < HONOUR_COLUMNS; i++)
		cells[i] = model_text(arena, resource, honour->row, honour_columns[i]);
}

static int order_honours(const void *a, const void *b)
{
	const struct honour *x = *(const struct honour *const *)a, *y = *(const struct honour *const *)b;
	int order = str_cmp(x->id, y->id);
	if (!order)
		order = str_cmp(x->award_id, y->award_id);
	if (!order)
		order = (x->year > y->year) - (x->year < y->year);
	return order ? order : (x->row > y->row) - (x->row < y->row);
}

void derived_honours(struct derived *out, struct arena *arena, const struct model *model)
{
	size_t n = 0;
	const struct honour **rows = ARENA_ARRAY(arena, const struct honour *, model->honours.len);
	for (size_t i = 0; i < model->honours.len; i++)
		if (model->honours.items[i].state == HONOUR_DECIDED)
			rows[n++] = &model->honours.items[i];
	if (n)
		qsort(rows, n, sizeof *rows, order_honours);
	*out = (struct derived){honour_columns, HONOUR_COLUMNS, n, fill_honour, model, NULL, rows};
}

/* ---- calendar ---- */

static void fill_calendar(struct str *cells, struct arena *arena, const struct derived *table, size_t at)
{
	const struct calendar_result *result = table->of;
	const struct calendar_row *row = &result->rows[at];
	cells[0] = row->has_date ? date_iso(arena, row->date) : (struct str){0};
	cells[1] = row->title.texts[0];
	cells[2] = row->plan_id;
	cells[3] = row->kind;
}

void derived_calendar(struct derived *out, const struct model *model, const struct calendar_result *result)
{
	static const struct str columns[] = {STR_INIT("date"), STR_INIT("title"), STR_INIT("plan"),
	                                     STR_INIT("kind")};
	*out = (struct derived){columns, 4, result->n, fill_calendar, model, result, NULL};
}
