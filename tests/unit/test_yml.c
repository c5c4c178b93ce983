#include "check.h"

#include "yaml/yml.h"

static struct diags diags;
static struct source source;

/* Parses a text, which must be good. */
static const struct yml_node *parse(const char *text)
{
	struct yml_node *node;
	diag_init(&diags, arena);
	source = (struct source){STR("x.yaml"), str_from(text)};
	assert_true(yml_parse(&node, arena, &source, 0, source.text.len, &diags));
	assert_int_equal(diags.list.len, 0);
	return node;
}

/* What has been said, as `line:column code` in order, joined by spaces. */
static struct str said(void)
{
	struct str all = {0};
	diag_sort(&diags);
	VEC_EACH (struct diag, diag, &diags.list)
		all = str_printf(arena, STR_FMT "%s%zu:%zu " STR_FMT, STR_ARG(all), all.len ? " " : "",
		                 diag->line, diag->column, STR_ARG(diag_code(diag->message)));
	return all;
}

/* Parses a text that is wrong and gives what is said of it. */
static struct str refused(const char *text)
{
	struct yml_node *node;
	diag_init(&diags, arena);
	source = (struct source){STR("x.yaml"), str_from(text)};
	if (yml_parse(&node, arena, &source, 0, source.text.len, &diags))
		fail_msg("'%s' is read", text);
	assert_non_null(node);
	return said();
}

static void yml_parse__places_count_bytes_in_vietnamese_text(void **state)
{
	(void)state;
	static const char text[] = "tiêu đề: Phường Hải An\r\n"
	                           "mục: [đúng, 'hạn', {ư: \"ở\"}]\r\n"
	                           "cuối:\n  - |\n    đoạn\n  - x\n";
	const struct yml_node *map = parse(text);
	assert_int_equal(map->len, 3);
	for (size_t i = 0; i < 3; i++) {
		static const char *const keys[] = {"tiêu đề", "mục", "cuối"};
		assert_str(map->pairs[i].key, keys[i]);
		assert_int_equal(map->pairs[i].key_place.offset, str_find(str_from(text), str_from(keys[i])));
	}
	struct str all = str_from(text);
	assert_int_equal(map->pairs[0].value->place.offset, str_find(all, STR("Phường")));
	const struct yml_node *list = map->pairs[1].value;
	assert_int_equal(list->place.offset, str_find(all, STR("[")));
	assert_int_equal(list->items[0]->place.offset, str_find(all, STR("đúng")));
	assert_int_equal(list->items[1]->place.offset, str_find(all, STR("'hạn")));
	assert_int_equal(list->items[2]->place.offset, str_find(all, STR("{")));
	assert_int_equal(list->items[2]->pairs[0].key_place.offset, str_find(all, STR("ư:")));
	assert_int_equal(list->items[2]->pairs[0].value->place.offset, str_find(all, STR("\"ở")));
	list = map->pairs[2].value;
	assert_int_equal(list->place.offset, str_find(all, STR("- |")));
	assert_int_equal(list->items[0]->place.offset, str_find(all, STR("|\n")));
	assert_str(list->items[0]->text, "đoạn\n");
	assert_int_equal(list->items[1]->place.offset, str_find(all, STR("x\n")));
}

static void yml_parse__places_are_the_sources_when_a_part_is_read(void **state)
{
	(void)state;
	struct yml_node *map;
	source = (struct source){STR("p.vi.md"), STR("---\ntiêu: đề\nx: [\n---\n# Thân\n")};
	diag_init(&diags, arena);
	assert_true(yml_parse(&map, arena, &source, 4, 17, &diags));
	assert_int_equal(map->len, 1);
	assert_int_equal(map->pairs[0].key_place.offset, 4);
	assert_int_equal(map->pairs[0].value->place.offset, 11);
	assert_false(yml_parse(&map, arena, &source, 4, 22, &diags));
	assert_str(said(), "4:1 yaml-syntax");
	source.text = STR("---\nđ: \xff\n---\n");
	diag_init(&diags, arena);
	assert_false(yml_parse(&map, arena, &source, 4, 10, &diags));
	assert_str(said(), "2:5 yaml-syntax");
}

