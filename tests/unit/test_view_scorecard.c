#include "view_site.h"

#include "view/distance.h"
#include "view/fence.h"
#include "view/indicator.h"
#include "view/targets.h"

#define FIELDS(list) "  schema:\n    fields:\n" list
#define TEXT(name)   "    - {name: " name ", type: string}\n"
#define NUMBER(name) "    - {name: " name ", type: number}\n"
#define PACKAGE                                                                                                                                                                                                    \
	"resources:\n"                                                                                                                                                                                             \
	"- name: units\n  path: units.csv\n" FIELDS(TEXT("unit") TEXT("name_vi") TEXT("name_en") TEXT(                                                                                                             \
	        "kind")) "- name: indicators\n"                                                                                                                                                                    \
	                 "  path: indicators.csv\n" FIELDS(TEXT("indicator") TEXT("name_vi") TEXT(                                                                                                                 \
	                         "name_en") "    - {name: unit_of_measure, type: string, "                                                                                                                         \
	                                    "categories: [{value: '%', label: "                                                                                                                                    \
	                                    "{vi: '%', en: '%'}}, {value: ideas, label: {vi: sáng "                                                                                                               \
	                                    "kiến, en: ideas}, one: {vi: sáng kiến, en: idea}}]}\n"                                                                                                           \
	                                    "    - {name: decimals, type: integer}\n" TEXT("direction") TEXT("aggregate") TEXT(                                                                                    \
	                                            "same_as")) "- name: targets\n  path: "                                                                                                                        \
	                                                        "targets.csv\n" FIELDS(                                                                                                                            \
	                                                                TEXT("target") TEXT("plan") TEXT(                                                                                                          \
	                                                                        "i"                                                                                                                                \
	                                                                        "n"                                                                                                                                \
	                                                                        "d"                                                                                                                                \
	                                                                        "i"                                                                                                                                \
	                                                                        "c"                                                                                                                                \
	                                                                        "a"                                                                                                                                \
	                                                                        "t"                                                                                                                                \
	                                                                        "o"                                                                                                                                \
	                                                                        "r") TEXT("unit") TEXT("kin"                                                                                                       \
	                                                                                               "d")                                                                                                        \
	                                                                        TEXT("comparator") NUMBER("value") NUMBER(                                                                                         \
	                                                                                "upp"                                                                                                                      \
	                                                                                "er") TEXT("due") TEXT("freque"                                                                                            \
	                                                                                                       "nc"                                                                                                \
	                                                                                                       "y") TEXT("disclose")                                                                               \
	                                                                                TEXT("section")) "-"                                                                                                       \
	                                                                                                 " "                                                                                                       \
	                                                                                                 "n"                                                                                                       \
	                                                                                                 "a"                                                                                                       \
	                                                                                                 "m"                                                                                                       \
	                                                                                                 "e"                                                                                                       \
	                                                                                                 ":"                                                                                                       \
	                                                                                                 " "                                                                                                       \
	                                                                                                 "r"                                                                                                       \
	                                                                                                 "e"                                                                                                       \
	                                                                                                 "s"                                                                                                       \
	                                                                                                 "u"                                                                                                       \
	                                                                                                 "l"                                                                                                       \
	                                                                                                 "t"                                                                                                       \
	                                                                                                 "s"                                                                                                       \
	                                                                                                 "\n  "                                                                                                    \
	                                                                                                 "p"                                                                                                       \
	                                                                                                 "a"                                                                                                       \
	                                                                                                 "t"                                                                                                       \
	                                                                                                 "h"                                                                                                       \
	                                                                                                 ":"                                                                                                       \
	                                                                                                 " "                                                                                                       \
	                                                                                                 "r"                                                                                                       \
	                                                                                                 "e"                                                                                                       \
	                                                                                                 "s"                                                                                                       \
	                                                                                                 "u"                                                                                                       \
	                                                                                                 "l"                                                                                                       \
	                                                                                                 "t"                                                                                                       \
	                                                                                                 "s"                                                                                                       \
	                                                                                                 "."                                                                                                       \
	                                                                                                 "c"                                                                                                       \
	                                                                                                 "s"                                                                                                       \
	                                                                                                 "v"                                                                                                       \
	                                                                                                 "\n" FIELDS(                                                                                              \
	                                                                                                         TEXT("indicator") TEXT("unit") TEXT(                                                              \
	                                                                                                                 "period") NUMBER("value") NUMBER("numerator")                                             \
	                                                                                                                 NUMBER("denominator") TEXT(                                                               \
	                                                                                                                         "status")                                                                         \
	                                                                                                                         TEXT("method") "    - {name: sample_size, type: integer}\n" TEXT(                 \
	                                                                                                                                 "note")) "    primaryKey: [indicator, unit, period]\n"                    \
	                                                                                                                                          "- name: secret\n  path: secret.csv\n  publish: false\n" FIELDS( \
	                                                                                                                                                  TEXT("unit") NUMBER(                                     \
	                                                                                                                                                          "n"))

