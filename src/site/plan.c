/* The plan: every page and file that a build makes is named here, once, before one is written. */
#include "site/editions.h"

#include "base/arena.h"
#include "view/changes.h"
#include "view/chart.h"

#include "site/search.h"
#include <stdlib.h>

/* ---- outputs ---- */

enum {
	NAME_BYTES_MAX = 255,
	PATH_BYTES_MAX = 3 << 10 /* the kernel's limits, with room for our own folder */
};

/* A file can be written at the path. */
static bool is_path(struct str path)
{
	struct str name, rest = path;
	bool good = path.len <= PATH_BYTES_MAX;
	for (bool more = true; good && more;) {
		more = str_cut(&name, &rest, rest, '/');
		good = name.len > 0 && name.len <= NAME_BYTES_MAX && name.ptr[0] != '.';
	}
	return good;
}

/* Declares one file; two of one name are said at the place of the later. */
static struct output_entry *declare(struct build *build, struct str route, struct place place)
{
	const struct output_entry *other;
	struct str path = route_output(build->arena, route);
	if (!is_path(path)) {
		DIAG(build->diags, place, OUTPUT_PATH, path, str_printf(build->arena, "%d", NAME_BYTES_MAX));
		return NULL;
	}
	struct output_entry *entry = output_declare(&build->outputs, path, &other);
	if (!entry)
		DIAG(build->diags, place, DUPLICATE_OUTPUT, path, other->path);
	return entry;
}

/* The row that a page is made of; else, or without one, where the site's settings begin. */
static struct place row_place(const struct build *build, const struct origin *origin, size_t row)
{
	if (!origin->resource || row >= origin->resource->table.rows)
		return (struct place){build->config.file, 0};
	return model_row_place(origin->resource, row);
}

static struct place place_of(const struct build *build, const struct planned *planned, size_t language)
{
	const struct model *model = &build->model;
	const struct page *page = planned->pages[language];
	if (!page && !planned->content && planned->kind == ROUTE_UNIT)
		return row_place(build, &model->units.origin, model->units.items[planned->subject].row);
	if (!page && !planned->content && planned->kind == ROUTE_INDICATOR)
		return row_place(build, &model->indicators.origin,
		                 model->indicators.items[planned->subject].row);
	return (struct place){page ? &page->source : build->config.file, 0};
}

/* The charts that the page will have. */
static struct str *drawing_names(size_t *n, struct build *build, const struct planned *planned,
                                 size_t language)
{
	const struct model *model = &build->model;
	const struct page *page = planned->pages[language];
	*n = 0;
	if (planned->content)
		return page ? chart_names_text(n, build->arena, page->specs.items, page->specs.len) : NULL;
	if (planned->kind == ROUTE_INDICATOR)
		return chart_names_indicator(n, build->arena, model,
		                             &model->indicators.items[planned->subject]);
	if (planned->kind == ROUTE_LEAGUE || planned->kind == ROUTE_LEAGUE_PERIOD)
		return chart_names_league(n, build->arena, &build->leagues[planned->subject], planned->at);
	if (planned->kind == ROUTE_UNIT)
		return chart_names_unit(n, build->arena, model, build->leagues,
		                        &model->units.items[planned->subject]);
	return NULL;
}

static void declare_drawings(struct build *build, struct planned *planned, size_t language, struct str route)
{
	size_t n;
	const struct str *names = drawing_names(&n, build, planned, language);
	planned->drawings[language] = ARENA_ARRAY(build->arena, struct output_entry *, n);
	planned->n_drawings[language] = n;
	for (size_t i = 0; i < n; i++)
		planned->drawings[language][i] = declare(build, STR_JOIN(build->arena, route, names[i]),
		                                         place_of(build, planned, language));
}

static void declare_page(struct build *build, struct planned *planned)
{
	const struct languages *languages = &build->config.languages;
	for (size_t l = 0; l < languages->len; l++) {
		if (!(planned->entry.exists >> l & 1))
			continue;
		struct str route = planned->content ? route_content(build->arena, languages, l, planned->id)
		                                    : route_made(build->arena, languages, l, planned->kind,
		                                                 planned->id, planned->part);
		planned->outputs[l] = declare(build, route, place_of(build, planned, l));
		if (!planned->outputs[l] && !planned->content)
			return; /* it is said, of one language for all */
		declare_drawings(build, planned, l, route);
	}
}

