/* Editions: what was published, when, and where its bytes are. An edition is an annotated tag edition/ID on
 * the source commit; its message says all that must be known to make the same bytes again:
 *
 *     Edition 2026-Q3
 *
 *     day: 2026-10-20
 *     output-commit: 40 hex digits
 *     output-tree: 40 hex digits
 *     corrects: 2026-Q3            (of a correction: what it supersedes)
 *     reason: …                    (the same)
 *     editions: 2026-Q2 2026-Q3    (those known to it, itself among them)
 *     version: congbo 0.1.0        (one line for the program and for each library)
 *
 * A tag of that name which is no such thing is no edition. */
#ifndef HISTORY_EDITION_H
#define HISTORY_EDITION_H

#include "base/date.h"
#include "repo/repo.h"

struct edition {
	struct str id;
	struct oid source, output, tree; /* commits of the source and of the output, the output's tree */
	struct date day;                 /* that stood for today */
	struct str *known;               /* ids, itself among them */
	size_t n_known;
	struct str corrects, reason;         /* empty: it is no correction */
	struct str versions;                 /* lines, as version_text has them */
	const struct edition *superseded_by; /* among those known to the build; NULL: it stands */
};

struct editions {
	struct edition *items; /* oldest first */
	size_t len;
};

/* Letters, digits, '.', '_' and '-'; no name that git refuses. */
bool edition_id_valid(struct str id);
/* All of the repository, by id. False: git failed, said. */
bool editions_read(struct editions *out, struct arena *arena, struct repo *repo, struct diags *diags);
/* NULL where there is none of that id. */
const struct edition *edition_find(const struct editions *editions, struct str id);
/* The id in a revision that names an edition (edition/ID, tags/edition/ID, refs/tags/edition/ID); else empty.
 */
struct str edition_of_revision(struct str revision);
/* Those whose source is a commit of the log, in its order, then by day and id. */
void editions_known(struct editions *out, struct arena *arena, const struct editions *all,
                    const struct repo_log *log);
/* Those that an edition knew. False: one of them is not in this clone, said. */
bool editions_listed(struct editions *out, struct arena *arena, const struct editions *all,
                     const struct edition *edition, const struct repo_log *log, struct diags *diags);
/* Says anew which supersedes which; each array has room for one more. */
void editions_link(struct editions *editions);
/* The message of its tag. */
struct str edition_message(struct arena *arena, const struct edition *edition);

#endif
