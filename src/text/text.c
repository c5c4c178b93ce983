/* Collation, and how numbers, dates and periods are written. ICU's own patterns are not those of Vietnamese
 * offices ("30 tháng 9, 2025", "Quý 3"), so they are spelled out here. */
#include "text/text.h"

#include "base/arena.h"

#include <unicode/ucol.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

enum language { LANGUAGE_VIETNAMESE, LANGUAGE_ENGLISH, LANGUAGE_OTHER };

struct text_locale {
	enum language language;
	UCollator *collator;
};

static enum language language_of(struct str tag)
{
	if (str_eq(tag, STR("vi")) || str_starts(tag, STR("vi-")))
		return LANGUAGE_VIETNAMESE;
	return str_eq(tag, STR("en")) || str_starts(tag, STR("en-")) ? LANGUAGE_ENGLISH : LANGUAGE_OTHER;
}

struct text_locale *text_locale_open(struct arena *arena, struct str language)
{
	char name[ULOC_FULLNAME_CAPACITY];
	UErrorCode status = U_ZERO_ERROR;
	uloc_forLanguageTag(str_z(arena, language), name, sizeof name, NULL, &status);
	struct text_locale *locale = ARENA_NEW(arena, struct text_locale);
	locale->language = language_of(language);
	locale->collator = ucol_open(U_SUCCESS(status) ? name : "", &(UErrorCode){U_ZERO_ERROR});
	if (!locale->collator)
		arena_out_of_memory();
	status = U_ZERO_ERROR;
	ucol_setAttribute(locale->collator, UCOL_NORMALIZATION_MODE, UCOL_ON, &status);
	ucol_setAttribute(locale->collator, UCOL_NUMERIC_COLLATION, UCOL_ON, &status);
	return locale;
}

void text_locale_close(struct text_locale *locale)
{
	if (locale)
		ucol_close(locale->collator);
	if (locale)
		locale->collator = NULL;
}

/* ---- collation ---- */

static size_t to_utf16(UChar **out, struct arena *arena, struct str text)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t len = 0;
	text = str_sub(text, 0, 1 << 28); /* ICU counts in 32 bits */
	*out = ARENA_ARRAY(arena, UChar, text.len + 1);
	u_strFromUTF8WithSub(*out, (int32_t)text.len + 1, &len, text.ptr ? text.ptr : "", (int32_t)text.len,
	                     0xfffd, NULL, &status);
	return (size_t)len;
}

/* ICU's key ends with a NUL and has none in it, so what is put behind it decides ties alone. */
static struct str icu_key(struct arena *arena, const struct text_locale *locale, struct str text)
{
	UChar *units;
	int32_t len = (int32_t)to_utf16(&units, arena, text);
	int32_t need = ucol_getSortKey(locale->collator, units, len, NULL, 0);
	uint8_t *key = arena_alloc(arena, (size_t)need);
	ucol_getSortKey(locale->collator, units, len, key, need);
	return (struct str){(const char *)key, (size_t)need};
}

struct str text_sort_key(struct arena *arena, const struct text_locale *locale, struct str text)
{
	return STR_JOIN(arena, icu_key(arena, locale, text), text);
}

/* Two keys, not one of both parts with U+FFFE between: in that the letters of the whole name come before the
 * tones of the given one, and people called Hà and Hạ would stand mixed. */
struct str text_name_key(struct arena *arena, const struct text_locale *locale, struct str name)
{
	struct str trimmed = str_trim(name);
	size_t space = trimmed.len;
	while (space > 0 && trimmed.ptr[space - 1] != ' ')
		space--;
	struct str given = str_sub(trimmed, space, trimmed.len), rest = str_trim(str_sub(trimmed, 0, space));
	return STR_JOIN(arena, icu_key(arena, locale, given), icu_key(arena, locale, rest), name);
}

/* ---- numbers ---- */

