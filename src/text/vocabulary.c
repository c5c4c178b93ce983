#include "text/vocabulary.h"

#include "base/arena.h"
#include "text/syllable.h"

/* Words of up to 16 bytes, as two integers; zero behind the last. Longer ones are rare. */
enum { WORD_MAX = 16, BITS = 12 };

struct entry {
	uint64_t first, second;
	struct vocable word;
};

struct vocabulary {
	struct entry entries[1 << BITS]; /* each word has one place; the later one takes it */
};

struct vocabulary *vocabulary_new(struct arena *arena)
{
	return ARENA_NEW(arena, struct vocabulary);
}

static struct vocable find_out(struct str text)
{
	return (struct vocable){keyword_of(text), syllable_spelling(text)};
}

/* Up to eight bytes as an integer. */
static uint64_t bytes_of(const char *ptr, size_t len)
{
	uint64_t bytes = 0;
	uint32_t half = 0, other = 0;
	if (len >= 8) {
		memcpy(&bytes, ptr, 8);
	} else if (len >= 4) { /* two halves that overlap */
		memcpy(&half, ptr, 4);
		memcpy(&other, ptr + len - 4, 4);
		bytes = half | (uint64_t)other << 8 * (len - 4);
	} else if (len) {
		bytes = (unsigned char)ptr[0] | (uint64_t)(unsigned char)ptr[len / 2] << 8 * (len / 2) |
		        (uint64_t)(unsigned char)ptr[len - 1] << 8 * (len - 1);
	}
	return bytes;
}

struct vocable vocabulary_look(struct vocabulary *vocabulary, struct str text)
{
	if (!vocabulary || text.len > WORD_MAX)
		return find_out(text);
	size_t head = text.len < 8 ? text.len : 8;
	uint64_t first = bytes_of(text.ptr, head), second = bytes_of(text.ptr + head, text.len - head);
	uint64_t hash = (first ^ second * 0x9e3779b97f4a7c15u) * 0xff51afd7ed558ccdu;
	struct entry *entry = &vocabulary->entries[hash >> (64 - BITS)];
	if (entry->first != first || entry->second != second)
		*entry = (struct entry){first, second, find_out(text)};
	return entry->word;
}
