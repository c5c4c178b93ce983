#include "repo/write.h"

#include "base/arena.h"
#include "io/folder.h"
#include "repo/handle.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* ---- who ---- */

static void read_setting(struct str *out, struct arena *arena, git_config *config, const char *name)
{
	git_buf value = {0};
	if (out->len == 0 && git_config_get_string_buf(&value, config, name) == 0)
		*out = str_trim(str_dup(arena, str_from(value.ptr)));
	git_buf_dispose(&value);
}

bool repo_identity(bool *found, struct repo_identity *identity, struct arena *arena, struct repo *repo,
                   struct diags *diags)
{
	git_config *config = NULL;
	int error = git_repository_config_snapshot(&config, repo->git);
	if (error)
		return repo_failure(diags, repo->folder, error);
	read_setting(&identity->name, arena, config, "user.name");
	read_setting(&identity->email, arena, config, "user.email");
	git_config_free(config);
	*found = identity->name.len && identity->email.len;
	return true;
}

static git_signature *signature_of(const struct repo_identity *identity)
{
	git_signature *signature = NULL;
	struct arena *scratch = arena_new();
	int error = git_signature_new(&signature, str_z(scratch, identity->name),
	                              str_z(scratch, identity->email), identity->time, 0);
	arena_free(scratch);
	return error ? NULL : signature;
}

bool repo_dirt(struct str *dirty, struct arena *arena, struct repo *repo, struct diags *diags)
{
	git_status_options options;
	git_status_list *list = NULL;
	*dirty = (struct str){0};
	if (git_repository_is_bare(repo->git))
		return true;
	git_status_options_init(&options, GIT_STATUS_OPTIONS_VERSION);
	options.show = GIT_STATUS_SHOW_INDEX_AND_WORKDIR;
	options.flags = GIT_STATUS_OPT_INCLUDE_UNTRACKED | GIT_STATUS_OPT_RECURSE_UNTRACKED_DIRS;
	int error = git_status_list_new(&list, repo->git, &options);
	if (error)
		return repo_failure(diags, repo->folder, error);
	if (git_status_list_entrycount(list)) {
		const git_status_entry *entry = git_status_byindex(list, 0);
		const git_diff_delta *delta =
		        entry->head_to_index ? entry->head_to_index : entry->index_to_workdir;
		*dirty = str_dup(arena, str_from(delta->new_file.path));
	}
	git_status_list_free(list);
	return true;
}

/* ---- one at a time ---- */

struct str repo_scratch(struct arena *arena, const struct repo *repo)
{
	return STR_JOIN(arena, repo_folder(repo), STR("/congbo/output"));
}

void repo_scratch_remove(const struct repo *repo)
{
	struct arena *scratch = arena_new();
	folder_remove(AT_FDCWD, str_z(scratch, repo_scratch(scratch, repo)));
	arena_free(scratch);
}

/* Git holds such a lock for an instant. One that stays belongs to a publisher that was killed: the living
 * ones take turns. */
void repo_mend(const struct repo *repo, struct str reference)
{
	enum { TRIES = 20, PAUSE = 100 * 1000 * 1000 };
	struct arena *scratch = arena_new();
	char *path = str_z(scratch, STR_JOIN(scratch, repo_folder(repo), STR("/"), reference, STR(".lock")));
	struct timespec pause = {0, PAUSE};
	for (int i = 0; i < TRIES && access(path, F_OK) == 0; i++)
		nanosleep(&pause, NULL);
	unlink(path);
	arena_free(scratch);
}

int repo_lock(struct repo *repo, struct diags *diags)
{
	struct arena *scratch = arena_new();
	struct str folder = STR_JOIN(scratch, repo_folder(repo), STR("/congbo"));
	char *path = str_z(scratch, STR_JOIN(scratch, folder, STR("/lock")));
	int fd = -1;
	if (mkdir(str_z(scratch, folder), 0777) == 0 || errno == EEXIST)
		fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	while (fd >= 0 && flock(fd, LOCK_EX) != 0)
		if (errno != EINTR) {
			close(fd);
			fd = -1;
		}
	if (fd < 0)
		diag_failure(diags, str_from(path), MESSAGE_WRITE_FAILED, errno);
	if (fd >= 0)
		repo_scratch_remove(repo);
	arena_free(scratch);
	return fd;
}

/* ---- objects ---- */

