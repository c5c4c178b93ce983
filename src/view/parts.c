#include "view/parts.h"

#include "base/arena.h"

/* ---- the types ---- */

struct value *part_bool(const struct view *view, bool truth)
{
	return truth ? view->yes : view->no;
}

struct value *part_text(const struct view *view, struct str text)
{
	return text.len ? value_string(view->arena, text) : view->no;
}

struct value *part_map(const struct view *view)
{
	return value_map(view->arena);
}

struct value *part_list(const struct view *view)
{
	return value_list(view->arena);
}

void part_put_list(const struct view *view, struct value *map, struct str key, struct str has_key,
                   struct value *list)
{
	value_set(view->arena, map, key, list);
	value_set(view->arena, map, has_key, part_bool(view, list->len > 0));
}

struct value *part_words_in(const struct view *view, struct str text, struct str language)
{
	if (text.len == 0)
		return view->no;
	struct value *words = part_map(view);
	bool own = language.len == 0 || str_eq(language, view->words->language);
	PUT(view, words, "text", value_string(view->arena, text));
	PUT(view, words, "lang", part_text(view, own ? (struct str){0} : language));
	return words;
}

struct value *part_words(const struct view *view, struct str text)
{
	return part_words_in(view, text, (struct str){0});
}

/* Where a text is missing in a language, the label holds the very slice of the language that has it. */
struct str part_label_in(struct str *language, const struct view *view, const struct label *label)
{
	const struct languages *languages = view->site->languages;
	struct str text = label->texts[view->words->at];
	*language = (struct str){0};
	if (view->words->at != 0 && text.len && text.ptr == label->texts[0].ptr)
		*language = languages->codes[0];
	for (size_t i = 0; text.len == 0 && i < languages->len; i++) {
		text = label->texts[i];
		*language = languages->codes[i];
	}
	return text;
}

struct str part_label_text(const struct view *view, const struct label *label)
{
	struct str language;
	return part_label_in(&language, view, label);
}

struct value *part_label(const struct view *view, const struct label *label)
{
	struct str language, text = part_label_in(&language, view, label);
	return part_words_in(view, text, language);
}

struct value *part_link(const struct view *view, const struct label *label, struct str path)
{
	struct value *link = part_label(view, label);
	if (link != view->no)
		PUT(view, link, "href", part_text(view, view_href(view, path)));
	return link;
}

struct value *part_link_text(const struct view *view, struct str text, struct str href)
{
	struct value *link = part_words(view, text);
	if (link != view->no)
		PUT(view, link, "href", part_text(view, href));
	return link;
}

static struct value *dated(const struct view *view, struct str value, struct str text)
{
	struct value *map = part_map(view);
	PUT(view, map, "value", value_string(view->arena, value));
	PUT(view, map, "text", value_string(view->arena, text));
	return map;
}

struct value *part_date(const struct view *view, struct date date)
{
	if (date.day == INT32_MIN || date.day == INT32_MAX)
		return view->no;
	return dated(view, date_iso(view->arena, date), text_date(view->arena, view->words->locale, date));
}

struct str part_period_text(const struct view *view, struct period period)
{
	return text_period(view->arena, view->words->locale, period);
}

struct str part_period_alone(const struct view *view, struct period period)
{
	return text_capital(view->arena, part_period_text(view, period));
}

struct value *part_period(const struct view *view, struct period period)
{
	return dated(view, period_text(view->arena, period), part_period_alone(view, period));
}

/* ---- numbers ---- */

struct str part_count_text(const struct view *view, size_t count)
{
	return part_number_text(view, (long)count);
}

struct str part_number_text(const struct view *view, long number)
{
	return text_number(view->arena, view->words->locale, str_printf(view->arena, "%ld", number));
}

struct value *part_digits(const struct view *view, struct str digits)
{
	if (digits.len == 0)
		return view->no;
	return dated(view, digits, text_number(view->arena, view->words->locale, digits));
}

struct value *part_decimal(const struct view *view, struct decimal number, long decimals)
{
	struct decimal shown = decimals < 0 ? number : decimal_round(view->arena, number, (uint32_t)decimals);
	struct str digits =
	        decimals < 0 ? decimal_plain(view->arena, shown) : decimal_text(view->arena, shown);
	return dated(view, decimal_plain(view->arena, number),
	             text_number(view->arena, view->words->locale, digits));
}

