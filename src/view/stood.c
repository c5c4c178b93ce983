#include "view/stood.h"

#include "base/arena.h"
#include "view/parts.h"
#include "view/published.h"
#include "view/scorecard.h"

#include <stdlib.h>

enum { PERIODS_SHOWN = 8, HONOURS_SHOWN = 30 };

struct stood {
	struct view *view;
	const struct view_edition *edition;
	struct table units; /* with no columns where the edition has no such table */
};

/* ---- tables ---- */

static const struct view_edition_file *file_of(const struct stood *stood, struct str name)
{
	for (size_t i = 0; i < stood->edition->n_files; i++)
		if (str_eq(stood->edition->files[i].name, STR_JOIN(stood->view->arena, name, STR(".csv"))))
			return &stood->edition->files[i];
	return NULL;
}

static bool read_table(struct table *out, const struct stood *stood, struct str name)
{
	const struct view_edition_file *file = file_of(stood, name);
	*out = (struct table){0};
	return file && !file->withheld &&
	       published_table(out, stood->view->arena, stood->edition->tree, name, stood->view->diags) &&
	       out->columns > 0;
}

/* The tables of a folder: `leagues/` … */
static bool next_table(struct str *name, struct table *out, size_t *at, const struct stood *stood,
                       struct str folder)
{
	for (; *at < stood->edition->n_files; ++*at) {
		struct str file = stood->edition->files[*at].name;
		*name = str_sub(file, 0, file.len - 4);
		if (str_starts(file, folder) && read_table(out, stood, *name)) {
			*name = str_sub(*name, folder.len, name->len);
			++*at;
			return true;
		}
	}
	return false;
}

static struct value *unit_words(const struct stood *stood, struct str id)
{
	struct view *view = stood->view;
	size_t row = published_find(&stood->units, 0, STR("unit"), id);
	for (size_t l = 0; row != SIZE_MAX && l <= view->site->languages->len; l++) {
		struct str language = l == 0 ? view->words->language : view->site->languages->codes[l - 1];
		struct str name =
		        published_cell(&stood->units, row, STR_JOIN(view->arena, STR("name_"), language));
		if (name.len)
			return part_words_in(view, name, language);
	}
	return part_words(view, id);
}

static struct value *period_words(const struct view *view, struct str text)
{
	struct period period;
	return part_words(view, period_parse(&period, text) ? part_period_alone(view, period) : text);
}

static struct value *href_of(const struct stood *stood, struct str folder, struct str name)
{
	const struct view_edition_file *file = file_of(stood, STR_JOIN(stood->view->arena, folder, name));
	return part_text(stood->view, view_file_href(stood->view, file->route));
}

/* ---- leagues ---- */

/* The rows of one period of a league's table. */
struct span {
	const struct table *table;
	size_t from, to;
	long decimals; /* the most that a score has: all are shown with as many */
};

static struct str at(const struct span *span, size_t row, const char *column)
{
	return published_cell(span->table, row, str_from(column));
}

/* The rows are ordered by period: the last ones are of the newest. */
static struct span newest(const struct table *table)
{
	struct span span = {table, table->rows, table->rows, 0};
	while (span.from > 0 && str_eq(at(&span, span.from - 1, "period"), at(&span, span.to - 1, "period")))
		span.from--;
	for (size_t row = span.from; row < span.to; row++) {
		struct str whole, rest;
		str_cut(&whole, &rest, at(&span, row, "score"), '.');
		span.decimals = (long)rest.len > span.decimals ? (long)rest.len : span.decimals;
	}
	return span;
}

/* Those who share a rank follow each other. */
static bool is_tied(const struct span *span, size_t row)
{
	struct str rank = at(span, row, "rank");
	return rank.len && ((row > span->from && str_eq(at(span, row - 1, "rank"), rank)) ||
	                    (row + 1 < span->to && str_eq(at(span, row + 1, "rank"), rank)));
}

static struct value *league_row(const struct stood *stood, const struct span *span, size_t row)
{
	struct view *view = stood->view;
	struct value *map = part_map(view);
	struct str rank = at(span, row, "rank");
	struct decimal score;
	bool scored = decimal_parse(&score, view->arena, at(span, row, "score"));
	PUT(view, map, "rank",
	    part_text(view, is_tied(span, row) ? STR_JOIN(view->arena, rank, STR("=")) : rank));
	PUT(view, map, "unit", unit_words(stood, at(span, row, "unit")));
	PUT(view, map, "score", scored ? part_decimal(view, score, span->decimals) : view->no);
	PUT(view, map, "previous", part_text(view, at(span, row, "previous_rank")));
	return map;
}

static struct value *league_tree(const struct stood *stood, const struct table *table, struct str id)
{
	struct view *view = stood->view;
	struct value *map = part_map(view), *rows = part_list(view);
	const struct league *league = model_league(view->site->model, id);
	struct span span = newest(table);
	for (size_t row = span.from; row < span.to; row++)
		value_push(view->arena, rows, league_row(stood, &span, row));
	PUT(view, map, "league", league ? part_league(view, league) : part_link_text(view, id, STR("")));
	PUT(view, map, "id", value_string(view->arena, STR_JOIN(view->arena, STR("league_"), id)));
	PUT(view, map, "period", period_words(view, table->rows ? at(&span, span.from, "period") : STR("")));
	PUT(view, map, "href", href_of(stood, STR("leagues/"), id));
	PUT_LIST(view, map, "rows", rows);
	return map;
}

