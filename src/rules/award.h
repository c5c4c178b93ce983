/* Awards: who meets which conditions in which cycle, with the evidence. The contract's section 7. */
#ifndef RULES_AWARD_H
#define RULES_AWARD_H

#include "rules/league.h"
#include "rules/scorecard.h"

/* A condition that is no group, for one candidate. */
struct leaf {
	const struct condition *condition;
	bool passed;
	long number; /* top, leader: the rank (0: none), or with `years` in how many; count, none, value, met,
	                award: matching rows */
	size_t row;  /* count, none, value: the first matching row, of value the first that fails; SIZE_MAX:
	                none */
};

/* One candidate in one cycle. */
struct verdict {
	const struct unit *unit;  /* NULL: the table of candidates names none */
	struct person_ref person; /* of individuals */
	size_t row;               /* of the table of candidates */
	bool eligible;
	const struct leaf *leaves; /* in the order they are written; as many as the cycle's result says */
};

struct award_cycle_result {
	const struct award *award;
	int from, to;
	struct str name;                   /* 2026, or 2026-2030 */
	const struct resource *candidates; /* the table that they are rows of */
	struct verdict *verdicts;          /* by unit, then person, ids by bytes */
	size_t n, n_eligible, n_leaves;
};

struct award_result {
	const struct award *award;
	bool broken;                       /* it, or what it looks at: not judged */
	struct award_cycle_result *cycles; /* oldest first; none of a spot award */
	size_t n;
};

/* What the conditions look at. Results stand in the order of the model's leagues and scorecards. */
struct evidence {
	const struct model *model;
	const struct league_result *leagues;
	const struct scorecard_result *scorecards;
	struct arena *arena;
	struct column_index *indexes; /* made as they are needed */
};

/* The arena keeps what is found out about tables; one for each thread. */
void evidence_open(struct evidence *out, struct arena *arena, const struct model *model,
                   const struct league_result *leagues, const struct scorecard_result *scorecards);
/* Judges every candidate of every cycle; says deadline-before-data. */
void award_compute(struct award_result *out, struct arena *arena, struct evidence *evidence,
                   const struct award *award, struct diags *diags);
/* The cycle that a year lies in; NULL: none. */
const struct award_cycle_result *award_cycle(const struct award_result *result, int year);
/* The verdict on a unit (and person, of an individual; a NULL unit takes the first of that name); NULL: it is
 * no candidate. */
const struct verdict *award_verdict(const struct award_cycle_result *cycle, const struct unit *unit,
                                    struct str person);
/* The last day on which a dossier of the cycle that ends with that year is in time; false: no deadline. */
bool award_deadline(struct date *out, const struct award *award, int cycle_to);
/* The leaves that fail under conditions that fail, by id, else by kind, joined by ';'. */
struct str award_failed(struct arena *arena, const struct award *award, const struct leaf *leaves);
/* What a line of the quota comes to in a cycle; false where nothing can be said (a share of no candidates).
 * `unit` is whose share it is (NULL: of all). */
bool award_limit(long *out, struct evidence *evidence, const struct award_cycle_result *cycle,
                 const struct quota *quota, const struct unit *unit);

/* ---- honours ---- */

enum honour_mismatch {
	HONOUR_NOT_CANDIDATE = 1,
	HONOUR_NOT_ELIGIBLE = 2,
	HONOUR_OVER_QUOTA = 4,
	HONOUR_REPEATED = 8,
	HONOUR_NO_AUTHORITY = 16,
	HONOUR_LACKS_DOCUMENTS = 32,
};

struct honour_result {
	unsigned mismatches;
	bool outside;                  /* of the quota, with a reason */
	const struct verdict *verdict; /* NULL: none */
	const struct award_cycle_result *cycle;
};

/* Checks all decided rows and the quota among nominees; one result for each row of `honours`. Said:
 * award-not-eligible, award-quota, award-repeated, award-authority (warnings where the award is decided
 * above), award-documents, nominee-quota; of a row that an edition has published (`published` by row, NULL:
 * none) only award-later. Awards stand in the model's order. */
struct honour_result *honours_check(struct arena *arena, struct evidence *evidence,
                                    const struct award_result *awards, const bool *published,
                                    struct diags *diags);

#endif
