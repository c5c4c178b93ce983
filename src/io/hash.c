#include "io/hash.h"

#include "base/arena.h"

#include <nettle/base16.h>
#include <nettle/sha2.h>

struct hash {
	struct sha256_ctx context;
};

struct hash *hash_begin(struct arena *arena)
{
	struct hash *hash = ARENA_NEW(arena, struct hash);
	sha256_init(&hash->context);
	return hash;
}

void hash_add(struct hash *hash, struct str bytes)
{
	if (bytes.len)
		sha256_update(&hash->context, bytes.len, (const uint8_t *)bytes.ptr);
}

struct str hash_end(struct arena *arena, struct hash *hash)
{
	uint8_t digest[SHA256_DIGEST_SIZE];
	char *hex = arena_alloc(arena, 2 * sizeof digest + 1);
	sha256_digest(&hash->context, sizeof digest, digest);
	base16_encode_update(hex, sizeof digest, digest);
	return (struct str){hex, 2 * sizeof digest};
}

struct str hash_hex(struct arena *arena, struct str bytes)
{
	struct hash hash;
	sha256_init(&hash.context);
	hash_add(&hash, bytes);
	return hash_end(arena, &hash);
}
