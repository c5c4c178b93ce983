/* Tags, as they are read. */
#include "repo/handle.h"

#include "base/arena.h"
#include "base/vec.h"

#include <stdlib.h>

static bool add_tag(struct repo_tag *out, bool *is_one, struct arena *arena, struct repo *repo,
                    const char *name, struct diags *diags)
{
	git_oid id;
	git_tag *tag = NULL;
	git_object *commit = NULL;
	*is_one = false;
	int error = git_reference_name_to_id(&id, repo->git, name);
	if (error)
		return error == GIT_ENOTFOUND || repo_failure(diags, str_from(name), error);
	error = git_tag_lookup(&tag, repo->git, &id);
	if (error == 0)
		error = git_tag_peel(&commit, tag);
	if (error == 0 && git_object_type(commit) == GIT_OBJECT_COMMIT) {
		const char *message = git_tag_message(tag);
		out->commit = oid_of(git_object_id(commit));
		out->message = str_dup(arena, str_from(message));
		*is_one = true;
	}
	git_object_free(commit);
	git_tag_free(tag);
	/* a tag without a message of its own names the commit itself: libgit2 does not find a tag then */
	bool is_plain = error == GIT_ENOTFOUND && git_odb_exists(repo->odb, &id) == 1;
	return error == 0 || is_plain || repo_failure(diags, str_from(name), error);
}

static int by_name(const void *a, const void *b)
{
	const struct repo_tag *x = a, *y = b;
	return str_cmp(x->name, y->name);
}

/* By an iterator: git_tag_list says nothing of references that it was not let read. */
bool repo_tags(struct repo_tag **out, size_t *n, struct arena *arena, struct repo *repo, struct str prefix,
               struct diags *diags)
{
	git_reference_iterator *found = NULL;
	struct arena *scratch = arena_new();
	struct str all = STR_JOIN(scratch, STR("refs/tags/"), prefix);
	VEC(struct repo_tag) tags = {0};
	const char *name = NULL;
	int error = git_reference_iterator_glob_new(&found, repo->git,
	                                            str_z(scratch, STR_JOIN(scratch, all, STR("*"))));
	bool done = true;
	while (done && error == 0 && (error = git_reference_next_name(&name, found)) == 0) {
		struct repo_tag tag;
		bool is_one;
		done = add_tag(&tag, &is_one, arena, repo, name, diags);
		if (!done || !is_one)
			continue;
		tag.name = str_dup(arena, str_sub(str_from(name), all.len, strlen(name)));
		*VEC_PUSH(arena, &tags) = tag;
	}
	if (done && error != GIT_ITEROVER)
		done = repo_failure(diags, prefix, error);
	git_reference_iterator_free(found);
	arena_free(scratch);
	if (tags.len)
		qsort(tags.items, tags.len, sizeof *tags.items, by_name);
	*out = tags.items;
	*n = tags.len;
	return done;
}
