#include "rules/award.h"

#include "base/arena.h"
#include "rules/calendar.h"
#include "rules/evaluate.h"

#include <stdlib.h>

void evidence_open(struct evidence *out, struct arena *arena, const struct model *model,
                   const struct league_result *leagues, const struct scorecard_result *scorecards)
{
	*out = (struct evidence){
	        .model = model, .leagues = leagues, .scorecards = scorecards, .arena = arena};
}

/* ---- candidates ---- */

static int order_verdicts(const void *a, const void *b)
{
	const struct verdict *x = a, *y = b;
	if (x->unit != y->unit) {
		if (!x->unit || !y->unit)
			return x->unit ? 1 : -1;
		return str_cmp(x->unit->id, y->unit->id);
	}
	int order = str_cmp(x->person.id, y->person.id);
	return order ? order : (x->row > y->row) - (x->row < y->row);
}

static bool same(const struct verdict *a, const struct verdict *b)
{
	return a->unit == b->unit && str_eq(a->person.id, b->person.id);
}

/* What a row of the table of candidates stands for; false: for nobody. */
static bool read_candidate(struct verdict *out, struct evidence *evidence, const struct award *award,
                           const struct resource *resource, size_t row, int year)
{
	const struct model *model = evidence->model;
	*out = (struct verdict){
	        .unit = model_unit(model, model_text(evidence->arena, resource, row, STR("unit"))),
	        .row = row};
	if (!award->individual)
		return out->unit && unit_valid(out->unit, period_of_year(year).last);
	out->person.id = model_text(evidence->arena, resource, row, STR("person"));
	out->person.person = model_person(model, out->person.id);
	return out->person.id.len > 0;
}

/* Without `candidates` an award of collectives looks at all units, one of individuals at its own nominees. */
static bool is_meant(struct evidence *evidence, const struct award_cycle_result *cycle,
                     const struct candidates *candidates, const struct resource *resource, size_t row)
{
	struct filter_scope scope = {.unit = model_text(evidence->arena, resource, row, STR("unit")),
	                             .person = model_text(evidence->arena, resource, row, STR("person")),
	                             .year = cycle->name};
	if (candidates->given)
		return filter_match(&candidates->of, evidence->model, evidence->arena, row, &scope);
	return !cycle->award->individual ||
	       (str_eq(model_text(evidence->arena, resource, row, STR("award")), cycle->award->id) &&
	        evidence_in_years(evidence, resource, evidence_time_field(resource), row, cycle->from,
	                          cycle->to));
}

static const struct resource *table_of(const struct evidence *evidence, const struct award *award,
                                       const struct candidates *candidates)
{
	if (candidates->given)
		return candidates->of.resource;
	return award->individual ? evidence->model->nominees.origin.resource
	                         : evidence->model->units.origin.resource;
}

static void add_unlisted_units(struct award_cycle_result *out, struct arena *arena, const struct model *model)
{
	out->verdicts = ARENA_ARRAY(arena, struct verdict, model->units.len);
	for (size_t i = 0; i < model->units.len; i++)
		out->verdicts[out->n++] = (struct verdict){.unit = &model->units.items[i], .row = SIZE_MAX};
}

/* All candidates, each once, by unit and person. */
static void list_candidates(struct award_cycle_result *out, struct arena *arena, struct evidence *evidence,
                            const struct candidates *candidates)
{
	const struct award *award = out->award;
	const struct resource *resource = table_of(evidence, award, candidates);
	size_t kept = 0;
	out->candidates = resource;
	if (resource) {
		out->verdicts = ARENA_ARRAY(arena, struct verdict, resource->table.rows);
		for (size_t row = 0; row < resource->table.rows; row++)
			if (is_meant(evidence, out, candidates, resource, row) &&
			    read_candidate(&out->verdicts[out->n], evidence, award, resource, row, out->to))
				out->n++;
	} else if (!award->individual) {
		add_unlisted_units(out, arena, evidence->model);
	}
	if (out->n)
		qsort(out->verdicts, out->n, sizeof *out->verdicts, order_verdicts);
	for (size_t i = 0; i < out->n; i++)
		if (!kept || !same(&out->verdicts[kept - 1], &out->verdicts[i]))
			out->verdicts[kept++] = out->verdicts[i];
	out->n = kept;
}

bool award_is_candidate(struct evidence *evidence, const struct award_cycle_result *cycle,
                        const struct candidates *candidates, const struct unit *unit, struct str person)
{
	struct award_cycle_result among = {
	        .award = cycle->award, .from = cycle->from, .to = cycle->to, .name = cycle->name};
	list_candidates(&among, evidence->arena, evidence, candidates);
	return award_verdict(&among, unit, person) != NULL;
}

