/* An edition as one zip. */
#ifndef SITE_ARCHIVE_H
#define SITE_ARCHIVE_H

#include "export/archive.h"
#include "site/site.h"

/* Writes what the edition published, as its tag names it, to a zip at `path`; *found is whether there is such
 * an edition. False: said, but for one that is not there. */
bool site_archive(struct archive_summary *summary, bool *found, const struct site_options *site,
                  struct str id, const char *path, uint64_t limit, struct arena *arena, struct diags *diags);

#endif
