#include "check.h"

#include "base/buf.h"
#include "base/map.h"
#include "base/vec.h"

#include <limits.h>

static void str_cut__without_separator_takes_all(void **state)
{
	(void)state;
	struct str before, after;
	assert_false(str_cut(&before, &after, STR("2026"), '-'));
	assert_str(before, "2026");
	assert_str(after, "");
}

static void str_cut__splits_at_the_first_separator(void **state)
{
	(void)state;
	struct str before, after;
	assert_true(str_cut(&before, &after, STR("a/b/c"), '/'));
	assert_str(before, "a");
	assert_str(after, "b/c");
	assert_true(str_cut(&before, &after, STR("/"), '/'));
	assert_str(before, "");
	assert_str(after, "");
}

static void str__an_empty_slice_is_safe_everywhere(void **state)
{
	(void)state;
	struct str none = {0}, before, after;
	assert_true(str_eq(none, STR("")));
	assert_int_equal(str_cmp(none, none), 0);
	assert_true(str_starts(none, none) && str_ends(none, none));
	assert_int_equal(str_sub(none, 3, 9).len, 0);
	assert_false(str_cut(&before, &after, none, ','));
	assert_int_equal(str_find(none, STR("x")), 0);
	assert_int_equal(str_trim(none).len, 0);
	assert_str(str_dup(arena, none), "");
	assert_str(STR_JOIN(arena, none, none), "");
	assert_int_equal(str_utf8_error(none), 0);
}

static void str_cmp__orders_by_unsigned_bytes_a_prefix_first(void **state)
{
	(void)state;
	assert_true(str_cmp(STR("a"), STR("b")) < 0);
	assert_true(str_cmp(STR("a"), STR("ab")) < 0);
	assert_true(str_cmp(STR("đ"), STR("z")) > 0);
	assert_true(str_cmp(STR(""), STR("a")) < 0);
}

static void str_sub__clamps_to_the_text(void **state)
{
	(void)state;
	assert_str(str_sub(STR("abc"), 1, 99), "bc");
	assert_str(str_sub(STR("abc"), 5, 2), "");
	assert_str(str_sub(STR("abc"), 2, 1), "");
}

static void str_find__gives_the_length_where_there_is_none(void **state)
{
	(void)state;
	assert_int_equal(str_find(STR("abcabc"), STR("ca")), 2);
	assert_int_equal(str_find(STR("abc"), STR("abcd")), 3);
	assert_int_equal(str_find(STR("abc"), STR("")), 0);
}

static void str_trim__takes_white_space_of_both_ends_only(void **state)
{
	(void)state;
	assert_str(str_trim(STR(" \t a b\r\n")), "a b");
	assert_str(str_trim(STR(" \n")), "");
	assert_str(str_trim(STR("\xc2\xa0x")), "\xc2\xa0x");
}

static void str_printf__holds_what_is_longer_than_any_buffer(void **state)
{
	(void)state;
	struct str long_text = str_printf(arena, "%0*d", 100000, 7);
	assert_int_equal(long_text.len, 100000);
	assert_int_equal(long_text.ptr[99999], '7');
	assert_int_equal(long_text.ptr[100000], '\0');
}

/* Every code point encoded by hand must decode to itself; every surrogate and overlong form must not. */
static void str_rune__decodes_every_code_point_and_no_surrogate(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 8);
	for (uint32_t rune = 0; rune <= 0x10ffff; rune++) {
		uint32_t back;
		bool surrogate = rune >= 0xd800 && rune < 0xe000;
		buf_clear(&buf);
		buf_rune(&buf, rune);
		size_t len = str_rune(&back, buf_str(&buf), 0);
		assert_int_equal(len, buf.len);
		assert_int_equal(back, surrogate ? 0xfffd : rune);
	}
	buf_free(&buf);
}

