/* Running the code. Contexts, with the lists they come from, lie on one stack; a partial, parent or override
 * is a call of run(). */
#include "tmpl/code.h"

#include "base/arena.h"

enum { FRAMES_MAX = 1024 };

/* A context; of a section over a list, the list and the item that comes next. */
struct frame {
	const struct value *value, *list;
	size_t next;
};

/* A call of a parent: what its blocks are overridden with. */
struct call {
	const struct tmpl *tmpl;
	const struct code *parent;
};

/* Indentation within indentation, the outermost first. */
struct indent {
	const struct indent *outer;
	struct str text;
};

struct renderer {
	struct buf *out;
	const struct tmpl_set *set;
	const struct tmpl_options *options;
	struct diags *diags;
	size_t steps, depth;
	bool indented; /* the line that comes next stands behind its indentation already */
	bool good;
	size_t n_frames, n_calls;
	struct call calls[TMPL_DEPTH_MAX + 1]; /* the outermost first: it overrides those after it */
	struct frame frames[FRAMES_MAX];       /* the last member: it is not cleared beforehand */
};

static bool run(struct renderer *r, const struct tmpl *tmpl, size_t from, size_t to,
                const struct indent *indent);

static bool fail(struct renderer *r, const struct tmpl *tmpl, const struct code *code, enum message message,
                 struct str name)
{
	diag_add(r->diags, (struct place){tmpl->source, code->at}, message, (struct str){0}, &name, 1);
	r->good = false;
	return false;
}

/* ---- lines ---- */

static void put_indent(struct buf *out, const struct indent *indent)
{
	if (!indent)
		return;
	put_indent(out, indent->outer);
	buf_add(out, indent->text);
}

static void put_line_start(struct renderer *r, const struct indent *indent)
{
	if (r->indented)
		r->indented = false;
	else
		put_indent(r->out, indent);
}

/* The beginning of a line at the text's end is that of the code that follows. */
static void put_text(struct renderer *r, struct str text, const struct indent *indent)
{
	while (indent) {
		size_t line = str_find(text, STR("\n")) + 1;
		if (line >= text.len)
			break;
		buf_add(r->out, str_sub(text, 0, line));
		put_indent(r->out, indent);
		text = str_sub(text, line, text.len);
	}
	buf_add(r->out, text);
}

/* ---- names ---- */

/* The first part is looked for from the top of the stack down, the others only in what it is. */
static const struct value *look_up(const struct renderer *r, const struct code *code)
{
	size_t top = r->n_frames - 1;
	if (code->n_keys == 0)
		return r->frames[top].value;
	const struct value *value = value_find(r->frames[top].value, &code->keys[0]);
	for (size_t i = code->local ? 0 : top; !value && i-- > 0;)
		value = value_find(r->frames[i].value, &code->keys[0]);
	for (size_t i = 1; value && i < code->n_keys; i++)
		value = value_find(value, &code->keys[i]);
	return value;
}

static const struct value *resolve(const struct renderer *r, const struct tmpl *tmpl, const struct code *code)
{
	const struct value *value = look_up(r, code);
	if (!value && r->options->missing)
		r->options->missing(r->options->context, (struct place){tmpl->source, code->at},
		                    code_name(code));
	return value;
}

static struct str text_of(const struct value *value)
{
	switch (value->kind) {
	case VALUE_STRING:
	case VALUE_NUMBER:
		return value->text;
	case VALUE_TRUE:
		return STR("true");
	case VALUE_FALSE:
		return STR("false");
	case VALUE_NULL:
	case VALUE_LIST:
	case VALUE_MAP:
		break;
	}
	return (struct str){0};
}

static const struct str *escape_of(char c)
{
	static const struct str escapes[] = {STR_INIT("&amp;"), STR_INIT("&lt;"), STR_INIT("&gt;"),
	                                     STR_INIT("&quot;"), STR_INIT("&#39;")};
	switch (c) {
	case '&':
		return &escapes[0];
	case '<':
		return &escapes[1];
	case '>':
		return &escapes[2];
	case '"':
		return &escapes[3];
	case '\'':
		return &escapes[4];
	default:
		return NULL;
	}
}

void tmpl_escape(struct buf *out, struct str text)
{
	size_t plain = 0;
	for (size_t i = str_markup(text, 0); i < text.len; i = str_markup(text, i + 1)) {
		buf_add(out, str_sub(text, plain, i));
		buf_add(out, *escape_of(text.ptr[i]));
		plain = i + 1;
	}
	buf_add(out, str_sub(text, plain, text.len));
}

static void put_value(struct renderer *r, const struct tmpl *tmpl, const struct code *code)
{
	const struct value *value = resolve(r, tmpl, code);
	if (!value)
		return;
	if (code->op == OP_ESCAPED && value->kind == VALUE_STRING)
		tmpl_escape(r->out, value->text);
	else
		buf_add(r->out, text_of(value));
}

/* ---- sections ---- */

static bool take_step(struct renderer *r, const struct tmpl *tmpl, const struct code *code)
{
	return ++r->steps <= TMPL_STEPS_MAX || fail(r, tmpl, code, MESSAGE_TMPL_STEPS, (struct str){0});
}

/* False: too deep, said. *enter: whether there is anything to go through. */
static bool enter_section(bool *enter, struct renderer *r, const struct tmpl *tmpl, const struct code *code)
{
	const struct value *value = resolve(r, tmpl, code);
	*enter = value && value_is_true(value);
	if (!*enter)
		return true;
	if (r->n_frames == FRAMES_MAX)
		return fail(r, tmpl, code, MESSAGE_TMPL_DEPTH, (struct str){0});
	struct frame *frame = &r->frames[r->n_frames++];
	if (value->kind == VALUE_LIST)
		*frame = (struct frame){value->items[0], value, 1};
	else
		*frame = (struct frame){value, NULL, 0};
	return take_step(r, tmpl, code);
}

