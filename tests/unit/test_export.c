#include "check.h"

#include "export/format.h"
#include "model/config.h"
#include "rules/withheld.h"
#include "json/json.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* A site of one test, in a folder of its own. */
static struct diags diags;
static char *root;
static struct tree tree;
static struct config config;
static struct package package;
static struct model model;
static struct datasets datasets;
static struct dataset_sources sources;

static const char settings[] = "title: {vi: Trang thử, en: Test site}\n"
                               "base_url: https://thu.example.vn/\n"
                               "languages: [vi, en]\n"
                               "licence: CC-BY-4.0\n"
                               "authority: {name: {vi: Phường Thử, en: Test Ward}}\n"
                               "illustrative: {vi: Số liệu giả định., en: Invented figures.}\n";

static const char descriptor[] = "resources:\n"
                                 "  - name: units\n"
                                 "    path: units.csv\n"
                                 "    title: {vi: Đơn vị, en: Units}\n"
                                 "    schema:\n"
                                 "      fields:\n"
                                 "        - {name: unit, type: string, constraints: {required: true}}\n"
                                 "        - {name: name_vi, type: string}\n"
                                 "        - {name: name_en, type: string}\n"
                                 "      primaryKey: [unit]\n"
                                 "  - name: scores\n"
                                 "    path: scores.csv\n"
                                 "    dialect: {delimiter: ';', decimalChar: ',', groupChar: '.'}\n"
                                 "    schema:\n"
                                 "      fields:\n"
                                 "        - {name: unit, type: string}\n"
                                 "        - {name: year, type: year}\n"
                                 "        - {name: score, type: number}\n"
                                 "        - {name: good, type: boolean}\n"
                                 "        - name: state\n"
                                 "          type: string\n"
                                 "          categories:\n"
                                 "            - {value: p, label: {vi: Sơ bộ, en: Provisional}}\n"
                                 "            - {value: r, label: {vi: Điều chỉnh, en: Revised}}\n"
                                 "        - {name: note, type: string}\n"
                                 "      primaryKey: [unit, year]\n"
                                 "      foreignKeys:\n"
                                 "        - {fields: [unit], reference: {resource: units, fields: [unit]}}\n"
                                 "  - name: secrets\n"
                                 "    path: secrets.csv\n"
                                 "    publish: false\n"
                                 "    schema: {fields: [{name: secret, type: string}]}\n";

static const char units[] = "unit,name_vi,name_en\na,Phòng A,Office A\nb,\"Phòng \"\"B\"\", hai\",Office B\n";
static const char scores[] = "unit;year;score;good;state;note\n"
                             "a;2025;1.234,50;true;p;- ghi chú\n"
                             "b;2025;-0,10;;;\n"
                             "a;2026;98765432109876543210,5;false;r;\"x; y\"\n";

static char *path_of(const char *path)
{
	return str_z(arena, STR_JOIN(arena, str_from(root), STR("/"), str_from(path)));
}

static void put_file(const char *path, const char *text)
{
	FILE *to = fopen(path_of(path), "w");
	assert_non_null(to);
	assert_true(fputs(text, to) >= 0);
	assert_int_equal(fclose(to), 0);
}

static void begin(const char *described, const char *unit_rows, const char *score_rows)
{
	static const struct definitions none;
	root = str_z(arena, STR("/tmp/test-export-XXXXXX"));
	assert_non_null(mkdtemp(root));
	assert_int_equal(mkdir(path_of("data"), 0777), 0);
	put_file("congbo.yaml", settings);
	put_file("data/datapackage.yaml", described);
	put_file("data/units.csv", unit_rows);
	put_file("data/scores.csv", score_rows);
	put_file("data/secrets.csv", "secret\nkín-như-bưng\n");
	diag_init(&diags, arena);
	assert_true(tree_open_folder(&tree, arena, root, &diags));
	assert_true(config_load(&config, arena, &tree, &diags));
	package_load(&package, arena, &tree, &config.languages, &diags);
	model_build(&model, arena, &package, &none, NULL, 0, &config.languages,
	            date_from((struct civil){2026, 11, 20}), 20, &diags);
	diag_print(&diags, stderr, DIAG_ENGLISH);
	assert_int_equal(diags.errors, 0);
	sources = (struct dataset_sources){
	        .config = &config, .model = &model, .withheld = withheld_compute(arena, &model, NULL)};
	datasets_build(&datasets, arena, &sources);
}