static void yml_parse__skips_a_bom(void **state)
{
	(void)state;
	const struct yml_node *map = parse("\xEF\xBB\xBF"
	                                   "a: 1\nb: 2\n");
	assert_int_equal(map->len, 2);
	assert_int_equal(map->pairs[0].key_place.offset, 3);
}

static void yml_parse__nothing_is_an_empty_map(void **state)
{
	(void)state;
	static const char *const empty[] = {"",    "\n\n", "# chỉ có lời chú\n", "---\n", "---\n...\n",
	                                    "~\n", "{}"};
	for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
		const struct yml_node *map = parse(empty[i]);
		assert_int_equal(map->kind, YML_MAP);
		assert_int_equal(map->len, 0);
	}
	source = (struct source){STR("x.yaml"), {0}};
	struct yml_node *map;
	assert_true(yml_parse(&map, arena, &source, 0, 0, &diags));
}

static void yml_parse__syntax_is_said_where_libyaml_stops(void **state)
{
	(void)state;
	assert_str(refused("a: b\n  c: d\n"), "2:4 yaml-syntax");
	assert_str(refused("đ: [1, 2\n"), "2:1 yaml-syntax");
	assert_str(refused("a: 'x\n"), "2:1 yaml-syntax");
	assert_str(refused("đđđ: @x\n"), "1:9 yaml-syntax");
	assert_str(refused("a: 1\n\tb: 2\n"), "2:1 yaml-syntax");
	assert_str(refused("é: ok\nb: \xff\n"), "2:4 yaml-syntax");
	assert_str(refused("é: ok\nb: \x01\n"), "2:4 yaml-syntax");
	assert_str(refused("a: 1\nb\n"), "3:1 yaml-syntax");
	const struct diag *last = &diags.list.items[diags.list.len - 1];
	assert_int_equal(last->message, MESSAGE_YML_SYNTAX_SINCE);
	assert_str(last->args[1], "2");
}

static void yml_parse__a_key_that_stands_twice_is_said_at_the_second(void **state)
{
	(void)state;
	struct yml_node *map;
	const struct str keys[] = {STR_INIT("đ"), STR_INIT("b")};
	diag_init(&diags, arena);
	source = (struct source){STR("x.yaml"), STR("đ: 1\nb: {x: 1, x: 2}\n'đ': 3\nc: 4\n")};
	assert_true(yml_parse(&map, arena, &source, 0, source.text.len, &diags));
	assert_false(yml_only(map, keys, 2, &diags));
	assert_str(said(), "2:11 duplicate-key 3:1 duplicate-key 4:1 unknown-key");
	assert_str(yml_get(map, keys[0])->text, "1");
	assert_false(yml_only(yml_get(map, keys[1]), (struct str[]){STR_INIT("x")}, 1, &diags));
	struct str many = {0};
	for (int i = 0; i < 100; i++)
		many = str_printf(arena, STR_FMT "k%d: 1\n", STR_ARG(many), i);
	many = STR_JOIN(arena, many, STR("k3: 1\nk99: 2\n"));
	diag_init(&diags, arena);
	source = (struct source){STR("x.yaml"), many};
	assert_true(yml_parse(&map, arena, &source, 0, source.text.len, &diags));
	assert_str(said(), "101:1 duplicate-key 102:1 duplicate-key");
}

static void yml_parse__aliases_anchors_and_tags_are_refused(void **state)
{
	(void)state;
	assert_str(refused("a: &x đ\nb: *x\n"), "2:4 bad-value");
	assert_str(refused("a: &x\n  b: 1\n"), "1:4 bad-value");
	assert_str(refused("<<: *x\n"), "1:5 bad-value");
	assert_str(refused("a: !!int 3\nb: ! x\nc: !<tag:x> [1]\nd: !y {z: 1}\n"),
	           "1:4 bad-value 2:4 bad-value 3:4 bad-value 4:4 bad-value");
}

static void yml_parse__refuses_a_second_document(void **state)
{
	(void)state;
	assert_str(refused("a: 1\n---\nb: 2\n"), "2:1 bad-value");
}

static void yml_parse__a_list_or_map_is_no_key(void **state)
{
	(void)state;
	assert_str(refused("? [a]\n: b\n"), "1:3 wrong-type");
}

