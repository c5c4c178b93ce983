/* Parsed straight into steps whose jumps are relative, so that a part of a program can be moved and repeated
 * by copying it (Thompson 1968; Cox, "Regular Expression Matching Can Be Simple And Fast"). States are sets
 * of steps; those met are kept with where each ASCII character leads, so a cell costs a table look-up a byte.
 */
#include "schema/pattern.h"

#include "base/arena.h"
#include "base/vec.h"

enum { DEPTH_MAX = 50, STATES_MAX = 256, CHARACTER_MAX = 0x10ffff };

struct range {
	uint32_t first, last;
};

struct set {
	VEC(struct range) ranges;
	bool negated;
};

enum step_kind { STEP_SET, STEP_JUMP, STEP_SPLIT };

struct step {
	enum step_kind kind;
	int x, y; /* relative */
	const struct set *set;
};

/* A set of steps that wait for a character. */
struct state {
	uint32_t *steps;
	size_t n;
	bool accepts;
	struct state *next[128]; /* NULL: not looked at yet */
};

struct pattern {
	struct arena *arena;
	VEC(struct step) steps;
	struct state *states[STATES_MAX];
	size_t n_states;
	bool *marks; /* per step, and one for the end */
	uint32_t *stack, *waiting;
	size_t n_waiting;
	struct state spare; /* where there is no room for one more to keep */
};

struct parser {
	struct pattern *pattern;
	struct str text;
	size_t at, depth;
};

/* ---- parsing ---- */

static bool more(const struct parser *parser)
{
	return parser->at < parser->text.len;
}

static bool is_next(const struct parser *parser, char c)
{
	return more(parser) && parser->text.ptr[parser->at] == c;
}

static bool take(struct parser *parser, char c)
{
	bool taken = is_next(parser, c);
	parser->at += taken;
	return taken;
}

/* The next character of valid UTF-8. */
static uint32_t next_character(struct str text, size_t *at)
{
	unsigned char lead = (unsigned char)text.ptr[(*at)++];
	if (lead < 0xc0)
		return lead;
	uint32_t c = lead < 0xe0 ? lead & 0x1f : lead < 0xf0 ? lead & 0x0f : lead & 0x07;
	while (*at < text.len && str_continues(text.ptr[*at]))
		c = c << 6 | ((unsigned char)text.ptr[(*at)++] & 0x3f);
	return c;
}

static void add_range(struct arena *arena, struct set *set, uint32_t first, uint32_t last)
{
	*VEC_PUSH(arena, &set->ranges) = (struct range){first, last};
}

static bool holds(const struct set *set, uint32_t c)
{
	bool inside = false;
	for (size_t i = 0; i < set->ranges.len && !inside; i++)
		inside = c >= set->ranges.items[i].first && c <= set->ranges.items[i].last;
	return inside != set->negated;
}

/* Character classes as ranges; of letters those that a Vietnamese site has: Latin, Greek, Cyrillic, and all
 * that follows the general punctuation without a case. Case in the two Latin blocks with pairs goes by
 * parity. */
static const struct range digits[] = {{'0', '9'}};
static const struct range spaces[] = {{'\t', '\n'}, {'\r', '\r'}, {' ', ' '}};
static const struct range words[] = {{'0', '9'},       {'A', 'Z'},
                                     {'a', 'z'},       {'_', '_'},
                                     {0xaa, 0xaa},     {0xb5, 0xb5},
                                     {0xba, 0xba},     {0xc0, 0xd6},
                                     {0xd8, 0xf6},     {0xf8, 0x1fff},
                                     {0x2c00, 0x2dff}, {0x3040, 0xd7ff},
                                     {0xf900, 0xfffd}, {0x10000, CHARACTER_MAX}};
static const struct range letters[] = {
        {'A', 'Z'},       {'a', 'z'},       {0xaa, 0xaa},      {0xb5, 0xb5},    {0xba, 0xba},
        {0xc0, 0xd6},     {0xd8, 0xf6},     {0xf8, 0x2ff},     {0x370, 0x1fff}, {0x2c00, 0x2dff},
        {0x3040, 0xd7ff}, {0xf900, 0xfdff}, {0x10000, 0x1ffff}};
static const struct range points[] = {{'!', '#'},   {'%', '*'},   {',', '/'},       {':', ';'},
                                      {'?', '@'},   {'[', ']'},   {'_', '_'},       {'{', '{'},
                                      {'}', '}'},   {0xa1, 0xa1}, {0xab, 0xab},     {0xb7, 0xb7},
                                      {0xbb, 0xbb}, {0xbf, 0xbf}, {0x2010, 0x2027}, {0x2030, 0x205e}};