static bool read_file(struct str *out, struct arena *arena, int at, const char *name)
{
	struct stat status;
	int fd = openat(at, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &status) != 0)
		return fd >= 0 && (close(fd), false);
	char *bytes = arena_alloc(arena, (size_t)status.st_size + 1);
	size_t len = 0;
	for (ssize_t n; len < (size_t)status.st_size; len += (size_t)n) {
		n = read(fd, bytes + len, (size_t)status.st_size - len);
		if (n < 0 && errno == EINTR)
			n = 0;
		else if (n <= 0)
			break;
	}
	close(fd);
	*out = (struct str){bytes, len};
	return len == (size_t)status.st_size;
}

static bool write_tree(git_oid *out, struct repo *repo, int folder, struct str path, struct diags *diags);

/* Adds one name of a folder to the tree. */
static bool write_entry(git_treebuilder *builder, struct repo *repo, int folder, struct str path,
                        const char *name, struct diags *diags)
{
	struct arena *scratch = arena_new();
	struct str below = STR_JOIN(scratch, path, path.len ? STR("/") : STR(""), str_from(name)), bytes;
	struct stat status;
	git_oid id;
	bool is_folder = fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(status.st_mode);
	bool done;
	if (is_folder) {
		int fd = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		done = fd >= 0 ? write_tree(&id, repo, fd, below, diags)
		               : diag_failure(diags, below, MESSAGE_READ_FAILED, errno);
	} else if (!read_file(&bytes, scratch, folder, name)) {
		done = diag_failure(diags, below, MESSAGE_READ_FAILED, errno);
	} else {
		int error = git_blob_create_from_buffer(&id, repo->git, bytes.ptr, bytes.len);
		done = error == 0 || repo_failure(diags, below, error);
	}
	int error = done ? git_treebuilder_insert(NULL, builder, name, &id,
	                                          is_folder ? GIT_FILEMODE_TREE : GIT_FILEMODE_BLOB)
	                 : 0;
	done = done && (error == 0 || repo_failure(diags, below, error));
	arena_free(scratch);
	return done;
}

/* Closes the descriptor. */
static bool write_tree(git_oid *out, struct repo *repo, int folder, struct str path, struct diags *diags)
{
	git_treebuilder *builder = NULL;
	DIR *names = fdopendir(folder);
	if (!names) {
		close(folder);
		return diag_failure(diags, path, MESSAGE_READ_FAILED, errno);
	}
	int error = git_treebuilder_new(&builder, repo->git, NULL);
	bool done = error == 0 || repo_failure(diags, path, error);
	for (struct dirent *entry; done && (errno = 0, (entry = readdir(names)));)
		if (!folder_is_dots(entry->d_name))
			done = write_entry(builder, repo, folder, path, entry->d_name, diags);
	if (done && errno) /* the names that are missing would be missing in the edition */
		done = diag_failure(diags, path, MESSAGE_READ_FAILED, errno);
	error = done ? git_treebuilder_write(out, builder) : 0;
	git_treebuilder_free(builder);
	closedir(names);
	return done && (error == 0 || repo_failure(diags, path, error));
}

bool repo_write_folder(struct oid *tree, struct repo *repo, const char *folder, struct diags *diags)
{
	git_oid id;
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return diag_failure(diags, str_from(folder), MESSAGE_READ_FAILED, errno);
	if (!write_tree(&id, repo, fd, STR(""), diags))
		return false;
	*tree = oid_of(&id);
	return true;
}

bool repo_write_commit(struct oid *out, struct repo *repo, struct oid tree, struct oid parent,
                       const struct repo_identity *identity, struct str message, struct diags *diags)
{
	git_tree *top = NULL;
	git_commit *before = NULL;
	git_signature *signature = signature_of(identity);
	git_oid tree_id = oid_git(tree), parent_id = oid_git(parent), id;
	struct arena *scratch = arena_new();
	int error = signature ? git_tree_lookup(&top, repo->git, &tree_id) : -1;
	if (error == 0 && !oid_is_none(parent))
		error = git_commit_lookup(&before, repo->git, &parent_id);
	const git_commit *parents[] = {before};
	if (error == 0)
		error = git_commit_create(&id, repo->git, NULL, signature, signature, "UTF-8",
		                          str_z(scratch, message), top, before ? 1 : 0, parents);
	if (error == 0)
		*out = oid_of(&id);
	git_commit_free(before);
	git_tree_free(top);
	git_signature_free(signature);
	arena_free(scratch);
	return error == 0 || repo_failure(diags, repo->folder, error);
}

