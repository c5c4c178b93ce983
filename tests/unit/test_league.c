#include "rules_site.h"

#define PACKAGE                                                                                              \
	"resources:\n"                                                                                       \
	"- name: units\n  path: units.csv\n  schema:\n    fields:\n"                                         \
	"    - {name: unit, type: string}\n    - {name: name_vi, type: string}\n"                            \
	"    - {name: bloc, type: string}\n    - {name: successor, type: string}\n"                          \
	"- name: scores\n  path: scores.csv\n  schema:\n    fields:\n"                                       \
	"    - {name: unit, type: string}\n    - {name: year, type: string}\n"                               \
	"    - {name: a, type: number}\n    - {name: b, type: number}\n"                                     \
	"    - {name: rank, type: integer}\n    - {name: note, type: string}\n"

#define UNITS "unit,name_vi,bloc,successor\nu1,Một,x,\nu2,Hai,x,\nu3,Ba,x,\nu4,Bốn,x,\nw1,Khác,y,\n"

#define FILES(scores, leagues)                                                                               \
	static const struct file files[] = {{"data/datapackage.yaml", PACKAGE},                              \
	                                    {"data/units.csv", UNITS},                                       \
	                                    {"data/scores.csv", scores},                                     \
	                                    {"data/leagues.yaml", leagues}}

static void league__ties_share_a_rank_and_the_next_is_skipped(void **state)
{
	(void)state;
	FILES("unit,year,a,b,rank,note\n"
	      "u1,2025,0.1,0.2,,\nu2,2025,0.3,0,,\nu3,2025,0.4,0.00,,\nu4,2025,0.1,0.1,,\n",
	      "l:\n  source: scores\n  period: year\n  score: {sum: [a, b]}\n");
	COMPUTE(files, "2026-11-20");
	assert_str(said(), "");
	assert_str(league_csv(0), "2025,1,u3,0.4,,,\n2025,2,u1,0.3,,,\n2025,2,u2,0.3,,,\n2025,4,u4,0.2,,,\n");
	assert_true(leagues[0].rows[1].tied && leagues[0].rows[2].tied && !leagues[0].rows[3].tied);
}

static void league__dense_ascending_weighted(void **state)
{
	(void)state;
	FILES("unit,year,a,b,rank,note\n"
	      "u1,2025,10,20,,\nu2,2025,20,10,,\nu3,2025,30,30,,\nu4,2025,15,15,,\n",
	      "l:\n  source: scores\n  period: year\n  score: {weighted: {a: 0.5, b: 0.5}}\n"
	      "  order: ascending\n  ties: dense\n");
	COMPUTE(files, "2026-11-20");
	assert_str(said(), "");
	assert_str(league_csv(0), "2025,1,u1,15,,,\n2025,1,u2,15,,,\n2025,1,u4,15,,,\n2025,2,u3,30,,,\n");
}

static void league__a_missing_part_is_no_score_and_no_rank(void **state)
{
	(void)state;
	FILES("unit,year,a,b,rank,note\n"
	      "u1,2025,9,,,đang kiểm tra\nu2,2025,1,1,,\nu1,2026,5,5,,\nu2,2026,6,6,,\nu3,2026,7,,,chưa "
	      "chấm\n"
	      "u1,2027,1,1,,\nu3,2027,2,2,,\n",
	      "l:\n  source: scores\n  period: year\n  score: {sum: [a, b]}\n");
	COMPUTE(files, "2026-11-20");
	assert_str(said(), "");
	assert_str(league_csv(0), "2025,1,u2,2,,,\n2025,,u1,,,,đang kiểm tra\n"
	                          "2026,1,u2,12,1,0,\n2026,2,u1,10,,,\n2026,,u3,,,,chưa chấm\n"
	                          "2027,1,u3,4,,,\n2027,2,u1,2,2,0,\n");
}

