#include "view/triangle.h"

#include "base/arena.h"
#include "schema/keys.h"
#include "view/changes.h"
#include "view/chart_points.h"
#include "view/parts.h"
#include "view/published.h"

enum { EDITIONS_SHOWN = 6, ROWS_SHOWN = 40, CELLS = 4 };

static const struct str columns[CELLS] = {STR_INIT("value"), STR_INIT("numerator"), STR_INIT("denominator"),
                                          STR_INIT("status")};

/* An edition that published a figure otherwise than the one before it, or first. */
struct view_point {
	size_t edition;
	struct str cells[CELLS];
	struct view_point *next; /* later */
};

static size_t first_edition(const struct view_site *site)
{
	return site->n_editions > EDITIONS_SHOWN ? site->n_editions - EDITIONS_SHOWN : 0;
}

/* ---- reading ---- */

/* The row of today, its codes as they are called today. */
static bool row_of(size_t *out, struct arena *scratch, const struct resource *results,
                   const struct renames *renames, const struct table *table, size_t row)
{
	struct str *values = ARENA_ARRAY(scratch, struct str, results->n_primary_key);
	for (size_t i = 0; i < results->n_primary_key; i++) {
		struct str column = results->fields[results->primary_key[i]].name;
		const struct rename_list *codes = renames_codes(renames, column);
		values[i] = published_cell(table, row, column);
		for (size_t step = 0; codes && step < codes->len; step++)
			if (!rename_next(&values[i], codes, values[i]))
				break;
	}
	return resource_row(out, results, key_join(scratch, values, results->n_primary_key));
}

static void note(struct view_point **first, struct arena *arena, const struct table *table, size_t row,
                 size_t edition)
{
	struct view_point *last = *first;
	struct str cells[CELLS];
	bool same = true;
	while (last && last->next)
		last = last->next;
	for (size_t i = 0; i < CELLS; i++) {
		cells[i] = published_cell(table, row, columns[i]);
		same = same && last && str_eq(cells[i], last->cells[i]);
	}
	if (same)
		return;
	struct view_point *point = ARENA_NEW(arena, struct view_point);
	point->edition = edition;
	for (size_t i = 0; i < CELLS; i++)
		point->cells[i] = str_dup(arena, cells[i]);
	*(last ? &last->next : first) = point;
}

bool view_triangles_init(struct view_site *site, struct arena *arena, const struct renames *renames,
                         struct diags *diags)
{
	const struct resource *results = site->model->results.origin.resource;
	struct arena *file = arena_new(), *scratch = arena_new();
	if (results && results->publish && !results->broken && results->n_primary_key)
		site->points = ARENA_ARRAY(arena, struct view_point *, results->table.rows);
	for (size_t i = first_edition(site); site->points && i < site->n_editions; i++) {
		struct table table;
		if (!published_table(&table, file, site->editions[i].tree, results->name, diags))
			table.rows = 0;
		for (size_t row = 0; row < table.rows; row++) {
			size_t now;
			if (row_of(&now, scratch, results, renames, &table, row))
				note(&site->points[now], arena, &table, row, i);
			arena_reset(scratch);
		}
		arena_reset(file);
	}
	arena_free(scratch);
	arena_free(file);
	return diags->failures == 0;
}

/* ---- the tree ---- */

/* What the edition said; NULL: nothing yet. */
static const struct view_point *point_at(const struct view_point *first, size_t edition)
{
	const struct view_point *found = NULL;
	for (; first && first->edition <= edition; first = first->next)
		found = first;
	return found;
}

static struct str cell_text(const struct view *view, const struct str *cells,
                            const struct indicator *indicator)
{
	struct figure figure = view_figure_of(view->arena, cells);
	struct str text = part_figure_text(view, figure, indicator, false);
	bool provisional = str_eq(cells[CELLS - 1], STR("p"));
	if (text.len == 0)
		text = STR("–");
	return provisional ? STR_JOIN(view->arena, text, STR(" [p]")) : text;
}

/* True where some edition said otherwise than another, or than the site does now. */
static bool is_revised(const struct view *view, const struct result *result)
{
	const struct resource *results = view->site->model->results.origin.resource;
	const struct view_point *point = view->site->points[result->row];
	bool revised = point && point->next;
	for (size_t i = 0; point && i < CELLS; i++)
		revised = revised ||
		          !str_eq(point->cells[i], model_text(view->arena, results, result->row, columns[i]));
	return revised;
}

static struct value *row_tree(const struct view *view, const struct result *result)
{
	const struct resource *results = view->site->model->results.origin.resource;
	struct value *map = part_map(view), *cells = part_list(view);
	struct str now[CELLS], before = {0};
	for (size_t i = 0; i < CELLS; i++)
		now[i] = model_text(view->arena, results, result->row, columns[i]);
	for (size_t i = first_edition(view->site); i < view->site->n_editions; i++) {
		const struct view_point *point = point_at(view->site->points[result->row], i);
		struct value *cell = part_map(view);
		struct str text = point ? cell_text(view, point->cells, result->indicator) : STR("");
		PUT(view, cell, "text", part_text(view, text));
		PUT(view, cell, "is_changed", part_bool(view, before.len && !str_eq(before, text)));
		before = text;
		value_push(view->arena, cells, cell);
	}
	struct str text = cell_text(view, now, result->indicator);
	PUT(view, map, "unit", part_unit(view, result->unit));
	PUT(view, map, "period", part_period(view, result->period));
	PUT_LIST(view, map, "cells", cells);
	PUT(view, map, "now", value_string(view->arena, text));
	PUT(view, map, "is_changed", part_bool(view, before.len && !str_eq(before, text)));
	return map;
}

static struct value *edition_links(const struct view *view)
{
	struct value *list = part_list(view);
	for (size_t i = first_edition(view->site); i < view->site->n_editions; i++) {
		struct str id = view->site->editions[i].edition->id;
		struct str path = view_path(view, ROUTE_EDITION, id, STR(""));
		value_push(view->arena, list, part_link_text(view, id, view_href(view, path)));
	}
	return list;
}

void view_triangle(struct view *view, struct value *tree, const struct indicator *indicator)
{
	size_t n, known = 0, shown = 0;
	const struct series *series = chart_all_series(&n, view->site->model, indicator);
	struct value *map = part_map(view), *rows = part_list(view);
	for (size_t i = 0; view->site->points && i < n; i++)
		for (size_t k = 0; k < series[i].n; k++)
			known += view->site->points[series[i].results[k].row] != NULL;
	for (size_t i = 0; known && i < n; i++)
		for (size_t k = series[i].n; k-- > 0 && shown < ROWS_SHOWN;) {
			const struct result *result = &series[i].results[k];
			if (!view->site->points[result->row] ||
			    (known > ROWS_SHOWN && !is_revised(view, result)))
				continue;
			value_push(view->arena, rows, row_tree(view, result));
			shown++;
		}
	PUT_LIST(view, map, "columns", edition_links(view));
	PUT_LIST(view, map, "rows", rows);
	PUT(view, map, "is_cut", part_bool(view, shown < known));
	PUT(view, tree, "triangle", known ? map : view->no);
}
