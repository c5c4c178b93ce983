#include "check.h"

#include "base/buf.h"
#include "io/spool.h"

#include <omp.h>

static struct diags diags; /* nothing is said by several threads at once */

enum { TEXTS = 2000, LONG = 300000 };

/* Of many lengths, among them none and more than a piece. */
static struct str text_of(struct arena *into, size_t i)
{
	size_t len = i % 500 == 7 ? LONG + i : i * 37 % 1500;
	char *bytes = arena_alloc(into, len + 1);
	for (size_t at = 0; at < len; at++)
		bytes[at] = (char)('a' + (i + at) % 26);
	return (struct str){bytes, len};
}

static void lay(struct spooled *places, struct spool *spool)
{
	struct arena *own = arena_new();
	struct spool_writer writer;
	spool_begin(&writer, spool);
#pragma omp for schedule(dynamic, 3)
	for (size_t i = 0; i < TEXTS; i++)
		assert_true(spool_add(&places[i], &writer, text_of(own, i), &diags));
	assert_true(spool_end(&writer, &diags));
	arena_free(own);
}

static void check_folder(const char *folder)
{
	struct spool *spool;
	struct spooled places[TEXTS];
	diag_init(&diags, arena);
	assert_true(spool_open(&spool, arena, folder, &diags));
#pragma omp parallel num_threads(4)
	lay(places, spool);
	for (size_t i = 0; i < TEXTS; i++) {
		struct str text;
		assert_true(spool_read(&text, arena, spool, places[i], &diags));
		assert_true(str_eq(text, text_of(arena, i)));
	}
	spool_close(spool);
}

static void spool_read__gives_back_what_any_thread_laid_aside(void **state)
{
	(void)state;
	check_folder("/tmp");
}

static void spool_open__without_a_folder_keeps_it_in_memory(void **state)
{
	(void)state;
	check_folder(NULL);
	check_folder("/nowhere/at/all");
}

static void spool_read__beyond_the_end_is_said(void **state)
{
	(void)state;
	struct spool *spool;
	struct str text;
	diag_init(&diags, arena);
	assert_true(spool_open(&spool, arena, NULL, &diags));
	assert_false(spool_read(&text, arena, spool, (struct spooled){10, 10}, &diags));
	assert_int_equal(diags.failures, 1);
	spool_close(spool);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        UNIT(spool_read__gives_back_what_any_thread_laid_aside),
	        UNIT(spool_open__without_a_folder_keeps_it_in_memory),
	        UNIT(spool_read__beyond_the_end_is_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
