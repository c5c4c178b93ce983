/* catalog.jsonld: DCAT-AP 3.0, https://semiceu.github.io/DCAT-AP/releases/3.0.0/, with a context of its own
 * so that nothing is fetched to read it. Each dataset, derived ones too, and each of its files that is final
 * already. */
#include "export/meta.h"

#include "base/arena.h"
#include "export/derived.h"

#define AUTHORITY "http://publications.europa.eu/resource/authority/"

static struct value *context(struct arena *arena)
{
	static const struct str prefixes[][2] = {
	        {STR_INIT("dcat"), STR_INIT("http://www.w3.org/ns/dcat#")},
	        {STR_INIT("dct"), STR_INIT("http://purl.org/dc/terms/")},
	        {STR_INIT("foaf"), STR_INIT("http://xmlns.com/foaf/0.1/")},
	        {STR_INIT("vcard"), STR_INIT("http://www.w3.org/2006/vcard/ns#")},
	        {STR_INIT("spdx"), STR_INIT("http://spdx.org/rdf/terms#")},
	        {STR_INIT("adms"), STR_INIT("http://www.w3.org/ns/adms#")},
	        {STR_INIT("rdfs"), STR_INIT("http://www.w3.org/2000/01/rdf-schema#")},
	        {STR_INIT("xsd"), STR_INIT("http://www.w3.org/2001/XMLSchema#")},
	};
	struct value *map = value_map(arena);
	for (size_t i = 0; i < LENGTH(prefixes); i++)
		meta_set(arena, map, prefixes[i][0], value_string(arena, prefixes[i][1]));
	return map;
}

static struct value *node(struct arena *arena, struct str id, const char *type)
{
	struct value *map = value_map(arena);
	META_SET(arena, map, "@id", value_string(arena, id));
	META_SET(arena, map, "@type", value_string(arena, str_from(type)));
	return map;
}

static struct value *iri(struct arena *arena, const char *prefix, struct str name)
{
	return meta_id(arena, STR_JOIN(arena, str_from(prefix), name));
}

static struct value *day(struct arena *arena, struct date date)
{
	return meta_typed(arena, date_iso(arena, date), "xsd:date");
}

/* The languages of the site that the authority table knows by these codes. */
static struct value *languages(struct arena *arena, const struct export *export)
{
	static const struct str known[][2] = {
	        {STR_INIT("vi"), STR_INIT("VIE")}, {STR_INIT("en"), STR_INIT("ENG")},
	        {STR_INIT("fr"), STR_INIT("FRA")}, {STR_INIT("zh"), STR_INIT("ZHO")},
	        {STR_INIT("ja"), STR_INIT("JPN")}, {STR_INIT("ko"), STR_INIT("KOR")},
	        {STR_INIT("km"), STR_INIT("KHM")}, {STR_INIT("lo"), STR_INIT("LAO")},
	};
	struct value *list = value_list(arena);
	for (size_t i = 0; i < export->config->languages.len; i++)
		for (size_t j = 0; j < LENGTH(known); j++)
			if (str_eq(export->config->languages.codes[i], known[j][0]))
				value_push(arena, list, iri(arena, AUTHORITY "language/", known[j][1]));
	return list->len ? list : NULL;
}

/* What the catalogue calls a thing: a fragment of its own address. */
static struct str own_iri(struct arena *arena, const struct export *export, const char *kind, struct str name)
{
	return STR_JOIN(arena, meta_url(arena, export, STR("data/catalog.jsonld")), STR("#"), str_from(kind),
	                route_encode(arena, name));
}

static struct str dataset_iri(struct arena *arena, const struct export *export, const struct dataset *dataset)
{
	return own_iri(arena, export, "", dataset->id);
}

static struct str publisher_iri(struct arena *arena, const struct export *export)
{
	return STR_JOIN(arena, export->config->base_url, STR("#publisher"));
}

