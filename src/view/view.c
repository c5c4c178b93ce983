#include "view/view.h"

#include "base/arena.h"
#include "view/accepted.h"
#include "view/parts.h"

enum { TITLE_MAX = 70 }; /* characters that search results show of a <title> */

void view_open(struct view *out, struct arena *arena, const struct view_site *site, size_t language,
               struct str path, struct diags *diags)
{
	*out = (struct view){.arena = arena, .site = site, .words = &site->words[language], .path = path};
	out->diags = diags;
	out->absolute = !str_ends(path, STR("/"));
	out->route = path;
	if (language != 0) {
		struct str top = route_made(arena, site->languages, language, ROUTE_HOME, STR(""), STR(""));
		out->route = STR_JOIN(arena, top, str_sub(path, 1, path.len));
	}
	out->root = view_file_href(out, STR("/"));
	out->yes = value_bool(arena, true);
	out->no = value_bool(arena, false);
}

/* ---- addresses ---- */

const struct view_entry *view_page(const struct view *view, struct str path)
{
	return map_get(&view->site->pages, path);
}

struct str view_path(const struct view *view, enum route_kind kind, struct str id, struct str part)
{
	return route_made(view->arena, view->site->languages, 0, kind, id, part);
}

struct str view_file_href(const struct view *view, struct str route)
{
	if (view->absolute)
		return route_absolute(view->arena, view->site->config->base_url, route);
	return route_reference(view->arena, view->route, route);
}

static struct str in_language(const struct view *view, struct str path, size_t language)
{
	if (language == 0)
		return path;
	struct str top =
	        route_made(view->arena, view->site->languages, language, ROUTE_HOME, STR(""), STR(""));
	return STR_JOIN(view->arena, top, str_sub(path, 1, path.len));
}

struct str view_href(const struct view *view, struct str path)
{
	const struct view_entry *entry = view_page(view, path);
	if (!entry)
		return (struct str){0};
	size_t language = view->words->at;
	if (!(entry->exists >> language & 1))
		for (language = 0; !(entry->exists >> language & 1);)
			language++;
	return view_file_href(view, in_language(view, path, language));
}

/* ---- site ---- */

/* The licences that the definitions of open data name; another is printed as it stands, without a link. */
static struct str licence_address(struct str id)
{
	static const struct {
		struct str id, address;
	} known[] = {
	        {STR_INIT("CC-BY-4.0"), STR_INIT("https://creativecommons.org/licenses/by/4.0/")},
	        {STR_INIT("CC-BY-SA-4.0"), STR_INIT("https://creativecommons.org/licenses/by-sa/4.0/")},
	        {STR_INIT("CC0-1.0"), STR_INIT("https://creativecommons.org/publicdomain/zero/1.0/")},
	        {STR_INIT("ODC-BY-1.0"), STR_INIT("https://opendatacommons.org/licenses/by/1-0/")},
	        {STR_INIT("ODbL-1.0"), STR_INIT("https://opendatacommons.org/licenses/odbl/1-0/")},
	        {STR_INIT("ODC-PDDL-1.0"), STR_INIT("https://opendatacommons.org/licenses/pddl/1-0/")},
	};
	for (size_t i = 0; i < LENGTH(known); i++)
		if (str_eq(known[i].id, id))
			return known[i].address;
	return (struct str){0};
}

/* An address of mail is a link; what else the contact may be is text. */
static struct value *contact(const struct view *view, struct str text)
{
	bool mail = str_find(text, STR("@")) < text.len && str_find(text, STR(" ")) == text.len;
	return part_link_text(view, text,
	                      mail ? STR_JOIN(view->arena, STR("mailto:"), text) : (struct str){0});
}

