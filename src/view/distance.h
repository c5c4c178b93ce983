/* A target's goal and how far a figure is from it, in words. */
#ifndef VIEW_DISTANCE_H
#define VIEW_DISTANCE_H

#include "view/view.h"

/* `trên 90%`, `đúng 100%`, `từ 5 đến 8`, `tăng`. */
struct str view_goal_text(const struct view *view, const struct target *target);
/* `còn thiếu 1,5 điểm phần trăm`; empty where it has no meaning. Exact: it is rounded only to be shown, and
 * never to nothing. */
struct str view_distance_text(const struct view *view, const struct score_row *row);

#endif
