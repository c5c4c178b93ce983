#include "view_doc.h"

#include "view/award.h"
#include "view/calendar.h"
#include "view/fence.h"
#include "view/honours.h"

static const char package_yaml[] = "resources:\n"
                                   "- name: units\n"
                                   "  path: units.csv\n"
                                   "  schema:\n"
                                   "    fields:\n"
                                   "    - {name: unit, type: string}\n"
                                   "    - {name: name_vi, type: string}\n"
                                   "    - {name: name_en, type: string}\n"
                                   "    - {name: bloc, type: string}\n"
                                   "- name: scores\n"
                                   "  path: scores.csv\n"
                                   "  schema:\n"
                                   "    fields:\n"
                                   "    - {name: unit, type: string}\n"
                                   "    - {name: year, type: string}\n"
                                   "    - {name: a, type: number}\n"
                                   "- name: initiatives\n"
                                   "  path: initiatives.csv\n"
                                   "  title: {vi: Sáng kiến, en: Initiatives}\n"
                                   "  schema:\n"
                                   "    fields:\n"
                                   "    - {name: unit, type: string}\n"
                                   "    - {name: person, type: string}\n"
                                   "    - {name: year, type: string}\n"
                                   "    - name: applied\n"
                                   "      type: boolean\n"
                                   "      title: {vi: Đã áp dụng, en: Applied}\n"
                                   "- name: breaches\n"
                                   "  path: breaches.csv\n"
                                   "  title: {vi: Vi phạm, en: Breaches}\n"
                                   "  publish: false\n"
                                   "  schema:\n"
                                   "    fields:\n"
                                   "    - {name: unit, type: string}\n"
                                   "    - {name: person, type: string}\n"
                                   "    - {name: year, type: string}\n"
                                   "- name: people\n"
                                   "  path: people.csv\n"
                                   "  schema:\n"
                                   "    fields:\n"
                                   "    - {name: person, type: string}\n"
                                   "    - {name: name, type: string}\n"
                                   "    - {name: position_vi, type: string}\n"
                                   "    - {name: position_en, type: string}\n"
                                   "- name: nominees\n"
                                   "  path: nominees.csv\n"
                                   "  schema:\n"
                                   "    fields:\n"
                                   "    - {name: award, type: string}\n"
                                   "    - {name: year, type: string}\n"
                                   "    - {name: unit, type: string}\n"
                                   "    - {name: person, type: string}\n"
                                   "- name: honours\n"
                                   "  path: honours.csv\n"
                                   "  illustrative: {vi: Giả định, en: Invented}\n"
                                   "  schema:\n"
                                   "    fields:\n"
                                   "    - {name: honour, type: string}\n"
                                   "    - {name: award, type: string}\n"
                                   "    - {name: year, type: string}\n"
                                   "    - {name: recipient, type: string}\n"
                                   "    - {name: unit, type: string}\n"
                                   "    - {name: person, type: string}\n"
                                   "    - {name: title_vi, type: string}\n"
                                   "    - {name: title_en, type: string}\n"
                                   "    - {name: decision, type: string}\n"
                                   "    - {name: decided_on, type: string}\n"
                                   "    - {name: authority, type: string}\n"
                                   "    - {name: outside_quota, type: string}\n"
                                   "    - {name: state, type: string}\n"
                                   "    - {name: consult_from, type: string}\n"
                                   "    - {name: consult_days, type: string}\n"
                                   "    - {name: revoked_on, type: string}\n"
                                   "    - {name: reason, type: string}\n"
                                   "    primaryKey: honour\n";

