/* What is wrong with a site: every problem in one run, each at its place, in words of one table.
 *
 * A place is a source and a byte offset; line and column are counted when it is told. A warning carries what
 * it is about (the contract's section 10), by which the owner may accept it. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "base/buf.h"
#include "base/map.h"
#include "base/vec.h"

#include <stdio.h>

/* One text that people wrote: path is relative to the site, text is UTF-8 as it was read. */
struct source {
	struct str path, text;
};

struct place {
	const struct source *source; /* NULL: of the site as a whole */
	size_t offset;
};

enum severity {
	SEVERITY_ERROR,
	SEVERITY_WARNING,
	SEVERITY_FAILURE, /* the machine's, not the site's: no file, no room, no permission */
	SEVERITY_NOTE,    /* nothing is wrong: what was done */
};

enum message {
#define MESSAGE(id, code, severity, en, vi) MESSAGE_##id,
#include "base/messages.def"
#undef MESSAGE
	MESSAGE_COUNT
};

enum { DIAG_ARGS_MAX = 5, DIAG_SAME_MAX = 100 };

struct diag {
	enum message message;
	struct str path;
	const struct source *source; /* NULL once settled */
	size_t offset, line, column;
	bool cell;          /* of a workbook: line and column are row and cell, and are told as B7 */
	struct str excerpt; /* the line itself, shortened */
	size_t caret;       /* columns of the excerpt before the caret */
	struct str about;   /* of a warning */
	struct str args[DIAG_ARGS_MAX];
	size_t n_args;
	size_t more; /* so many more of this kind in this file were not kept; on the last one that was */
	const struct diag_count *count; /* of the last one kept, until it is settled for good */
};

/* How often one message was added for one source. */
struct diag_count {
	struct diag_count *next; /* of the same source */
	enum message message;
	size_t seen;
};

struct diags {
	struct arena *arena;
	VEC(struct diag) list;
	struct map counts; /* path → struct diag_count */
	size_t errors, warnings, failures;
};

void diag_init(struct diags *diags, struct arena *arena);
/* Adds a problem; the arguments are copied. After DIAG_SAME_MAX of one message in one source only their
 * number is kept. Not for several threads at once: give each its own and merge. */
void diag_add(struct diags *diags, struct place place, enum message message, struct str about,
              const struct str *args, size_t n_args);
/* DIAG(diags, place, TYPE_NUMBER, cell): arguments are struct str, {0} in the message is the first. */
#define DIAG(diags, place, id, ...) DIAG_ABOUT(diags, place, id, ((struct str){0}), __VA_ARGS__)
#define DIAG_ABOUT(diags, place, id, about, ...)                                                             \
	diag_add((diags), (place), MESSAGE_##id, (about), (const struct str[]){{0}, __VA_ARGS__} + 1,        \
	         sizeof((const struct str[]){{0}, __VA_ARGS__}) / sizeof(struct str) - 1)
/* The same for a message without arguments. */
#define DIAG_PLAIN(diags, place, id) diag_add((diags), (place), MESSAGE_##id, ((struct str){0}), NULL, 0)
/* A failure of the machine at a path: errno's words become the last argument. Always false. */
bool diag_failure(struct diags *diags, struct str path, enum message message, int error_number);
/* Counts lines and columns and copies the excerpts of all not settled yet, so that their sources may go. */
void diag_settle(struct diags *diags);
/* Moves all of `from`, settled and copied, behind those of `into`. The caller serialises. */
void diag_merge(struct diags *into, struct diags *from);
/* Adds all, settled, to a text from which the same program reads them again. */
void diag_write(struct buf *out, struct diags *diags);
/* Adds all of such a text, whose bytes must outlive the diags. False: it is none, and some may have been
 * added. */
bool diag_read(struct diags *diags, struct str text);
/* By path, line, column, then code and words, what is the same but once; settles first. */
void diag_sort(struct diags *diags);

enum diag_language { DIAG_ENGLISH, DIAG_VIETNAMESE };
/* What messages are said in to who reads the language of that code: Vietnamese for `vi`, else English. */
enum diag_language diag_language_of(struct str code);

/* The stable code, the severity, and the message with its arguments in a language, on one line: control
 * characters are spaces there, what is not UTF-8 or not to be seen is U+FFFD. */
struct str diag_code(enum message message);
enum severity diag_severity(enum message message);
struct str diag_words(struct arena *arena, const struct diag *diag, enum diag_language language);
/* The same for those who only read the site: what is named stands in “ ”, and what is to be done about it,
 * behind the semicolon, is left out where there is such `advice`. */
struct str diag_prose(struct arena *arena, const struct diag *diag, enum diag_language language, bool advice);
/* A TEXT of the table: what is no diagnostic, such as a command's summary and its help. */
struct str diag_text(struct arena *arena, enum diag_language language, enum message message,
                     const struct str *args, size_t n_args);
#define DIAG_TEXT(arena, language, id, ...)                                                                  \
	diag_text((arena), (language), MESSAGE_##id, (const struct str[]){{0}, __VA_ARGS__} + 1,             \
	          sizeof((const struct str[]){{0}, __VA_ARGS__}) / sizeof(struct str) - 1)
/* Prints all, sorted: `path:line:column: error: words [code]`, the line and a caret; or a JSON object a line.
 */
void diag_print(struct diags *diags, FILE *to, enum diag_language language);
void diag_print_json(struct diags *diags, FILE *to, enum diag_language language);
/* One that has been settled as that object, on one line without its end. */
void diag_json(struct buf *out, struct arena *arena, const struct diag *diag, enum diag_language language);

#endif
