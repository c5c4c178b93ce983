#include "check.h"

#include "base/diag.h"

static struct diags diags;

static void begin(void)
{
	diag_init(&diags, arena);
}

static struct source *source(const char *path, struct str text)
{
	struct source *made = ARENA_NEW(arena, struct source);
	*made = (struct source){str_from(path), text};
	return made;
}

static void add(const struct source *of, size_t offset, const char *argument)
{
	DIAG(&diags, ((struct place){of, offset}), YML_MISSING_KEY, str_from(argument));
}

static struct str printed(bool json, enum diag_language language)
{
	char *bytes = NULL;
	size_t len = 0;
	FILE *to = open_memstream(&bytes, &len);
	if (json)
		diag_print_json(&diags, to, language);
	else
		diag_print(&diags, to, language);
	fclose(to);
	struct str copy = str_dup(arena, (struct str){bytes, len});
	free(bytes);
	return copy;
}

static void diag__a_place_is_told_as_line_and_column_in_bytes(void **state)
{
	(void)state;
	begin();
	struct source *file = source("data/x.csv", STR("unit,giá\nan,1\n\nĐông,9\n"));
	static const struct {
		size_t offset, line, column;
	} places[] = {{0, 1, 1},  {5, 1, 6},  {9, 1, 10}, {10, 2, 1}, {15, 3, 1},
	              {16, 4, 1}, {23, 4, 8}, {25, 5, 1}, {999, 5, 1}};
	size_t n = sizeof places / sizeof *places;
	for (size_t i = n; i-- > 0;)
		add(file, places[i].offset, "k");
	diag_settle(&diags);
	for (size_t i = 0; i < n; i++) {
		const struct diag *diag = &diags.list.items[n - 1 - i];
		assert_int_equal(diag->line, places[i].line);
		assert_int_equal(diag->column, places[i].column);
	}
}

static void diag_print__shows_path_words_code_line_and_caret(void **state)
{
	(void)state;
	begin();
	add(source("a.yaml", STR("x: 1\nđơn vị: 2\n")), 5 + 10, "k");
	assert_str(printed(false, DIAG_ENGLISH),
	           "a.yaml:2:11: error: the key 'k' is missing here; add it with its value [missing-key]\n"
	           "    đơn vị: 2\n"
	           "          ^\n");
}

static void diag_print__speaks_vietnamese_with_the_same_code(void **state)
{
	(void)state;
	begin();
	add(source("a.yaml", STR("x: 1\n")), 0, "k");
	struct str text = printed(false, DIAG_VIETNAMESE);
	assert_true(str_starts(text, STR("a.yaml:1:1: lỗi: ")));
	assert_true(str_find(text, STR(" [missing-key]\n")) < text.len);
}

static void diag_print__a_long_line_is_cut_around_the_caret(void **state)
{
	(void)state;
	begin();
	struct str row = str_printf(arena, "%0*d", 5000, 0);
	add(source("a.csv", STR_JOIN(arena, row, STR("đX"), row)), 5002, "k");
	diag_settle(&diags);
	const struct diag *diag = &diags.list.items[0];
	assert_true(diag->excerpt.len <= 130);
	assert_int_equal(str_find(diag->excerpt, STR("X")), diag->caret + 1); /* đ is two bytes, one column */
	assert_int_equal(str_utf8_error(diag->excerpt), diag->excerpt.len);
}

static void diag_print__one_problem_is_one_line_whatever_stood_in_the_cell(void **state)
{
	(void)state;
	begin();
	add(source("a\x1b[31m.csv", STR("a\x1b]0;x\a\xe2\x80\xae"
	                                "b\xff")),
	    0,
	    "line\nbreak\x1b[2J\xc2\x9b"
	    "1m\xff");
	struct str text = printed(false, DIAG_ENGLISH);
	size_t lines = 0;
	for (size_t i = 0; i < text.len; i++) {
		lines += text.ptr[i] == '\n';
		assert_true((unsigned char)text.ptr[i] >= 0x20 || text.ptr[i] == '\n');
	}
	assert_int_equal(lines, 3);
	assert_int_equal(str_utf8_error(text), text.len);
	assert_int_equal(str_find(text, STR("\xe2\x80\xae")), text.len);
	assert_int_equal(str_find(text, STR("\xc2\x9b")), text.len);
}

