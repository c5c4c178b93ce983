/* Loading goes table by table: descriptor entry, file, dialect, fields, cells, own keys; then, all being
 * read, the foreign keys. */
#include "schema/package.h"

#include "base/arena.h"
#include "io/hash.h"
#include "schema/check.h"
#include "schema/descriptor.h"
#include "schema/keys.h"
#include "schema/lexical.h"
#include "schema/rules.h"
#include "text/text.h"

/* ---- files ---- */

bool resource_is_utf8(const struct resource *resource)
{
	static const char *const names[] = {"utf-8", "utf8", "utf-8-sig"};
	struct str encoding = resource->encoding;
	for (size_t i = 0; i < LENGTH(names); i++)
		if (strlen(names[i]) == encoding.len &&
		    strncasecmp(names[i], encoding.ptr, encoding.len) == 0)
			return true;
	return encoding.len == 0;
}

/* A link on the way is found by its own entry: what lies behind it is not listed. */
static bool crosses_symlink(const struct tree *tree, struct str path)
{
	for (size_t i = 0; i <= path.len; i++) {
		if (i < path.len && path.ptr[i] != '/')
			continue;
		const struct tree_entry *entry = tree_find(tree, str_sub(path, 0, i));
		if (entry && entry->kind == TREE_SYMLINK)
			return true;
	}
	return false;
}

static const struct tree_entry *find_file(struct resource *resource, const struct tree *tree,
                                          struct diags *diags)
{
	const struct tree_entry *entry = tree_find(tree, resource->file.path);
	struct place place = yml_get(resource->node, STR("path"))->place;
	if (crosses_symlink(tree, resource->file.path)) {
		DIAG(diags, place, SYMLINK, {0});
		return NULL;
	}
	if (!entry)
		DIAG(diags, place, PATH_MISSING, resource->path);
	else if (entry->kind != TREE_FILE && !tree_refuse_kind(entry, &resource->file, diags))
		return NULL;
	return entry;
}

/* `bytes` and `hash`, where the owner wrote them, must be so. */
static bool check_stated(const struct resource *resource, struct diags *diags)
{
	const struct yml_node *bytes = yml_get(resource->node, STR("bytes")),
	                      *hash = yml_get(resource->node, STR("hash"));
	struct str size = str_printf(diags->arena, "%zu", resource->file.text.len);
	bool well = true;
	if (bytes && !str_eq(bytes->text, size)) {
		DIAG(diags, bytes->place, RESOURCE_STATED, STR("bytes"), bytes->text, size);
		well = false;
	}
	struct str digest = hash ? hash_hex(diags->arena, resource->file.text) : STR("");
	digest = STR_JOIN(diags->arena, STR("sha256:"), digest);
	if (hash && !str_eq(hash->text, digest)) {
		DIAG(diags, hash->place, RESOURCE_STATED, STR("hash"), hash->text, digest);
		well = false;
	}
	return well;
}

static bool decode_file(struct resource *resource, struct arena *arena, struct diags *diags)
{
	size_t bad;
	struct str text;
	if (resource_is_utf8(resource))
		return true;
	if (text_decode(&text, &bad, arena, resource->file.text, resource->encoding)) {
		resource->file.text = text;
		return true;
	}
	if (bad == SIZE_MAX)
		DIAG(diags, yml_get(resource->node, STR("encoding"))->place, ENCODING_NAME,
		     resource->encoding);
	else
		DIAG(diags, ((struct place){&resource->file, bad}), ENCODING_DECLARED, resource->encoding);
	return false;
}

static bool read_file(struct resource *resource, struct arena *arena, const struct tree *tree,
                      struct diags *diags)
{
	resource->file.path = STR_JOIN(arena, STR("data/"), resource->path);
	const struct tree_entry *entry = find_file(resource, tree, diags);
	if (!entry || !tree->read(&resource->file.text, tree, arena, entry, diags))
		return false;
	return check_stated(resource, diags) && decode_file(resource, arena, diags);
}

/* ---- dialects ---- */

