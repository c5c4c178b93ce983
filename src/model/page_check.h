/* The checks of one page by itself, inside this folder; page.c calls them in this order. */
#ifndef MODEL_PAGE_CHECK_H
#define MODEL_PAGE_CHECK_H

#include "model/page.h"
#include "text/syllable.h"

/* The words of a page, one paragraph, heading or text of the front matter after the other. */
struct page_words {
	struct page *page;
	struct arena *keep, *scratch;
	const struct config *config;
	struct diags *diags;
	struct lexemes lexemes; /* of the text at hand */
	/* of the body, where the language is Vietnamese */
	struct syllable_count syllables;
	struct place first_broken;
	struct str first_word;
	bool said;
};

enum { WORDS_COMPARED = 1 /* with the twin's */, WORDS_BODY = 2 };

/* Says year-range and personal-data, and broken-diacritics of a paragraph; adds its numbers to the page's. */
void page_words_add(struct page_words *words, const struct md_prose *prose, unsigned flags);
/* Says personal-data in what is printed as code. */
void page_words_code(const struct page_words *words, const struct md_code *code);
/* Says broken-diacritics of the body as a whole; mailto: and tel: links are looked at for personal data. */
void page_words_end(struct page_words *words);
/* numbering-gap. */
void page_check_numbering(const struct page *page, struct arena *scratch, const struct md_doc *doc,
                          struct diags *diags);

#endif
