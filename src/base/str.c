#include "base/str.h"

#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>

struct str str_from(const char *text)
{
	return (struct str){text ? text : "", text ? strlen(text) : 0};
}

bool str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

int str_cmp(struct str a, struct str b)
{
	size_t shared = a.len < b.len ? a.len : b.len;
	int order = shared ? memcmp(a.ptr, b.ptr, shared) : 0;
	return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool str_starts(struct str text, struct str prefix)
{
	return text.len >= prefix.len && str_eq(str_sub(text, 0, prefix.len), prefix);
}

bool str_ends(struct str text, struct str suffix)
{
	return text.len >= suffix.len && str_eq(str_sub(text, text.len - suffix.len, text.len), suffix);
}

struct str str_sub(struct str text, size_t from, size_t to)
{
	if (to > text.len)
		to = text.len;
	if (from > to)
		from = to;
	return (struct str){text.ptr ? text.ptr + from : text.ptr, to - from};
}

bool str_cut(struct str *before, struct str *after, struct str text, char separator)
{
	const char *at = text.len ? memchr(text.ptr, separator, text.len) : NULL;
	size_t cut = at ? (size_t)(at - text.ptr) : text.len;
	*before = str_sub(text, 0, cut);
	*after = str_sub(text, at ? cut + 1 : cut, text.len);
	return at != NULL;
}

size_t str_find(struct str text, struct str needle)
{
	if (needle.len == 0)
		return 0;
	const char *at = text.len ? memmem(text.ptr, text.len, needle.ptr, needle.len) : NULL;
	return at ? (size_t)(at - text.ptr) : text.len;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct str str_trim(struct str text)
{
	while (text.len && is_space(text.ptr[0]))
		text = str_sub(text, 1, text.len);
	while (text.len && is_space(text.ptr[text.len - 1]))
		text.len--;
	return text;
}

char *str_z(struct arena *arena, struct str text)
{
	char *copy = arena_alloc(arena, text.len + 1);
	if (text.len)
		memcpy(copy, text.ptr, text.len);
	return copy;
}

struct str str_dup(struct arena *arena, struct str text)
{
	return (struct str){str_z(arena, text), text.len};
}

struct str str_join(struct arena *arena, const struct str *parts, size_t n)
{
	size_t len = 0;
	for (size_t i = 0; i < n; i++)
		len += parts[i].len;
	char *joined = arena_alloc(arena, len + 1);
	size_t at = 0;
	for (size_t i = 0; i < n; i++) {
		if (parts[i].len)
			memcpy(joined + at, parts[i].ptr, parts[i].len);
		at += parts[i].len;
	}
	return (struct str){joined, len};
}

struct str str_printf(struct arena *arena, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	char *text = arena_alloc(arena, (size_t)len + 1);
	vsnprintf(text, (size_t)len + 1, format, again);
	va_end(again);
	return (struct str){text, (size_t)len};
}

uint64_t str_hash(struct str text)
{
	uint64_t hash = 14695981039346656037u;
	for (size_t i = 0; i < text.len; i++)
		hash = (hash ^ (unsigned char)text.ptr[i]) * 1099511628211u;
	return hash;
}
