/* Tags, as they are read. */
#include "repo/handle.h"

#include "base/arena.h"

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

bool repo_tags(struct repo_tag **out, size_t *n, struct arena *arena, struct repo *repo, struct str prefix,
               struct diags *diags)
{
	git_strarray names = {0};
	struct str refs = STR("refs/tags/");
	struct arena *scratch = arena_new();
	*n = 0;
	int error = git_tag_list_match(&names, STR_JOIN(scratch, prefix, STR("*")).ptr, repo->git);
	bool done = error == 0 || repo_failure(diags, prefix, error);
	*out = ARENA_ARRAY(arena, struct repo_tag, names.count);
	for (size_t i = 0; done && i < names.count; i++) {
		struct str name = str_from(names.strings[i]);
		bool is_one;
		struct repo_tag *tag = &(*out)[*n];
		done = add_tag(tag, &is_one, arena, repo, STR_JOIN(scratch, refs, name).ptr, diags);
		if (!done || !is_one)
			continue;
		tag->name = str_dup(arena, str_sub(name, prefix.len, name.len));
		(*n)++;
	}
	git_strarray_dispose(&names);
	arena_free(scratch);
	if (*n)
		qsort(*out, *n, sizeof **out, by_name);
	return done;
}
