/* The evaluator of conditions; of the folder's own. */
#ifndef RULES_EVALUATE_H
#define RULES_EVALUATE_H

#include "rules/award.h"

struct candidate {
	const struct unit *unit;
	struct str person;
	int from, to; /* the cycle */
};

/* True where what the condition looks at is broken, so that nothing can be said. */
bool evaluate_broken(const struct evidence *evidence, const struct condition *condition);
size_t evaluate_count_leaves(const struct condition *condition);
/* Fills leaves in the order written; NULL is met. */
bool evaluate(struct leaf *leaves, struct evidence *evidence, const struct condition *condition,
              const struct candidate *candidate);
/* The last year that the condition looks at in a cycle that ends with `to`; 0: none. */
int evaluate_last_year(const struct condition *condition, int to);

/* Whether somebody is among other candidates than the award's own, in a cycle. */
bool award_is_candidate(struct evidence *evidence, const struct award_cycle_result *cycle,
                        const struct candidates *candidates, const struct unit *unit, struct str person);

/* ---- rows of a table ---- */

/* Which period a row is of. */
struct column_index {
	struct column_index *next_index;
	const struct resource *resource;
	size_t field, time; /* SIZE_MAX: the table has none */
	struct map first;   /* value → row + 1 */
	size_t *next;       /* row → row + 1 of the next with that value */
};

/* Whether a row lies in the years; of a table without periods every row does. */
bool evidence_in_years(const struct evidence *evidence, const struct resource *resource, size_t time,
                       size_t row, int from, int to);
size_t evidence_time_field(const struct resource *resource);

#endif