static void league__change_is_against_the_period_before_only(void **state)
{
	(void)state;
	FILES("unit,year,a,b,rank,note\n"
	      "u1,2024,3,0,,\nu2,2024,2,0,,\nu1,2026,1,0,,\nu2,2026,2,0,,\nu3,2025,1,0,,\nu2,2027,,0,,vắng\n",
	      "l:\n  source: scores\n  period: year\n  score: a\n");
	COMPUTE(files, "2026-11-20");
	assert_str(said(), "");
	/* 2025 lies between, and has neither u1 nor u2; u2's previous rank is shown though it has none now */
	assert_str(league_csv(0),
	           "2024,1,u1,3,,,\n2024,2,u2,2,,,\n2025,1,u3,1,,,\n2026,1,u2,2,,,\n2026,2,u1,1,,,\n"
	           "2027,,u2,,1,,vắng\n");
}

static void league__where_takes_the_units_column_and_lists(void **state)
{
	(void)state;
	FILES("unit,year,a,b,rank,note\n"
	      "u1,2025,1,0,,\nw1,2025,9,0,,\nu2,2025,1.50,0,,\nu3,2025,2,0,,\n",
	      "l:\n  source: scores\n  where: {bloc: x, a: [1.5, 2]}\n  period: year\n  score: a\n");
	COMPUTE(files, "2026-11-20");
	assert_str(said(), "");
	assert_str(league_csv(0), "2025,1,u3,2,,,\n2025,2,u2,1.5,,,\n");
}

static void league__published_rank_must_be_the_computed_one(void **state)
{
	(void)state;
	FILES("unit,year,a,b,rank,note\n"
	      "u1,2025,3,0,1,\nu2,2025,2,0,3,\nu3,2025,1,0,,\nu4,2025,,0,4,\n",
	      "l:\n  source: scores\n  period: year\n  score: a\n  published_rank: rank\n");
	COMPUTE(files, "2026-11-20");
	assert_str(said(), "data/scores.csv:3:13 rank-mismatch\ndata/scores.csv:5:12 rank-mismatch\n");
	assert_true(leagues[0].broken);
}

static void league__one_kind_of_period_and_one_row_each(void **state)
{
	(void)state;
	{
		FILES("unit,year,a,b,rank,note\nu1,2025-Q1,3,0,,\nu2,2025,2,0,,\nu3,2025,1,0,,\n",
		      "l:\n  source: scores\n  period: year\n  score: a\n");
		COMPUTE(files, "2026-11-20");
		assert_str(said(), "data/scores.csv:2:4 bad-period\n");
	}
	{
		FILES("unit,year,a,b,rank,note\nu1,2025,3,0,,\nu2,2025,2,0,,\nu1,2025,1,0,,\n",
		      "l:\n  source: scores\n  period: year\n  score: a\n");
		COMPUTE(files, "2026-11-20");
		assert_str(said(), "data/scores.csv:4:1 primary-key\n");
	}
	{
		FILES("unit,year,a,b,rank,note\nu1,202x,3,0,,\nu9,2025,2,0,,\n",
		      "l:\n  source: scores\n  period: year\n  score: a\n");
		COMPUTE(files, "2026-11-20");
		assert_str(said(), "data/scores.csv:2:4 bad-period\ndata/scores.csv:3:1 unknown-name\n");
	}
}

static void leagues_read__says_each_problem_at_its_place(void **state)
{
	(void)state;
	static const struct {
		const char *yaml, *said;
	} cases[] = {
	        {"l:\n  source: scorse\n  period: year\n  score: a\n",
	         "data/leagues.yaml:2:11 unknown-name\n"},
	        {"l:\n  source: scores\n  period: yaer\n  score: a\n",
	         "data/leagues.yaml:3:11 unknown-name\n"},
	        {"l:\n  source: scores\n  period: year\n  score: {sum: [a, c]}\n",
	         "data/leagues.yaml:4:20 unknown-name\n"},
	        {"l:\n  source: scores\n  period: year\n", "data/leagues.yaml:2:3 missing-key\n"},
	        {"l:\n  source: scores\n  period: year\n  score: note\n",
	         "data/leagues.yaml:4:10 bad-value\n"},
	        {"l:\n  source: scores\n  period: year\n  score: a\n  ties: fair\n",
	         "data/leagues.yaml:5:9 bad-value\n"},
	        {"l:\n  source: scores\n  period: year\n  score: a\n  decimals: two\n",
	         "data/leagues.yaml:5:13 wrong-type\n"},
	        {"l:\n  source: scores\n  period: year\n  score: a\n  where: {block: x}\n",
	         "data/leagues.yaml:5:11 unknown-name\n"},
	        {"l:\n  source: scores\n  period: year\n  score: a\n  where: {unit: u9}\n",
	         "data/leagues.yaml:5:17 unknown-name\n"},
	        {"l:\n  source: scores\n  period: year\n  score: {weighted: {a: x}}\n",
	         "data/leagues.yaml:4:25 wrong-type\n"},
	        {"l:\n  source: scores\n  period: year\n  score: a\n  sort: up\n",
	         "data/leagues.yaml:5:3 unknown-key\n"},
	        {"l:\n  source: scores\n  period: year\n  score: a\n  bands: [{label: x}]\n",
	         "data/leagues.yaml:5:11 missing-key\n"},
	        {"a/b:\n  source: scores\n  period: year\n  score: a\n", "data/leagues.yaml:1:1 bad-value\n"},
	        {"- l\n", "data/leagues.yaml:1:1 wrong-type\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct file files[] = {{"data/datapackage.yaml", PACKAGE},
		                             {"data/units.csv", UNITS},
		                             {"data/scores.csv", "unit,year,a,b,rank,note\nu1,2025,3,0,,\n"},
		                             {"data/leagues.yaml", cases[i].yaml}};
		COMPUTE(files, "2026-11-20");
		assert_str(said(), cases[i].said);
	}
}

