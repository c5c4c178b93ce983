#include "site/search.h"

#include "base/arena.h"
#include "site/words_index.h"

#include <stdlib.h>

enum { FILE_MAX = 64 << 20, NOTE_MAX = 240 };

/* What a result is; the order is that of the words in index.json. */
enum found {
	FOUND_PAGE,
	FOUND_PLAN,
	FOUND_LEAGUE,
	FOUND_SCORECARD,
	FOUND_INDICATOR,
	FOUND_UNIT,
	FOUND_HONOURS,
	FOUND_AWARD,
	FOUND_EDITION,
	FOUND_DATASET,
	FOUND_CALENDAR,
	FOUND_PERSON,
	FOUND_COUNT
};

static const enum phrase names[FOUND_COUNT] = {
        [FOUND_PAGE] = PHRASE_FOUND_PAGE,           [FOUND_PLAN] = PHRASE_FOUND_PLAN,
        [FOUND_LEAGUE] = PHRASE_FOUND_LEAGUE,       [FOUND_SCORECARD] = PHRASE_FOUND_SCORECARD,
        [FOUND_INDICATOR] = PHRASE_FOUND_INDICATOR, [FOUND_UNIT] = PHRASE_FOUND_UNIT,
        [FOUND_HONOURS] = PHRASE_FOUND_HONOURS,     [FOUND_AWARD] = PHRASE_FOUND_AWARD,
        [FOUND_EDITION] = PHRASE_FOUND_EDITION,     [FOUND_DATASET] = PHRASE_FOUND_DATASET,
        [FOUND_CALENDAR] = PHRASE_FOUND_CALENDAR,   [FOUND_PERSON] = PHRASE_FOUND_PERSON,
};

static const enum found kinds[] = {
        [ROUTE_HOME] = FOUND_PAGE,
        [ROUTE_LEAGUES] = FOUND_LEAGUE,
        [ROUTE_LEAGUE] = FOUND_LEAGUE,
        [ROUTE_LEAGUE_PERIOD] = FOUND_LEAGUE,
        [ROUTE_SCORECARDS] = FOUND_SCORECARD,
        [ROUTE_SCORECARD] = FOUND_SCORECARD,
        [ROUTE_SCORECARD_PERIOD] = FOUND_SCORECARD,
        [ROUTE_INDICATORS] = FOUND_INDICATOR,
        [ROUTE_INDICATOR] = FOUND_INDICATOR,
        [ROUTE_UNITS] = FOUND_UNIT,
        [ROUTE_UNIT] = FOUND_UNIT,
        [ROUTE_HONOURS] = FOUND_HONOURS,
        [ROUTE_HONOURS_YEAR] = FOUND_HONOURS,
        [ROUTE_AWARDS] = FOUND_AWARD,
        [ROUTE_AWARD] = FOUND_AWARD,
        [ROUTE_EDITIONS] = FOUND_EDITION,
        [ROUTE_EDITION] = FOUND_EDITION,
        [ROUTE_DATASETS] = FOUND_DATASET,
        [ROUTE_DATASET] = FOUND_DATASET,
        [ROUTE_CALENDAR] = FOUND_CALENDAR,
};

/* What a word of a title counts, in hundredths, where titles that match equally well are listed by their
 * length: people come for plans and tables of results sooner than for a file of rows. 0: 100. */
static const unsigned weights[FOUND_COUNT] = {
        [FOUND_PLAN] = 50,   [FOUND_LEAGUE] = 60,   [FOUND_SCORECARD] = 60,
        [FOUND_AWARD] = 120, [FOUND_EDITION] = 130, [FOUND_DATASET] = 200,
};

/* What else people call it. */
static const enum phrase other_names[FOUND_COUNT] = {
        [FOUND_LEAGUE] = PHRASE_FIND_LEAGUE,
        [FOUND_SCORECARD] = PHRASE_FIND_SCORECARD,
        [FOUND_HONOURS] = PHRASE_FIND_HONOURS,
        [FOUND_DATASET] = PHRASE_FIND_DATASET,
};

