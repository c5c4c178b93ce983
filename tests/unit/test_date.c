#include "check.h"

#include "base/date.h"

static struct date at(const char *text)
{
	struct date date;
	assert_true(date_parse(&date, str_from(text)));
	return date;
}

static struct period of(const char *text)
{
	struct period period;
	if (!period_parse(&period, str_from(text)))
		fail_msg("'%s' is not read", text);
	return period;
}

/* A calendar that counts one day after the other, by the rule of the leap years alone. */
static void date_civil__agrees_with_counting_day_by_day(void **state)
{
	(void)state;
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	struct civil civil = {1583, 1, 1};
	for (int32_t day = date_from(civil).day; civil.year < 2401; day++) {
		struct civil back = date_civil((struct date){day});
		assert_true(back.year == civil.year && back.month == civil.month && back.day == civil.day);
		assert_int_equal(date_from(civil).day, day);
		bool leap = civil.year % 4 == 0 && (civil.year % 100 != 0 || civil.year % 400 == 0);
		int length = lengths[civil.month - 1] + (civil.month == 2 && leap);
		if (++civil.day > length) {
			civil.day = 1;
			civil.month = civil.month % 12 + 1;
			civil.year += civil.month == 1;
		}
	}
	assert_int_equal(at("1970-01-01").day, 0);
	assert_int_equal(at("2000-03-01").day, 11017);
}

static void date_weekday__monday_is_one(void **state)
{
	(void)state;
	assert_int_equal(date_weekday(at("1970-01-01")), 4);
	assert_int_equal(date_weekday(at("2026-09-30")), 3);
	assert_int_equal(date_weekday(at("1945-09-02")), 7);
	assert_int_equal(date_weekday(at("1969-12-29")), 1);
}

static void date_parse__takes_days_that_exist_only(void **state)
{
	(void)state;
	static const char *const bad[] = {"2025-02-29", "1900-02-29",  "2026-13-01", "2026-00-10",
	                                  "2026-04-31", "2026-09-00",  "2026-9-30",  "0999-01-01",
	                                  "2026/09/30", "2026-09-30 ", "20260930",   "",
	                                  "+026-09-30", "2026-09-3o",  "-026-09-30"};
	struct date date;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(date_parse(&date, str_from(bad[i])));
	assert_str(date_iso(arena, at("2000-02-29")), "2000-02-29");
	assert_str(date_iso(arena, at("9999-12-31")), "9999-12-31");
	assert_str(date_iso(arena, at("1000-01-01")), "1000-01-01");
}

static void period_parse__gives_first_and_last_day_of_each_kind(void **state)
{
	(void)state;
	static const struct {
		const char *text, *first, *last;
		enum period_kind kind;
		int number;
	} cases[] = {
	        {"2026", "2026-01-01", "2026-12-31", PERIOD_YEAR, 0},
	        {"2026-H1", "2026-01-01", "2026-06-30", PERIOD_HALF, 1},
	        {"2026-H2", "2026-07-01", "2026-12-31", PERIOD_HALF, 2},
	        {"2026-9M", "2026-01-01", "2026-09-30", PERIOD_NINE, 0},
	        {"2026-Q1", "2026-01-01", "2026-03-31", PERIOD_QUARTER, 1},
	        {"2026-Q4", "2026-10-01", "2026-12-31", PERIOD_QUARTER, 4},
	        {"2024-02", "2024-02-01", "2024-02-29", PERIOD_MONTH, 2},
	        {"2026-12", "2026-12-01", "2026-12-31", PERIOD_MONTH, 12},
	        {"2026-W01", "2025-12-29", "2026-01-04", PERIOD_WEEK, 1},
	        {"2026-W47", "2026-11-16", "2026-11-22", PERIOD_WEEK, 47},
	        {"2026-W53", "2026-12-28", "2027-01-03", PERIOD_WEEK, 53},
	        {"2021-W01", "2021-01-04", "2021-01-10", PERIOD_WEEK, 1},
	        {"2026-09-30", "2026-09-30", "2026-09-30", PERIOD_DAY, 273},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct period period = of(cases[i].text);
		assert_str(date_iso(arena, period.first), cases[i].first);
		assert_str(date_iso(arena, period.last), cases[i].last);
		assert_int_equal(period.kind, cases[i].kind);
		assert_int_equal(period.number, cases[i].number);
		assert_str(period_text(arena, period), cases[i].text);
	}
}

