#include "text/syllable.h"

#include "text/vowel.h"

/* The syllable is an onset, a rhyme, and a tone. Rhymes that end in c, ch, p or t take sắc or nặng alone.
 * After Đoàn Thiện Thuật, Ngữ âm tiếng Việt (1977), in the letters of the spelling; in the order of their
 * bytes. */
static const struct str onsets[] = {
        STR_INIT("b"),  STR_INIT("c"),  STR_INIT("ch"),  STR_INIT("d"),  STR_INIT("g"),  STR_INIT("gh"),
        STR_INIT("gi"), STR_INIT("h"),  STR_INIT("k"),   STR_INIT("kh"), STR_INIT("l"),  STR_INIT("m"),
        STR_INIT("n"),  STR_INIT("ng"), STR_INIT("ngh"), STR_INIT("nh"), STR_INIT("p"),  STR_INIT("ph"),
        STR_INIT("qu"), STR_INIT("r"),  STR_INIT("s"),   STR_INIT("t"),  STR_INIT("th"), STR_INIT("tr"),
        STR_INIT("v"),  STR_INIT("x"),  STR_INIT("đ"),
};

static const struct str rhymes[] = {
        STR_INIT("a"),    STR_INIT("ac"),   STR_INIT("ach"),  STR_INIT("ai"),   STR_INIT("am"),
        STR_INIT("an"),   STR_INIT("ang"),  STR_INIT("anh"),  STR_INIT("ao"),   STR_INIT("ap"),
        STR_INIT("at"),   STR_INIT("au"),   STR_INIT("ay"),   STR_INIT("e"),    STR_INIT("ec"),
        STR_INIT("em"),   STR_INIT("en"),   STR_INIT("eng"),  STR_INIT("eo"),   STR_INIT("ep"),
        STR_INIT("et"),   STR_INIT("i"),    STR_INIT("ia"),   STR_INIT("ich"),  STR_INIT("im"),
        STR_INIT("in"),   STR_INIT("inh"),  STR_INIT("ip"),   STR_INIT("it"),   STR_INIT("iu"),
        STR_INIT("iêc"),  STR_INIT("iêm"),  STR_INIT("iên"),  STR_INIT("iêng"), STR_INIT("iêp"),
        STR_INIT("iêt"),  STR_INIT("iêu"),  STR_INIT("o"),    STR_INIT("oa"),   STR_INIT("oac"),
        STR_INIT("oach"), STR_INIT("oai"),  STR_INIT("oam"),  STR_INIT("oan"),  STR_INIT("oang"),
        STR_INIT("oanh"), STR_INIT("oao"),  STR_INIT("oap"),  STR_INIT("oat"),  STR_INIT("oay"),
        STR_INIT("oc"),   STR_INIT("oe"),   STR_INIT("oem"),  STR_INIT("oen"),  STR_INIT("oeo"),
        STR_INIT("oet"),  STR_INIT("oi"),   STR_INIT("om"),   STR_INIT("on"),   STR_INIT("ong"),
        STR_INIT("ooc"),  STR_INIT("oong"), STR_INIT("op"),   STR_INIT("ot"),   STR_INIT("oăc"),
        STR_INIT("oăm"),  STR_INIT("oăn"),  STR_INIT("oăng"), STR_INIT("oăt"),  STR_INIT("u"),
        STR_INIT("ua"),   STR_INIT("uc"),   STR_INIT("ui"),   STR_INIT("um"),   STR_INIT("un"),
        STR_INIT("ung"),  STR_INIT("up"),   STR_INIT("ut"),   STR_INIT("uy"),   STR_INIT("uya"),
        STR_INIT("uych"), STR_INIT("uyn"),  STR_INIT("uynh"), STR_INIT("uyp"),  STR_INIT("uyt"),
        STR_INIT("uyu"),  STR_INIT("uyên"), STR_INIT("uyêt"), STR_INIT("uâc"),  STR_INIT("uân"),
        STR_INIT("uâng"), STR_INIT("uât"),  STR_INIT("uây"),  STR_INIT("uê"),   STR_INIT("uêch"),
        STR_INIT("uênh"), STR_INIT("uôc"),  STR_INIT("uôi"),  STR_INIT("uôm"),  STR_INIT("uôn"),
        STR_INIT("uông"), STR_INIT("uôt"),  STR_INIT("uơ"),   STR_INIT("y"),    STR_INIT("ych"),
        STR_INIT("ynh"),  STR_INIT("yt"),   STR_INIT("yêm"),  STR_INIT("yên"),  STR_INIT("yêng"),
        STR_INIT("yêt"),  STR_INIT("yêu"),  STR_INIT("âc"),   STR_INIT("âm"),   STR_INIT("ân"),
        STR_INIT("âng"),  STR_INIT("âp"),   STR_INIT("ât"),   STR_INIT("âu"),   STR_INIT("ây"),
        STR_INIT("ê"),    STR_INIT("êch"),  STR_INIT("êm"),   STR_INIT("ên"),   STR_INIT("êng"),
        STR_INIT("ênh"),  STR_INIT("êp"),   STR_INIT("êt"),   STR_INIT("êu"),   STR_INIT("ô"),
        STR_INIT("ôc"),   STR_INIT("ôi"),   STR_INIT("ôm"),   STR_INIT("ôn"),   STR_INIT("ông"),
        STR_INIT("ôp"),   STR_INIT("ôt"),   STR_INIT("ôông"), STR_INIT("ăc"),   STR_INIT("ăk"),
        STR_INIT("ăm"),   STR_INIT("ăn"),   STR_INIT("ăng"),  STR_INIT("ăp"),   STR_INIT("ăt"),
        STR_INIT("ơ"),    STR_INIT("ơi"),   STR_INIT("ơm"),   STR_INIT("ơn"),   STR_INIT("ơp"),
        STR_INIT("ơt"),   STR_INIT("ư"),    STR_INIT("ưa"),   STR_INIT("ưc"),   STR_INIT("ưi"),
        STR_INIT("ưng"),  STR_INIT("ưt"),   STR_INIT("ưu"),   STR_INIT("ươc"),  STR_INIT("ươi"),
        STR_INIT("ươm"),  STR_INIT("ươn"),  STR_INIT("ương"), STR_INIT("ươp"),  STR_INIT("ươt"),
        STR_INIT("ươu"),
};

