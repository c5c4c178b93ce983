/* All units beside each other in one period, against the level asked for. */
#include "base/arena.h"
#include "view/chart_parts.h"
#include "view/parts.h"

#include <stdlib.h>

enum { ROW_HEIGHT = 44, LINE = 28, TOP = 28, BOTTOM = 30, RADIUS = 6, LEFT = 10, RIGHT = DRAW_WIDTH - 10 };

/* What is shown. */
struct strip {
	const struct view *view;
	const struct indicator *indicator;
	struct period period;
	struct chart_point *points;
	size_t n, all, met, judged;
	bool same_goal; /* all have one level */
};

static const struct chart_point *point_in(const struct chart_series *series, const struct period *period)
{
	for (size_t i = 0; i < series->n; i++)
		if (period_eq(series->points[i].period, *period))
			return &series->points[i];
	return NULL;
}

/* The best on top; equal ones by name, then as the units' table has them. */
struct ranked {
	struct chart_point point;
	struct str name;
	bool lower; /* is better */
};

static int best_first(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	int order = decimal_cmp(y->point.value, x->point.value);
	if (order)
		return x->lower ? -order : order;
	order = str_cmp(x->name, y->name);
	return order ? order
	             : (x->point.unit->index > y->point.unit->index) -
	                       (x->point.unit->index < y->point.unit->index);
}

static void sort_points(struct strip *strip)
{
	struct arena *arena = strip->view->arena;
	struct ranked *ranked = ARENA_ARRAY(arena, struct ranked, strip->n);
	for (size_t i = 0; i < strip->n; i++)
		ranked[i] =
		        (struct ranked){strip->points[i],
		                        text_sort_key(arena, strip->view->words->locale,
		                                      chart_unit_name(strip->view, strip->points[i].unit)),
		                        strip->indicator->direction == DIRECTION_LOWER};
	if (strip->n)
		qsort(ranked, strip->n, sizeof *ranked, best_first);
	for (size_t i = 0; i < strip->n; i++)
		strip->points[i] = ranked[i].point;
}

static void count_points(struct strip *strip)
{
	strip->same_goal = strip->n > 0 && strip->points[0].target;
	for (size_t i = 0; i < strip->n; i++) {
		const struct chart_point *point = &strip->points[i];
		strip->judged +=
		        point->target && (point->status == STATUS_MET || point->status == STATUS_NOT_MET);
		strip->met += point->target && point->status == STATUS_MET;
		strip->same_goal = strip->same_goal && point->target == strip->points[0].target;
	}
}

/* The latest period that a unit has a figure of. */
static bool latest_period(struct period *out, const struct chart_series *all, size_t n)
{
	bool found = false;
	for (size_t i = 0; i < n; i++) {
		if (all[i].n == 0)
			continue;
		struct period last = all[i].points[all[i].n - 1].period;
		if (!found || period_cmp(last, *out) > 0)
			*out = last;
		found = true;
	}
	return found;
}

static void find_strip(struct strip *out, const struct view *view, const struct indicator *indicator,
                       const struct target *target, const struct period *period, long top)
{
	const struct model *model = view->site->model;
	size_t n;
	const struct series *series = chart_all_series(&n, model, indicator);
	struct chart_series *all = ARENA_ARRAY(view->arena, struct chart_series, n);
	*out = (struct strip){.view = view, .indicator = indicator};
	out->points = ARENA_ARRAY(view->arena, struct chart_point, n);
	for (size_t i = 0; i < n; i++)
		chart_series(&all[i], view, indicator, series[i].unit, target);
	if (period)
		out->period = *period;
	else if (!latest_period(&out->period, all, n))
		return;
	for (size_t i = 0; i < n; i++) {
		const struct chart_point *point = point_in(&all[i], &out->period);
		if (point)
			out->points[out->n++] = *point;
	}
	sort_points(out);
	count_points(out);
	out->all = out->n;
	size_t most = top ? (size_t)top : CHART_ROWS_MAX;
	most = most > CHART_ROWS_MAX ? CHART_ROWS_MAX : most;
	out->n = out->n > most ? most : out->n;
}

/* ---- words ---- */

