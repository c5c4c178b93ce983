#include "rules_site.h"

#include "rules/withheld.h"

/* One table of the descriptor: its columns, all texts but `year` and those that end in `_on`. */
static struct str table(struct str before, const char *name, const char *columns)
{
	struct str column, rest = str_from(columns);
	struct str out = str_printf(arena, STR_FMT "  - {name: %s, path: %s.csv, schema: {fields: [",
	                            STR_ARG(before), name, name);
	for (bool more = true; more;) {
		more = str_cut(&column, &rest, rest, ',');
		const char *type = str_eq(column, STR("year"))    ? "year"
		                   : str_ends(column, STR("_on")) ? "date"
		                                                  : "string";
		out = str_printf(arena, STR_FMT "{name: " STR_FMT ", type: %s}, ", STR_ARG(out),
		                 STR_ARG(column), type);
	}
	return STR_JOIN(arena, out, STR("]}}\n"));
}

static const char *descriptor(void)
{
	struct str text = table(STR("resources:\n"), "units", "unit,name_vi,name_en");
	text = table(text, "people", "person,name,position_vi,position_en");
	text = table(text, "nominees", "award,year,unit,person,title_vi,title_en");
	text = table(text, "dossiers", "award,year,unit,person,document");
	text = table(text, "initiatives", "initiative,unit,person,title_vi,title_en,year");
	text = table(text, "honours",
	             "honour,award,year,recipient,unit,person,title_vi,title_en,decision,decided_on,state,"
	             "revoked_on,reason");
	return str_z(arena, text);
}

static const char units[] = "unit,name_vi,name_en\na,A,A\nb,B,B\n";

/* Of individuals, one initiative in the year makes eligible. */
static const char rules[] = "merit:\n"
                            "  title: Giấy khen\n"
                            "  form: giay-khen\n"
                            "  level: commune\n"
                            "  recipient: individual\n"
                            "  cycle: year\n"
                            "  years: {from: 2024, to: 2026}\n"
                            "  candidates: {of: nominees, where: {award: merit, year: $year}}\n"
                            "  requires:\n"
                            "    count: {of: initiatives, where: {person: $person}, min: 1}\n"
                            "spot:\n"
                            "  title: Đột xuất\n"
                            "  form: giay-khen\n"
                            "  level: commune\n"
                            "  recipient: individual\n"
                            "  cycle: spot\n";

static const char nobody[] =
        "honour,award,year,recipient,unit,person,title_vi,title_en,decision,decided_on,state,revoked_on,"
        "reason\n";

static const struct withheld *withheld;

static void site(const char *people, const char *nominees, const char *dossiers, const char *initiatives,
                 const char *honour_rows)
{
	const struct file files[] = {
	        {"data/datapackage.yaml", descriptor()},
	        {"data/units.csv", units},
	        {"data/people.csv", people},
	        {"data/nominees.csv", nominees},
	        {"data/dossiers.csv", dossiers},
	        {"data/initiatives.csv", initiatives},
	        {"data/honours.csv", honour_rows},
	        {"data/awards.yaml", rules},
	};
	COMPUTE(files, "2026-11-20");
	assert_str(said(), "");
	withheld = withheld_compute(arena, &model, awards);
}

/* Whether the first candidate of 2025 may not be told. */
static bool first_is_withheld(void)
{
	const struct award_cycle_result *cycle = award_cycle(&awards[0], 2025);
	return withheld_verdict(withheld, cycle, &cycle->verdicts[0]);
}

/* What is published of a table: cells joined by ',', rows by '|'. */
static struct str published(const char *name)
{
	const struct resource *resource = package_find(&package, str_from(name));
	struct str all = {0};
	for (size_t row = 0; row < resource->table.rows; row++) {
		if (withheld_row(withheld, resource, row))
			continue;
		for (size_t i = 0; i < resource->n_fields; i++) {
			struct str text = withheld_cell(withheld, resource, row, i)
			                          ? STR("#")
			                          : resource_text(arena, resource, row, i);
			all = STR_JOIN(arena, all, i ? STR(",") : all.len ? STR("|") : STR(""), text);
		}
	}
	return all;
}

static const char two_people[] = "person,name,position_vi,position_en\np1,Lê Giả,X,X\np2,Hồ Mẫu,Y,Y\n";
static const char both_nominated[] =
        "award,year,unit,person,title_vi,title_en\nmerit,2025,a,p1,t1,t1\nmerit,2025,b,p2,t2,t2\n";
static const char no_dossiers[] = "award,year,unit,person,document\n";
static const char both_ideas[] =
        "initiative,unit,person,title_vi,title_en,year\ni1,a,p1,x,x,2025\ni2,b,p2,y,y,2025\n";

static void withheld__of_people_all_eligible_is_nothing(void **state)
{
	(void)state;
	site(two_people, both_nominated, no_dossiers, both_ideas, nobody);
	assert_str(published("nominees"), "merit,2025,a,p1,t1,t1|merit,2025,b,p2,t2,t2");
	assert_str(published("people"), "p1,Lê Giả,X,X|p2,Hồ Mẫu,Y,Y");
	assert_false(withheld_any(withheld, package_find(&package, STR("nominees"))));
}