static void yml_parse__depth_has_an_end(void **state)
{
	(void)state;
	char text[3 + 2 * YML_DEPTH_MAX + 3] = "a: ";
	memset(text + 3, '[', YML_DEPTH_MAX - 2);
	memset(text + 3 + YML_DEPTH_MAX - 2, ']', YML_DEPTH_MAX - 2);
	assert_int_equal(parse(text)->len, 1);
	struct str deep = str_printf(arena, "%0*d", 100000, 0);
	char *brackets = str_z(arena, deep);
	memset(brackets, '[', deep.len);
	assert_str(refused(brackets), "1:33 too-large");
	memset(brackets, '-', deep.len);
	for (size_t i = 1; i < 200; i += 2)
		brackets[i] = ' ';
	brackets[200] = '\0';
	assert_str(refused(brackets), "1:65 too-large");
}

static void yml_get__a_null_value_is_as_if_it_were_not_there(void **state)
{
	(void)state;
	const struct yml_node *map = parse("a:\nb: ~\nc: null\nd: ''\ne: 'null'\nf: no\n");
	assert_null(yml_get(map, STR("a")));
	assert_null(yml_get(map, STR("b")));
	assert_null(yml_get(map, STR("c")));
	assert_non_null(yml_get(map, STR("d")));
	assert_non_null(yml_get(map, STR("e")));
	assert_non_null(yml_get(map, STR("f")));
	assert_null(yml_get(map, STR("g")));
	assert_null(yml_get(NULL, STR("a")));
	assert_null(yml_get(yml_get(map, STR("f")), STR("a")));
}

static void yml_only__names_the_nearest_key(void **state)
{
	(void)state;
	static const struct str keys[] = {STR_INIT("title"), STR_INIT("period")};
	assert_true(yml_only(parse("title: x\n"), keys, 2, &diags));
	assert_true(yml_only(NULL, keys, 2, &diags));
	assert_false(yml_only(parse("title: x\nperoid: 1\nxyz: 2\n"), keys, 2, &diags));
	assert_str(said(), "2:1 unknown-key 3:1 unknown-key");
	struct str words = diag_words(arena, &diags.list.items[0], DIAG_ENGLISH);
	assert_true(str_find(words, STR("did you mean 'period'")) < words.len);
	words = diag_words(arena, &diags.list.items[1], DIAG_ENGLISH);
	assert_true(str_find(words, STR("title, period")) < words.len);
	assert_false(yml_only(parse("[a]"), keys, 2, &diags));
	assert_str(said(), "1:1 wrong-type");
}

static void yml_need__is_said_at_the_map_or_at_the_empty_key(void **state)
{
	(void)state;
	const struct yml_node *map = parse("a: 1\nb: {x: 1}\nc:\n");
	assert_non_null(yml_need(map, STR("a"), &diags));
	assert_null(yml_need(yml_get(map, STR("b")), STR("y"), &diags));
	assert_null(yml_need(map, STR("c"), &diags));
	assert_null(yml_need(map, STR("z"), &diags));
	assert_str(said(), "1:1 missing-key 2:4 missing-key 3:1 missing-key");
}

static void yml_text__a_scalar_is_the_text_that_stands_there(void **state)
{
	(void)state;
	static const char *const texts[][2] = {
	        {"2026", "2026"},   {"III.2", "III.2"},    {"no", "no"},
	        {"true", "true"},   {"1.50", "1.50"},      {"'007'", "007"},
	        {"''", ""},         {"0x1F", "0x1F"},      {"2026-01-01", "2026-01-01"},
	        {"12:30", "12:30"}, {"\"a\\u0111\"", "ađ"}};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct str text = STR("unset");
		assert_true(yml_text(
		        &text,
		        yml_get(parse(str_z(arena, STR_JOIN(arena, STR("k: "), str_from(texts[i][0])))),
		                STR("k")),
		        &diags));
		assert_str(text, texts[i][1]);
	}
	struct str text = STR("as it was");
	assert_true(yml_text(&text, NULL, &diags));
	const struct yml_node *list = yml_get(parse("k: [[a], {b: c}, ~]"), STR("k"));
	for (size_t i = 0; i < 3; i++)
		assert_false(yml_text(&text, list->items[i], &diags));
	assert_str(text, "as it was");
	assert_str(said(), "1:5 wrong-type 1:10 wrong-type 1:18 wrong-type");
}

