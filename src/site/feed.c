/* What is new: plans and dated pages, editions, corrections; one Atom feed for each language. */
#include "site/feed.h"

#include "base/arena.h"
#include "io/hash.h"
#include "view/corrections.h"

#include <stdlib.h>

enum { ENTRIES_MAX = 50 };

struct collecting {
	struct build *build;
	size_t language;
	struct view view; /* for words */
	VEC(struct feed_entry) entries;
};

static struct str address(const struct build *build, struct str route)
{
	return route_absolute(build->arena, build->config.base_url, route);
}

static struct str made(const struct collecting *with, enum route_kind kind, struct str id)
{
	const struct build *build = with->build;
	return address(build,
	               route_made(build->arena, &build->config.languages, with->language, kind, id, STR("")));
}

static struct str day_text(const struct collecting *with, struct date day)
{
	return text_date(with->build->arena, with->view.words->locale, day);
}

/* ---- pages ---- */

/* The day that a page became known by: its date, else the day a plan was issued. */
static bool day_of(struct date *out, const struct page *page)
{
	if (page->has_date) {
		*out = page->date;
		return true;
	}
	if (page->type != PAGE_PLAN || page->plan.issued.year == 0)
		return false;
	*out = partial_date_first(page->plan.issued);
	return true;
}

/* Of a plan that was issued in some month or year no day is told. */
static bool is_exact(const struct page *page)
{
	return page->has_date || page->plan.issued.day != 0;
}

static void add_pages(struct collecting *with)
{
	struct build *build = with->build;
	VEC_EACH (struct planned *, planned, &build->planned) {
		const struct page *page = (*planned)->pages[with->language];
		struct date day;
		if (!page || !day_of(&day, page))
			continue;
		struct str url = address(build, route_content(build->arena, &build->config.languages,
		                                              with->language, (*planned)->id));
		*VEC_PUSH(build->arena, &with->entries) = (struct feed_entry){
		        .id = url,
		        .url = url,
		        .title = page->title,
		        .summary = page->summary,
		        .published = is_exact(page) ? day : DATE_NONE,
		        .updated = page->has_updated && page->updated.day > day.day ? page->updated : day};
	}
}

/* ---- editions ---- */

static struct str edition_summary(const struct collecting *with, const struct edition *edition)
{
	struct arena *arena = with->build->arena;
	const struct words *words = with->view.words;
	const struct edition *later = edition->superseded_by;
	if (later)
		return SAY(arena, words, FEED_SUPERSEDED, later->id, day_text(with, later->day),
		           later->reason);
	if (edition->corrects.len)
		return SAY(arena, words, FEED_CORRECTS, edition->corrects, edition->reason);
	return SAY(arena, words, FEED_EDITION, day_text(with, edition->day));
}

/* One that was superseded is news once more. */
static void add_editions(struct collecting *with)
{
	struct build *build = with->build;
	for (size_t i = 0; i < build->n_editions; i++) {
		const struct edition *edition = build->editions[i].edition;
		struct str url = made(with, ROUTE_EDITION, edition->id);
		*VEC_PUSH(build->arena, &with->entries) = (struct feed_entry){
		        .id = url,
		        .url = url,
		        .title = SAY(build->arena, with->view.words, EDITION_TITLE, edition->id),
		        .summary = edition_summary(with, edition),
		        .published = edition->day,
		        .updated = edition->superseded_by ? edition->superseded_by->day : edition->day};
	}
}

/* ---- corrections ---- */

/* A name for good: a correction has no page of its own, and its row no id. */
static struct str correction_id(const struct collecting *with, const struct correction *row, struct str url)
{
	struct arena *arena = with->build->arena;
	const struct str nul = {"", 1};
	struct str all = STR_JOIN(arena, row->resource, nul, row->key, nul, row->column, nul, row->old, nul,
	                          row->new, nul, date_iso(arena, row->corrected_on));
	return STR_JOIN(arena, url, STR("#correction-"), str_sub(hash_hex(arena, all), 0, 16));
}

static void add_corrections(struct collecting *with)
{
	struct build *build = with->build;
	for (size_t i = 0; i < build->view.n_corrections; i++) {
		const struct view_correction *correction = &build->view.corrections[i];
		const struct correction *row = correction->row;
		struct str url = made(with, ROUTE_DATASET, correction->resource->name);
		const struct label *reason = &row->reason;
		struct str why = reason->texts[with->language];
		*VEC_PUSH(build->arena, &with->entries) =
		        (struct feed_entry){.id = correction_id(with, row, url),
		                            .url = url,
		                            .title = SAY(build->arena, with->view.words, CORRECTION_TITLE,
		                                         view_correction_text(&with->view, correction)),
		                            .summary = why.len ? why : reason->texts[0],
		                            .published = row->corrected_on,
		                            .updated = row->corrected_on};
	}
}

/* ---- the feed ---- */

static int newest_first(const void *a, const void *b)
{
	const struct feed_entry *x = a, *y = b;
	if (x->updated.day != y->updated.day)
		return x->updated.day > y->updated.day ? -1 : 1;
	return str_cmp(x->id, y->id);
}

void feed_collect(struct buf *out, struct build *build, size_t language)
{
	const struct config *config = &build->config;
	struct collecting with = {.build = build, .language = language};
	struct str url = made(&with, ROUTE_FEED, STR(""));
	view_open(&with.view, build->arena, &build->view, language, STR("/"), build->diags);
	add_pages(&with);
	add_editions(&with);
	add_corrections(&with);
	if (with.entries.len)
		qsort(with.entries.items, with.entries.len, sizeof(struct feed_entry), newest_first);
	const struct label *author = config->has_authority_name ? &config->authority_name : &config->title;
	const struct feed feed = {.id = url,
	                          .url = url,
	                          .home = made(&with, ROUTE_HOME, STR("")),
	                          .title = config->title.texts[language],
	                          .author = author->texts[language],
	                          .language = config->languages.codes[language],
	                          .entries = with.entries.items,
	                          .n = with.entries.len < ENTRIES_MAX ? with.entries.len : ENTRIES_MAX,
	                          .updated = build->today};
	feed_write(out, &feed);
}
