/* Tags, as they are read. */
#include "repo/handle.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"

#include <dirent.h>
#include <errno.h>
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

struct names {
	struct arena *arena;
	struct map known;
	VEC(struct str) list; /* of references, each once */
};

static void add_name(struct names *names, struct str name)
{
	void **slot = map_put(&names->known, name);
	if (!*slot)
		*VEC_PUSH(names->arena, &names->list) = name;
	*slot = names;
}

/* libgit2 says nothing of a folder of references that it was not let read, so its files are listed here too,
 * with what stands in the way. A lock (`x.lock`) is none. False: said. */
static bool add_loose(struct names *names, const struct repo *repo, struct str folder, struct diags *diags)
{
	struct str path = STR_JOIN(names->arena, repo_folder(repo), STR("/"), folder);
	DIR *stream = opendir(path.ptr);
	if (!stream)
		return errno == ENOENT || errno == ENOTDIR ||
		       diag_failure(diags, path, MESSAGE_READ_FAILED, errno);
	for (struct dirent *entry; (void)(errno = 0), (entry = readdir(stream));) {
		struct str name = str_from(entry->d_name);
		if (entry->d_type != DT_DIR && !str_starts(name, STR(".")) && !str_ends(name, STR(".lock")))
			add_name(names, STR_JOIN(names->arena, folder, name));
	}
	int error = errno;
	closedir(stream);
	return error == 0 || diag_failure(diags, path, MESSAGE_READ_FAILED, error);
}

/* Those that libgit2 finds, packed ones among them. By an iterator: git_tag_list says nothing of references
 * that it was not let read. */
static bool add_found(struct names *names, const struct repo *repo, struct str folder, struct diags *diags)
{
	git_reference_iterator *found = NULL;
	const char *name = NULL;
	int error = git_reference_iterator_glob_new(&found, repo->git,
	                                            STR_JOIN(names->arena, folder, STR("*")).ptr);
	while (error == 0 && (error = git_reference_next_name(&name, found)) == 0)
		add_name(names, str_dup(names->arena, str_from(name)));
	git_reference_iterator_free(found);
	return error == GIT_ITEROVER || repo_failure(diags, folder, error);
}

bool repo_tags(struct repo_tag **out, size_t *n, struct arena *arena, struct repo *repo, struct str prefix,
               struct diags *diags)
{
	struct names names = {.arena = arena_new()};
	struct str folder = STR_JOIN(names.arena, STR("refs/tags/"), prefix);
	VEC(struct repo_tag) tags = {0};
	map_init(&names.known, names.arena);
	bool done = add_loose(&names, repo, folder, diags) && add_found(&names, repo, folder, diags);
	for (size_t i = 0; i < names.list.len && done; i++) {
		struct repo_tag tag;
		bool is_one;
		struct str name = names.list.items[i];
		done = add_tag(&tag, &is_one, arena, repo, str_z(names.arena, name), diags);
		if (!done || !is_one)
			continue;
		tag.name = str_dup(arena, str_sub(name, folder.len, name.len));
		*VEC_PUSH(arena, &tags) = tag;
	}
	arena_free(names.arena);
	if (tags.len)
		qsort(tags.items, tags.len, sizeof *tags.items, by_name);
	*out = tags.items;
	*n = tags.len;
	return done;
}
