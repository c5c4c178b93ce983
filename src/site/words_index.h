/* The index that a page's script searches: which words stand in which documents, cut into files small enough
 * to be fetched while somebody types. All is static JSON:
 *
 *	index.json      {"documents": 412, "block": 128, "kinds": ["Kế hoạch", …], "pieces": ["a", "ba", …],
 *	                "parts": [[300, 4, 12], …]}; the last: documents 300 to 303 are parts of 12
 *	w-PIECE.json    {"hai": [[3, 1], [40], []], …}: of each word that begins with PIECE the documents that
 *	                have it in their title, their headings and names, their summary; each document under
 *	                the best of these alone; the first number as it is, each next as its distance from
 *	                the one before. A fourth item, 1, says that there are more than are listed.
 *	d-N.json        [[kind, title, address, note, language], …]: documents N * block and on. The address
 *	                is relative to the home page of the language; note and language may be missing.
 *
 * Words are those of text_fold, cut after WORD_MAX letters. A piece that would be large is cut by one letter
 * more; then the piece of the shorter name holds that very word alone. So the files that a script needs for a
 * word are the piece with the longest name that begins the word, and pieces whose names begin with the word.
 */
#ifndef SITE_WORDS_INDEX_H
#define SITE_WORDS_INDEX_H

#include "base/buf.h"
#include "base/map.h"
#include "base/vec.h"

enum { WORD_MAX = 24, BLOCK_DOCUMENTS = 128, POSTINGS_MAX = 4096, PIECE_BYTES = 24 << 10 };

/* Where a word stands, the best first. */
enum word_field { WORD_TITLE, WORD_HEADING, WORD_SUMMARY, WORD_FIELDS };

struct search_document {
	unsigned kind;
	struct str title, href;
	struct str note, language; /* may be empty */
	bool is_part;
	uint32_t whole; /* the document that it is a part of, as a period is of a league table */
};

struct search_word {
	struct str text;
	VEC(uint32_t) postings; /* document * WORD_FIELDS + field, rising */
};

/* A file of words: words[from] up to words[to]. */
struct search_piece {
	struct str name;
	size_t from, to;
};

struct words_index {
	struct arena *arena;
	struct map by_text;
	VEC(struct search_word *) words;
	VEC(struct search_document) documents;
	VEC(struct search_piece) pieces; /* by name */
};

void words_index_init(struct words_index *index, struct arena *arena);
/* Adds a document; the order is that of results that match equally well. The texts are not copied. */
void words_index_document(struct words_index *index, struct search_document document);
/* Adds the words of a folded text to the last document. */
void words_index_add(struct words_index *index, struct str folded, enum word_field field);
/* Sorts the words and cuts the pieces; then all is const. */
void words_index_finish(struct words_index *index);
size_t words_index_blocks(const struct words_index *index);

/* The three kinds of file. */
void words_index_write(struct buf *out, const struct words_index *index, const struct str *kinds, size_t n);
void words_index_write_piece(struct buf *out, const struct words_index *index, size_t piece);
void words_index_write_block(struct buf *out, const struct words_index *index, size_t block);

#endif
