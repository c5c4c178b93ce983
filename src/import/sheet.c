#include "import/sheet.h"

#include "base/arena.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* ---- the child ---- */

/* Python writes in the locale's encoding unless it is told. */
static char **utf8_environment(struct arena *arena)
{
	static const struct str name = STR_INIT("PYTHONIOENCODING=");
	size_t n = 0, kept = 0;
	while (environ[n])
		n++;
	char **copy = ARENA_ARRAY(arena, char *, n + 2);
	for (size_t i = 0; i < n; i++)
		if (!str_starts(str_from(environ[i]), name))
			copy[kept++] = environ[i];
	copy[kept] = str_z(arena, STR_JOIN(arena, name, STR("utf-8")));
	return copy;
}

/* All sheets in one run; a bell before each sheet's name, which no cell of an XML file can hold. */
static int start(pid_t *child, struct arena *arena, struct str path, int to)
{
	char *arguments[] = {"xlsx2csv",
	                     "--all",
	                     "--exclude_hidden_sheets",
	                     "--sheetdelimiter",
	                     "x07",
	                     "--quoting",
	                     "all",
	                     "--ignore-formats",
	                     "date",
	                     "time",
	                     "float",
	                     "percentage",
	                     "--",
	                     str_z(arena, path),
	                     NULL};
	posix_spawn_file_actions_t actions;
	if (posix_spawn_file_actions_init(&actions) != 0)
		arena_out_of_memory();
	posix_spawn_file_actions_adddup2(&actions, to, STDOUT_FILENO);
	posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
	int error = posix_spawnp(child, arguments[0], &actions, NULL, arguments, utf8_environment(arena));
	posix_spawn_file_actions_destroy(&actions);
	return error;
}

/* A few bytes of a workbook can ask for rows and columns without end. */
static void limit(pid_t child)
{
	const struct rlimit seconds = {SHEET_SECONDS_MAX, SHEET_SECONDS_MAX};
	const struct rlimit memory = {(rlim_t)SHEET_MEMORY_MAX << 20, (rlim_t)SHEET_MEMORY_MAX << 20};
	prlimit(child, RLIMIT_CPU, &seconds, NULL);
	prlimit(child, RLIMIT_AS, &memory, NULL);
}

/* What the child writes until it closes; an errno. */
static int drain(struct buf *out, int from)
{
	char chunk[1 << 16];
	for (;;) {
		ssize_t n = read(from, chunk, sizeof chunk);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n < 0 ? errno : 0;
		buf_add(out, (struct str){chunk, (size_t)n});
		if (out->over)
			return EFBIG;
	}
}

/* False: said. */
static bool convert(struct buf *out, struct arena *arena, struct str path, struct diags *diags)
{
	int ends[2], status = 0;
	pid_t child;
	if (pipe2(ends, O_CLOEXEC) != 0)
		return diag_failure(diags, path, MESSAGE_READ_FAILED, errno);
	int error = start(&child, arena, path, ends[1]);
	close(ends[1]);
	if (error) {
		close(ends[0]);
		if (error != ENOENT)
			return diag_failure(diags, STR("xlsx2csv"), MESSAGE_READ_FAILED, error);
		DIAG_PLAIN(diags, (struct place){0}, IMPORT_NO_XLSX2CSV);
		return false;
	}
	limit(child);
	error = drain(out, ends[0]);
	close(ends[0]);
	if (error)
		kill(child, SIGKILL);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		continue;
	if (error == EFBIG || (!error && WIFSIGNALED(status))) {
		DIAG(diags, (struct place){0}, IMPORT_TOO_LARGE, path);
		return false;
	}
	if (error)
		return diag_failure(diags, path, MESSAGE_READ_FAILED, error);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return true;
	DIAG(diags, (struct place){0}, IMPORT_NO_WORKBOOK, path);
	return false;
}

/* ---- which sheet ---- */

struct sheet {
	struct str name, number, text;
	bool empty;
};

struct sheets {
	VEC(struct sheet) list;
};

/* Quotes around nothing, commas and line ends are all that an empty sheet has. */
static bool is_blank(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!memchr("\",\n", text.ptr[i], 3))
			return false;
	return true;
}

