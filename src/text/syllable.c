#include "text/syllable.h"

#include "base/arena.h"

/* The syllable is an onset, a rhyme, and a tone. Rhymes that end in c, ch, p or t take sắc or nặng alone.
 * After Đoàn Thiện Thuật, Ngữ âm tiếng Việt (1977), in the letters of the spelling. */
static const char *const onsets[] = {"",   "b",  "c", "ch", "d",  "đ",  "g",   "gh", "gi", "h",
                                     "k",  "kh", "l", "m",  "n",  "ng", "ngh", "nh", "p",  "ph",
                                     "qu", "r",  "s", "t",  "th", "tr", "v",   "x"};

static const char *const rhymes[] = {
        "a",   "ac",   "ach",  "ai",   "am",   "an",   "ang",  "anh",  "ao",   "ap",   "at",  "au",  "ay",
        "e",   "ec",   "em",   "en",   "eng",  "eo",   "ep",   "et",   "i",    "ia",   "ich", "im",  "in",
        "inh", "ip",   "it",   "iu",   "iêc",  "iêm",  "iên",  "iêng", "iêp",  "iêt",  "iêu", "o",   "oa",
        "oac", "oach", "oai",  "oam",  "oan",  "oang", "oanh", "oao",  "oap",  "oat",  "oay", "oc",  "oe",
        "oem", "oen",  "oeo",  "oet",  "oi",   "om",   "on",   "ong",  "ooc",  "oong", "op",  "ot",  "oăc",
        "oăm", "oăn",  "oăng", "oăt",  "u",    "ua",   "uc",   "ui",   "um",   "un",   "ung", "up",  "ut",
        "uy",  "uya",  "uych", "uyn",  "uynh", "uyp",  "uyt",  "uyu",  "uyên", "uyêt", "uâc", "uân", "uâng",
        "uât", "uây",  "uê",   "uêch", "uênh", "uôc",  "uôi",  "uôm",  "uôn",  "uông", "uôt", "uơ",  "y",
        "ych", "ynh",  "yt",   "yêm",  "yên",  "yêng", "yêt",  "yêu",  "âc",   "âm",   "ân",  "âng", "âp",
        "ât",  "âu",   "ây",   "ê",    "êch",  "êm",   "ên",   "êng",  "ênh",  "êp",   "êt",  "êu",  "ô",
        "ôc",  "ôi",   "ôm",   "ôn",   "ông",  "ôông", "ôp",   "ôt",   "ăc",   "ăk",   "ăm",  "ăn",  "ăng",
        "ăp",  "ăt",   "ơ",    "ơi",   "ơm",   "ơn",   "ơp",   "ơt",   "ư",    "ưa",   "ưc",  "ưi",  "ưng",
        "ưt",  "ưu",   "ươc",  "ươi",  "ươm",  "ươn",  "ương", "ươp",  "ươt",  "ươu"};

enum tone { LEVEL, FALLING, RISING, DIPPING, BROKEN, HEAVY, TONES };

/* Each vowel letter with its six tones: ngang, huyền, sắc, hỏi, ngã, nặng. */
static const uint16_t vowels[][TONES] = {
        {'a', 0xe0, 0xe1, 0x1ea3, 0xe3, 0x1ea1},         {0x103, 0x1eb1, 0x1eaf, 0x1eb3, 0x1eb5, 0x1eb7},
        {0xe2, 0x1ea7, 0x1ea5, 0x1ea9, 0x1eab, 0x1ead},  {'e', 0xe8, 0xe9, 0x1ebb, 0x1ebd, 0x1eb9},
        {0xea, 0x1ec1, 0x1ebf, 0x1ec3, 0x1ec5, 0x1ec7},  {'i', 0xec, 0xed, 0x1ec9, 0x129, 0x1ecb},
        {'o', 0xf2, 0xf3, 0x1ecf, 0xf5, 0x1ecd},         {0xf4, 0x1ed3, 0x1ed1, 0x1ed5, 0x1ed7, 0x1ed9},
        {0x1a1, 0x1edd, 0x1edb, 0x1edf, 0x1ee1, 0x1ee3}, {'u', 0xf9, 0xfa, 0x1ee7, 0x169, 0x1ee5},
        {0x1b0, 0x1eeb, 0x1ee9, 0x1eed, 0x1eef, 0x1ef1}, {'y', 0x1ef3, 0xfd, 0x1ef7, 0x1ef9, 0x1ef5},
};