static const struct export_copy *copy_of(const struct export_edition *edition, const struct dataset *dataset)
{
	for (size_t i = 0; i < edition->n_copies; i++) {
		struct str name = edition->copies[i].name;
		if (str_ends(name, STR(".csv")) && str_eq(str_sub(name, 0, name.len - 4), dataset->id))
			return &edition->copies[i];
	}
	return NULL;
}

/* The first edition from `at` on that holds the dataset; n_editions: none. */
static size_t copy_next(const struct export *export, const struct dataset *dataset, size_t at)
{
	while (at < export->n_editions && !copy_of(&export->editions[at], dataset))
		at++;
	return at;
}

static struct str series_iri(struct arena *arena, const struct export *export, const struct dataset *dataset)
{
	return own_iri(arena, export, "series/", dataset->id);
}

static struct str member_iri(struct arena *arena, const struct export *export, const struct dataset *dataset,
                             size_t at)
{
	return own_iri(arena, export, "editions/",
	               STR_JOIN(arena, export->editions[at].id, STR("/"), dataset->id));
}

static struct str edition_url(struct arena *arena, const struct export *export, size_t at)
{
	return meta_url(arena, export, STR_JOIN(arena, STR("editions/"), export->editions[at].id, STR("/")));
}

/* ---- distributions ---- */

static struct str distribution_iri(struct arena *arena, const struct export *export,
                                   const struct export_file *file)
{
	return own_iri(arena, export, "", meta_name(file->entry));
}

static struct value *checksum(struct arena *arena, const struct output_entry *entry)
{
	struct value *map = value_map(arena);
	META_SET(arena, map, "@type", value_string(arena, STR("spdx:Checksum")));
	META_SET(arena, map, "spdx:algorithm",
	         meta_id(arena, STR("http://spdx.org/rdf/terms#checksumAlgorithm_sha256")));
	META_SET(arena, map, "spdx:checksumValue",
	         meta_typed(arena, str_from(entry->sha256), "xsd:hexBinary"));
	return map;
}

static struct value *distribution(struct arena *arena, const struct export *export,
                                  const struct export_file *file)
{
	struct value *map = node(arena, distribution_iri(arena, export, file), "dcat:Distribution");
	const struct export_file *schema = export_find(export, file->dataset, STR(".csv-metadata.json"));
	struct label title;
	derived_label(&title, arena, &export->config->languages, file->format->title, NULL);
	META_SET(arena, map, "dct:title", meta_words(arena, export, &title));
	META_SET(arena, map, "dcat:accessURL", meta_id(arena, meta_page(arena, export, file->dataset, 0)));
	META_SET(arena, map, "dcat:downloadURL", meta_id(arena, meta_url(arena, export, file->entry->path)));
	META_SET(arena, map, "dcat:mediaType",
	         iri(arena, "https://www.iana.org/assignments/media-types/", file->format->media_type));
	META_SET(arena, map, "dct:format", iri(arena, AUTHORITY "file-type/", file->format->file_type));
	META_SET(arena, map, "dct:license", meta_id(arena, meta_licence(export, file->dataset).url));
	META_SET(arena, map, "dct:language", languages(arena, export));
	META_SET(arena, map, "dct:modified", day(arena, meta_modified(export, file->dataset)));
	META_SET(arena, map, "adms:status", iri(arena, AUTHORITY "distribution-status/", STR("COMPLETED")));
	if (schema && str_eq(file->format->extension, STR(".csv")))
		META_SET(arena, map, "dct:conformsTo",
		         meta_id(arena, meta_url(arena, export, schema->entry->path)));
	META_SET(arena, map, "dcat:byteSize",
	         meta_typed(arena, value_count(arena, file->entry->bytes)->text, "xsd:nonNegativeInteger"));
	META_SET(arena, map, "spdx:checksum", checksum(arena, file->entry));
	return map;
}

