#include "view/draw.h"

#include "base/arena.h"
#include "base/vec.h"
#include "tmpl/tmpl.h"

enum { DRAWING_MAX = 16 << 20 };

/* ---- looks ---- */

static const char *const classes[LOOK_COUNT] = {
        [LOOK_GRID] = "d-grid",
        [LOOK_BASE] = "d-base",
        [LOOK_LINE] = "d-line",
        [LOOK_BAR] = "d-bar",
        [LOOK_PALE] = "d-pale",
        [LOOK_TRACK] = "d-track",
        [LOOK_REST] = "d-rest",
        [LOOK_GOAL] = "d-goal",
        [LOOK_LEVEL] = "d-level",
        [LOOK_DOT] = "d-dot",
        [LOOK_OPEN] = "d-open",
        [LOOK_MET] = "d-met",
        [LOOK_NOT_MET] = "d-not-met",
        [LOOK_TEXT] = "d-text",
        [LOOK_STRONG] = "d-text d-strong",
        [LOOK_LABEL] = "d-text d-strong d-label",
        [LOOK_MUTED] = "d-text d-muted",
        [LOOK_RANK] = "d-rank",
};

/* How a file looks that stands alone. */
static const struct str style =
        STR_INIT("<style>"
                 "svg{font-family:system-ui,sans-serif}"
                 ".d-ground{fill:#fff}"
                 ".d-grid{stroke:#d5cfc7}"
                 ".d-base{stroke:#57514b}"
                 ".d-line{fill:none;stroke:#1d4f7c;stroke-width:2}"
                 ".d-bar,.d-dot{fill:#1d4f7c}"
                 ".d-pale{fill:none;stroke:#7d756c}"
                 ".d-track{fill:#e6e1d9}"
                 ".d-rest{fill:#7d756c}"
                 ".d-goal{fill:none;stroke:#1b1917;stroke-width:2;stroke-dasharray:5 3}"
                 ".d-level{stroke:#1b1917;stroke-width:2}"
                 ".d-open{fill:#fff;stroke:#1d4f7c;stroke-width:2}"
                 ".d-met{fill:#17653a;stroke:#17653a;stroke-width:2}"
                 ".d-not-met{fill:#fff;stroke:#9a4300;stroke-width:2}"
                 ".d-text{fill:#1b1917;font-size:14px}"
                 ".d-strong{font-weight:700}"
                 ".d-label{stroke:#fff;stroke-width:4px;paint-order:stroke}"
                 ".d-muted{fill:#57514b}"
                 ".d-rank{fill:#fff;font-size:12px;font-weight:700;text-anchor:middle}"
                 "</style>");

static void open_tag(struct draw *draw, const char *tag, enum look look)
{
	buf_printf(&draw->buf, "<%s class=\"%s\"", tag, classes[look]);
}

/* ---- the image ---- */

static void open_image(struct draw *out, struct arena *arena, int width, int height)
{
	*out = (struct draw){.arena = arena};
	buf_init(&out->buf, DRAWING_MAX);
	buf_printf(
	        &out->buf,
	        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\"",
	        width, height, width, height);
}

static void add_named(struct draw *draw, const char *tag, struct str id, const char *suffix, struct str text)
{
	buf_printf(&draw->buf, "<%s id=\"", tag);
	tmpl_escape(&draw->buf, id);
	buf_printf(&draw->buf, "%s\">", suffix);
	tmpl_escape(&draw->buf, text);
	buf_printf(&draw->buf, "</%s>", tag);
}

void draw_open(struct draw *out, struct arena *arena, int width, int height, struct str id, struct str name,
               struct str description)
{
	open_image(out, arena, width, height);
	buf_printf(&out->buf, " class=\"drawing\" role=\"img\" aria-labelledby=\"");
	tmpl_escape(&out->buf, id);
	buf_printf(&out->buf, "_t\" aria-describedby=\"");
	tmpl_escape(&out->buf, id);
	buf_printf(&out->buf, "_d\">");
	add_named(out, "title", id, "_t", name);
	add_named(out, "desc", id, "_d", description);
	buf_printf(&out->buf, "<rect class=\"d-ground\" width=\"%d\" height=\"%d\"/>", width, height);
}

void draw_open_mute(struct draw *out, struct arena *arena, int width, int height, const char *class)
{
	open_image(out, arena, width, height);
	buf_printf(&out->buf, " class=\"%s\" aria-hidden=\"true\">", class);
}

struct str draw_close(struct draw *draw)
{
	buf_printf(&draw->buf, "</svg>");
	struct str svg = str_dup(draw->arena, buf_str(&draw->buf));
	buf_free(&draw->buf);
	return svg;
}