/* The longest syllable has seven letters (nghiêng), of two bytes at most without its tone. */
enum { LETTERS_MAX = 8, BYTES_MAX = 2 * LETTERS_MAX };

/* A syllable without its tone, in lower case. */
struct syllable {
	char bytes[BYTES_MAX];
	size_t len, onset; /* onset: its bytes before the first vowel */
	enum text_tone tone;
};

static void put(struct syllable *out, uint32_t c)
{
	if (c >= 0x80)
		out->bytes[out->len++] = (char)(0xc0 | c >> 6);
	out->bytes[out->len++] = (char)(c < 0x80 ? c : 0x80 | (c & 0x3f));
}

/* False where it is too long, has two tones, or a letter that takes more than two bytes. */
static bool strip(struct syllable *out, struct str word)
{
	bool met = false;
	size_t n;
	*out = (struct syllable){0};
	for (size_t i = 0; i < word.len; i += n) {
		uint32_t c = text_char_lower(text_char(&n, (struct str){word.ptr + i, word.len - i}));
		struct text_vowel vowel = text_vowel(c);
		if (vowel.letter)
			c = vowel.letter;
		if (out->len + 2 > BYTES_MAX || c >= 0x800 || (vowel.tone && out->tone))
			return false;
		if (vowel.letter && !met)
			out->onset = out->len;
		met |= vowel.letter != 0;
		if (vowel.tone)
			out->tone = (enum text_tone)vowel.tone;
		put(out, c);
	}
	return met;
}

