#include "model/page_check.h"

#include "base/arena.h"
#include "schema/personal.h"

/* ---- years ---- */

static bool possible_year(int year)
{
	return year >= YEAR_FIRST && year <= YEAR_LAST;
}

static enum keyword_kind word_of(const struct lexeme *lexeme)
{
	return lexeme->keyword->kind;
}

/* `năm` is a year's name unless it counts years: `mỗi năm 1500 hồ sơ`, `5 năm`. */
static bool behind_year_word(const struct lexeme *items, size_t i)
{
	if (i < 1 || (word_of(&items[i - 1]) != KEYWORD_NAM && word_of(&items[i - 1]) != KEYWORD_YEAR))
		return false;
	enum keyword_kind before = i < 2 ? KEYWORD_NONE : word_of(&items[i - 2]);
	return i < 2 ||
	       (items[i - 2].kind != LEXEME_NUMBER && before != KEYWORD_COUNTING && before != KEYWORD_TEN);
}

/* 30/9/20255, tháng 9/20255 */
static bool behind_month(const struct lexeme *items, size_t i)
{
	if (i < 2 || items[i].spaced || items[i - 1].spaced || items[i - 1].kind != LEXEME_MARK ||
	    !strchr("/-", items[i - 1].text.ptr[0]))
		return false;
	int value = lexeme_digits(&items[i - 2], 1, 2);
	if (value < 1 || value > 12)
		return false;
	if (i >= 3 && word_of(&items[i - 3]) == KEYWORD_THANG)
		return true;
	return i >= 4 && str_eq(items[i - 3].text, items[i - 1].text) && !items[i - 2].spaced &&
	       lexeme_digits(&items[i - 4], 1, 2) >= 1 && lexeme_digits(&items[i - 4], 1, 2) <= 31;
}

/* giai đoạn 2026-20300: one end is a year, so the other is meant to be */
static bool range_with_year(const struct lexeme *items, size_t n, size_t i)
{
	size_t first = i >= 2 && items[i - 1].kind == LEXEME_MARK ? i - 2 : i;
	const struct lexeme *dash = first + 1 < n ? &items[first + 1] : NULL;
	if (first < 1 || !dash || first + 2 >= n)
		return false;
	enum keyword_kind before = word_of(&items[first - 1]);
	if ((before != KEYWORD_SPAN && before != KEYWORD_NAM && before != KEYWORD_YEAR) ||
	    !(str_eq(dash->text, STR("-")) || str_eq(dash->text, STR("–"))))
		return false;
	return possible_year(lexeme_digits(&items[first], 4, 4)) ||
	       possible_year(lexeme_digits(&items[first + 2], 4, 4));
}

/* `in 20233`: five digits that begin as a year does. English groups the digits of a count. */
static bool five_digits(const struct lexeme *items, size_t i)
{
	int year = lexeme_digits(&items[i], 5, 5);
	enum keyword_kind before = i ? word_of(&items[i - 1]) : KEYWORD_NONE;
	return year > 0 && possible_year(year / 10) && (before == KEYWORD_IN || before == KEYWORD_MONTH);
}

static void check_years(const struct page_words *words, const struct md_prose *prose,
                        const struct lexemes *lexemes)
{
	const struct lexeme *items = lexemes->list.items;
	for (size_t i = 0; i < lexemes->list.len; i++) {
		int year = lexeme_digits(&items[i], 4, 6);
		if (year < 0 || possible_year(year))
			continue;
		if (behind_year_word(items, i) || behind_month(items, i) ||
		    range_with_year(items, lexemes->list.len, i) || five_digits(items, i))
			DIAG(words->diags, md_prose_place(prose, items[i].at), YEAR_RANGE, items[i].text);
	}
}

/* ---- personal data ---- */

/* The contact itself, or the address or number that stands in it. */
static bool same_contact(struct str contact, struct str found)
{
	size_t offset, len;
	enum message message;
	if (str_eq(str_trim(contact), found))
		return true;
	for (struct str rest = contact; personal_find(&offset, &len, &message, rest);
	     rest = str_sub(rest, offset + len, rest.len))
		if (str_eq(str_sub(rest, offset, offset + len), found))
			return true;
	return false;
}

static bool is_contact(const struct page_words *words, struct str found)
{
	const struct config *config = words->config;
	for (size_t i = 0; i < words->page->contacts.len; i++)
		if (same_contact(words->page->contacts.items[i], found))
			return true;
	for (size_t i = 0; config->has_authority_contact && i < config->languages.len; i++)
		if (same_contact(config->authority_contact.texts[i], found))
			return true;
	return false;
}

static void check_personal(const struct page_words *words, const struct md_prose *prose)
{
	size_t offset, len, done = 0;
	enum message message;
	for (struct str rest = prose->text; personal_find(&offset, &len, &message, rest);
	     rest = str_sub(prose->text, done, prose->text.len)) {
		struct str found = str_sub(rest, offset, offset + len);
		if (!is_contact(words, found))
			diag_add(words->diags, md_prose_place(prose, done + offset), message, (struct str){0},
			         &found, 1);
		done += offset + (len ? len : 1);
	}
}

