/* CSV: what is read, what is refused, and where. Lines and columns are counted by hand. */
#include "unit/check.h"

#include "table/table.h"

static struct source source;
static struct table table;
static struct diags diags;

static bool parse_with(struct str text, char delimiter)
{
	source = (struct source){STR("t.csv"), text};
	diag_init(&diags, arena);
	struct dialect dialect = {.delimiter = delimiter, .decimal_char = '.'};
	bool parsed = table_parse(&table, arena, &source, dialect, &diags);
	table_say_ragged(&table, &diags);
	diag_sort(&diags);
	return parsed;
}

static bool parse(const char *text)
{
	return parse_with(str_from(text), ',');
}

/* All that was said, as `line:column code` joined by `; `. */
static struct str said(void)
{
	struct str all = {0};
	VEC_EACH (struct diag, diag, &diags.list) {
		all = STR_JOIN(arena, all, all.len ? STR("; ") : STR(""),
		               str_printf(arena, "%zu:%zu ", diag->line, diag->column),
		               diag_code(diag->message));
	}
	return all;
}

static struct str words(void)
{
	assert_true(diags.list.len > 0);
	return diag_words(arena, &diags.list.items[0], DIAG_ENGLISH);
}

#define assert_said(text, expected)                                                                          \
	do {                                                                                                 \
		parse(text);                                                                                 \
		assert_str(said(), expected);                                                                \
	} while (0)

#define assert_words(part) assert_true(str_find(words(), STR(part)) < words().len)

static void assert_cell(size_t row, size_t column, const char *text, size_t offset)
{
	assert_str(table_cell(&table, row, column), text);
	assert_int_equal(table_place(&table, row, column).offset, offset);
}

static void table_parse__reads_cells_and_their_places(void **state)
{
	(void)state;
	assert_true(parse("a,b,c\n1,,\"x\"\n\"p\nq\",y z,\"say \"\"hi\"\"\"\n"));
	assert_int_equal(diags.list.len, 0);
	assert_int_equal(table.rows, 2);
	assert_int_equal(table.columns, 3);
	assert_cell(0, 0, "1", 6);
	assert_cell(0, 1, "", 8);
	assert_cell(0, 2, "x", 9);
	assert_cell(1, 0, "p\nq", 13);
	assert_cell(1, 1, "y z", 19);
	assert_cell(1, 2, "say \"hi\"", 23);
	assert_int_equal(table_place(&table, SIZE_MAX, 1).offset, 2);
	assert_int_equal(table_column(&table, STR("c")), 2);
	assert_true(table_column(&table, STR("d")) == SIZE_MAX);
}

static void table_parse__keeps_spaces_of_cells(void **state)
{
	(void)state;
	assert_true(parse(" a,b \n  1 ,\t2\n  ,3"));
	assert_int_equal(diags.list.len, 0);
	assert_str(table.header[0], " a");
	assert_str(table.header[1], "b ");
	assert_cell(0, 0, "  1 ", 6);
	assert_cell(0, 1, "\t2", 11);
	assert_cell(1, 0, "  ", 14);
	assert_cell(1, 1, "3", 17);
}

static void table_parse__reads_what_excel_writes(void **state)
{
	(void)state;
	assert_true(parse("\xef\xbb\xbf\"a\",b\r\n\"x\r\ny\",2\r\n\"p\nq\",3\r\n"));
	assert_int_equal(diags.list.len, 0);
	assert_str(table.header[0], "a");
	assert_cell(0, 0, "x\ny", 10);
	assert_cell(1, 0, "p\nq", 20);
}

static void table_parse__last_line_needs_no_end(void **state)
{
	(void)state;
	assert_true(parse("a,b\n1,2"));
	assert_int_equal(table.rows, 1);
	assert_true(parse("a,b\n1,\"2\""));
	assert_str(table_cell(&table, 0, 1), "2");
	assert_true(parse("a,b\n1,"));
	assert_str(table_cell(&table, 0, 1), "");
}

static void table_parse__reads_other_delimiters(void **state)
{
	(void)state;
	assert_true(parse_with(STR("a;b\n1,5; 2\n"), ';'));
	assert_cell(0, 0, "1,5", 4);
	assert_cell(0, 1, " 2", 8);
	assert_true(parse_with(STR("a\tb\n x\t\n\ty\n"), '\t'));
	assert_cell(0, 0, " x", 4);
	assert_cell(0, 1, "", 7);
	assert_cell(1, 0, "", 8);
	assert_cell(1, 1, "y", 9);
}