static void diag_sort__by_path_then_place_then_code_each_once(void **state)
{
	(void)state;
	begin();
	struct source *b = source("b.yaml", STR("1\n2\n3\n")), *a = source("a.yaml", STR("12\n"));
	add(b, 4, "x");
	DIAG(&diags, ((struct place){b, 0}), YML_UNKNOWN_KEY, STR("x"), STR("y"));
	DIAG(&diags, ((struct place){b, 0}), YML_DUPLICATE_KEY, STR("x"), STR("1"));
	add(b, 0, "z");
	add(b, 0, "a");
	add(a, 1, "x");
	add(a, 0, "x");
	add(b, 0, "a");
	assert_int_equal(diags.errors, 8);
	diag_sort(&diags);
	assert_int_equal(diags.errors, 7);
	static const char *const expected[] = {"a.yaml:1:1 missing-key x",   "a.yaml:1:2 missing-key x",
	                                       "b.yaml:1:1 duplicate-key x", "b.yaml:1:1 missing-key a",
	                                       "b.yaml:1:1 missing-key z",   "b.yaml:1:1 unknown-key x",
	                                       "b.yaml:3:1 missing-key x"};
	assert_int_equal(diags.list.len, 7);
	for (size_t i = 0; i < 7; i++) {
		const struct diag *diag = &diags.list.items[i];
		assert_str(str_printf(arena, STR_FMT ":%zu:%zu " STR_FMT " " STR_FMT, STR_ARG(diag->path),
		                      diag->line, diag->column, STR_ARG(diag_code(diag->message)),
		                      STR_ARG(diag->args[0])),
		           expected[i]);
	}
}

static void diag_add__keeps_a_hundred_of_a_kind_and_counts_the_rest(void **state)
{
	(void)state;
	begin();
	struct source *a = source("a.csv", STR("x")), *b = source("b.csv", STR("x"));
	for (int i = 0; i < 250; i++)
		add(a, 0, "k");
	for (int i = 0; i < DIAG_SAME_MAX; i++)
		add(b, 0, "k");
	DIAG(&diags, ((struct place){a, 0}), YML_UNKNOWN_KEY, STR("x"), STR("y"));
	assert_int_equal(diags.list.len, 201);
	assert_int_equal(diags.errors, 351);
	for (int again = 0; again < 2; again++) { /* settling twice must not tell it twice */
		struct str text = printed(false, DIAG_ENGLISH);
		size_t at = str_find(text, STR("(and 150 more of this kind in this file)"));
		assert_true(at < text.len);
		text = str_sub(text, at + 1, text.len);
		assert_int_equal(str_find(text, STR("more of this kind")),
		                 str_find(text, STR("more of this kind in this file) [missing-key]")));
		text = str_sub(text, str_find(text, STR("more of")) + 1, text.len);
		assert_int_equal(str_find(text, STR("more of this kind")), text.len);
	}
}

static void diag_print__the_mark_at_a_files_head_is_not_shown(void **state)
{
	(void)state;
	begin();
	add(source("a.csv", STR("\xef\xbb\xbf"
	                        "a;b\n")),
	    4, "k");
	assert_str(printed(false, DIAG_ENGLISH),
	           "a.csv:1:5: error: the key 'k' is missing here; add it with its value [missing-key]\n"
	           "    a;b\n"
	           "     ^\n");
}

static void diag_words__what_a_library_says_is_told_in_the_readers_language(void **state)
{
	(void)state;
	begin();
	diag_failure(&diags, STR("a"), MESSAGE_READ_FAILED, 2);
	assert_str(printed(false, DIAG_VIETNAMESE),
	           "a: sự cố: không đọc được: không có tệp hay thư mục này [machine]\n");
	begin();
	DIAG(&diags, ((struct place){source("b.yaml", STR("x")), 0}), YML_SYNTAX,
	     STR("what nobody {~0} listed"));
	assert_true(str_find(printed(false, DIAG_VIETNAMESE), STR("(what nobody {~0} listed)")) < 60);
}

