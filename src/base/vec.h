/* Growing arrays in an arena: VEC(struct unit) units; *VEC_PUSH(arena, &units) = unit;
 * The old array stays in the arena until the arena goes, so growth doubles. */
#ifndef BASE_VEC_H
#define BASE_VEC_H

#include <stddef.h>

struct arena;

#define VEC(type)                                                                                            \
	struct {                                                                                             \
		type *items;                                                                                 \
		size_t len, cap;                                                                             \
	}

/* Room for one more; returns the array, moved if need be. Use VEC_PUSH. */
void *vec_grow(struct arena *arena, void *items, size_t len, size_t *cap, size_t size);

/* The address of a new last element. */
#define VEC_PUSH(arena, vec)                                                                                 \
	((vec)->items = vec_grow((arena), (vec)->items, (vec)->len, &(vec)->cap, sizeof *(vec)->items),      \
	 &(vec)->items[(vec)->len++])

/* For each element as `type *item`; an empty one has no array, and nothing may be added to NULL. __typeof__
 * so that `type` may be a pointer itself. */
#define VEC_EACH(type, item, vec)                                                                            \
	for (__typeof__(type *) item = (vec)->items, item##_end = (vec)->len ? item + (vec)->len : item;     \
	     item < item##_end; item++)

#endif
