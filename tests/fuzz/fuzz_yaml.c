/* Any bytes as YAML, whole and as the middle of a page: no crash, every place inside the source, and false
 * exactly where something was said. */
#include "base/arena.h"
#include "yaml/yml.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool truth)
{
	if (!truth)
		abort();
}

static void walk(const struct yml_node *node, size_t from, size_t to, int depth)
{
	require(depth <= YML_DEPTH_MAX);
	require(node->place.offset >= from && node->place.offset <= to);
	for (size_t i = 0; i < node->len; i++) {
		if (node->kind == YML_LIST) {
			walk(node->items[i], from, to, depth + 1);
			continue;
		}
		require(node->pairs[i].key_place.offset >= from && node->pairs[i].key_place.offset <= to);
		walk(node->pairs[i].value, from, to, depth + 1);
		for (size_t j = 0; j < i; j++)
			require(!str_eq(node->pairs[i].key, node->pairs[j].key));
	}
}

static void parse(struct arena *arena, struct str text, size_t from, size_t to)
{
	struct source source = {STR("fuzz.yaml"), text};
	struct diags diags;
	struct yml_node *node;
	diag_init(&diags, arena);
	bool good = yml_parse(&node, arena, &source, from, to, &diags);
	size_t twice = 0;
	VEC_EACH (struct diag, diag, &diags.list)
		twice += str_eq(diag_code(diag->message), STR("duplicate-key"));
	require(good == (diags.list.len == twice)); /* of which the first is read */
	if (good)
		walk(node, from, to, 1);
	VEC_EACH (struct diag, diag, &diags.list)
		require(diag->offset >= from && diag->offset <= to);
	diag_settle(&diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct str text = {(const char *)data, size};
	struct str page = STR_JOIN(arena, STR("---\n"), text, STR("\n---\nthân\n"));
	parse(arena, text, 0, size);
	parse(arena, page, 4, 4 + size);
	arena_free(arena);
	return 0;
}