static const struct file files[] = {
        {"data/datapackage.yaml", PACKAGE},
        {"data/units.csv",
         "unit,name_vi,name_en,kind\nu1,Phường Một,Ward One,ward\nu2,Phường Hai,Ward Two,ward\n"},
        {"data/indicators.csv",
         "indicator,name_vi,name_en,unit_of_measure,decimals,direction,aggregate,same_as\n"
         "rate,Đúng hạn,On time,%,2,higher,ratio,\n"
         "idea,Sáng kiến,Ideas,ideas,0,higher,sum,\n"},
        {"data/targets.csv",
         "target,plan,indicator,unit,kind,comparator,value,upper,due,frequency,disclose,section\n"
         "t1,q,rate,u1,,gt,90,,,quarter,,I.1\n"
         "t2,q,rate,u2,,ge,99.5,,,quarter,,I.1\n"
         "t3,q,idea,u1,,range,5,8,,quarter,,\n"
         "t4,q,rate,,ward,none,,,2025,,,I.2\n"},
        {"data/results.csv",
         "indicator,unit,period,value,numerator,denominator,status,method,sample_size,note\n"
         "rate,u1,2025-Q1,,9,10,,,,\n"
         "rate,u1,2025-Q2,,394,400,p,phiếu hỏi,120,một kỳ\n"
         "rate,u2,2025-Q2,,29849,30000,r,,,\n"
         "idea,u1,2025-Q2,3,,,,,,\n"},
        {"data/secret.csv", "unit,n\nu1,7\n"},
        {"data/scorecards.yaml",
         "q:\n  title: {vi: Phiếu Q, en: Card Q}\n  where: {plan: q, comparator: [gt, ge, range]}\n"},
};

static void open_site(size_t language)
{
	COMPUTE(files, "2025-08-01");
	assert_str(said(), "");
	open_view("/scorecards/q/", language);
}

static void part_measure__one_is_called_by_its_singular(void **state)
{
	(void)state;
	open_site(1);
	const struct indicator *idea = &model.indicators.items[1];
	assert_str(part_measure(&view, STR("1"), idea), "1 idea");
	assert_str(part_measure(&view, STR("0"), idea), "0 ideas");
	assert_str(part_measure(&view, STR("1.0"), idea), "1.0 ideas");
	assert_str(part_measure(&view, STR("21"), idea), "21 ideas");
	close_view();
}

