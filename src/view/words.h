/* The words of the pages in one language: the theme's own (`t` in a template) and the sentences that the
 * generator makes, all from themes/NAME/i18n/LANG.yaml, so that a language is added without a compiler.
 *
 * A sentence has places {0}, {1}, …; where it has two forms, `one unit|{0} units`, the first is taken when
 * argument 0 is 1. */
#ifndef VIEW_WORDS_H
#define VIEW_WORDS_H

#include "text/text.h"
#include "value/value.h"
#include "yaml/yml.h"

/* Every sentence that the generator uses; each must stand in each language's file as `say_NAME`. */
enum phrase {
#define PHRASE(id, key) PHRASE_##id,
#include "view/phrases.def"
#undef PHRASE
	PHRASE_COUNT
};

struct words {
	struct str language; /* as in the address and in <html lang> */
	size_t at;           /* its place among the site's languages */
	struct text_locale *locale;
	struct str phrases[PHRASE_COUNT];
	const struct value *theme;   /* the whole file as a flat map */
	const struct source *source; /* the file */
};

/* Reads one language's file. A value that is no text is wrong-type. */
bool words_load(struct words *out, struct arena *arena, struct str language, size_t at,
                const struct source *file, struct diags *diags);
/* After all are loaded: a key or sentence that one language has and another lacks is missing-text at the
 * latter's file. */
bool words_compare(const struct words *words, size_t n, struct diags *diags);
struct str words_say(struct arena *arena, const struct words *words, enum phrase phrase,
                     const struct str *args, size_t n);
/* SAY(arena, words, RANK_UP, places) */
#define SAY(arena, words, id, ...)                                                                           \
	words_say((arena), (words), PHRASE_##id, (const struct str[]){{0}, __VA_ARGS__} + 1,                 \
	          sizeof((const struct str[]){{0}, __VA_ARGS__}) / sizeof(struct str) - 1)

#define SAY_PLAIN(arena, words, id) words_say((arena), (words), PHRASE_##id, NULL, 0)

#endif
