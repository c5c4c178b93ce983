#include "io/output.h"

#include "base/arena.h"
#include "io/beneath.h"
#include "io/folder.h"
#include "io/write.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Beside FOLDER, in its parent: `.NAME.new` is the tree being made, and after the exchange what was there
 * before, being removed;
 * `.NAME.old` stands for a moment where a file system cannot exchange; `.NAME.scratch` holds what libraries
 * write. */

struct output {
	const struct output_list *list;
	struct str folder;                        /* as it was given, for messages */
	const char *name, *fresh, *old, *scratch; /* within the parent */
	char *scratch_path;
	int parent, live, tree; /* tree is -1 until something differs */
	unsigned scratches;
	bool made_scratch;
	bool live_empty;      /* nothing to compare with */
	pthread_mutex_t lock; /* guards tree, scratches */
};

enum { CHUNK = 64 << 10 };

/* ---- the list ---- */

void output_list_init(struct output_list *list, struct arena *arena)
{
	*list = (struct output_list){.arena = arena};
	map_init(&list->by_path, arena);
	map_init(&list->folders, arena);
}

/* The folder that a path lies in; empty at the top. */
static struct str folder_of(struct str path)
{
	size_t behind = str_behind(path, '/');
	return str_sub(path, 0, behind ? behind - 1 : 0);
}

struct output_entry *output_declare(struct output_list *list, struct str path,
                                    const struct output_entry **other)
{
	const struct output_entry *taken = map_get(&list->by_path, path);
	if (!taken)
		taken = map_get(&list->folders, path);
	for (struct str folder = folder_of(path); !taken && folder.len; folder = folder_of(folder)) {
		if (map_get(&list->folders, folder))
			break; /* then nothing above it is a file */
		taken = map_get(&list->by_path, folder);
	}
	if (taken) {
		*other = taken;
		return NULL;
	}
	struct output_entry *entry = ARENA_NEW(list->arena, struct output_entry);
	entry->path = path;
	*VEC_PUSH(list->arena, &list->entries) = entry;
	*map_put(&list->by_path, path) = entry;
	for (struct str folder = folder_of(path); folder.len; folder = folder_of(folder)) {
		void **slot = map_put(&list->folders, folder);
		if (*slot)
			break;
		*slot = entry;
		*VEC_PUSH(list->arena, &list->folder_paths) = folder;
	}
	return entry;
}

/* ---- trees ---- */

static bool failed(const struct output *output, struct str path, struct diags *diags)
{
	int error = errno;
	struct str where = path.len ? STR_JOIN(diags->arena, output->folder, STR("/"), path) : output->folder;
	return diag_failure(diags, where, MESSAGE_WRITE_FAILED, error);
}

/* Says of the folder itself why no site can stand there. */
static bool refuse(const struct output *output, enum message id, struct diags *diags)
{
	return diag_failure(diags, output->folder, id, 0);
}

/* NUL-terminated in `room`, which paths of the list always fit (the kernel's own limit). */
static char *path_z(char room[static PATH_MAX], struct str path)
{
	size_t len = path.len < PATH_MAX ? path.len : PATH_MAX - 1;
	memcpy(room, path.ptr, len);
	room[len] = '\0';
	return room;
}

static int create_file(int tree, struct str path)
{
	char room[PATH_MAX];
	const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
	path_z(room, path);
	/* a page has a folder of its own, which is not there yet */
	if (str_ends(path, STR("/index.html")) && !folder_make_above(tree, room))
		return -1;
	int fd = openat(tree, room, flags, 0666);
	if (fd < 0 && errno == ENOENT && folder_make_above(tree, room))
		fd = openat(tree, room, flags, 0666);
	return fd;
}

/* ---- opening ---- */

/* Opens the live folder and locks it. A build that was waited for has put another folder in its place: then
 * again. */
