#include "view_doc.h"

#include "view/datasets.h"
#include "view/fence.h"
#include "view/table.h"

static const char package_yaml[] =
        "resources:\n"
        "- name: units\n"
        "  path: units.csv\n"
        "  title: {vi: Đơn vị, en: Units}\n"
        "  schema:\n"
        "    fields:\n"
        "    - {name: unit, type: string, title: {vi: Mã, en: Code}}\n"
        "    - {name: name_vi, type: string, title: {vi: Tên, en: Vietnamese name}}\n"
        "    - {name: name_en, type: string, title: {vi: Tên tiếng Anh, en: Name}}\n"
        "    - {name: since, type: date}\n"
        "    - {name: open, type: boolean}\n"
        "    - name: grade\n"
        "      type: string\n"
        "      categories:\n"
        "      - {value: low, label: {vi: Thấp, en: Low}}\n"
        "      - {value: high, label: {vi: Cao, en: High}}\n"
        "      categoriesOrdered: true\n"
        "    primaryKey: unit\n"
        "- name: results\n"
        "  path: results.csv\n"
        "  title: {vi: Kết quả, en: Results}\n"
        "  description: {vi: Mỗi dòng một kỳ, en: A row a period}\n"
        "  update: quarter\n"
        "  illustrative: {vi: Giả định, en: Invented}\n"
        "  schema:\n"
        "    fields:\n"
        "    - name: indicator\n"
        "      type: string\n"
        "      title: {vi: Chỉ số, en: Indicator}\n"
        "      description: {vi: Mã, en: Code}\n"
        "      constraints: {required: true}\n"
        "    - {name: unit, type: string}\n"
        "    - {name: period, type: string}\n"
        "    - {name: value, type: number, constraints: {minimum: 0, maximum: 1000.5}}\n"
        "    - {name: note, type: string, constraints: {maxLength: 90}}\n"
        "    primaryKey: [indicator, unit, period]\n"
        "    foreignKeys: [{fields: unit, reference: {resource: units, fields: unit}}]\n"
        "- name: indicators\n"
        "  path: indicators.csv\n"
        "  schema:\n"
        "    fields:\n"
        "    - {name: indicator, type: string}\n"
        "    - {name: name_vi, type: string}\n"
        "    - {name: unit_of_measure, type: string}\n"
        "- name: breaches\n"
        "  path: breaches.csv\n"
        "  publish: false\n"
        "  schema:\n"
        "    fields:\n"
        "    - {name: unit, type: string}\n";

static const struct file files[] = {
        {"data/datapackage.yaml", package_yaml},
        {"data/units.csv", "unit,name_vi,name_en,since,open,grade\nu1,Phòng Đất,Land,2024-02-05,true,high\n"
                           "u2,Phòng Anh,,,false,low\nu10,Ấp Mười,Ten,2023-11-30,true,\n"},
        {"data/results.csv", "indicator,unit,period,value,note\nrate,u1,2026-Q2,98.50,\n"
                             "rate,u2,2026-Q1,1000.25,chưa đủ\nrate,u10,2025,7,\nother,u1,2026,,ok\n"},
        {"data/indicators.csv", "indicator,name_vi,unit_of_measure\nrate,Đúng hạn,%\nother,Khác,hồ sơ\n"},
        {"data/breaches.csv", "unit\nu1\n"}};

static void open_site(const char *path, size_t language)
{
	static const char *const made_files[] = {"/data/results.csv", "/data/results.excel.csv",
	                                         "/data/calendar.csv", "/data/all.zip"};
	static const struct view_file file = {.size = 1228, .rows = 1204, .updated = {20746}};
	COMPUTE(files, "2026-11-20");
	assert_str(said(), "");
	open_view(path, language);
	add_page(STR("/data/results/"), both("Kết quả", "Results"), 3);
	add_page(STR("/data/units/"), both("Đơn vị", "Units"), 3);
	add_page(STR("/calendar/"), both("Lịch", "Calendar"), 3);
	for (size_t i = 0; i < sizeof made_files / sizeof *made_files; i++)
		*map_put(&site.files, str_from(made_files[i])) = (void *)(uintptr_t)&file;
}