static const struct file files[] = {
        {"data/datapackage.yaml", package_yaml},
        {"data/units.csv", "unit,name_vi,name_en,bloc\nu1,Phòng Đất,Land,x\nu2,Phòng Anh,English,x\n"
                           "u3,Phòng Cao,High,x\nu4,Khác,Other,y\n"},
        {"data/scores.csv",
         "unit,year,a\nu1,2025,9\nu2,2025,8\nu3,2025,7\nu1,2026,9\nu2,2026,9\nu3,2026,7\n"},
        {"data/initiatives.csv", "unit,person,year,applied\nu2,,2026,true\nu2,,2026,true\nu1,p1,2026,true\n"},
        {"data/breaches.csv", "unit,person,year\nu1,,2026\nu3,p3,2026\n"},
        {"data/people.csv", "person,name,position_vi,position_en\np1,Trần Văn An,Chuyên viên,Officer\n"
                            "p2,Lê Thị Bình,,\np3,Hồ Kín,,\np4,Vũ Thu Hồi,,\n"},
        {"data/nominees.csv", "award,year,unit,person\nsolo,2026,u1,p1\nsolo,2026,u2,p2\nsolo,2026,u3,p3\n"
                              "solo,2026,u1,p4\n"},
        {"data/honours.csv",
         "honour,award,year,recipient,unit,person,title_vi,title_en,decision,decided_on,authority,"
         "outside_quota,state,consult_from,consult_days,revoked_on,reason\n"
         "h1,merit,2026,collective,u2,,Dẫn đầu,Led,1/QĐ,2026-10-01,Chủ tịch,,decided,,,,\n"
         "h2,merit,2026,collective,u4,,,,2/QĐ,2026-10-02,,true,decided,,,,Đóng góp\n"
         "h3,solo,2026,individual,u1,p1,Sáng kiến hay,,,,,,consultation,2026-11-20,3,,\n"
         "h4,solo,2026,individual,u1,p4,Việc của Vũ Thu Hồi,,3/QĐ,2026-10-03,,,revoked,,,2026-11-01,Khai "
         "sai\n"
         "h5,merit,2025,collective,u1,,,,4/QĐ,2026-01-05,,,decided,,,,\n"},
        {"data/leagues.yaml",
         "l:\n  title: {vi: Xếp hạng, en: Ranks}\n  source: scores\n  period: year\n  score: a\n"},
        {"data/awards.yaml",
         "merit:\n  title: {vi: Bằng khen tập thể, en: Merit}\n  plan: p\n  section: III.2\n"
         "  reading: {vi: Kể cả đồng hạng, en: Ties included}\n"
         "  form: bang-khen\n  level: province\n  decided_by: above\n  recipient: collective\n"
         "  years: {from: 2025, to: 2030}\n  cycle: year\n  candidates: {of: units, where: {bloc: x}}\n"
         "  requires:\n    all:\n      - top: {league: l, rank: 2}\n"
         "      - any:\n          - {id: idea, count: {of: initiatives, where: {applied: true}, min: 2}, "
         "label: {vi: Có sáng kiến, en: Initiatives}, reading: {vi: Từ 02, en: Two}}\n"
         "          - {top: {league: l, rank: 1}}\n"
         "      - {none: {of: breaches}, label: {vi: Không vi phạm, en: No breach}}\n"
         "      - judged: {label: {vi: Tiêu biểu, en: Outstanding}}\n"
         "  quota:\n    - {max: 1, per: unit, reading: {vi: Mỗi đơn vị, en: Each}}\n"
         "    - {share: 0.5, per: award}\n"
         "  documents: [{id: to-trinh, label: {vi: Tờ trình, en: Submission}}, bien-ban]\n"
         "  outside: {candidates: {of: units}}\n"
         "  deadline: {before: \"02-20\"}\n"
         "solo:\n  title: {vi: Giấy khen cá nhân, en: Solo}\n  plan: p\n  form: giay-khen\n  level: commune\n"
         "  recipient: individual\n  years: {from: 2026, to: 2026}\n  cycle: year\n"
         "  candidates: {of: nominees, where: {award: solo, year: $year}}\n"
         "  requires: {none: {of: breaches}}\n"
         "spot:\n  title: {vi: Đột xuất, en: Spot}\n  form: giay-khen\n  level: commune\n"
         "  recipient: collective\n  cycle: spot\n"},
        {"data/calendar.yaml",
         "- {id: a, title: {vi: Họp, en: Meeting}, kind: meeting, plan: p, on: 2026-11-20}\n"
         "- {id: b, title: {vi: Nghỉ lễ, en: Rest}, kind: holiday, on: 2026-11-24}\n"
         "- {id: c, title: {vi: Tổng kết, en: Review}, kind: review, plan: p}\n"
         "- {id: d, title: {vi: Báo cáo, en: Report}, kind: report, on: 2026-11-01, before: true}\n"
         "- {id: e, title: {vi: Gửi, en: Send}, kind: other, on: 2026-11-29}\n"}};

