/* Any bytes as a descriptor and its CSV (what stands before the first NUL, and behind it): what passes can be
 * read, and a table's keys lead back to their rows. */
#include "base/arena.h"
#include "schema/package.h"
#include "schema/personal.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool read_entry(struct str *out, const struct tree *tree, struct arena *arena,
                       const struct tree_entry *entry, struct diags *diags)
{
	(void)tree;
	(void)arena;
	(void)diags;
	*out = *(const struct str *)entry->object;
	return true;
}

static void read_back(struct arena *arena, const struct resource *resource)
{
	for (size_t row = 0; row < resource->table.rows; row++) {
		struct decimal number;
		size_t found;
		for (size_t i = 0; i < resource->n_fields; i++) {
			resource_text(arena, resource, row, i);
			resource_decimal(&number, arena, resource, row, i);
			resource_place(resource, row, i);
		}
		if (resource->n_primary_key && !resource->broken &&
		    (!resource_row(&found, resource, resource_key(arena, resource, row)) || found != row))
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct languages languages = {{STR_INIT("vi"), STR_INIT("en")}, 2};
	struct arena *arena = arena_new();
	struct str whole = {(const char *)data, size}, descriptor, csv, found;
	str_cut(&descriptor, &csv, whole, '\0');
	const struct tree_entry entries[] = {
	        {STR("data/datapackage.yaml"), TREE_FILE, descriptor.len, &descriptor},
	        {STR("data/t.csv"), TREE_FILE, csv.len, &csv}};
	struct tree tree = {.entries = entries, .len = 2, .read = read_entry};
	struct package package;
	struct diags diags;
	diag_init(&diags, arena);
	bool well = package_load(&package, arena, &tree, &languages, &diags);
	if (well != (diags.errors == 0))
		abort();
	for (size_t i = 0; i < package.len; i++)
		read_back(arena, &package.resources[i]);
	size_t offset, len;
	enum message message;
	if (personal_find(&offset, &len, &message, whole)) {
		found = str_sub(whole, offset, offset + len);
		if (found.len != len || len == 0)
			abort();
	}
	diag_settle(&diags);
	arena_free(arena);
	return 0;
}