/* At a section's end: true, with the next item as context, if there is one. */
static bool next_item(struct renderer *r)
{
	struct frame *frame = &r->frames[r->n_frames - 1];
	if (!frame->list || frame->next == frame->list->len) {
		r->n_frames--;
		return false;
	}
	frame->value = frame->list->items[frame->next++];
	return true;
}

/* ---- calls ---- */

/* What a partial or parent names; NULL renders as nothing. */
static const struct tmpl *target_of(struct renderer *r, const struct tmpl *tmpl, const struct code *code)
{
	if (!code->dynamic)
		return code->target;
	const struct value *value = resolve(r, tmpl, code);
	struct str name = value && value_is_true(value) ? text_of(value) : (struct str){0};
	if (name.len == 0)
		return NULL;
	const struct tmpl *target = tmpl_find(r->set, name);
	if (!target && !r->set->lenient)
		fail(r, tmpl, code, MESSAGE_TMPL_PARTIAL, name);
	return target;
}

static bool go_deeper(struct renderer *r, const struct tmpl *tmpl, const struct code *code)
{
	if (r->depth == TMPL_DEPTH_MAX)
		return fail(r, tmpl, code, MESSAGE_TMPL_DEPTH, (struct str){0});
	r->depth++;
	return take_step(r, tmpl, code);
}

/* Each line of a template called from a line of its own gets the space before the tag; within a line, the
 * template is printed as it is. */
static bool call(struct renderer *r, const struct tmpl *tmpl, const struct code *code,
                 const struct indent *indent)
{
	if (!code->standalone)
		buf_add(r->out, code->text);
	const struct tmpl *target = target_of(r, tmpl, code);
	if (!target)
		return true;
	if (!go_deeper(r, tmpl, code))
		return false;
	struct call outside = r->calls[r->n_calls];
	bool parent = code->op == OP_PARENT;
	if (parent)
		r->calls[r->n_calls++] = (struct call){tmpl, code};
	struct indent own = {indent, code->text};
	const struct indent *inside = code->text.len ? &own : indent;
	bool good = run(r, target, 0, target->len, code->standalone ? inside : NULL);
	if (parent)
		r->calls[--r->n_calls] = outside;
	r->depth--;
	return good;
}

/* The outermost override of a block, and how many calls are outside the template that it is written in. */
static const struct code *find_override(size_t *level, const struct renderer *r, uint32_t block)
{
	for (*level = 0; *level < r->n_calls; ++*level) {
		const struct call *caller = &r->calls[*level];
		for (uint32_t i = caller->parent->next; i; i = caller->tmpl->codes[i].next)
			if (caller->tmpl->codes[i].block == block)
				return &caller->tmpl->codes[i];
	}
	return NULL;
}

/* An override is written in a template of its own calls: only they override what it says. */
static bool put_override(struct renderer *r, const struct tmpl *tmpl, const struct code *block,
                         const struct code *override, size_t level, const struct indent *indent)
{
	const struct tmpl *author = r->calls[level].tmpl;
	size_t n_calls = r->n_calls, begin = (size_t)(override - author->codes);
	struct indent own = {indent, block->text};
	if (!go_deeper(r, tmpl, block))
		return false;
	r->n_calls = level;
	r->indented = !block->standalone;
	bool good = run(r, author, begin + 1, override->end, block->text.len ? &own : indent);
	r->indented = false;
	r->n_calls = n_calls;
	r->depth--;
	return good;
}

/* Runs codes [from, to). False: said, and nothing more can be rendered. */
static bool run(struct renderer *r, const struct tmpl *tmpl, size_t from, size_t to,
                const struct indent *indent)
{
	bool good = true, enter;
	for (size_t at = from; good && at < to; at++) {
		const struct code *code = &tmpl->codes[at], *override;
		size_t level;
		if (code->line)
			put_line_start(r, indent);
		switch (code->op) {
		case OP_TEXT:
			put_text(r, code->text, indent);
			break;
		case OP_ESCAPED:
		case OP_RAW:
			put_value(r, tmpl, code);
			break;
		case OP_SECTION:
			good = enter_section(&enter, r, tmpl, code);
			if (!enter)
				at = code->end;
			break;
		case OP_LOOP:
			if (next_item(r)) {
				good = take_step(r, tmpl, code);
				at = code->end;
			}
			break;
		case OP_INVERTED: {
			const struct value *value = resolve(r, tmpl, code);
			if (value && value_is_true(value))
				at = code->end;
			break;
		}
		case OP_PARTIAL:
			good = call(r, tmpl, code, indent);
			break;
		case OP_PARENT:
			good = call(r, tmpl, code, indent);
			at = code->end;
			break;
		case OP_BLOCK:
			override = find_override(&level, r, code->block);
			if (override) {
				good = put_override(r, tmpl, code, override, level, indent);
				at = code->end;
			}
			break;
		default:
			break;
		}
		if (r->out->over && good)
			good = fail(r, tmpl, code, MESSAGE_TMPL_OUTPUT, (struct str){0});
	}
	return good;
}

bool tmpl_render(struct buf *out, const struct tmpl *tmpl, const struct value *data,
                 const struct tmpl_options *options, struct diags *diags)
{
	static const struct tmpl_options none = {0};
	struct renderer r;
	memset(&r, 0, offsetof(struct renderer, frames));
	r.out = out;
	r.set = tmpl->set;
	r.options = options ? options : &none;
	r.diags = diags;
	r.good = true;
	r.frames[r.n_frames++] = (struct frame){data, NULL, 0};
	return run(&r, tmpl, 0, tmpl->len, NULL) && r.good;
}
