/* jansson reads the same texts: what it takes and what it refuses is compared, not restated. */
#include "check.h"

#include "json/json.h"

#include <jansson.h>

static struct diags diags;

static bool parse(struct value **out, struct str text)
{
	diag_init(&diags, arena);
	struct source *source = ARENA_NEW(arena, struct source);
	/* a copy without a NUL behind it, so that the sanitizer sees each byte read too many */
	char *bytes = malloc(text.len ? text.len : 1);
	memcpy(bytes, text.ptr, text.len);
	*source = (struct source){STR("a.json"), {bytes, text.len}};
	bool good = json_parse(out, arena, source, &diags);
	if (good) {
		struct buf copy;
		buf_init(&copy, SIZE_MAX);
		json_write(&copy, *out, 0);
		source->text = str_dup(arena, buf_str(&copy));
		good = json_parse(out, arena, source, &diags);
		assert_true(good);
		buf_free(&copy);
	}
	diag_settle(&diags);
	free(bytes);
	return good;
}

static bool same(const struct value *ours, const json_t *theirs)
{
	const char *key;
	json_t *item;
	size_t i, n = 0;
	switch (ours->kind) {
	case VALUE_NULL:
		return json_is_null(theirs);
	case VALUE_TRUE:
		return json_is_true(theirs);
	case VALUE_FALSE:
		return json_is_false(theirs);
	case VALUE_NUMBER:
		return json_is_number(theirs) && json_number_value(theirs) == strtod(ours->text.ptr, NULL);
	case VALUE_STRING:
		return json_is_string(theirs) && str_eq(ours->text, (struct str){json_string_value(theirs),
		                                                                 json_string_length(theirs)});
	case VALUE_LIST:
		if (!json_is_array(theirs) || json_array_size(theirs) != ours->len)
			return false;
		json_array_foreach(theirs, i, item) n += same(ours->items[i], item);
		return n == ours->len;
	case VALUE_MAP:
		if (!json_is_object(theirs) || json_object_size(theirs) != ours->len)
			return false;
		json_object_foreach((json_t *)(uintptr_t)theirs, key, item) n +=
		        str_eq(ours->keys[n], str_from(key)) && same(ours->items[n], item);
		return n == ours->len;
	}
	return false;
}

static void agree(struct str text)
{
	struct value *ours;
	json_error_t error;
	json_t *theirs = json_loadb(text.ptr, text.len,
	                            JSON_REJECT_DUPLICATES | JSON_DECODE_ANY | JSON_ALLOW_NUL, &error);
	bool good = parse(&ours, text);
	if (good != (theirs != NULL) || (good && !same(ours, theirs)))
		fail_msg("not as jansson has it: " STR_FMT, STR_ARG(text));
	json_decref(theirs);
}

static const char *const texts[] = {
        "null",
        " true\r\n",
        "\t[ ]",
        "{}",
        "\"\"",
        "0",
        "-0",
        "-12.50e+3",
        "1E-2",
        "[1,\"hai\",[3,{\"b\\u1ed1n\":4}],null]",
        "{\"a\":{\"b\":[{}]},\"\":1,\"ạ\":\"Hải An\"}",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
        "\"\\u0041\\u00e9\\u1ea1\\ud83d\\ude00\\u0000\"",
        "\"\xf0\x9f\x98\x80\x7f\"",
        "\"a\\\\\"",
        "{\"a\":1,\"b\":2,\"c\":3,\"d\":4,\"e\":5,\"f\":6,\"g\":7,\"h\":8,\"i\":9,\"j\":[10]}",
        /* wrong */
        "",
        " ",
        "nul",
        "nulll",
        "True",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1",
        "[",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{a:1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"\\u0061\":2}",
        "[]]",
        "1 2",
        "01",
        "-",
        "-a",
        "+1",
        ".5",
        "1.",
        "1.e5",
        "1e",
        "1e+",
        "0x10",
        "NaN",
        "-Infinity",
        "'a'",
        "\"a",
        "\"a\\\"",
        "\"\\",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\ud83d\"",
        "\"\\ud83dx\"",
        "\"\\ud83d\\u0041\"",
        "\"\\ude00\"",
        "\"a\nb\"",
        "\"\t\"",
        "\"\x80\"",
        "\"\xc0\xaf\"",
        "\"\xe0\x80\xaf\"",
        "\"\xed\xa0\x80\"",
        "\"\xf4\x90\x80\x80\"",
        "\"\xe1\xba\"",
        "\"\xff\"",
        "[1]\xff",
        "/**/1",
};

static void json_parse__takes_what_jansson_takes_and_reads_the_same(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		agree(str_from(texts[i]));
}

/* Every text cut short, and with each byte replaced in turn by those that mean something (but not by NUL,
 * which jansson takes for the end). */
static void json_parse__agrees_with_jansson_on_damaged_texts(void **state)
{
	static const char bytes[] = "\"\\{}[]:,0-.eu \n\x01\xc3";
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct str text = str_from(texts[i]);
		struct str copy = str_dup(arena, text);
		char *damaged = (char *)(uintptr_t)copy.ptr;
		for (size_t at = 0; at < text.len; at++) {
			agree(str_sub(text, 0, at));
			for (size_t j = 0; j < sizeof bytes - 1; j++) {
				damaged[at] = bytes[j];
				agree(copy);
			}
			damaged[at] = text.ptr[at];
		}
	}
}

