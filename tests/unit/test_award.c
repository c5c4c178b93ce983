#include "rules_site.h"

#define RESOURCE(name, fields) "- name: " name "\n  path: " name ".csv\n  schema:\n    fields:\n" fields
#define TEXT(name)             "    - {name: " name ", type: string}\n"
#define NUM(name)              "    - {name: " name ", type: number}\n"

#define PACKAGE                                                                                                                                                             \
	"resources:\n" RESOURCE(                                                                                                                                            \
	        "units",                                                                                                                                                    \
	        TEXT("unit") TEXT("bloc") TEXT("valid_from") TEXT("valid_to") TEXT(                                                                                         \
	                "successor")) RESOURCE("scores",                                                                                                                    \
	                                       TEXT("unit") TEXT("year") NUM(                                                                                               \
	                                               "score")) RESOURCE("initiatives",                                                                                    \
	                                                                  TEXT("initiative") TEXT(                                                                          \
	                                                                          "unit") TEXT("person")                                                                    \
	                                                                          TEXT("year") "    - "                                                                     \
	                                                                                       "{name: "                                                                    \
	                                                                                       "applied, "                                                                  \
	                                                                                       "type: "                                                                     \
	                                                                                       "boolean}\n")                                                                \
	        RESOURCE(                                                                                                                                                   \
	                "gradings",                                                                                                                                         \
	                TEXT("unit") TEXT(                                                                                                                                  \
	                        "year") "    - {name: grade, type: string, categories: [weak, fair, good, "                                                                 \
	                                "best], "                                                                                                                           \
	                                "categoriesOrdered: true}\n") "- name: breaches\n  path: "                                                                          \
	                                                              "breaches.csv\n  publish: false\n  "                                                                  \
	                                                              "schema:\n    "                                                                                       \
	                                                              "fields:\n" TEXT("unit") TEXT("perso"                                                                 \
	                                                                                            "n")                                                                    \
	                                                                      TEXT("year") RESOURCE(                                                                        \
	                                                                              "nominees",                                                                           \
	                                                                              TEXT("award") TEXT(                                                                   \
	                                                                                      "y"                                                                           \
	                                                                                      "e"                                                                           \
	                                                                                      "a"                                                                           \
	                                                                                      "r") TEXT("un"                                                                \
	                                                                                                "i"                                                                 \
	                                                                                                "t")                                                                \
	                                                                                      TEXT("perso"                                                                  \
	                                                                                           "n")                                                                     \
	                                                                                              TEXT("pro"                                                            \
	                                                                                                   "pos"                                                            \
	                                                                                                   "e"                                                              \
	                                                                                                   "d_"                                                             \
	                                                                                                   "b"                                                              \
	                                                                                                   "y"))                                                            \
	                                                                              RESOURCE(                                                                             \
	                                                                                      "honours",                                                                    \
	                                                                                      TEXT("honou"                                                                  \
	                                                                                           "r") TEXT("award") TEXT("year")                                          \
	                                                                                              TEXT("rec"                                                            \
	                                                                                                   "ipi"                                                            \
	                                                                                                   "en"                                                             \
	                                                                                                   "t") TEXT("unit") TEXT("person")                                 \
	                                                                                                      TEXT("proposed_by") TEXT(                                     \
	                                                                                                              "auth"                                                \
	                                                                                                              "orit"                                                \
	                                                                                                              "y") TEXT("decided_on")                               \
	                                                                                                              TEXT("achievement") TEXT(                             \
	                                                                                                                      "outside_quota")                              \
	                                                                                                                      TEXT("state") TEXT(                           \
	                                                                                                                              "reason") "    primaryKey: honour\n") \
	                                                                                      RESOURCE(                                                                     \
	                                                                                              "comp"                                                                \
	                                                                                              "eten"                                                                \
	                                                                                              "ces",                                                                \
	                                                                                              TEXT("authori"                                                        \
	                                                                                                   "ty") TEXT("form")                                               \
	                                                                                                      TEXT("leve"                                                   \
	                                                                                                           "l") TEXT("valid_from")                                  \
	                                                                                                              TEXT("valid_to"))                                     \
	                                                                                              RESOURCE(                                                             \
	                                                                                                      "doss"                                                        \
	                                                                                                      "ier"                                                         \
	                                                                                                      "s",                                                          \
	                                                                                                      TEXT("award") TEXT(                                           \
	                                                                                                              "year") TEXT("unit")                                  \
	                                                                                                              TEXT("person") TEXT(                                  \
	                                                                                                                      "document"))

