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
	folder.len = str_behind(folder, '/');
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

/* Where a path leads, links resolved, of which the last name may not be there yet. NULL: nowhere. */
static const char *resolve(struct arena *arena, const char *path)
{
	char *whole = realpath(path, NULL);
	if (whole) {
		const char *kept = str_z(arena, str_from(whole));
		free(whole);
		return kept;
	}
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	if (slash && !*name) /* `new/` */
		return slash == path
		               ? NULL
		               : resolve(arena, str_z(arena, (struct str){path, (size_t)(slash - path)}));
	char *above =
	        realpath(slash ? str_z(arena, (struct str){path, (size_t)(slash - path) + 1}) : ".", NULL);
	const char *joined = above ? STR_JOIN(arena, str_from(above), STR("/"), str_from(name)).ptr : NULL;
	free(above);
	return joined;
}

bool paths_contains(struct arena *arena, const char *outer, const char *inner)
{
	const char *above = resolve(arena, outer), *below = resolve(arena, inner);
	if (!above || !below)
		return false;
	struct str folder = str_from(above);
	return strcmp(above, below) == 0 || str_eq(folder, STR("/")) ||
	       str_starts(str_from(below), STR_JOIN(arena, folder, STR("/")));
}
