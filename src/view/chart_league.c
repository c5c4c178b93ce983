/* Leagues: the scores of a period as bars, the ranks over the periods as paths. */
#include "base/arena.h"
#include "view/chart_parts.h"
#include "view/league.h"
#include "view/parts.h"

enum {
	ROW_HEIGHT = 40,
	BAR_HEIGHT = 10,
	MARGIN = 4,
	NAMES = 150, /* the least room for names behind the paths */
	GAP = 44,    /* the most from period to period before them */
	STEP = 36,   /* from rank to rank: two lines of a name */
	RADIUS = 11,
	SMALL = 4, /* where no number stands in it */
	HEAD = 24,
	PATHS_MAX = 30,
	LEADERS = 3,
	LOW = 8, /* the path of one unit is as high as so many ranks */
};

static struct str league_title(const struct view *view, const struct league *league)
{
	return part_label_text(view, &league->title);
}

static struct value *league_files(const struct view *view, const struct league *league)
{
	struct value *list = part_list(view);
	part_download(view, list, STR("CSV"),
	              route_file(view->arena, STR("data/leagues/"), league->id, STR(".csv")), view->no);
	return list;
}

static void put_cut(const struct view *view, struct chart *chart, size_t n, size_t all)
{
	if (n < all)
		PUT(view, chart->map, "cut",
		    PART_SAY(view, CUT_UNITS, part_count_text(view, n), part_count_text(view, all)));
}

/* ---- bars ---- */

struct bars {
	const struct view *view;
	const struct league_result *result;
	const struct league_period *period;
	const struct league_row **rows;
	size_t n;
	long decimals;
};

static struct str score_text(const struct bars *bars, const struct league_row *row)
{
	return value_get(part_decimal(bars->view, row->score, bars->decimals), STR("text"))->text;
}

static void find_bars(struct bars *out, const struct view *view, const struct league_result *result,
                      size_t period, long top)
{
	static const struct league_period nothing;
	*out = (struct bars){.view = view, .result = result};
	out->period = period == SIZE_MAX ? &nothing : &result->periods[period];
	out->rows = ARENA_ARRAY(view->arena, const struct league_row *, out->period->ranked);
	for (size_t i = 0; i < out->period->ranked && out->n < CHART_ROWS_MAX; i++)
		if (!top || out->period->rows[i].rank <= top)
			out->rows[out->n++] = &out->period->rows[i];
	out->decimals = view_league_decimals(view, result->league, out->rows, out->n);
}

static struct str bars_finding(const struct bars *bars)
{
	const struct view *view = bars->view;
	if (bars->n == 0)
		return (struct str){0};
	if (bars->n > 1 && bars->rows[1]->rank == 1)
		return view_league_sentence(view, bars->result, bars->rows[0]->period);
	return SAY(view->arena, view->words, CHART_LEADS, chart_unit_name(view, bars->rows[0]->unit),
	           score_text(bars, bars->rows[0]));
}

static struct str bars_title(const struct bars *bars)
{
	const struct view *view = bars->view;
	struct str title = league_title(view, bars->result->league);
	if (bars->n == 0)
		return title;
	title = SAY(view->arena, view->words, THING_PERIOD, title,
	            part_period_text(view, bars->period->period));
	return SAY(view->arena, view->words, THING_OF, title, bars_finding(bars));
}

static struct str bars_description(const struct bars *bars)
{
	const struct view *view = bars->view;
	if (bars->n == 0)
		return SAY_PLAIN(view->arena, view->words, STATUS_NO_DATA);
	const struct league_row *first = bars->rows[0], *last = bars->rows[bars->n - 1];
	return SAY(view->arena, view->words, CHART_UNITS_SPAN, part_count_text(view, bars->n),
	           score_text(bars, first), chart_unit_name(view, first->unit), score_text(bars, last),
	           chart_unit_name(view, last->unit));
}

