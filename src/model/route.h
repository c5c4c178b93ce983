/* Where everything stands in a site: this file alone spells an address.
 *
 * A route is a path of the site: it begins with '/', a page's ends with '/' (`/en/plans/hai-an-2025/`), a
 * file's does not (`/data/results.csv`). It holds the bytes of the names as they are; what is printed in a
 * page is percent-encoded by the functions that make a reference. */
#ifndef MODEL_ROUTE_H
#define MODEL_ROUTE_H

#include "yaml/yml.h"

enum route_kind {
	ROUTE_HOME,             /* / */
	ROUTE_NOT_FOUND,        /* /404.html: a file, in the default language only */
	ROUTE_LEAGUES,          /* /leagues/ */
	ROUTE_LEAGUE,           /* /leagues/ID/ */
	ROUTE_LEAGUE_PERIOD,    /* /leagues/ID/PART/ */
	ROUTE_SCORECARDS,       /* /scorecards/ */
	ROUTE_SCORECARD,        /* /scorecards/ID/ */
	ROUTE_SCORECARD_PERIOD, /* /scorecards/ID/PART/ */
	ROUTE_INDICATORS,       /* /indicators/ */
	ROUTE_INDICATOR,        /* /indicators/ID/ */
	ROUTE_UNITS,            /* /units/ */
	ROUTE_UNIT,             /* /units/ID/ */
	ROUTE_HONOURS,          /* /honours/ */
	ROUTE_HONOURS_YEAR,     /* /honours/ID/ */
	ROUTE_AWARDS,           /* /awards/ */
	ROUTE_AWARD,            /* /awards/ID/ */
	ROUTE_EDITIONS,         /* /editions/ */
	ROUTE_EDITION,          /* /editions/ID/ */
	ROUTE_DATASETS,         /* /data/ */
	ROUTE_DATASET,          /* /data/ID/ */
	ROUTE_CALENDAR,         /* /calendar/ */
	ROUTE_SEARCH,           /* /search/ */
	ROUTE_EMBED_LEAGUE,     /* /embed/leagues/ID/ */
	ROUTE_EMBED_SCORECARD,  /* /embed/scorecards/ID/ */
	ROUTE_FEED,             /* /feed.xml: a file for each language */
	ROUTE_ICS,              /* /calendar.ics: a file for each language */
};

/* The route of a made page in a language (an index of languages: the first stands at the root, another under
 * /LANG/). What the kind does not use is empty. An id may be any text: '/', '\\', '%', control characters and
 * a first '.' are written %XX in the name that it becomes. */
struct str route_made(struct arena *arena, const struct languages *languages, size_t language,
                      enum route_kind kind, struct str id, struct str part);
/* Whether a route is one of those that pages made from data have, or lies below one: `/en/leagues/x/`. */
bool route_is_made(const struct languages *languages, struct str route);
/* The route of a page of content, by its path below content/ without language: `plans/hai-an-2025`,
 * `plans/index` and `index` (the pages of their folders). */
struct str route_content(struct arena *arena, const struct languages *languages, size_t language,
                         struct str name);
/* /data/NAME, /data/leagues/NAME, … : `folder` is `data/`, `data/leagues/`. */
struct str route_file(struct arena *arena, struct str folder, struct str name, struct str suffix);

/* The file that is written for a route, relative to the output: `en/plans/hai-an-2025/index.html`. */
struct str route_output(struct arena *arena, struct str route);
/* The reference from the page of one route to another route: `../../data/`, `./`; percent-encoded. */
struct str route_reference(struct arena *arena, struct str from, struct str to);
/* base_url and route, percent-encoded; base_url ends in '/'. */
struct str route_absolute(struct arena *arena, struct str base_url, struct str route);
/* A path as it stands in an address: RFC 3986, section 3.3; '/' is kept. */
struct str route_encode(struct arena *arena, struct str path);
/* Undoes %XX; false where a '%' is not followed by two hex digits, or stands for NUL. */
bool route_decode(struct str *out, struct arena *arena, struct str text);
/* Joins a relative path to a folder (`plans/`, or empty) and takes `.` and `..` out of it. False where it
 * leaves the top. */
bool route_join(struct str *out, struct arena *arena, struct str folder, struct str relative);

#endif
