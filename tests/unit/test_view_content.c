#include "view_doc.h"

#include "model/page_link.h"
#include "view/content.h"

static const struct file files[] = {
        {"data/datapackage.yaml",
         "resources:\n"
         "- name: units\n  path: units.csv\n  title: {vi: Đơn vị, en: Units}\n"
         "  schema:\n    fields:\n    - {name: unit, type: string}\n"
         "    - {name: name_vi, type: string}\n"
         "- name: targets\n  path: targets.csv\n  schema:\n    fields:\n"
         "    - {name: target, type: string}\n    - {name: plan, type: string}\n"
         "    - {name: indicator, type: string}\n    - {name: comparator, type: string}\n"
         "- name: indicators\n  path: indicators.csv\n  schema:\n    fields:\n"
         "    - {name: indicator, type: string}\n    - {name: name_vi, type: string}\n"},
        {"data/units.csv", "unit,name_vi\nu1,Phòng Đất\n"},
        {"data/targets.csv", "target,plan,indicator,comparator\nt1,q,rate,none\n"},
        {"data/indicators.csv", "indicator,name_vi\nrate,Đúng hạn\n"},
        {"data/scorecards.yaml", "card:\n  title: {vi: Phiếu, en: Card}\n  where: {plan: q}\n"},
        {"data/awards.yaml", "spot:\n  title: {vi: Đột xuất, en: Spot}\n  plan: q\n  form: giay-khen\n"
                             "  level: commune\n  recipient: collective\n  cycle: spot\n"},
        {"data/calendar.yaml",
         "- {id: a, title: {vi: Họp, en: Meeting}, kind: meeting, plan: q, on: 2026-11-20}\n"
         "- {id: b, title: {vi: Khác, en: Other}, kind: meeting, on: 2026-11-20}\n"},
        {"content/plans/index.vi.md", "---\ntitle: Các kế hoạch\nsummary: Tất cả\n---\n# Một\n\n[P](p.md#a), "
                                      "[ngoài](https://a.example/?x=1)\n\n"
                                      "## Nhỏ\n\n# Hai\n\n# Ba\n\n```=table units\n```\n"},
        {"content/plans/p.vi.md", "---\ntitle: Về P\ndate: 2026-01-05\nsummary: Tóm tắt\n---\n# A\n"},
        {"content/plans/p.en.md", "---\ntitle: On P\ndate: 2026-01-05\n---\n# A\n"},
        {"content/plans/old.vi.md", "---\ntitle: Cũ\ndate: 2025-01-05\n---\n"},
        {"content/plans/deep/x.vi.md", "---\ntitle: Sâu\n---\n"},
        {"content/plans/q.vi.md",
         "---\ntitle: Kế hoạch phát động thi đua\ntype: plan\nweight: -1\nnumber: \"09\"\nsymbol: KH-UBND\n"
         "place: Hải An\nissued: 2026-02-03\nissuer: Ủy ban nhân dân phường Hải An\n"
         "signed_for: [\"TM. ỦY BAN NHÂN DÂN\", \"KT. CHỦ TỊCH\"]\nsigner_office: PHÓ CHỦ TỊCH\n"
         "signer: Cao Minh Họa\nperiod: 2026 – 2030\n"
         "legal_bases:\n- {kind: Quyết định, number: 1/QĐ-UBND, date: 2026-01-09, issuer: Ủy ban thành phố}\n"
         "- {kind: Công văn, date: 2025-05}\n- {kind: Luật, date: 2022, issuer: Quốc hội}\n"
         "recipients: [Sở Nội vụ, \"Lưu: VT\"]\nstanding_body: Phòng Văn hóa\ncontacts: [Phòng một cửa]\n"
         "text: official\n---\n"},
        {"content/plans/bare.vi.md",
         "---\ntitle: Phong trào\ntype: plan\nsymbol: KH-UBND\nissued: 2026-05\n---\n"}};

static struct pages pages;
static struct spool *spool;
static struct tree tree;
static struct site_index site_index;

