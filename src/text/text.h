/* What humans read: Unicode checks, collation, slugs, numbers, dates and periods in Vietnamese and English.
 * All of ICU is behind this header. A struct text_locale is opened once and then const: it may be used by
 * several threads. */
#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H

#include "base/date.h"
#include "base/decimal.h"
#include "base/str.h"

struct text_locale;

/* `language` is `vi` or `en`, or any BCP 47 tag that ICU knows (others get ISO dates and English number
 * forms). Ends the program as out of memory does where ICU cannot open its data. */
struct text_locale *text_locale_open(struct arena *arena, struct str language);
void text_locale_close(struct text_locale *locale);

/* Of a text that is UTF-8 the offset of the first character not in NFC (the letter, where a mark behind it
 * should have been joined with it); text.len where all is well. Over 256 marks on one letter are judged in
 * parts. */
size_t text_nfc_error(struct str text);
/* True where a glance shows that a text is UTF-8, in NFC, and has no control or invisible character but TAB,
 * LF and CR LF; nearly all texts are. False: it must be looked at closely. */
bool text_plain(struct str text);
/* The text in NFC; the text itself where it is. */
struct str text_nfc(struct arena *arena, struct str text);

/* Bytes whose order (str_cmp) is the language's collation, numbers in a text by their size (tổ 2, tổ 10: as
 * Intl.Collator with {numeric: true}); ties are broken by the text's own bytes. */
struct str text_sort_key(struct arena *arena, const struct text_locale *locale, struct str text);
/* The same for a person's name in a Vietnamese list: by given name (the last word) with its tones, then the
 * rest from the left. */
struct str text_name_key(struct arena *arena, const struct text_locale *locale, struct str name);

/* Lower case ASCII letters, digits and single dashes: text_fold with dashes, other letters left out; empty
 * where nothing is left. */
struct str text_slug(struct arena *arena, struct str text);
/* For search: lower case, NFD, marks stripped, đ → d, runs of what is no letter or digit are one space, none
 *at the ends. So hòa and hoà are both hoa. A page's script folds a query by the same rule:
 *	text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d")
 *		.replace(/[^\p{L}\p{N}]+/gu, " ").trim() */
struct str text_fold(struct arena *arena, struct str text);

/* In capitals, letter by letter, as the heading of a document has its issuer: ỦY BAN NHÂN DÂN. */
struct str text_upper(struct arena *arena, struct str text);

/* Its first letter in capitals, as what stands alone is written: năm 2026 → Năm 2026. */
struct str text_capital(struct arena *arena, struct str text);

/* `1.234,5` or `1,234.5` from plain digits (as decimal_text gives), digits behind the point as they stand. A
 * negative number keeps the ASCII '-', so that a figure copied from a page is a number elsewhere. What is no
 * number is returned as it is. */
struct str text_number(struct arena *arena, const struct text_locale *locale, struct str digits);
/* 30/9/2025 | 30 September 2025. In Vietnamese days below 10 and months 1 and 2 have a leading zero, as
 * Decree 30/2020 asks (09/6/2026, 02/01/2026). Other languages: ISO 8601. */
struct str text_date(struct arena *arena, const struct text_locale *locale, struct date date);
/* quý III/2025 | Q3 2025; năm 2026 | 2026; 6 tháng đầu năm 2026 | first half of 2026; 9 tháng năm 2026 |
 * first nine months of 2026; tháng 9/2026 | September 2026; tuần 47/2026 | week 47 of 2026; a day's date.
 * Other languages: as period_text. */
struct str text_period(struct arena *arena, const struct text_locale *locale, struct period period);

/* Bytes in `encoding` to UTF-8: a name that ICU's converters know (UTF-8, UTF-16, UTF-16LE/BE, windows-1258,
 * …) or TCVN or VISCII by iconv. UTF-8 is checked and returned as it is, with its BOM; elsewhere the BOM
 * goes. windows-1258 and TCVN write tones as marks of their own and come out in NFC; text in other encodings
 * is as it was written, to be checked by text_nfc_error. False: *bad is the offset of the first byte that
 * cannot be read, or SIZE_MAX where the encoding is not known. */
bool text_decode(struct str *out, size_t *bad, struct arena *arena, struct str bytes, struct str encoding);

/* The way back: UTF-8 to bytes that text_decode reads as the same text. False where there are none: *bad is
 * the offset of the first character that the encoding lacks, or SIZE_MAX where it is not known. */
bool text_encode(struct str *out, size_t *bad, struct arena *arena, struct str text, struct str encoding);

/* The version of ICU that it is linked with. */
struct str text_library(struct arena *arena);

#endif