/* The longest syllable has seven letters (nghiêng), of two bytes at most without its tone. */
enum { LETTERS_MAX = 8, BYTES_MAX = 2 * LETTERS_MAX };

/* The letter without its tone; its tone in *tone, untouched where it has none. */
static uint32_t toneless(enum tone *tone, uint32_t c)
{
	for (size_t i = 0; i < sizeof vowels / sizeof *vowels; i++) {
		for (int t = FALLING; t < TONES; t++) {
			if (vowels[i][t] != c)
				continue;
			*tone = (enum tone)t;
			return vowels[i][LEVEL];
		}
	}
	return c;
}

/* The word in lower case without its tone. False where it is too long or has two. */
static bool strip(char *out, size_t *len, enum tone *tone, struct str word)
{
	size_t n;
	*len = 0;
	*tone = LEVEL;
	for (size_t i = 0; i < word.len; i += n) {
		enum tone own = LEVEL;
		uint32_t c = text_char(&n, str_sub(word, i, word.len));
		c = toneless(&own, text_char_lower(c));
		if ((own != LEVEL && *tone != LEVEL) || *len + 2 > BYTES_MAX || c >= 0x800)
			return false;
		if (own != LEVEL)
			*tone = own;
		if (c >= 0x80)
			out[(*len)++] = (char)(0xc0 | c >> 6);
		out[(*len)++] = (char)(c < 0x80 ? c : 0x80 | (c & 0x3f));
	}
	return *len > 0;
}

static bool rhyme_possible(struct str rhyme, enum tone tone)
{
	bool known = false;
	for (size_t i = 0; i < sizeof rhymes / sizeof *rhymes && !known; i++)
		known = str_eq(rhyme, str_from(rhymes[i]));
	bool stopped = str_ends(rhyme, STR("c")) || str_ends(rhyme, STR("ch")) || str_ends(rhyme, STR("p")) ||
	               str_ends(rhyme, STR("t"));
	return known && (!stopped || tone == RISING || tone == HEAVY);
}

bool syllable_possible(struct str word)
{
	char bytes[BYTES_MAX];
	enum tone tone;
	struct str plain = {bytes, 0};
	if (!strip(bytes, &plain.len, &tone, word))
		return false;
	for (size_t i = 0; i < sizeof onsets / sizeof *onsets; i++) {
		struct str onset = str_from(onsets[i]);
		if (str_starts(plain, onset) && rhyme_possible(str_sub(plain, onset.len, plain.len), tone))
			return true;
	}
	return false;
}

/* ---- counting ---- */

enum script { SCRIPT_ASCII, SCRIPT_LATIN, SCRIPT_OTHER };

/* NĐ, QĐ, HĐND: capitals throughout. */
static bool abbreviation(struct str word)
{
	size_t len;
	for (size_t i = 0; i < word.len; i += len) {
		uint32_t c = text_char(&len, str_sub(word, i, word.len));
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
		uint32_t c = text_char(&len, str_sub(word, i, word.len));
		if (c >= 0x250 && (c < 0x1e00 || c > 0x1eff))
			return SCRIPT_OTHER;
		if (c >= 0x80)
			script = SCRIPT_LATIN;
	}
	return script;
}

/* Signs that scanners and old fonts leave within words: those of Latin-1, and `|`, `€`. */
static bool stray(struct str mark)
{
	return str_eq(mark, STR("|")) || str_eq(mark, STR("€")) || (mark.len == 2 && mark.ptr[0] == '\xc2');
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

static bool is_broken(struct syllable_count *count, const struct lexemes *lexemes, size_t i)
{
	const struct lexeme *lexeme = &lexemes->list.items[i];
	if (lexeme->kind == LEXEME_MARK)
		return stray(lexeme->text) && letters_before(lexemes, i) && letters_behind(lexemes, i);
	enum script script = lexeme->kind == LEXEME_WORD ? script_of(lexeme->text) : SCRIPT_OTHER;
	if (script == SCRIPT_OTHER)
		return false;
	bool plain = script == SCRIPT_ASCII, vietnamese = !plain && syllable_possible(lexeme->text);
	plain |= !vietnamese && abbreviation(lexeme->text);
	count->vietnamese += vietnamese;
	count->plain += plain;
	return !vietnamese && !plain;
}

size_t syllable_add(struct syllable_count *count, const struct lexemes *lexemes)
{
	size_t first = SIZE_MAX;
	for (size_t i = 0; i < lexemes->list.len; i++) {
		if (!is_broken(count, lexemes, i))
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
