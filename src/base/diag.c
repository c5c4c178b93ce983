#include "base/diag.h"

#include "base/arena.h"

#include <stdlib.h>

struct words {
	struct str code;
	enum severity severity;
	struct str text[2]; /* by enum diag_language */
};

static const struct words table[MESSAGE_COUNT] = {
#define MESSAGE(id, code, severity, en, vi)                                                                  \
	[MESSAGE_##id] = {STR_INIT(code), SEVERITY_##severity, {STR_INIT(en), STR_INIT(vi)}},
#include "base/messages.def"
#undef MESSAGE
};

enum { EXCERPT_MAX = 120 };

void diag_init(struct diags *diags, struct arena *arena)
{
	*diags = (struct diags){.arena = arena};
	map_init(&diags->counts, arena);
}

enum diag_language diag_language_of(struct str code)
{
	return str_eq(code, STR("vi")) ? DIAG_VIETNAMESE : DIAG_ENGLISH;
}

struct str diag_code(enum message message)
{
	return table[message].code;
}

enum severity diag_severity(enum message message)
{
	return table[message].severity;
}

/* Counts one more of this kind. */
static struct diag_count *count(struct diags *diags, struct str path, enum message message)
{
	struct diag_count *first = map_get(&diags->counts, path), *at = first;
	while (at && at->message != message)
		at = at->next;
	if (!at) {
		at = ARENA_NEW(diags->arena, struct diag_count);
		*at = (struct diag_count){.next = first, .message = message};
		*map_put(&diags->counts, first ? path : str_dup(diags->arena, path)) = at;
	}
	at->seen++;
	return at;
}

/* How many of this severity there are; NULL: they are not counted. */
static size_t *count_of(struct diags *diags, enum message message)
{
	switch (diag_severity(message)) {
	case SEVERITY_ERROR:
		return &diags->errors;
	case SEVERITY_WARNING:
		return &diags->warnings;
	case SEVERITY_FAILURE:
		return &diags->failures;
	case SEVERITY_NOTE:
		break;
	}
	return NULL;
}

static void tally(struct diags *diags, enum message message)
{
	size_t *count = count_of(diags, message);
	if (count)
		++*count;
}

void diag_add(struct diags *diags, struct place place, enum message message, struct str about,
              const struct str *args, size_t n_args)
{
	struct str path = place.source ? place.source->path : STR("");
	tally(diags, message);
	/* warnings are all kept: the owner accepts them one by one */
	const struct diag_count *counted =
	        diag_severity(message) == SEVERITY_WARNING ? NULL : count(diags, path, message);
	if (counted && counted->seen > DIAG_SAME_MAX)
		return;
	struct diag *diag = VEC_PUSH(diags->arena, &diags->list);
	*diag = (struct diag){.message = message,
	                      .path = str_dup(diags->arena, path),
	                      .source = place.source,
	                      .offset = place.offset,
	                      .about = str_dup(diags->arena, about),
	                      .count = counted && counted->seen == DIAG_SAME_MAX ? counted : NULL};
	diag->n_args = n_args < DIAG_ARGS_MAX ? n_args : DIAG_ARGS_MAX;
	for (size_t i = 0; i < diag->n_args; i++)
		diag->args[i] = str_dup(diags->arena, args[i]);
}

bool diag_failure(struct diags *diags, struct str path, enum message message, int error_number)
{
	struct source source = {.path = path};
	struct str reason = str_from(strerror(error_number));
	size_t before = diags->list.len;
	diag_add(diags, (struct place){&source, 0}, message, (struct str){0}, &reason, 1);
	if (diags->list.len > before) /* of too many it was only counted */
		diags->list.items[before].source = NULL;
	return false;
}

static int order_by_offset(const void *a, const void *b)
{
	const struct diag *const *x = a, *const *y = b;
	if ((*x)->source != (*y)->source)
		return (uintptr_t)(*x)->source < (uintptr_t)(*y)->source ? -1 : 1;
	return ((*x)->offset > (*y)->offset) - ((*x)->offset < (*y)->offset);
}

/* Where counting has got to in a source, so that it is read once for all its problems. */
struct cursor {
	const struct source *source;
	size_t at, line, line_start;
};

static void advance(struct cursor *cursor, size_t offset)
{
	struct str text = cursor->source->text;
	if (offset > text.len)
		offset = text.len;
	for (;;) {
		const char *newline =
		        offset > cursor->at ? memchr(text.ptr + cursor->at, '\n', offset - cursor->at) : NULL;
		if (!newline)
			break;
		cursor->at = (size_t)(newline - text.ptr) + 1;
		cursor->line++;
		cursor->line_start = cursor->at;
	}
	cursor->at = offset;
}

/* Adds a character as it may stand in a line of a terminal: nothing that moves, hides or turns it around. */
static void add_visible(struct buf *buf, uint32_t rune)
{
	bool control = rune < 0x20 || (rune >= 0x7f && rune < 0xa0);
	bool hidden = (rune >= 0x200b && rune <= 0x200f) || (rune >= 0x2028 && rune <= 0x202e) ||
	              (rune >= 0x2060 && rune <= 0x206f) || rune == 0xfeff;
	buf_rune(buf, control ? ' ' : hidden ? 0xfffd : rune);
}

static void add_visibly(struct buf *buf, struct str text)
{
	for (size_t i = 0, len; i < text.len; i += len ? len : 1) {
		uint32_t rune;
		len = str_rune(&rune, text, i);
		add_visible(buf, rune);
	}
}

/* Part of the line around the caret, not cutting a character in two. */
static void excerpt(struct diag *diag, struct arena *arena, const struct cursor *cursor)
{
	struct str text = cursor->source->text;
	size_t column = cursor->at - cursor->line_start;
	size_t from = cursor->line_start + (column > EXCERPT_MAX / 2 ? column - EXCERPT_MAX / 2 : 0);
	while (from > cursor->line_start && from < text.len && str_continues(text.ptr[from]))
		from--;
	struct buf shown;
	buf_init(&shown, 1 << 10);
	for (size_t i = from, len; i < text.len && i - from < EXCERPT_MAX && text.ptr[i] != '\n'; i += len) {
		uint32_t rune;
		len = str_rune(&rune, text, i);
		if (len == 0)
			len = 1;
		if (rune == 0xfeff && i == 0) /* the mark at a file's head, which nobody typed */
			continue;
		add_visible(&shown, rune);
		diag->caret += i < cursor->at;
	}
	diag->excerpt = str_dup(arena, buf_str(&shown));
	buf_free(&shown);
}

void diag_settle(struct diags *diags)
{
	if (diags->list.len == 0)
		return;
	struct diag **open = ARENA_ARRAY(diags->arena, struct diag *, diags->list.len);
	size_t n = 0;
	VEC_EACH (struct diag, diag, &diags->list) {
		if (diag->source)
			open[n++] = diag;
	}
	qsort(open, n, sizeof(struct diag *), order_by_offset);
	struct cursor cursor = {0};
	for (size_t i = 0; i < n; i++) {
		if (cursor.source != open[i]->source)
			cursor = (struct cursor){.source = open[i]->source, .line = 1};
		advance(&cursor, open[i]->offset);
		open[i]->line = cursor.line;
		open[i]->column = cursor.at - cursor.line_start + 1;
		excerpt(open[i], diags->arena, &cursor);
		open[i]->source = NULL;
	}
	VEC_EACH (struct diag, diag, &diags->list) {
		if (diag->count)
			diag->more = diag->count->seen - DIAG_SAME_MAX;
	}
}

void diag_merge(struct diags *into, struct diags *from)
{
	diag_settle(from);
	VEC_EACH (struct diag, diag, &from->list) {
		struct diag_count *counted = diag_severity(diag->message) == SEVERITY_WARNING
		                                     ? NULL
		                                     : count(into, diag->path, diag->message);
		size_t seen = counted ? counted->seen : 0;
		if (counted)
			counted->seen += diag->more;
		if (seen > DIAG_SAME_MAX)
			continue;
		struct diag *copy = VEC_PUSH(into->arena, &into->list);
		*copy = *diag;
		copy->count = seen == DIAG_SAME_MAX ? counted : NULL;
		copy->more = 0;
		copy->path = str_dup(into->arena, diag->path);
		copy->excerpt = str_dup(into->arena, diag->excerpt);
		copy->about = str_dup(into->arena, diag->about);
		for (size_t i = 0; i < diag->n_args; i++)
			copy->args[i] = str_dup(into->arena, diag->args[i]);
	}
	into->errors += from->errors;
	into->warnings += from->warnings;
	into->failures += from->failures;
	diag_init(from, from->arena);
}

/* ---- kept as text ---- */

/* Numbers end with a space, texts stand behind their length. */
static void write_number(struct buf *out, size_t number)
{
	buf_printf(out, "%zu ", number);
}

static void write_text(struct buf *out, struct str text)
{
	write_number(out, text.len);
	buf_add(out, text);
}

void diag_write(struct buf *out, struct diags *diags)
{
	diag_settle(diags);
	VEC_EACH (const struct diag, diag, &diags->list) {
		const size_t numbers[] = {(size_t)diag->message, diag->line, diag->column,
		                          diag->caret,           diag->more, diag->cell,
		                          diag->n_args};
		for (size_t i = 0; i < LENGTH(numbers); i++)
			write_number(out, numbers[i]);
		write_text(out, diag->path);
		write_text(out, diag->excerpt);
		write_text(out, diag->about);
		for (size_t i = 0; i < diag->n_args; i++)
			write_text(out, diag->args[i]);
	}
}

static bool read_text(struct str *out, struct str *text)
{
	size_t len;
	if (!str_take_number(&len, text) || len > text->len)
		return false;
	*out = str_sub(*text, 0, len);
	*text = str_sub(*text, len, text->len);
	return true;
}

static bool read_one(struct diag *out, struct str *text)
{
	size_t message, cell;
	*out = (struct diag){0};
	bool well = str_take_number(&message, text) && str_take_number(&out->line, text) &&
	            str_take_number(&out->column, text) && str_take_number(&out->caret, text) &&
	            str_take_number(&out->more, text) && str_take_number(&cell, text) &&
	            str_take_number(&out->n_args, text) && message < MESSAGE_COUNT &&
	            out->n_args <= DIAG_ARGS_MAX && read_text(&out->path, text) &&
	            read_text(&out->excerpt, text) && read_text(&out->about, text);
	for (size_t i = 0; well && i < out->n_args; i++)
		well = read_text(&out->args[i], text);
	out->message = (enum message)message;
	out->cell = cell;
	return well;
}

bool diag_read(struct diags *diags, struct str text)
{
	while (text.len) {
		struct diag diag;
		if (!read_one(&diag, &text))
			return false;
		*VEC_PUSH(diags->arena, &diags->list) = diag;
		for (size_t i = 0; i <= diag.more; i++)
			tally(diags, diag.message);
	}
	return true;
}

/* ---- printed ---- */

static int order(const void *a, const void *b)
{
	const struct diag *x = a, *y = b;
	int by_path = str_cmp(x->path, y->path);
	if (by_path)
		return by_path;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->column != y->column)
		return x->column < y->column ? -1 : 1;
	int by_code = str_cmp(diag_code(x->message), diag_code(y->message));
	if (by_code)
		return by_code;
	int by_about = str_cmp(x->about, y->about);
	for (size_t i = 0; !by_about && i < DIAG_ARGS_MAX; i++)
		by_about = str_cmp(x->args[i], y->args[i]);
	if (by_about || x->message != y->message)
		return by_about ? by_about : (x->message > y->message) - (x->message < y->message);
	return (x->more > y->more) - (x->more < y->more);
}

