/* What a page writes behind `=`: a view's info string or a figure's code span, split into its words with
 * their places. `league par-departments period=2026 top=5`: the first word is the name, the second the thing,
 * the rest are key=value or key="a value". */
#ifndef VIEW_SPEC_H
#define VIEW_SPEC_H

#include "md/md.h"
#include "model/model.h"

struct spec_option {
	struct str key, value;
	struct place key_place, value_place;
};

struct spec {
	struct str name, thing; /* thing: empty where there is none */
	struct place name_place, thing_place;
	struct spec_option *options;
	size_t n;
};

/* bad-option at a word that is no key=value, a quote that is not closed, a key that comes twice. */
bool spec_parse(struct spec *out, struct arena *arena, const struct md_data *data, struct diags *diags);
/* Each option's key must be one of the n: bad-option. */
bool spec_only(const struct spec *spec, const struct str *keys, size_t n, struct diags *diags);
/* A view that needs a thing, or takes none: bad-option. */
bool spec_needs_thing(const struct spec *spec, struct diags *diags);
bool spec_has_no_thing(const struct spec *spec, struct diags *diags);
/* NULL where it is not given. */
const struct spec_option *spec_find(const struct spec *spec, struct str key);

/* Readers of one option; a NULL option leaves *out as it is and is no error. Else bad-option at the value:
 * a whole number from 1 on; a period. */
bool spec_number(long *out, const struct spec_option *option, struct diags *diags);
bool spec_period(struct period *out, const struct spec_option *option, struct diags *diags);
/* COLUMN:VALUE[,COLUMN:VALUE…] of a resource; unknown-name at a column or unit or indicator that is not
 * there. */
bool spec_where(struct filter *out, struct arena *arena, const struct model *model,
                const struct resource *resource, const struct spec_option *option, struct diags *diags);
/* The place of a slice of the option's value. */
struct place spec_place(const struct spec_option *option, struct str part);
/* The value of a column that names units or indicators must name one: unknown-name. */
bool spec_names(const struct model *model, struct str column, struct str value, struct place place,
                struct diags *diags);

#endif
