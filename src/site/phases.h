/* One build while it runs. Each phase fills its part; after the gate all of it is const but the output. */
#ifndef SITE_PHASES_H
#define SITE_PHASES_H

#include "base/map.h"
#include "export/export.h"
#include "history/history.h"
#include "io/tree.h"
#include "model/config.h"
#include "model/model.h"
#include "model/page.h"
#include "model/page_link.h"
#include "model/route.h"
#include "rules/calendar.h"
#include "rules/past.h"
#include "site/feeds.h"
#include "site/site.h"
#include "site/theme.h"
#include "site/version.h"
#include "view/editions.h"
#include "view/scorecard.h"
#include "view/view.h"

/* A page to be written, in all its languages. */
struct planned {
	struct view_entry entry;
	enum route_kind kind;
	bool content;        /* a page of content/, else made from data by `kind` */
	struct str id, part; /* of a made page: the thing, its period or year */
	size_t subject, at;  /* its index among the things of its kind, and of the period */
	const struct page *pages[LANGUAGES_MAX]; /* of content */
	struct output_entry *outputs[LANGUAGES_MAX];
	struct output_entry **drawings[LANGUAGES_MAX]; /* the files of its charts, in their order */
	size_t n_drawings[LANGUAGES_MAX];
	long weight; /* among its like */
};

/* A file copied as it is: of the theme, or beside a page. */
struct copied {
	const struct tree *tree;
	const struct tree_entry *from;
	struct str route;
	struct place place; /* of what asks for it */
	struct output_entry *output;
};

/* A data file of the edition that is being made, at its fixed address too. */
struct own_file {
	const struct output_entry *from;
	struct output_entry *to;
};

/* The accepted warnings that a page prints. */
struct kept_list {
	struct view_accepted *items;
	size_t len, cap;
};

struct words_index;

struct build {
	const struct site_options *options;
	struct arena *arena;
	struct diags *diags;
	int jobs;

	struct tree tree, defaults;
	struct config config;
	struct date today;
	struct theme theme;
	bool has_theme;
	struct package package;
	struct definitions definitions;
	struct pages pages;
	struct spool *spool;  /* their bodies */
	struct arena **keeps; /* of the threads that read them */
	size_t n_keeps;

	struct repo *repo; /* NULL: none, or not asked */
	struct oid commit; /* that is built, or that the folder is at; none: nothing is committed */
	struct editions all_editions;
	const struct edition *edition; /* that the revision names; NULL: none */

	struct model model;
	struct history history;
	struct league_result *leagues;
	struct scorecard_result *scorecards;
	struct view_card *cards; /* the scorecards' rows by period */
	struct award_result *awards;
	const bool *honours_published; /* by row; NULL: none */
	struct honour_result *honours;
	struct calendar_result calendar;
	const struct withheld *withheld;
	const struct hidden *hidden; /* people who are named nowhere any more */
	const struct past *pasts;    /* by resource, as they may be published */

	struct view_edition *editions; /* known to this build, oldest first */
	size_t n_editions;
	VEC(struct own_file) own_files;

	struct output_list outputs;
	VEC(struct planned *) planned;
	VEC(struct copied *) copied;
	struct map copies_by_route;
	struct datasets datasets;
	struct export export;
	struct site_index index;
	struct map planned_by_path;
	struct view_nav nav[LANGUAGES_MAX];
	struct view_site view;
	struct map kept_by_path; /* struct kept_list, by the path of a page */

	struct words_index *search;                        /* by language */
	struct output_entry **search_files[LANGUAGES_MAX]; /* index.json, pieces, blocks */

	struct output_entry *sitemap, *robots, *feeds[LANGUAGES_MAX], *calendars[LANGUAGES_MAX];
	struct output_entry **sitemaps;
	size_t n_sitemaps;

	struct output *output;
	struct site_summary *summary;
};

/* The day of a commit in Viet Nam, which has one time zone and no summer time. */
struct date site_day(int64_t time);
/* Says which datasets there are and declares their files. */
void data_plan(struct build *build);
/* Declares the outputs of build->copied that have none yet. */
void plan_copies(struct build *build);

/* The phases, in the order they run; false: it makes no sense to go on (said). */
bool phase_read(struct build *build);    /* trees, settings, theme */
bool phase_parse(struct build *build);   /* the data package and its tables, definitions, pages */
bool phase_model(struct build *build);   /* ids become pointers */
bool phase_history(struct build *build); /* what git says of tables, files and editions */
bool phase_rules(struct build *build);   /* leagues, scorecards, awards */
bool phase_plan(struct build *build);    /* every output named once */
bool phase_check(struct build *build); /* what pages link, quote and show; what the owner accepts; the gate */
bool phase_data(struct build *build);  /* data files, so that pages can state their sizes and hashes */
bool phase_render(struct build *build);  /* pages */
bool phase_publish(struct build *build); /* feeds, the swap */

#endif
