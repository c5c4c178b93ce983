/* Whether a text is written in Vietnamese, or was and has lost its diacritics on the way (by OCR, or by an
 * old font's encoding read as another). */
#ifndef TEXT_SYLLABLE_H
#define TEXT_SYLLABLE_H

#include "text/lexeme.h"

/* True for what can be a syllable of Vietnamese: an onset, a rhyme and a tone that go together, in either
 * placement of the tone mark (hòa, hoà). Letters of either case. */
bool syllable_possible(struct str word);

/* How a word of letters is spelt, by its letters and whether it can be a syllable. */
enum spelling syllable_spelling(struct str word);

/* How a text's words are written. What is plain ASCII can be foreign and is counted apart. */
struct syllable_count {
	size_t vietnamese, plain;
	size_t broken; /* or with a stray sign inside */
};

/* Adds the words of a text that was taken apart; returns the index of the first broken one, or SIZE_MAX. */
size_t syllable_add(struct syllable_count *count, const struct lexemes *lexemes);
/* True where at least `least` words are broken, and one of `share` of the words beyond ASCII. Measured: in
 * plans scanned without a Vietnamese dictionary one in two, in sound ones less than one in 200. */
bool syllable_broken(const struct syllable_count *count, size_t least, size_t share);
/* True where the words of a text were meant to be Vietnamese, sound or broken: half of their letters stand in
 * words that are syllables once all marks are off (hién, Quyét), have a letter that Vietnamese alone has (ợ),
 * or a stray sign inside. Measured: of texts scanned as French three in four, of French, German, Polish or
 * Czech ones less than one in three. */
bool syllable_meant(const struct lexemes *lexemes);

#endif
