/* The typed records of a site: rows of its tables with their ids resolved to pointers, in the order of their
 * files. Made once, then const.
 *
 * A table that an error was said of is `broken`: it gives no records, and nothing that depends on it is
 * judged. A table that the site does not have gives none either, and is not broken. */
#ifndef MODEL_MODEL_H
#define MODEL_MODEL_H

#include "model/award.h"
#include "model/calendar.h"
#include "model/filter.h"
#include "model/league.h"
#include "model/scorecard.h"

#include <limits.h>

/* The period of a plan, which the plans' pages say. */
struct plan_period {
	struct str id;
	int first_year, last_year; /* 0: it says none */
};

/* The parsed definition files; NULL where the site has none. One that is there and could not be parsed is
 * `broken`: what names something of it is not judged. */
struct definitions {
	const struct yml_node *leagues, *scorecards, *awards, *calendar;
	bool leagues_broken, awards_broken;
};

#define DATE_NONE ((struct date){INT32_MIN})

/* What every kind of record shares. Their arrays are typed below. */
struct origin {
	const struct resource
	        *resource; /* NULL: the site has no such table, or one without the columns it needs */
	bool broken;
};

struct unit {
	struct str id;
	size_t index, row;
	struct label name;
	struct str kind, bloc, official_code, aliases;
	const struct unit *parent, *successor;
	const struct unit **predecessors; /* those whose successor it is */
	size_t n_predecessors;
	struct date valid_from, valid_to; /* INT32_MIN and INT32_MAX where open; both days belong to it */
};

enum direction { DIRECTION_NONE, DIRECTION_HIGHER, DIRECTION_LOWER };
/* How quarters make a year; not said: rates as a ratio, all else the latest. */
enum aggregate { AGGREGATE_NONE, AGGREGATE_LATEST, AGGREGATE_SUM, AGGREGATE_RATIO };

struct indicator {
	struct str id;
	size_t index, row;
	struct label name, unit_of_measure;
	bool percent;  /* the unit of measure is `%` */
	long decimals; /* -1: not said */
	enum direction direction;
	enum aggregate aggregate;
	const struct indicator *same_as;
};

enum comparator {
	COMPARE_GE,
	COMPARE_GT,
	COMPARE_EQ,
	COMPARE_LE,
	COMPARE_LT,
	COMPARE_RANGE,
	COMPARE_ZERO,
	COMPARE_UP,
	COMPARE_DOWN,
	COMPARE_NONE,
};

enum frequency { FREQUENCY_NONE, FREQUENCY_QUARTER, FREQUENCY_YEAR };

struct target {
	struct str id;
	size_t index, row;
	struct str plan_id;
	const struct plan_period *plan;
	const struct indicator *indicator;
	const struct unit *unit; /* NULL: each unit of `kind`, or else of the scorecard */
	struct str kind;
	enum comparator comparator;
	bool has_value, has_upper;
	struct decimal value, upper;
	struct str goal_text, upper_text; /* as written */
	int due;                          /* 0: from the start */
	enum frequency frequency, disclose;
	struct str section;
};

enum result_status {
	RESULT_PLAIN,
	RESULT_PROVISIONAL,
	RESULT_REVISED,
	RESULT_NOT_AVAILABLE,
	RESULT_NOT_APPLICABLE
};

/* There may be millions of these: figures are read from their cells when they are asked for. */
struct result {
	const struct indicator *indicator;
	const struct unit *unit;
	struct period period;
	uint32_t row;
	enum result_status status;
};

/* All results of one indicator and unit, by period. */
struct series {
	const struct indicator *indicator;
	const struct unit *unit;
	const struct result *results;
	size_t n;
};

struct person {
	struct str id, name;
	size_t row;
	struct label position;
	struct str consent;
};

/* Who a row names: the id as it stands, and the record where `people` has it. */
struct person_ref {
	struct str id;
	const struct person *person;
};

struct initiative {
	struct str id;
	size_t row;
	const struct unit *unit; /* NULL: none named */
	struct person_ref person;
	struct label title;
	int year; /* 0: none */
	struct str recognised_by, decision;
	bool applied;
};

struct nominee {
	size_t row;
	struct str award_id;
	const struct award *award;
	int year;
	const struct unit *unit;
	struct person_ref person;
	struct str proposed_by;
	struct label title;
};

struct dossier {
	size_t row;
	struct str award_id;
	const struct award *award;
	int year;
	const struct unit *unit;
	struct person_ref person;
	struct str document;
	struct date received_on; /* DATE_NONE: not said */
};

enum recipient { RECIPIENT_COLLECTIVE, RECIPIENT_INDIVIDUAL };
enum honour_state { HONOUR_CONSULTATION, HONOUR_DECIDED, HONOUR_REVOKED };

