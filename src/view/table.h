/* Rows of a published resource as a table in the page's language: codes by their names, numbers, dates and
 * periods as they are read, what must not be read left out. */
#ifndef VIEW_TABLE_H
#define VIEW_TABLE_H

#include "view/fence.h"

/* `=table RESOURCE columns=A,B where=COLUMN:VALUE sort=[-]COLUMN limit=N`. A member of a pair A_vi, A_en, or
 * A itself, is the pair: each page shows its own language. */
bool view_resolve_table(struct view_request *out, struct arena *arena, const struct view_site *site,
                        const struct view_spec *spec, struct diags *diags);
struct value *view_build_table(struct view *view, const struct view_request *request);
/* The first rows with every column, for the page of the resource. */
struct value *view_table_preview(struct view *view, const struct resource *resource, size_t limit);
/* words? or link: a text as the cells of that field are read; false where it is empty. */
struct value *view_cell_words(const struct view *view, const struct resource *resource, size_t field,
                              struct str text);

#endif
