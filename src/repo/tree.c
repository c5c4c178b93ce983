/* Trees of the repository, as a source of a build and as something to compare. */
#include "repo/handle.h"

#include "base/arena.h"

#include <stdlib.h>

enum { DEPTH_MAX = 64 };

static const struct str parts[] = {STR_INIT("congbo.yaml"), STR_INIT("data"), STR_INIT("content"),
                                   STR_INIT("themes")};
enum { PARTS = LENGTH(parts), DATA_PARTS = 2 };

static git_tree *look_up(struct repo *repo, struct oid id, struct diags *diags)
{
	git_tree *tree = NULL;
	git_oid git = oid_git(id);
	int error = git_tree_lookup(&tree, repo->git, &git);
	if (error)
		repo_object_failure(diags, id, error);
	return error ? NULL : tree;
}

static enum repo_kind kind_of(const git_tree_entry *entry)
{
	switch (git_tree_entry_filemode(entry)) {
	case GIT_FILEMODE_TREE:
		return REPO_FOLDER;
	case GIT_FILEMODE_BLOB:
	case GIT_FILEMODE_BLOB_EXECUTABLE:
		return REPO_FILE;
	case GIT_FILEMODE_LINK:
		return REPO_LINK;
	case GIT_FILEMODE_COMMIT:
	case GIT_FILEMODE_UNREADABLE:
		break;
	}
	return REPO_OTHER;
}

static const git_tree_entry *entry_of(const git_tree *tree, struct str name)
{
	char *name_z = strndup(name.ptr, name.len);
	if (!name_z)
		arena_out_of_memory();
	const git_tree_entry *entry = git_tree_entry_byname(tree, name_z);
	free(name_z);
	return entry;
}

/* ---- single things ---- */

static bool at(struct oid *out, enum repo_kind *kind, struct repo *repo, struct oid tree, struct str path,
               struct diags *diags)
{
	*out = tree;
	*kind = REPO_FOLDER;
	for (struct str name, rest = path; rest.len;) {
		str_cut(&name, &rest, rest, '/');
		git_tree *folder = *kind == REPO_FOLDER ? look_up(repo, *out, diags) : NULL;
		bool failed = *kind == REPO_FOLDER && !folder;
		const git_tree_entry *entry = folder ? entry_of(folder, name) : NULL;
		*out = entry ? oid_of(git_tree_entry_id(entry)) : (struct oid){{0}};
		*kind = entry ? kind_of(entry) : REPO_OTHER;
		git_tree_free(folder);
		if (failed || !entry)
			return !failed;
	}
	return true;
}

bool repo_at(struct oid *out, enum repo_kind *kind, struct repo *repo, struct oid tree, struct str path,
             struct diags *diags)
{
	pthread_mutex_lock(&repo->lock);
	bool done = at(out, kind, repo, tree, path, diags);
	pthread_mutex_unlock(&repo->lock);
	return done;
}

static bool root(struct oid *out, struct repo *repo, struct oid commit, struct diags *diags)
{
	git_commit *found = NULL;
	git_oid id = oid_git(commit);
	int error = git_commit_lookup(&found, repo->git, &id);
	if (error)
		return repo_object_failure(diags, commit, error);
	struct oid top = oid_of(git_commit_tree_id(found));
	git_commit_free(found);
	enum repo_kind kind;
	if (!at(out, &kind, repo, top, repo->prefix, diags))
		return false;
	if (kind != REPO_FOLDER)
		*out = (struct oid){{0}};
	return true;
}

bool repo_root(struct oid *out, struct repo *repo, struct oid commit, struct diags *diags)
{
	pthread_mutex_lock(&repo->lock);
	bool done = root(out, repo, commit, diags);
	pthread_mutex_unlock(&repo->lock);
	return done;
}

bool repo_has(struct repo *repo, struct oid id)
{
	git_oid git = oid_git(id);
	pthread_mutex_lock(&repo->lock);
	bool has = git_odb_exists(repo->odb, &git) == 1;
	pthread_mutex_unlock(&repo->lock);
	return has;
}

bool repo_blob(struct str *out, struct repo *repo, struct arena *arena, struct oid id, struct diags *diags)
{
	git_blob *blob = NULL;
	git_oid git = oid_git(id);
	pthread_mutex_lock(&repo->lock);
	int error = git_blob_lookup(&blob, repo->git, &git);
	if (error == 0)
		*out = str_dup(arena,
		               (struct str){git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob)});
	git_blob_free(blob);
	pthread_mutex_unlock(&repo->lock);
	return error == 0 || repo_object_failure(diags, id, error);
}

