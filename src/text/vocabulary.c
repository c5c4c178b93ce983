#include "text/vocabulary.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "text/syllable.h"

/* Words of up to 16 bytes, as their length and two integers: the first eight bytes, and of longer ones the
 * last eight. Those beyond are rare. */
enum { WORD_MAX = 16, BITS = 12 };

struct entry {
	uint64_t first, last;
	size_t len;
	struct vocable word;
};

struct vocabulary {
	struct entry entries[1 << BITS]; /* each word has one place; the later one takes it */
};

struct vocabulary *vocabulary_new(struct arena *arena)
{
	return ARENA_NEW(arena, struct vocabulary);
}

/* `IV`, `Q3`, `h30` of 7h30. */
static bool is_numeral(struct str text)
{
	static const struct str roman[] = {STR_INIT("I"), STR_INIT("II"), STR_INIT("III"), STR_INIT("IV")};
	bool quarter = text.len == 2 && (text.ptr[0] | 0x20) == 'q' && ascii_is_digit(text.ptr[1]);
	bool clock = text.len == 3 && text.ptr[0] == 'h' && ascii_is_digit(text.ptr[1]) &&
	             ascii_is_digit(text.ptr[2]);
	return quarter || clock || str_index(text, roman, LENGTH(roman)) < LENGTH(roman);
}

static struct vocable find_out(struct str text)
{
	const struct keyword *keyword = keyword_of(text);
	return (struct vocable){keyword, syllable_spelling(text),
	                        keyword->kind != KEYWORD_NONE || is_numeral(text)};
}

/* Up to eight bytes as an integer. */
static inline uint64_t bytes_of(const char *ptr, size_t len)
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
	uint64_t first = bytes_of(text.ptr, text.len), last = 0;
	if (text.len > 8)
		memcpy(&last, text.ptr + text.len - 8, 8);
	uint64_t hash = (first ^ (last + text.len) * 0x9e3779b97f4a7c15u) * 0xff51afd7ed558ccdu;
	struct entry *entry = &vocabulary->entries[hash >> (64 - BITS)];
	if (entry->first != first || entry->last != last || entry->len != text.len)
		*entry = (struct entry){first, last, text.len, find_out(text)};
	return entry->word;
}
