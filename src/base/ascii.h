/* Letters and digits of ASCII, of a byte or a character. Not <ctype.h>: it answers by the locale, and not at
 * all for a byte above 127 in a char. */
#ifndef BASE_ASCII_H
#define BASE_ASCII_H

#include <stdbool.h>

static inline bool ascii_is_digit(int c)
{
	return c >= '0' && c <= '9';
}

static inline bool ascii_is_lower(int c)
{
	return c >= 'a' && c <= 'z';
}

static inline bool ascii_is_letter(int c)
{
	return ascii_is_lower(c | 0x20);
}

static inline bool ascii_is_alnum(int c)
{
	return ascii_is_digit(c) || ascii_is_letter(c);
}

#endif
