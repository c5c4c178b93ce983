#include "view/table.h"

#include "base/arena.h"
#include "schema/lexical.h"
#include "view/parts.h"

#include <stdlib.h>

/* What the codes of a column name. */
enum naming { NAMES_NOTHING, NAMES_UNIT, NAMES_INDICATOR, NAMES_AWARD, NAMES_PLAN, NAMES_PERSON, NAMES_ROW };

struct column {
	size_t at; /* field of the resource */
	const struct field *field;
	struct str base;     /* of a pair of languages: its name without the language; else empty */
	struct str language; /* of a field that is one of a pair, where the pair is not shown as one */
	enum naming naming;
	const struct resource *of;   /* NAMES_ROW: whose rows are named, by their primary key */
	bool number, period, figure; /* figure: of results */
};

struct rows {
	const struct resource *resource;
	size_t *items;
	size_t n, total; /* shown, and all that match */
};

/* ---- what is asked for ---- */

/* The language of a field that is one of a pair NAME_vi, NAME_en; SIZE_MAX where it is none. */
static size_t pair_language(struct str *base, const struct languages *languages, const struct field *field)
{
	for (size_t i = 0; i < languages->len; i++) {
		struct str code = languages->codes[i], name = field->name;
		if (name.len > code.len + 1 && str_ends(name, code) &&
		    name.ptr[name.len - code.len - 1] == '_') {
			*base = str_sub(name, 0, name.len - code.len - 1);
			return i;
		}
	}
	return SIZE_MAX;
}

/* The field of that name, or the first of the pair that has it; SIZE_MAX: none. */
static size_t find_field(const struct view_site *site, const struct resource *resource, struct str name)
{
	size_t at = resource_field(resource, name);
	struct str base;
	for (size_t i = 0; at == SIZE_MAX && i < resource->n_fields; i++)
		if (pair_language(&base, site->languages, &resource->fields[i]) != SIZE_MAX &&
		    str_eq(base, name))
			at = i;
	return at;
}

static bool resolve_column(size_t *out, const struct view_site *site, const struct resource *resource,
                           struct str name, struct place place, struct diags *diags)
{
	*out = find_field(site, resource, name);
	return *out != SIZE_MAX || model_column(resource, name, place, diags) != SIZE_MAX;
}

static bool resolve_columns(struct view_request *out, struct arena *arena, const struct view_site *site,
                            const struct spec_option *option, struct diags *diags)
{
	struct str rest = option ? option->value.text : (struct str){0}, name;
	bool good = true;
	size_t *columns = ARENA_ARRAY(arena, size_t, rest.len / 2 + 1);
	out->columns = columns;
	for (bool more = option != NULL; more;) {
		more = str_cut(&name, &rest, rest, ',');
		good = resolve_column(&columns[out->n_columns++], site, out->resource, name,
		                      option_place(option, name), diags) &&
		       good;
	}
	return good;
}

static bool resolve_sort(struct view_request *out, const struct view_site *site,
                         const struct spec_option *option, struct diags *diags)
{
	out->sort = SIZE_MAX;
	if (!option)
		return true;
	struct spec_word name = spec_sort(&out->descending, option);
	return resolve_column(&out->sort, site, out->resource, name.text, name.place, diags);
}

bool view_resolve_table(struct view_request *out, struct arena *arena, const struct view_site *site,
                        const struct view_spec *spec, struct diags *diags)
{
	static const struct str keys[] = {STR_INIT("columns"), STR_INIT("where"), STR_INIT("sort"),
	                                  STR_INIT("limit")};
	const struct spec_option *where = spec_option(spec, keys[1]);
	bool good = option_only(spec, keys, LENGTH(keys), diags);
	if (!option_needs_thing(spec, diags))
		return false;
	out->resource = option_resource(&out->unjudged, site->package, spec->thing, diags);
	if (!out->resource)
		return out->unjudged;
	/* of columns that could not be read no name is wrong */
	out->unjudged = out->resource->broken;
	if (out->unjudged && out->resource->n_fields == 0)
		return good;
	out->has_where = where != NULL;
	good = resolve_columns(out, arena, site, spec_option(spec, keys[0]), diags) && good;
	good = option_where(&out->where, arena, site->model, out->resource, where, diags) && good;
	good = resolve_sort(out, site, spec_option(spec, keys[2]), diags) && good;
	good = option_number(&out->limit, spec_option(spec, keys[3]), diags) && good;
	return good;
}

