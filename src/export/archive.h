/* A whole site as one zip, for portals that take no folder. */
#ifndef EXPORT_ARCHIVE_H
#define EXPORT_ARCHIVE_H

#include "io/tree.h"

/* What a portal on Windows can unpack: the longest name in bytes (NTFS, ext4), the longest path in characters
 * (MAX_PATH of 260 less a folder to stand in). From so many bytes on a warning: it is what IIS takes in one
 * request unless it is told otherwise (maxAllowedContentLength). */
enum { ARCHIVE_NAME_MAX = 255, ARCHIVE_PATH_MAX = 200, ARCHIVE_SIZE_WARNING = 30000000 };

struct archive_summary {
	size_t files;
	uint64_t bytes;
};

/* Writes the files of a tree to a zip at `path`, beside it first, then renamed: the same tree gives the same
 * bytes. Names that Windows cannot hold (reserved words and characters, a dot or space at the end, two that
 * differ in case alone) or that are too long are errors, as is a zip larger than `limit` bytes (0: none).
 * False: said, and what stood at the path stands. */
bool archive_write_tree(struct archive_summary *summary, const char *path, const struct tree *tree,
                        uint64_t limit, struct diags *diags);

#endif
