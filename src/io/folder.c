#include "io/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int folder_open(int at, const char *name)
{
	return openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

bool folder_is_dots(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

bool folder_remove(int at, const char *name)
{
	if (unlinkat(at, name, 0) == 0 || errno == ENOENT)
		return true;
	int fd = folder_open(at, name);
	DIR *stream = fd < 0 ? NULL : fdopendir(fd);
	if (!stream)
		return fd < 0 || (close(fd), false);
	bool done = true;
	for (struct dirent *entry; (entry = readdir(stream));)
		if (!folder_is_dots(entry->d_name))
			done = folder_remove(dirfd(stream), entry->d_name) && done;
	closedir(stream);
	return unlinkat(at, name, AT_REMOVEDIR) == 0 && done;
}

static bool make(int at, const char *path)
{
	return mkdirat(at, path, 0777) == 0 || errno == EEXIST;
}

bool folder_make_above(int at, char *path)
{
	char *slash = strrchr(path, '/');
	if (!slash)
		return true;
	*slash = '\0';
	bool made = make(at, path) || (errno == ENOENT && folder_make_above(at, path) && make(at, path));
	*slash = '/';
	return made;
}