static const struct category *find_category(const struct resource *resource, struct str column,
                                            struct str text)
{
	size_t at = resource ? resource_field(resource, column) : SIZE_MAX;
	if (at == SIZE_MAX)
		return NULL;
	long category = field_category(&resource->fields[at], text);
	return category < 0 ? NULL : &resource->fields[at].categories[category];
}

/* What the unit of measure is called: the label of its category, that for one where it has it, else as it
 * stands. */
static struct label measure_label(const struct view *view, const struct indicator *indicator, bool one)
{
	const struct label *own = &indicator->unit_of_measure;
	const struct category *category = find_category(view->site->model->indicators.origin.resource,
	                                                STR("unit_of_measure"), own->texts[view->words->at]);
	if (!category || category->label.texts[view->words->at].len == 0)
		return *own;
	return one && category->one.texts[view->words->at].len ? category->one : category->label;
}

struct value *part_measure_words(const struct view *view, const struct indicator *indicator)
{
	struct label label = measure_label(view, indicator, false);
	return part_label(view, &label);
}

struct str part_measure(const struct view *view, struct str digits, const struct indicator *indicator)
{
	struct str number = text_number(view->arena, view->words->locale, digits);
	if (indicator->percent)
		return STR_JOIN(view->arena, number, STR("%"));
	struct label label = measure_label(view, indicator, str_eq(digits, STR("1")));
	struct str unit = part_label_text(view, &label);
	return unit.len ? STR_JOIN(view->arena, number, STR(" "), unit) : number;
}

/* Rounded once, from the fraction itself. */
static struct str shown_digits(const struct view *view, struct figure figure,
                               const struct indicator *indicator)
{
	struct arena *arena = view->arena;
	if (indicator->decimals < 0)
		return figure_text(arena, figure, indicator);
	struct decimal numerator = figure.numerator;
	if (figure.parts && indicator->percent)
		numerator = decimal_mul(arena, numerator, decimal_from(100));
	return decimal_text(arena, decimal_div_round(arena, numerator, figure.denominator,
	                                             (uint32_t)indicator->decimals));
}

struct str part_figure_text(const struct view *view, struct figure figure, const struct indicator *indicator,
                            bool whole)
{
	if (!figure.given || decimal_sign(figure.denominator) == 0)
		return (struct str){0};
	struct str digits = shown_digits(view, figure, indicator);
	if (whole || indicator->percent)
		return part_measure(view, digits, indicator);
	return text_number(view->arena, view->words->locale, digits);
}

struct value *part_figure(const struct view *view, struct figure figure, const struct indicator *indicator,
                          bool whole)
{
	struct str text = part_figure_text(view, figure, indicator, whole);
	return text.len ? dated(view, figure_text(view->arena, figure, indicator), text) : view->no;
}

/* ---- things of the model ---- */

struct value *part_unit(const struct view *view, const struct unit *unit)
{
	if (!unit)
		return view->no;
	return part_link(view, &unit->name, view_path(view, ROUTE_UNIT, unit->id, STR("")));
}

struct value *part_indicator(const struct view *view, const struct indicator *indicator)
{
	return part_link(view, &indicator->name, view_path(view, ROUTE_INDICATOR, indicator->id, STR("")));
}

static const struct view_entry *plan_entry(const struct view *view, struct str plan_id)
{
	struct str name = STR_JOIN(view->arena, STR("plans/"), plan_id);
	return plan_id.len ? view_page(view, route_content(view->arena, view->site->languages, 0, name))
	                   : NULL;
}

struct value *part_plan(const struct view *view, struct str plan_id)
{
	const struct view_entry *entry = plan_entry(view, plan_id);
	return entry ? part_link(view, &entry->title, entry->path) : view->no;
}

struct value *part_plan_brief(const struct view *view, struct str plan_id)
{
	const struct view_entry *entry = plan_entry(view, plan_id);
	if (!entry)
		return view->no;
	bool brief = entry->brief.texts[view->words->at].len > 0;
	return part_link(view, brief ? &entry->brief : &entry->title, entry->path);
}

