/* How far a build is, on a terminal: one line on standard error that is gone when the build is over. */
#ifndef MAIN_PROGRESS_H
#define MAIN_PROGRESS_H

#include "main/options.h"
#include "site/site.h"

struct progress {
	enum diag_language language;
	double start, shown; /* seconds of a clock that only runs forward; 0: not yet */
};

/* Makes the builds of these options tell it; nothing where standard error is no terminal, or the build is to
 * be quiet or timed.
 */
void progress_start(struct progress *progress, struct site_options *site, const struct options *options);
/* A build is over: erases the line, if there is one. */
void progress_end(struct progress *progress);

#endif
