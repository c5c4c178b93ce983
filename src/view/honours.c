#include "view/honours.h"

#include "base/arena.h"
#include "view/award.h"
#include "view/condition.h"
#include "view/parts.h"

#include <stdlib.h>

/* ---- cells of a row ---- */

static const struct resource *table(const struct view *view)
{
	return view->site->model->honours.origin.resource;
}

static bool hidden(const struct view *view, const struct honour *honour, struct str column)
{
	size_t field = resource_field(table(view), column);
	return field != SIZE_MAX && withheld_cell(view->site->withheld, table(view), honour->row, field);
}

/* A text of the row, empty where it must not be read. */
static struct str cell(const struct view *view, const struct honour *honour, struct str column)
{
	if (hidden(view, honour, column))
		return (struct str){0};
	return model_text(view->arena, table(view), honour->row, column);
}

/* What is written once for all languages is in the first one. */
static struct value *prose(const struct view *view, struct str text)
{
	return part_words_in(view, text, view->site->languages->codes[0]);
}

static bool is_outside(const struct honour *honour)
{
	return honour->outside_quota && honour->reason.len > 0;
}

static bool is_named(const struct view *view, const struct honour *honour)
{
	return honour->state != HONOUR_REVOKED && !hidden(view, honour, STR("person"));
}

struct value *view_person_name(const struct view *view, struct str name)
{
	struct value *link = prose(view, name.len ? name : STR("–"));
	PUT(view, link, "href", view->no);
	return link;
}

/* Whom it honours; of a row without a name, the award. */
static struct value *name(const struct view *view, const struct honour *honour)
{
	const struct person_ref *person = &honour->person;
	if (honour->recipient == RECIPIENT_COLLECTIVE && honour->unit && honour->state != HONOUR_REVOKED)
		return part_unit(view, honour->unit);
	if (person->id.len && is_named(view, honour))
		return view_person_name(view, person->person ? person->person->name : person->id);
	if (honour->award)
		return part_award(view, honour->award);
	return part_link_text(view, SAY_PLAIN(view->arena, view->words, HONOURS_ALL), (struct str){0});
}

static struct value *title(const struct view *view, const struct honour *honour)
{
	const struct languages *languages = view->site->languages;
	bool gone = !is_named(view, honour) || hidden(view, honour, STR("title"));
	for (size_t i = 0; i < languages->len; i++)
		gone = gone ||
		       hidden(view, honour, STR_JOIN(view->arena, STR("title_"), languages->codes[i]));
	return gone ? view->no : part_label(view, &honour->title);
}

/* ---- what the data say of it ---- */

static bool has_words(const struct value *list, const struct value *words)
{
	for (size_t i = 0; i < list->len; i++)
		if (str_eq(value_get(list->items[i], STR("text"))->text, value_get(words, STR("text"))->text))
			return true;
	return false;
}

/* What was met, with its figures; what people judged has none. */
static struct value *evidence(const struct view *view, const struct honour *honour)
{
	const struct honour_result *result = &view->site->honours[honour->row];
	struct value *list = part_list(view);
	if (!result->verdict || !is_named(view, honour))
		return list;
	for (size_t i = 0; i < result->cycle->n_leaves; i++) {
		const struct leaf *leaf = &result->verdict->leaves[i];
		struct value *proof = leaf->passed
		                              ? view_proof_alone(view, result->cycle, result->verdict, leaf)
		                              : view->no;
		if (proof == view->no || has_words(list, proof))
			continue;
		PUT(view, proof, "href",
		    part_text(view, view_proof_href(view, result->cycle, leaf->condition)));
		value_push(view->arena, list, proof);
	}
	return list;
}

static struct str join_words(const struct view *view, const struct value *list)
{
	struct str all = {0};
	for (size_t i = 0; i < list->len; i++)
		all = STR_JOIN(view->arena, all, i ? STR("; ") : STR(""),
		               value_get(list->items[i], STR("text"))->text);
	return all;
}

