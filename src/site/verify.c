/* Proving an edition: what the branch holds, what the tag says and what the source gives must be the same. */
#include "base/arena.h"
#include "history/edition.h"
#include "model/config.h"
#include "site/edition.h"
#include "site/revision.h"
#include "site/version.h"

#include <unistd.h>

struct verifier {
	const struct site_options *site;
	struct arena *arena;
	struct diags *diags;
	struct repo *repo;
	struct editions all;
	const struct edition *edition;
	struct config config; /* of the edition's source */
};

#define FAIL(verifier, id, ...) (DIAG((verifier)->diags, (struct place){0}, id, __VA_ARGS__), false)

/* ---- which ---- */

static bool find_newest(struct verifier *verifier)
{
	struct oid head;
	struct repo_log log;
	struct editions known;
	if (!revision_find(&head, verifier->repo, STR("HEAD"), verifier->diags) ||
	    !repo_log(&log, verifier->arena, verifier->repo, head, verifier->diags))
		return false;
	editions_known(&known, verifier->arena, &verifier->all, &log);
	if (known.len == 0)
		return FAIL(verifier, EDITION_NONE, STR(""));
	verifier->edition = edition_find(&verifier->all, known.items[known.len - 1].id);
	return true;
}

static bool find_edition(struct verifier *verifier, struct str id)
{
	const char *folder = verifier->site->folder;
	if (!repo_open(&verifier->repo, verifier->arena, folder, verifier->diags))
		return false;
	if (!verifier->repo)
		return FAIL(verifier, REPO_NONE, str_from(folder));
	if (!editions_read(&verifier->all, verifier->arena, verifier->repo, verifier->diags))
		return false;
	if (id.len == 0)
		return find_newest(verifier);
	struct str named = edition_of_revision(id);
	verifier->edition = edition_find(&verifier->all, named.len ? named : id);
	return verifier->edition || FAIL(verifier, EDITION_UNKNOWN, id);
}

static bool read_config(struct verifier *verifier)
{
	struct oid root;
	struct tree tree;
	return repo_root(&root, verifier->repo, verifier->edition->source, verifier->diags) &&
	       tree_open_git(&tree, verifier->arena, verifier->repo, root, true, verifier->diags) &&
	       config_load(&verifier->config, verifier->arena, &tree, verifier->diags);
}

/* Only a whole clone can prove anything. */
static bool is_whole(const struct verifier *verifier)
{
	const struct edition *edition = verifier->edition;
	if (repo_is_shallow(verifier->repo))
		return FAIL(verifier, VERIFY_SHALLOW, STR(""));
	if (repo_has(verifier->repo, edition->output) && repo_has(verifier->repo, edition->tree))
		return true;
	return FAIL(verifier, EDITION_OBJECTS, edition->id, oid_text(verifier->arena, edition->output),
	            verifier->config.publish_remote, verifier->config.publish_branch);
}

/* ---- the branch against the tag ---- */

static bool is_output(const struct verifier *verifier, struct oid commit)
{
	for (size_t i = 0; i < verifier->all.len; i++)
		if (oid_eq(verifier->all.items[i].output, commit))
			return true;
	return false;
}

static bool check_tip(const struct verifier *verifier, struct str reference, struct oid tip)
{
	if (!repo_is_ancestor(verifier->repo, verifier->edition->output, tip))
		return FAIL(verifier, VERIFY_BRANCH_LOST, reference, verifier->edition->id,
		            oid_text(verifier->arena, verifier->edition->output));
	return is_output(verifier, tip) ||
	       FAIL(verifier, VERIFY_BRANCH_OTHER, reference, oid_text(verifier->arena, tip));
}

static bool check_branches(const struct verifier *verifier)
{
	struct str branch = verifier->config.publish_branch, message;
	struct str local = STR_JOIN(verifier->arena, STR("refs/heads/"), branch);
	struct str remote = STR_JOIN(verifier->arena, STR("refs/remotes/"), verifier->config.publish_remote,
	                             STR("/"), branch);
	struct oid tree, parent, here, there;
	if (!repo_reference(&here, verifier->repo, local, verifier->diags) ||
	    !repo_reference(&there, verifier->repo, remote, verifier->diags))
		return false;
	bool has_here = !oid_is_none(here), has_there = !oid_is_none(there);
	if (!has_here && !has_there)
		return FAIL(verifier, VERIFY_BRANCH_NONE, branch, verifier->config.publish_remote);
	/* one that is only behind the other has not been pushed or fetched yet */
	bool behind = has_here && has_there && !oid_eq(here, there) &&
	              repo_is_ancestor(verifier->repo, here, there);
	bool ahead = has_here && has_there && repo_is_ancestor(verifier->repo, there, here);
	if ((has_here && !behind && !check_tip(verifier, local, here)) ||
	    (has_there && !ahead && !check_tip(verifier, remote, there)))
		return false;
	if (!repo_read_commit(&tree, &parent, &message, verifier->arena, verifier->repo,
	                      verifier->edition->output, verifier->diags))
		return false;
	return oid_eq(tree, verifier->edition->tree) ||
	       FAIL(verifier, VERIFY_TREE, oid_text(verifier->arena, verifier->edition->output),
	            oid_text(verifier->arena, verifier->edition->tree));
}

