/* Who and what stands behind data: `licenses`, `sources`, `contributors` and `keywords` of a Data Package or
 * of one of its resources, https://datapackage.org/standard/data-package/. Nothing here is judged beyond its
 * form: what the owner wrote is handed on to whoever publishes it, an e-mail address of a contributor too. */
#ifndef SCHEMA_CREDITS_H
#define SCHEMA_CREDITS_H

#include "yaml/yml.h"

struct credit_value {
	struct str key; /* as Data Package v2 calls it: `role` of v1 is `roles` */
	struct label label;
	struct str *texts; /* of `roles`; else NULL, and the label says it */
	size_t n_texts;
};

/* One licence, source or contributor. */
struct credit {
	struct credit_value *values; /* in the order of the descriptor */
	size_t len;
};

struct credit_list {
	struct credit *items;
	size_t len;
};

struct credits {
	struct credit_list licences, sources, contributors;
	struct label *keywords;
	size_t n_keywords;
};

/* Reads the four keys of a package or resource; what is not there is empty. False: said. */
bool credits_read(struct credits *out, struct arena *arena, const struct yml_node *map,
                  const struct languages *languages, struct diags *diags);
/* What a credit says under a key in a language; empty: nothing. */
struct str credit_text(const struct credit *credit, struct str key, size_t language);

#endif
