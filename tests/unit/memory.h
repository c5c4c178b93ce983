/* A site's files in memory, for tests of what reads pages. */
#ifndef UNIT_MEMORY_H
#define UNIT_MEMORY_H

#include "check.h"

#include "base/diag.h"
#include "io/tree.h"

enum { MEMORY_FILES = 64 };

static struct memory {
	struct tree_entry entries[MEMORY_FILES];
	struct str texts[MEMORY_FILES];
	struct tree tree;
} memory;

static struct diags diags;

static inline bool memory_read(struct str *out, const struct tree *tree, struct arena *into,
                               const struct tree_entry *entry, struct diags *to)
{
	(void)to;
	*out = str_dup(into, memory.texts[entry - tree->entries]);
	return true;
}

static inline void memory_close(struct tree *tree)
{
	(void)tree;
}

static inline void memory_begin(void)
{
	memset(&memory, 0, sizeof memory);
	memory.tree = (struct tree){.entries = memory.entries, .read = memory_read, .close = memory_close};
	diag_init(&diags, arena);
}

/* Files stand in the order of their paths, however they are added. */
static inline void memory_add(const char *path, enum tree_kind kind, struct str text)
{
	size_t at = memory.tree.len++;
	assert_true(at < MEMORY_FILES);
	for (; at > 0 && str_cmp(memory.entries[at - 1].path, str_from(path)) > 0; at--) {
		memory.entries[at] = memory.entries[at - 1];
		memory.texts[at] = memory.texts[at - 1];
	}
	memory.entries[at] = (struct tree_entry){.path = str_from(path), .kind = kind, .size = text.len};
	memory.texts[at] = text;
}

static inline void memory_file(const char *path, const char *text)
{
	memory_add(path, TREE_FILE, str_from(text));
}

/* What has been said, as `path:line:column code` in order, a line each. */
static inline struct str memory_said(void)
{
	struct str all = {0};
	diag_sort(&diags);
	VEC_EACH (struct diag, diag, &diags.list)
		all = str_printf(arena, STR_FMT STR_FMT ":%zu:%zu " STR_FMT "\n", STR_ARG(all),
		                 STR_ARG(diag->path), diag->line, diag->column,
		                 STR_ARG(diag_code(diag->message)));
	return all;
}

#endif
