/* Slices of bytes: a pointer and a length, by value. Never NUL-terminated unless str_z made it so. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct arena;

struct str {
	const char *ptr;
	size_t len;
};

/* A string literal as a slice; constant, so that tables can hold it. */
#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})
#define STR_INIT(literal)                                                                                    \
	{                                                                                                    \
		(literal), sizeof(literal) - 1                                                               \
	}
/* How many elements a table has; of an array, never of a pointer. */
#define LENGTH(table) (sizeof(table) / sizeof *(table))
/* For printf: printf(STR_FMT, STR_ARG(s)). */
#define STR_FMT    "%.*s"
#define STR_ARG(s) (int)(s).len, (s).ptr ? (s).ptr : ""

/* The slice over a NUL-terminated string; NULL gives the empty slice. */
struct str str_from(const char *text);
bool str_eq(struct str a, struct str b);
/* Order by bytes, a prefix first; negative, zero or positive. */
int str_cmp(struct str a, struct str b);
bool str_starts(struct str text, struct str prefix);
bool str_ends(struct str text, struct str suffix);
/* The bytes from `from` up to, not including, `to`; both are clamped to the text. */
struct str str_sub(struct str text, size_t from, size_t to);
/* Splits at the first `separator`. Without one: false, *before is all of it and *after is empty. */
bool str_cut(struct str *before, struct str *after, struct str text, char separator);
/* The offset behind the last `c`, 0 where there is none: behind '/', of a path's last name. */
size_t str_behind(struct str text, char c);
/* Offset of the first occurrence, or text.len where there is none. */
size_t str_find(struct str text, struct str needle);
/* Offset of the first `&`, `<`, `>`, `"` or `'` from an offset on, or text.len where there is none. */
size_t str_markup(struct str text, size_t from);
/* Without leading and trailing space, tab, CR and LF. */
struct str str_trim(struct str text);
/* A copy in the arena; str_z: with a NUL behind it, for a library's border. */
struct str str_dup(struct arena *arena, struct str text);
char *str_z(struct arena *arena, struct str text);
/* `n` slices one after the other, in the arena. */
struct str str_join(struct arena *arena, const struct str *parts, size_t n);
#define STR_JOIN(arena, ...)                                                                                 \
	str_join((arena), (const struct str[]){__VA_ARGS__},                                                 \
	         sizeof((const struct str[]){__VA_ARGS__}) / sizeof(struct str))
/* `n` items as a list in words: `a, b, c`; and such a list with one more, which stands alone at first. */
struct str str_list(struct arena *arena, const struct str *items, size_t n);
struct str str_list_add(struct arena *arena, struct str list, struct str item);
/* printf into the arena. */
struct str str_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Decodes the character at an offset below text.len: its code point and its length in bytes. A byte that
 * begins no character of UTF-8 (RFC 3629) is U+FFFD with length 0. */
size_t str_rune(uint32_t *rune, struct str text, size_t at);
/* True for digits of ASCII and nothing else, at least one. */
bool str_is_digits(struct str text);
/* Takes up to `most` digits (18 at most) off the front of a text; returns how many there were. */
size_t str_take_digits(long *out, struct str *text, size_t most);
/* Reads a text that is one to `most` digits (18 at most) and nothing else. */
bool str_number(long *out, struct str text, size_t most);
/* Takes a number of decimal digits and the space that ends it off the front of a text. False: there is none.
 */
bool str_take_number(size_t *out, struct str *text);
/* True for a byte within a character of UTF-8, but its first. */
static inline bool str_continues(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}
/* How many characters a text has that is UTF-8. */
size_t str_characters(struct str text);
/* The offset of the first byte that is not UTF-8; text.len where all is well. */
size_t str_utf8_error(struct str text);
/* The index of the first of `n` words that is the text, or n where none is. */
size_t str_index(struct str text, const struct str *words, size_t n);
/* The index of the word that was perhaps meant: the first of the nearest by edit distance (a swap of
 * neighbours is one edit), or n where none is near. For "did you mean". */
size_t str_nearest(struct str text, const struct str *words, size_t n);
/* Eight bytes at a time, multiplied and folded. Never written anywhere: the order of bytes in a machine's
 * words does not matter. */
uint64_t str_hash(struct str text);

#endif
