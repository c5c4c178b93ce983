/* Other encodings into UTF-8: ICU's converters, and iconv for the Vietnamese ones that ICU lacks. Back from
 * UTF-8 by iconv alone: it takes letters apart for windows-1258, as that encoding needs. */
#include "base/arena.h"
#include "base/ascii.h"
#include "base/buf.h"
#include "text/text.h"

#include <errno.h>
#include <iconv.h>
#include <strings.h>
#include <unicode/ucnv.h>
#include <unicode/utf16.h>

enum { CHUNK = 4096 };

/* ICU takes options behind a comma, and names of its own; a plain name is all that we hand on. */
static bool is_name(struct str encoding)
{
	for (size_t i = 0; i < encoding.len; i++) {
		char c = encoding.ptr[i];
		if (!ascii_is_alnum(c) && !memchr("-_.:", c, 4))
			return false;
	}
	return encoding.len > 0 && encoding.len < 40;
}

static bool is_any(const char *name, const char *const *names)
{
	while (*names && strcasecmp(name, *names) != 0)
		names++;
	return *names != NULL;
}

/* ---- ICU ---- */

struct utf16_writer {
	struct buf *out;
	uint32_t lead; /* the first half of a pair whose other half is to come, or 0 */
};

static void write_units(struct utf16_writer *writer, const UChar *units, const UChar *end)
{
	for (; units < end; units++) {
		if (U16_IS_LEAD(*units)) {
			writer->lead = *units;
		} else {
			buf_rune(writer->out, writer->lead
			                              ? (uint32_t)U16_GET_SUPPLEMENTARY(writer->lead, *units)
			                              : *units);
			writer->lead = 0;
		}
	}
}

/* SIZE_MAX where all was read, else the offset of what cannot be. */
static size_t run_converter(struct buf *out, UConverter *converter, struct str bytes)
{
	const char *at = bytes.ptr, *end = bytes.ptr + bytes.len;
	struct utf16_writer writer = {.out = out};
	UErrorCode status = U_BUFFER_OVERFLOW_ERROR;
	while (status == U_BUFFER_OVERFLOW_ERROR) {
		UChar units[CHUNK], *written = units;
		status = U_ZERO_ERROR;
		ucnv_toUnicode(converter, &written, units + CHUNK, &at, end, NULL, true, &status);
		write_units(&writer, units, written);
	}
	if (U_SUCCESS(status))
		return SIZE_MAX;
	char broken[32];
	int8_t len = sizeof broken;
	UErrorCode ignored = U_ZERO_ERROR;
	ucnv_getInvalidChars(converter, broken, &len, &ignored);
	return (size_t)(at - bytes.ptr) - (U_SUCCESS(ignored) ? (size_t)len : 0);
}

/* Without a BOM the byte that is 0 says which half of a first ASCII character comes first; RFC 2781
 * section 4.3 takes the big one where nothing says. */
static const char *utf16_order(struct str bytes)
{
	if (bytes.len < 2)
		return "UTF-16BE";
	bool little = bytes.ptr[0] && !bytes.ptr[1];
	return str_starts(bytes, STR("\xff\xfe")) || little ? "UTF-16LE" : "UTF-16BE";
}

static bool decode_icu(struct buf *out, size_t *bad, struct str bytes, const char *name)
{
	UErrorCode status = U_ZERO_ERROR;
	UConverter *converter = ucnv_open(name, &status);
	*bad = SIZE_MAX;
	if (U_FAILURE(status))
		return false;
	ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
	*bad = run_converter(out, converter, bytes);
	ucnv_close(converter);
	return *bad == SIZE_MAX;
}

/* ---- iconv ---- */

static size_t run_iconv(struct buf *out, iconv_t converter, struct str bytes)
{
	char *at = (char *)(uintptr_t)bytes.ptr; /* iconv does not write there */
	size_t left = bytes.len, done = 0;
	bool flushing = false;
	while (done != (size_t)-1 && !flushing) {
		char chunk[CHUNK], *written = chunk;
		size_t room = sizeof chunk;
		flushing = left == 0; /* a last letter waits for a tone mark until it is asked for */
		done = flushing ? iconv(converter, NULL, NULL, &written, &room)
		                : iconv(converter, &at, &left, &written, &room);
		if (done == (size_t)-1 && errno == E2BIG)
			done = 0;
		buf_add(out, (struct str){chunk, (size_t)(written - chunk)});
	}
	return done == (size_t)-1 ? (size_t)(at - bytes.ptr) : SIZE_MAX;
}

static bool decode_iconv(struct buf *out, size_t *bad, struct str bytes, const char *name)
{
	iconv_t converter = iconv_open("UTF-8", name);
	*bad = SIZE_MAX;
	if (converter == (iconv_t)-1)
		return false;
	*bad = run_iconv(out, converter, bytes);
	iconv_close(converter);
	return *bad == SIZE_MAX;
}

/* ---- which of them ---- */

static bool decode_utf8(struct str *out, size_t *bad, struct str bytes)
{
	*bad = str_utf8_error(bytes);
	*out = bytes;
	return *bad == bytes.len;
}

/* These write a letter's tone as a mark behind it: NFC is part of reading them. */
static bool is_composed_later(const char *name)
{
	static const char *const names[] = {"windows-1258", "cp1258", "TCVN", "TCVN5712-1",
	                                    "TCVN-5712",    "TCVN3",  NULL};
	return is_any(name, names);
}

static bool decode(struct buf *out, size_t *bad, struct str bytes, const char *name)
{
	/* TCVN3 is what its users call it: TCVN 5712 without the characters of its own for capitals */
	static const char *const by_iconv[] = {"TCVN", "TCVN5712-1", "TCVN-5712", "VISCII", NULL};
	if (is_any(name, by_iconv) || strcasecmp(name, "TCVN3") == 0)
		return decode_iconv(out, bad, bytes, strcasecmp(name, "TCVN3") == 0 ? "TCVN" : name);
	return decode_icu(out, bad, bytes, strcasecmp(name, "UTF-16") == 0 ? utf16_order(bytes) : name);
}

bool text_decode(struct str *out, size_t *bad, struct arena *arena, struct str bytes, struct str encoding)
{
	static const char *const utf8[] = {"UTF-8", "UTF8", NULL};
	struct buf text;
	*bad = SIZE_MAX;
	if (!is_name(encoding))
		return false;
	const char *name = str_z(arena, encoding);
	if (is_any(name, utf8))
		return decode_utf8(out, bad, bytes);
	buf_init(&text, SIZE_MAX);
	bool good = decode(&text, bad, bytes, name);
	struct str read = buf_str(&text);
	if (str_starts(read, STR("\xEF\xBB\xBF")))
		read = str_sub(read, 3, read.len);
	if (good)
		*out = str_dup(arena, is_composed_later(name) ? text_nfc(arena, read) : read);
	buf_free(&text);
	return good;
}

/* ---- back ---- */

bool text_encode(struct str *out, size_t *bad, struct arena *arena, struct str text, struct str encoding)
{
	struct buf bytes;
	struct str again;
	size_t offset;
	*bad = SIZE_MAX;
	if (!is_name(encoding))
		return false;
	iconv_t converter = iconv_open(str_z(arena, encoding), "UTF-8");
	if (converter == (iconv_t)-1)
		return false;
	buf_init(&bytes, SIZE_MAX);
	*bad = run_iconv(&bytes, converter, text);
	iconv_close(converter);
	*out = str_dup(arena, buf_str(&bytes));
	buf_free(&bytes);
	return *bad == SIZE_MAX && text_decode(&again, &offset, arena, *out, encoding) && str_eq(again, text);
}
