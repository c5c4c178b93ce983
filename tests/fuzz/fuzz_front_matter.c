/* Any bytes as a page of a site in two languages, and as its twin: no crash, every place inside the file, a
 * page that nothing was said of has a title. */
#include "base/arena.h"
#include "model/page_link.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct str page_text(const struct tree *tree)
{
	const struct str *text = tree->backend;
	return *text;
}

static bool read_page(struct str *out, const struct tree *tree, struct arena *arena,
                      const struct tree_entry *entry, struct diags *diags)
{
	(void)entry;
	(void)diags;
	*out = str_dup(arena, page_text(tree));
	return true;
}

static void require(bool truth)
{
	if (!truth)
		abort();
}

static void check(const struct diags *diags, struct str text)
{
	VEC_EACH (struct diag, diag, &diags->list)
		require(diag->line >= 1 && diag->column >= 1 && diag->column <= text.len + 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static const struct tree_entry entries[] = {{.path = STR_INIT("content/plans/p.en.md")},
	                                            {.path = STR_INIT("content/plans/p.vi.md")}};
	struct arena *arena = arena_new(), *scratch = arena_new();
	struct str text = {(const char *)bytes, size};
	struct tree tree = {.entries = entries, .len = 2, .read = read_page, .backend = &text};
	struct config config = {.languages = {.codes = {STR_INIT("vi"), STR_INIT("en")}, .len = 2}};
	struct page made[2], *items[2] = {&made[0], &made[1]};
	struct pages pages = {.items = items, .len = 2};
	struct diags diags;
	for (size_t i = 0; i < 2; i++) {
		diag_init(&diags, arena);
		require(page_load(&made[i], &(struct page_reader){.keep = arena, .scratch = scratch}, &tree,
		                  &entries[i], &config, &diags));
		require(made[i].broken == (diags.errors > 0) && (made[i].broken || made[i].title.len > 0));
		check(&diags, text);
		arena_reset(scratch);
	}
	pages_sort(&pages, arena);
	struct site_index index = {.config = &config, .tree = &tree, .pages = &pages};
	map_init(&index.targets, arena);
	site_index_add_pages(&index, arena);
	diag_init(&diags, arena);
	VEC_EACH (struct md_link, link, &made[0].links) {
		struct page_link_target target;
		page_link_resolve(&target, scratch, &index, &made[0], link, &diags);
	}
	page_settle(&made[0], scratch, &tree, &diags);
	require(pages_check_twins(&pages, 0, &config, scratch, &tree, &diags) == 2);
	check(&diags, text);
	arena_free(scratch);
	arena_free(arena);
	return 0;
}
