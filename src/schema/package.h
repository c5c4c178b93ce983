/* The data package: what datapackage.yaml says of each CSV (Data Package v2, Table Schema v2), its tables as
 * read, and whether each is what it says it is. https://datapackage.org/standard/data-package/ */
#ifndef SCHEMA_PACKAGE_H
#define SCHEMA_PACKAGE_H

#include "base/date.h"
#include "base/decimal.h"
#include "io/tree.h"
#include "schema/credits.h"
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
	FIELD_OBJECT,
	FIELD_ARRAY,
	FIELD_GEOPOINT,
	FIELD_GEOJSON,
};

struct category {
	struct str value;
	struct label label, one; /* `one` instead of `label` behind the number 1; empty: the same */
};

struct field {
	struct str name, format;
	enum field_type type;
	struct label title, description;
	struct category *categories; /* lowest first where ordered */
	size_t n_categories;
	bool categories_ordered;
	bool has_personal;
	struct label personal; /* the reason that admits personal data */
	struct str *missing;   /* texts that stand for no value */
	size_t n_missing;
	struct str *truths, *falsehoods; /* of a boolean */
	size_t n_truths, n_falsehoods;
	char decimal_char, group_char; /* of a number; group_char 0: none */
	bool bare_number;              /* false: what stands around the digits is dropped */
	struct str list_delimiter;
	enum field_type item_type;
	const struct yml_node *node; /* the field as the descriptor has it, constraints among it */
	const struct rules *rules;   /* its constraints, made ready; schema's own */
	struct place place;          /* of its name */
};

struct foreign_key {
	size_t *columns;         /* into the resource's fields */
	struct resource *target; /* itself allowed */
	size_t *target_columns;
	size_t n;
	struct place place;
};

/* Columns that together, or alone, may not say the same twice. */
struct unique_key {
	size_t *columns;
	size_t n;
	bool of_field; /* a constraint of the one field says so, not `uniqueKeys` */
};

enum fields_match { MATCH_EXACT, MATCH_EQUAL, MATCH_SUBSET, MATCH_SUPERSET, MATCH_PARTIAL };

enum update { UPDATE_NONE, UPDATE_MONTH, UPDATE_QUARTER, UPDATE_YEAR };

struct resource {
	struct str name, path; /* path as in the descriptor, relative to data/ */
	struct label title, description, illustrative;
	struct credits credits;
	bool has_illustrative, publish;
	enum update update;
	struct field *fields;
	size_t n_fields;
	size_t *primary_key; /* columns */
	size_t n_primary_key;
	VEC(struct foreign_key) foreign_keys;
	VEC(struct unique_key) unique_keys; /* `uniqueKeys`, and fields whose constraint is `unique` */
	enum fields_match fields_match;
	struct str encoding;      /* as declared; empty: UTF-8 */
	struct dialect *dialects; /* as declared, at least one */
	size_t n_dialects;
	struct dialect dialect; /* the one that was taken */
	struct source file;     /* the CSV, decoded to UTF-8 */
	struct table table;     /* its columns stand in the order of the file; column_of maps a field to it */
	size_t *column_of;      /* per field; SIZE_MAX where the file may lack it and does */
	bool broken; /* an error was said of the file or its cells: nothing that depends on it is judged */
	struct row_index *by_key;    /* rows by primary key, for resource_row; NULL: none, or broken */
	const struct yml_node *node; /* its entry in the descriptor */
	struct place place;
};

struct package {
	struct resource *resources; /* in the descriptor's order */
	size_t len;
	const struct yml_node *root; /* the descriptor, for what exports copy; NULL: none */
	struct label title, description;
	struct credits credits;
	bool broken; /* something is wrong with the descriptor beside its resources, or it could not be read
	              */
};

/* Reads the descriptor and every table that it names, and checks all: names, types, constraints, keys,
 * foreign keys, periods, personal data, formulas, diacritics. A site without data/datapackage.yaml has no
 * resources. A CSV that the descriptor does not name is left alone. False: an error or failure was said; the
 * resources that are not `broken` can be relied on even so. */
bool package_load(struct package *out, struct arena *arena, const struct tree *tree,
                  const struct languages *languages, struct diags *diags);
struct resource *package_find(const struct package *package, struct str name);

/* ---- as it stood once ---- */

/* A resource as an old descriptor has it, its table unread: once for each dialect, since what a field's marks
 * are depends on it. */
struct outline {
	struct str name, path;
	bool publish;
	struct resource *forms;
	size_t n_forms;
};

struct package_outline {
	struct outline *items;
	size_t len;
};

/* Reads a descriptor for its tables' sake: what is wrong with it in other ways is said, but does not matter.
 * False: no resource can be read by it; said. */
bool package_outline(struct package_outline *out, struct arena *arena, const struct source *descriptor,
                     const struct languages *languages, struct diags *diags);
/* NULL where there is none of that name. */
const struct outline *outline_find(const struct package_outline *outline, struct str name);
/* Reads a table by its outline: its form, labels and types must hold, its keys and constraints are not looked
 * at. False: said. */
bool resource_version(struct resource *out, struct arena *arena, const struct outline *outline,
                      struct str bytes, struct diags *diags);
/* As a descriptor names it. */
struct str field_type_name(enum field_type type);
/* True for the types whose values are numbers. */
bool field_is_number(const struct field *field);
bool field_is_required(const struct field *field);
/* True for a text that stands for no value. */
bool field_is_none(const struct field *field, struct str text);

/* SIZE_MAX where the resource has no such field. */
size_t resource_field(const struct resource *resource, struct str name);
/* True for a field of its primary key. */
bool resource_has_key(const struct resource *resource, size_t field);
/* True where its file is declared to be UTF-8, by whatever name, or nothing is. */
bool resource_is_utf8(const struct resource *resource);
/* The names of its fields, or of all resources, as a list in words. */
struct str resource_field_names(struct arena *arena, const struct resource *resource);
struct str package_names(struct arena *arena, const struct package *package);
/* A cell by field: its text, empty where it is one of the missing values. Numbers: with '.', without groups,
 * plus sign or idle zeros at their head, the other digits kept; days and times: as ISO 8601 has them. The
 * arena is for what must be rewritten. */
struct str resource_text(struct arena *arena, const struct resource *resource, size_t row, size_t field);
/* False where it is missing. The cell must be of a checked (not broken) table. */
bool resource_decimal(struct decimal *out, struct arena *arena, const struct resource *resource, size_t row,
                      size_t field);
struct place resource_place(const struct resource *resource, size_t row, size_t field);
/* The primary key's values, joined (schema/keys.h). */
struct str resource_key(struct arena *arena, const struct resource *resource, size_t row);
/* The row of such a key; false where there is none. */
bool resource_row(size_t *row, const struct resource *resource, struct str key);
/* 1 true, 0 false, -1 neither, by the field's own words for both. */
int field_truth(const struct field *field, struct str text);
/* The position of a text in the field's ordered categories, -1 where it is none. */
long field_category(const struct field *field, struct str value);

#endif
