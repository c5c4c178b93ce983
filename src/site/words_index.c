#include "site/words_index.h"

#include "base/arena.h"

#include <stdlib.h>

void words_index_init(struct words_index *index, struct arena *arena)
{
	*index = (struct words_index){.arena = arena};
	map_init(&index->by_text, arena);
}

void words_index_document(struct words_index *index, struct search_document document)
{
	*VEC_PUSH(index->arena, &index->documents) = document;
}

/* The first letters of a word, at most n. */
static struct str first_letters(struct str word, size_t n)
{
	size_t at = 0;
	for (uint32_t rune; n > 0 && at < word.len; n--)
		at += str_rune(&rune, word, at);
	return str_sub(word, 0, at);
}

static struct search_word *word_of(struct words_index *index, struct str text)
{
	struct search_word *word = map_get(&index->by_text, text);
	if (word)
		return word;
	word = ARENA_NEW(index->arena, struct search_word);
	word->text = str_dup(index->arena, text);
	*map_put(&index->by_text, word->text) = word;
	*VEC_PUSH(index->arena, &index->words) = word;
	return word;
}

static void add_word(struct words_index *index, struct str text, enum word_field field)
{
	struct search_word *word = word_of(index, first_letters(text, WORD_MAX));
	uint32_t document = (uint32_t)index->documents.len - 1, posting = document * WORD_FIELDS + field;
	uint32_t *last = word->postings.len ? &word->postings.items[word->postings.len - 1] : NULL;
	if (!last || *last / WORD_FIELDS != document)
		*VEC_PUSH(index->arena, &word->postings) = posting;
	else if (posting < *last)
		*last = posting;
}

void words_index_add(struct words_index *index, struct str folded, enum word_field field)
{
	struct str text, rest = folded;
	for (bool more = folded.len > 0; more;) {
		more = str_cut(&text, &rest, rest, ' ');
		if (text.len)
			add_word(index, text, field);
	}
}

/* ---- pieces ---- */

static int by_text(const void *a, const void *b)
{
	const struct search_word *const *x = a, *const *y = b;
	return str_cmp((*x)->text, (*y)->text);
}

/* About how long a word and its list are in the file. */
static size_t bytes_of(const struct search_word *word)
{
	size_t n = word->postings.len < POSTINGS_MAX ? word->postings.len : POSTINGS_MAX;
	return word->text.len + 12 + 3 * n;
}

/* Cuts words that share their first `letters` letters. */
static void cut(struct words_index *index, size_t from, size_t to, size_t letters)
{
	size_t bytes = 0;
	struct search_word **words = index->words.items;
	struct str name = first_letters(words[from]->text, letters);
	for (size_t i = from; i < to; i++)
		bytes += bytes_of(words[i]);
	if (letters && (bytes <= PIECE_BYTES || to - from == 1)) {
		*VEC_PUSH(index->arena, &index->pieces) = (struct search_piece){name, from, to};
		return;
	}
	while (from < to) {
		struct str longer = first_letters(words[from]->text, letters + 1);
		size_t end = from + 1;
		if (longer.len == name.len) /* the word that is no longer than the name: it sorts first */
			*VEC_PUSH(index->arena, &index->pieces) = (struct search_piece){name, from, end};
		else {
			while (end < to && str_starts(words[end]->text, longer))
				end++;
			cut(index, from, end, letters + 1);
		}
		from = end;
	}
}

void words_index_finish(struct words_index *index)
{
	if (index->words.len == 0)
		return;
	qsort(index->words.items, index->words.len, sizeof *index->words.items, by_text);
	cut(index, 0, index->words.len, 0);
}

size_t words_index_blocks(const struct words_index *index)
{
	return (index->documents.len + BLOCK_DOCUMENTS - 1) / BLOCK_DOCUMENTS;
}

/* ---- files ---- */

/* [first, how many, whole] of each run of parts of one whole. */
static void write_parts(struct buf *out, const struct words_index *index)
{
	const struct search_document *all = index->documents.items;
	for (size_t i = 0, written = 0; i < index->documents.len;) {
		size_t first = i++;
		if (!all[first].is_part)
			continue;
		while (i < index->documents.len && all[i].is_part && all[i].whole == all[first].whole)
			i++;
		buf_printf(out, "%s[%zu,%zu,%u]", written++ ? "," : "", first, i - first, all[first].whole);
	}
}

void words_index_write(struct buf *out, const struct words_index *index, const struct str *kinds, size_t n)
{
	buf_printf(out, "{\"documents\":%zu,\"block\":%d,\"kinds\":[", index->documents.len, BLOCK_DOCUMENTS);
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_char(out, ',');
		buf_json(out, kinds[i]);
	}
	buf_add(out, STR("],\"pieces\":["));
	for (size_t i = 0; i < index->pieces.len; i++) {
		if (i)
			buf_char(out, ',');
		buf_json(out, index->pieces.items[i].name);
	}
	buf_add(out, STR("],\"parts\":["));
	write_parts(out, index);
	buf_add(out, STR("]}\n"));
}

/* The documents of one field, at most `room`; how many. */
static size_t write_field(struct buf *out, const struct search_word *word, enum word_field field, size_t room)
{
	uint32_t before = 0;
	size_t n = 0;
	buf_char(out, '[');
	VEC_EACH (uint32_t, posting, &word->postings) {
		if (*posting % WORD_FIELDS != (uint32_t)field || n == room)
			continue;
		uint32_t document = *posting / WORD_FIELDS;
		buf_printf(out, n ? ",%u" : "%u", document - before);
		before = document;
		n++;
	}
	buf_char(out, ']');
	return n;
}

static void write_word(struct buf *out, const struct search_word *word)
{
	size_t room = POSTINGS_MAX;
	buf_json(out, word->text);
	buf_add(out, STR(":["));
	for (unsigned field = 0; field < WORD_FIELDS; field++) {
		if (field)
			buf_char(out, ',');
		room -= write_field(out, word, (enum word_field)field, room);
	}
	buf_add(out, word->postings.len > POSTINGS_MAX ? STR(",1]") : STR("]"));
}

void words_index_write_piece(struct buf *out, const struct words_index *index, size_t piece)
{
	const struct search_piece *of = &index->pieces.items[piece];
	for (size_t i = of->from; i < of->to; i++) {
		buf_add(out, i == of->from ? STR("{") : STR(",\n"));
		write_word(out, index->words.items[i]);
	}
	buf_add(out, STR("}\n"));
}

static void write_document(struct buf *out, const struct search_document *document)
{
	buf_printf(out, "[%u,", document->kind);
	buf_json(out, document->title);
	buf_char(out, ',');
	buf_json(out, document->href);
	if (document->note.len || document->language.len) {
		buf_char(out, ',');
		buf_json(out, document->note);
	}
	if (document->language.len) {
		buf_char(out, ',');
		buf_json(out, document->language);
	}
	buf_char(out, ']');
}

void words_index_write_block(struct buf *out, const struct words_index *index, size_t block)
{
	size_t from = block * BLOCK_DOCUMENTS, to = from + BLOCK_DOCUMENTS;
	for (size_t i = from; i < to && i < index->documents.len; i++) {
		buf_add(out, i == from ? STR("[") : STR(",\n"));
		write_document(out, &index->documents.items[i]);
	}
	buf_add(out, STR("]\n"));
}
