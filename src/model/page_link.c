#include "model/page_link.h"

#include "base/arena.h"
#include "model/route.h"

#include <stdio.h>
#include <stdlib.h>

void site_index_add(struct site_index *index, struct arena *arena, struct site_target target)
{
	struct site_target *kept = ARENA_NEW(arena, struct site_target);
	*kept = target;
	*map_put(&index->targets, kept->route) = kept;
}

void site_index_add_pages(struct site_index *index, struct arena *arena)
{
	for (size_t i = 0; i < index->pages->len; i++) {
		const struct page *page = index->pages->items[i];
		if (page->route.len)
			site_index_add(index, arena,
			               (struct site_target){.route = page->route, .page = page});
	}
}

/* One link on its way to its target. */
struct resolving {
	struct page_link_target *out;
	struct arena *arena;
	const struct site_index *index;
	const struct page *page;
	const struct md_link *link;
	struct diags *diags;
	struct str path, query, fragment; /* decoded; the query as written, with its '?' */
	bool has_fragment;
};

#define SAY(resolving, id, ...)                                                                              \
	((resolving)->diags ? (DIAG((resolving)->diags, (resolving)->link->place, id, __VA_ARGS__), false)   \
	                    : false)

/* ---- fragments ---- */

/* The n of `view_n`; 0 for any other text. */
static size_t view_number(struct str id)
{
	struct str digits = str_starts(id, STR("view_")) ? str_sub(id, 5, id.len) : (struct str){0};
	long n;
	return !str_starts(digits, STR("0")) && str_number(&n, digits, 9) ? (size_t)n : 0;
}

static int against_id(const void *id, const void *item)
{
	const struct md_heading *const *heading = item;
	return str_cmp(*(const struct str *)id, (*heading)->id);
}

static bool page_has_id(const struct page *page, struct str id)
{
	if (page->headings.len &&
	    bsearch(&id, page->by_id, page->headings.len, sizeof *page->by_id, against_id))
		return true;
	size_t n = view_number(id), views = 0;
	if (n == 0)
		return false;
	VEC_EACH (struct view_spec, spec, &page->specs)
		views += !spec->figure;
	return n <= views;
}

/* What a broken page holds is not known, so nothing is said of what it lacks. */
static bool has_id(const struct site_target *target, struct str id)
{
	if (id.len == 0 || (target->page ? target->page->broken : target->ids == NULL))
		return true;
	if (target->page)
		return page_has_id(target->page, id);
	for (size_t i = 0; i < target->n_ids; i++)
		if (str_eq(target->ids[i], id))
			return true;
	return false;
}

/* ---- what is printed ---- */

static bool to_target(struct resolving *resolving, const struct site_target *target)
{
	struct arena *arena = resolving->arena;
	struct str fragment = resolving->fragment;
	if (!has_id(target, fragment))
		return SAY(resolving, LINK_FRAGMENT, target->page ? target->page->source.path : target->route,
		           fragment);
	bool within = resolving->path.len == 0;
	struct str href = within ? STR("") : route_reference(arena, resolving->page->route, target->route);
	resolving->out->kind = PAGE_LINK_INTERNAL;
	resolving->out->route = target->route;
	resolving->out->href = href;
	if (within || resolving->query.len || resolving->has_fragment)
		resolving->out->href =
		        STR_JOIN(arena, href, resolving->query, resolving->has_fragment ? STR("#") : STR(""),
		                 route_encode(arena, fragment));
	return true;
}

static bool missing(struct resolving *resolving, struct str name)
{
	if (resolving->link->image)
		return SAY(resolving, LINK_IMAGE, name);
	return SAY(resolving, LINK_FILE, name);
}

/* ---- kinds of target ---- */

/* `x.vi.md`, or `x.md` for the page's own language; `path` is below content/. */
static const struct page *find_page(const struct resolving *resolving, struct str path)
{
	const struct languages *languages = &resolving->index->config->languages;
	struct str name = str_sub(path, 0, path.len - 3);
	for (size_t i = 0; i < languages->len; i++) {
		struct str code = languages->codes[i];
		if (name.len > code.len && str_ends(name, code) && name.ptr[name.len - code.len - 1] == '.')
			return pages_find(resolving->index->pages, str_sub(name, 0, name.len - code.len - 1),
			                  i);
	}
	return pages_find(resolving->index->pages, name, resolving->page->language);
}

static bool to_page(struct resolving *resolving, struct str path)
{
	const struct page *page = find_page(resolving, path);
	if (!page)
		return SAY(resolving, LINK_PAGE, path);
	struct site_target target = {.route = page->route, .page = page};
	return to_target(resolving, &target);
}

