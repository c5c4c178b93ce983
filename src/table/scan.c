#include "table/scan.h"

#include "table/table.h"
#include "text/text.h"

static const uint64_t ONES = 0x0101010101010101u, HIGH = 0x8080808080808080u;

/* Skips bytes 0x20 … 0x7e, eight at a time as far as that goes: subtracting 0x20 from a lower byte, or adding
 * one to 0x7f, sets its top bit. A borrow can only spoil bytes behind the first that counts. */
static size_t skip_plain(struct str text, size_t at)
{
	for (uint64_t word; at + sizeof word <= text.len; at += sizeof word) {
		memcpy(&word, text.ptr + at, sizeof word);
		if ((word | (word - ONES * 0x20) | (word + ONES)) & HIGH)
			break;
	}
	while (at < text.len && (unsigned char)text.ptr[at] >= 0x20 && (unsigned char)text.ptr[at] < 0x7f)
		at++;
	return at;
}

/* As str_rune does, a third of it sooner. */
static size_t decode(uint32_t *out, struct str text, size_t at)
{
	const unsigned char *byte = (const unsigned char *)text.ptr + at;
	/* most of what is not ASCII in Vietnamese: C3 … C6 and E1 BA, E1 BB */
	if (byte[0] >= 0xc3 && byte[0] <= 0xc6 && text.len - at > 1 && (byte[1] & 0xc0) == 0x80) {
		*out = (uint32_t)(byte[0] & 0x1f) << 6 | (byte[1] & 0x3f);
		return 2;
	}
	return str_rune(out, text, at);
}

/* Unicode 15, chapter 23.2 to 23.9: what changes how a text is laid out and cannot be seen itself. */
static bool is_invisible(uint32_t c)
{
	return c == 0xad || c == 0x61c || c == 0x180e || (c >= 0x200b && c <= 0x200f) ||
	       (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff ||
	       (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe007f);
}

static bool is_control(uint32_t c)
{
	/* the letters that are met most */
	if ((c >= 0xc0 && c < 0x300) || (c >= 0x1e00 && c < 0x1f00))
		return false;
	return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7f && c <= 0x9f) ||
	       is_invisible(c);
}

/* In NFC whatever stands beside it: neither composed nor composable by the tables of UAX #15. */
static bool is_safe(uint32_t c)
{
	return c < 0x300 || (c >= 0x1e00 && c <= 0x1eff) || (c >= 0x2010 && c <= 0x205e);
}

static bool is_ascii_letter(uint32_t c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* The small letters of TCVN 5712:1993 whose codes are signs, no letters, in Latin-1. */
static bool is_tcvn_sign(uint32_t c)
{
	return (c >= 0xa8 && c <= 0xae) || (c >= 0xb5 && c <= 0xb9) || (c >= 0xbb && c <= 0xbe);
}

/* A sign of Latin-1: no-break space, or a byte of another encoding that was taken for one. */
static void note_sign(struct scan *scan, uint32_t c, size_t offset)
{
	if (c == 0xa0)
		scan->has |= TABLE_HAS_NBSP;
	if (is_tcvn_sign(c) && is_ascii_letter(scan->previous) && scan->tcvn++ == 0)
		scan->first_tcvn = offset;
	/* U+1EA0 … U+1EFF are E1 BA xx and E1 BB xx, ơ and ư C6 A1 and C6 B0 */
	if (((scan->previous == 0xe1 && (c == 0xba || c == 0xbb)) ||
	     (scan->previous == 0xc6 && (c == 0xa1 || c == 0xb0))) &&
	    scan->mojibake++ == 0)
		scan->first_mojibake = offset;
}

/* Counts ă đ ơ ư and the letters with two marks or a hook or dot below: no other living language uses them
 * together. */
static void note(struct scan *scan, uint32_t c, size_t offset)
{
	scan->has |= TABLE_HAS_NON_ASCII;
	if (c < 0xc0)
		note_sign(scan, c, offset);
	else if (c >= 0x1ea0 && c <= 0x1ef9)
		scan->vietnamese++;
	else if (c == 0x2007 || c == 0x202f)
		scan->has |= TABLE_HAS_NBSP;
	else if (c == 0xd0 || c == 0xf0 || c == 0x189)
		scan->has |= TABLE_HAS_ETH;
	else if (c == 0x102 || c == 0x103 || c == 0x110 || c == 0x111 || c == 0x1a0 || c == 0x1a1 ||
	         c == 0x1af || c == 0x1b0)
		scan->vietnamese++;
}

static bool is_ascii_pair(struct str text, size_t at)
{
	return (((unsigned char)text.ptr[at - 1] | (unsigned char)text.ptr[at]) & 0x80) == 0;
}

/* Shows ICU what stands around `at`, once: between two ASCII characters nothing composes, so a text may be
 * cut there. True where it is not in NFC at *offset. */
static bool around_not_nfc(size_t *offset, struct scan *scan, size_t at)
{
	if (at < scan->nfc_until)
		return false;
	size_t from = at, to = scan->at;
	while (from > scan->nfc_until && !is_ascii_pair(scan->text, from))
		from--;
	while (to < scan->text.len && !is_ascii_pair(scan->text, to))
		to++;
	scan->nfc_until = to;
	struct str around = str_sub(scan->text, from, to);
	size_t bad = str_utf8_error(around) == around.len ? text_nfc_error(around) : around.len;
	*offset = from + bad;
	return bad < around.len;
}

static enum scan_kind judge(size_t *offset, struct scan *scan, size_t len)
{
	uint32_t c = scan->character;
	*offset = scan->at;
	scan->at += len;
	if (c >= 0x80)
		note(scan, c, *offset);
	scan->previous = c;
	if (is_control(c))
		return SCAN_CONTROL;
	if (c == '\r' && (scan->at >= scan->text.len || scan->text.ptr[scan->at] != '\n')) {
		scan->newlines++;
		return SCAN_LONE_CR;
	}
	size_t bad;
	if (is_safe(c) || !around_not_nfc(&bad, scan, *offset))
		return SCAN_END;
	*offset = bad;
	return SCAN_NOT_NFC;
}

enum scan_kind scan_next(size_t *offset, struct scan *scan)
{
	for (;;) {
		size_t plain = skip_plain(scan->text, scan->at);
		if (plain > scan->at)
			scan->previous = (unsigned char)scan->text.ptr[plain - 1];
		scan->at = plain;
		*offset = plain;
		if (plain >= scan->text.len)
			return SCAN_END;
		if (scan->text.ptr[plain] == '\n') {
			scan->previous = '\n';
			scan->newlines++;
			scan->at++;
			continue;
		}
		size_t len = decode(&scan->character, scan->text, scan->at);
		if (len == 0) {
			scan->at++;
			return SCAN_NOT_UTF8;
		}
		enum scan_kind kind = judge(offset, scan, len);
		if (kind != SCAN_END)
			return kind;
	}
}
