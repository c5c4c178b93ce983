#include "md/md_tree.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/map.h"
#include "text/text.h"

/* One walk over cmark's tree in which all that a page is checked for is collected, with its places. */
struct walk {
	struct md_doc *doc;
	struct arena *arena;
	struct md_places places;
	struct map ids;
	int quotes, lists;
	struct str marker; /* of an item whose first block is still to come */
	/* the paragraph or heading being read */
	bool in_prose;
	char *words; /* room for all text of the body, `used` of it taken */
	size_t used, room, begin;
	VEC(struct md_anchor) anchors;
	struct md_prose prose;
	struct buf *heading;
};

/* ---- prose ---- */

static void words_add(struct walk *walk, struct str text, size_t offset)
{
	if (text.len > walk->room - walk->used)
		text.len = walk->room - walk->used;
	*VEC_PUSH(walk->arena, &walk->anchors) =
	        (struct md_anchor){(uint32_t)(walk->used - walk->begin), (uint32_t)offset};
	if (text.len)
		memcpy(walk->words + walk->used, text.ptr, text.len);
	walk->used += text.len;
}

struct place md_prose_place(const struct md_prose *prose, size_t at)
{
	size_t low = 0, high = prose->n_anchors;
	while (high - low > 1) {
		size_t middle = (low + high) / 2;
		if (prose->anchors[middle].at <= at)
			low = middle;
		else
			high = middle;
	}
	if (prose->n_anchors == 0)
		return prose->place;
	const struct md_anchor *anchor = &prose->anchors[low];
	size_t offset = anchor->offset + (at > anchor->at ? at - anchor->at : 0);
	size_t len = prose->place.source->text.len;
	return (struct place){prose->place.source, offset < len ? offset : len};
}

static void prose_begin(struct walk *walk, cmark_node *node)
{
	size_t offset = md_places_block(&walk->places, node, walk->quotes);
	bool heading = cmark_node_get_type(node) == CMARK_NODE_HEADING;
	walk->prose = (struct md_prose){.marker = walk->marker,
	                                .heading = heading ? cmark_node_get_heading_level(node) : 0,
	                                .depth = walk->lists,
	                                .place = {walk->places.source, offset}};
	walk->marker = (struct str){0};
	walk->begin = walk->used;
	walk->in_prose = true;
	memset(&walk->anchors, 0, sizeof walk->anchors);
	buf_clear(walk->heading);
}

/* Letters, digits and dashes: the ids of views and of the theme have an underscore. */
static struct str unique_id(struct walk *walk, struct str text)
{
	struct str slug = text_slug(walk->arena, text), id = slug.len ? slug : STR("section");
	slug = id;
	for (size_t n = 2; map_get(&walk->ids, id); n++) {
		/* where the last number used is remembered, many equal headings stay linear */
		size_t *last = map_get(&walk->ids, slug);
		if (last && *last >= n)
			n = *last + 1;
		if (last)
			*last = n;
		id = str_printf(walk->arena, STR_FMT "-%zu", STR_ARG(slug), n);
	}
	size_t *used = ARENA_NEW(walk->arena, size_t);
	*used = 1;
	*map_put(&walk->ids, id) = used;
	return id;
}

static void heading_add(struct walk *walk, cmark_node *node)
{
	int level = cmark_node_get_heading_level(node) + 1;
	struct str text = str_dup(walk->arena, str_trim(buf_str(walk->heading)));
	md_tag(node, walk->doc->headings.len);
	*VEC_PUSH(walk->arena, &walk->doc->headings) =
	        (struct md_heading){level > 6 ? 6 : level, text, unique_id(walk, text), walk->prose.place};
}

static void prose_end(struct walk *walk, cmark_node *node)
{
	walk->prose.text = (struct str){walk->words + walk->begin, walk->used - walk->begin};
	walk->prose.anchors = walk->anchors.items;
	walk->prose.n_anchors = walk->anchors.len;
	*VEC_PUSH(walk->arena, &walk->doc->prose) = walk->prose;
	if (cmark_node_get_type(node) == CMARK_NODE_HEADING)
		heading_add(walk, node);
	walk->in_prose = false;
}

