#include "memory.h"

#include "model/page_link.h"

static struct config config;
static struct arena *scratch;
static struct pages pages;
static struct spool *spool;

static int open_site(void **state)
{
	open_arena(state);
	scratch = arena_new();
	memory_begin();
	config = (struct config){.languages = {.codes = {STR_INIT("vi"), STR_INIT("en")}, .len = 2}};
	return 0;
}

static int close_site(void **state)
{
	spool_close(spool);
	spool = NULL;
	arena_free(scratch);
	return close_arena(state);
}

#define SITE(test) cmocka_unit_test_setup_teardown(test, open_site, close_site)

/* Loads all pages that were added, as the build does. */
static void load(void)
{
	struct spool_writer writer;
	struct buf html;
	buf_init(&html, SIZE_MAX);
	spool_close(spool);
	assert_true(spool_open(&spool, arena, NULL, &diags));
	spool_begin(&writer, spool);
	struct page_reader reader = {arena, scratch, vocabulary_new(arena), &writer, &html};
	pages = (struct pages){.items = ARENA_ARRAY(arena, struct page *, MEMORY_FILES)};
	for (size_t i = 0; i < memory.tree.len; i++) {
		struct page *page = ARENA_NEW(arena, struct page);
		struct diags own;
		if (!page_is_source(memory.entries[i].path))
			continue;
		diag_init(&own, scratch);
		page_load(page, &reader, &memory.tree, &memory.entries[i], &config, &own);
		diag_merge(&diags, &own);
		arena_reset(scratch);
		if (page->route.len)
			pages.items[pages.len++] = page;
	}
	assert_true(spool_end(&writer, &diags));
	buf_free(&html);
	pages_sort(&pages, arena);
}

/* What is said of one Vietnamese page. */
static struct str said_of(const char *text)
{
	memory_begin();
	memory_file("content/p.vi.md", text);
	load();
	return memory_said();
}

#define FRONT "---\ntitle: T\n---\n"

static struct str said_of_body(const char *body)
{
	return said_of(str_z(arena, STR_JOIN(arena, STR(FRONT), str_from(body))));
}

#define assert_said(said, expected) assert_str(said, expected)

/* ---- front matter ---- */

static void page_load__keeps_what_front_matter_says(void **state)
{
	(void)state;
	memory_file("content/plans/hai-an.en.md",
	            "---\r\ntitle: {vi: Kế hoạch, en: The plan}\r\nsummary: \"S: x\"\r\ndate: 2025-09-30\r\n"
	            "updated: 2026-01-02\r\ndraft: true\r\ntype: plan\r\nweight: 3\r\ncontacts: a@b.vn\r\n"
	            "number: 119\r\nsymbol: KH-UBND\r\nplace: Hải An\r\nissued: 2025-09\r\nissuer: U\r\n"
	            "signed_for: [TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH]\r\nsigner_office: PHÓ CHỦ "
	            "TỊCH\r\nsigner: B\r\n"
	            "period: 2026 – 2030\r\nlegal_bases: [{kind: Luật, date: 2025-09-30}]\r\n"
	            "recipients: [Sở Nội vụ, \"Lưu: VT\"]\r\nstanding_body: P\r\ntext: "
	            "official\r\n---\r\n\r\n# Đầu\r\n");
	load();
	assert_said(memory_said(), "");
	const struct page *page = pages.items[0];
	assert_str(page->name, "plans/hai-an");
	assert_str(page->route, "/en/plans/hai-an/");
	assert_str(page->title, "The plan");
	assert_str(page->summary, "S: x");
	assert_str(date_iso(arena, page->date), "2025-09-30");
	assert_true(page->draft && page->has_updated);
	assert_int_equal(page->weight, 3);
	assert_str(page->contacts.items[0], "a@b.vn");
	const struct plan *plan = &page->plan;
	assert_str(plan->number, "119");
	assert_int_equal(plan->issued.month, 9);
	assert_int_equal(plan->issued.day, 0);
	assert_int_equal(plan->signed_for.len, 2);
	assert_int_equal(plan->first_year, 2026);
	assert_int_equal(plan->last_year, 2030);
	assert_str(plan->recipients.items[1], "Lưu: VT");
	assert_true(plan->official);
	assert_str(page->headings.items[0].id, "dau");
	assert_int_equal(page->source.text.len, 0);
}

