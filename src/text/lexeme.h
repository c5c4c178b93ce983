/* A text taken apart into words, numbers and marks, for checks on what it says. */
#ifndef TEXT_LEXEME_H
#define TEXT_LEXEME_H

#include "base/str.h"
#include "base/vec.h"
#include "text/vocabulary.h"

enum lexeme_kind {
	LEXEME_WORD,   /* letters, and the digits right behind them: `năm`, `Q3`, `QH15` */
	LEXEME_NUMBER, /* digits, with '.' and ',' between them: `20`, `1.234,5`, `2.1.2` */
	LEXEME_MARK,   /* any other character that is no space */
};

struct lexeme {
	enum lexeme_kind kind;
	bool spaced; /* a space stands before it, or it begins the text */
	struct str text;
	size_t at; /* in the text */
	const struct keyword *keyword;
	enum spelling spelling; /* of a word */
	bool numeral;           /* of a word: it may say a number */
};

struct lexemes {
	VEC(struct lexeme) list;
	unsigned keywords; /* a bit for each kind that is among them: 1u << kind */
	bool digits;       /* there is one, in a number or behind letters */
	bool numerals;     /* numbers, or words that may say one */
	bool strays;       /* a sign that scanners leave within words: of Latin-1, '|' or '€' */
	size_t spelled[SPELLING_COUNT]; /* so many words */
	struct vocabulary *vocabulary;
};

/* The text must be UTF-8 and outlive them. */
void lexemes_read(struct lexemes *out, struct arena *arena, struct str text);
/* The same with the room and the vocabulary of lexemes that are there, in the place of those. */
void lexemes_reread(struct lexemes *lexemes, struct arena *arena, struct str text);
/* The lower-case form of a text of ASCII and Vietnamese letters (U+00C0 to U+00DE, U+0100 to U+01B0,
 * U+1EA0 to U+1EF9); other characters are kept. Written into a buffer of text.len + 3 bytes; returns the
 * bytes written, not more than the text has. */
size_t text_lower_into(char *out, struct str text);
/* The value of a number of digits alone, `least` to `most` (9) of them; -1 where it is none. */
int lexeme_digits(const struct lexeme *lexeme, size_t least, size_t most);
/* One character of a text that is UTF-8 and not empty: its code point, and its bytes in *len (at least 1). */
static inline uint32_t text_char(size_t *len, struct str text)
{
	unsigned char lead = (unsigned char)text.ptr[0];
	size_t n = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
	if (n > text.len)
		n = text.len;
	*len = n;
	uint32_t c = n == 1 ? lead : lead & (0x7fu >> n);
	for (size_t i = 1; i < n; i++)
		c = c << 6 | ((unsigned char)text.ptr[i] & 0x3f);
	return c;
}
/* A character in lower case, as text_lower_into. */
static inline uint32_t text_char_lower(uint32_t c)
{
	if (c < 0xc0)
		return c >= 'A' && c <= 'Z' ? c + 32 : c;
	if (c <= 0xde && c != 0xd7)
		return c + 32;
	bool pairs = (c >= 0x100 && c <= 0x12f) || (c >= 0x1a0 && c <= 0x1a5) || (c >= 0x1ea0 && c <= 0x1ef9);
	if (pairs)
		return c | 1;
	return c == 0x1af ? 0x1b0 : c;
}

#endif