static void view_scorecard__a_row_says_how_far_it_is(void **state)
{
	(void)state;
	struct value *tree = value_map(arena);
	open_site(0);
	view_scorecard(&view, tree, &site.cards[0], SIZE_MAX);
	assert_json(
	        tree, "scorecard.groups.0.rows.0",
	        "{\"target\":\"t1\","
	        "\"indicator\":{\"text\":\"Đúng hạn\",\"lang\":false,\"href\":\"../../indicators/rate/\"},"
	        "\"goal\":{\"text\":\"trên 90%\",\"lang\":false},\"due\":false,\"section\":\"I.1\","
	        "\"frequency\":{\"text\":\"Hằng quý\",\"lang\":false},\"disclose\":false,"
	        "\"plan\":{\"text\":\"Kế hoạch Q\",\"lang\":false,\"href\":\"../../plans/q/\"},"
	        "\"unit\":{\"text\":\"Phường Một\",\"lang\":false,\"href\":\"../../units/u1/\"},"
	        "\"period\":{\"value\":\"2025-Q2\",\"text\":\"Quý II/2025\"},"
	        "\"result\":{\"value\":\"98.5\",\"text\":\"98,50%\"},"
	        "\"distance\":{\"text\":\"vượt 8,5 điểm phần trăm\",\"lang\":false},"
	        "\"status\":{\"status\":\"met\",\"word\":\"Đạt\",\"icon\":\"icon-met\",\"is_met\":true,"
	        "\"is_not_met\":false,\"is_judged\":false},"
	        "\"since\":{\"text\":\"từ quý II/2025\",\"lang\":false},"
	        "\"bullet\":{\"svg\":\"\\u003csvg xmlns=\\\"http://www.w3.org/2000/svg\\\" viewBox=\\\"0 0 "
	        "120 12\\\" "
	        "width=\\\"120\\\" height=\\\"12\\\" class=\\\"bullet\\\" aria-hidden=\\\"true\\\">"
	        "\\u003crect class=\\\"d-track\\\" x=\\\"1\\\" y=\\\"0\\\" width=\\\"118\\\" "
	        "height=\\\"12\\\"/>"
	        "\\u003crect class=\\\"d-bar\\\" x=\\\"1\\\" y=\\\"3\\\" width=\\\"116\\\" height=\\\"6\\\"/>"
	        "\\u003cpath class=\\\"d-level\\\" d=\\\"M107 0L107 12\\\"/>\\u003c/svg>\"},"
	        "\"state\":{\"text\":\"tạm tính\",\"lang\":false},\"mark\":\"[p]\",\"was\":false,"
	        "\"note\":{\"text\":\"một kỳ\",\"lang\":false},"
	        "\"method\":{\"text\":\"phiếu hỏi, cỡ mẫu 120\",\"lang\":false},"
	        "\"card\":{\"text\":\"Phiếu Q\",\"lang\":false,\"href\":\"2025-Q2/\"}}");
	/* 99.49666… is shown as 99,50 and yet is short of 99.5 */
	assert_json(tree, "scorecard.groups.0.rows.1.result",
	            "{\"value\":\"99.496667\",\"text\":\"99,50%\"}");
	assert_json(tree, "scorecard.groups.0.rows.1.distance.text", "\"còn thiếu 0,003 điểm phần trăm\"");
	assert_json(tree, "scorecard.groups.0.title.text", "\"Mục I.1\"");
	assert_json(tree, "scorecard.groups.1.title", "false");
	assert_json(tree, "scorecard.groups.1.rows.0.goal.text", "\"từ 5 đến 8 sáng kiến\"");
	assert_json(tree, "scorecard.groups.1.rows.0.distance.text", "\"còn thiếu 2 sáng kiến\"");
	assert_json(tree, "scorecard.has_units", "true");
	assert_json(tree, "scorecard.sentence.text", "\"3 chỉ tiêu: 1 đạt, 2 chưa đạt.\"");
	assert_json(tree, "scorecard.counts.1.count_text", "\"2\"");
	close_view();
}