static void add_cased(struct arena *arena, struct set *set, bool upper)
{
	add_range(arena, set, upper ? 'A' : 'a', upper ? 'Z' : 'z');
	add_range(arena, set, upper ? 0xc0 : 0xdf, upper ? 0xd6 : 0xf6);
	add_range(arena, set, upper ? 0xd8 : 0xf8, upper ? 0xde : 0xff);
	for (uint32_t c = 0x100; c < 0x138; c++)
		if ((c % 2 == 0) == upper)
			add_range(arena, set, c, c);
	for (uint32_t c = 0x1e00; c < 0x1f00; c++)
		if ((c % 2 == 0) == upper)
			add_range(arena, set, c, c);
	add_range(arena, set, upper ? 0x1a0 : 0x1a1, upper ? 0x1a0 : 0x1a1);
	add_range(arena, set, upper ? 0x1af : 0x1b0, upper ? 0x1af : 0x1b0);
}

/* The ranges, or what lies between them. */
static void add_class(struct arena *arena, struct set *set, const struct range *ranges, size_t n,
                      bool outside)
{
	uint32_t from = 0;
	for (size_t i = 0; i < n; i++) {
		if (!outside)
			add_range(arena, set, ranges[i].first, ranges[i].last);
		else if (ranges[i].first > from)
			add_range(arena, set, from, ranges[i].first - 1);
		from = ranges[i].last + 1;
	}
	if (outside && from <= CHARACTER_MAX)
		add_range(arena, set, from, CHARACTER_MAX);
}

#define ADD_CLASS(arena, set, ranges, outside) add_class((arena), (set), (ranges), LENGTH(ranges), (outside))

/* Behind `\p{`. */
static bool add_property(struct parser *parser, struct set *set)
{
	struct arena *arena = parser->pattern->arena;
	struct str rest = str_sub(parser->text, parser->at, parser->text.len), name, behind;
	if (!str_cut(&name, &behind, rest, '}'))
		return false;
	if (str_eq(name, STR("L")))
		ADD_CLASS(arena, set, letters, false);
	else if (str_eq(name, STR("N")) || str_eq(name, STR("Nd")))
		ADD_CLASS(arena, set, digits, false);
	else if (str_eq(name, STR("P")))
		ADD_CLASS(arena, set, points, false);
	else if (str_eq(name, STR("Lu")) || str_eq(name, STR("Ll")))
		add_cased(arena, set, name.ptr[1] == 'u');
	else
		return false;
	parser->at += name.len + 1;
	return true;
}

/* Behind a backslash: a class, or one character that stands for itself (*single). */
static bool add_escape(struct parser *parser, struct set *set, uint32_t *single)
{
	struct arena *arena = parser->pattern->arena;
	*single = UINT32_MAX;
	if (!more(parser))
		return false;
	char c = parser->text.ptr[parser->at++];
	switch (c) {
	case 'd':
	case 'D':
		ADD_CLASS(arena, set, digits, c == 'D');
		return true;
	case 's':
	case 'S':
		ADD_CLASS(arena, set, spaces, c == 'S');
		return true;
	case 'w':
	case 'W':
		ADD_CLASS(arena, set, words, c == 'W');
		return true;
	case 'p':
		return take(parser, '{') && add_property(parser, set);
	case 'n':
		*single = '\n';
		break;
	case 't':
		*single = '\t';
		break;
	case 'r':
		*single = '\r';
		break;
	default:
		if (!memchr("\\|.-^?*+{}()[]$/:,;'\"#@%&=!<>~_ ", c, 33))
			return false;
		*single = (uint32_t)(unsigned char)c;
	}
	add_range(arena, set, *single, *single);
	return true;
}

/* One member of a `[…]`: a class, a character, or `a-z`. */
static bool add_member(struct parser *parser, struct set *set)
{
	uint32_t first, last;
	if (take(parser, '\\')) {
		if (!add_escape(parser, set, &first))
			return false;
	} else {
		first = next_character(parser->text, &parser->at);
		add_range(parser->pattern->arena, set, first, first);
	}
	bool range = first != UINT32_MAX && is_next(parser, '-') && parser->at + 1 < parser->text.len &&
	             parser->text.ptr[parser->at + 1] != ']';
	if (!range)
		return true;
	parser->at++;
	struct set ignored = {0};
	if (take(parser, '\\')) {
		if (!add_escape(parser, &ignored, &last) || last == UINT32_MAX)
			return false;
	} else {
		last = next_character(parser->text, &parser->at);
	}
	add_range(parser->pattern->arena, set, first, last);
	return first <= last;
}