/* A file that a distribution describes: the metadata of a CSV is not data. */
static bool is_distribution(const struct export_file *file, const struct dataset *dataset)
{
	return file->dataset == dataset && !str_eq(file->format->extension, STR(".csv-metadata.json"));
}

/* ---- datasets ---- */

static struct value *contact(struct arena *arena, const struct export *export)
{
	struct value *map = value_map(arena);
	struct str email = meta_email(export);
	META_SET(arena, map, "@type", value_string(arena, STR("vcard:Organization")));
	META_SET(arena, map, "vcard:fn", meta_words(arena, export, meta_publisher(export)));
	if (email.len)
		META_SET(arena, map, "vcard:hasEmail", iri(arena, "mailto:", email));
	META_SET(arena, map, "vcard:hasURL", meta_id(arena, export->config->base_url));
	return map;
}

static struct value *temporal(struct arena *arena, const struct dataset *dataset)
{
	struct date first, last;
	if (!meta_span(&first, &last, dataset))
		return NULL;
	struct value *map = value_map(arena);
	META_SET(arena, map, "@type", value_string(arena, STR("dct:PeriodOfTime")));
	META_SET(arena, map, "dcat:startDate", day(arena, first));
	META_SET(arena, map, "dcat:endDate", day(arena, last));
	return map;
}

static struct value *frequency(struct arena *arena, const struct dataset *dataset)
{
	static const struct str names[] = {[UPDATE_NONE] = STR_INIT("IRREG"),
	                                   [UPDATE_MONTH] = STR_INIT("MONTHLY"),
	                                   [UPDATE_QUARTER] = STR_INIT("QUARTERLY"),
	                                   [UPDATE_YEAR] = STR_INIT("ANNUAL")};
	return iri(arena, AUTHORITY "frequency/", names[dataset->update]);
}

static void add_words(struct arena *arena, struct value *list, const struct value *words)
{
	for (size_t i = 0; words && i < words->len; i++)
		value_push(arena, list, words->items[i]);
}

/* Its title, then the owner's keywords, or what all such sites are about. */
static struct value *keywords(struct arena *arena, const struct export *export, const struct dataset *dataset)
{
	static const struct str reform[2] = {STR_INIT("administrative reform"),
	                                     STR_INIT("cải cách hành chính")};
	const struct credits *credits = &export->package->credits;
	struct label label;
	derived_label(&label, arena, &export->config->languages, reform, NULL);
	struct value *list = value_list(arena);
	add_words(arena, list, meta_words(arena, export, &dataset->title));
	for (size_t i = 0; i < credits->n_keywords; i++)
		add_words(arena, list, meta_words(arena, export, &credits->keywords[i]));
	if (credits->n_keywords == 0)
		add_words(arena, list, meta_words(arena, export, &label));
	return list;
}

/* Title, version, path: what there is of them. */
static struct str source_words(struct arena *arena, const struct credit *source, size_t language)
{
	static const struct str keys[] = {STR_INIT("title"), STR_INIT("version"), STR_INIT("path")};
	struct str all = {0};
	for (size_t i = 0; i < LENGTH(keys); i++) {
		struct str text = credit_text(source, keys[i], language);
		if (text.len)
			all = str_list_add(arena, all, text);
	}
	return all;
}

/* What it was made from, in words: a dct:source would have to be a dataset of this catalogue's own kind. */
static struct value *provenance(struct arena *arena, const struct export *export,
                                const struct dataset *dataset)
{
	const struct credit_list *sources = meta_sources(export, dataset);
	struct value *list = value_list(arena);
	for (size_t i = 0; i < sources->len; i++) {
		struct label said = {0};
		for (size_t j = 0; j < export->config->languages.len; j++)
			said.texts[j] = source_words(arena, &sources->items[i], j);
		struct value *words = meta_words(arena, export, &said), *map = value_map(arena);
		if (!words)
			continue;
		META_SET(arena, map, "@type", value_string(arena, STR("dct:ProvenanceStatement")));
		META_SET(arena, map, "rdfs:label", words);
		value_push(arena, list, map);
	}
	return list->len ? list : NULL;
}

