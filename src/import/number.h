/* Numbers as people write them: which mark stands before the decimals, which between groups. */
#ifndef IMPORT_NUMBER_H
#define IMPORT_NUMBER_H

#include "base/str.h"

enum {
	NUMBER_NONE = 0,  /* no number */
	NUMBER_POINT = 1, /* a number if '.' stands before the decimals */
	NUMBER_COMMA = 2, /* if ',' does */
	NUMBER_EITHER = NUMBER_POINT | NUMBER_COMMA,
};

/* How the text can be a number; NUMBER_EITHER is also what a number without marks says. Groups have three
 * digits and are parted by the other mark, by spaces or no-break spaces. */
unsigned number_readings(struct str text);
/* True where the two readings of it differ: `1.234`. */
bool number_is_ambiguous(struct str text);
/* The digits with '.' and without groups, as that reading has it, which must be one of the text's. */
struct str number_plain(struct arena *arena, struct str text, unsigned reading);
/* A number as a spreadsheet stores it: the exponent written out, and of more than 15 digits those that it
 * shows (0.30000000000000004 is 0.3). The text itself where nothing is to be done or it is none. */
struct str number_stored(struct arena *arena, struct str text);

#endif