static int open_locked(int parent, const char *name)
{
	for (;;) {
		if (mkdirat(parent, name, 0777) != 0 && errno != EEXIST)
			return -1;
		int fd = folder_open(parent, name);
		struct stat locked, named;
		if (fd < 0)
			return -1;
		while (flock(fd, LOCK_EX) != 0)
			if (errno != EINTR)
				return close(fd), -1;
		if (fstat(fd, &locked) == 0 && fstatat(parent, name, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
		    locked.st_ino == named.st_ino && locked.st_dev == named.st_dev)
			return fd;
		close(fd);
	}
}

/* Hidden names at the top of the folder are its owner's (.git, .gitignore, .nojekyll, .well-known): a build
 * makes none, takes none away and carries them over. */
static bool is_owners(const char *name)
{
	return name[0] == '.';
}

static bool is_empty(int live)
{
	int fd = folder_open(live, ".");
	DIR *stream = fd < 0 ? NULL : fdopendir(fd);
	if (!stream)
		return fd >= 0 && (close(fd), false);
	bool empty = true;
	for (struct dirent *entry; empty && (errno = 0, (entry = readdir(stream)));)
		empty = is_owners(entry->d_name);
	empty = empty && errno == 0; /* what cannot be listed is no empty folder */
	closedir(stream);
	return empty;
}

/* A folder in which somebody keeps other things is not overwritten: only an empty one, or one that a build
 * has made. */
static bool is_ours(const struct output *output)
{
	return output->live_empty || (faccessat(output->live, "data/catalog.jsonld", F_OK, 0) == 0 &&
	                              faccessat(output->live, "404.html", F_OK, 0) == 0);
}

/* Where a file system cannot exchange, an interruption between two renames leaves the site under its other
 * name. */
static void restore(const struct output *output)
{
	struct stat status;
	if (fstatat(output->parent, output->name, &status, AT_SYMLINK_NOFOLLOW) != 0 && errno == ENOENT)
		renameat(output->parent, output->old, output->parent, output->name);
}

static bool open_all(struct output *output, const char *parent, bool ours, struct diags *diags)
{
	output->parent = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (output->parent < 0)
		return failed(output, (struct str){0}, diags);
	restore(output);
	output->live = open_locked(output->parent, output->name);
	if (output->live < 0)
		return errno == ENOTDIR ? refuse(output, MESSAGE_OUTPUT_NO_FOLDER, diags)
		                        : failed(output, (struct str){0}, diags);
	output->live_empty = is_empty(output->live);
	if (!ours && !is_ours(output))
		return refuse(output, MESSAGE_OUTPUT_FOREIGN, diags);
	return (folder_remove(output->parent, output->fresh) &&
	        folder_remove(output->parent, output->scratch) &&
	        folder_remove(output->parent, output->old)) ||
	       failed(output, (struct str){0}, diags);
}

/* `.` and `x/..` are called something else in the folder that they lie in. */
static struct str real_path(struct arena *arena, struct str path)
{
	const char *given = str_z(arena, path);
	char *real = folder_is_dots(given + str_behind(path, '/')) ? realpath(given, NULL) : NULL;
	path = str_dup(arena, str_from(real ? real : given));
	free(real);
	return path;
}

/* The names of all that may stand where this folder does; returns the parent's path. */
static const char *name_all(struct output *output, struct arena *arena, const char *folder)
{
	struct str path = str_from(folder);
	while (path.len > 1 && path.ptr[path.len - 1] == '/')
		path.len--;
	output->folder = str_dup(arena, path);
	path = real_path(arena, path);
	struct str up = folder_of(path);
	struct str name = up.len || path.ptr[0] == '/' ? str_sub(path, up.len + 1, path.len) : path;
	output->name = str_z(arena, name);
	output->fresh = STR_JOIN(arena, STR("."), name, STR(".new")).ptr;
	output->old = STR_JOIN(arena, STR("."), name, STR(".old")).ptr;
	output->scratch = STR_JOIN(arena, STR("."), name, STR(".scratch")).ptr;
	return up.len ? str_z(arena, up) : path.ptr[0] == '/' ? "/" : ".";
}

bool output_open(struct output **out, struct arena *arena, const struct output_list *list, const char *folder,
                 bool ours, struct diags *diags)
{
	struct output *output = ARENA_NEW(arena, struct output);
	*output = (struct output){.list = list, .parent = -1, .live = -1, .tree = -1};
	const char *parent = name_all(output, arena, folder);
	output->scratch_path =
	        str_z(arena, STR_JOIN(arena, str_from(parent), STR("/"), str_from(output->scratch)));
	pthread_mutex_init(&output->lock, NULL);
	if (open_all(output, parent, ours, diags)) {
		*out = output;
		return true;
	}
	output_close(output);
	return false;
}

bool output_is_quiet(struct arena *arena, const char *folder)
{
	struct output output;
	int parent = open(name_all(&output, arena, folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (parent < 0)
		return false;
	const char *const names[] = {output.fresh, output.old, output.scratch};
	bool quiet = true;
	for (size_t i = 0; i < LENGTH(names); i++)
		quiet = quiet && faccessat(parent, names[i], F_OK, AT_SYMLINK_NOFOLLOW) != 0 &&
		        errno == ENOENT;
	close(parent);
	return quiet;
}

void output_close(struct output *output)
{
	if (!output)
		return;
	/* both trees stay locked until nothing of this build is left: the next one uses the same names */
	if (output->tree >= 0)
		folder_remove(output->parent, output->fresh);
	if (output->made_scratch)
		folder_remove(output->parent, output->scratch);
	if (output->tree >= 0)
		close(output->tree);
	if (output->live >= 0)
		close(output->live);
	if (output->parent >= 0)
		close(output->parent);
	pthread_mutex_destroy(&output->lock);
}

/* The new tree, made when first needed and locked like the live one, whose place it is going to take. */
static int need_tree(struct output *output)
{
	pthread_mutex_lock(&output->lock);
	struct stat live;
	if (output->tree < 0 && mkdirat(output->parent, output->fresh, 0777) == 0) {
		output->tree = folder_open(output->parent, output->fresh);
		if (output->tree >= 0 &&
		    (flock(output->tree, LOCK_EX) != 0 || fstat(output->live, &live) != 0 ||
		     fchmod(output->tree, live.st_mode & 07777) != 0)) {
			close(output->tree);
			output->tree = -1;
		}
	}
	int tree = output->tree;
	pthread_mutex_unlock(&output->lock);
	return tree;
}

/* ---- one file ---- */

static void fail(struct output_file *file)
{
	failed(file->output, file->entry->path, file->diags);
	file->failed = true;
}

/* From here on the bytes differ: a new file that begins with what was equal so far. */
static bool diverge(struct output_file *file)
{
	int tree = need_tree(file->output);
	file->new_fd = tree < 0 ? -1 : create_file(tree, file->entry->path);
	if (file->new_fd < 0)
		return false;
	char chunk[CHUNK];
	for (uint64_t done = 0; done < file->at;) {
		size_t want = file->at - done < CHUNK ? (size_t)(file->at - done) : CHUNK;
		ssize_t n = pread(file->old_fd, chunk, want, (off_t)done);
		if (n <= 0 || !write_all(file->new_fd, (struct str){chunk, (size_t)n}))
			return n == 0 ? (errno = EIO, false) : false;
		done += (uint64_t)n;
	}
	return true;
}

static bool equals_old(const struct output_file *file, struct str bytes)
{
	if (file->old_fd < 0 || file->at + bytes.len > file->old_size)
		return false;
	char chunk[CHUNK];
	for (uint64_t at = file->at; bytes.len;) {
		ssize_t n = pread(file->old_fd, chunk, bytes.len < CHUNK ? bytes.len : CHUNK, (off_t)at);
		if (n <= 0 || memcmp(chunk, bytes.ptr, (size_t)n) != 0)
			return false;
		bytes = str_sub(bytes, (size_t)n, bytes.len);
		at += (uint64_t)n;
	}
	return true;
}

void output_begin(struct output_file *file, struct output *output, struct output_entry *entry, bool hashed,
                  struct diags *diags)
{
	char room[PATH_MAX];
	struct stat old;
	*file = (struct output_file){.output = output, .entry = entry, .diags = diags, .new_fd = -1};
	if (hashed) {
		file->arena = arena_new();
		file->hash = hash_begin(file->arena);
	}
	file->old_fd = output->live_empty
	                       ? -1
	                       : beneath_open(output->live, path_z(room, entry->path), O_RDONLY | O_NONBLOCK);
	if (file->old_fd >= 0 && fstat(file->old_fd, &old) == 0 && S_ISREG(old.st_mode))
		file->old_size = (uint64_t)old.st_size;
	else if (file->old_fd >= 0 && (close(file->old_fd), true))
		file->old_fd = -1;
}

void output_write(struct output_file *file, struct str bytes)
{
	if (file->failed || bytes.len == 0)
		return;
	if (file->hash)
		hash_add(file->hash, bytes);
	if (file->new_fd < 0 && !equals_old(file, bytes) && !diverge(file))
		fail(file);
	else if (file->new_fd >= 0 && !write_all(file->new_fd, bytes))
		fail(file);
	file->at += bytes.len;
}

bool output_end(struct output_file *file)
{
	bool same = file->new_fd < 0 && file->old_fd >= 0 && file->at == file->old_size;
	if (!file->failed && !same && file->new_fd < 0 && !diverge(file))
		fail(file);
	if (file->new_fd >= 0 && close(file->new_fd) != 0 && !file->failed)
		fail(file);
	if (file->old_fd >= 0)
		close(file->old_fd);
	file->entry->state = same ? OUTPUT_SAME : OUTPUT_WRITTEN;
	file->entry->bytes = file->at;
	if (file->hash) {
		memcpy(file->entry->sha256, hash_end(file->arena, file->hash).ptr, HASH_HEX);
		arena_free(file->arena);
	}
	return !file->failed;
}

bool output_put(struct output *output, struct output_entry *entry, struct str bytes, struct diags *diags)
{
	if (!output)
		return true;
	struct output_file file;
	output_begin(&file, output, entry, false, diags);
	if (file.old_fd >= 0 && file.old_size != bytes.len) { /* another size: no need to look */
		close(file.old_fd);
		file.old_fd = -1;
	}
	output_write(&file, bytes);
	return output_end(&file);
}

char *output_scratch(struct output *output, struct arena *arena, struct diags *diags)
{
	pthread_mutex_lock(&output->lock);
	unsigned number = output->scratches++;
	bool made = mkdirat(output->parent, output->scratch, 0777) == 0 || errno == EEXIST;
	output->made_scratch = made;
	pthread_mutex_unlock(&output->lock);
	if (!made) {
		failed(output, (struct str){0}, diags);
		return NULL;
	}
	return str_z(arena, str_printf(arena, "%s/%u", output->scratch_path, number));
}

bool output_take(struct output *output, struct output_entry *entry, const char *scratch, bool hashed,
                 struct diags *diags)
{
	struct output_file file;
	int from = open(scratch, O_RDONLY | O_CLOEXEC);
	if (from < 0)
		return failed(output, entry->path, diags);
	char *chunk = malloc(CHUNK);
	if (!chunk)
		arena_out_of_memory();
	output_begin(&file, output, entry, hashed, diags);
	ssize_t n;
	while ((n = read(from, chunk, CHUNK)) > 0)
		output_write(&file, (struct str){chunk, (size_t)n});
	if (n < 0 && !file.failed)
		fail(&file);
	free(chunk);
	close(from);
	unlink(scratch);
	return output_end(&file);
}

int output_read(const struct output *output, const struct output_entry *entry, struct diags *diags)
{
	char room[PATH_MAX];
	int tree = entry->state == OUTPUT_SAME ? output->live : output->tree;
	int fd = beneath_open(tree, path_z(room, entry->path), O_RDONLY);
	if (fd < 0)
		failed(output, entry->path, diags);
	return fd;
}

/* ---- what differs ---- */

/* What there is to do: the files that come, change or go, and the folder that holds them all. */
struct difference {
	const struct output *output;
	size_t written, removed;
	char room[PATH_MAX]; /* of the folder */
	struct str folder;
};

static bool lies_in(struct str path, struct str folder)
{
	return folder.len == 0 ||
	       (path.len > folder.len && path.ptr[folder.len] == '/' && str_starts(path, folder));
}

static void differs(struct difference *difference, struct str path)
{
	if (difference->written + difference->removed == 1)
		difference->folder = folder_of(
		        (struct str){path_z(difference->room, path), path.len < PATH_MAX ? path.len : 0});
	while (!lies_in(path, difference->folder))
		difference->folder = folder_of(difference->folder);
}

enum { LISTING = 2 << 10 /* on the stack, for each level */ };

/* A folder of the live tree that is being listed. */
struct looking {
	struct difference *difference;
	int fd;
	char *room; /* its path, with a '/' behind it, and room for a name */
	size_t len; /* of that path */
	bool known; /* the new site has it too */
};

static void list_folder(const struct looking *looking);

static void note_stray(struct difference *difference, struct str path)
{
#pragma omp critical(output_strays)
	{
		difference->removed++;
		differs(difference, path);
	}
}

/* A folder that the new site has is listed by itself, one that it has not is listed from here. */
static void look_at(const struct looking *looking, const struct dirent64 *entry)
{
	const struct output_list *list = looking->difference->output->list;
	size_t len = looking->len + strlen(entry->d_name);
	bool skip = looking->len == 0 ? is_owners(entry->d_name) : folder_is_dots(entry->d_name);
	if (skip || len >= PATH_MAX - 1)
		return;
	memcpy(looking->room + looking->len, entry->d_name, len - looking->len + 1);
	struct str path = {looking->room, len};
	bool listed = looking->known && map_get(&list->folders, path);
	if (entry->d_type == DT_DIR && listed)
		return;
	int folder = entry->d_type == DT_REG ? -1 : folder_open(looking->fd, entry->d_name);
	if (folder >= 0 && listed) {
		close(folder);
	} else if (folder >= 0) {
		looking->room[len] = '/';
		list_folder(&(struct looking){looking->difference, folder, looking->room, len + 1, false});
	} else if (!map_get(&list->by_path, path)) {
		note_stray(looking->difference, path);
	}
}

/* By the system call itself: readdir takes half as many more. */
static void list_folder(const struct looking *looking)
{
	_Alignas(struct dirent64) char listing[LISTING];
	ssize_t n;
	while ((n = getdents64(looking->fd, listing, sizeof listing)) > 0) {
		for (ssize_t i = 0; i < n;) {
			const struct dirent64 *entry = (const void *)(listing + i);
			look_at(looking, entry);
			i += entry->d_reclen;
		}
	}
	if (n < 0)
		note_stray(looking->difference, (struct str){looking->room, looking->len});
	close(looking->fd);
}

static void list_known(struct difference *difference, struct str folder)
{
	char room[PATH_MAX];
	int fd = folder_open(difference->output->live, folder.len ? path_z(room, folder) : ".");
	bool absent = fd < 0 && (errno == ENOENT || errno == ENOTDIR);
	size_t len = folder.len + (folder.len > 0);
	if (folder.len)
		room[folder.len] = '/';
	if (fd >= 0)
		list_folder(&(struct looking){difference, fd, room, len, true});
	else if (!absent)
		note_stray(difference, (struct str){room, len});
}

/* The files of the live tree that the new site does not have. A folder that cannot be listed is made anew. */
static void find_strays(struct difference *difference)
{
	const struct output_list *list = difference->output->list;
	list_known(difference, STR(""));
#pragma omp parallel for schedule(dynamic, 32)
	for (size_t i = 0; i < list->folder_paths.len; i++)
		list_known(difference, list->folder_paths.items[i]);
}

/* The folder must be one in both trees. */
static bool is_common(const struct output *output, struct str folder)
{
	char room[PATH_MAX];
	int fd = map_get(&output->list->folders, folder) ? folder_open(output->live, path_z(room, folder))
	                                                 : -1;
	return fd >= 0 && close(fd) == 0;
}

static void find_difference(struct difference *out, const struct output *output)
{
	out->output = output;
	out->written = out->removed = 0;
	VEC_EACH (struct output_entry *, entry, &output->list->entries) {
		if ((*entry)->state != OUTPUT_WRITTEN)
			continue;
		out->written++;
		differs(out, (*entry)->path);
	}
	if (!output->live_empty)
		find_strays(out);
	while (out->folder.len && !is_common(output, out->folder))
		out->folder = folder_of(out->folder);
}

/* ---- the exchange ---- */

static bool link_file(const struct output *output, struct str path)
{
	char room[PATH_MAX];
	path_z(room, path);
	if (linkat(output->live, room, output->tree, room, 0) == 0)
		return true;
	return errno == ENOENT && folder_make_above(output->tree, room) &&
	       linkat(output->live, room, output->tree, room, 0) == 0;
}

static bool link_owners(int from, int to, const char *name);

static bool link_names(int from, int to, bool top)
{
	int fd = folder_open(from, ".");
	DIR *stream = fd < 0 ? NULL : fdopendir(fd);
	if (!stream)
		return fd >= 0 && (close(fd), false);
	bool linked = true;
	for (struct dirent *entry; linked && (errno = 0, (entry = readdir(stream)));)
		linked = folder_is_dots(entry->d_name) || (top && !is_owners(entry->d_name)) ||
		         link_owners(from, to, entry->d_name);
	linked = linked && errno == 0;
	int error = errno;
	closedir(stream);
	errno = error;
	return linked;
}

/* Links a file, or all files of a folder, from one folder into another. */
static bool link_owners(int from, int to, const char *name)
{
	struct stat status;
	if (linkat(from, name, to, name, 0) == 0)
		return true;
	if (errno != EPERM || fstatat(from, name, &status, AT_SYMLINK_NOFOLLOW) != 0 ||
	    !S_ISDIR(status.st_mode) || mkdirat(to, name, 0777) != 0)
		return false;
	int a = folder_open(from, name), b = folder_open(to, name);
	bool linked = a >= 0 && b >= 0 && link_names(a, b, false) && fchmod(b, status.st_mode & 07777) == 0;
	int error = errno;
	if (a >= 0)
		close(a);
	if (b >= 0)
		close(b);
	errno = error;
	return linked;
}

/* Links what did not change below one folder and not below another, which has it already. */
static bool link_unchanged(const struct output *output, struct str folder, const struct str *but,
                           struct diags *diags)
{
	VEC_EACH (struct output_entry *, entry, &output->list->entries) {
		bool wanted = (*entry)->state == OUTPUT_SAME && lies_in((*entry)->path, folder) &&
		              !(but && lies_in((*entry)->path, *but));
		if (wanted && !link_file(output, (*entry)->path))
			return failed(output, (*entry)->path, diags);
	}
	return folder.len || link_names(output->live, output->tree, true) ||
	       failed(output, (struct str){0}, diags);
}

/* Puts one folder of the new tree in its place, with the rights that the old one has. */
static bool exchange_folder(const struct output *output, struct str folder)
{
	char room[PATH_MAX], from[PATH_MAX], to[PATH_MAX];
	struct stat live;
	path_z(room, folder);
	int a = snprintf(from, sizeof from, "%s/%s", output->fresh, room);
	int b = snprintf(to, sizeof to, "%s/%s", output->name, room);
	return a < PATH_MAX && b < PATH_MAX && (folder_make_above(output->tree, room), true) &&
	       (mkdirat(output->tree, room, 0777) == 0 || errno == EEXIST) &&
	       fstatat(output->live, room, &live, AT_SYMLINK_NOFOLLOW) == 0 &&
	       fchmodat(output->tree, room, live.st_mode & 07777, 0) == 0 &&
	       renameat2(output->parent, from, output->parent, to, RENAME_EXCHANGE) == 0;
}

static bool exchange(const struct output *output)
{
	int parent = output->parent;
	if (renameat2(parent, output->fresh, parent, output->name, RENAME_EXCHANGE) == 0)
		return true;
	if (errno != EINVAL && errno != ENOSYS)
		return false;
	/* a file system that cannot exchange: two renames, see restore() */
	if (renameat(parent, output->name, parent, output->old) != 0)
		return false;
	if (renameat(parent, output->fresh, parent, output->name) == 0)
		return true;
	int error = errno;
	renameat(parent, output->old, parent, output->name);
	errno = error;
	return false;
}

/* Where all that differs lies in one folder, that one is made anew and exchanged; else, and where the file
 * system cannot, the whole tree. */
static bool swap(const struct output *output, struct str folder, struct diags *diags)
{
	bool whole = folder.len == 0;
	if (!link_unchanged(output, folder, NULL, diags))
		return false;
	if (!whole && exchange_folder(output, folder))
		return true;
	if (!whole && !link_unchanged(output, STR(""), &folder, diags))
		return false;
	if (exchange(output))
		return true;
	return errno == EBUSY ? refuse(output, MESSAGE_OUTPUT_MOUNTED, diags)
	                      : failed(output, (struct str){0}, diags);
}

bool output_finish(struct output_summary *summary, struct output *output, struct diags *diags)
{
	struct difference difference = {.folder = {0}};
	find_difference(&difference, output);
	*summary = (struct output_summary){.files = output->list->entries.len,
	                                   .written = difference.written,
	                                   .removed = difference.removed};
	if (summary->written == 0 && summary->removed == 0)
		return true;
	if (need_tree(output) < 0)
		return failed(output, (struct str){0}, diags);
	if (!swap(output, difference.folder, diags))
		return false;
	/* what is now called fresh holds what was there before; what cannot go is left to the next build */
	folder_remove(output->parent, output->fresh);
	folder_remove(output->parent, output->old);
	return true;
}
