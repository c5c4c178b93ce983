/* Names to pointers: open addressing, in an arena, never shrinking. The order of keys is nobody's business:
 * what must be listed is kept in a vec beside the map. Expected O(1); keys are not copied. */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include "base/str.h"

struct map_slot {
	struct str key; /* key.ptr is NULL where the slot is free */
	uint64_t hash;
	void *value;
};

struct map {
	struct arena *arena;
	struct map_slot *slots;
	size_t len, cap; /* cap is a power of two */
};

void map_init(struct map *map, struct arena *arena);
/* The value, or NULL where the key is not there. */
void *map_get(const struct map *map, struct str key);
/* Where the key's value is kept; a new key starts with NULL. Valid until the next map_put. */
void **map_put(struct map *map, struct str key);

#endif
