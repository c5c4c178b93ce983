#include "io/tree.h"

#include "base/arena.h"
#include "io/beneath.h"
#include "io/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDERS_DEPTH_MAX = 64 };

/* ---- listing ---- */

/* What is known of a file here since it was read; two threads may read it at once, and the first one's
 * counts. */
struct first_read {
	atomic_flag begun;
	bool known;
	struct file_status status;
};

struct walk {
	struct arena *arena;
	int folder;
	VEC(struct tree_entry) entries;
	VEC(struct tree_folder) folders;
	bool whole; /* names of every kind */
	struct diags *diags;
};

/* Names that no site means: hidden ones, and what editors and office programs leave behind. */
bool tree_is_leftover(struct str name)
{
	return str_starts(name, STR(".")) || str_starts(name, STR("~$")) || str_ends(name, STR("~")) ||
	       str_ends(name, STR(".swp"));
}

static bool walk_folder(struct walk *walk, struct str path, int depth);

bool tree_refuse_deep(struct str path, struct diags *diags)
{
	struct source *source = ARENA_NEW(diags->arena, struct source);
	source->path = str_dup(diags->arena, path);
	DIAG(diags, ((struct place){source, 0}), TREE_TOO_DEEP,
	     str_printf(diags->arena, "%d", FOLDERS_DEPTH_MAX));
	return true; /* the site is wrong, not the machine: the listing stands without it */
}

/* Lists the path, and what is below it if it is a folder; what has gone in the meantime is not there. `type`
 * is what its folder says of it (DT_UNKNOWN: nothing). */