static void add(struct build *build, struct planned *planned)
{
	*VEC_PUSH(build->arena, &build->planned) = planned;
	*map_put(&build->planned_by_path, planned->entry.path) = planned;
}

/* ---- pages of content ---- */

static struct planned *content_of(struct build *build, const struct page *page)
{
	struct str path = route_content(build->arena, &build->config.languages, 0, page->name);
	struct planned *planned = map_get(&build->planned_by_path, path);
	if (planned)
		return planned;
	planned = ARENA_NEW(build->arena, struct planned);
	*planned = (struct planned){.content = true, .id = page->name, .kind = ROUTE_HOME};
	planned->entry.path = path;
	add(build, planned);
	return planned;
}

/* Two pages, or a page and what the data make, would be one file. */
static void say_twice(struct build *build, const struct page *page, struct str other)
{
	DIAG(build->diags, ((struct place){&page->source, 0}), DUPLICATE_OUTPUT,
	     route_output(build->arena, page->route), other);
}

static struct str brief_of(struct build *build, const struct page *page)
{
	struct str years = plan_years(build->arena, &page->plan);
	if (page->type != PAGE_PLAN || years.len == 0 || page->plan.issuer.len == 0 || !build->has_theme)
		return (struct str){0};
	return SAY(build->arena, &build->theme.words[page->language], PLAN_BRIEF, years, page->plan.issuer);
}

static void plan_content(struct build *build)
{
	struct map by_route;
	map_init(&by_route, build->arena);
	VEC_EACH (struct page *, item, &build->pages) {
		const struct page *page = *item;
		if (page->draft && !build->options->drafts)
			continue;
		void **first = map_put(&by_route, page->route);
		if (*first) {
			say_twice(build, page, ((const struct page *)*first)->source.path);
			continue;
		}
		*first = *item;
		if (page->broken)
			continue;
		struct planned *planned = content_of(build, page);
		size_t l = page->language;
		planned->pages[l] = page;
		planned->entry.exists |= (uint32_t)1 << l;
		planned->entry.title.texts[l] = page->title;
		planned->entry.summary.texts[l] = page->summary;
		planned->entry.brief.texts[l] = brief_of(build, page);
		if (page->weight)
			planned->weight = page->weight;
	}
}

/* ---- pages made from data ---- */

static uint32_t all_languages(const struct build *build)
{
	return ((uint32_t)1 << build->config.languages.len) - 1;
}

/* A title that is a sentence of the generator in each language. */
static struct label title_of(const struct build *build, enum phrase phrase, const struct label *arg)
{
	struct label title = {0};
	for (size_t l = 0; build->has_theme && l < build->config.languages.len; l++)
		title.texts[l] = words_say(build->arena, &build->theme.words[l], phrase,
		                           arg ? &arg->texts[l] : NULL, arg ? 1 : 0);
	return title;
}

/* Adds a page of a kind. A page of content at the same path stands for it, but only for the lists of things.
 */
static struct planned *plan_made(struct build *build, enum route_kind kind, struct str id, struct str part,
                                 struct label title)
{
	struct str path = route_made(build->arena, &build->config.languages, 0, kind, id, part);
	bool list = id.len == 0 && part.len == 0;
	const struct planned *content = map_get(&build->planned_by_path, path);
	if (content && list && content->content)
		return NULL;
	struct planned *planned = ARENA_NEW(build->arena, struct planned);
	*planned = (struct planned){.kind = kind, .id = id, .part = part};
	planned->entry = (struct view_entry){.path = path, .title = title, .exists = all_languages(build)};
	if (kind == ROUTE_NOT_FOUND)
		planned->entry.exists = 1;
	for (size_t l = 0; content && content->content && l < build->config.languages.len; l++)
		if (content->pages[l])
			DIAG(build->diags, ((struct place){&content->pages[l]->source, 0}), PAGE_MADE_ALREADY,
			     path);
	if (!content || !content->content)
		add(build, planned);
	return planned;
}

static void plan_list(struct build *build, enum route_kind kind, enum phrase phrase)
{
	plan_made(build, kind, STR(""), STR(""), title_of(build, phrase, NULL));
}

static void plan_thing(struct build *build, enum route_kind kind, struct str id, size_t subject,
                       struct label title)
{
	struct planned *planned = plan_made(build, kind, id, STR(""), title);
	if (planned) {
		planned->subject = subject;
		planned->at = SIZE_MAX;
	}
}