static struct value *authority(const struct view *view)
{
	const struct config *config = view->site->config;
	const struct label *name = config->has_authority_name ? &config->authority_name : &config->title;
	struct value *map = part_map(view);
	PUT(view, map, "name", part_label(view, name));
	PUT(view, map, "parent", part_label(view, &config->authority_parent));
	/* an address is of no language */
	PUT(view, map, "contact", contact(view, config->authority_contact.texts[view->words->at]));
	return map;
}

static struct str own_file(const struct view *view, enum route_kind kind)
{
	return view_file_href(view, route_made(view->arena, view->site->languages, view->words->at, kind,
	                                       STR(""), STR("")));
}

static struct value *site_tree(const struct view *view)
{
	const struct config *config = view->site->config;
	struct value *map = part_map(view);
	struct str language, title = part_label_in(&language, view, &config->title);
	PUT(view, map, "title", value_string(view->arena, title));
	PUT(view, map, "title_lang", part_text(view, language));
	PUT(view, map, "authority", authority(view));
	PUT(view, map, "licence", part_link_text(view, config->licence, licence_address(config->licence)));
	PUT(view, map, "version", value_string(view->arena, view->site->version));
	PUT(view, map, "home", value_string(view->arena, own_file(view, ROUTE_HOME)));
	PUT(view, map, "feed", value_string(view->arena, own_file(view, ROUTE_FEED)));
	PUT(view, map, "calendar", value_string(view->arena, own_file(view, ROUTE_ICS)));
	PUT(view, map, "search",
	    value_string(view->arena, view_href(view, view_path(view, ROUTE_SEARCH, STR(""), STR("")))));
	PUT(view, map, "image",
	    value_string(view->arena,
	                 route_absolute(view->arena, config->base_url, STR("/assets/share.png"))));
	PUT(view, map, "as_of", part_date(view, view->site->model->today));
	return map;
}

/* ---- page ---- */

/* As they stand in the page: an apostrophe is written with five. */
static size_t characters(struct str text)
{
	size_t n = 0;
	for (size_t i = 0; i < text.len; i++)
		n += text.ptr[i] == '\'' ? 5 : !str_continues(text.ptr[i]);
	return n;
}

/* Long titles differ at their ends, by place and period: what is left out is the middle, in whole words. */
static struct str short_title(const struct view *view, struct str title)
{
	size_t n = characters(title), at = 0, begin = 0, end = title.len;
	if (n <= TITLE_MAX)
		return title;
	for (size_t i = 0; i < title.len; i++) {
		if (title.ptr[i] == ' ' && at <= TITLE_MAX / 2)
			begin = i;
		if (title.ptr[i] == ' ' && end == title.len && n - at + TITLE_MAX / 2 + 2 <= TITLE_MAX)
			end = i;
		at += !str_continues(title.ptr[i]);
	}
	if (begin == 0)
		return title;
	return STR_JOIN(view->arena, str_sub(title, 0, begin), STR(" …"), str_sub(title, end, title.len));
}

static struct str head_title(const struct view *view, struct str title)
{
	struct str site = part_label_text(view, &view->site->config->title);
	struct str both = SAY(view->arena, view->words, HEAD_TITLE, title, site);
	return str_eq(title, site) || characters(both) > TITLE_MAX ? short_title(view, title) : both;
}

/* The folders above the page that have a page of their own, the top first. */
static struct value *breadcrumbs(const struct view *view)
{
	struct value *list = part_list(view);
	for (size_t i = 0; i < view->path.len; i++) {
		struct str above = str_sub(view->path, 0, i + 1);
		const struct view_entry *entry = above.len < view->path.len && view->path.ptr[i] == '/'
		                                         ? view_page(view, above)
		                                         : NULL;
		if (!entry)
			continue;
		struct str home = SAY_PLAIN(view->arena, view->words, BREADCRUMB_HOME);
		value_push(view->arena, list,
		           i ? part_link(view, &entry->title, above)
		             : part_link_text(view, home, view_href(view, above)));
	}
	return list;
}

static struct str absolute(const struct view *view, struct str route)
{
	return route_absolute(view->arena, view->site->config->base_url, route);
}

