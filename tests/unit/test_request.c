/* What an address means, before any file is touched. */
#include "check.h"

#include "serve/request.h"

static void leads(const char *base, const char *sent, enum target_kind kind, const char *path)
{
	struct target target = request_target(arena, str_from(sent), str_from(base));
	assert_int_equal(target.kind, kind);
	if (path)
		assert_string_equal(target.path.ptr, path);
}

static void request_target__folder_is_its_index(void **state)
{
	(void)state;
	leads("/", "/", TARGET_FILE, "index.html");
	leads("/", "/units/", TARGET_FILE, "units/index.html");
	leads("/", "/data/a.csv", TARGET_FILE, "data/a.csv");
}

static void request_target__escapes_are_read_once(void **state)
{
	(void)state;
	leads("/", "/%70h%C6%B0%E1%BB%9Dng", TARGET_FILE, "phường");
	leads("/", "/%2570", TARGET_FILE, "%70");
	leads("/", "/%252e%252e/a", TARGET_FILE, "%2e%2e/a");
}

static void request_target__no_name_leads_upwards_or_is_hidden(void **state)
{
	(void)state;
	static const char *const sent[] = {"/..",
	                                   "/../a",
	                                   "/a/../b",
	                                   "/%2e%2e/a",
	                                   "/.%2E",
	                                   "/./a",
	                                   "/a/./b",
	                                   "//a",
	                                   "/a//b",
	                                   "/.git/a",
	                                   "/a/.hidden",
	                                   "/.congbo",
	                                   "/a/.congbo/events"};
	for (size_t i = 0; i < sizeof sent / sizeof *sent; i++)
		leads("/", sent[i], TARGET_NONE, NULL);
}

static void request_target__hidden_separators_are_no_address(void **state)
{
	(void)state;
	static const char *const sent[] = {"/a%2fb", "/a%2Fb", "/a\\b", "/a%5cb", "/%00",      "/a%00.html",
	                                   "/a%0ab", "/%7f",   "/%",    "/%4",    "/%zz",      "/%ff",
	                                   "",       "a",      "../a",  "*",      "http://a/", "/%c0%ae"};
	for (size_t i = 0; i < sizeof sent / sizeof *sent; i++)
		leads("/", sent[i], TARGET_WRONG, NULL);
}

static void request_target__above_the_base_leads_to_it(void **state)
{
	(void)state;
	leads("/ward/a/", "/", TARGET_REDIRECT, "/ward/a/");
	leads("/ward/a/", "/ward/a", TARGET_REDIRECT, "/ward/a/");
	leads("/phường/", "/", TARGET_REDIRECT, "/ph%C6%B0%E1%BB%9Dng/");
	leads("/ward/a/", "/ward/a/b", TARGET_FILE, "b");
	leads("/ward/a/", "/ward/ab", TARGET_NONE, NULL);
	leads("/ward/a/", "/ward/", TARGET_NONE, NULL);
}

static void request_target__own_files_stand_at_the_top(void **state)
{
	(void)state;
	leads("/", "/.congbo/events", TARGET_OWN, "events");
	leads("/ward/", "/.congbo/preview.js", TARGET_OWN, "preview.js");
	leads("/ward/", "/ward/.congbo/events", TARGET_NONE, NULL);
}

static void base_is(const char *url, const char *path)
{
	assert_string_equal(request_base(arena, str_from(url)).ptr, path);
}

static void request_base__is_the_path_of_the_address(void **state)
{
	(void)state;
	base_is("https://a.example", "/");
	base_is("https://a.example/", "/");
	base_is("https://a.example/ward", "/ward/");
	base_is("https://a.example:81/ward/b/", "/ward/b/");
	base_is("https://a.example/ph%C6%B0%E1%BB%9Dng/", "/phường/");
	base_is("", "/");
	base_is("https://a.example/../b/", "/");
}

