#include "history/renames.h"

#include "base/arena.h"

static void read_list(struct rename_list *out, struct arena *arena, const struct yml_node *node,
                      struct diags *diags)
{
	if (!node || !yml_is(node, YML_MAP, diags))
		return;
	out->items = ARENA_ARRAY(arena, struct rename, node->len);
	for (size_t i = 0; i < node->len; i++) {
		struct rename *rename = &out->items[out->len];
		rename->old = node->pairs[i].key;
		if (yml_is_null(node->pairs[i].value))
			yml_need(node, rename->old, diags);
		else if (yml_text(&rename->new, node->pairs[i].value, diags))
			out->len++;
	}
}

static bool is_renamed(const struct rename_list *list, struct str name)
{
	struct str next;
	return rename_next(&next, list, name);
}

/* Each new name must be a column, or be renamed in its turn. */
static void check_columns(const struct renames *renames, const struct yml_node *node,
                          const struct resource *resource, struct diags *diags)
{
	for (size_t i = 0; node && node->kind == YML_MAP && i < node->len; i++) {
		const struct yml_node *value = node->pairs[i].value;
		if (value->kind == YML_SCALAR && !yml_is_null(value) &&
		    resource_field(resource, value->text) == SIZE_MAX &&
		    !is_renamed(&renames->columns, value->text))
			DIAG(diags, value->place, RENAME_COLUMN, value->text, resource->name);
	}
}

static void read_codes(struct renames *out, struct arena *arena, const struct yml_node *node,
                       const struct resource *resource, struct diags *diags)
{
	if (!node || !yml_is(node, YML_MAP, diags))
		return;
	out->codes = ARENA_ARRAY(arena, struct code_renames, node->len);
	for (size_t i = 0; i < node->len; i++) {
		const struct yml_pair *pair = &node->pairs[i];
		if (resource_field(resource, pair->key) == SIZE_MAX && !is_renamed(&out->columns, pair->key))
			DIAG(diags, pair->key_place, RENAME_COLUMN, pair->key, resource->name);
		struct code_renames *codes = &out->codes[out->n_codes++];
		codes->column = pair->key;
		if (!yml_is_null(pair->value))
			read_list(&codes->list, arena, pair->value, diags);
	}
}

static void read_resource(struct renames *out, struct arena *arena, const struct yml_pair *pair,
                          const struct model *model, struct diags *diags)
{
	static const struct str keys[] = {STR_INIT("columns"), STR_INIT("codes")};
	const struct resource *resource = package_find(model->package, pair->key);
	*out = (struct renames){.resource = pair->key};
	if (!resource) {
		if (!model_unsure(model))
			DIAG(diags, pair->key_place, RENAME_RESOURCE, pair->key);
		return;
	}
	if (yml_is_null(pair->value) || !yml_only(pair->value, keys, 2, diags))
		return;
	const struct yml_node *columns = yml_get(pair->value, keys[0]);
	read_list(&out->columns, arena, columns, diags);
	check_columns(out, columns, resource, diags);
	read_codes(out, arena, yml_get(pair->value, keys[1]), resource, diags);
}

void renames_load(struct renames_file *out, struct arena *arena, const struct tree *tree,
                  const struct model *model, struct diags *diags)
{
	const struct tree_entry *entry = tree_find(tree, STR("data/renames.yaml"));
	struct source *source = ARENA_NEW(arena, struct source);
	struct yml_node *root = NULL;
	*out = (struct renames_file){0};
	if (!entry)
		return;
	size_t before = diags->errors + diags->failures;
	out->broken = true;
	if (!yml_load(&root, arena, source, tree, entry, diags) || !yml_is(root, YML_MAP, diags))
		return;
	out->items = ARENA_ARRAY(arena, struct renames, root->len);
	for (size_t i = 0; i < root->len; i++)
		read_resource(&out->items[out->len++], arena, &root->pairs[i], model, diags);
	out->broken = diags->errors + diags->failures != before;
}

const struct renames *renames_of(const struct renames_file *file, struct str resource)
{
	for (size_t i = 0; i < file->len; i++)
		if (str_eq(file->items[i].resource, resource))
			return &file->items[i];
	return NULL;
}

bool rename_next(struct str *out, const struct rename_list *list, struct str name)
{
	for (size_t i = 0; i < list->len; i++)
		if (str_eq(list->items[i].old, name)) {
			*out = list->items[i].new;
			return true;
		}
	return false;
}

bool rename_leads(const struct rename_list *list, struct str old, struct str new)
{
	/* no longer than the list: renames may go in a circle */
	for (size_t i = 0; i < list->len && rename_next(&old, list, old); i++)
		if (str_eq(old, new))
			return true;
	return false;
}

const struct rename_list *renames_codes(const struct renames *renames, struct str column)
{
	for (size_t i = 0; renames && i < renames->n_codes; i++)
		if (str_eq(renames->codes[i].column, column))
			return &renames->codes[i].list;
	return NULL;
}
