/* Workbooks, through Debian's xlsx2csv: run as a child without a shell, its cells as they are stored (numbers
 * with their digits, days as serial numbers) and not as they are shown. */
#ifndef IMPORT_SHEET_H
#define IMPORT_SHEET_H

#include "import/grid.h"

/* Of a file, and of what a workbook becomes as CSV; what xlsx2csv may take for it, in seconds of the
 * processor and MiB of addresses. */
enum { SHEET_BYTES_MAX = 1 << 28, SHEET_SECONDS_MAX = 600, SHEET_MEMORY_MAX = 2048 };

/* One sheet of the file at `path`: the one that is called or counted `choice`, else the only one that is not
 * empty. Hidden sheets are not seen. The grid's source gets a text of its own, a line for each row and a TAB
 * between cells, by which sheet_places counts. False: said (no xlsx2csv, no workbook, no such sheet, several
 * and no choice). */
bool sheet_read(struct grid *out, struct arena *arena, struct str path, struct str choice,
                struct diags *diags);
/* Makes row and cell (B7) of what was said of places in such a source; before it is settled. */
void sheet_places(struct diags *diags, const struct source *source);

#endif
