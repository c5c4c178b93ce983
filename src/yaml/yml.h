/* YAML with the place of every key and value: a tree over libyaml's events. Refused here: what is no YAML
 * (yaml-syntax), aliases and anchors, tags and further documents (bad-value), keys that are lists or maps
 * (wrong-type), deep nesting (too-large). A key that stands twice is said (duplicate-key), and the rest is
 * read all the same. The readers below check types.
 *
 * A scalar's type is what its reader wants: `period: 2026`, `section: III.2` and `answer: no` are the texts
 * that stand there. A key without a value (also `~` and `null`) is as if it were not there. */
#ifndef YAML_YML_H
#define YAML_YML_H

#include "base/date.h"
#include "base/decimal.h"
#include "base/diag.h"
#include "io/tree.h"

enum { YML_DEPTH_MAX = 32, LANGUAGES_MAX = 8 };

enum yml_kind { YML_SCALAR, YML_LIST, YML_MAP };

struct yml_node {
	enum yml_kind kind;
	struct place place;
	struct str text; /* of a scalar */
	bool plain;      /* a scalar without quotes or | >: numbers, booleans, null are only ever plain */
	bool twice;      /* a map in which a key stood twice, which was said; it has the first */
	struct yml_pair *pairs;  /* of a map */
	struct yml_node **items; /* of a list */
	size_t len;
};

struct yml_pair {
	struct str key;
	struct place key_place;
	struct yml_node *value;
};

/* The site's languages, the default first. */
struct languages {
	struct str codes[LANGUAGES_MAX];
	size_t len;
};

/* A text by language: texts[i] is that of languages.codes[i]; a plain string stands for all of them. */
struct label {
	struct str texts[LANGUAGES_MAX];
	struct place place;
};

/* Parses bytes [from, to) of a source (front matter is a part of a page); a BOM at `from` is skipped. An
 * empty document is an empty map. A key that stands twice is said, and the first is read on (yml_node.twice).
 * False: said; *out is what could be read. */
bool yml_parse(struct yml_node **out, struct arena *arena, const struct source *source, size_t from,
               size_t to, struct diags *diags);
/* Reads a whole file into *source and parses it: symlink, what bytes_check and yml_parse say. False: said. */
bool yml_load(struct yml_node **out, struct arena *arena, struct source *source, const struct tree *tree,
              const struct tree_entry *entry, struct diags *diags);
/* The value of a key, NULL where there is none or it is null (also for a NULL map, or what is no map). */
const struct yml_node *yml_get(const struct yml_node *map, struct str key);
/* True for a plain scalar that is empty, `~` or `null`. */
bool yml_is_null(const struct yml_node *node);
/* False and wrong-type where the node is of another kind. */
bool yml_is(const struct yml_node *node, enum yml_kind kind, struct diags *diags);
/* Each key of the map must be one of the n: unknown-key at the key, naming the nearest. wrong-type where it
 * is no map; a NULL map has no key. False, too, where a key stands twice. */
bool yml_only(const struct yml_node *map, const struct str *keys, size_t n, struct diags *diags);
/* missing-key at the map where the key is not there, at the key where its value is null; else the node. Where
 * yml_only has said that a key of the map is this one misspelt, it is not said again. */
const struct yml_node *yml_need(const struct yml_node *map, struct str key, struct diags *diags);

/* Readers of one scalar; a NULL node leaves *out as it is and is no error. Else false and wrong-type, said,
 * and *out as it was. A text is any scalar but null, the others' forms are: true and false; digits, with '-'
 * (out of range is bad-value); what decimal_parse takes; YYYY-MM-DD, a day that exists. */
bool yml_text(struct str *out, const struct yml_node *node, struct diags *diags);
bool yml_bool(bool *out, const struct yml_node *node, struct diags *diags);
bool yml_int(long *out, const struct yml_node *node, long min, long max, struct diags *diags);
bool yml_decimal(struct decimal *out, struct arena *arena, const struct yml_node *node, struct diags *diags);
bool yml_date(struct date *out, const struct yml_node *node, struct diags *diags);
/* The index of the word among n; bad-value, naming the nearest, where it is none of them. */
bool yml_choice(size_t *out, const struct yml_node *node, const struct str *words, size_t n,
                struct diags *diags);
/* A string, or a map by language: a language of the site that lacks its text is missing-key, another one's
 * key is unknown-key. Nothing is said, and *out stays, where no language is known. */
bool yml_label(struct label *out, const struct yml_node *node, const struct languages *languages,
               struct diags *diags);
/* One scalar or a list of scalars, as slices. */
bool yml_texts(struct str **out, size_t *n, struct arena *arena, const struct yml_node *node,
               struct diags *diags);

/* The version of libyaml that it is linked with. */
struct str yml_library(void);

#endif
