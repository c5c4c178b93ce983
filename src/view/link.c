#include "view/link.h"

#include "base/arena.h"
#include "md/md.h"

/* Cuts `#fragment` and `?query` off. */
static struct str cut_tail(struct link_target *out, struct str target)
{
	size_t hash = str_find(target, STR("#"));
	out->fragment = str_sub(target, hash, target.len);
	target = str_sub(target, 0, hash);
	size_t mark = str_find(target, STR("?"));
	out->query = str_sub(target, mark, target.len);
	return str_sub(target, 0, mark);
}

static struct str folder_of(struct str name)
{
	size_t len = name.len;
	while (len && name.ptr[len - 1] != '/')
		len--;
	return str_sub(name, 0, len);
}

/* `x.vi.md` names its language, `x.md` is in the page's own. */
static void read_source(struct link_target *out, struct arena *arena, const struct languages *languages,
                        size_t language)
{
	out->kind = LINK_PAGE;
	out->name = str_sub(out->path, 0, out->path.len - 3);
	out->language = language;
	for (size_t i = 0; i < languages->len; i++) {
		struct str ending = STR_JOIN(arena, STR("."), languages->codes[i]);
		if (!str_ends(out->name, ending))
			continue;
		out->name.len -= ending.len;
		out->language = i;
		break;
	}
	out->route = route_content(arena, languages, out->language, out->name);
}

struct str link_file_route(struct arena *arena, struct str path)
{
	return STR_JOIN(arena, STR("/"), path);
}

static void resolve_relative(struct link_target *out, struct arena *arena, const struct languages *languages,
                             struct str page_name, size_t language, struct str path)
{
	if (!route_join(&out->path, arena, folder_of(page_name), path)) {
		out->kind = LINK_ESCAPES;
		return;
	}
	if (str_ends(out->path, STR(".md"))) {
		read_source(out, arena, languages, language);
		return;
	}
	out->kind = LINK_FILE;
	out->route = link_file_route(arena, out->path);
}

void link_resolve(struct link_target *out, struct arena *arena, const struct languages *languages,
                  struct str page_name, size_t language, struct str target)
{
	*out = (struct link_target){.kind = LINK_BROKEN, .language = language};
	struct str scheme = md_scheme(target), path;
	if (scheme.len || str_starts(target, STR("//"))) {
		out->kind = md_scheme_allowed(scheme) ? LINK_OUTSIDE : LINK_SCHEME;
		return;
	}
	if (!route_decode(&path, arena, cut_tail(out, target)))
		return;
	if (path.len == 0) {
		out->kind = out->fragment.len ? LINK_HERE : LINK_BROKEN;
		out->route = route_content(arena, languages, language, page_name);
	} else if (path.ptr[0] != '/') {
		resolve_relative(out, arena, languages, page_name, language, path);
	} else if (route_join(&path, arena, STR(""), str_sub(path, 1, path.len))) {
		out->kind = LINK_ROUTE;
		out->route = STR_JOIN(arena, STR("/"), path);
	} else {
		out->kind = LINK_ESCAPES;
	}
}

/* An address of the web as it was written, but for bytes that may not stand in one. */
static struct str encode_outside(struct arena *arena, struct str target)
{
	static const char hex[] = "0123456789ABCDEF";
	char *out = arena_alloc(arena, target.len * 3 + 1);
	size_t len = 0;
	for (size_t i = 0; i < target.len; i++) {
		unsigned char c = (unsigned char)target.ptr[i];
		if (c > 0x20 && c < 0x7f && !strchr("\"<>\\^`{|}", c)) {
			out[len++] = (char)c;
			continue;
		}
		out[len++] = '%';
		out[len++] = hex[c >> 4];
		out[len++] = hex[c & 15];
	}
	return (struct str){out, len};
}

struct str view_link(const struct view *view, struct str name, struct str target)
{
	struct link_target link;
	struct arena *arena = view->arena;
	link_resolve(&link, arena, view->site->languages, name, view->words->at, target);
	struct str tail = encode_outside(arena, STR_JOIN(arena, link.query, link.fragment));
	switch (link.kind) {
	case LINK_HERE:
		return tail;
	case LINK_PAGE:
	case LINK_ROUTE:
	case LINK_FILE:
		return STR_JOIN(arena, view_file_href(view, link.route), tail);
	case LINK_OUTSIDE:
		return encode_outside(arena, target);
	case LINK_SCHEME:
	case LINK_ESCAPES:
	case LINK_BROKEN:
		break;
	}
	return (struct str){0};
}