/* ---- columns ---- */

static const struct foreign_key *reference(const struct resource *resource, size_t at)
{
	for (size_t i = 0; i < resource->foreign_keys.len; i++) {
		const struct foreign_key *key = &resource->foreign_keys.items[i];
		if (key->n == 1 && key->columns[0] == at)
			return key;
	}
	return NULL;
}

static enum naming naming_of(struct str name)
{
	static const struct {
		struct str name;
		enum naming naming;
	} known[] = {
	        {STR_INIT("unit"), NAMES_UNIT},
	        {STR_INIT("units"), NAMES_UNIT},
	        {STR_INIT("parent"), NAMES_UNIT},
	        {STR_INIT("successor"), NAMES_UNIT},
	        {STR_INIT("proposed_by"), NAMES_UNIT},
	        {STR_INIT("indicator"), NAMES_INDICATOR},
	        {STR_INIT("indicators"), NAMES_INDICATOR},
	        {STR_INIT("same_as"), NAMES_INDICATOR},
	        {STR_INIT("award"), NAMES_AWARD},
	        {STR_INIT("plan"), NAMES_PLAN},
	        {STR_INIT("person"), NAMES_PERSON},
	        {STR_INIT("people"), NAMES_PERSON},
	};
	for (size_t i = 0; i < LENGTH(known); i++)
		if (str_eq(known[i].name, name))
			return known[i].naming;
	return NAMES_NOTHING;
}

/* A declared reference says best what a code names; else the column's own name does. */
static void find_naming(struct column *column, const struct resource *resource)
{
	const struct foreign_key *key = reference(resource, column->at);
	column->naming = naming_of(key ? key->target->name : column->field->name);
	if (!key || column->naming != NAMES_NOTHING || !key->target->publish)
		return;
	column->of = key->target;
	if (column->of->n_primary_key == 1 && column->of->primary_key[0] == key->target_columns[0])
		column->naming = NAMES_ROW;
}

/* A column that is called so, or that a league takes its periods from. */
static bool has_periods(const struct view *view, const struct resource *resource, size_t field)
{
	const struct leagues *leagues = &view->site->model->leagues;
	bool found = str_eq(resource->fields[field].name, STR("period"));
	bool text = resource->fields[field].type == FIELD_STRING;
	for (size_t i = 0; text && i < leagues->len && !found; i++)
		found = leagues->items[i].source == resource && leagues->items[i].period == field;
	return found;
}

static struct column column_of(const struct view *view, const struct resource *resource, size_t at,
                               bool paired)
{
	struct column column = {.at = at, .field = &resource->fields[at]};
	const struct languages *languages = view->site->languages;
	struct str base = {0}, own;
	size_t language = pair_language(&base, languages, column.field);
	if (paired && language != SIZE_MAX) {
		/* its header is that of the field in the page's language */
		own = STR_JOIN(view->arena, base, STR("_"), view->words->language);
		if (resource_field(resource, own) != SIZE_MAX)
			column.at = resource_field(resource, own);
		column.field = &resource->fields[column.at];
		column.base = base;
		return column;
	}
	if (language != SIZE_MAX)
		column.language = languages->codes[language];
	column.number = column.field->type == FIELD_INTEGER || column.field->type == FIELD_NUMBER;
	column.period = has_periods(view, resource, column.at);
	column.figure = column.number && resource == view->site->model->results.origin.resource;
	find_naming(&column, resource);
	return column;
}

/* All that are asked for, else every field; a pair once. */
static struct column *columns_of(size_t *n, const struct view *view, const struct resource *resource,
                                 const struct view_request *request)
{
	bool asked = request && request->n_columns;
	size_t wanted = asked ? request->n_columns : resource->n_fields;
	struct column *columns = ARENA_ARRAY(view->arena, struct column, wanted);
	*n = 0;
	for (size_t i = 0; i < wanted; i++) {
		size_t at = asked ? request->columns[i] : i;
		struct column column = column_of(view, resource, at, request != NULL);
		bool twice = false;
		for (size_t j = 0; !asked && column.base.len && j < *n; j++)
			twice = twice || str_eq(columns[j].base, column.base);
		if (!twice)
			columns[(*n)++] = column;
	}
	return columns;
}

/* ---- cells ---- */

static bool is_withheld(const struct view *view, const struct resource *resource, size_t row, size_t field)
{
	return withheld_cell(view->site->withheld, resource, row, field);
}