static void yml_bool__takes_true_and_false_alone(void **state)
{
	(void)state;
	bool value = false;
	const struct yml_node *list = parse("[true, false, yes, no, 'true', True, 1, [true], on]");
	assert_true(yml_bool(&value, list->items[0], &diags));
	assert_true(value);
	assert_true(yml_bool(&value, list->items[1], &diags));
	assert_false(value);
	for (size_t i = 2; i < list->len; i++)
		assert_false(yml_bool(&value, list->items[i], &diags));
	assert_int_equal(diags.list.len, list->len - 2);
	VEC_EACH (struct diag, diag, &diags.list)
		assert_str(diag_code(diag->message), "wrong-type");
}

static void yml_int__takes_whole_numbers_in_range(void **state)
{
	(void)state;
	long value = 5;
	const struct yml_node *good = parse("[0, -7, 9223372036854775807, -9223372036854775808]");
	static const long values[] = {0, -7, 9223372036854775807, -9223372036854775807 - 1};
	for (size_t i = 0; i < good->len; i++) {
		assert_true(yml_int(&value, good->items[i], values[3], values[2], &diags));
		assert_true(value == values[i]);
	}
	const struct yml_node *bad = parse("['5', 010, 1.0, 1e3, +5, -, 0x10, 1_000, '', five, [5]]");
	for (size_t i = 0; i < bad->len; i++)
		assert_false(yml_int(&value, bad->items[i], 0, 100, &diags));
	VEC_EACH (struct diag, diag, &diags.list)
		assert_str(diag_code(diag->message), "wrong-type");
	const struct yml_node *far = parse("[101, -1, 99999999999999999999999, -99999999999999999999999]");
	for (size_t i = 0; i < far->len; i++)
		assert_false(yml_int(&value, far->items[i], 0, 100, &diags));
	assert_str(said(), "1:2 bad-value 1:7 bad-value 1:11 bad-value 1:36 bad-value");
}

static void yml_decimal_and_date__are_exact_and_strict(void **state)
{
	(void)state;
	struct decimal half;
	struct date day;
	const struct yml_node *list = parse("[0.10, '0.1', '1,5', 1e3, 2026-02-28, 2026-02-30, 2026]");
	assert_true(yml_decimal(&half, arena, list->items[0], &diags));
	assert_str(decimal_text(arena, half), "0.10");
	for (size_t i = 1; i < 4; i++)
		assert_false(yml_decimal(&half, arena, list->items[i], &diags));
	assert_true(yml_date(&day, list->items[4], &diags));
	assert_str(date_iso(arena, day), "2026-02-28");
	assert_false(yml_date(&day, list->items[5], &diags));
	assert_false(yml_date(&day, list->items[6], &diags));
	assert_int_equal(diags.list.len, 5);
}

static void yml_choice__is_a_bad_value_where_it_is_none_of_them(void **state)
{
	(void)state;
	static const struct str words[] = {STR_INIT("competition"), STR_INIT("dense")};
	size_t chosen = 9;
	const struct yml_node *list = parse("[dense, densee, [dense]]");
	assert_true(yml_choice(&chosen, list->items[0], words, 2, &diags));
	assert_int_equal(chosen, 1);
	assert_false(yml_choice(&chosen, list->items[1], words, 2, &diags));
	assert_false(yml_choice(&chosen, list->items[2], words, 2, &diags));
	assert_str(said(), "1:9 bad-value 1:17 wrong-type");
}

static const struct languages both = {{STR_INIT("vi"), STR_INIT("en")}, 2};

static void yml_label__a_string_stands_for_every_language(void **state)
{
	(void)state;
	struct label label = {0};
	const struct yml_node *map = parse("a: Kế hoạch\nb: {en: Plan, vi: Kế hoạch}\n");
	assert_true(yml_label(&label, yml_get(map, STR("a")), &both, &diags));
	assert_str(label.texts[0], "Kế hoạch");
	assert_str(label.texts[1], "Kế hoạch");
	assert_true(yml_label(&label, yml_get(map, STR("b")), &both, &diags));
	assert_str(label.texts[0], "Kế hoạch");
	assert_str(label.texts[1], "Plan");
	assert_true(yml_label(&label, NULL, &both, &diags));
	assert_str(label.texts[1], "Plan");
}

