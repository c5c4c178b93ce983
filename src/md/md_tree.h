/* What parsing and rendering share of cmark's tree, inside this folder. */
#ifndef MD_MD_TREE_H
#define MD_MD_TREE_H

#include "md/md.h"

#include <cmark.h>

/* cmark's allocator in an arena: nothing is freed but with the arena. */
cmark_mem *md_memory(struct arena *arena);
/* The arena that this thread's cmark allocates in from now on; NULL: none, until the next. */
void md_memory_use(struct arena *arena);

/* False, and too-large said, where cmark would take too long or too much room. */
bool md_limits(const struct source *source, size_t from, struct diags *diags);

/* A node's user data is the index of its heading, link or data in the document, counted from 1; a line break
 * that is printed has 1. */
static inline void md_tag(cmark_node *node, size_t index)
{
	cmark_node_set_user_data(node, (void *)(uintptr_t)(index + 1));
}

/* False where the node has none. */
static inline bool md_tagged(size_t *index, cmark_node *node)
{
	uintptr_t tag = (uintptr_t)cmark_node_get_user_data(node);
	*index = tag - 1;
	return tag != 0;
}

/* Where cmark's lines and columns stand in the source. cmark counts a column in the text of a block, from
 * which it has taken the marks before each line (`> `, indentation), and loses count behind a definition or a
 * target that spans lines; so each place is checked against what should stand there and else looked for. */
struct md_places {
	const struct source *source;
	size_t from;           /* where the body begins */
	const uint32_t *lines; /* where each line begins; lines[n] is the end */
	size_t n;
	/* the paragraph or heading that is being read */
	int line, column, quotes;
	size_t begin, end, at; /* its bytes; all before `at` is done with */
};

/* `from`: where the body begins. The lines are counted once, in the arena. */
void md_places_init(struct md_places *out, struct arena *arena, const struct source *source, size_t from);
/* Where a block begins; its lines are those of its node. */
size_t md_places_block(struct md_places *places, cmark_node *node, int quotes);
/* Where an inline node begins that is written with `first` (for a text its own first bytes) and moves on to
 * it. */
size_t md_places_inline(struct md_places *places, cmark_node *node, int line, struct str first);
/* The end of the line at an offset, before its line end. */
size_t md_places_line_end(const struct md_places *places, size_t offset);

#endif
