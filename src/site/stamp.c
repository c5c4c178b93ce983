#include "site/stamp.h"

#include "base/arena.h"
#include "io/beneath.h"
#include "io/file_status.h"
#include "io/replace.h"

#include <fcntl.h>
#include <link.h>
#include <sys/stat.h>
#include <unistd.h>

/* The file: two lines of hashes, the first of the key, of what follows them and of what is said of the
 * sources, the second of what is said of the output; then three counts (pages, files, bytes of what was
 * said), what was said, and the paths, each ending with a NUL, in three groups that each end with an empty
 * path. */

static const char FOLDER[] = ".congbo";
static const struct str PATH = STR_INIT(".congbo/built"), IGNORE = STR_INIT(".congbo/.gitignore");

enum { SITE, DEFAULTS, OUT, GROUPS };

struct stamp {
	struct arena *arena;
	const struct site_options *options;
	int64_t begun;
	struct buf key; /* all that a build depends on besides the files of the groups */
};

/* ---- what a build depends on besides its files ---- */

/* What a path leads to. */
static void add_file(struct buf *key, const char *path)
{
	struct stat status;
	bool there = stat(path, &status) == 0;
	struct file_status known = there ? file_status_of(&status) : (struct file_status){0};
	buf_add(key, str_from(path));
	buf_char(key, '\n');
	buf_add(key, (struct str){(const char *)&known, sizeof known});
}

static int add_library(struct dl_phdr_info *library, size_t size, void *key)
{
	(void)size;
	add_file(key, library->dlpi_name);
	return 0;
}

/* The program and its libraries: nobody knows what others of them would write. False: nor what these are. */
static bool add_program(struct buf *key)
{
	if (access("/proc/self/exe", F_OK) != 0)
		return false;
	buf_add(key, version_name());
	add_file(key, "/proc/self/exe");
	dl_iterate_phdr(add_library, key);
	return true;
}

/* What was written before the power went may not have reached the disk, whatever its times say: a stamp is of
 * the time since the machine was started (random(4)). */
static void add_boot(struct buf *key)
{
	char id[64];
	int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, id, sizeof id);
	if (n > 0)
		buf_add(key, (struct str){id, (size_t)n});
	if (fd >= 0)
		close(fd);
}

static void add_options(struct buf *key, const struct site_options *options)
{
	struct date today = options->has_now ? options->now : options->clock;
	buf_printf(key, "%d %d %d %d\n", today.day, options->has_now, options->no_history, options->drafts);
	buf_add(key, options->base_url);
	buf_char(key, '\n');
}

static void add_repo(struct buf *key, struct repo *repo, struct arena *arena, struct diags *diags)
{
	struct oid head;
	struct repo_tag *tags;
	size_t n;
	if (!repo_resolve(&head, repo, STR("HEAD"), diags) ||
	    !repo_tags(&tags, &n, arena, repo, STR("edition/"), diags))
		return;
	buf_add(key, oid_text(arena, head));
	buf_add(key, repo_prefix(repo));
	for (size_t i = 0; i < n; i++) {
		buf_add(key, tags[i].name);
		buf_add(key, oid_text(arena, tags[i].commit));
		buf_add(key, tags[i].message);
	}
	add_file(key, STR_JOIN(arena, repo_folder(repo), STR("/shallow")).ptr);
}

/* What git knows. False: it cannot be asked; the build will say why. */
static bool add_past(struct stamp *stamp)
{
	struct repo *repo;
	struct diags diags;
	diag_init(&diags, stamp->arena);
	if (stamp->options->no_history)
		return true;
	if (repo_open(&repo, stamp->arena, stamp->options->folder, &diags) && repo)
		add_repo(&stamp->key, repo, stamp->arena, &diags);
	repo_close(repo);
	return diags.list.len == 0;
}

struct stamp *stamp_open(struct arena *arena, const struct site_options *options)
{
	struct stamp *stamp = ARENA_NEW(arena, struct stamp);
	*stamp = (struct stamp){.arena = arena, .options = options, .begun = file_status_now()};
	buf_init(&stamp->key, SIZE_MAX);
	add_boot(&stamp->key);
	add_options(&stamp->key, options);
	if (add_program(&stamp->key) && add_past(stamp))
		return stamp;
	stamp_close(stamp);
	return NULL;
}

