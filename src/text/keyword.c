#include "text/keyword.h"

#include "text/lexeme.h"

/* By length, so that a word is compared with few. */
struct row {
	const char *word;
	struct keyword keyword;
};

static const struct row words_1[] = {
        {"a", {KEYWORD_COUNTING, -1, -1}},
};

static const struct row words_2[] = {
        {"of", {KEYWORD_OF, -1, -1}},      {"st", {KEYWORD_SUFFIX, -1, -1}}, {"nd", {KEYWORD_SUFFIX, -1, -1}},
        {"rd", {KEYWORD_SUFFIX, -1, -1}},  {"th", {KEYWORD_SUFFIX, -1, -1}}, {"in", {KEYWORD_IN, -1, -1}},
        {"ba", {KEYWORD_COUNTING, 3, -1}}, {"no", {KEYWORD_NUMBER, -1, 0}},
};

static const struct row words_3[] = {
        {"jan", {KEYWORD_MONTH, -1, 1}},     {"feb", {KEYWORD_MONTH, -1, 2}},
        {"mar", {KEYWORD_MONTH, -1, 3}},     {"apr", {KEYWORD_MONTH, -1, 4}},
        {"may", {KEYWORD_MONTH, -1, 5}},     {"jun", {KEYWORD_MONTH, -1, 6}},
        {"jul", {KEYWORD_MONTH, -1, 7}},     {"aug", {KEYWORD_MONTH, -1, 8}},
        {"sep", {KEYWORD_MONTH, -1, 9}},     {"oct", {KEYWORD_MONTH, -1, 10}},
        {"nov", {KEYWORD_MONTH, -1, 11}},    {"dec", {KEYWORD_MONTH, -1, 12}},
        {"per", {KEYWORD_COUNTING, -1, -1}}, {"hai", {KEYWORD_COUNTING, 2, -1}},
        {"two", {KEYWORD_COUNTING, -1, 2}},  {"tư", {KEYWORD_NUMBER, 4, -1}},
        {"one", {KEYWORD_NUMBER, -1, 1}},    {"six", {KEYWORD_NUMBER, -1, 6}},
        {"ten", {KEYWORD_NUMBER, -1, 10}},   {"ký", {KEYWORD_SIGN, -1, -1}},
};

static const struct row words_4[] = {
        {"june", {KEYWORD_MONTH, -1, 6}},    {"july", {KEYWORD_MONTH, -1, 7}},
        {"sept", {KEYWORD_MONTH, -1, 9}},    {"năm", {KEYWORD_NAM, 5, -1}},
        {"quý", {KEYWORD_QUY, -1, -1}},      {"year", {KEYWORD_YEAR, -1, -1}},
        {"kỳ", {KEYWORD_SPAN, -1, -1}},      {"term", {KEYWORD_SPAN, -1, -1}},
        {"các", {KEYWORD_COUNTING, -1, -1}}, {"vài", {KEYWORD_COUNTING, -1, -1}},
        {"số", {KEYWORD_COUNTING, -1, -1}},  {"each", {KEYWORD_COUNTING, -1, -1}},
        {"sáu", {KEYWORD_COUNTING, 6, -1}},  {"nhì", {KEYWORD_NUMBER, 2, -1}},
        {"tám", {KEYWORD_NUMBER, 8, -1}},    {"once", {KEYWORD_NUMBER, -1, 1}},
        {"four", {KEYWORD_NUMBER, -1, 4}},   {"five", {KEYWORD_NUMBER, -1, 5}},
        {"nine", {KEYWORD_NUMBER, -1, 9}},   {"half", {KEYWORD_NUMBER, -1, 6}},
        {"zero", {KEYWORD_NUMBER, -1, 0}},   {"none", {KEYWORD_NUMBER, -1, 0}},
};

static const struct row words_5[] = {
        {"march", {KEYWORD_MONTH, -1, 3}},     {"april", {KEYWORD_MONTH, -1, 4}},
        {"first", {KEYWORD_ORDINAL, -1, 1}},   {"third", {KEYWORD_ORDINAL, -1, 3}},
        {"years", {KEYWORD_YEAR, -1, -1}},     {"since", {KEYWORD_IN, -1, -1}},
        {"until", {KEYWORD_IN, -1, -1}},       {"mỗi", {KEYWORD_COUNTING, -1, -1}},
        {"hàng", {KEYWORD_COUNTING, -1, -1}},  {"mấy", {KEYWORD_COUNTING, -1, -1}},
        {"every", {KEYWORD_COUNTING, -1, -1}}, {"một", {KEYWORD_COUNTING, 1, -1}},
        {"bốn", {KEYWORD_COUNTING, 4, -1}},    {"three", {KEYWORD_COUNTING, -1, 3}},
        {"bảy", {KEYWORD_NUMBER, 7, -1}},      {"bẩy", {KEYWORD_NUMBER, 7, -1}},
        {"chín", {KEYWORD_NUMBER, 9, -1}},     {"trăm", {KEYWORD_NUMBER, 100, -1}},
        {"twice", {KEYWORD_NUMBER, -1, 2}},    {"fifth", {KEYWORD_NUMBER, -1, 5}},
        {"sixth", {KEYWORD_NUMBER, -1, 6}},    {"seven", {KEYWORD_NUMBER, -1, 7}},
        {"eight", {KEYWORD_NUMBER, -1, 8}},    {"ninth", {KEYWORD_NUMBER, -1, 9}},
        {"tenth", {KEYWORD_NUMBER, -1, 10}},   {"forty", {KEYWORD_NUMBER, -1, 40}},
        {"fifty", {KEYWORD_NUMBER, -1, 50}},
};

