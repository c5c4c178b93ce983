/* The warnings that the site's owner keeps, for the readers of the page. */
#ifndef VIEW_ACCEPTED_H
#define VIEW_ACCEPTED_H

#include "view/view.h"

/* accepted[]: the warnings of the page in their order, those that one reason keeps together. Things are
 * called by their titles, days are written as the page's language writes them, and what only the owner could
 * do about a warning is left out. */
struct value *view_accepted(const struct view *view, const struct view_head *head);

#endif
