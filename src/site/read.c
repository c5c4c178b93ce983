/* Reading: the folder, the settings, the theme, the data package, the definitions and the pages. */
#include "site/revision.h"

#include "base/arena.h"

#include <errno.h>
#include <omp.h>

/* ---- trees, settings, theme ---- */

static bool open_trees(struct build *build)
{
	const struct site_options *options = build->options;
	if (!revision_open(build))
		return false;
	if (!options->defaults)
		return diag_failure(build->diags, STR("themes/default"), MESSAGE_READ_FAILED, ENOENT);
	return tree_open_folder(&build->defaults, build->arena, options->defaults, build->diags);
}

static bool is_folder(const struct tree *tree, struct str path)
{
	size_t from, to;
	bool listed = false;
	VEC_EACH (const struct tree_folder, folder, &tree->folders)
		listed = listed || (folder->status.inode && str_eq(folder->path, path));
	tree_range(&from, &to, tree, path);
	return listed || from < to;
}

/* A file where a folder belongs, or the other way round, is no site without pages or data: it cannot be read.
 * Links are said elsewhere. */
static bool check_kinds(const struct build *build)
{
	static const struct str folders[] = {STR_INIT("content"), STR_INIT("data"), STR_INIT("themes")};
	static const struct str files[] = {STR_INIT("congbo.yaml"),         STR_INIT("data/awards.yaml"),
	                                   STR_INIT("data/calendar.yaml"),  STR_INIT("data/datapackage.yaml"),
	                                   STR_INIT("data/leagues.yaml"),   STR_INIT("data/renames.yaml"),
	                                   STR_INIT("data/scorecards.yaml")};
	bool well = true;
	for (size_t i = 0; i < LENGTH(folders); i++) {
		const struct tree_entry *entry = tree_find(&build->tree, folders[i]);
		if (entry && entry->kind != TREE_SYMLINK)
			well = diag_failure(build->diags, folders[i], MESSAGE_READ_FAILED, ENOTDIR);
	}
	for (size_t i = 0; i < LENGTH(files); i++)
		if (is_folder(&build->tree, files[i]))
			well = diag_failure(build->diags, files[i], MESSAGE_READ_FAILED, EISDIR);
	return well;
}

static struct date today_of(const struct build *build)
{
	if (build->options->has_now)
		return build->options->now;
	struct date day;
	if (revision_day(&day, build))
		return day;
	return build->config.has_as_of ? build->config.as_of : build->options->clock;
}

static struct str with_slash(struct arena *arena, struct str url)
{
	return str_ends(url, STR("/")) ? url : STR_JOIN(arena, url, STR("/"));
}

bool phase_read(struct build *build)
{
	struct config *config = &build->config;
	if (!open_trees(build) || !check_kinds(build))
		return false;
	config_load(config, build->arena, &build->tree, build->diags);
	if (config->languages.len == 0) { /* nothing but the tables can be judged without them */
		package_load(&build->package, build->arena, &build->tree, &config->languages, build->diags);
		return false;
	}
	build->today = today_of(build);
	if (build->options->base_url.len)
		config->base_url = with_slash(build->arena, build->options->base_url);
	build->has_theme = theme_load(&build->theme, build->arena, &build->tree, &build->defaults,
	                              config->theme, config->theme_place, &config->languages, build->diags);
	return true;
}

/* ---- definitions ---- */

/* NULL where the site has no such file, or where it is no YAML (said; *broken then). */
static const struct yml_node *read_definition(struct build *build, struct str path, bool *broken)
{
	const struct tree_entry *entry = tree_find(&build->tree, path);
	struct source *source = ARENA_NEW(build->arena, struct source);
	struct yml_node *root = NULL;
	if (!entry)
		return NULL;
	*broken = !yml_load(&root, build->arena, source, &build->tree, entry, build->diags);
	return *broken ? NULL : root;
}

