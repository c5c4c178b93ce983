#include "rules/award.h"

#include "base/arena.h"
#include "rules/evaluate.h"

#include <stdlib.h>

struct check {
	struct arena *arena;
	struct evidence *evidence;
	const struct model *model;
	const struct award_result *awards;
	const bool *published;
	struct honour_result *results;
	struct diags *diags;
};

static const struct award_result *result_of(const struct check *check, const struct award *award)
{
	return award ? &check->awards[award->index] : NULL;
}

static bool is_published(const struct check *check, const struct honour *honour)
{
	return check->published && check->published[honour->row];
}

static bool is_decided(const struct honour *honour)
{
	return honour->state == HONOUR_DECIDED;
}

static struct str key_of(const struct check *check, const struct honour *honour)
{
	return resource_key(check->arena, check->model->honours.origin.resource, honour->row);
}

static struct str whom(const struct honour *honour)
{
	if (honour->person.id.len)
		return honour->person.id;
	return honour->unit ? honour->unit->id : (struct str){0};
}

/* The cell that a problem is about; the row's beginning where the table has no such column. */
static struct place place_of(const struct check *check, const struct honour *honour, struct str column)
{
	const struct resource *resource = check->model->honours.origin.resource;
	size_t field = resource_field(resource, column);
	return field == SIZE_MAX ? model_row_place(resource, honour->row)
	                         : resource_place(resource, honour->row, field);
}

/* Says a mismatch: an error; a warning where another level decided; where an edition has the row already only
 * what later data say of it. */
static void say(const struct check *check, const struct honour *honour, struct str column,
                enum honour_mismatch mismatch, enum message error, enum message warning,
                const struct str *args, size_t n)
{
	struct honour_result *result = &check->results[honour->row];
	struct place place = place_of(check, honour, column);
	result->mismatches |= mismatch;
	if (is_published(check, honour)) {
		DIAG_ABOUT(check->diags, model_row_place(check->model->honours.origin.resource, honour->row),
		           AWARD_LATER, key_of(check, honour), whom(honour), honour->award_id,
		           diag_code(error));
		return;
	}
	bool above = honour->award && honour->award->decided_above;
	diag_add(check->diags, place, above ? warning : error,
	         above ? key_of(check, honour) : (struct str){0}, args, n);
}

#define SAY(check, honour, column, mismatch, id, ...)                                                        \
	say((check), (honour), (column), (mismatch), MESSAGE_##id, MESSAGE_##id##_ABOVE,                     \
	    (const struct str[]){__VA_ARGS__},                                                               \
	    sizeof((const struct str[]){__VA_ARGS__}) / sizeof(struct str))

/* ---- candidates and conditions ---- */

static struct str whom_column(const struct honour *honour)
{
	return honour->recipient == RECIPIENT_INDIVIDUAL ? STR("person") : STR("unit");
}

static void check_inside(const struct check *check, const struct honour *honour,
                         const struct award_cycle_result *cycle)
{
	const struct award *award = honour->award;
	struct honour_result *result = &check->results[honour->row];
	bool individual = honour->recipient == RECIPIENT_INDIVIDUAL;
	struct str person = individual ? honour->person.id : (struct str){0};
	if (individual == award->individual && (honour->unit || person.len))
		result->verdict = award_verdict(cycle, honour->unit, person);
	if (!result->verdict)
		SAY(check, honour, whom_column(honour), HONOUR_NOT_CANDIDATE, AWARD_NOT_CANDIDATE,
		    whom(honour), award->id, cycle->name);
	else if (!result->verdict->eligible)
		SAY(check, honour, whom_column(honour), HONOUR_NOT_ELIGIBLE, AWARD_NOT_ELIGIBLE, whom(honour),
		    award->id, cycle->name, award_failed(check->arena, award, result->verdict->leaves));
}

