/* There is no table of what each watch stands for: a change anywhere means that the site is built, and before
 * it is built all folders are listed anew. To watch a folder twice is to watch it once, and a folder that has
 * gone takes its watch along. */
#include "serve/watch.h"

#include "base/arena.h"
#include "io/beneath.h"
#include "io/tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdalign.h>
#include <stdio.h>
#include <sys/inotify.h>
#include <unistd.h>

enum {
	EVENTS = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO,
	SETTLE = 60, /* milliseconds: editors and git write several files at once */
	SETTLES_MAX = 20,
	DEPTH_MAX = 64,
};

bool watch_open(struct watch *watch, const char *folder, struct diags *diags)
{
	*watch = (struct watch){.fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK), .root = -1, .folder = folder};
	return watch->fd >= 0 || diag_failure(diags, str_from(folder), MESSAGE_WATCH_FAILED, errno);
}

void watch_close(struct watch *watch)
{
	if (watch->fd >= 0)
		close(watch->fd);
	watch->fd = -1;
}

/* ---- which folders ---- */

/* Watches the open folder, by its fd, so that it is that one whatever its path leads to by now. */
static int add(const struct watch *watch, int fd)
{
	char path[64];
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	return inotify_add_watch(watch->fd, path, EVENTS | IN_ONLYDIR);
}

/* Watches a folder and those in it; takes the fd. False: errno. */
static bool add_folder(const struct watch *watch, int fd, int depth)
{
	DIR *names = fdopendir(fd);
	bool good = names && add(watch, fd) >= 0;
	int reason = errno;
	for (struct dirent *entry; good && depth < DEPTH_MAX && (entry = readdir(names));) {
		if (tree_is_leftover(str_from(entry->d_name)))
			continue;
		int below = beneath_open(fd, entry->d_name, O_DIRECTORY | O_RDONLY);
		good = below < 0 || add_folder(watch, below, depth + 1);
		reason = errno;
	}
	if (names)
		closedir(names);
	else
		close(fd);
	errno = reason;
	return good;
}

static const char *const parts[] = {"content", "data", "themes"};

bool watch_refresh(struct watch *watch, struct diags *diags)
{
	int root = open(watch->folder, O_DIRECTORY | O_RDONLY | O_CLOEXEC);
	watch->root = root < 0 ? -1 : add(watch, root);
	bool good = watch->root >= 0;
	for (size_t i = 0; good && i < LENGTH(parts); i++) {
		int part = beneath_open(root, parts[i], O_DIRECTORY | O_RDONLY);
		good = part < 0 || add_folder(watch, part, 0);
	}
	int reason = errno;
	if (root >= 0)
		close(root);
	return good || diag_failure(diags, str_from(watch->folder), MESSAGE_WATCH_FAILED, reason);
}

/* ---- what has happened ---- */

static bool is_source(const struct watch *watch, const struct inotify_event *event)
{
	struct str name = str_from(event->len ? event->name : "");
	if (event->mask & IN_Q_OVERFLOW)
		return true;
	if (event->wd != watch->root)
		return name.len && !tree_is_leftover(name);
	bool named = str_eq(name, STR("congbo.yaml"));
	for (size_t i = 0; i < LENGTH(parts); i++)
		named = named || str_eq(name, str_from(parts[i]));
	return named;
}

/* Reads all events that wait; 1 if one is of a source, 0 if none, -1 with errno. */
static int read_events(const struct watch *watch)
{
	alignas(struct inotify_event) char events[16 * (sizeof(struct inotify_event) + NAME_MAX + 1)];
	int changed = 0;
	ssize_t n;
	while ((n = read(watch->fd, events, sizeof events)) > 0) {
		for (const char *at = events; at < events + n;) {
			const struct inotify_event *event = (const void *)at;
			changed |= is_source(watch, event);
			at += sizeof *event + event->len;
		}
	}
	return n < 0 && errno != EAGAIN && errno != EINTR ? -1 : changed;
}

/* 1: a source has changed within the time; 0; -1 with errno. */
static int look(const struct watch *watch, int milliseconds)
{
	struct pollfd poll_fd = {.fd = watch->fd, .events = POLLIN};
	int ready = poll(&poll_fd, 1, milliseconds);
	if (ready < 0)
		return errno == EINTR ? 0 : -1;
	return ready ? read_events(watch) : 0;
}

enum watch_result watch_wait(struct watch *watch, int seconds)
{
	int changed = look(watch, seconds * 1000);
	for (int i = 0, more = changed; more > 0 && i < SETTLES_MAX; i++)
		more = look(watch, SETTLE);
	return changed < 0 ? WATCH_FAILED : changed ? WATCH_CHANGED : WATCH_QUIET;
}