#define UNITS "unit,bloc,valid_from,valid_to,successor\na,x,,,\nb,x,,,\nc,x,,,\nd,x,,2024-12-31,a\ne,y,,,\n"
#define SCORES                                                                                               \
	"unit,year,score\na,2025,3\nb,2025,3\nc,2025,1\nd,2023,9\nb,2023,5\na,2024,1\nb,2024,5\nd,2024,7\n"  \
	"c,2026,4\n"
#define INITIATIVES                                                                                          \
	"initiative,unit,person,year,applied\n1,a,An,2025,true\n2,a,Bình,2025,false\n3,b,,2025,true\n"      \
	"4,b,,2025,true\n5,d,,2023,true\n6,c,,2024,true\n"
#define GRADINGS "unit,year,grade\na,2025,good\nb,2025,fair\nc,2025,best\nc,2024,weak\n"
#define BREACHES "unit,person,year\nb,Bình,2025\nc,,2024\n"
#define HONOURS                                                                                              \
	"honour,award,year,recipient,unit,person,proposed_by,authority,decided_on,achievement,"              \
	"outside_quota,state,reason\n"

static void run(const char *rules, const char *nominees, const char *rows, const char *competences,
                const char *dossiers)
{
	const struct file files[] = {
	        {"data/datapackage.yaml", PACKAGE},
	        {"data/units.csv", UNITS},
	        {"data/scores.csv", SCORES},
	        {"data/initiatives.csv", INITIATIVES},
	        {"data/gradings.csv", GRADINGS},
	        {"data/breaches.csv", BREACHES},
	        {"data/nominees.csv",
	         str_z(arena,
	               STR_JOIN(arena, STR("award,year,unit,person,proposed_by\n"), str_from(nominees)))},
	        {"data/honours.csv", str_z(arena, STR_JOIN(arena, str_from(HONOURS), str_from(rows)))},
	        {"data/competences.csv",
	         str_z(arena, STR_JOIN(arena, STR("authority,form,level,valid_from,valid_to\n"),
	                               str_from(competences)))},
	        {"data/dossiers.csv",
	         str_z(arena, STR_JOIN(arena, STR("award,year,unit,person,document\n"), str_from(dossiers)))},
	        {"data/leagues.yaml", "l: {source: scores, where: {bloc: x}, period: year, score: score}\n"},
	        {"data/awards.yaml", rules}};
	COMPUTE(files, "2025-12-01");
}

/* One award `w` of collectives in bloc x, of 2025 unless it says more. */
#define AWARD(more)                                                                                          \
	"w:\n  title: t\n  form: giay-khen\n  level: commune\n  recipient: collective\n"                     \
	"  candidates: {of: units, where: {bloc: x}}\n" more
#define YEAR "  cycle: year\n  years: {from: 2025, to: 2030}\n"
#define TERM "  cycle: term\n  years: {from: 2023, to: 2026}\n"
#define GIVE "chair,giay-khen,commune,,\n"

