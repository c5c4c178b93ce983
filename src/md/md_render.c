#include "md/md_tree.h"

#include "base/ascii.h"

#include <ctype.h>

/* HTML as cmark's own renderer writes it, but for headings, breaks, links and what begins with `=`. Without
 * recursion, so that no nesting is too deep. */
struct render {
	struct buf *html;
	const struct md_doc *doc;
	struct md_holes *holes; /* NULL: none, all is plain Markdown */
	struct arena *keep;     /* of the holes */
	int images;             /* open: their text is an attribute */
};

static void hole(const struct render *render, enum md_hole_kind kind, size_t index)
{
	*VEC_PUSH(render->keep, &render->holes->list) =
	        (struct md_hole){(uint32_t)render->html->len, kind, index};
}

/* ---- escaping ---- */

static void escape(struct buf *html, struct str text)
{
	size_t done = 0;
	for (size_t i = str_markup(text, 0); i < text.len; i = str_markup(text, i + 1)) {
		char c = text.ptr[i];
		if (c == '\'') /* stands for itself */
			continue;
		buf_add(html, str_sub(text, done, i));
		buf_add(html, c == '&'   ? STR("&amp;")
		              : c == '<' ? STR("&lt;")
		              : c == '>' ? STR("&gt;")
		                         : STR("&quot;"));
		done = i + 1;
	}
	buf_add(html, str_sub(text, done, text.len));
}

static void escape_address(struct buf *html, struct str address)
{
	static const char safe[] = "-_.+!*(),%#@?=;:/$~";
	for (size_t i = 0; i < address.len; i++) {
		unsigned char c = (unsigned char)address.ptr[i];
		if (c < 0x80 && c && (ascii_is_alnum(c) || strchr(safe, c)))
			buf_char(html, (char)c);
		else if (c == '&')
			buf_add(html, STR("&amp;"));
		else if (c == '\'')
			buf_add(html, STR("&#x27;"));
		else
			buf_printf(html, "%%%02X", c);
	}
}

/* ` name="` and the value, where there is one. */
static void attribute(struct buf *html, struct str begin, struct str value)
{
	if (value.len == 0)
		return;
	buf_add(html, begin);
	escape(html, value);
	buf_char(html, '"');
}

/* A line of its own from here on. */
static void fresh_line(struct buf *html)
{
	if (html->len && html->ptr[html->len - 1] != '\n')
		buf_char(html, '\n');
}

/* ---- addresses ---- */

struct str md_scheme(struct str target)
{
	size_t len = 0;
	while (len < target.len && (ascii_is_alnum(target.ptr[len]) ||
	                            (len && strchr("+-.", target.ptr[len]) && target.ptr[len])))
		len++;
	bool scheme = len && len < target.len && target.ptr[len] == ':' && ascii_is_letter(target.ptr[0]);
	return str_sub(target, 0, scheme ? len : 0);
}

bool md_scheme_allowed(struct str scheme)
{
	static const struct str allowed[] = {STR_INIT("https"), STR_INIT("http"), STR_INIT("mailto"),
	                                     STR_INIT("tel")};
	for (size_t i = 0; i < LENGTH(allowed); i++)
		if (scheme.len == allowed[i].len && strncasecmp(scheme.ptr, allowed[i].ptr, scheme.len) == 0)
			return true;
	return false;
}

static void address(const struct render *render, size_t index)
{
	struct str target = render->doc->links.items[index].target, scheme = md_scheme(target);
	bool relative = scheme.len == 0 && !str_starts(target, STR("//"));
	if (render->holes)
		hole(render, MD_HOLE_LINK, index);
	else if (relative || md_scheme_allowed(scheme))
		escape_address(render->html, target);
}

/* ---- inlines ---- */

