/* Noticing that a source of a site has changed (inotify(7)). */
#ifndef SERVE_WATCH_H
#define SERVE_WATCH_H

#include "base/diag.h"

struct watch {
	int fd, root; /* inotify's; the watch of the site's own folder */
	const char *folder;
};

/* False: said. */
bool watch_open(struct watch *watch, const char *folder, struct diags *diags);
void watch_close(struct watch *watch);
/* Watches all folders of sources that there are now; call it before they are read. False: said; those that
 * could be are watched. */
bool watch_refresh(struct watch *watch, struct diags *diags);

enum watch_result { WATCH_CHANGED, WATCH_QUIET, WATCH_FAILED /* errno */ };

/* Waits until sources have changed and then been left alone for a moment; QUIET after `seconds` without one.
 */
enum watch_result watch_wait(struct watch *watch, int seconds);

#endif
