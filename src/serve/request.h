/* What a browser asks for, read before any file is touched: pure functions of the request's text. */
#ifndef SERVE_REQUEST_H
#define SERVE_REQUEST_H

#include "base/str.h"

enum target_kind {
	TARGET_FILE,     /* a file of the site, or a folder of that name */
	TARGET_OWN,      /* a file of the preview itself */
	TARGET_REDIRECT, /* another address */
	TARGET_NONE,     /* no site has a file of this name */
	TARGET_WRONG,    /* no address at all */
};

struct target {
	enum target_kind kind;
	/* FILE: below the site's folder, each name not empty, not hidden, no `..`; OWN: the name; REDIRECT:
	 * the address, encoded. Ends with a NUL. */
	struct str path;
};

/* The path that the addresses of a site begin with, decoded, from its base_url: `/` or `/ward/`. */
struct str request_base(struct arena *arena, struct str base_url);
/* What a path as it was sent (RFC 3986, decoded here, once) means under a base of request_base. */
struct target request_target(struct arena *arena, struct str sent, struct str base);

/* True for the names of this machine alone: a page of another name that has been made to lead here (DNS
 * rebinding) reads nothing. */
bool request_is_local(struct str host, int port);

/* True where an If-None-Match or If-Range names the ETag (given with its quotes); RFC 9110, section 13.1.2.
 */
bool request_names_etag(struct str header, struct str etag);

enum range_kind {
	RANGE_WHOLE, /* none, several, or one that cannot be read: the whole file is right (RFC 9110, 14.2) */
	RANGE_PART,  /* [*from, *to) */
	RANGE_BEYOND, /* nothing of it is there */
};

enum range_kind request_range(uint64_t *from, uint64_t *to, struct str header, uint64_t size);

#endif
