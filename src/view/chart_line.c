/* One unit over time: the line with the level asked for, the bullet of a period, the sparkline. */
#include "base/arena.h"
#include "view/chart_parts.h"
#include "view/parts.h"
#include "view/scorecard.h"

enum {
	LINE_HEIGHT = 200,
	LINE_TOP = 20,
	LINE_BOTTOM = 172,
	LABELS_MAX = 120, /* the widest that the numbers of an axis may be */
	DOTS_MAX = 40,
	SPARK_WIDTH = 120,
	SPARK_HEIGHT = 28,
	BULLET_WIDTH = 120,
	BULLET_HEIGHT = 12,
};

/* ---- where things stand ---- */

struct plot {
	const struct view *view;
	const struct chart_series *series;
	struct scale y;
	int left, right;
	struct point *points; /* of the series */
};

static size_t goals_of(struct decimal *out, const struct chart_series *series)
{
	size_t n = 0;
	for (size_t i = 0; i < series->n; i++) {
		n += chart_goal(&out[n], series->points[i].target);
		n += chart_upper(&out[n], series->points[i].target);
	}
	return n;
}

static void scale_of(struct scale *out, const struct view *view, const struct chart_series *series,
                     bool whole)
{
	struct decimal *numbers = ARENA_ARRAY(view->arena, struct decimal, series->n * 3);
	size_t n = goals_of(numbers, series);
	for (size_t i = 0; i < series->n; i++)
		numbers[n++] = series->points[i].value;
	scale_make(out, view->arena, numbers, n, whole);
}

/* By the day that a period ends on, so that a missing period leaves its room. */
static int x_of(const struct plot *plot, size_t i)
{
	const struct chart_series *series = plot->series;
	int64_t first = series->points[0].period.last.day,
	        last = series->points[series->n - 1].period.last.day;
	int64_t at = series->points[i].period.last.day;
	if (first == last)
		return (plot->left + plot->right) / 2;
	return plot->left + (int)((at - first) * (plot->right - plot->left) / (last - first));
}

static void place_points(struct plot *plot)
{
	const struct chart_series *series = plot->series;
	plot->points = ARENA_ARRAY(plot->view->arena, struct point, series->n);
	for (size_t i = 0; i < series->n; i++)
		plot->points[i] = (struct point){
		        x_of(plot, i), scale_at(&plot->y, plot->view->arena, series->points[i].value)};
}

/* ---- its parts ---- */

/* A sum that begins again is a line for each year. */
static void draw_runs(struct draw *draw, const struct plot *plot)
{
	const struct chart_series *series = plot->series;
	for (size_t from = 0, to; from < series->n; from = to) {
		to = from + 1;
		while (to < series->n && !(series->restarts && series->points[to].period.year !=
		                                                       series->points[from].period.year))
			to++;
		if (to - from > 1)
			draw_path(draw, LOOK_LINE, plot->points + from, to - from);
	}
}

typedef bool level_of(struct decimal *level, const struct target *target);

/* A level holds from half way between two periods to half way to the next; steps where it changes. */
static void draw_level(struct draw *draw, const struct plot *plot, level_of *level)
{
	const struct chart_series *series = plot->series;
	struct point *path = ARENA_ARRAY(plot->view->arena, struct point, series->n * 2);
	size_t n = 0;
	for (size_t i = 0; i <= series->n; i++) {
		struct decimal number;
		if (i == series->n || !level(&number, series->points[i].target)) {
			draw_path(draw, LOOK_GOAL, path, n);
			n = 0;
			continue;
		}
		int y = scale_at(&plot->y, plot->view->arena, number);
		int from = i ? (plot->points[i - 1].x + plot->points[i].x) / 2 : plot->left;
		int to = i + 1 < series->n ? (plot->points[i].x + plot->points[i + 1].x) / 2 : plot->right;
		if (n && path[n - 1].y == y) {
			path[n - 1].x = to;
			continue;
		}
		path[n++] = (struct point){from, y};
		path[n++] = (struct point){to, y};
	}
}

static void draw_dots(struct draw *draw, const struct plot *plot)
{
	const struct chart_series *series = plot->series;
	for (size_t i = series->n > DOTS_MAX ? series->n - 1 : 0; i < series->n; i++)
		draw_circle(draw, series->points[i].provisional ? LOOK_OPEN : LOOK_DOT, plot->points[i], 4);
}

