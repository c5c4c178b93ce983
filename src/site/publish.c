/* The end of a build: what machines read to find the pages, then the swap. */
#include "site/phases.h"

#include "base/arena.h"
#include "site/ics.h"
#include "site/search.h"

#include <stdlib.h>

enum { TEXT_MAX = 1 << 30, FEED_ENTRIES = 50 };

static struct str url_of(const struct build *build, const struct planned *planned, size_t language)
{
	const struct languages *languages = &build->config.languages;
	struct str route = planned->content ? route_content(build->arena, languages, language, planned->id)
	                                    : route_made(build->arena, languages, language, planned->kind,
	                                                 planned->id, planned->part);
	return route_absolute(build->arena, build->config.base_url, route);
}

/* ---- sitemap ---- */

static bool is_indexed(const struct planned *planned)
{
	return planned->content || (planned->kind != ROUTE_NOT_FOUND && planned->kind != ROUTE_EMBED_LEAGUE &&
	                            planned->kind != ROUTE_EMBED_SCORECARD);
}

static void sitemap_page(struct sitemap_page *out, const struct build *build, const struct planned *planned,
                         size_t language)
{
	*out = (struct sitemap_page){0};
	for (size_t l = 0; l < build->config.languages.len; l++)
		if (planned->entry.exists >> l & 1)
			out->alternates[l] = url_of(build, planned, l);
	out->url = out->alternates[language];
	const struct page *page = planned->pages[language];
	if (page && (page->has_updated || page->has_date)) {
		out->has_updated = true;
		out->updated = page->has_updated ? page->updated : page->date;
	}
}

static bool put(struct build *build, struct output_entry *entry, struct buf *text)
{
	bool done = output_put(build->output, entry, buf_str(text), build->diags);
	buf_free(text);
	return done;
}

static bool write_sitemaps(struct build *build)
{
	struct sitemap_page *pages = ARENA_ARRAY(build->arena, struct sitemap_page, build->summary->pages);
	size_t n = 0;
	bool done = true;
	VEC_EACH (struct planned *, planned, &build->planned) {
		for (size_t l = 0; l < build->config.languages.len; l++)
			if (is_indexed(*planned) && (*planned)->entry.exists >> l & 1)
				sitemap_page(&pages[n++], build, *planned, l);
	}
	struct buf text;
	buf_init(&text, TEXT_MAX);
	if (build->n_sitemaps == 0)
		sitemap_write(&text, pages, n, &build->config.languages);
	else
		sitemap_write_index(&text, build->config.base_url, build->n_sitemaps);
	done = put(build, build->sitemap, &text);
	for (size_t i = 0; i < build->n_sitemaps; i++) {
		size_t from = i * SITEMAP_MAX, to = from + SITEMAP_MAX < n ? from + SITEMAP_MAX : n;
		sitemap_write(&text, pages + from, from < n ? to - from : 0, &build->config.languages);
		done = put(build, build->sitemaps[i], &text) && done;
	}
	return done;
}

/* ---- feed ---- */

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

static int newest_first(const void *a, const void *b)
{
	const struct feed_entry *x = a, *y = b;
	if (x->updated.day != y->updated.day)
		return x->updated.day > y->updated.day ? -1 : 1;
	return str_cmp(x->id, y->id);
}

static size_t feed_entries(struct feed_entry *out, const struct build *build, size_t language)
{
	size_t n = 0;
	VEC_EACH (struct planned *, planned, &build->planned) {
		const struct page *page = (*planned)->pages[language];
		struct date day;
		if (!page || !day_of(&day, page))
			continue;
		struct str url = url_of(build, *planned, language);
		out[n++] = (struct feed_entry){url, url, page->title, page->summary, day};
	}
	if (n)
		qsort(out, n, sizeof *out, newest_first);
	return n < FEED_ENTRIES ? n : FEED_ENTRIES;
}

static bool write_feed(struct build *build, size_t language)
{
	const struct config *config = &build->config;
	struct feed_entry *entries = ARENA_ARRAY(build->arena, struct feed_entry, build->planned.len);
	struct str feed =
	        route_made(build->arena, &config->languages, language, ROUTE_FEED, STR(""), STR(""));
	struct str home =
	        route_made(build->arena, &config->languages, language, ROUTE_HOME, STR(""), STR(""));
	struct str url = route_absolute(build->arena, config->base_url, feed);
	const struct label *author = config->has_authority_name ? &config->authority_name : &config->title;
	struct feed description = {.id = url,
	                           .url = url,
	                           .home = route_absolute(build->arena, config->base_url, home),
	                           .title = config->title.texts[language],
	                           .author = author->texts[language],
	                           .language = config->languages.codes[language],
	                           .entries = entries,
	                           .n = feed_entries(entries, build, language),
	                           .updated = build->today};
	struct buf text;
	buf_init(&text, TEXT_MAX);
	feed_write(&text, &description);
	return put(build, build->feeds[language], &text);
}

static struct str host_of(struct str url)
{
	size_t scheme = str_find(url, STR("://"));
	struct str host, rest;
	str_cut(&host, &rest, str_sub(url, scheme + 3, url.len), '/');
	return host;
}

static bool write_calendar(struct build *build, size_t language)
{
	const struct config *config = &build->config;
	struct ics ics = {.name = config->title.texts[language],
	                  .host = host_of(config->base_url),
	                  .calendar = &build->calendar,
	                  .words = &build->theme.words[language],
	                  .stamp = build->today};
	struct buf text;
	buf_init(&text, TEXT_MAX);
	ics_write(&text, build->arena, &ics);
	return put(build, build->calendars[language], &text);
}

static bool write_robots(struct build *build)
{
	struct buf text;
	buf_init(&text, TEXT_MAX);
	robots_write(&text, build->config.base_url);
	return put(build, build->robots, &text);
}

bool phase_publish(struct build *build)
{
	bool done = write_sitemaps(build) && write_robots(build) && search_write(build);
	for (size_t l = 0; done && l < build->config.languages.len; l++)
		done = write_feed(build, l) && write_calendar(build, l);
	return done && output_finish(&build->summary->output, build->output, build->diags);
}
