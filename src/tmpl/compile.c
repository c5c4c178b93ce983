/* Templates into arrays of code, in one pass over the text.
 *
 * Lines: a tag that is alone on its line takes the line with it. What is printed at the beginning of a line
 * is marked, for a partial that is indented prints its indentation there; see render.c.
 *
 * Blocks, as the specification's tests have it: what overrides a block loses the indentation of its first
 * line
 * (`dedent`) where it is written, and gets that of the block where it is printed. */
#include "tmpl/code.h"
#include "tmpl/tag.h"

#include "base/arena.h"

/* A section, inverted section, block or parent that waits for its end. */
struct open {
	char kind;
	size_t at;
	struct str name;
	bool dynamic;
	uint32_t code;
	bool override;     /* a block directly within a parent */
	bool alone_before; /* a parent with nothing but space before it on its line */
	struct str dedent; /* what was in force outside */
};

/* One that another's end has closed. Its own end may still come: then the two were crossed, or the other end
 * was the one too many (and `said` so at once). */
struct crossed {
	struct open open;
	size_t closed_at;
	struct str closed_by;
	bool said;
};

struct compiler {
	struct tmpl_set *set;
	struct tmpl *tmpl;
	struct diags *diags;
	struct str text;
	struct delimiters delimiters;
	VEC(struct code) codes;
	VEC(struct open) opens;
	VEC(struct crossed) crossed;
	size_t at;         /* all before is compiled */
	struct str dedent; /* taken off the beginning of each line */
	bool fresh;        /* what comes next counts as the beginning of a line wherever it stands */
	bool good;
};

static void wrong(struct compiler *c, size_t at, enum message message, struct str name, struct str other)
{
	diag_add(c->diags, (struct place){c->tmpl->source, at}, message, (struct str){0},
	         (const struct str[]){name, other}, 2);
	c->good = false;
}

/* ---- lines ---- */

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

static size_t skip_blanks(struct str text, size_t at)
{
	while (at < text.len && is_blank(text.ptr[at]))
		at++;
	return at;
}

static bool begins_line(struct str text, size_t at)
{
	return at == 0 || text.ptr[at - 1] == '\n';
}

/* Where the space before `at` begins, if it begins a line; else `at`. */
static size_t space_before(bool *alone, struct str text, size_t at)
{
	size_t from = at;
	while (from > 0 && is_blank(text.ptr[from - 1]))
		from--;
	*alone = begins_line(text, from);
	return *alone ? from : at;
}

/* Behind the end of the line, if nothing but space stands before it; else `at`. */
static size_t line_after(bool *alone, struct str text, size_t at)
{
	size_t end = skip_blanks(text, at);
	*alone = true;
	if (end == text.len)
		return end;
	if (text.ptr[end] == '\r' && end + 1 < text.len)
		end++;
	if (text.ptr[end] == '\n')
		return end + 1;
	*alone = false;
	return at;
}

static struct str without(struct str line, struct str dedent)
{
	size_t same = 0;
	while (same < line.len && same < dedent.len && line.ptr[same] == dedent.ptr[same])
		same++;
	return str_sub(line, same, line.len);
}

/* The space before the first line from `at` on that has anything else; *offset: where that is. */
static struct str first_indentation(size_t *offset, struct str text, size_t at)
{
	for (;;) {
		*offset = skip_blanks(text, at);
		bool blank;
		size_t next = line_after(&blank, text, at);
		if (!blank || *offset == text.len)
			return str_sub(text, at, *offset);
		at = next;
	}
}

/* ---- code ---- */

static struct code *add_code(struct compiler *c, enum op op, size_t at)
{
	struct code *code = VEC_PUSH(c->set->arena, &c->codes);
	*code = (struct code){.op = (uint8_t)op, .at = at};
	return code;
}

/* Whether what is printed from `at` on begins a line; asked once for each. */
static bool take_line(struct compiler *c, size_t at)
{
	bool line = c->fresh || begins_line(c->text, at);
	c->fresh = false;
	return line;
}

static const struct open *innermost(const struct compiler *c)
{
	return c->opens.len ? &c->opens.items[c->opens.len - 1] : NULL;
}

/* Directly within a parent only blocks count. */
static bool is_in_parent(const struct compiler *c)
{
	return c->opens.len && innermost(c)->kind == '<';
}