static struct str finding_words(const struct view *view, const struct strip *strip)
{
	const struct chart_point *first = &strip->points[0];
	if (!strip->judged)
		return SAY(view->arena, view->words, CHART_BEST, chart_unit_name(view, first->unit),
		           chart_point_text(view, first, strip->indicator));
	struct str goal = strip->same_goal ? chart_goal_text(view, first->target) : (struct str){0};
	struct str met = part_count_text(view, strip->met), of = part_count_text(view, strip->judged);
	return goal.len ? SAY(view->arena, view->words, CHART_MET_GOAL, met, of, goal)
	                : SAY(view->arena, view->words, CHART_MET, met, of);
}

static void put_title(struct chart *chart, const struct strip *strip)
{
	const struct view *view = strip->view;
	struct str name = part_label_text(view, &strip->indicator->name);
	chart->caption = name;
	if (strip->all == 0)
		return;
	struct str finding = finding_words(view, strip);
	name = SAY(view->arena, view->words, THING_PERIOD, name, part_period_text(view, strip->period));
	chart->caption = SAY(view->arena, view->words, THING_OF, name, finding);
	chart->finding =
	        SAY(view->arena, view->words, THING_OF, part_period_alone(view, strip->period), finding);
}

static struct str description_words(const struct view *view, const struct strip *strip)
{
	if (strip->n == 0)
		return SAY_PLAIN(view->arena, view->words, STATUS_NO_DATA);
	const struct chart_point *first = &strip->points[0], *last = &strip->points[strip->n - 1];
	return SAY(view->arena, view->words, CHART_UNITS_SPAN, part_count_text(view, strip->n),
	           chart_point_text(view, first, strip->indicator), chart_unit_name(view, first->unit),
	           chart_point_text(view, last, strip->indicator), chart_unit_name(view, last->unit));
}

static void put_numbers(const struct view *view, struct chart *chart, const struct strip *strip)
{
	chart_column(view, chart, PART_SAY_PLAIN(view, CHART_UNIT), false);
	chart_column(view, chart, PART_SAY_PLAIN(view, CHART_RESULT), true);
	if (strip->judged) {
		chart_column(view, chart, PART_SAY_PLAIN(view, CHART_GOAL), true);
		chart_column(view, chart, PART_SAY_PLAIN(view, CHART_STATUS), false);
	}
	for (size_t i = 0; i < strip->n; i++) {
		const struct chart_point *point = &strip->points[i];
		struct value *row = chart_row(view, chart);
		chart_cell(view, row, part_unit(view, point->unit), false);
		chart_cell_text(view, row, chart_point_text(view, point, strip->indicator), true);
		if (!strip->judged)
			continue;
		struct str status = {0}, goal = {0};
		if (point->target) {
			status = value_get(part_status(view, point->status), STR("word"))->text;
			goal = chart_goal_text(view, point->target);
		}
		chart_cell_text(view, row, goal, true);
		chart_cell_text(view, row, status, false);
	}
}

/* ---- the drawing ---- */

static void make_scale(struct scale *out, const struct strip *strip)
{
	struct arena *arena = strip->view->arena;
	struct decimal *numbers = ARENA_ARRAY(arena, struct decimal, strip->n * 3);
	size_t n = 0;
	for (size_t i = 0; i < strip->n; i++) {
		numbers[n++] = strip->points[i].value;
		n += chart_goal(&numbers[n], strip->points[i].target);
		n += chart_upper(&numbers[n], strip->points[i].target);
	}
	scale_make(out, arena, numbers, n, false);
	out->from = LEFT;
	out->to = RIGHT;
}

/* The level crosses each row's line, not its words. */
static void draw_goal(struct draw *draw, const struct strip *strip, const struct scale *scale)
{
	struct decimal level;
	struct str text = chart_goal_text(strip->view, strip->points[0].target);
	bool (*const levels[])(struct decimal *, const struct target *) = {chart_goal, chart_upper};
	for (size_t i = 0; i < 2; i++) {
		if (!levels[i](&level, strip->points[0].target))
			continue;
		int x = scale_at(scale, draw->arena, level);
		for (size_t row = 0; row < strip->n; row++) {
			int y = TOP + (int)row * ROW_HEIGHT + LINE;
			draw_line(draw, LOOK_LEVEL, (struct point){x, y - 9}, (struct point){x, y + 9});
		}
		if (i == 0)
			draw_text(draw, LOOK_STRONG, (struct point){x < DRAW_WIDTH / 2 ? x - 4 : x + 4, 16},
			          x < DRAW_WIDTH / 2 ? ANCHOR_START : ANCHOR_END,
			          SAY(draw->arena, strip->view->words, CHART_LEVEL, text));
	}
}

