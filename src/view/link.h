/* Where the links and images of a page lead. The checks and the printing of links ask this alone. */
#ifndef VIEW_LINK_H
#define VIEW_LINK_H

#include "view/view.h"

struct page;

enum link_kind {
	LINK_HERE,    /* `#fragment`: this page */
	LINK_PAGE,    /* a source file of content/: `../plans/x.vi.md`, `x.md` (in the page's own language) */
	LINK_ROUTE,   /* `/…`: a path of the site */
	LINK_FILE,    /* a file beside the page: `map.png`, `../files/form.docx` */
	LINK_OUTSIDE, /* https, http, mailto, tel */
	LINK_SCHEME,  /* another scheme, or an address that begins with `//`: refused */
	LINK_ESCAPES, /* leaves content/ */
	LINK_BROKEN,  /* empty, or its %XX cannot be read */
};

struct link_target {
	enum link_kind kind;
	struct str path;  /* LINK_PAGE, LINK_FILE: below content/, with `.md` and language or as it stands */
	struct str name;  /* LINK_PAGE: the page's, without language */
	size_t language;  /* LINK_PAGE */
	struct str route; /* LINK_HERE to LINK_FILE: where it is in the output, decoded */
	struct str query, fragment; /* as written, with `?` and `#`; empty: none */
};

/* A target as it is written in a page of that name (`plans/hai-an-2025`) and language. Whether what it names
 * is there is not looked at. */
void link_resolve(struct link_target *out, struct arena *arena, const struct languages *languages,
                  struct str page_name, size_t language, struct str target);
/* Where a file beside a page is copied to: `plans/map.png` below content/ to /plans/map.png, once for all
 * languages. */
struct str link_file_route(struct arena *arena, struct str path);
/* The address to print, percent-encoded; `name` is the page's that is being printed. ptr NULL: none. */
struct str view_link(const struct view *view, struct str name, struct str target);

#endif
