#include "view_site.h"

#include "view/chart.h"
#include "view/chart_points.h"
#include "view/draw.h"

/* ---- scales: coordinates worked out by hand ---- */

static struct decimal number(const char *text)
{
	struct decimal out;
	assert_true(decimal_parse(&out, arena, str_from(text)));
	return out;
}

/* `lo|hi|cut|at,at,…|ticks` of the numbers, from 0 to 100. */
static struct str scaled(bool whole, size_t n, const char *const *texts)
{
	struct scale scale;
	struct decimal numbers[8];
	for (size_t i = 0; i < n; i++)
		numbers[i] = number(texts[i]);
	scale_make(&scale, arena, numbers, n, whole);
	scale.from = 0;
	scale.to = 100;
	struct str out = STR_JOIN(arena, decimal_plain(arena, scale.lo), STR(".."),
	                          decimal_plain(arena, scale.hi), scale.cut ? STR(" cut:") : STR(":"));
	for (size_t i = 0; i < n; i++)
		out = STR_JOIN(arena, out, str_printf(arena, " %d", scale_at(&scale, arena, numbers[i])));
	return STR_JOIN(arena, out, str_printf(arena, " (%zu)", scale.n_ticks));
}
#define SCALED(whole, ...)                                                                                   \
	scaled((whole), sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *),                         \
	       (const char *const[]){__VA_ARGS__})

static void scale_make__ends_at_round_numbers_and_says_when_zero_is_cut(void **state)
{
	(void)state;
	assert_str(SCALED(false, "98.9", "99", "99.2"), "98.9..99.2 cut: 0 33 100 (4)");
	assert_str(SCALED(false, "61.2", "70"), "60..70 cut: 12 100 (6)");
	assert_str(SCALED(false, "3", "7", "10"), "0..10: 30 70 100 (6)");
	assert_str(SCALED(true, "98.9", "99.2"), "0..100: 99 99 (6)");
}

static void scale_make__of_one_number_or_equal_ones_has_zero(void **state)
{
	(void)state;
	struct scale scale;
	assert_str(SCALED(false, "100", "100"), "0..100: 100 100 (6)");
	assert_str(SCALED(false, "0"), "0..1: 0 (6)");
	assert_str(SCALED(false, "-4"), "-4..0: 0 (5)");
	scale_make(&scale, arena, NULL, 0, false);
	assert_str(decimal_plain(arena, scale.hi), "1");
}

static void scale_make__takes_negative_and_huge_numbers_exactly(void **state)
{
	(void)state;
	assert_str(SCALED(false, "-5", "5"), "-5..5: 0 100 (3)");
	assert_str(SCALED(false, "-99", "-98"), "-99..-98 cut: 0 100 (6)");
	assert_str(SCALED(false, "0", "123456789012345678901234567890"),
	           "0..150000000000000000000000000000: 0 82 (4)");
	assert_str(SCALED(false, "1000000000000000000000000000001", "1000000000000000000000000000003"),
	           "1000000000000000000000000000001..1000000000000000000000000000003 cut: 0 100 (5)");
	assert_str(SCALED(false, "0.000000000000000000001", "0.000000000000000000002"),
	           "0..0.000000000000000000002: 50 100 (5)");
}

static void scale_at__goes_down_where_coordinates_do(void **state)
{
	(void)state;
	struct decimal numbers[] = {number("0"), number("10")};
	struct scale scale;
	scale_make(&scale, arena, numbers, 2, false);
	scale.from = 172;
	scale.to = 20;
	assert_int_equal(scale_at(&scale, arena, number("0")), 172);
	assert_int_equal(scale_at(&scale, arena, number("2.5")), 134);
	assert_int_equal(scale_at(&scale, arena, number("11")), 20);
	assert_int_equal(scale_at(&scale, arena, number("-1")), 172);
}

/* ---- drawings ---- */

