/* What publishing writes: objects first, references last, so that whoever looks sees all of an edition or
 * nothing of it. The work tree and the index are never touched. */
#ifndef REPO_WRITE_H
#define REPO_WRITE_H

#include "repo/repo.h"

/* Who commits; the time is that of the commit that is published, never a clock's. */
struct repo_identity {
	struct str name, email;
	int64_t time;
};

/* user.name and user.email of the configuration where the identity lacks them. *found: there are both. */
bool repo_identity(bool *found, struct repo_identity *identity, struct arena *arena, struct repo *repo,
                   struct diags *diags);
/* *dirty: a path that differs from HEAD, staged or not, or is untracked and not ignored; empty: the work tree
 * is clean (a bare repository always is). */
bool repo_dirt(struct str *dirty, struct arena *arena, struct repo *repo, struct diags *diags);

/* One publisher at a time: waits for the others, and removes the scratch folder that an interrupted one left.
 * -1: said. Closing the descriptor lets go. */
int repo_lock(struct repo *repo, struct diags *diags);
/* Removes the lock of a reference that an interrupted publisher left; call it under repo_lock. */
void repo_mend(const struct repo *repo, struct str reference);
/* A folder of the repository's own for what is built meanwhile, empty after repo_lock. */
struct str repo_scratch(struct arena *arena, const struct repo *repo);
void repo_scratch_remove(const struct repo *repo);

/* Writes every file below a folder as objects, byte by byte as they are. */
bool repo_write_folder(struct oid *tree, struct repo *repo, const char *folder, struct diags *diags);
/* A commit that no reference names yet; `parent` none: a root. */
bool repo_write_commit(struct oid *out, struct repo *repo, struct oid tree, struct oid parent,
                       const struct repo_identity *identity, struct str message, struct diags *diags);
/* An annotated tag that no reference names yet. */
bool repo_write_tag(struct oid *out, struct repo *repo, struct oid commit, struct str name,
                    const struct repo_identity *identity, struct str message, struct diags *diags);

/* What a reference of that full name leads to; none: there is no such reference. A tag object is itself. */
bool repo_reference(struct oid *out, struct repo *repo, struct str name, struct diags *diags);
/* Moves or makes it if it still is what it was (none: not there); none as the new value removes it. */
bool repo_set_reference(struct repo *repo, struct str name, struct oid old, struct oid new, struct str why,
                        struct diags *diags);
/* True where a work tree has the branch of that name checked out. */
bool repo_is_checked_out(struct repo *repo, struct str branch);
/* What a commit is: its tree, message and first parent (none: a root). */
bool repo_read_commit(struct oid *tree, struct oid *parent, struct str *message, struct arena *arena,
                      struct repo *repo, struct oid commit, struct diags *diags);
/* True where b is a or one of its descendants. */
bool repo_is_ancestor(struct repo *repo, struct oid a, struct oid b);

/* Sends references to a remote, each to the same name. Credentials come from the ssh agent or git's
 * credential helpers and are kept nowhere. False: said. */
bool repo_push(struct repo *repo, struct str remote, const struct str *references, size_t n,
               struct diags *diags);

#endif
