/* The preview: builds, serves what was built, builds again when a source changes. */
#ifndef SERVE_SERVE_H
#define SERVE_SERVE_H

#include "site/site.h"

struct serve_options {
	struct site_options site; /* its `out` is given */
	int port;
	enum diag_language language; /* of what is shown in the browser */
	/* Told of each build as it ends; `done`: it was written. The diagnostics and the summary go after it.
	 */
	void (*report)(void *context, bool done, const struct site_summary *summary, struct diags *diags);
	void *context;
};

/* Runs until a signal ends the program; returns only where it cannot start or go on: said. */
void serve_run(const struct serve_options *options, struct diags *diags);

#endif
