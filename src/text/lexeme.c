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

static bool blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Each of these returns the end of what begins at an offset: the offset itself where it is none. */

/* What stands in U+0080 to U+00BF and U+2000 to U+2FFF is marks; all other characters beyond ASCII count as
 * letters. */
static size_t word_end(struct str text, size_t at)
{
	size_t begin = at;
	while (at < text.len) {
		unsigned char c = (unsigned char)text.ptr[at];
		if (c < 0x80 ? (unsigned char)((c | 0x20) - 'a') > 'z' - 'a' : c == 0xc2 || c == 0xe2)
			break;
		at += c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
	}
	if (at > text.len)
		at = text.len;
	while (at < text.len && at > begin && digit(text.ptr[at]))
		at++;
	return at;
}

static size_t number_end(struct str text, size_t at)
{
	size_t begin = at;
	while (at < text.len && (digit(text.ptr[at]) ||
	                         ((text.ptr[at] == '.' || text.ptr[at] == ',') && at > begin &&
	                          digit(text.ptr[at - 1]) && at + 1 < text.len && digit(text.ptr[at + 1]))))
		at++;
	return at;
}

static size_t space_end(struct str text, size_t at)
{
	if (blank(text.ptr[at]))
		return at + 1;
	bool no_break = text.ptr[at] == '\xc2' && at + 1 < text.len && text.ptr[at + 1] == '\xa0';
	return no_break ? at + 2 : at;
}

/* Fills in what begins at `at` and is no space; returns its end. */
static size_t read_lexeme(struct lexeme *out, struct vocabulary *vocabulary, struct str text, size_t at)
{
	static const struct keyword none = {KEYWORD_NONE, -1, -1};
	struct vocable word = {&none, SPELLING_OTHER};
	size_t end = word_end(text, at), len;
	out->kind = LEXEME_WORD;
	if (end == at) {
		out->kind = LEXEME_NUMBER;
		end = number_end(text, at);
	}
	if (end == at) {
		out->kind = LEXEME_MARK;
		text_char(&len, (struct str){text.ptr + at, text.len - at});
		end = at + len;
	}
	out->text = (struct str){text.ptr + at, end - at};
	out->at = at;
	if (out->kind == LEXEME_WORD)
		word = vocabulary_look(vocabulary, out->text);
	out->keyword = word.keyword;
	out->spelling = word.spelling;
	return end;
}

void lexemes_reread(struct lexemes *lexemes, struct arena *arena, struct str text)
{
	bool spaced = true;
	lexemes->list.len = 0;
	lexemes->keywords = 0;
	lexemes->digits = false;
	for (size_t at = 0, end; at < text.len; at = end) {
		if ((end = space_end(text, at)) > at) {
			spaced = true;
			continue;
		}
		struct lexeme *lexeme = lexemes->list.len < lexemes->list.cap
		                                ? &lexemes->list.items[lexemes->list.len++]
		                                : VEC_PUSH(arena, &lexemes->list);
		end = read_lexeme(lexeme, lexemes->vocabulary, text, at);
		lexeme->spaced = spaced;
		lexemes->keywords |= 1u << lexeme->keyword->kind;
		lexemes->digits |= digit(text.ptr[end - 1]);
		spaced = false;
	}
}

void lexemes_read(struct lexemes *out, struct arena *arena, struct str text)
{
	*out = (struct lexemes){0};
	lexemes_reread(out, arena, text);
}
