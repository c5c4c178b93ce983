#include "io/file_status.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <time.h>

/* Ticks are of 10 ms at most. FAT and exFAT keep no time of change but tell that of writing, which anybody
 * can set, in whole 10 ms or coarser: such a time is never trusted. */
static const int64_t SECOND = 1000000000, COARSE = 10000000, TWO_TICKS = 20000000;

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
	return status->changed % COARSE == 0 ? status->changed != 0 : status->changed >= time - TWO_TICKS;
}

int64_t file_status_now(void)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	return nanoseconds(now);
}
