/* The one dynamic tree: what templates are rendered from, what JSON is read into and written from. */
#ifndef VALUE_VALUE_H
#define VALUE_VALUE_H

#include "base/str.h"

enum value_kind { VALUE_NULL, VALUE_FALSE, VALUE_TRUE, VALUE_NUMBER, VALUE_STRING, VALUE_LIST, VALUE_MAP };

struct value {
	enum value_kind kind;
	struct str text;      /* string; a number's digits as written */
	struct str *keys;     /* of a map, in the order they were set */
	struct value **items; /* of a list or map */
	size_t len, cap;
	uint64_t seen; /* of a map: one bit for each key's hash; what has no bit here is not there */
};

/* A key made ready to be looked up many times. */
struct value_key {
	struct str text;
	uint32_t hash;
};

struct value *value_null(struct arena *arena);
struct value *value_bool(struct arena *arena, bool truth);
/* Not copied: the text must live as long as the value. */
struct value *value_string(struct arena *arena, struct str text);
struct value *value_number(struct arena *arena, struct str digits);
struct value *value_count(struct arena *arena, size_t count);
struct value *value_list(struct arena *arena);
struct value *value_map(struct arena *arena);
void value_push(struct arena *arena, struct value *list, struct value *item);
/* Sets or replaces, in expected constant time; a replaced key keeps its position. The key is not copied. */
void value_set(struct arena *arena, struct value *map, struct str key, struct value *item);
/* NULL where it is no map or lacks the key. */
const struct value *value_get(const struct value *map, struct str key);
struct value_key value_key(struct str text);
const struct value *value_find(const struct value *map, const struct value_key *key);
/* What a section of a template takes for true, and as other languages do: not null, false, 0, the empty text
 * or the empty list. */
bool value_is_true(const struct value *value);

#endif
