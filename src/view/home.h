/* The home page: the latest quarter in one sentence, who moved, the newest plans and honours, where the data
 * are. */
#ifndef VIEW_HOME_H
#define VIEW_HOME_H

#include "view/content.h"

/* Of a site without a page content/index; else view_content_head. */
void view_home_head(struct view_head *out, const struct view *view);
/* Adds `home`, `body` and `toc`; content->page may be NULL: then the body is empty. False: said. */
bool view_home(struct view *view, struct value *tree, const struct view_content *content);

#endif
