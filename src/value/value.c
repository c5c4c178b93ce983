#include "value/value.h"

#include "base/arena.h"

#include <assert.h>

/* A map is an array of keys in one block: first the keys, then a hash for each, then, if there are more than
 * SCAN_MAX of them, a table of open addressing that gives positions (plus one; 0 is free):
 *
 *     keys[cap]  hashes[cap]  slots[2 * cap]
 *
 * Small maps are scanned by hash, which is one cache line; most that is looked for in vain (a template climbs
 * its stack of contexts) is turned away by `seen` before that. */
enum { MAP_FIRST = 8, SCAN_MAX = 16 };

static struct value *new_value(struct arena *arena, enum value_kind kind)
{
	struct value *value = ARENA_NEW(arena, struct value);
	value->kind = kind;
	return value;
}

struct value *value_null(struct arena *arena)
{
	return new_value(arena, VALUE_NULL);
}

struct value *value_bool(struct arena *arena, bool truth)
{
	return new_value(arena, truth ? VALUE_TRUE : VALUE_FALSE);
}

struct value *value_string(struct arena *arena, struct str text)
{
	struct value *value = new_value(arena, VALUE_STRING);
	value->text = text;
	return value;
}

struct value *value_number(struct arena *arena, struct str digits)
{
	struct value *value = new_value(arena, VALUE_NUMBER);
	value->text = digits;
	return value;
}

struct value *value_count(struct arena *arena, size_t count)
{
	return value_number(arena, str_printf(arena, "%zu", count));
}

struct value *value_list(struct arena *arena)
{
	return new_value(arena, VALUE_LIST);
}

struct value *value_map(struct arena *arena)
{
	return new_value(arena, VALUE_MAP);
}

static struct value **more_items(struct arena *arena, const struct value *value, size_t cap)
{
	struct value **items = ARENA_ARRAY(arena, struct value *, cap);
	if (value->len)
		memcpy(items, value->items, value->len * sizeof *items);
	return items;
}

void value_push(struct arena *arena, struct value *list, struct value *item)
{
	assert(list->kind == VALUE_LIST);
	if (list->len == list->cap) {
		size_t cap = list->cap ? list->cap * 2 : MAP_FIRST;
		list->items = more_items(arena, list, cap);
		list->cap = cap;
	}
	list->items[list->len++] = item;
}

static uint32_t hash_of(struct str text)
{
	return (uint32_t)str_hash(text);
}

static uint64_t bit_of(uint32_t hash)
{
	return (uint64_t)1 << (hash >> 26);
}

static uint32_t *hashes_of(const struct value *map)
{
	return (uint32_t *)(void *)(map->keys + map->cap);
}

static uint32_t *slots_of(const struct value *map)
{
	return hashes_of(map) + map->cap;
}

struct value_key value_key(struct str text)
{
	return (struct value_key){text, hash_of(text)};
}

/* The position of a key, or map->len. */
static size_t position(const struct value *map, const struct value_key *key)
{
	if (!(map->seen & bit_of(key->hash)))
		return map->len;
	const uint32_t *hashes = hashes_of(map);
	if (map->cap <= SCAN_MAX) {
		for (size_t i = 0; i < map->len; i++)
			if (hashes[i] == key->hash && str_eq(map->keys[i], key->text))
				return i;
		return map->len;
	}
	const uint32_t *slots = slots_of(map);
	size_t mask = 2 * map->cap - 1;
	for (size_t at = key->hash & mask; slots[at]; at = (at + 1) & mask)
		if (hashes[slots[at] - 1] == key->hash && str_eq(map->keys[slots[at] - 1], key->text))
			return slots[at] - 1;
	return map->len;
}

static void enter_slot(struct value *map, size_t i)
{
	uint32_t *slots = slots_of(map);
	size_t mask = 2 * map->cap - 1, at = hashes_of(map)[i] & mask;
	while (slots[at])
		at = (at + 1) & mask;
	slots[at] = (uint32_t)i + 1;
}

static void grow_map(struct arena *arena, struct value *map)
{
	size_t cap = map->cap ? map->cap * 2 : MAP_FIRST;
	size_t each = sizeof(struct str) + (cap <= SCAN_MAX ? 1 : 3) * sizeof(uint32_t);
	if (cap > UINT32_MAX / 4)
		arena_out_of_memory();
	struct value grown = *map;
	grown.keys = arena_array(arena, cap, each);
	grown.items = more_items(arena, map, cap);
	grown.cap = cap;
	if (map->len) {
		memcpy(grown.keys, map->keys, map->len * sizeof *map->keys);
		memcpy(hashes_of(&grown), hashes_of(map), map->len * sizeof(uint32_t));
	}
	for (size_t i = 0; cap > SCAN_MAX && i < map->len; i++)
		enter_slot(&grown, i);
	*map = grown;
}

void value_set(struct arena *arena, struct value *map, struct str text, struct value *item)
{
	assert(map->kind == VALUE_MAP);
	struct value_key key = value_key(text);
	size_t at = position(map, &key);
	if (at < map->len) {
		map->items[at] = item;
		return;
	}
	if (map->len == map->cap)
		grow_map(arena, map);
	at = map->len++;
	map->keys[at] = text;
	map->items[at] = item;
	hashes_of(map)[at] = key.hash;
	map->seen |= bit_of(key.hash);
	if (map->cap > SCAN_MAX)
		enter_slot(map, at);
}

const struct value *value_find(const struct value *map, const struct value_key *key)
{
	if (!map || map->kind != VALUE_MAP)
		return NULL;
	size_t at = position(map, key);
	return at < map->len ? map->items[at] : NULL;
}

const struct value *value_get(const struct value *map, struct str text)
{
	struct value_key key = value_key(text);
	return value_find(map, &key);
}

/* 0, -0, 0.00, 0e5: no digit but 0 before the exponent. */
static bool is_zero(struct str digits)
{
	for (size_t i = 0; i < digits.len && digits.ptr[i] != 'e' && digits.ptr[i] != 'E'; i++)
		if (digits.ptr[i] >= '1' && digits.ptr[i] <= '9')
			return false;
	return true;
}

bool value_is_true(const struct value *value)
{
	switch (value->kind) {
	case VALUE_NULL:
	case VALUE_FALSE:
		return false;
	case VALUE_NUMBER:
		return !is_zero(value->text);
	case VALUE_STRING:
		return value->text.len > 0;
	case VALUE_LIST:
		return value->len > 0;
	case VALUE_TRUE:
	case VALUE_MAP:
		break;
	}
	return true;
}
