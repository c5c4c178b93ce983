/* The log: every commit once, parents first. An own walk, since libgit2's ends with an error where a shallow
 * clone ends. The order is that of `git log --date-order --reverse`. */
#include "repo/handle.h"

#include "base/arena.h"
#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>

struct node {
	struct oid id, root;
	int64_t time;
	struct node **parents;
	size_t n_parents, children, order; /* children not listed yet; order in which it could be listed */
	bool is_cut;
	size_t index; /* in the log */
};

struct walk {
	struct arena *arena;
	struct repo *repo;
	struct diags *diags;
	struct map nodes, cuts; /* by the bytes of the id */
	VEC(struct node *) found;
};

static struct str key_of(const struct oid *id)
{
	return (struct str){(const char *)id->bytes, OID_BYTES};
}

/* Where a shallow clone ends: the commits whose parents it lacks stand in the file `shallow`. */
static void read_cuts(struct walk *walk)
{
	map_init(&walk->cuts, walk->arena);
	if (!repo_is_shallow(walk->repo))
		return;
	FILE *file = fopen(STR_JOIN(walk->arena, repo_folder(walk->repo), STR("/shallow")).ptr, "re");
	char line[OID_HEX + 2];
	while (file && fgets(line, sizeof line, file)) {
		struct oid *id = ARENA_NEW(walk->arena, struct oid);
		if (oid_parse(id, str_trim(str_from(line))))
			*map_put(&walk->cuts, key_of(id)) = id;
	}
	if (file)
		fclose(file);
}

static struct node *node_of(struct walk *walk, struct oid id)
{
	struct node *node = map_get(&walk->nodes, key_of(&id));
	if (node)
		return node;
	node = ARENA_NEW(walk->arena, struct node);
	node->id = id;
	*map_put(&walk->nodes, key_of(&node->id)) = node;
	*VEC_PUSH(walk->arena, &walk->found) = node;
	return node;
}

static bool read_root(struct walk *walk, struct node *node, const git_commit *commit)
{
	if (walk->repo->prefix.len)
		return repo_root(&node->root, walk->repo, node->id, walk->diags);
	node->root = oid_of(git_commit_tree_id(commit));
	return true;
}

static bool read_node(struct walk *walk, struct node *node)
{
	git_commit *commit = NULL;
	git_oid id = oid_git(node->id);
	int error = git_commit_lookup(&commit, walk->repo->git, &id);
	if (error)
		return repo_object_failure(walk->diags, node->id, error);
	node->time = git_commit_time(commit);
	size_t n = git_commit_parentcount(commit);
	node->is_cut = n > 0 && map_get(&walk->cuts, key_of(&node->id));
	node->n_parents = node->is_cut ? 0 : n;
	node->parents = ARENA_ARRAY(walk->arena, struct node *, n + 1);
	for (size_t i = 0; i < node->n_parents; i++) {
		node->parents[i] = node_of(walk, oid_of(git_commit_parent_id(commit, (unsigned)i)));
		node->parents[i]->children++;
	}
	bool done = read_root(walk, node, commit);
	git_commit_free(commit);
	return done;
}

/* ---- the order ---- */

/* Newest first; of two of one second, the one that could be listed first. */
static bool before(const struct node *a, const struct node *b)
{
	return a->time != b->time ? a->time > b->time : a->order < b->order;
}

struct heap {
	struct node **items;
	size_t len, pushed;
};

static void heap_push(struct heap *heap, struct node *node)
{
	size_t i = heap->len++;
	node->order = heap->pushed++;
	for (; i && before(node, heap->items[(i - 1) / 2]); i = (i - 1) / 2)
		heap->items[i] = heap->items[(i - 1) / 2];
	heap->items[i] = node;
}

static struct node *heap_pop(struct heap *heap)
{
	struct node *top = heap->items[0], *last = heap->items[--heap->len];
	size_t i = 0;
	for (size_t child; (child = 2 * i + 1) < heap->len; i = child) {
		child += child + 1 < heap->len && before(heap->items[child + 1], heap->items[child]);
		if (before(last, heap->items[child]))
			break;
		heap->items[i] = heap->items[child];
	}
	heap->items[i] = last;
	return top;
}

static void fill(struct repo_commit *out, struct arena *arena, const struct node *node)
{
	*out = (struct repo_commit){.id = node->id,
	                            .time = node->time,
	                            .root = node->root,
	                            .parents = ARENA_ARRAY(arena, size_t, node->n_parents + 1),
	                            .n_parents = node->n_parents,
	                            .is_cut = node->is_cut};
	for (size_t i = 0; i < node->n_parents; i++)
		out->parents[i] = node->parents[i]->index;
}

/* Children first, from the newest; the log is the reverse of it. */
static void order(struct repo_log *out, struct walk *walk, struct arena *arena)
{
	size_t n = walk->found.len;
	struct heap heap = {.items = ARENA_ARRAY(walk->arena, struct node *, n)};
	out->items = ARENA_ARRAY(arena, struct repo_commit, n);
	out->len = n;
	struct node **listed = ARENA_ARRAY(walk->arena, struct node *, n);
	heap_push(&heap, walk->found.items[0]);
	for (size_t at = n; heap.len;) {
		struct node *node = heap_pop(&heap);
		node->index = --at;
		listed[at] = node;
		for (size_t i = 0; i < node->n_parents; i++)
			if (--node->parents[i]->children == 0)
				heap_push(&heap, node->parents[i]);
	}
	for (size_t i = 0; i < n; i++)
		fill(&out->items[i], arena, listed[i]);
}

bool repo_log(struct repo_log *out, struct arena *arena, struct repo *repo, struct oid from,
              struct diags *diags)
{
	struct walk walk = {.arena = arena_new(), .repo = repo, .diags = diags};
	*out = (struct repo_log){0};
	map_init(&walk.nodes, walk.arena);
	read_cuts(&walk);
	node_of(&walk, from);
	bool done = true;
	for (size_t i = 0; done && i < walk.found.len; i++)
		done = read_node(&walk, walk.found.items[i]);
	if (done)
		order(out, &walk, arena);
	arena_free(walk.arena);
	return done;
}

struct str repo_time_text(struct arena *arena, int64_t time)
{
	enum { DAY = 24 * 60 * 60 };
	int64_t second = time % DAY, day = time / DAY;
	if (second < 0) {
		second += DAY;
		day--;
	}
	struct civil civil = date_civil((struct date){(int32_t)day});
	return str_printf(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", civil.year, civil.month, civil.day,
	                  (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60));
}
