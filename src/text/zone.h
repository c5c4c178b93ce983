/* Time zones by their IANA names. */
#ifndef TEXT_ZONE_H
#define TEXT_ZONE_H

#include "base/str.h"

/* True for a zone that ICU's data know: `Asia/Ho_Chi_Minh`, `UTC`. Links count, own offsets do not. */
bool text_zone_known(struct str name);

#endif