static void league__units_need_no_table_of_their_own(void **state)
{
	(void)state;
	static const struct file files[] = {
	        {"data/datapackage.yaml",
	         "resources:\n- name: s\n  path: s.csv\n  schema:\n    fields:\n"
	         "    - {name: unit, type: string}\n    - {name: period, type: string}\n"
	         "    - {name: v, type: number}\n"},
	        {"data/s.csv", "unit,period,v\nb,2026-W09,1\na,2026-W10,2\nb,2026-W10,3\n"},
	        {"data/leagues.yaml", "l: {source: s, period: period, score: v}\n"}};
	COMPUTE(files, "2026-11-20");
	assert_str(said(), "");
	assert_str(league_csv(0), "2026-W09,1,b,1,,,\n2026-W10,1,b,3,1,0,\n2026-W10,2,a,2,,,\n");
}

static void league__a_broken_source_is_not_judged(void **state)
{
	(void)state;
	FILES("unit,year,a,b,rank,note\nu1,2025,x,0,7,\n",
	      "l:\n  source: scores\n  period: year\n  score: a\n  published_rank: rank\n");
	COMPUTE(files, "2026-11-20");
	assert_str(said(), "data/scores.csv:2:9 type-error\n");
}

static void league__path_and_bands(void **state)
{
	(void)state;
	FILES("unit,year,a,b,rank,note\nu1,2025,3,0,,\nu2,2025,2,0,,\nu3,2025,1,0,,\nu2,2026,9,0,,\n",
	      "l:\n  source: scores\n  period: year\n  score: a\n"
	      "  bands: [{top: 1, label: nhất}, {top: 2, label: nhì}]\n");
	COMPUTE(files, "2026-11-20");
	size_t n;
	const struct league_row *const *path = league_path(&n, &leagues[0], model_unit(&model, STR("u2")));
	assert_int_equal(n, 2);
	assert_int_equal(path[0]->rank, 2);
	assert_int_equal(path[1]->rank, 1);
	assert_int_equal(path[1]->change, 1);
	assert_str(path[0]->band->label.texts[0], "nhì");
	assert_null(league_find(&leagues[0], model_unit(&model, STR("u3")), 0)->band);
	assert_null(league_find(&leagues[0], model_unit(&model, STR("u3")), 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        UNIT(league__ties_share_a_rank_and_the_next_is_skipped),
	        UNIT(league__dense_ascending_weighted),
	        UNIT(league__a_missing_part_is_no_score_and_no_rank),
	        UNIT(league__change_is_against_the_period_before_only),
	        UNIT(league__where_takes_the_units_column_and_lists),
	        UNIT(league__published_rank_must_be_the_computed_one),
	        UNIT(league__one_kind_of_period_and_one_row_each),
	        UNIT(leagues_read__says_each_problem_at_its_place),
	        UNIT(league__units_need_no_table_of_their_own),
	        UNIT(league__a_broken_source_is_not_judged),
	        UNIT(league__path_and_bands),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