static void yml_label__is_not_judged_where_no_language_is_known(void **state)
{
	(void)state;
	struct label label = {0};
	assert_true(yml_label(&label, parse("{vi: a, fr: b}"), &(struct languages){0}, &diags));
	assert_str(said(), "");
	assert_str(label.texts[0], "");
}

static void yml_need__a_misspelt_key_is_said_once(void **state)
{
	(void)state;
	static const struct str keys[] = {STR_INIT("title"), STR_INIT("source")};
	const struct yml_node *map = parse("{tilte: a, banner: b}");
	assert_false(yml_only(map, keys, 2, &diags));
	assert_null(yml_need(map, keys[0], &diags));
	assert_null(yml_need(map, keys[1], &diags));
	assert_str(said(), "1:1 missing-key 1:2 unknown-key 1:12 unknown-key");
}

static void yml_label__a_map_has_each_language_of_the_site_and_no_other(void **state)
{
	(void)state;
	struct label label = {0};
	const struct yml_node *list = parse("[{vi: a, fr: b}, {vi: a, en: }, {vi: [a], en: b}, [a], ~]");
	for (size_t i = 0; i < list->len; i++)
		assert_false(yml_label(&label, list->items[i], &both, &diags));
	/* what the unknown key stands for is not missing besides */
	assert_str(said(),
	           "1:10 unknown-key 1:26 missing-key 1:38 wrong-type 1:51 wrong-type 1:56 wrong-type");
	assert_null(label.texts[0].ptr);
}

static void yml_texts__one_or_several(void **state)
{
	(void)state;
	struct str *texts = NULL;
	size_t n = 0;
	const struct yml_node *map = parse("a: x\nb: [x, 2]\nc: []\nd: [x, [y], {z: 1}]\n");
	assert_true(yml_texts(&texts, &n, arena, yml_get(map, STR("a")), &diags));
	assert_int_equal(n, 1);
	assert_true(yml_texts(&texts, &n, arena, yml_get(map, STR("b")), &diags));
	assert_int_equal(n, 2);
	assert_str(texts[1], "2");
	assert_true(yml_texts(&texts, &n, arena, yml_get(map, STR("c")), &diags));
	assert_int_equal(n, 0);
	assert_false(yml_texts(&texts, &n, arena, yml_get(map, STR("d")), &diags));
	assert_str(said(), "4:8 wrong-type 4:13 wrong-type");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        UNIT(yml_parse__places_count_bytes_in_vietnamese_text),
	        UNIT(yml_parse__places_are_the_sources_when_a_part_is_read),
	        UNIT(yml_parse__skips_a_bom),
	        UNIT(yml_parse__nothing_is_an_empty_map),
	        UNIT(yml_parse__syntax_is_said_where_libyaml_stops),
	        UNIT(yml_parse__a_key_that_stands_twice_is_said_at_the_second),
	        UNIT(yml_parse__aliases_anchors_and_tags_are_refused),
	        UNIT(yml_parse__refuses_a_second_document),
	        UNIT(yml_parse__a_list_or_map_is_no_key),
	        UNIT(yml_parse__depth_has_an_end),
	        UNIT(yml_get__a_null_value_is_as_if_it_were_not_there),
	        UNIT(yml_only__names_the_nearest_key),
	        UNIT(yml_need__is_said_at_the_map_or_at_the_empty_key),
	        UNIT(yml_text__a_scalar_is_the_text_that_stands_there),
	        UNIT(yml_bool__takes_true_and_false_alone),
	        UNIT(yml_int__takes_whole_numbers_in_range),
	        UNIT(yml_decimal_and_date__are_exact_and_strict),
	        UNIT(yml_choice__is_a_bad_value_where_it_is_none_of_them),
	        UNIT(yml_label__a_string_stands_for_every_language),
	        UNIT(yml_label__is_not_judged_where_no_language_is_known),
	        UNIT(yml_need__a_misspelt_key_is_said_once),
	        UNIT(yml_label__a_map_has_each_language_of_the_site_and_no_other),
	        UNIT(yml_texts__one_or_several),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
