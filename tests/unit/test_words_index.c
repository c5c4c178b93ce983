/* The index of the search: its files are small, every word is in the one that its letters lead to, and what
 * can be cut is cut so that a script sees it. */
#include "check.h"

#include "base/arena.h"
#include "qr/qr.h"
#include "site/words_index.h"
#include "json/json.h"

static struct value *parsed(struct buf *text)
{
	struct diags diags;
	struct value *value;
	struct source *source = ARENA_NEW(arena, struct source);
	diag_init(&diags, arena);
	source->text = str_dup(arena, buf_str(text));
	assert_true(json_parse(&value, arena, source, &diags));
	buf_clear(text);
	return value;
}

/* The piece that a script asks for: the longest name that begins the word. */
static const struct search_piece *piece_of(const struct words_index *index, struct str word)
{
	const struct search_piece *best = NULL;
	VEC_EACH (struct search_piece, piece, &index->pieces)
		if (str_starts(word, piece->name) && (!best || piece->name.len > best->name.len))
			best = piece;
	return best;
}

static void add(struct words_index *index, struct str title, struct str heading)
{
	words_index_document(index, (struct search_document){.title = title, .href = STR("./")});
	words_index_add(index, title, WORD_TITLE);
	words_index_add(index, heading, WORD_HEADING);
}

static void words_index_write_piece__lists_documents_by_the_best_field_as_distances(void **state)
{
	(void)state;
	struct words_index index;
	struct buf text;
	words_index_init(&index, arena);
	add(&index, STR("hai an"), STR("an hai"));
	add(&index, STR("xa"), STR("hai hai"));
	add(&index, STR("hai"), STR(""));
	words_index_finish(&index);
	buf_init(&text, 1 << 20);
	words_index_write_piece(&text, &index, (size_t)(piece_of(&index, STR("hai")) - index.pieces.items));
	assert_str(buf_str(&text), "{\"hai\":[[0,2],[1],[]]}\n");
	buf_free(&text);
}

static void words_index_write__says_which_documents_are_parts_of_one(void **state)
{
	(void)state;
	struct words_index index;
	struct buf text;
	words_index_init(&index, arena);
	static const int wholes[] = {-1, -1, 1, 1, 0, -1, 0};
	for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++)
		words_index_document(&index, (struct search_document){.title = STR("x"),
		                                                      .is_part = wholes[i] >= 0,
		                                                      .whole = (uint32_t)wholes[i]});
	words_index_finish(&index);
	buf_init(&text, 1 << 20);
	words_index_write(&text, &index, NULL, 0);
	assert_str(buf_str(&text), "{\"documents\":7,\"block\":128,\"kinds\":[],\"pieces\":[],"
	                           "\"parts\":[[2,2,1],[4,1,0],[6,1,0]]}\n");
	buf_free(&text);
}

static void words_index_finish__leads_every_word_to_one_small_piece(void **state)
{
	(void)state;
	struct words_index index;
	struct buf text;
	words_index_init(&index, arena);
	for (size_t i = 0; i < 20000; i++)
		add(&index, str_printf(arena, "phuong p%zu", i),
		    str_printf(arena, "ph%zu \xe5\xb8\x82%zu", i, i));
	words_index_finish(&index);
	buf_init(&text, 1 << 20);
	size_t words = 0;
	for (size_t p = 0; p < index.pieces.len; p++) {
		const struct search_piece *piece = &index.pieces.items[p];
		for (size_t i = piece->from; i < piece->to; i++, words++)
			assert_ptr_equal(piece_of(&index, index.words.items[i]->text), piece);
		words_index_write_piece(&text, &index, p);
		assert_true(text.len < 2 * PIECE_BYTES);
		parsed(&text);
	}
	assert_int_equal(words, index.words.len);
	buf_free(&text);
}

static void words_index_write_piece__says_that_a_word_stands_in_more_than_it_lists(void **state)
{
	(void)state;
	struct words_index index;
	struct buf text;
	words_index_init(&index, arena);
	for (size_t i = 0; i < POSTINGS_MAX + 1; i++)
		add(&index, i ? STR("khac") : STR("an"), i ? STR("an") : STR(""));
	words_index_finish(&index);
	buf_init(&text, 1 << 20);
	words_index_write_piece(&text, &index, 0);
	const struct value *an = value_get(parsed(&text), STR("an"));
	assert_int_equal(an->len, 4);
	assert_int_equal(an->items[0]->len, 1);
	assert_int_equal(an->items[1]->len, POSTINGS_MAX - 1);
	buf_free(&text);
}

