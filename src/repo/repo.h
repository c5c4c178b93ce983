/* The git repository that holds a site: its revisions, their trees and their log, read through libgit2 alone.
 *
 * Paths are those of the site: a site may stand in a folder of the repository, and what lies outside of it is
 * never seen. Nothing here touches the work tree or the index. Functions that read may be called by several
 * threads at once. */
#ifndef REPO_REPO_H
#define REPO_REPO_H

#include "io/tree.h"

enum { OID_BYTES = 20, OID_HEX = 40 };

/* Names an object; all zero: none. */
struct oid {
	unsigned char bytes[OID_BYTES];
};

struct repo;

/* The same object; none at all. */
bool oid_eq(struct oid a, struct oid b);
bool oid_is_none(struct oid id);
/* 40 hexadecimal digits, and back; false where the text is no id. */
struct str oid_text(struct arena *arena, struct oid id);
bool oid_parse(struct oid *out, struct str text);

/* Opens the repository that the folder lies in: a work tree, a folder of one, a linked work tree, a bare
 * repository. No repository is true and *out NULL. False: said (a foreign owner, a broken repository). */
bool repo_open(struct repo **out, struct arena *arena, const char *folder, struct diags *diags);
/* NULL is allowed. */
void repo_close(struct repo *repo);
bool repo_is_bare(const struct repo *repo);
bool repo_is_shallow(const struct repo *repo);
/* The folder that all work trees of the repository share, for what must not be in a work tree. */
struct str repo_folder(const struct repo *repo);
/* The place of the site in the repository's trees; empty: their top. */
struct str repo_prefix(const struct repo *repo);

/* The commit that a revision names (a commit, tag, branch, `HEAD~2` …). *out is none where it names nothing,
 * and nothing is said. False: a failure, said. */
bool repo_resolve(struct oid *out, struct repo *repo, struct str revision, struct diags *diags);

/* An annotated tag on a commit. */
struct repo_tag {
	struct str name; /* below the prefix */
	struct oid commit;
	struct str message;
};

/* The annotated tags whose names begin with the prefix (`edition/`, a folder of them), by name. False: said.
 */
bool repo_tags(struct repo_tag **out, size_t *n, struct arena *arena, struct repo *repo, struct str prefix,
               struct diags *diags);

/* ---- trees ---- */

enum repo_kind { REPO_FILE, REPO_FOLDER, REPO_LINK, REPO_OTHER };

/* The site's tree in a commit; *out is none where the commit has no such folder. */
bool repo_root(struct oid *out, struct repo *repo, struct oid commit, struct diags *diags);
/* What stands at a path below a tree; *out is none where nothing does. */
bool repo_at(struct oid *out, enum repo_kind *kind, struct repo *repo, struct oid tree, struct str path,
             struct diags *diags);
/* Whether the object is in this clone. */
bool repo_has(struct repo *repo, struct oid id);
/* A file's bytes, in the arena. False: it is none, or not in this clone; said. */
bool repo_blob(struct str *out, struct repo *repo, struct arena *arena, struct oid id, struct diags *diags);

/* A tree of the site as a source of a build; `object` of an entry is the `struct oid` of its blob. The repo
 * must outlive it. With `data_only`, congbo.yaml and data/ alone are listed. */
bool tree_open_git(struct tree *out, struct arena *arena, struct repo *repo, struct oid root, bool data_only,
                   struct diags *diags);
/* Everything below any tree, in the same shape; entries know their sizes. */
bool tree_open_git_whole(struct tree *out, struct arena *arena, struct repo *repo, struct oid root,
                         struct diags *diags);

/* Calls `found` with each path that differs between two trees of a site (none: an empty one), in files alone
 * and in the parts that a site is made of. False: a failure, said. */
typedef void repo_found(void *data, struct str path);
bool repo_compare(struct repo *repo, struct oid old, struct oid new, repo_found *found, void *data,
                  struct diags *diags);

/* ---- the log ---- */

struct repo_commit {
	struct oid id;
	int64_t time;    /* the committer's, in seconds since 1970 */
	struct oid root; /* the site's tree; none: it had no such folder */
	size_t *parents; /* into the log, all before it */
	size_t n_parents;
	bool is_cut; /* it has parents that a shallow clone does not hold */
};

/* A commit and all its ancestors, parents first, else the older first. */
struct repo_log {
	struct repo_commit *items;
	size_t len;
};

/* The log of a commit, in the arena. False: git failed, said. */
bool repo_log(struct repo_log *out, struct arena *arena, struct repo *repo, struct oid from,
              struct diags *diags);
/* `2026-10-20T02:30:00Z`. */
struct str repo_time_text(struct arena *arena, int64_t time);

#endif