/* The text from c->at up to `to`: one piece, or one for each line where their beginnings are taken off. */
static void add_text(struct compiler *c, size_t to)
{
	size_t from = c->at;
	c->at = to;
	while (from < to && !is_in_parent(c)) {
		size_t end = to;
		if (c->dedent.len)
			end = from + str_find(str_sub(c->text, from, to), STR("\n")) + 1;
		if (end > to)
			end = to;
		struct str piece = str_sub(c->text, from, end);
		if (begins_line(c->text, from))
			piece = without(piece, c->dedent);
		bool line = take_line(c, from);
		if (piece.len) {
			struct code *code = add_code(c, OP_TEXT, from);
			code->text = piece;
			code->line = line;
		} else {
			c->fresh = line; /* for what follows the space that was taken off */
		}
		from = end;
	}
}

/* The text before a tag. If the tag is alone on its line, the line goes with it: true, and *indent is the
 * space before it. */
static bool take_standalone(struct str *indent, struct compiler *c, const struct tag *tag)
{
	bool before, after;
	size_t from = space_before(&before, c->text, tag->at), to = line_after(&after, c->text, tag->after);
	bool alone = before && after && from >= c->at;
	add_text(c, alone ? from : tag->at);
	c->at = alone ? to : tag->after;
	if (alone)
		c->fresh = false;
	*indent = alone ? without(str_sub(c->text, from, tag->at), c->dedent) : (struct str){0};
	return alone;
}

static void split_name(struct code *code, struct compiler *c, struct str name)
{
	if (str_eq(name, STR(".")))
		return;
	code->local = name.ptr[0] == '.';
	struct str part, rest = str_sub(name, code->local, name.len);
	size_t n = 1;
	for (size_t i = 0; i < rest.len; i++)
		n += rest.ptr[i] == '.';
	struct value_key *keys = ARENA_ARRAY(c->set->arena, struct value_key, n);
	for (size_t i = 0; i < n; i++) {
		str_cut(&part, &rest, rest, '.');
		keys[i] = value_key(part);
	}
	code->keys = keys;
	code->n_keys = (uint32_t)n;
}

struct str code_name(const struct code *code)
{
	if (code->n_keys == 0)
		return STR(".");
	const struct str *first = &code->keys[0].text, *last = &code->keys[code->n_keys - 1].text;
	const char *from = first->ptr - code->local;
	return (struct str){from, (size_t)(last->ptr + last->len - from)};
}

static void name_template(struct code *code, struct compiler *c, const struct tag *tag)
{
	code->dynamic = tag->dynamic;
	if (tag->dynamic) {
		split_name(code, c, tag->name);
		return;
	}
	struct value_key *key = ARENA_NEW(c->set->arena, struct value_key);
	key->text = tag->name;
	code->keys = key;
	code->n_keys = 1;
}

static struct open *push_open(struct compiler *c, const struct tag *tag, uint32_t code)
{
	struct open *open = VEC_PUSH(c->set->arena, &c->opens);
	*open = (struct open){.kind = tag->kind,
	                      .at = tag->at,
	                      .name = tag->name,
	                      .dynamic = tag->dynamic,
	                      .code = code,
	                      .dedent = c->dedent};
	return open;
}

/* ---- tags ---- */

static void add_variable(struct compiler *c, const struct tag *tag)
{
	add_text(c, tag->at);
	c->at = tag->after;
	bool line = take_line(c, tag->at);
	struct code *code = add_code(c, tag->kind == 'v' ? OP_ESCAPED : OP_RAW, tag->at);
	code->line = line;
	split_name(code, c, tag->name);
}

static void add_section(struct compiler *c, const struct tag *tag)
{
	struct str indent;
	bool line = !take_standalone(&indent, c, tag) && take_line(c, tag->at);
	push_open(c, tag, (uint32_t)c->codes.len);
	struct code *code = add_code(c, tag->kind == '#' ? OP_SECTION : OP_INVERTED, tag->at);
	code->line = line;
	split_name(code, c, tag->name);
}

static void add_partial(struct compiler *c, const struct tag *tag)
{
	struct str indent;
	bool alone = take_standalone(&indent, c, tag), line = !alone && take_line(c, tag->at);
	struct code *code = add_code(c, OP_PARTIAL, tag->at);
	code->standalone = alone;
	code->line = line;
	code->text = indent;
	name_template(code, c, tag);
}

/* Whether a parent is alone on its line shows at its end; till then the space before it is kept in its text.
 */
static void add_parent(struct compiler *c, const struct tag *tag)
{
	bool before;
	size_t from = space_before(&before, c->text, tag->at);
	if (from < c->at) {
		before = false;
		from = tag->at;
	}
	add_text(c, from);
	bool line = take_line(c, from);
	push_open(c, tag, (uint32_t)c->codes.len)->alone_before = before;
	struct code *code = add_code(c, OP_PARENT, tag->at);
	code->line = line;
	code->text = before ? without(str_sub(c->text, from, tag->at), c->dedent) : (struct str){0};
	name_template(code, c, tag);
	c->at = tag->after;
	c->dedent = (struct str){0};
}

