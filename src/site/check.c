/* What is between pages, data and settings: links, views and figures, twins, accepted warnings; then the
 * gate. */
#include "site/check.h"

#include "base/arena.h"
#include "model/page_link.h"
#include "view/fence.h"

#include <omp.h>

/* ---- what can be linked ---- */

static void add_route(struct build *build, struct str route)
{
	site_index_add(&build->index, build->arena, (struct site_target){.route = route});
}

/* Made pages in each language, and every file that will be written. */
static void fill_index(struct build *build)
{
	const struct languages *languages = &build->config.languages;
	VEC_EACH (struct planned *, planned, &build->planned) {
		for (size_t l = 0; !(*planned)->content && l < languages->len; l++)
			if ((*planned)->entry.exists >> l & 1)
				add_route(build, route_made(build->arena, languages, l, (*planned)->kind,
				                            (*planned)->id, (*planned)->part));
	}
	VEC_EACH (struct output_entry *, entry, &build->outputs.entries)
		add_route(build, STR_JOIN(build->arena, STR("/"), (*entry)->path));
	site_index_add_pages(&build->index, build->arena);
}

/* ---- one page ---- */

/* A file beside a page is copied next to it; several pages may name it. */
static void note_copy(struct build *build, const struct page_link_target *target, struct place place)
{
#pragma omp critical(build_copies)
	if (!map_get(&build->copies_by_route, target->route)) {
		struct copied *copy = ARENA_NEW(build->arena, struct copied);
		*copy = (struct copied){.tree = &build->tree,
		                        .from = target->entry,
		                        .route = str_dup(build->arena, target->route),
		                        .place = place};
		*map_put(&build->copies_by_route, copy->route) = copy;
		*VEC_PUSH(build->arena, &build->copied) = copy;
	}
}

static void check_links(struct build *build, const struct page *page, struct arena *scratch,
                        struct diags *diags)
{
	VEC_EACH (struct md_link, link, &page->links) {
		struct page_link_target target;
		if (page_link_resolve(&target, scratch, &build->index, page, link, diags) &&
		    target.kind == PAGE_LINK_COPIED)
			note_copy(build, &target, link->place);
	}
}

static void check_page(struct build *build, struct page *page, struct arena *scratch)
{
	struct diags diags;
	diag_init(&diags, scratch);
	check_links(build, page, scratch, &diags);
	VEC_EACH (struct view_spec, spec, &page->specs) {
		struct view_request request;
		view_resolve(&request, scratch, &build->view, spec, &diags);
	}
	if (diags.list.len == 0)
		return;
	page_settle(page, scratch, &build->tree, &diags);
#pragma omp critical(build_diags)
	diag_merge(build->diags, &diags);
}

static void check_twins(struct build *build, size_t first, struct arena *scratch)
{
	struct diags diags;
	diag_init(&diags, scratch);
	pages_check_twins(&build->pages, first, &build->config, scratch, &build->tree, &diags);
	if (diags.list.len) {
#pragma omp critical(build_diags)
		diag_merge(build->diags, &diags);
	}
}

static bool is_first_twin(const struct pages *pages, size_t i)
{
	return i == 0 || !str_eq(pages->items[i]->name, pages->items[i - 1]->name);
}

static void check_pages(struct build *build)
{
#pragma omp parallel num_threads(build->jobs)
	{
		struct arena *scratch = arena_new();
#pragma omp for schedule(dynamic, 16)
		for (size_t i = 0; i < build->pages.len; i++) {
			/* also of a page with other faults: all are told in one run */
			check_page(build, build->pages.items[i], scratch);
			if (is_first_twin(&build->pages, i))
				check_twins(build, i, scratch);
			arena_reset(scratch);
		}
		arena_free(scratch);
	}
}

/* What is said of a row that could be read: nothing depends on it. */
static bool is_verdict(struct str code)
{
	static const struct str codes[] = {STR_INIT("silent-revision"), STR_INIT("award-not-eligible"),
	                                   STR_INIT("award-quota"), STR_INIT("award-repeated"),
	                                   STR_INIT("award-authority")};
	return str_index(code, codes, LENGTH(codes)) < LENGTH(codes);
}

bool check_is_broken(const struct build *build, struct str folder)
{
	VEC_EACH (const struct diag, diag, &build->diags->list)
		if (diag_severity(diag->message) == SEVERITY_ERROR && str_starts(diag->path, folder) &&
		    !is_verdict(diag_code(diag->message)))
			return true;
	return false;
}

/* ---- symbolic links ---- */

/* A page, a table or a theme's file that is a link was refused where it was to be read or is linked to. */
static bool is_refused(const struct build *build, struct str path)
{
	VEC_EACH (struct diag, diag, &build->diags->list)
		if ((diag->message == MESSAGE_SYMLINK && str_eq(diag->path, path)) ||
		    (diag->message == MESSAGE_LINK_SYMLINK && str_eq(diag->args[0], path)))
			return true;
	for (size_t i = 0; i < build->package.len; i++)
		if (str_starts(build->package.resources[i].file.path, path))
			return true;
	return false;
}

/* The others are folders, or files that nothing asks for: what lies behind them would be missed in silence.
 */
static void check_symlinks(struct build *build)
{
	for (size_t i = 0; i < build->tree.len; i++) {
		const struct tree_entry *entry = &build->tree.entries[i];
		if (entry->kind != TREE_SYMLINK || is_refused(build, entry->path))
			continue;
		struct source *source = ARENA_NEW(build->arena, struct source);
		source->path = entry->path;
		tree_refuse_kind(entry, source, build->diags);
	}
}

bool phase_check(struct build *build)
{
	build->index =
	        (struct site_index){.config = &build->config, .tree = &build->tree, .pages = &build->pages};
	build->index.data_broken = check_is_broken(build, STR("data/"));
	map_init(&build->index.targets, build->arena);
	fill_index(build);
	check_pages(build);
	plan_copies(build);
	check_symlinks(build);
	check_accepts(build);
	/* the gate */
	return build->diags->errors == 0 && build->diags->failures == 0 &&
	       (!build->options->strict || build->diags->warnings == 0);
}