/* ---- scorecards ---- */

struct period_counts {
	struct str period;
	size_t counts[STATUS_COUNT];
};

static void count_row(struct period_counts *tally, struct str status)
{
	for (enum status i = 0; i < STATUS_COUNT; i++)
		tally->counts[i] += str_eq(status_name(i), status);
}

static int newest_first(const void *a, const void *b)
{
	const struct period_counts *x = a, *y = b;
	struct period p, q;
	return period_parse(&p, x->period) && period_parse(&q, y->period) ? period_cmp(q, p)
	                                                                  : str_cmp(y->period, x->period);
}

static struct value *scorecard_tree(const struct stood *stood, const struct table *table, struct str id)
{
	struct view *view = stood->view;
	struct value *map = part_map(view), *rows = part_list(view);
	const struct scorecard *scorecard = model_scorecard(view->site->model, id);
	struct map by_period;
	VEC(struct period_counts) tallies = {0};
	map_init(&by_period, view->arena);
	for (size_t row = 0; row < table->rows; row++) {
		struct str period = published_cell(table, row, STR("period"));
		void **at = map_put(&by_period, period);
		if (!*at) {
			*VEC_PUSH(view->arena, &tallies) = (struct period_counts){.period = period};
			*at = (void *)tallies.len;
		}
		count_row(&tallies.items[(size_t)*at - 1], published_cell(table, row, STR("status")));
	}
	if (tallies.len)
		qsort(tallies.items, tallies.len, sizeof *tallies.items, newest_first);
	for (size_t i = 0; i < tallies.len && i < PERIODS_SHOWN; i++) {
		struct value *row = part_map(view);
		PUT(view, row, "period", period_words(view, tallies.items[i].period));
		PUT(view, row, "sentence",
		    part_words(view, view_counts_sentence(view, tallies.items[i].counts)));
		value_push(view->arena, rows, row);
	}
	PUT(view, map, "scorecard",
	    scorecard ? part_scorecard(view, scorecard) : part_link_text(view, id, STR("")));
	PUT(view, map, "href", href_of(stood, STR("scorecards/"), id));
	PUT_LIST(view, map, "rows", rows);
	return map;
}

/* ---- honours ---- */

/* Persons are in the file, by their ids; whom an award of a unit went to is said here. */
static struct value *honours_tree(const struct stood *stood, const struct table *table)
{
	struct view *view = stood->view;
	struct value *map = part_map(view), *rows = part_list(view);
	struct str year = STR("");
	size_t all = 0;
	for (size_t row = 0; row < table->rows; row++) {
		struct str own = published_cell(table, row, STR("year"));
		year = str_cmp(own, year) > 0 ? own : year;
	}
	for (size_t row = 0; row < table->rows; row++) {
		if (!str_eq(published_cell(table, row, STR("year")), year) || all++ >= HONOURS_SHOWN)
			continue;
		struct value *item = part_map(view);
		struct str id = published_cell(table, row, STR("award"));
		const struct award *award = model_award(view->site->model, id);
		struct str state = published_cell(table, row, STR("state"));
		bool individual = str_eq(published_cell(table, row, STR("recipient")), STR("individual"));
		PUT(view, item, "award", award ? part_award(view, award) : part_link_text(view, id, STR("")));
		PUT(view, item, "unit", unit_words(stood, published_cell(table, row, STR("unit"))));
		PUT(view, item, "is_individual", part_bool(view, individual));
		PUT(view, item, "is_revoked", part_bool(view, str_eq(state, STR("revoked"))));
		PUT(view, item, "decision", part_text(view, published_cell(table, row, STR("decision"))));
		value_push(view->arena, rows, item);
	}
	PUT(view, map, "year", part_text(view, year));
	PUT(view, map, "href", href_of(stood, STR("awards/"), STR("honours")));
	PUT(view, map, "more",
	    all > HONOURS_SHOWN ? PART_SAY(view, EFFECTS_MORE, part_count_text(view, all - HONOURS_SHOWN))
	                        : view->no);
	PUT_LIST(view, map, "rows", rows);
	return rows->len ? map : view->no;
}

void view_stood(struct view *view, struct value *map, const struct view_edition *edition)
{
	struct stood stood = {.view = view, .edition = edition};
	struct value *leagues = part_list(view), *scorecards = part_list(view);
	struct table table;
	struct str id;
	read_table(&stood.units, &stood, STR("units"));
	for (size_t at = 0; next_table(&id, &table, &at, &stood, STR("leagues/"));)
		value_push(view->arena, leagues, league_tree(&stood, &table, id));
	for (size_t at = 0; next_table(&id, &table, &at, &stood, STR("scorecards/"));)
		value_push(view->arena, scorecards, scorecard_tree(&stood, &table, id));
	bool honours = read_table(&table, &stood, STR("awards/honours"));
	PUT_LIST(view, map, "leagues", leagues);
	PUT_LIST(view, map, "scorecards", scorecards);
	PUT(view, map, "honours", honours ? honours_tree(&stood, &table) : view->no);
}