/* ---- a source of a build ---- */

struct listing {
	struct arena *arena;
	struct repo *repo;
	struct diags *diags;
	bool whole;
	VEC(struct tree_entry) entries;
};

static bool list_tree(struct listing *listing, struct str folder, struct oid id, int depth);

static bool list_entry(struct listing *listing, struct str path, const git_tree_entry *entry, int depth)
{
	static const enum tree_kind kinds[] = {
	        [REPO_FILE] = TREE_FILE, [REPO_LINK] = TREE_SYMLINK, [REPO_OTHER] = TREE_OTHER};
	enum repo_kind kind = kind_of(entry);
	struct oid *id = ARENA_NEW(listing->arena, struct oid);
	*id = oid_of(git_tree_entry_id(entry));
	if (kind == REPO_FOLDER)
		return list_tree(listing, path, *id, depth + 1);
	size_t size = 0;
	git_object_t type;
	git_oid git = oid_git(*id);
	int error = listing->whole && kind == REPO_FILE
	                    ? git_odb_read_header(&size, &type, listing->repo->odb, &git)
	                    : 0;
	*VEC_PUSH(listing->arena, &listing->entries) =
	        (struct tree_entry){.path = path, .kind = kinds[kind], .size = size, .object = id};
	return error == 0 || repo_object_failure(listing->diags, *id, error);
}

static bool list_tree(struct listing *listing, struct str folder, struct oid id, int depth)
{
	if (depth > DEPTH_MAX)
		return tree_refuse_deep(folder, listing->diags);
	git_tree *tree = look_up(listing->repo, id, listing->diags);
	bool done = tree != NULL;
	for (size_t i = 0; tree && i < git_tree_entrycount(tree); i++) {
		const git_tree_entry *entry = git_tree_entry_byindex(tree, i);
		struct str name = str_from(git_tree_entry_name(entry));
		if (!listing->whole && tree_is_leftover(name))
			continue;
		struct str path = folder.len ? STR_JOIN(listing->arena, folder, STR("/"), name)
		                             : str_dup(listing->arena, name);
		done = list_entry(listing, path, entry, depth) && done;
	}
	git_tree_free(tree);
	return done;
}

static bool git_read(struct str *out, const struct tree *tree, struct arena *arena,
                     const struct tree_entry *entry, struct diags *diags)
{
	struct repo *repo = tree->backend;
	const struct oid *id = entry->object;
	git_oid git = oid_git(*id);
	struct tree_entry sized = *entry;
	size_t size;
	git_object_t type;
	pthread_mutex_lock(&repo->lock);
	int error = git_odb_read_header(&size, &type, repo->odb, &git);
	pthread_mutex_unlock(&repo->lock);
	if (error)
		return repo_object_failure(diags, *id, error);
	sized.size = size;
	return !tree_refuse_large(&sized, diags) && repo_blob(out, repo, arena, *id, diags);
}

static bool open_listing(struct tree *out, struct listing *listing, bool done)
{
	tree_sort(listing->entries.items, listing->entries.len);
	*out = (struct tree){.entries = listing->entries.items,
	                     .len = listing->entries.len,
	                     .read = git_read,
	                     .backend = listing->repo};
	return done;
}

bool tree_open_git(struct tree *out, struct arena *arena, struct repo *repo, struct oid root_id,
                   bool data_only, struct diags *diags)
{
	struct listing listing = {.arena = arena, .repo = repo, .diags = diags};
	pthread_mutex_lock(&repo->lock);
	git_tree *tree = oid_is_none(root_id) ? NULL : look_up(repo, root_id, diags);
	bool done = tree || oid_is_none(root_id);
	for (size_t i = 0; tree && i < (data_only ? DATA_PARTS : PARTS); i++) {
		const git_tree_entry *entry = entry_of(tree, parts[i]);
		done = (!entry || list_entry(&listing, parts[i], entry, 0)) && done;
	}
	git_tree_free(tree);
	pthread_mutex_unlock(&repo->lock);
	return open_listing(out, &listing, done);
}