static void revoked__leaves_award_unit_decision_and_date(void **state)
{
	(void)state;
	static const char revoked[] =
	        "honour,award,year,recipient,unit,person,title_vi,title_en,decision,decided_on,state,"
	        "revoked_on,reason\n"
	        "h1,merit,2025,individual,a,p1,t1,t1,12/QĐ,2026-01-10,revoked,2026-03-01,Lê Giả khai sai\n";
	site(two_people, both_nominated, "award,year,unit,person,document\nmerit,2025,a,p1,to-trinh\n",
	     both_ideas, revoked);
	assert_str(published("honours"),
	           "h1,merit,2025,individual,a,#,#,#,12/QĐ,2026-01-10,revoked,2026-03-01,#");
	assert_str(published("nominees"), "merit,2025,a,#,t1,t1|merit,2025,b,p2,t2,t2");
	assert_str(published("dossiers"), "merit,2025,a,#,to-trinh");
	assert_str(published("initiatives"), "i1,a,#,x,x,2025|i2,b,p2,y,y,2025");
	assert_str(published("people"), "p2,Hồ Mẫu,Y,Y");
	assert_true(withheld_person(withheld, STR("p1")));
	assert_true(first_is_withheld());
}

static void revoked__keeps_what_the_person_did_in_another_year(void **state)
{
	(void)state;
	static const char revoked[] =
	        "honour,award,year,recipient,unit,person,title_vi,title_en,decision,decided_on,state,"
	        "revoked_on,reason\n"
	        "h1,merit,2025,individual,a,p1,t1,t1,12/QĐ,2026-01-10,revoked,2026-03-01,\n";
	site(two_people, both_nominated, no_dossiers,
	     "initiative,unit,person,title_vi,title_en,year\ni1,a,p1,x,x,2025\ni2,b,p2,y,y,2025\ni3,a,p1,z,z,"
	     "2024\n",
	     revoked);
	assert_str(published("initiatives"), "i1,a,#,x,x,2025|i2,b,p2,y,y,2025|i3,a,p1,z,z,2024");
	assert_str(published("people"), "p1,Lê Giả,X,X|p2,Hồ Mẫu,Y,Y");
	assert_false(withheld_person(withheld, STR("p1")));
}

static void ineligible__are_named_nowhere(void **state)
{
	(void)state;
	site(two_people, both_nominated, "award,year,unit,person,document\nmerit,2025,b,p2,to-trinh\n",
	     "initiative,unit,person,title_vi,title_en,year\ni1,a,p1,x,x,2025\ni2,b,p2,y,y,2024\n", nobody);
	assert_str(published("nominees"), "merit,2025,a,p1,t1,t1|merit,2025,b,#,t2,t2");
	assert_str(published("dossiers"), "merit,2025,b,#,to-trinh");
	assert_str(published("initiatives"), "i1,a,p1,x,x,2025|i2,b,#,y,y,2024");
	assert_str(published("people"), "p1,Lê Giả,X,X");
}

static void ineligible__in_one_year_is_named_in_another(void **state)
{
	(void)state;
	site(two_people,
	     "award,year,unit,person,title_vi,title_en\nmerit,2024,b,p2,t,t\nmerit,2025,b,p2,t,t\nmerit,2025,"
	     "a,p1,t,t\n",
	     no_dossiers, both_ideas, nobody);
	assert_str(published("nominees"), "merit,2024,b,#,t,t|merit,2025,b,p2,t,t|merit,2025,a,p1,t,t");
	assert_str(published("people"), "p1,Lê Giả,X,X|p2,Hồ Mẫu,Y,Y");
}

static void spot__withholds_nobody(void **state)
{
	(void)state;
	site(two_people, "award,year,unit,person,title_vi,title_en\nspot,2025,a,p1,t,t\n", no_dossiers,
	     "initiative,unit,person,title_vi,title_en,year\n", nobody);
	assert_str(published("nominees"), "spot,2025,a,p1,t,t");
	assert_str(published("people"), "p1,Lê Giả,X,X|p2,Hồ Mẫu,Y,Y");
}

static void consultation__of_who_is_not_eligible_has_no_name(void **state)
{
	(void)state;
	static const char proposed[] =
	        "honour,award,year,recipient,unit,person,title_vi,title_en,decision,decided_on,state,"
	        "revoked_on,reason\n"
	        "h1,merit,2025,individual,a,p1,t1,t1,,,consultation,,\n"
	        "h2,merit,2025,individual,b,p2,t2,t2,,,consultation,,\n";
	site(two_people, both_nominated, no_dossiers,
	     "initiative,unit,person,title_vi,title_en,year\ni1,a,p1,x,x,2025\n", proposed);
	assert_str(published("honours"), "h1,merit,2025,individual,a,p1,t1,t1,,,consultation,,|"
	                                 "h2,merit,2025,individual,b,#,t2,t2,,,consultation,,");
}

static void withheld__without_people_takes_the_id_for_the_name(void **state)
{
	(void)state;
	static const char revoked[] =
	        "honour,award,year,recipient,unit,person,title_vi,title_en,decision,decided_on,state,"
	        "revoked_on,reason\n"
	        "h1,merit,2025,individual,a,Lê Giả,t1,t1,12/QĐ,2026-01-10,revoked,2026-03-01,\n";
	site("person,name,position_vi,position_en\n",
	     "award,year,unit,person,title_vi,title_en\nmerit,2025,a,Lê Giả,Việc của Lê Giả,t\n", no_dossiers,
	     "initiative,unit,person,title_vi,title_en,year\ni1,a,Lê Giả,x,x,2025\n", revoked);
	assert_str(published("nominees"), "merit,2025,a,#,#,t");
	assert_true(first_is_withheld());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        UNIT(withheld__of_people_all_eligible_is_nothing),
	        UNIT(revoked__leaves_award_unit_decision_and_date),
	        UNIT(revoked__keeps_what_the_person_did_in_another_year),
	        UNIT(ineligible__are_named_nowhere),
	        UNIT(ineligible__in_one_year_is_named_in_another),
	        UNIT(spot__withholds_nobody),
	        UNIT(consultation__of_who_is_not_eligible_has_no_name),
	        UNIT(withheld__without_people_takes_the_id_for_the_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
