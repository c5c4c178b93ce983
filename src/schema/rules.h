/* Constraints of one field, made ready to be tested; schema's own. */
#ifndef SCHEMA_RULES_H
#define SCHEMA_RULES_H

#include "schema/package.h"
#include "schema/pattern.h"

/* True where all of them are; each is evaluated, so that each says what it has to say. */
#define ALL(...) all_true((const bool[]){__VA_ARGS__}, sizeof((const bool[]){__VA_ARGS__}) / sizeof(bool))

static inline bool all_true(const bool *truths, size_t n)
{
	bool all = true;
	for (size_t i = 0; i < n; i++)
		all &= truths[i];
	return all;
}

/* The most values of `categories`, `enum` or `missingValues`. */
enum { VALUES_MAX = 4096 };

enum { LIMIT_MINIMUM, LIMIT_MAXIMUM, LIMIT_ABOVE, LIMIT_BELOW, LIMIT_COUNT };

struct limit {
	bool given, whole;
	long number; /* of a whole value */
	struct decimal value;
	struct str text;
};

struct rules {
	bool required, unique;
	struct pattern *pattern; /* NULL: none */
	struct str pattern_text;
	long min_length, max_length; /* -1: none */
	struct limit limits[LIMIT_COUNT];
	bool limited; /* any of them is given */
	struct str *enums;
	size_t n_enums;
};

/* What the levels of a descriptor hand down to their fields. */
struct defaults {
	struct str *missing;
	size_t n_missing;
	char decimal_char, group_char;
};

/* Reads an entry of `fields`. False: said. */
bool field_read(struct field *out, struct arena *arena, const struct yml_node *node,
                const struct defaults *defaults, const struct languages *languages, struct diags *diags);
/* Reads `missingValues`: a list of texts, or of {value, label}; a NULL node changes nothing. */
bool missing_read(struct defaults *out, struct arena *arena, const struct yml_node *node,
                  struct diags *diags);
/* One character as `delimiter` or `decimalChar` have it; a NULL node changes nothing. */
bool mark_read(char *out, const struct yml_node *node, struct diags *diags);

/* Object, array and geojson: a cell is a text of JSON. */
bool field_is_json(const struct field *field);
/* String, any, list and JSON: what formula, personal-data and broken-diacritics speak of. */
bool field_is_text(const struct field *field);

#endif
