#include "view/chart_parts.h"

#include "base/arena.h"
#include "view/parts.h"

void chart_begin(struct chart *out, struct view *view, bool in_text, const struct resource *resource)
{
	*out = (struct chart){.map = part_view(view, in_text, view->no, resource), .in_text = in_text};
	out->id = in_text ? value_get(out->map, STR("id"))->text
	                  : str_printf(view->arena, "page_chart_%zu", view->drawings.len + 1);
	PUT(view, out->map, "id", value_string(view->arena, out->id));
	out->columns = part_list(view);
	out->rows = part_list(view);
}

struct value *chart_end(struct view *view, struct chart *chart, struct str svg, bool numbers)
{
	struct view_drawing *drawing = VEC_PUSH(view->arena, &view->drawings);
	*drawing = (struct view_drawing){STR_JOIN(view->arena, chart->id, STR(".svg")),
	                                 draw_file(view->arena, svg)};
	bool brief = !chart->in_text && chart->finding.len;
	PUT(view, chart->map, "caption", part_words(view, brief ? chart->finding : chart->caption));
	PUT(view, chart->map, "description", part_words(view, chart->description));
	PUT(view, chart->map, "svg", value_string(view->arena, svg));
	PUT(view, chart->map, "note", part_words(view, chart->note));
	PUT_LIST(view, chart->map, "columns", chart->columns);
	PUT_LIST(view, chart->map, "rows", numbers ? chart->rows : part_list(view));
	return chart->map;
}

void chart_downloads(struct view *view, struct chart *chart, struct value *downloads, struct str svg)
{
	struct value *own = part_map(view);
	struct str route = STR_JOIN(view->arena, view->route, chart->id, STR(".svg"));
	PUT(view, own, "format", value_string(view->arena, STR("SVG")));
	PUT(view, own, "href", value_string(view->arena, view_file_href(view, route)));
	PUT(view, own, "size_text",
	    value_string(view->arena, part_size_text(view, draw_file(view->arena, svg).len)));
	PUT(view, own, "words", view->no);
	value_push(view->arena, downloads, own);
	PUT_LIST(view, chart->map, "downloads", downloads);
}

struct value *chart_results_files(const struct view *view)
{
	const struct resource *results = view->site->model->results.origin.resource;
	struct value *list = part_list(view);
	if (results)
		part_download(view, list, STR("CSV"),
		              route_file(view->arena, STR("data/"), results->name, STR(".csv")), view->no);
	return list;
}

/* ---- numbers ---- */

void chart_column(const struct view *view, struct chart *chart, struct value *title, bool is_number)
{
	struct value *column = part_map(view);
	PUT(view, column, "title", title);
	PUT(view, column, "is_number", part_bool(view, is_number));
	value_push(view->arena, chart->columns, column);
}

struct value *chart_row(const struct view *view, struct chart *chart)
{
	struct value *row = part_map(view), *cells = part_list(view);
	PUT(view, row, "cells", cells);
	value_push(view->arena, chart->rows, row);
	return cells;
}

void chart_cell(const struct view *view, struct value *row, struct value *words, bool is_number)
{
	struct value *cell = words;
	if (words == view->no) {
		cell = part_words(view, STR("–"));
		PUT(view, cell, "is_empty", view->yes);
	} else {
		PUT(view, cell, "is_empty", view->no);
	}
	if (!value_get(cell, STR("href")))
		PUT(view, cell, "href", view->no);
	PUT(view, cell, "is_number", part_bool(view, is_number));
	PUT(view, cell, "is_header", part_bool(view, row->len == 0));
	value_push(view->arena, row, cell);
}

void chart_cell_text(const struct view *view, struct value *row, struct str text, bool is_number)
{
	chart_cell(view, row, part_words(view, text), is_number);
}

/* ---- words ---- */

void chart_add_note(const struct view *view, struct chart *chart, struct str sentence)
{
	chart->note = chart->note.len ? STR_JOIN(view->arena, chart->note, STR(" "), sentence) : sentence;
}

struct str chart_tick_text(const struct view *view, struct decimal number, bool percent)
{
	struct str text = text_number(view->arena, view->words->locale, decimal_plain(view->arena, number));
	return percent ? STR_JOIN(view->arena, text, STR("%")) : text;
}

void chart_note_cut(const struct view *view, struct chart *chart, const struct scale *scale, bool percent)
{
	if (scale->cut)
		chart_add_note(view, chart,
		               SAY(view->arena, view->words, CHART_CUT,
		                   chart_tick_text(view, scale->lo, percent),
		                   chart_tick_text(view, scale->hi, percent)));
}

struct str chart_unit_name(const struct view *view, const struct unit *unit)
{
	return part_label_text(view, &unit->name);
}
