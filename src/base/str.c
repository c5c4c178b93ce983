#include "base/str.h"

#include "base/arena.h"
#include "base/ascii.h"

#include <stdarg.h>
#include <stdio.h>

struct str str_from(const char *text)
{
	return (struct str){text ? text : "", text ? strlen(text) : 0};
}

bool str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

int str_cmp(struct str a, struct str b)
{
	size_t shared = a.len < b.len ? a.len : b.len;
	int order = shared ? memcmp(a.ptr, b.ptr, shared) : 0;
	return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool str_starts(struct str text, struct str prefix)
{
	return text.len >= prefix.len && str_eq(str_sub(text, 0, prefix.len), prefix);
}

bool str_ends(struct str text, struct str suffix)
{
	return text.len >= suffix.len && str_eq(str_sub(text, text.len - suffix.len, text.len), suffix);
}

struct str str_sub(struct str text, size_t from, size_t to)
{
	if (to > text.len)
		to = text.len;
	if (from > to)
		from = to;
	return (struct str){text.ptr ? text.ptr + from : text.ptr, to - from};
}

bool str_cut(struct str *before, struct str *after, struct str text, char separator)
{
	const char *at = text.len ? memchr(text.ptr, separator, text.len) : NULL;
	size_t cut = at ? (size_t)(at - text.ptr) : text.len;
	*before = str_sub(text, 0, cut);
	*after = str_sub(text, at ? cut + 1 : cut, text.len);
	return at != NULL;
}

size_t str_behind(struct str text, char c)
{
	const char *last = text.len ? memrchr(text.ptr, c, text.len) : NULL;
	return last ? (size_t)(last - text.ptr) + 1 : 0;
}

size_t str_find(struct str text, struct str needle)
{
	if (needle.len == 0)
		return 0;
	const char *at = text.len ? memmem(text.ptr, text.len, needle.ptr, needle.len) : NULL;
	return at ? (size_t)(at - text.ptr) : text.len;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct str str_trim(struct str text)
{
	while (text.len && is_space(text.ptr[0]))
		text = str_sub(text, 1, text.len);
	while (text.len && is_space(text.ptr[text.len - 1]))
		text.len--;
	return text;
}

char *str_z(struct arena *arena, struct str text)
{
	char *copy = arena_alloc(arena, text.len + 1);
	if (text.len)
		memcpy(copy, text.ptr, text.len);
	return copy;
}

struct str str_dup(struct arena *arena, struct str text)
{
	return (struct str){str_z(arena, text), text.len};
}

struct str str_join(struct arena *arena, const struct str *parts, size_t n)
{
	size_t len = 0;
	for (size_t i = 0; i < n; i++)
		len += parts[i].len;
	char *joined = arena_alloc(arena, len + 1);
	size_t at = 0;
	for (size_t i = 0; i < n; i++) {
		if (parts[i].len)
			memcpy(joined + at, parts[i].ptr, parts[i].len);
		at += parts[i].len;
	}
	return (struct str){joined, len};
}

struct str str_list_add(struct arena *arena, struct str list, struct str item)
{
	return STR_JOIN(arena, list, list.len ? STR(", ") : STR(""), item);
}

struct str str_list(struct arena *arena, const struct str *items, size_t n)
{
	struct str all = {0};
	for (size_t i = 0; i < n; i++)
		all = str_list_add(arena, all, items[i]);
	return all;
}

struct str str_printf(struct arena *arena, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	char shortly[128]; /* most are */
	int len = vsnprintf(shortly, sizeof shortly, format, args);
	va_end(args);
	char *text = arena_alloc(arena, (size_t)len + 1);
	if ((size_t)len < sizeof shortly)
		memcpy(text, shortly, (size_t)len);
	else
		vsnprintf(text, (size_t)len + 1, format, again);
	va_end(again);
	return (struct str){text, (size_t)len};
}

/* A byte of a word that is `c` becomes 0x80, perhaps with some behind it; no others before it. After Hacker's
 * Delight, 6-1. */
static uint64_t where(uint64_t word, unsigned char c)
{
	const uint64_t ones = 0x0101010101010101u;
	uint64_t zeroed = word ^ ones * c;
	return (zeroed - ones) & ~zeroed & ones << 7;
}

static bool is_markup(char c)
{
	return c == '&' || c == '<' || c == '>' || c == '"' || c == '\'';
}

size_t str_markup(struct str text, size_t from)
{
	uint64_t eight;
	for (; from + sizeof eight <= text.len; from += sizeof eight) {
		memcpy(&eight, text.ptr + from, sizeof eight);
		/* & and ' differ in their last bit, < and > in the one above */
		if (where(eight | 0x0101010101010101u, '\'') | where(eight | 0x0202020202020202u, '>') |
		    where(eight, '"'))
			break;
	}
	while (from < text.len && !is_markup(text.ptr[from]))
		from++;
	return from;
}

/* 2 to the 64th over the golden ratio (Knuth, TAOCP 6.4). */
static const uint64_t factor = 0x9e3779b97f4a7c15u;

static uint64_t mix(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * factor;
	return hash ^ hash >> 32;
}

uint64_t str_hash(struct str text)
{
	uint64_t hash = text.len * factor, word = 0;
	uint32_t half = 0, other = 0;
	size_t at = 0;
	for (; text.len - at > sizeof word; at += sizeof word) {
		memcpy(&word, text.ptr + at, sizeof word);
		hash = mix(hash, word);
	}
	/* what is left, together with bytes before it where that makes a word */
	if (text.len >= sizeof word) {
		memcpy(&word, text.ptr + text.len - sizeof word, sizeof word);
	} else if (text.len >= sizeof half) {
		memcpy(&half, text.ptr, sizeof half);
		memcpy(&other, text.ptr + text.len - sizeof half, sizeof half);
		word = (uint64_t)half << 32 | other;
	} else {
		for (word = 0; at < text.len; at++)
			word = word << 8 | (unsigned char)text.ptr[at];
	}
	hash = mix(hash, word) * factor;
	return hash ^ hash >> 32;
}

/* The Unicode standard, table 3-7: the second byte's range depends on the first, the others' is 80..BF. */
size_t str_rune(uint32_t *rune, struct str text, size_t at)
{
	const unsigned char *bytes = (const unsigned char *)text.ptr + at;
	size_t left = text.len - at;
	unsigned char first = bytes[0];
	*rune = first;
	if (first < 0x80)
		return 1;
	size_t len = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
	*rune = 0xfffd;
	if (len == 0 || len > left)
		return 0;
	unsigned char low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
	unsigned char high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
	uint32_t value = first & (0x7fu >> len);
	for (size_t i = 1; i < len; i++) {
		if (bytes[i] < low || bytes[i] > high)
			return 0;
		value = value << 6 | (bytes[i] & 0x3f);
		low = 0x80;
		high = 0xbf;
	}
	*rune = value;
	return len;
}

bool str_is_digits(struct str text)
{
	size_t n = 0;
	while (n < text.len && ascii_is_digit(text.ptr[n]))
		n++;
	return n > 0 && n == text.len;
}

size_t str_take_digits(long *out, struct str *text, size_t most)
{
	size_t n = 0;
	for (*out = 0; n < text->len && n < most && ascii_is_digit(text->ptr[n]); n++)
		*out = *out * 10 + (text->ptr[n] - '0');
	*text = str_sub(*text, n, text->len);
	return n;
}

bool str_number(long *out, struct str text, size_t most)
{
	return str_take_digits(out, &text, most) > 0 && text.len == 0;
}

bool str_take_number(size_t *out, struct str *text)
{
	struct str digits;
	long number = 0;
	bool well = str_cut(&digits, text, *text, ' ') && str_number(&number, digits, 18);
	*out = (size_t)number;
	return well;
}

size_t str_characters(struct str text)
{
	size_t n = 0;
	for (size_t i = 0; i < text.len; i++)
		n += !str_continues(text.ptr[i]);
	return n;
}

size_t str_utf8_error(struct str text)
{
	for (size_t i = 0; i < text.len;) {
		uint64_t eight;
		uint32_t rune;
		if (text.len - i >= sizeof eight) { /* eight bytes of ASCII at a stride */
			memcpy(&eight, text.ptr + i, sizeof eight);
			if (!(eight & 0x8080808080808080u)) {
				i += sizeof eight;
				continue;
			}
		}
		size_t len = str_rune(&rune, text, i);
		if (len == 0)
			return i;
		i += len;
	}
	return text.len;
}

size_t str_index(struct str text, const struct str *words, size_t n)
{
	size_t i = 0;
	while (i < n && !str_eq(text, words[i]))
		i++;
	return i;
}

enum { WORD_MAX = 64 };

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Optimal string alignment distance, by bytes: Levenshtein's with swaps (Damerau 1964). */
static size_t distance(struct str a, struct str b)
{
	size_t rows[3][WORD_MAX + 1];
	for (size_t j = 0; j <= b.len; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];
		row[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			row[j] = least(above[j - 1] + (a.ptr[i - 1] != b.ptr[j - 1]),
			               1 + least(above[j], row[j - 1]));
			if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1])
				row[j] = least(row[j], before[j - 2] + 1);
		}
	}
	return rows[a.len % 3][b.len];
}

size_t str_nearest(struct str text, const struct str *words, size_t n)
{
	size_t best = n, edits = (text.len + 1) / 3; /* more than a third of it wrong is another word */
	for (size_t i = 0; i < n && text.len <= WORD_MAX; i++) {
		if (words[i].len > WORD_MAX)
			continue;
		size_t d = distance(text, words[i]);
		if (d < edits + (best == n)) {
			best = i;
			edits = d;
		}
	}
	return best;
}
