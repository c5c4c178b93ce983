/* Any text as the body of a page: no crash, every place inside the source, every word of prose where it is
 * said to stand, no id twice, and HTML that holds no tag but its own. */
#include "base/arena.h"
#include "base/map.h"
#include "md/md.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool truth)
{
	if (!truth)
		abort();
}

static void check_places(const struct md_doc *doc, struct str text)
{
	VEC_EACH (struct md_heading, heading, &doc->headings)
		require(heading->place.offset <= text.len);
	VEC_EACH (struct md_link, link, &doc->links)
		require(link->place.offset <= text.len);
	VEC_EACH (struct md_data, item, &doc->data)
		require(item->place.offset <= text.len && item->spec_place.offset <= text.len + 1);
	VEC_EACH (struct md_prose, prose, &doc->prose)
		for (size_t i = 0; i < prose->text.len; i++)
			require(md_prose_place(prose, i).offset <= text.len);
}

static void check_ids(struct arena *arena, const struct md_doc *doc)
{
	struct map seen;
	map_init(&seen, arena);
	VEC_EACH (struct md_heading, heading, &doc->headings) {
		require(heading->id.len > 0 && heading->level >= 2 && heading->level <= 6);
		require(map_get(&seen, heading->id) == NULL);
		*map_put(&seen, heading->id) = heading;
	}
}

static bool known_tag(struct str tag)
{
	static const char *const tags[] = {
	        "p>",  "em>",  "strong>", "a ",  "a>",  "h2",          "h3",
	        "h4",  "h5",   "h6",      "ul>", "ol>", "ol ",         "li>",
	        "pre", "code", "img ",    "br>", "hr>", "blockquote>", "!-- raw HTML omitted -->"};
	if (str_starts(tag, STR("/")))
		tag = str_sub(tag, 1, tag.len);
	for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
		if (str_starts(tag, str_from(tags[i])))
			return true;
	return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena *arena = arena_new();
	struct source source = {STR("fuzz.md"), {(const char *)bytes, size}};
	struct diags diags;
	struct md_doc doc;
	struct buf html;
	diag_init(&diags, arena);
	buf_init(&html, 1 << 26);
	if (str_utf8_error(source.text) == size && md_parse(&doc, arena, &source, 0, &diags)) {
		check_places(&doc, source.text);
		check_ids(arena, &doc);
		md_render(&html, NULL, arena, arena, &doc);
		struct str out = buf_str(&html);
		for (size_t i = 0; i < out.len; i++)
			require(out.ptr[i] != '<' || known_tag(str_sub(out, i + 1, out.len)));
		require(str_utf8_error(out) == out.len);
	}
	diag_settle(&diags);
	buf_free(&html);
	arena_free(arena);
	return 0;
}
