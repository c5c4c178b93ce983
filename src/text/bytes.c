#include "text/bytes.h"

#include "text/lexeme.h"
#include "text/text.h"

#include <stdio.h>

/* U+0080 to U+009F; zero-width; marks that turn the direction of reading. */
static bool invisible(uint32_t c)
{
	return (c >= 0x80 && c <= 0x9f) || (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) ||
	       (c >= 0x2060 && c <= 0x2069) || c == 0xfeff || c == 0x61c;
}

static bool control(uint32_t c)
{
	return c < 0x20 || c == 0x7f || invisible(c);
}

size_t bytes_invisible(struct str text)
{
	size_t i = 0, len;
	while (i < text.len && !control(text_char(&len, str_sub(text, i, text.len))))
		i += len;
	return i;
}

static void say_control(const struct source *source, size_t offset, uint32_t c, struct diags *diags)
{
	char name[16];
	int len = snprintf(name, sizeof name, "U+%04X", (unsigned)c);
	DIAG(diags, ((struct place){source, offset}), TEXT_CONTROL, ((struct str){name, (size_t)len}));
}

/* False: a line ended with CR alone, and so it will be with the rest. */
static bool check_controls(const struct source *source, size_t begin, struct diags *diags)
{
	struct str text = source->text;
	size_t len;
	for (size_t i = begin; i < text.len; i += len) {
		unsigned char lead = (unsigned char)text.ptr[i];
		len = 1;
		if (lead >= 0x20 && lead < 0x7f)
			continue;
		uint32_t c = text_char(&len, str_sub(text, i, text.len));
		if (c == '\r' && !(i + 1 < text.len && text.ptr[i + 1] == '\n')) {
			DIAG_PLAIN(diags, ((struct place){source, i}), LINE_ENDS_CR);
			return false;
		}
		if (control(c) && c != '\t' && c != '\n' && c != '\r')
			say_control(source, i, c, diags);
	}
	return true;
}

/* Few texts have even its first byte. */
static bool has_mark(struct str text, struct str mark)
{
	size_t at = 0;
	while (at < text.len) {
		const char *found = memchr(text.ptr + at, mark.ptr[0], text.len - at);
		if (!found)
			return false;
		at = (size_t)(found - text.ptr);
		if (str_starts(str_sub(text, at, text.len), mark))
			return true;
		at++;
	}
	return false;
}

/* What git leaves where two versions meet, said once for each pair: at its first line. */
static bool check_conflicts(const struct source *source, struct diags *diags)
{
	struct str rest = source->text, line;
	bool inside = false, clean = true;
	if (!has_mark(rest, STR("<<<<<<< ")) && !has_mark(rest, STR(">>>>>>> ")))
		return true;
	while (rest.len) {
		size_t offset = source->text.len - rest.len;
		str_cut(&line, &rest, rest, '\n');
		bool opens = str_starts(line, STR("<<<<<<< ")), closes = str_starts(line, STR(">>>>>>> "));
		if (opens || (closes && !inside)) {
			DIAG(diags, ((struct place){source, offset}), CONFLICT_MARKER, str_sub(line, 0, 7));
			clean = false;
		}
		inside = opens || (inside && !closes);
	}
	return clean;
}

bool bytes_check(const struct source *source, struct diags *diags)
{
	struct str text = source->text;
	size_t begin = str_starts(text, STR("\xef\xbb\xbf")) ? 3 : 0;
	if (text_plain(str_sub(text, begin, text.len)))
		return check_conflicts(source, diags);
	size_t bad = str_utf8_error(text);
	if (bad < text.len) {
		DIAG_PLAIN(diags, ((struct place){source, bad}), TEXT_ENCODING);
		return false;
	}
	bad = text_nfc_error(text);
	if (bad < text.len)
		DIAG_PLAIN(diags, ((struct place){source, bad}), NOT_NFC);
	return check_controls(source, begin, diags) && check_conflicts(source, diags);
}
