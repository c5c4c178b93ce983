#include "io/spool.h"

#include "base/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { PIECE = 256 << 10 };

struct spool {
	int fd;
	const char *folder; /* for messages */
	_Atomic uint64_t end;
};

bool spool_open(struct spool **out, struct arena *arena, const char *folder, struct diags *diags)
{
	struct spool *spool = *out = ARENA_NEW(arena, struct spool);
	spool->folder = folder ? folder : "";
	/* O_EXCL: nobody can give it a name later */
	spool->fd = folder ? open(folder, O_TMPFILE | O_EXCL | O_RDWR | O_CLOEXEC, 0600) : -1;
	if (spool->fd < 0)
		spool->fd = memfd_create("congbo", MFD_CLOEXEC);
	return spool->fd >= 0 || diag_failure(diags, str_from(spool->folder), MESSAGE_WRITE_FAILED, errno);
}

void spool_close(struct spool *spool)
{
	if (spool && spool->fd >= 0)
		close(spool->fd);
}

/* ---- writing ---- */

void spool_begin(struct spool_writer *out, struct spool *spool)
{
	*out = (struct spool_writer){.spool = spool, .piece = malloc(PIECE)};
	if (!out->piece)
		arena_out_of_memory();
}

static bool write_at(const struct spool *spool, struct str bytes, uint64_t offset, struct diags *diags)
{
	while (bytes.len) {
		ssize_t n = pwrite(spool->fd, bytes.ptr, bytes.len, (off_t)offset);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return diag_failure(diags, str_from(spool->folder), MESSAGE_WRITE_FAILED,
			                    n < 0 ? errno : ENOSPC);
		bytes = str_sub(bytes, (size_t)n, bytes.len);
		offset += (uint64_t)n;
	}
	return true;
}

static bool flush(struct spool_writer *writer, struct diags *diags)
{
	struct str piece = {writer->piece, writer->used};
	writer->used = 0;
	return write_at(writer->spool, piece, writer->offset, diags);
}

/* Each writer fills pieces of its own; what is larger than one is written by itself. */
bool spool_add(struct spooled *out, struct spool_writer *writer, struct str bytes, struct diags *diags)
{
	struct spool *spool = writer->spool;
	if (bytes.len > PIECE) {
		*out = (struct spooled){atomic_fetch_add(&spool->end, bytes.len), bytes.len};
		return write_at(spool, bytes, out->offset, diags);
	}
	if (bytes.len > PIECE - writer->used && !flush(writer, diags))
		return false;
	if (writer->used == 0)
		writer->offset = atomic_fetch_add(&spool->end, PIECE);
	*out = (struct spooled){writer->offset + writer->used, bytes.len};
	if (bytes.len)
		memcpy(writer->piece + writer->used, bytes.ptr, bytes.len);
	writer->used += bytes.len;
	return true;
}

bool spool_end(struct spool_writer *writer, struct diags *diags)
{
	bool done = flush(writer, diags);
	free(writer->piece);
	writer->piece = NULL;
	return done;
}

/* ---- reading ---- */

bool spool_read(struct str *out, struct arena *arena, const struct spool *spool, struct spooled at,
                struct diags *diags)
{
	char *bytes = arena_alloc(arena, at.len);
	for (size_t done = 0; done < at.len;) {
		ssize_t n = pread(spool->fd, bytes + done, at.len - done, (off_t)(at.offset + done));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return diag_failure(diags, str_from(spool->folder), MESSAGE_READ_FAILED,
			                    n < 0 ? errno : EIO);
		done += (size_t)n;
	}
	*out = (struct str){bytes, at.len};
	return true;
}