struct value *part_league(const struct view *view, const struct league *league)
{
	return part_link(view, &league->title, view_path(view, ROUTE_LEAGUE, league->id, STR("")));
}

struct value *part_scorecard(const struct view *view, const struct scorecard *scorecard)
{
	return part_link(view, &scorecard->title, view_path(view, ROUTE_SCORECARD, scorecard->id, STR("")));
}

struct value *part_award(const struct view *view, const struct award *award)
{
	return part_link(view, &award->title, view_path(view, ROUTE_AWARD, award->id, STR("")));
}

struct label part_resource_title(const struct view *view, const struct resource *resource)
{
	struct label title = resource->title;
	for (size_t i = 0; resource->title.texts[0].len == 0 && i < view->site->languages->len; i++)
		title.texts[i] = resource->name;
	return title;
}

struct value *part_resource(const struct view *view, const struct resource *resource)
{
	struct label title = part_resource_title(view, resource);
	return part_link(view, &title, view_path(view, ROUTE_DATASET, resource->name, STR("")));
}

struct label part_category(const struct resource *resource, struct str column, struct str text)
{
	const struct category *category = find_category(resource, column, text);
	return category ? category->label : (struct label){0};
}

struct value *part_cell(const struct view *view, const struct resource *resource, struct str column,
                        struct str text)
{
	struct label label = part_category(resource, column, text);
	return label.texts[0].len ? part_label(view, &label) : part_words(view, text);
}

/* ---- section 5 ---- */

static struct value *status_of(const struct view *view, struct str name, struct str word, const char *icon,
                               bool met, bool not_met, bool judged)
{
	struct value *map = part_map(view);
	PUT(view, map, "status", value_string(view->arena, name));
	PUT(view, map, "word", value_string(view->arena, word));
	PUT(view, map, "icon", value_string(view->arena, str_from(icon)));
	PUT(view, map, "is_met", part_bool(view, met));
	PUT(view, map, "is_not_met", part_bool(view, not_met));
	PUT(view, map, "is_judged", part_bool(view, judged));
	return map;
}

struct value *part_status(const struct view *view, enum status status)
{
	static const struct {
		enum phrase word;
		const char *icon;
	} looks[STATUS_COUNT] = {
	        [STATUS_MET] = {PHRASE_STATUS_MET, "icon-met"},
	        [STATUS_NOT_MET] = {PHRASE_STATUS_NOT_MET, "icon-not-met"},
	        [STATUS_NOT_DUE] = {PHRASE_STATUS_NOT_DUE, "icon-wait"},
	        [STATUS_NO_CASES] = {PHRASE_STATUS_NO_CASES, "icon-none"},
	        [STATUS_NOT_SURVEYED] = {PHRASE_STATUS_NOT_SURVEYED, "icon-none"},
	        [STATUS_NOT_DISCLOSED] = {PHRASE_STATUS_NOT_DISCLOSED, "icon-not-met"},
	        [STATUS_NO_DATA] = {PHRASE_STATUS_NO_DATA, "icon-none"},
	        [STATUS_QUALITATIVE] = {PHRASE_STATUS_QUALITATIVE, "icon-none"},
	        [STATUS_DISCLOSED] = {PHRASE_STATUS_DISCLOSED, "icon-met"},
	};
	struct str word = words_say(view->arena, view->words, looks[status].word, NULL, 0);
	return status_of(view, status_name(status), word, looks[status].icon, status == STATUS_MET,
	                 status == STATUS_NOT_MET || status == STATUS_NOT_DISCLOSED, false);
}

struct value *part_verdict(const struct view *view, struct str word, bool met)
{
	return status_of(view, met ? STR("met") : STR("not_met"), word, met ? "icon-met" : "icon-not-met",
	                 met, !met, false);
}

struct value *part_judged(const struct view *view)
{
	return status_of(view, STR("judged"), SAY_PLAIN(view->arena, view->words, STATUS_JUDGED), "icon-wait",
	                 false, false, true);
}

struct value *part_counts(const struct view *view, const size_t counts[STATUS_COUNT])
{
	struct value *list = part_list(view);
	for (enum status i = 0; i < STATUS_COUNT; i++) {
		if (counts[i] == 0)
			continue;
		struct value *count = part_status(view, i);
		PUT(view, count, "count_text", value_string(view->arena, part_count_text(view, counts[i])));
		value_push(view->arena, list, count);
	}
	return list;
}

