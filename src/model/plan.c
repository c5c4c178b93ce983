#include "model/plan.h"

#include "base/arena.h"
#include "model/config.h"

const struct str plan_keys[] = {
        STR_INIT("number"), STR_INIT("symbol"),      STR_INIT("place"),         STR_INIT("issued"),
        STR_INIT("issuer"), STR_INIT("signed_for"),  STR_INIT("signer_office"), STR_INIT("signer"),
        STR_INIT("period"), STR_INIT("legal_bases"), STR_INIT("recipients"),    STR_INIT("standing_body"),
        STR_INIT("text"),
};
const size_t plan_keys_len = LENGTH(plan_keys);

/* ---- texts ---- */

bool front_text(struct str *out, const struct front_reader *reader, const struct yml_node *node)
{
	struct label label;
	if (!node)
		return true;
	if (!yml_label(&label, node, &reader->config->languages, reader->diags))
		return false;
	*out = str_dup(reader->arena, label.texts[reader->language]);
	return true;
}

bool front_texts(struct texts *out, const struct front_reader *reader, const struct yml_node *node)
{
	if (!node)
		return true;
	bool well = true, list = node->kind == YML_LIST;
	out->items = ARENA_ARRAY(reader->arena, struct str, list ? node->len : 1);
	for (size_t i = 0; i < (list ? node->len : 1); i++)
		well &= front_text(&out->items[out->len++], reader, list ? node->items[i] : node);
	return well;
}

/* ---- dates and years ---- */

/* Four digits off the front, or five: a year too late is said to be one. */
static bool take_year(int *year, struct str *text)
{
	long number;
	bool is = str_take_digits(&number, text, 5) >= 4;
	*year = (int)number;
	return is;
}

/* 2026-09-30, 2026-09, 2026: days and months that exist. */
static bool parse_date(struct partial_date *out, struct str text)
{
	struct date day;
	long year, month = 0;
	if (date_parse(&day, text)) {
		struct civil civil = date_civil(day);
		*out = (struct partial_date){civil.year, civil.month, civil.day};
		return true;
	}
	bool has_month = text.len == 7 && text.ptr[4] == '-' && str_number(&month, str_sub(text, 5, 7), 2) &&
	                 month >= 1 && month <= 12;
	if ((text.len != 4 && !has_month) || !str_number(&year, str_sub(text, 0, 4), 4))
		return false;
	*out = (struct partial_date){(int)year, (int)month, 0};
	return true;
}

struct date partial_date_first(struct partial_date date)
{
	return date_from((struct civil){date.year, date.month ? date.month : 1, date.day ? date.day : 1});
}

struct date partial_date_last(struct partial_date date)
{
	if (date.day)
		return partial_date_first(date);
	bool over = date.month == 0 || date.month == 12;
	struct civil next = {over ? date.year + 1 : date.year, over ? 1 : date.month + 1, 1};
	return (struct date){date_from(next).day - 1};
}

static size_t spaces(struct str text)
{
	size_t len = 0;
	while (len < text.len && text.ptr[len] == ' ')
		len++;
	return len;
}

bool plan_period_parse(int *first, int *last, struct str text)
{
	struct str rest = str_trim(text), dash = STR("–");
	bool is_year = take_year(first, &rest);
	*last = *first;
	if (!is_year || rest.len == 0)
		return is_year;
	rest = str_sub(rest, spaces(rest), rest.len);
	if (str_starts(rest, dash))
		rest = str_sub(rest, dash.len, rest.len);
	else if (str_starts(rest, STR("-")))
		rest = str_sub(rest, 1, rest.len);
	else
		return false;
	rest = str_sub(rest, spaces(rest), rest.len);
	return take_year(last, &rest) && rest.len == 0;
}

bool front_year(int year, const struct yml_node *node, struct diags *diags)
{
	if (year >= YEAR_FIRST && year <= YEAR_LAST)
		return true;
	DIAG(diags, node->place, YEAR_RANGE, node->text);
	return false;
}

static bool read_date(struct partial_date *out, const struct front_reader *reader,
                      const struct yml_node *node)
{
	struct str text = {0}, rest;
	int year;
	if (!node || !yml_text(&text, node, reader->diags))
		return false;
	rest = text;
	if (take_year(&year, &rest) && rest.len == 0 && !front_year(year, node, reader->diags))
		return false;
	if (!parse_date(out, text)) {
		DIAG(reader->diags, node->place, PLAN_DATE, text);
		return false;
	}
	if (front_year(out->year, node, reader->diags))
		return true;
	*out = (struct partial_date){0};
	return false;
}

