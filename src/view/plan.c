/* The heading, the signature block and the facts of a plan. What its copy does not bear is left blank: never
 * 0, never today. */
#include "view/content.h"

#include "base/arena.h"
#include "view/calendar.h"
#include "view/parts.h"
#include "view/review.h"

/* What is left to be filled in by hand; spaces that a browser keeps. */
#define BLANK STR("\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0")

/* ---- number, place and day ---- */

/* `119/KH-UBND`; front matter may give both in one, or only the symbol, which is no number. */
static struct str number_text(const struct view *view, const struct plan *plan)
{
	if (plan->number.len == 0 || plan->symbol.len == 0 ||
	    str_find(plan->number, STR("/")) < plan->number.len)
		return plan->number;
	return STR_JOIN(view->arena, plan->number, STR("/"), plan->symbol);
}

static struct str number_words(const struct view *view, const struct plan *plan)
{
	struct str number = number_text(view, plan);
	if (number.len == 0)
		number = STR_JOIN(view->arena, BLANK, plan->symbol.len ? STR("/") : STR(""), plan->symbol);
	return SAY(view->arena, view->words, PLAN_NUMBER, number);
}

/* Decree 30/2020: days below 10 and the months 1 and 2 have a leading zero. */
static struct str issued_words(const struct view *view, const struct plan *plan)
{
	struct partial_date issued = plan->issued;
	struct str day = BLANK, month = BLANK, year = BLANK;
	if (issued.day)
		day = str_printf(view->arena, "%02d", issued.day);
	if (issued.month)
		month = str_printf(view->arena, issued.month <= 2 ? "%02d" : "%d", issued.month);
	if (issued.year)
		year = str_printf(view->arena, "%d", issued.year);
	struct str place = plan->place.len ? plan->place : BLANK;
	return SAY(view->arena, view->words, PLAN_DATED, place, day, month, year);
}

struct value *view_partial_date(const struct view *view, struct partial_date date)
{
	struct period period;
	if (date.year == 0)
		return view->no;
	if (date.day)
		return part_date(view, partial_date_first(date));
	struct str value = date.month ? str_printf(view->arena, "%04d-%02d", date.year, date.month)
	                              : str_printf(view->arena, "%04d", date.year);
	bool month = date.month && period_parse(&period, value);
	struct value *map = part_map(view);
	PUT(view, map, "value", value_string(view->arena, value));
	PUT(view, map, "text", value_string(view->arena, month ? part_period_text(view, period) : value));
	return map;
}

/* ---- subject, period ---- */

/* The title without the name of the kind of document, which stands above it in a heading. */
static struct value *subject(const struct view *view, const struct page *page)
{
	static const struct str kinds[] = {STR_INIT("Kế hoạch "), STR_INIT("KẾ HOẠCH ")};
	struct str title = page->title;
	for (size_t i = 0; i < LENGTH(kinds); i++) {
		if (!str_starts(title, kinds[i]))
			continue;
		struct str rest = str_trim(str_sub(title, kinds[i].len, title.len));
		if (rest.len)
			return part_words(view, text_capital(view->arena, rest));
	}
	return part_words(view, title);
}

static struct value *plan_period(const struct view *view, const struct plan *plan)
{
	struct value *map = part_map(view);
	if (plan->first_year == 0)
		return view->no;
	struct str value = str_printf(view->arena, "%d", plan->first_year);
	if (plan->last_year != plan->first_year)
		value = str_printf(view->arena, "%d-%d", plan->first_year, plan->last_year);
	PUT(view, map, "value", value_string(view->arena, value));
	PUT(view, map, "text", value_string(view->arena, plan_years(view->arena, plan)));
	return map;
}

/* ---- lists ---- */

static struct value *texts(const struct view *view, const struct texts *texts)
{
	struct value *list = part_list(view);
	for (size_t i = 0; i < texts->len; i++)
		if (texts->items[i].len)
			value_push(view->arena, list, part_words(view, texts->items[i]));
	return list;
}

/* Each part takes what stands before it, so a language decides the order and what is not said leaves no gap.
 */
