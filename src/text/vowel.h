/* The vowel letters of Vietnamese. */
#ifndef TEXT_VOWEL_H
#define TEXT_VOWEL_H

#include <stdbool.h>
#include <stdint.h>

/* Ngang, huyền, sắc, hỏi, ngã, nặng. */
enum text_tone { TONE_LEVEL, TONE_FALLING, TONE_RISING, TONE_DIPPING, TONE_BROKEN, TONE_HEAVY };

struct text_vowel {
	uint16_t letter; /* without its tone; 0: no vowel of Vietnamese */
	uint8_t tone;
	char plain; /* without its mark as well: a for ấ */
};

/* Of a lower-case letter. */
struct text_vowel text_vowel(uint32_t c);

#endif
