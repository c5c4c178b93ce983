/* UTF-8, NFC, folding and slugs. ICU works on UTF-16; what it need not see (ASCII, Vietnamese and other plain
 * letters, that is nearly all) is passed over in UTF-8. */
#include "base/arena.h"
#include "base/ascii.h"
#include "base/buf.h"
#include "text/lexeme.h"
#include "text/text.h"
#include "text/vowel.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

/* A piece of text that ICU is asked about: longer runs of marks than anybody writes are cut here. Unicode's
 * stream-safe format (UAX 15) allows 30 in a row. */
enum { PIECE_MAX = 256, NFC_GROWTH = 3 /* at most, in UTF-16: UAX 15 */ };

/* Characters that are in NFC wherever they stand: each has the property NFC_Quick_Check=Yes and the combining
 * class 0 (all below U+0300; U+1E00..U+1EFF with the Vietnamese letters; U+2010..U+2027, the dashes and
 * quotes). */
static bool is_plain(uint32_t rune)
{
	return rune < 0x300 || (rune >= 0x1e00 && rune <= 0x1eff) || (rune >= 0x2010 && rune <= 0x2027);
}

static bool continues(unsigned char c)
{
	return (c & 0xc0) == 0x80;
}

/* Length of the character at `bytes` if it is plain and can be seen, with `left` bytes from there to the end;
 * 0 where that is not known. U+00A0 to U+02FF, U+1E00 to U+1EFF, U+2010 to U+2027. */
static inline size_t plain_len(const unsigned char *bytes, size_t left)
{
	unsigned char c = bytes[0];
	if (c >= 0x20 && c < 0x7f)
		return 1;
	if (left > 1 && c >= 0xc2 && c < 0xcc)
		return continues(bytes[1]) && (c > 0xc2 || bytes[1] >= 0xa0) ? 2 : 0;
	if (left > 2 && c == 0xe1)
		return bytes[1] >= 0xb8 && bytes[1] <= 0xbb && continues(bytes[2]) ? 3 : 0;
	if (left > 2 && c == 0xe2)
		return bytes[1] == 0x80 && bytes[2] >= 0x90 && bytes[2] <= 0xa7 ? 3 : 0;
	return c == '\n' || c == '\t' || (c == '\r' && left > 1 && bytes[1] == '\n');
}

/* Sixteen bytes at once, and for each the bytes before it: what a compiler makes vector instructions of.
 * Comparisons give all ones or nothing. */
typedef unsigned char bytes16 __attribute__((vector_size(16)));
enum { BLOCK = sizeof(bytes16), BEFORE = 2 };

static inline bytes16 load16(const unsigned char *bytes)
{
	bytes16 block;
	memcpy(&block, bytes, sizeof block);
	return block;
}

/* What is not plain, by the rules of plain_len; a CR is left to that. A byte is wrong in itself, or does not
 * go on with the one or two before it as they ask. */
static inline bytes16 not_plain(const unsigned char *bytes)
{
	bytes16 now = load16(bytes), last = load16(bytes - 1), other = load16(bytes - 2);
	bytes16 goes_on = (bytes16)((now & 0xc0) == 0x80);
	bytes16 of_two = (bytes16)(last - 0xc2 <= 0xcb - 0xc2);
	bytes16 of_three = (bytes16)(last - 0xe1 <= 1) | (bytes16)(other - 0xe1 <= 1);
	bytes16 wrong = goes_on ^ (of_two | of_three);
	wrong |= (bytes16)(now < 0x20) & (bytes16)(now != '\n') & (bytes16)(now != '\t');
	wrong |= (bytes16)(now == 0x7f);
	wrong |= (bytes16)(now >= 0xc0) & (bytes16)(now - 0xc2 > 0xcb - 0xc2) & (bytes16)(now - 0xe1 > 1);
	wrong |= (bytes16)(last == 0xc2) & (bytes16)(now < 0xa0);
	wrong |= (bytes16)(last == 0xe1) & (bytes16)(now - 0xb8 > 0xbb - 0xb8);
	wrong |= (bytes16)(last == 0xe2) & (bytes16)(now != 0x80);
	wrong |= (bytes16)(other == 0xe2) & (bytes16)(now - 0x90 > 0xa7 - 0x90);
	return wrong;
}

static bool any(bytes16 wrong)
{
	uint64_t halves[2];
	memcpy(halves, &wrong, sizeof halves);
	return (halves[0] | halves[1]) != 0;
}

/* How far blocks tell that all is plain, from a character on that is not the first; back to where an ASCII
 * character ends, because a block does not see what its last bytes ask for. */
static size_t skip_blocks(const unsigned char *bytes, size_t from, size_t len)
{
	size_t i = from;
	while (i + BLOCK <= len && !any(not_plain(bytes + i)))
		i += BLOCK;
	while (i > from && bytes[i - 1] >= 0x80)
		i--;
	return i;
}