static uint32_t block_number(struct compiler *c, struct str name)
{
	uint32_t **number = (uint32_t **)(void *)map_put(&c->set->blocks, name);
	if (!*number) {
		*number = ARENA_NEW(c->set->arena, uint32_t);
		**number = (uint32_t)c->set->blocks.len;
	}
	return **number;
}

/* What is given to a parent. */
static void add_override(struct compiler *c, const struct tag *tag)
{
	size_t content;
	bool after;
	const struct open *parent = innermost(c);
	uint32_t at = (uint32_t)c->codes.len, parent_at = parent->code;
	push_open(c, tag, at)->override = true;
	struct code *code = add_code(c, OP_BLOCK, tag->at);
	code->block = block_number(c, tag->name);
	code->next = c->codes.items[parent_at].next;
	c->codes.items[parent_at].next = at;
	c->at = line_after(&after, c->text, tag->after);
	c->dedent = after ? first_indentation(&content, c->text, c->at) : (struct str){0};
	c->fresh = true;
}

/* A place that can be overridden. Alone on its line, it has the indentation of its default content, or of
 * itself if there is none. */
static void add_position(struct compiler *c, const struct tag *tag)
{
	struct str indent;
	bool before, alone = take_standalone(&indent, c, tag);
	size_t from = space_before(&before, c->text, tag->at), content;
	if (alone) {
		struct str default_indent = first_indentation(&content, c->text, c->at);
		struct str rest = str_sub(c->text, content, c->text.len);
		bool tag_next = str_starts(rest, c->delimiters.open);
		rest = str_trim(str_sub(rest, c->delimiters.open.len, rest.len));
		if (!tag_next || !str_starts(rest, STR("/")))
			indent = without(default_indent, c->dedent);
	} else if (before) {
		indent = without(str_sub(c->text, from, tag->at), c->dedent);
	}
	bool line = !alone && take_line(c, tag->at);
	push_open(c, tag, (uint32_t)c->codes.len);
	struct code *code = add_code(c, OP_BLOCK, tag->at);
	code->standalone = alone;
	code->line = line;
	code->text = indent;
	code->block = block_number(c, tag->name);
}

/* The text before an end, and its line if that is to go: returns whether what follows it begins a line. */
static bool finish_inside(struct compiler *c, const struct open *open, const struct tag *tag)
{
	struct str indent;
	bool before, after;
	if (open->kind == '<') {
		size_t next = line_after(&after, c->text, tag->after);
		struct code *parent = &c->codes.items[open->code];
		parent->standalone = open->alone_before && after;
		parent->line = parent->line && !parent->standalone;
		c->at = parent->standalone ? next : tag->after;
		c->fresh = false;
		return false;
	}
	if (open->override) {
		add_text(c, space_before(&before, c->text, tag->at));
		c->at = tag->after;
		c->fresh = false;
		return false;
	}
	return !take_standalone(&indent, c, tag) && take_line(c, tag->at);
}

static void close_open(struct compiler *c, const struct tag *tag)
{
	const struct open *open = innermost(c);
	bool line = finish_inside(c, open, tag);
	uint32_t begin = open->code, end = (uint32_t)c->codes.len;
	struct code *code = add_code(c, open->kind == '#' ? OP_LOOP : OP_END, tag->at);
	code->line = line;
	code->end = begin;
	c->codes.items[begin].end = end;
	c->dedent = open->dedent;
	c->opens.len--;
}

static bool is_end_of(const struct open *open, const struct tag *tag)
{
	if (open->name.len == 0 || open->dynamic == tag->dynamic)
		return open->name.len == 0 || str_eq(open->name, tag->name);
	/* a section or block whose name itself begins with an asterisk */
	return tag->dynamic && open->name.ptr[0] == '*' &&
	       str_eq(str_sub(open->name, 1, open->name.len), tag->name);
}

/* True if the end is that of one that was closed already. */
static bool take_crossed(struct compiler *c, const struct tag *tag)
{
	for (size_t i = c->crossed.len; i-- > 0;) {
		struct crossed *crossed = &c->crossed.items[i];
		if (!is_end_of(&crossed->open, tag))
			continue;
		if (!crossed->said)
			wrong(c, crossed->closed_at, MESSAGE_TMPL_CLOSE_OTHER, crossed->closed_by,
			      crossed->open.name);
		*crossed = c->crossed.items[--c->crossed.len];
		return true;
	}
	return false;
}

static void close_early(struct compiler *c, const struct tag *tag, bool said)
{
	*VEC_PUSH(c->set->arena, &c->crossed) = (struct crossed){*innermost(c), tag->at, tag->name, said};
	close_open(c, tag);
}

