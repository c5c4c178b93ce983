/* The characters of a file, looked through once at memory speed: UTF-8 (RFC 3629), NFC, what may not stand
 * in a cell. ASCII goes eight bytes at a time; the Latin letters that are in NFC whatever surrounds them
 * (below U+0300, U+1E00 to U+1EFF) pass by their code point; only the rest is shown to ICU. */
#ifndef TABLE_SCAN_H
#define TABLE_SCAN_H

#include "base/str.h"

enum scan_kind {
	SCAN_END,
	SCAN_NOT_UTF8,
	SCAN_CONTROL, /* zero-width, bidirectional, C0 but TAB and LF, DEL, C1 */
	SCAN_LONE_CR, /* a CR without its LF */
	SCAN_NOT_NFC,
};

struct scan {
	struct str text;
	size_t at;
	uint32_t character; /* of what was found */
	uint32_t previous;
	size_t nfc_until; /* this far ICU has looked */
	/* found on the way */
	size_t newlines;                 /* LF, and CR without LF */
	unsigned has;                    /* TABLE_HAS_… */
	size_t vietnamese;               /* letters that only Vietnamese has */
	size_t tcvn, first_tcvn;         /* as a TCVN3 text looks when it was read as Latin-1 */
	size_t mojibake, first_mojibake; /* as UTF-8 looks when it was read as Latin-1 */
};

/* The next thing that may not be, and where. Goes on behind it at the next call. */
enum scan_kind scan_next(size_t *offset, struct scan *scan);

#endif