static void page_load__says_what_is_wrong_with_front_matter(void **state)
{
	(void)state;
	assert_said(said_of("# Đầu\n"), "content/p.vi.md:1:1 front-matter\n");
	assert_said(said_of(""), "content/p.vi.md:1:1 front-matter\n");
	assert_said(said_of("---\ntitle: T\n# Đầu\n"), "content/p.vi.md:1:1 front-matter\n");
	assert_said(said_of("---\nsummary: x\n---\n"), "content/p.vi.md:2:1 missing-key\n");
	assert_said(said_of("---\ntitle: ''\n---\n"), "content/p.vi.md:2:8 bad-value\n");
	assert_said(said_of("---\ntitle: T\nautor: x\n---\n"), "content/p.vi.md:3:1 unknown-key\n");
	assert_said(said_of("---\ntitle: T\nnumber: 1\n---\n"), "content/p.vi.md:3:1 unknown-key\n");
	assert_said(said_of("---\ntitle: T\ndate: 30/9/2025\n---\n"), "content/p.vi.md:3:7 wrong-type\n");
	assert_said(said_of("---\ntitle: T\ndraft: maybe\n---\n"), "content/p.vi.md:3:8 wrong-type\n");
	assert_said(said_of("---\ntitle: T\ntype: news\n---\n"), "content/p.vi.md:3:7 bad-value\n");
	assert_said(said_of("---\ntitle: T\ntitle: U\n---\n"), "content/p.vi.md:3:1 duplicate-key\n");
}

static struct str said_of_plan(const char *key)
{
	return said_of(str_z(
	        arena, STR_JOIN(arena, STR("---\ntitle: T\ntype: plan\n"), str_from(key), STR("\n---\n"))));
}

static void plan_read__says_what_is_wrong_with_a_plan(void **state)
{
	(void)state;
	assert_said(said_of_plan("period: 2030-2026"), "content/p.vi.md:4:9 bad-value\n");
	assert_said(said_of_plan("period: five years"), "content/p.vi.md:4:9 bad-value\n");
	assert_said(said_of_plan("period: 2026-20300"), "content/p.vi.md:4:9 year-range\n");
	assert_said(said_of_plan("period: 1920"), "content/p.vi.md:4:9 year-range\n");
	assert_said(said_of_plan("issued: 20233"), "content/p.vi.md:4:9 year-range\n");
	assert_said(said_of_plan("issued: 2025-13"), "content/p.vi.md:4:9 wrong-type\n");
	assert_said(said_of_plan("number: 0"), "content/p.vi.md:4:9 bad-value\n");
	assert_said(said_of_plan("signed_for: [TM. A, B]"), "content/p.vi.md:4:21 bad-value\n");
	assert_said(said_of_plan("signed_for: []"), "");
	assert_said(said_of_plan("legal_bases: [{kind: K, nr: 1}]"), "content/p.vi.md:4:25 unknown-key\n");
	assert_said(said_of_plan("issued: 2025-09-30\nlegal_bases: [{kind: K, date: 2025-10-01}]"),
	            "content/p.vi.md:5:31 bad-value\n");
	assert_said(said_of_plan("issued: 2025-09\nlegal_bases: [{kind: K, date: 2025-09-30}]"), "");
	assert_said(said_of_plan("legal_bases: [{kind: K, date: 2025-10-01}]"), "");
}

static void plan_period_parse__takes_every_spelling(void **state)
{
	(void)state;
	static const char *const spellings[] = {"2026-2030", "2026 - 2030", "2026 – 2030", "2026–2030"};
	int first, last;
	for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
		assert_true(plan_period_parse(&first, &last, str_from(spellings[i])));
		assert_int_equal(first, 2026);
		assert_int_equal(last, 2030);
	}
	assert_true(plan_period_parse(&first, &last, STR("2025")));
	assert_int_equal(last, 2025);
	assert_false(plan_period_parse(&first, &last, STR("2026-")));
	assert_false(plan_period_parse(&first, &last, STR("2026-2030 x")));
}

static void page_load__refuses_names_without_a_language_of_the_site(void **state)
{
	(void)state;
	memory_file("content/a.md", FRONT);
	memory_file("content/b.fr.md", FRONT);
	memory_file("content/x/.vi.md", FRONT);
	memory_add("content/c.vi.md", TREE_SYMLINK, STR(""));
	memory_file("content/d.e.en.md", FRONT);
	load();
	assert_said(memory_said(), "content/a.md:1:1 unknown-name\ncontent/b.fr.md:1:1 unknown-name\n"
	                           "content/c.vi.md:1:1 symlink\ncontent/x/.vi.md:1:1 unknown-name\n");
	assert_str(pages.items[1]->route, "/en/d.e/");
}