static void draw_scale(struct draw *draw, const struct plot *plot)
{
	for (size_t i = 0; i < plot->y.n_ticks; i++) {
		int y = scale_at(&plot->y, plot->view->arena, plot->y.ticks[i]);
		struct str text =
		        chart_tick_text(plot->view, plot->y.ticks[i], plot->series->indicator->percent);
		draw_line(draw, decimal_sign(plot->y.ticks[i]) ? LOOK_GRID : LOOK_BASE,
		          (struct point){plot->left - 4, y}, (struct point){plot->right + 4, y});
		if (draw_text_width(text) <= LABELS_MAX)
			draw_text(draw, LOOK_MUTED, (struct point){plot->left - 10, y + 5}, ANCHOR_END, text);
	}
}

/* The first and the last period; the one between where there is room. */
static void draw_periods(struct draw *draw, const struct plot *plot)
{
	const struct chart_series *series = plot->series;
	struct str first = part_period_alone(plot->view, series->points[0].period),
	           last = part_period_alone(plot->view, series->points[series->n - 1].period);
	int y = LINE_BOTTOM + 22;
	if (series->n == 1) {
		draw_text(draw, LOOK_MUTED, (struct point){plot->points[0].x, y}, ANCHOR_MIDDLE, first);
		return;
	}
	draw_text(draw, LOOK_MUTED, (struct point){plot->left - 10, y}, ANCHOR_START, first);
	draw_text(draw, LOOK_MUTED, (struct point){DRAW_WIDTH, y}, ANCHOR_END, last);
}

/* The figure itself, on the far side of the level. */
static void draw_latest(struct draw *draw, const struct plot *plot)
{
	const struct chart_series *series = plot->series;
	const struct chart_point *last = &series->points[series->n - 1];
	struct point at = plot->points[series->n - 1];
	struct decimal level;
	bool below = chart_goal(&level, last->target) && decimal_cmp(last->value, level) < 0;
	if (at.y > LINE_BOTTOM - 20)
		below = false;
	if (at.y < LINE_TOP + 10)
		below = true;
	at.y += below ? 20 : -10;
	at.x += series->n == 1 ? 0 : 6;
	draw_text(draw, LOOK_LABEL, at, series->n == 1 ? ANCHOR_MIDDLE : ANCHOR_END,
	          chart_point_text(plot->view, last, series->indicator));
}

static int axis_width(const struct view *view, const struct scale *scale, bool percent)
{
	int most = 0;
	for (size_t i = 0; i < scale->n_ticks; i++) {
		int width = draw_text_width(chart_tick_text(view, scale->ticks[i], percent));
		most = width > most && width <= LABELS_MAX ? width : most;
	}
	return most + 12;
}

static struct str draw_plot(struct view *view, const struct chart *chart, const struct chart_series *series,
                            struct scale *scale)
{
	struct draw draw;
	struct decimal level;
	struct plot plot = {.view = view, .series = series};
	draw_open(&draw, view->arena, DRAW_WIDTH, LINE_HEIGHT, chart->id, chart->caption, chart->description);
	if (series->n == 0) {
		draw_text(&draw, LOOK_MUTED, (struct point){DRAW_WIDTH / 2, LINE_HEIGHT / 2}, ANCHOR_MIDDLE,
		          SAY_PLAIN(view->arena, view->words, STATUS_NO_DATA));
		return draw_close(&draw);
	}
	const struct target *target = series->points[series->n - 1].target;
	struct str goal = chart_goal(&level, target) ? chart_goal_text(view, target) : (struct str){0};
	int room = draw_text_width(goal);
	scale_of(scale, view, series, false);
	scale->from = LINE_BOTTOM;
	scale->to = LINE_TOP;
	plot.y = *scale;
	plot.left = axis_width(view, scale, series->indicator->percent);
	plot.right = DRAW_WIDTH - (goal.len && room <= LABELS_MAX ? room + 10 : 12);
	place_points(&plot);
	draw_scale(&draw, &plot);
	draw_level(&draw, &plot, chart_goal);
	draw_level(&draw, &plot, chart_upper);
	draw_runs(&draw, &plot);
	draw_dots(&draw, &plot);
	draw_periods(&draw, &plot);
	if (goal.len && room <= LABELS_MAX)
		draw_text(&draw, LOOK_STRONG,
		          (struct point){DRAW_WIDTH, scale_at(scale, view->arena, level) + 5}, ANCHOR_END,
		          goal);
	draw_latest(&draw, &plot);
	return draw_close(&draw);
}

/* ---- words ---- */

static struct str series_name(const struct view *view, const struct chart_series *series)
{
	struct str name = part_label_text(view, &series->indicator->name);
	return SAY(view->arena, view->words, THING_PERIOD, name, chart_unit_name(view, series->unit));
}

