/* The input's bytes as a grid: a workbook's sheet, or a CSV of an encoding and with a delimiter that are
 * found by what fits, and by nothing else. */
#include "import/parts.h"
#include "import/sheet.h"

#include "base/arena.h"
#include "table/encoding.h"
#include "text/syllable.h"
#include "text/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- bytes ---- */

static bool read_bytes(struct str *out, struct arena *arena, int fd, size_t size)
{
	char *bytes = arena_alloc(arena, size + 1);
	size_t len = 0;
	while (len < size) {
		ssize_t n = read(fd, bytes + len, size - len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		len += (size_t)n;
	}
	*out = (struct str){bytes, len};
	return len == size;
}

static bool read_file(struct str *out, struct import *import)
{
	struct str path = import->options->file;
	struct stat status;
	int fd = open(str_z(import->arena, path), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return diag_failure(import->diags, path, MESSAGE_READ_FAILED, errno);
	bool done = fstat(fd, &status) == 0;
	if (done && (S_ISDIR(status.st_mode) || !S_ISREG(status.st_mode))) {
		errno = S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
		done = false;
	} else if (done && status.st_size > SHEET_BYTES_MAX) {
		errno = EFBIG;
		done = false;
	}
	done = done && read_bytes(out, import->arena, fd, (size_t)status.st_size);
	int reason = errno ? errno : EIO;
	close(fd);
	return done || diag_failure(import->diags, path, MESSAGE_READ_FAILED, reason);
}

/* ---- encodings ---- */

static const struct str candidates[] = {STR_INIT("windows-1258"), STR_INIT("TCVN")};

enum { CANDIDATES = LENGTH(candidates) };

static struct syllable_count judge(struct str text)
{
	struct arena *scratch = arena_new();
	struct lexemes lexemes = {.vocabulary = vocabulary_new(scratch)};
	struct syllable_count count = {0};
	lexemes_reread(&lexemes, scratch, text);
	syllable_add(&count, &lexemes);
	arena_free(scratch);
	return count;
}

/* The one encoding under which the bytes are Vietnamese without a broken word. */
static bool find_encoding(struct str *text, struct str *encoding, struct arena *arena, struct str bytes)
{
	size_t fitting = 0, bad;
	for (size_t i = 0; i < CANDIDATES; i++) {
		struct str decoded;
		if (!text_decode(&decoded, &bad, arena, bytes, candidates[i]))
			continue;
		struct syllable_count count = judge(decoded);
		if (count.vietnamese == 0 || count.broken > 0)
			continue;
		*text = decoded;
		*encoding = candidates[i];
		fitting++;
	}
	return fitting == 1;
}

/* TCVN3 that was taken for Latin-1 on its way: the bytes that it was. */
static bool latin_bytes(struct str *out, struct arena *arena, struct str text)
{
	struct buf bytes;
	bool well = true;
	buf_init(&bytes, text.len + 1);
	for (size_t i = 0, len; well && i < text.len; i += len) {
		uint32_t rune;
		len = str_rune(&rune, text, i);
		well = len > 0 && rune < 0x100;
		buf_char(&bytes, (char)rune);
	}
	*out = str_dup(arena, buf_str(&bytes));
	buf_free(&bytes);
	return well;
}

/* Such a text as it was meant, where it is broken as it stands and whole when read anew, or TCVN was asked
 * for; else as it stands. */
static bool mend_latin(struct str *text, struct import *import)
{
	struct str bytes, mended;
	size_t bad;
	bool asked = str_eq(import->options->encoding, STR("TCVN"));
	struct syllable_count before = judge(*text);
	if ((!asked && before.broken == 0) || !latin_bytes(&bytes, import->arena, *text) ||
	    !text_decode(&mended, &bad, import->arena, bytes, STR("TCVN")))
		return false;
	struct syllable_count after = judge(mended);
	if (!asked && (after.broken > 0 || after.vietnamese == 0))
		return false;
	*text = mended;
	return true;
}

static bool decode(struct str *text, struct import *import, struct str bytes)
{
	struct str encoding = import->options->encoding, path = import->options->file;
	size_t bad;
	bool utf8 = str_utf8_error(bytes) == bytes.len && !encoding_is_utf16(bytes);
	if (utf8 && (!encoding.len || str_eq(encoding, STR("TCVN")))) {
		*text = bytes;
		if (mend_latin(text, import))
			DIAG(import->diags, (struct place){0}, IMPORT_ENCODING, path, STR("TCVN"));
		return true;
	}
	if (encoding.len == 0 && encoding_is_utf16(bytes))
		encoding = STR("UTF-16");
	if (encoding.len == 0 ? !find_encoding(text, &encoding, import->arena, bytes)
	                      : !text_decode(text, &bad, import->arena, bytes, encoding)) {
		if (import->options->encoding.len)
			DIAG(import->diags, (struct place){0}, IMPORT_ENCODING_WRONG, path, encoding);
		else
			DIAG(import->diags, (struct place){0}, IMPORT_ENCODING_UNKNOWN, path);
		return false;
	}
	if (!str_eq(encoding, STR("UTF-8")))
		DIAG(import->diags, (struct place){0}, IMPORT_ENCODING, path, encoding);
	return true;
}

/* ---- delimiters ---- */

/* Excel's own first line, `sep=;`. */
static char excel_delimiter(struct str text)
{
	text = str_starts(text, STR("\xef\xbb\xbf")) ? str_sub(text, 3, text.len) : text;
	return text.len > 4 && str_starts(text, STR("sep=")) ? text.ptr[4] : '\0';
}

static size_t try_delimiter(struct import *import, struct str text, char delimiter)
{
	struct diags unsaid;
	struct grid grid;
	struct source source = {.path = import->options->file, .text = text};
	size_t row, rows;
	diag_init(&unsaid, import->arena);
	/* a quote that is wrong further down is said once the delimiter is known */
	grid_read(&grid, import->arena, &source, delimiter, &unsaid);
	return import_header_find(&row, &rows, import, &grid);
}

/* The one under which the header places most columns; 0 where two do, or none. */
static char find_delimiter(struct import *import, struct str text)
{
	static const char marks[] = {',', ';', '\t', '|'};
	size_t best = 0, same = 0;
	char found = '\0';
	for (size_t i = 0; i < sizeof marks; i++) {
		size_t placed = try_delimiter(import, text, marks[i]);
		same = placed == best ? same + 1 : placed > best ? 1 : same;
		if (placed > best) {
			best = placed;
			found = marks[i];
		}
	}
	return best && same == 1 ? found : '\0';
}

static bool read_csv(struct import *import, struct str bytes)
{
	struct source *source = ARENA_NEW(import->arena, struct source);
	char delimiter = import->options->delimiter;
	source->path = import->options->file;
	if (!decode(&source->text, import, bytes))
		return false;
	if (!delimiter)
		delimiter = excel_delimiter(source->text);
	if (!delimiter)
		delimiter = find_delimiter(import, source->text);
	if (!delimiter) {
		/* one that is read whole says more than that none fits */
		DIAG(import->diags, ((struct place){source, 0}), IMPORT_NO_HEADER, import->resource->name);
		return false;
	}
	if (delimiter != ',')
		DIAG(import->diags, ((struct place){source, 0}), IMPORT_DELIMITER,
		     delimiter == '\t' ? STR("\\t") : (struct str){&delimiter, 1});
	return grid_read(&import->grid, import->arena, source, delimiter, import->diags);
}

/* ---- workbooks ---- */

/* TCVN3 in a workbook is text in a font of that encoding: each cell by itself would be too short to judge. */
static void mend_sheet(struct import *import)
{
	struct buf all;
	buf_init(&all, SHEET_BYTES_MAX);
	VEC_EACH (struct grid_cell, cell, &import->grid.cells) {
		buf_add(&all, cell->text);
		buf_char(&all, '\n');
	}
	struct str text = str_dup(import->arena, buf_str(&all)), line;
	buf_free(&all);
	if (!mend_latin(&text, import))
		return;
	DIAG(import->diags, (struct place){0}, IMPORT_ENCODING, import->options->file, STR("TCVN"));
	VEC_EACH (struct grid_cell, cell, &import->grid.cells) {
		size_t lines = 1;
		for (size_t i = 0; i < cell->text.len; i++)
			lines += cell->text.ptr[i] == '\n';
		struct str start = text;
		for (size_t i = 0; i < lines; i++)
			str_cut(&line, &text, text, '\n');
		cell->text = str_sub(start, 0, (size_t)(line.ptr + line.len - start.ptr));
	}
}

static bool is_workbook(struct str path)
{
	static const struct str ends[] = {STR_INIT(".xlsx"), STR_INIT(".xlsm"), STR_INIT(".XLSX")};
	for (size_t i = 0; i < 3; i++)
		if (str_ends(path, ends[i]))
			return true;
	return false;
}

/* An old Excel file, an OpenDocument, a PDF: not read, whatever they are called. */
static bool is_binary(struct str bytes)
{
	static const struct str marks[] = {STR_INIT("\xd0\xcf\x11\xe0"), STR_INIT("PK\x03\x04"),
	                                   STR_INIT("%PDF")};
	for (size_t i = 0; i < 3; i++)
		if (str_starts(bytes, marks[i]))
			return true;
	return false;
}

bool import_read(struct import *import)
{
	struct str bytes, path = import->options->file;
	if (!read_file(&bytes, import))
		return false;
	import->workbook = is_workbook(path) && is_binary(bytes);
	if (is_binary(bytes) && !import->workbook) {
		DIAG(import->diags, (struct place){0}, IMPORT_KIND, path);
		return false;
	}
	if (import->workbook
	            ? !sheet_read(&import->grid, import->arena, path, import->options->sheet, import->diags)
	            : !read_csv(import, bytes))
		return false;
	if (import->workbook)
		mend_sheet(import);
	if (import_header_find(&import->header, &import->header_rows, import, &import->grid))
		return true;
	DIAG(import->diags, ((struct place){import->grid.source, 0}), IMPORT_NO_HEADER,
	     import->resource->name);
	return false;
}
