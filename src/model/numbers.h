/* The numbers that a text says, in one spelling for both languages, so that a page and its translation can be
 * compared: `1.234,5` and `1,234.5`; `30/9/2025`, `ngày 30 tháng 9 năm 2025` and `30 September 2025`;
 * `Quý III/2025`, `Q3 2025` and `the third quarter of 2025`; `02` and `2`.
 *
 * A number written as a word (`hai`, `two`), a month's name alone and a Roman numeral say something that
 * digits of the other page may mean, but ask for nothing there: `2 sáng kiến` and `two initiatives` agree. */
#ifndef MODEL_NUMBERS_H
#define MODEL_NUMBERS_H

#include "base/map.h"
#include "text/lexeme.h"

struct page_number {
	struct str value; /* 12.5 | 2.1.2 | 2025-09-30 | 2025-09 | --09-30 | 2025-Q3 | Q3 */
	struct str text;  /* as written */
	uint32_t at;      /* in the text; the caller makes it an offset in the file */
	bool soft;        /* only answers, does not ask */
};

struct page_numbers {
	VEC(struct page_number) list;
};

enum number_form { NUMBER_VIETNAMESE, NUMBER_ENGLISH };

/* `vi` is Vietnamese, any other language is read as English is. */
enum number_form number_form(struct str language);
/* Appends the numbers of a text; values are in the arena, texts are slices. */
void numbers_read(struct page_numbers *out, struct arena *arena, const struct lexemes *lexemes,
                  enum number_form form);
/* Adds all that these numbers say to a set. */
void numbers_said(struct map *said, struct arena *arena, const struct page_number *numbers, size_t n);
/* True where the set says the number, or its parts. */
bool numbers_has(const struct map *said, struct arena *arena, const struct page_number *number);

#endif
