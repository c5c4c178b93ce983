/* What a clerk has, an Excel sheet or a CSV of any kind, into the CSV of a resource. Nothing is guessed in
 * silence: each row of the input becomes a row or is named as left out, each change of a value is told, what
 * can be read in two ways is an error that names the option which decides it. Only what then passes the
 * resource's own check is written. */
#ifndef IMPORT_IMPORT_H
#define IMPORT_IMPORT_H

#include "base/diag.h"

enum import_mode {
	IMPORT_REPLACE, /* the rows of the input are all there are */
	IMPORT_APPEND,  /* they are added; a row that is there with other values is an error */
	IMPORT_UPDATE,  /* they are added, or take the place of the row with their key */
};

/* `LEFT=RIGHT` of the command line. */
struct import_pair {
	struct str left, right;
};

struct import_options {
	const char *site;
	struct str file, resource;
	enum import_mode mode;
	struct str sheet;    /* name or number; empty: the only one */
	struct str encoding; /* empty: found out, or refused */
	char delimiter;      /* 0: likewise */
	char decimal;        /* '.' or ',', 0: likewise */
	bool percent;        /* 98,5% is the number 98,5 */
	bool dry_run;
	const struct import_pair *maps; /* column=field, or column= for one that is left out */
	size_t n_maps;
	const struct import_pair *sets; /* field=value, the same in each row */
	size_t n_sets;
	const struct str *missing; /* texts that stand for no value */
	size_t n_missing;
	const struct str *skips; /* `12` or `15-17`: rows left out */
	size_t n_skips;
};

struct import_summary {
	struct str path;                   /* relative to the site; empty: nothing was made */
	size_t added, changed, same, gone; /* rows; `gone` stood there and are in the input no more */
	bool written;
};

/* False: something was said, and the file stands as it was. Notes of what was done are said in any case. */
bool import_file(struct import_summary *summary, const struct import_options *options, struct arena *arena,
                 struct diags *diags);

#endif