/* The name of the schema's field `i`, before fields are read: their marks depend on the dialect. */
static struct str field_name(const struct resource *resource, size_t i)
{
	const struct yml_node *fields = yml_get(yml_get(resource->node, STR("schema")), STR("fields"));
	bool there = fields && fields->kind == YML_LIST && i < fields->len;
	const struct yml_node *name = there ? yml_get(fields->items[i], STR("name")) : NULL;
	return name && name->kind == YML_SCALAR ? name->text : (struct str){0};
}

static bool reads_exactly(const struct resource *resource, struct arena *scratch, struct dialect dialect)
{
	struct str *labels;
	size_t n;
	if (!table_header(&labels, &n, scratch, &resource->file, dialect))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!str_eq(labels[i], field_name(resource, i)))
			return false;
	return field_name(resource, n).len == 0;
}

static void choose_dialect(struct resource *resource)
{
	struct arena *scratch = arena_new();
	resource->dialect = resource->dialects[0];
	for (size_t i = 0; i < resource->n_dialects && resource->n_dialects > 1; i++) {
		if (!reads_exactly(resource, scratch, resource->dialects[i]))
			continue;
		resource->dialect = resource->dialects[i];
		break;
	}
	arena_free(scratch);
}

/* A title above the header: the first row names no field, the second begins as the schema does. */
static bool has_title(const struct resource *resource, struct diags *diags)
{
	struct str *labels, line, rest, first;
	size_t n;
	struct arena *scratch = arena_new();
	bool title = table_header(&labels, &n, scratch, &resource->file, resource->dialect) && n == 1 &&
	             resource->n_fields > 1 && resource_field(resource, labels[0]) == SIZE_MAX &&
	             str_cut(&line, &rest, resource->file.text, '\n');
	if (title) {
		str_cut(&first, &line, rest, resource->dialect.delimiter);
		title = str_eq(first, resource->fields[0].name);
	}
	if (title)
		DIAG(diags, ((struct place){&resource->file, 0}), EXTRA_TITLE, labels[0]);
	arena_free(scratch);
	return title;
}

/* ---- loading ---- */

static bool is_name_taken(const struct package *package, struct str name)
{
	size_t n = 0;
	for (size_t i = 0; i < package->len; i++)
		n += name.len && str_eq(package->resources[i].name, name);
	return n > 1;
}

static void load_table(struct resource *resource, struct arena *arena, struct diags *diags)
{
	if (has_title(resource, diags) ||
	    !table_parse(&resource->table, arena, &resource->file, resource->dialect, diags) ||
	    !check_labels(resource, arena, diags)) {
		resource->broken = true;
		resource->table.rows = 0;
		return;
	}
	resource->broken |= resource->table.broken;
	table_say_ragged(&resource->table, diags);
}

struct loader {
	struct package *package;
	struct arena *arena;
	const struct tree *tree;
	const struct languages *languages;
	struct diags *diags;
};

/* An entry, its file and its fields; the table's form. */
static void load_resource(const struct loader *loader, struct resource *out, const struct yml_node *node,
                          struct defaults defaults)
{
	struct diags *diags = loader->diags;
	bool well = resource_read(out, &defaults, loader->arena, node, loader->languages, diags);
	if (out->name.len && is_name_taken(loader->package, out->name)) {
		DIAG(diags, yml_get(node, STR("name"))->place, RESOURCE_TWICE, out->name);
		out->publish = well = false; /* nothing is planned by a name that is another's */
	}
	bool has_file = well && read_file(out, loader->arena, loader->tree, diags);
	if (has_file)
		choose_dialect(out);
	well &= fields_read(out, loader->arena, &defaults, loader->languages, diags);
	out->broken = !well || !has_file;
	if (!out->broken)
		load_table(out, loader->arena, diags);
	if (!out->column_of) /* no cell is looked for by it */
		out->column_of = ARENA_ARRAY(loader->arena, size_t, out->n_fields);
}