/* One language's index being made. */
struct making_index {
	struct build *build;
	struct words_index *index;
	size_t language;
	struct arena *scratch; /* of one document */
};

/* ---- texts ---- */

static void add_text(struct making_index *making, struct str text, enum word_field field)
{
	words_index_add(making->index, text_fold(making->scratch, text), field);
}

/* The text in the index's language, else in the first that has it, which *language then names. */
static struct str label_text(struct str *language, const struct making_index *making,
                             const struct label *label)
{
	const struct languages *languages = &making->build->config.languages;
	*language = (struct str){0};
	if (label->texts[making->language].len)
		return label->texts[making->language];
	for (size_t l = 0; l < languages->len; l++) {
		if (label->texts[l].len == 0)
			continue;
		*language = languages->codes[l];
		return label->texts[l];
	}
	return (struct str){0};
}

/* As much of a text as a result shows: whole words, and an ellipsis where more was there. */
static struct str shorten(struct arena *arena, struct str text)
{
	if (text.len <= NOTE_MAX)
		return text;
	size_t end = NOTE_MAX;
	while (end > 0 && text.ptr[end] != ' ')
		end--;
	return end ? STR_JOIN(arena, str_sub(text, 0, end), STR("…")) : text;
}

/* The page's address as seen from the home page of the language. */
static struct str href(const struct making_index *making, const struct planned *planned)
{
	struct arena *arena = making->build->arena;
	const struct languages *languages = &making->build->config.languages;
	size_t l = making->language;
	struct str home = route_made(arena, languages, l, ROUTE_HOME, STR(""), STR(""));
	struct str route =
	        planned->content ? route_content(arena, languages, l, planned->id)
	                         : route_made(arena, languages, l, planned->kind, planned->id, planned->part);
	return route_reference(arena, home, route);
}

/* ---- pages ---- */

static enum found found_of(const struct planned *planned, size_t language)
{
	const struct page *page = planned->pages[language];
	if (planned->content)
		return page && page->type == PAGE_PLAN ? FOUND_PLAN : FOUND_PAGE;
	return kinds[planned->kind];
}

static bool is_found(const struct planned *planned, size_t language)
{
	if (!(planned->entry.exists >> language & 1))
		return false;
	return planned->content ||
	       (planned->kind != ROUTE_NOT_FOUND && planned->kind != ROUTE_SEARCH &&
	        planned->kind != ROUTE_EMBED_LEAGUE && planned->kind != ROUTE_EMBED_SCORECARD);
}

/* What the page says of itself below its title. */
static struct str summary(const struct making_index *making, const struct planned *planned)
{
	const struct build *build = making->build;
	const struct label *label = &planned->entry.summary;
	if (!planned->content && planned->kind == ROUTE_DATASET)
		label = &build->package.resources[planned->subject].description;
	return label->texts[making->language];
}

static void add_names(struct making_index *making, const struct planned *planned)
{
	const struct model *model = &making->build->model;
	const struct page *page = planned->pages[making->language];
	if (page && planned->content) {
		VEC_EACH (struct md_heading, heading, &page->headings)
			add_text(making, heading->text, WORD_HEADING);
		add_text(making, page->plan.number, WORD_HEADING);
		return;
	}
	if (planned->kind == ROUTE_UNIT) {
		add_text(making, model->units.items[planned->subject].aliases, WORD_HEADING);
		add_text(making, model->units.items[planned->subject].official_code, WORD_HEADING);
	}
	add_text(making, planned->id, WORD_SUMMARY);
}

/* The list of things of a kind. */
static bool is_list(const struct planned *planned)
{
	return !planned->content && (planned->kind == ROUTE_LEAGUES || planned->kind == ROUTE_SCORECARDS ||
	                             planned->kind == ROUTE_HONOURS || planned->kind == ROUTE_DATASETS);
}

