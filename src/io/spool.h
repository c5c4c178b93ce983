/* Bytes laid aside until they are wanted again, so that memory does not grow with them: in a file without a
 * name (O_TMPFILE, open(2)), which is gone with the program however that ends. Where no such file can be made
 * they stay in the kernel's memory (memfd_create(2)). */
#ifndef IO_SPOOL_H
#define IO_SPOOL_H

#include "base/diag.h"

struct spool;

/* In that folder; NULL: in memory. False: said. */
bool spool_open(struct spool **out, struct arena *arena, const char *folder, struct diags *diags);
/* NULL is allowed. */
void spool_close(struct spool *spool);

/* Where bytes were laid. */
struct spooled {
	uint64_t offset;
	size_t len;
};

/* What one thread lays aside; it is written in large pieces. */
struct spool_writer {
	struct spool *spool;
	char *piece;
	size_t used;
	uint64_t offset; /* of the piece */
};

void spool_begin(struct spool_writer *out, struct spool *spool);
/* False: said. What was added can be read when the writer has been ended. */
bool spool_add(struct spooled *out, struct spool_writer *writer, struct str bytes, struct diags *diags);
/* False: said. */
bool spool_end(struct spool_writer *writer, struct diags *diags);

/* Reads what was laid aside, on any thread. False: said. */
bool spool_read(struct str *out, struct arena *arena, const struct spool *spool, struct spooled at,
                struct diags *diags);

#endif
