/* Dates: the kind calendar, the view `calendar`, and rows for plans and the home page. */
#ifndef VIEW_CALENDAR_H
#define VIEW_CALENDAR_H

#include "view/fence.h"

void view_calendar_head(struct view_head *out, const struct view *view);
/* Adds `calendar`. */
void view_calendar(struct view *view, struct value *tree);

/* `=calendar [PLAN] limit=N`: all dates, or those of a plan; with a limit the next ones alone. */
bool view_resolve_calendar(struct view_request *out, struct arena *arena, const struct view_site *site,
                           const struct view_spec *spec, struct diags *diags);
struct value *view_build_calendar(struct view *view, const struct view_request *request);

/* What a date is, in one word or two: `Hạn nộp hồ sơ`. */
struct str view_calendar_kind(struct arena *arena, const struct words *words, const struct calendar_row *row);
/* list of calendar row: the plan's, without its name, oldest first, those to be announced last. */
struct value *view_calendar_of_plan(const struct view *view, struct str plan_id);
/* list of calendar row: the next `n` that have a date, today's among them. */
struct value *view_calendar_next(const struct view *view, size_t n);

#endif