/* What the title says and the picture shows: the span of time, the lowest and the highest. */
static struct str span_words(const struct view *view, const struct chart_series *series)
{
	const struct chart_point *low = series->points, *high = series->points, *points = series->points;
	if (series->n == 0)
		return SAY_PLAIN(view->arena, view->words, STATUS_NO_DATA);
	for (size_t i = 1; i < series->n; i++) {
		low = decimal_cmp(points[i].value, low->value) < 0 ? &points[i] : low;
		high = decimal_cmp(points[i].value, high->value) > 0 ? &points[i] : high;
	}
	if (series->n == 1)
		return SAY(view->arena, view->words, CHART_ONE_PERIOD,
		           part_period_text(view, points[0].period));
	return SAY(view->arena, view->words, CHART_SPAN, part_count_text(view, series->n),
	           part_period_text(view, points[0].period),
	           part_period_text(view, points[series->n - 1].period),
	           chart_point_text(view, low, series->indicator), part_period_text(view, low->period),
	           chart_point_text(view, high, series->indicator), part_period_text(view, high->period));
}

static struct str title_words(const struct view *view, const struct chart_series *series)
{
	struct str name = series_name(view, series), finding = chart_finding(view, series);
	return finding.len ? SAY(view->arena, view->words, THING_OF, name, finding) : name;
}

static void put_numbers(const struct view *view, struct chart *chart, const struct chart_series *series)
{
	struct decimal level;
	bool goals = false;
	for (size_t i = 0; i < series->n; i++)
		goals = goals || chart_goal(&level, series->points[i].target);
	chart_column(view, chart, PART_SAY_PLAIN(view, CHART_PERIOD), false);
	chart_column(view, chart, PART_SAY_PLAIN(view, CHART_RESULT), true);
	if (goals)
		chart_column(view, chart, PART_SAY_PLAIN(view, CHART_GOAL), true);
	for (size_t i = series->n; i-- > 0;) {
		const struct chart_point *point = &series->points[i];
		struct value *row = chart_row(view, chart);
		chart_cell_text(view, row, part_period_alone(view, point->period), false);
		chart_cell_text(view, row, chart_point_text(view, point, series->indicator), true);
		if (goals)
			chart_cell_text(
			        view, row,
			        point->target ? chart_goal_text(view, point->target) : (struct str){0}, true);
	}
}

static void put_notes(const struct view *view, struct chart *chart, const struct chart_series *series)
{
	struct decimal level;
	bool provisional = false, goals = false;
	for (size_t i = 0; i < series->n; i++) {
		provisional = provisional || series->points[i].provisional;
		goals = goals || chart_goal(&level, series->points[i].target);
	}
	if (goals)
		chart_add_note(view, chart, SAY_PLAIN(view->arena, view->words, CHART_KEY_GOAL));
	if (provisional)
		chart_add_note(view, chart, SAY_PLAIN(view->arena, view->words, CHART_KEY_PROVISIONAL));
	if (series->restarts)
		chart_add_note(view, chart, SAY_PLAIN(view->arena, view->words, CHART_KEY_RESTARTS));
}

struct value *chart_line(struct view *view, const struct chart_series *series, bool in_text)
{
	const struct resource *results = view->site->model->results.origin.resource;
	struct chart chart;
	struct scale scale = {0};
	chart_begin(&chart, view, in_text, results);
	chart.caption = title_words(view, series);
	chart.finding = chart_finding(view, series);
	chart.description = span_words(view, series);
	put_numbers(view, &chart, series);
	struct str svg = draw_plot(view, &chart, series, &scale);
	put_notes(view, &chart, series);
	chart_note_cut(view, &chart, &scale, series->indicator->percent);
	chart_downloads(view, &chart, chart_results_files(view), svg);
	if (in_text)
		PUT(view, chart.map, "link", part_indicator(view, series->indicator));
	return chart_end(view, &chart, svg, in_text);
}

/* ---- bullet ---- */

static void draw_bar(struct draw *draw, const struct scale *scale, struct arena *arena,
                     const struct chart_point *point, int top, int height)
{
	struct decimal level, upper;
	int zero = scale_at(scale, arena, decimal_from(0)), end = scale_at(scale, arena, point->value);
	draw_rect(draw, LOOK_TRACK, scale->from, scale->to, top, height);
	draw_rect(draw, LOOK_BAR, zero, end, top + height / 4, height / 2);
	if (chart_goal(&level, point->target)) {
		int x = scale_at(scale, arena, level);
		draw_line(draw, LOOK_LEVEL, (struct point){x, top}, (struct point){x, top + height});
	}
	if (chart_upper(&upper, point->target)) {
		int x = scale_at(scale, arena, upper);
		draw_line(draw, LOOK_LEVEL, (struct point){x, top}, (struct point){x, top + height});
	}
}

