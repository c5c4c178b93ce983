/* calendar.ics: the dates of the site for calendar programs. RFC 5545. */
#ifndef SITE_ICS_H
#define SITE_ICS_H

#include "rules/calendar.h"
#include "view/words.h"

struct ics {
	struct str name, host; /* of the calendar; of the site, for what makes an event's name unique */
	const struct calendar_result *calendar;
	const struct words *words; /* its language */
	struct date stamp;         /* when it was made: the day that stands for today */
};

/* All-day events; a yearly entry is one event that repeats. Dates still to be announced are left out. */
void ics_write(struct buf *out, struct arena *arena, const struct ics *ics);

#endif