static bool to_site(struct resolving *resolving)
{
	struct str path;
	if (!route_join(&path, resolving->arena, STR(""), str_sub(resolving->path, 1, resolving->path.len)))
		return SAY(resolving, LINK_ESCAPE, resolving->link->target);
	struct str route = STR_JOIN(resolving->arena, STR("/"), path);
	const struct site_target *target = map_get(&resolving->index->targets, route);
	if (target)
		return to_target(resolving, target);
	if (resolving->link->image)
		return SAY(resolving, LINK_IMAGE, route);
	if (resolving->index->data_broken && route_is_made(&resolving->index->config->languages, route))
		return false;
	return SAY(resolving, LINK_SITE, route);
}

/* The copy stands next to the page: its place below the page's route is that which it has below the page's
 * folder; a file of a folder further up loses the `..`. */
static struct str copy_route(const struct resolving *resolving)
{
	struct str relative = resolving->path, path;
	while (!route_join(&path, resolving->arena, STR(""), relative)) {
		size_t up = str_find(relative, STR("../"));
		relative = str_sub(relative, up + 3, relative.len);
	}
	return STR_JOIN(resolving->arena, resolving->page->route, path);
}

static bool to_file(struct resolving *resolving, struct str path)
{
	struct arena *arena = resolving->arena;
	struct str source = STR_JOIN(arena, STR("content/"), path);
	const struct tree_entry *entry = tree_find(resolving->index->tree, source);
	if (!entry)
		return missing(resolving, source);
	if (entry->kind == TREE_SYMLINK)
		return SAY(resolving, LINK_SYMLINK, source);
	if (entry->kind != TREE_FILE)
		return missing(resolving, source);
	resolving->out->kind = PAGE_LINK_COPIED;
	resolving->out->entry = entry;
	resolving->out->route = copy_route(resolving);
	resolving->out->href =
	        STR_JOIN(arena, route_reference(arena, resolving->page->route, resolving->out->route),
	                 resolving->query, resolving->has_fragment ? STR("#") : STR(""),
	                 route_encode(arena, resolving->fragment));
	return true;
}

static bool to_relative(struct resolving *resolving)
{
	struct str path, name = resolving->page->name, folder = str_sub(name, 0, str_behind(name, '/'));
	if (!route_join(&path, resolving->arena, folder, resolving->path))
		return SAY(resolving, LINK_ESCAPE, resolving->link->target);
	if (str_ends(path, STR(".md")) && !resolving->link->image)
		return to_page(resolving, path);
	return to_file(resolving, path);
}

/* ---- all of it ---- */

static bool external(struct resolving *resolving, struct str scheme)
{
	struct str target = resolving->link->target;
	if (!md_scheme_allowed(scheme) || target.len == scheme.len + 1)
		return SAY(resolving, LINK_SCHEME, target);
	resolving->out->kind = PAGE_LINK_EXTERNAL;
	resolving->out->href = target;
	return true;
}

/* path[?query][#fragment], RFC 3986, with path and fragment decoded. */
static bool split(struct resolving *resolving)
{
	struct str rest = resolving->link->target, path, query, fragment;
	resolving->has_fragment = str_cut(&rest, &fragment, rest, '#');
	bool asked = str_cut(&path, &query, rest, '?');
	if (asked)
		resolving->query = STR_JOIN(resolving->arena, STR("?"), query);
	return route_decode(&resolving->path, resolving->arena, path) &&
	       route_decode(&resolving->fragment, resolving->arena, fragment);
}

bool page_link_resolve(struct page_link_target *out, struct arena *arena, const struct site_index *index,
                       const struct page *page, const struct md_link *link, struct diags *diags)
{
	struct resolving resolving = {
	        .out = out, .arena = arena, .index = index, .page = page, .link = link, .diags = diags};
	struct str scheme = md_scheme(link->target);
	*out = (struct page_link_target){0};
	if (scheme.len)
		return external(&resolving, scheme);
	if (str_starts(link->target, STR("//")))
		return SAY(&resolving, LINK_SCHEME, link->target);
	if (link->target.len == 0)
		return SAY(&resolving, LINK_EMPTY, STR(""));
	if (!split(&resolving))
		return SAY(&resolving, LINK_ENCODING, link->target);
	if (str_starts(resolving.path, STR("/")))
		return to_site(&resolving);
	if (resolving.path.len)
		return to_relative(&resolving);
	struct site_target self = {.route = page->route, .page = page};
	return to_target(&resolving, &self);
}
