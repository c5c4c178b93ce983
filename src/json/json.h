/* JSON (RFC 8259): read by jansson with every digit of a number kept, written by hand. */
#ifndef JSON_JSON_H
#define JSON_JSON_H

#include "base/diag.h"
#include "value/value.h"

/* json-syntax with line and column; duplicate keys and deep nesting refused. */
bool json_parse(struct value **out, struct arena *arena, const struct source *source, struct diags *diags);
/* Compact where indent is 0; keys in the order they were set; characters as UTF-8. */
void json_write(struct buf *out, const struct value *value, unsigned indent);

#endif
