#include "base/vec.h"

#include "base/arena.h"

#include <string.h>

void *vec_grow(struct arena *arena, void *items, size_t len, size_t *cap, size_t size)
{
	if (len < *cap)
		return items;
	*cap = *cap ? *cap * 2 : 8;
	void *grown = arena_array(arena, *cap, size);
	if (len)
		memcpy(grown, items, len * size);
	return grown;
}