/* The point of a period, or (NULL) the latest, as a series of its own. */
static struct chart_series only(const struct chart_series *series, const struct period *period)
{
	struct chart_series one = *series;
	one.n = 0;
	one.restarts = false;
	for (size_t i = 0; i < series->n; i++) {
		if (period ? !period_eq(series->points[i].period, *period) : i + 1 < series->n)
			continue;
		one.points = series->points + i;
		one.n = 1;
	}
	return one;
}

struct value *chart_bullets(struct view *view, const struct chart_series *series, const struct period *period,
                            bool in_text)
{
	const struct resource *results = view->site->model->results.origin.resource;
	struct chart_series one = only(series, period);
	struct chart chart;
	struct draw draw;
	struct scale scale = {0};
	chart_begin(&chart, view, in_text, results);
	chart.caption = title_words(view, &one);
	chart.description = span_words(view, &one);
	put_numbers(view, &chart, &one);
	draw_open(&draw, view->arena, DRAW_WIDTH, 84, chart.id, chart.caption, chart.description);
	if (one.n) {
		struct decimal level;
		scale_of(&scale, view, &one, true);
		scale.from = 8;
		scale.to = DRAW_WIDTH - 8;
		draw_text(&draw, LOOK_STRONG, (struct point){8, 18}, ANCHOR_START,
		          chart_point_text(view, one.points, one.indicator));
		draw_bar(&draw, &scale, view->arena, one.points, 28, 28);
		for (size_t i = 0; i < scale.n_ticks; i += scale.n_ticks - 1)
			draw_text(&draw, LOOK_MUTED, (struct point){i ? scale.to : scale.from, 76},
			          i ? ANCHOR_END : ANCHOR_START,
			          chart_tick_text(view, scale.ticks[i], one.indicator->percent));
		if (chart_goal(&level, one.points->target))
			draw_text(&draw, LOOK_STRONG, (struct point){DRAW_WIDTH - 8, 18}, ANCHOR_END,
			          SAY(view->arena, view->words, CHART_LEVEL,
			              chart_goal_text(view, one.points->target)));
	}
	struct str svg = draw_close(&draw);
	put_notes(view, &chart, &one);
	chart_downloads(view, &chart, chart_results_files(view), svg);
	if (in_text)
		PUT(view, chart.map, "link", part_indicator(view, series->indicator));
	return chart_end(view, &chart, svg, in_text);
}

/* ---- small ones ---- */

struct value *chart_bullet(const struct view *view, const struct score_row *row)
{
	struct decimal level, numbers[3] = {0};
	struct chart_series series = {.indicator = row->target->indicator, .unit = row->unit, .n = 1};
	struct chart_point point = {.figure = row->figure, .target = row->target};
	size_t n = 1;
	if (!row->figure.given || decimal_sign(row->figure.denominator) == 0 ||
	    !chart_goal(&level, row->target))
		return view->no;
	series.points = &point;
	point.value = chart_value(view->arena, row->figure, series.indicator);
	numbers[0] = point.value;
	n += goals_of(numbers + 1, &series);
	struct scale scale;
	struct draw draw;
	scale_make(&scale, view->arena, numbers, n, true);
	scale.from = 1;
	scale.to = BULLET_WIDTH - 1;
	draw_open_mute(&draw, view->arena, BULLET_WIDTH, BULLET_HEIGHT, "bullet");
	draw_bar(&draw, &scale, view->arena, &point, 0, BULLET_HEIGHT);
	struct value *map = part_map(view);
	PUT(view, map, "svg", value_string(view->arena, draw_close(&draw)));
	return map;
}

struct value *chart_sparkline(const struct view *view, const struct target *target, const struct unit *unit)
{
	struct chart_series series;
	struct draw draw;
	chart_series(&series, view, target->indicator, unit, target);
	if (series.n < 2)
		return view->no;
	struct plot plot = {.view = view, .series = &series, .left = 4, .right = SPARK_WIDTH - 5};
	scale_of(&plot.y, view, &series, false);
	plot.y.from = SPARK_HEIGHT - 5;
	plot.y.to = 5;
	place_points(&plot);
	draw_open_mute(&draw, view->arena, SPARK_WIDTH, SPARK_HEIGHT, "sparkline");
	draw_level(&draw, &plot, chart_goal);
	draw_level(&draw, &plot, chart_upper);
	draw_runs(&draw, &plot);
	draw_circle(&draw, series.points[series.n - 1].provisional ? LOOK_OPEN : LOOK_DOT,
	            plot.points[series.n - 1], 3);
	struct value *map = part_map(view);
	PUT(view, map, "svg", value_string(view->arena, draw_close(&draw)));
	PUT(view, map, "words", part_words(view, span_words(view, &series)));
	return map;
}
