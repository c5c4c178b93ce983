#include "text/vowel.h"

/* Letters beyond ASCII stand in two runs: U+00C0 to U+01B0 and U+1EA0 to U+1EF9. */
enum { RUN_A = 0xc0, RUN_A_END = 0x1b1, RUN_B = 0x1ea0, RUN_B_END = 0x1efa };

#define AT(c) ((c) < RUN_A_END ? (c)-RUN_A : (c)-RUN_B + RUN_A_END - RUN_A)
#define TONES(letter, plain, falling, rising, dipping, broken, heavy)                                        \
	[AT(falling)] = {letter, TONE_FALLING, plain}, [AT(rising)] = {letter, TONE_RISING, plain},          \
	[AT(dipping)] = {letter, TONE_DIPPING, plain}, [AT(broken)] = {letter, TONE_BROKEN, plain},          \
	[AT(heavy)] = {letter, TONE_HEAVY, plain}

static const struct text_vowel vowels[RUN_A_END - RUN_A + RUN_B_END - RUN_B] = {
        [AT(0x103)] = {0x103, TONE_LEVEL, 'a'},
        [AT(0xe2)] = {0xe2, TONE_LEVEL, 'a'},
        [AT(0xea)] = {0xea, TONE_LEVEL, 'e'},
        [AT(0xf4)] = {0xf4, TONE_LEVEL, 'o'},
        [AT(0x1a1)] = {0x1a1, TONE_LEVEL, 'o'},
        [AT(0x1b0)] = {0x1b0, TONE_LEVEL, 'u'},
        TONES('a', 'a', 0xe0, 0xe1, 0x1ea3, 0xe3, 0x1ea1),
        TONES(0x103, 'a', 0x1eb1, 0x1eaf, 0x1eb3, 0x1eb5, 0x1eb7),
        TONES(0xe2, 'a', 0x1ea7, 0x1ea5, 0x1ea9, 0x1eab, 0x1ead),
        TONES('e', 'e', 0xe8, 0xe9, 0x1ebb, 0x1ebd, 0x1eb9),
        TONES(0xea, 'e', 0x1ec1, 0x1ebf, 0x1ec3, 0x1ec5, 0x1ec7),
        TONES('i', 'i', 0xec, 0xed, 0x1ec9, 0x129, 0x1ecb),
        TONES('o', 'o', 0xf2, 0xf3, 0x1ecf, 0xf5, 0x1ecd),
        TONES(0xf4, 'o', 0x1ed3, 0x1ed1, 0x1ed5, 0x1ed7, 0x1ed9),
        TONES(0x1a1, 'o', 0x1edd, 0x1edb, 0x1edf, 0x1ee1, 0x1ee3),
        TONES('u', 'u', 0xf9, 0xfa, 0x1ee7, 0x169, 0x1ee5),
        TONES(0x1b0, 'u', 0x1eeb, 0x1ee9, 0x1eed, 0x1eef, 0x1ef1),
        TONES('y', 'y', 0x1ef3, 0xfd, 0x1ef7, 0x1ef9, 0x1ef5),
};

struct text_vowel text_vowel(uint32_t c)
{
	if (c < 0x80) {
		bool vowel = c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
		return (struct text_vowel){vowel ? (uint16_t)c : 0, TONE_LEVEL, vowel ? (char)c : 0};
	}
	if ((c >= RUN_A && c < RUN_A_END) || (c >= RUN_B && c < RUN_B_END))
		return vowels[AT(c)];
	return (struct text_vowel){0, TONE_LEVEL, 0};
}
