/* Some of the texts that were met lately: codes and periods repeat from row to row, and what was well once is
 * well again. Forgets as it likes; never remembers what was not added. */
#ifndef SCHEMA_SEEN_H
#define SCHEMA_SEEN_H

#include "base/str.h"

enum { SEEN_BITS = 8 };

struct seen {
	struct str texts[1 << SEEN_BITS]; /* each text has one place; slices of what outlives this */
};

/* Where the text would be, by its length and its first and last eight bytes. */
static inline struct str *seen_place(struct seen *seen, struct str text)
{
	uint64_t first = 0, last = 0;
	size_t n = text.len < sizeof first ? text.len : sizeof first;
	if (n) {
		memcpy(&first, text.ptr, n);
		memcpy(&last, text.ptr + text.len - n, n);
	}
	uint64_t hash = (first * 31 + last + text.len) * 0x9e3779b97f4a7c15u;
	return &seen->texts[hash >> (64 - SEEN_BITS)];
}

static inline bool seen_has(const struct str *place, struct str text)
{
	return place->ptr && place->len == text.len && memcmp(place->ptr, text.ptr, text.len) == 0;
}

#endif