/* What two resources or two checks say of one place in the same words is one problem. */
static void drop_repeated(struct diags *diags)
{
	size_t left = 0;
	VEC_EACH (struct diag, diag, &diags->list) {
		const struct diag *last = left ? &diags->list.items[left - 1] : NULL;
		size_t *count = count_of(diags, diag->message);
		if (last && order(last, diag) == 0) {
			if (count)
				--*count;
			continue;
		}
		diags->list.items[left++] = *diag;
	}
	diags->list.len = left;
}

void diag_sort(struct diags *diags)
{
	diag_settle(diags);
	if (diags->list.len == 0)
		return;
	qsort(diags->list.items, diags->list.len, sizeof(struct diag), order);
	drop_repeated(diags);
}

/* What another program's words are in ours. */
static struct str own_words(struct str theirs, enum diag_language language)
{
	static const struct str foreign[][3] = {
#define FOREIGN(theirs, en, vi) {STR_INIT(theirs), STR_INIT(en), STR_INIT(vi)},
#include "base/foreign.def"
#undef FOREIGN
	};
	for (size_t i = 0; i < LENGTH(foreign); i++)
		if (str_eq(theirs, foreign[i][0]))
			return foreign[i][1 + language];
	return theirs;
}

/* The pattern with {0} … {4} replaced, {~0} … {~4} in our own words. */
static void add_words(struct buf *words, const struct diag *diag, struct str pattern,
                      enum diag_language language)
{
	struct str before, after;
	while (str_cut(&before, &after, pattern, '{')) {
		size_t tilde = str_starts(after, STR("~"));
		bool digit = after.len > tilde + 1 && after.ptr[tilde + 1] == '}' && after.ptr[tilde] >= '0';
		size_t n = digit ? (size_t)(after.ptr[tilde] - '0') : DIAG_ARGS_MAX;
		buf_add(words, before);
		if (n < diag->n_args)
			add_visibly(words, tilde ? own_words(diag->args[n], language) : diag->args[n]);
		else
			buf_char(words, '{');
		pattern = n < diag->n_args ? str_sub(after, tilde + 2, after.len) : after;
	}
	buf_add(words, before);
}