/* Behind `[`. */
static bool parse_members(struct parser *parser, struct set *set)
{
	set->negated = take(parser, '^');
	size_t from = parser->at;
	while (more(parser) && (!is_next(parser, ']') || parser->at == from))
		if (!add_member(parser, set))
			return false;
	return take(parser, ']');
}

static bool room(const struct parser *parser, size_t n)
{
	return parser->pattern->steps.len + n < PATTERN_STEPS_MAX;
}

static void push(struct parser *parser, struct step step)
{
	*VEC_PUSH(parser->pattern->arena, &parser->pattern->steps) = step;
}

/* Puts a step in front of the part that begins at `from`. */
static void push_before(struct parser *parser, size_t from, struct step step)
{
	push(parser, step);
	struct step *steps = parser->pattern->steps.items;
	memmove(steps + from + 1, steps + from, (parser->pattern->steps.len - 1 - from) * sizeof *steps);
	steps[from] = step;
}

static bool parse_either(struct parser *parser);

static bool parse_atom(struct parser *parser)
{
	struct arena *arena = parser->pattern->arena;
	if (take(parser, '(')) {
		if (take(parser, '?') && !take(parser, ':'))
			return false;
		if (++parser->depth > DEPTH_MAX || !parse_either(parser))
			return false;
		parser->depth--;
		return take(parser, ')');
	}
	if (!room(parser, 1))
		return false;
	struct set *set = ARENA_NEW(arena, struct set);
	uint32_t single;
	if (take(parser, '[')) {
		if (!parse_members(parser, set))
			return false;
	} else if (take(parser, '\\')) {
		if (!add_escape(parser, set, &single))
			return false;
	} else if (take(parser, '.')) {
		*set = (struct set){.negated = true};
		add_range(arena, set, '\n', '\n');
	} else if (memchr("*+?{})]", parser->text.ptr[parser->at], 7)) {
		return false;
	} else {
		single = next_character(parser->text, &parser->at);
		add_range(arena, set, single, single);
	}
	push(parser, (struct step){STEP_SET, 0, 0, set});
	return true;
}

static bool parse_count(struct parser *parser, size_t *count)
{
	struct str rest = str_sub(parser->text, parser->at, parser->text.len);
	long number;
	size_t len = str_take_digits(&number, &rest, 9);
	parser->at += len;
	*count = (size_t)number;
	return len > 0 && number <= PATTERN_REPEAT_MAX;
}

/* The part from `from` on, repeated: at least `least` times, at most `most` (SIZE_MAX: no end). */
static bool repeat(struct parser *parser, size_t from, size_t least, size_t most)
{
	size_t len = parser->pattern->steps.len - from;
	size_t copies = most == SIZE_MAX ? (least ? least : 1) : most;
	if (most < least || copies * (len + 2) + 2 > PATTERN_STEPS_MAX ||
	    !room(parser, copies * (len + 2) + 2))
		return false;
	struct step *part = ARENA_ARRAY(parser->pattern->arena, struct step, len);
	memcpy(part, parser->pattern->steps.items + from, len * sizeof *part);
	parser->pattern->steps.len = from;
	for (size_t i = 0; i < copies; i++) {
		size_t start = parser->pattern->steps.len;
		bool loop = most == SIZE_MAX && i + 1 == copies;
		if (i >= least)
			push(parser, (struct step){STEP_SPLIT, 1, (int)len + 1 + (loop ? 1 : 0), NULL});
		for (size_t j = 0; j < len; j++)
			push(parser, part[j]);
		size_t now = parser->pattern->steps.len;
		if (loop && i >= least) /* none at all: back to the choice */
			push(parser, (struct step){STEP_JUMP, (int)start - (int)now, 0, NULL});
		else if (loop) /* at least one: choose behind it */
			push(parser, (struct step){STEP_SPLIT, (int)start - (int)now, 1, NULL});
	}
	return true;
}

static bool parse_quantified(struct parser *parser)
{
	size_t from = parser->pattern->steps.len, least = 1, most = 1;
	if (!parse_atom(parser))
		return false;
	if (take(parser, '*')) {
		least = 0;
		most = SIZE_MAX;
	} else if (take(parser, '+')) {
		most = SIZE_MAX;
	} else if (take(parser, '?')) {
		least = 0;
	} else if (take(parser, '{')) {
		if (!parse_count(parser, &least))
			return false;
		most = least;
		if (take(parser, ',')) {
			most = SIZE_MAX;
			if (!is_next(parser, '}') && !parse_count(parser, &most))
				return false;
		}
		if (!take(parser, '}'))
			return false;
	} else {
		return true;
	}
	/* a lazy or possessive mark changes which match is found, and here only whether there is one counts
	 */
	take(parser, '?');
	return repeat(parser, from, least, most);
}

