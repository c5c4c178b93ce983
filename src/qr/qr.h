/* An address as a QR code (ISO/IEC 18004), for what is printed. All of libqrencode is behind this header. */
#ifndef QR_QR_H
#define QR_QR_H

#include "base/str.h"

/* The dark squares as strokes, one wide, of a path of an SVG whose unit is one square, the quiet zone of four
 * squares around them included: viewBox="0 0 size size". */
struct qr {
	size_t size;
	struct str path;
};

/* Error correction M: a damp or folded sheet is still read. False where the text is longer than a code holds
 * (2,331 bytes). */
bool qr_make(struct qr *out, struct arena *arena, struct str text);

#endif