static void draw__escapes_what_it_is_given(void **state)
{
	(void)state;
	struct draw draw;
	draw_open(&draw, arena, 10, 10, STR("a\"b"), STR("<script>&"), STR("'"));
	draw_text(&draw, LOOK_TEXT, (struct point){1, 2}, ANCHOR_END, STR("</text><x y=\"&\">"));
	struct str svg = draw_close(&draw);
	assert_true(str_find(svg, STR("<script")) == svg.len);
	assert_true(str_find(svg, STR("<x ")) == svg.len);
	assert_true(str_find(svg, STR("<title id=\"a&quot;b_t\">&lt;script&gt;&amp;</title>")) < svg.len);
	assert_true(str_find(svg, STR("x=\"1\" y=\"2\" text-anchor=\"end\">&lt;/text&gt;")) < svg.len);
	assert_true(str_find(svg, STR("style=")) == svg.len);
}

static void draw_fit__cuts_between_letters(void **state)
{
	(void)state;
	int width = draw_text_width(STR("Phòng"));
	assert_str(draw_fit(arena, STR("Phòng"), width), "Phòng");
	assert_str(draw_fit(arena, STR("Phòng"), width - 1), "Phò…");
	assert_str(draw_fit(arena, STR("Phòng Hộ"), width + 2 * DRAW_LETTER), "Phòng…");
	assert_str(draw_fit(arena, STR("Phòng"), 0), "…");
	assert_true(draw_text_width(STR("ii")) < draw_text_width(STR("ăă")));
	assert_true(draw_text_width(STR("ăă")) < draw_text_width(STR("ĂĂ")));
}

/* ---- charts of a site ---- */

#define TEXT(name)   "    - {name: " name ", type: string}\n"
#define NUMBER(name) "    - {name: " name ", type: number}\n"
static const struct file files[] = {
        {"data/datapackage.yaml",
         "resources:\n- name: units\n  path: units.csv\n  schema:\n    fields:\n" TEXT("unit") TEXT("name_vi")
                 TEXT("name_en") "- name: indicators\n  path: indicators.csv\n  schema:\n    fields:\n" TEXT(
                         "indicator") TEXT("name_vi") TEXT("unit_of_measure") TEXT("decimals") TEXT("aggregat"
                                                                                                    "e")
                         TEXT("direction") "- name: targets\n  path: targets.csv\n  schema:\n    "
                                           "fields:\n" TEXT("target") TEXT("plan") TEXT("indicator") TEXT(
                                                   "unit") TEXT("comparator") TEXT("value") TEXT("upper")
                                                   TEXT("due") TEXT("frequency") TEXT("disclose") TEXT(
                                                           "section") "- name: results\n  path: "
                                                                      "results.csv\n  schema:\n    "
                                                                      "fields:\n" TEXT("indicator") TEXT(
                                                                              "uni"
                                                                              "t") TEXT("period") NUMBER("val"
                                                                                                         "ue")
                                                                              TEXT("numerato"
                                                                                   "r") TEXT("deno"
                                                                                             "mina"
                                                                                             "tor") TEXT("sta"
                                                                                                         "tu"
                                                                                                         "s")
                                                                                      TEXT("note") "- "
                                                                                                   "name: "
                                                                                                   "scores"
                                                                                                   "\n  "
                                                                                                   "path: "
                                                                                                   "scores"
                                                                                                   ".csv\n"
                                                                                                   "  "
                                                                                                   "schema"
                                                                                                   ":\n"
                                                                                                   "    "
                                                                                                   "fields"
                                                                                                   ":"
                                                                                                   "\n" TEXT("unit") TEXT(
                                                                                                           "y"
                                                                                                           "e"
                                                                                                           "a"
                                                                                                           "r")
                                                                                                           NUMBER("a")},
        {"data/units.csv", "unit,name_vi,name_en\nu1,<b>Một</b>,One\nu2,Hai,Two\n"},
        {"data/indicators.csv", "indicator,name_vi,unit_of_measure,decimals,aggregate,direction\n"
                                "rate,Đúng hạn,%,1,ratio,higher\nidea,Sáng kiến,cái,0,sum,higher\n"
                                "none,Không có,cái,0,,\nmany,Nhiều,cái,0,,lower\n"},
        {"data/targets.csv",
         "target,plan,indicator,unit,comparator,value,upper,due,frequency,disclose,section\n"
         "t1,q,rate,u1,ge,90,,2025,quarter,,I\nt2,q,rate,u1,ge,95,,2026,quarter,,I\n"
         "t3,q,idea,u1,ge,4,,,year,,I\n"},
        {"data/results.csv",
         "indicator,unit,period,value,numerator,denominator,status,note\n"
         "rate,u1,2025-Q3,,91,100,,\nrate,u1,2025-Q4,,94,100,,\nrate,u1,2026-Q4,,949,1000,p,\n"
         "idea,u1,2025-Q1,1,,,,\nidea,u1,2025-Q2,1,,,,\nidea,u1,2026-Q1,2,,,,\n"
         "many,u1,2025,1,,,,\nmany,u2,2025,100000000000000000000000000000000,,,,\n"
         "many,u1,2024,-3,,,,\n"},
        {"data/scores.csv", "unit,year,a\nu1,2024,1\nu2,2024,2\nu1,2025,5\nu2,2025,4\n"},
        {"data/leagues.yaml",
         "l:\n  title: {vi: Bảng L, en: League L}\n  source: scores\n  period: year\n  score: a\n"},
        {"data/scorecards.yaml", "q:\n  title: {vi: Phiếu Q, en: Card Q}\n  where: {plan: q}\n"}};