struct str diag_text(struct arena *arena, enum diag_language language, enum message message,
                     const struct str *args, size_t n_args)
{
	struct diag diag = {.message = message, .n_args = n_args < DIAG_ARGS_MAX ? n_args : DIAG_ARGS_MAX};
	for (size_t i = 0; i < diag.n_args; i++)
		diag.args[i] = args[i];
	return diag_words(arena, &diag, language);
}

struct str diag_prose(struct arena *arena, const struct diag *diag, enum diag_language language, bool advice)
{
	struct str before, after, pattern = table[diag->message].text[language];
	struct buf quoted, words;
	buf_init(&quoted, 1 << 20);
	buf_init(&words, 1 << 20);
	if (advice)
		str_cut(&pattern, &after, pattern, ';');
	while (str_cut(&before, &after, pattern, '\'')) {
		bool opens = after.len && after.ptr[0] == '{', closes = str_ends(before, STR("}"));
		buf_add(&quoted, before);
		buf_add(&quoted, opens ? STR("“") : closes ? STR("”") : STR("'"));
		pattern = after;
	}
	buf_add(&quoted, before);
	add_words(&words, diag, buf_str(&quoted), language);
	struct str copy = str_dup(arena, buf_str(&words));
	buf_free(&quoted);
	buf_free(&words);
	return copy;
}