static void table_parse__says_ragged_and_blank_rows(void **state)
{
	(void)state;
	assert_said("a,b\n1\n1,2,3\n,\n1,2\n", "2:2 missing-cell; 3:5 extra-cell; 4:1 blank-row");
	assert_int_equal(table.rows, 1);
	assert_cell(0, 0, "1", 14);
	assert_true(table.broken);
	assert_said("a,b\n\n1,2\n   \n\n", "2:1 blank-row; 4:1 blank-row; 5:1 blank-row");
	assert_said("a,b\n1,2\n1,2,,\n", "3:5 extra-cell");
	assert_said("\na,b\n1,2\n", "1:1 blank-row");
	assert_int_equal(table.rows, 1);
}

static void table_parse__says_labels(void **state)
{
	(void)state;
	assert_said("a,,\"a\",b\n1,2,3,4\n", "1:3 blank-label; 1:4 duplicate-label");
	assert_said("a,b,\n1,2,\n", "1:5 blank-label");
	assert_said("", "1:1 missing-label");
	assert_said("a\xc2\xa0z,b\n1,2\n", "1:1 control-character");
	assert_said("Bảng điểm,,\na,b,c\n1,2,3\n", "1:16 blank-label");
}

static void table_parse__says_quotes_at_their_cell(void **state)
{
	(void)state;
	assert_said("a,b\n1,x\"y\n2,3\n", "2:3 csv-quote");
	assert_int_equal(table.rows, 1);
	assert_said("a,b\n1,\"x\"y\n2,3\n", "2:3 csv-quote");
	assert_said("a,b\n1,\"x\ny\n", "2:3 csv-quote");
	assert_said("a,b\n\"x\" ,1\n", "2:1 csv-quote");
	assert_said("a,b\n1, \"x\"\n", "2:3 csv-quote");
	assert_said("a,b\n1,\"\n", "2:3 csv-quote");
	assert_said("a,b\n1,\"x\"y\n\"p,2\n3,4\n", "2:3 csv-quote; 3:1 csv-quote");
	assert_said("a\"b,c\n1,2\n", "1:1 csv-quote");
}

static void table_parse__names_the_delimiter_to_declare(void **state)
{
	(void)state;
	assert_said("a;b\n1;2\n1;2\n", "1:1 csv-delimiter");
	assert_words("delimiter: \";\"");
	assert_said("a\tb\n1\t2\n", "1:1 csv-delimiter");
	assert_words("delimiter: \"\\t\"");
	parse_with(STR("a,b\n1,2\n"), ';');
	assert_str(said(), "1:1 csv-delimiter");
	assert_words("delimiter: \",\"");
	assert_said("sep=;\na;b\n1;2\n", "1:1 csv-delimiter");
	assert_said("\xef\xbb\xbfsep=,\na,b\n1,2\n", "1:4 csv-delimiter");
}

static void table_parse__says_line_ends_once(void **state)
{
	(void)state;
	assert_said("a,b\n1,2\r\n3,4\r\n", "2:4 line-ends");
	assert_int_equal(table.rows, 2);
	assert_said("a,b\r\n1,2\n3,4\n", "2:4 line-ends");
	assert_said("a,b\r1,2\r3,4\r", "1:4 line-ends");
	assert_said("a,b\n1,x\ry\n", "2:4 line-ends");
}

static void table_parse__says_a_conflict_once(void **state)
{
	(void)state;
	assert_said("a,b\n0,0\n<<<<<<< HEAD\n1,2\n=======\n1,3\n>>>>>>> x\n4,5\n", "3:1 conflict-marker");
	assert_int_equal(table.rows, 2);
	assert_said("<<<<<<< HEAD\na,b\n=======\na,c\n>>>>>>> x\n4,5\n", "1:1 conflict-marker");
	assert_said("a,b\n1,2\n>>>>>>> x\n3,4\n", "3:1 conflict-marker");
	assert_said("a,b\n<<<<<<<<,2\n=====,4\n", "");
}

static void table_parse__says_characters_at_their_cell(void **state)
{
	(void)state;
	assert_said("a,b\n1,\"x\xe2\x80\x8by\"\n", "2:3 control-character");
	assert_words("U+200B");
	assert_said("a,b\n1,x\xe2\x80\xaey\n", "2:3 control-character");
	assert_said("a,b\n\xc2\x85,2\n", "2:1 control-character");
	assert_said("a,b\nx\x07,2\x7f\n", "2:1 control-character; 2:4 control-character");
	assert_said("a,b\n1,x\xef\xbb\xbf\n", "2:3 control-character");
	assert_said("a,b\n1,tie\xcc\x82\xcc\x81ng\n2,tie\xcc\x82ng\n", "2:3 not-nfc; 3:3 not-nfc");
	assert_said("a,b\n\"1\n2\",e\xcc\x81 e\xcc\x81\n", "3:4 not-nfc");
	assert_said("a,b\ntiếng Việt,Đổi mới – “ngoặc” … 25 m² ½\n", "");
	assert_said("a,b\n1,x\xc2\xa0y\n", "");
	assert_int_equal(table.has & TABLE_HAS_NBSP, TABLE_HAS_NBSP);
	parse_with((struct str){"a,b\n1,x\0y\n", 10}, ',');
	assert_str(said(), "2:3 control-character");
	assert_true(table_is_bad(&table, 0, 1));
	assert_false(table_is_bad(&table, 0, 0));
}

