/* A site in memory for the tests of rules: files as literals, read by the same readers as a real one, results
 * as the text of their CSVs. */
#ifndef UNIT_RULES_SITE_H
#define UNIT_RULES_SITE_H

#include "check.h"

#include "rules/derived.h"

struct file {
	const char *path, *text;
};

static struct diags diags;
static struct package package;
static struct model model;
static struct tree_entry tree_entries[32];
static struct league_result *leagues;
static struct scorecard_result *scorecards;
static struct award_result *awards;
static struct evidence evidence;
static struct honour_result *honours;

static bool read_literal(struct str *out, const struct tree *tree, struct arena *into,
                         const struct tree_entry *entry, struct diags *into_diags)
{
	(void)tree;
	(void)into_diags;
	*out = str_dup(into, str_from(entry->object));
	return true;
}

static inline const struct yml_node *definition(const struct file *files, size_t n, const char *path)
{
	for (size_t i = 0; i < n; i++) {
		if (strcmp(files[i].path, path) != 0)
			continue;
		struct yml_node *node;
		struct source *source = ARENA_NEW(arena, struct source);
		*source = (struct source){str_from(path), str_from(files[i].text)};
		assert_true(yml_parse(&node, arena, source, 0, source->text.len, &diags));
		return node;
	}
	return NULL;
}

/* What has been said, as `path:line:column code [about]` lines, sorted. */
static inline struct str said(void)
{
	struct str all = {0};
	diag_sort(&diags);
	VEC_EACH (struct diag, diag, &diags.list)
		all = str_printf(arena, STR_FMT STR_FMT ":%zu:%zu " STR_FMT "%s" STR_FMT "\n", STR_ARG(all),
		                 STR_ARG(diag->path), diag->line, diag->column,
		                 STR_ARG(diag_code(diag->message)), diag->about.len ? " " : "",
		                 STR_ARG(diag->about));
	return all;
}

/* Reads the files, the plans `p` (2026-2030) and `q` (2025), and computes everything as of a day. */
static inline void compute(const struct file *files, size_t n, const char *today)
{
	static const struct languages languages = {{STR_INIT("vi"), STR_INIT("en")}, 2};
	static const struct plan_period plans[] = {{STR_INIT("p"), 2026, 2030}, {STR_INIT("q"), 2025, 2025}};
	struct tree tree = {.entries = tree_entries, .len = n, .read = read_literal};
	struct date day;
	diag_init(&diags, arena);
	assert_true(n <= 32 && date_parse(&day, str_from(today)));
	for (size_t i = 0; i < n; i++)
		tree_entries[i] = (struct tree_entry){.path = str_from(files[i].path),
		                                      .size = strlen(files[i].text),
		                                      .object = files[i].text};
	tree_sort(tree_entries, n);
	package_load(&package, arena, &tree, &languages, &diags);
	struct definitions definitions = {.leagues = definition(files, n, "data/leagues.yaml"),
	                                  .scorecards = definition(files, n, "data/scorecards.yaml"),
	                                  .awards = definition(files, n, "data/awards.yaml"),
	                                  .calendar = definition(files, n, "data/calendar.yaml")};
	model_build(&model, arena, &package, &definitions, plans, 2, &languages, day, 20, &diags);
	leagues = ARENA_ARRAY(arena, struct league_result, model.leagues.len);
	for (size_t i = 0; i < model.leagues.len; i++)
		league_compute(&leagues[i], arena, &model, &model.leagues.items[i], &diags);
	scorecards = ARENA_ARRAY(arena, struct scorecard_result, model.scorecards.len);
	for (size_t i = 0; i < model.scorecards.len; i++)
		scorecard_compute(&scorecards[i], arena, &model, &model.scorecards.items[i]);
	scorecard_check(arena, &model, scorecards, model.scorecards.len, &diags);
	evidence_open(&evidence, arena, &model, leagues, scorecards);
	awards = ARENA_ARRAY(arena, struct award_result, model.awards.len);
	for (size_t i = 0; i < model.awards.len; i++)
		award_compute(&awards[i], arena, &evidence, &model.awards.items[i], &diags);
	honours = honours_check(arena, &evidence, awards, NULL, &diags);
}

#define COMPUTE(files, today) compute((files), sizeof(files) / sizeof *(files), (today))

/* The rows of a derived table, cells joined by ',', some columns only: "0 1 9"; NULL: all. */
static inline struct str table_text(const struct derived *table, const char *which)
{
	struct buf text;
	buf_init(&text, 1 << 20);
	for (size_t row = 0; row < table->n_rows; row++) {
		struct str cells[DERIVED_COLUMNS_MAX];
		bool first = true;
		table->fill(cells, arena, table, row);
		for (size_t i = 0; i < table->n_columns; i++) {
			char name[2] = {(char)('0' + (int)i), 0};
			if (which && !strstr(which, name))
				continue;
			if (!first)
				buf_char(&text, ',');
			buf_add(&text, cells[i]);
			first = false;
		}
		buf_char(&text, '\n');
	}
	struct str copy = str_dup(arena, buf_str(&text));
	buf_free(&text);
	return copy;
}

static inline struct str league_csv(size_t which)
{
	struct derived table;
	derived_league(&table, &model, &leagues[which]);
	return table_text(&table, NULL);
}

static inline struct str scorecard_csv(size_t which, const char *columns)
{
	struct derived table;
	derived_scorecard(&table, &model, &scorecards[which]);
	return table_text(&table, columns);
}

static inline struct str eligibility_csv(void)
{
	struct derived table;
	derived_eligibility(&table, arena, &model, NULL, awards, model.awards.len);
	return table_text(&table, NULL);
}

#endif
