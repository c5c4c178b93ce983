/* One page's Markdown: CommonMark by libcmark, raw HTML off. What begins with `=` is left to the caller: a
 * fenced view, a code span that is a figure, and so is where a link leads: a document is parsed and printed
 * once, with holes for what only the whole site knows, and these are filled in when it does. All that a
 * parse gives back lives in the page's arena, cmark's tree too.
 *
 * Two things are not as in CommonMark: a heading is printed one level lower, with an id; two spaces at the
 * end of a line are no line break (texts taken from a PDF are full of them), a backslash is. */
#ifndef MD_MD_H
#define MD_MD_H

#include "base/diag.h"

/* The longest body, in bytes; the most '[' in one paragraph; the longest run of blanks, quote marks and list
 * markers that begins a line; the most bytes that links copy from their definitions. */
enum { MD_BODY_MAX = 1 << 20, MD_BRACKETS_MAX = 1000, MD_PREFIX_MAX = 256, MD_REFERENCES_MAX = 1 << 26 };

struct md_heading {
	int level; /* as printed: one lower than written, at most 6 */
	struct str text, id;
	struct place place;
};

struct md_link {
	struct str target; /* as written, percent-decoding left to the caller */
	bool image;
	struct place place; /* its '[', '!' or '<' */
	size_t index;       /* in md_doc.links */
};

/* A view's info string or a figure's code span, without its '='. */
struct md_data {
	struct str spec;
	bool view;
	size_t index;            /* in md_doc.data */
	struct place place;      /* of the fence or the backtick */
	struct place spec_place; /* of the first byte of the spec, which stands in the source as it is */
	struct str body;         /* what stands in a view's fence */
	struct place body_place;
};

/* From the byte `at` of a text on, it stands in the source at `offset`. */
struct md_anchor {
	uint32_t at, offset;
};

/* The words of one paragraph or heading, as they are read: no code, no link targets, lines joined by '\n'. */
struct md_prose {
	struct str text;
	struct str marker; /* of the ordered list's item that it begins: `2.` or `2)`; else empty */
	int heading;       /* its level as written, 0: a paragraph */
	int depth;         /* in so many lists */
	struct place place;
	const struct md_anchor *anchors;
	size_t n_anchors;
};

/* A comment in raw HTML, `<!-- … -->`, without its delimiters, trimmed. */
struct md_comment {
	struct str text;
	struct place place;
};

/* What is printed as code: a block, or a span that is no figure. The place is where it begins. */
struct md_code {
	struct str text;
	struct place place;
};

struct md_doc {
	VEC(struct md_heading) headings;
	VEC(struct md_link) links;
	VEC(struct md_data) data;
	VEC(struct md_prose) prose;
	VEC(struct md_comment) comments;
	VEC(struct md_code) code;
	void *root; /* cmark's */
};

/* What is not in a body's HTML yet. */
enum md_hole_kind { MD_HOLE_VIEW, MD_HOLE_FIGURE, MD_HOLE_LINK };

struct md_hole {
	uint32_t at; /* the offset in the HTML */
	enum md_hole_kind kind;
	size_t index; /* of md_doc.data or md_doc.links */
};

/* In document order. */
struct md_holes {
	VEC(struct md_hole) list;
};

/* What fills holes, called in document order. */
struct md_callbacks {
	void *context;
	/* writes the HTML of a view (a block) or a figure (within a line) */
	void (*data)(void *context, struct buf *html, size_t index);
	/* the address to print for a link or image, percent-encoded */
	struct str (*link)(void *context, struct arena *arena, size_t index);
};

/* Parses source.text, which is UTF-8, from `from` to its end. False: too large (said). */
bool md_parse(struct md_doc *out, struct arena *arena, const struct source *source, size_t from,
              struct diags *diags);
/* Where byte `at` of the prose stands in the source. */
struct place md_prose_place(const struct md_prose *prose, size_t at);
/* The body's HTML, safe: raw HTML is left out. Views, figures and addresses are holes, which live in `keep`.
 * Without `holes` all is printed as plain Markdown has it, and an address that is neither relative nor http,
 * https, mailto or tel is empty. */
void md_render(struct buf *html, struct md_holes *holes, struct arena *keep, struct arena *arena,
               const struct md_doc *doc);
/* Prints the HTML with its holes filled. */
void md_fill(struct buf *out, struct arena *arena, struct str html, const struct md_holes *holes,
             const struct md_callbacks *callbacks);
/* The scheme of an address in its own letters, empty where it has none (RFC 3986, 3.1). */
struct str md_scheme(struct str target);
/* https, http, mailto, tel, in any case. */
bool md_scheme_allowed(struct str scheme);

/* `cmark 0.30.2`: what it is linked with, for `congbo version`. */
struct str md_library(void);

#endif