static struct value *alternate(const struct view *view, size_t language)
{
	const struct words *words = &view->site->words[language];
	struct value *map = part_map(view);
	struct str route = in_language(view, view->path, language);
	PUT(view, map, "lang", value_string(view->arena, words->language));
	PUT(view, map, "name", value_string(view->arena, SAY_PLAIN(view->arena, words, LANGUAGE_NAME)));
	PUT(view, map, "og_locale", value_string(view->arena, SAY_PLAIN(view->arena, words, LOCALE)));
	PUT(view, map, "href", value_string(view->arena, view_file_href(view, route)));
	PUT(view, map, "url", value_string(view->arena, absolute(view, route)));
	PUT(view, map, "is_current", part_bool(view, language == view->words->at));
	return map;
}

static void put_alternates(const struct view *view, struct value *page)
{
	const struct view_entry *entry = view_page(view, view->path);
	uint32_t exists = entry ? entry->exists : (uint32_t)1 << view->words->at;
	struct value *list = part_list(view);
	size_t first = SIZE_MAX;
	for (size_t i = 0; i < view->site->languages->len; i++) {
		if (!(exists >> i & 1))
			continue;
		first = first == SIZE_MAX ? i : first;
		value_push(view->arena, list, alternate(view, i));
	}
	PUT(view, page, "alternates", list);
	PUT(view, page, "has_alternates", part_bool(view, list->len > 1));
	PUT(view, page, "x_default",
	    value_string(view->arena, absolute(view, in_language(view, view->path, first))));
}

static struct value *commit(const struct view *view, const struct view_head *head)
{
	if (head->commit.len == 0)
		return view->no;
	struct value *map = part_map(view);
	PUT(view, map, "id", value_string(view->arena, head->commit));
	PUT(view, map, "short", value_string(view->arena, str_sub(head->commit, 0, 8)));
	PUT(view, map, "date", part_date(view, head->committed));
	return map;
}

static struct value *page_illustrative(struct view *view, const struct view_head *head)
{
	const struct config *config = view->site->config;
	const struct label *label = NULL;
	struct str language;
	if (config->has_illustrative)
		label = &config->illustrative;
	else if (head->draws_on && head->draws_on->has_illustrative)
		label = &head->draws_on->illustrative;
	if (!label)
		return view->no;
	view->illustrative = part_label_in(&language, view, label);
	return part_words_in(view, view->illustrative, language);
}

/* What search engines and links elsewhere show below the title. */
static struct str description(const struct view *view, const struct view_head *head, struct str title)
{
	const struct config *config = view->site->config;
	const struct label *name = config->has_authority_name ? &config->authority_name : &config->title;
	struct str summary = part_label_text(view, &head->summary);
	if (summary.len)
		return summary;
	return SAY(view->arena, view->words, DESCRIPTION, title, part_label_text(view, &config->title),
	           part_label_text(view, name));
}

static void put_names(const struct view *view, struct value *page, const struct view_head *head)
{
	struct str language, title = part_label_in(&language, view, &head->title);
	PUT(view, page, "kind", value_string(view->arena, head->kind));
	PUT(view, page, "title", value_string(view->arena, title));
	PUT(view, page, "title_lang", part_text(view, language));
	PUT(view, page, "head_title", value_string(view->arena, head_title(view, title)));
	PUT(view, page, "summary", part_text(view, part_label_text(view, &head->summary)));
	PUT(view, page, "description", value_string(view->arena, description(view, head, title)));
	PUT(view, page, "lang", value_string(view->arena, view->words->language));
	PUT(view, page, "og_type",
	    value_string(view->arena, head->is_article ? STR("article") : STR("website")));
	PUT(view, page, "og_locale", value_string(view->arena, SAY_PLAIN(view->arena, view->words, LOCALE)));
}