static void draw_bar_row(struct draw *draw, const struct bars *bars, const struct scale *scale, size_t i)
{
	const struct league_row *row = bars->rows[i];
	int y = (int)i * ROW_HEIGHT;
	struct str score = score_text(bars, row);
	struct str name = STR_JOIN(draw->arena, view_rank_text(bars->view, row), STR(". "),
	                           chart_unit_name(bars->view, row->unit));
	draw_text(draw, i ? LOOK_TEXT : LOOK_STRONG, (struct point){MARGIN, y + 16}, ANCHOR_START,
	          draw_fit(draw->arena, name,
	                   DRAW_WIDTH - 2 * MARGIN - draw_text_width(score) - 2 * DRAW_LETTER));
	draw_text(draw, LOOK_STRONG, (struct point){DRAW_WIDTH - MARGIN, y + 16}, ANCHOR_END, score);
	draw_rect(draw, LOOK_TRACK, scale->from, scale->to, y + 22, BAR_HEIGHT);
	draw_rect(draw, LOOK_BAR, scale_at(scale, draw->arena, decimal_from(0)),
	          scale_at(scale, draw->arena, row->score), y + 22, BAR_HEIGHT);
}

static struct str draw_bars(struct view *view, const struct chart *chart, const struct bars *bars)
{
	struct draw draw;
	struct scale scale;
	struct decimal *scores = ARENA_ARRAY(view->arena, struct decimal, bars->n);
	for (size_t i = 0; i < bars->n; i++)
		scores[i] = bars->rows[i]->score;
	scale_make(&scale, view->arena, scores, bars->n, true);
	scale.from = MARGIN;
	scale.to = DRAW_WIDTH - MARGIN;
	draw_open(&draw, view->arena, DRAW_WIDTH, bars->n ? (int)bars->n * ROW_HEIGHT + MARGIN : 60,
	          chart->id, chart->caption, chart->description);
	if (bars->n == 0)
		draw_text(&draw, LOOK_MUTED, (struct point){DRAW_WIDTH / 2, 36}, ANCHOR_MIDDLE,
		          SAY_PLAIN(view->arena, view->words, STATUS_NO_DATA));
	for (size_t i = 0; i < bars->n; i++)
		draw_bar_row(&draw, bars, &scale, i);
	return draw_close(&draw);
}

static void put_bar_numbers(struct chart *chart, const struct bars *bars)
{
	const struct view *view = bars->view;
	chart_column(view, chart, PART_SAY_PLAIN(view, CHART_UNIT), false);
	chart_column(view, chart, PART_SAY_PLAIN(view, CHART_RANK), true);
	chart_column(view, chart, PART_SAY_PLAIN(view, SCORE), true);
	for (size_t i = 0; i < bars->n; i++) {
		struct value *row = chart_row(view, chart);
		chart_cell(view, row, part_unit(view, bars->rows[i]->unit), false);
		chart_cell_text(view, row, view_rank_text(view, bars->rows[i]), true);
		chart_cell_text(view, row, score_text(bars, bars->rows[i]), true);
	}
}

struct value *chart_bars(struct view *view, const struct league_result *result, size_t period, long top,
                         bool in_text)
{
	struct bars bars;
	struct chart chart;
	find_bars(&bars, view, result, period, top);
	chart_begin(&chart, view, in_text, result->league->source);
	chart.caption = bars_title(&bars);
	chart.finding = bars_finding(&bars);
	chart.description = bars_description(&bars);
	put_bar_numbers(&chart, &bars);
	struct str svg = draw_bars(view, &chart, &bars);
	put_cut(view, &chart, bars.n, bars.period->ranked);
	chart_downloads(view, &chart, league_files(view, result->league), svg);
	if (in_text)
		PUT(view, chart.map, "link",
		    period == SIZE_MAX ? part_league(view, result->league)
		                       : view_league_period(view, result, period));
	return chart_end(view, &chart, svg, in_text);
}

/* ---- paths ---- */

/* A unit's way; slot i is its place from the top in the i-th shown period, -1 where it has no rank. */
struct way {
	const struct unit *unit;
	const struct league_row **rows; /* by shown period; NULL: none */
	int *slots;
	long last; /* rank in the latest; LONG_MAX: none */
};

