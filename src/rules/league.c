#include "rules/league.h"

#include "base/arena.h"

#include <stdlib.h>

/* A row of the source on its way to being ranked. */
struct entry {
	struct league_row row;
	struct period period;
};

struct computation {
	struct arena *arena;
	const struct model *model;
	const struct league *league;
	struct diags *diags;
	struct entry *entries;
	size_t n;
	bool broken;
};

static struct str cell(const struct computation *on, size_t row, size_t field)
{
	return field == SIZE_MAX ? (struct str){0} : resource_text(on->arena, on->league->source, row, field);
}

/* ---- reading rows ---- */

/* The sum of the parts, each by its weight; an empty part is no score at all. */
static void read_score(struct league_row *out, const struct computation *on)
{
	const struct league *league = on->league;
	struct league_part *parts = ARENA_ARRAY(on->arena, struct league_part, league->n_criteria);
	struct decimal score = decimal_from(0);
	out->parts = parts;
	out->has_score = true;
	for (size_t i = 0; i < league->n_criteria; i++) {
		const struct criterion *criterion = &league->criteria[i];
		parts[i].given = resource_decimal(&parts[i].value, on->arena, league->source, out->source_row,
		                                  criterion->field);
		if (!parts[i].given) {
			out->has_score = false;
			continue;
		}
		struct decimal part = parts[i].value;
		if (league->score == SCORE_WEIGHTED)
			part = decimal_mul(on->arena, part, criterion->weight);
		score = i ? decimal_add(on->arena, score, part) : part;
	}
	out->score = score;
}

static bool read_entry(struct entry *out, struct computation *on, size_t row)
{
	const struct league *league = on->league;
	struct str period = cell(on, row, league->period), unit = cell(on, row, league->unit);
	*out = (struct entry){.row = {.source_row = row, .note = cell(on, row, league->note)}};
	bool good = period_parse(&out->period, period);
	if (!good)
		DIAG(on->diags, resource_place(league->source, row, league->period), FIGURE_PERIOD, period);
	out->row.unit = model_unit(on->model, unit);
	if (!out->row.unit) {
		DIAG(on->diags, resource_place(league->source, row, league->unit), UNKNOWN_UNIT, unit);
		good = false;
	}
	if (!good) {
		on->broken = true;
		return false;
	}
	read_score(&out->row, on);
	return true;
}

static void read_entries(struct computation *on)
{
	const struct league *league = on->league;
	on->entries = ARENA_ARRAY(on->arena, struct entry, league->source->table.rows);
	for (size_t row = 0; row < league->source->table.rows; row++)
		if (filter_match(&league->where, on->model, on->arena, row, NULL) &&
		    read_entry(&on->entries[on->n], on, row))
			on->n++;
}

/* One kind of period in a league: the one that most rows have, the first of them where several do. */
static void check_kinds(struct computation *on)
{
	size_t counts[PERIOD_DAY + 1] = {0}, first[PERIOD_DAY + 1] = {0};
	enum period_kind most = PERIOD_YEAR;
	for (size_t i = 0; i < on->n; i++) {
		enum period_kind kind = on->entries[i].period.kind;
		if (counts[kind]++ == 0)
			first[kind] = i;
	}
	for (enum period_kind kind = PERIOD_YEAR; kind <= PERIOD_DAY; kind++)
		if (counts[kind] > counts[most] ||
		    (counts[kind] == counts[most] && first[kind] < first[most]))
			most = kind;
	for (size_t i = 0; i < on->n; i++) {
		const struct entry *entry = &on->entries[i];
		if (entry->period.kind == most)
			continue;
		DIAG(on->diags, resource_place(on->league->source, entry->row.source_row, on->league->period),
		     LEAGUE_PERIOD_KINDS, period_text(on->arena, entry->period),
		     period_text(on->arena, on->entries[first[most]].period), on->league->id);
		on->broken = true;
	}
}

/* ---- ranking ---- */

static int by_unit(const struct league_row *a, const struct league_row *b)
{
	int order = str_cmp(a->unit->id, b->unit->id);
	return order ? order : (a->source_row > b->source_row) - (a->source_row < b->source_row);
}

static int best_first(const struct entry *x, const struct entry *y)
{
	int by_time = period_cmp(x->period, y->period);
	if (by_time)
		return by_time;
	if (x->row.has_score != y->row.has_score)
		return x->row.has_score ? -1 : 1;
	return x->row.has_score ? decimal_cmp(x->row.score, y->row.score) : 0;
}

static int order_ascending(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = best_first(x, y);
	return order ? order : by_unit(&x->row, &y->row);
}

static int order_descending(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = best_first(x, y);
	if (order && x->row.has_score && y->row.has_score && period_eq(x->period, y->period))
		return -order;
	return order ? order : by_unit(&x->row, &y->row);
}

static const struct band *band_of(const struct league *league, long rank)
{
	for (size_t i = 0; i < league->n_bands; i++)
		if (rank <= league->bands[i].top)
			return &league->bands[i];
	return NULL;
}

/* Ranks rows[0 .. n), best first. Competition: 1 2 2 4; dense: 1 2 2 3. */
static void rank(struct league_row *rows, size_t n, const struct league *league)
{
	for (size_t i = 0; i < n; i++) {
		bool tied = i > 0 && decimal_cmp(rows[i].score, rows[i - 1].score) == 0;
		if (tied)
			rows[i].rank = rows[i - 1].rank;
		else if (league->dense)
			rows[i].rank = i > 0 ? rows[i - 1].rank + 1 : 1;
		else
			rows[i].rank = (long)i + 1;
		if (tied)
			rows[i].tied = rows[i - 1].tied = true;
		rows[i].band = band_of(league, rows[i].rank);
	}
}