bool tree_open_git_whole(struct tree *out, struct arena *arena, struct repo *repo, struct oid root_id,
                         struct diags *diags)
{
	struct listing listing = {.arena = arena, .repo = repo, .diags = diags, .whole = true};
	pthread_mutex_lock(&repo->lock);
	bool done = list_tree(&listing, STR(""), root_id, 0);
	pthread_mutex_unlock(&repo->lock);
	return open_listing(out, &listing, done);
}

/* ---- comparing ---- */

struct comparison {
	struct repo *repo;
	repo_found *found;
	void *data;
	struct diags *diags;
	struct arena *scratch;
};

static bool compare(struct comparison *with, struct str folder, struct oid old, struct oid new, int depth);

/* What differs at one name: two entries, or one of them NULL. */
static bool compare_entry(struct comparison *with, struct str folder, const git_tree_entry *old,
                          const git_tree_entry *new, int depth)
{
	if (old && new &&git_oid_equal(git_tree_entry_id(old), git_tree_entry_id(new)) &&
	    git_tree_entry_filemode(old) == git_tree_entry_filemode(new))
		return true;
	struct str name = str_from(git_tree_entry_name(old ? old : new));
	struct str path =
	        folder.len ? STR_JOIN(with->scratch, folder, STR("/"), name) : str_dup(with->scratch, name);
	bool old_folder = old && kind_of(old) == REPO_FOLDER, new_folder = new &&kind_of(new) == REPO_FOLDER;
	if ((old && !old_folder) || (new && !new_folder))
		with->found(with->data, path);
	return (!old_folder && !new_folder) ||
	       compare(with, path, old_folder ? oid_of(git_tree_entry_id(old)) : (struct oid){{0}},
	               new_folder ? oid_of(git_tree_entry_id(new)) : (struct oid){{0}}, depth + 1);
}

static bool compare_trees(struct comparison *with, struct str folder, const git_tree *old,
                          const git_tree *new, int depth)
{
	bool done = true;
	size_t n_old = old ? git_tree_entrycount(old) : 0, n_new = new ? git_tree_entrycount(new) : 0;
	for (size_t i = 0; i < n_new; i++) {
		const git_tree_entry *entry = git_tree_entry_byindex(new, i);
		const git_tree_entry *before =
		        old ? git_tree_entry_byname(old, git_tree_entry_name(entry)) : NULL;
		done = compare_entry(with, folder, before, entry, depth) && done;
	}
	for (size_t i = 0; i < n_old; i++) {
		const git_tree_entry *entry = git_tree_entry_byindex(old, i);
		if (!new || !git_tree_entry_byname(new, git_tree_entry_name(entry)))
			done = compare_entry(with, folder, entry, NULL, depth) && done;
	}
	return done;
}

static bool compare(struct comparison *with, struct str folder, struct oid old, struct oid new, int depth)
{
	if (oid_eq(old, new) || depth > DEPTH_MAX)
		return true;
	git_tree *a = oid_is_none(old) ? NULL : look_up(with->repo, old, with->diags);
	git_tree *b = oid_is_none(new) ? NULL : look_up(with->repo, new, with->diags);
	bool done = (a || oid_is_none(old)) && (b || oid_is_none(new)) &&
	            compare_trees(with, folder, a, b, depth);
	git_tree_free(a);
	git_tree_free(b);
	return done;
}

static bool compare_parts(struct comparison *with, struct oid old, struct oid new)
{
	git_tree *a = oid_is_none(old) ? NULL : look_up(with->repo, old, with->diags);
	git_tree *b = oid_is_none(new) ? NULL : look_up(with->repo, new, with->diags);
	bool done = (a || oid_is_none(old)) && (b || oid_is_none(new));
	for (size_t i = 0; done && i < PARTS; i++) {
		const git_tree_entry *x = a ? entry_of(a, parts[i]) : NULL,
		                     *y = b ? entry_of(b, parts[i]) : NULL;
		if (x || y)
			done = compare_entry(with, STR(""), x, y, 0);
	}
	git_tree_free(a);
	git_tree_free(b);
	return done;
}

bool repo_compare(struct repo *repo, struct oid old, struct oid new, repo_found *found, void *data,
                  struct diags *diags)
{
	if (oid_eq(old, new))
		return true;
	struct comparison with = {repo, found, data, diags, arena_new()};
	pthread_mutex_lock(&repo->lock);
	bool done = compare_parts(&with, old, new);
	pthread_mutex_unlock(&repo->lock);
	arena_free(with.scratch);
	return done;
}
