/* What the pages are made from, and the page that is being made. A view reads the const `struct view_site`
 * and builds in the arena of its page; several threads may do so at once, each with a `struct view` of its
 * own. The trees are those of docs/view-model.md; parts.h builds their parts. */
#ifndef VIEW_VIEW_H
#define VIEW_VIEW_H

#include "history/history.h"
#include "model/config.h"
#include "model/page_link.h"
#include "model/route.h"
#include "rules/calendar.h"
#include "rules/league.h"
#include "rules/scorecard.h"
#include "rules/withheld.h"
#include "tmpl/tmpl.h"
#include "view/words.h"

/* A page of the site, in all its languages. */
struct view_entry {
	struct str path; /* its route in the default language: "/", "/leagues/", "/plans/hai-an-2025/" */
	struct label title, summary; /* where it exists; a summary may be empty */
	struct label brief;          /* of a plan: its period and issuer, where its title would crowd a row */
	uint32_t exists;             /* bit i: in languages->codes[i] */
};

/* The links that stand on every page of one language. */
struct view_nav {
	const struct view_entry *const *main, *const *footer;
	size_t n_main, n_footer;
};

/* A data file that stands in the output already. */
struct view_file {
	uint64_t size;
	size_t rows;         /* of a table */
	struct date updated; /* of the last commit that changed it; DATE_NONE: not known */
};

struct view_site {
	const struct config *config;
	const struct languages *languages;
	const struct package *package;
	const struct model *model;
	const struct league_result *leagues;       /* of model->leagues, in its order */
	const struct scorecard_result *scorecards; /* of model->scorecards, in its order */
	const struct view_card *cards;             /* the same, made ready by view_card_init */
	const struct award_result *awards;         /* of model->awards, in its order */
	const struct honour_result *honours;       /* by row of the table `honours` */
	const bool *honours_published;             /* by row: an edition has published it; NULL: none */
	const struct calendar_result *calendar;
	const struct withheld *withheld; /* the cells that must not be read */
	const struct past *pasts; /* by resource of the package, as they may be published; NULL: none */
	bool past_is_known, past_is_cut;     /* something is committed; a shallow clone */
	const struct hidden *hidden;         /* people who are named nowhere any more */
	const struct view_edition *editions; /* known to the build, oldest first */
	size_t n_editions;
	const struct tree
	        *now; /* the reference copies and derived tables of this build; NULL: none are written */
	const struct view_correction *corrections; /* newest first */
	size_t n_corrections;
	struct view_point *
	        *points;      /* by row of results: what editions said, triangle.c's own; NULL: not known */
	struct map revisions; /* key of results → struct revision, changes.c's own */
	const struct site_index *index; /* where links lead */
	const struct words *words;      /* by language */
	const struct tmpl_set *templates;
	const struct view_nav *nav; /* by language */
	const struct str *css, *js; /* their routes: /assets/site.css */
	size_t n_css, n_js;
	struct map pages;   /* path → struct view_entry: all pages, known before the first is made */
	struct map files;   /* route → struct view_file: /data/results.csv; those that are made */
	struct str version; /* "congbo 0.1.0" */
	/* An error was said of the whole file of definitions: what it defines is not known. */
	bool leagues_broken, scorecards_broken, awards_broken, calendar_broken;
};

/* What the page itself says of itself. */
struct view_head {
	struct str kind;             /* the layout */
	struct label title, summary; /* a summary may be empty */
	bool is_article, is_embed;
	struct date updated;    /* DATE_NONE: not known */
	struct str commit;      /* the whole id of the last commit of its sources; empty: none */
	struct date committed;  /* its day */
	struct str source;      /* content/…; empty: made from data alone */
	struct str json_ld;     /* empty: none */
	struct str next_update; /* words in the page's language; empty: none */
	const struct resource
	        *draws_on; /* whose `illustrative` the page says where the site has none; or NULL */
	const struct view_accepted *accepted;
	size_t n_accepted;
};

/* A warning about this page that its owner keeps. */
struct view_accepted {
	const struct diag *diag;
	struct label reason;
};

/* A file that stands next to the page; its name is known to the plan. */
struct view_drawing {
	struct str name, svg;
};

struct view {
	struct arena *arena;
	const struct view_site *site;
	const struct words *words; /* of the page's language */
	struct str path;           /* of the page: its route in the default language */
	struct str route;          /* the same in the language of the page */
	struct str root;           /* from the page to the top of the site: "../../" */
	bool absolute;             /* it is served at any address, so all of its links begin with base_url */
	struct diags *diags;       /* where a template's failings go */
	struct value *tree;        /* t, site, page, nav, assets, for the views in the text */
	struct str illustrative;   /* what the page has said last: page.illustrative at first; empty: none */
	unsigned views;            /* so many have an id */
	VEC(struct view_drawing) drawings; /* of its charts, in their order */
	struct value *yes, *no;            /* true, false */
};

/* Opens a page in the language of that index. */
void view_open(struct view *out, struct arena *arena, const struct view_site *site, size_t language,
               struct str path, struct diags *diags);
/* The tree that every page has (section 2 of the view model); the functions of the kinds add their keys to
 * it. A copy for the views in its text is kept as view->tree. */
struct value *view_page_tree(struct view *view, const struct view_head *head);
/* Prints a tree by the template of that name. False: said; a name that the tree has nowhere is missing-text
 * at its tag. */
bool view_render(struct buf *html, struct view *view, struct str template, const struct value *tree);
/* The entry of a page by its path; NULL where there is none. */
const struct view_entry *view_page(const struct view *view, struct str path);
/* The path of a page that data make; an id that is not needed is empty. */
struct str view_path(const struct view *view, enum route_kind kind, struct str id, struct str part);
/* The address, from this page, of a page by its path (in this page's language, or the first that it has;
 * empty where there is no such page), and of a file by its route. Percent-encoded. */
struct str view_href(const struct view *view, struct str path);
struct str view_file_href(const struct view *view, struct str route);

#endif
