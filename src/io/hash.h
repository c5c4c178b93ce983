/* SHA-256 (FIPS 180-4), as 64 lower case hexadecimal digits. */
#ifndef IO_HASH_H
#define IO_HASH_H

#include "base/str.h"

struct hash;

/* Of one text. */
struct str hash_hex(struct arena *arena, struct str bytes);

/* Piece by piece: the same as of all pieces in a row. hash_end may be called once. */
struct hash *hash_begin(struct arena *arena);
void hash_add(struct hash *hash, struct str bytes);
struct str hash_end(struct arena *arena, struct hash *hash);

#endif
