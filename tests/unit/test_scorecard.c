#include "rules_site.h"

#define FIELDS(columns) "  schema:\n    fields:\n" columns
#define TEXT(name)      "    - {name: " name ", type: string}\n"
#define NUM(name)       "    - {name: " name ", type: number}\n"

#define PACKAGE                                                                                                                                                                                                                                                                                                                                                                                                                                                               \
	"resources:\n"                                                                                                                                                                                                                                                                                                                                                                                                                                                        \
	"- name: units\n  path: units.csv\n" FIELDS(TEXT("unit")                                                                                                                                                                                                                                                                                                                                                                                                              \
	                                                    TEXT(                                                                                                                                                                                                                                                                                                                                                                                                             \
	                                                            "kind") TEXT("valid_from") TEXT("vali"                                                                                                                                                                                                                                                                                                                                                                    \
	                                                                                            "d_"                                                                                                                                                                                                                                                                                                                                                                      \
	                                                                                            "to")) "- name: indicators\n  path: indicators.csv\n" FIELDS(TEXT("indicator")                                                                                                                                                                                                                                                                                            \
	                                                                                                                                                                 TEXT(                                                                                                                                                                                                                                                                                                \
	                                                                                                                                                                         "unit_of_measure") NUM("decimals") TEXT("aggregate")) "- name: targets\n  path: targets.csv\n" FIELDS(TEXT("target") TEXT("plan") TEXT("indicator")                                                                                                                                          \
	                                                                                                                                                                                                                                                                                       TEXT("unit") TEXT(                                                                                                                                                             \
	                                                                                                                                                                                                                                                                                               "kind")                                                                                                                                                                \
	                                                                                                                                                                                                                                                                                               TEXT("comparator") NUM("value") NUM("upper")                                                                                                                           \
	                                                                                                                                                                                                                                                                                                       TEXT("due")                                                                                                                                                    \
	                                                                                                                                                                                                                                                                                                               TEXT("frequency")                                                                                                                                      \
	                                                                                                                                                                                                                                                                                                                       TEXT("disclose") TEXT("section")) "- name: results\n  path: results.csv\n  update: "                                                           \
	                                                                                                                                                                                                                                                                                                                                                         "quarter\n" FIELDS(                                                                                          \
	                                                                                                                                                                                                                                                                                                                                                                 TEXT("indicator")                                                                                    \
	                                                                                                                                                                                                                                                                                                                                                                         TEXT("unit")                                                                                 \
	                                                                                                                                                                                                                                                                                                                                                                                 TEXT("period")                                                                       \
	                                                                                                                                                                                                                                                                                                                                                                                         NUM("value")                                                                 \
	                                                                                                                                                                                                                                                                                                                                                                                                 NUM("numerator") NUM("denominato"                                    \
	                                                                                                                                                                                                                                                                                                                                                                                                                      "r") TEXT("status")) "- name: "                 \
	                                                                                                                                                                                                                                                                                                                                                                                                                                           "initiatives"              \
	                                                                                                                                                                                                                                                                                                                                                                                                                                           "\n  path: "               \
	                                                                                                                                                                                                                                                                                                                                                                                                                                           "initiatives"              \
	                                                                                                                                                                                                                                                                                                                                                                                                                                           ".csv"                     \
	                                                                                                                                                                                                                                                                                                                                                                                                                                           "\n" FIELDS(               \
	                                                                                                                                                                                                                                                                                                                                                                                                                                                   TEXT("unit") TEXT( \
	                                                                                                                                                                                                                                                                                                                                                                                                                                                           "year") "    - {name: applied, type: boolean}\n")

#define UNITS "unit,kind,valid_from,valid_to\na,section,,\nb,section,,2026-06-30\nc,centre,2026-07-01,\n"
#define INDICATORS                                                                                           \
	"indicator,unit_of_measure,decimals,aggregate\n"                                                     \
	"rate,%,2,ratio\nstock,%,2,latest\ncount,rounds,0,sum\nmembers,people,0,latest\nideas,ideas,0,sum\n"
#define TARGETS "target,plan,indicator,unit,kind,comparator,value,upper,due,frequency,disclose,section\n"
#define RESULTS "indicator,unit,period,value,numerator,denominator,status\n"

