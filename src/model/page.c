#include "model/page.h"

#include "base/arena.h"
#include "model/page_check.h"
#include "model/route.h"
#include "text/bytes.h"
#include "text/text.h"

#include <stdlib.h>

/* One page on its way in. */
struct loading {
	struct page *page;
	const struct page_reader *reader;
	struct arena *keep, *scratch; /* the reader's */
	const struct config *config;
	struct diags *diags;
	size_t errors;                /* that were said before */
	const struct yml_node *front; /* NULL: none could be read */
	struct page_words words;
};

static struct place at_page(const struct page *page, size_t offset)
{
	return (struct place){&page->source, offset};
}

/* ---- its name ---- */

bool page_is_source(struct str path)
{
	return str_starts(path, STR("content/")) && str_ends(path, STR(".md"));
}

/* content/PATH/NAME.LANG.md. False: said, there is no language of the site in it. */
static bool read_name(struct loading *loading, struct str path)
{
	struct page *page = loading->page;
	const struct languages *languages = &loading->config->languages;
	struct str name = str_sub(path, 8, path.len - 3);
	size_t dot = name.len;
	while (dot > 0 && name.ptr[dot - 1] != '.' && name.ptr[dot - 1] != '/')
		dot--;
	struct str code = dot > 0 && name.ptr[dot - 1] == '.' ? str_sub(name, dot, name.len) : STR("");
	bool named = dot > 1 && name.ptr[dot - 2] != '/';
	for (size_t i = 0; code.len && named && i < languages->len; i++) {
		if (!str_eq(code, languages->codes[i]))
			continue;
		page->language = i;
		page->name = str_dup(loading->keep, str_sub(name, 0, dot - 1));
		page->route = route_content(loading->keep, languages, i, page->name);
		return true;
	}
	if (code.len && named)
		DIAG(loading->diags, at_page(page, 0), PAGE_LANGUAGE, code);
	else
		DIAG(loading->diags, at_page(page, 0), PAGE_NO_LANGUAGE, languages->codes[0]);
	return false;
}

static bool check_name(struct loading *loading, struct str path)
{
	struct page *page = loading->page;
	if (str_utf8_error(path) < path.len) {
		DIAG_PLAIN(loading->diags, at_page(page, 0), PAGE_PATH_ENCODING);
		return false;
	}
	if (text_nfc_error(path) < path.len) {
		DIAG(loading->diags, at_page(page, 0), PAGE_PATH_NFC, text_nfc(loading->scratch, path));
		return false;
	}
	if (bytes_invisible(path) < path.len) {
		DIAG_PLAIN(loading->diags, at_page(page, 0), PAGE_PATH_CONTROL);
		return false;
	}
	return true;
}

/* ---- front matter ---- */

static size_t line_end(struct str text, size_t at)
{
	return at + str_find(str_sub(text, at, text.len), STR("\n"));
}

static bool is_rule(struct str line)
{
	return str_starts(line, STR("---")) && str_trim(line).len == 3;
}

/* The bytes between the `---` lines; the body begins behind them. */
static bool find_front(struct loading *loading, size_t *from, size_t *to)
{
	struct page *page = loading->page;
	struct str text = page->source.text;
	size_t begin = str_starts(text, STR("\xef\xbb\xbf")) ? 3 : 0, end = line_end(text, begin);
	page->body = begin;
	if (!is_rule(str_sub(text, begin, end))) {
		DIAG_PLAIN(loading->diags, at_page(page, begin), FRONT_MISSING);
		return false;
	}
	*from = end < text.len ? end + 1 : end;
	for (size_t at = *from; at < text.len; at = end + 1) {
		end = line_end(text, at);
		if (!is_rule(str_sub(text, at, end)))
			continue;
		*to = at;
		page->body = end < text.len ? end + 1 : end;
		return true;
	}
	DIAG_PLAIN(loading->diags, at_page(page, begin), FRONT_UNCLOSED);
	page->body = text.len;
	return false;
}

static void check_keys(struct loading *loading, bool of_plan)
{
	static const struct str keys[] = {STR_INIT("title"),   STR_INIT("summary"), STR_INIT("date"),
	                                  STR_INIT("updated"), STR_INIT("draft"),   STR_INIT("type"),
	                                  STR_INIT("weight"),  STR_INIT("contacts")};
	size_t n = LENGTH(keys);
	struct str *all = ARENA_ARRAY(loading->scratch, struct str, n + plan_keys_len);
	memcpy(all, keys, sizeof keys);
	memcpy(all + n, plan_keys, plan_keys_len * sizeof *plan_keys);
	yml_only(loading->front, all, of_plan ? n + plan_keys_len : n, loading->diags);
}