static void view_scorecard__a_page_of_a_period_has_its_rows_alone(void **state)
{
	(void)state;
	struct value *tree = value_map(arena);
	open_site(1);
	view_scorecard(&view, tree, &site.cards[0], 0);
	assert_json(tree, "scorecard.period.value", "\"2025-Q1\"");
	assert_json(tree, "scorecard.groups.0.rows.0.distance.text", "\"exactly the goal\"");
	assert_json(tree, "scorecard.groups.0.rows.0.status.status", "\"not_met\"");
	assert_json(tree, "scorecard_page.next",
	            "{\"text\":\"Q2 2025\",\"lang\":false,\"href\":\"2025-Q2/\"}");
	assert_json(tree, "scorecard_page.previous", "false");
	/* the plan has a page in Vietnamese only: that is where the link leads */
	assert_json(tree, "scorecard_page.plan",
	            "{\"text\":\"Kế hoạch Q\",\"lang\":\"vi\",\"href\":\"../../../plans/q/\"}");
	assert_json(tree, "scorecard_page.periods.0.met_text", "\"1\"");
	assert_json(tree, "scorecard_page.periods.0.not_met_text", "\"2\"");
	close_view();
}

static void view_target__for_many_units_names_them_and_has_no_row(void **state)
{
	(void)state;
	open_site(0);
	const struct value *many = view_target(&view, model_target(&model, STR("t4")));
	assert_json(many, "unit", "false");
	assert_json(many, "unit_words.text", "\"mỗi đơn vị loại “ward”\"");
	assert_json(many, "status", "false");
	assert_json(many, "due.text", "\"từ năm 2025\"");
	const struct value *one = view_target(&view, model_target(&model, STR("t1")));
	assert_json(one, "period.value", "\"2025-Q2\"");
	assert_json(one, "unit_words", "false");
	close_view();
}

static void view_indicator__series_stand_by_unit_newest_first(void **state)
{
	(void)state;
	struct value *tree = value_map(arena);
	open_site(0);
	view_indicator(&view, tree, model_indicator(&model, STR("rate")));
	assert_json(tree, "indicator.series.0.rows.0.period.value", "\"2025-Q2\"");
	assert_json(tree, "indicator.series.0.rows.0.numerator", "{\"value\":\"394\",\"text\":\"394\"}");
	assert_json(tree, "indicator.series.1.rows.0.denominator.text", "\"30.000\"");
	assert_json(tree, "indicator.series.1.rows.0.state.text", "\"đã sửa\"");
	assert_json(tree, "indicator.series.1.has_method", "false");
	assert_json(tree, "indicator.aggregate.text", "\"Tổng tử số chia tổng mẫu số\"");
	assert_int_equal(at(tree, "indicator.targets")->len, 3);
	assert_json(tree, "indicator.series.0.has_rows", "true");
	close_view();
}

/* ---- what pages ask for ---- */

static struct view_request request;

/* What resolving says; the spec stands at the beginning of the page. */
static struct str resolve(const char *text, bool figure)
{
	struct source *source = ARENA_NEW(arena, struct source);
	struct view_spec spec;
	*source = (struct source){STR("p.md"), str_from(text)};
	diag_init(&diags, arena);
	if (spec_parse(&spec, arena, source->text, (struct place){source, 0}, figure, &diags))
		view_resolve(&request, arena, &site, &spec, &diags);
	return said();
}

