/* What program this is, and what it was linked with: an edition's tag records it, since bytes depend on it.
 */
#ifndef SITE_VERSION_H
#define SITE_VERSION_H

#include "base/str.h"

#define CONGBO_VERSION "0.1.0"

/* `congbo 0.1.0`. */
struct str version_name(void);
/* That line, and one for each library: those that the bytes of a site depend on. */
struct str version_text(struct arena *arena);

#endif