static struct str text_of(const struct view *view, const struct resource *resource, size_t row, size_t field)
{
	if (is_withheld(view, resource, row, field))
		return (struct str){0};
	return resource_text(view->arena, resource, row, field);
}

/* What people write in Vietnamese and every page quotes is marked as such, codes are not. */
static struct value *prose(const struct view *view, struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.ptr[i] >= 0x80)
			return part_words_in(view, text, view->site->languages->codes[0]);
	return part_words(view, text);
}

static struct value *plain(const struct view *view, const struct column *column, struct str text)
{
	struct date date;
	struct period period;
	const struct field *field = column->field;
	if (column->language.len)
		return part_words_in(view, text, column->language);
	if (column->number)
		return part_words(view, text_number(view->arena, view->words->locale, text));
	if (field->type == FIELD_DATE && date_parse(&date, text))
		return part_words(view, text_date(view->arena, view->words->locale, date));
	if ((column->period || field->type == FIELD_YEARMONTH) && period_parse(&period, text))
		return part_words(view, part_period_alone(view, period));
	int truth = field->type == FIELD_BOOLEAN ? field_truth(field, text) : -1;
	if (truth >= 0)
		return truth ? PART_SAY_PLAIN(view, YES) : PART_SAY_PLAIN(view, NO);
	return prose(view, text);
}

static struct value *row_name(const struct view *view, const struct resource *of, struct str key)
{
	struct label label = {0};
	size_t row;
	if (!resource_row(&row, of, key) || withheld_row(view->site->withheld, of, row))
		return view->no;
	model_label(&label, view->arena, view->site->model, of, row, STR("name"));
	if (label.texts[0].len == 0)
		model_label(&label, view->arena, view->site->model, of, row, STR("title"));
	return part_label(view, &label);
}

/* What the code names, a link where that has a page; false where it names nothing that is there. */
static struct value *named(const struct view *view, const struct column *column, struct str code)
{
	const struct model *model = view->site->model;
	const struct unit *unit;
	const struct indicator *indicator;
	const struct award *award;
	const struct person *person;
	switch (column->naming) {
	case NAMES_UNIT:
		unit = model_unit(model, code);
		return part_unit(view, unit);
	case NAMES_INDICATOR:
		indicator = model_indicator(model, code);
		return indicator ? part_indicator(view, indicator) : view->no;
	case NAMES_AWARD:
		award = model_award(model, code);
		return award ? part_award(view, award) : view->no;
	case NAMES_PLAN:
		return part_plan(view, code);
	case NAMES_PERSON:
		person = model_person(model, code);
		return prose(view, person ? person->name : code);
	case NAMES_ROW:
		return row_name(view, column->of, code);
	case NAMES_NOTHING:
		break;
	}
	return view->no;
}

/* Where a figure of results stands with its whole series: at its indicator. */
static struct value *figure_source(const struct view *view, const struct resource *resource, size_t row)
{
	struct str id = model_text(view->arena, resource, row, STR("indicator"));
	if (id.len == 0)
		return view->no;
	return part_text(view, view_href(view, view_path(view, ROUTE_INDICATOR, id, STR(""))));
}

/* Empty where one of the pair must not be read: the other would stand in for it. */
static struct value *pair_text(const struct view *view, const struct resource *resource, size_t row,
                               const struct column *column)
{
	struct label label;
	struct str base;
	for (size_t i = 0; i < resource->n_fields; i++)
		if (is_withheld(view, resource, row, i) &&
		    pair_language(&base, view->site->languages, &resource->fields[i]) != SIZE_MAX &&
		    str_eq(base, column->base))
			return view->no;
	model_label(&label, view->arena, view->site->model, resource, row, column->base);
	return part_label(view, &label);
}

static struct value *words_of(const struct view *view, const struct resource *resource,
                              const struct column *column, struct str text)
{
	if (text.len == 0)
		return view->no;
	struct value *words = named(view, column, text);
	if (words != view->no)
		return words;
	struct label category = part_category(resource, column->field->name, text);
	return category.texts[0].len ? part_label(view, &category) : plain(view, column, text);
}

/* The words of a cell, false where it is empty. */
static struct value *cell_words(const struct view *view, const struct resource *resource, size_t row,
                                const struct column *column)
{
	if (column->base.len)
		return is_withheld(view, resource, row, column->at) ? view->no
		                                                    : pair_text(view, resource, row, column);
	return words_of(view, resource, column, text_of(view, resource, row, column->at));
}

