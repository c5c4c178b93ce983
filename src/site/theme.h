/* A theme as it is used: the site's files in themes/NAME/ laid over those of the default theme, which is
 * installed with congbo. */
#ifndef SITE_THEME_H
#define SITE_THEME_H

#include "io/tree.h"
#include "tmpl/tmpl.h"
#include "view/words.h"

struct theme_file {
	struct str name; /* below the theme's folder: layouts/page.mustache */
	const struct tree *tree;
	const struct tree_entry *entry;
};

struct theme {
	struct theme_file *files; /* sorted by name */
	size_t n_files;
	struct tmpl_set
	        *templates;  /* layouts and partials by their name alone: a layout is no partial's namesake */
	struct words *words; /* by language, as the site has them */
	size_t n_words;
};

/* Reads all of it; said: template-syntax, missing-partial, missing-text, symlink. `name_place` is where the
 * site names its theme: bad-value there if it has no folder of that name. */
bool theme_load(struct theme *out, struct arena *arena, const struct tree *site, const struct tree *defaults,
                struct str name, struct place name_place, const struct languages *languages,
                struct diags *diags);

/* Lets go of what the languages hold outside of any arena. */
void theme_close(struct theme *theme);

#endif
