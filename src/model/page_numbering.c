#include "model/page_check.h"

#include "base/arena.h"
#include "base/ascii.h"

#include <limits.h>

/* Headings, paragraphs and list items that are numbered by hand: I. / 1. / 1.1 / 2.1.2 / A. / a) / ii).
 *
 * For each style, level and prefix the last number is remembered. A heading ends what is numbered below it;
 * of paragraphs and list items a style ends those that usually stand within it. Only a step forward by more
 * than one is a gap: starting over, and every item of a list written `1.`, are common and right. */
enum style { STYLE_UPPER, STYLE_ROMAN, STYLE_DIGITS, STYLE_LOWER, STYLE_LOWER_ROMAN };

enum { PARTS_MAX = 6, PARAGRAPH_LEVEL = 7, NUMBER_MAX = 9999 };

struct ordinal {
	enum style style;
	int parts[PARTS_MAX]; /* of STYLE_DIGITS: 2.1.2; else one */
	size_t n;
	struct str text; /* as written, without its end mark */
	char letter[4];  /* of letters: the letter itself, lower case */
	size_t letter_len;
};

struct counter {
	struct ordinal last;
	int level;
};

struct numbering {
	const struct page *page;
	struct diags *diags;
	struct arena *scratch;
	VEC(struct counter) counters;
};

/* ---- reading an ordinal ---- */

static int roman_digit(char c)
{
	switch (c) {
	case 'I':
		return 1;
	case 'V':
		return 5;
	case 'X':
		return 10;
	case 'L':
		return 50;
	default:
		return 0;
	}
}

