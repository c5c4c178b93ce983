#include "io/write.h"

#include <errno.h>
#include <unistd.h>

bool write_all(int fd, struct str bytes)
{
	while (bytes.len) {
		ssize_t n = write(fd, bytes.ptr, bytes.len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n < 0 ? false : (errno = ENOSPC, false);
		bytes = str_sub(bytes, (size_t)n, bytes.len);
	}
	return true;
}
