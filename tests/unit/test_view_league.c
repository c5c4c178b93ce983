#include "view_site.h"

#include "view/league.h"

#define PACKAGE                                                                                              \
	"resources:\n"                                                                                       \
	"- name: units\n  path: units.csv\n  schema:\n    fields:\n"                                         \
	"    - {name: unit, type: string}\n    - {name: name_vi, type: string}\n"                            \
	"    - {name: name_en, type: string}\n"                                                              \
	"- name: scores\n  path: scores.csv\n  illustrative: {vi: Giả định, en: Invented}\n"            \
	"  schema:\n    fields:\n"                                                                           \
	"    - {name: unit, type: string}\n    - {name: year, type: string}\n"                               \
	"    - {name: a, type: number, title: {vi: Thể chế, en: Institutions}}\n"                        \
	"    - {name: note, type: string}\n"

static const struct file files[] = {
        {"data/datapackage.yaml", PACKAGE},
        {"data/units.csv", "unit,name_vi,name_en\nu1,Phòng Đất,Land\nu2,Phòng Anh,\nu3,Phòng Cao,High\n"},
        {"data/scores.csv", "unit,year,a,note\nu1,2025,90.5,\nu2,2025,80,\nu3,2025,80,\n"
                            "u1,2026,70,\nu2,2026,85.25,\nu3,2026,,chưa chấm\n"},
        {"data/leagues.yaml", "l:\n  title: {vi: Xếp hạng, en: Ranks}\n  source: scores\n  period: year\n"
                              "  score: {sum: [a]}\n  bands: [{top: 1, label: {vi: Dẫn đầu, en: First}}]\n"}};

static struct value *page(size_t language, size_t period)
{
	struct value *tree = value_map(arena);
	COMPUTE(files, "2026-11-20");
	assert_str(said(), "");
	open_view(period == SIZE_MAX ? "/leagues/l/" : "/leagues/l/2025/", language);
	view_league(&view, tree, &leagues[0], period);
	return tree;
}

static void view_league__a_row_says_all_its_keys(void **state)
{
	(void)state;
	struct value *tree = page(0, SIZE_MAX);
	assert_json(
	        tree, "league.rows.0",
	        "{\"rank\":\"1\",\"rank_text\":\"1\",\"tied\":false,"
	        "\"unit\":{\"text\":\"Phòng Anh\",\"lang\":false,\"href\":\"../../units/u2/\"},"
	        "\"score\":{\"value\":\"85.25\",\"text\":\"85,25\"},\"previous_rank\":\"2\",\"change\":\"1\","
	        "\"change_text\":\"1\",\"change_words\":\"tăng 1 bậc\",\"is_up\":true,\"is_down\":false,"
	        "\"is_same\":false,\"band\":{\"text\":\"Dẫn đầu\",\"lang\":false},\"note\":false,"
	        "\"not_ranked_words\":false,\"is_marked\":false}");
	assert_json(tree, "league.rows.1.score", "{\"value\":\"70\",\"text\":\"70,00\"}");
	assert_json(tree, "league.rows.1.change", "\"-1\"");
	assert_json(tree, "league.rows.1.is_down", "true");
	assert_json(tree, "league.not_ranked.0.rank_text", "false");
	assert_json(tree, "league.not_ranked.0.note", "{\"text\":\"chưa chấm\",\"lang\":false}");
	assert_json(tree, "league.not_ranked.0.not_ranked_words.text", "\"Không xếp hạng\"");
	assert_json(tree, "league.caption.text", "\"Xếp hạng, năm 2026\"");
	assert_json(tree, "league.previous_period.value", "\"2025\"");
	assert_json(tree, "league.illustrative.text", "\"Giả định\"");
	assert_json(tree, "league.link", "false");
	assert_json(tree, "league.id", "\"page_view\"");
	close_view();
}

static void view_league__a_tie_is_marked_and_the_untranslated_has_its_language(void **state)
{
	(void)state;
	struct value *tree = page(1, 0);
	assert_json(tree, "league.rows.1.rank_text", "\"2=\"");
	assert_json(tree, "league.rows.1.unit",
	            "{\"text\":\"Phòng Anh\",\"lang\":\"vi\",\"href\":\"../../../units/u2/\"}");
	assert_json(tree, "league.rows.0.score.text", "\"90.5\"");
	assert_json(tree, "league.rows.1.score.text", "\"80.0\"");
	assert_json(tree, "league.has_change", "false");
	assert_json(tree, "league_page.path.has_rows", "false");
	assert_json(tree, "league_page.previous", "false");
	assert_json(tree, "league_page.next",
	            "{\"text\":\"2026\",\"lang\":false,\"href\":\"../2026/\",\"value\":\"2026\"}");
	assert_json(tree, "league_page.method.0.text",
	            "\"The score is the sum of Institutions; where a part is missing there is no score.\"");
	close_view();
}

static void view_league__the_path_goes_by_the_latest_rank(void **state)
{
	(void)state;
	struct value *tree = page(0, SIZE_MAX);
	assert_json(tree, "league_page.path.columns.0.value", "\"2025\"");
	assert_json(tree, "league_page.path.rows.0.unit.text", "\"Phòng Anh\"");
	assert_json(tree, "league_page.path.rows.0.cells",
	            "[{\"rank_text\":\"2=\",\"note\":false,\"score_text\":\"80,00\"},"
	            "{\"rank_text\":\"1\",\"note\":false,\"score_text\":\"85,25\"}]");
	assert_json(tree, "league_page.path.rows.2.unit.text", "\"Phòng Cao\"");
	assert_json(tree, "league_page.path.rows.2.cells.1",
	            "{\"rank_text\":false,\"note\":{\"text\":\"chưa "
	            "chấm\",\"lang\":false},\"score_text\":false}");
	assert_json(tree, "league_page.periods.1.leaders.0.text", "\"Phòng Đất\"");
	assert_json(tree, "league_page.periods.0.is_current", "true");
	close_view();
}

static void view_league__a_site_that_lacks_rows_still_has_its_keys(void **state)
{
	(void)state;
	static const struct file empty[] = {
	        {"data/datapackage.yaml", PACKAGE},
	        {"data/units.csv", "unit,name_vi,name_en\nu1,Một,One\n"},
	        {"data/scores.csv", "unit,year,a,note\n"},
	        {"data/leagues.yaml", "l:\n  source: scores\n  period: year\n  score: a\n"}};
	struct value *tree = value_map(arena);
	COMPUTE(empty, "2026-11-20");
	open_view("/leagues/l/", 0);
	view_league(&view, tree, &leagues[0], SIZE_MAX);
	assert_json(tree, "league.period", "false");
	assert_json(tree, "league.has_rows", "false");
	assert_json(tree, "league_page.has_periods", "false");
	assert_json(tree, "league_page.path.has_rows", "false");
	close_view();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        UNIT(view_league__a_row_says_all_its_keys),
	        UNIT(view_league__a_tie_is_marked_and_the_untranslated_has_its_language),
	        UNIT(view_league__the_path_goes_by_the_latest_rank),
	        UNIT(view_league__a_site_that_lacks_rows_still_has_its_keys),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