/* ---- cycles ---- */

/* The first year that a table has of an award; `none` where it has none. */
static int first_year(const struct model *model, const struct award *award, int none)
{
	int first = none;
	for (size_t i = 0; i < model->honours.len; i++) {
		const struct honour *honour = &model->honours.items[i];
		if (honour->award == award && honour->year && honour->year < first)
			first = honour->year;
	}
	for (size_t i = 0; i < model->nominees.len; i++) {
		const struct nominee *nominee = &model->nominees.items[i];
		if (nominee->award == award && nominee->year && nominee->year < first)
			first = nominee->year;
	}
	return first;
}

static void list_cycles(struct award_result *out, struct arena *arena, const struct model *model)
{
	const struct award *award = out->award;
	int today = date_civil(model->today).year;
	int to = award->to && award->to < today ? award->to : today;
	int from = award->from ? award->from : first_year(model, award, to);
	if (award->cycle == CYCLE_SPOT)
		return;
	if (award->cycle == CYCLE_TERM) {
		out->cycles = ARENA_NEW(arena, struct award_cycle_result);
		out->cycles[out->n++] = (struct award_cycle_result){
		        .award = award,
		        .from = award->from,
		        .to = award->to,
		        .name = str_printf(arena, "%d-%d", award->from, award->to)};
		return;
	}
	out->cycles = ARENA_ARRAY(arena, struct award_cycle_result, to >= from ? (size_t)(to - from) + 1 : 0);
	for (int year = from; year <= to; year++)
		out->cycles[out->n++] = (struct award_cycle_result){
		        .award = award, .from = year, .to = year, .name = str_printf(arena, "%d", year)};
}

static void judge_cycle(struct award_cycle_result *cycle, struct arena *arena, struct evidence *evidence)
{
	const struct condition *requires = cycle->award->requires;
	list_candidates(cycle, arena, evidence, &cycle->award->candidates);
	cycle->n_leaves = evaluate_count_leaves(requires);
	struct leaf *leaves = ARENA_ARRAY(arena, struct leaf, cycle->n * cycle->n_leaves);
	for (size_t i = 0; i < cycle->n; i++) {
		struct verdict *verdict = &cycle->verdicts[i];
		struct candidate candidate = {verdict->unit, verdict->person.id, cycle->from, cycle->to};
		struct leaf *own = leaves ? &leaves[i * cycle->n_leaves] : NULL;
		verdict->leaves = own;
		verdict->eligible = evaluate(own, evidence, requires, &candidate);
		cycle->n_eligible += verdict->eligible;
	}
}

/* ---- deadline ---- */

bool award_deadline(struct date *out, const struct award *award, int cycle_to)
{
	const struct deadline *deadline = &award->deadline;
	if (deadline->kind == DEADLINE_NONE)
		return false;
	if (deadline->kind == DEADLINE_DATE) {
		*out = deadline->on;
	} else {
		*out = calendar_day(cycle_to + (deadline->same_year ? 0 : 1), deadline->month, deadline->day);
	}
	out->day -= deadline->before;
	return true;
}

/* A date must not come before the end of the last year that conditions look at, or that year cannot count. A
 * day of each year is chosen by the plan, knowing the cycle: it may lie in the cycle's own year, not before
 * the years that conditions name. */
static void check_deadline(const struct award_result *result, struct arena *arena, const struct model *model,
                           struct diags *diags)
{
	const struct award *award = result->award;
	struct date day;
	int to = award->to ? award->to : date_civil(model->today).year;
	int last = evaluate_last_year(award->requires, to);
	if (award->cycle == CYCLE_SPOT || !last || !award_deadline(&day, award, to))
		return;
	struct period year = period_of_year(last);
	if (day.day >= (award->deadline.kind == DEADLINE_DATE ? year.last.day : year.first.day))
		return;
	int first = date_civil(day).year;
	struct str years =
	        first >= last ? str_printf(arena, "%d", last) : str_printf(arena, "%d-%d", first, last);
	DIAG_ABOUT(diags, award->deadline.place, DEADLINE_BEFORE_DATA, award->id, date_iso(arena, day),
	           award->id, years);
}

/* ---- the whole ---- */

