#include "model/numbers.h"

#include "base/arena.h"

/* A position in the lexemes of a text. */
struct scan {
	const struct lexeme *items;
	size_t len, at;
	struct arena *arena;
	struct page_numbers *out;
	enum number_form form;
};

enum number_form number_form(struct str language)
{
	return str_eq(language, STR("vi")) || str_starts(language, STR("vi-")) ? NUMBER_VIETNAMESE
	                                                                       : NUMBER_ENGLISH;
}

/* ---- looking ahead ---- */

static const struct lexeme *peek(const struct scan *scan, size_t ahead)
{
	static const struct keyword no_word = {KEYWORD_NONE, -1, -1};
	static const struct lexeme none = {
	        .kind = LEXEME_MARK, .spaced = true, .text = {"", 0}, .keyword = &no_word};
	return scan->at + ahead < scan->len ? &scan->items[scan->at + ahead] : &none;
}

static bool is_word(const struct scan *scan, size_t ahead, enum keyword_kind kind)
{
	return peek(scan, ahead)->keyword->kind == kind;
}

static bool is_mark(const struct scan *scan, size_t ahead, char mark)
{
	const struct lexeme *lexeme = peek(scan, ahead);
	return lexeme->kind == LEXEME_MARK && lexeme->text.len == 1 && lexeme->text.ptr[0] == mark;
}

/* A mark that clings to what stands on both its sides. */
static bool is_joint(const struct scan *scan, size_t ahead, char mark)
{
	return is_mark(scan, ahead, mark) && !peek(scan, ahead)->spaced && !peek(scan, ahead + 1)->spaced;
}

static int day_of(const struct scan *scan, size_t ahead)
{
	int value = lexeme_digits(peek(scan, ahead), 1, 2);
	return value >= 1 && value <= 31 ? value : -1;
}

static int month_of(const struct scan *scan, size_t ahead)
{
	int value = lexeme_digits(peek(scan, ahead), 1, 2);
	return value >= 1 && value <= 12 ? value : -1;
}

static int year_of(const struct scan *scan, size_t ahead)
{
	return peek(scan, ahead)->text.len == 4 ? lexeme_digits(peek(scan, ahead), 1, 4) : -1;
}

/* ---- what was found ---- */

static void emit(struct scan *scan, size_t taken, struct str value, bool soft)
{
	const struct lexeme *first = peek(scan, 0), *last = peek(scan, taken - 1);
	size_t len = last->at + last->text.len - first->at;
	*VEC_PUSH(scan->arena, &scan->out->list) =
	        (struct page_number){value, {first->text.ptr, len}, (uint32_t)first->at, soft};
}

/* year, month, day: 0 where not known. */
static size_t emit_date(struct scan *scan, size_t taken, int year, int month, int day)
{
	struct arena *arena = scan->arena;
	struct str value = year == 0  ? str_printf(arena, "--%02d-%02d", month, day)
	                   : day == 0 ? str_printf(arena, "%04d-%02d", year, month)
	                              : str_printf(arena, "%04d-%02d-%02d", year, month, day);
	emit(scan, taken, value, false);
	return taken;
}

static size_t emit_quarter(struct scan *scan, size_t taken, int year, int quarter)
{
	emit(scan, taken,
	     year > 0 ? str_printf(scan->arena, "%04d-Q%d", year, quarter)
	              : str_printf(scan->arena, "Q%d", quarter),
	     false);
	return taken;
}

/* ---- dates in digits, in both languages ---- */

/* 30/9/2025, 30-9-2025 */
static size_t slashed_date(struct scan *scan, char mark)
{
	if (!is_joint(scan, 1, mark))
		return 0;
	int day = day_of(scan, 0), month = month_of(scan, 2), year = -1;
	if (day > 0 && month > 0 && is_joint(scan, 3, mark))
		year = year_of(scan, 4);
	if (year > 0)
		return emit_date(scan, 5, year, month, day);
	if (mark != '/')
		return 0;
	/* 9/2025, 20/02 */
	if (month_of(scan, 0) > 0 && year_of(scan, 2) > 0)
		return emit_date(scan, 3, year_of(scan, 2), month_of(scan, 0), 0);
	if (day > 0 && month > 0 && !is_joint(scan, 3, '/'))
		return emit_date(scan, 3, 0, month, day);
	return 0;
}