/* ---- bytes ---- */

static void page_load__refuses_bytes_that_are_no_text(void **state)
{
	(void)state;
	assert_said(said_of_body("ă\xff\n"), "content/p.vi.md:4:3 encoding-error\n");
	assert_said(said_of_body("a\xcc\x81\n"), "content/p.vi.md:4:1 not-nfc\n");
	assert_said(said_of_body("a\x01z\n"), "content/p.vi.md:4:2 control-character\n");
	assert_said(said_of_body("a\xe2\x80\x8bz\n"), "content/p.vi.md:4:2 control-character\n");
	assert_said(said_of_body("a\xe2\x80\xaez\n"), "content/p.vi.md:4:2 control-character\n");
	assert_said(said_of_body("a\xc2\x85z\n"), "content/p.vi.md:4:2 control-character\n");
	assert_said(said_of_body("a\rz\n"), "content/p.vi.md:4:2 line-ends\n");
	assert_said(said_of_body("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\n"),
	            "content/p.vi.md:5:1 conflict-marker\n");
	assert_said(said_of_body("Tiêu đề\n=======\n\n\xc2\xa0z\n"), "");
	assert_said(said_of("\xef\xbb\xbf" FRONT "a\r\nb\r\n"), "");
}

/* ---- words ---- */

static void page_load__finds_years_that_cannot_be_meant(void **state)
{
	(void)state;
	assert_said(said_of_body("Kế hoạch năm 20233.\n"), "content/p.vi.md:4:19 year-range\n");
	assert_said(said_of_body("Năm 1930 và năm 1945, năm 2100, năm 2101\n"),
	            "content/p.vi.md:4:6 year-range\ncontent/p.vi.md:4:42 year-range\n");
	assert_said(said_of_body("ngày 30/9/20255, tháng 5/20233\n"),
	            "content/p.vi.md:4:12 year-range\ncontent/p.vi.md:4:28 year-range\n");
	assert_said(said_of_body("giai đoạn 2026-20300\n"), "content/p.vi.md:4:19 year-range\n");
	assert_said(said_of_body("# Đề mục năm\n\nx *năm 20233*\n"), "content/p.vi.md:6:9 year-range\n");
	assert_said(said_of("---\ntitle: Năm 20233\n---\n"), "content/p.vi.md:2:13 year-range\n");
	/* amounts are no years */
	assert_said(
	        said_of_body(
	                "mỗi năm 1500 hồ sơ; 5 năm 10000 lượt; 2000-3000 hồ sơ; số 12/1500; `năm 20233`\n"),
	        "");
}

static void page_load__finds_personal_data_but_not_contacts(void **state)
{
	(void)state;
	assert_said(said_of_body("Gọi 0912345678 nhé\n"), "content/p.vi.md:4:7 personal-data\n");
	assert_said(said_of_body("x `a` *b* a@b.vn, 001234567890\n"),
	            "content/p.vi.md:4:11 personal-data\ncontent/p.vi.md:4:19 personal-data\n");
	assert_said(said_of_body("`c@b.vn` x\n\n- đ\n\n  ```\n  x c@b.vn\n  ```\n\n\tHiếu <d@b.vn>\n"),
	            "content/p.vi.md:4:2 personal-data\ncontent/p.vi.md:9:5 personal-data\n"
	            "content/p.vi.md:12:10 personal-data\n");
	assert_said(said_of_body("[gọi](tel:0912345678) và [thư](mailto:a@b.vn)\n"),
	            "content/p.vi.md:4:1 personal-data\ncontent/p.vi.md:4:29 personal-data\n");
	assert_said(said_of("---\ntitle: T\nsummary: Thư a@b.vn\n---\n"),
	            "content/p.vi.md:3:15 personal-data\n");
	assert_said(said_of("---\ntitle: T\ncontacts: [a@b.vn, 'Trực: 0912345678']\n---\na@b.vn "
	                    "[x](mailto:a@b.vn) 0912345678 "
	                    "ba@b.vn\n"),
	            "content/p.vi.md:5:38 personal-data\n");
	config.has_authority_contact = true;
	config.authority_contact.texts[0] = STR("a@b.vn");
	assert_said(said_of_body("a@b.vn\n"), "");
	assert_said(said_of_body("Cao Huy Hiếu đã ký lên văn bản này!\n"),
	            "content/p.vi.md:4:16 personal-data\n");
}