/* A file of ids, each with its definition. */
static const struct yml_node *read_ids(struct build *build, struct str path, bool *broken)
{
	const struct yml_node *root = read_definition(build, path, broken);
	if (!root || yml_is(root, YML_MAP, build->diags))
		return root;
	*broken = true;
	return NULL;
}

static void read_definitions(struct build *build)
{
	struct view_site *view = &build->view;
	struct definitions *definitions = &build->definitions;
	definitions->leagues = read_ids(build, STR("data/leagues.yaml"), &view->leagues_broken);
	definitions->scorecards = read_ids(build, STR("data/scorecards.yaml"), &view->scorecards_broken);
	definitions->awards = read_ids(build, STR("data/awards.yaml"), &view->awards_broken);
	definitions->leagues_broken = view->leagues_broken;
	definitions->awards_broken = view->awards_broken;
	definitions->calendar = read_definition(build, STR("data/calendar.yaml"), &view->calendar_broken);
}

/* ---- pages ---- */

static size_t count_pages(const struct tree *tree, size_t from, size_t to)
{
	size_t n = 0;
	for (size_t i = from; i < to; i++)
		n += page_is_source(tree->entries[i].path);
	return n;
}

/* What a reader keeps lives as long as the build, what it needs meanwhile as long as a page. */
static void read_page(struct build *build, const struct page_reader *reader, struct page *page,
                      const struct tree_entry *entry)
{
	struct diags diags;
	diag_init(&diags, reader->scratch);
	page_load(page, reader, &build->tree, entry, &build->config, &diags);
	if (diags.list.len) {
#pragma omp critical(build_diags)
		diag_merge(build->diags, &diags);
	}
	arena_reset(reader->scratch);
}

/* What one thread reads: its arenas, and where it lays bodies aside. */
static void read_some(struct build *build, struct page *pages, const struct tree_entry **entries, size_t n)
{
	struct arena *keep = arena_new();
	struct diags diags;
	struct spool_writer writer;
	struct buf html;
	buf_init(&html, SIZE_MAX);
	spool_begin(&writer, build->spool);
	struct page_reader reader = {keep, arena_new(), vocabulary_new(keep), &writer, &html};
	build->keeps[omp_get_thread_num()] = keep;
#pragma omp for schedule(dynamic, 16)
	for (size_t i = 0; i < n; i++)
		read_page(build, &reader, &pages[i], entries[i]);
	diag_init(&diags, reader.scratch);
	if (!spool_end(&writer, &diags)) {
#pragma omp critical(build_diags)
		diag_merge(build->diags, &diags);
	}
	buf_free(&html);
	arena_free(reader.scratch);
}

static bool read_pages(struct build *build)
{
	size_t from, to, at = 0;
	const struct tree *tree = &build->tree;
	tree_range(&from, &to, tree, STR("content"));
	size_t n = count_pages(tree, from, to);
	struct page *pages = ARENA_ARRAY(build->arena, struct page, n);
	const struct tree_entry **entries = ARENA_ARRAY(build->arena, const struct tree_entry *, n);
	for (size_t i = from; i < to; i++)
		if (page_is_source(tree->entries[i].path))
			entries[at++] = &tree->entries[i];
	build->keeps = ARENA_ARRAY(build->arena, struct arena *, (size_t)build->jobs);
	build->n_keeps = (size_t)build->jobs;
	if (!spool_open(&build->spool, build->arena, build->options->aside, build->diags))
		return false;
#pragma omp parallel num_threads(build->jobs)
	read_some(build, pages, entries, n);
	build->pages.items = ARENA_ARRAY(build->arena, struct page *, n);
	for (size_t i = 0; i < n; i++)
		if (pages[i].route.len && (!pages[i].draft || build->options->drafts))
			build->pages.items[build->pages.len++] = &pages[i];
	pages_sort(&build->pages, build->arena);
	return true;
}

