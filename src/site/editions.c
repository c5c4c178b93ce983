#include "site/editions.h"

#include "base/arena.h"

#include <stdlib.h>
#include <unistd.h>

static const struct str definition_files[] = {STR_INIT("leagues.yaml"), STR_INIT("scorecards.yaml"),
                                              STR_INIT("awards.yaml")};

/* ---- files ---- */

/* What stands under editions/ID/data/: the reference copies and the derived tables. */
static bool is_reference(struct str path)
{
	return str_starts(path, STR("data/")) && str_ends(path, STR(".csv")) &&
	       !str_ends(path, STR(".excel.csv"));
}

static struct str route_of(struct arena *arena, const struct edition *edition, struct str path)
{
	return STR_JOIN(arena, STR("/editions/"), edition->id, STR("/"), path);
}

struct files {
	VEC(struct view_edition_file) list;
};

static bool is_withheld(struct build *build, const struct tree *tree, const struct tree_entry *entry)
{
	struct str bytes;
	struct arena *scratch = arena_new();
	bool withheld = !hidden_none(build->hidden) &&
	                tree->read(&bytes, tree, scratch, entry, build->diags) &&
	                hidden_in_file(build->hidden, bytes);
	arena_free(scratch);
	return withheld;
}

static void take_file(struct build *build, struct files *files, const struct edition *edition,
                      const struct tree *tree, const struct tree_entry *entry)
{
	struct str route = route_of(build->arena, edition, entry->path);
	struct view_edition_file *file = VEC_PUSH(build->arena, &files->list);
	*file = (struct view_edition_file){.name = str_sub(entry->path, 5, entry->path.len),
	                                   .route = route,
	                                   .size = entry->size,
	                                   .withheld = is_withheld(build, tree, entry)};
	if (file->withheld)
		return;
	struct copied *copy = ARENA_NEW(build->arena, struct copied);
	*copy = (struct copied){tree, entry, route, {build->config.file, 0}, NULL};
	*VEC_PUSH(build->arena, &build->copied) = copy;
}

/* The bytes of that day, from the output that the tag names. */
static void past_files(struct build *build, struct view_edition *out)
{
	struct tree *tree = ARENA_NEW(build->arena, struct tree);
	struct files files = {0};
	if (!tree_open_git_whole(tree, build->arena, build->repo, out->edition->tree, build->diags))
		return;
	for (size_t i = 0; i < tree->len; i++)
		if (tree->entries[i].kind == TREE_FILE && is_reference(tree->entries[i].path))
			take_file(build, &files, out->edition, tree, &tree->entries[i]);
	out->tree = tree;
	out->files = files.list.items;
	out->n_files = files.list.len;
}

/* ---- the edition that is being made ---- */

static struct view_edition *own_edition(const struct build *build)
{
	for (size_t i = 0; i < build->n_editions; i++)
		if (oid_is_none(build->editions[i].edition->tree))
			return &build->editions[i];
	return NULL;
}

/* The order in which git lists them. */
static int by_name(const void *a, const void *b)
{
	const struct view_edition_file *x = a, *y = b;
	return str_cmp(x->name, y->name);
}

void editions_declare_own(struct build *build)
{
	struct view_edition *own = own_edition(build);
	struct files files = {0};
	for (size_t i = 0; own && i < build->export.n_files; i++) {
		const struct output_entry *from = build->export.files[i].entry, *other;
		if (!is_reference(from->path))
			continue;
		struct own_file *file = VEC_PUSH(build->arena, &build->own_files);
		struct str route = route_of(build->arena, own->edition, from->path);
		file->from = from;
		file->to = output_declare(&build->outputs, str_sub(route, 1, route.len), &other);
		if (!file->to) {
			DIAG(build->diags, ((struct place){build->config.file, 0}), DUPLICATE_OUTPUT, route,
			     other->path);
			build->own_files.len--;
			continue;
		}
		*VEC_PUSH(build->arena, &files.list) = (struct view_edition_file){
		        .name = str_sub(from->path, 5, from->path.len), .route = route};
	}
	if (own) {
		if (files.list.len)
			qsort(files.list.items, files.list.len, sizeof *files.list.items, by_name);
		own->files = files.list.items;
		own->n_files = files.list.len;
	}
}