static void page_load__refuses_text_that_lost_its_diacritics(void **state)
{
	(void)state;
	static const char broken[] = "Thyc hién Quyét dinh sé 331 ciia phudng Ve viéc ban hanh Ké hoach, "
	                             "nhiém vu trién khai tiéu chi thi "
	                             "dua khen thuéng, tuyén truyén, thwéng xuyén.\n";
	assert_said(said_of_body(broken), "content/p.vi.md:4:6 broken-diacritics\n");
	assert_said(said_of_body("Bản quét ghi “hién” và “viéc”, chúng tôi đã sửa lại cho đúng.\n"), "");
	assert_said(
	        said_of_body("The ward publishes its plan and its figures in each quarter of the year.\n"),
	        "");
	assert_said(said_of_body("Phường tiếp đoàn của Châlons.\n\nLa préfète de région a été reçue à la "
	                         "mairie où elle a "
	                         "présenté les priorités de l'État.\n\nDer Bürgermeister überreichte die "
	                         "Schlüssel für das größte Gebäude.\n"),
	            "");
	/* one bad paragraph spoils a good page */
	struct str good = STR("Phường công khai kết quả giải quyết hồ sơ hằng quý.\n\n"), body = good;
	for (int i = 0; i < 40; i++)
		body = STR_JOIN(arena, body, good);
	struct str said = said_of_body(str_z(arena, STR_JOIN(arena, body, str_from(broken))));
	assert_true(str_ends(said, STR("broken-diacritics\n")));
	memory_begin();
	memory_file("content/p.en.md", str_z(arena, STR_JOIN(arena, STR(FRONT), str_from(broken))));
	load();
	assert_said(memory_said(), "");
}

/* ---- numbering ---- */

static void page_load__warns_where_numbering_skips(void **state)
{
	(void)state;
	assert_said(said_of_body("# I. A\n## 2.1. B\n## 2.3. C\n"), "content/p.vi.md:6:1 numbering-gap\n");
	assert_said(said_of_body("# I. A\n\n# III. B\n"), "content/p.vi.md:6:1 numbering-gap\n");
	assert_said(said_of_body("2.1 A\n\n2.3 B\n"), "content/p.vi.md:6:1 numbering-gap\n");
	assert_said(said_of_body("a) A\n\nb) B\n\nd) D\n"), "content/p.vi.md:8:1 numbering-gap\n");
	assert_said(said_of_body("1. A\n2. B\n4. C\n"), "content/p.vi.md:6:1 numbering-gap\n");
	assert_said(said_of_body("2\\. A\n\n2.2. B\n"), "content/p.vi.md:6:1 numbering-gap\n");
	assert_int_equal(diags.warnings, 1);
	assert_str(diags.list.items[0].about, "p");
}

static void page_load__takes_the_numbering_of_real_plans(void **state)
{
	(void)state;
	assert_said(
	        said_of_body(
	                "# I. A\n\n1. x\n\na) a\n\nb) b\n\n2. y\n\na. a\n\n# II. B\n\n## 1. C\n\n2.1. sai\n\n"
	                "## 2. D\n\n### 2.1. E\n\n2.1.1. e\n\n2.1.2. e\n\n### 2.2. F\n\n# III. G\n"),
	        "");
	assert_said(said_of_body("1. a\n1. b\n1. c\n"), "");
	assert_said(said_of_body(
	                    "a) x\n\nb) x\n\nc) x\n\nd) x\n\nđ) x\n\ne) x\n\ng) x\n\nh) x\n\ni) x\n\nk) x\n"),
	            "");
	assert_said(said_of_body("e) x\n\nf) x\n\ng) x\n\nh) x\n\ni) x\n\nj) x\n"), "");
	assert_said(said_of_body("A. x\n\nB. x\n\nC. x\n\nD. x\n\nH. x\n"),
	            "content/p.vi.md:12:1 numbering-gap\n");
	assert_said(said_of_body("2.5 triệu đồng\n\n30/9/2025 là hạn\n\nI am\n"), "");
}

/* ---- twins ---- */