/* ---- inlines ---- */

/* The bytes by which a text is known in the source: up to the first that may be written otherwise there. */
static struct str first_bytes(struct str text)
{
	size_t len = 0;
	while (len < text.len && len < 16 && text.ptr[len] != '&' &&
	       (len == 0 || !strchr("\\`*_{}[]()<>#+-.!|~\"'", text.ptr[len])))
		len++;
	return str_sub(text, 0, len);
}

/* How many bytes of the source stand for how many of the text: a backslash or an entity for one character,
 * and NUL for U+FFFD. */
static void step(size_t *in_source, size_t *in_text, struct str source, struct str text)
{
	bool same = source.ptr[0] == text.ptr[0];
	bool entity = source.ptr[0] == '&' && (!same || str_starts(source, STR("&amp;")));
	*in_source = *in_text = 1;
	if (source.ptr[0] == '\\' && !same)
		*in_source = 2;
	else if (entity)
		*in_source = str_find(str_sub(source, 0, 64), STR(";")) + 1;
	while ((entity || source.ptr[0] == 0) && *in_text < text.len && str_continues(text.ptr[*in_text]))
		++*in_text;
}

/* A text is the source's own bytes but for backslashes and entities; behind each it is anchored anew. */
static void text_add(struct walk *walk, struct str text, size_t offset)
{
	struct str source = str_sub(walk->places.source->text, 0, walk->places.end);
	size_t begin = 0, at = 0, from = offset, in_source, in_text;
	if (str_starts(str_sub(source, offset, source.len), text)) {
		words_add(walk, text, offset);
		walk->places.at = offset + text.len;
		return;
	}
	while (at < text.len && offset < source.len) {
		step(&in_source, &in_text, str_sub(source, offset, source.len), str_sub(text, at, text.len));
		at += in_text;
		offset += in_source;
		if (in_source == in_text)
			continue;
		words_add(walk, str_sub(text, begin, at), from);
		begin = at;
		from = offset;
	}
	words_add(walk, str_sub(text, begin, text.len), from);
	walk->places.at = offset < source.len ? offset : source.len;
}

static void read_text(struct walk *walk, cmark_node *node)
{
	struct str text = str_from(cmark_node_get_literal(node)), source = walk->places.source->text;
	if (text.len == 0)
		return;
	int line = cmark_node_get_start_line(node);
	size_t before = walk->places.at;
	size_t offset = md_places_inline(&walk->places, node, line, STR(""));
	bool escaped = offset < source.len && (source.ptr[offset] == '\\' || source.ptr[offset] == '&');
	if (!escaped) {
		walk->places.at = before;
		offset = md_places_inline(&walk->places, node, line, first_bytes(text));
	}
	text_add(walk, text, offset);
	if (walk->prose.heading)
		buf_add(walk->heading, text);
}

static void data_add(struct walk *walk, cmark_node *node, struct md_data data)
{
	struct str source = walk->places.source->text;
	data.index = walk->doc->data.len;
	data.spec_place.source = data.place.source = data.body_place.source = walk->places.source;
	data.spec_place.offset = data.place.offset;
	while (data.spec_place.offset < source.len && source.ptr[data.spec_place.offset] != '=')
		data.spec_place.offset++;
	data.spec_place.offset++;
	md_tag(node, data.index);
	*VEC_PUSH(walk->arena, &walk->doc->data) = data;
}

static void code_add(struct walk *walk, struct str text, size_t offset)
{
	*VEC_PUSH(walk->arena, &walk->doc->code) = (struct md_code){text, {walk->places.source, offset}};
}

