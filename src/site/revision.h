/* Where a build's sources come from: the folder as it stands, or a revision of the repository. */
#ifndef SITE_REVISION_H
#define SITE_REVISION_H

#include "site/phases.h"

/* Opens build->tree, and for a revision build->repo, commit and edition. False: said, but for a folder that
 * is not there. */
bool revision_open(struct build *build);
/* The day that the revision's edition was published on; false where it is none. */
bool revision_day(struct date *out, const struct build *build);
/* The commit of a revision; false and said where it names none. */
bool revision_find(struct oid *out, struct repo *repo, struct str revision, struct diags *diags);

#endif