static struct str twins(const char *vi, const char *en)
{
	memory_begin();
	memory_file("content/p.vi.md", str_z(arena, STR_JOIN(arena, STR(FRONT), str_from(vi), STR("\n"))));
	memory_file("content/p.en.md", str_z(arena, STR_JOIN(arena, STR(FRONT), str_from(en), STR("\n"))));
	load();
	for (size_t i = 0; i < pages.len;)
		i += pages_check_twins(&pages, i, &config, scratch, &memory.tree, &diags);
	return memory_said();
}

static void pages_check_twins__understands_both_languages_numbers(void **state)
{
	(void)state;
	static const char *const same[][2] = {
	        {"1.234,5 và 1.500.050,30", "1,234.5 and 1,500,050.3"},
	        {"02 sáng kiến, mười hai lần", "two initiatives, 12 times"},
	        {"ngày 30/9/2025", "30 September 2025"},
	        {"ngày 30 tháng 9 năm 2025", "September 30th, 2025"},
	        {"ngày 09/6/2026 và 20/02 hằng năm", "9 June 2026 and 20 February each year"},
	        {"Quý III/2025, quý IV năm 2025, quý I", "Q3 2025, the fourth quarter of 2025, Q1"},
	        {"tháng 9 năm 2025; tháng 10", "September 2025; October"},
	        {"giai đoạn 2026-2030", "from 2026 to 2030"},
	        {"Nghị định 91/2017/NĐ-CP, 41-CT/TW", "Decree 91/2017/NĐ-CP, 41-CT/TW"},
	        {"mục III.2.1.2; 4.0; 99,5%", "section III.2.1.2; 4.0; 99.5 per cent"},
	        {"từ 1/9 đến 30/9/2025", "from 1 to 30 September 2025"},
	        {"6 tháng cuối năm 2025", "the second half of 2025"},
	        {"2025-09-30, 2026-Q3", "2025-09-30, 2026-Q3"},
	        {"7h30", "7:30"},
	        {"`12` [a](/p/#a34)", "words"},
	        {"chỉ ở đây 77 <!-- chỉ một ngôn ngữ -->", "88 only here <!-- one language only -->"},
	};
	for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
		struct str said = twins(same[i][0], same[i][1]);
		if (said.len)
			fail_msg("'%s' and '%s' differ: " STR_FMT, same[i][0], same[i][1], STR_ARG(said));
	}
}

static void pages_check_twins__says_each_number_that_one_twin_lacks(void **state)
{
	(void)state;
	assert_said(twins("đạt 99% và 80%", "reach 99% and 85%"),
	            "content/p.en.md:4:15 translation-numbers\ncontent/p.vi.md:4:16 translation-numbers\n");
	assert_said(twins("đạt 1.234", "reach 1.234"),
	            "content/p.en.md:4:7 translation-numbers\ncontent/p.vi.md:4:8 translation-numbers\n");
	assert_said(twins("ngày 30/9/2025", "29 September 2025"),
	            "content/p.en.md:4:1 translation-numbers\ncontent/p.vi.md:4:7 translation-numbers\n");
	assert_said(twins("Quý III/2025", "Q2 2025"),
	            "content/p.en.md:4:1 translation-numbers\ncontent/p.vi.md:4:1 translation-numbers\n");
	assert_said(twins("# Mục 5\n\n- *x* 7", "# Section 5\n\n- y"),
	            "content/p.vi.md:6:7 translation-numbers\n");
	assert_str(diags.list.items[0].about, "p");
}

static void pages_check_twins__says_which_translation_is_missing(void **state)
{
	(void)state;
	memory_file("content/a/only.vi.md", FRONT);
	memory_file("content/only.en.md", FRONT);
	load();
	for (size_t i = 0; i < pages.len;)
		i += pages_check_twins(&pages, i, &config, scratch, &memory.tree, &diags);
	assert_said(
	        memory_said(),
	        "content/a/only.vi.md:1:1 translation-missing\ncontent/only.en.md:1:1 translation-missing\n");
	assert_str(diags.list.items[0].about, "a/only");
}

/* ---- views ---- */