static void words_index_write_block__holds_each_document_once(void **state)
{
	(void)state;
	struct words_index index;
	struct buf text;
	words_index_init(&index, arena);
	for (size_t i = 0; i < 2 * BLOCK_DOCUMENTS + 1; i++)
		add(&index, str_printf(arena, "t%zu \"<", i), STR(""));
	words_index_finish(&index);
	buf_init(&text, 1 << 20);
	size_t n = 0;
	assert_int_equal(words_index_blocks(&index), 3);
	for (size_t b = 0; b < 3; b++) {
		words_index_write_block(&text, &index, b);
		struct value *block = parsed(&text);
		for (size_t i = 0; i < block->len; i++, n++)
			assert_str(block->items[i]->items[1]->text,
			           str_z(arena, str_printf(arena, "t%zu \"<", n)));
	}
	assert_int_equal(n, 2 * BLOCK_DOCUMENTS + 1);
	buf_free(&text);
}

static void words_index_add__cuts_a_long_word_between_letters(void **state)
{
	(void)state;
	struct words_index index;
	words_index_init(&index, arena);
	add(&index,
	    STR("\xe5\xb8\x82\xe5\xb8\x82\xe5\xb8\x82\xe5\xb8\x82\xe5\xb8\x82\xe5\xb8\x82\xe5\xb8\x82\xe5\xb8"
	        "\x82"
	        "\xe5\xb8\x82\xe5\xb8\x82\xe5\xb8\x82\xe5\xb8\x82\xe5\xb8\x82\xe5\xb8\x82\xe5\xb8\x82\xe5\xb8"
	        "\x82"
	        "\xe5\xb8\x82\xe5\xb8\x82\xe5\xb8\x82\xe5\xb8\x82\xe5\xb8\x82\xe5\xb8\x82\xe5\xb8\x82\xe5\xb8"
	        "\x82"
	        "\xe5\xb8\x82"),
	    STR(""));
	words_index_finish(&index);
	assert_int_equal(index.words.items[0]->text.len, 3 * WORD_MAX);
}

static void qr_make__draws_the_three_finders_within_the_quiet_zone(void **state)
{
	(void)state;
	struct qr code;
	assert_true(qr_make(&code, arena, STR("https://congbo.example.vn/")));
	assert_int_equal((code.size - 8 - 17) % 4, 0);
	assert_true(str_starts(code.path, STR("M4 4.5h7")));
	/* of the first row the last stroke is the top of the right finder, that of the fifth begins the left
	 */
	struct str first = str_sub(code.path, 0, str_find(code.path, STR("M4 5.5h1m5 0h1")));
	assert_true(first.len < code.path.len && str_ends(first, STR(" 0h7")));
	char *long_text = arena_alloc(arena, 3001);
	memset(long_text, 'x', 3000);
	assert_false(qr_make(&code, arena, (struct str){long_text, 3000}));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        UNIT(words_index_write__says_which_documents_are_parts_of_one),
	        cmocka_unit_test_setup_teardown(
	                words_index_write_piece__lists_documents_by_the_best_field_as_distances, open_arena,
	                close_arena),
	        cmocka_unit_test_setup_teardown(words_index_finish__leads_every_word_to_one_small_piece,
	                                        open_arena, close_arena),
	        cmocka_unit_test_setup_teardown(
	                words_index_write_piece__says_that_a_word_stands_in_more_than_it_lists, open_arena,
	                close_arena),
	        cmocka_unit_test_setup_teardown(words_index_write_block__holds_each_document_once, open_arena,
	                                        close_arena),
	        cmocka_unit_test_setup_teardown(words_index_add__cuts_a_long_word_between_letters, open_arena,
	                                        close_arena),
	        cmocka_unit_test_setup_teardown(qr_make__draws_the_three_finders_within_the_quiet_zone,
	                                        open_arena, close_arena),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
