/* A reader of our own and no library's: jansson turns numbers into long long and double, so 98.50 comes back
 * as 98.5, 0.1 as a binary fraction, and a valid integer of 20 digits or 1e400 is refused. Asking it only
 * whether a text is valid would leave nearly all of this to be written all the same, to find the numbers.
 * The tests read the same texts with jansson and compare. */
#include "json/json.h"

#include "base/arena.h"
#include "base/ascii.h"

struct reader {
	struct arena *arena;
	const struct source *source;
	struct diags *diags;
	const char *at, *end;
	unsigned depth;
};

static struct place place_of(const struct reader *reader, const char *at)
{
	return (struct place){reader->source, (size_t)(at - reader->source->text.ptr)};
}

/* Says so at that byte; always false. */
static bool fail(const struct reader *reader, const char *at, enum message message)
{
	diag_add(reader->diags, place_of(reader, at), message, (struct str){0}, NULL, 0);
	return false;
}

/* The byte that is next; NUL, which begins nothing in JSON, at the end. */
static char peek(const struct reader *reader)
{
	return reader->at < reader->end ? *reader->at : '\0';
}

static char peek_past_space(struct reader *reader)
{
	while (reader->at < reader->end &&
	       (*reader->at == ' ' || *reader->at == '\t' || *reader->at == '\n' || *reader->at == '\r'))
		reader->at++;
	return peek(reader);
}

static bool skip_digits(struct reader *reader)
{
	const char *from = reader->at;
	while (ascii_is_digit(peek(reader)))
		reader->at++;
	return reader->at > from;
}

/* -? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)? */
static bool read_number(struct value **out, struct reader *reader)
{
	const char *from = reader->at;
	if (peek(reader) == '-')
		reader->at++;
	bool zero = peek(reader) == '0';
	const char *whole = reader->at;
	bool good = skip_digits(reader) && (!zero || reader->at == whole + 1);
	if (good && peek(reader) == '.') {
		reader->at++;
		good = skip_digits(reader);
	}
	if (good && (peek(reader) == 'e' || peek(reader) == 'E')) {
		reader->at++;
		if (peek(reader) == '+' || peek(reader) == '-')
			reader->at++;
		good = skip_digits(reader);
	}
	if (!good)
		return fail(reader, from, MESSAGE_JSON_NUMBER);
	*out = value_number(reader->arena, (struct str){from, (size_t)(reader->at - from)});
	return true;
}

/* Length of the UTF-8 character at `at`, or 0: RFC 3629, table of section 4. */
static size_t utf8_length(const char *at, const char *end)
{
	const unsigned char *byte = (const unsigned char *)at;
	size_t left = (size_t)(end - at), length = byte[0] < 0x80   ? 1
	                                           : byte[0] < 0xc2 ? 0
	                                           : byte[0] < 0xe0 ? 2
	                                           : byte[0] < 0xf0 ? 3
	                                           : byte[0] < 0xf5 ? 4
	                                                            : 0;
	if (length > left)
		return 0;
	for (size_t i = 1; i < length; i++)
		if ((byte[i] & 0xc0) != 0x80)
			return 0;
	if ((byte[0] == 0xe0 && byte[1] < 0xa0) || (byte[0] == 0xed && byte[1] > 0x9f) ||
	    (byte[0] == 0xf0 && byte[1] < 0x90) || (byte[0] == 0xf4 && byte[1] > 0x8f))
		return 0;
	return length;
}

static char *put_utf8(char *to, uint32_t c)
{
	if (c < 0x80) {
		*to++ = (char)c;
		return to;
	}
	unsigned more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
	static const unsigned char first[] = {0, 0xc0, 0xe0, 0xf0};
	*to++ = (char)(first[more] | c >> (6 * more));
	while (more-- > 0)
		*to++ = (char)(0x80 | (c >> (6 * more) & 0x3f));
	return to;
}

static bool read_hex(uint32_t *out, struct reader *reader)
{
	*out = 0;
	for (int i = 0; i < 4; i++, reader->at++) {
		char c = peek(reader), low = (char)(c | 0x20);
		if (ascii_is_digit(c))
			*out = *out << 4 | (uint32_t)(c - '0');
		else if (low >= 'a' && low <= 'f')
			*out = *out << 4 | (uint32_t)(low - 'a' + 10);
		else
			return false;
	}
	return true;
}

