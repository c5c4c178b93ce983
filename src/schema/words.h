/* How the words of many texts are written, counted fast: a language has few thousand words, and each is
 * judged once as long as it is remembered. */
#ifndef SCHEMA_WORDS_H
#define SCHEMA_WORDS_H

#include "text/syllable.h"

struct words;

/* Belongs to one thread; lives as long as the arena. */
struct words *words_new(struct arena *arena);
/* Adds the words of a text to the count, as syllable_add does. The scratch arena is for new words. */
void words_count(struct syllable_count *count, struct words *words, struct arena *scratch, struct str text);

#endif
