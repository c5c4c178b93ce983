/* Days and times that are written by a pattern of strftime, as `format` of Table Schema names them:
 * `%d/%m/%Y` is how a Vietnamese spreadsheet has a day. https://datapackage.org/standard/table-schema/#date
 */
#ifndef SCHEMA_LAYOUT_H
#define SCHEMA_LAYOUT_H

#include "schema/package.h"

enum { LAYOUT_MAX = 32 };

/* True where the pattern says all of what a date, datetime or time is made of, each part once: %Y %m %d, %H
 * %M and perhaps %S, %% and other characters as they are. */
bool layout_usable(struct str format, enum field_type type);
/* The same in ISO 8601 (2026-09-30, 2026-09-30T10:30:00, 10:30:00), in `out`; false where the text is not of
 * the pattern, or is no day or time that exists. A part but the year may have one digit or two. */
bool layout_iso(char out[LAYOUT_MAX], struct str format, enum field_type type, struct str text);

#endif
