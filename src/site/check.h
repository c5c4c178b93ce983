/* The parts of the phase that checks what is between pages, data and settings. */
#ifndef SITE_CHECK_H
#define SITE_CHECK_H

#include "site/phases.h"

/* Takes the warnings that the owner keeps out of the diagnostics; build->kept_by_path says what each page
 * prints of them. unused-accept, said, for an entry that fits no warning. */
void check_accepts(struct build *build);
/* True where an error was said of a file whose path begins so, but for verdicts on rows (an award, a
 * revision): what depends on those files was not judged. */
bool check_is_broken(const struct build *build, struct str folder);

#endif
