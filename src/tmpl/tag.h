/* Within tmpl: one tag of a template's text. */
#ifndef TMPL_TAG_H
#define TMPL_TAG_H

#include "base/diag.h"

struct delimiters {
	struct str open, close;
};

struct tag {
	char kind;        /* # ^ / ! > & { = < $, or 'v' for a variable */
	size_t at, after; /* from the opening delimiter up to behind the closing one */
	struct str name;  /* trimmed; without the asterisk of a dynamic name */
	bool dynamic;
	struct delimiters delimiters; /* of kind '=' */
};

enum tag_state {
	TAG_GOOD,
	TAG_BAD,  /* `message` says why; tag.after is where to go on */
	TAG_OPEN, /* never closed: what follows cannot be judged */
};

/* Reads the tag that begins at `at`, where the opening delimiter stands. */
enum tag_state tag_read(struct tag *out, enum message *message, struct str text, size_t at,
                        const struct delimiters *delimiters);

#endif
