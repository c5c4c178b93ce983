/* libgit2's memory. Where none is left it may crash, or list less than there is and call that success; so
 * whoever asks gets memory, or the program ends as it does elsewhere. */
#include "repo/handle.h"

#include "base/arena.h"

#include <git2/sys/alloc.h>
#include <stdlib.h>

#if LIBGIT2_VER_MAJOR == 1 && LIBGIT2_VER_MINOR < 6 /* the structure of later ones is another */

static void *have(void *block)
{
	if (!block)
		arena_out_of_memory();
	return block;
}

static size_t times(size_t n, size_t size)
{
	size_t bytes;
	if (__builtin_mul_overflow(n, size, &bytes))
		arena_out_of_memory();
	return bytes;
}

static void *take(size_t size, const char *file, int line)
{
	(void)file;
	(void)line;
	return have(malloc(size ? size : 1));
}

static void *regrow(void *old, size_t size, const char *file, int line)
{
	(void)file;
	(void)line;
	return have(realloc(old, size ? size : 1));
}

static void *take_array(size_t n, size_t size, const char *file, int line)
{
	return take(times(n, size), file, line);
}

static void *take_zeroed(size_t n, size_t size, const char *file, int line)
{
	(void)file;
	(void)line;
	return have(calloc(n ? n : 1, size ? size : 1));
}

static void *regrow_array(void *old, size_t n, size_t size, const char *file, int line)
{
	return regrow(old, times(n, size), file, line);
}

static char *copy(const char *from, size_t len, const char *file, int line)
{
	char *to = take(len + 1, file, line);
	memcpy(to, from, len);
	to[len] = '\0';
	return to;
}

static char *copy_text(const char *text, const char *file, int line)
{
	return copy(text, strlen(text), file, line);
}

static char *copy_most(const char *text, size_t most, const char *file, int line)
{
	return copy(text, strnlen(text, most), file, line);
}

static int set_memory(void)
{
	static git_allocator allocator = {.gmalloc = take,
	                                  .gcalloc = take_zeroed,
	                                  .gstrdup = copy_text,
	                                  .gstrndup = copy_most,
	                                  .gsubstrdup = copy,
	                                  .grealloc = regrow,
	                                  .greallocarray = regrow_array,
	                                  .gmallocarray = take_array,
	                                  .gfree = free};
	return git_libgit2_opts(GIT_OPT_SET_ALLOCATOR, &allocator);
}

#else

static int set_memory(void)
{
	return 0;
}

#endif

bool repo_start(void)
{
	/* synced: no tag of an edition names what a power cut has taken */
	return set_memory() == 0 && git_libgit2_init() > 0 &&
	       git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1) == 0;
}
