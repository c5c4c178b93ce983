#include "view/award.h"

#include "base/arena.h"
#include "rules/evaluate.h"
#include "view/condition.h"
#include "view/honours.h"
#include "view/parts.h"
#include "view/still.h"

#include <stdlib.h>

static struct value *say(const struct view *view, enum phrase phrase)
{
	return part_words(view, words_say(view->arena, view->words, phrase, NULL, 0));
}

/* 2026 or 2026–2030. */
static struct str cycle_text(const struct view *view, int from, int to)
{
	return from == to ? str_printf(view->arena, "%d", to) : str_printf(view->arena, "%d–%d", from, to);
}

/* ---- one cycle ---- */

struct named {
	const struct verdict *verdict;
	struct str key;
};

static struct str name_of(const struct verdict *verdict)
{
	return verdict->person.person ? verdict->person.person->name : verdict->person.id;
}

static int compare_named(const void *a, const void *b)
{
	const struct named *x = a, *y = b;
	if (x->verdict->eligible != y->verdict->eligible)
		return x->verdict->eligible ? -1 : 1;
	int order = str_cmp(x->key, y->key);
	return order ? order : (x->verdict > y->verdict) - (x->verdict < y->verdict);
}

/* Those that may be named: all collectives, and the individuals who are eligible; these first, by name. */
static struct named *named_of(size_t *n, const struct view *view, const struct award_cycle_result *cycle)
{
	struct named *named = ARENA_ARRAY(view->arena, struct named, cycle->n);
	const struct text_locale *locale = view->words->locale;
	bool individual = cycle->award->individual;
	*n = 0;
	for (size_t i = 0; i < cycle->n; i++) {
		const struct verdict *verdict = &cycle->verdicts[i];
		if (individual &&
		    (!verdict->eligible || withheld_verdict(view->site->withheld, cycle, verdict)))
			continue;
		struct str key = individual ? text_name_key(view->arena, locale, name_of(verdict))
		                            : text_sort_key(view->arena, locale,
		                                            part_label_text(view, &verdict->unit->name));
		named[(*n)++] = (struct named){verdict, key};
	}
	if (*n)
		qsort(named, *n, sizeof *named, compare_named);
	return named;
}

static struct value *leaf_tree(const struct view *view, const struct award_cycle_result *cycle,
                               const struct verdict *verdict, const struct leaf *leaf)
{
	struct value *map = part_map(view);
	struct str words = view_condition_text(view, cycle->award, leaf->condition);
	bool judged = leaf->condition->kind == CONDITION_JUDGED;
	struct str word = leaf->passed ? SAY_PLAIN(view->arena, view->words, STATUS_MET)
	                               : SAY_PLAIN(view->arena, view->words, STATUS_NOT_MET);
	PUT(view, map, "words", part_words(view, words));
	PUT(view, map, "evidence", judged ? view->no : view_proof(view, cycle, verdict, leaf));
	PUT(view, map, "evidence_href",
	    judged ? view->no : part_text(view, view_proof_href(view, cycle, leaf->condition)));
	PUT(view, map, "status", judged ? part_judged(view) : part_verdict(view, word, leaf->passed));
	return map;
}

/* Walks a condition beside its leaves and marks those that fail below what fails. */
static bool mark_failed(bool *failed, const struct leaf *leaves, size_t *next,
                        const struct condition *condition)
{
	size_t first = *next;
	long passed = 0;
	if (condition->kind != CONDITION_ALL && condition->kind != CONDITION_ANY) {
		failed[first] = !leaves[first].passed;
		return leaves[(*next)++].passed;
	}
	for (size_t i = 0; i < condition->n_children; i++)
		passed += mark_failed(failed, leaves, next, condition->children[i]);
	bool good = condition->kind == CONDITION_ALL ? passed == (long)condition->n_children
	                                             : passed >= condition->at_least;
	for (size_t i = first; good && i < *next; i++)
		failed[i] = false;
	return good;
}

/* Which leaves fail below what fails; as many as the award has. */
static const bool *failed_leaves(const struct view *view, const struct award *award,
                                 const struct verdict *verdict)
{
	bool *failed = ARENA_ARRAY(view->arena, bool, evaluate_count_leaves(award->requires));
	size_t next = 0;
	if (award->requires)
		mark_failed(failed, verdict->leaves, &next, award->requires);
	return failed;
}