static void diag_failure__has_a_path_without_a_line(void **state)
{
	(void)state;
	begin();
	for (int i = 0; i < DIAG_SAME_MAX + 5; i++)
		assert_false(diag_failure(&diags, STR("data/x.csv"), MESSAGE_READ_FAILED, 13));
	add(source("z.yaml", STR("x")), 0, "k");
	assert_false(diag_failure(&diags, STR("data/x.csv"), MESSAGE_READ_FAILED, 13));
	assert_int_equal(diags.failures, DIAG_SAME_MAX + 6);
	struct str text = printed(false, DIAG_ENGLISH);
	assert_true(str_starts(text, STR("data/x.csv: failure: cannot be read: Permission denied")));
	assert_true(str_find(text, STR("z.yaml:1:1: error")) < text.len);
}

static void diag_merge__copies_all_and_empties_the_other(void **state)
{
	(void)state;
	begin();
	struct arena *other = arena_new();
	struct diags from;
	diag_init(&from, other);
	struct source file = {str_dup(other, STR("content/a.vi.md")), str_dup(other, STR("một\nhai\n"))};
	for (int i = 0; i < DIAG_SAME_MAX + 3; i++)
		DIAG(&from, ((struct place){&file, 6}), YML_MISSING_KEY, STR("k"));
	diag_merge(&diags, &from);
	assert_int_equal(from.list.len, 0);
	assert_int_equal(from.errors, 0);
	arena_free(other);
	assert_int_equal(diags.errors, DIAG_SAME_MAX + 3);
	struct str text = printed(false, DIAG_ENGLISH);
	assert_true(str_starts(text, STR("content/a.vi.md:2:1: error: ")));
	assert_true(str_find(text, STR("    hai\n    ^\n")) < text.len);
	assert_true(str_find(text, STR("(and 3 more of this kind")) < text.len);
}

/* As if all had been said in one place, in the order of merging. */
static void diag_merge__keeps_a_hundred_of_a_kind_of_all_together(void **state)
{
	(void)state;
	begin();
	static const int said[] = {60, 130, 7};
	struct source *file = source("a.csv", STR("1\n2\n3\n"));
	for (size_t i = 0; i < 3; i++) {
		struct arena *other = arena_new();
		struct diags from;
		diag_init(&from, other);
		for (int n = 0; n < said[i]; n++)
			DIAG(&from, ((struct place){file, 2 * i}), YML_MISSING_KEY, STR("k"));
		diag_merge(&diags, &from);
		arena_free(other);
	}
	assert_int_equal(diags.errors, 197);
	assert_int_equal(diags.list.len, DIAG_SAME_MAX);
	struct str text = printed(false, DIAG_ENGLISH), last = STR("a.csv:2:1");
	assert_true(str_find(text, STR("(and 97 more of this kind")) < text.len);
	assert_true(str_find(text, last) < text.len);
	assert_int_equal(str_find(text, STR("a.csv:3:1")), text.len);
}

static void diag_read__gives_back_what_was_written(void **state)
{
	(void)state;
	begin();
	struct source *file = source("dữ liệu/a 1.csv", STR("x\ny,\"z\n"));
	for (int i = 0; i < DIAG_SAME_MAX + 2; i++)
		add(file, 4, "k 1:2");
	DIAG_ABOUT(&diags, ((struct place){file, 2}), TARGET_CONFLICT, STR("T1"), STR("a"), STR(""), STR("c"),
	           STR("d"));
	DIAG(&diags, ((struct place){0}), REPO_NONE, STR("."));
	struct buf text;
	buf_init(&text, SIZE_MAX);
	diag_write(&text, &diags);
	size_t errors = diags.errors, warnings = diags.warnings; /* printing tells what is the same once */
	struct str before = printed(true, DIAG_VIETNAMESE), kept = str_dup(arena, buf_str(&text));
	buf_free(&text);
	diag_init(&diags, arena);
	assert_true(diag_read(&diags, kept));
	size_t all = diags.list.len;
	assert_int_equal(diags.errors, errors);
	assert_int_equal(diags.warnings, warnings);
	assert_true(str_eq(printed(true, DIAG_VIETNAMESE), before));
	for (size_t len = 1; len < kept.len; len++) {
		struct diags cut;
		diag_init(&cut, arena);
		bool read = diag_read(&cut, str_sub(kept, 0, len));
		assert_true(!read || cut.list.len < all);
	}
}