/* Rows outside the quota are judged by what `outside` says. */
static void check_outside(const struct check *check, const struct honour *honour,
                          const struct award_cycle_result *cycle)
{
	const struct award *award = honour->award;
	struct candidate candidate = {honour->unit, honour->person.id, cycle->from, cycle->to};
	if (award->outside_candidates.given &&
	    !award_is_candidate(check->evidence, cycle, &award->outside_candidates, honour->unit,
	                        honour->person.id)) {
		SAY(check, honour, whom_column(honour), HONOUR_NOT_CANDIDATE, AWARD_NOT_CANDIDATE,
		    whom(honour), award->id, cycle->name);
		return;
	}
	struct leaf *leaves =
	        ARENA_ARRAY(check->arena, struct leaf, evaluate_count_leaves(award->outside_requires));
	if (!evaluate(leaves, check->evidence, award->outside_requires, &candidate))
		SAY(check, honour, whom_column(honour), HONOUR_NOT_ELIGIBLE, AWARD_NOT_ELIGIBLE, whom(honour),
		    award->id, cycle->name, STR("outside"));
}

static void check_eligible(const struct check *check, const struct honour *honour)
{
	const struct award_result *award = result_of(check, honour->award);
	struct honour_result *result = &check->results[honour->row];
	if (!award || award->broken || honour->award->cycle == CYCLE_SPOT)
		return;
	result->cycle = award_cycle(award, honour->year);
	if (result->outside && !honour->award->has_outside)
		return; /* without a rule for them nothing is asked of rows outside the quota */
	if (result->cycle && result->outside)
		check_outside(check, honour, result->cycle);
	else if (result->cycle)
		check_inside(check, honour, result->cycle);
	else
		SAY(check, honour, STR("year"), HONOUR_NOT_CANDIDATE, AWARD_NO_CYCLE, honour->award->id,
		    str_printf(check->arena, "%d", honour->year));
}

/* ---- quota ---- */

/* A row that a line of the quota may limit, of `honours` or of `nominees`. */
struct claim {
	const struct honour *honour; /* or */
	const struct nominee *nominee;
	const struct unit *unit;
	struct str person, proposed_by;
	int year;
};

static struct str share_of(const struct quota *quota, const struct claim *claim)
{
	switch (quota->per) {
	case PER_UNIT:
		return claim->unit ? claim->unit->id : (struct str){0};
	case PER_PROPOSED_BY:
		return claim->proposed_by;
	case PER_AWARD:
		break;
	}
	return (struct str){0};
}

static bool is_limited(const struct check *check, const struct award_cycle_result *cycle,
                       const struct quota *quota, const struct claim *claim)
{
	struct candidate candidate = {claim->unit, claim->person, cycle->from, cycle->to};
	if (claim->year < cycle->from || claim->year > cycle->to)
		return false;
	struct leaf *leaves = ARENA_ARRAY(check->arena, struct leaf, evaluate_count_leaves(quota->when));
	return evaluate(leaves, check->evidence, quota->when, &candidate);
}

static struct str per_name(enum quota_per per)
{
	return per == PER_UNIT          ? STR("per: unit")
	       : per == PER_PROPOSED_BY ? STR("per: proposed_by")
	                                : STR("per: award");
}

static void say_claim(const struct check *check, const struct claim *claim, const struct award *award,
                      long limit, enum quota_per per)
{
	struct str most = str_printf(check->arena, "%ld", limit), name = per_name(per);
	const struct resource *nominees = check->model->nominees.origin.resource;
	if (claim->honour && !(check->results[claim->honour->row].mismatches & HONOUR_OVER_QUOTA))
		SAY(check, claim->honour, STR("award"), HONOUR_OVER_QUOTA, AWARD_QUOTA, award->id, most,
		    name);
	if (claim->nominee)
		DIAG_ABOUT(check->diags, model_row_place(nominees, claim->nominee->row), NOMINEE_QUOTA,
		           resource_key(check->arena, nominees, claim->nominee->row), award->id, most, name);
}

/* What is taken of one share. */
struct share {
	bool limited;
	long limit, taken;
};