static void end(void)
{
	tree_close(&tree);
	assert_int_equal(system(str_z(arena, STR_JOIN(arena, STR("rm -rf "), str_from(root)))), 0);
}

/* Declares, writes, and swaps in, into a folder of that name. */
static struct export *write_out(const char *folder)
{
	struct export *export = ARENA_NEW(arena, struct export);
	struct output_list *list = ARENA_NEW(arena, struct output_list);
	struct output_summary summary;
	struct output *output;
	output_list_init(list, arena);
	assert_true(export_declare(export, arena, list, &config, &package, &datasets, model.today,
	                           STR("congbo 0"), &diags));
	assert_true(output_open(&output, arena, list, path_of(folder), false, &diags));
	assert_true(export_write(export, output, &diags));
	assert_true(output_finish(&summary, output, &diags));
	output_close(output);
	return export;
}

static struct str read_back(const char *path)
{
	FILE *from = fopen(path_of(path), "r");
	assert_non_null(from);
	struct buf buf;
	buf_init(&buf, SIZE_MAX / 2);
	for (int c; (c = getc(from)) != EOF;)
		buf_char(&buf, (char)c);
	fclose(from);
	struct str text = str_dup(arena, buf_str(&buf));
	buf_free(&buf);
	return text;
}

static bool holds(struct str text, const char *part)
{
	return str_find(text, str_from(part)) < text.len;
}

/* ---- the formats ---- */

static void csv__keeps_digits_and_quotes_only_where_needed(void **state)
{
	(void)state;
	begin(descriptor, units, scores);
	write_out("out");
	assert_str(read_back("out/data/scores.csv"), "unit,year,score,good,state,note\n"
	                                             "a,2025,1234.50,true,p,- ghi chú\n"
	                                             "b,2025,-0.10,,,\n"
	                                             "a,2026,98765432109876543210.5,false,r,x; y\n");
	assert_str(read_back("out/data/units.csv"), units);
	end();
}

static void csv__of_one_empty_cell_is_no_blank_line(void **state)
{
	(void)state;
	static const char one[] = "resources:\n  - name: units\n    path: units.csv\n"
	                          "    schema: {fields: [{name: unit, type: string}], missingValues: [k]}\n";
	begin(one, "unit\nk\nx\n", "");
	write_out("out");
	assert_str(read_back("out/data/units.csv"), "unit\n\"\"\nx\n");
	end();
}

static void excel_csv__has_names_guard_and_comma(void **state)
{
	(void)state;
	begin(descriptor, units, scores);
	write_out("out");
	assert_str(read_back("out/data/scores.excel.csv"),
	           "\xef\xbb\xbf"
	           "unit;unit_label;year;score;good;state;state_label;note\r\n"
	           "a;Phòng A;2025;1234,50;true;p;Sơ bộ;'- ghi chú\r\n"
	           "b;\"Phòng \"\"B\"\", hai\";2025;-0,10;;;;\r\n"
	           "a;Phòng A;2026;98765432109876543210,5;false;r;Điều chỉnh;\"x; y\"\r\n");
	end();
}

static void json__has_numbers_as_written_and_null(void **state)
{
	(void)state;
	begin(descriptor, units, scores);
	write_out("out");
	assert_str(
	        read_back("out/data/scores.json"),
	        "[\n{\"unit\":\"a\",\"year\":2025,\"score\":1234.50,\"good\":true,\"state\":\"p\",\"note\":"
	        "\"- ghi chú\"},\n"
	        "{\"unit\":\"b\",\"year\":2025,\"score\":-0.10,\"good\":null,\"state\":null,\"note\":null},\n"
	        "{\"unit\":\"a\",\"year\":2026,\"score\":98765432109876543210.5,\"good\":false,\"state\":"
	        "\"r\",\"note\":\"x; y\"}\n]\n");
	end();
}

/* ---- all of them together ---- */