static struct value *open_site(const char *path, size_t language)
{
	static const struct view_file file = {.size = 1228};
	COMPUTE(files, "2026-11-20");
	open_view(path, language);
	site.withheld = withheld_compute(arena, &model, awards);
	for (size_t i = 0; i < model.awards.len; i++)
		add_page(made(ROUTE_AWARD, model.awards.items[i].id, STR("")), model.awards.items[i].title,
		         3);
	add_page(STR("/honours/"), both("Khen thưởng", "Honours"), 3);
	add_page(STR("/honours/2025/"), both("2025", "2025"), 3);
	add_page(STR("/honours/2026/"), both("2026", "2026"), 3);
	*map_put(&site.files, STR("/data/awards/honours.csv")) = (void *)(uintptr_t)&file;
	*map_put(&site.files, STR("/data/awards/eligibility.csv")) = (void *)(uintptr_t)&file;
	return value_map(arena);
}

static struct value *award(const char *id, size_t language)
{
	struct value *tree = open_site("/awards/merit/", language);
	view_award(&view, tree, model_award(&model, str_from(id)));
	return tree;
}

static void view_award__says_its_rule(void **state)
{
	(void)state;
	struct value *tree = award("merit", 0);
	doc_check("### award", tree);
	assert_json(tree, "award.form.text", "\"Bằng khen\"");
	assert_json(tree, "award.level.text", "\"Cấp tỉnh\"");
	assert_json(tree, "award.cycle.text", "\"Hằng năm\"");
	assert_json(tree, "award.deadline.text", "\"Trước 20/02 năm sau\"");
	assert_json(tree, "award.plan.href", "\"../../plans/p/\"");
	assert_json(tree, "award.quota",
	            "[{\"words\":{\"text\":\"tối đa 1 cho mỗi đơn vị\",\"lang\":false},"
	            "\"reading\":{\"text\":\"Mỗi đơn vị\",\"lang\":false}},"
	            "{\"words\":{\"text\":\"không quá 50% của số đối tượng được xét, làm tròn "
	            "xuống\",\"lang\":false},"
	            "\"reading\":false}]");
	assert_json(tree, "award.documents",
	            "[{\"text\":\"Tờ trình\",\"lang\":false},{\"text\":\"bien-ban\",\"lang\":false}]");
	assert_json(tree, "award.cycles",
	            "[{\"text\":\"2026\",\"lang\":false,\"href\":\"#page_view_e1\",\"is_current\":true},"
	            "{\"text\":\"2025\",\"lang\":false,\"href\":\"#page_view_e2\",\"is_current\":false}]");
	assert_json(tree, "award.honours.0.id", "\"h2\"");
	assert_json(tree, "award.honours.2.id", "\"h5\"");
	close_view();
}

static void view_award__conditions_are_said_in_words(void **state)
{
	(void)state;
	struct value *tree = award("merit", 0);
	assert_json(tree, "award.requires.words.text", "\"Tất cả các điều kiện sau:\"");
	assert_json(tree, "award.requires.children.0.words.text", "\"trong 2 hạng đầu của Xếp hạng\"");
	assert_json(tree, "award.requires.children.1.words.text", "\"Một trong các điều kiện sau:\"");
	assert_json(tree, "award.requires.children.1.children.0",
	            "{\"words\":{\"text\":\"Sáng kiến (Đã áp dụng: có): ít nhất 2\",\"lang\":false},"
	            "\"label\":{\"text\":\"Có sáng kiến\",\"lang\":false},\"reading\":{\"text\":\"Từ "
	            "02\",\"lang\":false},"
	            "\"is_judged\":false,\"children\":[],\"has_children\":false}");
	/* of what is not published only the label is said */
	assert_json(
	        tree, "award.requires.children.2",
	        "{\"words\":{\"text\":\"Không vi phạm\",\"lang\":false},\"label\":false,\"reading\":false,"
	        "\"is_judged\":false,\"children\":[],\"has_children\":false}");
	assert_json(tree, "award.requires.children.3.words.text", "\"Tiêu biểu\"");
	assert_json(tree, "award.requires.children.3.is_judged", "true");
	close_view();
	tree = award("solo", 1);
	assert_json(tree, "award.requires.words.text", "\"a condition on data that are not published\"");
	assert_json(tree, "award.deadline", "false");
	close_view();
	tree = award("spot", 0);
	assert_json(tree, "award.requires", "false");
	assert_json(tree, "award.has_eligibility", "false");
	close_view();
}

