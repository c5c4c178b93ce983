#include "export/meta.h"

#include "base/arena.h"
#include "schema/seen.h"
#include "json/json.h"

void meta_set(struct arena *arena, struct value *map, struct str key, struct value *item)
{
	if (item)
		value_set(arena, map, key, item);
}

struct value *meta_text(struct arena *arena, struct str text)
{
	return text.len ? value_string(arena, text) : NULL;
}

struct value *meta_id(struct arena *arena, struct str id)
{
	if (id.len == 0)
		return NULL;
	struct value *map = value_map(arena);
	META_SET(arena, map, "@id", value_string(arena, id));
	return map;
}

struct value *meta_typed(struct arena *arena, struct str text, const char *type)
{
	if (text.len == 0)
		return NULL;
	struct value *map = value_map(arena);
	META_SET(arena, map, "@value", value_string(arena, text));
	META_SET(arena, map, "@type", value_string(arena, str_from(type)));
	return map;
}

struct value *meta_words(struct arena *arena, const struct export *export, const struct label *label)
{
	const struct languages *languages = &export->config->languages;
	struct value *list = value_list(arena);
	for (size_t i = 0; i < languages->len; i++) {
		if (label->texts[i].len == 0)
			continue;
		struct value *map = value_map(arena);
		META_SET(arena, map, "@value", value_string(arena, label->texts[i]));
		META_SET(arena, map, "@language", value_string(arena, languages->codes[i]));
		value_push(arena, list, map);
	}
	return list->len ? list : NULL;
}

struct value *meta_by_language(struct arena *arena, const struct export *export, const struct label *label)
{
	const struct languages *languages = &export->config->languages;
	struct value *map = value_map(arena);
	for (size_t i = 0; i < languages->len; i++)
		meta_set(arena, map, languages->codes[i], meta_text(arena, label->texts[i]));
	return map->len ? map : NULL;
}

bool meta_put(const struct value *tree, struct output *output, const struct export_file *file,
              struct diags *diags)
{
	struct buf buf;
	buf_init(&buf, SIZE_MAX / 2);
	json_write(&buf, tree, 2);
	buf_char(&buf, '\n');
	return sink_put(&buf, output, file->entry, diags);
}

struct str meta_sentences(struct arena *arena, struct str first, struct str second)
{
	if (first.len == 0)
		return second;
	bool ended = strchr(".!?:;", first.ptr[first.len - 1]) || str_ends(first, STR("…"));
	return STR_JOIN(arena, first, ended ? STR(" ") : STR(". "), second);
}

struct label meta_description(struct arena *arena, const struct dataset *dataset)
{
	struct label out = {0};
	for (size_t i = 0; i < LANGUAGES_MAX; i++) {
		struct str text = dataset->description.texts[i].len ? dataset->description.texts[i]
		                                                    : dataset->title.texts[i];
		out.texts[i] = dataset->has_illustrative
		                       ? meta_sentences(arena, text, dataset->illustrative.texts[i])
		                       : text;
	}
	return out;
}

const struct label *meta_publisher(const struct export *export)
{
	return export->config->has_authority_name ? &export->config->authority_name : &export->config->title;
}

struct str meta_email(const struct export *export)
{
	struct str contact =
	        export->config->has_authority_contact ? export->config->authority_contact.texts[0] : STR("");
	size_t at = str_find(contact, STR("@"));
	bool one_word =
	        str_find(contact, STR(" ")) == contact.len && str_find(contact, STR("<")) == contact.len;
	struct str domain = str_sub(contact, at + 1, contact.len);
	return at > 0 && one_word && str_find(domain, STR(".")) < domain.len ? contact : STR("");
}

/* The address of the licence of that SPDX id, https://spdx.org/licenses/; the text itself where it is an
 * address; empty: not known. */