/* The names of all files below a folder, each with its bytes, joined: what two exports are compared by. */
static void gather(struct buf *out, const char *folder)
{
	struct dirent **names;
	int n = scandir(path_of(folder), &names, NULL, alphasort);
	assert_true(n >= 0);
	for (int i = 0; i < n; i++) {
		char *path = str_z(arena, str_printf(arena, "%s/%s", folder, names[i]->d_name));
		struct stat about;
		assert_int_equal(stat(path_of(path), &about), 0);
		if (names[i]->d_name[0] != '.' && S_ISDIR(about.st_mode)) {
			gather(out, path);
		} else if (S_ISREG(about.st_mode)) {
			buf_add(out, str_from(names[i]->d_name));
			buf_add(out, read_back(path));
		}
		free(names[i]);
	}
	free(names);
}

static struct str gathered(const char *folder)
{
	struct buf buf;
	buf_init(&buf, SIZE_MAX / 2);
	gather(&buf, folder);
	struct str text = str_dup(arena, buf_str(&buf));
	buf_free(&buf);
	return text;
}

static void export__in_any_time_zone_gives_the_same_bytes(void **state)
{
	(void)state;
	begin(descriptor, units, scores);
	setenv("TZ", "Asia/Tokyo", 1);
	tzset();
	write_out("tokyo");
	setenv("TZ", "America/Lima", 1);
	tzset();
	write_out("lima");
	unsetenv("TZ");
	assert_true(str_eq(gathered("tokyo"), gathered("lima")));
	end();
}

static void export__of_what_is_not_published_has_no_trace(void **state)
{
	(void)state;
	begin(descriptor, units, scores);
	write_out("out");
	struct str all = gathered("out");
	assert_true(holds(all, "scores.json"));
	assert_false(holds(all, "secret"));
	assert_false(holds(all, "kín-như-bưng"));
	assert_null(dataset_find(&datasets, STR("secrets")));
	end();
}

static const struct value *need(const struct value *map, const char *key)
{
	const struct value *item = value_get(map, str_from(key));
	if (!item)
		print_error("no '%s'\n", key);
	assert_non_null(item);
	return item;
}

static const struct value *parse(const char *path)
{
	struct value *value;
	struct source *source = ARENA_NEW(arena, struct source);
	*source = (struct source){.path = str_from(path), .text = read_back(path)};
	assert_true(json_parse(&value, arena, source, &diags));
	return value;
}

static void datapackage__has_bytes_and_hash_of_every_file_before_it(void **state)
{
	(void)state;
	begin(descriptor, units, scores);
	const struct export *export = write_out("out");
	const struct value *resources = need(parse("out/data/datapackage.json"), "resources");
	size_t before = 0;
	while (!holds(export->files[before].entry->path, "datapackage.json"))
		before++;
	assert_int_equal(resources->len, before);
	for (size_t i = 0; i < resources->len; i++) {
		struct str path = need(resources->items[i], "path")->text;
		struct str bytes = read_back(str_z(arena, STR_JOIN(arena, STR("out/data/"), path)));
		assert_str(need(resources->items[i], "hash")->text,
		           str_z(arena, STR_JOIN(arena, STR("sha256:"), hash_hex(arena, bytes))));
		assert_str(need(resources->items[i], "bytes")->text,
		           str_z(arena, str_printf(arena, "%zu", bytes.len)));
	}
	end();
}

static void metadata__of_invented_figures_says_so(void **state)
{
	(void)state;
	static const char *const files[] = {"out/data/datapackage.json", "out/data/catalog.jsonld",
	                                    "out/data/scores.csv-metadata.json"};
	begin(descriptor, units, scores);
	const struct export *export = write_out("out");
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		assert_true(holds(read_back(files[i]), "Số liệu giả định."));
		assert_true(holds(read_back(files[i]), "Invented figures."));
	}
	struct str page = export_schema_org(arena, export, dataset_find(&datasets, STR("scores")), 1);
	assert_true(holds(page, "Invented figures."));
	assert_true(holds(page, "scores. Invented figures.")); /* its title, for it has no description */
	end();
}

static void schema_org__cannot_end_its_script(void **state)
{
	(void)state;
	struct buf with;
	buf_init(&with, 10000);
	buf_add(&with, STR("resources:\n  - name: units\n    path: units.csv\n    title: '</script><b>'\n"
	                   "    schema: {fields: [{name: unit, type: string}]}\n"));
	buf_char(&with, '\0');
	begin(with.ptr, "unit\nx\n", "");
	const struct export *export = write_out("out");
	struct str page = export_schema_org(arena, export, &datasets.items[0], 0);
	assert_false(holds(page, "<"));
	assert_true(holds(page, "\\u003c/script>"));
	buf_free(&with);
	end();
}