/* Resolves a view as a page writes it, at the beginning of its source. */
static bool resolve(struct view_request *out, const char *text)
{
	struct source *source = ARENA_NEW(arena, struct source);
	struct view_spec spec;
	*source = (struct source){STR("content/p.vi.md"), str_from(text)};
	return spec_parse(&spec, arena, source->text, (struct place){source, 0}, false, &diags) &&
	       view_resolve(out, arena, &site, &spec, &diags);
}

static struct value *table(const char *text)
{
	struct view_request request;
	assert_true(resolve(&request, text));
	return request.kind->build(&view, &request);
}

/* The texts of a column, joined by '|'. */
static struct str column(const struct value *tree, size_t which)
{
	struct str all = {0};
	const struct value *rows = value_get(tree, STR("rows"));
	for (size_t i = 0; i < rows->len; i++)
		all = STR_JOIN(
		        arena, all, i ? STR("|") : STR(""),
		        value_get(value_get(rows->items[i], STR("cells"))->items[which], STR("text"))->text);
	return all;
}

static void view_table__codes_are_named_and_numbers_read(void **state)
{
	(void)state;
	open_site("/plans/p/", 0);
	struct value *tree = table("table results");
	assert_json(tree, "caption", "{\"text\":\"Kết quả\",\"lang\":false}");
	assert_json(tree, "id", "\"view_1\"");
	assert_json(tree, "illustrative.text", "\"Giả định\"");
	assert_json(
	        tree, "columns.0",
	        "{\"name\":\"indicator\",\"title\":{\"text\":\"Chỉ số\",\"lang\":false},\"is_number\":false,"
	        "\"unit_of_measure\":false}");
	assert_json(tree, "columns.3.title.text", "\"value\"");
	assert_json(tree, "rows.0.cells.0",
	            "{\"text\":\"Đúng "
	            "hạn\",\"lang\":false,\"href\":\"../../indicators/rate/\",\"is_number\":false,"
	            "\"is_header\":true,\"is_empty\":false}");
	assert_json(tree, "rows.0.cells.1.href", "\"../../units/u1/\"");
	assert_json(tree, "rows.1.cells.3",
	            "{\"text\":\"1.000,25\",\"lang\":false,\"href\":\"../../indicators/rate/"
	            "\",\"is_number\":true,"
	            "\"is_header\":false,\"is_empty\":false}");
	assert_str(column(tree, 2), "Quý II/2026|Quý I/2026|Năm 2025|Năm 2026");
	assert_json(tree, "rows.3.cells.3",
	            "{\"text\":\"–\",\"lang\":false,\"href\":false,\"is_number\":true,\"is_header\":false,"
	            "\"is_empty\":true}");
	assert_json(tree, "link.href", "\"../../data/results/\"");
	assert_json(tree, "cut", "false");
	struct value *top = value_map(arena);
	value_set(arena, top, STR("table"), tree);
	doc_check("### table — key", top);
	close_view();
}

static void view_table__one_indicator_says_its_unit_of_measure(void **state)
{
	(void)state;
	open_site("/plans/p/", 0);
	struct value *tree = table("table results where=indicator:rate columns=unit,value sort=value");
	assert_json(tree, "columns.1.unit_of_measure.text", "\"%\"");
	assert_str(column(tree, 1), "7|98,50|1.000,25");
	close_view();
}

