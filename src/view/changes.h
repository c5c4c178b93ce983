/* The past of a table, newest first: what changed in a page's text, on the page of its dataset and of an
 * indicator; and what a figure was before. */
#ifndef VIEW_CHANGES_H
#define VIEW_CHANGES_H

#include "view/fence.h"

enum { VIEW_CHANGES_SHOWN = 20 };

/* `=changes RESOURCE where=COLUMN:VALUE[,…] limit=N`: COLUMN is one of the primary key, or `key`, `column` or
 * `class` as data/changes/RESOURCE.csv has them. Without `limit` the newest VIEW_CHANGES_SHOWN. */
bool view_resolve_changes(struct view_request *out, struct arena *arena, const struct view_site *site,
                          const struct view_spec *spec, struct diags *diags);
struct value *view_build_changes(struct view *view, const struct view_request *request);

/* Adds `changes` to the page of a dataset, with the versions that could not be read. */
void view_changes(struct view *view, struct value *tree, const struct resource *resource);
/* The changes of an indicator's results; false where there are none. */
struct value *view_changes_of_indicator(struct view *view, const struct indicator *indicator);

/* words? what a key names (`Tỷ lệ đúng hạn, Phòng Kinh tế, Quý III/2026`; as it stands where it is of another
 * shape), what a column is called, and what a value of it says; the column may be gone. */
struct value *view_key_words(const struct view *view, const struct resource *resource, struct str key);
struct value *view_column_words(const struct view *view, const struct resource *resource, struct str column);
struct value *view_value_words(const struct view *view, const struct resource *resource, struct str column,
                               struct str text);

/* ---- figures ---- */

/* Finds what each figure of results was before its last change; made once, before any page. */
void view_revisions_init(struct view_site *site, struct arena *arena);
/* The figure of a value, a numerator and a denominator as they are written; not given where they hold none.
 */
struct figure view_figure_of(struct arena *arena, const struct str *texts);
/* `mark` ([p] provisional, [r] revised; text?) and `was` (words?: what it was before, until when and why). */
void view_put_revision(const struct view *view, struct value *map, const struct result *result);

#endif
