#include "view_doc.h"

#include "view/fence.h"
#include "view/home.h"
#include "view/index.h"
#include "view/indicator.h"
#include "view/league.h"
#include "view/targets.h"
#include "view/unit.h"

#define TEXT(name) "    - {name: " name ", type: string}\n"
#define RESOURCE(name, fields)                                                                               \
	"- name: " name "\n  path: " name                                                                    \
	".csv\n  title: {vi: Bảng, en: Table}\n  schema:\n    fields:\n" fields

static const char package_yaml[] = "resources:\n" RESOURCE(
        "units",
        TEXT("unit") TEXT("name_vi") TEXT("name_en") TEXT("kind") TEXT("bloc") TEXT("parent")
                TEXT("official_code") TEXT("aliases") TEXT("valid_from") TEXT("valid_to") TEXT("successor"))
        RESOURCE("scores", TEXT("unit") TEXT("year") "    - {name: a, type: number}\n" TEXT("note")) RESOURCE(
                "indicators", TEXT("indicator") TEXT("name_vi") TEXT("unit_of_measure") TEXT("decimals")
                                      TEXT("direction") TEXT("aggregate") TEXT("same_as"))
                RESOURCE("targets", TEXT("target") TEXT("plan") TEXT("indicator") TEXT("unit")
                                            TEXT("comparator") TEXT("value") TEXT("upper") TEXT("due")
                                                    TEXT("frequency") TEXT("disclose") TEXT("section"))
                        RESOURCE("results", TEXT("indicator") TEXT("unit") TEXT("period") TEXT("value")
                                                    TEXT("numerator") TEXT("denominator") TEXT("status")
                                                            TEXT("method") TEXT("sample_size") TEXT("note"));

static const struct file files[] = {
        {"data/datapackage.yaml", package_yaml},
        {"data/units.csv",
         "unit,name_vi,name_en,kind,bloc,parent,official_code,aliases,valid_from,valid_to,successor\n"
         "u0,Cũ,Old,ward,,,,,2020-01-01,2024-12-31,u1\n"
         "u1,Một,One,ward,x,u2,00001,Một A; Một B,2020-01-01,2030-12-31,u2\nu2,Hai,Two,ward,y,u1,,,,,\n"},
        {"data/scores.csv", "unit,year,a,note\nu1,2024,1,\nu2,2024,2,\nu1,2025,5,ghi chú\nu2,2025,4,\n"},
        {"data/indicators.csv", "indicator,name_vi,unit_of_measure,decimals,direction,aggregate,same_as\n"
                                "rate,Đúng hạn,%,1,higher,ratio,\nother,Khác,%,1,lower,latest,rate\n"},
        {"data/targets.csv",
         "target,plan,indicator,unit,comparator,value,upper,due,frequency,disclose,section\n"
         "t1,q,rate,u1,ge,90,,2024,quarter,quarter,I\n"},
        {"data/results.csv",
         "indicator,unit,period,value,numerator,denominator,status,method,sample_size,note\n"
         "rate,u1,2025-Q1,,9,10,,,,\nrate,u1,2025-Q2,,8,10,p,hỏi,12,ghi\n"},
        {"data/leagues.yaml", "l:\n  title: {vi: Bảng L, en: League L}\n  source: scores\n  period: year\n"
                              "  score: a\n  bands: [{top: 1, label: {vi: Đầu, en: First}}]\n"},
        {"data/scorecards.yaml", "q:\n  title: {vi: Phiếu Q, en: Card Q}\n  where: {plan: q}\n"}};

static struct value *open_full(const char *path)
{
	static const char *const made_files[] = {"/data/leagues/l.csv", "/data/scorecards/q.csv",
	                                         "/data/results.csv", "/data/targets.csv", "/data/all.zip"};
	static const struct view_file file = {.size = 12700};
	COMPUTE(files, "2025-08-01");
	assert_str(said(), "");
	open_view(path, 0);
	for (size_t i = 0; i < sizeof made_files / sizeof *made_files; i++)
		*map_put(&site.files, str_from(made_files[i])) = (void *)(uintptr_t)&file;
	struct value *tree = value_map(arena);
	return tree;
}

static void view_model__every_page_has_the_common_keys(void **state)
{
	(void)state;
	open_full("/leagues/l/2024/");
	struct diag diag = {.message = MESSAGE_STALE_DATA};
	struct view_accepted accepted = {&diag, both("lý do", "reason")};
	const struct view_entry *const nav[] = {view_page(&view, STR("/plans/p/"))};
	const struct str css[] = {STR_INIT("/assets/site.css")}, js[] = {STR_INIT("/assets/site.js")};
	view_nav[0] = (struct view_nav){nav, nav, 1, 1};
	site.css = css;
	site.js = js;
	site.n_css = site.n_js = 1;
	view_config.licence = STR("CC-BY-4.0");
	view_config.has_illustrative = true;
	view_config.illustrative = both("Minh họa", "Illustrative");
	view_config.authority_name = both("Phường", "Ward");
	view_config.has_authority_name = true;
	struct view_head head = {.accepted = &accepted, .n_accepted = 1, .commit = STR("0123456789abcdef")};
	view_league_head(&head, &view, &leagues[0], 0);
	head.accepted = &accepted;
	head.n_accepted = 1;
	head.commit = STR("0123456789abcdef");
	struct value *tree = view_page_tree(&view, &head);
	doc_check("## 2. On every page", tree);
	assert_json(tree, "page.head_title", "\"Bảng L, năm 2024 – Trang\"");
	assert_json(tree, "page.summary", "\"Hai đứng đầu.\"");
	assert_json(tree, "page.root", "\"../../../\"");
	assert_json(tree, "page.breadcrumbs",
	            "[{\"text\":\"Trang chủ\",\"lang\":false,\"href\":\"../../../\"},"
	            "{\"text\":\"Bảng L\",\"lang\":false,\"href\":\"../\"}]");
	assert_json(tree, "page.alternates.1",
	            "{\"lang\":\"en\",\"name\":\"English\",\"og_locale\":\"en_GB\",\"href\":\"../../../en/"
	            "leagues/l/2024/\","
	            "\"url\":\"https://x.example/en/leagues/l/2024/\",\"is_current\":false}");
	assert_json(tree, "page.commit.short", "\"01234567\"");
	assert_json(tree, "site.licence.href", "\"https://creativecommons.org/licenses/by/4.0/\"");
	assert_json(tree, "page.accepted.0.reason.text", "\"lý do\"");
	close_view();
}