struct value *view_failed(const struct view *view, const struct award *award, const struct verdict *verdict)
{
	struct value *list = part_list(view);
	const bool *failed = failed_leaves(view, award, verdict);
	for (size_t i = 0, n = evaluate_count_leaves(award->requires); i < n; i++)
		if (failed[i])
			value_push(view->arena, list,
			           part_words(view, view_condition_text(view, award,
			                                                verdict->leaves[i].condition)));
	return list;
}

static struct value *verdict_tree(const struct view *view, const struct award_cycle_result *cycle,
                                  const struct verdict *verdict)
{
	bool individual = cycle->award->individual;
	struct value *map = part_map(view), *leaves = part_list(view);
	struct str word = verdict->eligible ? SAY_PLAIN(view->arena, view->words, STATUS_ELIGIBLE)
	                                    : SAY_PLAIN(view->arena, view->words, STATUS_NOT_ELIGIBLE);
	const bool *failed = failed_leaves(view, cycle->award, verdict);
	for (size_t i = 0; i < cycle->n_leaves; i++) {
		struct value *leaf = leaf_tree(view, cycle, verdict, &verdict->leaves[i]);
		PUT(view, leaf, "still", failed[i] ? view_still(view, cycle, &verdict->leaves[i]) : view->no);
		value_push(view->arena, leaves, leaf);
	}
	PUT(view, map, "name",
	    individual ? view_person_name(view, name_of(verdict)) : part_unit(view, verdict->unit));
	PUT(view, map, "unit", individual ? part_unit(view, verdict->unit) : view->no);
	PUT(view, map, "verdict", part_verdict(view, word, verdict->eligible));
	PUT(view, map, "leaves", leaves);
	PUT_LIST(view, map, "failed", view_failed(view, cycle->award, verdict));
	return map;
}

static struct str candidates_text(const struct view *view, const struct award_cycle_result *cycle)
{
	struct str n = part_count_text(view, cycle->n);
	return cycle->award->individual ? SAY(view->arena, view->words, PEOPLE_COUNT, n)
	                                : SAY(view->arena, view->words, UNITS_COUNT, n);
}

static struct value *quota_words(const struct view *view, const struct award_cycle_result *cycle)
{
	struct value *list = part_list(view);
	const struct award *award = cycle->award;
	for (size_t i = 0; i < award->n_quotas; i++)
		value_push(view->arena, list,
		           part_words(view, view_quota_text(view, award, &award->quotas[i], cycle)));
	return list;
}

static struct value *eligibility_downloads(const struct view *view)
{
	struct value *list = part_list(view);
	part_download(view, list, STR("CSV"), STR("/data/awards/eligibility.csv"), view->no);
	return list;
}

/* What an award draws on that is declared to be invented: its candidates. */
static const struct resource *drawn_on(const struct view *view, const struct award *award)
{
	if (award->candidates.given)
		return award->candidates.of.resource;
	return award->individual ? view->site->model->nominees.origin.resource
	                         : view->site->model->units.origin.resource;
}

static struct value *cycle_tree(struct view *view, const struct award_cycle_result *cycle, bool in_text)
{
	const struct award *award = cycle->award;
	struct str text = cycle_text(view, cycle->from, cycle->to);
	struct value *rows = part_list(view), *period = part_map(view);
	struct value *caption =
	        PART_SAY(view, ELIGIBILITY_CAPTION, part_label_text(view, &award->title), text);
	struct value *map = part_view(view, in_text, caption, drawn_on(view, award));
	size_t n, others = award->individual ? cycle->n - cycle->n_eligible : 0;
	struct named *named = named_of(&n, view, cycle);
	for (size_t i = 0; i < n; i++)
		value_push(view->arena, rows, verdict_tree(view, cycle, named[i].verdict));
	PUT(view, period, "value", value_string(view->arena, cycle->name));
	PUT(view, period, "text", value_string(view->arena, text));
	PUT(view, map, "link", in_text ? part_award(view, award) : view->no);
	PUT_LIST(view, map, "downloads", in_text ? eligibility_downloads(view) : part_list(view));
	PUT(view, map, "award", part_award(view, award));
	PUT(view, map, "cycle", period);
	PUT(view, map, "is_individual", part_bool(view, award->individual));
	PUT(view, map, "eligible_words",
	    PART_SAY(view, ELIGIBLE_COUNT, part_count_text(view, cycle->n_eligible),
	             candidates_text(view, cycle)));
	part_put_list(view, map, STR("quota_words"), STR("has_quota"), quota_words(view, cycle));
	PUT_LIST(view, map, "rows", rows);
	PUT(view, map, "others",
	    others ? PART_SAY(view, OTHERS_NOT_ELIGIBLE, part_count_text(view, others)) : view->no);
	return map;
}