/* What later data say of a row that an edition has published. */
static struct value *later(const struct view *view, const struct honour *honour)
{
	static const struct {
		enum honour_mismatch mismatch;
		enum phrase phrase;
	} known[] = {
	        {HONOUR_NOT_CANDIDATE, PHRASE_LATER_NOT_CANDIDATE},
	        {HONOUR_NOT_ELIGIBLE, PHRASE_LATER_NOT_ELIGIBLE},
	        {HONOUR_OVER_QUOTA, PHRASE_LATER_OVER_QUOTA},
	        {HONOUR_REPEATED, PHRASE_LATER_REPEATED},
	        {HONOUR_NO_AUTHORITY, PHRASE_LATER_NO_AUTHORITY},
	        {HONOUR_LACKS_DOCUMENTS, PHRASE_LATER_LACKS_DOCUMENTS},
	};
	const struct honour_result *result = &view->site->honours[honour->row];
	const bool *published = view->site->honours_published;
	struct value *list = part_list(view);
	if (!published || !published[honour->row] || honour->state != HONOUR_DECIDED)
		return list;
	for (size_t i = 0; i < LENGTH(known); i++)
		if (result->mismatches & known[i].mismatch)
			value_push(view->arena, list,
			           part_words(view,
			                      words_say(view->arena, view->words, known[i].phrase, NULL, 0)));
	if ((result->mismatches & HONOUR_NOT_ELIGIBLE) && result->verdict && honour->award) {
		struct value *failed = view_failed(view, honour->award, result->verdict);
		if (failed->len)
			value_push(view->arena, list, PART_SAY(view, LATER_FAILED, join_words(view, failed)));
	}
	return list;
}

/* The last day on which opinions are taken: so many working days after the first. */
static struct value *consult(const struct view *view, const struct honour *honour)
{
	if (honour->state != HONOUR_CONSULTATION || honour->consult_days <= 0 ||
	    honour->consult_from.day == DATE_NONE.day)
		return view->no;
	struct date last =
	        calendar_add_working_days(view->site->model, honour->consult_from, honour->consult_days);
	return PART_SAY(view, CONSULT_UNTIL, text_date(view->arena, view->words->locale, last));
}

/* ---- the row ---- */

static void put_whom(const struct view *view, struct value *map, const struct honour *honour)
{
	bool individual = honour->recipient == RECIPIENT_INDIVIDUAL, named = is_named(view, honour);
	bool revoked = honour->state == HONOUR_REVOKED;
	const struct person *person = honour->person.person;
	PUT(view, map, "id", value_string(view->arena, honour->id));
	PUT(view, map, "is_collective", part_bool(view, !individual));
	PUT(view, map, "is_individual", part_bool(view, individual));
	PUT(view, map, "unit", individual || revoked ? part_unit(view, honour->unit) : view->no);
	PUT(view, map, "position",
	    individual && named && person ? part_label(view, &person->position) : view->no);
	PUT(view, map, "title", title(view, honour));
	PUT(view, map, "award", honour->award && !revoked ? part_award(view, honour->award) : view->no);
	PUT(view, map, "form", view_award_form(view, honour->award));
	PUT(view, map, "year", honour->year ? part_period(view, period_of_year(honour->year)) : view->no);
}

static void put_state(const struct view *view, struct value *map, const struct honour *honour)
{
	bool revoked = honour->state == HONOUR_REVOKED;
	bool outside = is_outside(honour) && !revoked, told = revoked || outside;
	PUT(view, map, "is_decided", part_bool(view, honour->state == HONOUR_DECIDED));
	PUT(view, map, "is_consultation", part_bool(view, honour->state == HONOUR_CONSULTATION));
	PUT(view, map, "is_revoked", part_bool(view, revoked));
	PUT(view, map, "consult", consult(view, honour));
	PUT(view, map, "outside_quota", outside ? PART_SAY_PLAIN(view, OUTSIDE_QUOTA) : view->no);
	PUT(view, map, "reason", told ? prose(view, cell(view, honour, STR("reason"))) : view->no);
	PUT(view, map, "revoked_on", revoked ? part_date(view, honour->revoked_on) : view->no);
}

