/* The bytes of an answer: a file as it is, a page with the preview's script in it, a text of our own. */
#ifndef SERVE_BODY_H
#define SERVE_BODY_H

#include "base/buf.h"

struct MHD_Response;

struct body {
	int fd; /* of the file; -1: `bytes` */
	struct buf bytes;
	uint64_t size;
	const char *type, *etag; /* the ETag is of the bytes, with its quotes */
	bool is_page;
};

enum body_kind { BODY_FILE, BODY_FOLDER, BODY_OTHER };

/* What an open file is; BODY_OTHER: neither, or it cannot be known. */
enum body_kind body_kind(int fd);

/* All three fill the body, strings in the arena, to be closed with body_close. The first two take the fd, and
 * are false where the file cannot be read. A page may have addresses that begin with `from` in its
 * attributes: they begin with `to` then; empty: none. */
bool body_file(struct body *body, struct arena *arena, int fd, struct str path);
bool body_page(struct body *body, struct arena *arena, int fd, struct str from, struct str to);
void body_text(struct body *body, struct arena *arena, struct str text, const char *type);
void body_close(struct body *body);

/* The bytes [from, to); takes the fd. NULL where there is no memory. */
struct MHD_Response *body_response(struct body *body, uint64_t from, uint64_t to);

#endif
