/* The pages of content/: content/PATH/NAME.LANG.md, front matter and a body. A page is read, parsed and
 * checked by itself, and what others ask of it is kept: its record, its headings, links, views, figures and
 * numbers. Its text is dropped; its HTML is laid aside, with holes for what only the whole site knows, so
 * that each page is parsed once and memory does not grow with the text. */
#ifndef MODEL_PAGE_H
#define MODEL_PAGE_H

#include "io/spool.h"
#include "md/md.h"
#include "model/config.h"
#include "model/numbers.h"
#include "model/plan.h"
#include "model/spec.h"

enum page_type { PAGE_PLAIN, PAGE_PLAN };

struct page {
	struct source source; /* its text is there within page_load and page_settle alone */
	const struct tree_entry *entry;
	struct str name;  /* below content/ without language: `plans/hai-an-2025`, `plans/index`, `index` */
	struct str route; /* empty: its file name has no language of the site */
	size_t language;  /* of the site's */

	enum page_type type;
	struct str title, summary; /* summary: empty where there is none */
	struct place title_place;
	bool has_date, has_updated;
	struct date date, updated;
	bool draft;
	long weight;
	struct texts contacts;
	struct plan plan; /* of PAGE_PLAN */

	size_t body;         /* where it begins in the file */
	struct spooled html; /* the body's, laid aside; of a page that is not broken */
	struct md_holes holes;
	VEC(struct md_heading) headings;
	const struct md_heading **by_id; /* all headings, by their ids as bytes */
	VEC(struct md_link) links;
	VEC(struct view_spec) specs; /* views and figures in document order: md_data.index */
	VEC(struct page_number) numbers;
	bool broken; /* an error was said: nothing that depends on its text is judged */
};

/* True for a file that is a page's: content/….md. */
bool page_is_source(struct str path);
/* What one thread reads pages with. */
struct page_reader {
	struct arena *keep, *scratch;
	struct vocabulary *vocabulary; /* NULL: none */
	struct spool_writer *spool;    /* NULL: the body is checked alone */
	struct buf *html;              /* room for one body */
};

/* Reads and checks one page by itself. What is kept is in the reader's `keep`; its `scratch` may be reset
 * afterwards. All that is said is settled. A page that is wrong is still filled in as far as it goes. False:
 * the file could not be read. */
bool page_load(struct page *out, const struct page_reader *reader, const struct tree *tree,
               const struct tree_entry *entry, const struct config *config, struct diags *diags);
/* Later checks speak of places in a page whose text is gone: this reads it again if something is to be
 * settled. Call it after the checks of a page, before diag_merge; every place of `diags` must lie in this
 * page. */
bool page_settle(struct page *page, struct arena *scratch, const struct tree *tree, struct diags *diags);
/* Prints the body. False: what was laid aside cannot be read, said. The callbacks are given indices of
 * page->specs and page->links. */
bool page_render(struct buf *html, struct arena *arena, const struct page *page, const struct spool *spool,
                 const struct md_callbacks *callbacks, struct diags *diags);

/* ---- pages and their twins ---- */

/* All pages that are built, sorted by name, then language: twins are neighbours. */
struct pages {
	struct page **items;
	size_t len;
	struct map by_name; /* to the first item of that name */
};

/* Sorts the items and fills in the map, which is in the arena. */
void pages_sort(struct pages *pages, struct arena *arena);
/* The page of that name in a language, NULL where there is none. */
struct page *pages_find(const struct pages *pages, struct str name, size_t language);
/* Says translation-missing and translation-numbers of the pages that share the name of items[i], its first
 * one; all that is said is settled. Returns how many they are. */
size_t pages_check_twins(const struct pages *pages, size_t i, const struct config *config,
                         struct arena *scratch, const struct tree *tree, struct diags *diags);

#endif
