/* Two states of one table, compared row by row by the primary key: what a reader would call a change. The
 * order of rows and columns, quotes and line ends are none. */
#ifndef HISTORY_COMPARE_H
#define HISTORY_COMPARE_H

#include "history/renames.h"

enum change_class {
	CHANGE_NUMBER, /* by the field's type */
	CHANGE_TEXT,
	CHANGE_FORMAT, /* a number that is written differently */
	CHANGE_ADDED,  /* a row, or (key empty) a column */
	CHANGE_REMOVED,
	CHANGE_RENAMED, /* a column or a code, declared; once however many rows it concerns */
};

/* A table whose rows can be found by their keys. */
struct keyed {
	const struct resource *resource;
	const size_t *fields; /* of the key; all of them where the table has no primary key */
	size_t n_fields;
	struct str *keys; /* by row, as the contract writes a key */
	uint32_t *slots;  /* row + 1; 0: free */
	size_t cap;       /* a power of two */
};

struct difference {
	enum change_class class;
	struct str key, column, old, new;
	const struct keyed *from; /* the state that `old` stands in; NULL: in none */
	size_t old_row, new_row;  /* SIZE_MAX: it has none */
};

/* False: two rows share a key or a row has none; said. */
bool keyed_make(struct keyed *out, struct arena *arena, const struct resource *resource, struct diags *diags);
/* SIZE_MAX where there is none. */
size_t keyed_find(const struct keyed *keyed, struct str key);

/* Compares a state with those that it came from. With several (a merge) only what differs from every one of
 * them is a change, and `old` is as the first of them has it that has the row. Texts and *from live as long
 * as the arena and the states. */
typedef void difference_found(void *data, const struct difference *difference);
void compare_states(struct arena *arena, const struct keyed *const *olds, size_t n_olds,
                    const struct keyed *new, const struct renames *renames, difference_found *found,
                    void *data);
/* `number`, `text` … as section 9 of the contract has them. */
struct str change_class_text(enum change_class class);

#endif