struct honour {
	struct str id;
	size_t row;
	struct str award_id;
	const struct award *award; /* NULL: the row names none */
	int year;
	enum recipient recipient;
	const struct unit *unit;
	struct person_ref person;
	struct str proposed_by;
	struct label title;
	struct str decision, authority, achievement, reason;
	struct date decided_on, consult_from, revoked_on; /* DATE_NONE: not said */
	long consult_days;                                /* 0: not said */
	bool outside_quota;
	enum honour_state state;
};

struct competence {
	size_t row;
	struct str authority, form, level, legal_basis;
	struct date valid_from, valid_to;
};

struct correction {
	size_t row;
	struct str resource, key, column, old, new;
	struct date corrected_on;
	struct label reason;
};

#define RECORDS(type)                                                                                        \
	struct {                                                                                             \
		struct origin origin;                                                                        \
		struct type *items;                                                                          \
		size_t len;                                                                                  \
	}

struct model {
	struct arena *arena; /* of the build; not to be allocated from once the model is const */
	const struct package *package;
	const struct languages *languages;
	const struct plan_period *plans;
	size_t n_plans;
	struct date today;
	long close_days;

	RECORDS(unit) units;
	RECORDS(indicator) indicators;
	RECORDS(target) targets;
	RECORDS(result) results; /* by indicator, unit, period; `row` says where each stands */
	struct series *series;   /* by indicator and unit, in the order of their tables */
	size_t n_series;
	RECORDS(initiative) initiatives;
	RECORDS(person) people;
	RECORDS(nominee) nominees;
	RECORDS(dossier) dossiers;
	RECORDS(honour) honours;
	RECORDS(competence) competences;
	RECORDS(correction) corrections;

	struct leagues leagues; /* in the order of their file */
	struct scorecards scorecards;
	struct awards awards;
	struct calendar calendar;

	struct map units_by_id, indicators_by_id, targets_by_id, people_by_id, plans_by_id;
	size_t result_value, result_numerator,
	        result_denominator; /* fields of `results`; SIZE_MAX: it has none */
};

/* Builds all of it. Definitions that are wrong, and rows that name what is not there, are said at their
 * places and left out; always makes a model. Plans must outlive it. */
void model_build(struct model *out, struct arena *arena, const struct package *package,
                 const struct definitions *definitions, const struct plan_period *plans, size_t n_plans,
                 const struct languages *languages, struct date today, long close_days, struct diags *diags);

/* An id becomes a folder of the site: says bad-value at its key where it cannot (empty, a slash, a leading
 * dot, a control character). */
bool model_check_id(const struct yml_pair *pair, struct diags *diags);

/* The field of that name; SIZE_MAX, and unknown-name at the place, where the resource has none. */
size_t model_column(const struct resource *resource, struct str name, struct place place,
                    struct diags *diags);

/* True where the descriptor could not be read, so that a resource that is not there may be meant. */
bool model_unsure(const struct model *model);
/* The resource that a definition names; NULL, and said, where there is none. */
const struct resource *model_resource(const struct model *model, const struct yml_node *name,
                                      struct diags *diags);

/* NULL where there is none of that id. */
const struct unit *model_unit(const struct model *model, struct str id);
const struct indicator *model_indicator(const struct model *model, struct str id);
const struct target *model_target(const struct model *model, struct str id);
const struct person *model_person(const struct model *model, struct str id);
const struct plan_period *model_plan(const struct model *model, struct str id);
const struct league *model_league(const struct model *model, struct str id);
const struct scorecard *model_scorecard(const struct model *model, struct str id);
const struct award *model_award(const struct model *model, struct str id);
/* NULL where the unit has no result for the indicator. */
const struct series *model_series(const struct model *model, const struct indicator *indicator,
                                  const struct unit *unit);
/* NULL where the series has none for that very period. */
const struct result *series_find(const struct series *series, struct period period);

/* The figures of a result; false where the cell is empty. */
bool result_value(struct decimal *out, struct arena *arena, const struct model *model,
                  const struct result *result);
bool result_parts(struct decimal *numerator, struct decimal *denominator, struct arena *arena,
                  const struct model *model, const struct result *result);

/* A unit is valid in a period if it is valid on its last day. */
bool unit_valid(const struct unit *unit, struct date last_day);
/* A period is closed `close_days` after its end, from that day on. */
bool period_closed(struct period period, struct date today, long close_days);

/* The text of a row by column name, empty where the table has no such column. */
struct str model_text(struct arena *arena, const struct resource *resource, size_t row, struct str column);
/* A text by language: the pair NAME_vi, NAME_en …, else the one column NAME; a language that lacks it takes
 * the first that has it. All texts are empty where none has. */
void model_label(struct label *out, struct arena *arena, const struct model *model,
                 const struct resource *resource, size_t row, struct str column);
/* The period that a row lies in, by its column `period`, else `year`; false where it has none. */
bool model_row_period(struct period *out, struct arena *arena, const struct resource *resource, size_t row);
/* Where a row begins. */
struct place model_row_place(const struct resource *resource, size_t row);

#endif