static void view_resolve__says_each_problem_at_its_word(void **state)
{
	(void)state;
	static const struct {
		const char *spec, *said;
	} cases[] = {
	        {"scorecard q", ""},
	        {"scorecard q period=2025-Q1", ""},
	        {"scorecard q period=2024-Q1", "p.md:1:20 bad-option\n"},
	        {"scorecard q period=Q1", "p.md:1:20 bad-option\n"},
	        {"scorecard r", "p.md:1:11 unknown-name\n"},
	        {"scorecard", "p.md:1:1 bad-option\n"},
	        {"scorecard q top=3", "p.md:1:13 bad-option\n"},
	        {"scorecard q where=unit:u1", ""},
	        {"scorecard q where=unit:u9", "p.md:1:24 unknown-name\n"},
	        {"scorecard q where=comparator:gt,colour:red", "p.md:1:33 unknown-name\n"},
	        {"scorecard q where=unit", "p.md:1:19 bad-option\n"},
	        {"league l", "p.md:1:8 unknown-name\n"},
	        {"league l top=x", "p.md:1:8 unknown-name\np.md:1:14 bad-option\n"},
	        {"league l top=0", "p.md:1:8 unknown-name\np.md:1:14 bad-option\n"},
	        {"targets q where=indicator:rate", ""},
	        {"targets z", "p.md:1:9 unknown-name\n"},
	        {"leage l", "p.md:1:1 unknown-view\n"},
	};
	open_site(0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check_str(resolve(cases[i].spec, false), cases[i].said, cases[i].spec, (int)i);
	close_view();
}

static void view_resolve__does_not_judge_what_rests_on_something_broken(void **state)
{
	(void)state;
	open_site(0);
	scorecards[0].broken = true;
	assert_str(resolve("scorecard q period=1999", false), "");
	assert_true(request.unjudged);
	site.scorecards_broken = true;
	assert_str(resolve("scorecard nowhere", false), "");
	assert_str(resolve("scorecard nowhere top=1", false), "p.md:1:19 bad-option\n");
	((struct resource *)(uintptr_t)model.results.origin.resource)->broken = true;
	assert_str(resolve("results.value indicator=rate", true), "");
	package.len = 0;
	package.broken = true;
	assert_str(resolve("results.value indicator=rate", true), "");
	close_view();
}

static void view_figure__is_one_row_in_the_pages_language(void **state)
{
	(void)state;
	static const struct {
		const char *spec, *said, *vi;
	} cases[] = {
	        {"results.value indicator=rate unit=u1 period=2025-Q2", "", "98,50%"},
	        {"results.value indicator=idea unit=u1 period=2025-Q2", "", "3"},
	        {"results.denominator unit=u2 indicator=rate period=2025-Q2", "", "30.000"},
	        {"results.value indicator=idea", "", "3"},
	        {"results.period indicator=idea unit=u1", "", "Quý II/2025"},
	        {"units.name_vi unit=u1", "", "Phường Một"},
	        {"results.value indicator=rate", "p.md:1:1 no-figure\n", NULL},
	        {"results.value indicator=rate unit=u1 period=2025-Q3", "p.md:1:1 no-figure\n", NULL},
	        {"results.sample_size indicator=idea", "p.md:1:1 no-figure\n", NULL},
	        {"results.value indicator=rat unit=u1", "p.md:1:25 unknown-name\n", NULL},
	        {"results.value colour=red", "p.md:1:15 unknown-name\n", NULL},
	        {"results.vlaue unit=u1", "p.md:1:9 unknown-name\n", NULL},
	        {"result.value unit=u1", "p.md:1:1 unknown-name\n", NULL},
	        {"secret.n unit=u1", "p.md:1:1 unknown-name\n", NULL},
	};
	open_site(0);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		check_str(resolve(cases[i].spec, true), cases[i].said, cases[i].spec, (int)i);
		if (cases[i].vi)
			check_str(view_figure(&view, &request), cases[i].vi, cases[i].spec, (int)i);
	}
	close_view();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        UNIT(part_measure__one_is_called_by_its_singular),
	        UNIT(view_scorecard__a_row_says_how_far_it_is),
	        UNIT(view_scorecard__a_page_of_a_period_has_its_rows_alone),
	        UNIT(view_target__for_many_units_names_them_and_has_no_row),
	        UNIT(view_indicator__series_stand_by_unit_newest_first),
	        UNIT(view_resolve__says_each_problem_at_its_word),
	        UNIT(view_resolve__does_not_judge_what_rests_on_something_broken),
	        UNIT(view_figure__is_one_row_in_the_pages_language),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