struct paths {
	const struct view *view;
	const struct league_result *result;
	size_t from, n_periods; /* those shown */
	struct way *ways;
	size_t n, all;
	int slots;  /* the lowest place shown */
	bool alone; /* of one unit: places are ranks */
};

static size_t first_shown(const struct league_result *result)
{
	return result->n_periods > CHART_PERIODS_MAX ? result->n_periods - CHART_PERIODS_MAX : 0;
}

/* A way that began far below those shown begins at their foot. */
static int slot_of(size_t place, bool alone)
{
	size_t most = alone ? 100000 : PATHS_MAX;
	return (int)(place < most ? place : most);
}

static void find_way(struct way *out, const struct paths *paths, const struct unit *unit)
{
	struct arena *arena = paths->view->arena;
	*out = (struct way){.unit = unit,
	                    .rows = ARENA_ARRAY(arena, const struct league_row *, paths->n_periods),
	                    .slots = ARENA_ARRAY(arena, int, paths->n_periods)};
	for (size_t i = 0; i < paths->n_periods; i++) {
		const struct league_period *period = &paths->result->periods[paths->from + i];
		const struct league_row *row = league_find(paths->result, unit, paths->from + i);
		bool ranked = row && row->rank;
		out->rows[i] = ranked ? row : NULL;
		out->slots[i] = -1;
		if (ranked)
			out->slots[i] =
			        slot_of(paths->alone ? (size_t)row->rank - 1 : (size_t)(row - period->rows),
			                paths->alone);
	}
}

/* The units ranked in the latest period, the first of them; or the one that was asked for. */
static void find_paths(struct paths *out, const struct view *view, const struct league_result *result,
                       const struct unit *unit, long top)
{
	*out = (struct paths){.view = view, .result = result, .alone = unit != NULL};
	if (result->n_periods == 0)
		return;
	const struct league_period *latest = &result->periods[result->n_periods - 1];
	out->from = first_shown(result);
	out->n_periods = result->n_periods - out->from;
	out->all = unit ? 1 : latest->ranked;
	out->ways = ARENA_ARRAY(view->arena, struct way, out->all);
	if (unit)
		find_way(&out->ways[out->n++], out, unit);
	for (size_t i = 0; !unit && i < latest->ranked && out->n < PATHS_MAX; i++)
		if (!top || latest->rows[i].rank <= top)
			find_way(&out->ways[out->n++], out, latest->rows[i].unit);
	for (size_t i = 0; i < out->n; i++)
		for (size_t p = 0; p < out->n_periods; p++)
			out->slots =
			        out->ways[i].slots[p] >= out->slots ? out->ways[i].slots[p] + 1 : out->slots;
}

/* The first and last rank of a way. */
static bool way_ends(const struct league_row **first, const struct league_row **last, const struct way *way,
                     size_t n)
{
	*first = *last = NULL;
	for (size_t i = 0; i < n; i++) {
		if (!way->rows[i])
			continue;
		*first = *first ? *first : way->rows[i];
		*last = way->rows[i];
	}
	return *first && *first != *last;
}

static struct str move_words(const struct paths *paths, const struct way *way)
{
	const struct view *view = paths->view;
	const struct league_row *first, *last;
	struct str name = chart_unit_name(view, way->unit);
	way_ends(&first, &last, way, paths->n_periods);
	if (!first)
		return name;
	struct str from = str_printf(view->arena, "%ld", first->rank),
	           to = str_printf(view->arena, "%ld", last->rank),
	           then = part_period_text(view, paths->result->periods[first->period].period),
	           now = part_period_text(view, paths->result->periods[last->period].period);
	if (first == last)
		return SAY(view->arena, view->words, CHART_RANK_ONE, name, to, now);
	if (first->rank == last->rank)
		return SAY(view->arena, view->words, CHART_RANK_SAME, name, to, now, then);
	return first->rank > last->rank
	               ? SAY(view->arena, view->words, CHART_RANK_UP, name, from, then, to, now)
	               : SAY(view->arena, view->words, CHART_RANK_DOWN, name, from, then, to, now);
}

