/* Readers of what a page asks of the data (model/spec.h has taken it apart): each says what is wrong at the
 * very word. A NULL option is one that is not given: it leaves *out as it is and is no error. */
#ifndef VIEW_OPTION_H
#define VIEW_OPTION_H

#include "model/model.h"
#include "model/spec.h"

/* Each option's key must be one of the n: bad-option. */
bool option_only(const struct view_spec *spec, const struct str *keys, size_t n, struct diags *diags);
/* A view that needs a thing, or takes none: bad-option. */
bool option_needs_thing(const struct view_spec *spec, struct diags *diags);
bool option_has_no_thing(const struct view_spec *spec, struct diags *diags);
/* A whole number from 1 on; a period. Else bad-option. */
bool option_number(long *out, const struct spec_option *option, struct diags *diags);
bool option_period(struct period *out, const struct spec_option *option, struct diags *diags);
/* Says that a thing has no such period, and its first and last (empty: it has none). Always false. */
bool option_no_period(const struct spec_option *option, struct str thing, struct str first, struct str last,
                      struct diags *diags);
/* COLUMN:VALUE[,COLUMN:VALUE…] of a resource or of its rows' units: bad-option where it is not that,
 * unknown-name at a column, unit or indicator that is not there. */
bool option_where(struct filter *out, struct arena *arena, const struct model *model,
                  const struct resource *resource, const struct spec_option *option, struct diags *diags);
/* The place of a slice of the option's value. */
struct place option_place(const struct spec_option *option, struct str part);
/* A resource that pages may show. NULL: unknown-name, said, unless *unjudged: the descriptor itself is
 * broken, so that nobody knows what there is. */
const struct resource *option_resource(bool *unjudged, const struct package *package, struct spec_word name,
                                       struct diags *diags);
/* The value of a column that names units or indicators must name one: unknown-name. */
bool option_names(const struct model *model, struct str column, struct spec_word value, struct diags *diags);

#endif
