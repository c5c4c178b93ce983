/* Any bytes as leagues, scorecards, awards and calendar of a small site (between NULs): what is read is
 * computed and judged without a crash, and all that is said has its place. */
#include "base/arena.h"
#include "rules/calendar.h"
#include "rules/derived.h"

#include <stdlib.h>

enum { FILES = 4 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct languages languages = {{STR_INIT("vi"), STR_INIT("en")}, 2};

static struct {
	struct str path, text;
} files[] = {
        {STR_INIT("data/datapackage.yaml"),
         STR_INIT(
                 "resources:\n"
                 "- {name: units, path: units.csv, schema: {primaryKey: unit, fields: [{name: unit}, {name: "
                 "name_vi}, "
                 "{name: name_en}, {name: kind}, {name: bloc}]}}\n"
                 "- {name: indicators, path: indicators.csv, schema: {primaryKey: indicator, fields: [{name: "
                 "indicator}, {name: name_vi}, {name: name_en}, {name: unit_of_measure}, {name: "
                 "aggregate}]}}\n"
                 "- {name: scores, path: scores.csv, schema: {fields: [{name: unit}, {name: year, type: "
                 "year}, {name: a, "
                 "type: number}, {name: b, type: number}]}}\n"
                 "- {name: targets, path: targets.csv, schema: {primaryKey: target, fields: [{name: target}, "
                 "{name: "
                 "plan}, {name: indicator}, {name: unit}, {name: comparator}, {name: value, type: number}, "
                 "{name: "
                 "frequency}]}}\n"
                 "- {name: results, path: results.csv, schema: {fields: [{name: indicator}, {name: unit}, "
                 "{name: "
                 "period}, {name: value, type: number}]}}\n"
                 "- {name: nominees, path: nominees.csv, schema: {fields: [{name: award}, {name: year, type: "
                 "year}, "
                 "{name: unit}, {name: person}]}}\n"
                 "- {name: honours, path: honours.csv, schema: {primaryKey: honour, fields: [{name: honour}, "
                 "{name: "
                 "award}, {name: year, type: year}, {name: recipient}, {name: unit}, {name: person}, {name: "
                 "state}]}}\n")},
        {STR_INIT("data/honours.csv"),
         STR_INIT("honour,award,year,recipient,unit,person,state\nh,a,2025,collective,u,,decided\n"
                  "i,a,2025,individual,v,P,decided\n")},
        {STR_INIT("data/indicators.csv"), STR_INIT("indicator,name_vi,name_en,unit_of_measure,aggregate\ni,"
                                                   "Chỉ số,Index,%,ratio\nj,Số,Number,n,sum\n")},
        {STR_INIT("data/nominees.csv"), STR_INIT("award,year,unit,person\na,2025,u,\na,2025,v,P\n")},
        {STR_INIT("data/results.csv"),
         STR_INIT("indicator,unit,period,value\ni,u,2025-Q1,90\nj,u,2025-Q1,3\nj,v,2025-Q2,4\n")},
        {STR_INIT("data/scores.csv"), STR_INIT("unit,year,a,b\nu,2024,1,2.5\nu,2025,2,3\nv,2025,2,3\n")},
        {STR_INIT("data/targets.csv"),
         STR_INIT("target,plan,indicator,unit,comparator,value,frequency\nt,p,i,u,ge,95,quarter\n"
                  "s,p,j,,ge,4,year\n")},
        {STR_INIT("data/units.csv"),
         STR_INIT("unit,name_vi,name_en,kind,bloc\nu,Văn phòng,Office,k,x\nv,Tư pháp,Justice,k,\n")}};

static bool read_file(struct str *out, const struct tree *tree, struct arena *arena,
                      const struct tree_entry *entry, struct diags *diags)
{
	(void)tree;
	(void)arena;
	(void)diags;
	*out = *(const struct str *)entry->object;
	return true;
}

static const struct yml_node *read_yaml(struct arena *arena, struct str path, struct str text,
                                        struct diags *diags)
{
	struct yml_node *node;
	struct source *source = ARENA_NEW(arena, struct source);
	*source = (struct source){path, text};
	return text.len && yml_parse(&node, arena, source, 0, text.len, diags) ? node : NULL;
}

static void compute(struct arena *arena, const struct model *model, struct diags *diags)
{
	struct league_result *leagues = ARENA_ARRAY(arena, struct league_result, model->leagues.len);
	struct scorecard_result *cards = ARENA_ARRAY(arena, struct scorecard_result, model->scorecards.len);
	struct award_result *awards = ARENA_ARRAY(arena, struct award_result, model->awards.len);
	struct evidence evidence;
	struct calendar_result calendar;
	for (size_t i = 0; i < model->leagues.len; i++)
		league_compute(&leagues[i], arena, model, &model->leagues.items[i], diags);
	for (size_t i = 0; i < model->scorecards.len; i++)
		scorecard_compute(&cards[i], arena, model, &model->scorecards.items[i]);
	scorecard_check(arena, model, cards, model->scorecards.len, diags);
	evidence_open(&evidence, arena, model, leagues, cards);
	for (size_t i = 0; i < model->awards.len; i++)
		award_compute(&awards[i], arena, &evidence, &model->awards.items[i], diags);
	honours_check(arena, &evidence, awards, NULL, diags);
	calendar_compute(&calendar, arena, model);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum { N = sizeof files / sizeof *files };
	static const struct str names[FILES] = {STR_INIT("leagues"), STR_INIT("scorecards"),
	                                        STR_INIT("awards"), STR_INIT("calendar")};
	struct plan_period plan = {.id = STR("p"), .first_year = 2024, .last_year = 2026};
	struct arena *arena = arena_new();
	struct tree_entry entries[N];
	struct str rest = {(const char *)data, size}, text;
	const struct yml_node *nodes[FILES];
	struct package package;
	struct model model;
	struct diags diags;
	diag_init(&diags, arena);
	for (size_t i = 0; i < N; i++)
		entries[i] = (struct tree_entry){files[i].path, TREE_FILE, files[i].text.len, &files[i].text};
	struct tree tree = {.entries = entries, .len = N, .read = read_file};
	if (!package_load(&package, arena, &tree, &languages, &diags))
		abort();
	for (size_t i = 0; i < FILES; i++) {
		str_cut(&text, &rest, rest, '\0');
		nodes[i] = read_yaml(arena, names[i], text, &diags);
	}
	struct definitions definitions = {
	        .leagues = nodes[0], .scorecards = nodes[1], .awards = nodes[2], .calendar = nodes[3]};
	struct date today = date_from((struct civil){2026, 3, 31});
	model_build(&model, arena, &package, &definitions, &plan, 1, &languages, today, 20, &diags);
	compute(arena, &model, &diags);
	diag_settle(&diags);
	VEC_EACH (struct diag, diag, &diags.list)
		if (diag->line < 1 || diag->column < 1 || diag->column > size + 200)
			abort();
	arena_free(arena);
	return 0;
}
