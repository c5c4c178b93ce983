/* congbo new: the sample that comes with congbo, copied. */
#include "base/arena.h"
#include "io/tree.h"
#include "io/write.h"
#include "main/commands.h"
#include "main/paths.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* What has been made so far, so that it can be taken away again. */
struct making {
	struct arena *arena;
	struct diags *diags;
	VEC(const char *) folders, files;
};

static bool failed(struct making *making, const char *path)
{
	return diag_failure(making->diags, str_from(path), MESSAGE_WRITE_FAILED, errno);
}

static bool make_folder(struct making *making, const char *path)
{
	if (mkdir(path, 0777) != 0)
		return errno == EEXIST && paths_is_folder(path) ? true : failed(making, path);
	*VEC_PUSH(making->arena, &making->folders) = path;
	return true;
}

/* The folders of `path` from `base` on. */
static bool make_folders(struct making *making, struct str path, size_t base)
{
	for (size_t i = base; i < path.len; i++)
		if (path.ptr[i] == '/' && !make_folder(making, str_z(making->arena, str_sub(path, 0, i))))
			return false;
	return true;
}

static bool make_file(struct making *making, const char *path, struct str text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd < 0)
		return failed(making, path);
	*VEC_PUSH(making->arena, &making->files) = path;
	bool good = write_all(fd, text);
	int reason = errno;
	if (close(fd) != 0 && good) {
		good = false;
		reason = errno;
	}
	errno = reason;
	return good || failed(making, path);
}

static bool copy(struct making *making, const struct tree *sample, struct str folder)
{
	for (size_t i = 0; i < sample->len; i++) {
		const struct tree_entry *entry = &sample->entries[i];
		struct str text, path = STR_JOIN(making->arena, folder, STR("/"), entry->path);
		if (!sample->read(&text, sample, making->arena, entry, making->diags) ||
		    !make_folders(making, path, folder.len + 1) || !make_file(making, path.ptr, text))
			return false;
	}
	return true;
}

static void take_away(struct making *making)
{
	VEC_EACH (const char *, file, &making->files) {
		unlink(*file);
	}
	for (size_t i = making->folders.len; i > 0; i--)
		rmdir(making->folders.items[i - 1]);
}

/* True for a path where nothing is, or an empty folder. */
static bool is_free(const char *path)
{
	DIR *names = opendir(path);
	size_t n = 0;
	if (!names)
		return errno == ENOENT;
	while (readdir(names))
		n++;
	closedir(names);
	return n <= 2; /* `.` and `..` */
}

int cmd_new(const struct options *options, struct arena *arena, struct diags *diags)
{
	struct making making = {.arena = arena, .diags = diags};
	const char *folder = str_z(arena, options->operands[0]), *from = paths_sample(arena);
	struct tree sample;
	if (!is_free(folder)) {
		DIAG(diags, (struct place){0}, USAGE_NOT_EMPTY, options->operands[0]);
		return STATUS_USAGE;
	}
	if (!from || !tree_open_whole(&sample, arena, from, diags)) {
		DIAG_PLAIN(diags, (struct place){0}, SHARE_MISSING);
		return STATUS_MACHINE;
	}
	bool done = make_folder(&making, folder) && copy(&making, &sample, str_from(folder));
	tree_close(&sample);
	if (done)
		COMMAND_SAY(options, arena, TEXT_MADE, options->operands[0]);
	else
		take_away(&making);
	return options_status(diags, false);
}
