#include "serve/request.h"

#include "base/arena.h"
#include "model/route.h"

#include <strings.h>

/* Hidden names are in no site, so this folder can stand in none's way. */
static const struct str own = STR_INIT("/.congbo/");

/* Percent-decoding, once. False where the text is none, or hides a separator or a control character. */
static bool decode(struct str *out, struct arena *arena, struct str sent)
{
	if (str_find(sent, STR("%2F")) < sent.len || str_find(sent, STR("%2f")) < sent.len ||
	    !route_decode(out, arena, sent))
		return false;
	for (size_t i = 0; i < out->len; i++)
		if ((unsigned char)out->ptr[i] < ' ' || out->ptr[i] == 0x7f || out->ptr[i] == '\\')
			return false;
	return str_utf8_error(*out) == out->len;
}

/* Names that no file of a site has: an empty one, `.`, `..`, a hidden one. */
static bool has_odd_name(struct str path)
{
	struct str name, rest = path;
	while (str_cut(&name, &rest, rest, '/'))
		if (name.len == 0 || name.ptr[0] == '.')
			return true;
	return name.len && name.ptr[0] == '.';
}

struct str request_base(struct arena *arena, struct str base_url)
{
	struct str host, path, decoded;
	size_t scheme = str_find(base_url, STR("://"));
	bool has_path = str_cut(&host, &path, str_sub(base_url, scheme + 3, base_url.len), '/');
	if (!has_path || !decode(&decoded, arena, path) || has_odd_name(decoded))
		return STR("/");
	bool ends = decoded.len == 0 || str_ends(decoded, STR("/"));
	return STR_JOIN(arena, STR("/"), decoded, ends ? STR("") : STR("/"));
}

static struct target redirect(struct arena *arena, struct str path)
{
	return (struct target){TARGET_REDIRECT, route_encode(arena, path)};
}

struct target request_target(struct arena *arena, struct str sent, struct str base)
{
	struct str path;
	if (!str_starts(sent, STR("/")) || !decode(&path, arena, sent))
		return (struct target){.kind = TARGET_WRONG};
	if (str_starts(path, own))
		return (struct target){TARGET_OWN, str_from(str_z(arena, str_sub(path, own.len, path.len)))};
	if (has_odd_name(str_sub(path, 1, path.len)))
		return (struct target){.kind = TARGET_NONE};
	if (!str_starts(path, base)) {
		bool above = path.len == 1 || str_eq(path, str_sub(base, 0, base.len - 1));
		return above ? redirect(arena, base) : (struct target){.kind = TARGET_NONE};
	}
	struct str below = str_sub(path, base.len, path.len);
	bool folder = below.len == 0 || str_ends(below, STR("/"));
	return (struct target){TARGET_FILE, STR_JOIN(arena, below, folder ? STR("index.html") : STR(""))};
}

static bool same_name(struct str a, const char *b)
{
	return a.len == strlen(b) && strncasecmp(a.ptr, b, a.len) == 0;
}

bool request_is_local(struct str host, int port)
{
	/* the last colon, but for one inside an IPv6 address */
	size_t colon = host.len;
	while (colon > 0 && host.ptr[colon - 1] != ':' && host.ptr[colon - 1] != ']')
		colon--;
	bool has_port = colon > 0 && host.ptr[colon - 1] == ':';
	struct str name = has_port ? str_sub(host, 0, colon - 1) : host;
	struct str digits = has_port ? str_sub(host, colon, host.len) : STR("80");
	long given;
	return str_number(&given, digits, 5) && given == port &&
	       (same_name(name, "127.0.0.1") || same_name(name, "localhost") || same_name(name, "[::1]"));
}

bool request_names_etag(struct str header, struct str etag)
{
	struct str one, rest = header;
	for (bool more = true; more;) {
		more = str_cut(&one, &rest, rest, ',');
		one = str_trim(one);
		if (str_starts(one, STR("W/")))
			one = str_sub(one, 2, one.len);
		if (str_eq(one, etag) || str_eq(one, STR("*")))
			return true;
	}
	return false;
}

/* Digits alone; a number too large for any file is as large as one can be. */
static bool read_number(uint64_t *out, struct str digits)
{
	long number;
	bool fits = str_number(&number, digits, 18);
	*out = fits ? (uint64_t)number : UINT64_MAX;
	return fits || str_is_digits(digits);
}

enum range_kind request_range(uint64_t *from, uint64_t *to, struct str header, uint64_t size)
{
	struct str unit, set, first, last;
	uint64_t last_byte = UINT64_MAX;
	if (!str_cut(&unit, &set, header, '=') || !same_name(unit, "bytes") ||
	    !str_cut(&first, &last, str_trim(set), '-'))
		return RANGE_WHOLE;
	if (first.len == 0) { /* so many from the end */
		uint64_t count;
		if (!read_number(&count, last))
			return RANGE_WHOLE;
		*from = count < size ? size - count : 0;
		*to = size;
		return count && size ? RANGE_PART : RANGE_BEYOND;
	}
	if (!read_number(from, first) || (last.len && !read_number(&last_byte, last)) || last_byte < *from)
		return RANGE_WHOLE;
	*to = last_byte < size ? last_byte + 1 : size;
	return *from < size ? RANGE_PART : RANGE_BEYOND;
}
