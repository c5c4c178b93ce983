/* The schema.org Dataset of a page, as Google reads it:
 * https://developers.google.com/search/docs/appearance/structured-data/dataset */
#include "export/meta.h"

#include "base/arena.h"
#include "json/json.h"

/* Bounds of a description, in characters; bytes are at least as many. */
enum { DESCRIPTION_MIN = 50, DESCRIPTION_MAX = 5000 };

/* What is too short names its columns too, and then who publishes it; what is too long is cut between
 * characters. */
static struct str description(struct arena *arena, const struct export *export, const struct dataset *dataset,
                              size_t language)
{
	struct str text = meta_description(arena, dataset).texts[language];
	if (str_characters(text) < DESCRIPTION_MIN) {
		text = STR_JOIN(arena, text, STR(" – "), meta_publisher(export)->texts[language], STR(":"));
		for (size_t i = 0; i < dataset->n_fields; i++)
			text = STR_JOIN(arena, text, i ? STR(", ") : STR(" "), dataset->fields[i].name);
		if (str_characters(text) < DESCRIPTION_MIN)
			text = STR_JOIN(arena, text, STR(" – "), meta_page(arena, export, dataset, language));
	}
	size_t at = 0;
	for (size_t n = 0; at < text.len && n < DESCRIPTION_MAX; n++) {
		uint32_t rune;
		size_t len = str_rune(&rune, text, at);
		at += len ? len : 1;
	}
	return str_sub(text, 0, at);
}

static struct value *typed(struct arena *arena, const char *type, struct str name)
{
	struct value *map = value_map(arena);
	META_SET(arena, map, "@type", value_string(arena, str_from(type)));
	META_SET(arena, map, "name", meta_text(arena, name));
	return map;
}

static struct value *publisher(struct arena *arena, const struct export *export, size_t language)
{
	struct value *map = typed(arena, "GovernmentOrganization", meta_publisher(export)->texts[language]);
	META_SET(arena, map, "url", value_string(arena, export->config->base_url));
	META_SET(arena, map, "email", meta_text(arena, meta_email(export)));
	return map;
}

static struct value *variables(struct arena *arena, const struct dataset *dataset, size_t language)
{
	struct value *list = value_list(arena);
	for (size_t i = 0; i < dataset->n_fields; i++) {
		struct value *map = typed(arena, "PropertyValue", dataset->fields[i].name);
		META_SET(arena, map, "alternateName",
		         meta_text(arena, dataset->fields[i].title.texts[language]));
		META_SET(arena, map, "description",
		         meta_text(arena, dataset->fields[i].description.texts[language]));
		value_push(arena, list, map);
	}
	return list;
}

static struct value *downloads(struct arena *arena, const struct export *export,
                               const struct dataset *dataset)
{
	struct value *list = value_list(arena);
	for (size_t i = 0; i < export->n_files; i++) {
		const struct export_file *file = &export->files[i];
		if (file->dataset != dataset)
			continue;
		struct value *map = value_map(arena);
		META_SET(arena, map, "@type", value_string(arena, STR("DataDownload")));
		META_SET(arena, map, "encodingFormat", value_string(arena, file->format->media_type));
		META_SET(arena, map, "contentUrl",
		         value_string(arena, meta_url(arena, export, file->entry->path)));
		META_SET(arena, map, "contentSize",
		         value_string(arena, STR_JOIN(arena, value_count(arena, file->entry->bytes)->text,
		                                      STR(" B"))));
		META_SET(arena, map, "sha256", meta_text(arena, str_from(file->entry->sha256)));
		value_push(arena, list, map);
	}
	return list;
}

static struct value *catalog(struct arena *arena, const struct export *export, size_t language)
{
	struct value *map = typed(arena, "DataCatalog", export->config->title.texts[language]);
	META_SET(arena, map, "url", value_string(arena, meta_url(arena, export, STR("data/"))));
	return map;
}

static struct value *codes(struct arena *arena, const struct export *export)
{
	struct value *list = value_list(arena);
	for (size_t i = 0; i < export->config->languages.len; i++)
		value_push(arena, list, value_string(arena, export->config->languages.codes[i]));
	return list;
}

static struct str span(struct arena *arena, const struct dataset *dataset)
{
	struct date first, last;
	if (!meta_span(&first, &last, dataset))
		return (struct str){0};
	return STR_JOIN(arena, date_iso(arena, first), STR("/"), date_iso(arena, last));
}

static struct value *keywords(struct arena *arena, const struct export *export, size_t language)
{
	const struct credits *credits = &export->package->credits;
	struct value *list = value_list(arena);
	for (size_t i = 0; i < credits->n_keywords; i++)
		value_push(arena, list, value_string(arena, credits->keywords[i].texts[language]));
	return list->len ? list : NULL;
}

static struct value *sources(struct arena *arena, const struct export *export, const struct dataset *dataset,
                             size_t language)
{
	const struct credit_list *from = meta_sources(export, dataset);
	struct value *list = value_list(arena);
	for (size_t i = 0; i < from->len; i++) {
		struct str path = credit_text(&from->items[i], STR("path"), language);
		struct value *map =
		        typed(arena, "CreativeWork", credit_text(&from->items[i], STR("title"), language));
		META_SET(arena, map, "url", meta_text(arena, path));
		META_SET(arena, map, "version",
		         meta_text(arena, credit_text(&from->items[i], STR("version"), language)));
		value_push(arena, list, map);
	}
	return list->len ? list : NULL;
}

struct str export_schema_org(struct arena *arena, const struct export *export, const struct dataset *dataset,
                             size_t language)
{
	struct str page = meta_page(arena, export, dataset, language);
	struct value *map = value_map(arena);
	META_SET(arena, map, "@context", value_string(arena, STR("https://schema.org/")));
	META_SET(arena, map, "@type", value_string(arena, STR("Dataset")));
	META_SET(arena, map, "@id",
	         value_string(arena, STR_JOIN(arena, meta_page(arena, export, dataset, 0), STR("#dataset"))));
	META_SET(arena, map, "name", meta_text(arena, dataset->title.texts[language]));
	META_SET(arena, map, "description", meta_text(arena, description(arena, export, dataset, language)));
	META_SET(arena, map, "url", value_string(arena, page));
	META_SET(arena, map, "identifier", value_string(arena, page));
	META_SET(arena, map, "inLanguage", codes(arena, export));
	META_SET(arena, map, "license", meta_text(arena, meta_licence(export, dataset).url));
	META_SET(arena, map, "keywords", keywords(arena, export, language));
	META_SET(arena, map, "isBasedOn", sources(arena, export, dataset, language));
	META_SET(arena, map, "isAccessibleForFree", value_bool(arena, true));
	META_SET(arena, map, "creator", publisher(arena, export, language));
	META_SET(arena, map, "publisher", publisher(arena, export, language));
	META_SET(arena, map, "dateModified",
	         value_string(arena, date_iso(arena, meta_modified(export, dataset))));
	META_SET(arena, map, "temporalCoverage", meta_text(arena, span(arena, dataset)));
	META_SET(arena, map, "variableMeasured", variables(arena, dataset, language));
	META_SET(arena, map, "includedInDataCatalog", catalog(arena, export, language));
	META_SET(arena, map, "distribution", downloads(arena, export, dataset));
	struct buf buf;
	buf_init(&buf, SIZE_MAX / 2);
	json_write(&buf, map, 0);
	struct str out = str_dup(arena, buf_str(&buf));
	buf_free(&buf);
	return out;
}
