/* Exact decimal numbers: an integer coefficient of any length and a scale, value = coefficient / 10^scale.
 * Immutable and copied by value; coefficients over one machine word live in the arena of the call that made
 * them. Nothing is ever rounded but by decimal_round and the divisions, half to even. */
#ifndef BASE_DECIMAL_H
#define BASE_DECIMAL_H

#include "base/str.h"

#include <gmp.h>

/* Longest number that is read, in digits; longer ones are not decimals. */
enum { DECIMAL_DIGITS_MAX = 1000 };

struct decimal {
	const mp_limb_t *limbs; /* NULL: `limb` is the only one */
	mp_limb_t limb;         /* the magnitude, where limbs is NULL */
	int size;               /* limbs used, negative for a negative number, 0 for zero */
	uint32_t scale;         /* digits behind the point */
};

/* Reads [+-]digits[.digits]; ASCII digits and '.' alone, no exponent, no spaces. False: not such a number. */
bool decimal_parse(struct decimal *out, struct arena *arena, struct str text);
struct decimal decimal_from(long value);
/* -1, 0 or 1. */
int decimal_sign(struct decimal a);
int decimal_cmp(struct decimal a, struct decimal b);
/* True where two texts are the same, or say the same number. */
bool decimal_same(struct arena *arena, struct str a, struct str b);
/* Its value as a long; false where it is no integer or does not fit. */
bool decimal_to_long(long *out, struct decimal a);
struct decimal decimal_add(struct arena *arena, struct decimal a, struct decimal b);
struct decimal decimal_sub(struct arena *arena, struct decimal a, struct decimal b);
struct decimal decimal_mul(struct arena *arena, struct decimal a, struct decimal b);
/* Rounded half to even to `places` digits behind the point (exactly that scale). */
struct decimal decimal_round(struct arena *arena, struct decimal a, uint32_t places);
/* The largest integer not above a. */
struct decimal decimal_floor(struct arena *arena, struct decimal a);
/* a / b exactly, without trailing zeros, where the quotient has a finite expansion; else false, and *out is
 * the quotient rounded half to even to `places`. b must not be zero. */
bool decimal_div(struct decimal *out, struct arena *arena, struct decimal a, struct decimal b,
                 uint32_t places);
/* The same quotient rounded half to even to `places`, rounded once, even where it is finite. */
struct decimal decimal_div_round(struct arena *arena, struct decimal a, struct decimal b, uint32_t places);
/* Sign of numerator/denominator - goal by cross-multiplication, never dividing. denominator must not be 0. */
int decimal_cmp_ratio(struct decimal numerator, struct decimal denominator, struct decimal goal);
/* Digits with '.', as many behind it as the scale says; decimal_plain: without trailing zeros. */
struct str decimal_text(struct arena *arena, struct decimal a);
struct str decimal_plain(struct arena *arena, struct decimal a);

#endif
