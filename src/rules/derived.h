/* The derived tables as rows of texts, exactly as their CSVs have them (the contract's section 9). Rows are
 * made one at a time, so that a table of millions is never held as text. */
#ifndef RULES_DERIVED_H
#define RULES_DERIVED_H

#include "rules/calendar.h"
#include "rules/withheld.h"

enum { DERIVED_COLUMNS_MAX = 14 };

struct derived {
	const struct str *columns; /* the header */
	size_t n_columns, n_rows;
	/* Fills n_columns cells of a row; texts live in the arena or in the model. For several threads at
	 * once, each with its own arena. */
	void (*fill)(struct str *cells, struct arena *arena, const struct derived *table, size_t row);
	const struct model *model;
	const void *of, *rows;
};

/* The arena keeps the order of the rows, where it is not that of the result itself. */
void derived_league(struct derived *out, const struct model *model, const struct league_result *result);
void derived_scorecard(struct derived *out, const struct model *model, const struct scorecard_result *result);
/* Of individuals only the eligible have a row, without the person where `withheld` (NULL: nothing) says so.
 */
void derived_eligibility(struct derived *out, struct arena *arena, const struct model *model,
                         const struct withheld *withheld, const struct award_result *results, size_t n);
void derived_honours(struct derived *out, struct arena *arena, const struct model *model);
void derived_calendar(struct derived *out, const struct model *model, const struct calendar_result *result);

#endif