struct str text_number(struct arena *arena, const struct text_locale *locale, struct str digits)
{
	bool vietnamese = locale->language == LANGUAGE_VIETNAMESE, negative = str_starts(digits, STR("-"));
	struct str whole, fraction;
	bool point = str_cut(&whole, &fraction, str_sub(digits, negative, digits.len), '.');
	if (!str_is_digits(whole) || (point && !str_is_digits(fraction)))
		return digits;
	char *out = arena_alloc(arena, digits.len + whole.len / 3 + 1);
	size_t at = 0;
	if (negative)
		out[at++] = '-';
	for (size_t i = 0; i < whole.len; i++) {
		if (i > 0 && (whole.len - i) % 3 == 0)
			out[at++] = vietnamese ? '.' : ',';
		out[at++] = whole.ptr[i];
	}
	if (point) {
		out[at++] = vietnamese ? ',' : '.';
		memcpy(out + at, fraction.ptr, fraction.len);
		at += fraction.len;
	}
	return (struct str){out, at};
}

/* ---- dates and periods ---- */

static const char *const english_months[] = {"January",   "February", "March",    "April",
                                             "May",       "June",     "July",     "August",
                                             "September", "October",  "November", "December"};

/* Decree 30/2020, annex I: days below 10 and months 1 and 2 are written with a zero before them. */
static const char *zero_before_day(int day)
{
	return day < 10 ? "0" : "";
}

static const char *zero_before_month(int month)
{
	return month < 3 ? "0" : "";
}

static struct str english_date(struct arena *arena, struct civil civil)
{
	return str_printf(arena, "%d %s %d", civil.day, english_months[civil.month - 1], civil.year);
}

struct str text_date(struct arena *arena, const struct text_locale *locale, struct date date)
{
	struct civil civil = date_civil(date);
	if (locale->language == LANGUAGE_OTHER)
		return date_iso(arena, date);
	if (locale->language == LANGUAGE_ENGLISH)
		return english_date(arena, civil);
	return str_printf(arena, "%s%d/%s%d/%d", zero_before_day(civil.day), civil.day,
	                  zero_before_month(civil.month), civil.month, civil.year);
}

static struct str vietnamese_period(struct arena *arena, struct period period)
{
	static const char *const roman[] = {"I", "II", "III", "IV"};
	int year = period.year, number = period.number;
	switch (period.kind) {
	case PERIOD_YEAR:
		return str_printf(arena, "năm %d", year);
	case PERIOD_HALF:
		return str_printf(arena, "6 tháng %s năm %d", number == 1 ? "đầu" : "cuối", year);
	case PERIOD_NINE:
		return str_printf(arena, "9 tháng năm %d", year);
	case PERIOD_QUARTER:
		return str_printf(arena, "quý %s/%d", roman[number - 1], year);
	case PERIOD_MONTH:
		return str_printf(arena, "tháng %s%d/%d", zero_before_month(number), number, year);
	case PERIOD_WEEK:
		return str_printf(arena, "tuần %d/%d", number, year);
	case PERIOD_DAY:
		break;
	}
	return (struct str){0};
}

static struct str english_period(struct arena *arena, struct period period)
{
	int year = period.year, number = period.number;
	switch (period.kind) {
	case PERIOD_YEAR:
		return str_printf(arena, "%d", year);
	case PERIOD_HALF:
		return str_printf(arena, "%s half of %d", number == 1 ? "first" : "second", year);
	case PERIOD_NINE:
		return str_printf(arena, "first nine months of %d", year);
	case PERIOD_QUARTER:
		return str_printf(arena, "Q%d %d", number, year);
	case PERIOD_MONTH:
		return str_printf(arena, "%s %d", english_months[number - 1], year);
	case PERIOD_WEEK:
		return str_printf(arena, "week %d of %d", number, year);
	case PERIOD_DAY:
		break;
	}
	return (struct str){0};
}

struct str text_period(struct arena *arena, const struct text_locale *locale, struct period period)
{
	if (period.kind == PERIOD_DAY)
		return text_date(arena, locale, period.first);
	if (locale->language == LANGUAGE_OTHER)
		return period_text(arena, period);
	return locale->language == LANGUAGE_ENGLISH ? english_period(arena, period)
	                                            : vietnamese_period(arena, period);
}

struct str text_library(struct arena *arena)
{
	char text[U_MAX_VERSION_STRING_LENGTH];
	UVersionInfo version;
	u_getVersion(version);
	u_versionToString(version, text);
	return str_dup(arena, str_from(text));
}
