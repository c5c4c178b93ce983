/* The kinds of pages: for each, what its page says of itself and what its tree holds. To add a kind of page:
 * a row here, its pages in plan.c, its tree in view/, its layout in the theme. */
#ifndef SITE_KINDS_H
#define SITE_KINDS_H

#include "site/phases.h"

/* One page in one language being made. */
struct making {
	const struct build *build;
	const struct planned *planned;
	struct view *view;
};

struct kind {
	void (*head)(struct view_head *out, const struct making *making);
	/* Adds the kind's keys; view->tree is there. False: said. */
	bool (*fill)(struct value *tree, const struct making *making);
};

const struct kind *kind_of(const struct planned *planned);

#endif
