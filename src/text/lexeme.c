#include "text/lexeme.h"

#include "base/arena.h"

static size_t put(char *out, uint32_t c)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3f));
	out[2] = (char)(0x80 | (c >> 6 & 0x3f));
	out[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

size_t text_lower_into(char *out, struct str text)
{
	size_t written = 0, len;
	for (size_t i = 0; i < text.len; i += len) {
		uint32_t c = text_char_lower(text_char(&len, (struct str){text.ptr + i, text.len - i}));
		written += put(out + written, c);
	}
	return written;
}

struct str text_lower(struct arena *arena, struct str text)
{
	char *out = arena_alloc(arena, text.len + 4);
	return (struct str){out, text_lower_into(out, text)};
}

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Bytes of the character at an offset if it is a letter, else 0. What stands in U+0080 to U+00BF and U+2000
 * to U+2FFF is marks; all other characters beyond ASCII count as letters. */
static size_t letter(struct str text, size_t at)
{
	unsigned char c = (unsigned char)text.ptr[at];
	if (c < 0x80)
		return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
	if (c == 0xc2 || c == 0xe2)
		return 0;
	size_t len = c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
	return len < text.len - at ? len : text.len - at;
}

static size_t word(struct str text)
{
	size_t at = 0, len;
	while (at < text.len && (len = letter(text, at)) > 0)
		at += len;
	while (at < text.len && at > 0 && digit(text.ptr[at]))
		at++;
	return at;
}

static size_t number(struct str text)
{
	size_t at = 0;
	while (at < text.len && (digit(text.ptr[at]) ||
	                         ((text.ptr[at] == '.' || text.ptr[at] == ',') && at > 0 &&
	                          digit(text.ptr[at - 1]) && at + 1 < text.len && digit(text.ptr[at + 1]))))
		at++;
	return at;
}

static size_t space(struct str text)
{
	char c = text.ptr[0];
	if (c == ' ' || c == '\n' || c == '\t' || c == '\r')
		return 1;
	return c == '\xc2' && text.len > 1 && text.ptr[1] == '\xa0' ? 2 : 0; /* no-break space */
}

void lexemes_read(struct lexemes *out, struct arena *arena, struct str text)
{
	static const struct keyword none = {KEYWORD_NONE, -1, -1};
	bool spaced = true;
	memset(out, 0, sizeof *out);
	for (size_t at = 0, len; at < text.len; at += len) {
		struct str rest = {text.ptr + at, text.len - at};
		if ((len = space(rest)) > 0) {
			spaced = true;
			continue;
		}
		enum lexeme_kind kind = LEXEME_WORD;
		if ((len = word(rest)) == 0) {
			kind = LEXEME_NUMBER;
			len = number(rest);
		}
		if (len == 0) {
			kind = LEXEME_MARK;
			text_char(&len, rest);
		}
		rest.len = len;
		*VEC_PUSH(arena, &out->list) = (struct lexeme){
		        kind, spaced, rest, at, kind == LEXEME_WORD ? keyword_of(rest) : &none};
		spaced = false;
	}
}
