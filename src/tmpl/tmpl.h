/* Mustache: https://github.com/mustache/spec, the required modules, inheritance and dynamic names; no
 * lambdas. Templates are compiled once into a set and then rendered many times, by several threads at once,
 * without allocating per tag. */
#ifndef TMPL_TMPL_H
#define TMPL_TMPL_H

#include "base/diag.h"
#include "value/value.h"

enum { TMPL_DEPTH_MAX = 64 };

struct tmpl_set;
struct tmpl;

struct tmpl_set *tmpl_set_new(struct arena *arena);
/* Compiles one template under a name (that partials call it by). template-syntax at the tag that is wrong;
 * false then. The source must outlive the set. */
bool tmpl_add(struct tmpl_set *set, struct str name, const struct source *source, struct diags *diags);
/* After all are added: every static {{>name}} and {{<name}} must exist (missing-partial at the tag) unless
 * `lenient`, where they render as nothing, as the specification says. */
bool tmpl_link(struct tmpl_set *set, bool lenient, struct diags *diags);
const struct tmpl *tmpl_find(const struct tmpl_set *set, struct str name);

struct tmpl_options {
	/* Told of every name that nothing on the stack has (NULL: as the specification says, empty). */
	void (*missing)(void *context, struct place tag, struct str name);
	void *context;
};

/* Renders into `out`, which has the ceiling. False and said (too-large at the tag): recursion deeper than
 * TMPL_DEPTH_MAX, or out is over. */
bool tmpl_render(struct buf *out, const struct tmpl *tmpl, const struct value *data,
                 const struct tmpl_options *options, struct diags *diags);
/* Appends text with & < > " ' escaped for HTML text and quoted attributes. */
void tmpl_escape(struct buf *out, struct str text);

#endif
