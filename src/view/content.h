/* Pages of content/: the kinds page, plan and not-found, and the body of every page that has one. */
#ifndef VIEW_CONTENT_H
#define VIEW_CONTENT_H

#include "model/page.h"
#include "view/view.h"

/* What a page is printed from. */
struct view_content {
	const struct page *page;
	const struct spool *spool; /* that holds its body */
	const struct pages *pages; /* all that are built, sorted: a folder's page lists those of its folder */
};

/* What the page says of itself; the caller adds commit, json_ld and accepted warnings. */
void view_content_head(struct view_head *out, const struct view *view, const struct page *page);
/* Adds `body` with its views and figures printed, `toc`. view->tree must be there. False: said. */
bool view_put_body(struct view *view, struct value *tree, const struct view_content *content);
/* Adds the keys of kind page or plan. False: said. */
bool view_content(struct view *view, struct value *tree, const struct view_content *content);
void view_not_found_head(struct view_head *out, const struct view *view);
/* Adds what 404.html, which is one for all languages, says in the others. */
void view_not_found(const struct view *view, struct value *tree);
/* An item of a list of pages: with summary, day (of issue, of a plan) and issuer. */
struct value *view_content_item(const struct view *view, const struct page *page);
/* `plan` of kind plan. */
struct value *view_plan(struct view *view, const struct page *page);
/* date? of a day, a month or a year alone. */
struct value *view_partial_date(const struct view *view, struct partial_date date);

#endif