/* BEL " 2 - Quý 3" LF, then its rows. */
static void divide(struct sheets *sheets, struct arena *arena, struct str text)
{
	struct str piece, rest, line;
	for (str_cut(&piece, &rest, text, '\a'); rest.len;) {
		struct sheet *sheet = VEC_PUSH(arena, &sheets->list);
		str_cut(&piece, &rest, rest, '\a');
		str_cut(&line, &sheet->text, piece, '\n');
		size_t dash = str_find(line, STR(" - "));
		sheet->number = str_trim(str_sub(line, 0, dash));
		sheet->name = str_sub(line, dash + 3, line.len);
		sheet->empty = is_blank(sheet->text);
	}
}

static struct str names_of(const struct sheets *sheets, struct arena *arena)
{
	struct str all = {0};
	VEC_EACH (struct sheet, sheet, &sheets->list)
		all = STR_JOIN(arena, all, all.len ? STR(", ") : STR(""), sheet->number, STR(" '"),
		               sheet->name, STR("'"));
	return all;
}

static const struct sheet *choose(const struct sheets *sheets, struct arena *arena, struct str path,
                                  struct str choice, struct diags *diags)
{
	const struct sheet *named = NULL, *filled = NULL;
	size_t n = 0;
	VEC_EACH (struct sheet, sheet, &sheets->list) {
		if (str_eq(sheet->name, choice) || (!named && str_eq(sheet->number, choice)))
			named = sheet;
		filled = sheet->empty ? filled : sheet;
		n += !sheet->empty;
	}
	if (choice.len ? named != NULL : n == 1)
		return choice.len ? named : filled;
	if (choice.len)
		DIAG(diags, (struct place){0}, IMPORT_NO_SHEET, path, choice, names_of(sheets, arena));
	else if (n)
		DIAG(diags, (struct place){0}, IMPORT_SHEETS, path, names_of(sheets, arena));
	else
		DIAG(diags, (struct place){0}, IMPORT_EMPTY, path);
	return NULL;
}

/* ---- places ---- */

/* One line a row, a TAB between cells; what would count as either is a space there. */
static void set_text(struct grid *grid, struct source *source, struct arena *arena)
{
	struct buf text;
	buf_init(&text, SIZE_MAX);
	for (size_t row = 0; row < grid->rows.len; row++) {
		struct grid_row *at = &grid->rows.items[row];
		at->number = row + 1;
		for (size_t i = 0; i < at->len; i++) {
			struct grid_cell *cell = &grid->cells.items[at->first + i];
			cell->offset = text.len;
			for (size_t c = 0; c < cell->text.len; c++)
				buf_char(&text,
				         (unsigned char)cell->text.ptr[c] < ' ' ? ' ' : cell->text.ptr[c]);
			buf_char(&text, i + 1 < at->len ? '\t' : '\n');
		}
	}
	source->text = str_dup(arena, buf_str(&text));
	buf_free(&text);
}

bool sheet_read(struct grid *out, struct arena *arena, struct str path, struct str choice,
                struct diags *diags)
{
	struct source *source = ARENA_NEW(arena, struct source);
	struct sheets sheets = {0};
	struct buf text;
	buf_init(&text, SHEET_BYTES_MAX);
	bool done = convert(&text, arena, path, diags);
	struct str all = str_dup(arena, buf_str(&text));
	buf_free(&text);
	if (!done)
		return false;
	divide(&sheets, arena, all);
	const struct sheet *sheet = choose(&sheets, arena, path, choice, diags);
	if (!sheet)
		return false;
	*source = (struct source){.path = path, .text = sheet->text};
	if (!grid_read(out, arena, source, ',', diags))
		return false;
	set_text(out, source, arena);
	return true;
}

static void set_place(struct diag *diag, struct str text)
{
	diag->line = diag->column = 1;
	for (size_t i = 0; i < diag->offset && i < text.len; i++) {
		bool row = text.ptr[i] == '\n';
		diag->line += row;
		diag->column = row ? 1 : diag->column + (text.ptr[i] == '\t');
	}
	diag->cell = true;
	diag->source = NULL;
}

void sheet_places(struct diags *diags, const struct source *source)
{
	VEC_EACH (struct diag, diag, &diags->list) {
		if (diag->source == source)
			set_place(diag, source->text);
	}
}
