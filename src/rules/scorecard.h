/* Scorecards: each target against its results, period by period. The contract's section 6. */
#ifndef RULES_SCORECARD_H
#define RULES_SCORECARD_H

#include "model/model.h"

enum status {
	STATUS_MET,
	STATUS_NOT_MET,
	STATUS_NOT_DUE,
	STATUS_NO_CASES,
	STATUS_NOT_SURVEYED,
	STATUS_NOT_DISCLOSED,
	STATUS_NO_DATA,
	STATUS_QUALITATIVE,
	STATUS_DISCLOSED,
	STATUS_COUNT,
};

/* A figure as a fraction, so that nothing is rounded: value = numerator / denominator, times 100 where the
 * indicator is a percentage made of parts. */
struct figure {
	bool given;
	bool parts; /* it is a rate: denominator is not 1 by nature */
	struct decimal numerator, denominator;
};

struct score_row {
	const struct target *target;
	const struct unit *unit;
	struct period period;
	enum status status;
	struct figure figure;
	const struct result *result; /* the row itself; NULL: made of others, counted, or there is none */
};

struct scorecard_result {
	const struct scorecard *scorecard;
	bool broken;
	struct score_row *rows; /* by target, indicator, unit (ids by bytes), period */
	size_t n_rows;
	struct period *periods; /* all that occur, by time */
	size_t n_periods;
};

/* Computes one scorecard; said: the warnings disclosure-missing. */
void scorecard_compute(struct scorecard_result *out, struct arena *arena, const struct model *model,
                       const struct scorecard *scorecard, struct diags *diags);
/* What is said of targets and resources whatever the scorecards: target-conflict, stale-data. */
void scorecard_check(struct arena *arena, const struct model *model, struct diags *diags);
/* The row of a target, unit and period; NULL: none. O(log rows). */
const struct score_row *scorecard_find(const struct scorecard_result *result, const struct target *target,
                                       const struct unit *unit, struct period period);
/* met, not_met, … */
struct str status_name(enum status status);
/* ge, gt, … */
struct str comparator_name(enum comparator comparator);
/* The figure as it is published: exact where it is finite, else rounded half even to 6 decimals, no trailing
 * zeros; empty where there is none. */
struct str figure_text(struct arena *arena, struct figure figure, const struct indicator *indicator);
/* The figure of one result as section 6 computes it: its parts where it has both, else its value; not given
 * where it has neither or its denominator is 0. */
struct figure figure_of(struct arena *arena, const struct model *model, const struct result *result);

#endif