static void read_title(struct loading *loading, const struct front_reader *reader)
{
	struct page *page = loading->page;
	const struct yml_node *node = yml_need(loading->front, STR("title"), loading->diags);
	if (!node || !front_text(&page->title, reader, node))
		return;
	page->title_place = node->place;
	if (str_trim(page->title).len == 0)
		DIAG_PLAIN(loading->diags, node->place, FRONT_TITLE_EMPTY);
}

static bool read_day(struct date *out, const struct yml_node *node, struct diags *diags)
{
	return node && yml_date(out, node, diags) && front_year(date_civil(*out).year, node, diags);
}

static void read_front(struct loading *loading)
{
	static const struct str types[] = {STR_INIT("page"), STR_INIT("plan")};
	struct page *page = loading->page;
	const struct yml_node *front = loading->front;
	struct diags *diags = loading->diags;
	struct front_reader reader = {loading->keep, loading->config, page->language, diags};
	size_t type = 0;
	const struct yml_node *node = yml_get(front, STR("type"));
	bool known = yml_choice(&type, node, types, LENGTH(types), diags);
	page->type = type == 1 ? PAGE_PLAN : PAGE_PLAIN;
	check_keys(loading, page->type == PAGE_PLAN || !known);
	read_title(loading, &reader);
	front_text(&page->summary, &reader, yml_get(front, STR("summary")));
	page->has_date = read_day(&page->date, yml_get(front, STR("date")), diags);
	page->has_updated = read_day(&page->updated, yml_get(front, STR("updated")), diags);
	yml_bool(&page->draft, yml_get(front, STR("draft")), diags);
	yml_int(&page->weight, yml_get(front, STR("weight")), -1000000, 1000000, diags);
	front_texts(&page->contacts, &reader, yml_get(front, STR("contacts")));
	if (page->type == PAGE_PLAN)
		plan_read(&page->plan, &reader, front);
}

/* A text of the front matter as words with places, as if it stood in the body. */
static struct md_prose front_prose(struct loading *loading, const struct yml_node *node)
{
	struct str source = node->place.source->text;
	size_t offset = node->place.offset;
	if (offset < source.len && (source.ptr[offset] == '"' || source.ptr[offset] == '\''))
		offset++;
	struct md_anchor *anchor = ARENA_NEW(loading->scratch, struct md_anchor);
	*anchor = (struct md_anchor){0, (uint32_t)offset};
	return (struct md_prose){.text = node->text, .place = node->place, .anchors = anchor, .n_anchors = 1};
}

/* Every text of the front matter but `contacts`; what the title and the summary say is compared too. */
static void check_front(struct loading *loading, const struct yml_node *node, bool compared)
{
	if (node->kind == YML_SCALAR) {
		struct md_prose prose = front_prose(loading, node);
		page_words_add(&loading->words, &prose, compared ? WORDS_COMPARED : 0);
	}
	for (size_t i = 0; node->kind == YML_LIST && i < node->len; i++)
		check_front(loading, node->items[i], compared);
	for (size_t i = 0; node->kind == YML_MAP && i < node->len; i++) {
		struct str key = node->pairs[i].key;
		bool told = str_eq(key, STR("title")) || str_eq(key, STR("summary"));
		if (!str_eq(key, STR("contacts")))
			check_front(loading, node->pairs[i].value, compared || told);
	}
}

/* ---- body ---- */

static int by_id(const void *a, const void *b)
{
	const struct md_heading *const *x = a, *const *y = b;
	return str_cmp((*x)->id, (*y)->id);
}

static void keep_headings(struct loading *loading, const struct md_doc *doc)
{
	struct page *page = loading->page;
	VEC_EACH (struct md_heading, heading, &doc->headings) {
		struct md_heading *kept = VEC_PUSH(loading->keep, &page->headings);
		*kept = *heading;
		kept->text = str_dup(loading->keep, heading->text);
		kept->id = str_dup(loading->keep, heading->id);
	}
	size_t n = page->headings.len;
	if (n == 0)
		return;
	page->by_id = ARENA_ARRAY(loading->keep, const struct md_heading *, n);
	for (size_t i = 0; i < n; i++)
		page->by_id[i] = &page->headings.items[i];
	qsort(page->by_id, n, sizeof *page->by_id, by_id);
}

static void keep_links(struct loading *loading, const struct md_doc *doc)
{
	VEC_EACH (struct md_link, link, &doc->links) {
		struct md_link *kept = VEC_PUSH(loading->keep, &loading->page->links);
		*kept = *link;
		kept->target = str_dup(loading->keep, link->target);
	}
}