/* Loads every page, opens the page of that path. */
static struct value *open_site(const char *path, size_t language)
{
	struct page **items = ARENA_ARRAY(arena, struct page *, 32);
	COMPUTE(files, "2026-11-20");
	assert_str(said(), "");
	open_view(path, language);
	tree = (struct tree){
	        .entries = tree_entries, .len = sizeof files / sizeof *files, .read = read_literal};
	pages = (struct pages){.items = items};
	site_index = (struct site_index){.config = &view_config, .tree = &tree, .pages = &pages};
	map_init(&site_index.targets, arena);
	struct spool_writer writer;
	struct buf html;
	buf_init(&html, SIZE_MAX);
	assert_true(spool_open(&spool, arena, NULL, &diags));
	spool_begin(&writer, spool);
	struct page_reader reader = {arena, arena, NULL, &writer, &html};
	for (size_t i = 0; i < tree.len; i++) {
		if (!page_is_source(tree_entries[i].path))
			continue;
		struct page *page = ARENA_NEW(arena, struct page);
		assert_true(page_load(page, &reader, &tree, &tree_entries[i], &view_config, &diags));
		items[pages.len++] = page;
		struct str route = route_content(arena, &view_languages, 0, page->name);
		if (page->language == 0)
			add_page(route, both("", ""), 1);
	}
	assert_true(spool_end(&writer, &diags));
	buf_free(&html);
	assert_str(said(), "");
	pages_sort(&pages, arena);
	site_index_add_pages(&site_index, arena);
	site.index = &site_index;
	add_page(STR("/plans/p/"), both("Về P", "On P"), 3);
	add_page(STR("/awards/spot/"), both("Đột xuất", "Spot"), 3);
	view.tree = value_map(arena);
	return value_map(arena);
}

static void close_site(void)
{
	spool_close(spool);
	close_view();
}

/* The tree of a page; views in its text are not printed here, for want of templates. */
static struct value *content(const char *name, const char *path, size_t language)
{
	struct value *top = open_site(path, language);
	const struct page *page = pages_find(&pages, str_from(name), language);
	struct view_content of = {page, spool, &pages};
	assert_non_null(page);
	assert_true(view_content(&view, top, &of));
	return top;
}

static void view_content__prints_the_body_and_items_say_what_they_are(void **state)
{
	(void)state;
	struct value *top = content("plans/p", "/plans/p/", 0);
	assert_json(top, "has_children", "false");
	assert_json(top, "body", "\"\\u003ch2 id=\\\"a\\\">A\\u003c/h2>\\n\"");
	assert_json(top, "has_toc", "false");
	assert_json(top, "plan", "(nothing)");
	close_site();
	open_site("/plans/", 0);
	top = value_map(arena);
	value_set(arena, top, STR("item"), view_content_item(&view, pages_find(&pages, STR("plans/q"), 0)));
	assert_json(
	        top, "item",
	        "{\"text\":\"Kế hoạch phát động thi đua\",\"lang\":false,\"href\":\"q/\",\"summary\":false,"
	        "\"date\":{\"value\":\"2026-02-03\",\"text\":\"03/02/2026\"},"
	        "\"note\":{\"text\":\"Ủy ban nhân dân phường Hải An\",\"lang\":false}}");
	close_site();
}

static void view_content__children_go_by_weight_day_and_title(void **state)
{
	(void)state;
	struct value *top = open_site("/plans/", 0);
	struct page index = *pages_find(&pages, STR("plans/index"), 0);
	struct view_content of = {&index, spool, &pages};
	const struct page *other = pages_find(&pages, STR("plans/p"), 0);
	index.entry = other->entry;
	index.html = other->html;
	index.holes = other->holes;
	index.links = other->links;
	index.specs = other->specs;
	assert_true(view_content(&view, top, &of));
	doc_check("### page\n", top);
	assert_json(top, "children.0.text", "\"Kế hoạch phát động thi đua\"");
	assert_json(top, "children.1.text", "\"Phong trào\"");
	assert_json(top, "children.1.date", "{\"value\":\"2026-05\",\"text\":\"tháng 5/2026\"}");
	assert_json(top, "children.2",
	            "{\"text\":\"Về P\",\"lang\":false,\"href\":\"p/\",\"summary\":{\"text\":\"Tóm "
	            "tắt\",\"lang\":false},"
	            "\"date\":{\"value\":\"2026-01-05\",\"text\":\"05/01/2026\"},\"note\":false}");
	assert_json(top, "children.3.text", "\"Cũ\"");
	assert_json(top, "children.4", "(nothing)");
	assert_json(top, "toc",
	            "[{\"id\":\"mot\",\"text\":\"Một\"},{\"id\":\"hai\",\"text\":\"Hai\"},"
	            "{\"id\":\"ba\",\"text\":\"Ba\"}]");
	assert_json(top, "has_toc", "true");
	close_site();
}