/* What follows a backslash. A character beyond U+FFFF is a pair of surrogates; half a pair is no character.
 */
static bool read_escape(char **to, struct reader *reader)
{
	static const char pairs[] = "\"\"\\\\//b\bf\fn\nr\rt\t";
	const char *from = reader->at - 1;
	char c = peek(reader);
	reader->at++;
	if (c == 'u') {
		uint32_t code, low;
		if (!read_hex(&code, reader))
			return fail(reader, from, MESSAGE_JSON_ESCAPE);
		if (code >= 0xd800 && code < 0xdc00 && reader->end - reader->at >= 6 &&
		    reader->at[0] == '\\' && reader->at[1] == 'u') {
			reader->at += 2;
			if (!read_hex(&low, reader) || low < 0xdc00 || low > 0xdfff)
				return fail(reader, from, MESSAGE_JSON_SURROGATE);
			code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
		}
		if (code >= 0xd800 && code < 0xe000)
			return fail(reader, from, MESSAGE_JSON_SURROGATE);
		*to = put_utf8(*to, code);
		return true;
	}
	for (const char *pair = pairs; *pair; pair += 2) {
		if (*pair != c)
			continue;
		*(*to)++ = pair[1];
		return true;
	}
	return fail(reader, from, MESSAGE_JSON_ESCAPE);
}

/* Goes to the closing quote, checking characters and counting backslashes: each makes the text shorter. */
static bool scan_string(const char **close, size_t *escapes, struct reader *reader)
{
	const char *open = reader->at - 1, *at = reader->at;
	*escapes = 0;
	while (at < reader->end && *at != '"') {
		if ((unsigned char)*at < 0x20)
			return fail(reader, at, MESSAGE_JSON_CONTROL);
		size_t length = utf8_length(at, reader->end);
		if (length == 0)
			return fail(reader, at, MESSAGE_JSON_UTF8);
		bool escape = *at == '\\';
		*escapes += escape;
		at += length;
		/* the escaped character may be a quote; any other is looked at in the next turn or by
		 * read_escape */
		if (escape && at < reader->end && (*at == '"' || *at == '\\'))
			at++;
	}
	if (at >= reader->end)
		return fail(reader, open, MESSAGE_JSON_STRING_OPEN);
	*close = at;
	return true;
}

static bool read_string(struct str *out, struct reader *reader)
{
	const char *close;
	size_t escapes;
	reader->at++;
	if (!scan_string(&close, &escapes, reader))
		return false;
	*out = (struct str){reader->at, (size_t)(close - reader->at)};
	if (escapes > 0) {
		char *copy = arena_alloc(reader->arena, out->len), *to = copy;
		while (reader->at < close) {
			char c = *reader->at++;
			if (c != '\\')
				*to++ = c;
			else if (!read_escape(&to, reader))
				return false;
		}
		*out = (struct str){copy, (size_t)(to - copy)};
	}
	reader->at = close + 1;
	return true;
}

static bool read_value(struct value **out, struct reader *reader);

static bool read_list(struct value **out, struct reader *reader)
{
	*out = value_list(reader->arena);
	reader->at++;
	if (peek_past_space(reader) == ']')
		return reader->at++, true;
	for (;;) {
		struct value *item;
		if (!read_value(&item, reader))
			return false;
		value_push(reader->arena, *out, item);
		char c = peek_past_space(reader);
		if (c != ',' && c != ']')
			return fail(reader, reader->at, MESSAGE_JSON_LIST);
		reader->at++;
		if (c == ']')
			return true;
	}
}

static bool read_pair(struct value *map, struct reader *reader)
{
	struct str key;
	struct value *item;
	if (peek_past_space(reader) != '"')
		return fail(reader, reader->at, MESSAGE_JSON_KEY);
	const char *from = reader->at;
	if (!read_string(&key, reader))
		return false;
	if (value_get(map, key)) {
		DIAG(reader->diags, place_of(reader, from), JSON_DUPLICATE, key);
		return false;
	}
	if (peek_past_space(reader) != ':')
		return fail(reader, reader->at, MESSAGE_JSON_COLON);
	reader->at++;
	if (!read_value(&item, reader))
		return false;
	value_set(reader->arena, map, key, item);
	return true;
}

