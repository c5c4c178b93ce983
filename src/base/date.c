#include "base/date.h"

#include "base/arena.h"

/* Days and civil dates: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil and
 * civil_from_days. Years begin in March there, so that the leap day is the last one; 719468 days lie between
 * 0000-03-01 and 1970-01-01, 146097 in 400 years. */

static int floor_div(int a, int b)
{
	return a / b - (a % b < 0);
}

struct date date_from(struct civil civil)
{
	int year = civil.month <= 2 ? civil.year - 1 : civil.year;
	int era = floor_div(year, 400), year_of_era = year - era * 400;
	int day_of_year =
	        (153 * (civil.month > 2 ? civil.month - 3 : civil.month + 9) + 2) / 5 + civil.day - 1;
	int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return (struct date){era * 146097 + day_of_era - 719468};
}

struct civil date_civil(struct date date)
{
	int day = date.day + 719468;
	int era = floor_div(day, 146097), of_era = day - era * 146097;
	int year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int of_year = of_era - (365 * year + year / 4 - year / 100);
	int shifted = (5 * of_year + 2) / 153; /* months since March */
	int month = shifted < 10 ? shifted + 3 : shifted - 9;
	return (struct civil){year + era * 400 + (month <= 2), month, of_year - (153 * shifted + 2) / 5 + 1};
}

int date_weekday(struct date date)
{
	/* 1970-01-01 was a Thursday */
	int since_monday = (date.day + 3) % 7;
	return (since_monday < 0 ? since_monday + 7 : since_monday) + 1;
}

/* One to four digits as a number; -1: it is none. */
static int digits(struct str text)
{
	long value;
	return str_number(&value, text, 4) ? (int)value : -1;
}

static bool parse_year(int *year, struct str text)
{
	*year = text.len == 4 ? digits(text) : -1;
	return *year >= 1000;
}

static int days_in_month(int year, int month)
{
	int next_year = month == 12 ? year + 1 : year, next = month == 12 ? 1 : month + 1;
	return date_from((struct civil){next_year, next, 1}).day -
	       date_from((struct civil){year, month, 1}).day;
}

bool date_parse(struct date *out, struct str text)
{
	struct civil civil;
	if (text.len != 10 || text.ptr[4] != '-' || text.ptr[7] != '-' ||
	    !parse_year(&civil.year, str_sub(text, 0, 4)))
		return false;
	civil.month = digits(str_sub(text, 5, 7));
	civil.day = digits(str_sub(text, 8, 10));
	if (civil.month < 1 || civil.month > 12 || civil.day < 1 ||
	    civil.day > days_in_month(civil.year, civil.month))
		return false;
	*out = date_from(civil);
	return true;
}

