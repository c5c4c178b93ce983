/* Mustache: https://github.com/mustache/spec, the required modules, inheritance and dynamic names; no
 * lambdas. Templates are compiled once into a set and then rendered many times, by several threads at once,
 * without allocating per tag.
 *
 * What the specification leaves open: false, null, 0, the empty text and the empty list are falsey; true and
 * false print as words, a list or map prints as nothing; `.name` looks at the innermost context alone; every
 * line of an indented partial is indented, an empty one too. A block's content sees the arguments that the
 * template it is written in was called with. */
#ifndef TMPL_TMPL_H
#define TMPL_TMPL_H

#include "base/diag.h"
#include "value/value.h"

enum {
	TMPL_DEPTH_MAX = 64,       /* partials, parents and blocks within each other */
	TMPL_STEPS_MAX = 16 << 20, /* of them, and of turns of sections, in one rendering */
};

struct tmpl_set;
struct tmpl;

struct tmpl_set *tmpl_set_new(struct arena *arena);
/* Compiles one template under a name (that partials call it by); a name's later template replaces the
 * earlier. template-syntax at each tag that is wrong; false then. The source must outlive the set. */
bool tmpl_add(struct tmpl_set *set, struct str name, const struct source *source, struct diags *diags);
/* After all are added: every static {{>name}} and {{<name}} must exist (missing-partial at the tag) unless
 * `lenient`, where they render as nothing, as the specification says. A dynamic name is looked at, by the
 * same rule, when it is rendered. */
bool tmpl_link(struct tmpl_set *set, bool lenient, struct diags *diags);
/* Calls `see` for each tag, of any template, that names a part of `whole` (`t` of {{t.home}}): its place and
 * the part. */
void tmpl_each_part(const struct tmpl_set *set, struct str whole,
                    void (*see)(void *context, struct place tag, struct str part), void *context);
/* NULL where there is none. */
const struct tmpl *tmpl_find(const struct tmpl_set *set, struct str name);

struct tmpl_options {
	/* Told of every name that nothing on the stack has (NULL: as the specification says, empty). */
	void (*missing)(void *context, struct place tag, struct str name);
	void *context;
};

/* Renders into `out`, which has the ceiling; `options` may be NULL. False and said at the tag: too-large
 * (deeper than TMPL_DEPTH_MAX, more than TMPL_STEPS_MAX, or out is over), missing-partial (see tmpl_link). */
bool tmpl_render(struct buf *out, const struct tmpl *tmpl, const struct value *data,
                 const struct tmpl_options *options, struct diags *diags);
/* Appends text with & < > " ' escaped for HTML text and quoted attributes. */
void tmpl_escape(struct buf *out, struct str text);

#endif