/* Who moved up most, else the first; NULL where there is none. */
static const struct way *most_risen(const struct paths *paths)
{
	const struct way *most = paths->n ? &paths->ways[0] : NULL;
	long gain = 0;
	for (size_t i = 0; i < paths->n; i++) {
		const struct league_row *first, *last;
		if (!way_ends(&first, &last, &paths->ways[i], paths->n_periods) ||
		    first->rank - last->rank <= gain)
			continue;
		gain = first->rank - last->rank;
		most = &paths->ways[i];
	}
	return most;
}

static struct str paths_finding(const struct paths *paths)
{
	const struct way *most = most_risen(paths);
	return most ? move_words(paths, most) : (struct str){0};
}

static struct str paths_title(const struct paths *paths)
{
	const struct view *view = paths->view;
	struct str title = league_title(view, paths->result->league), finding = paths_finding(paths);
	return finding.len ? SAY(view->arena, view->words, THING_OF, title, finding) : title;
}

static struct str paths_description(const struct paths *paths)
{
	const struct view *view = paths->view;
	if (paths->n == 0)
		return SAY_PLAIN(view->arena, view->words, STATUS_NO_DATA);
	return SAY(view->arena, view->words, CHART_RANKS_SPAN, part_count_text(view, paths->n),
	           part_count_text(view, paths->n_periods),
	           part_period_text(view, paths->result->periods[paths->from].period),
	           part_period_text(view, paths->result->periods[paths->result->n_periods - 1].period));
}

static struct point place(const struct paths *paths, size_t period, int slot)
{
	int left = RADIUS + MARGIN, gaps = paths->n_periods > 1 ? (int)paths->n_periods - 1 : 1;
	int width = paths->alone ? DRAW_WIDTH - 2 * left : DRAW_WIDTH - 2 * left - NAMES;
	if (!paths->alone && width > gaps * GAP)
		width = gaps * GAP;
	int x = left + (int)period * width / gaps;
	int y = paths->alone && paths->slots > LOW ? slot * LOW * STEP / paths->slots : slot * STEP;
	return (struct point){x, HEAD + RADIUS + MARGIN + y};
}

static void draw_way(struct draw *draw, const struct paths *paths, const struct way *way, bool strong)
{
	struct point *points = ARENA_ARRAY(draw->arena, struct point, paths->n_periods);
	size_t n = 0;
	for (size_t i = 0; i <= paths->n_periods; i++) {
		if (i < paths->n_periods && way->rows[i]) {
			points[n++] = place(paths, i, way->slots[i]);
			continue;
		}
		if (n > 1)
			draw_path(draw, strong ? LOOK_LINE : LOOK_PALE, points, n);
		n = 0;
	}
	for (size_t i = 0; i < paths->n_periods; i++) {
		if (!way->rows[i])
			continue;
		struct point at = place(paths, i, way->slots[i]);
		bool numbered = strong || i == 0 || i == paths->n_periods - 1;
		draw_circle(draw, strong ? LOOK_DOT : LOOK_REST, at, numbered ? RADIUS : SMALL);
		if (numbered)
			draw_text(draw, LOOK_RANK, (struct point){at.x, at.y + 4}, ANCHOR_START,
			          str_printf(draw->arena, "%ld", way->rows[i]->rank));
	}
}

/* The leaders, and who the title speaks of. */
static bool is_strong(const struct paths *paths, size_t i)
{
	return i < LEADERS || &paths->ways[i] == most_risen(paths);
}

static void draw_names(struct draw *draw, const struct paths *paths)
{
	for (size_t i = 0; i < paths->n; i++) {
		const struct way *way = &paths->ways[i];
		struct point at = place(paths, paths->n_periods - 1, way->slots[paths->n_periods - 1]);
		draw_text_lines(draw, is_strong(paths, i) ? LOOK_STRONG : LOOK_TEXT,
		                (struct point){at.x + RADIUS + MARGIN, at.y + 5},
		                chart_unit_name(paths->view, way->unit),
		                DRAW_WIDTH - at.x - RADIUS - 2 * MARGIN);
	}
}

