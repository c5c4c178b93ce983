/* What a candidate who is not eligible may still do in a cycle that has not ended. */
#ifndef VIEW_STILL_H
#define VIEW_STILL_H

#include "view/view.h"

/* words?: what a condition that fails would take yet: `cần thêm 1, chậm nhất 19/2/2027`. False after the last
 * day for dossiers (without one, the cycle's last), where nothing can be done about it, and always where it
 * looks at what is not published. */
struct value *view_still(const struct view *view, const struct award_cycle_result *cycle,
                         const struct leaf *leaf);

#endif