static void view_eligibility__puts_the_eligible_first_with_evidence(void **state)
{
	(void)state;
	struct value *tree = award("merit", 0);
	const struct value *cycle = at(tree, "award.eligibility.0");
	struct value *top = value_map(arena);
	value_set(arena, top, STR("eligibility"), (struct value *)(uintptr_t)cycle);
	doc_check("### eligibility — key", top);
	assert_json(cycle, "id", "\"page_view_e1\"");
	assert_json(cycle, "cycle", "{\"value\":\"2026\",\"text\":\"2026\"}");
	assert_json(cycle, "eligible_words.text", "\"1 trong 3 đơn vị đủ điều kiện.\"");
	assert_json(cycle, "quota_words.1.text",
	            "\"không quá 50% của số đối tượng được xét, làm tròn xuống: đã dùng 1 trong 1\"");
	assert_json(cycle, "rows.0.name",
	            "{\"text\":\"Phòng Anh\",\"lang\":false,\"href\":\"../../units/u2/\"}");
	assert_json(cycle, "rows.0.verdict",
	            "{\"status\":\"met\",\"word\":\"Đủ điều kiện\",\"icon\":\"icon-met\",\"is_met\":true,"
	            "\"is_not_met\":false,\"is_judged\":false}");
	assert_json(cycle, "rows.0.leaves.0.evidence.text", "\"hạng 1 trong 3\"");
	assert_json(cycle, "rows.0.leaves.1.evidence.text", "\"Sáng kiến: 2\"");
	assert_json(cycle, "rows.0.leaves.3.evidence", "false");
	assert_json(cycle, "rows.0.leaves.4.status.status", "\"judged\"");
	assert_json(cycle, "rows.1.name.text", "\"Phòng Cao\"");
	/* an `any` that fails names both; what is below one that holds is not named */
	assert_json(cycle, "rows.1.failed",
	            "[{\"text\":\"trong 2 hạng đầu của Xếp hạng\",\"lang\":false},"
	            "{\"text\":\"Có sáng kiến\",\"lang\":false},"
	            "{\"text\":\"trong 1 hạng đầu của Xếp hạng\",\"lang\":false},"
	            "{\"text\":\"Không vi phạm\",\"lang\":false}]");
	assert_json(cycle, "rows.2.failed", "[{\"text\":\"Không vi phạm\",\"lang\":false}]");
	assert_json(cycle, "others", "false");
	close_view();
}

static void view_eligibility__names_only_the_eligible_individuals(void **state)
{
	(void)state;
	struct value *tree = award("solo", 1);
	assert_json(tree, "award.eligibility.0.rows.0.name",
	            "{\"text\":\"Trần Văn An\",\"lang\":\"vi\",\"href\":false}");
	assert_json(tree, "award.eligibility.0.rows.0.unit.text", "\"Land\"");
	assert_json(tree, "award.eligibility.0.rows.1.name.text", "\"Lê Thị Bình\"");
	assert_json(tree, "award.eligibility.0.rows.2", "(nothing)");
	assert_json(tree, "award.eligibility.0.others.text", "\"One other individual is not eligible.\"");
	struct str all = json(tree, "award");
	assert_true(str_find(all, STR("Hồ Kín")) == all.len);
	assert_true(str_find(all, STR("Vũ Thu Hồi")) == all.len);
	close_view();
}

