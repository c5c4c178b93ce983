#include "base/buf.h"

#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void buf_init(struct buf *buf, size_t max)
{
	*buf = (struct buf){.max = max};
}

void buf_free(struct buf *buf)
{
	free(buf->ptr);
	buf_init(buf, buf->max);
}

void buf_clear(struct buf *buf)
{
	buf->len = 0;
	buf->over = false;
}

/* Room for `more` bytes and a NUL, or false with `over` set. */
static bool reserve(struct buf *buf, size_t more)
{
	if (buf->over || more > buf->max - buf->len) {
		buf->over = true;
		return false;
	}
	if (buf->cap - buf->len > more)
		return true;
	size_t cap = buf->cap ? buf->cap : 256;
	while (cap - buf->len <= more)
		cap *= 2;
	char *grown = realloc(buf->ptr, cap);
	if (!grown)
		arena_out_of_memory();
	buf->ptr = grown;
	buf->cap = cap;
	return true;
}

void buf_add(struct buf *buf, struct str text)
{
	if (text.len == 0 || !reserve(buf, text.len))
		return;
	memcpy(buf->ptr + buf->len, text.ptr, text.len);
	buf->len += text.len;
}

void buf_char(struct buf *buf, char c)
{
	if (reserve(buf, 1))
		buf->ptr[buf->len++] = c;
}

void buf_rune(struct buf *buf, uint32_t rune)
{
	if (rune > 0x10ffff || (rune >= 0xd800 && rune < 0xe000))
		rune = 0xfffd;
	size_t len = rune < 0x80 ? 1 : rune < 0x800 ? 2 : rune < 0x10000 ? 3 : 4;
	static const unsigned char marks[] = {0, 0, 0xc0, 0xe0, 0xf0};
	char bytes[4];
	for (size_t i = len; i-- > 1; rune >>= 6)
		bytes[i] = (char)(0x80 | (rune & 0x3f));
	bytes[0] = (char)(marks[len] | rune);
	buf_add(buf, (struct str){bytes, len});
}

void buf_printf(struct buf *buf, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	size_t room = buf->cap - buf->len;
	int len = vsnprintf(room ? buf->ptr + buf->len : NULL, room, format, args);
	va_end(args);
	/* vsnprintf ends with a NUL, which is not counted in: reserve makes room for one byte more */
	if (len >= 0 && reserve(buf, (size_t)len)) {
		if ((size_t)len >= room) /* it did not fit */
			vsnprintf(buf->ptr + buf->len, (size_t)len + 1, format, again);
		buf->len += (size_t)len;
	}
	va_end(again);
}

/* JSON's own escape of a character below 128, or 0. */
static char json_short(uint32_t rune)
{
	static const char pairs[] = "\"\"\\\\\bb\ff\nn\rr\tt";
	for (const char *pair = pairs; *pair; pair += 2)
		if ((uint32_t)*pair == rune)
			return pair[1];
	return 0;
}

void buf_json(struct buf *buf, struct str text)
{
	size_t plain = 0, len;
	buf_char(buf, '"');
	for (size_t i = 0; i < text.len; i += len ? len : 1) {
		uint32_t rune;
		len = str_rune(&rune, text, i);
		if (len && rune >= 0x20 && rune != '"' && rune != '\\' && rune != '<' && rune != 0x7f)
			continue;
		buf_add(buf, str_sub(text, plain, i));
		plain = i + 1;
		if (!len)
			buf_rune(buf, rune);
		else if (json_short(rune))
			buf_printf(buf, "\\%c", json_short(rune));
		else
			buf_printf(buf, "\\u%04x", (unsigned)rune);
	}
	buf_add(buf, str_sub(text, plain, text.len));
	buf_char(buf, '"');
}

struct str buf_str(const struct buf *buf)
{
	return (struct str){buf->ptr ? buf->ptr : "", buf->len};
}
