/* What a word is by itself. A language has a few thousand words and a site says them again and again, so what
 * was found out about one is remembered. */
#ifndef TEXT_VOCABULARY_H
#define TEXT_VOCABULARY_H

#include "text/keyword.h"

enum spelling {
	SPELLING_OTHER,      /* letters that no Vietnamese text is written in */
	SPELLING_PLAIN,      /* ASCII, or an abbreviation in capitals: can be any language's */
	SPELLING_VIETNAMESE, /* with a Vietnamese letter or tone mark, and possible */
	SPELLING_BROKEN,     /* with a letter beyond ASCII, and impossible */
	SPELLING_COUNT
};

struct vocable {
	const struct keyword *keyword;
	enum spelling spelling;
	bool numeral; /* may say a number: a keyword, I to IV, Q1 to Q4, h30 */
};

/* Belongs to one thread. */
struct vocabulary;

struct vocabulary *vocabulary_new(struct arena *arena);
/* A word of letters, and digits right behind them. Without a vocabulary (NULL) it is found out anew. */
struct vocable vocabulary_look(struct vocabulary *vocabulary, struct str text);

#endif