static struct str licence_url(struct str licence)
{
	static const struct {
		struct str id, url;
	} known[] = {
	        {STR_INIT("CC-BY-4.0"), STR_INIT("https://creativecommons.org/licenses/by/4.0/")},
	        {STR_INIT("CC-BY-SA-4.0"), STR_INIT("https://creativecommons.org/licenses/by-sa/4.0/")},
	        {STR_INIT("CC-BY-NC-4.0"), STR_INIT("https://creativecommons.org/licenses/by-nc/4.0/")},
	        {STR_INIT("CC-BY-ND-4.0"), STR_INIT("https://creativecommons.org/licenses/by-nd/4.0/")},
	        {STR_INIT("CC-BY-NC-SA-4.0"), STR_INIT("https://creativecommons.org/licenses/by-nc-sa/4.0/")},
	        {STR_INIT("CC-BY-3.0"), STR_INIT("https://creativecommons.org/licenses/by/3.0/")},
	        {STR_INIT("CC0-1.0"), STR_INIT("https://creativecommons.org/publicdomain/zero/1.0/")},
	        {STR_INIT("ODbL-1.0"), STR_INIT("https://opendatacommons.org/licenses/odbl/1-0/")},
	        {STR_INIT("ODC-By-1.0"), STR_INIT("https://opendatacommons.org/licenses/by/1-0/")},
	        {STR_INIT("PDDL-1.0"), STR_INIT("https://opendatacommons.org/licenses/pddl/1-0/")},
	        {STR_INIT("OGL-UK-3.0"),
	         STR_INIT("https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/")},
	};
	for (size_t i = 0; i < LENGTH(known); i++)
		if (str_eq(licence, known[i].id))
			return known[i].url;
	return str_starts(licence, STR("https://")) || str_starts(licence, STR("http://")) ? licence
	                                                                                   : STR("");
}

static struct licence licence_of(const struct credit *credit)
{
	struct str name = credit_text(credit, STR("name"), 0), title = credit_text(credit, STR("title"), 0),
	           path = credit_text(credit, STR("path"), 0);
	struct str url = licence_url(path.len ? path : name);
	return (struct licence){name.len ? name : title.len ? title : path, url};
}

struct licence meta_licence(const struct export *export, const struct dataset *dataset)
{
	const struct credit_list *all = &export->package->credits.licences;
	struct str site = export->config->licence;
	if (dataset && dataset->resource && dataset->resource->credits.licences.len)
		return licence_of(dataset->resource->credits.licences.items);
	return site.len || !all->len ? (struct licence){site, licence_url(site)} : licence_of(all->items);
}

const struct credit_list *meta_sources(const struct export *export, const struct dataset *dataset)
{
	bool own = dataset->resource && dataset->resource->credits.sources.len;
	return own ? &dataset->resource->credits.sources : &export->package->credits.sources;
}

struct str meta_url(struct arena *arena, const struct export *export, struct str path)
{
	return route_absolute(arena, export->config->base_url, STR_JOIN(arena, STR("/"), path));
}

struct str meta_page(struct arena *arena, const struct export *export, const struct dataset *dataset,
                     size_t language)
{
	static const enum route_kind kinds[DATASET_KINDS] = {
	        [DATASET_RESOURCE] = ROUTE_DATASET,    [DATASET_LEAGUE] = ROUTE_LEAGUE,
	        [DATASET_SCORECARD] = ROUTE_SCORECARD, [DATASET_ELIGIBILITY] = ROUTE_AWARDS,
	        [DATASET_HONOURS] = ROUTE_HONOURS,     [DATASET_CHANGES] = ROUTE_DATASET,
	        [DATASET_CALENDAR] = ROUTE_CALENDAR,
	};
	struct str folder, id;
	if (!str_cut(&folder, &id, dataset->id, '/'))
		id = dataset->id;
	struct str route = route_made(arena, &export->config->languages, language, kinds[dataset->kind], id,
	                              (struct str){0});
	return route_absolute(arena, export->config->base_url, route);
}

struct date meta_modified(const struct export *export, const struct dataset *dataset)
{
	return dataset->modified.day == DATE_NONE.day ? export->today : dataset->modified;
}

/* The column that says when: `period`, else `year`. */
static size_t time_column(const struct dataset *dataset)
{
	size_t year = SIZE_MAX;
	for (size_t i = 0; i < dataset->n_fields; i++) {
		if (str_eq(dataset->fields[i].name, STR("period")))
			return i;
		if (str_eq(dataset->fields[i].name, STR("year")))
			year = i;
	}
	return year;
}

bool meta_span(struct date *first, struct date *last, const struct dataset *dataset)
{
	size_t column = time_column(dataset);
	bool any = false;
	struct arena *arena = arena_new();
	struct seen seen = seen_new(arena, dataset->rows);
	for (size_t row = 0; column != SIZE_MAX && row < dataset->rows; row++) {
		struct period period;
		struct str text = dataset_cell(dataset, arena, row, column), *place = seen_place(&seen, text);
		if (seen_has(place, text) || !period_parse(&period, text))
			continue;
		*place = text;
		if (!any || period.first.day < first->day)
			*first = period.first;
		if (!any || period.last.day > last->day)
			*last = period.last;
		any = true;
	}
	arena_free(arena);
	return any;
}

struct str meta_name(const struct output_entry *entry)
{
	return str_sub(entry->path, strlen("data/"), entry->path.len);
}