static bool parse_either(struct parser *parser)
{
	size_t from = parser->pattern->steps.len;
	take(parser, '^');
	while (more(parser) && !is_next(parser, '|') && !is_next(parser, ')')) {
		if (is_next(parser, '$') &&
		    (parser->at + 1 == parser->text.len || memchr("|)", parser->text.ptr[parser->at + 1], 2)))
			parser->at++;
		else if (!parse_quantified(parser))
			return false;
	}
	if (!take(parser, '|'))
		return true;
	if (!room(parser, 2))
		return false;
	int left = (int)(parser->pattern->steps.len - from);
	push_before(parser, from, (struct step){STEP_SPLIT, 1, left + 2, NULL});
	size_t jump = parser->pattern->steps.len;
	push(parser, (struct step){STEP_JUMP, 0, 0, NULL});
	if (!parse_either(parser))
		return false;
	parser->pattern->steps.items[jump].x = (int)(parser->pattern->steps.len - jump);
	return true;
}

/* ---- running ---- */

/* Adds the steps that wait for a character among those reachable from `start` without one. */
static void follow(struct pattern *pattern, size_t start)
{
	size_t n = 0;
	pattern->stack[n++] = (uint32_t)start;
	while (n) {
		uint32_t at = pattern->stack[--n];
		if (pattern->marks[at])
			continue;
		pattern->marks[at] = true;
		if (at == pattern->steps.len)
			continue;
		const struct step *step = &pattern->steps.items[at];
		if (step->kind == STEP_SET) {
			pattern->waiting[pattern->n_waiting++] = at;
			continue;
		}
		pattern->stack[n++] = (uint32_t)((int)at + step->x);
		if (step->kind == STEP_SPLIT)
			pattern->stack[n++] = (uint32_t)((int)at + step->y);
	}
}

/* The state of what waits now; a known one where there is. */
static struct state *settle(struct pattern *pattern)
{
	bool accepts = pattern->marks[pattern->steps.len];
	memset(pattern->marks, 0, (pattern->steps.len + 1) * sizeof *pattern->marks);
	size_t n = pattern->n_waiting, bytes = n * sizeof *pattern->waiting;
	pattern->n_waiting = 0;
	for (size_t i = 0; i < pattern->n_states; i++) {
		struct state *state = pattern->states[i];
		if (state->n == n && state->accepts == accepts &&
		    memcmp(state->steps, pattern->waiting, bytes) == 0)
			return state;
	}
	struct state *state = &pattern->spare;
	if (pattern->n_states < STATES_MAX) {
		state = ARENA_NEW(pattern->arena, struct state);
		state->steps = ARENA_ARRAY(pattern->arena, uint32_t, n);
		pattern->states[pattern->n_states++] = state;
	}
	memcpy(state->steps, pattern->waiting, bytes);
	state->n = n;
	state->accepts = accepts;
	return state;
}

static struct state *advance(struct pattern *pattern, struct state *state, uint32_t c)
{
	bool keep = c < 128 && state != &pattern->spare;
	if (keep && state->next[c])
		return state->next[c];
	for (size_t i = 0; i < state->n; i++)
		if (holds(pattern->steps.items[state->steps[i]].set, c))
			follow(pattern, state->steps[i] + 1);
	struct state *next = settle(pattern);
	if (keep && next != &pattern->spare)
		state->next[c] = next;
	return next;
}

struct pattern *pattern_parse(size_t *bad, struct arena *arena, struct str text)
{
	struct pattern *pattern = ARENA_NEW(arena, struct pattern);
	pattern->arena = arena;
	struct parser parser = {.pattern = pattern, .text = text};
	*bad = 0;
	if (text.len > PATTERN_MAX)
		return NULL;
	bool well = parse_either(&parser) && !more(&parser);
	*bad = parser.at;
	if (!well)
		return NULL;
	size_t n = pattern->steps.len + 1;
	pattern->marks = ARENA_ARRAY(arena, bool, n);
	pattern->stack = ARENA_ARRAY(arena, uint32_t, 2 * n + 2);
	pattern->waiting = ARENA_ARRAY(arena, uint32_t, n);
	pattern->spare.steps = ARENA_ARRAY(arena, uint32_t, n);
	follow(pattern, 0);
	settle(pattern);
	return pattern;
}

bool pattern_match(struct pattern *pattern, struct str text)
{
	struct state *state = pattern->states[0];
	size_t at = 0;
	while (at < text.len && state->n) {
		unsigned char byte = (unsigned char)text.ptr[at];
		if (byte < 128 && state->next[byte]) {
			state = state->next[byte];
			at++;
			continue;
		}
		state = advance(pattern, state, next_character(text, &at));
	}
	return state->accepts && at == text.len;
}
