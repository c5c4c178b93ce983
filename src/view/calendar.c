#include "view/calendar.h"

#include "base/arena.h"
#include "view/parts.h"

/* ---- a row ---- */

static struct str weekday(const struct view *view, struct date date)
{
	static const enum phrase names[] = {PHRASE_MONDAY, PHRASE_TUESDAY,  PHRASE_WEDNESDAY, PHRASE_THURSDAY,
	                                    PHRASE_FRIDAY, PHRASE_SATURDAY, PHRASE_SUNDAY};
	return words_say(view->arena, view->words, names[date_weekday(date) - 1], NULL, 0);
}

/* The day that was named: of `before` a day, that day, which is too late. */
static struct date named_date(const struct calendar_row *row)
{
	return row->has_date ? (struct date){row->date.day + row->before} : DATE_NONE;
}

/* Of `before` a day the last day that is in time. */
static struct value *when(const struct view *view, const struct calendar_row *row)
{
	if (!row->has_date)
		return PART_SAY_PLAIN(view, WHEN_ANNOUNCED);
	struct str text = text_date(view->arena, view->words->locale, row->date);
	if (row->before)
		return PART_SAY(view, WHEN_BY, text);
	return PART_SAY(view, WHEN_ON, weekday(view, row->date), text);
}

struct str view_calendar_kind(struct arena *arena, const struct words *words, const struct calendar_row *row)
{
	static const struct {
		struct str kind;
		enum phrase phrase;
	} known[] = {
	        {STR_INIT("holiday"), PHRASE_CALENDAR_HOLIDAY},
	        {STR_INIT("deadline"), PHRASE_CALENDAR_DEADLINE},
	        {STR_INIT("disclosure"), PHRASE_CALENDAR_DISCLOSURE},
	        {STR_INIT("report"), PHRASE_CALENDAR_REPORT},
	        {STR_INIT("review"), PHRASE_CALENDAR_REVIEW},
	        {STR_INIT("launch"), PHRASE_CALENDAR_LAUNCH},
	        {STR_INIT("meeting"), PHRASE_CALENDAR_MEETING},
	};
	if (row->award)
		return SAY_PLAIN(arena, words, CALENDAR_DOSSIER);
	for (size_t i = 0; i < LENGTH(known); i++)
		if (str_eq(known[i].kind, row->kind))
			return words_say(arena, words, known[i].phrase, NULL, 0);
	return row->kind.len ? row->kind : STR("–");
}

static struct value *title(const struct view *view, const struct calendar_row *row)
{
	struct str path = {0};
	if (row->award)
		path = view_path(view, ROUTE_AWARD, row->award->id, STR(""));
	else if (row->scorecard)
		path = view_path(view, ROUTE_SCORECARD, row->scorecard->id, STR(""));
	return part_link(view, &row->title, path);
}

static bool is_past(const struct view *view, const struct calendar_row *row)
{
	return row->has_date && row->date.day < view->site->model->today.day;
}

/* The day that the plan names; a day that is no working day is marked, not moved; a holiday need not be told.
 */
static struct value *mark(const struct view *view, const struct calendar_row *row)
{
	bool off = row->day_off && !str_eq(row->kind, STR("holiday"));
	struct str named = text_date(view->arena, view->words->locale, named_date(row));
	if (row->has_date && row->before)
		return off ? PART_SAY(view, LAST_DAY_OFF, named) : PART_SAY(view, WHEN_BEFORE, named);
	return off ? PART_SAY_PLAIN(view, NOT_WORKING_DAY) : view->no;
}

static struct str plan_path(const struct view *view, struct str plan_id)
{
	struct str name = STR_JOIN(view->arena, STR("plans/"), plan_id);
	return route_content(view->arena, view->site->languages, 0, name);
}

/* A plan's own page does not lead to itself. */
static struct value *row_tree(const struct view *view, const struct calendar_row *row)
{
	struct value *map = part_map(view);
	bool today = row->has_date && row->date.day == view->site->model->today.day;
	PUT(view, map, "date", part_date(view, row->has_date ? row->date : DATE_NONE));
	PUT(view, map, "when", when(view, row));
	PUT(view, map, "title", title(view, row));
	PUT(view, map, "kind", part_words(view, view_calendar_kind(view->arena, view->words, row)));
	struct value *plan = part_plan_brief(view, row->plan_id);
	bool own = str_eq(view->path, plan_path(view, row->plan_id));
	PUT(view, map, "plan", own ? view->no : plan);
	PUT(view, map, "mark", mark(view, row));
	PUT(view, map, "is_today", part_bool(view, today));
	PUT(view, map, "is_past", part_bool(view, is_past(view, row)));
	return map;
}