static void render_link(struct render *render, cmark_node *node, bool entering)
{
	size_t index;
	if (!md_tagged(&index, node))
		return;
	if (!entering) {
		buf_add(render->html, STR("</a>"));
		return;
	}
	buf_add(render->html, STR("<a href=\""));
	address(render, index);
	buf_char(render->html, '"');
	attribute(render->html, STR(" title=\""), str_from(cmark_node_get_title(node)));
	buf_char(render->html, '>');
}

static void render_image(struct render *render, cmark_node *node, bool entering)
{
	size_t index;
	if (entering && render->images++ == 0 && md_tagged(&index, node)) {
		buf_add(render->html, STR("<img src=\""));
		address(render, index);
		buf_add(render->html, STR("\" alt=\""));
	} else if (!entering && --render->images == 0) {
		buf_char(render->html, '"');
		attribute(render->html, STR(" title=\""), str_from(cmark_node_get_title(node)));
		buf_char(render->html, '>');
	}
}

static void render_code(const struct render *render, cmark_node *node)
{
	size_t index;
	if (render->holes && md_tagged(&index, node)) {
		hole(render, MD_HOLE_FIGURE, index);
		return;
	}
	buf_add(render->html, STR("<code>"));
	escape(render->html, str_from(cmark_node_get_literal(node)));
	buf_add(render->html, STR("</code>"));
}

/* Within an image only the words count. */
static void render_alt(const struct render *render, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
	case CMARK_NODE_CODE:
		escape(render->html, str_from(cmark_node_get_literal(node)));
		break;
	case CMARK_NODE_SOFTBREAK:
	case CMARK_NODE_LINEBREAK:
		buf_char(render->html, ' ');
		break;
	default:
		break;
	}
}

static void render_inline(struct render *render, cmark_node *node, bool entering)
{
	size_t tag;
	struct buf *html = render->html;
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
		escape(html, str_from(cmark_node_get_literal(node)));
		break;
	case CMARK_NODE_CODE:
		render_code(render, node);
		break;
	case CMARK_NODE_SOFTBREAK:
		buf_char(html, '\n');
		break;
	case CMARK_NODE_LINEBREAK:
		buf_add(html, md_tagged(&tag, node) ? STR("<br>\n") : STR("\n"));
		break;
	case CMARK_NODE_EMPH:
		buf_add(html, entering ? STR("<em>") : STR("</em>"));
		break;
	case CMARK_NODE_STRONG:
		buf_add(html, entering ? STR("<strong>") : STR("</strong>"));
		break;
	case CMARK_NODE_LINK:
		render_link(render, node, entering);
		break;
	case CMARK_NODE_HTML_INLINE:
		buf_add(html, STR("<!-- raw HTML omitted -->"));
		break;
	default:
		break;
	}
}

/* ---- blocks ---- */

static void render_fence(const struct render *render, cmark_node *node)
{
	size_t index;
	struct buf *html = render->html;
	fresh_line(html);
	if (render->holes && md_tagged(&index, node)) {
		hole(render, MD_HOLE_VIEW, index);
		return;
	}
	struct str info = str_from(cmark_node_get_fence_info(node));
	size_t word = 0;
	while (word < info.len && !isspace((unsigned char)info.ptr[word]))
		word++;
	/* a long line scrolls within its block, by the keyboard too */
	buf_add(html, STR("<pre tabindex=\"0\"><code"));
	if (word) {
		buf_add(html, STR(" class=\"language-"));
		escape(html, str_sub(info, 0, word));
		buf_char(html, '"');
	}
	buf_char(html, '>');
	escape(html, str_from(cmark_node_get_literal(node)));
	buf_add(html, STR("</code></pre>\n"));
}

static void render_heading(const struct render *render, cmark_node *node, bool entering)
{
	size_t index;
	if (!md_tagged(&index, node))
		return;
	const struct md_heading *heading = &render->doc->headings.items[index];
	if (!entering) {
		buf_add(render->html, STR("</h"));
		buf_char(render->html, (char)('0' + heading->level));
		buf_add(render->html, STR(">\n"));
		return;
	}
	fresh_line(render->html);
	buf_add(render->html, STR("<h"));
	buf_char(render->html, (char)('0' + heading->level));
	attribute(render->html, STR(" id=\""), heading->id);
	buf_char(render->html, '>');
}

