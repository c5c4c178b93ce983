#include "text/lexeme.h"

#include "base/arena.h"
#include "base/ascii.h"

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

int lexeme_digits(const struct lexeme *lexeme, size_t least, size_t most)
{
	long value;
	bool is = lexeme->kind == LEXEME_NUMBER && lexeme->text.len >= least;
	return is && str_number(&value, lexeme->text, most) ? (int)value : -1;
}

#define EIGHT(n)      n, n, n, n, n, n, n, n
#define THIRTY_TWO(n) EIGHT(n), EIGHT(n), EIGHT(n), EIGHT(n)

/* The bytes of letters, of any but the first of their bytes too: what stands in U+0080 to U+00BF (c2) and
 * U+2000 to U+2FFF (e2) is marks; all other characters beyond ASCII count as letters. */
static const bool letters[256] = {
        THIRTY_TWO(0), /* 00 */
        THIRTY_TWO(0), /* 20 */
        0,
        EIGHT(1),
        EIGHT(1),
        EIGHT(1),
        1,
        1,
        0,
        0,
        0,
        0,
        0, /* 40 */
        0,
        EIGHT(1),
        EIGHT(1),
        EIGHT(1),
        1,
        1,
        0,
        0,
        0,
        0,
        0,             /* 60 */
        THIRTY_TWO(1), /* 80 */
        THIRTY_TWO(1), /* a0 */
        1,
        1,
        0,
        1,
        1,
        1,
        1,
        1,
        EIGHT(1),
        EIGHT(1),
        EIGHT(1), /* c0 */
        1,
        1,
        0,
        1,
        1,
        1,
        1,
        1,
        EIGHT(1),
        EIGHT(1),
        EIGHT(1), /* e0 */
};

/* The end of the letters at an offset and the digits right behind them. Byte by byte: a step as wide as the
 * letter would have to wait for what it looks up. */
static size_t word_end(struct str text, size_t at)
{
	while (at < text.len && letters[(unsigned char)text.ptr[at]])
		at++;
	while (at < text.len && ascii_is_digit(text.ptr[at]))
		at++;
	return at;
}

static size_t number_end(struct str text, size_t at)
{
	size_t begin = at;
	while (at < text.len &&
	       (ascii_is_digit(text.ptr[at]) ||
	        ((text.ptr[at] == '.' || text.ptr[at] == ',') && at > begin &&
	         ascii_is_digit(text.ptr[at - 1]) && at + 1 < text.len && ascii_is_digit(text.ptr[at + 1]))))
		at++;
	return at;
}

/* The offset behind the space that stands at an offset, or the offset itself. */
static size_t space_end(struct str text, size_t at)
{
	char c = text.ptr[at];
	if (c == ' ' || c == '\n' || c == '\t' || c == '\r')
		return at + 1;
	return c == '\xc2' && at + 1 < text.len && text.ptr[at + 1] == '\xa0' ? at + 2 : at;
}

/* Each fills in what begins at `at` and returns its end. */

static inline size_t read_word(struct lexeme *out, struct lexemes *lexemes, struct str text, size_t at)
{
	size_t end = word_end(text, at);
	struct vocable word = vocabulary_look(lexemes->vocabulary, (struct str){text.ptr + at, end - at});
	out->kind = LEXEME_WORD;
	out->keyword = word.keyword;
	out->spelling = word.spelling;
	out->numeral = word.numeral;
	lexemes->keywords |= 1u << word.keyword->kind;
	lexemes->spelled[word.spelling]++;
	lexemes->numerals |= word.numeral;
	return end;
}

static size_t read_other(struct lexeme *out, struct lexemes *lexemes, struct str text, size_t at)
{
	static const struct keyword none = {KEYWORD_NONE, -1, -1};
	struct str rest = {text.ptr + at, text.len - at};
	size_t end = number_end(text, at), len;
	out->kind = end > at ? LEXEME_NUMBER : LEXEME_MARK;
	out->keyword = &none;
	out->spelling = SPELLING_OTHER;
	out->numeral = false;
	lexemes->numerals |= end > at;
	if (end > at)
		return end;
	lexemes->strays |= rest.ptr[0] == '|' || rest.ptr[0] == '\xc2' || str_starts(rest, STR("\xe2\x82"));
	text_char(&len, rest);
	return at + len;
}

void lexemes_reread(struct lexemes *lexemes, struct arena *arena, struct str text)
{
	bool spaced = true;
	struct lexemes now = {.list = {lexemes->list.items, 0, lexemes->list.cap},
	                      .vocabulary = lexemes->vocabulary};
	for (size_t at = 0, end; at < text.len; at = end) {
		if ((end = space_end(text, at)) > at) {
			spaced = true;
			continue;
		}
		struct lexeme *lexeme = now.list.len < now.list.cap ? &now.list.items[now.list.len++]
		                                                    : VEC_PUSH(arena, &now.list);
		if (letters[(unsigned char)text.ptr[at]])
			end = read_word(lexeme, &now, text, at);
		else
			end = read_other(lexeme, &now, text, at);
		lexeme->text = (struct str){text.ptr + at, end - at};
		lexeme->at = at;
		lexeme->spaced = spaced;
		now.digits |= ascii_is_digit(text.ptr[end - 1]);
		spaced = false;
	}
	*lexemes = now;
}

void lexemes_read(struct lexemes *out, struct arena *arena, struct str text)
{
	*out = (struct lexemes){0};
	lexemes_reread(out, arena, text);
}
