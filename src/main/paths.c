#include "main/paths.h"

#include "base/arena.h"

#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

bool paths_is_folder(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* The first of the folders, named from the program's own, in which `holds` is a folder. */
static const char *find(struct arena *arena, const char *const *folders, size_t n, const char *holds)
{
	char program[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", program, sizeof program);
	if (len <= 0 || len == (ssize_t)sizeof program)
		return NULL;
	struct str folder = {program, (size_t)len};
	while (folder.len && folder.ptr[folder.len - 1] != '/')
		folder.len--;
	for (size_t i = 0; i < n; i++) {
		struct str share = STR_JOIN(arena, folder, str_from(folders[i]));
		if (paths_is_folder(STR_JOIN(arena, share, STR("/"), str_from(holds)).ptr))
			return share.ptr;
	}
	return NULL;
}

const char *paths_share(struct arena *arena)
{
	static const char *const folders[] = {"/../share/congbo", "/../.."};
	return find(arena, folders, 2, "themes/default");
}

const char *paths_sample(struct arena *arena)
{
	static const char *const folders[] = {"/../share/congbo/sample", "/../../src/sample"};
	return find(arena, folders, 2, "content");
}

bool paths_contains(struct arena *arena, const char *outer, const char *inner)
{
	char *above = realpath(outer, NULL), *below = realpath(inner, NULL);
	bool contains = false;
	if (above && below) {
		struct str folder = str_from(above);
		contains = strcmp(above, below) == 0 || str_eq(folder, STR("/")) ||
		           str_starts(str_from(below), STR_JOIN(arena, folder, STR("/")));
	}
	free(above);
	free(below);
	return contains;
}
