/* What the repository says of a site's past: every change of every published table, the last commit of every
 * file, the editions. Made once from the commit that is built and its ancestors, then const.
 *
 * Nothing is guessed: an old version is read by its own commit's descriptor; one that cannot be read is named
 * and skipped, and what came after it is compared with what came before it. */
#ifndef HISTORY_HISTORY_H
#define HISTORY_HISTORY_H

#include "history/compare.h"
#include "history/edition.h"
#include "model/model.h"
#include "repo/repo.h"

/* One line of data/changes/RESOURCE.csv. */
struct change {
	const struct repo_commit *commit;
	struct str key, column, old, new;
	enum change_class class;
	struct str reason; /* the correction's, in the default language; empty: none */
};

/* A version that could not be read, and the first thing that was wrong with it, settled. */
struct unreadable {
	const struct repo_commit *commit;
	struct diag why;
};

/* The past of one resource, oldest first, of one commit by key, column, old, new. */
struct past {
	const struct resource *resource;
	struct change *changes;
	size_t n_changes;
	struct unreadable *unreadable;
	size_t n_unreadable;
	const struct repo_commit *first; /* the first version; NULL: no commit has it */
};

struct versions; /* the states of all tables in all commits */

struct history {
	struct repo *repo;              /* NULL: no repository, or it was not to be asked */
	const struct repo_commit *head; /* NULL: nothing is committed yet, and all else is empty */
	struct repo_log log;
	bool is_cut;              /* a shallow clone: it reaches back to log.items[0] and no further */
	struct past *pasts;       /* by resource of the package; of one that is not published nothing */
	struct map last;          /* path → struct repo_commit: the last that changed the file */
	struct editions editions; /* known to the build, oldest first */
	struct renames_file renames;
	struct versions *versions;
};

/* Reads the past of `commit` (none: there is none). `tree` is the site as it is built, for renames.yaml.
 * False: git failed, said. What is wrong with renames.yaml is said too. */
bool history_load(struct history *out, struct arena *arena, struct repo *repo, struct oid commit,
                  const struct model *model, const struct tree *tree, struct diags *diags);
/* The same for two commits alone, as if one were the other's parent: what differs between them. */
bool history_between(struct history *out, struct arena *arena, struct repo *repo, struct oid old,
                     struct oid new, const struct model *model, const struct tree *tree, struct diags *diags);
void history_close(struct history *history);

/* NULL where the file was never committed (or there is no history). */
const struct repo_commit *history_last(const struct history *history, struct str path);
/* NULL where the log does not hold it. */
const struct repo_commit *history_commit(const struct history *history, struct oid id);

/* By row of the table `honours`: the first edition that published the row as decided; NULL: none has. False:
 * git failed, said. */
bool history_honours(const struct edition ***out, struct arena *arena, const struct history *history,
                     const struct resource *honours, struct diags *diags);

/* ---- states ---- */

/* A table as it stood in a commit: the nearest version up to it that can be read; NULL where there is none.
 * Lives until history_close. False: git failed, said. */
bool history_state(const struct keyed **out, const struct history *history, const struct repo_commit *commit,
                   const struct resource *resource, struct diags *diags);

#endif
