#include "io/beneath.h"

#include "base/arena.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

static void close_unless(int fd, int folder)
{
	int reason = errno;
	if (fd != folder)
		close(fd);
	errno = reason;
}

/* For kernels before 5.6 and sandboxes that lack openat2: one name at a time, no link followed. */
static int open_by_steps(int folder, const char *path, int flags)
{
	int at = folder;
	for (const char *slash; (slash = strchr(path, '/')); path = slash + 1) {
		char *name = strndup(path, (size_t)(slash - path));
		if (!name)
			arena_out_of_memory();
		int next = strcmp(name, "..") == 0
		                   ? (errno = EXDEV, -1)
		                   : openat(at, name, O_DIRECTORY | O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
		free(name);
		close_unless(at, folder);
		if (next < 0)
			return -1;
		at = next;
	}
	int file = strcmp(path, "..") == 0 ? (errno = EXDEV, -1)
	                                   : openat(at, path, flags | O_NOFOLLOW | O_CLOEXEC);
	close_unless(at, folder);
	return file;
}

int beneath_open(int folder, const char *path, int flags)
{
	struct open_how how = {.flags = (unsigned)(flags | O_CLOEXEC | O_NOFOLLOW),
	                       .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS};
	int fd = (int)syscall(SYS_openat2, folder, path, &how, sizeof how);
	/* a sandbox that does not know the call says EPERM, which a file may mean too: asking twice does no
	 * harm */
	return fd < 0 && (errno == ENOSYS || errno == EPERM) ? open_by_steps(folder, path, flags) : fd;
}
