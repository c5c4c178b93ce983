/* data/renames.yaml: what was called otherwise once, RESOURCE: {columns: {OLD: NEW}, codes: {COLUMN: {OLD:
 * NEW}}}. */
#ifndef HISTORY_RENAMES_H
#define HISTORY_RENAMES_H

#include "model/model.h"

struct rename {
	struct str old, new;
};

struct rename_list {
	struct rename *items;
	size_t len;
};

struct code_renames {
	struct str column;
	struct rename_list list;
};

/* Of one resource. */
struct renames {
	struct str resource;
	struct rename_list columns;
	struct code_renames *codes;
	size_t n_codes;
};

struct renames_file {
	struct renames *items;
	size_t len;
	bool broken; /* something was said of it */
};

/* A site without the file has none. What is wrong with it is said; the rest can be relied on. */
void renames_load(struct renames_file *out, struct arena *arena, const struct tree *tree,
                  const struct model *model, struct diags *diags);
/* NULL where the file names none for the resource. */
const struct renames *renames_of(const struct renames_file *file, struct str resource);
/* What a name became, one step on; false where it is not renamed. */
bool rename_next(struct str *out, const struct rename_list *list, struct str name);
/* True where one became the other, in any number of steps but none. */
bool rename_leads(const struct rename_list *list, struct str old, struct str new);
/* The renames of the codes of a column; NULL where there are none. */
const struct rename_list *renames_codes(const struct renames *renames, struct str column);

#endif