static bool is_broken(const struct evidence *evidence, const struct award *award)
{
	bool broken = award->broken || evaluate_broken(evidence, award->requires) ||
	              evaluate_broken(evidence, award->outside_requires);
	for (size_t i = 0; i < award->n_quotas; i++)
		broken = broken || evaluate_broken(evidence, award->quotas[i].when);
	const struct resource *table = award->broken ? NULL : table_of(evidence, award, &award->candidates);
	return broken || (table && table->broken);
}

void award_compute(struct award_result *out, struct arena *arena, struct evidence *evidence,
                   const struct award *award, struct diags *diags)
{
	*out = (struct award_result){.award = award, .broken = is_broken(evidence, award)};
	if (!award->broken)
		check_deadline(out, arena, evidence->model, diags);
	if (out->broken)
		return;
	list_cycles(out, arena, evidence->model);
	for (size_t i = 0; i < out->n; i++)
		judge_cycle(&out->cycles[i], arena, evidence);
}

/* ---- asking ---- */

const struct award_cycle_result *award_cycle(const struct award_result *result, int year)
{
	for (size_t i = 0; i < result->n; i++)
		if (year >= result->cycles[i].from && year <= result->cycles[i].to)
			return &result->cycles[i];
	return NULL;
}

const struct verdict *award_verdict(const struct award_cycle_result *cycle, const struct unit *unit,
                                    struct str person)
{
	struct verdict wanted = {.unit = unit};
	wanted.person.id = person;
	for (size_t i = 0; !unit && i < cycle->n; i++)
		if (str_eq(cycle->verdicts[i].person.id, person))
			return &cycle->verdicts[i];
	size_t from = 0, to = cycle->n;
	while (unit && from < to) {
		size_t middle = from + (to - from) / 2;
		if (same(&cycle->verdicts[middle], &wanted))
			return &cycle->verdicts[middle];
		if (order_verdicts(&cycle->verdicts[middle], &wanted) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return NULL;
}

/* Adds the names of what fails below a condition; takes them back where it holds after all. */
static bool add_failed(struct buf *names, const struct condition *condition, const struct leaf **next)
{
	size_t before = names->len;
	long passed = 0;
	if (condition->kind != CONDITION_ALL && condition->kind != CONDITION_ANY) {
		bool good = (*next)++->passed;
		if (!good && names->len)
			buf_char(names, ';');
		if (!good)
			buf_add(names, condition->id.len ? condition->id : condition_name(condition->kind));
		return good;
	}
	for (size_t i = 0; i < condition->n_children; i++)
		passed += add_failed(names, condition->children[i], next);
	bool good = condition->kind == CONDITION_ALL ? passed == (long)condition->n_children
	                                             : passed >= condition->at_least;
	if (good)
		names->len = before;
	return good;
}

struct str award_failed(struct arena *arena, const struct award *award, const struct leaf *leaves)
{
	struct buf names;
	buf_init(&names, 1 << 20);
	if (award->requires)
		add_failed(&names, award->requires, &leaves);
	struct str copy = str_dup(arena, buf_str(&names));
	buf_free(&names);
	return copy;
}

/* ---- quota ---- */

static void base_of(struct decimal *out, struct evidence *evidence, const struct award_cycle_result *cycle,
                    const struct quota *quota, const struct unit *unit)
{
	const struct resource *resource = quota->base.resource;
	struct filter_scope scope = {.unit = unit ? unit->id : (struct str){0}, .year = cycle->name};
	size_t time = evidence_time_field(resource);
	*out = decimal_from(0);
	for (size_t row = 0; row < resource->table.rows; row++) {
		struct decimal value = decimal_from(1);
		if (!evidence_in_years(evidence, resource, time, row, cycle->from, cycle->to) ||
		    !filter_match(&quota->base, evidence->model, evidence->arena, row, &scope))
			continue;
		if (quota->base_column == SIZE_MAX ||
		    resource_decimal(&value, evidence->arena, resource, row, quota->base_column))
			*out = decimal_add(evidence->arena, *out, value);
	}
}

bool award_limit(long *out, struct evidence *evidence, const struct award_cycle_result *cycle,
                 const struct quota *quota, const struct unit *unit)
{
	struct decimal base = decimal_from((long)cycle->n);
	*out = quota->max;
	if (!quota->is_share)
		return true;
	if (quota->has_base)
		base_of(&base, evidence, cycle, quota, unit);
	else if (cycle->award->cycle == CYCLE_SPOT)
		return false;
	base = decimal_mul(evidence->arena, base, quota->share);
	return decimal_to_long(out, decimal_floor(evidence->arena, base));
}
