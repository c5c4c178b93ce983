/* What the columns of the derived tables are: section 9 of the contract, with words for people. Of the export
 * folder's own. */
#ifndef EXPORT_DERIVED_H
#define EXPORT_DERIVED_H

#include "export/dataset.h"

/* Whose names the codes of a column have. */
enum derived_names { NAMES_NONE, NAMES_UNIT, NAMES_INDICATOR, NAMES_PERSON, NAMES_AWARD, NAMES_TARGET };

struct derived_column {
	struct str name;
	enum field_type type;
	enum derived_names names;
	bool is_key;
	struct str title[2], description[2]; /* English, Vietnamese */
};

struct derived_table {
	struct str title[2], description[2]; /* {0} is the title of the league, scorecard or resource */
	const struct derived_column *columns;
	size_t n;
};

/* Not of DATASET_RESOURCE. */
const struct derived_table *derived_table(enum dataset_kind kind);
/* A text of the generator in the languages of a site: Vietnamese in `vi`, English in all others. {0} becomes
 * `about` in that language, if it is not NULL. */
void derived_label(struct label *out, struct arena *arena, const struct languages *languages,
                   const struct str texts[2], const struct label *about);

#endif