struct str draw_file(struct arena *arena, struct str svg)
{
	size_t at = str_find(svg, STR("<rect class=\"d-ground\""));
	return STR_JOIN(arena, str_sub(svg, 0, at), style, str_sub(svg, at, svg.len));
}

/* ---- things in it ---- */

void draw_line(struct draw *draw, enum look look, struct point from, struct point to)
{
	draw_path(draw, look, (const struct point[]){from, to}, 2);
}

void draw_path(struct draw *draw, enum look look, const struct point *points, size_t n)
{
	if (n == 0)
		return;
	open_tag(draw, "path", look);
	buf_printf(&draw->buf, " d=\"M");
	for (size_t i = 0; i < n; i++)
		buf_printf(&draw->buf, "%s%d %d", i ? "L" : "", points[i].x, points[i].y);
	buf_printf(&draw->buf, "\"/>");
}

void draw_rect(struct draw *draw, enum look look, int x1, int x2, int y, int height)
{
	open_tag(draw, "rect", look);
	buf_printf(&draw->buf, " x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>", x1 < x2 ? x1 : x2, y,
	           x1 < x2 ? x2 - x1 : x1 - x2, height);
}

void draw_circle(struct draw *draw, enum look look, struct point at, int radius)
{
	open_tag(draw, "circle", look);
	buf_printf(&draw->buf, " cx=\"%d\" cy=\"%d\" r=\"%d\"/>", at.x, at.y, radius);
}

void draw_text(struct draw *draw, enum look look, struct point at, enum anchor anchor, struct str text)
{
	static const char *const anchors[] = {"", " text-anchor=\"middle\"", " text-anchor=\"end\""};
	if (text.len == 0)
		return;
	open_tag(draw, "text", look);
	buf_printf(&draw->buf, " x=\"%d\" y=\"%d\"%s>", at.x, at.y, anchors[anchor]);
	tmpl_escape(&draw->buf, text);
	buf_printf(&draw->buf, "</text>");
}

/* ---- text ---- */

static bool is_capital(uint32_t rune)
{
	if (rune >= 0x1EA0 && rune <= 0x1EF9)
		return rune % 2 == 0;
	return (rune >= 'A' && rune <= 'Z' && rune != 'I') || (rune >= 0xC0 && rune <= 0xDE) ||
	       rune == 0x102 || rune == 0x110 || rune == 0x1A0 || rune == 0x1AF;
}

/* About what Noto Sans has, the widest of the faces that a page may be shown in. */
static int letter_width(uint32_t rune)
{
	static const uint32_t narrow[] = {'i', 'j', 'l', 'I', ' ', '.',  ',',  ':',   ';',    '\'',
	                                  '|', '!', 'r', 't', 'f', 0xED, 0xEC, 0x129, 0x1EC9, 0x1ECB};
	for (size_t i = 0; i < LENGTH(narrow); i++)
		if (rune == narrow[i])
			return DRAW_LETTER - 3;
	if (rune == 'm' || rune == 'w' || rune == 'M' || rune == 'W' || rune == '%')
		return DRAW_LETTER + 4;
	return is_capital(rune) ? DRAW_LETTER + 2 : DRAW_LETTER;
}

/* As many bytes of the text, in whole letters, as are not wider than `width`. */
static size_t fitting(struct str text, int width)
{
	uint32_t rune;
	size_t at = 0;
	for (size_t len; at < text.len; at += len) {
		len = str_rune(&rune, text, at);
		width -= letter_width(rune);
		if (width < 0 || len == 0)
			break;
	}
	return at;
}

int draw_text_width(struct str text)
{
	uint32_t rune;
	int width = 0;
	for (size_t at = 0, len = 1; at < text.len && len && width < 1000 * DRAW_LETTER; at += len) {
		len = str_rune(&rune, text, at);
		width += letter_width(rune);
	}
	return width;
}

struct str draw_fit(struct arena *arena, struct str text, int width)
{
	if (fitting(text, width) == text.len)
		return text;
	return STR_JOIN(arena, str_trim(str_sub(text, 0, fitting(text, width - DRAW_LETTER - 3))), STR("…"));
}

void draw_text_lines(struct draw *draw, enum look look, struct point at, struct str text, int width)
{
	size_t cut = fitting(text, width);
	while (cut < text.len && cut > 0 && text.ptr[cut] != ' ')
		cut--;
	if (cut == text.len || cut == 0) {
		draw_text(draw, look, at, ANCHOR_START, draw_fit(draw->arena, text, width));
		return;
	}
	draw_text(draw, look, (struct point){at.x, at.y - DRAW_TEXT / 2}, ANCHOR_START,
	          str_sub(text, 0, cut));
	draw_text(draw, look, (struct point){at.x, at.y + DRAW_TEXT / 2 + 1}, ANCHOR_START,
	          draw_fit(draw->arena, str_sub(text, cut + 1, text.len), width));
}

