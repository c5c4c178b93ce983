#include "repo/handle.h"

#include "base/arena.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- ids ---- */

struct oid oid_of(const git_oid *id)
{
	struct oid out;
	memcpy(out.bytes, id->id, OID_BYTES);
	return out;
}

git_oid oid_git(struct oid id)
{
	git_oid out;
	memcpy(out.id, id.bytes, OID_BYTES);
	return out;
}

bool oid_eq(struct oid a, struct oid b)
{
	return memcmp(a.bytes, b.bytes, OID_BYTES) == 0;
}

bool oid_is_none(struct oid id)
{
	return oid_eq(id, (struct oid){{0}});
}

struct str oid_text(struct arena *arena, struct oid id)
{
	char text[OID_HEX];
	git_oid git = oid_git(id);
	git_oid_fmt(text, &git);
	return str_dup(arena, (struct str){text, OID_HEX});
}

bool oid_parse(struct oid *out, struct str text)
{
	git_oid id;
	if (text.len != OID_HEX || git_oid_fromstrn(&id, text.ptr, OID_HEX) != 0)
		return false;
	*out = oid_of(&id);
	return true;
}

/* ---- failures ---- */

bool repo_failure(struct diags *diags, struct str subject, int error)
{
	const git_error *last = git_error_last();
	struct source *source = ARENA_NEW(diags->arena, struct source);
	source->path = str_dup(diags->arena, subject);
	DIAG(diags, ((struct place){source, 0}), REPO_FAILED,
	     last ? str_from(last->message) : str_printf(diags->arena, "%d", error));
	diag_settle(diags);
	return false;
}

bool repo_object_failure(struct diags *diags, struct oid id, int error)
{
	const git_error *last = git_error_last();
	DIAG(diags, (struct place){0}, REPO_OBJECT, oid_text(diags->arena, id),
	     last ? str_from(last->message) : str_printf(diags->arena, "%d", error));
	return false;
}

/* libgit2 1.5 says -36, or -3 and that safe.directory was not found, where it means that somebody else owns
 * the repository. */
static bool is_foreign(int error)
{
	const git_error *last = git_error_last();
	return error == GIT_EOWNER || (error == GIT_ENOTFOUND && last && last->klass == GIT_ERROR_CONFIG);
}

/* ---- opening ---- */

/* Where the site stands below the work tree. Both are compared as the kernel knows them: either may have been
 * named through a symbolic link. */
static bool find_prefix(bool *found, struct repo *repo, struct arena *arena, const char *folder,
                        struct diags *diags)
{
	const char *work = git_repository_workdir(repo->git);
	char *site = realpath(folder, NULL), *top = work ? realpath(work, NULL) : NULL;
	bool well = site && (top || !work);
	*found = !work;
	repo->prefix = STR("");
	if (!well)
		diag_failure(diags, repo->folder, MESSAGE_READ_FAILED, errno);
	else if (top) {
		struct str path = str_from(site), above = str_from(top);
		*found = str_eq(path, above);
		if (!*found && str_starts(path, STR_JOIN(arena, above, STR("/")))) {
			repo->prefix = str_dup(arena, str_sub(path, above.len + 1, path.len));
			*found = true;
		}
	}
	free(site);
	free(top);
	return well;
}

enum { GIT_PATH = PATH_MAX + sizeof "/.git/HEAD" };

/* `name` in the folder of that many bytes. */
static const char *within(char room[static GIT_PATH], const char *folder, size_t len, const char *name)
{
	snprintf(room, GIT_PATH, "%.*s/%s", (int)len, folder, name);
	return room;
}

