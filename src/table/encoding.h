/* Bytes that are not UTF-8: which encoding they look like, so that the clerk is told what to declare. Only
 * ever a hint in a message; nothing is decoded by it. */
#ifndef TABLE_ENCODING_H
#define TABLE_ENCODING_H

#include "base/str.h"

/* A name as `encoding` takes it: UTF-16, windows-1258 or TCVN; empty where nothing speaks for one. */
struct str encoding_guess(struct str bytes);
/* True for text that begins as UTF-16 does, by its mark or by the NULs of its ASCII half. */
bool encoding_is_utf16(struct str bytes);

#endif