/* Cuts the sorted rows into periods and ranks each. */
static void rank_periods(struct league_result *out, const struct computation *on)
{
	VEC(struct league_period) periods = {0};
	out->n_rows = on->n;
	out->rows = ARENA_ARRAY(on->arena, struct league_row, on->n);
	for (size_t from = 0, to; from < on->n; from = to) {
		struct league_period *period = VEC_PUSH(on->arena, &periods);
		*period =
		        (struct league_period){.period = on->entries[from].period, .rows = &out->rows[from]};
		for (to = from; to < on->n && period_eq(on->entries[to].period, period->period); to++) {
			out->rows[to] = on->entries[to].row;
			out->rows[to].period = periods.len - 1;
			period->ranked += out->rows[to].has_score;
		}
		period->n = to - from;
		rank(&out->rows[from], period->ranked, on->league);
	}
	out->periods = periods.items;
	out->n_periods = periods.len;
}

/* ---- across periods ---- */

static int order_by_unit(const void *a, const void *b)
{
	const struct league_row *x = *(const struct league_row *const *)a,
	                        *y = *(const struct league_row *const *)b;
	if (x->unit != y->unit)
		return x->unit->index < y->unit->index ? -1 : 1;
	if (x->period != y->period)
		return x->period < y->period ? -1 : 1;
	return (x->source_row > y->source_row) - (x->source_row < y->source_row);
}

/* Two rows of one unit and period: the later in the file is one too many. */
static void check_twice(const struct league_result *out, struct computation *on)
{
	for (size_t i = 1; i < out->n_rows; i++) {
		const struct league_row *row = out->by_unit[i], *before = out->by_unit[i - 1];
		if (row->unit != before->unit || row->period != before->period)
			continue;
		struct period period = out->periods[row->period].period;
		DIAG(on->diags, model_row_place(on->league->source, row->source_row), LEAGUE_TWICE,
		     row->unit->id, period_text(on->arena, period), on->league->id);
		on->broken = true;
	}
}

/* The change is against the period before it that the league has, not the last one that the unit stood in. */
static void compare_periods(struct league_result *out)
{
	for (size_t i = 1; i < out->n_rows; i++) {
		struct league_row *row = &out->rows[out->by_unit[i] - out->rows];
		const struct league_row *before = out->by_unit[i - 1];
		if (row->unit != before->unit || before->period + 1 != row->period)
			continue;
		row->previous_rank = before->rank;
		row->has_change = row->rank && before->rank;
		row->change = row->has_change ? before->rank - row->rank : 0;
	}
}

static void check_published(const struct league_row *row, const struct league_result *out,
                            struct computation *on)
{
	const struct league *league = on->league;
	struct str text = cell(on, row->source_row, league->published_rank);
	struct decimal published;
	if (text.len == 0)
		return;
	if (row->rank && decimal_parse(&published, on->arena, text) &&
	    decimal_cmp(published, decimal_from(row->rank)) == 0)
		return;
	struct place place = resource_place(league->source, row->source_row, league->published_rank);
	struct str period = period_text(on->arena, out->periods[row->period].period);
	if (row->rank)
		DIAG(on->diags, place, RANK_MISMATCH, text, row->unit->id,
		     str_printf(on->arena, "%ld", row->rank), period, league->id);
	else
		DIAG(on->diags, place, RANK_WITHOUT_SCORE, text, row->unit->id, period);
	on->broken = true;
}

static void index_rows(struct league_result *out, struct computation *on)
{
	out->by_unit = ARENA_ARRAY(on->arena, const struct league_row *, out->n_rows);
	for (size_t i = 0; i < out->n_rows; i++)
		out->by_unit[i] = &out->rows[i];
	if (out->n_rows)
		qsort(out->by_unit, out->n_rows, sizeof *out->by_unit, order_by_unit);
}

void league_compute(struct league_result *out, struct arena *arena, const struct model *model,
                    const struct league *league, struct diags *diags)
{
	struct computation on = {.arena = arena, .model = model, .league = league, .diags = diags};
	*out = (struct league_result){.league = league, .broken = true};
	if (league->broken)
		return;
	read_entries(&on);
	check_kinds(&on);
	if (on.broken)
		return;
	if (on.n)
		qsort(on.entries, on.n, sizeof *on.entries,
		      league->ascending ? order_ascending : order_descending);
	rank_periods(out, &on);
	index_rows(out, &on);
	check_twice(out, &on);
	if (on.broken) { /* a rank among doubled rows says nothing */
		*out = (struct league_result){.league = league, .broken = true};
		return;
	}
	compare_periods(out);
	for (size_t i = 0; i < out->n_rows; i++)
		check_published(&out->rows[i], out, &on);
	out->broken = on.broken;
}

/* ---- asking ---- */

const struct league_row *const *league_path(size_t *n, const struct league_result *result,
                                            const struct unit *unit)
{
	size_t from = 0, to = result->n_rows, end;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (result->by_unit[middle]->unit->index < unit->index)
			from = middle + 1;
		else
			to = middle;
	}
	for (end = from; end < result->n_rows && result->by_unit[end]->unit == unit;)
		end++;
	*n = end - from;
	return *n ? &result->by_unit[from] : NULL;
}

const struct league_row *league_find(const struct league_result *result, const struct unit *unit,
                                     size_t period)
{
	size_t n;
	const struct league_row *const *path = league_path(&n, result, unit);
	for (size_t i = 0; i < n; i++)
		if (path[i]->period == period)
			return path[i];
	return NULL;
}

size_t league_period_index(const struct league_result *result, struct period period)
{
	size_t from = 0, to = result->n_periods;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = period_cmp(result->periods[middle].period, period);
		if (order == 0)
			return middle;
		if (order < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return SIZE_MAX;
}