static void str_utf8_error__finds_the_first_byte_that_is_none(void **state)
{
	(void)state;
	static const struct {
		struct str text;
		size_t at;
	} cases[] = {
	        {STR_INIT("Phường Hải An"), 18},
	        {STR_INIT("abc\xff"), 3},
	        {STR_INIT("abcdefghijklmnop\xc0\x80"), 16}, /* overlong NUL */
	        {STR_INIT("\xe0\x9f\xbf"), 0},              /* overlong */
	        {STR_INIT("x\xed\xa0\x80"), 1},             /* a surrogate */
	        {STR_INIT("\xf4\x90\x80\x80"), 0},          /* above U+10FFFF */
	        {STR_INIT("\xf0\x8f\xbf\xbf"), 0},          /* overlong */
	        {STR_INIT("đ\xc4"), 2},                     /* cut at the end */
	        {STR_INIT("\xe1\xba"), 0},                  /* cut at the end */
	        {STR_INIT("\xf5\x80\x80\x80"), 0},          /* no lead byte */
	        {STR_INIT("ok\x80"), 2},                    /* a lone continuation */
	        {STR_INIT("12345678\xe1\x41\x80"), 8},      /* no continuation */
	        {STR_INIT("\xf4\x8f\xbf\xbf"), 4},          /* U+10FFFF */
	        {STR_INIT("\xed\x9f\xbf\xee\x80\x80"), 6},  /* around the surrogates */
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(str_utf8_error(cases[i].text), cases[i].at);
}

static void str_nearest__names_what_was_meant_and_nothing_far_off(void **state)
{
	(void)state;
	static const struct str keys[] = {STR_INIT("title"), STR_INIT("period"), STR_INIT("published_rank"),
	                                  STR_INIT("unit")};
	assert_int_equal(str_nearest(STR("titel"), keys, 4), 0);
	assert_int_equal(str_nearest(STR("peroid"), keys, 4), 1);
	assert_int_equal(str_nearest(STR("publishd_rank"), keys, 4), 2);
	assert_int_equal(str_nearest(STR("units"), keys, 4), 3);
	assert_int_equal(str_nearest(STR("colour"), keys, 4), 4);
	assert_int_equal(str_nearest(STR("x"), keys, 4), 4);
	assert_int_equal(str_nearest(STR(""), keys, 4), 4);
	assert_int_equal(str_nearest(str_printf(arena, "%0*d", 5000, 0), keys, 4), 4);
}

static void arena__memory_is_zeroed_aligned_and_apart(void **state)
{
	(void)state;
	unsigned char *blocks[200];
	for (size_t i = 0; i < 200; i++) {
		size_t size = i * i * 7 % 9000 + 1;
		blocks[i] = arena_alloc(arena, size);
		assert_int_equal((uintptr_t)blocks[i] % sizeof(void *), 0);
		for (size_t j = 0; j < size; j++)
			assert_int_equal(blocks[i][j], 0);
		memset(blocks[i], (int)i, size);
	}
	for (size_t i = 0; i < 200; i++)
		for (size_t j = 0; j < i * i * 7 % 9000 + 1; j++)
			assert_int_equal(blocks[i][j], i);
}

static void arena_reset__gives_zeroed_memory_again(void **state)
{
	(void)state;
	for (int round = 0; round < 3; round++) {
		unsigned char *bytes = arena_alloc(arena, 3000);
		for (size_t i = 0; i < 3000; i++)
			assert_int_equal(bytes[i], 0);
		memset(bytes, 0xaa, 3000);
		memset(arena_alloc(arena, 1 << 21), 0xaa, 1 << 21);
		arena_reset(arena);
	}
	arena_free(NULL);
}

static void vec__keeps_its_elements_while_it_grows(void **state)
{
	(void)state;
	VEC(int) numbers = {0};
	for (int i = 0; i < 10000; i++)
		*VEC_PUSH(arena, &numbers) = i * 3;
	assert_int_equal(numbers.len, 10000);
	int expected = 0;
	VEC_EACH (int, number, &numbers) {
		assert_int_equal(*number, expected);
		expected += 3;
	}
}

static void map__finds_every_key_and_no_other(void **state)
{
	(void)state;
	struct map map;
	map_init(&map, arena);
	assert_null(map_get(&map, STR("x")));
	for (size_t i = 1; i <= 5000; i++)
		*map_put(&map, str_printf(arena, "đơn-vị-%zu", i)) = (void *)i;
	assert_int_equal(map.len, 5000);
	for (size_t i = 1; i <= 5000; i++)
		assert_int_equal((size_t)map_get(&map, str_printf(arena, "đơn-vị-%zu", i)), i);
	assert_null(map_get(&map, STR("đơn-vị-0")));
	assert_null(map_get(&map, STR("đơn-vị-5001")));
}

static void map_put__gives_back_what_stands_there(void **state)
{
	(void)state;
	int one, two;
	struct map map;
	map_init(&map, arena);
	*map_put(&map, STR("")) = &one;
	assert_ptr_equal(*map_put(&map, (struct str){0}), &one);
	*map_put(&map, STR("")) = &two;
	assert_ptr_equal(map_get(&map, STR("")), &two);
	assert_int_equal(map.len, 1);
}

static void buf__drops_what_would_go_over_its_ceiling(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 10);
	buf_add(&buf, STR("12345"));
	buf_printf(&buf, "%s", "67890");
	assert_false(buf.over);
	buf_char(&buf, 'x');
	assert_true(buf.over);
	buf_add(&buf, STR("y"));
	assert_str(buf_str(&buf), "1234567890");
	buf_clear(&buf);
	assert_false(buf.over);
	buf_add(&buf, STR("12345678901"));
	assert_true(buf.over);
	assert_str(buf_str(&buf), "");
	buf_free(&buf);
}

