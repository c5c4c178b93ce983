#include "site/build.h"

#include "base/arena.h"
#include "site/stamp.h"
#include "site/team.h"

#include <time.h>

/* The whole program in a list. A check runs all but those that write: its pages are made, and dropped. */
static const struct {
	const char *name;
	bool (*run)(struct build *build);
	bool writes;
} phases[] = {
        {"read", phase_read, false},       {"parse", phase_parse, false}, {"model", phase_model, false},
        {"history", phase_history, false}, {"rules", phase_rules, false}, {"plan", phase_plan, false},
        {"check", phase_check, false},     {"data", phase_data, true},    {"render", phase_render, false},
        {"publish", phase_publish, true},
};

enum { PHASES = LENGTH(phases) };

double site_clock(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void build_init(struct build *build, const struct site_options *options, struct arena *arena,
                struct diags *diags)
{
	*build = (struct build){.options = options, .arena = arena, .diags = diags};
	build->jobs = team_start(options->jobs);
	output_list_init(&build->outputs, arena);
	map_init(&build->planned_by_path, arena);
	map_init(&build->copies_by_route, arena);
}

void build_close(struct build *build)
{
	output_close(build->output);
	for (size_t i = 0; i < build->n_keeps; i++)
		arena_free(build->keeps[i]);
	spool_close(build->spool);
	history_close(&build->history);
	theme_close(&build->theme);
	tree_close(&build->tree);
	tree_close(&build->defaults);
	repo_close(build->repo);
}

bool build_run(struct build *build, bool (*last)(struct build *build))
{
	for (size_t i = 0; i < PHASES; i++) {
		if (phases[i].writes && !build->summary)
			continue;
		double start = site_clock();
		if (build->options->progress)
			build->options->progress(build->options->progress_context, phases[i].name, 0, 0);
		bool done = phases[i].run(build);
		if (build->options->timings)
			fprintf(stderr, "%s %.3f\n", phases[i].name, site_clock() - start);
		if (!done || phases[i].run == last)
			return done;
	}
	return true;
}

const char *site_out(struct arena *arena, const struct site_options *options)
{
	return options->out ? options->out : STR_JOIN(arena, str_from(options->folder), STR("/public")).ptr;
}

bool site_build(struct site_summary *summary, const struct site_options *options, struct arena *arena,
                struct diags *diags)
{
	struct build build;
	double start = site_clock();
	*summary = (struct site_summary){0};
	build_init(&build, options, arena, diags);
	build.summary = summary;
	bool stamps = options->stamp && options->rev.len == 0 && !options->timings;
	struct stamp *stamp = stamps ? stamp_open(arena, options) : NULL;
	bool held = stamp && stamp_holds(summary, stamp, diags);
	bool done = held || build_run(&build, phase_publish);
	if (done && !held && stamp && diags->errors + diags->failures == 0)
		stamp_keep(stamp, &build);
	stamp_close(stamp);
	build_close(&build);
	summary->base_url = build.config.base_url;
	summary->seconds = site_clock() - start;
	return done;
}

bool site_check(const struct site_options *options, struct arena *arena, struct diags *diags)
{
	struct build build;
	build_init(&build, options, arena, diags);
	bool done = build_run(&build, phase_render);
	build_close(&build);
	return done;
}