static void open_charts(const char *path, size_t language)
{
	COMPUTE(files, "2027-02-20");
	assert_str(said(), "");
	open_view(path, language);
}

static struct chart_series series_of(const char *indicator)
{
	struct chart_series out;
	chart_series(&out, &view, model_indicator(&model, str_from(indicator)), model_unit(&model, STR("u1")),
	             NULL);
	return out;
}

static void chart_series__each_point_has_the_milestone_of_its_time(void **state)
{
	(void)state;
	open_charts("/", 0);
	struct chart_series series = series_of("rate");
	assert_int_equal(series.n, 3);
	assert_str(series.points[0].target->id, "t1");
	assert_str(series.points[2].target->id, "t2");
	assert_str(decimal_plain(arena, series.points[2].value), "94.9");
	assert_true(series.points[2].provisional);
	assert_str(chart_finding(&view, &series), "94,9% (tạm tính) trong quý IV/2026, thấp hơn mức 95%");
	close_view();
}

static void chart_series__a_yearly_sum_begins_again_each_year(void **state)
{
	(void)state;
	open_charts("/", 1);
	struct chart_series series = series_of("idea");
	assert_true(series.restarts);
	assert_str(decimal_plain(arena, series.points[1].value), "2");
	assert_str(decimal_plain(arena, series.points[series.n - 1].value), "2");
	assert_str(chart_comparison(&view, &series), "below the level of 4");
	close_view();
}

static void chart_series__without_figures_is_empty_and_says_so(void **state)
{
	(void)state;
	open_charts("/", 0);
	struct chart_series series = series_of("none");
	assert_int_equal(series.n, 0);
	assert_str(chart_finding(&view, &series), "");
	struct view_request request = {
	        .chart = CHART_LINE, .indicator = series.indicator, .unit = series.unit};
	struct value *chart = view_build_chart(&view, &request);
	assert_json(chart, "has_rows", "false");
	struct str svg = value_get(chart, STR("svg"))->text;
	assert_true(str_find(svg, STR(">Chưa có số liệu</text>")) < svg.len);
	close_view();
}

static void chart_line__stands_by_time_and_level(void **state)
{
	(void)state;
	open_charts("/indicators/rate/", 0);
	struct chart_series series = series_of("rate");
	struct view_request request = {
	        .chart = CHART_LINE, .indicator = series.indicator, .unit = series.unit};
	struct str svg = value_get(view_build_chart(&view, &request), STR("svg"))->text;
	/* Of 90 to 95, 152 high above 172: 91, 94, 94.9. From 40 to 322, 457 days: the second ends on the
	 * 92nd. The level of 90 steps to 95 half way to the third. */
	assert_true(str_find(svg, STR("d=\"M40 142L96 50L322 23\"")) < svg.len);
	assert_true(str_find(svg, STR("d=\"M40 172L209 172L209 20L322 20\"")) < svg.len);
	assert_true(str_find(svg, STR("&lt;b&gt;Một&lt;/b&gt;")) < svg.len);
	assert_true(str_find(svg, STR("<b>")) == svg.len);
	assert_int_equal(view.drawings.len, 1);
	assert_str(view.drawings.items[0].name, "view_1.svg");
	close_view();
}