struct value *view_cell_words(const struct view *view, const struct resource *resource, size_t field,
                              struct str text)
{
	struct column column = column_of(view, resource, field, false);
	return words_of(view, resource, &column, text);
}

static struct value *cell(const struct view *view, const struct resource *resource, size_t row,
                          const struct column *column, bool header)
{
	struct value *words = cell_words(view, resource, row, column);
	bool empty = words == view->no;
	struct value *link = empty ? part_words(view, STR("–")) : words;
	if (!empty && column->figure)
		PUT(view, link, "href", figure_source(view, resource, row));
	else if (!value_get(link, STR("href")))
		PUT(view, link, "href", view->no);
	PUT(view, link, "is_number", part_bool(view, column->number));
	PUT(view, link, "is_header", part_bool(view, header));
	PUT(view, link, "is_empty", part_bool(view, empty));
	return link;
}

/* ---- rows ---- */

/* A row that must not be read, and a condition on a cell that must not, match nothing. */
static bool matches(const struct view *view, const struct resource *resource, const struct filter *where,
                    size_t row)
{
	const struct withheld *withheld = view->site->withheld;
	if (withheld_row(withheld, resource, row))
		return false;
	for (size_t i = 0; where && i < where->n; i++)
		if (where->terms[i].field != SIZE_MAX &&
		    withheld_cell(withheld, resource, row, where->terms[i].field))
			return false;
	return !where || filter_match(where, view->site->model, view->arena, row, NULL);
}

/* Without conditions the first rows are found without looking at the others. */
static struct rows rows_of(const struct view *view, const struct resource *resource,
                           const struct filter *where, size_t limit)
{
	struct rows rows = {.resource = resource, .total = resource->table.rows};
	VEC(size_t) found = {0};
	bool all = !where && !withheld_any(view->site->withheld, resource);
	size_t end = all && limit < rows.total ? limit : rows.total;
	for (size_t row = 0; row < end; row++)
		if (all || matches(view, resource, where, row))
			*VEC_PUSH(view->arena, &found) = row;
	rows.items = found.items;
	rows.n = found.len;
	rows.total = all ? rows.total : found.len;
	return rows;
}

/* What a row is sorted by: a size where the column has one, else its words. */
struct sort_key {
	size_t row;
	int kind; /* 0 a size, 1 words, 2 nothing: last, however it is sorted */
	int direction;
	struct decimal size;
	struct str words;
};

static bool sort_size(struct decimal *out, const struct view *view, const struct column *column,
                      struct str text)
{
	struct period period;
	long category = column->field->categories_ordered ? field_category(column->field, text) : -1;
	if (category >= 0) {
		*out = decimal_from(category);
	} else if (column->period && period_parse(&period, text)) {
		enum { LONGER_THAN_ANY = 1000 };
		*out = decimal_from((long)period.first.day * LONGER_THAN_ANY +
		                    (period.last.day - period.first.day));
	} else {
		return lexical_size(out, view->arena, column->field, text);
	}
	return true;
}

static struct sort_key sort_key(const struct view *view, const struct resource *resource, size_t row,
                                const struct column *column, bool descending)
{
	struct sort_key key = {.row = row, .kind = 2, .direction = descending ? -1 : 1};
	const struct value *words = cell_words(view, resource, row, column);
	if (words == view->no)
		return key;
	if (column->base.len == 0 &&
	    sort_size(&key.size, view, column, text_of(view, resource, row, column->at))) {
		key.kind = 0;
		return key;
	}
	key.kind = 1;
	key.words = text_sort_key(view->arena, view->words->locale, value_get(words, STR("text"))->text);
	return key;
}

static int compare_keys(const void *a, const void *b)
{
	const struct sort_key *x = a, *y = b;
	int order = x->kind - y->kind;
	if (order)
		return order;
	if (x->kind == 0)
		order = decimal_cmp(x->size, y->size) * x->direction;
	else if (x->kind == 1)
		order = str_cmp(x->words, y->words) * x->direction;
	if (order)
		return order;
	return x->row < y->row ? -1 : x->row > y->row;
}

static void sort_rows(struct rows *rows, const struct view *view, const struct column *column,
                      bool descending)
{
	struct sort_key *keys = ARENA_ARRAY(view->arena, struct sort_key, rows->n);
	for (size_t i = 0; i < rows->n; i++)
		keys[i] = sort_key(view, rows->resource, rows->items[i], column, descending);
	if (rows->n)
		qsort(keys, rows->n, sizeof *keys, compare_keys);
	for (size_t i = 0; i < rows->n; i++)
		rows->items[i] = keys[i].row;
}