static void describe(struct build *build, struct export_edition *out, const struct view_edition *from)
{
	const struct edition *edition = from->edition;
	VEC(struct export_copy) copies = {0};
	bool own = oid_is_none(edition->tree);
	VEC_EACH (struct copied *, at, &build->copied) {
		const struct copied *copied = *at;
		if (!own && copied->tree == from->tree && copied->output)
			*VEC_PUSH(build->arena, &copies) =
			        (struct export_copy){str_sub(copied->from->path, 5, copied->from->path.len),
			                             copied->output->path, copied->output};
	}
	for (size_t i = 0; own && i < build->own_files.len; i++) {
		const struct own_file *file = &build->own_files.items[i];
		*VEC_PUSH(build->arena, &copies) = (struct export_copy){
		        str_sub(file->from->path, 5, file->from->path.len), file->to->path, file->from};
	}
	*out = (struct export_edition){.id = edition->id,
	                               .day = edition->day,
	                               .corrects = edition->corrects,
	                               .reason = edition->reason,
	                               .copies = copies.items,
	                               .n_copies = copies.len};
}

void editions_describe(struct build *build)
{
	struct export_edition *editions = ARENA_ARRAY(build->arena, struct export_edition, build->n_editions);
	for (size_t i = 0; i < build->n_editions; i++)
		describe(build, &editions[i], &build->editions[i]);
	build->export.editions = editions;
	build->export.n_editions = build->n_editions;
}

/* One of this build's data files, from the output that is being written. */
static bool read_now(struct str *out, const struct tree *tree, struct arena *arena,
                     const struct tree_entry *entry, struct diags *diags)
{
	const struct build *build = tree->backend;
	const struct output_entry *from = entry->object;
	int fd = output_read(build->output, from, diags);
	char *bytes = arena_alloc(arena, (size_t)from->bytes + 1);
	size_t len = 0;
	for (ssize_t n; fd >= 0 && (n = read(fd, bytes + len, (size_t)from->bytes - len)) > 0;)
		len += (size_t)n;
	*out = (struct str){bytes, len};
	return fd >= 0 && close(fd) == 0 && len == from->bytes;
}

void editions_open_now(struct build *build)
{
	struct tree *now = ARENA_NEW(build->arena, struct tree);
	struct view_edition *own = own_edition(build);
	struct tree_entry *entries = ARENA_ARRAY(build->arena, struct tree_entry, build->export.n_files);
	*now = (struct tree){.entries = entries, .read = read_now, .backend = build};
	for (size_t i = 0; i < build->export.n_files; i++) {
		const struct output_entry *file = build->export.files[i].entry;
		if (is_reference(file->path))
			entries[now->len++] = (struct tree_entry){
			        .path = file->path, .kind = TREE_FILE, .size = file->bytes, .object = file};
	}
	tree_sort(entries, now->len);
	build->view.now = now;
	if (own)
		own->tree = now;
}

static bool copy_own(struct build *build, const struct own_file *own)
{
	enum { CHUNK = 64 << 10 };
	int fd = output_read(build->output, own->from, build->diags);
	if (fd < 0)
		return false;
	struct arena *scratch = arena_new();
	char *chunk = arena_alloc(scratch, CHUNK);
	struct output_file file;
	output_begin(&file, build->output, own->to, false, build->diags);
	ssize_t n;
	while ((n = read(fd, chunk, CHUNK)) > 0)
		output_write(&file, (struct str){chunk, (size_t)n});
	close(fd);
	arena_free(scratch);
	bool done = output_end(&file);
	return done && n == 0;
}

bool editions_write_own(struct build *build)
{
	VEC_EACH (struct own_file, own, &build->own_files) {
		if (!copy_own(build, own))
			return false;
		struct view_file *noted = ARENA_NEW(build->arena, struct view_file);
		*noted = (struct view_file){.size = own->to->bytes, .updated = DATE_NONE};
		*map_put(&build->view.files, STR_JOIN(build->arena, STR("/"), own->to->path)) = noted;
	}
	return true;
}

/* ---- what changed since the edition before ---- */