static void request_is_local__knows_this_machine_alone(void **state)
{
	(void)state;
	static const char *const ours[] = {"127.0.0.1:8000", "localhost:8000", "LocalHost:8000",
	                                   "[::1]:8000"};
	static const char *const others[] = {
	        "",
	        "127.0.0.1",
	        "localhost",
	        "evil.example:8000",
	        "localhost:8001",
	        ":",
	        "127.0.0.1:",
	        ":8000",
	        "localhost.evil:8000",
	        "[::1]",
	        "::1",
	        "[::1]:8000:80",
	        "127.0.0.1:8000:80",
	        "127.0.0.1:+8000",
	        "127.0.0.1:18446744073709559616",
	        "[::1",
	        "0.0.0.0:8000",
	        "127.0.0.1 :8000",
	        "127.0.0.1:8000 ",
	        "2130706433:8000",
	};
	for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
		assert_true(request_is_local(str_from(ours[i]), 8000));
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(request_is_local(str_from(others[i]), 8000));
	assert_true(request_is_local(STR("localhost"), 80));
}

static void request_names_etag__finds_it_in_a_list(void **state)
{
	(void)state;
	assert_true(request_names_etag(STR("\"a\""), STR("\"a\"")));
	assert_true(request_names_etag(STR("\"b\" , W/\"a\""), STR("\"a\"")));
	assert_true(request_names_etag(STR("*"), STR("\"a\"")));
	assert_false(request_names_etag(STR("a"), STR("\"a\"")));
	assert_false(request_names_etag(STR(""), STR("\"a\"")));
	assert_false(request_names_etag(STR("\"aa\",\"b\""), STR("\"a\"")));
}

static void range_is(const char *header, uint64_t size, enum range_kind kind, uint64_t from, uint64_t to)
{
	uint64_t start = 0, stop = 0;
	assert_int_equal(request_range(&start, &stop, str_from(header), size), kind);
	if (kind == RANGE_PART) {
		assert_int_equal(start, from);
		assert_int_equal(stop, to);
	}
}

static void request_range__is_one_part_inside_the_file(void **state)
{
	(void)state;
	range_is("bytes=0-0", 10, RANGE_PART, 0, 1);
	range_is("bytes=2-4", 10, RANGE_PART, 2, 5);
	range_is("bytes=2-", 10, RANGE_PART, 2, 10);
	range_is("bytes=-3", 10, RANGE_PART, 7, 10);
	range_is("bytes=-30", 10, RANGE_PART, 0, 10);
	range_is("bytes=2-99999999999999999999999", 10, RANGE_PART, 2, 10);
	range_is("BYTES=2-18446744073709551615", 10, RANGE_PART, 2, 10);
}

static void request_range__says_what_is_beyond_and_what_is_none(void **state)
{
	(void)state;
	static const char *const whole[] = {"",          "bytes",         "bytes=",    "bytes=-",
	                                    "bytes=4-2", "bytes=1-2,4-5", "bytes=a-b", "bytes=1-2-3",
	                                    "items=1-2", "bytes=--2",     "bytes=+1-2"};
	range_is("bytes=10-", 10, RANGE_BEYOND, 0, 0);
	range_is("bytes=99999999999999999999999-", 10, RANGE_BEYOND, 0, 0);
	range_is("bytes=-0", 10, RANGE_BEYOND, 0, 0);
	range_is("bytes=0-", 0, RANGE_BEYOND, 0, 0);
	range_is("bytes=-1", 0, RANGE_BEYOND, 0, 0);
	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
		range_is(whole[i], 10, RANGE_WHOLE, 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        UNIT(request_target__folder_is_its_index),
	        UNIT(request_target__escapes_are_read_once),
	        UNIT(request_target__no_name_leads_upwards_or_is_hidden),
	        UNIT(request_target__hidden_separators_are_no_address),
	        UNIT(request_target__above_the_base_leads_to_it),
	        UNIT(request_target__own_files_stand_at_the_top),
	        UNIT(request_base__is_the_path_of_the_address),
	        UNIT(request_is_local__knows_this_machine_alone),
	        UNIT(request_names_etag__finds_it_in_a_list),
	        UNIT(request_range__is_one_part_inside_the_file),
	        UNIT(request_range__says_what_is_beyond_and_what_is_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