static void award__conditions_and_what_fails(void **state)
{
	(void)state;
	static const struct {
		const char *requires, *rows;
	} cases[] = {
	        /* a and b share rank 1: both are in the top 2, c with rank 3 is not; d is no unit any more */
	        {"{top: {league: l, rank: 2}}", "a true ,b true ,c false top,"},
	        {"{leader: {league: l}}", "a true ,b true ,c false leader,"},
	        {"{count: {of: initiatives, where: {applied: true}, min: 2}}",
	         "a false count,b true ,c false count,"},
	        {"{count: {of: initiatives, max: 1}}", "a false count,b false count,c true ,"},
	        {"{count: {of: initiatives, from: 2023, to: 2025, succession: follow, min: 3}}",
	         "a true ,b false count,c false count,"},
	        {"{count: {of: initiatives, min: 2, distinct: applied}}",
	         "a true ,b false count,c false count,"},
	        {"{value: {of: gradings, column: grade, at_least: good}}", "a true ,b false value,c true ,"},
	        {"{value: {of: gradings, column: grade, at_most: good}}", "a true ,b true ,c false value,"},
	        {"{value: {of: gradings, column: grade, equals: fair}}",
	         "a false value,b true ,c false value,"},
	        {"{none: {of: breaches}}", "a true ,b false none,c true ,"},
	        {"{id: n, not: {none: {of: breaches}}}", "a false n,b true ,c false n,"},
	        {"{judged: {label: x}}", "a true ,b true ,c true ,"},
	        {"{any: [{id: i, none: {of: breaches}}, {id: j, top: {league: l, rank: 1}}]}",
	         "a true ,b true ,c true ,"},
	        {"{all: [{id: i, none: {of: breaches}}, {any: [{id: j, top: {league: l, rank: 1}}, {id: k, "
	         "count: "
	         "{of: initiatives, min: 1}}]}]}",
	         "a true ,b false i,c false j;k,"},
	        {"{any: [{id: i, none: {of: breaches}}, {id: j, top: {league: l, rank: 1}}, {id: k, count: "
	         "{of: "
	         "initiatives}}], at_least: 3}",
	         "a true ,b false i,c false j;k,"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str all = {0},
		           rules = str_printf(arena, "%s  requires: %s\n", AWARD(YEAR), cases[i].requires);
		run(str_z(arena, rules), "", "", GIVE, "");
		assert_str(said(), "");
		assert_int_equal(awards[0].n, 1);
		for (size_t k = 0; k < awards[0].cycles[0].n; k++) {
			const struct verdict *verdict = &awards[0].cycles[0].verdicts[k];
			all = STR_JOIN(arena, all, verdict->unit->id,
			               verdict->eligible ? STR(" true ") : STR(" false "),
			               award_failed(arena, awards[0].award, verdict->leaves), STR(","));
		}
		assert_str(all, cases[i].rows);
	}
}

static void award__years_in_the_top_count_published_years(void **state)
{
	(void)state;
	run(AWARD(TERM) "  requires: {top: {league: l, rank: 1, years: 2, succession: follow}}\n", "", "",
	    GIVE, "");
	assert_str(said(), "");
	/* rank 1: d 2023, d 2024, a and b 2025, c 2026; a follows d */
	assert_str(eligibility_csv(),
	           "w,2023-2026,a,,true,\nw,2023-2026,b,,false,top\nw,2023-2026,c,,false,top\n");
	assert_int_equal(awards[0].cycles[0].verdicts[0].leaves[0].number, 3);
}

static void award__of_individuals_only_the_eligible_have_a_row(void **state)
{
	(void)state;
	run("w: {title: t, form: giay-khen, level: commune, recipient: individual, cycle: year, years: "
	    "{from: 2025, to: 2030},\n"
	    "  candidates: {of: nominees, where: {award: w, year: $year}},\n"
	    "  requires: {all: [{count: {of: initiatives, where: {applied: true}}}, {none: {of: "
	    "breaches}}]}}\n",
	    "w,2025,a,An,\nw,2025,a,Bình,\nw,2024,b,An,\nw,2025,c,,\n", "", GIVE, "");
	assert_str(said(), "");
	assert_str(eligibility_csv(), "w,2025,a,An,true,\n");
	assert_int_equal(awards[0].cycles[0].n, 2);
}

static void award__depends_on_another_in_the_same_cycle(void **state)
{
	(void)state;
	const char *rules =
	        AWARD(YEAR) "v:\n  title: t\n  form: giay-khen\n  level: commune\n  recipient: collective\n"
	                    "  candidates: {of: units, where: {bloc: x}}\n" YEAR
	                    "  requires: {award: {id: w, state: nominated}}\n";
	run(rules, "w,2025,b,,\nw,2024,c,,\n", "", GIVE, "");
	assert_str(said(), "");
	assert_str(eligibility_csv(), "v,2025,a,,false,award\nv,2025,b,,true,\nv,2025,c,,false,award\n"
	                              "w,2025,a,,true,\nw,2025,b,,true,\nw,2025,c,,true,\n");
}

#define ROW(id, year, unit, rest) id ",w," year ",collective," unit ",,p,chair,2025-11-01," rest "\n"

static void honours__are_checked_at_the_row_and_column(void **state)
{
	(void)state;
	static const struct {
		const char *rules, *rows, *said;
	} cases[] = {
	        {AWARD(YEAR) "  requires: {top: {league: l, rank: 2}}\n", ROW("1", "2025", "a", ",,decided,"),
	         ""},
	        {AWARD(YEAR) "  requires: {top: {league: l, rank: 2}}\n", ROW("1", "2025", "c", ",,decided,"),
	         "data/honours.csv:2:21 award-not-eligible\n"},
	        {AWARD(YEAR) "  decided_by: above\n  requires: {top: {league: l, rank: 2}}\n",
	         ROW("1", "2025", "c", ",,decided,"), "data/honours.csv:2:21 award-not-eligible 1\n"},
	        {AWARD(YEAR) "  requires: {top: {league: l, rank: 2}}\n",
	         ROW("1", "2025", "c", ",,consultation,") ROW("2", "2025", "c", ",,revoked,"), ""},
	        {AWARD(YEAR), ROW("1", "2025", "e", ",,decided,"),
	         "data/honours.csv:2:21 award-not-eligible\n"},
	        {AWARD(YEAR), ROW("1", "2024", "a", ",,decided,"),
	         "data/honours.csv:2:5 award-not-eligible\n"},
	        {AWARD(YEAR) "  quota: [{max: 1, per: award}]\n",
	         ROW("1", "2025", "a", ",,decided,") ROW("2", "2025", "b", ",,decided,"),
	         "data/honours.csv:3:3 award-quota\n"},
	        {AWARD(YEAR) "  quota: [{max: 1, per: unit}]\n",
	         ROW("1", "2025", "a", ",,decided,") ROW("2", "2025", "b", ",,decided,"), ""},
	        {AWARD(YEAR) "  quota: [{share: 0.5, per: award}]\n", /* of three candidates: one */
	         ROW("1", "2025", "a", ",,decided,") ROW("2", "2025", "b", ",,decided,"),
	         "data/honours.csv:3:3 award-quota\n"},
	        {AWARD(YEAR) "  quota: [{share: 0.5, per: award, base: {of: initiatives}}]\n", /* of four: two
	                                                                                        */
	         ROW("1", "2025", "a", ",,decided,") ROW("2", "2025", "b", ",,decided,"), ""},
	        {AWARD(YEAR) "  quota: [{max: 0, per: award, if: {top: {league: l, rank: 2}}}]\n",
	         ROW("1", "2025", "a", ",,decided,") ROW("2", "2025", "c", ",,decided,"),
	         "data/honours.csv:2:3 award-quota\n"},
	        {AWARD(YEAR) "  quota: [{max: 1, per: award}]\n",
	         ROW("1", "2025", "a", ",,decided,") ROW("2", "2025", "e", ",true,decided,vì thành phố"), ""},
	        {AWARD(YEAR) "  outside: {candidates: {of: units, where: {bloc: x}}}\n",
	         ROW("1", "2025", "e", ",true,decided,vì thành phố"),
	         "data/honours.csv:2:21 award-not-eligible\n"},
	        {AWARD(YEAR), ROW("1", "2025", "a", "k,,decided,") ROW("2", "2025", "a", "k,,decided,"),
	         "data/honours.csv:3:43 award-repeated\n"},
	        {AWARD(YEAR), ROW("1", "2025", "a", "k,,revoked,") ROW("2", "2025", "a", "k,,decided,"), ""},
	        {AWARD(YEAR), "1,w,2025,collective,a,,p,chair,2019-12-31,,,decided,\n",
	         "data/honours.csv:2:26 award-authority\n"},
	        {AWARD(YEAR) "  documents: [minutes]\n", ROW("1", "2025", "a", ",,decided,"), ""},
	        {AWARD(YEAR) "  documents: [minutes, letter]\n", ROW("1", "2025", "a", ",,decided,"),
	         "data/honours.csv:2:1 award-documents 1\n"},
	        {AWARD("  cycle: spot\n") "  quota: [{max: 1, per: award}]\n",
	         ROW("1", "2025", "e", ",,decided,") ROW("2", "2024", "e", ",,decided,"), ""},
	        {AWARD(YEAR), "1,v,2025,collective,a,,p,chair,2025-11-01,,,decided,\n",
	         "data/honours.csv:2:3 unknown-name\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		run(cases[i].rules, "", cases[i].rows, "chair,giay-khen,commune,2020-01-01,\n",
		    "w,2025,a,,minutes\n");
		if (!str_eq(said(), str_from(cases[i].said)))
			print_error("case %zu\n", i);
		assert_str(said(), cases[i].said);
	}
}

static void nominees__too_many_are_a_warning_each(void **state)
{
	(void)state;
	run(AWARD(YEAR) "  quota: [{max: 1, per: proposed_by}]\n", "w,2025,a,,p\nw,2025,b,,q\nw,2025,c,,p\n",
	    "", GIVE, "");
	assert_int_equal(diags.list.len, 1);
	assert_str(diag_code(diags.list.items[0].message), "nominee-quota");
	assert_int_equal(diags.list.items[0].line, 0);
	diag_settle(&diags);
	assert_int_equal(diags.list.items[0].line, 4);
}

static void deadline__before_the_data_of_its_last_year(void **state)
{
	(void)state;
	run(AWARD(TERM) "  requires: {top: {league: l, rank: 1, years: 1}}\n  deadline: {before: "
	                "\"2026-02-20\"}\n",
	    "", "", GIVE, "");
	assert_str(said(), "data/awards.yaml:10:22 deadline-before-data w\n");
	run(AWARD(TERM) "  requires: {top: {league: l, rank: 1, years: 1}}\n  deadline: {before: "
	                "\"02-20\"}\n",
	    "", "", GIVE, "");
	assert_str(said(), "");
	struct date day;
	assert_true(award_deadline(&day, awards[0].award, 2026));
	assert_str(date_iso(arena, day), "2027-02-19");
}

static void awards_read__says_each_problem_at_its_place(void **state)
{
	(void)state;
	static const struct {
		const char *rules, *said;
	} cases[] = {
	        {AWARD(YEAR) "  requires: {top: {league: m, rank: 1}}\n",
	         "data/awards.yaml:9:28 unknown-name\n"},
	        {AWARD(YEAR) "  requires: {top: {league: l}}\n", "data/awards.yaml:9:19 missing-key\n"},
	        {AWARD(YEAR) "  requires: {tops: {league: l}}\n", "data/awards.yaml:9:14 unknown-key\n"},
	        {AWARD(YEAR) "  requires: {id: x}\n", "data/awards.yaml:9:13 bad-value\n"},
	        {AWARD(YEAR) "  requires: {count: {of: initiative}}\n",
	         "data/awards.yaml:9:26 unknown-name\n"},
	        {AWARD(YEAR) "  requires: {value: {of: gradings, column: grade, at_least: great}}\n",
	         "data/awards.yaml:9:61 bad-value\n"},
	        {AWARD(YEAR) "  requires: {met: {target: t9}}\n", "data/awards.yaml:9:28 unknown-name\n"},
	        {AWARD(YEAR) "  requires: {award: {id: v, state: decided}}\n",
	         "data/awards.yaml:9:26 unknown-name\n"},
	        {AWARD(YEAR) "  requires: {award: {id: w, state: given}}\n",
	         "data/awards.yaml:9:36 bad-value\n"},
	        {AWARD(TERM) "  requires: {leader: {league: l}}\n", "data/awards.yaml:9:22 missing-key\n"},
	        {AWARD(TERM) "  requires: {count: {of: initiatives, where: {year: $year}}}\n",
	         "data/awards.yaml:9:53 bad-value\n"},
	        {AWARD(YEAR) "  quota: [{per: unit}]\n", "data/awards.yaml:9:11 bad-value\n"},
	        {AWARD(YEAR) "  quota: [{share: 1.5}]\n", "data/awards.yaml:9:19 bad-value\n"},
	        {AWARD(YEAR) "  deadline: {before: \"13-01\"}\n", "data/awards.yaml:9:22 bad-value\n"},
	        {AWARD(YEAR) "  decided_by: below\n", "data/awards.yaml:9:15 bad-value\n"},
	        {AWARD("  cycle: year\n  years: {from: 2030, to: 2025}\n"),
	         "data/awards.yaml:8:27 bad-value\n"},
	        {AWARD("  cycle: term\n"), "data/awards.yaml:2:3 missing-key\n"},
	        {AWARD(""), "data/awards.yaml:2:3 missing-key\n"},
	        {"w: {title: t, form: cup, level: commune, recipient: collective, cycle: spot}\n",
	         "data/awards.yaml:1:21 bad-value\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		run(cases[i].rules, "", "", GIVE, "");
		if (!str_eq(said(), str_from(cases[i].said)))
			print_error("case %zu\n", i);
		assert_str(said(), cases[i].said);
	}
}

static void honours__of_an_award_file_that_is_no_map_are_not_judged(void **state)
{
	(void)state;
	run("- w\n", "w,2025,a,,\n", ROW("1", "2025", "a", ",,decided,"), "", "");
	assert_str(said(), "data/awards.yaml:1:1 wrong-type\n");
}

static void awards__of_broken_tables_are_not_judged(void **state)
{
	(void)state;
	static const struct file files[] = {
	        {"data/datapackage.yaml", PACKAGE},
	        {"data/units.csv", "unit,bloc,valid_from,valid_to,successor\na,x,,\nb,x,,,\n"},
	        {"data/scores.csv", SCORES},
	        {"data/initiatives.csv", INITIATIVES},
	        {"data/gradings.csv", GRADINGS},
	        {"data/breaches.csv", BREACHES},
	        {"data/nominees.csv", "award,year,unit,person,proposed_by\nw,2025,zz,,\n"},
	        {"data/honours.csv", HONOURS ROW("1", "2025", "zz", ",,decided,")},
	        {"data/competences.csv", "authority,form,level,valid_from,valid_to\n"},
	        {"data/dossiers.csv", "award,year,unit,person,document\n"},
	        {"data/leagues.yaml", "l: {source: scores, where: {bloc: x}, period: year, score: score}\n"},
	        {"data/awards.yaml", AWARD(YEAR) "  requires: {leader: {league: l}}\n"}};
	COMPUTE(files, "2025-12-01");
	assert_str(said(), "data/units.csv:2:6 missing-cell\n");
}

static void calendar__shows_the_last_valid_day_and_counts_working_days(void **state)
{
	(void)state;
	static const struct file files[] = {
	        {"data/calendar.yaml", "- {id: r, title: Báo cáo, kind: report, plan: p, yearly: \"11-20\", "
	                               "from: 2026, to: 2027, before: true}\n"
	                               "- {id: t, title: Tết, kind: holiday, on: 2026-02-17}\n"
	                               "- {id: n, title: Quốc khánh, kind: holiday, yearly: \"09-02\"}\n"
	                               "- {id: s, title: Sơ kết, kind: meeting}\n"}};
	struct derived table;
	struct calendar_result result;
	COMPUTE(files, "2026-11-20");
	assert_str(said(), "");
	calendar_compute(&result, arena, &model);
	derived_calendar(&table, &model, &result);
	assert_str(table_text(&table, NULL), ",Sơ kết,,meeting\n2026-02-17,Tết,,holiday\n"
	                                     "2026-09-02,Quốc khánh,,holiday\n2026-11-19,Báo cáo,p,report\n"
	                                     "2027-09-02,Quốc khánh,,holiday\n2027-11-19,Báo cáo,p,report\n");
	struct date from;
	date_parse(&from, STR("2026-08-31")); /* Monday; Wednesday is a holiday */
	assert_str(date_iso(arena, calendar_add_working_days(&model, from, 3)), "2026-09-04");
	assert_str(date_iso(arena, calendar_add_working_days(&model, from, 4)), "2026-09-07");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        UNIT(award__conditions_and_what_fails),
	        UNIT(award__years_in_the_top_count_published_years),
	        UNIT(award__of_individuals_only_the_eligible_have_a_row),
	        UNIT(award__depends_on_another_in_the_same_cycle),
	        UNIT(honours__are_checked_at_the_row_and_column),
	        UNIT(nominees__too_many_are_a_warning_each),
	        UNIT(deadline__before_the_data_of_its_last_year),
	        UNIT(awards_read__says_each_problem_at_its_place),
	        UNIT(honours__of_an_award_file_that_is_no_map_are_not_judged),
	        UNIT(awards__of_broken_tables_are_not_judged),
	        UNIT(calendar__shows_the_last_valid_day_and_counts_working_days),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
