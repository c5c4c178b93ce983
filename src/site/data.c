/* The data files: declared with all other outputs, written before the pages, which state their sizes. */
#include "site/editions.h"
#include "view/corrections.h"
#include "view/triangle.h"

#include "base/arena.h"
#include "rules/derived.h"

/* ---- datasets ---- */

/* A derived table as the export wants it: its rows are made as they are written. */
static struct derived *table_of(struct build *build, struct dataset_rows *out, struct str id)
{
	struct derived *table = ARENA_NEW(build->arena, struct derived);
	*out = (struct dataset_rows){.id = id, .table = table};
	return table;
}

static struct dataset_rows *rows_of_leagues(struct build *build)
{
	size_t n = build->model.leagues.len;
	struct dataset_rows *rows = ARENA_ARRAY(build->arena, struct dataset_rows, n);
	for (size_t i = 0; i < n; i++)
		derived_league(table_of(build, &rows[i], build->leagues[i].league->id), &build->model,
		               &build->leagues[i]);
	return rows;
}

static struct dataset_rows *rows_of_scorecards(struct build *build)
{
	size_t n = build->model.scorecards.len;
	struct dataset_rows *rows = ARENA_ARRAY(build->arena, struct dataset_rows, n);
	for (size_t i = 0; i < n; i++)
		derived_scorecard(table_of(build, &rows[i], build->scorecards[i].scorecard->id),
		                  &build->model, &build->scorecards[i]);
	return rows;
}

static struct dataset_rows *change_rows(size_t *n, struct build *build)
{
	enum { COLUMNS = 8 };
	const struct package *package = &build->package;
	struct dataset_rows *rows = ARENA_ARRAY(build->arena, struct dataset_rows, package->len);
	*n = 0;
	for (size_t i = 0; i < package->len; i++) {
		const struct past *past = &build->pasts[i];
		struct str *cells = ARENA_ARRAY(build->arena, struct str, past->n_changes * COLUMNS);
		if (!package->resources[i].publish)
			continue;
		for (size_t k = 0; k < past->n_changes; k++) {
			const struct change *change = &past->changes[k];
			const struct str row[COLUMNS] = {oid_text(build->arena, change->commit->id),
			                                 repo_time_text(build->arena, change->commit->time),
			                                 change->key,
			                                 change->column,
			                                 change->old,
			                                 change->new,
			                                 change_class_text(change->class),
			                                 change->reason};
			memcpy(cells + k * COLUMNS, row, sizeof row);
		}
		rows[(*n)++] = (struct dataset_rows){
		        .id = package->resources[i].name, .cells = cells, .n = past->n_changes};
	}
	return rows;
}

/* The day of the last commit of each resource's file, in Viet Nam as everywhere on the site. */
static struct date *modified_days(struct build *build)
{
	const struct package *package = &build->package;
	struct date *days = ARENA_ARRAY(build->arena, struct date, package->len);
	for (size_t i = 0; i < package->len; i++) {
		const struct repo_commit *last =
		        history_last(&build->history, package->resources[i].file.path);
		days[i] = last ? site_day(last->time) : DATE_NONE;
	}
	return days;
}

void data_plan(struct build *build)
{
	const struct model *model = &build->model;
	struct dataset_rows *single = ARENA_ARRAY(build->arena, struct dataset_rows, 3);
	struct dataset_sources sources = {.config = &build->config,
	                                  .model = model,
	                                  .withheld = build->withheld,
	                                  .leagues = rows_of_leagues(build),
	                                  .n_leagues = model->leagues.len,
	                                  .scorecards = rows_of_scorecards(build),
	                                  .n_scorecards = model->scorecards.len,
	                                  .modified = modified_days(build)};
	sources.changes = change_rows(&sources.n_changes, build);
	if (model->awards.len) {
		derived_eligibility(table_of(build, &single[0], STR("")), build->arena, model,
		                    build->withheld, build->awards, model->awards.len);
		sources.eligibility = &single[0];
	}
	if (model->honours.origin.resource) {
		derived_honours(table_of(build, &single[1], STR("")), build->arena, model);
		sources.honours = &single[1];
	}
	derived_calendar(table_of(build, &single[2], STR("")), model, &build->calendar);
	sources.calendar = &single[2];
	datasets_build(&build->datasets, build->arena, &sources);
	export_declare(&build->export, build->arena, &build->outputs, &build->config, &build->package,
	               &build->datasets, build->today, build->view.version, build->diags);
}

/* ---- the phase ---- */

/* What pages say of the files. */
static void note_files(struct build *build)
{
	for (size_t i = 0; i < build->export.n_files; i++) {
		const struct export_file *file = &build->export.files[i];
		struct view_file *noted = ARENA_NEW(build->arena, struct view_file);
		*noted = (struct view_file){.size = file->entry->bytes,
		                            .rows = file->dataset ? file->dataset->rows : 0,
		                            .updated = DATE_NONE};
		*map_put(&build->view.files, STR_JOIN(build->arena, STR("/"), file->entry->path)) = noted;
	}
}

static bool copy_file(struct build *build, const struct copied *copied)
{
	struct arena *scratch = arena_new();
	struct str bytes;
	bool done = copied->tree->read(&bytes, copied->tree, scratch, copied->from, build->diags) &&
	            output_put(build->output, copied->output, bytes, build->diags);
	/* the catalogue states the hashes of what editions published */
	if (done && str_starts(copied->route, STR("/editions/")))
		memcpy(copied->output->sha256, hash_hex(scratch, bytes).ptr, HASH_HEX);
	arena_free(scratch);
	return done;
}

bool phase_data(struct build *build)
{
	const struct site_options *options = build->options;
	if (!output_open(&build->output, build->arena, &build->outputs, site_out(build->arena, options),
	                 !options->out, build->diags))
		return false;
	VEC_EACH (struct copied *, copied, &build->copied) {
		if (!copy_file(build, *copied))
			return false;
	}
	editions_describe(build);
	if (!export_write(&build->export, build->output, build->diags))
		return false;
	note_files(build);
	editions_open_now(build);
	return editions_write_own(build) && view_corrections_init(&build->view, build->arena, build->diags) &&
	       view_triangles_init(&build->view, build->arena,
	                           renames_of(&build->history.renames, STR("results")), build->diags);
}
