/* What the feed of a language holds. */
#ifndef SITE_FEED_H
#define SITE_FEED_H

#include "base/buf.h"
#include "site/phases.h"

/* Writes feed.xml: pages by their day (a plan's is that on which it was issued), editions and corrections,
 * newest first, the newest 50. */
void feed_collect(struct buf *out, struct build *build, size_t language);

#endif
