/* What the front matter of a plan says beside what every page has. Everything may be missing: the published
 * copy of a plan often bears no number, no day, no name, and nothing is put in its place. */
#ifndef MODEL_PLAN_H
#define MODEL_PLAN_H

#include "base/date.h"
#include "yaml/yml.h"

struct config;

/* A day, a month or a year alone: what is not known is 0. */
struct partial_date {
	int year, month, day;
};

struct legal_basis {
	struct str kind, number, issuer; /* empty: not said */
	struct partial_date date;
	struct place date_place;
};

struct texts {
	struct str *items;
	size_t len;
};

struct plan {
	struct str number, symbol, place, issuer;
	struct partial_date issued;
	struct place issued_place;
	struct texts signed_for; /* each begins TM., KT., TL., TUQ. or Q. */
	struct str signer_office, signer;
	int first_year, last_year; /* 0: no period is said */
	struct legal_basis *legal_bases;
	size_t n_legal_bases;
	struct texts recipients;
	struct str standing_body;
	struct str text; /* as said */
	bool official;   /* text: official, the signed wording */
};

/* `2026` or `2026–2030`; empty where no period is said. */
struct str plan_years(struct arena *arena, const struct plan *plan);

/* Reads one text, or one list of texts, of front matter in the page's language: a text may be a map by
 * language. A NULL node gives the empty one. All is copied. */
struct front_reader {
	struct arena *arena;
	const struct config *config;
	size_t language;
	struct diags *diags;
};
bool front_text(struct str *out, const struct front_reader *reader, const struct yml_node *node);
bool front_texts(struct texts *out, const struct front_reader *reader, const struct yml_node *node);
/* False and year-range where nobody can mean the year that the node holds. */
bool front_year(int year, const struct yml_node *node, struct diags *diags);

/* The keys that a plan has beside every page's. */
extern const struct str plan_keys[];
extern const size_t plan_keys_len;

/* Reads them from the front matter; what is wrong is said. */
void plan_read(struct plan *out, const struct front_reader *reader, const struct yml_node *front);
/* `2025`, `2026-2030`, also with spaces or an en dash. */
bool plan_period_parse(int *first, int *last, struct str text);
/* The last day that it can be. */
struct date partial_date_last(struct partial_date date);
/* The first day that it can be. */
struct date partial_date_first(struct partial_date date);

/* Years that a plan can speak of. */
enum { YEAR_FIRST = 1945, YEAR_LAST = 2100 };

#endif