/* ---- the view in a text ---- */

static bool find_cycle(struct view_request *out, const struct spec_option *asked, struct diags *diags)
{
	const struct award_result *result = out->award;
	out->cycle = result->n ? &result->cycles[result->n - 1] : NULL;
	for (size_t i = 0; asked && i < result->n; i++) {
		out->cycle = &result->cycles[i];
		if (str_eq(out->cycle->name, asked->value.text))
			return true;
	}
	if (!asked)
		return true;
	return option_no_period(asked, result->award->id, result->n ? result->cycles[0].name : STR(""),
	                        result->n ? out->cycle->name : STR(""), diags);
}

bool view_resolve_eligibility(struct view_request *out, struct arena *arena, const struct view_site *site,
                              const struct view_spec *spec, struct diags *diags)
{
	static const struct str keys[] = {STR_INIT("period")};
	const struct awards *awards = &site->model->awards;
	(void)arena;
	bool good = option_only(spec, keys, LENGTH(keys), diags);
	if (!option_needs_thing(spec, diags))
		return false;
	const struct award *award = model_award(site->model, spec->thing.text);
	out->unjudged = site->awards_broken;
	if (!award && !site->awards_broken)
		DIAG(diags, spec->thing.place, UNKNOWN_AWARD, spec->thing.text);
	if (!award)
		return out->unjudged;
	out->award = &site->awards[award - awards->items];
	out->unjudged = award->broken || out->award->broken;
	if (out->unjudged)
		return good;
	if (award->cycle == CYCLE_SPOT) {
		DIAG(diags, spec->thing.place, ELIGIBILITY_SPOT, award->id);
		return false;
	}
	return find_cycle(out, spec_option(spec, keys[0]), diags) && good;
}

/* An award whose first year is still to come has no cycle yet: nothing but its name. */
static struct value *empty_tree(struct view *view, const struct award *award)
{
	struct award_cycle_result none = {.award = award, .from = award->from, .to = award->from};
	none.name = str_printf(view->arena, "%d", award->from);
	return cycle_tree(view, &none, true);
}

struct value *view_build_eligibility(struct view *view, const struct view_request *request)
{
	return request->cycle ? cycle_tree(view, request->cycle, true)
	                      : empty_tree(view, request->award->award);
}

/* ---- the page ---- */

struct value *view_award_form(const struct view *view, const struct award *award)
{
	static const enum phrase forms[] = {[FORM_CERTIFICATE] = PHRASE_FORM_GIAY_KHEN,
	                                    [FORM_MERIT] = PHRASE_FORM_BANG_KHEN,
	                                    [FORM_FLAG] = PHRASE_FORM_CO_THI_DUA,
	                                    [FORM_EMULATION_TITLE] = PHRASE_FORM_DANH_HIEU,
	                                    [FORM_ORDER] = PHRASE_FORM_HUAN_CHUONG,
	                                    [FORM_STATE_TITLE] = PHRASE_FORM_DANH_HIEU_VINH_DU,
	                                    [FORM_OTHER] = PHRASE_FORM_OTHER};
	return award ? say(view, forms[award->form]) : view->no;
}

static struct value *cycle_words(const struct view *view, const struct award *award)
{
	if (award->cycle == CYCLE_TERM)
		return PART_SAY(view, CYCLE_TERM, cycle_text(view, award->from, award->to));
	return say(view, award->cycle == CYCLE_SPOT ? PHRASE_CYCLE_SPOT : PHRASE_CYCLE_YEAR);
}