static bool walk_path(struct walk *walk, struct str path, int at, const char *name, unsigned char type,
                      int depth)
{
	struct stat status = {.st_mode = (mode_t)DTTOIF(type)};
	if ((type == DT_UNKNOWN || walk->whole) && fstatat(at, name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
		*VEC_PUSH(walk->arena, &walk->folders) = (struct tree_folder){.path = path};
		return errno == ENOENT || diag_failure(walk->diags, path, MESSAGE_READ_FAILED, errno);
	}
	if (S_ISDIR(status.st_mode))
		return depth < FOLDERS_DEPTH_MAX ? walk_folder(walk, path, depth + 1)
		                                 : tree_refuse_deep(path, walk->diags);
	*VEC_PUSH(walk->arena, &walk->entries) =
	        (struct tree_entry){.path = path,
	                            .kind = S_ISREG(status.st_mode)   ? TREE_FILE
	                                    : S_ISLNK(status.st_mode) ? TREE_SYMLINK
	                                                              : TREE_OTHER,
	                            .size = (uint64_t)status.st_size,
	                            .object = ARENA_NEW(walk->arena, struct first_read)};
	return true;
}

static bool walk_names(struct walk *walk, struct str path, DIR *names, int depth)
{
	bool good = true;
	struct dirent *entry;
	while ((void)(errno = 0), (entry = readdir(names))) {
		struct str name = str_from(entry->d_name);
		bool skip = walk->whole ? folder_is_dots(entry->d_name) : tree_is_leftover(name);
		struct str below = path.len ? STR_JOIN(walk->arena, path, STR("/"), name)
		                            : str_from(str_z(walk->arena, name));
		good = (skip || walk_path(walk, below, dirfd(names), entry->d_name, entry->d_type, depth)) &&
		       good;
	}
	return errno == 0 ? good : diag_failure(walk->diags, path, MESSAGE_READ_FAILED, errno);
}

static bool walk_folder(struct walk *walk, struct str path, int depth)
{
	/* paths of the listing end with a NUL, str_join's and literals' alike */
	struct stat status;
	struct str known = path.len ? path : STR(".");
	int fd = beneath_open(walk->folder, known.ptr, O_DIRECTORY | O_RDONLY);
	DIR *names = fd < 0 || fstat(fd, &status) != 0 ? NULL : fdopendir(fd);
	if (!names) {
		int reason = errno;
		if (fd >= 0)
			close(fd);
		return diag_failure(walk->diags, path, MESSAGE_READ_FAILED, reason);
	}
	*VEC_PUSH(walk->arena, &walk->folders) = (struct tree_folder){known, file_status_of(&status)};
	bool good = walk_names(walk, path, names, depth);
	closedir(names);
	return good;
}

static int by_path(const void *a, const void *b)
{
	const struct tree_entry *x = a, *y = b;
	return str_cmp(x->path, y->path);
}

void tree_sort(struct tree_entry *entries, size_t n)
{
	if (n)
		qsort(entries, n, sizeof *entries, by_path);
}

static bool list(struct tree *tree, struct arena *arena, int folder, bool whole, struct diags *diags)
{
	static const struct str parts[] = {STR_INIT("congbo.yaml"), STR_INIT("content"), STR_INIT("data"),
	                                   STR_INIT("themes")};
	struct walk walk = {.arena = arena, .folder = folder, .whole = whole, .diags = diags};
	bool good = !whole || walk_folder(&walk, STR(""), 0);
	for (size_t i = 0; !whole && i < LENGTH(parts); i++)
		good = walk_path(&walk, parts[i], folder, parts[i].ptr, DT_UNKNOWN, 0) && good;
	tree_sort(walk.entries.items, walk.entries.len);
	tree->entries = walk.entries.items;
	tree->len = walk.entries.len;
	tree->folders.items = walk.folders.items;
	tree->folders.len = walk.folders.len;
	return good;
}

/* ---- reading ---- */

/* Reads to the end, which may have moved since the file was measured. */
static ssize_t read_all(char **bytes, struct arena *arena, int fd, size_t size)
{
	size_t room = size + 1, len = 0; /* one byte more, to see the end without growing */
	*bytes = arena_alloc(arena, room);
	for (;;) {
		ssize_t n = read(fd, *bytes + len, room - len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n < 0 ? -1 : (ssize_t)len;
		len += (size_t)n;
		if (len == size) /* and no byte more came with the last of them */
			return (ssize_t)len;
		if (len < room)
			continue;
		if (room > TREE_FILE_MAX)
			return (errno = EFBIG, -1);
		char *grown = arena_alloc(arena, room * 2);
		memcpy(grown, *bytes, len);
		*bytes = grown;
		room *= 2;
	}
}

bool tree_refuse_large(const struct tree_entry *entry, struct diags *diags)
{
	if (entry->size <= TREE_FILE_MAX)
		return false;
	struct source *source = ARENA_NEW(diags->arena, struct source);
	source->path = str_dup(diags->arena, entry->path);
	DIAG(diags, ((struct place){source, 0}), TREE_TOO_LARGE,
	     str_printf(diags->arena, "%d", TREE_FILE_MAX >> 20));
	return true;
}

bool tree_refuse_kind(const struct tree_entry *entry, const struct source *source, struct diags *diags)
{
	if (entry->kind != TREE_SYMLINK)
		return diag_failure(diags, entry->path, MESSAGE_NOT_A_FILE, 0);
	DIAG_PLAIN(diags, ((struct place){source, 0}), SYMLINK);
	return false;
}

const struct file_status *tree_status(const struct tree_entry *entry)
{
	const struct first_read *first = entry->object;
	return first && first->known ? &first->status : NULL;
}

static void note_read(const struct tree_entry *entry, const struct stat *status)
{
	struct first_read *first = (struct first_read *)(uintptr_t)entry->object;
	if (!first || atomic_flag_test_and_set(&first->begun))
		return;
	first->status = file_status_of(status);
	first->known = true;
}

static bool read_fd(struct str *out, struct arena *arena, int fd, const struct tree_entry *entry,
                    struct diags *diags)
{
	struct stat status;
	struct str path = entry->path;
	if (fstat(fd, &status) != 0)
		return diag_failure(diags, path, MESSAGE_READ_FAILED, errno);
	if (!S_ISREG(status.st_mode))
		return diag_failure(diags, path, MESSAGE_READ_FAILED, EINVAL);
	note_read(entry, &status);
	struct tree_entry sized = {.path = path, .size = (uint64_t)status.st_size};
	if (tree_refuse_large(&sized, diags))
		return false;
	char *bytes;
	ssize_t len = read_all(&bytes, arena, fd, (size_t)status.st_size);
	if (len < 0)
		return diag_failure(diags, path, MESSAGE_READ_FAILED, errno);
	*out = (struct str){bytes, (size_t)len};
	return true;
}

static bool folder_read(struct str *out, const struct tree *tree, struct arena *arena,
                        const struct tree_entry *entry, struct diags *diags)
{
	/* O_NONBLOCK: what has become a pipe since it was listed must not hold the build */
	int fd = beneath_open(*(const int *)tree->backend, str_z(arena, entry->path), O_RDONLY | O_NONBLOCK);
	if (fd < 0)
		return diag_failure(diags, entry->path, MESSAGE_READ_FAILED, errno);
	bool good = read_fd(out, arena, fd, entry, diags);
	close(fd);
	return good;
}

/* ---- opening and finding ---- */

static void folder_close(struct tree *tree)
{
	close(*(const int *)tree->backend);
}

static bool open_folder(struct tree *out, struct arena *arena, const char *path, bool whole,
                        struct diags *diags)
{
	int fd = open(path, O_DIRECTORY | O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR
		               ? false
		               : diag_failure(diags, str_from(path), MESSAGE_READ_FAILED, errno);
	int *folder = ARENA_NEW(arena, int);
	*folder = fd;
	*out = (struct tree){.read = folder_read, .backend = folder, .close = folder_close};
	if (list(out, arena, fd, whole, diags))
		return true;
	folder_close(out);
	return false;
}

bool tree_open_folder(struct tree *out, struct arena *arena, const char *path, struct diags *diags)
{
	return open_folder(out, arena, path, false, diags);
}

bool tree_open_whole(struct tree *out, struct arena *arena, const char *path, struct diags *diags)
{
	return open_folder(out, arena, path, true, diags);
}

bool tree_read_one(struct str *out, struct arena *arena, const char *folder, struct str path,
                   struct diags *diags)
{
	int fd = open(folder, O_DIRECTORY | O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return diag_failure(diags, str_from(folder), MESSAGE_READ_FAILED, errno);
	struct tree tree = {.backend = &fd};
	struct tree_entry entry = {.path = path};
	bool read = folder_read(out, &tree, arena, &entry, diags);
	close(fd);
	return read;
}

void tree_close(struct tree *tree)
{
	if (tree->close)
		tree->close(tree);
	*tree = (struct tree){0};
}

/* Order of a path against the folder's with one character behind it, as if they were joined. */
static int against(struct str path, struct str folder, char end)
{
	int order = str_cmp(str_sub(path, 0, folder.len), folder);
	struct str rest = str_sub(path, folder.len, path.len);
	return order ? order : str_cmp(rest, (struct str){&end, 1});
}

/* The first entry not before the folder and the character. */
static size_t lower_bound(const struct tree *tree, struct str folder, char end)
{
	size_t low = 0, high = tree->len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (against(tree->entries[middle].path, folder, end) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void tree_range(size_t *from, size_t *to, const struct tree *tree, struct str folder)
{
	*from = lower_bound(tree, folder, '/');
	*to = lower_bound(tree, folder, '/' + 1);
}

const struct tree_entry *tree_find(const struct tree *tree, struct str path)
{
	if (path.len == 0)
		return NULL;
	size_t at = lower_bound(tree, str_sub(path, 0, path.len - 1), path.ptr[path.len - 1]);
	return at < tree->len && str_eq(tree->entries[at].path, path) ? &tree->entries[at] : NULL;
}