bool phase_parse(struct build *build)
{
	package_load(&build->package, build->arena, &build->tree, &build->config.languages, build->diags);
	read_definitions(build);
	return read_pages(build);
}

/* ---- ids become pointers ---- */

/* The plans are the pages below plans/; their periods are from the page of the default language, else of
 * another. A page that could not be read is a plan all the same, of unknown period. */
static struct plan_period *plan_periods(struct build *build, size_t *n)
{
	static const struct str folder = STR_INIT("plans/");
	struct plan_period *plans = ARENA_ARRAY(build->arena, struct plan_period, build->pages.len);
	*n = 0;
	VEC_EACH (struct page *, item, &build->pages) {
		const struct page *page = *item;
		if (!str_starts(page->name, folder))
			continue;
		struct str id = str_sub(page->name, folder.len, page->name.len);
		struct plan_period *twin = *n && str_eq(plans[*n - 1].id, id) ? &plans[*n - 1] : NULL;
		if (!twin || !twin->first_year) /* twins are neighbours */
			plans[twin ? *n - 1 : (*n)++] =
			        (struct plan_period){id, page->plan.first_year, page->plan.last_year};
	}
	return plans;
}

bool phase_model(struct build *build)
{
	size_t n;
	struct plan_period *plans = plan_periods(build, &n);
	model_build(&build->model, build->arena, &build->package, &build->definitions, plans, n,
	            &build->config.languages, build->today, build->config.close_days, build->diags);
	return true;
}

/* ---- figures ---- */

/* By row of `honours`: an edition has published it, so it is not judged again. */
static const bool *published_honours(struct build *build)
{
	const struct edition **editions;
	const struct resource *honours = build->model.honours.origin.resource;
	if (!honours || honours->broken || build->history.editions.len == 0 ||
	    !history_honours(&editions, build->arena, &build->history, honours, build->diags))
		return NULL;
	bool *published = ARENA_ARRAY(build->arena, bool, honours->table.rows);
	for (size_t i = 0; i < honours->table.rows; i++)
		published[i] = editions[i] != NULL;
	return published;
}

static void judge_awards(struct build *build)
{
	const struct model *model = &build->model;
	struct evidence evidence;
	evidence_open(&evidence, build->arena, model, build->leagues, build->scorecards);
	build->awards = ARENA_ARRAY(build->arena, struct award_result, model->awards.len);
	for (size_t i = 0; i < model->awards.len; i++)
		award_compute(&build->awards[i], build->arena, &evidence, &model->awards.items[i],
		              build->diags);
	build->honours_published = published_honours(build);
	build->honours =
	        honours_check(build->arena, &evidence, build->awards, build->honours_published, build->diags);
}

bool phase_rules(struct build *build)
{
	const struct model *model = &build->model;
	build->leagues = ARENA_ARRAY(build->arena, struct league_result, model->leagues.len);
	for (size_t i = 0; i < model->leagues.len; i++)
		league_compute(&build->leagues[i], build->arena, model, &model->leagues.items[i],
		               build->diags);
	build->scorecards = ARENA_ARRAY(build->arena, struct scorecard_result, model->scorecards.len);
	build->cards = ARENA_ARRAY(build->arena, struct view_card, model->scorecards.len);
	for (size_t i = 0; i < model->scorecards.len; i++) {
		scorecard_compute(&build->scorecards[i], build->arena, model, &model->scorecards.items[i]);
		view_card_init(&build->cards[i], build->arena, &build->scorecards[i]);
	}
	scorecard_check(build->arena, model, build->scorecards, model->scorecards.len, build->diags);
	judge_awards(build);
	calendar_compute(&build->calendar, build->arena, model);
	build->withheld = withheld_compute(build->arena, model, build->awards);
	build->hidden = hidden_find(build->arena, model, build->withheld);
	build->pasts = past_publish(build->arena, &build->history, model, build->withheld, build->hidden);
	return true;
}
