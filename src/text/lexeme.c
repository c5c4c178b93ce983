#include "text/lexeme.h"

#include "base/arena.h"

uint32_t text_char(size_t *len, struct str text)
{
	unsigned char lead = (unsigned char)text.ptr[0];
	size_t n = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
	if (n > text.len)
		n = text.len;
	*len = n;
	uint32_t c = n == 1 ? lead : lead & (0x7fu >> n);
	for (size_t i = 1; i < n; i++)
		c = c << 6 | ((unsigned char)text.ptr[i] & 0x3f);
	return c;
}

uint32_t text_char_lower(uint32_t c)
{
	if ((c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde && c != 0xd7))
		return c + 32;
	bool pairs = (c >= 0x100 && c <= 0x12f) || (c >= 0x1a0 && c <= 0x1a5) || (c >= 0x1ea0 && c <= 0x1ef9);
	if (pairs)
		return c | 1;
	return c == 0x1af ? 0x1b0 : c;
}

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

struct str text_lower(struct arena *arena, struct str text)
{
	char *out = arena_alloc(arena, text.len + 4);
	size_t written = 0, len;
	for (size_t i = 0; i < text.len; i += len)
		written += put(out + written, text_char_lower(text_char(&len, str_sub(text, i, text.len))));
	return (struct str){out, written};
}

static bool digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Bytes of the character at the begin if it is a letter, else 0. What stands in U+0080 to U+00BF and U+2000
 * to U+2FFF is marks; all other characters beyond ASCII count as letters. */
static size_t letter(struct str text)
{
	unsigned char c = (unsigned char)text.ptr[0];
	if (c < 0x80)
		return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ? 1 : 0;
	size_t len;
	text_char(&len, text);
	return c == 0xc2 || c == 0xe2 ? 0 : len;
}

static size_t word(struct str text)
{
	size_t at = 0, len;
	while (at < text.len && (len = letter(str_sub(text, at, text.len))) > 0)
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
	if (strchr(" \t\n\r", text.ptr[0]) && text.ptr[0])
		return 1;
	return str_starts(text, STR("\xc2\xa0")) ? 2 : 0; /* no-break space */
}

void lexemes_read(struct lexemes *out, struct arena *arena, struct str text)
{
	bool spaced = true;
	memset(out, 0, sizeof *out);
	for (size_t at = 0, len; at < text.len; at += len) {
		struct str rest = str_sub(text, at, text.len);
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
		*VEC_PUSH(arena, &out->list) = (struct lexeme){kind, spaced, str_sub(rest, 0, len), at};
		spaced = false;
	}
}

bool lexeme_is(const struct lexeme *lexeme, struct str word)
{
	struct str text = lexeme->text;
	size_t i = 0, j = 0, a, b;
	while (i < text.len && j < word.len) {
		uint32_t c = text_char(&a, str_sub(text, i, text.len));
		if (text_char_lower(c) != text_char(&b, str_sub(word, j, word.len)))
			return false;
		i += a;
		j += b;
	}
	return i == text.len && j == word.len;
}