static void view_honours__each_row_stands_in_its_list(void **state)
{
	(void)state;
	struct value *tree = open_site("/honours/", 0);
	view_honours(&view, tree, 0);
	doc_check("### honours, honours-year", tree);
	doc_check("### honours — key", tree);
	doc_check("An **honour**", at(tree, "honours.rows.0"));
	assert_json(tree, "honours_page.years",
	            "[{\"text\":\"2026\",\"lang\":false,\"href\":\"2026/"
	            "\",\"is_current\":false,\"count_text\":\"2\"},"
	            "{\"text\":\"2025\",\"lang\":false,\"href\":\"2025/"
	            "\",\"is_current\":false,\"count_text\":\"1\"}]");
	assert_json(tree, "honours.caption.text", "\"Khen thưởng năm 2026\"");
	assert_json(tree, "honours.rows.0.name.href", "\"../units/u2/\"");
	assert_json(tree, "honours.rows.0.evidence",
	            "[{\"text\":\"hạng 1 trong 3 ở Xếp hạng, năm 2026\",\"lang\":false,"
	            "\"href\":\"../leagues/l/2026/\"},"
	            "{\"text\":\"Sáng kiến (Đã áp dụng: có): 2\",\"lang\":false,"
	            "\"href\":false}]");
	assert_json(tree, "honours.rows.1", "(nothing)");
	assert_json(tree, "honours.outside.0.reason.text", "\"Đóng góp\"");
	assert_json(tree, "honours.outside.0.outside_quota.text", "\"ngoài cơ cấu\"");
	/* Monday, then a holiday, then two working days: the third ends it */
	assert_json(tree, "honours.consultation.0.consult.text", "\"lấy ý kiến đến hết ngày 26/11/2026\"");
	assert_json(tree, "honours.consultation.0.position.text", "\"Chuyên viên\"");
	close_view();
}

static void view_honours__a_revoked_row_has_no_name(void **state)
{
	(void)state;
	struct value *tree = open_site("/honours/2026/", 0);
	view_honours(&view, tree, 2026);
	assert_json(tree, "honours.revoked.0.name",
	            "{\"text\":\"Giấy khen cá nhân\",\"lang\":false,\"href\":\"../../awards/solo/\"}");
	assert_json(tree, "honours.revoked.0.title", "false");
	assert_json(tree, "honours.revoked.0.unit.text", "\"Phòng Đất\"");
	assert_json(tree, "honours.revoked.0.decision", "\"3/QĐ\"");
	assert_json(tree, "honours.revoked.0.revoked_on.value", "\"2026-11-01\"");
	assert_json(tree, "honours_page.years.0.is_current", "true");
	struct str all = json(tree, "honours");
	assert_true(str_find(all, STR("Vũ Thu Hồi")) == all.len);
	close_view();
}

static void view_table__shows_no_name_that_is_withheld(void **state)
{
	(void)state;
	static const char *const texts[] = {"table nominees", "table people", "table honours",
	                                    "table nominees where=person:p4", "table people sort=name"};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct view_request request;
		struct view_spec spec;
		struct source source = {STR("content/p.vi.md"), str_from(texts[i])};
		open_site("/plans/p/", 0);
		assert_true(spec_parse(&spec, arena, source.text, (struct place){&source, 0}, false, &diags));
		assert_true(view_resolve(&request, arena, &site, &spec, &diags));
		struct value *tree = request.kind->build(&view, &request);
		struct str all = json(tree, "");
		assert_true(str_find(all, STR("Vũ Thu Hồi")) == all.len);
		assert_true(str_find(all, STR("Hồ Kín")) == all.len);
		assert_true(str_find(all, STR("p4")) == all.len);
		if (i == 0)
			assert_json(tree, "rows.0.cells.3.text", "\"Trần Văn An\"");
		if (i == 3)
			assert_json(tree, "has_rows", "false");
		close_view();
	}
}

/* No text is empty, nothing is null or a number, but for the body. */
static void check_texts(const struct value *tree)
{
	assert_true(tree->kind != VALUE_NULL && tree->kind != VALUE_NUMBER);
	assert_true(tree->kind != VALUE_STRING || tree->text.len > 0);
	for (size_t i = 0; (tree->kind == VALUE_LIST || tree->kind == VALUE_MAP) && i < tree->len; i++)
		check_texts(tree->items[i]);
}

static void view_award__no_text_is_empty_in_any_language(void **state)
{
	(void)state;
	for (size_t language = 0; language < 2; language++) {
		struct value *tree = open_site("/", language);
		for (size_t i = 0; i < model.awards.len; i++) {
			view_award(&view, tree, &model.awards.items[i]);
			check_texts(tree);
		}
		view_honours(&view, tree, 2026);
		view_calendar(&view, tree);
		check_texts(tree);
		close_view();
	}
}