static void put_facts(const struct view *view, struct value *map, const struct award *award)
{
	static const enum phrase levels[] = {[LEVEL_COMMUNE] = PHRASE_LEVEL_COMMUNE,
	                                     [LEVEL_DISTRICT] = PHRASE_LEVEL_DISTRICT,
	                                     [LEVEL_PROVINCE] = PHRASE_LEVEL_PROVINCE,
	                                     [LEVEL_STATE] = PHRASE_LEVEL_STATE};
	PUT(view, map, "id", value_string(view->arena, award->id));
	PUT(view, map, "title", part_label(view, &award->title));
	PUT(view, map, "plan", part_plan(view, award->plan_id));
	PUT(view, map, "section", part_text(view, award->section));
	PUT(view, map, "reading", award->has_reading ? part_label(view, &award->reading) : view->no);
	PUT(view, map, "form", view_award_form(view, award));
	PUT(view, map, "level", say(view, levels[award->level]));
	PUT(view, map, "recipient",
	    say(view, award->individual ? PHRASE_RECIPIENT_INDIVIDUAL : PHRASE_RECIPIENT_COLLECTIVE));
	PUT(view, map, "cycle", cycle_words(view, award));
	PUT(view, map, "decided_by",
	    say(view, award->decided_above ? PHRASE_DECIDED_ABOVE : PHRASE_DECIDED_HERE));
	PUT(view, map, "deadline", view_deadline(view, award));
	PUT(view, map, "requires", award->requires ? view_condition(view, award, award->requires) : view->no);
}

static struct value *quota_list(const struct view *view, const struct award *award)
{
	struct value *list = part_list(view);
	for (size_t i = 0; i < award->n_quotas; i++) {
		const struct quota *quota = &award->quotas[i];
		struct value *map = part_map(view);
		PUT(view, map, "words", part_words(view, view_quota_text(view, award, quota, NULL)));
		PUT(view, map, "reading", quota->has_reading ? part_label(view, &quota->reading) : view->no);
		value_push(view->arena, list, map);
	}
	return list;
}

/* A document without a label is named by its category in `dossiers`, else by its id. */
static struct value *document_list(const struct view *view, const struct award *award)
{
	struct value *list = part_list(view);
	const struct resource *dossiers = view->site->model->dossiers.origin.resource;
	for (size_t i = 0; i < award->n_documents; i++) {
		const struct award_document *document = &award->documents[i];
		value_push(view->arena, list,
		           document->has_label ? part_label(view, &document->label)
		                               : part_cell(view, dossiers, STR("document"), document->id));
	}
	return list;
}

/* The cycles, newest first, and links to them. */
static void put_cycles(struct view *view, struct value *map, const struct award_result *result)
{
	struct value *links = part_list(view), *cycles = part_list(view);
	for (size_t i = result->n, number = 1; i-- > 0; number++) {
		const struct award_cycle_result *cycle = &result->cycles[i];
		struct str id = str_printf(view->arena, "page_view_e%zu", number);
		struct value *tree = cycle_tree(view, cycle, false);
		struct value *link = part_link_text(view, cycle_text(view, cycle->from, cycle->to),
		                                    STR_JOIN(view->arena, STR("#"), id));
		PUT(view, tree, "id", value_string(view->arena, id));
		PUT(view, link, "is_current", part_bool(view, number == 1));
		value_push(view->arena, cycles, tree);
		value_push(view->arena, links, link);
	}
	PUT_LIST(view, map, "cycles", links);
	PUT_LIST(view, map, "eligibility", cycles);
}

void view_award_head(struct view_head *out, const struct view *view, const struct award *award)
{
	*out = (struct view_head){.kind = STR("award"), .title = award->title, .updated = DATE_NONE};
	out->committed = DATE_NONE;
	out->draws_on = drawn_on(view, award);
}

void view_award(struct view *view, struct value *tree, const struct award *award)
{
	struct value *map = part_map(view);
	put_facts(view, map, award);
	PUT_LIST(view, map, "quota", quota_list(view, award));
	PUT_LIST(view, map, "documents", document_list(view, award));
	put_cycles(view, map, &view->site->awards[award->index]);
	PUT_LIST(view, map, "honours", view_honours_of_award(view, award));
	PUT_LIST(view, map, "downloads", eligibility_downloads(view));
	PUT(view, tree, "award", map);
}