/* What is said alike of a dataset, of one edition of it and of the series of its editions. */
static void add_common(struct arena *arena, struct value *map, const struct export *export,
                       const struct dataset *dataset)
{
	struct label description = meta_description(arena, dataset);
	META_SET(arena, map, "dct:description", meta_words(arena, export, &description));
	META_SET(arena, map, "dct:publisher", meta_id(arena, publisher_iri(arena, export)));
	META_SET(arena, map, "dcat:contactPoint", contact(arena, export));
	META_SET(arena, map, "dcat:keyword", keywords(arena, export, dataset));
	META_SET(arena, map, "dct:provenance", provenance(arena, export, dataset));
	META_SET(arena, map, "dcat:theme", iri(arena, AUTHORITY "data-theme/", STR("GOVE")));
	META_SET(arena, map, "dct:language", languages(arena, export));
	META_SET(arena, map, "dct:accrualPeriodicity", frequency(arena, dataset));
	META_SET(arena, map, "dct:spatial", iri(arena, AUTHORITY "country/", STR("VNM")));
}

static struct value *dataset_node(struct arena *arena, const struct export *export,
                                  const struct export_file *end, const struct dataset *dataset)
{
	struct value *map = node(arena, dataset_iri(arena, export, dataset), "dcat:Dataset");
	struct value *files = value_list(arena);
	META_SET(arena, map, "dct:title", meta_words(arena, export, &dataset->title));
	META_SET(arena, map, "dct:identifier", value_string(arena, dataset_iri(arena, export, dataset)));
	add_common(arena, map, export, dataset);
	META_SET(arena, map, "dcat:landingPage", meta_id(arena, meta_page(arena, export, dataset, 0)));
	META_SET(arena, map, "dct:modified", day(arena, meta_modified(export, dataset)));
	META_SET(arena, map, "dct:temporal", temporal(arena, dataset));
	META_SET(arena, map, "dct:accessRights", iri(arena, AUTHORITY "access-right/", STR("PUBLIC")));
	for (const struct export_file *file = export->files; file < end; file++)
		if (is_distribution(file, dataset))
			value_push(arena, files, meta_id(arena, distribution_iri(arena, export, file)));
	META_SET(arena, map, "dcat:distribution", files);
	if (copy_next(export, dataset, 0) < export->n_editions) {
		struct value *versions = value_list(arena);
		for (size_t i = copy_next(export, dataset, 0); i < export->n_editions;
		     i = copy_next(export, dataset, i + 1))
			value_push(arena, versions, meta_id(arena, member_iri(arena, export, dataset, i)));
		META_SET(arena, map, "dcat:hasVersion", versions);
	}
	return map;
}

/* ---- the editions of a dataset: dcat:DatasetSeries, DCAT 3 section 12 ---- */

static struct value *member_file(struct arena *arena, const struct export *export,
                                 const struct dataset *dataset, size_t at)
{
	const struct export_copy *copy = copy_of(&export->editions[at], dataset);
	struct value *map = value_map(arena);
	META_SET(arena, map, "@type", value_string(arena, STR("dcat:Distribution")));
	META_SET(arena, map, "dcat:accessURL", meta_id(arena, edition_url(arena, export, at)));
	META_SET(arena, map, "dcat:downloadURL", meta_id(arena, meta_url(arena, export, copy->path)));
	META_SET(arena, map, "dcat:mediaType",
	         meta_id(arena, STR("https://www.iana.org/assignments/media-types/text/csv")));
	META_SET(arena, map, "dct:format", iri(arena, AUTHORITY "file-type/", STR("CSV")));
	META_SET(arena, map, "dct:license", meta_id(arena, meta_licence(export, dataset).url));
	META_SET(arena, map, "dct:issued", day(arena, export->editions[at].day));
	META_SET(arena, map, "adms:status", iri(arena, AUTHORITY "distribution-status/", STR("COMPLETED")));
	META_SET(arena, map, "dcat:byteSize",
	         meta_typed(arena, value_count(arena, copy->file->bytes)->text, "xsd:nonNegativeInteger"));
	META_SET(arena, map, "spdx:checksum", checksum(arena, copy->file));
	return map;
}