static void keep_specs(struct loading *loading, const struct md_doc *doc)
{
	VEC_EACH (struct md_data, data, &doc->data) {
		struct view_spec *spec = VEC_PUSH(loading->keep, &loading->page->specs);
		spec_parse(spec, loading->keep, data->spec, data->spec_place, !data->view, loading->diags);
		spec->place = data->place;
		struct str body = str_trim(data->body);
		if (data->view && body.len)
			DIAG(loading->diags, data->body_place, SPEC_BODY,
			     str_sub(body, 0, str_find(body, STR("\n"))));
	}
}

struct range {
	size_t from, to;
};

/* `<!-- one language only -->` (or `<!-- chỉ một ngôn ngữ -->`) exempts the numbers of its line. */
static bool exempt_line(struct range *out, const struct md_comment *comment)
{
	struct str text = comment->place.source->text;
	if (!str_eq(comment->text, STR("one language only")) &&
	    !str_eq(comment->text, STR("chỉ một ngôn ngữ")))
		return false;
	out->from = comment->place.offset;
	while (out->from > 0 && text.ptr[out->from - 1] != '\n')
		out->from--;
	out->to = line_end(text, comment->place.offset);
	return true;
}

/* Lines come in the order of the source, so that the one that may hold a place is found by halving. Behind
 * the last of them stands an empty one. */
static bool lies_within(const struct range *ranges, size_t n, size_t at)
{
	size_t low = 0;
	while (low < n) {
		size_t middle = low + (n - low) / 2;
		if (ranges[middle].to > at)
			n = middle;
		else
			low = middle + 1;
	}
	return ranges[low].from <= at && at < ranges[low].to;
}

static void drop_exempt(struct loading *loading, const struct md_doc *doc)
{
	struct range *ranges = ARENA_ARRAY(loading->scratch, struct range, doc->comments.len + 1);
	size_t n = 0;
	VEC_EACH (struct md_comment, comment, &doc->comments)
		n += exempt_line(&ranges[n], comment);
	/* it may still answer a number of the twin */
	VEC_EACH (struct page_number, number, &loading->page->numbers)
		number->soft |= n > 0 && lies_within(ranges, n, number->at);
}

/* A page with an error is not built. */
static bool lay_aside(struct loading *loading, const struct md_doc *doc)
{
	const struct page_reader *reader = loading->reader;
	if (!reader->spool || loading->diags->errors != loading->errors)
		return true;
	buf_clear(reader->html);
	md_render(reader->html, &loading->page->holes, loading->keep, loading->scratch, doc);
	return spool_add(&loading->page->html, reader->spool, buf_str(reader->html), loading->diags);
}

static bool read_body(struct loading *loading)
{
	struct page *page = loading->page;
	struct md_doc doc;
	if (!md_parse(&doc, loading->scratch, &page->source, page->body, loading->diags))
		return true;
	keep_headings(loading, &doc);
	keep_links(loading, &doc);
	keep_specs(loading, &doc);
	VEC_EACH (struct md_prose, prose, &doc.prose)
		page_words_add(&loading->words, prose, WORDS_COMPARED | WORDS_BODY);
	VEC_EACH (struct md_code, code, &doc.code)
		page_words_code(&loading->words, code);
	page_words_end(&loading->words);
	drop_exempt(loading, &doc);
	page_check_numbering(page, loading->scratch, &doc, loading->diags);
	return lay_aside(loading, &doc);
}

/* ---- the page ---- */

static bool load(struct loading *loading)
{
	struct page *page = loading->page;
	size_t from, to;
	struct yml_node *front = NULL;
	if (!bytes_check(&page->source, loading->diags))
		return true;
	if (find_front(loading, &from, &to) &&
	    yml_parse(&front, loading->scratch, &page->source, from, to, loading->diags)) {
		loading->front = front;
		read_front(loading);
		check_front(loading, front, false);
	}
	return read_body(loading);
}

bool page_load(struct page *out, const struct page_reader *reader, const struct tree *tree,
               const struct tree_entry *entry, const struct config *config, struct diags *diags)
{
	struct loading loading = {.page = out,
	                          .reader = reader,
	                          .keep = reader->keep,
	                          .scratch = reader->scratch,
	                          .config = config,
	                          .diags = diags,
	                          .errors = diags->errors,
	                          .words = {.page = out,
	                                    .keep = reader->keep,
	                                    .scratch = reader->scratch,
	                                    .config = config,
	                                    .diags = diags,
	                                    .lexemes.vocabulary = reader->vocabulary}};
	*out = (struct page){.source.path = entry->path, .entry = entry};
	bool read = true, named = check_name(&loading, entry->path) && read_name(&loading, entry->path);
	if (named && entry->kind != TREE_FILE) {
		read = tree_refuse_kind(entry, &out->source, diags);
	} else if (named) {
		read = tree->read(&out->source.text, tree, reader->scratch, entry, diags) && load(&loading);
	}
	out->broken = diags->errors != loading.errors || !read;
	diag_settle(diags);
	out->source.text = (struct str){0};
	return read;
}

