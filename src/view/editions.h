/* What was published: the kinds `editions` and `edition`. Past editions are read, never recomputed. */
#ifndef VIEW_EDITIONS_H
#define VIEW_EDITIONS_H

#include "history/compare.h"
#include "history/edition.h"
#include "view/view.h"

/* A file of an edition at its fixed address. */
struct view_edition_file {
	struct str name, route; /* results.csv, /editions/2026-Q3/data/results.csv */
	uint64_t size;
	bool withheld; /* it names somebody who must not be named any more: it is not copied */
};

/* What changed in one table since the edition before. */
struct view_edition_change {
	const struct resource *resource;
	size_t counts[CHANGE_RENAMED + 1]; /* by enum change_class */
};

struct view_edition {
	const struct edition
	        *edition; /* of the build, by age; output and tree are none for the one being made */
	bool is_own; /* of the commit that is built: its page says no more than was known when it was made */
	const struct tree *tree;      /* what it published; NULL: not at hand (a check writes nothing) */
	const struct edition *before; /* that it is compared with; NULL: it is the first */
	const struct view_edition_file *files;
	size_t n_files;
	const struct view_edition_change *changes;
	size_t n_changes;
	const struct str *definitions; /* `leagues.yaml: par-departments`: what changed since `before` */
	size_t n_definitions;
};

/* link to its page, in its name; false where there is none (NULL). */
struct value *view_edition_link(const struct view *view, const struct edition *edition);
void view_editions_head(struct view_head *out, const struct view *view);
/* Adds `editions`. */
void view_editions(struct view *view, struct value *tree, const struct view_edition *editions, size_t n);
void view_edition_head(struct view_head *out, const struct view *view, const struct view_edition *edition);
/* Adds `edition`. */
void view_edition(struct view *view, struct value *tree, const struct view_edition *edition);

#endif
