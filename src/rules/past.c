#include "rules/past.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "schema/keys.h"
#include "schema/personal.h"

/* Who is named today, and who must not be. */
struct hidden {
	struct map named;      /* ids in published cells */
	VEC(struct str) texts; /* names and ids that must not stand anywhere */
	VEC(struct str) gone;  /* those, and all that a revoked honour named: not in old files */
	struct map known;      /* the same */
};

/* ---- who is named ---- */

static void hide(struct hidden *hidden, struct arena *arena, struct str text)
{
	if (text.len == 0 || map_get(&hidden->known, text))
		return;
	*map_put(&hidden->known, text) = hidden;
	*VEC_PUSH(arena, &hidden->gone) = text;
	if (str_find(text, STR(" ")) < text.len) /* a name; a code is looked for as a whole cell */
		*VEC_PUSH(arena, &hidden->texts) = text;
}

static void note_person(struct hidden *hidden, struct arena *arena, const struct model *model,
                        const struct withheld *withheld, struct str id)
{
	const struct person *person = model_person(model, id);
	if (!withheld_person(withheld, id)) {
		*map_put(&hidden->named, id) = hidden;
		return;
	}
	hide(hidden, arena, id);
	if (person)
		hide(hidden, arena, person->name);
}

const struct hidden *hidden_find(struct arena *arena, const struct model *model,
                                 const struct withheld *withheld)
{
	struct hidden *hidden = ARENA_NEW(arena, struct hidden);
	map_init(&hidden->named, arena);
	map_init(&hidden->known, arena);
	for (size_t i = 0; i < model->package->len; i++) {
		const struct resource *resource = &model->package->resources[i];
		size_t field = resource_field(resource, STR("person"));
		if (resource->broken || !resource->publish || field == SIZE_MAX)
			continue;
		for (size_t row = 0; row < resource->table.rows; row++) {
			struct str id = resource_text(arena, resource, row, field);
			if (id.len)
				note_person(hidden, arena, model, withheld, id);
		}
	}
	for (size_t i = 0; i < model->honours.len; i++) {
		const struct honour *honour = &model->honours.items[i];
		if (honour->state != HONOUR_REVOKED || honour->person.id.len == 0)
			continue;
		*VEC_PUSH(arena, &hidden->gone) = honour->person.id;
		if (honour->person.person)
			*VEC_PUSH(arena, &hidden->gone) = honour->person.person->name;
	}
	return hidden;
}

bool hidden_none(const struct hidden *hidden)
{
	return hidden->gone.len == 0;
}

static bool is_letter(struct str bytes, size_t at)
{
	unsigned char c = at < bytes.len ? (unsigned char)bytes.ptr[at] : 0;
	return c >= 0x80 || ascii_is_alnum(c) || c == '-' || c == '_';
}

/* A code must stand by itself: `ng-1` is not in `ng-10`. */
static bool stands_in(struct str bytes, struct str name)
{
	for (size_t at = 0, found; name.len && at < bytes.len; at += found + 1) {
		struct str rest = str_sub(bytes, at, bytes.len);
		found = str_find(rest, name);
		if (found == rest.len)
			return false;
		size_t from = at + found;
		if (!(from && is_letter(bytes, from - 1)) && !is_letter(bytes, from + name.len))
			return true;
	}
	return false;
}

bool hidden_in_file(const struct hidden *hidden, struct str bytes)
{
	VEC_EACH (const struct str, name, &hidden->gone) {
		if (stands_in(bytes, *name))
			return true;
	}
	return false;
}

bool hidden_in(const struct hidden *hidden, struct str text)
{
	VEC_EACH (const struct str, name, &hidden->texts) {
		if (str_find(text, *name) < text.len)
			return true;
	}
	return false;
}

/* ---- changes ---- */

struct screen {
	struct arena *arena;
	const struct hidden *hidden;
	const struct withheld *withheld;
	const struct resource *resource;
	bool asks_rows, is_people;
	struct map personal; /* column → whether it is named for what is nobody's business */
};