static void schema__says_what_holds_in_the_published_file(void **state)
{
	(void)state;
	begin(descriptor, units, scores);
	write_out("out");
	const struct value *resources = need(parse("out/data/datapackage.json"), "resources");
	const struct value *schema = NULL;
	for (size_t i = 0; i < resources->len && !schema; i++)
		if (str_eq(need(resources->items[i], "name")->text, STR("scores")))
			schema = need(resources->items[i], "schema");
	assert_non_null(schema);
	const struct value *score = need(schema, "fields")->items[2];
	assert_str(need(score, "name")->text, "score");
	assert_null(value_get(score, STR("decimalChar")));
	assert_null(value_get(score, STR("groupChar")));
	const struct value *key = need(schema, "foreignKeys")->items[0];
	assert_str(need(need(key, "reference"), "resource")->text, "units");
	end();
}

/* All that the owner's descriptor says of the data is said again, in JSON. */
static void datapackage__hands_on_what_the_descriptor_says(void **state)
{
	(void)state;
	static const char *const said[] = {
	        "\"version\":\"2.1\"",
	        "\"created\":\"2026-01-05T00:00:00Z\"",
	        "\"homepage\":\"https://thu.example.vn/so-lieu\"",
	        "\"image\":\"https://thu.example.vn/anh.png\"",
	        "\"keywords\":[\"một cửa\",\"hồ sơ\",\"one-stop\"]",
	        ("\"sources\":[{\"title\":\"Sổ\",\"titles\":{\"vi\":\"Sổ\",\"en\":\"Register\"},"
	         "\"path\":\"https://so.example/\"}]"),
	        "{\"title\":\"Văn phòng\",\"email\":\"vp@thu.example.vn\",\"roles\":[\"author\"]}",
	        "\"sources\":[{\"title\":\"Quyết định 12\"}]",
	        "\"licenses\":[{\"name\":\"ODbL-1.0\"}]",
	        "\"rdfType\":\"https://schema.org/identifier\",\"example\":\"vp\"",
	        "\"uniqueKeys\":[[\"unit\",\"name\"],[\"name\"]]",
	};
	begin("version: '2.1'\ncreated: 2026-01-05\nhomepage: https://thu.example.vn/so-lieu\n"
	      "image: https://thu.example.vn/anh.png\nkeywords: [{vi: một cửa, en: one-stop}, hồ sơ]\n"
	      "sources: [{title: {vi: Sổ, en: Register}, path: 'https://so.example/'}]\n"
	      "contributors: [{title: Văn phòng, email: vp@thu.example.vn, role: author}]\n"
	      "resources:\n  - name: units\n    path: units.csv\n    sources: [{title: Quyết định 12}]\n"
	      "    licenses: [{name: ODbL-1.0}]\n    schema:\n      fields:\n"
	      "        - {name: unit, type: string, example: vp, rdfType: 'https://schema.org/identifier'}\n"
	      "        - {name: name, type: string}\n      uniqueKeys: [[unit, name], name]\n",
	      "unit,name\nx,X\n", "");
	const struct export *export = write_out("out");
	struct buf buf;
	buf_init(&buf, SIZE_MAX / 2);
	json_write(&buf, parse("out/data/datapackage.json"), 0);
	for (size_t i = 0; i < sizeof said / sizeof *said; i++)
		if (!holds(buf_str(&buf), said[i]))
			fail_msg("%s is not in %s", said[i], str_z(arena, buf_str(&buf)));
	buf_free(&buf);
	struct str catalogue = read_back("out/data/catalog.jsonld");
	assert_true(holds(catalogue, "\"one-stop\""));
	assert_true(holds(catalogue, "\"Quyết định 12\""));
	assert_true(holds(catalogue, "https://opendatacommons.org/licenses/odbl/1-0/"));
	struct str page = export_schema_org(arena, export, &datasets.items[0], 0);
	assert_true(holds(page, "\"keywords\":[\"một cửa\",\"hồ sơ\"]"));
	assert_true(holds(page, "\"name\":\"Quyết định 12\""));
	end();
}

/* ---- what is in the way ---- */