static bool listed(const struct str *sorted, size_t n, struct str text)
{
	size_t low = 0, high = n;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = str_cmp(sorted[middle], text);
		if (order == 0)
			return true;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

static bool fits(const struct syllable *syllable, size_t onset)
{
	struct str before = {syllable->bytes, onset};
	struct str rhyme = {syllable->bytes + onset, syllable->len - onset};
	if (onset && !listed(onsets, LENGTH(onsets), before))
		return false;
	char last = rhyme.len ? rhyme.ptr[rhyme.len - 1] : 0;
	bool stopped = last == 'c' || last == 'p' || last == 't' ||
	               (last == 'h' && rhyme.len > 1 && rhyme.ptr[rhyme.len - 2] == 'c');
	return (!stopped || syllable->tone == TONE_RISING || syllable->tone == TONE_HEAVY) &&
	       listed(rhymes, LENGTH(rhymes), rhyme);
}

bool syllable_possible(struct str word)
{
	struct syllable syllable;
	if (!strip(&syllable, word))
		return false;
	/* the vowel letters of gi and qu belong to the onset: giữa, quý; but gì is g and i */
	char first = syllable.bytes[0], second = syllable.len > 1 ? syllable.bytes[1] : 0;
	bool wide =
	        syllable.onset == 1 && ((first == 'g' && second == 'i') || (first == 'q' && second == 'u'));
	return (wide && fits(&syllable, 2)) || fits(&syllable, syllable.onset);
}

/* ---- counting ---- */

enum script { SCRIPT_ASCII, SCRIPT_LATIN, SCRIPT_OTHER };

/* NĐ, QĐ, HĐND: capitals throughout. */
static bool abbreviation(struct str word)
{
	size_t len;
	for (size_t i = 0; i < word.len; i += len) {
		uint32_t c = text_char(&len, (struct str){word.ptr + i, word.len - i});
		if (text_char_lower(c) == c)
			return false;
	}
	return true;
}

static enum script script_of(struct str word)
{
	enum script script = SCRIPT_ASCII;
	size_t len;
	for (size_t i = 0; i < word.len; i += len) {
		uint32_t c = text_char(&len, (struct str){word.ptr + i, word.len - i});
		if (c >= 0x250 && (c < 0x1e00 || c > 0x1eff))
			return SCRIPT_OTHER;
		if (c >= 0x80)
			script = SCRIPT_LATIN;
	}
	return script;
}

enum spelling syllable_spelling(struct str word)
{
	enum script script = script_of(word);
	if (script == SCRIPT_OTHER)
		return SPELLING_OTHER;
	if (script == SCRIPT_ASCII)
		return SPELLING_PLAIN;
	if (syllable_possible(word))
		return SPELLING_VIETNAMESE;
	return abbreviation(word) ? SPELLING_PLAIN : SPELLING_BROKEN;
}

/* Signs that scanners and old fonts leave within words: those of Latin-1, and `|`, `€`. */
static bool stray(struct str mark)
{
	if (mark.len == 1)
		return mark.ptr[0] == '|';
	return str_eq(mark, STR("€")) || (mark.len == 2 && mark.ptr[0] == '\xc2');
}

static bool letters_before(const struct lexemes *lexemes, size_t i)
{
	return i > 0 && lexemes->list.items[i - 1].kind == LEXEME_WORD && !lexemes->list.items[i].spaced;
}

static bool letters_behind(const struct lexemes *lexemes, size_t i)
{
	const struct lexeme *next = lexemes->list.items + i + 1;
	return i + 1 < lexemes->list.len && next->kind == LEXEME_WORD && !next->spaced;
}

static bool is_broken(const struct lexemes *lexemes, size_t i)
{
	const struct lexeme *lexeme = &lexemes->list.items[i];
	if (lexeme->kind == LEXEME_MARK)
		return stray(lexeme->text) && letters_before(lexemes, i) && letters_behind(lexemes, i);
	return lexeme->spelling == SPELLING_BROKEN;
}

size_t syllable_add(struct syllable_count *count, const struct lexemes *lexemes)
{
	size_t first = SIZE_MAX;
	count->vietnamese += lexemes->spelled[SPELLING_VIETNAMESE];
	count->plain += lexemes->spelled[SPELLING_PLAIN];
	if (!lexemes->spelled[SPELLING_BROKEN] && !lexemes->strays)
		return first;
	for (size_t i = 0; i < lexemes->list.len; i++) {
		if (!is_broken(lexemes, i))
			continue;
		count->broken++;
		if (first == SIZE_MAX)
			first = i;
	}
	return first;
}

bool syllable_broken(const struct syllable_count *count, size_t least, size_t share)
{
	return count->broken >= least && count->broken * share >= count->vietnamese + count->broken;
}

/* ---- which language it was ---- */

/* What a stray sign speaks for: the word around it, in two pieces. */
enum { SIGN_LETTERS = 8 };

/* The fonts of VNI write a mark behind its letter, ö for ư and ñ for đ: Thöïc hieän. */
static uint32_t vni_letter(uint32_t c)
{
	return c == 0xf6 ? 'u' : c == 0xf1 ? 'd' : c;
}

/* Without any marks: quyet for Quyét, duong for đường; with `vni`, thuc for Thöïc. Letters that Vietnamese
 * does not have stay. */
static bool bare(struct syllable *out, struct str word, bool vni)
{
	size_t n;
	*out = (struct syllable){0};
	bool met = false, behind = false; /* a vowel; right behind one */
	for (size_t i = 0; i < word.len; i += n) {
		uint32_t c = text_char_lower(text_char(&n, (struct str){word.ptr + i, word.len - i}));
		if (vni && behind && c >= 0x80 && c < 0x100)
			continue;
		struct text_vowel vowel = text_vowel(vni ? vni_letter(c) : c);
		if (out->len + 2 > BYTES_MAX || c >= 0x800)
			return false;
		behind = vowel.letter != 0;
		if (behind && !met)
			out->onset = out->len;
		met |= behind;
		put(out, behind ? (uint32_t)vowel.plain : c == 0x111 ? 'd' : vni ? vni_letter(c) : c);
	}
	return met;
}

static bool bare_rhyme(struct str text)
{
	for (size_t i = 0; i < LENGTH(rhymes); i++) {
		struct syllable rhyme;
		if (bare(&rhyme, rhymes[i], false) && str_eq((struct str){rhyme.bytes, rhyme.len}, text))
			return true;
	}
	return false;
}

static bool bare_fits(const struct syllable *syllable, size_t onset)
{
	struct str before = {syllable->bytes, onset};
	return (!onset || listed(onsets, LENGTH(onsets), before)) &&
	       bare_rhyme((struct str){syllable->bytes + onset, syllable->len - onset});
}

static bool looks_possible(struct str word, bool vni)
{
	struct syllable syllable;
	if (!bare(&syllable, word, vni))
		return false;
	char first = syllable.bytes[0], second = syllable.len > 1 ? syllable.bytes[1] : 0;
	bool wide =
	        syllable.onset == 1 && ((first == 'g' && second == 'i') || (first == 'q' && second == 'u'));
	return (wide && syllable.len > 2 && bare_fits(&syllable, 2)) || bare_fits(&syllable, syllable.onset);
}

/* ơ, ư, and all of U+1EA0 to U+1EF9. */
static bool has_own_letter(struct str word)
{
	size_t n;
	for (size_t i = 0; i < word.len; i += n) {
		uint32_t c = text_char(&n, (struct str){word.ptr + i, word.len - i});
		if (c == 0x1a0 || c == 0x1a1 || c == 0x1af || c == 0x1b0 || (c >= 0x1ea0 && c <= 0x1ef9))
			return true;
	}
	return false;
}

bool syllable_meant(const struct lexemes *lexemes)
{
	size_t meant = 0, all = 0;
	for (size_t i = 0; i < lexemes->list.len; i++) {
		const struct lexeme *lexeme = &lexemes->list.items[i];
		/* a dot in the middle also joins words of French and Catalan */
		bool sign = lexeme->kind == LEXEME_MARK && is_broken(lexemes, i) &&
		            !str_eq(lexeme->text, STR("·"));
		size_t n = sign                          ? SIGN_LETTERS
		           : lexeme->kind == LEXEME_WORD ? str_characters(lexeme->text)
		                                         : 0;
		all += n;
		if (sign || (n && (has_own_letter(lexeme->text) || looks_possible(lexeme->text, false) ||
		                   looks_possible(lexeme->text, true))))
			meant += n;
	}
	return meant * 2 >= all;
}