static void json_parse__keeps_every_digit(void **state)
{
	(void)state;
	static const char text[] = "[98.50,0.10,-0.0,1E400,12345678901234567890123456789.000]";
	struct value *value;
	struct buf out;
	buf_init(&out, 1000);
	assert_true(parse(&value, STR(text)));
	json_write(&out, value, 0);
	assert_true(str_eq(buf_str(&out), STR(text)));
	buf_free(&out);
}

static void json_parse__passes_over_a_byte_order_mark(void **state)
{
	(void)state;
	struct value *value;
	assert_true(parse(&value, STR("\xef\xbb\xbf[1]")));
	assert_int_equal(value->len, 1);
}

struct wrong {
	const char *text, *code;
	size_t line, column;
};

static void json_parse__says_where_it_is_wrong(void **state)
{
	static const struct wrong wrongs[] = {
	        {"{\n  \"a\": 1,\n}", "json-syntax", 3, 1},
	        {"[1,\n 02]", "json-syntax", 2, 2},
	        {"[\"ạ\", tru]", "json-syntax", 1, 9},
	        {"{\"a\": \"x\n\"}", "json-syntax", 1, 9},
	        {"[\"abc]", "json-syntax", 1, 2},
	        {"[\"a\\q\"]", "json-syntax", 1, 4},
	        {"[1] x", "json-syntax", 1, 5},
	        {"{\"a\":1,\n \"b\":2,\n \"a\":3}", "duplicate-key", 3, 2},
	        {"[\"a\xff\"]", "encoding-error", 1, 4},
	};
	(void)state;
	for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs; i++) {
		struct value *value;
		assert_false(parse(&value, str_from(wrongs[i].text)));
		assert_int_equal(diags.list.len, 1);
		const struct diag *diag = &diags.list.items[0];
		assert_true(str_eq(diag_code(diag->message), str_from(wrongs[i].code)));
		assert_int_equal(diag->line, wrongs[i].line);
		assert_int_equal(diag->column, wrongs[i].column);
	}
}

static void json_parse__refuses_one_level_too_many(void **state)
{
	(void)state;
	char text[2 * JSON_DEPTH_MAX + 2];
	struct value *value;
	memset(text, '[', JSON_DEPTH_MAX + 1);
	memset(text + JSON_DEPTH_MAX + 1, ']', JSON_DEPTH_MAX + 1);
	assert_true(parse(&value, (struct str){text + 1, 2 * JSON_DEPTH_MAX}));
	assert_false(parse(&value, (struct str){text, sizeof text}));
}

static void json_write__indents_and_leaves_what_is_empty_on_its_line(void **state)
{
	(void)state;
	struct value *value;
	struct buf out;
	buf_init(&out, 1000);
	assert_true(parse(&value, STR("{\"a\":[1,{\"b\":\"<\\u0001\"}],\"c\":[],\"d\":{}}")));
	json_write(&out, value, 2);
	assert_true(str_eq(buf_str(&out),
	                   STR("{\n  \"a\": [\n    1,\n    {\n      \"b\": \"\\u003c\\u0001\"\n    }\n"
	                       "  ],\n  \"c\": [],\n  \"d\": {}\n}")));
	buf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        UNIT(json_parse__takes_what_jansson_takes_and_reads_the_same),
	        UNIT(json_parse__agrees_with_jansson_on_damaged_texts),
	        UNIT(json_parse__keeps_every_digit),
	        UNIT(json_parse__passes_over_a_byte_order_mark),
	        UNIT(json_parse__says_where_it_is_wrong),
	        UNIT(json_parse__refuses_one_level_too_many),
	        UNIT(json_write__indents_and_leaves_what_is_empty_on_its_line),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