static void read_period(struct plan *out, const struct front_reader *reader, const struct yml_node *node)
{
	struct str text = {0};
	int first, last;
	if (!node || !yml_text(&text, node, reader->diags))
		return;
	if (!plan_period_parse(&first, &last, text)) {
		DIAG(reader->diags, node->place, PLAN_PERIOD, text);
		return;
	}
	if (!front_year(first, node, reader->diags) ||
	    (last != first && !front_year(last, node, reader->diags)))
		return;
	if (first > last) {
		DIAG(reader->diags, node->place, PLAN_PERIOD, text);
		return;
	}
	out->first_year = first;
	out->last_year = last;
}

/* ---- the rest ---- */

static void read_signed_for(struct plan *out, const struct front_reader *reader, const struct yml_node *node)
{
	static const struct str capacities[] = {STR_INIT("TM."), STR_INIT("KT."), STR_INIT("TL."),
	                                        STR_INIT("TUQ."), STR_INIT("Q.")};
	if (!front_texts(&out->signed_for, reader, node))
		return;
	for (size_t i = 0; i < out->signed_for.len; i++) {
		bool known = false;
		for (size_t j = 0; j < LENGTH(capacities); j++)
			known |= str_starts(out->signed_for.items[i], capacities[j]);
		const struct yml_node *item = node->kind == YML_LIST ? node->items[i] : node;
		if (!known)
			DIAG(reader->diags, item->place, PLAN_SIGNED_FOR, out->signed_for.items[i]);
	}
}

static void read_basis(struct legal_basis *out, const struct front_reader *reader,
                       const struct yml_node *node, struct partial_date issued)
{
	static const struct str keys[] = {STR_INIT("kind"), STR_INIT("number"), STR_INIT("date"),
	                                  STR_INIT("issuer")};
	yml_only(node, keys, LENGTH(keys), reader->diags);
	front_text(&out->kind, reader, yml_need(node, STR("kind"), reader->diags));
	front_text(&out->number, reader, yml_get(node, STR("number")));
	front_text(&out->issuer, reader, yml_get(node, STR("issuer")));
	const struct yml_node *date = yml_get(node, STR("date"));
	if (!date || !read_date(&out->date, reader, date))
		return;
	out->date_place = date->place;
	if (issued.year && partial_date_first(out->date).day > partial_date_last(issued).day)
		DIAG(reader->diags, date->place, PLAN_BASIS_LATER, date->text);
}

static void read_bases(struct plan *out, const struct front_reader *reader, const struct yml_node *node)
{
	if (!node || !yml_is(node, YML_LIST, reader->diags))
		return;
	out->legal_bases = ARENA_ARRAY(reader->arena, struct legal_basis, node->len);
	for (size_t i = 0; i < node->len; i++)
		if (yml_is(node->items[i], YML_MAP, reader->diags))
			read_basis(&out->legal_bases[out->n_legal_bases++], reader, node->items[i],
			           out->issued);
}

/* A plan without a number says that it bears none; 0 would pretend one. */
static void read_number(struct plan *out, const struct front_reader *reader, const struct yml_node *node)
{
	if (!node || !front_text(&out->number, reader, node))
		return;
	size_t zeros = 0;
	while (zeros < out->number.len && out->number.ptr[zeros] == '0')
		zeros++;
	if (zeros == out->number.len || out->number.ptr[zeros] == '/')
		DIAG(reader->diags, node->place, PLAN_NUMBER, out->number);
}

void plan_read(struct plan *out, const struct front_reader *reader, const struct yml_node *front)
{
	*out = (struct plan){0};
	read_number(out, reader, yml_get(front, STR("number")));
	front_text(&out->symbol, reader, yml_get(front, STR("symbol")));
	front_text(&out->place, reader, yml_get(front, STR("place")));
	const struct yml_node *issued = yml_get(front, STR("issued"));
	if (issued && read_date(&out->issued, reader, issued))
		out->issued_place = issued->place;
	front_text(&out->issuer, reader, yml_get(front, STR("issuer")));
	read_signed_for(out, reader, yml_get(front, STR("signed_for")));
	front_text(&out->signer_office, reader, yml_get(front, STR("signer_office")));
	front_text(&out->signer, reader, yml_get(front, STR("signer")));
	read_period(out, reader, yml_get(front, STR("period")));
	read_bases(out, reader, yml_get(front, STR("legal_bases")));
	front_texts(&out->recipients, reader, yml_get(front, STR("recipients")));
	front_text(&out->standing_body, reader, yml_get(front, STR("standing_body")));
	front_text(&out->text, reader, yml_get(front, STR("text")));
	out->official = str_eq(out->text, STR("official"));
}

struct str plan_years(struct arena *arena, const struct plan *plan)
{
	if (plan->first_year == 0)
		return (struct str){0};
	if (plan->last_year == plan->first_year)
		return str_printf(arena, "%d", plan->first_year);
	return str_printf(arena, "%d–%d", plan->first_year, plan->last_year);
}
