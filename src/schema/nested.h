/* Cells that hold more than one value: JSON objects and arrays, places on the earth (Table Schema v2). */
#ifndef SCHEMA_NESTED_H
#define SCHEMA_NESTED_H

#include "schema/package.h"

/* True where the text is a value of the field, which is of type object, array, geopoint or geojson. */
bool nested_check(const struct field *field, struct str text);
/* How many keys or items an object or array has that was checked. */
size_t nested_count(struct str text);

#endif
