/* What the metadata formats share: words, addresses, licences, dates, and trees of JSON. Of the export
 * folder's own. */
#ifndef EXPORT_META_H
#define EXPORT_META_H

#include "export/format.h"
#include "model/route.h"
#include "value/value.h"

/* META_SET(arena, map, "name", value): sets one key; a NULL value sets nothing. */
#define META_SET(arena, map, key, item) meta_set((arena), (map), STR(key), (item))
void meta_set(struct arena *arena, struct value *map, struct str key, struct value *item);
/* NULL where the text is empty. */
struct value *meta_text(struct arena *arena, struct str text);
/* {"@id": text}; NULL where it is empty. */
struct value *meta_id(struct arena *arena, struct str id);
/* {"@value": text, "@type": type}; NULL where it is empty. */
struct value *meta_typed(struct arena *arena, struct str text, const char *type);
/* [{"@value": text, "@language": code}, …] in the languages of the site; NULL where all are empty. */
struct value *meta_words(struct arena *arena, const struct export *export, const struct label *label);
/* {code: text, …}; NULL where all are empty. */
struct value *meta_by_language(struct arena *arena, const struct export *export, const struct label *label);
/* Writes a tree as a file, indented. */
bool meta_put(const struct value *tree, struct output *output, const struct export_file *file,
              struct diags *diags);

/* One text behind the other; the first gets a full stop where it ends without a mark. */
struct str meta_sentences(struct arena *arena, struct str first, struct str second);
/* What a dataset says of itself: its description (else its title), and that figures are invented where they
 * are. */
struct label meta_description(struct arena *arena, const struct dataset *dataset);
/* Who publishes: the authority, else the site. */
const struct label *meta_publisher(const struct export *export);
/* The contact where it is an e-mail address; empty: it is none. */
struct str meta_email(const struct export *export);
/* What a dataset may be used under: the first of its own `licenses`, else the site's licence, else the first
 * of the package's. NULL: of the whole site. */
struct licence {
	struct str name, url; /* url is empty where it is not known */
};
struct licence meta_licence(const struct export *export, const struct dataset *dataset);
/* Where a dataset comes from: its own `sources`, else the package's. */
const struct credit_list *meta_sources(const struct export *export, const struct dataset *dataset);
/* base_url + path, percent-encoded. */
struct str meta_url(struct arena *arena, const struct export *export, struct str path);
/* The page of a dataset. */
struct str meta_page(struct arena *arena, const struct export *export, const struct dataset *dataset,
                     size_t language);
/* The day that the dataset changed last, else the build's. */
struct date meta_modified(const struct export *export, const struct dataset *dataset);
/* The days that its periods span; false where it names none. */
bool meta_span(struct date *first, struct date *last, const struct dataset *dataset);
/* A file's path below data/. */
struct str meta_name(const struct output_entry *entry);

#endif
