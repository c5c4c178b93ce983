#include "unit/check.h"

#include "import/grid.h"
#include "import/number.h"
#include "import/period.h"

static void check_number(const char *text, unsigned readings, const char *point, const char *comma)
{
	struct str number = str_from(text);
	assert_int_equal(number_readings(number), readings);
	if (readings & NUMBER_POINT)
		assert_str(number_plain(arena, number, NUMBER_POINT), point);
	if (readings & NUMBER_COMMA)
		assert_str(number_plain(arena, number, NUMBER_COMMA), comma);
}

static void number__groups_have_three_digits_and_one_mark(void **state)
{
	(void)state;
	check_number("12", NUMBER_EITHER, "12", "12");
	check_number("98,5", NUMBER_COMMA, NULL, "98.5");
	check_number("98.5", NUMBER_POINT, "98.5", NULL);
	check_number("1.234", NUMBER_EITHER, "1.234", "1234");
	check_number("1,234", NUMBER_EITHER, "1234", "1.234");
	check_number("0.123", NUMBER_POINT, "0.123", NULL);
	check_number("0,123", NUMBER_COMMA, NULL, "0.123");
	check_number("1.234.567", NUMBER_COMMA, NULL, "1234567");
	check_number("1.234,50", NUMBER_COMMA, NULL, "1234.50");
	check_number("1,234.50", NUMBER_POINT, "1234.50", NULL);
	check_number("1 234,5", NUMBER_COMMA, NULL, "1234.5");
	check_number("1\xc2\xa0"
	             "234",
	             NUMBER_EITHER, "1234", "1234");
	check_number("\xe2\x88\x92"
	             "5",
	             NUMBER_EITHER, "-5", "-5");
	check_number("+5", NUMBER_EITHER, "5", "5");
	check_number("12.345,6.7", NUMBER_NONE, NULL, NULL);
	check_number("1234.567,8", NUMBER_NONE, NULL, NULL);
	check_number("12.34.567", NUMBER_NONE, NULL, NULL);
	check_number("1.", NUMBER_NONE, NULL, NULL);
	check_number(".5", NUMBER_NONE, NULL, NULL);
	check_number("", NUMBER_NONE, NULL, NULL);
	check_number("-", NUMBER_NONE, NULL, NULL);
	check_number("1 2", NUMBER_NONE, NULL, NULL);
	check_number("12 hồ sơ", NUMBER_NONE, NULL, NULL);
}

static void number__stored_ones_have_the_digits_that_excel_shows(void **state)
{
	(void)state;
	assert_str(number_stored(arena, STR("0.30000000000000004")), "0.3");
	assert_str(number_stored(arena, STR("98.456")), "98.456");
	assert_str(number_stored(arena, STR("1e-07")), "0.0000001");
	assert_str(number_stored(arena, STR("1.5E+3")), "1500");
	assert_str(number_stored(arena, STR("-2.5E-2")), "-0.025");
	assert_str(number_stored(arena, STR("1.2345678901234567E+19")), "12345678901234600000");
	assert_str(number_stored(arena, STR("1e")), "1e");
	assert_str(number_stored(arena, STR("e5")), "e5");
	assert_str(number_stored(arena, STR("98,5")), "98,5");
}

static void check_period(const char *text, const char *wanted)
{
	struct str period;
	bool spoken = period_spoken(&period, arena, str_from(text));
	assert_int_equal(spoken, wanted != NULL);
	if (wanted)
		assert_str(period, wanted);
}

static void period__is_read_as_it_is_spoken(void **state)
{
	(void)state;
	check_period("Quý III/2026", "2026-Q3");
	check_period("QUÝ 3 NĂM 2026", "2026-Q3");
	check_period("Q3 2026", "2026-Q3");
	check_period("Quarter 3 of 2026", "2026-Q3");
	check_period("Tháng 9/2026", "2026-09");
	check_period("tháng 12 năm 2026", "2026-12");
	check_period("6 tháng đầu năm 2026", "2026-H1");
	check_period("6 tháng cuối năm 2026", "2026-H2");
	check_period("9 tháng năm 2026", "2026-9M");
	check_period("Tuần 47/2026", "2026-W47");
	check_period("Năm 2026", "2026");
	check_period("2026-Q3", NULL);
	check_period("Quý V/2026", NULL);
	check_period("Tháng 13/2026", NULL);
	check_period("Quý III", NULL);
	check_period("6 tháng 2026", NULL);
	check_period("", NULL);
}

static void check_day(const char *text, const char *wanted)
{
	struct str day;
	bool spoken = date_spoken(&day, arena, str_from(text));
	assert_int_equal(spoken, wanted != NULL);
	if (wanted)
		assert_str(day, wanted);
}

static void date__is_read_day_first(void **state)
{
	(void)state;
	check_day("30/9/2026", "2026-09-30");
	check_day("09-06-2026", "2026-06-09");
	check_day("9.6.2026", "2026-06-09");
	check_day("2026-09-30 00:00:00", "2026-09-30");
	check_day("30/09/2026 00:00", "2026-09-30");
	check_day("46295", "2026-09-30");
	check_day("36526", "2000-01-01");
	check_day("2026-09-30 08:00:00", NULL);
	check_day("9/30/2026", NULL);
	check_day("30/2/2026", NULL);
	check_day("30/9/26", NULL);
	check_day("2026", NULL);
	check_day("", NULL);
}

static void grid__keeps_rows_of_any_width_with_their_places(void **state)
{
	(void)state;
	struct source source = {STR("a.csv"), STR("tiêu đề\r\n\r\na;\"b;\"\"c\"\"\";\n1\r2;3")};
	struct diags diags;
	struct grid grid;
	diag_init(&diags, arena);
	assert_true(grid_read(&grid, arena, &source, ';', &diags));
	assert_int_equal(grid.rows.len, 5);
	assert_int_equal(grid.columns, 3);
	assert_true(grid_is_empty(&grid, 1));
	assert_str(grid_text(&grid, 2, 1), "b;\"c\"");
	assert_str(grid_text(&grid, 2, 2), "");
	assert_str(grid_text(&grid, 3, 2), "");
	assert_str(grid_text(&grid, 4, 1), "3");
	assert_int_equal(grid.rows.items[4].number, 5);
	assert_int_equal(source.text.ptr[grid_place(&grid, 2, 1).offset], '"');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        UNIT(number__groups_have_three_digits_and_one_mark),
	        UNIT(number__stored_ones_have_the_digits_that_excel_shows),
	        UNIT(period__is_read_as_it_is_spoken),
	        UNIT(date__is_read_day_first),
	        UNIT(grid__keeps_rows_of_any_width_with_their_places),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
