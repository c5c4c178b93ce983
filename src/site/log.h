/* The past of the data, for people at a terminal. */
#ifndef SITE_LOG_H
#define SITE_LOG_H

#include "site/site.h"

/* Prints every change of a resource, or of some of its rows by their keys (joined by '/', or the values of
 * one key one by one; the beginning of a key is all rows that begin so), oldest first, and the versions that
 * could not be read. A key that no row ever had is unknown-name. False: said. */
bool site_log(FILE *to, const struct site_options *options, struct str resource, const struct str *keys,
              size_t n_keys, enum diag_language language, struct arena *arena, struct diags *diags);
/* Prints what differs in the data between two revisions or editions; `resource` empty: in all. */
bool site_diff(FILE *to, const struct site_options *options, struct str a, struct str b, struct str resource,
               enum diag_language language, struct arena *arena, struct diags *diags);

#endif
