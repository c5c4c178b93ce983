#include "view/published.h"

#include "base/arena.h"

bool published_table(struct table *out, struct arena *arena, const struct tree *tree, struct str name,
                     struct diags *diags)
{
	static const struct dialect plain = {',', '.', 0};
	struct str path = STR_JOIN(arena, STR("data/"), name, STR(".csv"));
	const struct tree_entry *entry = tree ? tree_find(tree, path) : NULL;
	struct source *source = ARENA_NEW(arena, struct source);
	struct diags unsaid;
	source->path = path;
	diag_init(&unsaid, arena);
	return entry && tree->read(&source->text, tree, arena, entry, diags) &&
	       table_parse(out, arena, source, plain, &unsaid) && !out->broken;
}

struct str published_cell(const struct table *table, size_t row, struct str column)
{
	size_t at = table_column(table, column);
	return at == SIZE_MAX ? STR("") : table_cell(table, row, at);
}

size_t published_find(const struct table *table, size_t from, struct str column, struct str value)
{
	size_t at = table_column(table, column);
	for (size_t row = from; at != SIZE_MAX && row < table->rows; row++)
		if (str_eq(table_cell(table, row, at), value))
			return row;
	return SIZE_MAX;
}
