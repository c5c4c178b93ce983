/* Scorecards: each target against its results, period by period. The contract's section 6. */
#ifndef RULES_SCORECARD_H
#define RULES_SCORECARD_H

#include "rules/figure.h"

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

struct score_row {
	const struct target *target;
	const struct unit *unit;
	struct period period;
	enum status status;
	struct figure figure;
	const struct result *result; /* the row itself; NULL: made of others, counted, or there is none */
};

/* A closed period that a target's `disclose` asks for and nothing says anything of. */
struct undisclosed {
	const struct target *target;
	const struct unit *unit;
	struct period period;
};

struct scorecard_result {
	const struct scorecard *scorecard;
	bool broken;
	struct score_row *rows; /* by target, unit, period as text: the order of its CSV */
	size_t n_rows;
	struct period *periods; /* all that occur, by time */
	size_t n_periods;
	struct undisclosed *missing; /* in the order of rows */
	size_t n_missing;
};

/* Computes one scorecard; nothing is said here. */
void scorecard_compute(struct scorecard_result *out, struct arena *arena, const struct model *model,
                       const struct scorecard *scorecard);
/* Says the warnings about figures: disclosure-missing of these results (each once, however many scorecards
 * ask for it), target-conflict, stale-data. */
void scorecard_check(struct arena *arena, const struct model *model, const struct scorecard_result *results,
                     size_t n, struct diags *diags);
/* All rows of a target and unit; *n is 0 where there are none. */
const struct score_row *scorecard_rows(size_t *n, const struct scorecard_result *result,
                                       const struct target *target, const struct unit *unit);
/* The row of a year, or where it has none of its own the latest row in it; NULL: none. */
const struct score_row *scorecard_of_year(const struct scorecard_result *result, const struct target *target,
                                          const struct unit *unit, int year);
/* met, not_met, … */
struct str status_name(enum status status);
/* ge, gt, … */
struct str comparator_name(enum comparator comparator);
/* Order of targets by what they are about: plan, indicator, unit, kind; 0: the same. */
int target_subject_cmp(const struct target *x, const struct target *y);
/* Order of periods by the bytes of their texts, which is how CSVs are sorted. */
int period_text_cmp(struct period a, struct period b);

#endif
