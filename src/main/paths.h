/* Folders as the command line names them, and where congbo's own files stand. */
#ifndef MAIN_PATHS_H
#define MAIN_PATHS_H

#include "base/str.h"

/* The folder that holds themes/default: PREFIX/share/congbo beside an installed program, the top of the
 * source tree for one that stands in build/KIND/. NULL where neither is there. */
const char *paths_share(struct arena *arena);
/* The site that `congbo new` copies: sample/ there, src/sample in the source tree. NULL likewise. */
const char *paths_sample(struct arena *arena);
bool paths_is_folder(const char *path);
/* True where `outer` is `inner` or a folder above it, links resolved; the last name of either need not be
 * there yet. */
bool paths_contains(struct arena *arena, const char *outer, const char *inner);

#endif
