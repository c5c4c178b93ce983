#include "view/search.h"

#include "view/parts.h"

void view_search_head(struct view_head *out, const struct view *view)
{
	*out = (struct view_head){.kind = STR("search"), .updated = DATE_NONE};
	out->title = view_page(view, view->path)->title;
}

/* What the navigation leads to, and the lists that are too much for it. */
void view_search(struct view *view, struct value *tree)
{
	static const enum route_kind more[] = {ROUTE_UNITS, ROUTE_INDICATORS, ROUTE_AWARDS, ROUTE_EDITIONS};
	const struct view_nav *nav = &view->site->nav[view->words->at];
	struct value *map = part_map(view), *lists = part_list(view);
	for (size_t i = 0; i < nav->n_main; i++)
		value_push(view->arena, lists, part_link(view, &nav->main[i]->title, nav->main[i]->path));
	for (size_t i = 0; i < LENGTH(more); i++) {
		struct str path = view_path(view, more[i], STR(""), STR(""));
		const struct view_entry *entry = view_page(view, path);
		if (entry)
			value_push(view->arena, lists, part_link(view, &entry->title, path));
	}
	PUT_LIST(view, map, "lists", lists);
	PUT(view, tree, "search", map);
}
