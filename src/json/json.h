/* JSON (RFC 8259), read and written with every digit of a number kept. */
#ifndef JSON_JSON_H
#define JSON_JSON_H

#include "base/diag.h"
#include "value/value.h"

enum { JSON_DEPTH_MAX = 256 };

/* The whole text as one value. False and said, at the byte that is wrong: json-syntax, encoding-error (not
 * UTF-8), duplicate-key, too-large (nested deeper than JSON_DEPTH_MAX). A byte order mark is passed over.
 * Texts without escapes are slices of the source, which must outlive the value. */
bool json_parse(struct value **out, struct arena *arena, const struct source *source, struct diags *diags);
/* Compact where indent is 0, else a line for each item; keys in the order they were set; characters as UTF-8.
 */
void json_write(struct buf *out, const struct value *value, unsigned indent);

#endif