static bool is_personal_column(struct screen *screen, struct str column)
{
	static const char no, yes;
	void **known = map_put(&screen->personal, column);
	if (!*known)
		*known = (void *)(uintptr_t)(personal_column(screen->arena, column) ? &yes : &no);
	return *known == &yes;
}

static bool is_personal(struct str text)
{
	size_t offset, len;
	enum message message;
	return personal_find(&offset, &len, &message, text);
}

/* True where an old or new value of the column must not be read. */
static bool is_hidden(struct screen *screen, size_t row, struct str column, struct str text)
{
	size_t field = resource_field(screen->resource, column);
	const struct field *definition = field == SIZE_MAX ? NULL : &screen->resource->fields[field];
	if (text.len == 0)
		return false;
	if (row != SIZE_MAX && field != SIZE_MAX &&
	    withheld_cell(screen->withheld, screen->resource, row, field))
		return true;
	if (str_eq(column, STR("person")) && !map_get(&screen->hidden->named, text))
		return true;
	if (map_get(&screen->hidden->known, text) || hidden_in(screen->hidden, text))
		return true;
	if (definition && definition->has_personal)
		return false;
	return is_personal_column(screen, column) ||
	       ((!definition || !field_is_number(definition)) && is_personal(text));
}

static struct str screen_text(struct screen *screen, size_t row, struct str column, struct str text)
{
	return is_hidden(screen, row, column, text) ? STR("") : text;
}

static struct str screen_key(struct screen *screen, size_t row, struct str key)
{
	const struct resource *resource = screen->resource;
	struct str *values;
	bool any = false;
	if (key.len == 0)
		return key;
	size_t n = key_split(&values, screen->arena, key);
	if (n != resource->n_primary_key)
		return hidden_in(screen->hidden, key) ? STR("") : key;
	for (size_t i = 0; i < n; i++) {
		struct str column = resource->fields[resource->primary_key[i]].name;
		struct str shown = screen_text(screen, row, column, values[i]);
		any |= shown.len != values[i].len;
		values[i] = shown;
	}
	return any ? key_join(screen->arena, values, n) : key;
}

/* False where the change is left out. */
static bool screen_change(struct change *change, struct screen *screen)
{
	size_t row = SIZE_MAX;
	if (screen->asks_rows && change->key.len && !resource_row(&row, screen->resource, change->key))
		row = SIZE_MAX;
	if (row != SIZE_MAX && withheld_row(screen->withheld, screen->resource, row))
		return false;
	if (screen->is_people && change->key.len && !map_get(&screen->hidden->named, change->key) &&
	    (row == SIZE_MAX || map_get(&screen->hidden->known, change->key)))
		return false;
	change->old = screen_text(screen, row, change->column, change->old);
	change->new = screen_text(screen, row, change->column, change->new);
	change->key = screen_key(screen, row, change->key);
	change->reason = screen_text(screen, SIZE_MAX, STR(""), change->reason);
	return true;
}

struct past *past_publish(struct arena *arena, const struct history *history, const struct model *model,
                          const struct withheld *withheld, const struct hidden *hidden)
{
	const struct package *package = model->package;
	struct past *pasts = ARENA_ARRAY(arena, struct past, package->len);
	for (size_t i = 0; i < package->len; i++) {
		const struct resource *resource = &package->resources[i];
		struct screen screen = {.arena = arena,
		                        .hidden = hidden,
		                        .withheld = withheld,
		                        .resource = resource,
		                        .is_people = str_eq(resource->name, STR("people"))};
		map_init(&screen.personal, arena);
		screen.asks_rows = withheld_any(withheld, resource) || screen.is_people;
		pasts[i] = history->pasts[i];
		pasts[i].changes = ARENA_ARRAY(arena, struct change, pasts[i].n_changes);
		pasts[i].n_changes = 0;
		for (size_t k = 0; k < history->pasts[i].n_changes; k++) {
			struct change change = history->pasts[i].changes[k];
			if (screen_change(&change, &screen))
				pasts[i].changes[pasts[i].n_changes++] = change;
		}
	}
	return pasts;
}
