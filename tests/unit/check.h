/* What the unit tests share: an arena for each test, and comparisons that show both sides. */
#ifndef UNIT_CHECK_H
#define UNIT_CHECK_H

#include "base/arena.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static struct arena *arena;

static inline int open_arena(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static inline int close_arena(void **state)
{
	(void)state;
	arena_free(arena);
	arena = NULL;
	return 0;
}

#define UNIT(test) cmocka_unit_test_setup_teardown(test, open_arena, close_arena)

static inline void check_str(struct str actual, const char *expected, const char *file, int line)
{
	if (str_eq(actual, str_from(expected)))
		return;
	print_error("'" STR_FMT "' is not '%s'\n", STR_ARG(actual), expected);
	_fail(file, line);
}

#define assert_str(actual, expected) check_str((actual), (expected), __FILE__, __LINE__)

#endif