/* Targets and results as of a day; what is said must be `words`; then columns of the scorecard's CSV. */
static struct str judged(const char *targets, const char *results, const char *initiatives, const char *card,
                         const char *today, const char *words, const char *columns)
{
	const struct file files[] = {
	        {"data/datapackage.yaml", PACKAGE},
	        {"data/units.csv", UNITS},
	        {"data/indicators.csv", INDICATORS},
	        {"data/targets.csv", str_z(arena, STR_JOIN(arena, str_from(TARGETS), str_from(targets)))},
	        {"data/results.csv", str_z(arena, STR_JOIN(arena, str_from(RESULTS), str_from(results)))},
	        {"data/initiatives.csv",
	         str_z(arena, STR_JOIN(arena, STR("unit,year,applied\n"), str_from(initiatives)))},
	        {"data/scorecards.yaml", card}};
	COMPUTE(files, today);
	if (words)
		assert_str(said(), words);
	return scorecard_csv(0, columns);
}

#define CARD "s: {where: {plan: p}, units: {kind: section}}\n"

static void scorecard__comparators_at_their_boundaries(void **state)
{
	(void)state;
	static const struct {
		const char *comparator, *value, *upper, *figures, *statuses;
	} cases[] = {
	        {"ge", "90", "", "89.99 90 90.01", "not_met met met"},
	        {"gt", "90", "", "90 90.00 90.01", "not_met not_met met"},
	        {"eq", "100", "", "99.99 100 100.0", "not_met met met"},
	        {"le", "5", "", "4 5 5.001", "met met not_met"},
	        {"lt", "3", "", "2.999 3 4", "met not_met not_met"},
	        {"range", "3", "5", "2.99 3 5", "not_met met met"},
	        {"range", "3", "5", "4 5.01 5", "met not_met met"},
	        {"zero", "", "", "0 0.00 0.01", "met met not_met"},
	        {"none", "", "", "1 2 3", "disclosed disclosed disclosed"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str target = str_printf(arena, "t,p,members,a,,%s,%s,%s,,quarter,,\n",
		                               cases[i].comparator, cases[i].value, cases[i].upper);
		char figures[3][10];
		assert_int_equal(sscanf(cases[i].figures, "%9s %9s %9s", figures[0], figures[1], figures[2]),
		                 3);
		struct str results = str_printf(arena,
		                                "members,a,2026-Q1,%s,,,\nmembers,a,2026-Q2,%s,,,\n"
		                                "members,a,2026-Q3,%s,,,\n",
		                                figures[0], figures[1], figures[2]);
		struct str got =
		        judged(str_z(arena, target), str_z(arena, results), "", CARD, "2026-11-20", "", "9");
		char *joined = str_z(arena, got);
		for (size_t k = 0; k + 1 < got.len; k++)
			joined[k] = joined[k] == '\n' ? ' ' : joined[k];
		joined[got.len - 1] = 0;
		assert_string_equal(joined, cases[i].statuses);
	}
}

static void scorecard__rates_are_compared_as_fractions(void **state)
{
	(void)state;
	/* 2/3 is below 66.67 though it is printed so; eq 100 needs numerator = denominator */
	assert_str(judged("t,p,rate,a,,ge,66.67,,,quarter,,\nu,p,rate,a,,eq,100,,,quarter,,z\n",
	                  "rate,a,2026-Q1,66.67,2,3,\nrate,a,2026-Q2,,99999,100000,\nrate,a,2026-Q3,,7,7,\n",
	                  "", CARD, "2026-11-20", NULL, "0349"),
	           "t,2026-Q1,66.666667,not_met\nt,2026-Q2,99.999,met\nt,2026-Q3,100,met\n"
	           "u,2026-Q1,66.666667,not_met\nu,2026-Q2,99.999,not_met\nu,2026-Q3,100,met\n");
}

static void scorecard__what_a_row_lacks_comes_before_its_judgement(void **state)
{
	(void)state;
	assert_str(judged("t,p,rate,a,,ge,90,,2030,quarter,quarter,\n",
	                  "rate,a,2026-Q1,,0,0,\nrate,a,2026-Q2,,,,x\n", "", CARD, "2026-11-20",
	                  "data/targets.csv:2:1 disclosure-missing t/a/2026-Q3\n", "349"),
	           "2026-Q1,,no_cases\n2026-Q2,,not_surveyed\n2026-Q3,,not_disclosed\n");
	assert_str(judged("t,p,rate,a,,ge,90,,,quarter,,\n", "rate,a,2026-Q2,,,,\nrate,a,2026-Q3,,,,p\n", "",
	                  CARD, "2026-11-20", "", "349"),
	           "2026-Q1,,no_data\n2026-Q2,,no_data\n2026-Q3,,no_data\n");
}

static void scorecard__a_quarter_closes_on_the_twentieth_day_after_it(void **state)
{
	(void)state;
	const char *target = "t,p,members,a,,ge,1,,,quarter,,\n";
	assert_str(judged(target, "", "", CARD, "2026-04-19", "", "39"), "");
	assert_str(judged(target, "", "", CARD, "2026-04-20", "", "39"), "2026-Q1,no_data\n");
	/* a year of a yearly target, and none outside the plan */
	target = "t,p,members,a,,ge,1,,,year,,\n";
	assert_str(judged(target, "", "", CARD, "2027-01-19", "", "39"), "");
	assert_str(judged(target, "members,a,2026-Q4,1,,,\n", "", CARD, "2027-01-20", "", "39"),
	           "2026,met\n2026-Q4,met\n");
}

static void scorecard__each_unit_only_while_it_is_valid(void **state)
{
	(void)state;
	assert_str(judged("t,p,members,,,ge,1,,,quarter,,\nu,p,members,,centre,ge,1,,,quarter,,z\n",
	                  "members,b,2026-Q3,1,,,\nmembers,c,2026-Q1,1,,,\n", "", CARD, "2026-11-20", "",
	                  "0239"),
	           "t,a,2026-Q1,no_data\nt,a,2026-Q2,no_data\nt,a,2026-Q3,no_data\n"
	           "t,b,2026-Q1,no_data\nt,b,2026-Q2,no_data\nt,b,2026-Q3,met\n"
	           "u,c,2026-Q1,met\nu,c,2026-Q3,no_data\n");
}

static void scorecard__of_milestones_the_latest_due_counts(void **state)
{
	(void)state;
	assert_str(judged("m1,p,stock,a,,ge,70,,2028,year,,s\nm2,p,stock,a,,ge,80,,2030,year,,s\n",
	                  "stock,a,2026,65,,,\nstock,a,2027,71,,,\nstock,a,2028,60,,,\nstock,a,2029,75,,,\n"
	                  "stock,a,2030,75,,,\n",
	                  "", CARD, "2031-11-20", NULL, "0349"),
	           "m1,2026,65,not_due\nm1,2027,71,met\nm1,2028,60,not_met\nm1,2029,75,met\nm2,2030,75,not_"
	           "met\n");
	/* a quarterly one is due from the last quarter of its year on */
	assert_str(judged("m1,p,members,a,,ge,7,,2026,quarter,,s\n",
	                  "members,a,2026-Q3,6,,,\nmembers,a,2026-Q4,6,,,\nmembers,a,2027-Q1,6,,,\n", "",
	                  CARD, "2026-07-01", "", "39"),
	           "2026-Q1,no_data\n2026-Q3,not_due\n2026-Q4,not_met\n2027-Q1,not_met\n");
}

static void scorecard__a_yearly_count_adds_up_and_starts_again(void **state)
{
	(void)state;
	const char *results = "count,a,2026-Q1,1,,,\ncount,a,2026-Q2,0,,,\ncount,a,2026-Q3,1,,,\n"
	                      "count,a,2026-Q4,0,,,\ncount,a,2027-Q1,1,,,\n";
	assert_str(judged("t,p,count,a,,ge,2,,,year,,\n", results, "", CARD, "2027-04-30", NULL, "349"),
	           "2026,2,met\n2026-Q1,1,not_due\n2026-Q2,1,not_due\n2026-Q3,2,met\n2026-Q4,2,met\n"
	           "2027-Q1,1,not_due\n");
	assert_str(judged("t,p,count,a,,ge,3,,,year,,\n", results, "", CARD, "2027-04-30", NULL, "349"),
	           "2026,2,not_met\n2026-Q1,1,not_due\n2026-Q2,1,not_due\n2026-Q3,2,not_due\n"
	           "2026-Q4,2,not_met\n2027-Q1,1,not_due\n");
	/* a limit that is passed is not met at once */
	assert_str(judged("t,p,count,a,,le,1,,,year,,\n", results, "", CARD, "2027-04-30", NULL, "349"),
	           "2026,2,not_met\n2026-Q1,1,met\n2026-Q2,1,met\n2026-Q3,2,not_met\n2026-Q4,2,not_met\n"
	           "2027-Q1,1,met\n");
	/* the last quarter was entered before its end: the year still runs */
	assert_str(judged("t,p,count,a,,ge,3,,,year,,\n", "count,a,2026-Q4,1,,,\n", "", CARD, "2026-12-31",
	                  NULL, "349"),
	           "2026-Q4,1,not_due\n");
}

static void scorecard__a_year_is_the_sums_of_both_parts(void **state)
{
	(void)state;
	/* 1/2 and 99/100: the mean would be 74.5, the rate is 100/102 */
	assert_str(judged("t,p,rate,a,,ge,90,,,year,,\n",
	                  "rate,a,2026-Q1,,1,2,\nrate,a,2026-Q2,,99,100,\nrate,a,2026-Q3,,,,x\n", "", CARD,
	                  "2027-02-01", NULL, "349"),
	           "2026,98.039216,met\n2026-Q1,50,not_met\n2026-Q2,99,met\n2026-Q3,,not_surveyed\n");
	assert_str(judged("t,p,stock,a,,ge,90,,,year,,\n", "stock,a,2026-Q1,95,,,\nstock,a,2026-Q3,89.5,,,\n",
	                  "", CARD, "2027-02-01", NULL, "349"),
	           "2026,89.5,not_met\n2026-Q1,95,met\n2026-Q3,89.5,not_met\n");
}

static void scorecard__up_compares_with_the_year_before_else_the_period_before(void **state)
{
	(void)state;
	assert_str(judged("t,p,rate,a,,up,,,,quarter,,\nu,p,rate,a,,down,,,,quarter,,z\n",
	                  "rate,a,2025-Q2,,9,10,\nrate,a,2026-Q1,,1,2,\nrate,a,2026-Q2,,8,10,\n"
	                  "rate,a,2026-Q3,80,,,\n",
	                  "", CARD, "2026-11-20", "data/targets.csv:3:1 target-conflict u\n", "0349"),
	           "t,2025-Q2,90,qualitative\nt,2026-Q1,50,qualitative\nt,2026-Q2,80,not_met\nt,2026-Q3,80,"
	           "not_met\n"
	           "u,2025-Q2,90,qualitative\nu,2026-Q1,50,qualitative\nu,2026-Q2,80,met\nu,2026-Q3,80,not_"
	           "met\n");
}

static void scorecard__counted_rows_are_the_figure(void **state)
{
	(void)state;
	assert_str(
	        judged("t,p,ideas,,section,ge,2,,,year,,\n", "",
	               "a,2026,true\na,2026,true\na,2026,false\na,2027,true\nb,2027,true\n,2026,true\n",
	               "s: {where: {plan: p}, counts: {ideas: {of: initiatives, where: {applied: true}}}}\n",
	               "2027-03-01", NULL, "2349"),
	        "a,2026,2,met\na,2027,1,not_due\nb,2027,1,not_due\n");
	assert_str(judged("t,p,ideas,a,,ge,1,,,year,,\n", "", "",
	                  "s: {where: {plan: p}, counts: {ideas: {of: initiatives}}}\n", "2027-03-01", NULL,
	                  "2349"),
	           "a,2026,0,not_met\n");
}

static void scorecard__disclosure_is_asked_for_by_its_own_kind(void **state)
{
	(void)state;
	/* a yearly target whose figures are to be shown every quarter; unit b ends with June */
	assert_str(judged("t,p,count,,section,ge,1,,,year,quarter,\n", "count,a,2026-Q2,,,,x\n", "", CARD,
	                  "2026-11-20",
	                  "data/targets.csv:2:1 disclosure-missing t/a/2026-Q1\n"
	                  "data/targets.csv:2:1 disclosure-missing t/a/2026-Q3\n"
	                  "data/targets.csv:2:1 disclosure-missing t/b/2026-Q1\n"
	                  "data/targets.csv:2:1 disclosure-missing t/b/2026-Q2\n",
	                  "239"),
	           "a,2026-Q2,not_surveyed\n");
}

static void results__say_what_contradicts(void **state)
{
	(void)state;
	static const struct {
		const char *results, *said;
	} cases[] = {
	        {"rate,a,2026-Q1,98.6,985,1000,\n", "data/results.csv:2:16 constraint-error\n"},
	        {"rate,a,2026-Q1,98.5,985,1000,\n", ""},
	        {"rate,a,2026-Q1,66.67,2,3,\n", ""},
	        {"rate,a,2026-Q1,66.66,2,3,\n", "data/results.csv:2:16 constraint-error\n"},
	        {"rate,a,2026-Q1,0,0,0,\n", "data/results.csv:2:16 constraint-error\n"},
	        {"count,a,2026-Q1,1,,,\ncount,a,2026-9M,2,,,\ncount,a,2026-Q2,1,,,\n",
	         "data/results.csv:3:9 bad-period\n"},
	        {"count,a,2026-9M,1,,,\ncount,a,2026-Q1,2,,,\n", "data/results.csv:3:9 bad-period\n"},
	        {"count,a,2026-H1,1,,,\ncount,a,2026,2,,,\ncount,b,2026-Q1,1,,,\ncount,a,2025-Q1,1,,,\n", ""},
	        {"count,x,2026-Q1,1,,,\n", "data/results.csv:2:7 unknown-name\n"},
	        {"nope,a,2026-Q1,1,,,\n", "data/results.csv:2:1 unknown-name\n"},
	        {"count,a,2026-Q5,1,,,\n", "data/results.csv:2:9 bad-period\n"},
	        {"count,a,2026-Q1,1,,,y\n", "data/results.csv:2:21 constraint-error\n"},
	        {"count,a,2026-Q1,1,,,\ncount,a,2026-Q1,2,,,\n", "data/results.csv:3:1 primary-key\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		judged("t,p,members,a,,ge,1,,,,,\n", cases[i].results, "", CARD, "2026-05-20", cases[i].said,
		       NULL);
}

static void targets__say_what_contradicts(void **state)
{
	(void)state;
	static const struct {
		const char *targets, *said;
	} cases[] = {
	        {"t1,p,rate,a,,gt,90,,2030,quarter,,II\nt2,p,rate,a,,ge,90,,,quarter,,III\n",
	         "data/targets.csv:3:1 target-conflict t2\n"},
	        {"t1,p,rate,a,,ge,90,,2028,quarter,,II\nt2,p,rate,a,,ge,95,,2030,quarter,,II\n", ""},
	        {"t1,p,rate,a,,ge,90,,,quarter,,II\nt2,p,rate,a,,ge,90.0,,,quarter,,III\n", ""},
	        {"t1,p,rate,a,,ge,90,,,quarter,,II\nt2,p,rate,b,,ge,95,,,quarter,,II\n", ""},
	        {"t1,p,rate,a,,ge,90,,,quarter,,II\nt2,p,rate,a,,ge,95,,,quarter,,III\n",
	         "data/targets.csv:3:1 target-conflict t2\n"},
	        {"t1,p,rate,a,,al,90,,,quarter,,\n", "data/targets.csv:2:14 constraint-error\n"},
	        {"t1,p,rate,a,,ge,,,,quarter,,\n", "data/targets.csv:2:17 constraint-error\n"},
	        {"t1,p,rate,a,,range,3,,,quarter,,\n", "data/targets.csv:2:22 constraint-error\n"},
	        {"t1,p,rate,a,,range,3,2,,quarter,,\n", "data/targets.csv:2:22 constraint-error\n"},
	        {"t1,none,rate,a,,ge,3,,,quarter,,\n", "data/targets.csv:2:4 unknown-name\n"},
	        {"t1,p,rate,z,,ge,3,,,quarter,,\n", "data/targets.csv:2:11 unknown-name\n"},
	        {"t1,p,rate,a,,ge,3,,20300,quarter,,\n", "data/targets.csv:2:20 type-error\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		judged(cases[i].targets, "", "", CARD, "2026-01-20", cases[i].said, NULL);
}

static void stale_data__is_more_than_three_months_behind(void **state)
{
	(void)state;
	const char *target = "t,p,count,a,,ge,1,,,year,,\n";
	judged(target, "count,a,2026-Q2,1,,,\n", "", CARD, "2026-11-20", "", NULL);
	judged(target, "count,a,2026-Q1,1,,,\n", "", CARD, "2026-10-19", "", NULL);
	judged(target, "count,a,2026-Q1,1,,,\n", "", CARD, "2026-10-20",
	       "data/datapackage.yaml:34:3 stale-data results\n", NULL);
}

static void scorecard__of_a_table_that_cannot_be_read_is_not_judged(void **state)
{
	(void)state;
	static const struct file files[] = {
	        {"data/datapackage.yaml", PACKAGE},
	        {"data/units.csv", UNITS},
	        {"data/indicators.csv", INDICATORS},
	        {"data/targets.csv", "target;plan\nt;p\n"},
	        {"data/results.csv", RESULTS "count,a,2026-Q1,x,,,\n"},
	        {"data/initiatives.csv", "unit,year,applied\n"},
	        {"data/scorecards.yaml", "s: {where: {plan: p}, units: {kinds: section}}\n"}};
	COMPUTE(files, "2026-11-20");
	assert_true(scorecards[0].broken);
	/* what is wrong by itself is said even so */
	assert_str(said(), "data/results.csv:2:17 type-error\ndata/scorecards.yaml:1:31 unknown-name\n"
	                   "data/targets.csv:1:1 csv-delimiter\n");
}

static void scorecards_read__says_each_problem_at_its_place(void **state)
{
	(void)state;
	static const struct {
		const char *yaml, *said;
	} cases[] = {
	        {"s: {where: {plan: pp}}\n", "data/scorecards.yaml:1:19 unknown-name\n"},
	        {"s: {where: {plans: p}}\n", "data/scorecards.yaml:1:13 unknown-name\n"},
	        {"s: {wher: {plan: p}}\n", "data/scorecards.yaml:1:5 unknown-key\n"},
	        {"s: {units: {colour: red}}\n", "data/scorecards.yaml:1:13 unknown-name\n"},
	        {"s: {counts: {x: {of: initiatives}}}\n", "data/scorecards.yaml:1:14 unknown-name\n"},
	        {"s: {counts: {ideas: {of: initiative}}}\n", "data/scorecards.yaml:1:26 unknown-name\n"},
	        {"s: {counts: {ideas: {where: {unit: a}}}}\n", "data/scorecards.yaml:1:21 missing-key\n"},
	        {"s: {counts: [ideas]}\n", "data/scorecards.yaml:1:13 wrong-type\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		judged("", "", "", cases[i].yaml, "2026-01-20", cases[i].said, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        UNIT(scorecard__comparators_at_their_boundaries),
	        UNIT(scorecard__rates_are_compared_as_fractions),
	        UNIT(scorecard__what_a_row_lacks_comes_before_its_judgement),
	        UNIT(scorecard__a_quarter_closes_on_the_twentieth_day_after_it),
	        UNIT(scorecard__each_unit_only_while_it_is_valid),
	        UNIT(scorecard__of_milestones_the_latest_due_counts),
	        UNIT(scorecard__a_yearly_count_adds_up_and_starts_again),
	        UNIT(scorecard__a_year_is_the_sums_of_both_parts),
	        UNIT(scorecard__up_compares_with_the_year_before_else_the_period_before),
	        UNIT(scorecard__counted_rows_are_the_figure),
	        UNIT(scorecard__disclosure_is_asked_for_by_its_own_kind),
	        UNIT(results__say_what_contradicts),
	        UNIT(targets__say_what_contradicts),
	        UNIT(stale_data__is_more_than_three_months_behind),
	        UNIT(scorecard__of_a_table_that_cannot_be_read_is_not_judged),
	        UNIT(scorecards_read__says_each_problem_at_its_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