bool text_plain(struct str text)
{
	const unsigned char *bytes = (const unsigned char *)text.ptr;
	size_t i = 0, len = 1;
	while (i < text.len && i < BEFORE && len) /* what blocks look back to */
		i += len = plain_len(bytes + i, text.len - i);
	i = i < BEFORE ? i : skip_blocks(bytes, i, text.len);
	for (; i < text.len && len; i += len)
		len = plain_len(bytes + i, text.len - i);
	return len > 0;
}

static bool begins_anew(const UNormalizer2 *nfc, uint32_t rune)
{
	return is_plain(rune) || unorm2_hasBoundaryBefore(nfc, (UChar32)rune);
}

/* Length of the character at i, 1 for a byte that is none. */
static size_t step(uint32_t *rune, struct str text, size_t i)
{
	size_t len = str_rune(rune, text, i);
	return len ? len : 1;
}

struct piece {
	size_t from, to; /* bytes of the text */
	UChar units[PIECE_MAX + 2];
	int32_t len;
};

static void add_unit(struct piece *piece, uint32_t rune)
{
	if (rune > 0xffff) {
		piece->units[piece->len++] = (UChar)(0xd800 + ((rune - 0x10000) >> 10));
		piece->units[piece->len++] = (UChar)(0xdc00 + (rune & 0x3ff));
	} else {
		piece->units[piece->len++] = (UChar)rune;
	}
}

/* Extends the piece from the character at its start until one that begins anew. */
static void fill(struct piece *piece, const UNormalizer2 *nfc, struct str text)
{
	uint32_t rune;
	piece->to = piece->from;
	piece->len = 0;
	while (piece->to < text.len && piece->len < PIECE_MAX) {
		size_t len = step(&rune, text, piece->to);
		if (piece->len && begins_anew(nfc, rune))
			return;
		add_unit(piece, rune);
		piece->to += len;
	}
}

/* The next piece at or after `at` that is not plain, with the character that it may combine with. False: all
 * the rest is plain. */
static bool next_piece(struct piece *piece, const UNormalizer2 *nfc, struct str text, size_t at)
{
	uint32_t rune;
	size_t before = at, len;
	for (size_t i = at; i < text.len; i += len) {
		len = step(&rune, text, i);
		if (!is_plain(rune)) {
			piece->from = begins_anew(nfc, rune) ? i : before;
			fill(piece, nfc, text);
			return true;
		}
		before = i;
	}
	return false;
}

static const UNormalizer2 *nfc_form(void)
{
	UErrorCode status = U_ZERO_ERROR;
	return unorm2_getNFCInstance(&status);
}

/* The piece in NFC; returns its length. */
static int32_t normalize(UChar out[NFC_GROWTH * (PIECE_MAX + 2)], const UNormalizer2 *nfc,
                         const struct piece *piece)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t len =
	        unorm2_normalize(nfc, piece->units, piece->len, out, NFC_GROWTH * (PIECE_MAX + 2), &status);
	return U_SUCCESS(status) ? len : 0;
}

/* The byte of the piece where it differs from its normal form, or its end. */
static size_t difference(const UNormalizer2 *nfc, const struct piece *piece, struct str text)
{
	UChar normal[NFC_GROWTH * (PIECE_MAX + 2)];
	UErrorCode status = U_ZERO_ERROR;
	if (unorm2_spanQuickCheckYes(nfc, piece->units, piece->len, &status) == piece->len)
		return piece->to;
	int32_t len = normalize(normal, nfc, piece), same = 0;
	while (same < len && same < piece->len && normal[same] == piece->units[same])
		same++;
	if (same == len && same == piece->len)
		return piece->to;
	size_t at = piece->from;
	for (int32_t units = 0; at < piece->to;) {
		uint32_t rune;
		size_t next = at + step(&rune, text, at);
		units += rune > 0xffff ? 2 : 1;
		if (units > same)
			break;
		at = next;
	}
	return at;
}

size_t text_nfc_error(struct str text)
{
	const UNormalizer2 *nfc = nfc_form();
	struct piece piece = {0};
	while (next_piece(&piece, nfc, text, piece.to)) {
		size_t at = difference(nfc, &piece, text);
		if (at < piece.to)
			return at;
	}
	return text.len;
}

/* The character at *i of ICU's own output, where halves of pairs are never alone; *i moves behind it. */
static uint32_t take_utf16(const UChar *units, int32_t *i)
{
	uint32_t unit = units[(*i)++];
	return U16_IS_LEAD(unit) ? (uint32_t)U16_GET_SUPPLEMENTARY(unit, units[(*i)++]) : unit;
}

static void add_utf16(struct buf *buf, const UChar *units, int32_t len)
{
	for (int32_t i = 0; i < len;)
		buf_rune(buf, take_utf16(units, &i));
}

static struct str take(struct arena *arena, struct buf *buf)
{
	struct str text = str_dup(arena, buf_str(buf));
	buf_free(buf);
	return text;
}

struct str text_nfc(struct arena *arena, struct str text)
{
	UChar normal[NFC_GROWTH * (PIECE_MAX + 2)];
	const UNormalizer2 *nfc = nfc_form();
	struct piece piece = {0};
	struct buf out;
	size_t done = 0;
	if (text_nfc_error(text) == text.len)
		return text;
	buf_init(&out, SIZE_MAX);
	while (next_piece(&piece, nfc, text, done)) {
		buf_add(&out, str_sub(text, done, piece.from));
		add_utf16(&out, normal, normalize(normal, nfc, &piece));
		done = piece.to;
	}
	buf_add(&out, str_sub(text, done, text.len));
	return take(arena, &out);
}