static void period_parse__refuses_what_names_nothing(void **state)
{
	(void)state;
	static const char *const bad[] = {"",         "26",       "2026-",     "2026-Q0",   "2026-Q5",
	                                  "2026-q3",  "2026-H3",  "2026-H0",   "2026-8M",   "2026-9m",
	                                  "2026-9",   "2026-00",  "2026-13",   "2025-W53",  "2026-W54",
	                                  "2026-W00", "2026-W7",  "2026-W047", "0999",      "2026 ",
	                                  " 2026",    "2026Q3",   "2026-Q3 ",  "Q3/2026",   "2026-02-30",
	                                  "2026–Q3",  "2026-w47", "2026-W4x",  "2026-Q3-1", "2026-1x"};
	struct period period;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (period_parse(&period, str_from(bad[i])))
			fail_msg("'%s' is read", bad[i]);
}

static void period_cmp__follows_time_the_shorter_first(void **state)
{
	(void)state;
	static const char *const order[] = {"2025-Q4", "2025-12",    "2026-01-01", "2026-01", "2026-Q1",
	                                    "2026-H1", "2026-9M",    "2026",       "2026-02", "2026-Q2",
	                                    "2026-H2", "2026-10-01", "2026-W53"};
	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		for (size_t j = 0; j < sizeof order / sizeof *order; j++) {
			int expected = (i > j) - (i < j), got = period_cmp(of(order[i]), of(order[j]));
			assert_int_equal((got > 0) - (got < 0), expected);
			assert_int_equal(period_eq(of(order[i]), of(order[j])), i == j);
		}
}

static void period_eq__tells_kinds_apart_that_share_their_days(void **state)
{
	(void)state;
	assert_false(period_eq(of("2026-Q1"), of("2026-H1")));
	assert_true(period_eq(of("2026-Q1"), period_quarter(2026, 1)));
	assert_true(period_eq(of("2026"), period_of_year(2026)));
}

static void period_before__crosses_the_turn_of_the_year(void **state)
{
	(void)state;
	static const char *const pairs[][2] = {
	        {"2026", "2025"},
	        {"2026-H2", "2026-H1"},
	        {"2026-H1", "2025-H2"},
	        {"2026-9M", "2025-9M"},
	        {"2026-Q1", "2025-Q4"},
	        {"2026-Q3", "2026-Q2"},
	        {"2026-01", "2025-12"},
	        {"2026-10", "2026-09"},
	        {"2021-W01", "2020-W53"},
	        {"2026-W01", "2025-W52"},
	        {"2026-W53", "2026-W52"},
	        {"2024-03-01", "2024-02-29"},
	        {"2026-01-01", "2025-12-31"},
	};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		assert_str(period_text(arena, period_before(of(pairs[i][0]))), pairs[i][1]);
}

static void period_before__leaves_no_gap_between_weeks(void **state)
{
	(void)state;
	struct period week = of("2101-W01");
	while (week.year > 1999) {
		struct period before = period_before(week);
		assert_int_equal(before.last.day + 1, week.first.day);
		assert_int_equal(date_weekday(before.first), 1);
		assert_true(period_eq(of(str_z(arena, period_text(arena, before))), before));
		week = before;
	}
}

static void period_year_before__lacks_week_53_and_leap_days(void **state)
{
	(void)state;
	struct period before;
	assert_false(period_year_before(&before, of("2026-W53")));
	assert_false(period_year_before(&before, of("2024-02-29")));
	static const char *const pairs[][2] = {{"2026", "2025"},
	                                       {"2026-H2", "2025-H2"},
	                                       {"2026-9M", "2025-9M"},
	                                       {"2026-Q3", "2025-Q3"},
	                                       {"2026-02", "2025-02"},
	                                       {"2026-W52", "2025-W52"},
	                                       {"2025-03-01", "2024-03-01"}};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		assert_true(period_year_before(&before, of(pairs[i][0])));
		assert_str(period_text(arena, before), pairs[i][1]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        UNIT(date_civil__agrees_with_counting_day_by_day),
	        UNIT(date_weekday__monday_is_one),
	        UNIT(date_parse__takes_days_that_exist_only),
	        UNIT(period_parse__gives_first_and_last_day_of_each_kind),
	        UNIT(period_parse__refuses_what_names_nothing),
	        UNIT(period_cmp__follows_time_the_shorter_first),
	        UNIT(period_eq__tells_kinds_apart_that_share_their_days),
	        UNIT(period_before__crosses_the_turn_of_the_year),
	        UNIT(period_before__leaves_no_gap_between_weeks),
	        UNIT(period_year_before__lacks_week_53_and_leap_days),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
