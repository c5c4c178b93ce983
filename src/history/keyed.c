#include "history/keyed.h"

#include "base/arena.h"
#include "base/buf.h"
#include "schema/keys.h"

enum { KEY_MAX = 1 << 24 };

static bool is_plain(struct str text)
{
	return text.len == 0 || (!memchr(text.ptr, '/', text.len) && !memchr(text.ptr, '%', text.len));
}

/* False: all of its values are missing. */
static bool make_key(struct str *out, struct buf *room, struct arena *arena, const struct keyed *keyed,
                     size_t row)
{
	bool any = false;
	buf_clear(room);
	for (size_t i = 0; i < keyed->n_fields; i++) {
		struct str text = resource_text(arena, keyed->resource, row, keyed->fields[i]);
		any |= text.len > 0;
		if (i)
			buf_char(room, '/');
		if (keyed->n_fields == 1 && is_plain(text)) {
			*out = text;
			return any;
		}
		if (is_plain(text))
			buf_add(room, text);
		else
			key_escape(room, text);
	}
	*out = str_dup(arena, buf_str(room));
	return any;
}

/* The slot of a key, or the free one where it belongs. */
static uint32_t *slot_of(const struct keyed *keyed, struct str key)
{
	size_t at = (size_t)str_hash(key) & (keyed->cap - 1);
	while (keyed->slots[at] && !str_eq(keyed->keys[keyed->slots[at] - 1], key))
		at = (at + 1) & (keyed->cap - 1);
	return &keyed->slots[at];
}

static bool refuse(const struct keyed *keyed, size_t row, struct diags *diags)
{
	struct place place = resource_place(keyed->resource, row, keyed->fields[0]);
	DIAG(diags, place, KEY_THEN, keyed->keys[row]);
	return false;
}

/* Of a table without primary key, equal rows are told apart by how many came before. */
static struct str nth(struct arena *arena, const struct keyed *keyed, struct str key)
{
	struct str other = key;
	for (size_t n = 2; *slot_of(keyed, other); n++)
		other = STR_JOIN(arena, key, (struct str){"\0", 1}, str_printf(arena, "%zu", n));
	return other;
}

bool keyed_fill(struct keyed *out, struct arena *arena, bool any_rows, struct diags *diags)
{
	size_t rows = out->resource->table.rows;
	struct buf room;
	bool well = true;
	for (out->cap = 16; out->cap < rows * 2; out->cap *= 2)
		;
	out->slots = ARENA_ARRAY(arena, uint32_t, out->cap);
	out->keys = ARENA_ARRAY(arena, struct str, rows);
	buf_init(&room, KEY_MAX);
	for (size_t row = 0; well && row < rows; row++) {
		bool has = make_key(&out->keys[row], &room, arena, out, row);
		if (any_rows)
			out->keys[row] = nth(arena, out, out->keys[row]);
		uint32_t *slot = slot_of(out, out->keys[row]);
		well = (!*slot && (has || any_rows)) || refuse(out, row, diags);
		*slot = (uint32_t)(row + 1);
	}
	buf_free(&room);
	return well;
}

bool keyed_make(struct keyed *out, struct arena *arena, const struct resource *resource, struct diags *diags)
{
	size_t *all = NULL;
	bool has_key = resource->n_primary_key > 0;
	if (!has_key) {
		all = ARENA_ARRAY(arena, size_t, resource->n_fields);
		for (size_t i = 0; i < resource->n_fields; i++)
			all[i] = i;
	}
	*out = (struct keyed){.resource = resource,
	                      .fields = has_key ? resource->primary_key : all,
	                      .n_fields = has_key ? resource->n_primary_key : resource->n_fields};
	return keyed_fill(out, arena, !has_key, diags);
}

size_t keyed_find(const struct keyed *keyed, struct str key)
{
	uint32_t row = keyed->cap ? *slot_of(keyed, key) : 0;
	return row ? row - 1 : SIZE_MAX;
}
