/* One file of a folder, replaced in one step. */
#ifndef IO_REPLACE_H
#define IO_REPLACE_H

#include "base/diag.h"

/* The file at `path` below `folder` gets these bytes: written beside it as `.NAME.new`, to the disk, then
 * renamed, so that whoever reads it, and whatever happens, sees the old file or the new one. Folders on the
 * way must be there; no symbolic link is followed or replaced. False: said, and the old file stands. */
bool replace_file(const char *folder, struct str path, struct str bytes, struct diags *diags);

#endif