/* ---- folding ---- */

static bool is_mark(uint32_t rune)
{
	return (U_GET_GC_MASK((UChar32)rune) & U_GC_M_MASK) != 0;
}

static bool is_word(uint32_t rune)
{
	return (U_GET_GC_MASK((UChar32)rune) & (U_GC_L_MASK | U_GC_N_MASK)) != 0;
}

/* Puts one character of a decomposed text where it belongs: marks nowhere, what is no letter or digit into
 * one space before the next that is. */
static void fold_rune(struct buf *out, bool *gap, uint32_t rune)
{
	if (is_mark(rune))
		return;
	if (!is_word(rune)) {
		*gap = true;
		return;
	}
	if (*gap && out->len)
		buf_char(out, ' ');
	*gap = false;
	buf_rune(out, rune == 0x111 ? 'd' : rune); /* đ has no decomposition */
}

/* Lower case before decomposition, as a browser's toLowerCase() and normalize("NFD") do in this order. */
static void fold_icu(struct buf *out, struct str text)
{
	struct arena *arena = arena_new();
	text = str_sub(text, 0,
	               1 << 26); /* ICU counts in 32 bits; nothing that is folded is near that long */
	int32_t room = (int32_t)text.len * 4 + 16, len = 0;
	UChar *units = ARENA_ARRAY(arena, UChar, (size_t)room),
	      *lower = ARENA_ARRAY(arena, UChar, (size_t)room);
	UErrorCode status = U_ZERO_ERROR;
	u_strFromUTF8WithSub(units, room, &len, text.ptr, (int32_t)text.len, 0xfffd, NULL, &status);
	len = u_strToLower(lower, room, units, len, "", &status);
	len = unorm2_normalize(unorm2_getNFDInstance(&status), lower, len, units, room, &status);
	bool gap = false;
	for (int32_t i = 0; U_SUCCESS(status) && i < len;)
		fold_rune(out, &gap, take_utf16(units, &i));
	arena_free(arena);
}

/* What a character is to a fold where ICU need not be asked. */
enum { ASK_ICU = 1, GAP = 2 };

/* The letter or digit of ASCII that a character is folded to, GAP for what is neither: ASCII, the letters of
 * Vietnamese, and what stands in U+2010 to U+2027, dashes, quotes and dots. */
static int plain_fold(uint32_t c)
{
	c = text_char_lower(c);
	if (c < 0x80)
		return ascii_is_lower((int)c) || ascii_is_digit((int)c) ? (int)c : GAP;
	if (c == 0x111)
		return 'd';
	if (c >= 0x2010 && c <= 0x2027)
		return GAP;
	char plain = text_vowel(c).plain;
	return plain ? plain : ASK_ICU;
}

static void fold(struct buf *out, struct str text)
{
	bool gap = false;
	size_t len;
	for (size_t i = 0; i < text.len; i += len) {
		int c = plain_fold(text_char(&len, (struct str){text.ptr + i, text.len - i}));
		if (c == ASK_ICU) {
			buf_clear(out);
			fold_icu(out, text);
			return;
		}
		if (c == GAP) {
			gap = true;
			continue;
		}
		if (gap && out->len)
			buf_char(out, ' ');
		gap = false;
		buf_char(out, (char)c);
	}
}

struct str text_fold(struct arena *arena, struct str text)
{
	struct buf out;
	buf_init(&out, SIZE_MAX);
	fold(&out, text);
	return take(arena, &out);
}

struct str text_upper(struct arena *arena, struct str text)
{
	struct buf out;
	uint32_t rune;
	buf_init(&out, SIZE_MAX);
	for (size_t i = 0, len; i < text.len; i += len ? len : 1) {
		len = str_rune(&rune, text, i);
		buf_rune(&out, (uint32_t)u_toupper((UChar32)rune));
	}
	return take(arena, &out);
}

struct str text_capital(struct arena *arena, struct str text)
{
	uint32_t rune;
	size_t len = text.len ? str_rune(&rune, text, 0) : 0;
	return STR_JOIN(arena, text_upper(arena, str_sub(text, 0, len)), str_sub(text, len, text.len));
}

struct str text_slug(struct arena *arena, struct str text)
{
	struct buf folded, slug;
	buf_init(&folded, SIZE_MAX);
	buf_init(&slug, SIZE_MAX);
	fold(&folded, text);
	for (size_t i = 0; i < folded.len; i++) {
		char c = folded.ptr[i];
		if (ascii_is_lower(c) || ascii_is_digit(c))
			buf_char(&slug, c);
		else if (slug.len && slug.ptr[slug.len - 1] != '-')
			buf_char(&slug, '-');
	}
	if (slug.len && slug.ptr[slug.len - 1] == '-')
		slug.len--;
	buf_free(&folded);
	return take(arena, &slug);
}
