/* Some of the texts that were met lately: codes and periods repeat from row to row, and what was well once is
 * well again. Forgets as it likes; never remembers what was not added. */
#ifndef SCHEMA_SEEN_H
#define SCHEMA_SEEN_H

#include "base/arena.h"
#include "base/str.h"

struct seen {
	struct str *texts; /* each text has one place; slices of what outlives this */
	size_t mask;
};

/* For so many rows; in the arena. */
static inline struct seen seen_new(struct arena *arena, size_t rows)
{
	enum { MOST = 1 << 13 };
	size_t n = 1;
	while (n < MOST && n < rows)
		n *= 2;
	return (struct seen){ARENA_ARRAY(arena, struct str, n), n - 1};
}

/* Where the text would be. */
static inline struct str *seen_place(const struct seen *seen, struct str text)
{
	return &seen->texts[str_hash(text) & seen->mask];
}

static inline bool seen_has(const struct str *place, struct str text)
{
	return place->ptr && place->len == text.len && memcmp(place->ptr, text.ptr, text.len) == 0;
}

#endif