static struct value *page_tree(struct view *view, const struct view_head *head)
{
	struct value *page = part_map(view);
	put_names(view, page, head);
	PUT(view, page, "path", value_string(view->arena, view->route));
	PUT(view, page, "url", value_string(view->arena, absolute(view, view->route)));
	PUT(view, page, "root", value_string(view->arena, view->root));
	PUT(view, page, "is_indexed", part_bool(view, !view->absolute && !head->is_embed));
	PUT_LIST(view, page, "breadcrumbs", breadcrumbs(view));
	put_alternates(view, page);
	PUT(view, page, "updated", part_date(view, head->updated));
	PUT(view, page, "commit", commit(view, head));
	PUT(view, page, "source", part_text(view, head->source));
	PUT(view, page, "next_update", part_words(view, head->next_update));
	PUT(view, page, "illustrative", page_illustrative(view, head));
	PUT_LIST(view, page, "accepted", view_accepted(view, head));
	PUT(view, page, "json_ld", part_text(view, head->json_ld));
	return page;
}

/* ---- navigation, assets ---- */

static struct value *nav_list(const struct view *view, const struct view_entry *const *entries, size_t n)
{
	struct value *list = part_list(view);
	for (size_t i = 0; i < n; i++) {
		struct value *link = part_link(view, &entries[i]->title, entries[i]->path);
		PUT(view, link, "is_current", part_bool(view, str_eq(entries[i]->path, view->path)));
		PUT(view, link, "is_here", part_bool(view, str_starts(view->path, entries[i]->path)));
		value_push(view->arena, list, link);
	}
	return list;
}

static struct value *nav_tree(const struct view *view)
{
	const struct view_nav *nav = &view->site->nav[view->words->at];
	struct value *map = part_map(view);
	PUT_LIST(view, map, "main", nav_list(view, nav->main, nav->n_main));
	PUT_LIST(view, map, "footer", nav_list(view, nav->footer, nav->n_footer));
	return map;
}

static struct value *asset_list(const struct view *view, const struct str *routes, size_t n)
{
	struct value *list = part_list(view);
	for (size_t i = 0; i < n; i++) {
		struct value *map = part_map(view);
		PUT(view, map, "href", value_string(view->arena, view_file_href(view, routes[i])));
		value_push(view->arena, list, map);
	}
	return list;
}

static struct value *assets_tree(const struct view *view)
{
	struct value *map = part_map(view);
	PUT(view, map, "css", asset_list(view, view->site->css, view->site->n_css));
	PUT(view, map, "js", asset_list(view, view->site->js, view->site->n_js));
	return map;
}

struct value *view_page_tree(struct view *view, const struct view_head *head)
{
	struct value *tree = part_map(view);
	/* the theme's words are const and shared by all pages; nothing is ever set in them */
	PUT(view, tree, "t", (struct value *)(uintptr_t)view->words->theme);
	PUT(view, tree, "site", site_tree(view));
	PUT(view, tree, "page", page_tree(view, head));
	PUT(view, tree, "nav", nav_tree(view));
	PUT(view, tree, "assets", assets_tree(view));
	view->tree = part_map(view);
	for (size_t i = 0; i < tree->len; i++)
		value_set(view->arena, view->tree, tree->keys[i], tree->items[i]);
	return tree;
}

/* ---- printing ---- */

static void missing(void *context, struct place tag, struct str name)
{
	const struct view *view = context;
	DIAG(view->diags, tag, TEMPLATE_NAME, name, view->route);
}

bool view_render(struct buf *html, struct view *view, struct str template, const struct value *tree)
{
	const struct tmpl *tmpl = tmpl_find(view->site->templates, template);
	struct tmpl_options options = {.missing = missing, .context = view};
	if (!tmpl) {
		DIAG(view->diags, view->site->config->theme_place, TEMPLATE_NONE, template);
		return false;
	}
	size_t errors = view->diags->errors;
	return tmpl_render(html, tmpl, tree, &options, view->diags) && view->diags->errors == errors;
}
