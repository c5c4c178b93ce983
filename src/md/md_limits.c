#include "md/md_tree.h"

#include "base/ascii.h"

/* cmark 0.30 takes quadratic time over `![[]()` repeated within a paragraph and over blank lines within lists
 * that are nested thousands deep, and copies a definition's address for each link that names it. Each is
 * bounded here by one look at the lines, which is linear and errs on the side of what people write. */

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static bool bullet(struct str line, size_t at)
{
	return at + 1 < line.len && strchr("-+*", line.ptr[at]) && blank(line.ptr[at + 1]);
}

/* The blanks, quote marks and list markers at a line's begin. */
static size_t prefix(struct str line)
{
	size_t at = 0;
	for (;;) {
		size_t digits = at;
		while (digits < line.len && ascii_is_digit(line.ptr[digits]))
			digits++;
		if (at < line.len && (blank(line.ptr[at]) || line.ptr[at] == '>'))
			at++;
		else if (bullet(line, at))
			at += 2;
		else if (digits > at && digits + 1 < line.len && strchr(".)", line.ptr[digits]) &&
		         blank(line.ptr[digits + 1]))
			at = digits + 2;
		else
			return at;
	}
}

/* A line that no paragraph goes on over: blank but for quote marks, or the first of a bulleted item. (One
 * indented by four may be a paragraph's; it is not counted as an end.) */
static bool ends_paragraph(struct str line)
{
	size_t at = 0;
	while (at < line.len && (line.ptr[at] == '>' || line.ptr[at] == ' '))
		at++;
	if (str_trim(str_sub(line, at, line.len)).len == 0)
		return true;
	return at < 4 && bullet(line, at) && str_trim(str_sub(line, at + 2, line.len)).len > 0;
}

struct tally {
	size_t brackets;        /* in this paragraph */
	size_t all;             /* in the body */
	size_t length, longest; /* of the paragraph; of the longest that may define a reference */
	bool defines;
};

static void count(struct tally *tally, struct str line)
{
	if (ends_paragraph(line))
		*tally = (struct tally){.all = tally->all, .longest = tally->longest};
	for (size_t i = 0; i < line.len; i++) {
		tally->brackets += line.ptr[i] == '[';
		tally->all += line.ptr[i] == '[';
		tally->defines |= line.ptr[i] == ']' && i + 1 < line.len && line.ptr[i + 1] == ':';
	}
	tally->length += line.len;
	if (tally->defines && tally->length > tally->longest)
		tally->longest = tally->length;
}

/* With so few of them nothing has to be counted by paragraphs. */
static bool few_brackets(struct str body)
{
	size_t all = 0;
	for (const char *at = body.ptr, *end = at + body.len;
	     at < end && all <= MD_BRACKETS_MAX && (at = memchr(at, '[', (size_t)(end - at))); at++)
		all++;
	return all <= MD_BRACKETS_MAX && (all == 0 || body.len <= MD_REFERENCES_MAX / all);
}

bool md_limits(const struct source *source, size_t from, struct diags *diags)
{
	struct str rest = str_sub(source->text, from, source->text.len), line;
	if (rest.len > MD_BODY_MAX) {
		DIAG(diags, ((struct place){source, from}), PAGE_TOO_LARGE, STR("1"));
		return false;
	}
	struct tally tally = {0};
	bool few = few_brackets(rest);
	while (rest.len) {
		size_t offset = source->text.len - rest.len;
		str_cut(&line, &rest, rest, '\n');
		if (!few)
			count(&tally, line);
		bool nested = prefix(line) > MD_PREFIX_MAX;
		if (!nested && tally.brackets <= MD_BRACKETS_MAX &&
		    (tally.longest == 0 || tally.all <= MD_REFERENCES_MAX / tally.longest))
			continue;
		if (nested)
			DIAG_PLAIN(diags, ((struct place){source, offset}), PAGE_TOO_DEEP);
		else
			DIAG_PLAIN(diags, ((struct place){source, offset}), PAGE_TOO_MANY_LINKS);
		return false;
	}
	return true;
}