/* Up to LXXXIX, in capitals; 0 where it is no numeral as one writes it. */
static int roman_value(struct str text)
{
	static const char *const tens[] = {"", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX"};
	static const char *const ones[] = {"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"};
	int value = 0;
	for (size_t i = 0; i < text.len; i++) {
		int digit = roman_digit(text.ptr[i]),
		    next = i + 1 < text.len ? roman_digit(text.ptr[i + 1]) : 0;
		if (text.len > 8 || digit == 0)
			return 0;
		value += digit < next ? -digit : digit;
	}
	if (value <= 0 || value >= 90)
		return 0;
	/* each value is written in one way */
	struct str ten = str_from(tens[value / 10]);
	bool well =
	        str_starts(text, ten) && str_eq(str_sub(text, ten.len, text.len), str_from(ones[value % 10]));
	return well ? value : 0;
}

static size_t read_digits(struct ordinal *out, struct str text)
{
	struct str rest = text;
	long value;
	while (out->n < PARTS_MAX) {
		if (!str_take_digits(&value, &rest, 9) || value > NUMBER_MAX)
			return 0;
		out->parts[out->n++] = (int)value;
		if (rest.len < 2 || rest.ptr[0] != '.' || !ascii_is_digit(rest.ptr[1]))
			break;
		rest = str_sub(rest, 1, rest.len);
	}
	out->style = STYLE_DIGITS;
	return text.len - rest.len;
}

static size_t read_letters(struct ordinal *out, struct str text)
{
	size_t len = 0, run = 0;
	while (run < text.len && ascii_is_letter(text.ptr[run]))
		run++;
	struct str word = str_sub(text, 0, run);
	out->n = 1;
	out->parts[0] = roman_value(word);
	if (out->parts[0] > 0) {
		out->style = STYLE_ROMAN;
	} else if (run > 1) {
		char capitals[8];
		for (size_t i = 0; i < run && i < sizeof capitals; i++)
			capitals[i] = (char)(word.ptr[i] & ~0x20);
		out->parts[0] = run <= 8 ? roman_value((struct str){capitals, run}) : 0;
		out->style = STYLE_LOWER_ROMAN;
		return out->parts[0] > 0 && (word.ptr[0] & 0x20) ? run : 0;
	}
	/* one letter: also đ */
	uint32_t c = text.len ? text_char(&len, text) : 0;
	if (out->parts[0] == 0 && run == 0 && c != 0x111 && c != 0x110)
		return 0;
	if (run > 1)
		return run;
	out->letter_len = len;
	bool lower = c == 0x111 || (c < 0x80 && (c & 0x20));
	memcpy(out->letter, c == 0x110 ? "đ" : text.ptr, len);
	if (c < 0x80)
		out->letter[0] = (char)(c | 0x20);
	if (out->parts[0] == 0)
		out->style = lower ? STYLE_LOWER : STYLE_UPPER;
	return len;
}

/* What a text is numbered by: `2.1. `, `2.1 `, `IV. `, `a) `. A bare number, and a bare letter, is none. */
static bool read_ordinal(struct ordinal *out, struct str text)
{
	*out = (struct ordinal){0};
	size_t len = read_digits(out, text);
	if (len == 0) {
		*out = (struct ordinal){0};
		len = read_letters(out, text);
	}
	if (len == 0)
		return false;
	out->text = str_sub(text, 0, len);
	struct str rest = str_sub(text, len, text.len);
	bool marked = rest.len && (rest.ptr[0] == '.' || rest.ptr[0] == ')');
	if (!marked && !(out->style == STYLE_DIGITS && out->n > 1))
		return false;
	rest = str_sub(rest, marked, rest.len);
	return rest.len == 0 || rest.ptr[0] == ' ' || rest.ptr[0] == '\n' || rest.ptr[0] == '\t';
}

/* ---- comparing ---- */

/* The place of a letter in the order that Vietnamese documents number by, and in that of English. */
static long letter_place(const struct ordinal *ordinal, bool vietnamese)
{
	static const char *const orders[] = {"abcdefghijklmnopqrstuvwxyz", "abcdđeghiklmnopqrstuvxy"};
	struct str order = str_from(orders[vietnamese]);
	size_t len;
	long place = 0;
	for (size_t i = 0; i < order.len; i += len, place++) {
		text_char(&len, str_sub(order, i, order.len));
		if (str_eq(str_sub(order, i, i + len), (struct str){ordinal->letter, ordinal->letter_len}))
			return place;
	}
	return -1;
}

/* How far it is from one to the other; of letters the shorter of both orders' ways. */
static long distance(const struct ordinal *from, const struct ordinal *to)
{
	if (to->style != STYLE_UPPER && to->style != STYLE_LOWER)
		return to->parts[to->n - 1] - from->parts[from->n - 1];
	long shortest = LONG_MAX;
	for (int vietnamese = 0; vietnamese < 2; vietnamese++) {
		long a = letter_place(from, vietnamese), b = letter_place(to, vietnamese);
		if (a >= 0 && b >= 0 && b - a < shortest)
			shortest = b - a;
	}
	return shortest == LONG_MAX ? 0 : shortest;
}

static bool same_series(const struct ordinal *a, const struct ordinal *b)
{
	return a->style == b->style && a->n == b->n &&
	       memcmp(a->parts, b->parts, (a->n - 1) * sizeof *a->parts) == 0;
}

/* `i)` behind `h)` is a letter, and `C.` behind `B.`; else a numeral. */
static void settle_letter(const struct numbering *numbering, struct ordinal *ordinal, int level)
{
	bool lower_i = ordinal->style == STYLE_LOWER && ordinal->letter[0] == 'i';
	if (ordinal->letter_len == 0 || (ordinal->style != STYLE_ROMAN && !lower_i))
		return;
	struct ordinal letter = *ordinal, numeral = *ordinal;
	letter.style = lower_i ? STYLE_LOWER : STYLE_UPPER;
	letter.parts[0] = 0;
	numeral.style = lower_i ? STYLE_LOWER_ROMAN : STYLE_ROMAN;
	numeral.parts[0] = lower_i ? 1 : ordinal->parts[0];
	*ordinal = numeral;
	VEC_EACH (struct counter, counter, &numbering->counters)
		if (counter->level == level && same_series(&counter->last, &letter) &&
		    distance(&counter->last, &letter) == 1)
			*ordinal = letter;
}

static int rank(const struct ordinal *ordinal)
{
	switch (ordinal->style) {
	case STYLE_UPPER:
		return 0;
	case STYLE_ROMAN:
		return 1;
	case STYLE_DIGITS:
		return 1 + (int)ordinal->n;
	case STYLE_LOWER:
		return 2 + PARTS_MAX;
	case STYLE_LOWER_ROMAN:
		return 3 + PARTS_MAX;
	}
	return 0;
}

/* Drops what is numbered within what now begins; a NULL ordinal is a heading without number. */
static void end_inner(struct numbering *numbering, const struct ordinal *ordinal, int level)
{
	size_t kept = 0;
	VEC_EACH (struct counter, counter, &numbering->counters) {
		bool inner = counter->level > level ||
		             (counter->level == level && ordinal && rank(&counter->last) > rank(ordinal));
		if (!inner)
			numbering->counters.items[kept++] = *counter;
	}
	numbering->counters.len = kept;
}

static struct counter *find_counter(struct numbering *numbering, const struct ordinal *ordinal, int level)
{
	VEC_EACH (struct counter, counter, &numbering->counters)
		if (counter->level == level && same_series(&counter->last, ordinal))
			return counter;
	return NULL;
}

/* `2.` before `2.2`: the series has a parent, so that its first must be 1. */
static const struct counter *find_parent(struct numbering *numbering, const struct ordinal *ordinal)
{
	VEC_EACH (struct counter, counter, &numbering->counters) {
		const struct ordinal *last = &counter->last;
		if (ordinal->style == STYLE_DIGITS && last->style == STYLE_DIGITS &&
		    last->n + 1 == ordinal->n &&
		    memcmp(last->parts, ordinal->parts, last->n * sizeof *last->parts) == 0)
			return counter;
	}
	return NULL;
}

static void say_gap(struct numbering *numbering, struct place place, const struct ordinal *from,
                    const struct ordinal *to)
{
	DIAG_ABOUT(numbering->diags, place, NUMBERING_GAP, numbering->page->name, from->text, to->text);
}

static void number(struct numbering *numbering, struct ordinal ordinal, int level, struct place place)
{
	settle_letter(numbering, &ordinal, level);
	end_inner(numbering, &ordinal, level);
	struct counter *counter = find_counter(numbering, &ordinal, level);
	const struct counter *parent = counter ? NULL : find_parent(numbering, &ordinal);
	if (counter && distance(&counter->last, &ordinal) > 1)
		say_gap(numbering, place, &counter->last, &ordinal);
	else if (parent && ordinal.parts[ordinal.n - 1] > 1)
		say_gap(numbering, place, &parent->last, &ordinal);
	if (!counter)
		counter = VEC_PUSH(numbering->scratch, &numbering->counters);
	*counter = (struct counter){ordinal, level};
}

/* An item's number stands before its text. */
static struct place marker_place(const struct md_prose *prose)
{
	const struct source *source = prose->place.source;
	return (struct place){source, (size_t)(prose->marker.ptr - source->text.ptr)};
}

void page_check_numbering(const struct page *page, struct arena *scratch, const struct md_doc *doc,
                          struct diags *diags)
{
	struct numbering numbering = {.page = page, .diags = diags, .scratch = scratch};
	VEC_EACH (struct md_prose, prose, &doc->prose) {
		/* list items at the top stand among the paragraphs */
		int depth = prose->depth > 1 ? prose->depth - 1 : 0;
		int level = prose->heading ? prose->heading : PARAGRAPH_LEVEL + depth;
		struct ordinal ordinal;
		if (prose->marker.len && read_ordinal(&ordinal, prose->marker))
			number(&numbering, ordinal, level, marker_place(prose));
		else if (read_ordinal(&ordinal, prose->text))
			number(&numbering, ordinal, level, prose->place);
		else if (prose->heading)
			end_inner(&numbering, NULL, level);
	}
}
