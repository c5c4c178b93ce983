/* What a page is rendered from a template is held to the specification by tests/spec/mustache.mjs; here is
 * what only a caller in C sees. */
#include "check.h"

#include "tmpl/tmpl.h"
#include "json/json.h"

static struct diags diags;
static struct buf out;

static int set_up(void **state)
{
	open_arena(state);
	diag_init(&diags, arena);
	buf_init(&out, 1 << 20);
	return 0;
}

static int tear_down(void **state)
{
	buf_free(&out);
	return close_arena(state);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

static bool add(struct tmpl_set *set, const char *name, const char *text)
{
	struct source *source = ARENA_NEW(arena, struct source);
	*source = (struct source){str_from(name), str_from(text)};
	return tmpl_add(set, str_from(name), source, &diags);
}

static const struct value *data(const char *json)
{
	struct source *source = ARENA_NEW(arena, struct source);
	struct value *value;
	*source = (struct source){STR("data.json"), str_from(json)};
	assert_true(json_parse(&value, arena, source, &diags));
	return value;
}

static bool render(const struct tmpl_set *set, const char *name, const char *json)
{
	buf_clear(&out);
	return tmpl_render(&out, tmpl_find(set, str_from(name)), data(json), NULL, &diags);
}

/* The only diagnostic, as path:line:column code. */
static struct str only_problem(void)
{
	diag_sort(&diags);
	assert_int_equal(diags.list.len, 1);
	const struct diag *diag = &diags.list.items[0];
	return str_printf(arena, STR_FMT ":%zu:%zu " STR_FMT, STR_ARG(diag->path), diag->line, diag->column,
	                  STR_ARG(diag_code(diag->message)));
}

static void tmpl_add__a_later_template_replaces_one_of_the_same_name(void **state)
{
	(void)state;
	struct tmpl_set *set = tmpl_set_new(arena);
	assert_true(add(set, "a", "[{{>b}}]") && add(set, "b", "default") && add(set, "b", "own"));
	assert_true(tmpl_link(set, false, &diags) && render(set, "a", "{}"));
	assert_str(buf_str(&out), "[own]");
}

static void tmpl_link__tells_of_each_partial_and_parent_that_is_missing(void **state)
{
	(void)state;
	struct tmpl_set *set = tmpl_set_new(arena);
	assert_true(add(set, "a", "{{>b}}\n  {{>nowhere}}") && add(set, "b", "{{>*dynamic}}"));
	assert_false(tmpl_link(set, false, &diags));
	assert_str(only_problem(), "a:2:3 missing-partial");
}

static void tmpl_link__lenient_lets_them_be_nothing(void **state)
{
	(void)state;
	struct tmpl_set *set = tmpl_set_new(arena);
	assert_true(add(set, "a", "[{{>nowhere}}{{<nowhere}}{{/nowhere}}{{>*name}}]"));
	assert_true(tmpl_link(set, true, &diags) && render(set, "a", "{\"name\":\"nowhere\"}"));
	assert_str(buf_str(&out), "[]");
}

static void tmpl_link__a_wrong_partial_is_not_also_missing(void **state)
{
	(void)state;
	struct tmpl_set *set = tmpl_set_new(arena);
	assert_true(add(set, "a", "{{>b}}"));
	assert_false(add(set, "b", "{{#x}}"));
	assert_true(tmpl_link(set, false, &diags));
	assert_str(only_problem(), "b:1:1 template-syntax");
}

static void tmpl_render__a_dynamic_partial_that_is_missing_is_told_at_its_tag(void **state)
{
	(void)state;
	struct tmpl_set *set = tmpl_set_new(arena);
	assert_true(add(set, "a", "{{>*none}}{{>*off}}\n{{>*name}}") && tmpl_link(set, false, &diags));
	assert_false(render(set, "a", "{\"none\":false,\"off\":\"\",\"name\":\"nowhere\"}"));
	assert_str(only_problem(), "a:2:1 missing-partial");
}

static void note_missing(void *context, struct place tag, struct str name)
{
	struct buf *notes = context;
	buf_printf(notes, STR_FMT "@%zu ", STR_ARG(name), tag.offset);
}

static void tmpl_render__tells_of_names_that_are_nowhere_and_of_no_others(void **state)
{
	(void)state;
	struct tmpl_set *set = tmpl_set_new(arena);
	struct buf notes;
	struct tmpl_options options = {note_missing, &notes};
	buf_init(&notes, 1000);
	assert_true(add(set, "a", "{{a}}{{b}}{{#c}}{{a}}{{/c}}{{^d}}{{e.f.g}}{{/d}}{{#h}}{{i}}{{.a}}{{/h}}"));
	assert_true(tmpl_link(set, false, &diags));
	assert_true(tmpl_render(&out, tmpl_find(set, STR("a")),
	                        data("{\"a\":false,\"c\":[],\"e\":{\"f\":{}},\"h\":[{}]}"), &options,
	                        &diags));
	assert_str(buf_str(&notes), "b@5 d@27 e.f.g@33 i@54 .a@59 ");
	buf_free(&notes);
}

static void tmpl_render__goes_as_deep_as_it_says_and_no_deeper(void **state)
{
	(void)state;
	struct tmpl_set *set = tmpl_set_new(arena);
	struct buf json;
	buf_init(&json, 1 << 20);
	assert_true(add(set, "a", "x{{#a}}{{>a}}{{/a}}") && tmpl_link(set, false, &diags));
	for (size_t depth = TMPL_DEPTH_MAX; depth <= TMPL_DEPTH_MAX + 1; depth++) {
		buf_clear(&json);
		for (size_t i = 0; i <= depth; i++)
			buf_add(&json, STR("{\"a\":"));
		buf_add(&json, STR("false"));
		for (size_t i = 0; i <= depth; i++)
			buf_char(&json, '}');
		struct str text = str_dup(arena, buf_str(&json));
		assert_int_equal(render(set, "a", text.ptr), depth == TMPL_DEPTH_MAX);
	}
	assert_str(only_problem(), "a:1:8 too-large");
	buf_free(&json);
}

/* Ten lists within each other, none of which prints anything: no ceiling of the output would end this. */
static void tmpl_render__ends_where_lists_multiply(void **state)
{
	(void)state;
	struct tmpl_set *set = tmpl_set_new(arena);
	assert_true(add(set, "a",
	                "{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}{{#a}}"
	                "{{/a}}{{/a}}{{/a}}{{/a}}{{/a}}{{/a}}{{/a}}{{/a}}{{/a}}{{/a}}"));
	assert_true(tmpl_link(set, false, &diags));
	assert_false(render(set, "a", "{\"a\":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16]}"));
	diag_settle(&diags);
	assert_str(diag_code(diags.list.items[0].message), "too-large");
}

static void tmpl_render__ends_where_the_output_is_full(void **state)
{
	(void)state;
	struct tmpl_set *set = tmpl_set_new(arena);
	assert_true(add(set, "a", "1234\n{{#a}}56{{a}}7{{/a}}") && tmpl_link(set, false, &diags));
	out.max = 10;
	assert_false(render(set, "a", "{\"a\":\"xxxx\"}"));
	assert_str(only_problem(), "a:2:9 too-large");
}

static void tmpl_render__sections_may_nest_deeper_than_partials(void **state)
{
	(void)state;
	struct tmpl_set *set = tmpl_set_new(arena);
	struct buf text;
	buf_init(&text, 1 << 20);
	for (size_t i = 0; i < 500; i++)
		buf_add(&text, STR("{{#a}}"));
	buf_char(&text, 'x');
	for (size_t i = 0; i < 500; i++)
		buf_add(&text, STR("{{/a}}"));
	struct str copy = str_dup(arena, buf_str(&text));
	assert_true(add(set, "a", copy.ptr) && tmpl_link(set, false, &diags));
	assert_true(render(set, "a", "{\"a\":true}"));
	assert_str(buf_str(&out), "x");
	buf_free(&text);
}

static void tmpl_escape__leaves_all_but_five_characters(void **state)
{
	(void)state;
	tmpl_escape(&out, STR("a&b<c>d\"e'f\n/`= Hải An &amp;"));
	assert_str(buf_str(&out), "a&amp;b&lt;c&gt;d&quot;e&#39;f\n/`= Hải An &amp;amp;");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        TEST(tmpl_add__a_later_template_replaces_one_of_the_same_name),
	        TEST(tmpl_link__tells_of_each_partial_and_parent_that_is_missing),
	        TEST(tmpl_link__lenient_lets_them_be_nothing),
	        TEST(tmpl_link__a_wrong_partial_is_not_also_missing),
	        TEST(tmpl_render__a_dynamic_partial_that_is_missing_is_told_at_its_tag),
	        TEST(tmpl_render__tells_of_names_that_are_nowhere_and_of_no_others),
	        TEST(tmpl_render__goes_as_deep_as_it_says_and_no_deeper),
	        TEST(tmpl_render__ends_where_lists_multiply),
	        TEST(tmpl_render__ends_where_the_output_is_full),
	        TEST(tmpl_render__sections_may_nest_deeper_than_partials),
	        TEST(tmpl_escape__leaves_all_but_five_characters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
