/* A text taken apart into words, numbers and marks, for checks on what it says. */
#ifndef TEXT_LEXEME_H
#define TEXT_LEXEME_H

#include "base/str.h"
#include "base/vec.h"

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
};

struct lexemes {
	VEC(struct lexeme) list;
};

/* The text must be UTF-8 and outlive them. */
void lexemes_read(struct lexemes *out, struct arena *arena, struct str text);
/* The same word without regard to the case of letters of ASCII and Vietnamese; `word` is in lower case. */
bool lexeme_is(const struct lexeme *lexeme, struct str word);
/* The lower-case form of a text of ASCII and Vietnamese letters (U+00C0 to U+00DE, U+0100 to U+01B0,
 * U+1EA0 to U+1EF9); other characters are kept. Not longer than the text. */
struct str text_lower(struct arena *arena, struct str text);
/* One character: its code point, and its bytes in *len (at least 1). */
uint32_t text_char(size_t *len, struct str text);
/* The same in lower case, as text_lower. */
uint32_t text_char_lower(uint32_t c);

#endif
