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

/* Room for `more` bytes, or false with `over` set. */
static bool reserve(struct buf *buf, size_t more)
{
	if (buf->over || more > buf->max - buf->len) {
		buf->over = true;
		return false;
	}
	if (buf->cap - buf->len >= more)
		return true;
	size_t cap = buf->cap ? buf->cap : 256;
	while (cap - buf->len < more)
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

void buf_printf(struct buf *buf, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	/* one byte more: vsnprintf ends with a NUL, which is not counted in */
	if (len >= 0 && reserve(buf, (size_t)len + 1)) {
		vsnprintf(buf->ptr + buf->len, (size_t)len + 1, format, again);
		buf->len += (size_t)len;
	}
	va_end(again);
}

void buf_json(struct buf *buf, struct str text)
{
	static const char shorts[] = "\"\"\\\\\bb\ff\nn\rr\tt";
	buf_char(buf, '"');
	size_t plain = 0;
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];
		if (c >= 0x20 && c != '"' && c != '\\' && c != '<' && c != 0x7f)
			continue;
		buf_add(buf, str_sub(text, plain, i));
		plain = i + 1;
		const char *pair = shorts;
		while (*pair && *pair != (char)c)
			pair += 2;
		if (*pair)
			buf_printf(buf, "\\%c", pair[1]);
		else
			buf_printf(buf, "\\u%04x", c);
	}
	buf_add(buf, str_sub(text, plain, text.len));
	buf_char(buf, '"');
}

struct str buf_str(const struct buf *buf)
{
	return (struct str){buf->ptr ? buf->ptr : "", buf->len};
}
