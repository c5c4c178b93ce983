#include "md/md_tree.h"

#include "base/arena.h"

/* Where the next line begins, behind LF, CR LF or CR; SIZE_MAX where there is none. */
static size_t next_line(struct str text, size_t at, bool has_cr)
{
	if (!has_cr) {
		const char *end = at < text.len ? memchr(text.ptr + at, '\n', text.len - at) : NULL;
		return end ? (size_t)(end - text.ptr) + 1 : SIZE_MAX;
	}
	while (at < text.len && text.ptr[at] != '\n' && text.ptr[at] != '\r')
		at++;
	if (at == text.len)
		return SIZE_MAX;
	bool both = text.ptr[at] == '\r' && at + 1 < text.len && text.ptr[at + 1] == '\n';
	return at + 1 + both;
}

void md_places_init(struct md_places *out, struct arena *arena, const struct source *source, size_t from)
{
	struct str text = source->text;
	bool has_cr = text.len && memchr(text.ptr, '\r', text.len);
	VEC(uint32_t) lines = {0};
	for (size_t at = from; at != SIZE_MAX; at = next_line(text, at, has_cr))
		*VEC_PUSH(arena, &lines) = (uint32_t)at;
	size_t n = lines.len;
	*VEC_PUSH(arena, &lines) = (uint32_t)text.len;
	*out = (struct md_places){.source = source, .from = from, .lines = lines.items, .n = n};
}

static size_t line_begin(const struct md_places *places, int line)
{
	size_t index = line < 1 ? 0 : (size_t)line - 1;
	return places->lines[index < places->n ? index : places->n];
}

size_t md_places_line_end(const struct md_places *places, size_t offset)
{
	struct str text = places->source->text;
	while (offset < text.len && text.ptr[offset] != '\n' && text.ptr[offset] != '\r')
		offset++;
	return offset;
}

size_t md_places_block(struct md_places *places, cmark_node *node, int quotes)
{
	places->line = cmark_node_get_start_line(node);
	places->column = cmark_node_get_start_column(node);
	places->quotes = quotes;
	places->begin =
	        line_begin(places, places->line) + (size_t)(places->column > 0 ? places->column - 1 : 0);
	places->end = line_begin(places, cmark_node_get_end_line(node) + 1);
	if (places->end < places->begin)
		places->end = places->source->text.len;
	places->at = places->begin;
	return places->begin;
}

static bool blank(char c)
{
	return c == ' ' || c == '\t';
}

/* The first byte of a line that is the block's own: behind the quote marks and blanks. */
static size_t own_begin(const struct md_places *places, int line)
{
	struct str text = places->source->text;
	size_t at = line_begin(places, line), quotes = (size_t)places->quotes;
	for (;; quotes--) {
		while (at < text.len && blank(text.ptr[at]))
			at++;
		if (quotes == 0 || at >= text.len || text.ptr[at] != '>')
			return at;
		at++;
	}
}

static bool stands(const struct md_places *places, size_t at, struct str first)
{
	return at >= places->at && at < places->end &&
	       str_starts(str_sub(places->source->text, at, places->end), first);
}

size_t md_places_inline(struct md_places *places, cmark_node *node, int line, struct str first)
{
	int column = cmark_node_get_start_column(node);
	size_t at;
	if (line <= places->line)
		at = line_begin(places, line) + (size_t)(column > 0 ? column - 1 : 0);
	else
		at = own_begin(places, line) +
		     (size_t)(column > places->column ? column - places->column : 0);
	if (!stands(places, at, first)) {
		struct str rest = str_sub(places->source->text, places->at, places->end);
		size_t found = str_find(rest, first);
		at = places->at + (found < rest.len ? found : 0);
	}
	/* a NUL, which cmark makes three bytes of, can lead beyond the end */
	places->at = at < places->source->text.len ? at : places->source->text.len;
	return places->at;
}