static void diag_print_json__is_one_object_a_line(void **state)
{
	(void)state;
	begin();
	add(source("a\"b.yaml", STR("x\n")), 0, "<k>");
	assert_str(printed(true, DIAG_ENGLISH),
	           "{\"path\":\"a\\\"b.yaml\",\"line\":1,\"column\":1,\"severity\":\"error\",\"code\":"
	           "\"missing-key\","
	           "\"message\":\"the key '\\u003ck>' is missing here; add it with its value\"}\n");
}

static void diag_words__braces_in_an_argument_stand_for_nothing(void **state)
{
	(void)state;
	begin();
	DIAG(&diags, ((struct place){source("a", STR("x")), 0}), YML_UNKNOWN_KEY, STR("{1}"), STR("{0}{"));
	assert_str(diag_words(arena, &diags.list.items[0], DIAG_ENGLISH),
	           "'{1}' is not a key here; the keys are: {0}{");
}

static size_t placeholders(struct str text)
{
	size_t mask = 0;
	for (size_t i = 0; i + 2 < text.len; i++)
		if (text.ptr[i] == '{' && text.ptr[i + 2] == '}')
			mask |= (size_t)1 << (text.ptr[i + 1] - '0');
	return mask;
}

static void diag_prose__quotes_for_readers_and_leaves_advice_out(void **state)
{
	(void)state;
	struct diag diag = {
	        .message = MESSAGE_TARGET_CONFLICT, .args = {STR("a; 'b'"), STR("c")}, .n_args = 2};
	assert_str(diag_prose(arena, &diag, DIAG_ENGLISH, true),
	           "the target “a; 'b'” disagrees with “c” of the same plan, indicator and unit");
	assert_str(diag_prose(arena, &diag, DIAG_VIETNAMESE, false),
	           "chỉ tiêu “a; 'b'” trái với “c” của cùng kế hoạch, chỉ số và đơn vị; hãy sửa một chỉ tiêu "
	           "hoặc "
	           "chấp nhận cả hai");
}

/* The law of the table: both languages, the same arguments, lower case, no full stop. */
static void messages__say_the_same_in_both_languages(void **state)
{
	(void)state;
	static const char *const texts[][2] = {
#define MESSAGE(id, code, severity, en, vi) {en, vi},
#include "base/messages.def"
#undef MESSAGE
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct str english = str_from(texts[i][0]), vietnamese = str_from(texts[i][1]);
		if (english.len == 0 || vietnamese.len == 0)
			fail_msg("a language is missing: '%s' '%s'", texts[i][0], texts[i][1]);
		if (placeholders(english) != placeholders(vietnamese))
			fail_msg("arguments differ: '%s' '%s'", texts[i][0], texts[i][1]);
		if (str_ends(english, STR(".")) || str_ends(vietnamese, STR(".")))
			fail_msg("a full stop: '%s' '%s'", texts[i][0], texts[i][1]);
		if (str_utf8_error(vietnamese) != vietnamese.len)
			fail_msg("not UTF-8: '%s'", texts[i][1]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        UNIT(diag__a_place_is_told_as_line_and_column_in_bytes),
	        UNIT(diag_print__shows_path_words_code_line_and_caret),
	        UNIT(diag_print__speaks_vietnamese_with_the_same_code),
	        UNIT(diag_print__a_long_line_is_cut_around_the_caret),
	        UNIT(diag_print__one_problem_is_one_line_whatever_stood_in_the_cell),
	        UNIT(diag_sort__by_path_then_place_then_code_each_once),
	        UNIT(diag_add__keeps_a_hundred_of_a_kind_and_counts_the_rest),
	        UNIT(diag_print__the_mark_at_a_files_head_is_not_shown),
	        UNIT(diag_words__what_a_library_says_is_told_in_the_readers_language),
	        UNIT(diag_failure__has_a_path_without_a_line),
	        UNIT(diag_merge__copies_all_and_empties_the_other),
	        UNIT(diag_merge__keeps_a_hundred_of_a_kind_of_all_together),
	        UNIT(diag_read__gives_back_what_was_written),
	        UNIT(diag_print_json__is_one_object_a_line),
	        UNIT(diag_words__braces_in_an_argument_stand_for_nothing),
	        UNIT(diag_prose__quotes_for_readers_and_leaves_advice_out),
	        UNIT(messages__say_the_same_in_both_languages),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
