#include "qr/qr.h"

#include "base/arena.h"
#include "base/buf.h"

#include <errno.h>
#include <qrencode.h>

enum { QUIET = 4, PATH_MAX_BYTES = 1 << 20 };

/* Runs of dark squares, row by row, each a stroke one square wide that begins where the one before has ended.
 */
static void write_rows(struct buf *out, const QRcode *code)
{
	int width = code->width;
	for (int y = 0; y < width; y++) {
		int from = 0;
		for (int x = 0, run; x < width; x += run + 1) {
			for (run = 0; x + run < width && code->data[y * width + x + run] & 1; run++)
				continue;
			if (run && from)
				buf_printf(out, "m%d 0h%d", x - from, run);
			else if (run)
				buf_printf(out, "M%d %d.5h%d", x + QUIET, y + QUIET, run);
			from = run ? x + run : from;
		}
	}
}

bool qr_make(struct qr *out, struct arena *arena, struct str text)
{
	QRcode *code = QRcode_encodeString8bit(str_z(arena, text), 0, QR_ECLEVEL_M);
	if (!code) {
		if (errno == ENOMEM)
			arena_out_of_memory();
		return false;
	}
	struct buf path;
	buf_init(&path, PATH_MAX_BYTES);
	write_rows(&path, code);
	out->size = (size_t)code->width + 2 * QUIET;
	out->path = str_dup(arena, buf_str(&path));
	buf_free(&path);
	QRcode_free(code);
	return true;
}
