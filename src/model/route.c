#include "model/route.h"

#include "base/arena.h"
#include "base/ascii.h"

/* `*` is the id, `+` the part. */
static const struct str patterns[] = {
        [ROUTE_HOME] = STR_INIT(""),
        [ROUTE_NOT_FOUND] = STR_INIT("404.html"),
        [ROUTE_LEAGUES] = STR_INIT("leagues/"),
        [ROUTE_LEAGUE] = STR_INIT("leagues/*/"),
        [ROUTE_LEAGUE_PERIOD] = STR_INIT("leagues/*/+/"),
        [ROUTE_SCORECARDS] = STR_INIT("scorecards/"),
        [ROUTE_SCORECARD] = STR_INIT("scorecards/*/"),
        [ROUTE_SCORECARD_PERIOD] = STR_INIT("scorecards/*/+/"),
        [ROUTE_INDICATORS] = STR_INIT("indicators/"),
        [ROUTE_INDICATOR] = STR_INIT("indicators/*/"),
        [ROUTE_UNITS] = STR_INIT("units/"),
        [ROUTE_UNIT] = STR_INIT("units/*/"),
        [ROUTE_HONOURS] = STR_INIT("honours/"),
        [ROUTE_HONOURS_YEAR] = STR_INIT("honours/*/"),
        [ROUTE_AWARDS] = STR_INIT("awards/"),
        [ROUTE_AWARD] = STR_INIT("awards/*/"),
        [ROUTE_EDITIONS] = STR_INIT("editions/"),
        [ROUTE_EDITION] = STR_INIT("editions/*/"),
        [ROUTE_DATASETS] = STR_INIT("data/"),
        [ROUTE_DATASET] = STR_INIT("data/*/"),
        [ROUTE_CALENDAR] = STR_INIT("calendar/"),
        [ROUTE_SEARCH] = STR_INIT("search/"),
        [ROUTE_EMBED_LEAGUE] = STR_INIT("embed/leagues/*/"),
        [ROUTE_EMBED_SCORECARD] = STR_INIT("embed/scorecards/*/"),
        [ROUTE_FEED] = STR_INIT("feed.xml"),
        [ROUTE_ICS] = STR_INIT("calendar.ics"),
};

static struct str language_root(struct arena *arena, const struct languages *languages, size_t language)
{
	if (language == 0)
		return STR("/");
	return STR_JOIN(arena, STR("/"), languages->codes[language], STR("/"));
}

bool route_is_made(const struct languages *languages, struct str route)
{
	struct str path = str_sub(route, 1, route.len), folder, rest;
	if (!str_cut(&folder, &rest, path, '/'))
		return false;
	for (size_t l = 1; l < languages->len; l++)
		if (str_eq(folder, languages->codes[l]))
			return route_is_made(&(struct languages){.len = 0},
			                     str_sub(path, folder.len, path.len));
	for (size_t kind = 0; kind < LENGTH(patterns); kind++)
		if (str_starts(patterns[kind], folder) &&
		    str_starts(str_sub(patterns[kind], folder.len, patterns[kind].len), STR("/")))
			return true;
	return false;
}

/* What would end a name of a path, hide it or lead out of it. */
static bool is_unsafe(struct str id, size_t i)
{
	unsigned char c = (unsigned char)id.ptr[i];
	return c < 0x20 || c == 0x7f || c == '/' || c == '\\' || c == '%' || (c == '.' && i == 0);
}

/* Any id, one of the data too, as one name of a path: what is unsafe is written %XX. */
static struct str name_of(struct arena *arena, struct str id)
{
	struct buf name;
	size_t i = 0;
	while (i < id.len && !is_unsafe(id, i))
		i++;
	if (i == id.len)
		return id;
	buf_init(&name, SIZE_MAX);
	for (i = 0; i < id.len; i++)
		if (is_unsafe(id, i))
			buf_printf(&name, "%%%02X", (unsigned char)id.ptr[i]);
		else
			buf_char(&name, id.ptr[i]);
	struct str made = str_dup(arena, buf_str(&name));
	buf_free(&name);
	return made;
}

struct str route_made(struct arena *arena, const struct languages *languages, size_t language,
                      enum route_kind kind, struct str id, struct str part)
{
	struct str rest = patterns[kind], route = language_root(arena, languages, language);
	for (;;) {
		size_t star = str_find(rest, STR("*")), plus = str_find(rest, STR("+"));
		size_t at = star < plus ? star : plus;
		route = STR_JOIN(arena, route, str_sub(rest, 0, at));
		if (at == rest.len)
			return route;
		route = STR_JOIN(arena, route, rest.ptr[at] == '*' ? name_of(arena, id) : part);
		rest = str_sub(rest, at + 1, rest.len);
	}
}