static void load_resources(const struct loader *loader, const struct yml_node *list, struct defaults defaults)
{
	struct package *package = loader->package;
	package->resources = ARENA_ARRAY(loader->arena, struct resource, list->len);
	for (size_t i = 0; i < list->len; i++) {
		package->len = i + 1;
		load_resource(loader, &package->resources[i], list->items[i], defaults);
	}
	for (size_t i = 0; i < package->len; i++) {
		struct resource *resource = &package->resources[i];
		resource->broken |= !keys_read(resource, package, loader->arena, loader->diags);
	}
}

static bool check_tables(const struct loader *loader)
{
	struct package *package = loader->package;
	for (size_t i = 0; i < package->len; i++) {
		struct resource *resource = &package->resources[i];
		if (resource->table.rows == 0)
			continue;
		check_cells(resource, loader->diags);
		keys_check_own(resource, loader->arena, loader->diags);
	}
	bool *failed = ARENA_ARRAY(loader->arena, bool, package->len);
	for (size_t i = 0; i < package->len; i++)
		failed[i] = !keys_check_foreign(&package->resources[i], loader->diags);
	bool well = true;
	for (size_t i = 0; i < package->len; i++) {
		package->resources[i].broken |= failed[i];
		well &= !package->resources[i].broken;
	}
	return well;
}

bool package_load(struct package *out, struct arena *arena, const struct tree *tree,
                  const struct languages *languages, struct diags *diags)
{
	static const struct str none = STR_INIT("");
	*out = (struct package){0};
	const struct tree_entry *entry = tree_find(tree, STR("data/datapackage.yaml"));
	if (!entry)
		return true;
	struct source *source = ARENA_NEW(arena, struct source);
	struct yml_node *root;
	out->broken = true;
	if (!yml_load(&root, arena, source, tree, entry, diags))
		return false;
	out->root = root;
	struct loader loader = {out, arena, tree, languages, diags};
	struct defaults defaults = {.missing = (struct str *)(uintptr_t)&none, .n_missing = 1};
	const struct yml_node *resources;
	out->broken = !package_read(out, &resources, &defaults, arena, root, languages, diags);
	if (!resources)
		return false;
	load_resources(&loader, resources, defaults);
	return check_tables(&loader) && !out->broken;
}

/* ---- as it stood once ---- */

static void outline_read(struct outline *out, struct arena *arena, const struct yml_node *node,
                         struct defaults defaults, const struct languages *languages, struct diags *diags)
{
	struct resource form;
	resource_read(&form, &defaults, arena, node, languages, diags);
	*out = (struct outline){.name = form.name, .path = form.path, .publish = form.publish};
	out->n_forms = form.n_dialects;
	out->forms = ARENA_ARRAY(arena, struct resource, form.n_dialects);
	for (size_t i = 0; i < form.n_dialects; i++) {
		struct resource *resource = &out->forms[i];
		const struct package none = {0}; /* foreign keys do not matter here */
		*resource = form;
		resource->dialect = form.dialects[i];
		resource->file.path = STR_JOIN(arena, STR("data/"), form.path);
		fields_read(resource, arena, &defaults, languages, diags);
		keys_read(resource, &none, arena, diags);
	}
}

bool package_outline(struct package_outline *out, struct arena *arena, const struct source *descriptor,
                     const struct languages *languages, struct diags *diags)
{
	static const struct str none = STR_INIT("");
	struct defaults defaults = {.missing = (struct str *)(uintptr_t)&none, .n_missing = 1};
	const struct yml_node *resources;
	struct package package = {0};
	struct yml_node *root;
	*out = (struct package_outline){0};
	if (!yml_parse(&root, arena, descriptor, 0, descriptor->text.len, diags))
		return false;
	package_read(&package, &resources, &defaults, arena, root, languages, diags);
	if (!resources)
		return false;
	out->len = resources->len;
	out->items = ARENA_ARRAY(arena, struct outline, resources->len);
	for (size_t i = 0; i < resources->len; i++)
		outline_read(&out->items[i], arena, resources->items[i], defaults, languages, diags);
	return true;
}

const struct outline *outline_find(const struct package_outline *outline, struct str name)
{
	for (size_t i = 0; i < outline->len; i++)
		if (str_eq(outline->items[i].name, name))
			return &outline->items[i];
	return NULL;
}

