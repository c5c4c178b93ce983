/* One page's Markdown: CommonMark by libcmark, raw HTML off. What begins with `=` is left to the caller: a
 * fenced view, a code span that is a figure. A document is parsed once to be checked and once more to be
 * rendered, each time in the page's arena. */
#ifndef MD_MD_H
#define MD_MD_H

#include "base/diag.h"

enum { MD_BODY_MAX = 1 << 20 };

struct md_heading {
	int level; /* as printed: one lower than written, at most 6 */
	struct str text, id;
	struct place place;
};

struct md_link {
	struct str target; /* as written, percent-decoding left to the caller */
	bool image;
	struct place place;
};

/* A view's info string without its '=' , or a figure's code span without its '='. */
struct md_data {
	struct str spec;
	bool view;
	struct place place;
	struct str body; /* of a view's fence */
};

/* A run of prose, as it is read (no code, no link targets), for the checks on words and numbers; `place` is
 * that of its first byte, or of its block where cmark does not tell. */
struct md_prose {
	struct str text;
	struct place place;
	bool heading, paragraph_start;
};

struct md_doc {
	VEC(struct md_heading) headings;
	VEC(struct md_link) links;
	VEC(struct md_data) data;
	VEC(struct md_prose) prose;
	void *root; /* cmark's */
};

/* What a renderer hands in; each writes HTML (or an address) for one thing. Called in document order. */
struct md_callbacks {
	void *context;
	void (*data)(void *context, struct buf *html, const struct md_data *data);
	/* the address to print for a link or image; the empty string prints the text alone */
	struct str (*link)(void *context, struct arena *arena, const struct md_link *link);
};

/* Parses source.text from `from` to its end. False: too large (said). */
bool md_parse(struct md_doc *out, struct arena *arena, const struct source *source, size_t from,
              struct diags *diags);
/* The body's HTML, safe mode. The document is used up. */
void md_render(struct buf *html, struct arena *arena, struct md_doc *doc,
               const struct md_callbacks *callbacks);
/* Frees cmark's tree; allowed after md_render too. */
void md_close(struct md_doc *doc);

#endif
