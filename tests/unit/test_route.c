#include "check.h"

#include "model/route.h"

static const struct languages languages = {.codes = {STR_INIT("vi"), STR_INIT("en")}, .len = 2};

static void route_content__folders_index_and_languages(void **state)
{
	(void)state;
	assert_str(route_content(arena, &languages, 0, STR("index")), "/");
	assert_str(route_content(arena, &languages, 1, STR("index")), "/en/");
	assert_str(route_content(arena, &languages, 0, STR("plans/index")), "/plans/");
	assert_str(route_content(arena, &languages, 1, STR("plans/hai-an-2025")), "/en/plans/hai-an-2025/");
	assert_str(route_content(arena, &languages, 0, STR("my-index")), "/my-index/");
}

static void route_made__spells_ids_and_parts(void **state)
{
	(void)state;
	assert_str(route_made(arena, &languages, 0, ROUTE_LEAGUE_PERIOD, STR("par"), STR("2026-Q3")),
	           "/leagues/par/2026-Q3/");
	assert_str(route_made(arena, &languages, 1, ROUTE_EMBED_SCORECARD, STR("a*b+c"), STR("")),
	           "/en/embed/scorecards/a*b+c/");
	assert_str(route_made(arena, &languages, 1, ROUTE_HOME, STR(""), STR("")), "/en/");
	assert_str(route_made(arena, &languages, 0, ROUTE_NOT_FOUND, STR(""), STR("")), "/404.html");
	assert_str(route_file(arena, STR("data/leagues/"), STR("par"), STR(".csv")), "/data/leagues/par.csv");
}

/* RFC 3986, 3.3, for what a file system and a server make of a name. */
static void route_made__no_id_leads_out_of_its_folder(void **state)
{
	static const struct {
		struct str id;
		const char *route;
	} made[] = {{STR_INIT(".."), "/units/%2E./"},         {STR_INIT("../../x"), "/units/%2E.%2F..%2Fx/"},
	            {STR_INIT("."), "/units/%2E/"},           {STR_INIT(".git"), "/units/%2Egit/"},
	            {STR_INIT("a/b"), "/units/a%2Fb/"},       {STR_INIT("a%2Fb"), "/units/a%252Fb/"},
	            {STR_INIT("a\\b\n"), "/units/a%5Cb%0A/"}, {STR_INIT("Tổ 1 & 2."), "/units/Tổ 1 & 2./"}};
	(void)state;
	for (size_t i = 0; i < sizeof made / sizeof *made; i++)
		assert_str(route_made(arena, &languages, 0, ROUTE_UNIT, made[i].id, STR("")), made[i].route);
}

static void route_output__pages_are_index_files(void **state)
{
	(void)state;
	assert_str(route_output(arena, STR("/")), "index.html");
	assert_str(route_output(arena, STR("/en/plans/x/")), "en/plans/x/index.html");
	assert_str(route_output(arena, STR("/404.html")), "404.html");
}

/* RFC 3986, 5.2, as a browser does it. */
static struct str resolve(struct str from, struct str reference)
{
	struct str path;
	assert_true(route_decode(&reference, arena, reference));
	assert_true(route_join(&path, arena, str_sub(from, 1, from.len), reference));
	return STR_JOIN(arena, STR("/"), path);
}

static void route_reference__leads_back_to_its_target(void **state)
{
	(void)state;
	static const char *const routes[] = {"/",
	                                     "/en/",
	                                     "/plans/",
	                                     "/plans/x/",
	                                     "/en/plans/x/",
	                                     "/plans/x/y/",
	                                     "/data/a.csv",
	                                     "/kế hoạch/50% #1?/",
	                                     "/a:b/",
	                                     "/plan/",
	                                     "/404.html"};
	size_t n = sizeof routes / sizeof *routes;
	for (size_t i = 0; i < n; i++) {
		struct str from = str_from(routes[i]);
		for (size_t j = 0; j < n && str_ends(from, STR("/")); j++) {
			struct str reference = route_reference(arena, from, str_from(routes[j]));
			assert_str(resolve(from, reference), routes[j]);
			assert_true(reference.len > 0 && reference.ptr[0] != '/');
		}
	}
	assert_str(route_reference(arena, STR("/plans/x/"), STR("/plans/y/")), "../y/");
	assert_str(route_reference(arena, STR("/plans/x/"), STR("/plans/x/")), "./");
	assert_str(route_reference(arena, STR("/"), STR("/a:b/")), "./a:b/");
	assert_str(route_reference(arena, STR("/en/plans/x/"), STR("/")), "../../../");
}

static void route_absolute__encodes_what_is_no_address(void **state)
{
	(void)state;
	assert_str(route_absolute(arena, STR("https://x.vn/a/"), STR("/kế hoạch/")),
	           "https://x.vn/a/k%E1%BA%BF%20ho%E1%BA%A1ch/");
}

static void route_decode__refuses_what_no_browser_should_see(void **state)
{
	(void)state;
	struct str out;
	assert_true(route_decode(&out, arena, STR("k%E1%ba%BF")));
	assert_str(out, "kế");
	assert_false(route_decode(&out, arena, STR("a%0")));
	assert_false(route_decode(&out, arena, STR("a%zz")));
	assert_false(route_decode(&out, arena, STR("a%00b")));
}

static void route_join__never_leaves_the_top(void **state)
{
	(void)state;
	struct str out;
	assert_true(route_join(&out, arena, STR("plans/"), STR("../x/./y.md")));
	assert_str(out, "x/y.md");
	assert_true(route_join(&out, arena, STR("a/b/"), STR("..")));
	assert_str(out, "a/");
	assert_false(route_join(&out, arena, STR("plans/"), STR("../../x")));
	assert_false(route_join(&out, arena, STR(""), STR("a/../../b")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        UNIT(route_content__folders_index_and_languages),
	        UNIT(route_made__spells_ids_and_parts),
	        UNIT(route_made__no_id_leads_out_of_its_folder),
	        UNIT(route_output__pages_are_index_files),
	        UNIT(route_reference__leads_back_to_its_target),
	        UNIT(route_absolute__encodes_what_is_no_address),
	        UNIT(route_decode__refuses_what_no_browser_should_see),
	        UNIT(route_join__never_leaves_the_top),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