static void plan_period(struct build *build, enum route_kind kind, struct str id, size_t subject,
                        const struct period *period, size_t at, const struct label *title)
{
	struct label both = {0};
	for (size_t l = 0; build->has_theme && l < build->config.languages.len; l++) {
		const struct words *words = &build->theme.words[l];
		both.texts[l] = SAY(build->arena, words, THING_PERIOD, title->texts[l],
		                    text_period(build->arena, words->locale, *period));
	}
	struct planned *planned = plan_made(build, kind, id, period_text(build->arena, *period), both);
	planned->subject = subject;
	planned->at = at;
}

static void plan_leagues(struct build *build)
{
	const struct leagues *leagues = &build->model.leagues;
	if (leagues->len)
		plan_list(build, ROUTE_LEAGUES, PHRASE_NAV_LEAGUES);
	for (size_t i = 0; i < leagues->len; i++) {
		const struct league_result *result = &build->leagues[i];
		const struct league *league = &leagues->items[i];
		plan_thing(build, ROUTE_LEAGUE, league->id, i, league->title);
		plan_thing(build, ROUTE_EMBED_LEAGUE, league->id, i, league->title);
		for (size_t p = 0; p < result->n_periods; p++)
			plan_period(build, ROUTE_LEAGUE_PERIOD, league->id, i, &result->periods[p].period, p,
			            &league->title);
	}
}

static void plan_scorecards(struct build *build)
{
	const struct scorecards *scorecards = &build->model.scorecards;
	if (scorecards->len)
		plan_list(build, ROUTE_SCORECARDS, PHRASE_NAV_SCORECARDS);
	for (size_t i = 0; i < scorecards->len; i++) {
		const struct scorecard_result *result = &build->scorecards[i];
		const struct scorecard *scorecard = &scorecards->items[i];
		plan_thing(build, ROUTE_SCORECARD, scorecard->id, i, scorecard->title);
		plan_thing(build, ROUTE_EMBED_SCORECARD, scorecard->id, i, scorecard->title);
		for (size_t p = 0; p < result->n_periods; p++)
			plan_period(build, ROUTE_SCORECARD_PERIOD, scorecard->id, i, &result->periods[p], p,
			            &scorecard->title);
	}
}

static void plan_records(struct build *build)
{
	const struct model *model = &build->model;
	if (model->indicators.len)
		plan_list(build, ROUTE_INDICATORS, PHRASE_INDEX_INDICATORS);
	for (size_t i = 0; i < model->indicators.len; i++)
		plan_thing(build, ROUTE_INDICATOR, model->indicators.items[i].id, i,
		           model->indicators.items[i].name);
	if (model->units.len)
		plan_list(build, ROUTE_UNITS, PHRASE_INDEX_UNITS);
	for (size_t i = 0; i < model->units.len; i++)
		plan_thing(build, ROUTE_UNIT, model->units.items[i].id, i, model->units.items[i].name);
}

