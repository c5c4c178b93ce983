/* Where a site is written to. Every output is declared before the first is written; each is compared with the
 * file of the last build as its bytes come, so that what did not change is never written; what did change is
 * written into a new tree beside the folder, unchanged files are linked into it, and one rename exchanges the
 * two, or the smallest folder of them in which all differences lie. Killed at any moment, the folder is the
 * old site or the new one. Two builds of one folder take turns. Hidden names at the top of the folder are its
 * owner's: they are carried over, all else that is not declared goes. */
#ifndef IO_OUTPUT_H
#define IO_OUTPUT_H

#include "base/diag.h"
#include "base/map.h"
#include "io/hash.h"

struct output;

enum { HASH_HEX = 64 };

enum output_state { OUTPUT_DECLARED, OUTPUT_SAME, OUTPUT_WRITTEN };

/* One declared file; the path is relative, '/' between. */
struct output_entry {
	struct str path;
	enum output_state state;
	uint64_t bytes;
	char sha256[HASH_HEX + 1]; /* where it was asked for, else empty */
};

/* All files of a build, named before one is written. */
struct output_list {
	struct arena *arena;
	VEC(struct output_entry *) entries;
	struct map by_path, folders;
	VEC(struct str) folder_paths; /* of `folders` */
};

struct output_summary {
	size_t files, written, removed;
};

void output_list_init(struct output_list *list, struct arena *arena);
/* Declares a file. NULL, and nothing said, if the path is declared already, is the folder of another, or lies
 * below another file: *other is then a file that it collides with. The path is not copied. */
struct output_entry *output_declare(struct output_list *list, struct str path,
                                    const struct output_entry **other);

/* Opens (and where needed makes) a folder and waits for its lock. What an interrupted build left beside it is
 * removed. A folder that holds files and is not `ours` is refused unless a build of congbo made it. False:
 * said. */
bool output_open(struct output **out, struct arena *arena, const struct output_list *list, const char *folder,
                 bool ours, struct diags *diags);
/* True where no build is at work on a folder, and none that was interrupted has left anything beside it. */
bool output_is_quiet(struct arena *arena, const char *folder);
/* Lets go of everything; what was not finished leaves no trace. NULL is allowed. */
void output_close(struct output *output);

/* A file being written, by one thread; any number of files at once. Writes after a failure do nothing. */
struct output_file {
	struct output *output;
	struct output_entry *entry;
	struct diags *diags;
	struct arena *arena; /* of the hash, where it was asked for */
	struct hash *hash;
	bool failed;
	int old_fd, new_fd; /* -1: none; while new_fd is none all bytes so far equal the old file's */
	uint64_t at, old_size;
};

void output_begin(struct output_file *file, struct output *output, struct output_entry *entry, bool hashed,
                  struct diags *diags);
void output_write(struct output_file *file, struct str bytes);
/* Completes the file: its entry knows bytes, state and hash. False: said. */
bool output_end(struct output_file *file);
/* The three of them for a file whose bytes are at hand. Without an output (a check) nothing is done. */
bool output_put(struct output *output, struct output_entry *entry, struct str bytes, struct diags *diags);
/* For libraries that write files by name: the path of a fresh file beside the new tree; output_take makes its
 * bytes the entry's and removes it. NULL, false: said. */
char *output_scratch(struct output *output, struct arena *arena, struct diags *diags);
bool output_take(struct output *output, struct output_entry *entry, const char *scratch, bool hashed,
                 struct diags *diags);
/* The bytes of a finished entry, for what is made from other outputs (sums, archives). An fd to read from, or
 * -1, said. */
int output_read(const struct output *output, const struct output_entry *entry, struct diags *diags);

/* Swaps the new tree in if anything changed. Every declared entry must have been ended. False: said, and the
 * old tree stands. */
bool output_finish(struct output_summary *summary, struct output *output, struct diags *diags);

#endif