static void view_content__a_folder_lists_each_page_in_the_language_that_it_has(void **state)
{
	(void)state;
	struct value *top = open_site("/plans/", 1);
	struct page index = *pages_find(&pages, STR("plans/p"), 1);
	struct view_content of = {&index, spool, &pages};
	index.name = STR("plans/index");
	assert_true(view_content(&view, top, &of));
	assert_json(top, "children.2.text", "\"On P\"");
	assert_json(top, "children.2.lang", "false");
	assert_json(top, "children.3.lang", "\"vi\"");
	assert_json(top, "children.3.href", "\"../../plans/old/\"");
	close_site();
}

static void view_plan__says_what_its_heading_bears(void **state)
{
	(void)state;
	struct value *top = content("plans/q", "/plans/q/", 0);
	doc_check("### plan\n", top);
	assert_json(top, "plan.id", "\"q\"");
	assert_json(top, "plan.is_official", "true");
	assert_json(top, "plan.number", "\"09/KH-UBND\"");
	assert_json(top, "plan.number_words", "\"Số: 09/KH-UBND\"");
	assert_json(top, "plan.issued_words", "\"Hải An, ngày 03 tháng 02 năm 2026\"");
	assert_json(top, "plan.issuer_capitals", "\"ỦY BAN NHÂN DÂN PHƯỜNG HẢI AN\"");
	assert_json(top, "plan.subject.text", "\"Phát động thi đua\"");
	assert_json(top, "plan.period", "{\"value\":\"2026-2030\",\"text\":\"2026–2030\"}");
	assert_json(top, "plan.signed_for.1.text", "\"KT. CHỦ TỊCH\"");
	assert_json(top, "plan.legal_bases.0.text",
	            "\"Quyết định số 1/QĐ-UBND ngày 09/01/2026 của Ủy ban thành phố\"");
	assert_json(top, "plan.legal_bases.1.text", "\"Công văn tháng 5/2025\"");
	assert_json(top, "plan.legal_bases.2.text", "\"Luật năm 2022 của Quốc hội\"");
	assert_json(top, "plan.scorecards.0.text", "\"Phiếu\"");
	assert_json(top, "plan.awards.0.href", "\"../../awards/spot/\"");
	assert_json(top, "plan.dates.0.title.text", "\"Họp\"");
	assert_json(top, "plan.dates.1", "(nothing)");
	close_site();
}

static void view_plan__leaves_blank_what_its_copy_does_not_bear(void **state)
{
	(void)state;
	struct value *top = content("plans/bare", "/plans/bare/", 0);
	assert_json(top, "plan.number", "false");
	assert_json(top, "plan.symbol", "\"KH-UBND\"");
	assert_json(top, "plan.number_words", "\"Số: \u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0/KH-UBND\"");
	assert_json(top, "plan.issued.value", "\"2026-05\"");
	assert_json(top, "plan.issued_words",
	            "\"\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0, ngày "
	            "\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0 tháng 5 năm 2026\"");
	assert_json(top, "plan.issuer_capitals", "false");
	assert_json(top, "plan.period", "false");
	assert_json(top, "plan.has_legal_bases", "false");
	assert_json(top, "plan.subject.text", "\"Phong trào\"");
	close_site();
}

static void view_content__heads_are_those_of_their_pages(void **state)
{
	(void)state;
	struct view_head head;
	open_site("/plans/q/", 0);
	view_content_head(&head, &view, pages_find(&pages, STR("plans/q"), 0));
	assert_str(head.kind, "plan");
	assert_true(head.is_article);
	assert_str(head.source, "content/plans/q.vi.md");
	assert_int_equal(head.updated.day, DATE_NONE.day);
	view_not_found_head(&head, &view);
	assert_str(head.kind, "not-found");
	assert_str(head.title.texts[0], "Không tìm thấy trang");
	struct value *lost = value_map(arena);
	view_not_found(&view, lost);
	doc_check("`not-found` stands once", lost);
	assert_json(lost, "others.0.title", "\"Page not found\"");
	close_site();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        UNIT(view_content__prints_the_body_and_items_say_what_they_are),
	        UNIT(view_content__children_go_by_weight_day_and_title),
	        UNIT(view_content__a_folder_lists_each_page_in_the_language_that_it_has),
	        UNIT(view_plan__says_what_its_heading_bears),
	        UNIT(view_plan__leaves_blank_what_its_copy_does_not_bear),
	        UNIT(view_content__heads_are_those_of_their_pages),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