/* 2025-09-30, 2025-09, 2025-Q3 */
static size_t iso_date(struct scan *scan)
{
	int year = year_of(scan, 0);
	if (year < 0 || !is_joint(scan, 1, '-'))
		return 0;
	const struct lexeme *next = peek(scan, 2);
	if (next->kind == LEXEME_WORD && next->text.len == 2 && (next->text.ptr[0] | 0x20) == 'q' &&
	    next->text.ptr[1] >= '1' && next->text.ptr[1] <= '4')
		return emit_quarter(scan, 3, year, next->text.ptr[1] - '0');
	if (next->text.len != 2 || month_of(scan, 2) < 0)
		return 0;
	if (is_joint(scan, 3, '-') && peek(scan, 4)->text.len == 2 && day_of(scan, 4) > 0)
		return emit_date(scan, 5, year, month_of(scan, 2), day_of(scan, 4));
	return emit_date(scan, 3, year, month_of(scan, 2), 0);
}

/* 30.9.2025 is one lexeme. */
static size_t dotted_date(struct scan *scan)
{
	struct str text = peek(scan, 0)->text, day, month, year, rest;
	if (!str_cut(&day, &rest, text, '.') || !str_cut(&month, &year, rest, '.') || year.len != 4)
		return 0;
	struct lexeme parts[3] = {{.kind = LEXEME_NUMBER, .text = day},
	                          {.kind = LEXEME_NUMBER, .text = month},
	                          {.kind = LEXEME_NUMBER, .text = year}};
	int d = lexeme_digits(&parts[0], 1, 2), m = lexeme_digits(&parts[1], 1, 2),
	    y = lexeme_digits(&parts[2], 1, 4);
	return d >= 1 && d <= 31 && m >= 1 && m <= 12 && y > 0 ? emit_date(scan, 1, y, m, d) : 0;
}

/* ---- Vietnamese ---- */

/* A year behind `/`, `-` or `năm`, and how many lexemes that takes. */
static int vi_year(size_t *taken, const struct scan *scan, size_t ahead)
{
	bool joint = is_joint(scan, ahead, '/') || is_joint(scan, ahead, '-');
	int year = joint || is_word(scan, ahead, KEYWORD_NAM) ? year_of(scan, ahead + 1) : -1;
	*taken = year > 0 ? 2 : 0;
	return year;
}

/* 30 tháng 9 [năm 2025] */
static size_t vi_day(struct scan *scan)
{
	size_t more;
	if (day_of(scan, 0) < 0 || !is_word(scan, 1, KEYWORD_THANG) || month_of(scan, 2) < 0)
		return 0;
	int year = vi_year(&more, scan, 3);
	return emit_date(scan, 3 + more, year > 0 ? year : 0, month_of(scan, 2), day_of(scan, 0));
}

/* tháng 9 năm 2025, tháng 9/2025; a month alone is a number */
static size_t vi_month(struct scan *scan)
{
	size_t more;
	if (!is_word(scan, 0, KEYWORD_THANG) || month_of(scan, 1) < 0)
		return 0;
	int year = vi_year(&more, scan, 2);
	return year > 0 ? emit_date(scan, 2 + more, year, month_of(scan, 1), 0) : 0;
}

static int roman(const struct lexeme *lexeme)
{
	static const struct str numerals[] = {STR_INIT("I"), STR_INIT("II"), STR_INIT("III"), STR_INIT("IV")};
	for (int i = 0; lexeme->kind == LEXEME_WORD && i < 4; i++)
		if (str_eq(lexeme->text, numerals[i]))
			return i + 1;
	return -1;
}

/* quý III/2025, quý 3 năm 2025, quý III */
static size_t vi_quarter(struct scan *scan)
{
	if (!is_word(scan, 0, KEYWORD_QUY))
		return 0;
	int quarter = roman(peek(scan, 1));
	if (quarter < 0)
		quarter = lexeme_digits(peek(scan, 1), 1, 1);
	if (quarter < 1 || quarter > 4)
		return 0;
	size_t more;
	int year = vi_year(&more, scan, 2);
	return emit_quarter(scan, 2 + more, year, quarter);
}