/* The first and the last period over their points; the last at the right end where the two would meet. */
static void draw_path_periods(struct draw *draw, const struct paths *paths)
{
	const struct league_period *periods = paths->result->periods + paths->from;
	struct point first = place(paths, 0, 0), last = place(paths, paths->n_periods - 1, 0);
	struct str then = part_period_alone(paths->view, periods[0].period);
	struct str now = part_period_alone(paths->view, periods[paths->n_periods - 1].period);
	bool apart = first.x + draw_text_width(then) + MARGIN < last.x || paths->n_periods == 1;
	if (paths->n_periods > 1)
		draw_text(draw, LOOK_MUTED, (struct point){first.x - RADIUS, 16}, ANCHOR_START, then);
	if (!paths->alone && apart)
		draw_text(draw, LOOK_MUTED, (struct point){last.x - RADIUS, 16}, ANCHOR_START, now);
	else
		draw_text(draw, LOOK_MUTED,
		          (struct point){paths->alone ? last.x + RADIUS : DRAW_WIDTH - MARGIN, 16},
		          ANCHOR_END, now);
}

static struct str draw_paths(struct view *view, const struct chart *chart, const struct paths *paths)
{
	struct draw draw;
	/* the second line of a name reaches below its point */
	int height = paths->slots ? place(paths, 0, paths->slots - 1).y + RADIUS + 2 * MARGIN : 60;
	draw_open(&draw, view->arena, DRAW_WIDTH, height, chart->id, chart->caption, chart->description);
	if (paths->slots == 0) {
		draw_text(&draw, LOOK_MUTED, (struct point){DRAW_WIDTH / 2, 36}, ANCHOR_MIDDLE,
		          SAY_PLAIN(view->arena, view->words, STATUS_NO_DATA));
		return draw_close(&draw);
	}
	draw_path_periods(&draw, paths);
	for (size_t i = paths->n; i-- > 0;)
		draw_way(&draw, paths, &paths->ways[i], is_strong(paths, i));
	if (!paths->alone)
		draw_names(&draw, paths);
	return draw_close(&draw);
}

static void put_path_numbers(struct chart *chart, const struct paths *paths)
{
	const struct view *view = paths->view;
	chart_column(view, chart, PART_SAY_PLAIN(view, CHART_UNIT), false);
	for (size_t p = 0; p < paths->n_periods; p++)
		chart_column(view, chart,
		             part_words(view, part_period_alone(
		                                      view, paths->result->periods[paths->from + p].period)),
		             true);
	for (size_t i = 0; i < paths->n; i++) {
		struct value *row = chart_row(view, chart);
		chart_cell(view, row, part_unit(view, paths->ways[i].unit), false);
		for (size_t p = 0; p < paths->n_periods; p++) {
			const struct league_row *own = paths->ways[i].rows[p];
			chart_cell_text(view, row, view_rank_text(view, own), true);
		}
	}
}

struct value *chart_path(struct view *view, const struct league_result *result, const struct unit *unit,
                         long top, bool in_text)
{
	struct paths paths;
	struct chart chart;
	find_paths(&paths, view, result, unit, top);
	chart_begin(&chart, view, in_text, result->league->source);
	chart.caption = paths_title(&paths);
	chart.finding = paths_finding(&paths);
	chart.description = paths_description(&paths);
	put_path_numbers(&chart, &paths);
	struct str svg = draw_paths(view, &chart, &paths);
	put_cut(view, &chart, paths.n, paths.all);
	if (paths.from)
		chart_add_note(view, &chart,
		               SAY(view->arena, view->words, CHART_LATEST_PERIODS,
		                   part_count_text(view, paths.n_periods)));
	chart_downloads(view, &chart, league_files(view, result->league), svg);
	if (in_text)
		PUT(view, chart.map, "link", part_league(view, result->league));
	return chart_end(view, &chart, svg, in_text);
}