static bool check_types(const struct resource *resource, struct diags *diags)
{
	for (size_t i = 0; i < resource->n_fields; i++) {
		const struct field *field = &resource->fields[i];
		size_t column = resource->column_of[i];
		if (column == SIZE_MAX || field->type == FIELD_STRING || field->type == FIELD_ANY)
			continue;
		for (size_t row = 0; row < resource->table.rows; row++) {
			struct str text = table_cell(&resource->table, row, column);
			if (field_is_none(field, text) || lexical_check(field, text))
				continue;
			DIAG(diags, table_place(&resource->table, row, column), TYPE_THEN, text, field->name);
			return false;
		}
	}
	return true;
}

bool resource_version(struct resource *out, struct arena *arena, const struct outline *outline,
                      struct str bytes, struct diags *diags)
{
	if (outline->n_forms == 0)
		return false;
	*out = outline->forms[0];
	struct source *file = ARENA_NEW(arena, struct source); /* places outlive *out */
	*file = (struct source){out->file.path, bytes};
	out->file = *file;
	if (!decode_file(out, arena, diags))
		return false;
	choose_dialect(out);
	for (size_t i = 0; i < outline->n_forms; i++)
		if (memcmp(&outline->forms[i].dialect, &out->dialect, sizeof out->dialect) == 0) {
			file->text = out->file.text;
			*out = outline->forms[i];
			out->file = *file;
			break;
		}
	return table_parse(&out->table, arena, file, out->dialect, diags) && !out->table.broken &&
	       check_labels(out, arena, diags) && check_types(out, diags);
}

bool field_is_required(const struct field *field)
{
	return field->rules && field->rules->required;
}

/* ---- reading what was loaded ---- */

struct resource *package_find(const struct package *package, struct str name)
{
	for (size_t i = 0; i < package->len; i++)
		if (str_eq(package->resources[i].name, name))
			return &package->resources[i];
	return NULL;
}

size_t resource_field(const struct resource *resource, struct str name)
{
	for (size_t i = 0; i < resource->n_fields; i++)
		if (str_eq(resource->fields[i].name, name))
			return i;
	return SIZE_MAX;
}

bool resource_has_key(const struct resource *resource, size_t field)
{
	for (size_t i = 0; i < resource->n_primary_key; i++)
		if (resource->primary_key[i] == field)
			return true;
	return false;
}

struct str resource_field_names(struct arena *arena, const struct resource *resource)
{
	struct str all = {0};
	for (size_t i = 0; i < resource->n_fields; i++)
		all = str_list_add(arena, all, resource->fields[i].name);
	return all;
}

struct str package_names(struct arena *arena, const struct package *package)
{
	struct str all = {0};
	for (size_t i = 0; i < package->len; i++)
		all = str_list_add(arena, all, package->resources[i].name);
	return all;
}

struct str resource_text(struct arena *arena, const struct resource *resource, size_t row, size_t field)
{
	const struct field *definition = &resource->fields[field];
	size_t column = resource->column_of[field];
	if (column == SIZE_MAX)
		return (struct str){0};
	struct str text = table_cell(&resource->table, row, column);
	return field_is_none(definition, text) ? (struct str){0} : lexical_plain(arena, definition, text);
}

bool resource_decimal(struct decimal *out, struct arena *arena, const struct resource *resource, size_t row,
                      size_t field)
{
	struct str text = resource_text(arena, resource, row, field);
	return text.len > 0 && decimal_parse(out, arena, text);
}

struct place resource_place(const struct resource *resource, size_t row, size_t field)
{
	size_t column = resource->column_of[field];
	return table_place(&resource->table, row, column == SIZE_MAX ? 0 : column);
}

int field_truth(const struct field *field, struct str text)
{
	if (str_index(text, field->truths, field->n_truths) < field->n_truths)
		return 1;
	return str_index(text, field->falsehoods, field->n_falsehoods) < field->n_falsehoods ? 0 : -1;
}

long field_category(const struct field *field, struct str value)
{
	for (size_t i = 0; i < field->n_categories; i++)
		if (str_eq(field->categories[i].value, value))
			return (long)i;
	return -1;
}