/* ---- English ---- */

static int month_name(const struct lexeme *lexeme)
{
	return lexeme->keyword->kind == KEYWORD_MONTH ? lexeme->keyword->en : -1;
}

/* A year behind a comma or `of`, or neither. */
static int en_year(size_t *taken, const struct scan *scan, size_t ahead)
{
	size_t skip = is_mark(scan, ahead, ',') || is_mark(scan, ahead, '/') || is_mark(scan, ahead, '-') ||
	              is_mark(scan, ahead, '.') || is_word(scan, ahead, KEYWORD_OF);
	int year = year_of(scan, ahead + skip);
	*taken = year > 0 ? skip + 1 : 0;
	return year;
}

static size_t ordinal_end(const struct scan *scan, size_t ahead)
{
	return is_word(scan, ahead, KEYWORD_SUFFIX) && !peek(scan, ahead)->spaced;
}

/* 30 September 2025, 30th of September */
static size_t en_day_month(struct scan *scan)
{
	size_t at = 1, more;
	if (day_of(scan, 0) < 0)
		return 0;
	at += ordinal_end(scan, at);
	at += is_word(scan, at, KEYWORD_OF);
	int month = month_name(peek(scan, at));
	if (month < 0)
		return 0;
	int year = en_year(&more, scan, at + 1);
	return emit_date(scan, at + 1 + more, year > 0 ? year : 0, month, day_of(scan, 0));
}

/* September 30, 2025; September 2025; September alone says its number and asks for nothing */
static size_t en_month(struct scan *scan)
{
	int month = month_name(peek(scan, 0)), day = day_of(scan, 1), year;
	size_t at = 2, more;
	if (month < 0)
		return 0;
	year = en_year(&more, scan, 1);
	if (year > 0)
		return emit_date(scan, 1 + more, year, month, 0);
	if (day > 0) {
		at += ordinal_end(scan, at);
		year = en_year(&more, scan, at);
		return emit_date(scan, at + more, year > 0 ? year : 0, month, day);
	}
	emit(scan, 1, str_printf(scan->arena, "%d", month), true);
	return 1;
}

/* Q3 2025, Q3/2025, third quarter of 2025, quarter 3 */
static size_t en_quarter(struct scan *scan)
{
	const struct lexeme *first = peek(scan, 0);
	int quarter = -1;
	size_t at = 0, more;
	if (first->kind == LEXEME_WORD && first->text.len == 2 && (first->text.ptr[0] | 0x20) == 'q') {
		quarter = first->text.ptr[1] - '0';
		at = 1;
	} else if (is_word(scan, 1, KEYWORD_QUARTER)) {
		quarter = is_word(scan, 0, KEYWORD_ORDINAL) ? first->keyword->en : -1;
		at = 2;
	} else if (is_word(scan, 0, KEYWORD_QUARTER)) {
		quarter = lexeme_digits(peek(scan, 1), 1, 1);
		at = 2;
	}
	if (quarter < 1 || quarter > 4)
		return 0;
	int year = en_year(&more, scan, at);
	return emit_quarter(scan, at + more, year, quarter);
}

/* ---- words ---- */

/* What a word says is only asked of the other page where it is written in digits there. */
static size_t number_word(struct scan *scan)
{
	bool vi = scan->form == NUMBER_VIETNAMESE;
	const struct keyword *word = peek(scan, 0)->keyword, *next = peek(scan, 1)->keyword;
	int number = vi ? word->vi : word->en, quarter = roman(peek(scan, 0));
	if (number >= 0)
		emit(scan, 1, str_printf(scan->arena, "%d", number), true);
	/* mười hai: 12 */
	if (vi && word->kind == KEYWORD_TEN && next->vi >= 1 && next->vi <= 9)
		emit(scan, 2, str_printf(scan->arena, "%d", 10 + next->vi), true);
	if (quarter > 0)
		emit(scan, 1, str_printf(scan->arena, "Q%d", quarter), true);
	return 1;
}

/* ---- plain numbers ---- */

