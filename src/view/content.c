#include "view/content.h"

#include "base/arena.h"
#include "view/fence.h"
#include "view/parts.h"

#include <stdlib.h>

enum { BODY_MAX = 64 << 20 /* bytes of HTML in one page */ };

/* ---- the head ---- */

void view_content_head(struct view_head *out, const struct view *view, const struct page *page)
{
	const struct view_entry *entry = view_page(view, view->path);
	bool home = str_eq(page->name, STR("index"));
	*out = (struct view_head){.is_article = !home, .source = page->source.path, .updated = DATE_NONE};
	out->kind = home ? STR("home") : page->type == PAGE_PLAN ? STR("plan") : STR("page");
	out->committed = DATE_NONE;
	if (entry) {
		out->title = entry->title;
		out->summary = entry->summary;
	}
	if (page->has_updated)
		out->updated = page->updated;
}

void view_not_found_head(struct view_head *out, const struct view *view)
{
	*out = (struct view_head){.kind = STR("not-found"), .updated = DATE_NONE, .committed = DATE_NONE};
	out->title.texts[view->words->at] = SAY_PLAIN(view->arena, view->words, NOT_FOUND);
}

void view_not_found(const struct view *view, struct value *tree)
{
	struct value *list = part_list(view);
	for (size_t i = 0; i < view->site->languages->len; i++) {
		const struct words *words = &view->site->words[i];
		if (i == view->words->at)
			continue;
		struct value *other = part_map(view);
		struct str home =
		        route_made(view->arena, view->site->languages, i, ROUTE_HOME, STR(""), STR(""));
		PUT(view, other, "lang", value_string(view->arena, words->language));
		PUT(view, other, "name",
		    value_string(view->arena, SAY_PLAIN(view->arena, words, LANGUAGE_NAME)));
		PUT(view, other, "title",
		    value_string(view->arena, SAY_PLAIN(view->arena, words, NOT_FOUND)));
		PUT(view, other, "href", value_string(view->arena, view_file_href(view, home)));
		value_push(view->arena, list, other);
	}
	value_set(view->arena, tree, STR("others"), list);
}

/* ---- body ---- */

struct printing {
	struct view *view;
	const struct page *page;
};

static void print_data(void *context, struct buf *html, size_t index)
{
	const struct printing *printing = context;
	view_data(html, printing->view, &printing->page->specs.items[index]);
}

/* Links that lead nowhere have not come through the gate. */
static struct str print_link(void *context, struct arena *arena, size_t index)
{
	const struct printing *printing = context;
	const struct page *page = printing->page;
	struct page_link_target target;
	page_link_resolve(&target, arena, printing->view->site->index, page, &page->links.items[index], NULL);
	return target.href;
}

static struct value *toc(const struct view *view, const struct page *page)
{
	struct value *list = part_list(view);
	VEC_EACH (const struct md_heading, heading, &page->headings) {
		if (heading->level != 2)
			continue;
		struct value *map = part_map(view);
		PUT(view, map, "id", value_string(view->arena, heading->id));
		PUT(view, map, "text", value_string(view->arena, heading->text));
		value_push(view->arena, list, map);
	}
	return list;
}

bool view_put_body(struct view *view, struct value *tree, const struct view_content *content)
{
	enum { HEADINGS_FOR_TOC = 3 };
	struct printing printing = {view, content->page};
	struct md_callbacks callbacks = {&printing, print_data, print_link};
	struct value *headings = toc(view, content->page);
	struct buf html;
	buf_init(&html, BODY_MAX);
	bool good = page_render(&html, view->arena, content->page, content->spool, &callbacks, view->diags);
	if (html.over) {
		DIAG(view->diags, ((struct place){&content->page->source, 0}), PAGE_TOO_LARGE,
		     str_printf(view->arena, "%d", BODY_MAX >> 20));
		good = false;
	}
	/* icons have no namespace */
	bool draws = str_find(buf_str(&html), STR("<svg xmlns=")) < html.len;
	PUT(view, tree, "has_drawings", part_bool(view, draws));
	PUT(view, tree, "body", value_string(view->arena, str_dup(view->arena, buf_str(&html))));
	PUT(view, tree, "toc", headings);
	PUT(view, tree, "has_toc", part_bool(view, headings->len >= HEADINGS_FOR_TOC));
	buf_free(&html);
	return good;
}

