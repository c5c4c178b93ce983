/* What a page gives to be used elsewhere: its address as a QR code on paper, and the bare pages for a frame
 * in another site. */
#ifndef VIEW_SHARE_H
#define VIEW_SHARE_H

#include "view/scorecard.h"

/* Adds `share`; `embed` is the kind of the thing's bare page, ROUTE_HOME where it has none. */
void view_share(struct view *view, struct value *tree, enum route_kind embed, struct str id,
                const struct label *title);

/* embed/leagues/ID/ and embed/scorecards/ID/: the latest period. What the page says of itself, and `league`
 * or `scorecard`. */
void view_embed_league_head(struct view_head *out, const struct view *view,
                            const struct league_result *result);
void view_embed_league(struct view *view, struct value *tree, const struct league_result *result);
void view_embed_scorecard_head(struct view_head *out, const struct view *view, const struct view_card *card);
void view_embed_scorecard(struct view *view, struct value *tree, const struct view_card *card);

#endif
