/* The command line, the environment and the clock, read once and here alone. */
#ifndef MAIN_OPTIONS_H
#define MAIN_OPTIONS_H

#include "base/date.h"
#include "base/diag.h"
#include "import/import.h"

/* Exit statuses, the same for every command. */
enum { STATUS_DONE = 0, STATUS_SITE = 1, STATUS_USAGE = 2, STATUS_MACHINE = 3 };

enum { OPERANDS_MAX = 64, REPEATS_MAX = 64 };

struct options {
	struct str command;
	struct str operands[OPERANDS_MAX];
	size_t n_operands;
	struct str site, out, rev, base_url, partials; /* as given; empty: not given */
	struct str reason;                             /* --correction */
	struct str archive;                            /* of publish */
	bool corrects, push;
	const char *aside;      /* TMPDIR, else /tmp */
	struct str name, email; /* GIT_COMMITTER_NAME and _EMAIL; empty: git's configuration says */
	struct date now;        /* --now */
	bool has_now;
	struct date
	        clock; /* SOURCE_DATE_EPOCH's day, else today's in UTC+7; what --now and as_of come before */

	int archive_limit; /* megabytes; 0: none */
	int jobs;          /* 0: as many as there are cores */
	int port;

	bool no_history, strict, drafts, json, timings, quiet, help;
	enum diag_language language;

	/* of import; what may be given again and again */
	struct str sheet, encoding;
	char delimiter, decimal;
	bool percent, append, update, dry_run;
	struct import_pair maps[REPEATS_MAX], sets[REPEATS_MAX];
	struct str missing[REPEATS_MAX], skips[REPEATS_MAX];
	size_t n_maps, n_sets, n_missing, n_skips;
};

/* Reads argv. False: wrong usage, said in `diags`. */
bool options_read(struct options *out, struct arena *arena, int argc, char **argv, struct diags *diags);
/* The status that diagnostics amount to: 3 if the machine failed, 1 for errors (with `strict`, warnings), 0.
 */
int options_status(const struct diags *diags, bool strict);

#endif