static void table_parse__names_the_encoding_to_declare(void **state)
{
	(void)state;
	assert_said("a,b\n1,C\xf4ng vi\xea\xf2n\n2,\xff\n", "2:3 encoding-error");
	assert_words("`encoding: windows-1258`");
	assert_said("a,b\n1,Th\xb5nh ph\xe8 H\xb5 N\xe9i, ph\xad\xeang\n", "2:3 encoding-error");
	assert_words("`encoding: TCVN`");
	parse_with((struct str){"\xff\xfe"
	                        "a\0,\0b\0\n\0",
	                        10},
	           ',');
	assert_str(said(), "1:1 encoding-error");
	assert_words("`encoding: UTF-16`");
	parse_with((struct str){"a\0,\0b\0\n\0", 8}, ',');
	assert_str(said(), "1:1 encoding-error");
	assert_said("a,b\n1,x\xe1\xba\n", "2:3 encoding-error");
	assert_said("a,b\n1,\xc0\xaf\n", "2:3 encoding-error");
	assert_said("a,b\n1,\xed\xa0\x80\n", "2:3 encoding-error");
}

static void table_parse__knows_text_that_was_read_in_a_wrong_encoding(void **state)
{
	(void)state;
	assert_said("a,b\n1,Uû ban nh©n d©n ph­êng H¶i An\n", "2:3 encoding-error");
	assert_words("TCVN3");
	/* UBND phường, thành phố: its UTF-8 bytes as Latin-1 characters, in UTF-8 */
	assert_said("a,b\n1,ph\xc3\x86\xc2\xb0\xc3\xa1\xc2\xbb\xc2\x9dng ph\xc3\xa1\xc2\xbb\xc2\x91\n",
	            "2:3 encoding-error");
}

static void table_parse__caps_what_it_reads(void **state)
{
	(void)state;
	size_t len = TABLE_CELL_MAX + 1;
	char *text = arena_alloc(arena, len + 8);
	memcpy(text, "a,b\n1,", 6);
	memset(text + 6, 'x', len);
	parse_with((struct str){text, len + 6}, ',');
	assert_str(said(), "2:3 too-large");
	text = arena_alloc(arena, 2 * TABLE_COLUMNS_MAX + 2);
	for (size_t i = 0; i <= TABLE_COLUMNS_MAX; i++)
		memcpy(text + 2 * i, "c,", 2);
	assert_false(parse_with((struct str){text, 2 * TABLE_COLUMNS_MAX + 2}, ','));
	assert_str(said(), "1:2049 too-large");
}

static void table_header__reads_labels_alone(void **state)
{
	(void)state;
	struct str *labels;
	size_t n;
	struct source other = {STR("t.csv"), STR("\xef\xbb\xbf"
	                                         "a;\"b;c\"\n1;2;3\n")};
	assert_true(table_header(&labels, &n, arena, &other, (struct dialect){.delimiter = ';'}));
	assert_int_equal(n, 2);
	assert_str(labels[1], "b;c");
	other.text = STR("");
	assert_false(table_header(&labels, &n, arena, &other, (struct dialect){.delimiter = ';'}));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        UNIT(table_parse__reads_cells_and_their_places),
	        UNIT(table_parse__keeps_spaces_of_cells),
	        UNIT(table_parse__reads_what_excel_writes),
	        UNIT(table_parse__last_line_needs_no_end),
	        UNIT(table_parse__reads_other_delimiters),
	        UNIT(table_parse__says_ragged_and_blank_rows),
	        UNIT(table_parse__says_labels),
	        UNIT(table_parse__says_quotes_at_their_cell),
	        UNIT(table_parse__names_the_delimiter_to_declare),
	        UNIT(table_parse__says_line_ends_once),
	        UNIT(table_parse__says_a_conflict_once),
	        UNIT(table_parse__says_characters_at_their_cell),
	        UNIT(table_parse__names_the_encoding_to_declare),
	        UNIT(table_parse__knows_text_that_was_read_in_a_wrong_encoding),
	        UNIT(table_parse__caps_what_it_reads),
	        UNIT(table_header__reads_labels_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
