/* Honours: the kinds honours and honours-year, the view `honours`, and rows for other pages. A revoked row
 * and an individual who may not be named stand without a name. */
#ifndef VIEW_HONOURS_H
#define VIEW_HONOURS_H

#include "view/fence.h"

/* `year` 0: the page of all years, which shows the newest. */
void view_honours_head(struct view_head *out, const struct view *view, int year);
/* Adds `honours_page` and `honours`. */
void view_honours(struct view *view, struct value *tree, int year);

/* `=honours period=2026 where=COLUMN:VALUE`: all years, or that one. */
bool view_resolve_honours(struct view_request *out, struct arena *arena, const struct view_site *site,
                          const struct view_spec *spec, struct diags *diags);
struct value *view_build_honours(struct view *view, const struct view_request *request);

/* honour */
struct value *view_honour(const struct view *view, const struct honour *honour);
/* lists of honour, newest first: all rows of an award, of a unit and its people; the newest decided. */
struct value *view_honours_of_award(const struct view *view, const struct award *award);
struct value *view_honours_of_unit(const struct view *view, const struct unit *unit);
struct value *view_honours_newest(const struct view *view, size_t n);
/* link without a page: a person's name, in the language that names are written in. */
struct value *view_person_name(const struct view *view, struct str name);

#endif
