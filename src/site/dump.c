/* A stage of the build as JSON, for people who work on congbo: what the phases before it have made of a site.
 */

#include "base/arena.h"
#include "rules/derived.h"
#include "site/build.h"
#include "json/json.h"

#define PUT(arena, map, key, item) value_set((arena), (map), STR(key), (item))

static struct value *text(struct arena *arena, struct str text)
{
	return value_string(arena, text);
}

static struct value *label(const struct build *build, const struct label *label)
{
	struct value *map = value_map(build->arena);
	for (size_t l = 0; l < build->config.languages.len; l++)
		value_set(build->arena, map, build->config.languages.codes[l],
		          text(build->arena, label->texts[l]));
	return map;
}

static struct value *dump_config(const struct build *build)
{
	const struct config *config = &build->config;
	struct arena *arena = build->arena;
	struct value *map = value_map(arena), *languages = value_list(arena);
	for (size_t l = 0; l < config->languages.len; l++)
		value_push(arena, languages, text(arena, config->languages.codes[l]));
	PUT(arena, map, "title", label(build, &config->title));
	PUT(arena, map, "base_url", text(arena, config->base_url));
	PUT(arena, map, "languages", languages);
	PUT(arena, map, "theme", text(arena, config->theme));
	PUT(arena, map, "today", text(arena, date_iso(arena, build->today)));
	PUT(arena, map, "close_days", value_count(arena, (size_t)config->close_days));
	PUT(arena, map, "accepts", value_count(arena, config->n_accepts));
	return map;
}

static struct value *dump_page(const struct build *build, const struct page *page)
{
	struct arena *arena = build->arena;
	struct value *map = value_map(arena), *headings = value_list(arena), *links = value_list(arena);
	VEC_EACH (const struct md_heading, heading, &page->headings)
		value_push(arena, headings, text(arena, heading->id));
	VEC_EACH (const struct md_link, link, &page->links)
		value_push(arena, links, text(arena, link->target));
	PUT(arena, map, "source", text(arena, page->source.path));
	PUT(arena, map, "route", text(arena, page->route));
	PUT(arena, map, "title", text(arena, page->title));
	PUT(arena, map, "broken", value_bool(arena, page->broken));
	PUT(arena, map, "headings", headings);
	PUT(arena, map, "links", links);
	PUT(arena, map, "views_and_figures", value_count(arena, page->specs.len));
	PUT(arena, map, "numbers", value_count(arena, page->numbers.len));
	return map;
}

static struct value *dump_pages(const struct build *build)
{
	struct value *list = value_list(build->arena);
	for (size_t i = 0; i < build->pages.len; i++)
		value_push(build->arena, list, dump_page(build, build->pages.items[i]));
	return list;
}

static struct value *dump_package(const struct build *build)
{
	struct arena *arena = build->arena;
	struct value *list = value_list(arena);
	for (size_t i = 0; i < build->package.len; i++) {
		const struct resource *resource = &build->package.resources[i];
		struct value *map = value_map(arena), *fields = value_list(arena);
		for (size_t f = 0; f < resource->n_fields; f++)
			value_push(arena, fields, text(arena, resource->fields[f].name));
		PUT(arena, map, "name", text(arena, resource->name));
		PUT(arena, map, "path", text(arena, resource->file.path));
		PUT(arena, map, "rows", value_count(arena, resource->table.rows));
		PUT(arena, map, "fields", fields);
		PUT(arena, map, "publish", value_bool(arena, resource->publish));
		PUT(arena, map, "broken", value_bool(arena, resource->broken));
		value_push(arena, list, map);
	}
	return list;
}

