/* Corrections of published figures: what was wrong, why, and what it did to ranks and statuses, on the pages
 * that they concern and in the feed. */
#ifndef VIEW_CORRECTIONS_H
#define VIEW_CORRECTIONS_H

#include "view/editions.h"
#include "view/view.h"

/* A rank or a status as it was published before and after. */
struct view_effect {
	const struct league *league; /* or the card; exactly one of the two */
	const struct view_card *card;
	const struct target *target; /* of a status; NULL: the site has it no more */
	struct str unit, period;     /* as written */
	struct str before, after;    /* empty: none then */
};

struct view_correction {
	const struct correction *row;
	const struct resource *resource;      /* that was corrected */
	const struct edition *before, *after; /* the editions around it; NULL: none, or this build */
	bool is_compared;                     /* what both published is at hand */
	const struct view_effect *effects;    /* of the row corrected, and what else moved with it */
	size_t n_effects, more;               /* so many are left out */
};

/* Finds the corrections that may be printed (of published tables, naming nobody who is withheld), newest
 * first, and reads what came of them from what was published. Made once, after the data files. False: a
 * failure, said. */
bool view_corrections_init(struct view_site *site, struct arena *arena, struct diags *diags);

/* Each adds `corrections`. */
void view_corrections_of_dataset(struct view *view, struct value *tree, const struct resource *resource);
void view_corrections_of_indicator(struct view *view, struct value *tree, const struct indicator *indicator);
/* `period`: of the table; SIZE_MAX: any. */
void view_corrections_of_league(struct view *view, struct value *tree, const struct league_result *result,
                                size_t period);
void view_corrections_of_scorecard(struct view *view, struct value *tree, const struct view_card *card,
                                   size_t period);
/* What was corrected after the edition. */
void view_corrections_of_edition(struct view *view, struct value *tree, const struct edition *edition);
/* One line for the feed: what was corrected, and from what to what. */
struct str view_correction_text(const struct view *view, const struct view_correction *correction);

#endif