static void page_load__takes_views_and_figures_apart(void **state)
{
	(void)state;
	assert_said(said_of_body("`=results.value unit=a period=\"2026 Q3\"`\n\n```=table results "
	                         "where=\"a:b c,d:e\" sort=-x\n```\n"
	                         "\n```=calendar\n```\n"),
	            "");
	const struct page *page = pages.items[0];
	assert_int_equal(page->specs.len, 3);
	const struct view_spec *figure = &page->specs.items[0], *table = &page->specs.items[1];
	assert_str(figure->name.text, "results");
	assert_str(figure->thing.text, "value");
	assert_str(spec_option(figure, STR("period"))->value.text, "2026 Q3");
	assert_int_equal(figure->thing.place.offset, strlen(FRONT "`=results."));
	struct spec_pair *pairs;
	size_t n;
	assert_true(spec_where(&pairs, &n, arena, spec_option(table, STR("where")), &diags));
	assert_int_equal(n, 2);
	assert_str(pairs[0].value.text, "b c");
	assert_str(pairs[1].column.text, "d");
	bool descending;
	assert_str(spec_sort(&descending, spec_option(table, STR("sort"))).text, "x");
	assert_true(descending);
	assert_int_equal(page->specs.items[2].thing.text.len, 0);
}

static void page_load__says_what_is_wrong_with_a_view(void **state)
{
	(void)state;
	assert_said(said_of_body("```=leage x\n```\n"), "content/p.vi.md:4:5 unknown-view\n");
	assert_said(said_of_body("```=league x top\n```\n"), "content/p.vi.md:4:14 bad-option\n");
	assert_said(said_of_body("```=league x top=5 top=6\n```\n"), "content/p.vi.md:4:20 bad-option\n");
	assert_said(said_of_body("```=league x t=\"a b\n```\n"), "content/p.vi.md:4:14 bad-option\n");
	assert_said(said_of_body("```=league x\nchữ\n```\n"), "content/p.vi.md:5:1 bad-option\n");
	assert_said(said_of_body("a `=results unit=a`\n"), "content/p.vi.md:4:5 unknown-name\n");
}

/* ---- links ---- */

static struct site_index site;

static struct str links_of(const char *body)
{
	static struct pages made;
	memory_begin();
	memory_file("content/plans/p.vi.md",
	            str_z(arena, STR_JOIN(arena, STR(FRONT), str_from(body), STR("\n"))));
	memory_file("content/plans/q.vi.md", FRONT "# Đầu\n\n```=calendar\n```\n");
	memory_file("content/plans/q.en.md", FRONT "# Top\n");
	memory_file("content/index.vi.md", FRONT);
	memory_file("content/plans/ảnh 1.png", "x");
	memory_file("content/other/f.pdf", "x");
	memory_add("content/plans/l.pdf", TREE_SYMLINK, STR(""));
	load();
	made = pages;
	site = (struct site_index){.config = &config, .tree = &memory.tree, .pages = &made};
	map_init(&site.targets, arena);
	site_index_add_pages(&site, arena);
	site_index_add(&site, arena, (struct site_target){.route = STR("/data/r.csv")});
	struct page *page = pages_find(&pages, STR("plans/p"), 0);
	VEC_EACH (struct md_link, link, &page->links) {
		struct page_link_target target;
		page_link_resolve(&target, scratch, &site, page, link, &diags);
	}
	page_settle(page, scratch, &memory.tree, &diags);
	return memory_said();
}

static struct page_link_target target_of(const char *link)
{
	struct page_link_target target;
	struct str said = links_of(str_z(arena, str_printf(arena, "[x](%s)", link)));
	if (said.len)
		fail_msg("%s: " STR_FMT, link, STR_ARG(said));
	const struct page *page = pages_find(&pages, STR("plans/p"), 0);
	assert_true(page_link_resolve(&target, arena, &site, page, &page->links.items[0], NULL));
	return target;
}

static void page_link_resolve__leads_where_the_target_stands(void **state)
{
	(void)state;
	assert_str(target_of("q.md").href, "../q/");
	assert_str(target_of("q.en.md#top").href, "../../en/plans/q/#top");
	assert_str(target_of("../plans/q.vi.md#dau").href, "../q/#dau");
	assert_str(target_of("q.vi.md#view_1").href, "../q/#view_1");
	assert_str(target_of("../index.md").href, "../../");
	assert_str(target_of("/").href, "../../");
	assert_str(target_of("/data/r.csv").href, "../../data/r.csv");
	assert_str(target_of("/plans/q/#dau").href, "../q/#dau");
	assert_str(target_of("https://x.vn/a?b#c").href, "https://x.vn/a?b#c");
	struct page_link_target file = target_of("%E1%BA%A3nh%201.png");
	assert_int_equal(file.kind, PAGE_LINK_COPIED);
	assert_str(file.href, "%E1%BA%A3nh%201.png");
	assert_str(file.route, "/plans/p/ảnh 1.png");
	assert_str(file.entry->path, "content/plans/ảnh 1.png");
	assert_str(target_of("../other/f.pdf").route, "/plans/p/other/f.pdf");
}

