#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Chunks double from 16 KiB to 1 MiB; what is larger than a quarter of a chunk gets one of its own, so that
 * little is left over at a chunk's end. What is not used of a chunk is zero, so that nothing is to be done
 * for each object: calloc knows where memory is fresh, and a chunk that is used again is cleared at once. */
enum { CHUNK_MIN = 16 << 10, CHUNK_MAX = 1 << 20, ALIGN = alignof(max_align_t) };

struct chunk {
	struct chunk *next;
	size_t size, used;
	alignas(max_align_t) char bytes[];
};

struct arena {
	struct chunk *chunks; /* the first is the one being filled */
	size_t next_size;
};

_Noreturn void arena_out_of_memory(void)
{
	static const char message[] = "congbo: out of memory\n";
	ssize_t written = write(STDERR_FILENO, message, sizeof message - 1);
	(void)written;
	_exit(3);
}

static struct chunk *chunk_new(size_t size)
{
	struct chunk *chunk = size > SIZE_MAX - sizeof *chunk ? NULL : calloc(1, sizeof *chunk + size);
	if (!chunk)
		arena_out_of_memory();
	chunk->size = size;
	return chunk;
}

struct arena *arena_new(void)
{
	struct arena *arena = calloc(1, sizeof *arena);
	if (!arena)
		arena_out_of_memory();
	arena->next_size = CHUNK_MIN;
	return arena;
}

static void free_chunks(struct chunk *chunk)
{
	while (chunk) {
		struct chunk *next = chunk->next;
		free(chunk);
		chunk = next;
	}
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	free_chunks(arena->chunks);
	free(arena);
}

void arena_reset(struct arena *arena)
{
	struct chunk *keep = arena->chunks;
	if (!keep)
		return;
	free_chunks(keep->next);
	keep->next = NULL;
	memset(keep->bytes, 0, keep->used);
	keep->used = 0;
#ifdef ARENA_DEBUG
	free(keep);
	arena->chunks = NULL;
#endif
}

/* A chunk for one object alone goes behind the one being filled, which keeps its room. */
static void *alloc_alone(struct arena *arena, size_t size)
{
	struct chunk *chunk = chunk_new(size);
	chunk->used = size;
	if (arena->chunks) {
		chunk->next = arena->chunks->next;
		arena->chunks->next = chunk;
	} else {
		arena->chunks = chunk;
	}
	return chunk->bytes;
}

void *arena_alloc(struct arena *arena, size_t size)
{
#ifdef ARENA_DEBUG
	return alloc_alone(arena, size ? size : 1);
#endif
	size_t rounded = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	if (rounded < size)
		arena_out_of_memory();
	if (rounded > arena->next_size / 4)
		return alloc_alone(arena, rounded);
	struct chunk *chunk = arena->chunks;
	if (!chunk || chunk->size - chunk->used < rounded) {
		chunk = chunk_new(arena->next_size);
		chunk->next = arena->chunks;
		arena->chunks = chunk;
		if (arena->next_size < CHUNK_MAX)
			arena->next_size *= 2;
	}
	char *memory = chunk->bytes + chunk->used;
	chunk->used += rounded;
	return memory;
}

void *arena_array(struct arena *arena, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size)
		arena_out_of_memory();
	return arena_alloc(arena, n * size);
}
