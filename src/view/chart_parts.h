/* What the charts share; of the charts' own. */
#ifndef VIEW_CHART_PARTS_H
#define VIEW_CHART_PARTS_H

#include "view/chart.h"
#include "view/chart_points.h"

enum {
	CHART_SERIES_MAX = 6, /* lines on a page of an indicator: of more units the dots alone say it */
	CHART_ROWS_MAX = 40,  /* units in one drawing */
	CHART_PERIODS_MAX = 6,
};

/* A chart being made. */
struct chart {
	struct value *map; /* its tree */
	struct str id;
	struct str caption; /* in full: the file of the drawing says it too */
	struct str finding; /* without the name that the page or its heading has said; may be empty */
	struct str description, note; /* note: empty where there is none */
	bool in_text;
	struct value *columns, *rows; /* of the numbers as a table */
};

/* The tree with the keys of every view; then caption, finding and description are set, the drawing is made
 * under chart->id, and the rest is filled in. */
void chart_begin(struct chart *out, struct view *view, bool in_text, const struct resource *resource);
/* `numbers` false: the numbers stand beside it. */
struct value *chart_end(struct view *view, struct chart *chart, struct str svg, bool numbers);
/* Adds the file of the drawing behind downloads of the data. */
void chart_downloads(struct view *view, struct chart *chart, struct value *downloads, struct str svg);

/* The CSV of results. */
struct value *chart_results_files(const struct view *view);

/* The table of numbers. */
void chart_column(const struct view *view, struct chart *chart, struct value *title, bool is_number);
struct value *chart_row(const struct view *view, struct chart *chart);
/* words? or link in a cell; `false` prints as none. */
void chart_cell(const struct view *view, struct value *row, struct value *words, bool is_number);
void chart_cell_text(const struct view *view, struct value *row, struct str text, bool is_number);
/* Adds a sentence behind what there is. */
void chart_add_note(const struct view *view, struct chart *chart, struct str sentence);
/* Says that the axis does not begin at 0, where it does not. */
void chart_note_cut(const struct view *view, struct chart *chart, const struct scale *scale, bool percent);
/* A number of the scale as it is read. */
struct str chart_tick_text(const struct view *view, struct decimal number, bool percent);
/* The name of a unit in the page's language. */
struct str chart_unit_name(const struct view *view, const struct unit *unit);

/* The builders of the kinds. */
struct value *chart_line(struct view *view, const struct chart_series *series, bool in_text);
struct value *chart_bullets(struct view *view, const struct chart_series *series, const struct period *period,
                            bool in_text); /* period NULL: the latest */
struct value *chart_dots(struct view *view, const struct indicator *indicator, const struct target *target,
                         const struct period *period, long top, bool in_text);
struct value *chart_bars(struct view *view, const struct league_result *result, size_t period, long top,
                         bool in_text);
struct value *chart_path(struct view *view, const struct league_result *result, const struct unit *unit,
                         long top, bool in_text);

#endif