/* Code is published as it stands; indentation may be gone from its text, so what was found is looked for. */
void page_words_code(const struct page_words *words, const struct md_code *code)
{
	size_t offset, len;
	enum message message;
	struct place place = code->place;
	for (struct str rest = code->text; personal_find(&offset, &len, &message, rest);
	     rest = str_sub(rest, offset + (len ? len : 1), rest.len)) {
		struct str found = str_sub(rest, offset, offset + len), source = place.source->text;
		size_t at = place.offset + str_find(str_sub(source, place.offset, source.len), found);
		place.offset = at < source.len ? at : place.offset;
		if (!is_contact(words, found))
			diag_add(words->diags, place, message, (struct str){0}, &found, 1);
		place.offset += at < source.len ? found.len : 0;
	}
}

static void check_links(const struct page_words *words)
{
	VEC_EACH (struct md_link, link, &words->page->links) {
		size_t offset, len;
		enum message message;
		struct str scheme = md_scheme(link->target);
		if (scheme.len == 0 || !md_scheme_allowed(scheme) || (scheme.ptr[0] | 0x20) == 'h')
			continue;
		struct str rest = str_sub(link->target, scheme.len + 1, link->target.len);
		if (!personal_find(&offset, &len, &message, rest))
			continue;
		struct str found = str_sub(rest, offset, offset + len);
		/* an autolink's own words have been said already */
		bool autolink = link->place.source->text.ptr[link->place.offset] == '<';
		if (!is_contact(words, found) && !autolink)
			diag_add(words->diags, link->place, message, (struct str){0}, &found, 1);
	}
}

/* What a signing program leaves at the end of a PDF; the first letter may be a capital. */
static void check_signature(const struct page_words *words, const struct md_prose *prose)
{
	static const struct str traces[] = {
	        STR_INIT("đã ký lên văn bản này"), STR_INIT("ý bởi:"),    STR_INIT("hời gian ký:"),
	        STR_INIT("igitally signed by"),    STR_INIT("igned by:"), STR_INIT("ignature Not Verified")};
	for (size_t i = 0; i < LENGTH(traces); i++) {
		size_t at = str_find(prose->text, traces[i]);
		if (at == prose->text.len)
			continue;
		while (at > 0 && !strchr(" \n", prose->text.ptr[at - 1]))
			at--;
		size_t end = at + str_find(str_sub(prose->text, at, prose->text.len), STR("\n"));
		DIAG(words->diags, md_prose_place(prose, at), PAGE_SIGNATURE, str_sub(prose->text, at, end));
		return;
	}
}

/* ---- diacritics ---- */

/* Of a paragraph a third, of a page a fifth; never for a few words that are quoted. */
enum { PARAGRAPH_LEAST = 6, PARAGRAPH_SHARE = 3, BODY_LEAST = 4, BODY_SHARE = 5 };

static void say_broken(struct page_words *words, const struct syllable_count *count, struct place place,
                       struct str first)
{
	struct arena *scratch = words->scratch;
	if (!words->said)
		DIAG(words->diags, place, PAGE_DIACRITICS, str_printf(scratch, "%zu", count->broken),
		     str_printf(scratch, "%zu", count->broken + count->vietnamese), first);
	words->said = true;
}

static void check_syllables(struct page_words *words, const struct md_prose *prose,
                            const struct lexemes *lexemes)
{
	struct syllable_count own = {0};
	size_t first = syllable_add(&own, lexemes);
	/* words of another language are no broken ones of ours */
	if (first != SIZE_MAX && !syllable_meant(lexemes))
		first = SIZE_MAX, own.broken = 0;
	if (first != SIZE_MAX) {
		const struct lexeme *lexeme = &lexemes->list.items[first];
		struct place place = md_prose_place(prose, lexeme->at);
		if (words->syllables.broken == 0) {
			words->first_broken = place;
			words->first_word = lexeme->text;
		}
		if (syllable_broken(&own, PARAGRAPH_LEAST, PARAGRAPH_SHARE))
			say_broken(words, &own, place, lexeme->text);
	}
	words->syllables.broken += own.broken;
	words->syllables.vietnamese += own.vietnamese;
}

/* ---- all of it ---- */

static void add_numbers(const struct page_words *words, const struct md_prose *prose,
                        const struct lexemes *lexemes, struct str language)
{
	struct page_numbers numbers = {0};
	numbers_read(&numbers, words->scratch, lexemes, number_form(language));
	VEC_EACH (struct page_number, number, &numbers.list) {
		struct page_number *kept = VEC_PUSH(words->keep, &words->page->numbers);
		*kept = *number;
		kept->value = str_dup(words->keep, number->value);
		kept->text = str_dup(words->keep, number->text);
		kept->at = (uint32_t)md_prose_place(prose, number->at).offset;
	}
}

void page_words_add(struct page_words *words, const struct md_prose *prose, unsigned flags)
{
	struct str language = words->config->languages.codes[words->page->language];
	struct lexemes *lexemes = &words->lexemes;
	lexemes_reread(lexemes, words->scratch, prose->text);
	if (lexemes->digits)
		check_years(words, prose, lexemes);
	if (lexemes->digits || (prose->text.len && memchr(prose->text.ptr, '@', prose->text.len)))
		check_personal(words, prose);
	if (flags & WORDS_COMPARED)
		add_numbers(words, prose, lexemes, language);
	if (!(flags & WORDS_BODY))
		return;
	if (lexemes->keywords >> KEYWORD_SIGN & 1)
		check_signature(words, prose);
	if (number_form(language) == NUMBER_VIETNAMESE)
		check_syllables(words, prose, lexemes);
}

void page_words_end(struct page_words *words)
{
	if (syllable_broken(&words->syllables, BODY_LEAST, BODY_SHARE))
		say_broken(words, &words->syllables, words->first_broken, words->first_word);
	check_links(words);
}