static struct share *share_for(struct map *shares, const struct check *check,
                               const struct award_cycle_result *cycle, const struct quota *quota,
                               const struct claim *claim)
{
	void **slot = map_put(shares, STR_JOIN(check->arena, STR("/"), share_of(quota, claim)));
	if (!*slot) {
		struct share *share = ARENA_NEW(check->arena, struct share);
		const struct unit *unit = quota->per == PER_UNIT ? claim->unit : NULL;
		share->limited = award_limit(&share->limit, check->evidence, cycle, quota, unit);
		*slot = share;
	}
	return *slot;
}

/* One line in one cycle: the rows of each share are counted in the order of the file. */
static void check_line(const struct check *check, const struct award_cycle_result *cycle,
                       const struct quota *quota, const struct claim *claims, size_t n, bool *said)
{
	struct map shares;
	map_init(&shares, check->arena);
	for (size_t i = 0; i < n; i++) {
		if (!is_limited(check, cycle, quota, &claims[i]))
			continue;
		struct share *share = share_for(&shares, check, cycle, quota, &claims[i]);
		if (!share->limited || ++share->taken <= share->limit || said[i])
			continue;
		said[i] = true;
		say_claim(check, &claims[i], cycle->award, share->limit, quota->per);
	}
}

static void check_claims(const struct check *check, const struct award_result *award,
                         const struct claim *claims, size_t n)
{
	bool *said = ARENA_ARRAY(check->arena, bool, n);
	for (size_t q = 0; q < award->award->n_quotas; q++)
		for (size_t i = 0; i < award->n; i++)
			check_line(check, &award->cycles[i], &award->award->quotas[q], claims, n, said);
}

/* A spot award has no cycles; its quota is that of each year. */
static struct award_result spot_years(const struct check *check, const struct award_result *award,
                                      const struct claim *claims, size_t n)
{
	struct award_result years = *award;
	years.cycles = ARENA_ARRAY(check->arena, struct award_cycle_result, n);
	for (size_t i = 0; i < n; i++)
		if (!award_cycle(&years, claims[i].year))
			years.cycles[years.n++] = (struct award_cycle_result){
			        .award = award->award,
			        .from = claims[i].year,
			        .to = claims[i].year,
			        .name = str_printf(check->arena, "%d", claims[i].year)};
	return years;
}

static size_t claim_honours(struct claim *out, const struct check *check, const struct award *award)
{
	size_t n = 0;
	for (size_t i = 0; i < check->model->honours.len; i++) {
		const struct honour *honour = &check->model->honours.items[i];
		if (honour->award == award && is_decided(honour) && !check->results[honour->row].outside)
			out[n++] = (struct claim){.honour = honour,
			                          .unit = honour->unit,
			                          .person = honour->person.id,
			                          .proposed_by = honour->proposed_by,
			                          .year = honour->year};
	}
	return n;
}

static size_t claim_nominees(struct claim *out, const struct check *check, const struct award *award)
{
	size_t n = 0;
	for (size_t i = 0; i < check->model->nominees.len; i++) {
		const struct nominee *nominee = &check->model->nominees.items[i];
		if (nominee->award == award)
			out[n++] = (struct claim){.nominee = nominee,
			                          .unit = nominee->unit,
			                          .person = nominee->person.id,
			                          .proposed_by = nominee->proposed_by,
			                          .year = nominee->year};
	}
	return n;
}

static void check_quota(const struct check *check, const struct award_result *award)
{
	const struct model *model = check->model;
	size_t most = model->honours.len > model->nominees.len ? model->honours.len : model->nominees.len;
	if (award->broken || award->award->n_quotas == 0)
		return;
	struct claim *claims = ARENA_ARRAY(check->arena, struct claim, most);
	for (int which = 0; which < 2; which++) {
		bool broken = which ? model->nominees.origin.broken : model->honours.origin.broken;
		size_t n = broken  ? 0
		           : which ? claim_nominees(claims, check, award->award)
		                   : claim_honours(claims, check, award->award);
		struct award_result years = *award;
		if (award->award->cycle == CYCLE_SPOT)
			years = spot_years(check, award, claims, n);
		check_claims(check, &years, claims, n);
	}
}

/* ---- repetition, authority, documents ---- */