static bool may_be_there(const char *folder, size_t len, const char *name)
{
	char path[GIT_PATH];
	return access(within(path, folder, len, name), F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

static bool may_be_git(const char *folder, size_t len)
{
	return may_be_there(folder, len, ".git") || may_be_there(folder, len, "HEAD");
}

/* True for a `.git` in which libgit2 finds no repository without saying why: one that may not be read, with
 * errno, a file that leads to where there is none, or a folder that lacks a part (ENOENT). */
static bool is_shut(const char *folder, size_t len)
{
	char path[GIT_PATH];
	struct stat status;
	if (stat(within(path, folder, len, ".git"), &status) != 0)
		return false;
	if (S_ISREG(status.st_mode))
		return (errno = ENOENT, true);
	if (access(within(path, folder, len, ".git/HEAD"), R_OK) != 0 && errno != ENOENT)
		return true;
	return (may_be_there(folder, len, ".git/HEAD") || may_be_there(folder, len, ".git/refs") ||
	        may_be_there(folder, len, ".git/objects")) &&
	       (errno = ENOENT, true);
}

/* True where that holds of the folder or one above it; also, with errno, where these cannot be known. */
static bool holds_upward(bool (*is)(const char *folder, size_t len), const char *folder)
{
	char path[PATH_MAX];
	bool found = false;
	if (!realpath(folder, path))
		return true;
	for (const char *end = path + strlen(path); end && !found;
	     end = memrchr(path, '/', (size_t)(end - path)))
		found = is(path, (size_t)(end - path));
	return found;
}

static bool open_git(git_repository **out, const char *folder, struct diags *diags)
{
	struct str path = str_from(folder);
	*out = NULL;
	int error = git_repository_open_ext(out, folder, 0, NULL);
	if (error == 0)
		return true;
	if (is_foreign(error)) {
		DIAG(diags, (struct place){0}, REPO_OWNER, path);
		return false;
	}
	if (error != GIT_ENOTFOUND)
		return repo_failure(diags, path, error);
	return !holds_upward(is_shut, folder) ||
	       diag_failure(diags, STR_JOIN(diags->arena, path, STR("/.git")), MESSAGE_READ_FAILED, errno);
}

bool repo_open(struct repo **out, struct arena *arena, const char *folder, struct diags *diags)
{
	struct repo *repo = ARENA_NEW(arena, struct repo);
	*out = NULL;
	/* to ready libgit2 costs a fifth of a small build, most of that for certificates that only a push
	 * needs */
	if (!holds_upward(may_be_git, folder))
		return true;
	if (!repo_start())
		arena_out_of_memory();
	repo->folder = str_dup(arena, str_from(folder));
	pthread_mutex_init(&repo->lock, NULL);
	bool well = open_git(&repo->git, folder, diags);
	int error = well && repo->git ? git_repository_odb(&repo->odb, repo->git) : 0;
	if (error)
		well = repo_failure(diags, repo->folder, error);
	/* the folder .git itself, or one below it, is no site of the repository */
	bool found = false;
	if (well && repo->git)
		well = find_prefix(&found, repo, arena, folder, diags);
	if (found && well)
		*out = repo;
	else
		repo_close(repo);
	return well;
}

void repo_close(struct repo *repo)
{
	if (!repo)
		return;
	git_odb_free(repo->odb);
	git_repository_free(repo->git);
	pthread_mutex_destroy(&repo->lock);
	git_libgit2_shutdown();
}

bool repo_is_bare(const struct repo *repo)
{
	return git_repository_is_bare(repo->git) == 1;
}

bool repo_is_shallow(const struct repo *repo)
{
	return git_repository_is_shallow(repo->git) == 1;
}

struct str repo_folder(const struct repo *repo)
{
	struct str path = str_from(git_repository_commondir(repo->git));
	return str_ends(path, STR("/")) ? str_sub(path, 0, path.len - 1) : path;
}

struct str repo_prefix(const struct repo *repo)
{
	return repo->prefix;
}

/* ---- revisions ---- */

bool repo_resolve(struct oid *out, struct repo *repo, struct str revision, struct diags *diags)
{
	struct arena *scratch = arena_new();
	git_object *object = NULL, *commit = NULL;
	*out = (struct oid){{0}};
	pthread_mutex_lock(&repo->lock);
	int error = git_revparse_single(&object, repo->git, str_z(scratch, revision));
	if (error == 0)
		error = git_object_peel(&commit, object, GIT_OBJECT_COMMIT);
	if (error == 0)
		*out = oid_of(git_object_id(commit));
	git_object_free(commit);
	git_object_free(object);
	/* HEAD of a branch without a commit names nothing; HEAD that names what is not here is a broken clone
	 */
	git_oid missing;
	bool broken = error == GIT_ENOTFOUND && str_eq(revision, STR("HEAD")) &&
	              git_reference_name_to_id(&missing, repo->git, "HEAD") == 0;
	pthread_mutex_unlock(&repo->lock);
	arena_free(scratch);
	if (broken)
		return repo_object_failure(diags, oid_of(&missing), error);
	/* what names nothing, or nothing that is a commit, is the caller's to say */
	bool nothing = error == GIT_ENOTFOUND || error == GIT_EINVALIDSPEC || error == GIT_EPEEL ||
	               error == GIT_EAMBIGUOUS || error == GIT_EUNBORNBRANCH || error == GIT_EINVALID;
	return error == 0 || nothing || repo_failure(diags, revision, error);
}
