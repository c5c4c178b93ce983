#include "base/map.h"

#include "base/arena.h"

void map_init(struct map *map, struct arena *arena)
{
	*map = (struct map){.arena = arena};
}

/* The slot that holds the key, or the free one where it belongs. */
static struct map_slot *find(struct map_slot *slots, size_t cap, struct str key, uint64_t hash)
{
	size_t at = (size_t)hash & (cap - 1);
	while (slots[at].key.ptr && (slots[at].hash != hash || !str_eq(slots[at].key, key)))
		at = (at + 1) & (cap - 1);
	return &slots[at];
}

void *map_get(const struct map *map, struct str key)
{
	return map->cap ? find(map->slots, map->cap, key, str_hash(key))->value : NULL;
}

static void grow(struct map *map)
{
	size_t cap = map->cap ? map->cap * 2 : 16;
	struct map_slot *slots = ARENA_ARRAY(map->arena, struct map_slot, cap);
	for (size_t i = 0; i < map->cap; i++)
		if (map->slots[i].key.ptr)
			*find(slots, cap, map->slots[i].key, map->slots[i].hash) = map->slots[i];
	map->slots = slots;
	map->cap = cap;
}

void **map_put(struct map *map, struct str key)
{
	if (map->len * 2 >= map->cap)
		grow(map);
	uint64_t hash = str_hash(key);
	struct map_slot *slot = find(map->slots, map->cap, key, hash);
	if (!slot->key.ptr) {
		*slot = (struct map_slot){.key = {key.ptr ? key.ptr : "", key.len}, .hash = hash};
		map->len++;
	}
	return &slot->value;
}