static void check_repeated(const struct check *check)
{
	struct map honoured;
	map_init(&honoured, check->arena);
	for (size_t i = 0; i < check->model->honours.len; i++) {
		const struct honour *honour = &check->model->honours.items[i];
		if (!is_decided(honour) || honour->achievement.len == 0)
			continue;
		void **slot = map_put(&honoured, STR_JOIN(check->arena, honour->achievement, STR("\n"),
		                                          honour->unit ? honour->unit->id : (struct str){0},
		                                          STR("\n"), honour->person.id));
		const struct honour *first = *slot;
		if (first)
			SAY(check, honour, STR("achievement"), HONOUR_REPEATED, AWARD_REPEATED,
			    honour->achievement, whom(honour), first->id.len ? first->id : first->award_id);
		else
			*slot = (void *)(uintptr_t)honour;
	}
}

static bool may_give(const struct competence *competence, const struct honour *honour)
{
	const struct award *award = honour->award;
	struct date day = honour->decided_on;
	return str_eq(competence->authority, honour->authority) &&
	       str_eq(competence->form, award->form_text) &&
	       (competence->level.len == 0 || str_eq(competence->level, award->level_text)) &&
	       (day.day == INT32_MIN ||
	        (competence->valid_from.day <= day.day && day.day <= competence->valid_to.day));
}

static void check_authority(const struct check *check, const struct honour *honour)
{
	const struct model *model = check->model;
	bool may = false;
	if (!honour->award || honour->award->broken || !model->competences.origin.resource ||
	    model->competences.origin.broken)
		return;
	for (size_t i = 0; i < model->competences.len && !may; i++)
		may = may_give(&model->competences.items[i], honour);
	if (!may)
		SAY(check, honour, STR("authority"), HONOUR_NO_AUTHORITY, AWARD_AUTHORITY, honour->authority,
		    honour->award->form_text, honour->award->level_text);
}

static bool received(const struct model *model, const struct honour *honour, struct str document)
{
	for (size_t i = 0; i < model->dossiers.len; i++) {
		const struct dossier *dossier = &model->dossiers.items[i];
		if (dossier->award == honour->award && dossier->year == honour->year &&
		    dossier->unit == honour->unit && str_eq(dossier->document, document) &&
		    str_eq(dossier->person.id, honour->person.id))
			return true;
	}
	return false;
}

static void check_documents(const struct check *check, const struct honour *honour)
{
	const struct model *model = check->model;
	const struct award *award = honour->award;
	struct str missing = {0};
	if (!award || award->broken || model->dossiers.origin.broken || is_published(check, honour))
		return;
	for (size_t i = 0; i < award->n_documents; i++)
		if (!received(model, honour, award->documents[i].id))
			missing = str_list_add(check->arena, missing, award->documents[i].id);
	if (missing.len == 0)
		return;
	check->results[honour->row].mismatches |= HONOUR_LACKS_DOCUMENTS;
	DIAG_ABOUT(check->diags, model_row_place(model->honours.origin.resource, honour->row),
	           AWARD_DOCUMENTS, key_of(check, honour), whom(honour), award->id, missing);
}

struct honour_result *honours_check(struct arena *arena, struct evidence *evidence,
                                    const struct award_result *awards, const bool *published,
                                    struct diags *diags)
{
	const struct model *model = evidence->model;
	struct check check = {arena,  evidence,  model,
	                      awards, published, ARENA_ARRAY(arena, struct honour_result, model->honours.len),
	                      diags};
	for (size_t i = 0; i < model->honours.len; i++) {
		const struct honour *honour = &model->honours.items[i];
		check.results[i].outside = honour->outside_quota && honour->reason.len > 0;
	}
	for (size_t i = 0; i < model->awards.len; i++)
		check_quota(&check, &awards[i]);
	if (model->honours.origin.broken)
		return check.results;
	for (size_t i = 0; i < model->honours.len; i++) {
		const struct honour *honour = &model->honours.items[i];
		if (!is_decided(honour))
			continue;
		check_eligible(&check, honour);
		check_authority(&check, honour);
		check_documents(&check, honour);
	}
	check_repeated(&check);
	return check.results;
}
