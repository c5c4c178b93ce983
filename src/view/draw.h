/* Drawings as SVG 1.1 (https://www.w3.org/TR/SVG11/): whole coordinates from exact numbers, text escaped, no
 * style attribute. What a thing looks like is said by its class: in a page the theme's style sheet knows it,
 * a file that stands alone brings a style sheet of its own.
 *
 * Units are those of the viewBox; text is laid out for a size of DRAW_TEXT of them. */
#ifndef VIEW_DRAW_H
#define VIEW_DRAW_H

#include "base/buf.h"
#include "base/decimal.h"

enum { DRAW_TEXT = 14, DRAW_LETTER = 8 /* how wide most letters are */, DRAW_WIDTH = 360 };

struct draw {
	struct arena *arena;
	struct buf buf;
};

/* How things look; each is a row of the table in draw.c. */
enum look {
	LOOK_GRID,    /* lines of the scale */
	LOOK_BASE,    /* where nothing is */
	LOOK_LINE,    /* what the drawing is about */
	LOOK_BAR,     /* the same as a surface */
	LOOK_PALE,    /* what surrounds it: lines */
	LOOK_TRACK,   /* and surfaces */
	LOOK_REST,    /* and dots */
	LOOK_GOAL,    /* the level asked for */
	LOOK_LEVEL,   /* the same as a mark */
	LOOK_DOT,     /* a figure */
	LOOK_OPEN,    /* a provisional one */
	LOOK_MET,     /* one that meets the level */
	LOOK_NOT_MET, /* and one that does not */
	LOOK_TEXT,
	LOOK_STRONG,
	LOOK_LABEL, /* on a ground of its own, for lines may pass behind */
	LOOK_MUTED,
	LOOK_RANK, /* a number in the middle of a dot */
	LOOK_COUNT,
};

enum anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END };

struct point {
	int x, y;
};

/* An image with a name and a description, which must not be empty; `id` begins the ids of both. */
void draw_open(struct draw *out, struct arena *arena, int width, int height, struct str id, struct str name,
               struct str description);
/* A small one beside words that say the same: nothing is read out. `class` is its own. */
void draw_open_mute(struct draw *out, struct arena *arena, int width, int height, const char *class);
/* The whole of it, in the arena. */
struct str draw_close(struct draw *draw);
/* The same as a file: with the style sheet that colours it. */
struct str draw_file(struct arena *arena, struct str svg);

void draw_line(struct draw *draw, enum look look, struct point from, struct point to);
/* One line through all; of one point nothing is seen. */
void draw_path(struct draw *draw, enum look look, const struct point *points, size_t n);
/* Between two x, whichever is the smaller. */
void draw_rect(struct draw *draw, enum look look, int x1, int x2, int y, int height);
void draw_circle(struct draw *draw, enum look look, struct point at, int radius);
void draw_text(struct draw *draw, enum look look, struct point at, enum anchor anchor, struct str text);
/* How wide a text is taken to be, and as much of it as fits, with … where something is cut. */
int draw_text_width(struct str text);
struct str draw_fit(struct arena *arena, struct str text, int width);
/* One line at a point, or two around it where the text is wider than `width`. */
void draw_text_lines(struct draw *draw, enum look look, struct point at, struct str text, int width);

/* ---- scales ---- */

enum { SCALE_TICKS_MAX = 8 };

/* Numbers from lo to hi along coordinates from..to (which may fall), with ticks at 1, 2 or 5 times a power of
 * ten. */
struct scale {
	struct decimal lo, hi;
	int from, to;
	struct decimal ticks[SCALE_TICKS_MAX];
	size_t n_ticks;
	bool cut; /* zero is not on it */
};

/* A scale that holds all n numbers (none: 0 to 1). It begins at zero where that is `whole`, or where the
 * numbers spread over half the way from zero; a single number always has zero with it. */
void scale_make(struct scale *out, struct arena *arena, const struct decimal *numbers, size_t n, bool whole);
/* The coordinate of a number, rounded half to even; of one beyond an end, that end. */
int scale_at(const struct scale *scale, struct arena *arena, struct decimal number);

#endif
