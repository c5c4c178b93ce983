/* Rows found by what some of their fields say together: primary, unique and foreign keys. */
#ifndef SCHEMA_KEYS_H
#define SCHEMA_KEYS_H

#include "schema/package.h"

/* A key is its values joined by '/', with '/' and '%' in a value as %2F and %25. */
struct str key_join(struct arena *arena, const struct str *values, size_t n);
/* Its values again; returns how many. */
size_t key_split(struct str **values, struct arena *arena, struct str key);
/* Adds one value as it stands in a key. */
void key_escape(struct buf *out, struct str value);

/* Says primary-key and unique-error, and makes resource->by_key. */
void keys_check_own(struct resource *resource, struct arena *arena, struct diags *diags);
/* Says foreign-key; a target that is broken is not judged by. The caller marks what is broken by this once
 * all tables are through: one foreign key says nothing against another. */
bool keys_check_foreign(const struct resource *resource, struct diags *diags);

#endif