static const struct row words_6[] = {
        {"august", {KEYWORD_MONTH, -1, 8}},   {"tháng", {KEYWORD_THANG, -1, -1}},
        {"second", {KEYWORD_ORDINAL, -1, 2}}, {"fourth", {KEYWORD_ORDINAL, -1, 4}},
        {"period", {KEYWORD_SPAN, -1, -1}},   {"during", {KEYWORD_IN, -1, -1}},
        {"hằng", {KEYWORD_COUNTING, -1, -1}}, {"nhất", {KEYWORD_NUMBER, 1, -1}},
        {"không", {KEYWORD_NUMBER, 0, -1}},   {"eighth", {KEYWORD_NUMBER, -1, 8}},
        {"eleven", {KEYWORD_NUMBER, -1, 11}}, {"twelve", {KEYWORD_NUMBER, -1, 12}},
        {"twenty", {KEYWORD_NUMBER, -1, 20}}, {"thirty", {KEYWORD_NUMBER, -1, 30}},
        {"signed", {KEYWORD_SIGN, -1, -1}},
};

static const struct row words_7[] = {
        {"january", {KEYWORD_MONTH, -1, 1}},    {"october", {KEYWORD_MONTH, -1, 10}},
        {"quarter", {KEYWORD_QUARTER, -1, -1}}, {"đoạn", {KEYWORD_SPAN, -1, -1}},
        {"nhiều", {KEYWORD_COUNTING, -1, -1}},  {"những", {KEYWORD_COUNTING, -1, -1}},
        {"mười", {KEYWORD_TEN, 10, -1}},        {"seventh", {KEYWORD_NUMBER, -1, 7}},
        {"fifteen", {KEYWORD_NUMBER, -1, 15}},  {"sixteen", {KEYWORD_NUMBER, -1, 16}},
        {"hundred", {KEYWORD_NUMBER, -1, 100}},
};

static const struct row words_8[] = {
        {"february", {KEYWORD_MONTH, -1, 2}},   {"november", {KEYWORD_MONTH, -1, 11}},
        {"december", {KEYWORD_MONTH, -1, 12}},  {"thirteen", {KEYWORD_NUMBER, -1, 13}},
        {"fourteen", {KEYWORD_NUMBER, -1, 14}}, {"eighteen", {KEYWORD_NUMBER, -1, 18}},
        {"nineteen", {KEYWORD_NUMBER, -1, 19}}, {"verified", {KEYWORD_SIGN, -1, -1}},
};

static const struct row words_9[] = {
        {"september", {KEYWORD_MONTH, -1, 9}},
        {"seventeen", {KEYWORD_NUMBER, -1, 17}},
};

enum { LENGTH_MAX = 9 };

#define ROWS(table)                                                                                          \
	{                                                                                                    \
		table, LENGTH(table)                                                                         \
	}

static const struct {
	const struct row *rows;
	size_t n;
} by_length[LENGTH_MAX + 1] = {
        [1] = ROWS(words_1), [2] = ROWS(words_2), [3] = ROWS(words_3),
        [4] = ROWS(words_4), [5] = ROWS(words_5), [6] = ROWS(words_6),
        [7] = ROWS(words_7), [8] = ROWS(words_8), [9] = ROWS(words_9),
};

static const struct keyword none = {KEYWORD_NONE, -1, -1};

const struct keyword *keyword_of(struct str word)
{
	char lower[LENGTH_MAX + 4];
	if (word.len > LENGTH_MAX)
		return &none;
	size_t len = text_lower_into(lower, word);
	for (size_t i = 0; len <= LENGTH_MAX && i < by_length[len].n; i++) {
		const struct row *row = &by_length[len].rows[i];
		if (row->word[0] == lower[0] && memcmp(row->word, lower, len) == 0)
			return &row->keyword;
	}
	return &none;
}
