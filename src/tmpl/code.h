/* Within tmpl: what a template is compiled into. One flat array; what has an inside (sections, blocks,
 * parents) is followed by it and by its end:
 *
 *     0 TEXT "<ul>\n"
 *     1 SECTION items    end 4
 *     2 TEXT "<li>"
 *     3 ESCAPED name
 *     4 LOOP             end 1
 *
 * Inside a parent stand its overrides only, as blocks chained by `next`; the parent itself is skipped over.
 */
#ifndef TMPL_CODE_H
#define TMPL_CODE_H

#include "base/map.h"
#include "tmpl/tmpl.h"

enum op {
	OP_TEXT,
	OP_ESCAPED,
	OP_RAW,
	OP_SECTION,
	OP_INVERTED,
	OP_PARTIAL,
	OP_PARENT,
	OP_BLOCK,
	OP_LOOP,
	OP_END
};

struct code {
	uint8_t op;
	bool line;       /* begins a line of the template: the indentation of a partial comes before it */
	bool standalone; /* partial, parent, block: alone on its line, `text` is its indentation */
	bool dynamic : 1;
	bool local : 1;  /* `.name` */
	uint32_t n_keys; /* 0: `.` */
	uint32_t end;    /* of what has an inside: its end; of an end: its beginning */
	uint32_t block;  /* a block's name, as a number */
	uint32_t next;   /* a parent's last override; an override's predecessor; 0: none */
	size_t at;       /* of the tag in the source */
	struct str text; /* a parent not standalone: the space before it; a block not standalone: as its
	                    indentation */
	const struct value_key *keys;
	const struct tmpl *target; /* of a partial or parent that is not dynamic */
};

struct tmpl {
	const struct tmpl_set *set;
	const struct source *source;
	struct code *codes;
	size_t len;
};

struct tmpl_set {
	struct arena *arena;
	struct map by_name;     /* struct tmpl */
	VEC(struct tmpl *) all; /* in the order of adding */
	struct map blocks;      /* names to numbers */
	bool lenient;
};

/* A name as it was written: its parts are slices of one text. */
struct str code_name(const struct code *code);

#endif