static int by_number(const void *a, const void *b)
{
	const int *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

static void plan_honours(struct build *build)
{
	const struct model *model = &build->model;
	if (!model->honours.origin.resource)
		return;
	plan_list(build, ROUTE_HONOURS, PHRASE_NAV_HONOURS);
	size_t n = model->honours.len;
	int *years = ARENA_ARRAY(build->arena, int, n);
	for (size_t i = 0; i < n; i++)
		years[i] = model->honours.items[i].year;
	if (n)
		qsort(years, n, sizeof *years, by_number);
	for (size_t i = 0; i < n; i++) {
		if (years[i] == 0 || (i && years[i] == years[i - 1]))
			continue;
		struct str year = str_printf(build->arena, "%d", years[i]);
		struct label label = {0}, title;
		for (size_t l = 0; l < build->config.languages.len; l++)
			label.texts[l] = year;
		title = title_of(build, PHRASE_HONOURS_TITLE_YEAR, &label);
		struct planned *planned = plan_made(build, ROUTE_HONOURS_YEAR, year, STR(""), title);
		planned->at = (size_t)years[i];
	}
}

static void plan_awards(struct build *build)
{
	const struct awards *awards = &build->model.awards;
	if (awards->len)
		plan_list(build, ROUTE_AWARDS, PHRASE_INDEX_AWARDS);
	for (size_t i = 0; i < awards->len; i++)
		plan_thing(build, ROUTE_AWARD, awards->items[i].id, i, awards->items[i].title);
}

static void plan_datasets(struct build *build)
{
	plan_list(build, ROUTE_DATASETS, PHRASE_NAV_DATA);
	for (size_t i = 0; i < build->package.len; i++) {
		const struct resource *resource = &build->package.resources[i];
		if (resource->publish && resource->name.len)
			plan_thing(build, ROUTE_DATASET, resource->name, i, resource->title);
	}
}

static void plan_editions(struct build *build)
{
	editions_prepare(build);
	plan_list(build, ROUTE_EDITIONS, PHRASE_NAV_EDITIONS);
	for (size_t i = 0; i < build->n_editions; i++) {
		struct label id = {0};
		for (size_t l = 0; l < build->config.languages.len; l++)
			id.texts[l] = build->editions[i].edition->id;
		plan_thing(build, ROUTE_EDITION, id.texts[0], i, title_of(build, PHRASE_EDITION_TITLE, &id));
	}
}

/* ---- files ---- */

/* Each page links the style sheets and scripts that stand in assets/ itself; a folder in it is a page's own
 * affair. */
static void plan_assets(struct build *build)
{
	VEC(struct str) css = {0}, js = {0};
	for (size_t i = 0; i < build->theme.n_files; i++) {
		const struct theme_file *file = &build->theme.files[i];
		if (!str_starts(file->name, STR("assets/")))
			continue;
		struct str route = STR_JOIN(build->arena, STR("/"), file->name);
		struct copied *copy = ARENA_NEW(build->arena, struct copied);
		*copy = (struct copied){file->tree, file->entry, route, build->config.theme_place, NULL};
		*VEC_PUSH(build->arena, &build->copied) = copy;
		struct str folder, name;
		str_cut(&folder, &name, file->name, '/');
		if (str_find(name, STR("/")) < name.len)
			continue;
		if (str_ends(route, STR(".css")))
			*VEC_PUSH(build->arena, &css) = route;
		else if (str_ends(route, STR(".js")))
			*VEC_PUSH(build->arena, &js) = route;
	}
	build->view.css = css.items;
	build->view.n_css = css.len;
	build->view.js = js.items;
	build->view.n_js = js.len;
}

static int by_route(const void *a, const void *b)
{
	const struct copied *const *x = a, *const *y = b;
	return str_cmp((*x)->route, (*y)->route);
}

/* Several threads may have found them. */
void plan_copies(struct build *build)
{
	if (build->copied.len)
		qsort(build->copied.items, build->copied.len, sizeof *build->copied.items, by_route);
	VEC_EACH (struct copied *, copy, &build->copied) {
		if (!(*copy)->output)
			(*copy)->output = declare(build, (*copy)->route, (*copy)->place);
	}
}

/* ---- navigation ---- */

/* How deep a page stands: 1 for the folder pages and pages at the top of content/. */
static size_t depth(struct str path)
{
	size_t slashes = 0;
	for (size_t i = 1; i < path.len; i++)
		slashes += path.ptr[i] == '/';
	return slashes;
}

static const struct page *any_page(const struct planned *planned)
{
	for (size_t l = 0; l < LANGUAGES_MAX; l++)
		if (planned->pages[l])
			return planned->pages[l];
	return NULL;
}

/* By weight, then path: the same order in every language. */
static int by_weight(const void *a, const void *b)
{
	const struct planned *const *x = a, *const *y = b;
	if ((*x)->weight != (*y)->weight)
		return (*x)->weight < (*y)->weight ? -1 : 1;
	return str_cmp((*x)->entry.path, (*y)->entry.path);
}

/* Adds the entries of n pages in the order of their weights to a list. */
static const struct view_entry **entries_of(struct build *build, struct planned **pages, size_t n,
                                            size_t room)
{
	const struct view_entry **entries = ARENA_ARRAY(build->arena, const struct view_entry *, n + room);
	if (n)
		qsort(pages, n, sizeof *pages, by_weight);
	for (size_t i = 0; i < n; i++)
		entries[i] = &pages[i]->entry;
	return entries;
}

/* Pages at the top of content/: a folder's page leads into it, the others stand at the foot; then the lists
 * that are made from data. */
static void plan_nav(struct build *build)
{
	static const enum route_kind made[] = {ROUTE_LEAGUES, ROUTE_SCORECARDS, ROUTE_HONOURS, ROUTE_DATASETS,
	                                       ROUTE_CALENDAR};
	enum { MADE = LENGTH(made) };
	VEC(struct planned *) folders = {0}, others = {0};
	VEC_EACH (struct planned *, item, &build->planned) {
		if (!(*item)->content || depth((*item)->entry.path) != 1)
			continue;
		if (str_ends(any_page(*item)->name, STR("/index")))
			*VEC_PUSH(build->arena, &folders) = *item;
		else
			*VEC_PUSH(build->arena, &others) = *item;
	}
	const struct view_entry **main = entries_of(build, folders.items, folders.len, MADE);
	const struct view_entry **footer = entries_of(build, others.items, others.len, 0);
	size_t n_main = folders.len;
	for (size_t i = 0; i < MADE; i++) {
		struct str path =
		        route_made(build->arena, &build->config.languages, 0, made[i], STR(""), STR(""));
		const struct planned *planned = map_get(&build->planned_by_path, path);
		if (planned && !planned->content)
			main[n_main++] = &planned->entry;
	}
	for (size_t l = 0; l < build->config.languages.len; l++)
		build->nav[l] = (struct view_nav){main, footer, n_main, others.len};
}

/* ---- the phase ---- */

static void plan_fixed_files(struct build *build)
{
	const struct languages *languages = &build->config.languages;
	const struct place settings = {build->config.file, 0};
	size_t pages = 0;
	VEC_EACH (struct planned *, planned, &build->planned) {
		for (size_t l = 0; l < languages->len; l++)
			pages += (*planned)->entry.exists >> l & 1;
	}
	if (build->summary)
		build->summary->pages = pages;
	build->sitemap = declare(build, STR("/sitemap.xml"), settings);
	build->n_sitemaps = pages > SITEMAP_MAX ? (pages + SITEMAP_MAX - 1) / SITEMAP_MAX : 0;
	build->sitemaps = ARENA_ARRAY(build->arena, struct output_entry *, build->n_sitemaps);
	for (size_t i = 0; i < build->n_sitemaps; i++)
		build->sitemaps[i] =
		        declare(build, str_printf(build->arena, "/sitemap-%zu.xml", i + 1), settings);
	build->robots = declare(build, STR("/robots.txt"), settings);
	for (size_t l = 0; l < languages->len; l++) {
		struct str feed = route_made(build->arena, languages, l, ROUTE_FEED, STR(""), STR(""));
		build->feeds[l] = declare(build, feed, settings);
		struct str dates = route_made(build->arena, languages, l, ROUTE_ICS, STR(""), STR(""));
		build->calendars[l] = declare(build, dates, settings);
	}
}

static void fill_view(struct build *build)
{
	struct view_site *view = &build->view;
	view->config = &build->config;
	view->languages = &build->config.languages;
	view->package = &build->package;
	view->model = &build->model;
	view->leagues = build->leagues;
	view->scorecards = build->scorecards;
	view->cards = build->cards;
	view->awards = build->awards;
	view->honours = build->honours;
	view->calendar = &build->calendar;
	view->withheld = build->withheld;
	view->hidden = build->hidden;
	view->pasts = build->pasts;
	view->past_is_known = build->history.head != NULL;
	view->past_is_cut = build->history.is_cut;
	view_revisions_init(view, build->arena);
	view->index = &build->index;
	view->honours_published = build->honours_published;
	view->words = build->theme.words;
	view->templates = build->theme.templates;
	view->nav = build->nav;
	map_init(&view->pages, build->arena);
	map_init(&view->files, build->arena);
	VEC_EACH (struct planned *, planned, &build->planned)
		*map_put(&view->pages, (*planned)->entry.path) = &(*planned)->entry;
}

bool phase_plan(struct build *build)
{
	plan_content(build);
	plan_list(build, ROUTE_HOME, PHRASE_BREADCRUMB_HOME);
	plan_leagues(build);
	plan_scorecards(build);
	plan_records(build);
	plan_honours(build);
	plan_awards(build);
	plan_datasets(build);
	plan_editions(build);
	plan_list(build, ROUTE_CALENDAR, PHRASE_NAV_CALENDAR);
	plan_list(build, ROUTE_SEARCH, PHRASE_SEARCH);
	plan_list(build, ROUTE_NOT_FOUND, PHRASE_NOT_FOUND);
	VEC_EACH (struct planned *, planned, &build->planned)
		declare_page(build, *planned);
	plan_assets(build);
	plan_copies(build);
	build->view.version = version_name();
	data_plan(build);
	editions_declare_own(build);
	plan_fixed_files(build);
	search_plan(build);
	plan_nav(build);
	fill_view(build);
	return true;
}