/* The kind's own name, and what else it is called: of a list that is its title. */
static void add_kind(struct making_index *making, const struct planned *planned)
{
	const struct words *words = &making->build->theme.words[making->language];
	enum found kind = found_of(planned, making->language);
	if (kind == FOUND_PAGE)
		return;
	add_text(making, words_say(making->scratch, words, names[kind], NULL, 0), WORD_TITLE);
	if (other_names[kind])
		add_text(making, words_say(making->scratch, words, other_names[kind], NULL, 0),
		         is_list(planned) ? WORD_TITLE : WORD_HEADING);
}

/* Below the title; of a page within a folder also whose: `Cẩm nang · Lập bảng xếp hạng …`. */
static struct str note(const struct making_index *making, const struct planned *planned)
{
	const struct build *build = making->build;
	struct str language, text = summary(making, planned), folder = planned->id;
	if (!planned->content || found_of(planned, making->language) != FOUND_PAGE)
		return text;
	folder.len = str_behind(folder, '/');
	struct str index = STR_JOIN(build->arena, folder, STR("index"));
	struct str path = route_content(build->arena, &build->config.languages, 0, index);
	const struct planned *whose = folder.len ? map_get(&build->planned_by_path, path) : NULL;
	if (!whose || whose == planned)
		return text;
	struct str title = label_text(&language, making, &whose->entry.title);
	return text.len ? STR_JOIN(build->arena, title, STR(" · "), text) : title;
}

static void page_document(struct search_document *out, const struct making_index *making,
                          const struct planned *planned)
{
	*out = (struct search_document){.kind = found_of(planned, making->language),
	                                .href = href(making, planned),
	                                .note = shorten(making->build->arena, note(making, planned))};
	out->title = label_text(&out->language, making, &planned->entry.title);
}

/* ---- people ---- */

static bool is_named(const struct build *build, const struct honour *honour)
{
	const struct resource *table = build->model.honours.origin.resource;
	size_t person = resource_field(table, STR("person"));
	return honour->state == HONOUR_DECIDED && honour->year && honour->person.id.len &&
	       person != SIZE_MAX && !withheld_cell(build->withheld, table, honour->row, person);
}

/* For what, or by which rule. */
static struct str honoured_for(const struct making_index *making, const struct honour *honour)
{
	struct str language, text = label_text(&language, making, &honour->title);
	if (text.len == 0 && honour->award)
		text = label_text(&language, making, &honour->award->title);
	return language.len ? (struct str){0} : text;
}

/* False where nobody may be named, or there is no page to name them. */
static bool person_document(struct search_document *out, const struct making_index *making,
                            const struct honour *honour)
{
	const struct build *build = making->build;
	const struct languages *languages = &build->config.languages;
	if (!is_named(build, honour))
		return false;
	struct str year = str_printf(build->arena, "%d", honour->year), reason = honoured_for(making, honour);
	struct str path = route_made(build->arena, languages, 0, ROUTE_HONOURS_YEAR, year, STR(""));
	const struct planned *planned = map_get(&build->planned_by_path, path);
	if (!planned)
		return false;
	*out = (struct search_document){.kind = FOUND_PERSON, .href = href(making, planned)};
	out->title = honour->person.person ? honour->person.person->name : honour->person.id;
	out->note = reason.len ? STR_JOIN(build->arena, year, STR(" · "), reason) : year;
	if (making->language)
		out->language = languages->codes[0];
	return true;
}

/* ---- the index ---- */

/* A document before it has its place. */
struct candidate {
	struct search_document document;
	const struct planned *planned; /* NULL: a person */
	size_t length;                 /* of its title, in hundredths of a word */
	size_t at;                     /* among all */
	size_t whole;                  /* a part: what it is a part of, by its place in the index; else 0 */
	bool is_part;
};

/* What matches equally well is listed with the shortest title first; behind all things their periods, those
 * of one thing together, the newest first. */
