/* What a file system says of a file or folder without opening it. Where it says the same again the bytes, or
 * a folder's names, are the same: whatever changes them sets `changed`, which no program can set back
 * (inode(7)), to the time of the kernel's last tick. Only what changed within a tick of being looked at may
 * change once more unseen. */
#ifndef IO_FILE_STATUS_H
#define IO_FILE_STATUS_H

#include <stdbool.h>
#include <stdint.h>

struct stat;

/* All zero: nothing is there. Without padding, so that it can be compared and hashed as bytes. */
struct file_status {
	uint64_t device, inode, mode, size;
	int64_t modified, changed; /* nanoseconds since 1970 */
};

struct file_status file_status_of(const struct stat *status);
/* Of a path in an open folder; links are not followed. All zero also where it cannot be known. */
struct file_status file_status_at(int folder, const char *path);
/* True where it may have changed once more, unseen, after that time, which is one of file_status_now(). */
bool file_status_is_young(const struct file_status *status, int64_t time);
/* Of the clock that file systems use; nanoseconds since 1970. */
int64_t file_status_now(void);

#endif
