#include "memory.h"

#include "model/config.h"

static struct config config;

static bool load(const char *text)
{
	memory_begin();
	memory_file("congbo.yaml", text);
	return config_load(&config, arena, &memory.tree, &diags);
}

static const char head[] = "title: Trang\nbase_url: https://x.vn/a\nlanguages: [vi, en]\n";

static struct str said_of(const char *more)
{
	load(str_z(arena, STR_JOIN(arena, str_from(head), str_from(more))));
	return memory_said();
}

static void config_load__three_keys_are_enough(void **state)
{
	(void)state;
	assert_true(load(head));
	assert_str(config.base_url, "https://x.vn/a/");
	assert_str(config.title.texts[1], "Trang");
	assert_str(config.theme, "default");
	assert_str(config.publish_branch, "public");
	assert_str(config.publish_remote, "origin");
	assert_str(config.timezone, "Asia/Ho_Chi_Minh");
	assert_int_equal(config.close_days, 20);
	assert_false(config.has_as_of);
	assert_false(config.has_illustrative);
}

static void config_load__reads_every_setting(void **state)
{
	(void)state;
	assert_true(load(
	        "title: {vi: Trang, en: Site}\nbase_url: http://x.vn/\nlanguages: [vi, en]\ntheme: mine\n"
	        "authority: {name: {vi: A, en: B}, parent: P, contact: c@x.vn}\nlicence: CC-BY-4.0\n"
	        "timezone: UTC\npublish: {branch: site/out, remote: mirror}\nas_of: 2026-11-20\n"
	        "close_days: 5\nillustrative: giả định\naccept:\n"
	        "  - {code: target-conflict, about: T1, reason: vì}\n"
	        "  - {code: numbering-gap, about: content/plans/x.vi.md, reason: {vi: a, en: b}}\n"));
	assert_str(config.title.texts[1], "Site");
	assert_str(config.authority_name.texts[0], "A");
	assert_true(config.has_authority_parent);
	assert_str(config.authority_contact.texts[0], "c@x.vn");
	assert_str(config.theme, "mine");
	assert_str(config.publish_branch, "site/out");
	assert_str(date_iso(arena, config.as_of), "2026-11-20");
	assert_int_equal(config.close_days, 5);
	assert_int_equal(config.n_accepts, 2);
	assert_str(config.accepts[0].about, "T1");
	assert_str(config.accepts[1].about, "plans/x");
	assert_str(config.accepts[1].reason.texts[1], "b");
	assert_int_equal(config.accepts[1].place.offset > config.accepts[0].place.offset, 1);
}

static void config_load__says_each_wrong_setting_at_its_place(void **state)
{
	(void)state;
	assert_str(said_of("titel: x\n"), "congbo.yaml:4:1 unknown-key\n");
	assert_str(said_of("authority: {nam: x}\n"), "congbo.yaml:4:13 unknown-key\n");
	assert_str(said_of("timezone: Asia/Hanoi2\n"), "congbo.yaml:4:11 bad-value\n");
	assert_str(said_of("theme: ../x\n"), "congbo.yaml:4:8 bad-value\n");
	assert_str(said_of("publish: {branch: \"a b\"}\n"), "congbo.yaml:4:19 bad-value\n");
	assert_str(said_of("as_of: 2026-02-30\n"), "congbo.yaml:4:8 wrong-type\n");
	assert_str(said_of("close_days: -1\n"), "congbo.yaml:4:13 bad-value\n");
	assert_str(said_of("accept: [{code: type-error, about: x, reason: y}]\n"),
	           "congbo.yaml:4:17 bad-value\n");
	assert_str(said_of("accept: [{code: stale-data, reason: y}]\n"), "congbo.yaml:4:10 missing-key\n");
	assert_str(said_of("illustrative: {vi: x}\n"), "congbo.yaml:4:15 missing-key\n");
}

static void config_load__refuses_addresses_and_languages_that_are_none(void **state)
{
	(void)state;
	static const char *const urls[] = {"x.vn",
	                                   "ftp://x.vn/",
	                                   "https://",
	                                   "https:///a",
	                                   "https://x.vn/?a",
	                                   "https://u@x.vn/",
	                                   "\"https://x .vn/\""};
	for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
		load(str_z(arena, STR_JOIN(arena, STR("title: T\nlanguages: [vi]\nbase_url: "),
		                           str_from(urls[i]), STR("\n"))));
		assert_str(memory_said(), "congbo.yaml:3:11 bad-value\n");
	}
	assert_false(load("title: T\nbase_url: https://x.vn\nlanguages: [vi, VI, vi, a, ../x]\n"));
	assert_str(memory_said(), "congbo.yaml:3:17 bad-value\ncongbo.yaml:3:21 bad-value\n"
	                          "congbo.yaml:3:25 bad-value\ncongbo.yaml:3:28 bad-value\n");
	assert_int_equal(config.languages.len, 0); /* nothing can be judged by half of them */
}

static void config_load__names_what_is_required(void **state)
{
	(void)state;
	assert_false(load("theme: default\n"));
	assert_int_equal(diags.list.len, 3);
	memory_begin();
	assert_false(config_load(&config, arena, &memory.tree, &diags));
	assert_str(memory_said(), "congbo.yaml:1:1 missing-key\n");
}

static void config_page_about__has_one_spelling(void **state)
{
	(void)state;
	static const struct languages languages = {.codes = {STR_INIT("vi"), STR_INIT("en")}, .len = 2};
	static const char *const spellings[] = {
	        "content/plans/x.vi.md", "content/plans/x.md", "content/plans/x", "/plans/x", "plans/x",
	        "plans/x.en.md"};
	for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
		assert_str(config_page_about(&languages, str_from(spellings[i])), "plans/x");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        UNIT(config_load__three_keys_are_enough),
	        UNIT(config_load__reads_every_setting),
	        UNIT(config_load__says_each_wrong_setting_at_its_place),
	        UNIT(config_load__refuses_addresses_and_languages_that_are_none),
	        UNIT(config_load__names_what_is_required),
	        UNIT(config_page_about__has_one_spelling),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