/* ---- lists ---- */

struct dates {
	struct value *next, *past, *announced;
	size_t n_next; /* before any limit */
};

/* Rows stand by date; an empty plan means all, `limit` the next ones alone. */
static struct dates dates_of(const struct view *view, struct str plan_id, size_t limit)
{
	struct dates dates = {part_list(view), part_list(view), part_list(view), 0};
	const struct calendar_result *all = view->site->calendar;
	for (size_t i = 0; i < all->n; i++) {
		const struct calendar_row *row = &all->rows[i];
		if (plan_id.len && !str_eq(row->plan_id, plan_id))
			continue;
		if (!row->has_date)
			value_push(view->arena, dates.announced, row_tree(view, row));
		else if (!is_past(view, row) && dates.n_next++ < limit)
			value_push(view->arena, dates.next, row_tree(view, row));
	}
	for (size_t i = all->n; limit == SIZE_MAX && i-- > 0;) {
		const struct calendar_row *row = &all->rows[i];
		if (is_past(view, row) && (plan_id.len == 0 || str_eq(row->plan_id, plan_id)))
			value_push(view->arena, dates.past, row_tree(view, row));
	}
	return dates;
}

struct value *view_calendar_of_plan(const struct view *view, struct str plan_id)
{
	struct value *list = part_list(view);
	const struct calendar_result *all = view->site->calendar;
	for (int dated = 1; dated >= 0; dated--)
		for (size_t i = 0; i < all->n; i++) {
			if (all->rows[i].has_date != dated || !str_eq(all->rows[i].plan_id, plan_id))
				continue;
			struct value *row = row_tree(view, &all->rows[i]);
			value_push(view->arena, list, row);
		}
	return list;
}

struct value *view_calendar_next(const struct view *view, size_t n)
{
	return dates_of(view, (struct str){0}, n).next;
}

/* ---- the view and its page ---- */

static struct value *calendar_tree(struct view *view, struct str plan_id, size_t limit, bool in_text)
{
	struct dates dates = dates_of(view, plan_id, limit);
	struct value *map = part_view(view, in_text, PART_SAY_PLAIN(view, CALENDAR_CAPTION), NULL);
	struct value *downloads = part_list(view);
	struct str page = view_path(view, ROUTE_CALENDAR, STR(""), STR(""));
	struct str name = SAY_PLAIN(view->arena, view->words, NAV_CALENDAR);
	part_download(view, downloads, STR("CSV"), STR("/data/calendar.csv"), view->no);
	if (dates.next->len < dates.n_next)
		PUT(view, map, "cut",
		    PART_SAY(view, CUT_ROWS, part_count_text(view, dates.next->len),
		             part_count_text(view, dates.n_next)));
	if (in_text)
		PUT(view, map, "link", part_link_text(view, name, view_href(view, page)));
	PUT_LIST(view, map, "downloads", downloads);
	PUT_LIST(view, map, "next", dates.next);
	PUT_LIST(view, map, "past", dates.past);
	PUT_LIST(view, map, "announced", dates.announced);
	return map;
}

bool view_resolve_calendar(struct view_request *out, struct arena *arena, const struct view_site *site,
                           const struct view_spec *spec, struct diags *diags)
{
	static const struct str keys[] = {STR_INIT("limit")};
	(void)arena;
	bool good = option_only(spec, keys, LENGTH(keys), diags);
	good = option_number(&out->limit, spec_option(spec, keys[0]), diags) && good;
	out->plan = spec->thing.text;
	out->unjudged = site->calendar_broken || site->model->calendar.broken;
	if (spec->thing.text.len && !model_plan(site->model, spec->thing.text)) {
		DIAG(diags, spec->thing.place, UNKNOWN_PLAN, spec->thing.text);
		good = false;
	}
	return good;
}

struct value *view_build_calendar(struct view *view, const struct view_request *request)
{
	return calendar_tree(view, request->plan, request->limit ? (size_t)request->limit : SIZE_MAX, true);
}

void view_calendar_head(struct view_head *out, const struct view *view)
{
	*out = (struct view_head){.kind = STR("calendar"), .updated = DATE_NONE, .committed = DATE_NONE};
	for (size_t i = 0; i < view->site->languages->len; i++)
		out->title.texts[i] = SAY_PLAIN(view->arena, &view->site->words[i], NAV_CALENDAR);
}

void view_calendar(struct view *view, struct value *tree)
{
	PUT(view, tree, "calendar", calendar_tree(view, (struct str){0}, SIZE_MAX, false));
}
