/* The one place where libgit2 is seen; of the repo folder's own. */
#ifndef REPO_HANDLE_H
#define REPO_HANDLE_H

#include "repo/repo.h"

#include <git2.h>
#include <pthread.h>

struct repo {
	git_repository *git;
	git_odb *odb;
	struct str folder, prefix; /* as it was given, for messages; the site's place in the repository */
	pthread_mutex_t lock;      /* libgit2's caches are shared by the threads that read */
};

/* Readies libgit2; git_libgit2_shutdown is its counterpart. */
bool repo_start(void);
struct oid oid_of(const git_oid *id);
git_oid oid_git(struct oid id);
/* Says what libgit2 said last about the subject. Always false. */
bool repo_failure(struct diags *diags, struct str subject, int error);
/* The same where an object is meant. */
bool repo_object_failure(struct diags *diags, struct oid id, int error);

#endif