/* cmark tells where the content of a code span begins; the backticks stand before it. */
static void read_code(struct walk *walk, cmark_node *node)
{
	struct str code = str_from(cmark_node_get_literal(node)), source = walk->places.source->text;
	size_t before = walk->places.at, ticks = 0;
	size_t content = md_places_inline(&walk->places, node, cmark_node_get_start_line(node), STR(""));
	if (content == 0 || content <= before || source.ptr[content - 1] != '`') {
		size_t found = str_find(str_sub(source, before, walk->places.end), STR("`"));
		content = before + found;
		while (content < walk->places.end && source.ptr[content] == '`')
			content++;
	}
	while (content > ticks && source.ptr[content - ticks - 1] == '`')
		ticks++;
	size_t offset = content - ticks;
	words_add(walk, STR(" "), offset);
	if (code.len && code.ptr[0] == '=')
		data_add(walk, node,
		         (struct md_data){.spec = str_sub(code, 1, code.len), .place.offset = offset});
	else
		code_add(walk, code, offset);
	if (walk->prose.heading && !(code.len && code.ptr[0] == '='))
		buf_add(walk->heading, code);
	/* to behind the closing backticks */
	struct str fence = str_sub(source, offset, content);
	for (size_t at = content; at < walk->places.end;) {
		at += str_find(str_sub(source, at, walk->places.end), fence);
		size_t run = at;
		while (run < walk->places.end && source.ptr[run] == '`')
			run++;
		if (run - at == ticks || at >= walk->places.end) {
			content = run;
			break;
		}
		at = run;
	}
	walk->places.at = content;
}

/* A link that spans lines is told at its last; its first word knows better. */
static int first_line(cmark_node *node)
{
	int line = cmark_node_get_start_line(node);
	for (cmark_node *child = cmark_node_first_child(node); child; child = cmark_node_first_child(child)) {
		int own = cmark_node_get_start_line(child);
		if (own > 0 && own < line)
			line = own;
	}
	return line;
}

static void read_link(struct walk *walk, cmark_node *node)
{
	bool image = cmark_node_get_type(node) == CMARK_NODE_IMAGE;
	struct str source = walk->places.source->text;
	size_t before = walk->places.at;
	size_t offset = md_places_inline(&walk->places, node, first_line(node), STR(""));
	char c = offset < source.len ? source.ptr[offset] : 0;
	if (image ? c != '!' : c != '[' && c != '<') {
		walk->places.at = before;
		offset = md_places_inline(&walk->places, node, 0, image ? STR("![") : STR("["));
	}
	walk->places.at = offset < source.len ? offset + 1 : offset;
	struct md_link link = {.target = str_from(cmark_node_get_url(node)),
	                       .image = image,
	                       .place = {walk->places.source, offset},
	                       .index = walk->doc->links.len};
	md_tag(node, link.index);
	*VEC_PUSH(walk->arena, &walk->doc->links) = link;
}

static void read_break(struct walk *walk, cmark_node *node)
{
	struct str source = walk->places.source->text;
	size_t end = md_places_line_end(&walk->places, walk->places.at);
	if (cmark_node_get_type(node) == CMARK_NODE_LINEBREAK && end > walk->places.at &&
	    source.ptr[end - 1] == '\\')
		md_tag(node, 0);
	words_add(walk, STR("\n"), end);
	if (walk->prose.heading)
		buf_char(walk->heading, ' ');
	walk->places.at = end < source.len ? end + 1 : end;
}

static void read_comment(struct walk *walk, cmark_node *node, size_t offset)
{
	struct str html = str_trim(str_from(cmark_node_get_literal(node)));
	if (!str_starts(html, STR("<!--")) || !str_ends(html, STR("-->")) || html.len < 7)
		return;
	*VEC_PUSH(walk->arena, &walk->doc->comments) =
	        (struct md_comment){str_trim(str_sub(html, 4, html.len - 3)), {walk->places.source, offset}};
}

static void read_inline(struct walk *walk, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_TEXT:
		read_text(walk, node);
		break;
	case CMARK_NODE_CODE:
		read_code(walk, node);
		break;
	case CMARK_NODE_LINK:
	case CMARK_NODE_IMAGE:
		read_link(walk, node);
		break;
	case CMARK_NODE_SOFTBREAK:
	case CMARK_NODE_LINEBREAK:
		read_break(walk, node);
		break;
	case CMARK_NODE_HTML_INLINE:
		read_comment(
		        walk, node,
		        md_places_inline(&walk->places, node, cmark_node_get_start_line(node), STR("<")));
		words_add(walk, STR(" "), walk->places.at);
		break;
	default:
		break;
	}
}

