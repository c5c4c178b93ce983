/* What a page asks of the data, taken apart: a view (`=league par-departments period=2026 top=5`) or a figure
 * (`=results.value indicator=on-time unit=mot-cua`). Only the writing is judged here; what the names and
 * options mean is the views' to say, at the places kept. */
#ifndef MODEL_SPEC_H
#define MODEL_SPEC_H

#include "base/diag.h"

struct spec_word {
	struct str text;
	struct place place;
};

struct spec_option {
	struct spec_word key, value; /* value without its quotes; its place is that of its first byte */
};

struct view_spec {
	bool figure;
	struct spec_word name;  /* the view; of a figure the resource */
	struct spec_word thing; /* empty: none; of a figure the column */
	struct spec_option *options;
	size_t n_options;
	struct place place; /* of the fence or the backtick */
	bool broken;        /* something was said */
};

/* One COLUMN:VALUE of a `where`. */
struct spec_pair {
	struct spec_word column, value;
};

/* Takes the spec (without its '=') apart; `place` is that of its first byte. All texts are copied. False:
 * said, and *out is what could be read: bad-option for what is no `key=value`, a key that stands twice, a
 * quotation that does not end; unknown-view; unknown-name for a figure without `RESOURCE.COLUMN`. */
bool spec_parse(struct view_spec *out, struct arena *arena, struct str spec, struct place place, bool figure,
                struct diags *diags);
/* NULL where it is not given. */
const struct spec_option *spec_option(const struct view_spec *spec, struct str key);
/* A `where`: one or more COLUMN:VALUE with ',' between. False and bad-option where it is not that. */
bool spec_where(struct spec_pair **out, size_t *n, struct arena *arena, const struct spec_option *where,
                struct diags *diags);
/* A `sort`: the column, and whether a '-' stands before it. */
struct spec_word spec_sort(bool *descending, const struct spec_option *sort);

#endif
