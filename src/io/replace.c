#include "io/replace.h"

#include "base/arena.h"
#include "io/beneath.h"
#include "io/write.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* What may be read by whom stays as it was. False: errno says why. */
static bool fill(int fd, int folder, const char *name, struct str bytes)
{
	struct stat status;
	if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0) {
		if (!S_ISREG(status.st_mode))
			return (errno = ELOOP, false);
		if (fchmod(fd, status.st_mode & 07777) != 0)
			return false;
	}
	return write_all(fd, bytes) && fsync(fd) == 0;
}

static bool replace_in(int folder, const char *name, const char *fresh, struct str bytes)
{
	int fd = openat(folder, fresh, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
	if (fd < 0)
		return false;
	bool done = fill(fd, folder, name, bytes);
	int reason = errno;
	if (close(fd) != 0 && done) {
		done = false;
		reason = errno;
	}
	if (done && renameat(folder, fresh, folder, name) == 0)
		return true;
	reason = done ? errno : reason;
	unlinkat(folder, fresh, 0);
	errno = reason;
	return false;
}

bool replace_file(const char *folder, struct str path, struct str bytes, struct diags *diags)
{
	struct arena *arena = arena_new();
	size_t folders = str_behind(path, '/');
	struct str name = str_sub(path, folders, path.len);
	const char *within = folders ? str_z(arena, str_sub(path, 0, folders - 1)) : ".";
	int top = open(folder, O_DIRECTORY | O_RDONLY | O_CLOEXEC);
	int at = top < 0 ? -1 : beneath_open(top, within, O_DIRECTORY | O_RDONLY);
	bool done = at >= 0 && replace_in(at, str_z(arena, name),
	                                  STR_JOIN(arena, STR("."), name, STR(".new")).ptr, bytes);
	int reason = errno;
	if (at >= 0)
		close(at);
	if (top >= 0)
		close(top);
	arena_free(arena);
	return done || diag_failure(diags, path, MESSAGE_WRITE_FAILED, reason);
}