static void declare__of_two_files_with_one_path_is_an_error(void **state)
{
	(void)state;
	static const char two[] =
	        "resources:\n"
	        "  - {name: units, path: units.csv, schema: {fields: [{name: unit, type: string}]}}\n"
	        "  - {name: units.excel, path: scores.csv, schema: {fields: [{name: unit, type: string}]}}\n";
	begin(two, "unit\nx\n", "unit\nx\n");
	struct export export;
	struct output_list list;
	output_list_init(&list, arena);
	assert_false(export_declare(&export, arena, &list, &config, &package, &datasets, model.today,
	                            STR("x"), &diags));
	assert_int_equal(diags.errors, 1);
	assert_str(diag_code(diags.list.items[0].message), "duplicate-output");
	assert_non_null(diags.list.items[0].source);
	end();
}

static void xlsx__of_more_rows_than_it_can_hold_is_not_made(void **state)
{
	(void)state;
	begin(descriptor, units, scores);
	struct export export;
	struct output_list list;
	datasets.items[0].rows = XLSX_ROWS_MAX;
	datasets.items[1].rows = XLSX_ROWS_MAX + 1;
	output_list_init(&list, arena);
	assert_true(export_declare(&export, arena, &list, &config, &package, &datasets, model.today, STR("x"),
	                           &diags));
	assert_non_null(export_find(&export, &datasets.items[0], STR(".xlsx")));
	assert_null(export_find(&export, &datasets.items[1], STR(".xlsx")));
	assert_non_null(export_find(&export, &datasets.items[1], STR(".csv")));
	end();
}

/* Writes all files of one format where no file may be longer than a few bytes: 0 where each failed and said
 * so. */
static int write_without_room(const struct export *export, struct output *output, const struct format *format)
{
	struct rlimit limit = {20, 20};
	signal(SIGXFSZ, SIG_IGN);
	if (setrlimit(RLIMIT_FSIZE, &limit) != 0)
		return 2;
	for (size_t i = 0; i < export->n_files; i++)
		if (export->files[i].format == format &&
		    (format->write(export, &export->files[i], output, &diags) || diags.failures == 0))
			return 1;
	return 0;
}

static void writers__without_room_fail_and_say_so(void **state)
{
	(void)state;
	begin(descriptor, units, scores);
	const struct export *whole = write_out("out");
	for (size_t i = 0; i < whole->n_files; i++) {
		struct output *output;
		struct output_list *list = ARENA_NEW(arena, struct output_list);
		struct export again;
		int status = 0;
		output_list_init(list, arena);
		assert_true(export_declare(&again, arena, list, &config, &package, &datasets, model.today,
		                           STR("another"), &diags));
		/* what it reads of earlier files is there */
		char *folder = str_z(arena, str_printf(arena, "room-%zu", i));
		assert_true(output_open(&output, arena, list, path_of(folder), false, &diags));
		for (size_t j = 0; j < i; j++)
			assert_true(again.files[j].format->write(&again, &again.files[j], output, &diags));
		pid_t child = fork();
		if (child == 0)
			_exit(write_without_room(&again, output, again.files[i].format));
		assert_int_equal(waitpid(child, &status, 0), child);
		if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
			print_error(STR_FMT ": status %d\n", STR_ARG(again.files[i].entry->path), status);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
		output_close(output);
	}
	end();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        UNIT(csv__keeps_digits_and_quotes_only_where_needed),
	        UNIT(csv__of_one_empty_cell_is_no_blank_line),
	        UNIT(excel_csv__has_names_guard_and_comma),
	        UNIT(json__has_numbers_as_written_and_null),
	        UNIT(export__in_any_time_zone_gives_the_same_bytes),
	        UNIT(export__of_what_is_not_published_has_no_trace),
	        UNIT(datapackage__has_bytes_and_hash_of_every_file_before_it),
	        UNIT(metadata__of_invented_figures_says_so),
	        UNIT(schema_org__cannot_end_its_script),
	        UNIT(schema__says_what_holds_in_the_published_file),
	        UNIT(datapackage__hands_on_what_the_descriptor_says),
	        UNIT(declare__of_two_files_with_one_path_is_an_error),
	        UNIT(xlsx__of_more_rows_than_it_can_hold_is_not_made),
	        UNIT(writers__without_room_fail_and_say_so),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