/* By its name where the table gives codes names. */
static struct value *authority(const struct view *view, const struct honour *honour)
{
	struct str text = cell(view, honour, STR("authority"));
	struct label label = part_category(table(view), STR("authority"), text);
	return label.texts[0].len ? part_label(view, &label) : prose(view, text);
}

struct value *view_honour(const struct view *view, const struct honour *honour)
{
	struct value *map = part_map(view);
	PUT(view, map, "name", name(view, honour));
	put_whom(view, map, honour);
	PUT(view, map, "decision", part_text(view, cell(view, honour, STR("decision"))));
	PUT(view, map, "decided_on", part_date(view, honour->decided_on));
	PUT(view, map, "authority", authority(view, honour));
	PUT_LIST(view, map, "evidence", evidence(view, honour));
	put_state(view, map, honour);
	PUT_LIST(view, map, "later", later(view, honour));
	return map;
}

/* ---- lists ---- */

/* By year, then the day of the decision, the newest first; else as they stand. */
static int compare_honours(const void *a, const void *b)
{
	const struct honour *x = *(const struct honour *const *)a, *y = *(const struct honour *const *)b;
	if (x->year != y->year)
		return x->year > y->year ? -1 : 1;
	if (x->decided_on.day != y->decided_on.day)
		return x->decided_on.day > y->decided_on.day ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

/* Which rows are wanted; what is not set wants all. */
struct wanted {
	const struct award *award;
	const struct unit *unit;
	int year;
	bool decided;
	const struct filter *where;
};

/* A condition on a cell that must not be read matches nothing. */
static bool matches(const struct view *view, const struct filter *where, const struct honour *honour)
{
	for (size_t i = 0; i < where->n; i++)
		if (where->terms[i].field != SIZE_MAX &&
		    withheld_cell(view->site->withheld, table(view), honour->row, where->terms[i].field))
			return false;
	return filter_match(where, view->site->model, view->arena, honour->row, NULL);
}

static bool is_wanted(const struct view *view, const struct wanted *wanted, const struct honour *honour)
{
	return (!wanted->award || honour->award == wanted->award) &&
	       (!wanted->unit || honour->unit == wanted->unit) &&
	       (!wanted->year || honour->year == wanted->year) &&
	       (!wanted->decided || honour->state == HONOUR_DECIDED) &&
	       (!wanted->where || matches(view, wanted->where, honour));
}

static const struct honour **find(size_t *n, const struct view *view, struct wanted wanted)
{
	const struct model *model = view->site->model;
	VEC(const struct honour *) found = {0};
	for (size_t i = 0; i < model->honours.len; i++)
		if (is_wanted(view, &wanted, &model->honours.items[i]))
			*VEC_PUSH(view->arena, &found) = &model->honours.items[i];
	*n = found.len;
	if (*n)
		qsort(found.items, *n, sizeof *found.items, compare_honours);
	return found.items;
}

static struct value *list_of(const struct view *view, struct wanted wanted, size_t limit)
{
	size_t n;
	const struct honour **honours = find(&n, view, wanted);
	struct value *list = part_list(view);
	for (size_t i = 0; i < n && i < limit; i++)
		value_push(view->arena, list, view_honour(view, honours[i]));
	return list;
}

struct value *view_honours_of_award(const struct view *view, const struct award *award)
{
	return list_of(view, (struct wanted){.award = award}, SIZE_MAX);
}

struct value *view_honours_of_unit(const struct view *view, const struct unit *unit)
{
	return list_of(view, (struct wanted){.unit = unit}, SIZE_MAX);
}

struct value *view_honours_newest(const struct view *view, size_t n)
{
	return list_of(view, (struct wanted){.decided = true}, n);
}

/* ---- the view ---- */

static struct value *year_link(const struct view *view, int year)
{
	struct str text = str_printf(view->arena, "%d", year);
	struct str path = view_path(view, ROUTE_HONOURS_YEAR, text, STR(""));
	return part_link_text(view, text, view_href(view, path));
}

static struct value *whole_link(const struct view *view, int year)
{
	struct str path = view_path(view, ROUTE_HONOURS, STR(""), STR(""));
	if (year)
		return year_link(view, year);
	return part_link_text(view, SAY_PLAIN(view->arena, view->words, NAV_HONOURS), view_href(view, path));
}

static struct value *honours_tree(struct view *view, struct wanted wanted, bool in_text)
{
	struct value *rows = part_list(view), *outside = part_list(view), *consultation = part_list(view),
	             *revoked = part_list(view), *downloads = part_list(view);
	struct str year = str_printf(view->arena, "%d", wanted.year);
	struct value *caption =
	        wanted.year ? PART_SAY(view, HONOURS_CAPTION, year) : PART_SAY_PLAIN(view, HONOURS_ALL);
	struct value *map = part_view(view, in_text, caption, table(view));
	size_t n;
	const struct honour **honours = find(&n, view, wanted);
	for (size_t i = 0; i < n; i++) {
		struct value *list = honours[i]->state == HONOUR_REVOKED        ? revoked
		                     : honours[i]->state == HONOUR_CONSULTATION ? consultation
		                     : is_outside(honours[i])                   ? outside
		                                                                : rows;
		value_push(view->arena, list, view_honour(view, honours[i]));
	}
	part_download(view, downloads, STR("CSV"), STR("/data/awards/honours.csv"), view->no);
	PUT(view, map, "link", in_text ? whole_link(view, wanted.year) : view->no);
	PUT_LIST(view, map, "downloads", downloads);
	PUT(view, map, "year", wanted.year ? part_period(view, period_of_year(wanted.year)) : view->no);
	PUT_LIST(view, map, "rows", rows);
	PUT_LIST(view, map, "outside", outside);
	PUT_LIST(view, map, "consultation", consultation);
	PUT_LIST(view, map, "revoked", revoked);
	return map;
}

/* `period` is a year that has honours. */
static bool resolve_year(struct view_request *out, const struct view_site *site,
                         const struct spec_option *asked, struct diags *diags)
{
	struct period period = {0};
	if (!asked)
		return true;
	if (!option_period(&period, asked, diags))
		return false;
	const struct model *model = site->model;
	bool known = false;
	for (size_t i = 0; i < model->honours.len; i++)
		known = known || model->honours.items[i].year == period.year;
	out->year = period.year;
	if (known && period.kind == PERIOD_YEAR)
		return true;
	DIAG(diags, asked->value.place, OPTION_YEAR, asked->value.text);
	return false;
}

bool view_resolve_honours(struct view_request *out, struct arena *arena, const struct view_site *site,
                          const struct view_spec *spec, struct diags *diags)
{
	static const struct str keys[] = {STR_INIT("period"), STR_INIT("where")};
	const struct spec_option *where = spec_option(spec, keys[1]);
	const struct resource *honours = site->model->honours.origin.resource;
	bool good = option_only(spec, keys, LENGTH(keys), diags);
	good = option_has_no_thing(spec, diags) && good;
	out->resource = honours;
	out->unjudged = site->model->honours.origin.broken || (honours && honours->broken);
	if (out->unjudged)
		return good;
	if (!honours)
		DIAG(diags, spec->name.place, NEEDS_TABLE, spec->name.text, STR("honours"),
		     STR("award, year"));
	else if (!honours->publish)
		DIAG(diags, spec->name.place, RESOURCE_UNPUBLISHED, honours->name);
	if (!honours || !honours->publish)
		return false;
	out->has_where = where != NULL;
	good = option_where(&out->where, arena, site->model, honours, where, diags) && good;
	return resolve_year(out, site, spec_option(spec, keys[0]), diags) && good;
}

struct value *view_build_honours(struct view *view, const struct view_request *request)
{
	struct wanted wanted = {.year = request->year};
	wanted.where = request->has_where ? &request->where : NULL;
	return honours_tree(view, wanted, true);
}

/* ---- the pages ---- */

struct year_count {
	int year;
	size_t decided;
};

static int compare_years(const void *a, const void *b)
{
	const struct year_count *x = a, *y = b;
	return (y->year > x->year) - (y->year < x->year);
}

/* The years that have rows, newest first, and how many of these are decided. */
static struct year_count *years_of(size_t *n, const struct view *view)
{
	VEC(struct year_count) years = {0};
	const struct model *model = view->site->model;
	for (size_t i = 0; i < model->honours.len; i++) {
		const struct honour *honour = &model->honours.items[i];
		size_t at = 0;
		while (at < years.len && years.items[at].year != honour->year)
			at++;
		if (honour->year && at == years.len)
			*VEC_PUSH(view->arena, &years) = (struct year_count){honour->year, 0};
		if (honour->year)
			years.items[at].decided += honour->state == HONOUR_DECIDED;
	}
	*n = years.len;
	if (*n)
		qsort(years.items, *n, sizeof *years.items, compare_years);
	return years.items;
}

static struct value *years_list(const struct view *view, const struct year_count *years, size_t n,
                                int current)
{
	struct value *list = part_list(view);
	for (size_t i = 0; i < n; i++) {
		struct value *link = year_link(view, years[i].year);
		PUT(view, link, "is_current", part_bool(view, years[i].year == current));
		PUT(view, link, "count_text",
		    value_string(view->arena, part_count_text(view, years[i].decided)));
		value_push(view->arena, list, link);
	}
	return list;
}

/* The awards that rows of a year name, in their own order. */
static struct value *awards_list(const struct view *view, int year)
{
	const struct model *model = view->site->model;
	struct value *list = part_list(view);
	bool *named = ARENA_ARRAY(view->arena, bool, model->awards.len);
	for (size_t i = 0; i < model->honours.len; i++) {
		const struct honour *honour = &model->honours.items[i];
		if (honour->award && honour->year == year)
			named[honour->award->index] = true;
	}
	for (size_t i = 0; i < model->awards.len; i++)
		if (named[i])
			value_push(view->arena, list, part_award(view, &model->awards.items[i]));
	return list;
}

void view_honours_head(struct view_head *out, const struct view *view, int year)
{
	struct str number = str_printf(view->arena, "%d", year);
	*out = (struct view_head){.updated = DATE_NONE, .committed = DATE_NONE, .draws_on = table(view)};
	out->kind = year ? STR("honours-year") : STR("honours");
	for (size_t i = 0; i < view->site->languages->len; i++) {
		const struct words *words = &view->site->words[i];
		out->title.texts[i] = year ? SAY(view->arena, words, HONOURS_TITLE_YEAR, number)
		                           : SAY_PLAIN(view->arena, words, HONOURS_TITLE);
	}
}

void view_honours(struct view *view, struct value *tree, int year)
{
	size_t n;
	const struct year_count *years = years_of(&n, view);
	int shown = year ? year : n ? years[0].year : 0;
	struct value *page = part_map(view);
	PUT_LIST(view, page, "years", years_list(view, years, n, year));
	PUT_LIST(view, page, "awards", awards_list(view, shown));
	PUT_LIST(view, page, "downloads", part_list(view));
	PUT(view, tree, "honours_page", page);
	PUT(view, tree, "honours", honours_tree(view, (struct wanted){.year = shown}, false));
}