/* One digit behind the point below 100 KB, none above. */
struct str part_size_text(const struct view *view, uint64_t size)
{
	static const char *const units[] = {"B", "KB", "MB", "GB", "TB"};
	size_t unit = 0;
	uint64_t scale = 1;
	while (unit < 4 && size / scale >= 1024) {
		scale *= 1024;
		unit++;
	}
	uint64_t tenths = unit ? (size * 10 + scale / 2) / scale : size * 10;
	struct str digits = tenths < 1000 && tenths % 10
	                            ? str_printf(view->arena, "%ju.%ju", (uintmax_t)(tenths / 10),
	                                         (uintmax_t)(tenths % 10))
	                            : str_printf(view->arena, "%ju", (uintmax_t)((tenths + 5) / 10));
	return STR_JOIN(view->arena, text_number(view->arena, view->words->locale, digits), STR("\u00a0"),
	                str_from(units[unit]));
}

void part_download(const struct view *view, struct value *list, struct str format, struct str route,
                   struct value *words)
{
	const struct view_file *file = map_get(&view->site->files, route);
	if (!file)
		return;
	struct value *download = part_map(view);
	PUT(view, download, "format", value_string(view->arena, format));
	PUT(view, download, "href", value_string(view->arena, view_file_href(view, route)));
	PUT(view, download, "size_text", value_string(view->arena, part_size_text(view, file->size)));
	PUT(view, download, "words", words);
	value_push(view->arena, list, download);
}

struct value *part_table_downloads(const struct view *view, struct str id)
{
	static const struct {
		struct str format, suffix;
	} files[] = {
	        {STR_INIT("CSV"), STR_INIT(".csv")},   {STR_INIT("CSV"), STR_INIT(".excel.csv")},
	        {STR_INIT("XLSX"), STR_INIT(".xlsx")}, {STR_INIT("JSON"), STR_INIT(".json")},
	        {STR_INIT("ZIP"), STR_INIT(".zip")},
	};
	struct value *list = part_list(view);
	for (size_t i = 0; i < LENGTH(files); i++) {
		struct value *words = i == 1 ? PART_SAY_PLAIN(view, DOWNLOAD_EXCEL) : view->no;
		part_download(view, list, files[i].format,
		              route_file(view->arena, STR("data/"), id, files[i].suffix), words);
	}
	return list;
}

struct value *part_resource_downloads(const struct view *view, const struct resource *resource)
{
	return resource ? part_table_downloads(view, resource->name) : part_list(view);
}

struct value *part_item(const struct view *view, const struct label *label, struct str path,
                        struct value *summary, struct value *date, struct value *note)
{
	struct value *item = part_link(view, label, path);
	PUT(view, item, "summary", summary);
	PUT(view, item, "date", date);
	PUT(view, item, "note", note);
	return item;
}

/* ---- views ---- */

struct value *part_illustrative(const struct view *view, const struct resource *resource)
{
	struct str language, text;
	if (!resource || !resource->has_illustrative)
		return view->no;
	text = part_label_in(&language, view, &resource->illustrative);
	return str_eq(text, view->illustrative) ? view->no : part_words_in(view, text, language);
}

struct value *part_illustrative_once(struct view *view, const struct resource *resource)
{
	struct value *words = part_illustrative(view, resource);
	if (words != view->no)
		view->illustrative = value_get(words, STR("text"))->text;
	return words;
}

struct value *part_view(struct view *view, bool in_text, struct value *caption,
                        const struct resource *resource)
{
	struct value *map = part_map(view);
	struct str id = in_text ? str_printf(view->arena, "view_%u", ++view->views) : STR("page_view");
	PUT(view, map, "id", value_string(view->arena, id));
	PUT(view, map, "caption", caption);
	PUT(view, map, "illustrative",
	    in_text ? part_illustrative(view, resource) : part_illustrative_once(view, resource));
	PUT(view, map, "cut", view->no);
	PUT(view, map, "link", view->no);
	PUT_LIST(view, map, "downloads", part_list(view));
	return map;
}
