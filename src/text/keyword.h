/* The words that dates, periods and numbers are written with in Vietnamese and English. */
#ifndef TEXT_KEYWORD_H
#define TEXT_KEYWORD_H

#include "base/str.h"

enum keyword_kind {
	KEYWORD_NONE,
	KEYWORD_MONTH,    /* September, Sept, Sep; its number is the month's */
	KEYWORD_THANG,    /* tháng */
	KEYWORD_NAM,      /* năm: year, and five */
	KEYWORD_QUY,      /* quý */
	KEYWORD_QUARTER,  /* quarter */
	KEYWORD_OF,       /* of */
	KEYWORD_SUFFIX,   /* st nd rd th */
	KEYWORD_ORDINAL,  /* first … fourth */
	KEYWORD_YEAR,     /* year, years */
	KEYWORD_SPAN,     /* đoạn (of giai đoạn), kỳ, period, term */
	KEYWORD_IN,       /* in, since, during, until */
	KEYWORD_COUNTING, /* mỗi, hằng, each, per: a year behind it is an amount of time */
	KEYWORD_TEN,      /* mười, which other numbers follow */
	KEYWORD_NUMBER,   /* any other word for a number */
	KEYWORD_SIGN,     /* ký, signed, verified: what a signing program writes */
};

struct keyword {
	enum keyword_kind kind;
	signed char vi, en; /* the number that it is in the language, or -1 */
};

/* Without regard to case; KEYWORD_NONE where it is none of them. */
const struct keyword *keyword_of(struct str word);

#endif