static void view_table__a_pair_of_languages_is_one_column(void **state)
{
	(void)state;
	open_site("/plans/p/", 1);
	struct value *tree = table("table units sort=-name");
	assert_json(tree, "columns.1",
	            "{\"name\":\"name\",\"title\":{\"text\":\"Name\",\"lang\":false},\"is_number\":false,"
	            "\"unit_of_measure\":false}");
	assert_json(tree, "rows.0.cells.1.text", "\"Ten\"");
	assert_json(tree, "rows.1.cells.1",
	            "{\"text\":\"Phòng "
	            "Anh\",\"lang\":\"vi\",\"href\":false,\"is_number\":false,\"is_header\":false,"
	            "\"is_empty\":false}");
	assert_str(column(tree, 2), "30 November 2023|–|5 February 2024");
	assert_str(column(tree, 3), "yes|no|yes");
	assert_str(column(table("table units columns=name_vi"), 0), "Land|Phòng Anh|Ten");
	close_view();
}

static void view_table__order_is_that_of_readers(void **state)
{
	(void)state;
	open_site("/plans/p/", 0);
	assert_str(column(table("table units columns=name sort=name"), 0), "Ấp Mười|Phòng Anh|Phòng Đất");
	assert_str(column(table("table units columns=grade,name sort=grade"), 0), "Thấp|Cao|–");
	assert_str(column(table("table units columns=grade sort=-grade"), 0), "Cao|Thấp|–");
	assert_str(column(table("table units columns=since sort=since"), 0), "30/11/2023|05/02/2024|–");
	assert_str(column(table("table results columns=period sort=period"), 0),
	           "Năm 2025|Quý I/2026|Năm 2026|Quý II/2026");
	close_view();
}

static void view_table__a_limit_says_what_it_left_out(void **state)
{
	(void)state;
	open_site("/plans/p/", 0);
	struct value *tree = table("table results limit=2 where=indicator:rate sort=-value columns=value");
	assert_str(column(tree, 0), "1.000,25|98,50");
	assert_json(tree, "cut.text", "\"2 trong 3 dòng\"");
	assert_str(column(table("table results limit=1 columns=value"), 0), "98,50");
	close_view();
}