struct str route_content(struct arena *arena, const struct languages *languages, size_t language,
                         struct str name)
{
	struct str root = language_root(arena, languages, language), index = STR("index");
	if (str_eq(name, index))
		return root;
	if (str_ends(name, STR("/index")))
		return STR_JOIN(arena, root, str_sub(name, 0, name.len - index.len));
	return STR_JOIN(arena, root, name, STR("/"));
}

struct str route_file(struct arena *arena, struct str folder, struct str name, struct str suffix)
{
	return STR_JOIN(arena, STR("/"), folder, name, suffix);
}

struct str route_output(struct arena *arena, struct str route)
{
	struct str path = str_sub(route, 1, route.len);
	return str_ends(route, STR("/")) ? STR_JOIN(arena, path, STR("index.html")) : path;
}

struct str route_encode(struct arena *arena, struct str path)
{
	static const char hex[] = "0123456789ABCDEF", safe[] = "-._~!$'()*+,;=:@/";
	char *out = arena_alloc(arena, path.len * 3 + 1);
	size_t len = 0;
	for (size_t i = 0; i < path.len; i++) {
		unsigned char c = (unsigned char)path.ptr[i];
		if (c && c < 0x80 && (ascii_is_alnum(c) || strchr(safe, c))) {
			out[len++] = (char)c;
			continue;
		}
		out[len++] = '%';
		out[len++] = hex[c >> 4];
		out[len++] = hex[c & 15];
	}
	return (struct str){out, len};
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool route_decode(struct str *out, struct arena *arena, struct str text)
{
	char *copy = arena_alloc(arena, text.len + 1);
	size_t len = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] != '%') {
			copy[len++] = text.ptr[i];
			continue;
		}
		if (text.len - i < 3)
			return false;
		int high = hex_digit(text.ptr[i + 1]), low = hex_digit(text.ptr[i + 2]);
		if (high < 0 || low < 0 || (high | low) == 0)
			return false;
		copy[len++] = (char)(high << 4 | low);
		i += 2;
	}
	*out = (struct str){copy, len};
	return true;
}

bool route_join(struct str *out, struct arena *arena, struct str folder, struct str relative)
{
	struct str rest = STR_JOIN(arena, folder, relative), segment;
	char *path = arena_alloc(arena, rest.len + 1);
	size_t len = 0;
	for (bool more = true; more;) {
		more = str_cut(&segment, &rest, rest, '/');
		if (str_eq(segment, STR("..")) && len == 0)
			return false;
		if (str_eq(segment, STR(".."))) {
			len--; /* the slash, then the name before it */
			while (len && path[len - 1] != '/')
				len--;
			continue;
		}
		if (str_eq(segment, STR(".")) || (segment.len == 0 && more))
			continue;
		memcpy(path + len, segment.ptr, segment.len);
		len += segment.len;
		if (more)
			path[len++] = '/';
	}
	*out = (struct str){path, len};
	return true;
}

/* How much of both paths is the same folder. */
static size_t shared_folder(struct str a, struct str b)
{
	size_t folder = 0;
	for (size_t i = 0; i < a.len && i < b.len && a.ptr[i] == b.ptr[i]; i++)
		if (a.ptr[i] == '/')
			folder = i + 1;
	return folder;
}

struct str route_reference(struct arena *arena, struct str from, struct str to)
{
	size_t shared = shared_folder(from, to), ups = 0;
	for (size_t i = shared; i < from.len; i++)
		ups += from.ptr[i] == '/';
	struct str rest = route_encode(arena, str_sub(to, shared, to.len));
	char *climb = arena_array(arena, ups + 1, 3);
	for (size_t i = 0; i < ups; i++)
		memcpy(climb + 3 * i, "../", 3);
	/* a colon in the first name would be read as a scheme's */
	if (ups == 0 && (rest.len == 0 || str_find(rest, STR(":")) < rest.len))
		return STR_JOIN(arena, STR("./"), rest);
	return STR_JOIN(arena, ((struct str){climb, 3 * ups}), rest);
}

struct str route_absolute(struct arena *arena, struct str base_url, struct str route)
{
	return STR_JOIN(arena, base_url, route_encode(arena, str_sub(route, 1, route.len)));
}