/* ---- scales ---- */

static struct decimal ten_to(struct arena *arena, long power)
{
	struct decimal ten = decimal_from(1);
	if (power < 0) {
		ten.scale = (uint32_t)-power;
		return ten;
	}
	for (long i = 0; i < power; i++)
		ten = decimal_mul(arena, ten, decimal_from(10));
	return ten;
}

/* The power of ten of a positive number's first digit. */
static long magnitude(struct arena *arena, struct decimal number)
{
	struct str whole, rest, digits = decimal_plain(arena, number);
	str_cut(&whole, &rest, digits, '.');
	if (!str_eq(whole, STR("0")))
		return (long)whole.len - 1;
	long zeros = 0;
	while ((size_t)zeros < rest.len && rest.ptr[zeros] == '0')
		zeros++;
	return -zeros - 1;
}

/* number / step as the whole number below it, or above; a step is a tenth part of nothing but tens, so the
 * quotient is finite. */
static struct decimal steps(struct arena *arena, struct decimal number, struct decimal step, bool above)
{
	struct decimal quotient, zero = decimal_from(0);
	decimal_div(&quotient, arena, number, step, 0);
	if (!above)
		return decimal_floor(arena, quotient);
	return decimal_sub(arena, zero, decimal_floor(arena, decimal_sub(arena, zero, quotient)));
}

/* The smallest step by which lo..hi takes at most five. */
static void set_ticks(struct scale *scale, struct arena *arena)
{
	static const long factors[] = {1, 2, 5, 10, 20, 50, 100};
	struct decimal range = decimal_sub(arena, scale->hi, scale->lo);
	struct decimal unit = ten_to(arena, magnitude(arena, range) - 1);
	for (size_t i = 0; i < LENGTH(factors); i++) {
		struct decimal step = decimal_mul(arena, unit, decimal_from(factors[i]));
		struct decimal first = steps(arena, scale->lo, step, false),
		               last = steps(arena, scale->hi, step, true);
		long n;
		if (!decimal_to_long(&n, decimal_sub(arena, last, first)) || n > 5)
			continue;
		scale->lo = decimal_mul(arena, first, step);
		scale->hi = decimal_mul(arena, last, step);
		for (long k = 0; k <= n; k++)
			scale->ticks[scale->n_ticks++] =
			        decimal_add(arena, scale->lo, decimal_mul(arena, step, decimal_from(k)));
		return;
	}
}

void scale_make(struct scale *out, struct arena *arena, const struct decimal *numbers, size_t n, bool whole)
{
	struct decimal zero = decimal_from(0);
	*out = (struct scale){.lo = n ? numbers[0] : zero, .hi = n ? numbers[0] : decimal_from(1)};
	for (size_t i = 1; i < n; i++) {
		out->lo = decimal_cmp(numbers[i], out->lo) < 0 ? numbers[i] : out->lo;
		out->hi = decimal_cmp(numbers[i], out->hi) > 0 ? numbers[i] : out->hi;
	}
	bool above = decimal_sign(out->lo) > 0, below = decimal_sign(out->hi) < 0;
	bool single = decimal_cmp(out->lo, out->hi) == 0;
	struct decimal twice = decimal_mul(arena, above ? out->lo : out->hi, decimal_from(2));
	if (above && (whole || single || decimal_cmp(twice, out->hi) <= 0))
		out->lo = zero;
	if (below && (whole || single || decimal_cmp(twice, out->lo) >= 0))
		out->hi = zero;
	if (decimal_cmp(out->lo, out->hi) == 0)
		out->hi = decimal_from(1);
	set_ticks(out, arena);
	out->cut = decimal_sign(out->lo) > 0 || decimal_sign(out->hi) < 0;
}

int scale_at(const struct scale *scale, struct arena *arena, struct decimal number)
{
	if (decimal_cmp(number, scale->lo) <= 0)
		return scale->from;
	if (decimal_cmp(number, scale->hi) >= 0)
		return scale->to;
	struct decimal part = decimal_mul(arena, decimal_sub(arena, number, scale->lo),
	                                  decimal_from(scale->to - scale->from));
	long at = 0;
	decimal_to_long(&at, decimal_div_round(arena, part, decimal_sub(arena, scale->hi, scale->lo), 0));
	return scale->from + (int)at;
}
