/* Comparing two states of a table, keys, editions' ids and messages. */
#include "check.h"

#include "history/compare.h"
#include "history/edition.h"
#include "schema/keys.h"

#define DESCRIPTOR(fields, key)                                                                              \
	"resources:\n  - name: t\n    path: t.csv\n    schema:\n      fields: " fields                       \
	"\n      primaryKey: " key "\n"
#define FIELDS "[{name: k, type: string}, {name: v, type: number}, {name: w, type: string}]"

struct state {
	struct package_outline outline;
	struct resource resource;
	struct keyed keyed;
	bool well;
};

static void make(struct state *out, const char *descriptor, const char *csv)
{
	struct source *source = ARENA_NEW(arena, struct source);
	struct languages languages = {{STR("vi")}, 1};
	struct diags diags;
	diag_init(&diags, arena);
	*source = (struct source){STR("data/datapackage.yaml"), str_from(descriptor)};
	assert_true(package_outline(&out->outline, arena, source, &languages, &diags));
	const struct outline *outline = outline_find(&out->outline, STR("t"));
	assert_non_null(outline);
	out->well = resource_version(&out->resource, arena, outline, str_from(csv), &diags) &&
	            keyed_make(&out->keyed, arena, &out->resource, &diags);
}

struct said {
	struct str text;
};

static void note(void *data, const struct difference *difference)
{
	struct said *said = data;
	said->text = STR_JOIN(arena, said->text, change_class_text(difference->class), STR(" "),
	                      difference->key, STR(" "), difference->column, STR(" "), difference->old,
	                      STR(">"), difference->new, STR("\n"));
}

static struct str compared(const struct state *const *olds, size_t n, const struct state *new,
                           const struct renames *renames)
{
	struct said said = {STR("")};
	const struct keyed *states[4];
	for (size_t i = 0; i < n; i++)
		states[i] = &olds[i]->keyed;
	compare_states(arena, states, n, &new->keyed, renames, note, &said);
	return said.text;
}

static void expect(const char *old, const char *new, const char *wanted)
{
	struct state a, b;
	make(&a, DESCRIPTOR(FIELDS, "k"), old);
	make(&b, DESCRIPTOR(FIELDS, "k"), new);
	assert_true(a.well && b.well);
	const struct state *olds[] = {&a};
	assert_str(compared(olds, 1, &b, NULL), wanted);
}

static void compare_states__order_quotes_and_line_ends_are_nothing(void **state)
{
	(void)state;
	expect("k,v,w\na,1,x\nb,2,y\n", "k,v,w\r\n\"b\",2,y\r\na,\"1\",x\r\n", "");
}

static void compare_states__tells_format_number_and_text_apart(void **state)
{
	(void)state;
	expect("k,v,w\na,1.50,x\nb,2,y\nc,3,z\n", "k,v,w\na,1.5,x\nb,2.1,y\nc,3,zz\n",
	       "format a v 1.50>1.5\nnumber b v 2>2.1\ntext c w z>zz\n");
}

static void compare_states__rows_come_and_go_by_key(void **state)
{
	(void)state;
	expect("k,v,w\na/b,1,\nc,2,\n", "k,v,w\nc,2,\nd%,3,\n", "added d%25  >\nremoved a%2Fb  >\n");
}

static void compare_states__of_a_merge_only_what_no_parent_has(void **state)
{
	(void)state;
	struct state a, b, merged;
	make(&a, DESCRIPTOR(FIELDS, "k"), "k,v,w\na,1,\nb,2,\nc,3,\n");
	make(&b, DESCRIPTOR(FIELDS, "k"), "k,v,w\na,9,\nb,2,\nd,4,\n");
	make(&merged, DESCRIPTOR(FIELDS, "k"), "k,v,w\na,9,\nb,7,\nc,3,\nd,4,\ne,5,\n");
	const struct state *olds[] = {&a, &b};
	assert_str(compared(olds, 2, &merged, NULL), "number b v 2>7\nadded e  >\n");
}

