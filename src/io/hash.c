#include "io/hash.h"

#include "base/arena.h"

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
	static const char hex[] = "0123456789abcdef";
	uint8_t digest[SHA256_DIGEST_SIZE];
	sha256_digest(&hash->context, sizeof digest, digest);
	char *text = arena_alloc(arena, 2 * sizeof digest + 1);
	for (size_t i = 0; i < sizeof digest; i++) {
		text[2 * i] = hex[digest[i] >> 4];
		text[2 * i + 1] = hex[digest[i] & 15];
	}
	return (struct str){text, 2 * sizeof digest};
}

struct str hash_hex(struct arena *arena, struct str bytes)
{
	struct hash hash;
	sha256_init(&hash.context);
	hash_add(&hash, bytes);
	return hash_end(arena, &hash);
}