static void buf_printf__grows_as_needed(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 1 << 20);
	for (int i = 0; i < 1000; i++)
		buf_printf(&buf, "%03d%s", i, "đ");
	assert_int_equal(buf.len, 5000);
	assert_str(str_sub(buf_str(&buf), 4995, 5000), "999đ");
	buf_free(&buf);
}

static struct str json(struct str text)
{
	struct buf buf;
	buf_init(&buf, 1000);
	buf_json(&buf, text);
	struct str copy = str_dup(arena, buf_str(&buf));
	buf_free(&buf);
	return copy;
}

static void buf_json__escapes_what_json_and_html_ask(void **state)
{
	(void)state;
	assert_str(json(STR("Hải \"An\" \\ /")), "\"Hải \\\"An\\\" \\\\ /\"");
	assert_str(json(STR("\b\f\n\r\t")), "\"\\b\\f\\n\\r\\t\"");
	assert_str(json(((struct str){"\0\x1f\x7f", 3})), "\"\\u0000\\u001f\\u007f\"");
	assert_str(json(STR("</script>")), "\"\\u003c/script>\"");
}

static void buf_json__is_valid_even_of_broken_bytes(void **state)
{
	(void)state;
	assert_str(json(STR("a\xff\xe1\xba"
	                    "b")),
	           "\"a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
	           "b\"");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        UNIT(str_cut__without_separator_takes_all),
	        UNIT(str_cut__splits_at_the_first_separator),
	        UNIT(str__an_empty_slice_is_safe_everywhere),
	        UNIT(str_cmp__orders_by_unsigned_bytes_a_prefix_first),
	        UNIT(str_sub__clamps_to_the_text),
	        UNIT(str_find__gives_the_length_where_there_is_none),
	        UNIT(str_trim__takes_white_space_of_both_ends_only),
	        UNIT(str_printf__holds_what_is_longer_than_any_buffer),
	        UNIT(str_rune__decodes_every_code_point_and_no_surrogate),
	        UNIT(str_utf8_error__finds_the_first_byte_that_is_none),
	        UNIT(str_nearest__names_what_was_meant_and_nothing_far_off),
	        UNIT(arena__memory_is_zeroed_aligned_and_apart),
	        UNIT(arena_reset__gives_zeroed_memory_again),
	        UNIT(vec__keeps_its_elements_while_it_grows),
	        UNIT(map__finds_every_key_and_no_other),
	        UNIT(map_put__gives_back_what_stands_there),
	        UNIT(buf__drops_what_would_go_over_its_ceiling),
	        UNIT(buf_printf__grows_as_needed),
	        UNIT(buf_json__escapes_what_json_and_html_ask),
	        UNIT(buf_json__is_valid_even_of_broken_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