static void count_changes(struct build *build, struct view_edition *out)
{
	struct history between;
	VEC(struct view_edition_change) list = {0};
	struct diags said;
	diag_init(&said, build->arena); /* of renames.yaml: said once already */
	bool done = history_between(&between, build->arena, build->repo, out->before->source,
	                            out->edition->source, &build->model, &build->tree, &said);
	for (size_t i = 0; done && i < build->package.len; i++) {
		const struct past *past = &between.pasts[i];
		if (past->n_changes == 0)
			continue;
		struct view_edition_change *change = VEC_PUSH(build->arena, &list);
		*change = (struct view_edition_change){.resource = past->resource};
		for (size_t k = 0; k < past->n_changes; k++)
			change->counts[past->changes[k].class]++;
	}
	history_close(&between);
	if (said.failures)
		diag_merge(build->diags, &said);
	out->changes = list.items;
	out->n_changes = list.len;
}

/* ---- definitions ---- */

static bool node_eq(const struct yml_node *a, const struct yml_node *b)
{
	if (!a || !b)
		return a == b;
	if (a->kind != b->kind || a->len != b->len || !str_eq(a->text, b->text))
		return false;
	for (size_t i = 0; i < a->len; i++) {
		if (a->kind == YML_LIST && !node_eq(a->items[i], b->items[i]))
			return false;
		if (a->kind == YML_MAP && (!str_eq(a->pairs[i].key, b->pairs[i].key) ||
		                           !node_eq(a->pairs[i].value, b->pairs[i].value)))
			return false;
	}
	return true;
}

/* NULL where the commit has no such file, or none that can be read. */
static const struct yml_node *definition_at(struct build *build, struct oid commit, struct str name)
{
	struct oid root, blob;
	enum repo_kind kind;
	struct yml_node *node = NULL;
	struct diags unsaid;
	struct source *source = ARENA_NEW(build->arena, struct source);
	source->path = STR_JOIN(build->arena, STR("data/"), name);
	diag_init(&unsaid, build->arena);
	if (repo_root(&root, build->repo, commit, build->diags) && !oid_is_none(root) &&
	    repo_at(&blob, &kind, build->repo, root, source->path, build->diags) && kind == REPO_FILE &&
	    repo_blob(&source->text, build->repo, build->arena, blob, build->diags) &&
	    !yml_parse(&node, build->arena, source, 0, source->text.len, &unsaid))
		node = NULL;
	return node;
}

struct names {
	VEC(struct str) list;
};

static void compare_definitions(struct build *build, struct names *names, struct str file,
                                const struct yml_node *old, const struct yml_node *new)
{
	for (size_t i = 0; new &&new->kind == YML_MAP &&i < new->len; i++)
		if (!node_eq(new->pairs[i].value, yml_get(old, new->pairs[i].key)))
			*VEC_PUSH(build->arena, &names->list) =
			        STR_JOIN(build->arena, file, STR(": "), new->pairs[i].key);
	for (size_t i = 0; old && old->kind == YML_MAP && i < old->len; i++)
		if (!yml_get(new, old->pairs[i].key))
			*VEC_PUSH(build->arena, &names->list) =
			        STR_JOIN(build->arena, file, STR(": "), old->pairs[i].key);
}

static void find_definitions(struct build *build, struct view_edition *out)
{
	struct names names = {0};
	for (size_t i = 0; i < LENGTH(definition_files); i++)
		compare_definitions(build, &names, definition_files[i],
		                    definition_at(build, out->before->source, definition_files[i]),
		                    definition_at(build, out->edition->source, definition_files[i]));
	out->definitions = names.list.items;
	out->n_definitions = names.list.len;
}

void editions_prepare(struct build *build)
{
	const struct editions *editions = &build->history.editions;
	build->editions = ARENA_ARRAY(build->arena, struct view_edition, editions->len);
	build->n_editions = editions->len;
	build->view.editions = build->editions;
	build->view.n_editions = build->n_editions;
	for (size_t i = 0; i < editions->len; i++) {
		struct view_edition *out = &build->editions[i];
		out->edition = &editions->items[i];
		out->before = i ? &editions->items[i - 1] : NULL;
		out->is_own = oid_eq(out->edition->source, build->commit);
		if (!oid_is_none(out->edition->tree))
			past_files(build, out);
		if (!out->before)
			continue;
		count_changes(build, out);
		find_definitions(build, out);
	}
}
