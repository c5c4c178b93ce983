#include "schema/layout.h"

#include <stdio.h>

enum part { YEAR, MONTH, DAY, HOUR, MINUTE, SECOND, PARTS };

static const char letters[] = "YmdHMS";

/* What a character behind a '%' stands for; PARTS: nothing that is read. */
static enum part part_of(char letter)
{
	const char *at = letter ? strchr(letters, letter) : NULL;
	return at ? (enum part)(at - letters) : PARTS;
}

bool layout_usable(struct str format, enum field_type type)
{
	unsigned seen = 0, day = 1u << YEAR | 1u << MONTH | 1u << DAY, clock = 1u << HOUR | 1u << MINUTE;
	for (size_t i = 0; i < format.len; i++) {
		if (format.ptr[i] != '%')
			continue;
		char letter = ++i < format.len ? format.ptr[i] : '\0';
		if (letter == '%')
			continue;
		enum part part = part_of(letter);
		if (part == PARTS || seen & 1u << part)
			return false;
		seen |= 1u << part;
	}
	unsigned least = type == FIELD_DATE ? day : type == FIELD_TIME ? clock : day | clock;
	bool clocked = type != FIELD_DATE;
	return (seen & ~(unsigned)(clocked << SECOND)) == least;
}

/* The digits of one part off the front: four of a year, one or two of all else. */
static bool take_part(long *out, struct str *rest, enum part part)
{
	return part == YEAR ? str_take_digits(out, rest, 4) == 4 : str_take_digits(out, rest, 2) > 0;
}

static bool take_all(long parts[PARTS], struct str format, struct str text)
{
	for (size_t i = 0; i < format.len; i++) {
		enum part part = PARTS;
		if (format.ptr[i] == '%')
			part = part_of(format.ptr[++i]);
		if (part < PARTS) {
			if (!take_part(&parts[part], &text, part))
				return false;
			continue;
		}
		if (text.len == 0 || text.ptr[0] != format.ptr[i])
			return false;
		text = str_sub(text, 1, text.len);
	}
	return text.len == 0;
}

bool layout_iso(char out[LAYOUT_MAX], struct str format, enum field_type type, struct str text)
{
	long parts[PARTS] = {0};
	struct date date;
	char day[LAYOUT_MAX], clock[LAYOUT_MAX];
	if (!take_all(parts, format, text))
		return false;
	snprintf(day, sizeof day, "%04ld-%02ld-%02ld", parts[YEAR], parts[MONTH], parts[DAY]);
	snprintf(clock, sizeof clock, "%02ld:%02ld:%02ld", parts[HOUR], parts[MINUTE], parts[SECOND]);
	if (type != FIELD_TIME && !date_parse(&date, str_from(day)))
		return false;
	if (type != FIELD_DATE && (parts[HOUR] > 23 || parts[MINUTE] > 59 || parts[SECOND] > 59))
		return false;
	snprintf(out, LAYOUT_MAX, "%.10s%s%.8s", type == FIELD_TIME ? "" : day,
	         type == FIELD_DATETIME ? "T" : "", type == FIELD_DATE ? "" : clock);
	return true;
}