static struct value *dump_model(const struct build *build)
{
	const struct model *model = &build->model;
	struct arena *arena = build->arena;
	struct value *map = value_map(arena);
	PUT(arena, map, "units", value_count(arena, model->units.len));
	PUT(arena, map, "indicators", value_count(arena, model->indicators.len));
	PUT(arena, map, "targets", value_count(arena, model->targets.len));
	PUT(arena, map, "results", value_count(arena, model->results.len));
	PUT(arena, map, "honours", value_count(arena, model->honours.len));
	PUT(arena, map, "leagues", value_count(arena, model->leagues.len));
	PUT(arena, map, "scorecards", value_count(arena, model->scorecards.len));
	PUT(arena, map, "awards", value_count(arena, model->awards.len));
	PUT(arena, map, "plans", value_count(arena, model->n_plans));
	return map;
}

/* The rows of a derived table, each a list of texts, the header first. */
static struct value *dump_table(const struct build *build, const struct derived *table)
{
	struct arena *arena = build->arena;
	struct value *rows = value_list(arena);
	struct str cells[DERIVED_COLUMNS_MAX];
	for (size_t i = 0; i <= table->n_rows; i++) {
		struct value *row = value_list(arena);
		if (i)
			table->fill(cells, arena, table, i - 1);
		for (size_t c = 0; c < table->n_columns; c++)
			value_push(arena, row, text(arena, i ? cells[c] : table->columns[c]));
		value_push(arena, rows, row);
	}
	return rows;
}

static struct value *dump_rules(const struct build *build)
{
	struct arena *arena = build->arena;
	struct value *map = value_map(arena), *leagues = value_map(arena), *scorecards = value_map(arena);
	struct derived table;
	for (size_t i = 0; i < build->model.leagues.len; i++) {
		derived_league(&table, &build->model, &build->leagues[i]);
		value_set(arena, leagues, build->leagues[i].league->id, dump_table(build, &table));
	}
	for (size_t i = 0; i < build->model.scorecards.len; i++) {
		derived_scorecard(&table, &build->model, &build->scorecards[i]);
		value_set(arena, scorecards, build->scorecards[i].scorecard->id, dump_table(build, &table));
	}
	PUT(arena, map, "leagues", leagues);
	PUT(arena, map, "scorecards", scorecards);
	derived_eligibility(&table, arena, &build->model, build->withheld, build->awards,
	                    build->model.awards.len);
	PUT(arena, map, "eligibility", dump_table(build, &table));
	derived_calendar(&table, &build->model, &build->calendar);
	PUT(arena, map, "calendar", dump_table(build, &table));
	return map;
}

static struct value *dump_plan(const struct build *build)
{
	struct value *list = value_list(build->arena);
	VEC_EACH (struct output_entry *, entry, &build->outputs.entries)
		value_push(build->arena, list, text(build->arena, (*entry)->path));
	return list;
}

/* A stage and the phase that completes it. */
static const struct stage {
	const char *name;
	bool (*phase)(struct build *build);
	struct value *(*dump)(const struct build *build);
} stages[] = {
        {"config", phase_read, dump_config},    {"pages", phase_parse, dump_pages},
        {"package", phase_parse, dump_package}, {"model", phase_model, dump_model},
        {"rules", phase_rules, dump_rules},     {"plan", phase_plan, dump_plan},
};

enum { STAGES = LENGTH(stages), DUMP_MAX = 1 << 30 };

bool site_dump(FILE *to, struct str stage, const struct site_options *options, struct arena *arena,
               struct diags *diags)
{
	size_t at = 0;
	while (at < STAGES && !str_eq(stage, str_from(stages[at].name)))
		at++;
	if (at == STAGES) {
		DIAG(diags, (struct place){0}, USAGE_STAGE, stage);
		return false;
	}
	struct build build;
	build_init(&build, options, arena, diags);
	bool done = build_run(&build, stages[at].phase);
	if (done) {
		struct buf json;
		buf_init(&json, DUMP_MAX);
		json_write(&json, stages[at].dump(&build), 2);
		buf_char(&json, '\n');
		fwrite(json.ptr, 1, json.len, to);
		buf_free(&json);
	}
	build_close(&build);
	return done;
}