void stamp_close(struct stamp *stamp)
{
	if (stamp)
		buf_free(&stamp->key);
}

/* ---- what its files are ---- */

struct item {
	int group;
	const char *path; /* in the group's folder */
	struct file_status status;
};

/* All of them, in the order of the list. */
struct items {
	struct item *items;
	size_t sources, len; /* those of the sources come first */
	int folders[GROUPS]; /* -1: not there */
};

static int open_folder(const char *path, int flags)
{
	return path ? open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | flags) : -1;
}

static void items_open(struct items *items, const struct stamp *stamp)
{
	const struct site_options *options = stamp->options;
	*items =
	        (struct items){.folders = {open_folder(options->folder, 0), open_folder(options->defaults, 0),
	                                   open_folder(site_out(stamp->arena, options), O_NOFOLLOW)}};
}

static void items_close(struct items *items)
{
	for (int i = 0; i < GROUPS; i++)
		if (items->folders[i] >= 0)
			close(items->folders[i]);
}

/* The paths of the list, each with its group; false where it is no list. */
static bool items_read(struct items *items, struct arena *arena, struct str list)
{
	int group = 0;
	size_t n = 0;
	for (size_t i = 0; i < list.len; i++)
		n += list.ptr[i] == '\0';
	items->items = ARENA_ARRAY(arena, struct item, n);
	for (struct str path; group < GROUPS && str_cut(&path, &list, list, '\0');) {
		if (path.len)
			items->items[items->len++] = (struct item){.group = group, .path = path.ptr};
		items->sources += path.len && group != OUT;
		group += path.len == 0;
	}
	return group == GROUPS && list.len == 0;
}

/* Asks the file system about some. */
static void items_ask(struct items *items, size_t from, size_t to)
{
#pragma omp parallel for
	for (size_t i = from; i < to; i++) {
		struct item *item = &items->items[i];
		item->status = file_status_at(items->folders[item->group], item->path);
	}
}

static void add_statuses(struct hash *hash, const struct items *items, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		hash_add(hash,
		         (struct str){(const char *)&items->items[i].status, sizeof items->items[i].status});
}

static struct str sources_hash(const struct items *items, const struct stamp *stamp, struct str list)
{
	struct hash *hash = hash_begin(stamp->arena);
	hash_add(hash, buf_str(&stamp->key));
	hash_add(hash, list);
	add_statuses(hash, items, 0, items->sources);
	return hash_end(stamp->arena, hash);
}

static struct str outputs_hash(const struct items *items, const struct stamp *stamp)
{
	struct hash *hash = hash_begin(stamp->arena);
	add_statuses(hash, items, items->sources, items->len);
	return hash_end(stamp->arena, hash);
}

/* ---- whether it holds ---- */

static bool read_stamp(struct str *out, const struct stamp *stamp)
{
	struct diags diags;
	diag_init(&diags, stamp->arena);
	return tree_read_one(out, stamp->arena, stamp->options->folder, PATH, &diags);
}

/* The output is looked at only where no source has changed. */
static bool are_same(struct items *items, const struct stamp *stamp, struct str sources, struct str outputs,
                     struct str list)
{
	items_ask(items, 0, items->sources);
	if (!str_eq(sources_hash(items, stamp, list), sources))
		return false;
	items_ask(items, items->sources, items->len);
	return str_eq(outputs_hash(items, stamp), outputs);
}

static bool holds(struct site_summary *summary, struct diags *said, const struct stamp *stamp)
{
	struct str text, sources, outputs, list, rest;
	struct items items;
	size_t bytes;
	if (!read_stamp(&text, stamp) || !str_cut(&sources, &text, text, '\n') ||
	    !str_cut(&outputs, &list, text, '\n'))
		return false;
	rest = list;
	if (!str_take_number(&summary->pages, &rest) || !str_take_number(&summary->output.files, &rest) ||
	    !str_take_number(&bytes, &rest))
		return false;
	if (!output_is_quiet(stamp->arena, site_out(stamp->arena, stamp->options)))
		return false;
	items_open(&items, stamp);
	bool same = items_read(&items, stamp->arena, str_sub(rest, bytes, rest.len)) &&
	            are_same(&items, stamp, sources, outputs, list);
	items_close(&items);
	return same && diag_read(said, str_sub(rest, 0, bytes));
}

