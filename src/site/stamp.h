/* The stamp of a build: of what it was made and what it wrote, as the file systems say, in `.congbo/built` of
 * the site. While all of that is as it was, a build would make the same again, so it is not made. The stamp
 * knows all or nothing: a build is made whole or not at all, and what it said is said again. Whatever hinders
 * a stamp is no failure: then the site is built. */
#ifndef SITE_STAMP_H
#define SITE_STAMP_H

#include "site/phases.h"

struct stamp;

/* Before a build begins, in the arena. NULL: what the build depends on cannot be known. */
struct stamp *stamp_open(struct arena *arena, const struct site_options *options);
/* NULL is allowed. */
void stamp_close(struct stamp *stamp);
/* True where what stands is what a build would write: *summary is as that build would give it, and what it
 * would say is added. Otherwise the old stamp is removed: from now on something may be written. */
bool stamp_holds(struct site_summary *summary, struct stamp *stamp, struct diags *diags);
/* Keeps what a finished build knows and said, while its output is still locked. */
void stamp_keep(struct stamp *stamp, const struct build *build);

#endif
