/* Where the links of pages lead. One function both judges a link and tells what to print for it. */
#ifndef MODEL_PAGE_LINK_H
#define MODEL_PAGE_LINK_H

#include "model/page.h"

/* What stands in the site under one route. */
struct site_target {
	struct str route;
	const struct page *page; /* NULL: made from data, or a file */
	const struct str *ids;   /* of what is made: fragments that exist; NULL: not known, any may be */
	size_t n_ids;
};

/* All that can be linked, filled by site/ before any link is looked at, then const. */
struct site_index {
	const struct config *config;
	const struct tree *tree;   /* for files beside pages */
	const struct pages *pages; /* sorted; those that are built */
	bool data_broken;          /* which pages are made from data is not known: none of them is missed */
	struct map targets;        /* route (`/plans/x/`, `/data/results.csv`) to struct site_target */
};

/* Adds a target to the index; the route is that of a page, of a made page, or of a file. */
void site_index_add(struct site_index *index, struct arena *arena, struct site_target target);
/* Adds every page of index->pages. */
void site_index_add_pages(struct site_index *index, struct arena *arena);

enum page_link_kind {
	PAGE_LINK_EXTERNAL, /* https, http, mailto, tel */
	PAGE_LINK_INTERNAL, /* to a route of the site, or within the page */
	PAGE_LINK_COPIED,   /* to a file beside the page, which is copied next to it */
};

struct page_link_target {
	enum page_link_kind kind;
	struct str href;  /* what to print, percent-encoded, relative to the page's route */
	struct str route; /* PAGE_LINK_INTERNAL: where it leads; PAGE_LINK_COPIED: where the copy stands */
	const struct tree_entry *entry; /* PAGE_LINK_COPIED: the source of the copy */
};

/* False: broken-link, broken-fragment, missing-image, path-escape or symlink is said at the link (diags may
 * be NULL once all links were checked). Case counts in every name. */
bool page_link_resolve(struct page_link_target *out, struct arena *arena, const struct site_index *index,
                       const struct page *page, const struct md_link *link, struct diags *diags);

#endif
