/* Pages: each in an arena of its own, on any core, from data that are const by now. */
#include "site/phases.h"

#include "base/arena.h"
#include "site/kinds.h"

#include <assert.h>
#include <omp.h>

enum { PAGE_MAX = 64 << 20 };

/* What one thread makes pages with. */
struct worker {
	struct arena *arena;
	struct diags diags;
	struct buf html;
};

static void add_accepted(struct view_head *head, const struct build *build, const struct planned *planned)
{
	const struct kept_list *kept = map_get(&build->kept_by_path, planned->entry.path);
	if (!kept)
		return;
	head->accepted = kept->items;
	head->n_accepted = kept->len;
}

/* The plan has named the charts by what the page is made from; these are they. */
static bool write_drawings(struct worker *worker, const struct build *build, const struct planned *planned,
                           size_t language, const struct view *view)
{
	bool done = true;
	assert(view->drawings.len == planned->n_drawings[language]);
	for (size_t i = 0; done && i < view->drawings.len; i++) {
		struct output_entry *entry = planned->drawings[language][i];
		assert(str_ends(entry->path, view->drawings.items[i].name));
		done = output_put(build->output, entry, view->drawings.items[i].svg, &worker->diags);
	}
	return done;
}

static bool make_page(struct worker *worker, const struct build *build, const struct planned *planned,
                      size_t language)
{
	const struct kind *kind = kind_of(planned);
	struct view view;
	struct view_head head = {.updated = DATE_NONE, .committed = DATE_NONE};
	struct making making = {build, planned, &view};
	view_open(&view, worker->arena, &build->view, language, planned->entry.path, &worker->diags);
	kind->head(&head, &making);
	add_accepted(&head, build, planned);
	struct value *tree = view_page_tree(&view, &head);
	buf_clear(&worker->html);
	return kind->fill(tree, &making) && view_render(&worker->html, &view, head.kind, tree) &&
	       write_drawings(worker, build, planned, language, &view);
}

/* What a template lacks is lacking on every page that uses it: said once, of the first of them. */
static bool is_said(const struct build *build, const struct diag *diag)
{
	VEC_EACH (struct diag, said, &build->diags->list) {
		if (said->message != diag->message || said->line != diag->line ||
		    said->column != diag->column || !str_eq(said->path, diag->path))
			continue;
		if (str_cmp(diag->args[1], said->args[1]) < 0)
			said->args[1] = str_dup(build->arena, diag->args[1]);
		return true;
	}
	return false;
}

static void merge(struct build *build, struct diags *diags)
{
	size_t kept = 0;
	diag_settle(diags);
	VEC_EACH (struct diag, diag, &diags->list) {
		if (diag->message == MESSAGE_TEMPLATE_NAME && is_said(build, diag))
			diags->errors--;
		else
			diags->list.items[kept++] = *diag;
	}
	diags->list.len = kept;
	diag_merge(build->diags, diags);
}

static bool write_page(struct worker *worker, struct build *build, struct planned *planned, size_t language)
{
	diag_init(&worker->diags, worker->arena);
	bool done =
	        make_page(worker, build, planned, language) &&
	        output_put(build->output, planned->outputs[language], buf_str(&worker->html), &worker->diags);
	if (worker->diags.list.len) {
#pragma omp critical(build_diags)
		merge(build, &worker->diags);
	}
	arena_reset(worker->arena);
	return done;
}

/* One page more. The thread that runs the build is the first of the team: it tells how many there are. */
static void count_page(const struct build *build, size_t *rendered)
{
	const struct site_options *options = build->options;
	size_t done;
#pragma omp atomic capture
	done = ++*rendered;
	if (options->progress && omp_get_thread_num() == 0)
		options->progress(options->progress_context, "render", done, build->summary->pages);
}

/* Pages are handed out in pieces, and each piece lies as far as can be from the one before it: two threads
 * that make folders in one folder wait for each other. */
enum { PIECE = 16 };

static bool make_piece(struct worker *worker, struct build *build, size_t piece, size_t *rendered)
{
	size_t n = build->planned.len, end = n * build->config.languages.len;
	bool good = true;
	for (size_t i = piece * PIECE; i < end && i < (piece + 1) * PIECE; i++) {
		struct planned *planned = build->planned.items[i % n];
		if (!(planned->entry.exists >> (i / n) & 1))
			continue;
		good = write_page(worker, build, planned, i / n) && good;
		count_page(build, rendered);
	}
	return good;
}

bool phase_render(struct build *build)
{
	size_t pages = build->planned.len * build->config.languages.len, jobs = (size_t)build->jobs;
	size_t each = pages / PIECE / jobs + 1; /* pieces, of each of `jobs` runs */
	size_t rendered = 0;
	bool good = true;
#pragma omp parallel num_threads(build->jobs) reduction(&& : good)
	{
		struct worker worker = {.arena = arena_new()};
		buf_init(&worker.html, PAGE_MAX);
#pragma omp for schedule(dynamic, 1)
		for (size_t i = 0; i < each * jobs; i++)
			good = make_piece(&worker, build, i % jobs * each + i / jobs, &rendered) && good;
		buf_free(&worker.html);
		arena_free(worker.arena);
	}
	return good && build->diags->errors == 0 && build->diags->failures == 0;
}