static void view_model__leagues(void **state)
{
	(void)state;
	struct value *tree = open_full("/leagues/l/");
	view_league(&view, tree, &leagues[0], SIZE_MAX);
	doc_check("### league, league-period", tree);
	doc_check("### league — key", tree);
	doc_check("A **league row**", at(tree, "league.rows.0"));
	doc_check("Each view's tree begins with", at(tree, "league"));
	assert_json(
	        tree, "league.downloads.0",
	        "{\"format\":\"CSV\",\"href\":\"../../data/leagues/l.csv\",\"size_text\":\"12,4\u00a0KB\","
	        "\"words\":false}");
	close_view();
}

static void view_model__scorecards_and_targets(void **state)
{
	(void)state;
	struct value *tree = open_full("/scorecards/q/");
	struct view_request request = {.plan = STR("q")};
	view_scorecard(&view, tree, &site.cards[0], SIZE_MAX);
	doc_check("### scorecard, scorecard-period", tree);
	doc_check("### scorecard — key", tree);
	doc_check("A **scorecard row**", at(tree, "scorecard.groups.0.rows.0"));
	doc_check("A **status**", at(tree, "scorecard.counts.0"));
	PUT(&view, tree, "targets", view_build_targets(&view, &request));
	doc_check("### targets — key", tree);
	doc_check("A **scorecard row**", at(tree, "targets.groups.0.rows.0"));
	assert_json(tree, "targets.groups.0.rows.0.unit_words", "false");
	assert_json(tree, "targets.id", "\"view_1\"");
	assert_json(tree, "targets.has_units", "false");
	close_view();
}

static void view_model__indicators_and_units(void **state)
{
	(void)state;
	struct value *tree = open_full("/indicators/rate/");
	view_indicator(&view, tree, model_indicator(&model, STR("rate")));
	doc_check("### indicator", tree);
	view_unit(&view, tree, model_unit(&model, STR("u1")));
	doc_check("### unit", tree);
	doc_check("A **league row**", at(tree, "unit_page.leagues.0.rows.0"));
	assert_json(tree, "unit_page.leagues.0.rows.0.period.text", "\"Năm 2025\"");
	assert_json(tree, "unit_page.aliases.1.text", "\"Một B\"");
	assert_json(tree, "unit_page.is_past", "false");
	assert_json(tree, "unit_page.members.0.text", "\"Hai\"");
	assert_json(tree, "unit_page.predecessors.0.text", "\"Cũ\"");
	assert_json(tree, "unit_page.targets.0.period.value", "\"2025-Q2\"");
	close_view();
}

static void view_model__lists_of_things(void **state)
{
	(void)state;
	struct value *tree = open_full("/units/");
	view_index(&view, tree, ROUTE_UNITS);
	doc_check("### index", tree);
	assert_json(tree, "index.groups.0.title.text", "\"x\"");
	assert_json(tree, "index.groups.2.title.text", "\"Đơn vị khác\"");
	view_index(&view, tree, ROUTE_LEAGUES);
	assert_json(tree, "index.groups.0.title", "false");
	assert_json(tree, "index.groups.0.items.0.note.text", "\"2 đơn vị, năm 2025\"");
	view_index(&view, tree, ROUTE_SCORECARDS);
	assert_json(tree, "index.groups.0.items.0.summary.text", "\"1 chỉ tiêu: 0 đạt, 1 chưa đạt.\"");
	close_view();
}

static void view_model__home(void **state)
{
	(void)state;
	struct value *tree = open_full("/");
	struct pages pages = {0};
	struct view_content content = {.pages = &pages};
	assert_true(view_home(&view, tree, &content));
	doc_check("### home", tree);
	doc_check("A **scorecard row**", at(tree, "home.scorecards.0.attention.0"));
	doc_check("A **league row**", at(tree, "home.leagues.0.movers.0"));
	assert_json(tree, "home.sentence.text", "\"Quý II/2025: 0 chỉ tiêu đạt, 1 chưa đạt.\"");
	assert_json(tree, "home.closed.value", "\"2025-07-20\"");
	assert_json(tree, "home.scorecards.0.link.href", "\"scorecards/q/2025-Q2/\"");
	assert_json(tree, "home.leagues.0.sentence.text",
	            "\"Một đứng đầu. 1 đơn vị lên hạng, 1 đơn vị xuống hạng.\"");
	assert_json(tree, "body", "\"\"");
	close_view();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        UNIT(view_model__every_page_has_the_common_keys),
	        UNIT(view_model__leagues),
	        UNIT(view_model__scorecards_and_targets),
	        UNIT(view_model__indicators_and_units),
	        UNIT(view_model__lists_of_things),
	        UNIT(view_model__home),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