/* ---- blocks ---- */

static void read_fence(struct walk *walk, cmark_node *node)
{
	struct str info = str_from(cmark_node_get_fence_info(node));
	size_t offset = md_places_block(&walk->places, node, walk->quotes);
	if (info.len == 0 || info.ptr[0] != '=') {
		code_add(walk, str_from(cmark_node_get_literal(node)), offset);
		return;
	}
	size_t body = md_places_line_end(&walk->places, offset);
	data_add(walk, node,
	         (struct md_data){.spec = str_sub(info, 1, info.len),
	                          .view = true,
	                          .place.offset = offset,
	                          .body = str_from(cmark_node_get_literal(node)),
	                          .body_place.offset = body + (body < walk->places.source->text.len)});
}

/* The marker of an ordered item, as it is written: cmark keeps the first number alone. */
static void read_item(struct walk *walk, cmark_node *node)
{
	walk->marker = (struct str){0};
	if (cmark_node_get_list_type(cmark_node_parent(node)) != CMARK_ORDERED_LIST)
		return;
	struct str source = walk->places.source->text;
	size_t offset = md_places_block(&walk->places, node, walk->quotes), end = offset;
	while (end < source.len && ascii_is_digit(source.ptr[end]))
		end++;
	if (end > offset && end < source.len)
		walk->marker = str_sub(source, offset, end + 1);
}

static void enter(struct walk *walk, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE:
		walk->quotes++;
		break;
	case CMARK_NODE_LIST:
		walk->lists++;
		break;
	case CMARK_NODE_ITEM:
		read_item(walk, node);
		break;
	case CMARK_NODE_CODE_BLOCK:
		read_fence(walk, node);
		break;
	case CMARK_NODE_HTML_BLOCK:
		read_comment(walk, node, md_places_block(&walk->places, node, walk->quotes));
		break;
	case CMARK_NODE_PARAGRAPH:
	case CMARK_NODE_HEADING:
		prose_begin(walk, node);
		break;
	default:
		if (walk->in_prose)
			read_inline(walk, node);
		break;
	}
}

static void leave(struct walk *walk, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE:
		walk->quotes--;
		break;
	case CMARK_NODE_LIST:
		walk->lists--;
		break;
	case CMARK_NODE_PARAGRAPH:
	case CMARK_NODE_HEADING:
		prose_end(walk, node);
		break;
	default:
		break;
	}
}

static void collect(struct md_doc *doc, struct arena *arena, const struct source *source, size_t from)
{
	struct buf heading;
	buf_init(&heading, MD_BODY_MAX);
	size_t room = (source->text.len - from) * 2 + 64;
	struct walk walk = {.doc = doc,
	                    .arena = arena,
	                    .words = arena_alloc(arena, room),
	                    .room = room,
	                    .heading = &heading};
	md_places_init(&walk.places, arena, source, from);
	map_init(&walk.ids, arena);
	cmark_iter *iter = cmark_iter_new(doc->root);
	for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
		if (event == CMARK_EVENT_ENTER)
			enter(&walk, cmark_iter_get_node(iter));
		else
			leave(&walk, cmark_iter_get_node(iter));
	}
	cmark_iter_free(iter);
	buf_free(&heading);
}

/* The text is known to be UTF-8, so cmark need not look. */
static void *parse(struct arena *arena, struct str body)
{
	cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_SOURCEPOS, md_memory(arena));
	cmark_parser_feed(parser, body.ptr, body.len);
	void *root = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	return root;
}

bool md_parse(struct md_doc *out, struct arena *arena, const struct source *source, size_t from,
              struct diags *diags)
{
	*out = (struct md_doc){0};
	if (!md_limits(source, from, diags))
		return false;
	out->root = parse(arena, str_sub(source->text, from, source->text.len));
	collect(out, arena, source, from);
	md_memory_use(NULL);
	return true;
}

struct str md_library(void)
{
	return str_from(cmark_version_string());
}