static int by_length(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	if (x->is_part != y->is_part)
		return x->is_part ? 1 : -1;
	if (x->whole != y->whole)
		return x->whole < y->whole ? -1 : 1;
	if (x->is_part)
		return (x->at < y->at) - (x->at > y->at);
	if (x->length != y->length)
		return x->length < y->length ? -1 : 1;
	return (x->at > y->at) - (x->at < y->at);
}

/* The page of the thing that the page of a period or year belongs to; NULL where it is none. */
static const struct planned *whole_of(const struct build *build, const struct planned *planned,
                                      size_t language)
{
	static const enum route_kind wholes[] = {[ROUTE_LEAGUE_PERIOD] = ROUTE_LEAGUE,
	                                         [ROUTE_SCORECARD_PERIOD] = ROUTE_SCORECARD,
	                                         [ROUTE_HONOURS_YEAR] = ROUTE_HONOURS};
	if (!planned || planned->content || planned->kind >= LENGTH(wholes) || !wholes[planned->kind])
		return NULL;
	struct str id = planned->kind == ROUTE_HONOURS_YEAR ? STR("") : planned->id;
	struct str path =
	        route_made(build->arena, &build->config.languages, 0, wholes[planned->kind], id, STR(""));
	const struct planned *whole = map_get(&build->planned_by_path, path);
	return whole && is_found(whole, language) ? whole : NULL;
}

/* Things find their places, then their parts behind them. */
static void arrange(struct candidate *all, size_t n, const struct making_index *making)
{
	const struct build *build = making->build;
	size_t things = 0;
	struct map places;
	for (size_t i = 0; i < n; i++)
		all[i].is_part = whole_of(build, all[i].planned, making->language) != NULL;
	qsort(all, n, sizeof *all, by_length);
	map_init(&places, build->arena);
	for (; things < n && !all[things].is_part; things++)
		if (all[things].planned)
			*map_put(&places, all[things].document.href) = &all[things];
	for (size_t i = things; i < n; i++) {
		struct candidate *whole =
		        map_get(&places, href(making, whole_of(build, all[i].planned, making->language)));
		all[i].whole = (size_t)(whole - all);
		all[i].document.is_part = true;
		all[i].document.whole = (uint32_t)all[i].whole;
	}
	qsort(all + things, n - things, sizeof *all, by_length);
}

static size_t count_words(struct making_index *making, struct str title)
{
	struct str folded = text_fold(making->scratch, title);
	size_t n = 1;
	for (size_t i = 0; i < folded.len; i++)
		n += folded.ptr[i] == ' ';
	arena_reset(making->scratch);
	return n;
}

/* What lies deep, as a page of the handbook does, stands behind a page of the same title above it. */
static size_t title_length(struct making_index *making, const struct candidate *candidate)
{
	const struct search_document *document = &candidate->document;
	size_t weight = weights[document->kind] ? weights[document->kind] : 100;
	size_t length = count_words(making, document->title) * weight;
	for (size_t i = 0; document->kind == FOUND_PAGE && i + 1 < document->href.len; i++)
		length += document->href.ptr[i] == '/' ? 100 : 0;
	return length;
}

static size_t collect(struct candidate **out, struct making_index *making)
{
	const struct build *build = making->build;
	size_t n = 0, room = build->planned.len + build->model.honours.len;
	struct candidate *all = ARENA_ARRAY(build->arena, struct candidate, room);
	VEC_EACH (struct planned *, planned, &build->planned) {
		if (!is_found(*planned, making->language))
			continue;
		all[n].planned = *planned;
		page_document(&all[n++].document, making, *planned);
	}
	for (size_t i = 0; i < build->model.honours.len; i++)
		n += person_document(&all[n].document, making, &build->model.honours.items[i]);
	for (size_t i = 0; i < n; i++) {
		all[i].at = i;
		all[i].length = title_length(making, &all[i]);
	}
	if (n)
		arrange(all, n, making);
	*out = all;
	return n;
}

