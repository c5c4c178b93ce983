/* docs/view-model.md as a promise: every key that its examples name must stand in the trees that are built.
 */
#ifndef UNIT_VIEW_DOC_H
#define UNIT_VIEW_DOC_H

#include "view_site.h"

/* The first YAML block behind a text of the document. */
static inline struct str doc_block(const char *behind)
{
	struct str text = read_whole("docs/view-model.md");
	size_t from = str_find(text, str_from(behind));
	assert_true(from < text.len);
	text = str_sub(text, from, text.len);
	from = str_find(text, STR("```yaml\n"));
	assert_true(from < text.len);
	text = str_sub(text, from + 8, text.len);
	return str_sub(text, 0, str_find(text, STR("```")));
}

/* What a key that is written under `parent` belongs to: a list's first item stands for all. */
static inline const struct value *doc_inner(const struct value *parent)
{
	while (parent && parent->kind == VALUE_LIST)
		parent = parent->len ? parent->items[0] : NULL;
	return parent && parent->kind == VALUE_MAP ? parent : NULL;
}

static inline size_t doc_key(struct str line, size_t from)
{
	size_t to = from;
	while (to < line.len && (line.ptr[to] == '_' || (line.ptr[to] >= 'a' && line.ptr[to] <= 'z')))
		to++;
	return to > from && to < line.len && line.ptr[to] == ':' ? to : from;
}

static inline void doc_need(const char *block, struct str key, const struct value *map)
{
	if (!map || value_get(map, key))
		return;
	print_error("%s: the tree has no '" STR_FMT "'\n", block, STR_ARG(key));
	fail();
}

/* `{id: 0c09…, short: …, date: {…}}`: its own keys, not those of what stands in it. */
static inline void doc_check_flow(const char *block, struct str flow, const struct value *map)
{
	int depth = 0;
	bool quoted = false;
	for (size_t i = 0; i < flow.len && !(depth == 0 && i); i++) {
		char c = flow.ptr[i];
		quoted ^= c == '"';
		depth += quoted ? 0 : (c == '{' || c == '[') - (c == '}' || c == ']');
		if (quoted || depth != 1 || (c != '{' && c != ','))
			continue;
		size_t from = i + 1 + (i + 1 < flow.len && flow.ptr[i + 1] == ' ');
		size_t to = doc_key(flow, from);
		if (to > from)
			doc_need(block, str_sub(flow, from, to), map);
	}
}

/* Checks every key of a block. Below what the tree has as false or empty nothing can be looked at, so a test
 * gives trees that are full. */
static inline void doc_check(const char *block, const struct value *tree)
{
	struct {
		size_t indent;
		const struct value *value;
	} above[16];
	struct str rest = doc_block(block), line;
	size_t depth = 0, seen = 0;
	above[depth].indent = 0;
	above[depth++].value = tree;
	for (bool more = true; more;) {
		size_t indent = 0;
		more = str_cut(&line, &rest, rest, '\n');
		while (indent < line.len && line.ptr[indent] == ' ')
			indent++;
		bool item = str_starts(str_sub(line, indent, line.len), STR("- "));
		size_t from = item ? indent + 2 : indent, to = doc_key(line, from);
		while (depth > 1 && above[depth - 1].indent > from)
			depth--;
		const struct value *map = doc_inner(above[depth - 1].value);
		if (item && from < line.len && line.ptr[from] == '{')
			doc_check_flow(block, str_sub(line, from, line.len), map);
		if (to == from)
			continue;
		struct str key = str_sub(line, from, to), value = str_trim(str_sub(line, to + 1, line.len));
		doc_need(block, key, map);
		seen++;
		const struct value *child = map ? value_get(map, key) : NULL;
		if (str_starts(value, STR("{")))
			doc_check_flow(block, value, doc_inner(child));
		if (str_starts(value, STR("[{")))
			doc_check_flow(block, str_sub(value, 1, value.len), doc_inner(child));
		assert_true(depth < 16);
		above[depth].indent = from + 1;
		above[depth++].value = child;
	}
	assert_true(seen > 0);
}

#endif