/* One edition of a dataset; `before` is the one that it follows, SIZE_MAX: none. */
static struct value *member_node(struct arena *arena, const struct export *export,
                                 const struct dataset *dataset, size_t at, size_t before)
{
	const struct export_edition *edition = &export->editions[at];
	struct value *map = node(arena, member_iri(arena, export, dataset, at), "dcat:Dataset");
	struct label title = dataset->title;
	for (size_t i = 0; i < export->config->languages.len; i++)
		if (title.texts[i].len)
			title.texts[i] = STR_JOIN(arena, title.texts[i], STR(" ("), edition->id, STR(")"));
	META_SET(arena, map, "dct:title", meta_words(arena, export, &title));
	META_SET(arena, map, "dct:identifier", value_string(arena, member_iri(arena, export, dataset, at)));
	add_common(arena, map, export, dataset);
	META_SET(arena, map, "dcat:landingPage", meta_id(arena, edition_url(arena, export, at)));
	META_SET(arena, map, "dct:issued", day(arena, edition->day));
	META_SET(arena, map, "dct:accessRights", iri(arena, AUTHORITY "access-right/", STR("PUBLIC")));
	META_SET(arena, map, "dcat:version", value_string(arena, edition->id));
	META_SET(arena, map, "adms:versionNotes", meta_text(arena, edition->reason));
	META_SET(arena, map, "dcat:isVersionOf", meta_id(arena, dataset_iri(arena, export, dataset)));
	META_SET(arena, map, "dcat:inSeries", meta_id(arena, series_iri(arena, export, dataset)));
	if (before != SIZE_MAX)
		META_SET(arena, map, "dcat:prev", meta_id(arena, member_iri(arena, export, dataset, before)));
	for (size_t i = 0; edition->corrects.len && i < at; i++)
		if (str_eq(export->editions[i].id, edition->corrects) &&
		    copy_of(&export->editions[i], dataset))
			META_SET(arena, map, "dct:replaces",
			         meta_id(arena, member_iri(arena, export, dataset, i)));
	META_SET(arena, map, "dcat:distribution", member_file(arena, export, dataset, at));
	return map;
}

/* The series and its members, where a dataset was ever part of an edition; adds their ids to `datasets`. */
static void add_series(struct arena *arena, struct value *graph, struct value *datasets,
                       const struct export *export, const struct dataset *dataset)
{
	size_t first = copy_next(export, dataset, 0), last = SIZE_MAX;
	if (first >= export->n_editions)
		return;
	struct value *map = node(arena, series_iri(arena, export, dataset), "dcat:DatasetSeries");
	value_push(arena, graph, map);
	value_push(arena, datasets, meta_id(arena, series_iri(arena, export, dataset)));
	for (size_t i = first; i < export->n_editions; i = copy_next(export, dataset, i + 1)) {
		value_push(arena, graph, member_node(arena, export, dataset, i, last));
		value_push(arena, datasets, meta_id(arena, member_iri(arena, export, dataset, i)));
		last = i;
	}
	META_SET(arena, map, "dct:title", meta_words(arena, export, &dataset->title));
	add_common(arena, map, export, dataset);
	META_SET(arena, map, "dct:issued", day(arena, export->editions[first].day));
	META_SET(arena, map, "dct:modified", day(arena, export->editions[last].day));
	META_SET(arena, map, "dct:temporal", temporal(arena, dataset));
	META_SET(arena, map, "dcat:first", meta_id(arena, member_iri(arena, export, dataset, first)));
	META_SET(arena, map, "dcat:last", meta_id(arena, member_iri(arena, export, dataset, last)));
}

