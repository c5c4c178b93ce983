/* Calendar days and reporting periods, in the proleptic Gregorian calendar; no clock, no time zone. */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include "base/str.h"

/* A day as the count of days since 1970-01-01, so that days are compared and added as integers. */
struct date {
	int32_t day;
};

struct civil {
	int year, month, day; /* 1..12, 1..31 */
};

/* Reads YYYY-MM-DD, a day that exists, years 1000 to 9999. */
bool date_parse(struct date *out, struct str text);
struct date date_from(struct civil civil);
struct civil date_civil(struct date date);
int date_weekday(struct date date); /* 1 Monday … 7 Sunday, ISO 8601 */
struct str date_iso(struct arena *arena, struct date date);

enum period_kind {
	PERIOD_YEAR,    /* 2026 */
	PERIOD_HALF,    /* 2026-H1: January to June, 2026-H2: July to December */
	PERIOD_NINE,    /* 2026-9M: January to September */
	PERIOD_QUARTER, /* 2026-Q3 */
	PERIOD_MONTH,   /* 2026-09 */
	PERIOD_WEEK,    /* 2026-W47, ISO 8601 */
	PERIOD_DAY,     /* 2026-09-30 */
};

struct period {
	enum period_kind kind;
	int year;   /* of the period's name: for a week the ISO year */
	int number; /* of the half, quarter, month or week in its year; 0 for a year, nine months; for a day
	               its ordinal in the year */
	struct date first, last;
};

/* Reads any of the forms above; false where it is none of them or names nothing (2026-Q5, 2025-W53). */
bool period_parse(struct period *out, struct str text);
struct str period_text(struct arena *arena, struct period period);
/* By first day, then the shorter one first, then kind: a total order that follows time. */
int period_cmp(struct period a, struct period b);
bool period_eq(struct period a, struct period b);
/* The period of the same kind just before; the same one a year before (a week: the same number, or false
 * where that year lacks it). */
struct period period_before(struct period period);
bool period_year_before(struct period *out, struct period period);
struct period period_of_year(int year);
struct period period_quarter(int year, int quarter);
/* True for a period that begins with its year and is longer than a quarter: results of it are the year's so
 * far. */
bool period_is_cumulative(struct period period);

#endif