struct str diag_words(struct arena *arena, const struct diag *diag, enum diag_language language)
{
	struct buf words;
	buf_init(&words, 1 << 20);
	add_words(&words, diag, table[diag->message].text[language], language);
	if (diag->more) {
		struct str more = str_printf(arena, "%zu", diag->more);
		buf_char(&words, ' ');
		buf_add(&words, DIAG_TEXT(arena, language, TEXT_MORE, more));
	}
	struct str copy = str_dup(arena, buf_str(&words));
	buf_free(&words);
	return copy;
}

static struct str severity_words(enum severity severity, enum diag_language language)
{
	static const enum message words[] = {[SEVERITY_ERROR] = MESSAGE_TEXT_ERROR,
	                                     [SEVERITY_WARNING] = MESSAGE_TEXT_WARNING,
	                                     [SEVERITY_FAILURE] = MESSAGE_TEXT_FAILURE,
	                                     [SEVERITY_NOTE] = MESSAGE_TEXT_NOTE};
	return table[words[severity]].text[language];
}

/* Z, AA, AB: columns of a sheet have 26 digits and no zero. */
static void add_letters(struct buf *line, size_t column)
{
	if (column > 26)
		add_letters(line, (column - 1) / 26);
	buf_char(line, (char)('A' + (column - 1) % 26));
}

static void add_place(struct buf *line, const struct diag *diag)
{
	add_visibly(line, diag->path);
	if (diag->cell) {
		buf_char(line, ':');
		add_letters(line, diag->column);
		buf_printf(line, "%zu", diag->line);
	} else if (diag->line) {
		buf_printf(line, ":%zu:%zu", diag->line, diag->column);
	}
}

static void add_line(struct buf *line, struct arena *arena, const struct diag *diag,
                     enum diag_language language)
{
	struct str code = diag_code(diag->message);
	add_place(line, diag);
	buf_add(line, diag->path.len ? STR(": ") : STR(""));
	buf_add(line, severity_words(diag_severity(diag->message), language));
	buf_add(line, STR(": "));
	buf_add(line, diag_words(arena, diag, language));
	buf_printf(line, " [" STR_FMT "]\n", STR_ARG(code));
	if (diag->excerpt.len && diag_severity(diag->message) != SEVERITY_NOTE)
		buf_printf(line, "    " STR_FMT "\n    %*s^\n", STR_ARG(diag->excerpt), (int)diag->caret, "");
}

void diag_print(struct diags *diags, FILE *to, enum diag_language language)
{
	struct buf line;
	buf_init(&line, 1 << 22);
	diag_sort(diags);
	VEC_EACH (struct diag, diag, &diags->list) {
		buf_clear(&line);
		add_line(&line, diags->arena, diag, language);
		fwrite(line.ptr, 1, line.len, to);
	}
	buf_free(&line);
}

void diag_json(struct buf *out, struct arena *arena, const struct diag *diag, enum diag_language language)
{
	buf_add(out, STR("{\"path\":"));
	buf_json(out, diag->path);
	buf_printf(out, ",\"line\":%zu,\"column\":%zu,\"severity\":", diag->line, diag->column);
	buf_json(out, severity_words(diag_severity(diag->message), DIAG_ENGLISH));
	buf_add(out, STR(",\"code\":"));
	buf_json(out, diag_code(diag->message));
	buf_add(out, STR(",\"message\":"));
	buf_json(out, diag_words(arena, diag, language));
	buf_char(out, '}');
}

void diag_print_json(struct diags *diags, FILE *to, enum diag_language language)
{
	diag_sort(diags);
	struct buf line;
	buf_init(&line, 1 << 20);
	VEC_EACH (struct diag, diag, &diags->list) {
		buf_clear(&line);
		diag_json(&line, diags->arena, diag, language);
		buf_char(&line, '\n');
		fwrite(line.ptr, 1, line.len, to);
	}
	buf_free(&line);
}