static void render_list(struct buf *html, cmark_node *node, bool entering)
{
	bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
	int start = cmark_node_get_list_start(node);
	if (!entering) {
		buf_add(html, ordered ? STR("</ol>\n") : STR("</ul>\n"));
		return;
	}
	fresh_line(html);
	if (ordered && start != 1)
		buf_printf(html, "<ol start=\"%d\">\n", start);
	else
		buf_add(html, ordered ? STR("<ol>\n") : STR("<ul>\n"));
}

/* A tight list's paragraphs have no tags. */
static bool tight(cmark_node *paragraph)
{
	cmark_node *item = cmark_node_parent(paragraph);
	cmark_node *list = item ? cmark_node_parent(item) : NULL;
	return list && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list);
}

static void tags(struct buf *html, bool entering, struct str open, struct str close)
{
	if (entering)
		fresh_line(html);
	buf_add(html, entering ? open : close);
}

static void render_node(struct render *render, cmark_node *node, bool entering)
{
	struct buf *html = render->html;
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_DOCUMENT:
		break;
	case CMARK_NODE_BLOCK_QUOTE:
		fresh_line(html);
		buf_add(html, entering ? STR("<blockquote>\n") : STR("</blockquote>\n"));
		break;
	case CMARK_NODE_LIST:
		render_list(html, node, entering);
		break;
	case CMARK_NODE_ITEM:
		tags(html, entering, STR("<li>"), STR("</li>\n"));
		break;
	case CMARK_NODE_CODE_BLOCK:
		render_fence(render, node);
		break;
	case CMARK_NODE_HTML_BLOCK:
		tags(html, entering, STR("<!-- raw HTML omitted -->\n"), STR(""));
		break;
	case CMARK_NODE_PARAGRAPH:
		if (!tight(node))
			tags(html, entering, STR("<p>"), STR("</p>\n"));
		break;
	case CMARK_NODE_HEADING:
		render_heading(render, node, entering);
		break;
	case CMARK_NODE_THEMATIC_BREAK:
		tags(html, entering, STR("<hr>\n"), STR(""));
		break;
	default:
		render_inline(render, node, entering);
		break;
	}
}

void md_render(struct buf *html, struct md_holes *holes, struct arena *keep, struct arena *arena,
               const struct md_doc *doc)
{
	struct render render = {html, doc, holes, keep, 0};
	md_memory_use(arena);
	cmark_iter *iter = cmark_iter_new(doc->root);
	for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
		cmark_node *node = cmark_iter_get_node(iter);
		if (cmark_node_get_type(node) == CMARK_NODE_IMAGE)
			render_image(&render, node, event == CMARK_EVENT_ENTER);
		else if (render.images)
			render_alt(&render, node);
		else
			render_node(&render, node, event == CMARK_EVENT_ENTER);
	}
	cmark_iter_free(iter);
	md_memory_use(NULL);
}

/* A view ends with its line, like any block. */
void md_fill(struct buf *out, struct arena *arena, struct str html, const struct md_holes *holes,
             const struct md_callbacks *callbacks)
{
	size_t done = 0;
	VEC_EACH (const struct md_hole, hole, &holes->list) {
		buf_add(out, str_sub(html, done, hole->at));
		done = hole->at;
		if (hole->kind == MD_HOLE_LINK)
			escape_address(out, callbacks->link(callbacks->context, arena, hole->index));
		else
			callbacks->data(callbacks->context, out, hole->index);
		if (hole->kind == MD_HOLE_VIEW)
			fresh_line(out);
	}
	buf_add(out, str_sub(html, done, html.len));
}