static void view_table__what_is_wrong_is_said_at_its_word(void **state)
{
	(void)state;
	static const struct {
		const char *text, *said;
	} cases[] = {
	        {"table nothing", "content/p.vi.md:1:7 unknown-name\n"},
	        {"table breaches", "content/p.vi.md:1:7 unknown-name\n"},
	        {"table", "content/p.vi.md:1:1 bad-option\n"},
	        {"table units top=3", "content/p.vi.md:1:13 bad-option\n"},
	        {"table units columns=unit,nam", "content/p.vi.md:1:26 unknown-name\n"},
	        {"table units sort=-nam", "content/p.vi.md:1:19 unknown-name\n"},
	        {"table units limit=0", "content/p.vi.md:1:19 bad-option\n"},
	        {"table results where=unit:u9", "content/p.vi.md:1:26 unknown-name\n"},
	        {"table results where=units:u1", "content/p.vi.md:1:21 unknown-name\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct view_request request;
		open_site("/plans/p/", 0);
		assert_false(resolve(&request, cases[i].text));
		assert_str(said(), cases[i].said);
		close_view();
	}
}

static void view_table__what_an_error_was_said_of_is_not_judged(void **state)
{
	(void)state;
	static const struct file broken[] = {
	        {"data/datapackage.yaml", package_yaml},
	        {"data/units.csv", "unit,name_vi,name_en,since,open,grade\nu1,A,B,no day,true,high\n"},
	        {"data/results.csv", "indicator,unit,period,value,note\n"},
	        {"data/indicators.csv", "indicator,name_vi,unit_of_measure\n"},
	        {"data/breaches.csv", "unit\n"}};
	struct view_request request;
	COMPUTE(broken, "2026-11-20");
	open_view("/plans/p/", 0);
	diag_init(&diags, arena);
	assert_true(resolve(&request, "table units columns=name sort=since"));
	assert_true(request.unjudged);
	assert_str(said(), "");
	close_view();
}

static void view_dataset__describes_every_column(void **state)
{
	(void)state;
	open_site("/data/results/", 0);
	struct value *tree = value_map(arena);
	view_dataset(&view, tree, package_find(&package, STR("results")));
	doc_check("### dataset\n", tree);
	assert_json(tree, "dataset.rows_text", "\"1.204\"");
	assert_json(tree, "dataset.key", "\"indicator, unit, period\"");
	assert_json(tree, "dataset.updated.value", "\"2026-10-20\"");
	assert_json(tree, "dataset.update.text", "\"Hằng quý\"");
	assert_json(tree, "dataset.source", "\"data/results.csv\"");
	assert_json(tree, "dataset.citation.text",
	            "\"Trang, “Kết quả”, 20/10/2026, https://x.example/data/results/\"");
	assert_json(tree, "dataset.citation_short.text", "\"Trang (2026). Kết quả.\"");
	assert_json(tree, "dataset.citation_edition", "false");
	assert_json(tree, "dataset.fields.0.constraints", "[{\"text\":\"bắt buộc\",\"lang\":false}]");
	assert_json(tree, "dataset.fields.1.references",
	            "{\"text\":\"Đơn vị\",\"lang\":false,\"href\":\"../units/\"}");
	assert_json(tree, "dataset.fields.3.constraints.0.text", "\"từ 0 đến 1.000,5\"");
	assert_json(tree, "dataset.fields.4.constraints.0.text", "\"không quá 90 ký tự\"");
	assert_json(tree, "dataset.downloads.1.words.text", "\"mở bằng Excel\"");
	assert_json(tree, "dataset.no_xlsx", "false");
	assert_json(tree, "table.id", "\"page_view\"");
	assert_json(tree, "table.link", "false");
	view_dataset(&view, tree, package_find(&package, STR("units")));
	assert_json(tree, "dataset.fields.5.categories",
	            "[{\"text\":\"low: Thấp\",\"lang\":false},{\"text\":\"high: Cao\",\"lang\":false}]");
	close_view();
}

static void view_datasets__list_what_is_published_and_made(void **state)
{
	(void)state;
	open_site("/data/", 0);
	struct value *tree = value_map(arena);
	view_datasets(&view, tree);
	doc_check("### datasets", tree);
	assert_json(tree, "datasets.sentence.text",
	            "\"3 bộ dữ liệu, 1.209 dòng. Cập nhật gần nhất ngày 20/10/2026.\"");
	assert_json(tree, "datasets.resources.1.link.text", "\"Kết quả\"");
	assert_json(tree, "datasets.resources.1.description.text", "\"Mỗi dòng một kỳ\"");
	assert_json(tree, "datasets.resources.2.link",
	            "{\"text\":\"indicators\",\"lang\":false,\"href\":false}");
	assert_json(tree, "datasets.derived.0.link",
	            "{\"text\":\"Lịch\",\"lang\":false,\"href\":\"../calendar/\"}");
	assert_json(tree, "datasets.derived.1", "(nothing)");
	assert_json(tree, "datasets.whole",
	            "[{\"format\":\"ZIP\",\"href\":\"all.zip\",\"size_text\":\"1,2\u00a0KB\",\"words\":false,"
	            "\"what\":{\"text\":\"mọi tệp dữ liệu\",\"lang\":false}}]");
	close_view();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        UNIT(view_table__codes_are_named_and_numbers_read),
	        UNIT(view_table__one_indicator_says_its_unit_of_measure),
	        UNIT(view_table__a_pair_of_languages_is_one_column),
	        UNIT(view_table__order_is_that_of_readers),
	        UNIT(view_table__a_limit_says_what_it_left_out),
	        UNIT(view_table__what_is_wrong_is_said_at_its_word),
	        UNIT(view_table__what_an_error_was_said_of_is_not_judged),
	        UNIT(view_dataset__describes_every_column),
	        UNIT(view_datasets__list_what_is_published_and_made),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