/* Digits in groups of three: 1.234.567. */
static bool grouped(struct str text, char mark)
{
	struct str part, rest;
	bool more = str_cut(&part, &rest, text, mark);
	if (!more || part.len == 0 || part.len > 3 || part.ptr[0] == '0')
		return false;
	while (more) {
		more = str_cut(&part, &rest, rest, mark);
		if (part.len != 3)
			return false;
	}
	return true;
}

static size_t count_of(struct str text, char mark)
{
	size_t n = 0;
	for (size_t i = 0; i < text.len; i++)
		n += text.ptr[i] == mark;
	return n;
}

/* The text without `drop`, with '.' for `point`, leading zeros and zeros behind the point's last digit gone.
 */
static struct str plain(struct arena *arena, struct str text, char drop, char point)
{
	char *out = arena_alloc(arena, text.len + 1);
	size_t len = 0, from = 0;
	bool fraction = false;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == drop)
			continue;
		fraction |= text.ptr[i] == point;
		out[len++] = text.ptr[i] == point ? '.' : text.ptr[i];
	}
	while (fraction && (out[len - 1] == '0' || out[len - 1] == '.'))
		if (out[--len] == '.')
			break;
	while (from + 1 < len && out[from] == '0' && out[from + 1] != '.')
		from++;
	return (struct str){out + from, len - from};
}

static void emit_part(struct scan *scan, struct str part, struct str value)
{
	const struct lexeme *lexeme = peek(scan, 0);
	*VEC_PUSH(scan->arena, &scan->out->list) = (struct page_number){
	        value, part, (uint32_t)(lexeme->at + (size_t)(part.ptr - lexeme->text.ptr)), false};
}

/* 1.234,5 or 1,234.5 by the language; 2.1.2 in both. What is neither is several numbers. */
static size_t plain_number(struct scan *scan)
{
	struct str text = peek(scan, 0)->text, whole, fraction;
	bool vi = scan->form == NUMBER_VIETNAMESE;
	char group = vi ? '.' : ',', point = vi ? ',' : '.';
	size_t points = count_of(text, point);
	str_cut(&whole, &fraction, text, point);
	bool well = points <= 1 && count_of(fraction, group) == 0;
	if (well && (count_of(whole, group) == 0 || grouped(whole, group)))
		emit(scan, 1, plain(scan->arena, text, group, point), false);
	else if (count_of(text, ',') == 0 && count_of(text, '.') == 1)
		emit(scan, 1, plain(scan->arena, text, ',', '.'), false);
	else if (count_of(text, ',') == 0)
		emit(scan, 1, text, false);
	else
		for (bool more = true; more;) {
			struct str part;
			more = str_cut(&part, &text, text, ',');
			emit_part(scan, part, plain(scan->arena, part, 0, '.'));
		}
	return 1;
}

/* 17:00 says no more than 17 giờ or 17h. */
static size_t full_hour(struct scan *scan)
{
	const struct lexeme *behind = peek(scan, 2);
	int hour = lexeme_digits(peek(scan, 0), 1, 2);
	if (hour < 0 || hour > 24 || !is_joint(scan, 1, ':') || behind->kind != LEXEME_NUMBER ||
	    !str_eq(behind->text, STR("00")))
		return 0;
	emit_part(scan, peek(scan, 0)->text, plain(scan->arena, peek(scan, 0)->text, 0, '.'));
	return 3;
}

/* 7h30: the minutes cling to the letter; 7h00 has none. */
static size_t minutes(struct scan *scan)
{
	const struct lexeme *lexeme = peek(scan, 0);
	struct str text = lexeme->text;
	if (scan->at == 0 || scan->items[scan->at - 1].kind != LEXEME_NUMBER || lexeme->spaced ||
	    text.len != 3 || text.ptr[0] != 'h')
		return 0;
	if (!str_eq(text, STR("h00")))
		emit_part(scan, str_sub(text, 1, 3), plain(scan->arena, str_sub(text, 1, 3), 0, '.'));
	return 1;
}

