#include "import/name.h"

#include "base/arena.h"
#include "text/text.h"

struct names {
	struct map codes, by_name; /* as they stand; folded, to a struct str of a code */
};

/* What two codes are called. */
static const struct str several = STR_INIT("");

static void add_name(struct names *names, struct arena *arena, struct str name, const struct str *code)
{
	name = text_fold(arena, name);
	if (!name.len)
		return;
	void **slot = map_put(&names->by_name, name);
	if (*slot && !str_eq(*(const struct str *)*slot, *code))
		*slot = (void *)(uintptr_t)&several;
	else
		*slot = (void *)(uintptr_t)code;
}

static const struct str *add_code(struct names *names, struct arena *arena, struct str text)
{
	struct str *code = ARENA_NEW(arena, struct str);
	*code = text;
	*map_put(&names->codes, text) = code;
	add_name(names, arena, text, code);
	return code;
}

static void add_categories(struct names *names, struct arena *arena, const struct import *import,
                           const struct field *field)
{
	for (size_t i = 0; i < field->n_categories; i++) {
		const struct category *category = &field->categories[i];
		const struct str *code = add_code(names, arena, category->value);
		for (size_t l = 0; l < import->config.languages.len; l++)
			add_name(names, arena, category->label.texts[l], code);
	}
}

static bool is_name_field(struct str name)
{
	return str_eq(name, STR("name")) || str_eq(name, STR("title")) || str_starts(name, STR("name_")) ||
	       str_starts(name, STR("title_"));
}

static void add_row(struct names *names, struct arena *arena, const struct resource *target, size_t column,
                    size_t row)
{
	const struct str *code = add_code(names, arena, resource_text(arena, target, row, column));
	for (size_t i = 0; i < target->n_fields; i++) {
		struct str text = resource_text(arena, target, row, i), alias;
		if (is_name_field(target->fields[i].name))
			add_name(names, arena, text, code);
		if (!str_eq(target->fields[i].name, STR("aliases")))
			continue;
		for (bool more = true; more;) {
			more = str_cut(&alias, &text, text, ';');
			add_name(names, arena, alias, code);
		}
	}
}

static const struct foreign_key *key_of(const struct resource *resource, size_t field)
{
	VEC_EACH (struct foreign_key, key, &resource->foreign_keys) {
		if (key->n == 1 && key->columns[0] == field && key->target && key->target != resource &&
		    !key->target->broken)
			return key;
	}
	return NULL;
}

const struct names *names_of(struct arena *arena, const struct import *import, const struct field *field,
                             size_t index)
{
	const struct foreign_key *key = key_of(import->resource, index);
	struct names *names = ARENA_NEW(arena, struct names);
	if (!key && field->n_categories == 0)
		return NULL;
	map_init(&names->codes, arena);
	map_init(&names->by_name, arena);
	add_categories(names, arena, import, field);
	for (size_t row = 0; key && row < key->target->table.rows; row++)
		add_row(names, arena, key->target, key->target_columns[0], row);
	return names;
}

const struct str *names_find(bool *ambiguous, const struct names *names, struct arena *scratch,
                             struct str text)
{
	const struct str *code = map_get(&names->codes, text);
	if (!code)
		code = map_get(&names->by_name, text_fold(scratch, text));
	*ambiguous = code == &several;
	return *ambiguous ? NULL : code;
}
