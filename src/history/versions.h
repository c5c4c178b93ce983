/* The states of all published tables in all commits; of the history folder's own. A state is known by the ids
 * of its descriptor and its file, so what did not change costs nothing, and is read at most a few times. */
#ifndef HISTORY_VERSIONS_H
#define HISTORY_VERSIONS_H

#include "history/history.h"

/* One table by one descriptor. */
struct version {
	const struct outline *outline; /* NULL: its descriptor cannot be read, or it has no file */
	struct oid blob;
	bool tried, readable, kept;
	struct diag why;     /* of one that is not readable */
	struct arena *arena; /* NULL: not at hand */
	struct keyed keyed;
	struct resource resource;
};

/* Finds the state of every published resource of the package in every commit. False: git failed, said. */
bool versions_find(struct versions **out, struct arena *arena, struct repo *repo, const struct repo_log *log,
                   const struct package *package, const struct languages *languages, struct diags *diags);
/* NULL is allowed. */
void versions_close(struct versions *versions);
size_t versions_resources(const struct versions *versions);
/* What stood in a commit; NULL: the commit does not publish such a resource. Resources by their index. */
struct version *versions_at(const struct versions *versions, size_t commit, size_t resource);
/* Reads a version if it is not at hand; it stays so until versions_trim, one that is `kept` until the end.
 * False: git failed, said; a version that is not readable is true and version->readable false. */
bool version_load(struct versions *versions, struct version *version, struct diags *diags);
/* Lets all but the last few versions go. */
void versions_trim(struct versions *versions);
/* What a commit is compared by: its version, or the nearest before that can be read; NULL: none. */
struct version **versions_readable(const struct versions *versions, size_t commit, size_t resource);

#endif