static size_t read_number(struct scan *scan)
{
	size_t taken = slashed_date(scan, '/');
	taken = taken ? taken : slashed_date(scan, '-');
	taken = taken ? taken : iso_date(scan);
	taken = taken ? taken : dotted_date(scan);
	taken = taken ? taken : vi_day(scan);
	taken = taken ? taken : en_day_month(scan);
	taken = taken ? taken : full_hour(scan);
	return taken ? taken : plain_number(scan);
}

static size_t read_word(struct scan *scan)
{
	size_t taken = vi_month(scan);
	taken = taken ? taken : vi_quarter(scan);
	taken = taken ? taken : en_quarter(scan);
	taken = taken || scan->form == NUMBER_VIETNAMESE ? taken : en_month(scan);
	taken = taken ? taken : minutes(scan);
	return taken ? taken : number_word(scan);
}

void numbers_read(struct page_numbers *out, struct arena *arena, const struct lexemes *lexemes,
                  enum number_form form)
{
	struct scan scan = {lexemes->list.items, lexemes->list.len, 0, arena, out, form};
	while (lexemes->numerals && scan.at < scan.len) {
		const struct lexeme *lexeme = &scan.items[scan.at];
		if (lexeme->kind == LEXEME_NUMBER)
			scan.at += read_number(&scan);
		else if (lexeme->numeral)
			scan.at += read_word(&scan);
		else
			scan.at++;
	}
}

/* ---- comparing ---- */

static void say(struct map *said, struct str value)
{
	*map_put(said, value) = said; /* anything but NULL */
}

static bool has(const struct map *said, struct str value)
{
	return map_get(said, value) != NULL;
}

/* Digits without leading zeros. */
static struct str bare(struct str digits_of)
{
	while (digits_of.len > 1 && digits_of.ptr[0] == '0')
		digits_of = str_sub(digits_of, 1, digits_of.len);
	return digits_of;
}

/* The year, month or quarter, and day of a date's or quarter's value; empty where it has none. */
struct parts {
	struct str year, month, day, quarter;
};

static bool take_apart(struct parts *out, struct str value)
{
	*out = (struct parts){0};
	if (str_starts(value, STR("--"))) {
		out->month = str_sub(value, 2, 4);
		out->day = str_sub(value, 5, 7);
		return true;
	}
	size_t q = str_find(value, STR("Q"));
	if (q < value.len) {
		out->quarter = str_sub(value, q, value.len);
		out->year = str_sub(value, 0, q ? q - 1 : 0);
		return true;
	}
	if (value.len < 7 || value.ptr[4] != '-')
		return false;
	out->year = str_sub(value, 0, 4);
	out->month = str_sub(value, 5, 7);
	out->day = str_sub(value, 8, 10);
	return true;
}

void numbers_said(struct map *said, struct arena *arena, const struct page_number *numbers, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct parts parts;
		say(said, numbers[i].value);
		if (!take_apart(&parts, numbers[i].value))
			continue;
		if (parts.year.len)
			say(said, bare(parts.year));
		if (parts.month.len)
			say(said, bare(parts.month));
		if (parts.day.len)
			say(said, bare(parts.day));
		if (parts.quarter.len) {
			say(said, parts.quarter);
			say(said, str_sub(parts.quarter, 1, 2));
		}
		if (parts.year.len && parts.day.len) {
			say(said, str_sub(numbers[i].value, 0, 7));
			say(said, STR_JOIN(arena, STR("--"), parts.month, STR("-"), parts.day));
		}
	}
}

bool numbers_has(const struct map *said, struct arena *arena, const struct page_number *number)
{
	struct parts parts;
	if (has(said, number->value))
		return true;
	if (!take_apart(&parts, number->value))
		return false;
	if (parts.quarter.len)
		return parts.year.len && has(said, parts.year) && has(said, parts.quarter);
	if (parts.year.len == 0)
		return has(said, bare(parts.day)) && has(said, bare(parts.month));
	if (parts.day.len == 0)
		return has(said, parts.year) && has(said, bare(parts.month));
	/* 1 and 2 September 2025 */
	struct str of_year = STR_JOIN(arena, STR("--"), parts.month, STR("-"), parts.day);
	return (has(said, of_year) && has(said, parts.year)) ||
	       (has(said, str_sub(number->value, 0, 7)) && has(said, bare(parts.day)));
}
