/* The outcome before it is written: the site as it would be, read and checked as any site is. */
#include "import/parts.h"

#include "base/arena.h"

/* A tree with one file that is not there yet. */
struct overlay {
	const struct tree *under;
	struct str path, bytes;
};

static bool overlay_read(struct str *out, const struct tree *tree, struct arena *arena,
                         const struct tree_entry *entry, struct diags *diags)
{
	const struct overlay *overlay = tree->backend;
	if (!str_eq(entry->path, overlay->path))
		return overlay->under->read(out, overlay->under, arena, entry, diags);
	*out = overlay->bytes;
	return true;
}

static void overlay_open(struct tree *out, struct arena *arena, struct overlay *overlay)
{
	const struct tree *under = overlay->under;
	struct tree_entry *entries = ARENA_ARRAY(arena, struct tree_entry, under->len + 1);
	size_t n = 0, at = 0;
	while (at < under->len && str_cmp(under->entries[at].path, overlay->path) < 0)
		entries[n++] = under->entries[at++];
	entries[n++] =
	        (struct tree_entry){.path = overlay->path, .kind = TREE_FILE, .size = overlay->bytes.len};
	at += at < under->len && str_eq(under->entries[at].path, overlay->path);
	while (at < under->len)
		entries[n++] = under->entries[at++];
	*out = (struct tree){.entries = entries, .len = n, .read = overlay_read, .backend = overlay};
}

/* The input's cell that a place in the outcome was made from; the place itself for what was there before: a
 * line end lies between it and the input's last cell before it. */
static struct place origin_of(const struct import_origins *origins, struct str text, struct place place)
{
	size_t low = 0, high = origins->list.len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (origins->list.items[middle].offset <= place.offset)
			low = middle + 1;
		else
			high = middle;
	}
	const struct import_origin *origin = low ? &origins->list.items[low - 1] : NULL;
	if (!origin || place.offset > text.len ||
	    memchr(text.ptr + origin->offset, '\n', place.offset - origin->offset))
		return place;
	return origin->place;
}

bool import_check(struct import *import, struct str bytes, const struct import_origins *origins)
{
	struct str path = import->resource->file.path;
	struct overlay overlay = {&import->tree, path, bytes};
	struct tree tree;
	struct package package;
	struct diags found;
	bool well = true;
	diag_init(&found, import->arena);
	overlay_open(&tree, import->arena, &overlay);
	package_load(&package, import->arena, &tree, &import->config.languages, &found);
	const struct resource *resource = package_find(&package, import->resource->name);
	VEC_EACH (struct diag, diag, &found.list) {
		if (!str_eq(diag->path, path))
			continue;
		/* what threads have said of cells is settled: its source is the file that its path names */
		struct place place = {resource ? &resource->file : diag->source, diag->offset};
		if (resource)
			place = origin_of(origins, resource->file.text, place);
		diag_add(import->diags, place, diag->message, (struct str){0}, diag->args, diag->n_args);
		well = false;
	}
	return well && found.failures == 0;
}
