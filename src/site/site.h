/* A build of a site, from its folder or a revision to what is written: the phases, in the order they run. */
#ifndef SITE_SITE_H
#define SITE_SITE_H

#include "base/date.h"
#include "base/diag.h"
#include "history/edition.h"
#include "io/output.h"

struct site_options {
	const char *folder;   /* the site */
	const char *out;      /* where to write; NULL: public/ in the site */
	const char *defaults; /* the folder that holds themes/default; NULL: there is none */
	const char *aside;    /* a folder for a file without a name, while the build runs; NULL: memory */
	struct str rev;       /* a git revision to read from; empty: the folder as it stands */
	struct str base_url;  /* instead of the site's own; empty: that */
	bool has_now;
	struct date now, clock;        /* today: now, else the site's as_of, else clock */
	int jobs;                      /* 0: as many as there are cores */
	const struct edition *edition; /* the one that this build makes; NULL: none */
	bool no_history, strict, drafts, timings;
	bool stamp; /* keep a stamp of the build, and do not make one that would change nothing: site/stamp.h
	             */
	/* Told how far the build is, in the thread that runs it: `total` is 0 in a phase that does not count.
	 * NULL: nobody is. */
	void (*progress)(void *context, const char *phase, size_t done, size_t total);
	void *progress_context;
};

struct site_summary {
	size_t pages;
	struct output_summary output;
	struct str base_url; /* empty where the settings could not be read */
	double seconds;
};

/* Seconds of a clock that only runs forward. */
double site_clock(void);
/* Where a build writes; in the arena. */
const char *site_out(struct arena *arena, const struct site_options *options);
/* Checks all, then writes. False where nothing was written: the site is wrong, or the machine failed; said.
 */
bool site_build(struct site_summary *summary, const struct site_options *options, struct arena *arena,
                struct diags *diags);
/* The same up to the gate; writes nothing. False: something is wrong. */
bool site_check(const struct site_options *options, struct arena *arena, struct diags *diags);
/* Prints a stage as JSON. False: said, or there is no such stage (said too). */
bool site_dump(FILE *to, struct str stage, const struct site_options *options, struct arena *arena,
               struct diags *diags);

#endif
