/* A growing buffer with a ceiling. What would grow beyond `max` is dropped and `over` is set for good, so a
 * writer need not look after each call; look once at the end. malloc'd: free it with buf_free. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/str.h"

struct buf {
	char *ptr;
	size_t len, cap, max;
	bool over;
};

void buf_init(struct buf *buf, size_t max);
void buf_free(struct buf *buf);
/* Empty again, memory kept. */
void buf_clear(struct buf *buf);
void buf_add(struct buf *buf, struct str text);
void buf_char(struct buf *buf, char c);
/* A code point as UTF-8; what is none is U+FFFD. */
void buf_rune(struct buf *buf, uint32_t rune);
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The text as a JSON string with its quotes (RFC 8259); also safe inside HTML's <script>: `<` is \u003c.
 * Bytes that are not UTF-8 are U+FFFD each. */
void buf_json(struct buf *buf, struct str text);
/* What stands in it; valid until it changes. */
struct str buf_str(const struct buf *buf);

#endif
