/* leagues.yaml: what is ranked, by what, among whom. */
#ifndef MODEL_LEAGUE_H
#define MODEL_LEAGUE_H

#include "model/filter.h"

enum { DECIMALS_MAX = 30 }; /* of what is shown */

enum score_kind { SCORE_COLUMN, SCORE_SUM, SCORE_WEIGHTED };

/* One column of the score. */
struct criterion {
	struct str column;
	size_t field;          /* of the source */
	struct decimal weight; /* of SCORE_WEIGHTED, else 1 */
};

struct band {
	long top; /* ranks up to it */
	struct label label;
};

struct league {
	struct str id;
	struct place place; /* of its key */
	bool broken;        /* something was said of the definition or its source: it is not computed */
	struct label title; /* its id where it has none */
	bool has_title;
	const struct resource *source;
	struct filter where;
	size_t period, unit, published_rank, note; /* fields of the source; SIZE_MAX: none */
	enum score_kind score;
	struct criterion *criteria;
	size_t n_criteria;
	bool ascending, dense;
	long decimals; /* of what is shown; -1: as they are */
	struct band *bands;
	size_t n_bands;
};

struct leagues {
	struct league *items;
	size_t len;
	bool broken; /* the file is no map of leagues: a name that is not here may be meant */
};

/* Reads the whole file (NULL: none); what is wrong is said at its place and marks its league broken. */
void leagues_read(struct leagues *out, const struct model *model, const struct yml_node *root,
                  struct diags *diags);

#endif
