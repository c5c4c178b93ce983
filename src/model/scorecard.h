/* scorecards.yaml: which targets are judged together, for which units, and what is counted from rows. */
#ifndef MODEL_SCORECARD_H
#define MODEL_SCORECARD_H

#include "model/filter.h"

struct indicator;

/* An indicator whose figure is the number of matching rows, by their columns `unit` and `year`. */
struct scorecard_count {
	const struct indicator *indicator;
	struct filter of;
};

struct scorecard {
	struct str id;
	struct place place;
	bool broken;
	struct label title;
	bool has_title;
	struct filter where; /* of targets */
	struct filter units; /* who a target without a unit is for */
	struct scorecard_count *counts;
	size_t n_counts;
};

struct scorecards {
	struct scorecard *items;
	size_t len;
};

void scorecards_read(struct scorecards *out, const struct model *model, const struct yml_node *root,
                     struct diags *diags);

#endif
