/* League tables: ranks from scores, exactly. The contract's section 5. */
#ifndef RULES_LEAGUE_H
#define RULES_LEAGUE_H

#include "model/model.h"

struct league_part {
	bool given;
	struct decimal value; /* of the column, before any weight */
};

struct league_row {
	const struct unit *unit;
	size_t period;     /* into the result's periods */
	size_t source_row; /* of the league's source */
	long rank;         /* 0: not ranked */
	bool has_score;
	struct decimal score;
	const struct league_part *parts; /* as many as the league has criteria */
	long previous_rank;              /* in the period before; 0: none */
	bool has_change;
	long change;             /* previous rank minus rank */
	bool tied;               /* another unit has the same rank */
	const struct band *band; /* the first band it falls in; NULL: none */
	struct str note;
};

struct league_period {
	struct period period;
	const struct league_row *rows; /* by rank, then unit; those not ranked last */
	size_t n, ranked;
};

struct league_result {
	const struct league *league;
	bool broken;             /* not judged: it has no rows */
	struct league_row *rows; /* by period, rank, unit; those not ranked last in their period */
	size_t n_rows;
	struct league_period *periods; /* oldest first */
	size_t n_periods;
	const struct league_row **by_unit; /* all rows, by unit (order of the units table), then period */
};

/* Computes one league. Said: bad-period, primary-key, rank-mismatch, unknown-name at their cells. */
void league_compute(struct league_result *out, struct arena *arena, const struct model *model,
                    const struct league *league, struct diags *diags);
/* The row of a unit in the period of that index; NULL where it has none. O(log rows + its periods). */
const struct league_row *league_find(const struct league_result *result, const struct unit *unit,
                                     size_t period);
/* All rows of a unit, oldest first; *n is 0 where it has none. */
const struct league_row *const *league_path(size_t *n, const struct league_result *result,
                                            const struct unit *unit);
/* The index of a period that the league has; SIZE_MAX where it has it not. */
size_t league_period_index(const struct league_result *result, struct period period);

#endif
