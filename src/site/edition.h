/* Making an edition, and proving one. */
#ifndef SITE_EDITION_H
#define SITE_EDITION_H

#include "repo/write.h"
#include "site/site.h"

struct publish_options {
	const struct site_options *site;
	struct str id;
	bool corrects;
	struct str reason; /* of a correction */
	bool push;
	struct str name, email; /* of who publishes; empty: as git's configuration has it */
};

struct publish_summary {
	struct str id, commit, branch; /* of the output */
	struct site_summary site;
};

/* Publishes HEAD, section 8 of the contract. False: said; then no reference has changed, unless only the push
 * failed. */
bool site_publish(struct publish_summary *summary, const struct publish_options *options, struct arena *arena,
                  struct diags *diags);

struct verify_summary {
	struct str id;
	size_t files;             /* compared and equal */
	bool same_version;        /* else only reference copies and derived tables could be compared */
	struct str made, running; /* versions */
};

/* Compares an edition (empty: the newest that HEAD knows) with its branch and with what its source gives
 * today. False: said, the first difference by name. */
bool site_verify(struct verify_summary *summary, const struct site_options *site, struct str id,
                 struct arena *arena, struct diags *diags);

#endif
