/* What is published as data: one shape for a resource of the data package and for a table that rules or the
 * history derive, so that every format is written once. A resource with `publish: false` never becomes a
 * dataset, and a cell that section 7 of the contract withholds is empty in all of them.
 *
 * Cells are read where they stand, one at a time: a million rows cost no memory here. Datasets are made once,
 * in the arena of the build, and are const from then on: any number of threads may read them. */
#ifndef EXPORT_DATASET_H
#define EXPORT_DATASET_H

#include "model/config.h"
#include "model/model.h"
#include "rules/derived.h"
#include "rules/withheld.h"

enum dataset_kind {
	DATASET_RESOURCE,    /* RESOURCE */
	DATASET_LEAGUE,      /* leagues/ID */
	DATASET_SCORECARD,   /* scorecards/ID */
	DATASET_ELIGIBILITY, /* awards/eligibility */
	DATASET_HONOURS,     /* awards/honours */
	DATASET_CHANGES,     /* changes/RESOURCE */
	DATASET_CALENDAR,    /* calendar */
	DATASET_KINDS
};

/* What the codes of a column are called. */
struct dataset_names {
	struct str id;         /* the resource that says it, `units`; else the column that first has them,
	                          `results.status` */
	struct map by_code;    /* struct label */
	VEC(struct str) codes; /* as they were met */
};

struct dataset_field {
	struct str name;
	enum field_type type;
	struct label title, description; /* empty texts: it has none */
	const struct field *field; /* of a resource: where categories and constraints stand; else NULL */
	size_t source;             /* of a resource: into its fields */
	const struct dataset_names *names; /* NULL: its values have no names */
	bool labelled; /* what people open has a column X_label behind it: it has names, and X_label is not
	                  there */
	bool withheld; /* some cells are empty though the source fills them */
};

struct dataset_key {
	size_t *columns; /* into the fields */
	size_t n;
	const struct dataset *target; /* of a foreign key */
	size_t *target_columns;
};

struct dataset {
	enum dataset_kind kind;
	struct str id; /* its files are data/ID.csv …: `results`, `leagues/par-departments` */
	struct label title, description, illustrative;
	bool has_illustrative;
	struct dataset_field *fields;
	size_t n_fields;
	struct dataset_key primary; /* n is 0 where it has none that holds in what is published */
	struct dataset_key *unique; /* `uniqueKeys` that hold in what is published */
	size_t n_unique;
	struct dataset_key *foreign;
	size_t n_foreign;
	enum update update;
	size_t rows;
	struct date modified;            /* of the last commit that changed it; DATE_NONE: not known */
	const struct resource *resource; /* its own, or of `changes` the one that changed; else NULL */
	/* where its cells are: rows of the resource (all, where `kept` is NULL), or of a derived table */
	const size_t *kept;
	const struct withheld *withheld;
	const struct derived *table;
	const struct str *cells;
};

/* A derived table's rows: made one at a time by `table`, or, where that is NULL, n rows of texts, as many
 * each as section 9 of the contract gives the table columns. */
struct dataset_rows {
	struct str id; /* of the league, scorecard or resource; empty of the others */
	const struct derived *table;
	const struct str *cells;
	size_t n;
};

/* What datasets are made from. What is NULL is not published at all (a site without awards has no
 * awards/eligibility). */
struct dataset_sources {
	const struct config *config;
	const struct model *model;
	const struct withheld *withheld;
	const struct dataset_rows *leagues, *scorecards, *changes;
	size_t n_leagues, n_scorecards, n_changes;
	const struct dataset_rows *eligibility, *honours, *calendar;
	const struct date *modified; /* by resource of the package; NULL: not known */
};

struct datasets {
	struct dataset
	        *items; /* resources as declared, then leagues, scorecards, awards, changes, calendar */
	size_t len;
};

/* Says nothing and cannot fail. Of a broken resource only what the descriptor says can be relied on. */
void datasets_build(struct datasets *out, struct arena *arena, const struct dataset_sources *sources);
/* NULL where there is none of that id. */
const struct dataset *dataset_find(const struct datasets *datasets, struct str id);
/* All cells of a row, or one, as the reference copy has them: numbers with '.', their digits kept; empty
 * where missing or withheld. The arena is for what must be rewritten. */
void dataset_row(struct str *cells, const struct dataset *dataset, struct arena *arena, size_t row);
struct str dataset_cell(const struct dataset *dataset, struct arena *arena, size_t row, size_t field);
/* The name of a code; NULL where the field has no names, or not of this one. */
const struct label *dataset_name(const struct dataset_field *field, struct str code);
/* X_label, the column of a labelled field's names. */
struct str dataset_label_column(struct arena *arena, const struct dataset_field *field);
/* True where the text stands for true in a boolean field, which is not empty. */
bool dataset_truth(const struct dataset_field *field, struct str text);
/* integer, number or year: a number without quotes, in JSON and in a spreadsheet. */
bool dataset_is_number(const struct dataset_field *field);

#endif
