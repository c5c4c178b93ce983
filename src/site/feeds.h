/* What machines read to find the pages: sitemap.xml, robots.txt, feed.xml. */
#ifndef SITE_FEEDS_H
#define SITE_FEEDS_H

#include "base/buf.h"
#include "base/date.h"
#include "yaml/yml.h"

/* One address in a sitemap and its translations. */
struct sitemap_page {
	struct str url;                       /* absolute, encoded */
	struct str alternates[LANGUAGES_MAX]; /* absolute, by language; empty where there is none */
	struct date updated;
	bool has_updated;
};

/* One entry of a feed. */
struct feed_entry {
	struct str id, url, title, summary; /* id is a URI for good; summary may be empty */
	struct date published, updated;     /* published may be DATE_NONE */
};

struct feed {
	struct str id, url, home, title, author, language;
	const struct feed_entry *entries; /* newest first */
	size_t n;
	struct date updated; /* where it has no entries */
};

/* The protocol's limit for one file; more pages make a sitemap index. */
enum { SITEMAP_MAX = 50000 };

/* https://www.sitemaps.org/protocol.html, with xhtml:link for each language and x-default for the first. */
void sitemap_write(struct buf *out, const struct sitemap_page *pages, size_t n,
                   const struct languages *languages);
/* The index of `n` sitemaps at base_url/sitemap-1.xml and on. */
void sitemap_write_index(struct buf *out, struct str base_url, size_t n);
/* RFC 9309: everything may be read; embeds are pages of others. */
void robots_write(struct buf *out, struct str base_url);
/* RFC 4287. Days become midnight in Viet Nam. */
void feed_write(struct buf *out, const struct feed *feed);

#endif