static void draw_row(struct draw *draw, const struct strip *strip, const struct scale *scale, size_t i)
{
	const struct chart_point *point = &strip->points[i];
	int y = TOP + (int)i * ROW_HEIGHT;
	struct str figure = chart_point_text(strip->view, point, strip->indicator);
	struct str name = chart_unit_name(strip->view, point->unit);
	enum look look = point->provisional ? LOOK_OPEN : LOOK_DOT;
	if (point->target && (point->status == STATUS_MET || point->status == STATUS_NOT_MET))
		look = point->status == STATUS_MET ? LOOK_MET : LOOK_NOT_MET;
	draw_text(draw, LOOK_TEXT, (struct point){LEFT, y + 14}, ANCHOR_START,
	          draw_fit(draw->arena, name, RIGHT - LEFT - draw_text_width(figure) - 2 * DRAW_LETTER));
	draw_text(draw, LOOK_STRONG, (struct point){RIGHT, y + 14}, ANCHOR_END, figure);
	draw_line(draw, LOOK_GRID, (struct point){LEFT, y + LINE}, (struct point){RIGHT, y + LINE});
	draw_circle(draw, look, (struct point){scale_at(scale, draw->arena, point->value), y + LINE}, RADIUS);
}

static struct str draw_strip(struct view *view, const struct chart *chart, const struct strip *strip,
                             struct scale *scale)
{
	struct draw draw;
	int bottom = TOP + (int)strip->n * ROW_HEIGHT, height = strip->n ? bottom + BOTTOM : 60;
	draw_open(&draw, view->arena, DRAW_WIDTH, height, chart->id, chart->caption, chart->description);
	if (strip->n == 0) {
		draw_text(&draw, LOOK_MUTED, (struct point){DRAW_WIDTH / 2, 36}, ANCHOR_MIDDLE,
		          SAY_PLAIN(view->arena, view->words, STATUS_NO_DATA));
		return draw_close(&draw);
	}
	make_scale(scale, strip);
	if (strip->same_goal)
		draw_goal(&draw, strip, scale);
	for (size_t i = 0; i < strip->n; i++)
		draw_row(&draw, strip, scale, i);
	for (size_t i = 0; i < scale->n_ticks; i += scale->n_ticks - 1)
		draw_text(&draw, LOOK_MUTED, (struct point){i ? RIGHT : LEFT, bottom + 20},
		          i ? ANCHOR_END : ANCHOR_START,
		          chart_tick_text(view, scale->ticks[i], strip->indicator->percent));
	return draw_close(&draw);
}

struct value *chart_dots(struct view *view, const struct indicator *indicator, const struct target *target,
                         const struct period *period, long top, bool in_text)
{
	const struct resource *results = view->site->model->results.origin.resource;
	struct strip strip;
	struct chart chart;
	struct scale scale = {0};
	find_strip(&strip, view, indicator, target, period, top);
	chart_begin(&chart, view, in_text, results);
	put_title(&chart, &strip);
	chart.description = description_words(view, &strip);
	put_numbers(view, &chart, &strip);
	struct str svg = draw_strip(view, &chart, &strip, &scale);
	if (strip.judged)
		chart_add_note(view, &chart, SAY_PLAIN(view->arena, view->words, CHART_KEY_DOTS));
	chart_note_cut(view, &chart, &scale, indicator->percent);
	if (strip.n < strip.all)
		PUT(view, chart.map, "cut",
		    PART_SAY(view, CUT_UNITS, part_count_text(view, strip.n),
		             part_count_text(view, strip.all)));
	chart_downloads(view, &chart, chart_results_files(view), svg);
	if (in_text)
		PUT(view, chart.map, "link", part_indicator(view, indicator));
	return chart_end(view, &chart, svg, true);
}
