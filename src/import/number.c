#include "import/number.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/buf.h"
#include "base/decimal.h"

enum { STORED_DIGITS = 15, EXPONENT_MAX = 400 };

/* Bytes of a space between groups: ' ', U+00A0, U+202F; 0 where there is none. */
static size_t space_len(struct str text)
{
	static const struct str spaces[] = {STR_INIT(" "), STR_INIT("\xc2\xa0"), STR_INIT("\xe2\x80\xaf")};
	for (size_t i = 0; i < 3; i++)
		if (str_starts(text, spaces[i]))
			return spaces[i].len;
	return 0;
}

static struct str without_sign(struct str text)
{
	static const struct str signs[] = {STR_INIT("-"), STR_INIT("+"), STR_INIT("\xe2\x88\x92")};
	for (size_t i = 0; i < 3; i++)
		if (str_starts(text, signs[i]))
			return str_sub(text, signs[i].len, text.len);
	return text;
}

static size_t group_len(struct str text, char group)
{
	return text.len && text.ptr[0] == group ? 1 : space_len(text);
}

/* Adds the digits up to the decimal mark or the end; groups may part them. False: not such digits. */
static bool add_whole(struct buf *out, struct str *rest, char decimal, char group)
{
	size_t run = 0, groups = 0, len;
	struct str text = *rest;
	for (; text.len && text.ptr[0] != decimal; text = str_sub(text, len, text.len)) {
		len = 1;
		if (ascii_is_digit(text.ptr[0])) {
			buf_char(out, text.ptr[0]);
			run++;
			continue;
		}
		len = group_len(text, group);
		if (len == 0 || run == 0 || run > 3 || (groups > 0 && run != 3))
			return false;
		groups++;
		run = 0;
	}
	*rest = text;
	return run > 0 && (groups == 0 || run == 3);
}

static bool parse(struct buf *out, struct str text, char decimal)
{
	struct str digits = without_sign(text);
	if (digits.len < text.len && text.ptr[0] != '+')
		buf_char(out, '-');
	if (!add_whole(out, &digits, decimal, decimal == '.' ? ',' : '.'))
		return false;
	if (digits.len == 0)
		return true;
	buf_char(out, '.');
	for (size_t i = 1; i < digits.len; i++)
		if (!ascii_is_digit(digits.ptr[i]))
			return false;
	buf_add(out, str_sub(digits, 1, digits.len));
	return digits.len > 1;
}

static bool reads(struct buf *out, struct str text, unsigned reading)
{
	buf_init(out, 2 * DECIMAL_DIGITS_MAX);
	bool well = parse(out, text, reading == NUMBER_POINT ? '.' : ',') && !out->over;
	/* 0.123 is no group of thousands */
	return well &&
	       !(reading == NUMBER_COMMA && str_find(text, STR(".")) < text.len &&
	         without_sign(text).ptr[0] == '0') &&
	       !(reading == NUMBER_POINT && str_find(text, STR(",")) < text.len &&
	         without_sign(text).ptr[0] == '0');
}

unsigned number_readings(struct str text)
{
	unsigned found = NUMBER_NONE;
	for (unsigned reading = NUMBER_POINT; reading <= NUMBER_COMMA; reading++) {
		struct buf digits;
		if (reads(&digits, text, reading))
			found |= reading;
		buf_free(&digits);
	}
	return found;
}

bool number_is_ambiguous(struct str text)
{
	return number_readings(text) == NUMBER_EITHER &&
	       (memchr(text.ptr, '.', text.len) || memchr(text.ptr, ',', text.len));
}

struct str number_plain(struct arena *arena, struct str text, unsigned reading)
{
	struct buf digits;
	reads(&digits, text, reading);
	struct str plain = str_dup(arena, buf_str(&digits));
	buf_free(&digits);
	return str_eq(plain, text) ? text : plain;
}

/* ---- spreadsheets ---- */

/* d.dddE±nn as mantissa and exponent. */
static bool split_exponent(struct str *mantissa, long *exponent, struct str text)
{
	size_t at = str_find(text, STR("e"));
	if (at == text.len)
		at = str_find(text, STR("E"));
	*mantissa = str_sub(text, 0, at);
	*exponent = 0;
	if (at == text.len)
		return true;
	struct str rest = str_sub(text, at + 1, text.len), digits = without_sign(rest);
	bool well = str_number(exponent, digits, 3);
	if (str_starts(rest, STR("-")))
		*exponent = -*exponent;
	return well;
}

static struct decimal power_of_ten(struct arena *arena, long exponent)
{
	struct decimal power;
	struct buf text;
	buf_init(&text, EXPONENT_MAX + 16);
	buf_add(&text, exponent < 0 ? STR("0.") : STR("1"));
	for (long i = exponent < 0 ? exponent + 1 : -exponent; i < 0; i++)
		buf_char(&text, '0');
	if (exponent < 0)
		buf_char(&text, '1');
	decimal_parse(&power, arena, buf_str(&text));
	buf_free(&text);
	return power;
}

/* Its digits from the first that is not 0. */
static size_t count_digits(struct str text)
{
	size_t n = 0;
	for (size_t i = 0; i < text.len; i++)
		n += ascii_is_digit(text.ptr[i]) && (n > 0 || text.ptr[i] != '0');
	return n;
}

struct str number_stored(struct arena *arena, struct str text)
{
	struct str mantissa;
	long exponent;
	struct decimal value;
	if (!split_exponent(&mantissa, &exponent, text) || !decimal_parse(&value, arena, mantissa) ||
	    (exponent == 0 && count_digits(mantissa) <= STORED_DIGITS))
		return text;
	size_t digits = count_digits(mantissa), decimals = value.scale;
	if (digits > STORED_DIGITS && digits - STORED_DIGITS <= decimals)
		value = decimal_round(arena, value, (uint32_t)(decimals - (digits - STORED_DIGITS)));
	return decimal_plain(arena, decimal_mul(arena, value, power_of_ten(arena, exponent)));
}
