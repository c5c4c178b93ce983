/* Reporting periods as people write them. */
#ifndef IMPORT_PERIOD_H
#define IMPORT_PERIOD_H

#include "base/str.h"

/* `Quý III/2026`, `Q3 2026`, `Tháng 9 năm 2026`, `6 tháng đầu năm 2026`, `9 tháng năm 2026`, `Tuần 47/2026`,
 * `Năm 2026` as 2026-Q3, 2026-09, 2026-H1, 2026-9M, 2026-W47, 2026. False: it is none of them; a period in
 * its own form is none either. */
bool period_spoken(struct str *out, struct arena *arena, struct str text);
/* A day as people write it, day first: `30/9/2026`, `30-09-2026`, `30.9.2026`, `2026-09-30 00:00:00`; and a
 * spreadsheet's serial number (days since 1899-12-30; from 1927 to 2173). As YYYY-MM-DD; false: none of
 * them. */
bool date_spoken(struct str *out, struct arena *arena, struct str text);

#endif
