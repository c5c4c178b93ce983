/* The templates of a set, found by their names and linked to the partials and parents that they name. */
#include "tmpl/code.h"

#include "base/arena.h"

struct tmpl_set *tmpl_set_new(struct arena *arena)
{
	struct tmpl_set *set = ARENA_NEW(arena, struct tmpl_set);
	set->arena = arena;
	map_init(&set->by_name, arena);
	map_init(&set->blocks, arena);
	return set;
}

const struct tmpl *tmpl_find(const struct tmpl_set *set, struct str name)
{
	return map_get(&set->by_name, name);
}

static bool link_codes(const struct tmpl *tmpl, struct diags *diags)
{
	bool good = true;
	for (size_t i = 0; i < tmpl->len; i++) {
		struct code *code = &tmpl->codes[i];
		if ((code->op != OP_PARTIAL && code->op != OP_PARENT) || code->dynamic)
			continue;
		code->target = tmpl_find(tmpl->set, code->keys[0].text);
		if (code->target || tmpl->set->lenient)
			continue;
		DIAG(diags, ((struct place){tmpl->source, code->at}), TMPL_PARTIAL, code->keys[0].text);
		good = false;
	}
	return good;
}

bool tmpl_link(struct tmpl_set *set, bool lenient, struct diags *diags)
{
	bool good = true;
	set->lenient = lenient;
	for (size_t i = 0; i < set->all.len; i++)
		good = link_codes(set->all.items[i], diags) && good;
	return good;
}

static bool prints_or_opens(const struct code *code)
{
	return code->op == OP_ESCAPED || code->op == OP_RAW || code->op == OP_SECTION ||
	       code->op == OP_INVERTED;
}

void tmpl_each_part(const struct tmpl_set *set, struct str whole,
                    void (*see)(void *context, struct place tag, struct str part), void *context)
{
	for (size_t i = 0; i < set->all.len; i++) {
		const struct tmpl *tmpl = set->all.items[i];
		for (size_t c = 0; c < tmpl->len; c++) {
			const struct code *code = &tmpl->codes[c];
			if (prints_or_opens(code) && code->n_keys == 2 && !code->local &&
			    str_eq(code->keys[0].text, whole))
				see(context, (struct place){tmpl->source, code->at}, code->keys[1].text);
		}
	}
}