bool page_settle(struct page *page, struct arena *scratch, const struct tree *tree, struct diags *diags)
{
	bool open = false;
	VEC_EACH (struct diag, diag, &diags->list)
		open |= diag->source == &page->source;
	if (!open)
		return true;
	bool read = page->entry->kind != TREE_FILE ||
	            tree->read(&page->source.text, tree, scratch, page->entry, diags);
	diag_settle(diags);
	page->source.text = (struct str){0};
	return read;
}

bool page_render(struct buf *html, struct arena *arena, const struct page *page, const struct spool *spool,
                 const struct md_callbacks *callbacks, struct diags *diags)
{
	struct str body;
	if (!spool_read(&body, arena, spool, page->html, diags))
		return false;
	md_fill(html, arena, body, &page->holes, callbacks);
	return true;
}

/* ---- twins ---- */

static int order(const void *a, const void *b)
{
	const struct page *const *x = a, *const *y = b;
	int by_name = str_cmp((*x)->name, (*y)->name);
	return by_name ? by_name : ((*x)->language > (*y)->language) - ((*x)->language < (*y)->language);
}

void pages_sort(struct pages *pages, struct arena *arena)
{
	if (pages->len)
		qsort(pages->items, pages->len, sizeof *pages->items, order);
	map_init(&pages->by_name, arena);
	for (size_t i = pages->len; i-- > 0;)
		*map_put(&pages->by_name, pages->items[i]->name) = &pages->items[i];
}

struct page *pages_find(const struct pages *pages, struct str name, size_t language)
{
	struct page **end = pages->items + pages->len, **item = map_get(&pages->by_name, name);
	while (item && item < end && str_eq((*item)->name, name)) {
		if ((*item)->language == language)
			return *item;
		item++;
	}
	return NULL;
}

static void check_missing(struct page *const *twins, size_t n, const struct config *config,
                          struct arena *scratch, struct diags *diags)
{
	for (size_t language = 0; language < config->languages.len; language++) {
		bool there = false;
		for (size_t i = 0; i < n; i++)
			there |= twins[i]->language == language;
		if (!there)
			DIAG_ABOUT(diags, at_page(twins[0], 0), TRANSLATION_MISSING, twins[0]->name,
			           STR_JOIN(scratch, STR("content/"), twins[0]->name, STR("."),
			                    config->languages.codes[language], STR(".md")));
	}
}

/* What `page` says in numbers and `other` does not. Each number once. */
static void check_numbers(const struct page *page, const struct page *other, const struct config *config,
                          struct arena *scratch, struct diags *diags)
{
	struct map said, told;
	map_init(&said, scratch);
	map_init(&told, scratch);
	numbers_said(&said, scratch, other->numbers.items, other->numbers.len);
	VEC_EACH (struct page_number, number, &page->numbers) {
		if (number->soft || numbers_has(&said, scratch, number) || map_get(&told, number->value))
			continue;
		*map_put(&told, number->value) = number;
		DIAG_ABOUT(diags, at_page(page, number->at), TRANSLATION_NUMBERS, page->name, number->text,
		           config->languages.codes[other->language]);
	}
}

static void settle_into(struct diags *into, struct page *page, struct arena *scratch, const struct tree *tree,
                        struct diags *own)
{
	page_settle(page, scratch, tree, own);
	diag_merge(into, own);
}

size_t pages_check_twins(const struct pages *pages, size_t i, const struct config *config,
                         struct arena *scratch, const struct tree *tree, struct diags *diags)
{
	struct page *const *twins = pages->items + i;
	size_t n = 1;
	while (i + n < pages->len && str_eq(twins[n]->name, twins[0]->name))
		n++;
	struct diags own;
	diag_init(&own, scratch);
	check_missing(twins, n, config, scratch, &own);
	/* the first is what the others were made from; what is broken is not judged */
	for (size_t j = 1; j < n && !twins[0]->broken; j++)
		if (!twins[j]->broken)
			check_numbers(twins[0], twins[j], config, scratch, &own);
	settle_into(diags, twins[0], scratch, tree, &own);
	for (size_t j = 1; j < n; j++) {
		if (!twins[j]->broken && !twins[0]->broken)
			check_numbers(twins[j], twins[0], config, scratch, &own);
		settle_into(diags, twins[j], scratch, tree, &own);
	}
	return n;
}
