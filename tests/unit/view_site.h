/* A site in memory for the tests of views: rules_site.h, the words of the default theme, and a page open. */
#ifndef UNIT_VIEW_SITE_H
#define UNIT_VIEW_SITE_H

#include "rules_site.h"

#include "rules/calendar.h"
#include "view/parts.h"
#include "view/scorecard.h"
#include "json/json.h"

static const struct languages view_languages = {{STR_INIT("vi"), STR_INIT("en")}, 2};
static struct words view_words[2];
static struct config view_config;
static struct view_nav view_nav[2];
static struct view_site site;
static struct view view;

static inline struct str read_whole(const char *path)
{
	struct buf text;
	char part[4096];
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	buf_init(&text, 1 << 24);
	for (size_t n; (n = fread(part, 1, sizeof part, file)) > 0;)
		buf_add(&text, (struct str){part, n});
	fclose(file);
	struct str copy = str_dup(arena, buf_str(&text));
	buf_free(&text);
	return copy;
}

static inline void add_page(struct str path, struct label title, uint32_t exists)
{
	struct view_entry *entry = ARENA_NEW(arena, struct view_entry);
	*entry = (struct view_entry){.path = path, .title = title, .exists = exists};
	*map_put(&site.pages, path) = entry;
}

static inline struct label both(const char *vi, const char *en)
{
	return (struct label){.texts = {str_from(vi), str_from(en)}};
}

static inline struct str made(enum route_kind kind, struct str id, struct str part)
{
	return route_made(arena, &view_languages, 0, kind, id, part);
}

static inline void add_pages(void)
{
	add_page(STR("/"), both("Trang", "Site"), 3);
	add_page(STR("/plans/p/"), both("Kế hoạch P", "Plan P"), 3);
	add_page(STR("/plans/q/"), both("Kế hoạch Q", ""), 1);
	add_page(STR("/data/"), both("Dữ liệu", "Data"), 3);
	for (size_t i = 0; i < model.units.len; i++)
		add_page(made(ROUTE_UNIT, model.units.items[i].id, STR("")), model.units.items[i].name, 3);
	for (size_t i = 0; i < model.indicators.len; i++)
		add_page(made(ROUTE_INDICATOR, model.indicators.items[i].id, STR("")),
		         model.indicators.items[i].name, 3);
	for (size_t i = 0; i < model.leagues.len; i++) {
		add_page(made(ROUTE_LEAGUE, model.leagues.items[i].id, STR("")), model.leagues.items[i].title,
		         3);
		for (size_t j = 0; j < leagues[i].n_periods; j++)
			add_page(made(ROUTE_LEAGUE_PERIOD, model.leagues.items[i].id,
			              period_text(arena, leagues[i].periods[j].period)),
			         model.leagues.items[i].title, 3);
	}
	for (size_t i = 0; i < model.scorecards.len; i++) {
		add_page(made(ROUTE_SCORECARD, model.scorecards.items[i].id, STR("")),
		         model.scorecards.items[i].title, 3);
		for (size_t j = 0; j < scorecards[i].n_periods; j++)
			add_page(made(ROUTE_SCORECARD_PERIOD, model.scorecards.items[i].id,
			              period_text(arena, scorecards[i].periods[j])),
			         model.scorecards.items[i].title, 3);
	}
}

/* After COMPUTE: opens a page of that path in a language. */
static inline void open_view(const char *path, size_t language)
{
	static const char *const files[] = {"themes/default/i18n/vi.yaml", "themes/default/i18n/en.yaml"};
	for (size_t i = 0; i < 2; i++) {
		struct source *source = ARENA_NEW(arena, struct source);
		*source = (struct source){str_from(files[i]), read_whole(files[i])};
		assert_true(words_load(&view_words[i], arena, view_languages.codes[i], i, source, &diags));
	}
	assert_true(words_compare(view_words, 2, &diags));
	struct view_card *cards = ARENA_ARRAY(arena, struct view_card, model.scorecards.len);
	for (size_t i = 0; i < model.scorecards.len; i++)
		view_card_init(&cards[i], arena, &scorecards[i]);
	static struct calendar_result dates;
	calendar_compute(&dates, arena, &model);
	view_config = (struct config){.base_url = STR("https://x.example/"), .languages = view_languages};
	view_config.title = both("Trang", "Site");
	site = (struct view_site){.config = &view_config,
	                          .languages = &view_languages,
	                          .package = &package,
	                          .model = &model,
	                          .leagues = leagues,
	                          .scorecards = scorecards,
	                          .cards = cards,
	                          .awards = awards,
	                          .honours = honours,
	                          .calendar = &dates,
	                          .words = view_words,
	                          .nav = view_nav,
	                          .version = STR("congbo")};
	map_init(&site.pages, arena);
	map_init(&site.files, arena);
	add_pages();
	view_open(&view, arena, &site, language, str_from(path), &diags);
}

static inline void close_view(void)
{
	for (size_t i = 0; i < 2; i++)
		text_locale_close(view_words[i].locale);
}

/* `league.rows.0.unit`: a part of a tree; NULL where there is none. */
static inline const struct value *at(const struct value *tree, const char *path)
{
	struct str rest = str_from(path), name;
	for (bool more = rest.len > 0; more && tree;) {
		more = str_cut(&name, &rest, rest, '.');
		if (tree->kind == VALUE_LIST) {
			size_t i = (size_t)strtoul(str_z(arena, name), NULL, 10);
			tree = i < tree->len ? tree->items[i] : NULL;
		} else {
			tree = value_get(tree, name);
		}
	}
	return tree;
}

static inline struct str json(const struct value *tree, const char *path)
{
	struct buf text;
	const struct value *part = at(tree, path);
	if (!part)
		return STR("(nothing)");
	buf_init(&text, 1 << 24);
	json_write(&text, part, 0);
	struct str copy = str_dup(arena, buf_str(&text));
	buf_free(&text);
	return copy;
}

#define assert_json(tree, path, expected) assert_str(json((tree), (path)), (expected))

#endif
