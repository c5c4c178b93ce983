/* Cells written so that table_parse reads them as they were. */
#ifndef TABLE_WRITE_H
#define TABLE_WRITE_H

#include "base/buf.h"

/* Adds the text of a cell, in quotes (RFC 4180) only where it needs them. */
void table_add_cell(struct buf *out, struct str text, char delimiter);

#endif