static bool read_map(struct value **out, struct reader *reader)
{
	*out = value_map(reader->arena);
	reader->at++;
	if (peek_past_space(reader) == '}')
		return reader->at++, true;
	for (;;) {
		if (!read_pair(*out, reader))
			return false;
		char c = peek_past_space(reader);
		if (c != ',' && c != '}')
			return fail(reader, reader->at, MESSAGE_JSON_MAP);
		reader->at++;
		if (c == '}')
			return true;
	}
}

static bool read_word(struct reader *reader, struct str word)
{
	struct str rest = {reader->at, (size_t)(reader->end - reader->at)};
	if (!str_starts(rest, word))
		return fail(reader, reader->at, MESSAGE_JSON_VALUE);
	reader->at += word.len;
	return true;
}

static bool read_scalar(struct value **out, struct reader *reader, char first)
{
	struct str text;
	switch (first) {
	case '"':
		if (!read_string(&text, reader))
			return false;
		*out = value_string(reader->arena, text);
		return true;
	case 't':
		*out = value_bool(reader->arena, true);
		return read_word(reader, STR("true"));
	case 'f':
		*out = value_bool(reader->arena, false);
		return read_word(reader, STR("false"));
	case 'n':
		*out = value_null(reader->arena);
		return read_word(reader, STR("null"));
	default:
		if (first == '-' || ascii_is_digit(first))
			return read_number(out, reader);
		return fail(reader, reader->at, MESSAGE_JSON_VALUE);
	}
}

static bool read_value(struct value **out, struct reader *reader)
{
	char first = peek_past_space(reader);
	if (first != '[' && first != '{')
		return read_scalar(out, reader, first);
	if (reader->depth == JSON_DEPTH_MAX)
		return fail(reader, reader->at, MESSAGE_JSON_DEPTH);
	reader->depth++;
	bool good = first == '[' ? read_list(out, reader) : read_map(out, reader);
	reader->depth--;
	return good;
}

bool json_parse(struct value **out, struct arena *arena, const struct source *source, struct diags *diags)
{
	struct str text = source->text;
	struct reader reader = {arena, source, diags, text.ptr, text.ptr + text.len, 0};
	if (str_starts(text, STR("\xef\xbb\xbf")))
		reader.at += 3;
	if (!read_value(out, &reader))
		return false;
	peek_past_space(&reader);
	return reader.at == reader.end || fail(&reader, reader.at, MESSAGE_JSON_MORE);
}

static void new_line(struct buf *out, unsigned indent, unsigned depth)
{
	if (indent == 0)
		return;
	buf_char(out, '\n');
	for (unsigned i = 0; i < indent * depth; i++)
		buf_char(out, ' ');
}

static void write_value(struct buf *out, const struct value *value, unsigned indent, unsigned depth);

static void write_items(struct buf *out, const struct value *value, unsigned indent, unsigned depth)
{
	bool map = value->kind == VALUE_MAP;
	buf_char(out, map ? '{' : '[');
	for (size_t i = 0; i < value->len; i++) {
		if (i > 0)
			buf_char(out, ',');
		new_line(out, indent, depth + 1);
		if (map) {
			buf_json(out, value->keys[i]);
			buf_add(out, indent ? STR(": ") : STR(":"));
		}
		write_value(out, value->items[i], indent, depth + 1);
	}
	if (value->len > 0)
		new_line(out, indent, depth);
	buf_char(out, map ? '}' : ']');
}

static void write_value(struct buf *out, const struct value *value, unsigned indent, unsigned depth)
{
	switch (value->kind) {
	case VALUE_NULL:
		buf_add(out, STR("null"));
		break;
	case VALUE_FALSE:
		buf_add(out, STR("false"));
		break;
	case VALUE_TRUE:
		buf_add(out, STR("true"));
		break;
	case VALUE_NUMBER:
		buf_add(out, value->text);
		break;
	case VALUE_STRING:
		buf_json(out, value->text);
		break;
	case VALUE_LIST:
	case VALUE_MAP:
		write_items(out, value, indent, depth);
		break;
	}
}

void json_write(struct buf *out, const struct value *value, unsigned indent)
{
	write_value(out, value, indent, 0);
}
