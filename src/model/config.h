/* congbo.yaml: the settings of a site. Read first; all else is read in its languages. */
#ifndef MODEL_CONFIG_H
#define MODEL_CONFIG_H

#include "base/date.h"
#include "io/tree.h"
#include "yaml/yml.h"

/* A warning that the owner keeps. */
struct accept {
	struct str code,
	        about; /* about: as the warning's own; a page's is `plans/hai-an-2025` however written */
	struct label reason;
	struct place place; /* of the entry */
	bool used;          /* a warning that it fits has occurred */
};

struct config {
	const struct source *file; /* as long as the arena, like the places within it */
	struct label title;
	struct str base_url; /* http or https, ends in '/' */
	struct languages languages;
	struct str theme; /* `default` unless said */
	struct place theme_place;
	struct label authority_name, authority_parent, authority_contact;
	bool has_authority_name, has_authority_parent, has_authority_contact;
	struct str licence;                        /* empty: none is named */
	struct str timezone;                       /* IANA name; Asia/Ho_Chi_Minh unless said */
	struct str publish_branch, publish_remote; /* `public` and `origin` unless said */
	struct place publish_place;                /* of the file where it says nothing of it */
	bool has_as_of;
	struct date as_of;
	long close_days; /* 20 unless said */
	struct label illustrative;
	bool has_illustrative;
	struct accept *accepts;
	size_t n_accepts;
};

/* Reads congbo.yaml of the tree. False: something was said. Unless the languages could be read (then
 * out->languages.len is 0) the rest of the site can be read by what is there. */
bool config_load(struct config *out, struct arena *arena, const struct tree *tree, struct diags *diags);
/* What a warning about a page is about, in one spelling: `content/plans/x.vi.md`, `content/plans/x` and
 * `plans/x` are `plans/x`. */
struct str config_page_about(const struct languages *languages, struct str about);
/* True for the code of a warning that is about a page. */
bool config_is_about_page(struct str code);

#endif