/* ---- the tree ---- */

/* The one indicator that all rows shown are of; NULL: of several, or not of results. */
static const struct indicator *only_indicator(const struct view *view, const struct rows *rows)
{
	struct str id = {0};
	if (rows->resource != view->site->model->results.origin.resource)
		return NULL;
	for (size_t i = 0; i < rows->n; i++) {
		struct str own = model_text(view->arena, rows->resource, rows->items[i], STR("indicator"));
		if (i && !str_eq(own, id))
			return NULL;
		id = own;
	}
	return model_indicator(view->site->model, id);
}

static struct value *column_tree(const struct view *view, const struct column *column,
                                 const struct indicator *indicator)
{
	const struct field *field = column->field;
	struct value *map = part_map(view), *title = part_label(view, &field->title);
	bool measured = indicator && str_eq(field->name, STR("value"));
	PUT(view, map, "name", value_string(view->arena, column->base.len ? column->base : field->name));
	PUT(view, map, "title", title == view->no ? part_words(view, field->name) : title);
	PUT(view, map, "is_number", part_bool(view, column->number));
	PUT(view, map, "unit_of_measure", measured ? part_measure_words(view, indicator) : view->no);
	return map;
}

static void put_table(const struct view *view, struct value *map, const struct rows *rows,
                      const struct column *columns, size_t n)
{
	const struct indicator *indicator = only_indicator(view, rows);
	struct value *heads = part_list(view), *list = part_list(view);
	for (size_t i = 0; i < n; i++)
		value_push(view->arena, heads, column_tree(view, &columns[i], indicator));
	for (size_t i = 0; i < rows->n; i++) {
		struct value *row = part_map(view), *cells = part_list(view);
		for (size_t j = 0; j < n; j++)
			value_push(view->arena, cells,
			           cell(view, rows->resource, rows->items[i], &columns[j], j == 0));
		PUT(view, row, "cells", cells);
		value_push(view->arena, list, row);
	}
	PUT(view, map, "dataset", part_resource(view, rows->resource));
	PUT(view, map, "columns", heads);
	PUT_LIST(view, map, "rows", list);
}

static struct value *cut_words(const struct view *view, const struct rows *rows)
{
	if (rows->n == rows->total)
		return view->no;
	return PART_SAY(view, CUT_ROWS, part_count_text(view, rows->n), part_count_text(view, rows->total));
}

struct value *view_build_table(struct view *view, const struct view_request *request)
{
	const struct resource *resource = request->resource;
	size_t limit = request->limit ? (size_t)request->limit : SIZE_MAX, n;
	bool sorted = request->sort != SIZE_MAX;
	struct rows rows = rows_of(view, resource, request->has_where ? &request->where : NULL,
	                           sorted ? SIZE_MAX : limit);
	if (sorted) {
		struct column by = column_of(view, resource, request->sort, true);
		sort_rows(&rows, view, &by, request->descending);
	}
	rows.n = rows.n < limit ? rows.n : limit;
	struct column *columns = columns_of(&n, view, resource, request);
	struct label title = part_resource_title(view, resource);
	struct value *map = part_view(view, true, part_label(view, &title), resource);
	PUT(view, map, "cut", cut_words(view, &rows));
	PUT(view, map, "link", part_resource(view, resource));
	PUT_LIST(view, map, "downloads", part_resource_downloads(view, resource));
	put_table(view, map, &rows, columns, n);
	return map;
}

struct value *view_table_preview(struct view *view, const struct resource *resource, size_t limit)
{
	size_t n;
	struct rows rows = rows_of(view, resource, NULL, limit);
	rows.n = rows.n < limit ? rows.n : limit;
	struct column *columns = columns_of(&n, view, resource, NULL);
	struct label title = part_resource_title(view, resource);
	struct str language, text = part_label_in(&language, view, &title);
	struct str count = part_count_text(view, rows.n);
	struct value *caption = rows.n < rows.total ? PART_SAY(view, PREVIEW_CAPTION, text, count)
	                                            : part_words_in(view, text, language);
	struct value *map = part_view(view, false, caption, resource);
	PUT(view, map, "cut", cut_words(view, &rows));
	put_table(view, map, &rows, columns, n);
	return map;
}