/* An end that is not that of the innermost. If something further out is meant, those within lack their ends;
 * whether they do, or were crossed with it, shows later. Else the name is wrong: it ends the innermost. */
static void close_other(struct compiler *c, const struct tag *tag)
{
	size_t outer = c->opens.len;
	while (outer > 0 && !is_end_of(&c->opens.items[outer - 1], tag))
		outer--;
	if (outer > 0) {
		while (c->opens.len > outer)
			close_early(c, tag, false);
		close_open(c, tag);
	} else if (!take_crossed(c, tag)) {
		if (c->opens.len == 0) {
			wrong(c, tag->at, MESSAGE_TMPL_CLOSE_NOTHING, tag->name, (struct str){0});
		} else {
			wrong(c, tag->at, MESSAGE_TMPL_CLOSE_OTHER, tag->name, innermost(c)->name);
			close_early(c, tag, true);
		}
	}
	c->at = tag->after;
}

static void compile_tag(struct compiler *c, const struct tag *tag)
{
	struct str indent;
	switch (tag->kind) {
	case '!':
	case '=':
		if (!take_standalone(&indent, c, tag))
			c->fresh = take_line(c, tag->at);
		if (tag->kind == '=')
			c->delimiters = tag->delimiters;
		break;
	case '#':
	case '^':
		add_section(c, tag);
		break;
	case '>':
		add_partial(c, tag);
		break;
	case '<':
		add_parent(c, tag);
		break;
	case '$':
		if (is_in_parent(c))
			add_override(c, tag);
		else
			add_position(c, tag);
		break;
	case '/':
		if (c->opens.len && is_end_of(innermost(c), tag))
			close_open(c, tag);
		else
			close_other(c, tag);
		break;
	default:
		add_variable(c, tag);
		break;
	}
}

/* After a tag that is wrong: what it opens or closes still counts, whatever its name was to be, so that its
 * partner is not told of too. */
static void compile_wrong(struct compiler *c, struct tag *tag)
{
	c->at = tag->after;
	tag->name = (struct str){0};
	if (memchr("#^<$", tag->kind, 4)) {
		push_open(c, tag, (uint32_t)c->codes.len);
		add_code(c, OP_INVERTED, tag->at);
	} else if (tag->kind == '/' && c->opens.len) {
		close_open(c, tag);
		c->at = tag->after;
	}
}

/* Every tag in turn. False: one is never closed, and what follows is not judged. */
static bool compile_text(struct compiler *c)
{
	for (;;) {
		struct tag tag;
		enum message message;
		size_t at = c->at + str_find(str_sub(c->text, c->at, c->text.len), c->delimiters.open);
		if (at == c->text.len) {
			add_text(c, at);
			return true;
		}
		switch (tag_read(&tag, &message, c->text, at, &c->delimiters)) {
		case TAG_GOOD:
			compile_tag(c, &tag);
			break;
		case TAG_BAD:
			wrong(c, at, message, tag.name, (struct str){0});
			compile_wrong(c, &tag);
			break;
		case TAG_OPEN:
			wrong(c, at, message, (struct str){0}, (struct str){0});
			return false;
		}
	}
}

static void check_all_closed(struct compiler *c)
{
	for (size_t i = 0; i < c->crossed.len; i++) {
		const struct crossed *crossed = &c->crossed.items[i];
		if (!crossed->said)
			wrong(c, crossed->open.at, MESSAGE_TMPL_OPEN_SECTION, crossed->open.name,
			      (struct str){0});
	}
	for (size_t i = 0; i < c->opens.len; i++) {
		const struct open *open = &c->opens.items[i];
		if (open->name.len)
			wrong(c, open->at, MESSAGE_TMPL_OPEN_SECTION, open->name, (struct str){0});
	}
}

bool tmpl_add(struct tmpl_set *set, struct str name, const struct source *source, struct diags *diags)
{
	struct tmpl *tmpl = map_get(&set->by_name, name);
	if (!tmpl) {
		tmpl = ARENA_NEW(set->arena, struct tmpl);
		*VEC_PUSH(set->arena, &set->all) = tmpl;
		*map_put(&set->by_name, name) = tmpl;
	}
	*tmpl = (struct tmpl){.set = set, .source = source};
	struct compiler c = {.set = set,
	                     .tmpl = tmpl,
	                     .diags = diags,
	                     .text = source->text,
	                     .delimiters = {STR("{{"), STR("}}")},
	                     .good = true};
	if (compile_text(&c))
		check_all_closed(&c);
	/* a template that is wrong exists, so that none is told that it is missing, and prints nothing */
	if (c.good) {
		tmpl->codes = c.codes.items;
		tmpl->len = c.codes.len;
	}
	return c.good;
}
