#include "io/file_status.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>

/* Ticks are of 10 ms at most; file systems that count in whole seconds count in two of them at most. */
static const int64_t SECOND = 1000000000, TICK = 20000000;

static int64_t nanoseconds(struct timespec time)
{
	return (int64_t)time.tv_sec * SECOND + time.tv_nsec;
}

struct file_status file_status_of(const struct stat *status)
{
	return (struct file_status){.device = status->st_dev,
	                            .inode = status->st_ino,
	                            .mode = status->st_mode,
	                            .size = (uint64_t)status->st_size,
	                            .modified = nanoseconds(status->st_mtim),
	                            .changed = nanoseconds(status->st_ctim)};
}

struct file_status file_status_at(int folder, const char *path)
{
	struct stat status;
	return fstatat(folder, path, &status, AT_SYMLINK_NOFOLLOW) == 0 ? file_status_of(&status)
	                                                                : (struct file_status){0};
}

bool file_status_is_young(const struct file_status *status, int64_t time)
{
	int64_t unsure = status->changed % SECOND ? TICK : 2 * SECOND;
	return status->changed >= time - unsure;
}

int64_t file_status_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	return nanoseconds(now);
}