/* ---- what was published against what the source gives ---- */

/* The reference copies and derived tables: what does not depend on the versions of libraries. */
static bool is_table(struct str path)
{
	return str_starts(path, STR("data/")) && str_ends(path, STR(".csv")) &&
	       !str_ends(path, STR(".excel.csv"));
}

static bool wanted(struct str path, bool all)
{
	return all || is_table(path);
}

static bool compare_file(const struct verifier *verifier, const struct tree *old, const struct tree *new,
                         const struct tree_entry *entry)
{
	const struct tree_entry *now = tree_find(new, entry->path);
	struct str before, after;
	size_t at = 0;
	if (!now)
		return FAIL(verifier, VERIFY_MISSING, entry->path);
	struct arena *scratch = arena_new();
	bool read = old->read(&before, old, scratch, entry, verifier->diags) &&
	            new->read(&after, new, scratch, now, verifier->diags);
	while (read && at < before.len && at < after.len && before.ptr[at] == after.ptr[at])
		at++;
	bool same = read && str_eq(before, after);
	if (read && !same)
		DIAG(verifier->diags, (struct place){0}, VERIFY_DIFFERS, entry->path,
		     str_printf(verifier->arena, "%zu", at + 1));
	arena_free(scratch);
	return same;
}

/* Stops at the first difference, in the order of paths. */
static bool compare(size_t *files, const struct verifier *verifier, const struct tree *old,
                    const struct tree *new, bool all)
{
	*files = 0;
	for (size_t i = 0; i < old->len; i++) {
		if (!wanted(old->entries[i].path, all))
			continue;
		if (!compare_file(verifier, old, new, &old->entries[i]))
			return false;
		(*files)++;
	}
	for (size_t i = 0; i < new->len; i++)
		if (wanted(new->entries[i].path, all) && !tree_find(old, new->entries[i].path))
			return FAIL(verifier, VERIFY_EXTRA, new->entries[i].path);
	return true;
}

static bool rebuild(struct verify_summary *summary, struct verifier *verifier)
{
	struct site_options site = *verifier->site;
	struct site_summary built;
	struct str folder = repo_scratch(verifier->arena, verifier->repo);
	struct tree old = {0}, new = {0};
	site.rev = STR_JOIN(verifier->arena, STR("edition/"), verifier->edition->id);
	site.out = str_z(verifier->arena, folder);
	site.has_now = false;
	bool same = site_build(&built, &site, verifier->arena, verifier->diags) &&
	            tree_open_git_whole(&old, verifier->arena, verifier->repo, verifier->edition->tree,
	                                verifier->diags) &&
	            tree_open_whole(&new, verifier->arena, site.out, verifier->diags) &&
	            compare(&summary->files, verifier, &old, &new, summary->same_version);
	tree_close(&new);
	tree_close(&old);
	return same;
}

static bool verify(struct verify_summary *summary, struct verifier *verifier, struct str id)
{
	if (!find_edition(verifier, id) || !read_config(verifier) || !is_whole(verifier) ||
	    !check_branches(verifier))
		return false;
	summary->id = verifier->edition->id;
	summary->made = verifier->edition->versions;
	summary->running = version_text(verifier->arena);
	summary->same_version = str_eq(str_trim(summary->made), str_trim(summary->running));
	int lock = repo_lock(verifier->repo, verifier->diags);
	if (lock < 0)
		return false;
	bool done = rebuild(summary, verifier);
	repo_scratch_remove(verifier->repo);
	close(lock);
	return done;
}

bool site_verify(struct verify_summary *summary, const struct site_options *site, struct str id,
                 struct arena *arena, struct diags *diags)
{
	struct verifier verifier = {.site = site, .arena = arena, .diags = diags};
	*summary = (struct verify_summary){0};
	bool done = verify(summary, &verifier, id);
	repo_close(verifier.repo);
	return done;
}
