/* calendar.yaml: dates that people announced; those that rules make join in rules/calendar.h. */
#ifndef MODEL_CALENDAR_H
#define MODEL_CALENDAR_H

#include "schema/package.h"

struct model;
struct plan_period;

enum calendar_when { CALENDAR_ON, CALENDAR_YEARLY, CALENDAR_ANNOUNCED };

struct calendar_entry {
	struct str id;
	struct place place;
	struct label title;
	struct str kind; /* `holiday`: no working day */
	struct str plan_id;
	const struct plan_period *plan; /* NULL: none named */
	enum calendar_when when;
	struct date on;
	int month, day;          /* of a yearly one */
	int from, to;            /* its years; 0: open */
	bool before;             /* the day itself is too late */
	struct place when_place; /* of the date */
};

struct calendar {
	struct calendar_entry *items;
	size_t len;
	bool broken;
};

void calendar_read(struct calendar *out, const struct model *model, const struct yml_node *root,
                   struct diags *diags);

#endif
