/* What the results of one indicator and unit come to in a period: a figure as a fraction, so that nothing is
 * rounded before it is shown. The contract's section 6. */
#ifndef RULES_FIGURE_H
#define RULES_FIGURE_H

#include "model/model.h"

/* value = numerator / denominator, where it is of parts times 100 for an indicator measured in %. */
struct figure {
	bool given, parts;
	struct decimal numerator, denominator; /* the denominator of a plain value is 1, and is never 0 */
};

enum reading_state {
	READING_NOTHING,      /* no row */
	READING_EMPTY,        /* rows without value, parts and status */
	READING_NOT_SURVEYED, /* status x or z */
	READING_NO_CASES,     /* denominator 0 */
	READING_FIGURE,
};

struct reading {
	enum reading_state state;
	struct figure figure;        /* of READING_FIGURE */
	const struct result *result; /* the row of that very period; NULL: made of others, or none */
};

/* How many rows of a unit a year has, for an indicator that is counted. */
struct tally {
	const struct unit *unit;
	int year;
	long count;
};

/* What a figure is read from. */
struct figures {
	const struct model *model;
	const struct indicator *indicator;
	const struct unit *unit;
	const struct series *series; /* NULL: it has no results */
	bool yearly_count;           /* quarters add up within their year */
	bool counted;                /* from rows; then series is not looked at */
	const struct tally *tallies; /* of the unit, by year */
	size_t n_tallies;
};

/* The result as it stands. */
struct reading figure_of_result(struct arena *arena, const struct model *model, const struct result *result);
/* The figure of a period: of its own row; for a yearly count the sum so far; for a year without a row of its
 * own what its quarters come to. */
struct reading figure_read(struct arena *arena, const struct figures *figures, struct period period);
/* Sign of figure - goal, exactly. */
int figure_cmp_goal(struct arena *arena, struct figure figure, const struct indicator *indicator,
                    struct decimal goal);
/* Sign of a - b, exactly. */
int figure_cmp(struct arena *arena, struct figure a, struct figure b, const struct indicator *indicator);
/* As it is published: exact where it is finite, else rounded half even to 6 decimals, no trailing zeros;
 * empty where there is none. */
struct str figure_text(struct arena *arena, struct figure figure, const struct indicator *indicator);

#endif
