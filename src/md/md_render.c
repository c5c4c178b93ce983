#include "md/md_tree.h"

#include <ctype.h>

/* HTML as cmark's own renderer writes it, but for headings, breaks, links and what begins with `=`. Without
 * recursion, so that no nesting is too deep. */
struct render {
	struct buf *html;
	struct arena *arena;
	const struct md_doc *doc;
	const struct md_callbacks *callbacks;
	int images;      /* open: their text is an attribute */
	bool link_shown; /* of the link that is open */
};

/* ---- escaping ---- */

/* The entity that stands for a byte, NULL where it stands for itself. */
static const char *entity_of(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	default:
		return NULL;
	}
}

static void escape(struct buf *html, struct str text)
{
	size_t done = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] > '>' || text.ptr[i] < '"') /* nearly all */
			continue;
		const char *entity = entity_of(text.ptr[i]);
		if (!entity)
			continue;
		buf_add(html, str_sub(text, done, i));
		buf_add(html, str_from(entity));
		done = i + 1;
	}
	buf_add(html, str_sub(text, done, text.len));
}

static void escape_address(struct buf *html, struct str address)
{
	static const char safe[] = "-_.+!*(),%#@?=;:/$~";
	for (size_t i = 0; i < address.len; i++) {
		unsigned char c = (unsigned char)address.ptr[i];
		if (c < 0x80 && c && (isalnum(c) || strchr(safe, c)))
			buf_char(html, (char)c);
		else if (c == '&')
			buf_add(html, STR("&amp;"));
		else if (c == '\'')
			buf_add(html, STR("&#x27;"));
		else
			buf_printf(html, "%%%02X", c);
	}
}

static void attribute(struct buf *html, const char *name, struct str value)
{
	if (value.len == 0)
		return;
	buf_printf(html, " %s=\"", name);
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
	while (len < target.len && (isalnum((unsigned char)target.ptr[len]) ||
	                            (len && strchr("+-.", target.ptr[len]) && target.ptr[len])))
		len++;
	bool scheme =
	        len && len < target.len && target.ptr[len] == ':' && isalpha((unsigned char)target.ptr[0]);
	return str_sub(target, 0, scheme ? len : 0);
}

bool md_scheme_allowed(struct str scheme)
{
	static const struct str allowed[] = {STR_INIT("https"), STR_INIT("http"), STR_INIT("mailto"),
	                                     STR_INIT("tel")};
	for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
		if (scheme.len == allowed[i].len && strncasecmp(scheme.ptr, allowed[i].ptr, scheme.len) == 0)
			return true;
	return false;
}

static struct str address(const struct render *render, const struct md_link *link)
{
	if (render->callbacks->link)
		return render->callbacks->link(render->callbacks->context, render->arena, link);
	struct str scheme = md_scheme(link->target);
	bool relative = scheme.len == 0 && !str_starts(link->target, STR("//"));
	return relative || md_scheme_allowed(scheme) ? link->target : STR("");
}

/* ---- inlines ---- */

static void render_link(struct render *render, cmark_node *node, bool entering)
{
	size_t index;
	if (!md_tagged(&index, node))
		return;
	if (!entering) {
		buf_add(render->html, render->link_shown ? STR("</a>") : STR(""));
		return;
	}
	struct str href = address(render, &render->doc->links.items[index]);
	render->link_shown = href.ptr != NULL;
	if (!render->link_shown)
		return;
	buf_add(render->html, STR("<a href=\""));
	escape_address(render->html, href);
	buf_char(render->html, '"');
	attribute(render->html, "title", str_from(cmark_node_get_title(node)));
	buf_char(render->html, '>');
}

static void render_image(struct render *render, cmark_node *node, bool entering)
{
	size_t index;
	if (entering && render->images++ == 0 && md_tagged(&index, node)) {
		struct str src = address(render, &render->doc->links.items[index]);
		buf_add(render->html, STR("<img src=\""));
		escape_address(render->html, src);
		buf_add(render->html, STR("\" alt=\""));
	} else if (!entering && --render->images == 0) {
		buf_char(render->html, '"');
		attribute(render->html, "title", str_from(cmark_node_get_title(node)));
		buf_add(render->html, STR(" />"));
	}
}

static void render_code(const struct render *render, cmark_node *node)
{
	size_t index;
	if (render->callbacks->data && md_tagged(&index, node)) {
		render->callbacks->data(render->callbacks->context, render->html,
		                        &render->doc->data.items[index]);
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
		buf_add(html, md_tagged(&tag, node) ? STR("<br />\n") : STR("\n"));
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
	if (render->callbacks->data && md_tagged(&index, node)) {
		render->callbacks->data(render->callbacks->context, html, &render->doc->data.items[index]);
		fresh_line(html);
		return;
	}
	struct str info = str_from(cmark_node_get_fence_info(node));
	size_t word = 0;
	while (word < info.len && !isspace((unsigned char)info.ptr[word]))
		word++;
	buf_add(html, STR("<pre><code"));
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
		buf_printf(render->html, "</h%d>\n", heading->level);
		return;
	}
	fresh_line(render->html);
	buf_printf(render->html, "<h%d", heading->level);
	attribute(render->html, "id", heading->id);
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
		tags(html, entering, STR("<hr />\n"), STR(""));
		break;
	default:
		render_inline(render, node, entering);
		break;
	}
}

void md_render(struct buf *html, struct arena *arena, const struct md_doc *doc,
               const struct md_callbacks *callbacks)
{
	struct render render = {html, arena, doc, callbacks, 0, false};
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
