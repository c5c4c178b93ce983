/* `where`: which rows of a resource are meant. One mechanism for leagues, scorecards, awards and views: a map
 * of columns to one value or a list of values (any of them). A column is the resource's own, or else one of
 * the unit that the row names in its column `unit`. Numbers compare by size, booleans by truth, all else by
 * bytes. */
#ifndef MODEL_FILTER_H
#define MODEL_FILTER_H

#include "schema/package.h"

struct model;
struct unit;

enum filter_value_kind { FILTER_TEXT, FILTER_UNIT, FILTER_PERSON, FILTER_YEAR };

struct filter_value {
	enum filter_value_kind kind; /* $unit, $person, $year; else the text */
	struct str text;
};

struct filter_term {
	struct str column;
	size_t field;      /* of the resource; SIZE_MAX: it is the unit's */
	size_t unit_field; /* of the resource `units` */
	struct filter_value *values;
	size_t n;
};

struct filter {
	const struct resource *resource;
	size_t row_unit; /* the field that names a row's unit; SIZE_MAX: none */
	struct filter_term *terms;
	size_t n;
};

/* What $unit, $person and $year stand for. */
struct filter_scope {
	struct str unit, person, year;
};

enum { FILTER_SCOPE = 1 /* $unit, $person, $year are allowed */, FILTER_YEARLY = 2 /* $year too */ };

/* Reads a `where` map; a NULL node matches every row. Said: unknown-name at a column, or at a value that
 * names a unit, indicator, plan or award which is not there; bad-value for a $name that has no meaning here,
 * and for what no cell of its column can hold.
 * `row_unit` is the field that holds a row's unit. */
bool filter_read(struct filter *out, const struct model *model, const struct resource *resource,
                 size_t row_unit, const struct yml_node *where, unsigned flags, struct diags *diags);
/* The same from a view's option `COLUMN:VALUE[,COLUMN:VALUE…]`; false with the offending part in *bad. */
bool filter_parse(struct filter *out, struct str *bad, struct arena *arena, const struct model *model,
                  const struct resource *resource, struct str option);
/* False for a text that no cell of the term's column can hold, not being of its type or among its categories;
 * *takes is then what it can, in words. Nothing is said. */
bool filter_can_stand(struct str *takes, struct arena *arena, const struct filter *filter,
                      const struct filter_term *term, const struct model *model, struct str text);
/* 1 true, 0 false, -1 neither: a definition may say it as YAML does or as the cells do. */
int filter_truth(const struct field *field, struct str value);
/* Scope may be NULL where no flag was given. The arena is for cells that must be rewritten to be compared. */
bool filter_match(const struct filter *filter, const struct model *model, struct arena *arena, size_t row,
                  const struct filter_scope *scope);

#endif
