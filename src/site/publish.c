/* The end of a build: what machines read to find the pages, then the swap. */
#include "site/phases.h"

#include "base/arena.h"
#include "site/feed.h"
#include "site/ics.h"
#include "site/search.h"

enum { TEXT_MAX = 1 << 30 };

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

/* ---- feeds ---- */

static bool write_feed(struct build *build, size_t language)
{
	struct buf text;
	buf_init(&text, TEXT_MAX);
	feed_collect(&text, build, language);
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
