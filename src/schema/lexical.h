/* How values of each type are written (Table Schema v2, XML Schema part 2): whether a text is one, and where
 * it stands on the line of its type, so that one comparison serves numbers, dates, times and durations. */
#ifndef SCHEMA_LEXICAL_H
#define SCHEMA_LEXICAL_H

#include "schema/package.h"

/* True where the text, which is not a missing value, is a value of the field. */
bool lexical_check(const struct field *field, struct str text);
/* Its size, date or duration as one number; false for a type without order, or where it is no value. Years
 * and months of a duration count as long as they are on average (30.436875 days a month). */
bool lexical_size(struct decimal *out, struct arena *arena, const struct field *field, struct str text);
/* The same of a text that the descriptor has: a number may also be written as YAML does, a day or time also
 * in ISO 8601, whatever the file does. */
bool lexical_limit(struct decimal *out, struct arena *arena, const struct field *field, struct str text);
/* The digits of a number of the field in plain form (`1.234,50` → `1234.50`); false where it is none. The
 * text itself where it is plain already; else in the arena. */
bool lexical_digits(struct str *out, struct arena *arena, const struct field *field, struct str text);
/* A text of the field as the reference copy has it: a number's digits in plain form, a day or time in ISO
 * 8601. The text itself where it is so already, or is no value of the field. */
struct str lexical_plain(struct arena *arena, const struct field *field, struct str text);

#endif