static struct str basis_text(const struct view *view, const struct legal_basis *basis)
{
	struct arena *arena = view->arena;
	struct str text = basis->kind;
	const struct value *date = view_partial_date(view, basis->date);
	if (basis->number.len)
		text = SAY(arena, view->words, BASIS_NUMBER, text, basis->number);
	if (basis->date.day)
		text = SAY(arena, view->words, BASIS_DAY, text, value_get(date, STR("text"))->text);
	else if (basis->date.month)
		text = SAY(arena, view->words, BASIS_MONTH, text, value_get(date, STR("text"))->text);
	else if (basis->date.year)
		text = SAY(arena, view->words, BASIS_YEAR, text, value_get(date, STR("text"))->text);
	if (basis->issuer.len)
		text = SAY(arena, view->words, BASIS_ISSUER, text, basis->issuer);
	return text;
}

static struct value *legal_bases(const struct view *view, const struct plan *plan)
{
	struct value *list = part_list(view);
	for (size_t i = 0; i < plan->n_legal_bases; i++) {
		struct str text = basis_text(view, &plan->legal_bases[i]);
		if (text.len)
			value_push(view->arena, list, part_words(view, text));
	}
	return list;
}

/* ---- what belongs to the plan ---- */

static bool is_of_plan(const struct scorecard *scorecard, struct str id)
{
	for (size_t i = 0; i < scorecard->where.n; i++) {
		const struct filter_term *term = &scorecard->where.terms[i];
		for (size_t j = 0; str_eq(term->column, STR("plan")) && j < term->n; j++)
			if (str_eq(term->values[j].text, id))
				return true;
	}
	return false;
}

static struct value *scorecards(const struct view *view, struct str id)
{
	const struct scorecards *all = &view->site->model->scorecards;
	struct value *list = part_list(view);
	for (size_t i = 0; i < all->len; i++)
		if (is_of_plan(&all->items[i], id))
			value_push(view->arena, list, part_scorecard(view, &all->items[i]));
	return list;
}

static struct value *awards(const struct view *view, struct str id)
{
	const struct awards *all = &view->site->model->awards;
	struct value *list = part_list(view);
	for (size_t i = 0; i < all->len; i++)
		if (str_eq(all->items[i].plan_id, id))
			value_push(view->arena, list, part_award(view, &all->items[i]));
	return list;
}

/* `plans/hai-an-2025` is named hai-an-2025 by the data. */
static struct str plan_id(const struct page *page)
{
	struct str folder = STR("plans/");
	return str_starts(page->name, folder) ? str_sub(page->name, folder.len, page->name.len) : page->name;
}

struct value *view_plan(struct view *view, const struct page *page)
{
	const struct plan *plan = &page->plan;
	struct value *map = part_map(view);
	struct str id = plan_id(page);
	PUT(view, map, "id", value_string(view->arena, id));
	PUT(view, map, "is_official", part_bool(view, plan->official));
	PUT(view, map, "number", part_text(view, number_text(view, plan)));
	PUT(view, map, "symbol", part_text(view, plan->symbol));
	PUT(view, map, "number_words", value_string(view->arena, number_words(view, plan)));
	PUT(view, map, "issued", view_partial_date(view, plan->issued));
	PUT(view, map, "issued_words", value_string(view->arena, issued_words(view, plan)));
	PUT(view, map, "place", part_words(view, plan->place));
	PUT(view, map, "issuer", part_words(view, plan->issuer));
	PUT(view, map, "issuer_capitals", part_text(view, text_upper(view->arena, plan->issuer)));
	PUT(view, map, "subject", subject(view, page));
	PUT(view, map, "period", plan_period(view, plan));
	PUT_LIST(view, map, "signed_for", texts(view, &plan->signed_for));
	PUT(view, map, "signer_office", part_words(view, plan->signer_office));
	PUT(view, map, "signer", part_words(view, plan->signer));
	PUT_LIST(view, map, "legal_bases", legal_bases(view, plan));
	PUT_LIST(view, map, "recipients", texts(view, &plan->recipients));
	PUT(view, map, "standing_body", part_words(view, plan->standing_body));
	PUT_LIST(view, map, "contacts", texts(view, &page->contacts));
	PUT_LIST(view, map, "scorecards", scorecards(view, id));
	PUT_LIST(view, map, "awards", awards(view, id));
	PUT_LIST(view, map, "reviews", view_reviews(view, id, plan));
	PUT_LIST(view, map, "dates", view_calendar_of_plan(view, id));
	return map;
}
