#include "site/feeds.h"

#include "model/model.h"
#include "tmpl/tmpl.h"

static void element(struct buf *out, const char *name, struct str text)
{
	buf_printf(out, "<%s>", name);
	tmpl_escape(out, text);
	buf_printf(out, "</%s>\n", name);
}

static void attribute(struct buf *out, const char *name, struct str text)
{
	buf_printf(out, " %s=\"", name);
	tmpl_escape(out, text);
	buf_char(out, '"');
}

static void alternate(struct buf *out, struct str language, struct str url)
{
	buf_add(out, STR("<xhtml:link rel=\"alternate\""));
	attribute(out, "hreflang", language);
	attribute(out, "href", url);
	buf_add(out, STR("/>\n"));
}

void sitemap_write(struct buf *out, const struct sitemap_page *pages, size_t n,
                   const struct languages *languages)
{
	buf_add(out, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	                 "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""
	                 " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n"));
	for (size_t i = 0; i < n; i++) {
		size_t others = 0;
		for (size_t l = 0; l < languages->len; l++)
			others += pages[i].alternates[l].len > 0;
		buf_add(out, STR("<url>\n"));
		element(out, "loc", pages[i].url);
		if (pages[i].has_updated) {
			struct civil day = date_civil(pages[i].updated);
			buf_printf(out, "<lastmod>%04d-%02d-%02d</lastmod>\n", day.year, day.month, day.day);
		}
		for (size_t l = 0; others > 1 && l < languages->len; l++)
			if (pages[i].alternates[l].len)
				alternate(out, languages->codes[l], pages[i].alternates[l]);
		if (others > 1 && pages[i].alternates[0].len)
			alternate(out, STR("x-default"), pages[i].alternates[0]);
		buf_add(out, STR("</url>\n"));
	}
	buf_add(out, STR("</urlset>\n"));
}

void sitemap_write_index(struct buf *out, struct str base_url, size_t n)
{
	buf_add(out, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	                 "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"));
	for (size_t i = 1; i <= n; i++) {
		buf_add(out, STR("<sitemap><loc>"));
		tmpl_escape(out, base_url);
		buf_printf(out, "sitemap-%zu.xml</loc></sitemap>\n", i);
	}
	buf_add(out, STR("</sitemapindex>\n"));
}

void robots_write(struct buf *out, struct str base_url)
{
	buf_add(out, STR("User-agent: *\nDisallow:\n\nSitemap: "));
	buf_add(out, base_url);
	buf_add(out, STR("sitemap.xml\n"));
}

static void moment(struct buf *out, const char *name, struct date date)
{
	struct civil day = date_civil(date);
	buf_printf(out, "<%s>%04d-%02d-%02dT00:00:00+07:00</%s>\n", name, day.year, day.month, day.day, name);
}

static void link_to(struct buf *out, const char *rel, struct str url)
{
	buf_printf(out, "<link rel=\"%s\"", rel);
	attribute(out, "href", url);
	buf_add(out, STR("/>\n"));
}

void feed_write(struct buf *out, const struct feed *feed)
{
	buf_add(out, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed "
	                 "xmlns=\"http://www.w3.org/2005/Atom\""));
	attribute(out, "xml:lang", feed->language);
	buf_add(out, STR(">\n"));
	element(out, "id", feed->id);
	element(out, "title", feed->title);
	moment(out, "updated", feed->n ? feed->entries[0].updated : feed->updated);
	link_to(out, "self", feed->url);
	link_to(out, "alternate", feed->home);
	buf_add(out, STR("<author>\n"));
	element(out, "name", feed->author);
	buf_add(out, STR("</author>\n"));
	for (size_t i = 0; i < feed->n; i++) {
		const struct feed_entry *entry = &feed->entries[i];
		buf_add(out, STR("<entry>\n"));
		element(out, "id", entry->id);
		element(out, "title", entry->title);
		if (entry->published.day != DATE_NONE.day)
			moment(out, "published", entry->published);
		moment(out, "updated", entry->updated);
		link_to(out, "alternate", entry->url);
		if (entry->summary.len)
			element(out, "summary", entry->summary);
		buf_add(out, STR("</entry>\n"));
	}
	buf_add(out, STR("</feed>\n"));
}