bool repo_write_tag(struct oid *out, struct repo *repo, struct oid commit, struct str name,
                    const struct repo_identity *identity, struct str message, struct diags *diags)
{
	git_object *target = NULL;
	git_signature *signature = signature_of(identity);
	git_oid commit_id = oid_git(commit), id;
	struct arena *scratch = arena_new();
	int error = signature ? git_object_lookup(&target, repo->git, &commit_id, GIT_OBJECT_COMMIT) : -1;
	if (error == 0)
		error = git_tag_annotation_create(&id, repo->git, str_z(scratch, name), target, signature,
		                                  str_z(scratch, message));
	if (error == 0)
		*out = oid_of(&id);
	git_object_free(target);
	git_signature_free(signature);
	arena_free(scratch);
	return error == 0 || repo_failure(diags, name, error);
}

bool repo_read_commit(struct oid *tree, struct oid *parent, struct str *message, struct arena *arena,
                      struct repo *repo, struct oid commit, struct diags *diags)
{
	git_commit *found = NULL;
	git_oid id = oid_git(commit);
	int error = git_commit_lookup(&found, repo->git, &id);
	if (error)
		return repo_object_failure(diags, commit, error);
	*tree = oid_of(git_commit_tree_id(found));
	*parent = git_commit_parentcount(found) ? oid_of(git_commit_parent_id(found, 0)) : (struct oid){{0}};
	*message = str_dup(arena, str_from(git_commit_message(found)));
	git_commit_free(found);
	return true;
}

bool repo_is_ancestor(struct repo *repo, struct oid a, struct oid b)
{
	git_oid above = oid_git(a), below = oid_git(b);
	return oid_eq(a, b) || git_graph_descendant_of(repo->git, &below, &above) == 1;
}

/* ---- references ---- */

bool repo_reference(struct oid *out, struct repo *repo, struct str name, struct diags *diags)
{
	git_oid id;
	struct arena *scratch = arena_new();
	int error = git_reference_name_to_id(&id, repo->git, str_z(scratch, name));
	arena_free(scratch);
	*out = error ? (struct oid){{0}} : oid_of(&id);
	bool nothing = error == GIT_ENOTFOUND || error == GIT_EINVALIDSPEC;
	return error == 0 || nothing || repo_failure(diags, name, error);
}

static int remove_reference(struct repo *repo, const char *name, struct oid old)
{
	git_reference *reference = NULL;
	int error = git_reference_lookup(&reference, repo->git, name);
	const git_oid *target = error ? NULL : git_reference_target(reference);
	if (error == 0 && (!target || !oid_eq(oid_of(target), old)))
		error = GIT_EMODIFIED;
	if (error == 0)
		error = git_reference_delete(reference);
	git_reference_free(reference);
	return error;
}

bool repo_set_reference(struct repo *repo, struct str name, struct oid old, struct oid new, struct str why,
                        struct diags *diags)
{
	git_reference *reference = NULL;
	git_oid before = oid_git(old), after = oid_git(new);
	struct arena *scratch = arena_new();
	const char *name_z = str_z(scratch, name);
	int error;
	if (oid_is_none(new))
		error = remove_reference(repo, name_z, old);
	else if (oid_is_none(old))
		error = git_reference_create(&reference, repo->git, name_z, &after, 0, str_z(scratch, why));
	else
		error = git_reference_create_matching(&reference, repo->git, name_z, &after, 1, &before,
		                                      str_z(scratch, why));
	git_reference_free(reference);
	arena_free(scratch);
	return error == 0 || repo_failure(diags, name, error);
}

bool repo_is_checked_out(struct repo *repo, struct str branch)
{
	git_reference *reference = NULL;
	struct arena *scratch = arena_new();
	bool is = git_branch_lookup(&reference, repo->git, str_z(scratch, branch), GIT_BRANCH_LOCAL) == 0 &&
	          git_branch_is_checked_out(reference) == 1;
	git_reference_free(reference);
	if (!is) { /* a branch that is not born yet */
		git_reference *head = NULL;
		if (git_reference_lookup(&head, repo->git, "HEAD") == 0 &&
		    git_reference_type(head) == GIT_REFERENCE_SYMBOLIC && !git_repository_is_bare(repo->git))
			is = str_eq(str_from(git_reference_symbolic_target(head)),
			            STR_JOIN(scratch, STR("refs/heads/"), branch));
		git_reference_free(head);
	}
	arena_free(scratch);
	return is;
}
