#include "md/md_tree.h"

#include "base/arena.h"

/* cmark hands its allocator no pointer of ours, so the arena of the moment is kept here; a block's size
 * stands before it, for realloc. */
static _Thread_local struct arena *current;

enum { HEAD = 16 };

static void *take(size_t count, size_t size)
{
	size_t len;
	if (__builtin_mul_overflow(count, size, &len) || len > SIZE_MAX - HEAD)
		arena_out_of_memory();
	char *block = arena_alloc(current, len + HEAD);
	memcpy(block, &len, sizeof len);
	return block + HEAD;
}

static void *regrow(void *old, size_t size)
{
	size_t len = 0;
	if (old)
		memcpy(&len, (char *)old - HEAD, sizeof len);
	if (old && size <= len)
		return old;
	void *grown = take(1, size);
	if (len)
		memcpy(grown, old, len);
	return grown;
}

static void keep(void *block)
{
	(void)block;
}

cmark_mem *md_memory(struct arena *arena)
{
	cmark_mem *memory = ARENA_NEW(arena, cmark_mem);
	*memory = (cmark_mem){take, regrow, keep};
	current = arena;
	return memory;
}

void md_memory_use(struct arena *arena)
{
	current = arena;
}
