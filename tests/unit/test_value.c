#include "check.h"

#include "value/value.h"

static void value_set__keeps_the_order_of_keys(void **state)
{
	(void)state;
	struct value *map = value_map(arena);
	value_set(arena, map, STR("z"), value_count(arena, 1));
	value_set(arena, map, STR("a"), value_count(arena, 2));
	value_set(arena, map, STR(""), value_count(arena, 3));
	value_set(arena, map, STR("z"), value_count(arena, 4));
	assert_int_equal(map->len, 3);
	assert_true(str_eq(map->keys[0], STR("z")) && str_eq(map->items[0]->text, STR("4")));
	assert_true(str_eq(map->keys[1], STR("a")) && str_eq(map->items[1]->text, STR("2")));
	assert_true(str_eq(map->keys[2], STR("")) && str_eq(map->items[2]->text, STR("3")));
}

/* Through all the ways a map is kept: empty, scanned, with a table, grown several times. */
static void value_get__finds_each_key_and_no_other_at_every_size(void **state)
{
	(void)state;
	struct value *map = value_map(arena);
	for (size_t n = 0; n < 600; n++) {
		value_set(arena, map, str_printf(arena, "key-%zu", n), value_count(arena, n));
		for (size_t i = 0; i < 600; i++) {
			const struct value *found = value_get(map, str_printf(arena, "key-%zu", i));
			assert_int_equal(found != NULL, i <= n);
			assert_true(!found || str_eq(found->text, str_printf(arena, "%zu", i)));
		}
		n += n > 40 ? 37 : 0;
		for (size_t i = map->len; i <= n; i++)
			value_set(arena, map, str_printf(arena, "key-%zu", i), value_count(arena, i));
	}
}

static void value_get__of_what_is_no_map_is_null(void **state)
{
	(void)state;
	assert_null(value_get(NULL, STR("a")));
	assert_null(value_get(value_list(arena), STR("a")));
	assert_null(value_get(value_string(arena, STR("a")), STR("a")));
	assert_null(value_get(value_map(arena), STR("a")));
}

static void value_push__keeps_every_item(void **state)
{
	(void)state;
	struct value *list = value_list(arena);
	for (size_t i = 0; i < 1000; i++)
		value_push(arena, list, value_count(arena, i));
	assert_int_equal(list->len, 1000);
	for (size_t i = 0; i < 1000; i++)
		assert_true(str_eq(list->items[i]->text, str_printf(arena, "%zu", i)));
}

static void value_is_true__not_for_null_false_zero_and_what_is_empty(void **state)
{
	(void)state;
	static const char *const zeros[] = {"0", "-0", "0.00", "0e9"}, *const others[] = {"1", "-0.01", "10",
	                                                                                  "5e0"};
	struct value *list = value_list(arena);
	for (size_t i = 0; i < 4; i++) {
		assert_false(value_is_true(value_number(arena, str_from(zeros[i]))));
		assert_true(value_is_true(value_number(arena, str_from(others[i]))));
	}
	assert_false(value_is_true(value_null(arena)));
	assert_false(value_is_true(value_bool(arena, false)));
	assert_true(value_is_true(value_bool(arena, true)));
	assert_false(value_is_true(value_string(arena, STR(""))));
	assert_true(value_is_true(value_string(arena, STR("0"))));
	assert_true(value_is_true(value_map(arena)));
	assert_false(value_is_true(list));
	value_push(arena, list, value_null(arena));
	assert_true(value_is_true(list));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        UNIT(value_set__keeps_the_order_of_keys),
	        UNIT(value_get__finds_each_key_and_no_other_at_every_size),
	        UNIT(value_get__of_what_is_no_map_is_null),
	        UNIT(value_push__keeps_every_item),
	        UNIT(value_is_true__not_for_null_false_zero_and_what_is_empty),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
