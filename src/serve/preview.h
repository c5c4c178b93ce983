/* What a browser is told of the builds: which one it sees and what is wrong, as server-sent events (HTML
 * standard, section 9.2). One thread builds and tells, another answers browsers: all of this may be called
 * from both. */
#ifndef SERVE_PREVIEW_H
#define SERVE_PREVIEW_H

#include "base/diag.h"

struct MHD_Response;
struct preview;

/* NULL: the machine failed, errno says why. */
struct preview *preview_new(void);
/* Ends all streams, and those that come yet, so that the server can be stopped; then it may be freed. */
void preview_end(struct preview *preview);
void preview_free(struct preview *preview);

/* Tells all browsers of a build that is over. `changed`: the site is another now. `base_url` is empty where
 * the build did not come to know it: the last one stays. */
void preview_tell(struct preview *preview, bool changed, struct str base_url, struct diags *diags,
                  enum diag_language language);
/* Sends every browser a line that says nothing, so that those that have gone are noticed. */
void preview_wake(struct preview *preview);

/* The build that a file served now is of, and the base_url of that build: both in the arena. */
void preview_now(struct str *build, struct str *base_url, struct preview *preview, struct arena *arena);

struct MHD_Connection;
/* The events, without an end. NULL where there is no memory. */
struct MHD_Response *preview_events(struct preview *preview, struct MHD_Connection *connection);

/* The script and the style sheet that show it over a page. */
struct str preview_script(void);
struct str preview_style(void);
/* The page that stands where no site is yet. */
struct str preview_blank(void);

#endif
