/* Where a site is read from: one interface, two backends (a folder here, a git tree in repo/). Only what a
 * site is made of is listed: congbo.yaml and the folders content, data and themes. */
#ifndef IO_TREE_H
#define IO_TREE_H

#include "base/diag.h"
#include "io/file_status.h"

enum { TREE_FILE_MAX = 1 << 30 }; /* bytes; what is larger is too-large */

enum tree_kind { TREE_FILE, TREE_SYMLINK, TREE_OTHER };

struct tree_entry {
	struct str path; /* relative to the site, '/' between, bytes as they are on disk */
	enum tree_kind kind;
	uint64_t size;      /* where every file of a folder or revision was asked for; else 0 */
	const void *object; /* the backend's own */
};

/* A folder that was listed, with what it was then; or a part of a site that was not there, all zero. */
struct tree_folder {
	struct str path; /* ends with a NUL; "." is the top */
	struct file_status status;
};

struct tree {
	const struct tree_entry *entries; /* sorted by path, as bytes */
	size_t len;
	VEC(struct tree_folder) folders; /* of a folder here; of a revision none */
	/* Reads one file into the arena; false: said, a failure or too-large. For several threads at once. */
	bool (*read)(struct str *out, const struct tree *tree, struct arena *arena,
	             const struct tree_entry *entry, struct diags *diags);
	void *backend;
	void (*close)(struct tree *tree);
};

/* Opens a folder. Hidden names (.x) and what editors leave (x~, ~$x, x.swp) are not listed; a symbolic link
 * is, also for a folder, and is never followed; all reads stay beneath it (openat2 with RESOLVE_BENEATH where
 * the kernel has it). A folder that is not there is false with nothing said (the caller's usage error);
 * another failure is said. */
bool tree_open_folder(struct tree *out, struct arena *arena, const char *path, struct diags *diags);
/* Every file of a folder, whatever it is called; otherwise the same. */
bool tree_open_whole(struct tree *out, struct arena *arena, const char *path, struct diags *diags);
void tree_close(struct tree *tree);
/* Reads one file beneath a folder, without a listing; no link is followed. False: said. */
bool tree_read_one(struct str *out, struct arena *arena, const char *folder, struct str path,
                   struct diags *diags);
/* What a file of a folder here was when it was first read; NULL where it was not. */
const struct file_status *tree_status(const struct tree_entry *entry);
/* True and too-large, said, where the entry is over TREE_FILE_MAX; for backends. */
bool tree_refuse_large(const struct tree_entry *entry, struct diags *diags);
/* Says why what is no file cannot be read: a symbolic link (an error at the source, which is its own), a
 * pipe, a socket, a device (a failure). False always. */
bool tree_refuse_kind(const struct tree_entry *entry, const struct source *source, struct diags *diags);
/* Says too-large at a folder that lies too deep. Always true: the listing stands without it. */
bool tree_refuse_deep(struct str path, struct diags *diags);
/* True for a name that no site means: hidden, or left behind by an editor or office program. */
bool tree_is_leftover(struct str name);
/* Orders entries as a tree has them, for backends. */
void tree_sort(struct tree_entry *entries, size_t n);
/* NULL where there is none. */
const struct tree_entry *tree_find(const struct tree *tree, struct str path);
/* The range [*from, *to) of entries below `folder` (given without a slash at its end). */
void tree_range(size_t *from, size_t *to, const struct tree *tree, struct str folder);

#endif