static void add(struct making_index *making, const struct candidate *candidate)
{
	const struct search_document *document = &candidate->document;
	words_index_document(making->index, *document);
	add_text(making, document->title, WORD_TITLE);
	if (candidate->planned) {
		add_kind(making, candidate->planned);
		add_names(making, candidate->planned);
	}
	add_text(making, candidate->planned ? summary(making, candidate->planned) : document->note,
	         WORD_SUMMARY);
	arena_reset(making->scratch);
}

static void make_index(struct build *build, size_t language)
{
	struct making_index making = {build, &build->search[language], language, arena_new()};
	struct candidate *candidates;
	words_index_init(making.index, build->arena);
	size_t n = collect(&candidates, &making);
	for (size_t i = 0; i < n; i++)
		add(&making, &candidates[i]);
	words_index_finish(making.index);
	arena_free(making.scratch);
}

/* ---- files ---- */

static struct output_entry *declare(struct build *build, size_t language, struct str name)
{
	const struct output_entry *other;
	struct str page =
	        route_made(build->arena, &build->config.languages, language, ROUTE_SEARCH, STR(""), STR(""));
	struct str route = STR_JOIN(build->arena, page, STR("index/"), name);
	struct str path = route_output(build->arena, route);
	struct output_entry *entry = output_declare(&build->outputs, path, &other);
	if (!entry)
		DIAG(build->diags, ((struct place){build->config.file, 0}), DUPLICATE_OUTPUT, path,
		     other->path);
	return entry;
}

/* `w-` and `d-`, because a file called con.json cannot stand on every machine. */
static void declare_files(struct build *build, size_t language)
{
	const struct words_index *index = &build->search[language];
	size_t blocks = words_index_blocks(index), n = 0;
	struct output_entry **files =
	        ARENA_ARRAY(build->arena, struct output_entry *, 1 + index->pieces.len + blocks);
	files[n++] = declare(build, language, STR("index.json"));
	for (size_t i = 0; i < index->pieces.len; i++)
		files[n++] =
		        declare(build, language,
		                STR_JOIN(build->arena, STR("w-"), index->pieces.items[i].name, STR(".json")));
	for (size_t i = 0; i < blocks; i++)
		files[n++] = declare(build, language, str_printf(build->arena, "d-%zu.json", i));
	build->search_files[language] = files;
}

void search_plan(struct build *build)
{
	size_t n = build->config.languages.len;
	if (build->diags->errors)
		return;
	build->search = ARENA_ARRAY(build->arena, struct words_index, n);
	for (size_t l = 0; l < n; l++) {
		make_index(build, l);
		declare_files(build, l);
	}
}

static bool write_index(struct build *build, size_t language)
{
	const struct words_index *index = &build->search[language];
	const struct words *words = &build->theme.words[language];
	struct output_entry **files = build->search_files[language];
	struct str said[FOUND_COUNT];
	struct buf text;
	bool good = true;
	for (size_t i = 0; i < FOUND_COUNT; i++)
		said[i] = words_say(build->arena, words, names[i], NULL, 0);
	buf_init(&text, FILE_MAX);
	for (size_t i = 0; good && i < 1 + index->pieces.len + words_index_blocks(index); i++) {
		buf_clear(&text);
		if (i == 0)
			words_index_write(&text, index, said, FOUND_COUNT);
		else if (i <= index->pieces.len)
			words_index_write_piece(&text, index, i - 1);
		else
			words_index_write_block(&text, index, i - 1 - index->pieces.len);
		good = output_put(build->output, files[i], buf_str(&text), build->diags);
	}
	buf_free(&text);
	return good;
}

bool search_write(struct build *build)
{
	bool good = true;
	for (size_t l = 0; good && l < build->config.languages.len; l++)
		good = write_index(build, l);
	return good;
}