/* ---- the catalogue ---- */

static struct value *publisher(struct arena *arena, const struct export *export)
{
	struct value *map = node(arena, publisher_iri(arena, export), "foaf:Agent");
	META_SET(arena, map, "foaf:name", meta_words(arena, export, meta_publisher(export)));
	META_SET(arena, map, "dct:type",
	         meta_id(arena, STR("http://purl.org/adms/publishertype/LocalAuthority")));
	return map;
}

static struct label catalog_description(struct arena *arena, const struct export *export)
{
	static const struct str texts[2] = {STR_INIT("The open data of the site {0}."),
	                                    STR_INIT("Dữ liệu mở của trang {0}.")};
	struct label out;
	const struct config *config = export->config;
	derived_label(&out, arena, &config->languages, texts, &config->title);
	for (size_t i = 0; i < config->languages.len; i++) {
		struct str own = export->package->description.texts[i];
		out.texts[i] = own.len ? own : out.texts[i];
		if (config->has_illustrative)
			out.texts[i] = meta_sentences(arena, out.texts[i], config->illustrative.texts[i]);
	}
	return out;
}

/* The editions' series go into the graph. */
static struct value *catalog(struct arena *arena, struct value *graph, const struct export *export)
{
	struct str id = own_iri(arena, export, "", STR("catalog"));
	struct value *map = node(arena, id, "dcat:Catalog"), *datasets = value_list(arena);
	struct label description = catalog_description(arena, export);
	const struct label *title =
	        export->package->title.texts[0].len ? &export->package->title : &export->config->title;
	META_SET(arena, map, "dct:title", meta_words(arena, export, title));
	META_SET(arena, map, "dct:description", meta_words(arena, export, &description));
	META_SET(arena, map, "dct:publisher", meta_id(arena, publisher_iri(arena, export)));
	META_SET(arena, map, "dct:language", languages(arena, export));
	META_SET(arena, map, "dct:license", meta_id(arena, meta_licence(export, NULL).url));
	META_SET(arena, map, "dct:spatial", iri(arena, AUTHORITY "country/", STR("VNM")));
	META_SET(arena, map, "dcat:themeTaxonomy", meta_id(arena, STR(AUTHORITY "data-theme")));
	META_SET(arena, map, "foaf:homepage", meta_id(arena, meta_url(arena, export, STR("data/"))));
	META_SET(arena, map, "dct:modified", day(arena, export->today));
	for (size_t i = 0; i < export->datasets->len; i++)
		value_push(arena, datasets,
		           meta_id(arena, dataset_iri(arena, export, &export->datasets->items[i])));
	META_SET(arena, map, "dcat:dataset", datasets);
	for (size_t i = 0; i < export->datasets->len; i++)
		add_series(arena, graph, datasets, export, &export->datasets->items[i]);
	return map;
}

bool catalog_file_write(const struct export *export, const struct export_file *file, struct output *output,
                        struct diags *diags)
{
	struct arena *arena = arena_new();
	struct value *map = value_map(arena), *graph = value_list(arena);
	META_SET(arena, map, "@context", context(arena));
	value_push(arena, graph, catalog(arena, graph, export));
	value_push(arena, graph, publisher(arena, export));
	for (size_t i = 0; i < export->datasets->len; i++)
		value_push(arena, graph, dataset_node(arena, export, file, &export->datasets->items[i]));
	for (const struct export_file *at = export->files; at < file; at++)
		if (at->dataset && is_distribution(at, at->dataset))
			value_push(arena, graph, distribution(arena, export, at));
	META_SET(arena, map, "@graph", graph);
	bool good = meta_put(map, output, file, diags);
	arena_free(arena);
	return good;
}