/* The site's own file, not one that a link leads to. */
static void remove_stamp(const struct stamp *stamp)
{
	int site = open_folder(stamp->options->folder, 0);
	int folder = site < 0 ? -1 : beneath_open(site, FOLDER, O_RDONLY | O_DIRECTORY);
	if (folder >= 0) {
		unlinkat(folder, PATH.ptr + sizeof FOLDER, 0);
		close(folder);
	}
	if (site >= 0)
		close(site);
}

bool stamp_holds(struct site_summary *summary, struct stamp *stamp, struct diags *diags)
{
	struct diags said;
	diag_init(&said, stamp->arena);
	*summary = (struct site_summary){0};
	bool held = holds(summary, &said, stamp);
	if (held) {
		diag_merge(diags, &said);
	} else {
		*summary = (struct site_summary){0};
		remove_stamp(stamp);
	}
	return held;
}

/* ---- keeping it ---- */

static void add_path(struct buf *list, struct str path)
{
	buf_add(list, path);
	buf_char(list, '\0');
}

/* The folders of a tree that were listed, and what was read of it. */
static void add_tree(struct buf *list, const struct tree *tree)
{
	VEC_EACH (const struct tree_folder, folder, &tree->folders)
		add_path(list, folder->path);
	for (size_t i = 0; i < tree->len; i++)
		if (tree_status(&tree->entries[i]))
			add_path(list, tree->entries[i].path);
	add_path(list, (struct str){0});
}

/* What they were then, from item *at on. */
static void note_tree(struct items *items, size_t *at, const struct tree *tree)
{
	VEC_EACH (const struct tree_folder, folder, &tree->folders)
		items->items[(*at)++].status = folder->status;
	for (size_t i = 0; i < tree->len; i++) {
		const struct file_status *status = tree_status(&tree->entries[i]);
		if (status)
			items->items[(*at)++].status = *status;
	}
}

static void add_outputs(struct buf *list, const struct output_list *outputs)
{
	add_path(list, STR("."));
	VEC_EACH (const struct str, path, &outputs->folder_paths)
		add_path(list, *path);
	VEC_EACH (struct output_entry *const, entry, &outputs->entries)
		add_path(list, (*entry)->path);
	add_path(list, (struct str){0});
}

/* Git is not to see the folder, wherever it is. */
static void write_stamp(const struct stamp *stamp, const struct items *items, struct str text)
{
	struct diags diags;
	const char *site = stamp->options->folder;
	diag_init(&diags, stamp->arena);
	mkdirat(items->folders[SITE], FOLDER, 0777);
	if (faccessat(items->folders[SITE], IGNORE.ptr, F_OK, 0) == 0 ||
	    replace_file(site, IGNORE, STR("*\n"), &diags))
		replace_file(site, PATH, text, &diags);
}

/* False: something was changed so shortly before it was read that it may have changed since, unseen. */
static bool is_settled(const struct items *items, int64_t begun)
{
	for (size_t i = 0; i < items->sources; i++)
		if (file_status_is_young(&items->items[i].status, begun))
			return false;
	return true;
}

void stamp_keep(struct stamp *stamp, const struct build *build)
{
	struct buf list, said;
	struct items items;
	size_t known = 0;
	buf_init(&list, SIZE_MAX);
	buf_init(&said, SIZE_MAX);
	diag_write(&said, build->diags);
	buf_printf(&list, "%zu %zu %zu ", build->summary->pages, build->summary->output.files, said.len);
	buf_add(&list, buf_str(&said));
	buf_free(&said);
	size_t start = list.len;
	add_tree(&list, &build->tree);
	add_tree(&list, &build->defaults);
	add_outputs(&list, &build->outputs);
	items_open(&items, stamp);
	if (items_read(&items, stamp->arena, str_sub(buf_str(&list), start, list.len))) {
		note_tree(&items, &known, &build->tree);
		note_tree(&items, &known, &build->defaults);
	}
	if (known && is_settled(&items, stamp->begun)) {
		items_ask(&items, known, items.len);
		struct str sources = sources_hash(&items, stamp, buf_str(&list)),
		           outputs = outputs_hash(&items, stamp);
		write_stamp(stamp, &items,
		            STR_JOIN(stamp->arena, sources, STR("\n"), outputs, STR("\n"), buf_str(&list)));
	}
	items_close(&items);
	buf_free(&list);
}
