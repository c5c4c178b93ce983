#include "tmpl/tag.h"

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v';
}

static bool has_space(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (is_space(text.ptr[i]))
			return true;
	return false;
}

/* Offset of a needle from `from` on, or text.len. */
static size_t find_from(struct str text, size_t from, struct str needle)
{
	return from + str_find(str_sub(text, from, text.len), needle);
}

/* `=` new delimiters `=`: two words without `=`. */
static bool read_delimiters(struct delimiters *out, struct str content)
{
	if (content.len == 0 || content.ptr[content.len - 1] != '=')
		return false;
	content = str_trim(str_sub(content, 0, content.len - 1));
	size_t cut = 0;
	while (cut < content.len && !is_space(content.ptr[cut]))
		cut++;
	out->open = str_sub(content, 0, cut);
	out->close = str_trim(str_sub(content, cut, content.len));
	return out->open.len > 0 && out->close.len > 0 && !has_space(out->close) &&
	       str_find(content, STR("=")) == content.len;
}

/* Names that are looked up in the data have parts; those of partials and blocks are one word. */
static bool is_looked_up(const struct tag *tag)
{
	return tag->dynamic || tag->kind == 'v' || tag->kind == '&' || tag->kind == '{' || tag->kind == '#' ||
	       tag->kind == '^';
}

static bool has_empty_part(struct str name)
{
	return name.len > 1 && (name.ptr[name.len - 1] == '.' || str_find(name, STR("..")) < name.len);
}

static enum tag_state read_name(struct tag *tag, enum message *message, struct str content)
{
	struct str name = str_trim(content);
	if ((tag->kind == '>' || tag->kind == '<' || tag->kind == '/') && str_starts(name, STR("*"))) {
		tag->dynamic = true;
		name = str_trim(str_sub(name, 1, name.len));
	}
	tag->name = name;
	*message = MESSAGE_TMPL_NO_NAME;
	if (name.len == 0)
		return TAG_BAD;
	*message = MESSAGE_TMPL_NAME;
	return has_space(name) || (is_looked_up(tag) && has_empty_part(name)) ? TAG_BAD : TAG_GOOD;
}

/* The delimiters themselves may stand in the tag that sets them, as in {{={{ }}=}}: it ends at `=` and the
 * closing one. Where there is none, the first closing one ends what is wrong. */
static size_t find_close(struct str text, size_t from, const struct delimiters *delimiters, char kind)
{
	size_t first = find_from(text, from, delimiters->close), close = first;
	while (kind == '=' && close < text.len && (close == from || text.ptr[close - 1] != '='))
		close = find_from(text, close + 1, delimiters->close);
	return close < text.len ? close : first;
}

/* }}} of three braces: the closing delimiter is found at the first two. With other delimiters the brace
 * stands before it. Takes the brace off the content or into the tag. */
static bool take_brace(struct tag *tag, struct str *content, struct str text,
                       const struct delimiters *delimiters)
{
	if (delimiters->close.ptr[0] == '}' && tag->after < text.len && text.ptr[tag->after] == '}') {
		tag->after++;
		return true;
	}
	if (!str_ends(*content, STR("}")))
		return false;
	content->len--;
	return true;
}

enum tag_state tag_read(struct tag *out, enum message *message, struct str text, size_t at,
                        const struct delimiters *delimiters)
{
	size_t from = at + delimiters->open.len;
	while (from < text.len && is_space(text.ptr[from]))
		from++;
	*out = (struct tag){.kind = 'v', .at = at};
	if (from < text.len && memchr("#^/!>&{=<$", text.ptr[from], 10))
		out->kind = text.ptr[from++];
	size_t close = find_close(text, from, delimiters, out->kind);
	*message = MESSAGE_TMPL_OPEN_TAG;
	if (close == text.len)
		return TAG_OPEN;
	out->after = close + delimiters->close.len;
	struct str content = str_sub(text, from, close);
	size_t inner = from + str_find(content, delimiters->open);
	if (out->kind == '!')
		return TAG_GOOD;
	if (out->kind == '=') {
		*message = MESSAGE_TMPL_DELIMITERS;
		return read_delimiters(&out->delimiters, content) ? TAG_GOOD : TAG_BAD;
	}
	if (inner < close) {
		/* the next tag begins before this one ends: it is this one that lacks its end */
		out->after = inner;
		return TAG_BAD;
	}
	*message = MESSAGE_TMPL_TRIPLE;
	if (out->kind == '{' && !take_brace(out, &content, text, delimiters))
		return TAG_BAD;
	return read_name(out, message, content);
}
