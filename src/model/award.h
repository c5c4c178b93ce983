/* awards.yaml: who may be honoured, for what, how many, by when. */
#ifndef MODEL_AWARD_H
#define MODEL_AWARD_H

#include "model/filter.h"

struct league;
struct target;
struct plan_period;
struct award;

enum award_form {
	FORM_CERTIFICATE,     /* giay-khen */
	FORM_MERIT,           /* bang-khen */
	FORM_FLAG,            /* co-thi-dua */
	FORM_EMULATION_TITLE, /* danh-hieu */
	FORM_ORDER,           /* huan-chuong */
	FORM_STATE_TITLE,     /* danh-hieu-vinh-du */
	FORM_OTHER,           /* other */
};
enum award_level { LEVEL_COMMUNE, LEVEL_DISTRICT, LEVEL_PROVINCE, LEVEL_STATE };
enum award_cycle { CYCLE_YEAR, CYCLE_TERM, CYCLE_SPOT };

enum condition_kind {
	CONDITION_ALL,
	CONDITION_ANY,
	CONDITION_NOT,
	CONDITION_TOP,
	CONDITION_LEADER,
	CONDITION_COUNT,
	CONDITION_NONE,
	CONDITION_VALUE,
	CONDITION_MET,
	CONDITION_AWARD,
	CONDITION_JUDGED,
};

enum value_order { VALUE_EQUALS, VALUE_AT_LEAST, VALUE_AT_MOST };

/* One node of the tree; what its kind does not use is zero. */
struct condition {
	enum condition_kind kind;
	struct str id; /* empty: `failed` names it by its kind */
	struct label label, reading;
	bool has_label, has_reading;
	struct place place;
	struct condition **children; /* all, any, not (one) */
	size_t n_children;
	long at_least; /* any: so many of them */

	const struct league *league; /* top, leader */
	long rank;                   /* top */
	long years;                  /* top, leader: in so many years; 0: in the cycle's year */
	int from, to;                /* top, leader, count: years; 0: the cycle's */
	bool follow;                 /* top, count: what predecessors did counts too */

	struct filter of; /* count, none, value */
	bool has_min, has_max;
	long min, max;
	size_t distinct; /* count: a field of the resource; SIZE_MAX: rows */

	size_t column; /* value: a field of the resource */
	enum value_order compare;
	struct str than;

	const struct target *target; /* met */

	struct str award_id; /* award */
	const struct award *award;
	bool decided; /* award: else nominated */
};

/* Who is looked at: rows of `units`, or of a table that names persons. */
struct candidates {
	bool given;
	struct filter of;
};

enum quota_per { PER_UNIT, PER_PROPOSED_BY, PER_AWARD };

struct quota {
	struct place place;
	bool is_share;
	long max;
	struct decimal share;
	enum quota_per per;
	bool has_base;
	struct filter base;
	size_t base_column;     /* SIZE_MAX: rows are counted */
	struct condition *when; /* `if`; NULL: all rows */
	struct str id;
	struct label label, reading;
	bool has_label, has_reading;
};

struct award_document {
	struct str id;
	struct label label;
	bool has_label;
};

enum deadline_kind { DEADLINE_NONE, DEADLINE_YEARLY, DEADLINE_DATE };

struct deadline {
	enum deadline_kind kind;
	bool before; /* the day itself is too late */
	int month, day;
	bool same_year; /* `in: cycle`: the cycle's last year, else the one after */
	struct date on;
	struct place place;
};

struct award {
	struct str id;
	size_t index;
	struct place place;
	bool broken;
	struct label title, reading;
	bool has_reading;
	struct str plan_id, section;
	const struct plan_period *plan; /* NULL: none named */
	enum award_form form;
	struct str form_text, level_text; /* as written */
	enum award_level level;
	bool decided_above;
	bool individual;
	int from, to; /* years; 0: open */
	enum award_cycle cycle;
	struct candidates candidates;
	struct condition *requires; /* NULL: nothing */
	struct quota *quotas;
	size_t n_quotas;
	bool has_outside;
	struct candidates outside_candidates;
	struct condition *outside_requires;
	struct award_document *documents;
	size_t n_documents;
	struct deadline deadline;
};

struct awards {
	struct award *items;
	size_t len;
	bool broken; /* the file is no map of awards: a name that is not here may be meant */
};

/* Names all awards, so that tables and conditions can name them before they are read. */
void awards_name(struct awards *out, const struct model *model, const struct yml_node *root,
                 struct diags *diags);
/* Reads what was named. */
void awards_read(struct awards *awards, const struct model *model, const struct yml_node *root,
                 struct diags *diags);
/* all, any, … : the name of a kind. */
struct str condition_name(enum condition_kind kind);
/* Reads MM-DD. */
bool model_month_day(int *month, int *day, struct str text);

#endif