static void compare_states__a_declared_rename_is_said_once(void **state)
{
	(void)state;
	struct state a, b;
	make(&a,
	     DESCRIPTOR("[{name: k, type: string}, {name: p, type: string}, {name: v, type: number}]",
	                "[k, p]"),
	     "k,p,v\nx,1,1\nx,2,2\ny,1,3\n");
	make(&b,
	     DESCRIPTOR("[{name: k, type: string}, {name: p, type: string}, {name: u, type: number}]",
	                "[k, p]"),
	     "k,p,u\nz,1,1\nz,2,5\ny,1,3\n");
	struct rename column = {STR("v"), STR("u")}, code = {STR("x"), STR("z")};
	struct code_renames codes = {STR("k"), {&code, 1}};
	struct renames renames = {STR("t"), {&column, 1}, &codes, 1};
	const struct state *olds[] = {&a};
	assert_str(compared(olds, 1, &b, &renames), "renamed  u v>u\nrenamed  k x>z\nnumber z/2 u 2>5\n");
}

static void compare_states__without_a_rename_nothing_is_guessed(void **state)
{
	(void)state;
	struct state a, b;
	make(&a, DESCRIPTOR("[{name: k, type: string}, {name: v, type: number}]", "k"), "k,v\nx,1\n");
	make(&b, DESCRIPTOR("[{name: k, type: string}, {name: u, type: number}]", "k"), "k,u\nx,1\n");
	const struct state *olds[] = {&a};
	assert_str(compared(olds, 1, &b, NULL), "added  u >\nremoved  v >\n");
}

static void keyed_make__refuses_a_key_that_stands_twice(void **state)
{
	(void)state;
	struct state twice, empty;
	make(&twice, DESCRIPTOR(FIELDS, "k"), "k,v,w\na,1,\na,2,\n");
	make(&empty, DESCRIPTOR(FIELDS, "k"), "k,v,w\n,1,\n");
	assert_false(twice.well || empty.well);
}

static void key_split__undoes_key_join(void **state)
{
	(void)state;
	struct str values[] = {STR("a/b"), STR(""), STR("50%"), STR("%2F")}, *back;
	struct str key = key_join(arena, values, 4);
	assert_str(key, "a%2Fb//50%25/%252F");
	assert_int_equal(key_split(&back, arena, key), 4);
	for (size_t i = 0; i < 4; i++)
		assert_true(str_eq(values[i], back[i]));
}

static void edition_id_valid__takes_what_git_and_folders_take(void **state)
{
	(void)state;
	assert_true(edition_id_valid(STR("2026-Q3")) && edition_id_valid(STR("a_b.1")));
	assert_false(edition_id_valid(STR("")) || edition_id_valid(STR(".a")) ||
	             edition_id_valid(STR("-a")) || edition_id_valid(STR("a..b")) ||
	             edition_id_valid(STR("a.lock")) || edition_id_valid(STR("a/b")) ||
	             edition_id_valid(STR("a b")) || edition_id_valid(STR("kỳ")));
}

static void edition_of_revision__knows_every_spelling_of_the_tag(void **state)
{
	(void)state;
	assert_str(edition_of_revision(STR("edition/2026-Q3")), "2026-Q3");
	assert_str(edition_of_revision(STR("refs/tags/edition/x")), "x");
	assert_int_equal(edition_of_revision(STR("main")).len, 0);
	assert_int_equal(edition_of_revision(STR("edition/x~1")).len, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        UNIT(compare_states__order_quotes_and_line_ends_are_nothing),
	        UNIT(compare_states__tells_format_number_and_text_apart),
	        UNIT(compare_states__rows_come_and_go_by_key),
	        UNIT(compare_states__of_a_merge_only_what_no_parent_has),
	        UNIT(compare_states__a_declared_rename_is_said_once),
	        UNIT(compare_states__without_a_rename_nothing_is_guessed),
	        UNIT(keyed_make__refuses_a_key_that_stands_twice),
	        UNIT(key_split__undoes_key_join),
	        UNIT(edition_id_valid__takes_what_git_and_folders_take),
	        UNIT(edition_of_revision__knows_every_spelling_of_the_tag),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