static void page_link_resolve__says_where_nothing_stands(void **state)
{
	(void)state;
	static const char *const wrong[][2] = {
	        {"[x](Q.md)", "broken-link"},
	        {"[x](none.vi.md)", "broken-link"},
	        {"[x](q.fr.md)", "broken-link"},
	        {"[x](/plans/q)", "broken-link"},
	        {"[x](/Plans/q/)", "broken-link"},
	        {"[x](../q/)", "broken-link"},
	        {"[x]()", "broken-link"},
	        {"[x](//x.vn/)", "broken-link"},
	        {"[x](javascript:a)", "broken-link"},
	        {"[x](HTTP:)", "broken-link"},
	        {"[x](a%zz)", "broken-link"},
	        {"[x](a%00)", "broken-link"},
	        {"[x](q.md#Dau)", "broken-fragment"},
	        {"[x](#none)", "broken-fragment"},
	        {"[x](/plans/q/#x)", "broken-fragment"},
	        {"[x](q.md#view_2)", "broken-fragment"},
	        {"![x](no.png)", "missing-image"},
	        {"![x](/no.png)", "missing-image"},
	        {"[x](../../congbo.yaml)", "path-escape"},
	        {"[x](%2e%2e/../congbo.yaml)", "path-escape"},
	        {"[x](/../x)", "path-escape"},
	        {"[x](l.pdf)", "symlink"},
	};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct str said = links_of(str_z(arena, str_printf(arena, "đ %s", wrong[i][0])));
		struct str expected = str_printf(arena, "content/plans/p.vi.md:4:4 %s\n", wrong[i][1]);
		if (!str_eq(said, expected))
			fail_msg("%s: " STR_FMT, wrong[i][0], STR_ARG(said));
	}
}

static struct str print_link(void *context, struct arena *into, size_t index)
{
	const struct page *page = context;
	struct page_link_target target;
	assert_true(page_link_resolve(&target, into, &site, page, &page->links.items[index], NULL));
	return target.href;
}

static void page_render__prints_links_of_a_page_that_was_dropped(void **state)
{
	(void)state;
	struct buf html;
	assert_said(links_of("[q](q.md) ![a](<ảnh 1.png>)"), "");
	struct page *page = pages_find(&pages, STR("plans/p"), 0);
	struct md_callbacks callbacks = {page, NULL, print_link};
	buf_init(&html, 1 << 20);
	assert_true(page_render(&html, arena, page, spool, &callbacks, &diags));
	assert_str(buf_str(&html),
	           "<p><a href=\"../q/\">q</a> <img src=\"%E1%BA%A3nh%201.png\" alt=\"a\"></p>\n");
	buf_free(&html);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        SITE(page_load__keeps_what_front_matter_says),
	        SITE(page_load__says_what_is_wrong_with_front_matter),
	        SITE(plan_read__says_what_is_wrong_with_a_plan),
	        SITE(plan_period_parse__takes_every_spelling),
	        SITE(page_load__refuses_names_without_a_language_of_the_site),
	        SITE(page_load__refuses_bytes_that_are_no_text),
	        SITE(page_load__finds_years_that_cannot_be_meant),
	        SITE(page_load__finds_personal_data_but_not_contacts),
	        SITE(page_load__refuses_text_that_lost_its_diacritics),
	        SITE(page_load__warns_where_numbering_skips),
	        SITE(page_load__takes_the_numbering_of_real_plans),
	        SITE(pages_check_twins__understands_both_languages_numbers),
	        SITE(pages_check_twins__says_each_number_that_one_twin_lacks),
	        SITE(pages_check_twins__says_which_translation_is_missing),
	        SITE(page_load__takes_views_and_figures_apart),
	        SITE(page_load__says_what_is_wrong_with_a_view),
	        SITE(page_link_resolve__leads_where_the_target_stands),
	        SITE(page_link_resolve__says_where_nothing_stands),
	        SITE(page_render__prints_links_of_a_page_that_was_dropped),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
