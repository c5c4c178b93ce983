/* Any bytes as a path, a base address and headers of a request: what is called a file of the site can lie
 * nowhere else, a redirect stays on this server, a range lies inside the file. */
#include "base/arena.h"
#include "serve/request.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool good)
{
	if (!good)
		abort();
}

/* Relative, each name whole and not hidden, the end where a library sees it. */
static void check_file(struct str path)
{
	struct str name, rest = path;
	check(path.len > 0 && strlen(path.ptr) == path.len && !memchr(path.ptr, '\\', path.len));
	for (bool more = true; more;) {
		more = str_cut(&name, &rest, rest, '/');
		check(name.len > 0 && name.ptr[0] != '.');
	}
}

static void check_target(struct arena *arena, struct str sent, struct str base)
{
	struct target target = request_target(arena, sent, base);
	if (target.kind == TARGET_FILE)
		check_file(target.path);
	if (target.kind == TARGET_OWN)
		check(strlen(target.path.ptr) == target.path.len);
	if (target.kind == TARGET_REDIRECT) {
		check(str_starts(target.path, STR("/")) && !str_starts(target.path, STR("//")));
		for (size_t i = 0; i < target.path.len; i++)
			check(target.path.ptr[i] > ' ' && target.path.ptr[i] < 0x7f &&
			      target.path.ptr[i] != '\\');
	}
}

static void check_range(struct str header, uint64_t size)
{
	uint64_t from, to;
	if (request_range(&from, &to, header, size) == RANGE_PART)
		check(from < to && to <= size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct str path, rest, url, header;
	str_cut(&path, &rest, (struct str){(const char *)data, size}, '\n');
	str_cut(&url, &header, rest, '\n');
	struct str base = request_base(arena, STR_JOIN(arena, STR("https://a.example/"), url));
	check(str_starts(base, STR("/")) && str_ends(base, STR("/")) && !str_starts(base, STR("//")));
	check_target(arena, path, base);
	check_target(arena, path, STR("/"));
	check_range(header, size * 7);
	if (request_is_local(header, 8000))
		check(str_ends(header, STR("8000")));
	request_names_etag(header, STR("\"a\""));
	arena_free(arena);
	return 0;
}
