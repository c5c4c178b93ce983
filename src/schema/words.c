#include "schema/words.h"

#include "base/arena.h"

/* Judged between spaces: what is not parted by a space belongs together. Longer ones are judged each time. */
enum { WORD_MAX = 28, WORDS = 4096 };

struct word {
	unsigned char len, vietnamese, broken, plain; /* len 0: none yet */
	char text[WORD_MAX];
};

struct words {
	struct word words[WORDS]; /* each has one place; the later one takes it */
};

struct words *words_new(struct arena *arena)
{
	return ARENA_NEW(arena, struct words);
}

static struct syllable_count judge(struct arena *scratch, struct str text)
{
	struct lexemes lexemes = {0};
	struct syllable_count count = {0};
	lexemes_read(&lexemes, scratch, text);
	syllable_add(&count, &lexemes);
	return count;
}

static void add(struct syllable_count *count, struct syllable_count one)
{
	count->vietnamese += one.vietnamese;
	count->broken += one.broken;
	count->plain += one.plain;
}

static void count_word(struct syllable_count *count, struct words *words, struct arena *scratch,
                       struct str text)
{
	if (text.len > WORD_MAX) {
		add(count, judge(scratch, text));
		return;
	}
	struct word *word = &words->words[str_hash(text) % WORDS];
	if (!str_eq(text, (struct str){word->text, word->len})) {
		struct syllable_count one = judge(scratch, text);
		*word = (struct word){.len = (unsigned char)text.len,
		                      .vietnamese = (unsigned char)one.vietnamese,
		                      .broken = (unsigned char)one.broken,
		                      .plain = (unsigned char)one.plain};
		memcpy(word->text, text.ptr, text.len);
	}
	add(count, (struct syllable_count){
	                   .vietnamese = word->vietnamese, .broken = word->broken, .plain = word->plain});
}

void words_count(struct syllable_count *count, struct words *words, struct arena *scratch, struct str text)
{
	struct str word;
	for (bool more = true; more;) {
		more = str_cut(&word, &text, text, ' ');
		if (word.len)
			count_word(count, words, scratch, word);
	}
}