static void view_calendar__parts_what_comes_from_what_is_past(void **state)
{
	(void)state;
	struct value *tree = open_site("/calendar/", 0);
	add_page(STR("/calendar/"), both("Lịch", "Calendar"), 3);
	view_calendar(&view, tree);
	doc_check("### calendar — key", tree);
	doc_check("A **calendar row**", at(tree, "calendar.next.0"));
	assert_json(
	        tree, "calendar.next.0",
	        "{\"date\":{\"value\":\"2026-11-20\",\"text\":\"20/11/2026\"},"
	        "\"when\":{\"text\":\"Thứ Sáu, 20/11/2026\",\"lang\":false},"
	        "\"title\":{\"text\":\"Họp\",\"lang\":false,\"href\":false},"
	        "\"kind\":{\"text\":\"Cuộc họp\",\"lang\":false},"
	        "\"plan\":{\"text\":\"Kế hoạch P\",\"lang\":false,\"href\":\"../plans/p/\"},\"mark\":false,"
	        "\"is_today\":true,\"is_past\":false}");
	assert_json(tree, "calendar.next.1.mark", "false");
	assert_json(tree, "calendar.next.2.mark.text", "\"không phải ngày làm việc\"");
	assert_json(tree, "calendar.next.3.title.href", "\"../awards/merit/\"");
	assert_json(tree, "calendar.next.3.when.text", "\"Chậm nhất 19/02/2027\"");
	assert_json(tree, "calendar.next.3.date.value", "\"2027-02-19\"");
	assert_json(tree, "calendar.announced.0.when.text", "\"Theo thông báo\"");
	assert_json(tree, "calendar.announced.0.date", "false");
	assert_json(tree, "calendar.past.0.when.text", "\"Chậm nhất 31/10/2026\"");
	assert_json(tree, "calendar.past.0.mark.text",
	            "\"trước 01/11/2026; ngày cuối không phải ngày làm việc\"");
	assert_int_equal(view_calendar_next(&view, 2)->len, 2);
	assert_int_equal(view_calendar_of_plan(&view, STR("q"))->len, 0);
	close_view();
}

static void view_fence__options_are_judged_at_their_words(void **state)
{
	(void)state;
	static const struct {
		const char *text, *said;
	} cases[] = {
	        {"eligibility merit", ""},
	        {"eligibility merit period=2025", ""},
	        {"eligibility merit period=1999", "content/p.vi.md:1:26 bad-option\n"},
	        {"eligibility nothing", "content/p.vi.md:1:13 unknown-name\n"},
	        {"eligibility spot", "content/p.vi.md:1:13 bad-option\n"},
	        {"eligibility", "content/p.vi.md:1:1 bad-option\n"},
	        {"honours", ""},
	        {"honours period=2026 where=award:merit", ""},
	        {"honours period=2001", "content/p.vi.md:1:16 bad-option\n"},
	        {"honours where=awards:merit", "content/p.vi.md:1:15 unknown-name\n"},
	        {"calendar p limit=3", ""},
	        {"calendar z", "content/p.vi.md:1:10 unknown-name\n"},
	        {"calendar limit=no", "content/p.vi.md:1:16 bad-option\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct view_request request;
		struct view_spec spec;
		struct source source = {STR("content/p.vi.md"), str_from(cases[i].text)};
		open_site("/plans/p/", 0);
		diag_init(&diags, arena);
		assert_true(spec_parse(&spec, arena, source.text, (struct place){&source, 0}, false, &diags));
		bool good = view_resolve(&request, arena, &site, &spec, &diags);
		assert_str(said(), cases[i].said);
		assert_int_equal(good, cases[i].said[0] == 0);
		if (good)
			assert_json(request.kind->build(&view, &request), "id", "\"view_1\"");
		close_view();
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        UNIT(view_award__says_its_rule),
	        UNIT(view_award__conditions_are_said_in_words),
	        UNIT(view_eligibility__puts_the_eligible_first_with_evidence),
	        UNIT(view_eligibility__names_only_the_eligible_individuals),
	        UNIT(view_honours__each_row_stands_in_its_list),
	        UNIT(view_honours__a_revoked_row_has_no_name),
	        UNIT(view_table__shows_no_name_that_is_withheld),
	        UNIT(view_award__no_text_is_empty_in_any_language),
	        UNIT(view_calendar__parts_what_comes_from_what_is_past),
	        UNIT(view_fence__options_are_judged_at_their_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