/* ---- the pages of a folder ---- */

struct child {
	const struct page *page;
	struct date date;
	struct str key; /* of its title */
};

/* The day that a page is listed by: a plan's of issue, the last that it can be. */
static struct date listed_date(const struct page *page)
{
	if (page->type == PAGE_PLAN && page->plan.issued.year)
		return partial_date_last(page->plan.issued);
	return page->has_date ? page->date : DATE_NONE;
}

static int compare_children(const void *a, const void *b)
{
	const struct child *x = a, *y = b;
	if (x->page->weight != y->page->weight)
		return x->page->weight < y->page->weight ? -1 : 1;
	if (x->date.day != y->date.day)
		return x->date.day > y->date.day ? -1 : 1;
	int order = str_cmp(x->key, y->key);
	return order ? order : str_cmp(x->page->name, y->page->name);
}

/* True for `plans/x` and `plans/x/index` in the folder `plans/`, not for its own index. */
static bool is_child(struct str folder, struct str name)
{
	struct str rest = str_sub(name, folder.len, name.len), index = STR("index");
	if (!str_starts(name, folder) || str_eq(rest, index))
		return false;
	if (str_ends(rest, STR("/index")))
		rest.len -= index.len + 1;
	return str_find(rest, STR("/")) == rest.len;
}

/* The first page whose name does not stand before the folder's. */
static size_t first_in(const struct pages *pages, struct str folder)
{
	size_t from = 0, to = pages->len;
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (str_cmp(pages->items[middle]->name, folder) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static struct child child_of(const struct view *view, const struct page *page)
{
	return (struct child){page, listed_date(page),
	                      text_sort_key(view->arena, view->words->locale, page->title)};
}

/* Each page of the folder once, in the page's language or else the first that it has. */
static struct child *children_of(size_t *n, const struct view *view, struct str folder,
                                 const struct pages *pages)
{
	VEC(struct child) children = {0};
	for (size_t i = first_in(pages, folder); i < pages->len && str_starts(pages->items[i]->name, folder);
	     i++) {
		const struct page *page = pages->items[i];
		if (!is_child(folder, page->name))
			continue;
		bool twin = children.len && str_eq(children.items[children.len - 1].page->name, page->name);
		if (!twin)
			*VEC_PUSH(view->arena, &children) = child_of(view, page);
		else if (page->language == view->words->at)
			children.items[children.len - 1] = child_of(view, page);
	}
	*n = children.len;
	if (*n)
		qsort(children.items, *n, sizeof *children.items, compare_children);
	return children.items;
}

/* Words in the language of the page that has them. */
static struct value *own_words(const struct view *view, const struct page *page, struct str text)
{
	return part_words_in(view, text, view->site->languages->codes[page->language]);
}

struct value *view_content_item(const struct view *view, const struct page *page)
{
	const struct languages *languages = view->site->languages;
	struct str path = route_content(view->arena, languages, 0, page->name);
	struct value *item = own_words(view, page, page->title), *date = view->no;
	if (page->type == PAGE_PLAN)
		date = view_partial_date(view, page->plan.issued);
	else if (page->has_date)
		date = part_date(view, page->date);
	PUT(view, item, "href", part_text(view, view_href(view, path)));
	PUT(view, item, "summary", own_words(view, page, page->summary));
	PUT(view, item, "date", date);
	PUT(view, item, "note", own_words(view, page, page->plan.issuer));
	return item;
}

static struct value *children(const struct view *view, const struct view_content *content)
{
	struct value *list = part_list(view);
	struct str name = content->page->name, index = STR("index");
	if (!str_ends(name, STR("/index")))
		return list;
	size_t n;
	struct child *items = children_of(&n, view, str_sub(name, 0, name.len - index.len), content->pages);
	for (size_t i = 0; i < n; i++)
		value_push(view->arena, list, view_content_item(view, items[i].page));
	return list;
}

bool view_content(struct view *view, struct value *tree, const struct view_content *content)
{
	bool good = view_put_body(view, tree, content);
	PUT_LIST(view, tree, "children", children(view, content));
	if (content->page->type == PAGE_PLAN)
		PUT(view, tree, "plan", view_plan(view, content->page));
	return good;
}
