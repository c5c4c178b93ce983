/* The data package: what datapackage.yaml says of each CSV (Data Package v2, Table Schema v2), its tables as
 * read, and whether each is what it says it is. https://datapackage.org/standard/data-package/ */
#ifndef SCHEMA_PACKAGE_H
#define SCHEMA_PACKAGE_H

#include "base/date.h"
#include "base/decimal.h"
#include "base/map.h"
#include "io/tree.h"
#include "table/table.h"
#include "yaml/yml.h"

enum field_type {
	FIELD_STRING,
	FIELD_INTEGER,
	FIELD_NUMBER,
	FIELD_BOOLEAN,
	FIELD_DATE,
	FIELD_DATETIME,
	FIELD_TIME,
	FIELD_YEAR,
	FIELD_YEARMONTH,
	FIELD_DURATION,
	FIELD_LIST,
	FIELD_ANY,
};

struct category {
	struct str value;
	struct label label;
};

struct field {
	struct str name, format;
	enum field_type type;
	struct label title, description;
	struct category *categories; /* lowest first where ordered */
	size_t n_categories;
	bool categories_ordered;
	struct str personal; /* the reason that admits personal data; empty: none */
	const struct yml_node *constraints;
	struct place place;
};

struct foreign_key {
	size_t *columns;         /* into the resource's fields */
	struct resource *target; /* itself allowed */
	size_t *target_columns;
	size_t n;
	struct place place;
};

enum update { UPDATE_NONE, UPDATE_MONTH, UPDATE_QUARTER, UPDATE_YEAR };

struct resource {
	struct str name, path; /* path as in the descriptor, relative to data/ */
	struct label title, description, illustrative;
	bool has_illustrative, publish;
	enum update update;
	struct field *fields;
	size_t n_fields;
	size_t *primary_key; /* columns */
	size_t n_primary_key;
	VEC(struct foreign_key) foreign_keys;
	struct source file; /* the CSV, decoded */
	struct table table; /* its columns stand in the order of the file; column_of maps a field to it */
	size_t *column_of;  /* per field */
	bool broken; /* an error was said of the file or its cells: nothing that depends on it is judged */
	struct map by_key;  /* primary key joined as in the contract's `key` → row + 1 (as uintptr_t) */
	struct place place; /* its entry in the descriptor */
};

struct package {
	struct resource *resources; /* in the descriptor's order */
	size_t len;
	const struct yml_node
	        *root; /* the descriptor itself, for what exports copy (licences, contributors, …) */
	struct label title, description;
	bool broken;
};

/* Reads the descriptor and every table that it names, and checks all: names, types, constraints, keys,
 * foreign keys, personal data, formulas. */
bool package_load(struct package *out, struct arena *arena, const struct tree *tree,
                  const struct languages *languages, struct diags *diags);
struct resource *package_find(const struct package *package, struct str name);
/* SIZE_MAX where the resource has no such field. */
size_t resource_field(const struct resource *resource, struct str name);
/* A cell by field: its text, empty where it is one of the missing values. Numbers: with '.' and without
 * groups, digits kept. */
struct str resource_text(struct arena *arena, const struct resource *resource, size_t row, size_t field);
/* False where it is missing. The cell must be of a checked (not broken) table. */
bool resource_decimal(struct decimal *out, struct arena *arena, const struct resource *resource, size_t row,
                      size_t field);
struct place resource_place(const struct resource *resource, size_t row, size_t field);
/* The primary key's values joined by '/', '/' and '%' in a value as %2F and %25. */
struct str resource_key(struct arena *arena, const struct resource *resource, size_t row);
/* The position of a text in the field's ordered categories, -1 where it is none. */
long field_category(const struct field *field, struct str value);

#endif
