/* The last commit of each file. A file is looked for from the newest commit down: where a commit has it as a
 * parent had it, the search goes on in that parent (the first such one, as git log does), else the commit is
 * the one. Each file is in one search at a time, and a search moves on to the first parent as a whole, so a
 * walk costs what the commits change. */
#include "history/dates.h"

#include "base/arena.h"

struct search {
	VEC(size_t) files; /* some of them may have left: then they name another search */
};

struct dates {
	struct arena *arena;
	const struct history *history;
	struct tree tree;   /* of the newest commit */
	struct search **at; /* by commit; NULL: nothing is looked for there */
	struct search **of; /* by file; NULL: found */
	struct map index;   /* path → file + 1 */
	size_t *changed;    /* by file: the number of the comparison that found it last */
	size_t comparison;
	VEC(size_t) found; /* by this comparison */
};

static void note(void *data, struct str path)
{
	struct dates *dates = data;
	size_t file = (size_t)map_get(&dates->index, path);
	if (file == 0)
		return;
	dates->changed[file - 1] = dates->comparison;
	*VEC_PUSH(dates->arena, &dates->found) = file - 1;
}

static bool ask(struct dates *dates, size_t commit, size_t parent, struct diags *diags)
{
	const struct repo_commit *items = dates->history->log.items;
	dates->comparison++;
	dates->found.len = 0;
	return repo_compare(dates->history->repo, items[parent].root, items[commit].root, note, dates, diags);
}

static void put(struct dates *dates, struct search *search, size_t file)
{
	*VEC_PUSH(dates->arena, &search->files) = file;
	dates->of[file] = search;
}

/* The smaller search joins the larger. */
static void move(struct dates *dates, struct search *search, size_t commit)
{
	struct search *other = dates->at[commit];
	if (!other) {
		dates->at[commit] = search;
		return;
	}
	struct search *small = other->files.len < search->files.len ? other : search;
	struct search *large = small == other ? search : other;
	VEC_EACH (size_t, file, &small->files) {
		if (dates->of[*file] == small)
			put(dates, large, *file);
	}
	dates->at[commit] = large;
}

/* Takes the files that differ from the first parent out of the search. */
static size_t take_changed(size_t **out, struct dates *dates, const struct search *search)
{
	size_t n = 0;
	*out = ARENA_ARRAY(dates->arena, size_t, dates->found.len);
	VEC_EACH (size_t, file, &dates->found) {
		if (dates->of[*file] != search)
			continue;
		dates->of[*file] = NULL;
		(*out)[n++] = *file;
	}
	return n;
}

/* Those of n files that a further parent has alike go on there; returns how many stay. */
static size_t give(struct dates *dates, size_t *files, size_t n, size_t parent)
{
	size_t left = 0;
	struct search *search = NULL;
	for (size_t i = 0; i < n; i++) {
		if (dates->changed[files[i]] == dates->comparison) {
			files[left++] = files[i];
			continue;
		}
		if (!search)
			search = ARENA_NEW(dates->arena, struct search);
		put(dates, search, files[i]);
	}
	if (search)
		move(dates, search, parent);
	return left;
}

static void settle(struct map *last, struct dates *dates, size_t file, size_t commit)
{
	struct str path = str_dup(last->arena, dates->tree.entries[file].path);
	*map_put(last, path) = &dates->history->log.items[commit];
	dates->of[file] = NULL;
}

static bool search_commit(struct map *last, struct dates *dates, size_t commit, struct diags *diags)
{
	struct search *search = dates->at[commit];
	const struct repo_commit *at = &dates->history->log.items[commit];
	if (at->n_parents == 0) {
		VEC_EACH (size_t, file, &search->files) {
			if (dates->of[*file] == search)
				settle(last, dates, *file, commit);
		}
		return true;
	}
	if (!ask(dates, commit, at->parents[0], diags))
		return false;
	size_t *files, n = take_changed(&files, dates, search);
	move(dates, search, at->parents[0]);
	for (size_t i = 1; n && i < at->n_parents; i++) {
		if (!ask(dates, commit, at->parents[i], diags))
			return false;
		n = give(dates, files, n, at->parents[i]);
	}
	for (size_t i = 0; i < n; i++)
		settle(last, dates, files[i], commit);
	return true;
}

bool dates_find(struct map *last, struct arena *arena, const struct history *history, struct diags *diags)
{
	struct dates dates = {.arena = arena_new(), .history = history};
	size_t n = history->log.len;
	map_init(last, arena);
	map_init(&dates.index, dates.arena);
	bool done = tree_open_git(&dates.tree, dates.arena, history->repo, history->head->root, false, diags);
	dates.at = ARENA_ARRAY(dates.arena, struct search *, n);
	dates.of = ARENA_ARRAY(dates.arena, struct search *, dates.tree.len);
	dates.changed = ARENA_ARRAY(dates.arena, size_t, dates.tree.len);
	dates.at[n - 1] = ARENA_NEW(dates.arena, struct search);
	for (size_t i = 0; i < dates.tree.len; i++) {
		*map_put(&dates.index, dates.tree.entries[i].path) = (void *)(i + 1);
		put(&dates, dates.at[n - 1], i);
	}
	for (size_t i = n; done && i-- > 0;)
		if (dates.at[i])
			done = search_commit(last, &dates, i, diags);
	arena_free(dates.arena);
	return done;
}
