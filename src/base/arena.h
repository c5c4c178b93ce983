/* Memory by lifetime: everything of one build, or of one page, is allocated in one arena and freed at once.
 * A function that takes an arena allocates its results there and nowhere else. There is no failure to handle:
 * out of memory ends the program with status 3 (nothing has been swapped into place then).
 * With -DARENA_DEBUG each allocation is a malloc of its own, so that the sanitizers see every object. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena;

struct arena *arena_new(void);
/* Frees all that was allocated and the arena itself; NULL is allowed. */
void arena_free(struct arena *arena);
/* Frees all that was allocated but one chunk, for the next page. */
void arena_reset(struct arena *arena);
/* `size` zeroed bytes, aligned for any type. */
void *arena_alloc(struct arena *arena, size_t size);
/* An array of `n` zeroed elements; the product is checked. */
void *arena_array(struct arena *arena, size_t n, size_t size);
/* Says "out of memory" and ends the program with status 3; for buffers that grow by themselves. */
_Noreturn void arena_out_of_memory(void);

#define ARENA_NEW(arena, type)      ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, n) ((type *)arena_array((arena), (n), sizeof(type)))

#endif
