#include "view/share.h"

#include "qr/qr.h"
#include "view/fence.h"
#include "view/league.h"
#include "view/parts.h"

enum { CODE_MAX = 1 << 16 };

/* ---- on the page of the thing ---- */

static struct str own_address(const struct view *view, struct str route)
{
	return route_absolute(view->arena, view->site->config->base_url, route);
}

static struct value *qr(const struct view *view)
{
	struct qr code;
	if (!qr_make(&code, view->arena, own_address(view, view->route)))
		return view->no;
	struct value *map = part_map(view);
	PUT(view, map, "size", value_string(view->arena, str_printf(view->arena, "%zu", code.size)));
	PUT(view, map, "path", value_string(view->arena, code.path));
	return map;
}

/* As an attribute of HTML: a portal's editor pastes it as it stands. */
static void add_escaped(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (c == '&')
			buf_add(out, STR("&amp;"));
		else if (c == '"')
			buf_add(out, STR("&quot;"));
		else if (c == '<')
			buf_add(out, STR("&lt;"));
		else
			buf_char(out, c);
	}
}

/* The text of <iframe …> to be pasted elsewhere; it is shown, not printed as HTML. */
static struct value *embed_code(const struct view *view, enum route_kind embed, struct str id,
                                const struct label *title)
{
	struct str name = part_label_text(view, title);
	struct str route =
	        route_made(view->arena, view->site->languages, view->words->at, embed, id, STR(""));
	struct buf code;
	buf_init(&code, CODE_MAX);
	buf_add(&code, STR("<iframe src=\""));
	add_escaped(&code, own_address(view, route));
	buf_add(&code, STR("\" title=\""));
	add_escaped(&code, name);
	buf_add(&code, STR("\" width=\"100%\" height=\"600\" loading=\"lazy\"></iframe>"));
	struct value *text = value_string(view->arena, str_dup(view->arena, buf_str(&code)));
	buf_free(&code);
	return text;
}

void view_share(struct view *view, struct value *tree, enum route_kind embed, struct str id,
                const struct label *title)
{
	struct value *map = part_map(view);
	PUT(view, map, "qr", qr(view));
	PUT(view, map, "embed_code", embed == ROUTE_HOME ? view->no : embed_code(view, embed, id, title));
	PUT(view, tree, "share", map);
}

/* ---- bare pages ---- */

static void embed_head(struct view_head *out, struct str kind)
{
	out->kind = kind;
	out->is_embed = true;
}

void view_embed_league_head(struct view_head *out, const struct view *view,
                            const struct league_result *result)
{
	view_league_head(out, view, result, SIZE_MAX);
	embed_head(out, STR("embed-league"));
}

void view_embed_league(struct view *view, struct value *tree, const struct league_result *result)
{
	struct view_request request = {.league = result, .period = result->n_periods - 1};
	PUT(view, tree, "league", view_build_league(view, &request));
}

void view_embed_scorecard_head(struct view_head *out, const struct view *view, const struct view_card *card)
{
	view_scorecard_head(out, view, card, SIZE_MAX);
	embed_head(out, STR("embed-scorecard"));
}

void view_embed_scorecard(struct view *view, struct value *tree, const struct view_card *card)
{
	struct view_request request = {.scorecard = card->result, .period = card->result->n_periods - 1};
	PUT(view, tree, "scorecard", view_build_scorecard(view, &request));
}
