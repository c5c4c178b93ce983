/* The calendar: what people announced, the deadlines of awards, the days on which figures are due to be
 * disclosed. The contract's section 7. */
#ifndef RULES_CALENDAR_H
#define RULES_CALENDAR_H

#include "rules/award.h"

struct calendar_row {
	bool has_date;    /* false: as announced */
	struct date date; /* the last day that is in time */
	bool before;      /* `date` is the day before the one that was named, which is too late */
	struct label title;
	struct str kind; /* as written, or `deadline`, `disclosure` */
	struct str plan_id;
	bool day_off;                       /* no working day: it is marked, not moved */
	const struct calendar_entry *entry; /* of exactly one of these three */
	const struct award *award;
	const struct scorecard *scorecard;
	struct period period; /* of a deadline the cycle's last year, of a disclosure the period */
};

struct calendar_result {
	struct calendar_row *rows; /* by date, those without one first; then title, plan, kind */
	size_t n;
};

/* Puts all together, each yearly date once for each of its years. */
void calendar_compute(struct calendar_result *out, struct arena *arena, const struct model *model);
/* The n-th working day after `from`, which does not count itself. */
struct date calendar_add_working_days(const struct model *model, struct date from, long n);
/* A day of a year; 29 February is the 28th where there is none. */
struct date calendar_day(int year, int month, int day);

#endif