struct str date_iso(struct arena *arena, struct date date)
{
	struct civil civil = date_civil(date);
	return str_printf(arena, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
}

/* ---- periods ---- */

static struct period months(enum period_kind kind, int year, int number, int from, int to)
{
	return (struct period){kind, year, number, date_from((struct civil){year, from, 1}),
	                       date_from((struct civil){year, to, days_in_month(year, to)})};
}

struct period period_of_year(int year)
{
	return months(PERIOD_YEAR, year, 0, 1, 12);
}

struct period period_quarter(int year, int quarter)
{
	return months(PERIOD_QUARTER, year, quarter, 3 * quarter - 2, 3 * quarter);
}

static struct period half(int year, int number)
{
	return months(PERIOD_HALF, year, number, 6 * number - 5, 6 * number);
}

static struct period nine(int year)
{
	return months(PERIOD_NINE, year, 0, 1, 9);
}

static struct period month(int year, int number)
{
	return months(PERIOD_MONTH, year, number, number, number);
}

/* ISO 8601: week 1 is the one with 4 January in it. */
static struct date first_monday(int year)
{
	struct date fourth = date_from((struct civil){year, 1, 4});
	return (struct date){fourth.day - date_weekday(fourth) + 1};
}

static int weeks_in_year(int year)
{
	return (first_monday(year + 1).day - first_monday(year).day) / 7;
}

static struct period week(int year, int number)
{
	struct date monday = {first_monday(year).day + 7 * (number - 1)};
	return (struct period){PERIOD_WEEK, year, number, monday, {monday.day + 6}};
}

static struct period day(struct date date)
{
	struct civil civil = date_civil(date);
	int ordinal = date.day - date_from((struct civil){civil.year, 1, 1}).day + 1;
	return (struct period){PERIOD_DAY, civil.year, ordinal, date, date};
}

static bool parse_day(struct period *out, struct str text)
{
	struct date date;
	if (!date_parse(&date, text))
		return false;
	*out = day(date);
	return true;
}

/* What follows the year and its dash, two or three characters long. */
static bool parse_part(struct period *out, int year, struct str part)
{
	int two = part.len == 2 ? digits(part) : -1, one = digits(str_sub(part, 1, 2));
	if (two >= 1 && two <= 12)
		*out = month(year, two);
	else if (str_eq(part, STR("9M")))
		*out = nine(year);
	else if (part.len == 2 && part.ptr[0] == 'H' && (one == 1 || one == 2))
		*out = half(year, one);
	else if (part.len == 2 && part.ptr[0] == 'Q' && one >= 1 && one <= 4)
		*out = period_quarter(year, one);
	else if (part.len == 3 && part.ptr[0] == 'W' && digits(str_sub(part, 1, 3)) >= 1 &&
	         digits(str_sub(part, 1, 3)) <= weeks_in_year(year))
		*out = week(year, digits(str_sub(part, 1, 3)));
	else
		return false;
	return true;
}

bool period_parse(struct period *out, struct str text)
{
	int year;
	if (text.len == 10)
		return parse_day(out, text);
	if (!parse_year(&year, str_sub(text, 0, 4)))
		return false;
	if (text.len == 4) {
		*out = period_of_year(year);
		return true;
	}
	return text.ptr[4] == '-' && parse_part(out, year, str_sub(text, 5, text.len));
}

struct str period_text(struct arena *arena, struct period period)
{
	switch (period.kind) {
	case PERIOD_YEAR:
		return str_printf(arena, "%04d", period.year);
	case PERIOD_HALF:
		return str_printf(arena, "%04d-H%d", period.year, period.number);
	case PERIOD_NINE:
		return str_printf(arena, "%04d-9M", period.year);
	case PERIOD_QUARTER:
		return str_printf(arena, "%04d-Q%d", period.year, period.number);
	case PERIOD_MONTH:
		return str_printf(arena, "%04d-%02d", period.year, period.number);
	case PERIOD_WEEK:
		return str_printf(arena, "%04d-W%02d", period.year, period.number);
	case PERIOD_DAY:
		break;
	}
	return date_iso(arena, period.first);
}

int period_cmp(struct period a, struct period b)
{
	if (a.first.day != b.first.day)
		return a.first.day < b.first.day ? -1 : 1;
	if (a.last.day != b.last.day)
		return a.last.day < b.last.day ? -1 : 1;
	return (a.kind > b.kind) - (a.kind < b.kind);
}

bool period_eq(struct period a, struct period b)
{
	return period_cmp(a, b) == 0;
}

struct period period_before(struct period period)
{
	int year = period.year, number = period.number;
	switch (period.kind) {
	case PERIOD_YEAR:
		return period_of_year(year - 1);
	case PERIOD_NINE:
		return nine(year - 1);
	case PERIOD_HALF:
		return number > 1 ? half(year, number - 1) : half(year - 1, 2);
	case PERIOD_QUARTER:
		return number > 1 ? period_quarter(year, number - 1) : period_quarter(year - 1, 4);
	case PERIOD_MONTH:
		return number > 1 ? month(year, number - 1) : month(year - 1, 12);
	case PERIOD_WEEK:
		return number > 1 ? week(year, number - 1) : week(year - 1, weeks_in_year(year - 1));
	case PERIOD_DAY:
		break;
	}
	return day((struct date){period.first.day - 1});
}

bool period_year_before(struct period *out, struct period period)
{
	int year = period.year - 1;
	struct civil civil = date_civil(period.first);
	switch (period.kind) {
	case PERIOD_YEAR:
		*out = period_of_year(year);
		return true;
	case PERIOD_NINE:
		*out = nine(year);
		return true;
	case PERIOD_HALF:
		*out = half(year, period.number);
		return true;
	case PERIOD_QUARTER:
		*out = period_quarter(year, period.number);
		return true;
	case PERIOD_MONTH:
		*out = month(year, period.number);
		return true;
	case PERIOD_WEEK:
		*out = week(year, period.number);
		return period.number <= weeks_in_year(year);
	case PERIOD_DAY:
		break;
	}
	*out = day(date_from((struct civil){year, civil.month, civil.day}));
	return civil.day <= days_in_month(year, civil.month);
}

bool period_is_cumulative(struct period period)
{
	return period.kind == PERIOD_YEAR || period.kind == PERIOD_NINE ||
	       (period.kind == PERIOD_HALF && period.number == 1);
}