static void chart_dots__hold_negative_and_huge_figures(void **state)
{
	(void)state;
	open_charts("/indicators/many/", 0);
	struct value *chart = chart_of_units(&view, model_indicator(&model, STR("many")));
	struct str svg = value_get(chart, STR("svg"))->text;
	/* lower is better, so u1 stands first, at the left end; u2 at the right */
	assert_true(str_find(svg, STR("cx=\"10\" cy=\"56\"")) < svg.len);
	assert_true(str_find(svg, STR("cx=\"350\" cy=\"100\"")) < svg.len);
	assert_json(chart, "rows.0.cells.0.text", "\"\\u003cb>Một\\u003c/b>\"");
	assert_json(chart, "id", "\"page_chart_1\"");
	close_view();
}

static void chart_names__are_those_of_the_drawings(void **state)
{
	(void)state;
	size_t n;
	open_charts("/indicators/many/", 0);
	for (size_t i = 0; i < model.indicators.len; i++) {
		const struct indicator *indicator = &model.indicators.items[i];
		const struct str *names = chart_names_indicator(&n, arena, &model, indicator);
		view.drawings.len = 0;
		size_t series;
		const struct series *all = chart_all_series(&series, &model, indicator);
		chart_of_units(&view, indicator);
		for (size_t k = 0; k < series; k++)
			chart_of_series(&view, &all[k]);
		assert_int_equal(view.drawings.len, n);
		for (size_t k = 0; k < n; k++)
			assert_true(str_eq(view.drawings.items[k].name, names[k]));
	}
	view.drawings.len = 0;
	chart_names_league(&n, arena, &leagues[0], SIZE_MAX);
	chart_of_ranks(&view, &leagues[0]);
	assert_int_equal(view.drawings.len, n);
	chart_names_unit(&n, arena, &model, leagues, model_unit(&model, STR("u2")));
	assert_int_equal(n, 1);
	close_view();
}

static void chart_path__says_who_moved_up_most(void **state)
{
	(void)state;
	open_charts("/leagues/l/", 1);
	assert_json(chart_of_ranks(&view, &leagues[0]), "caption.text",
	            "\"One up from rank 2 (2024) to rank 1 (2025)\"");
	assert_json(chart_of_unit(&view, &leagues[0], model_unit(&model, STR("u2"))), "caption.text",
	            "\"Two down from rank 1 (2024) to rank 2 (2025)\"");
	assert_json(chart_of_period(&view, &leagues[0], 1), "caption.text", "\"One leads with 5 points\"");
	/* the file of the drawing stands alone and names the league */
	assert_true(
	        str_find(view.drawings.items[0].svg, STR("<title id=\"page_chart_1_t\">League L: One up")) <
	        view.drawings.items[0].svg.len);
	close_view();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        UNIT(scale_make__ends_at_round_numbers_and_says_when_zero_is_cut),
	        UNIT(scale_make__of_one_number_or_equal_ones_has_zero),
	        UNIT(scale_make__takes_negative_and_huge_numbers_exactly),
	        UNIT(scale_at__goes_down_where_coordinates_do),
	        UNIT(draw__escapes_what_it_is_given),
	        UNIT(draw_fit__cuts_between_letters),
	        UNIT(chart_series__each_point_has_the_milestone_of_its_time),
	        UNIT(chart_series__a_yearly_sum_begins_again_each_year),
	        UNIT(chart_series__without_figures_is_empty_and_says_so),
	        UNIT(chart_line__stands_by_time_and_level),
	        UNIT(chart_dots__hold_negative_and_huge_figures),
	        UNIT(chart_names__are_those_of_the_drawings),
	        UNIT(chart_path__says_who_moved_up_most),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
