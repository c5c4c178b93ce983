#include "model/award.h"

#include "base/arena.h"
#include "model/condition.h"

static bool choice(size_t *out, const struct award_reader *reader, const struct yml_node *map, struct str key,
                   const struct str *words, size_t n)
{
	const struct yml_node *node = yml_need(map, key, reader->diags);
	return node && yml_choice(out, node, words, n, reader->diags);
}

static bool read_form(const struct award_reader *reader, const struct yml_node *map)
{
	static const struct str forms[] = {STR_INIT("giay-khen"),   STR_INIT("bang-khen"),
	                                   STR_INIT("co-thi-dua"),  STR_INIT("danh-hieu"),
	                                   STR_INIT("huan-chuong"), STR_INIT("danh-hieu-vinh-du"),
	                                   STR_INIT("other")};
	static const struct str levels[] = {STR_INIT("commune"), STR_INIT("district"), STR_INIT("province"),
	                                    STR_INIT("state")};
	static const struct str recipients[] = {STR_INIT("collective"), STR_INIT("individual")};
	static const struct str cycles[] = {STR_INIT("year"), STR_INIT("term"), STR_INIT("spot")};
	static const struct str deciders[] = {STR_INIT("here"), STR_INIT("above")};
	struct award *award = reader->award;
	size_t form = 0, level = 0, recipient = 0, cycle = 0, decider = 0;
	bool good = choice(&form, reader, map, STR("form"), forms, 7);
	good = choice(&level, reader, map, STR("level"), levels, 4) && good;
	good = choice(&recipient, reader, map, STR("recipient"), recipients, 2) && good;
	good = choice(&cycle, reader, map, STR("cycle"), cycles, 3) && good;
	good = yml_choice(&decider, yml_get(map, STR("decided_by")), deciders, 2, reader->diags) && good;
	award->form = (enum award_form)form;
	award->level = (enum award_level)level;
	award->form_text = forms[form];
	award->level_text = levels[level];
	award->individual = recipient == 1;
	award->cycle = (enum award_cycle)cycle;
	award->decided_above = decider == 1;
	return good;
}

/* The award's years; those of its plan where it says none. */
static bool read_years(const struct award_reader *reader, const struct yml_node *map)
{
	static const struct str keys[] = {STR_INIT("from"), STR_INIT("to")};
	struct award *award = reader->award;
	const struct yml_node *years = yml_get(map, STR("years"));
	if (years && !yml_is(years, YML_MAP, reader->diags))
		return false;
	if (!yml_only(years, keys, 2, reader->diags) ||
	    !condition_years(&award->from, &award->to, reader, years))
		return false;
	if (award->plan && !award->from)
		award->from = award->plan->first_year;
	if (award->plan && !award->to)
		award->to = award->plan->last_year;
	if (award->cycle != CYCLE_TERM || (award->from && award->to))
		return true;
	/* a term must have both its ends */
	if (!years)
		return yml_need(map, STR("years"), reader->diags) != NULL;
	return yml_need(years, award->from ? STR("to") : STR("from"), reader->diags) != NULL;
}

static bool read_plan(const struct award_reader *reader, const struct yml_node *map)
{
	struct award *award = reader->award;
	const struct yml_node *plan = yml_get(map, STR("plan"));
	if (!plan)
		return true;
	if (!yml_text(&award->plan_id, plan, reader->diags))
		return false;
	award->plan = model_plan(reader->model, award->plan_id);
	if (!award->plan)
		DIAG(reader->diags, plan->place, UNKNOWN_PLAN, award->plan_id);
	return award->plan != NULL;
}

static bool read_candidates(struct candidates *out, const struct award_reader *reader,
                            const struct yml_node *map)
{
	static const struct str keys[] = {STR_INIT("of"), STR_INIT("where")};
	out->given = map != NULL;
	if (!map)
		return true;
	if (!yml_is(map, YML_MAP, reader->diags) || !yml_only(map, keys, 2, reader->diags) ||
	    !condition_rows(&out->of, reader, map, true))
		return false;
	return !reader->award->individual ||
	       model_column(out->of.resource, STR("person"), yml_get(map, STR("of"))->place, reader->diags) !=
	               SIZE_MAX;
}

/* ---- quota ---- */

static bool read_base(struct quota *out, const struct award_reader *reader, const struct yml_node *map)
{
	static const struct str keys[] = {STR_INIT("of"), STR_INIT("where"), STR_INIT("column")};
	struct str column;
	out->has_base = map != NULL;
	out->base_column = SIZE_MAX;
	if (!map)
		return true;
	if (!yml_is(map, YML_MAP, reader->diags) || !yml_only(map, keys, 3, reader->diags) ||
	    !condition_rows(&out->base, reader, map, false))
		return false;
	const struct yml_node *node = yml_get(map, STR("column"));
	if (!node)
		return true;
	if (!yml_text(&column, node, reader->diags))
		return false;
	out->base_column = model_column(out->base.resource, column, node->place, reader->diags);
	return out->base_column != SIZE_MAX;
}

static bool read_amount(struct quota *out, const struct award_reader *reader, const struct yml_node *map)
{
	const struct yml_node *max = yml_get(map, STR("max")), *share = yml_get(map, STR("share"));
	if (!max == !share) {
		DIAG(reader->diags, map->place, ONE_OF_KEYS, STR("max, share"));
		return false;
	}
	out->is_share = share != NULL;
	if (max)
		return yml_int(&out->max, max, 0, INT32_MAX, reader->diags);
	if (!yml_decimal(&out->share, reader->model->arena, share, reader->diags))
		return false;
	if (decimal_sign(out->share) >= 0 && decimal_cmp(out->share, decimal_from(1)) <= 0)
		return true;
	DIAG(reader->diags, share->place, SHARE_RANGE, share->text);
	return false;
}

static bool read_quota(struct quota *out, const struct award_reader *reader, const struct yml_node *map)
{
	static const struct str keys[] = {STR_INIT("max"),   STR_INIT("share"),  STR_INIT("per"),
	                                  STR_INIT("base"),  STR_INIT("if"),     STR_INIT("id"),
	                                  STR_INIT("label"), STR_INIT("reading")};
	static const struct str pers[] = {[PER_UNIT] = STR_INIT("unit"),
	                                  [PER_PROPOSED_BY] = STR_INIT("proposed_by"),
	                                  [PER_AWARD] = STR_INIT("award")};
	size_t per = PER_AWARD;
	if (!yml_is(map, YML_MAP, reader->diags))
		return false;
	out->place = map->place;
	const struct yml_node *when = yml_get(map, STR("if"));
	bool good = yml_only(map, keys, LENGTH(keys), reader->diags);
	good = read_amount(out, reader, map) && good;
	good = yml_choice(&per, yml_get(map, STR("per")), pers, 3, reader->diags) && good;
	good = read_base(out, reader, yml_get(map, STR("base"))) && good;
	good = yml_text(&out->id, yml_get(map, STR("id")), reader->diags) && good;
	good = condition_label(&out->label, &out->has_label, reader, map, STR("label")) && good;
	good = condition_label(&out->reading, &out->has_reading, reader, map, STR("reading")) && good;
	out->per = (enum quota_per)per;
	out->when = when ? condition_read(reader, when) : NULL;
	return good && (out->when || !when);
}

static bool read_quotas(const struct award_reader *reader, const struct yml_node *list)
{
	bool good = true;
	if (!list)
		return true;
	if (!yml_is(list, YML_LIST, reader->diags))
		return false;
	reader->award->quotas = ARENA_ARRAY(reader->model->arena, struct quota, list->len);
	reader->award->n_quotas = list->len;
	for (size_t i = 0; i < list->len; i++)
		good = read_quota(&reader->award->quotas[i], reader, list->items[i]) && good;
	return good;
}

/* ---- outside, documents, deadline ---- */

static bool read_outside(const struct award_reader *reader, const struct yml_node *map)
{
	static const struct str keys[] = {STR_INIT("candidates"), STR_INIT("requires")};
	struct award *award = reader->award;
	award->has_outside = map != NULL;
	if (!map)
		return true;
	if (!yml_is(map, YML_MAP, reader->diags))
		return false;
	const struct yml_node *requires = yml_get(map, STR("requires"));
	bool good = yml_only(map, keys, 2, reader->diags);
	good = read_candidates(&award->outside_candidates, reader, yml_get(map, STR("candidates"))) && good;
	if (requires)
		award->outside_requires = condition_read(reader, requires);
	return good && (award->outside_requires || !requires);
}

static bool read_document(struct award_document *out, const struct award_reader *reader,
                          const struct yml_node *node)
{
	static const struct str keys[] = {STR_INIT("id"), STR_INIT("label")};
	if (node->kind == YML_SCALAR)
		return yml_text(&out->id, node, reader->diags);
	if (!yml_is(node, YML_MAP, reader->diags))
		return false;
	bool good = yml_only(node, keys, 2, reader->diags);
	const struct yml_node *id = yml_need(node, STR("id"), reader->diags);
	return id && yml_text(&out->id, id, reader->diags) &&
	       condition_label(&out->label, &out->has_label, reader, node, STR("label")) && good;
}

static bool read_documents(const struct award_reader *reader, const struct yml_node *list)
{
	bool good = true;
	if (!list)
		return true;
	if (!yml_is(list, YML_LIST, reader->diags))
		return false;
	reader->award->documents = ARENA_ARRAY(reader->model->arena, struct award_document, list->len);
	reader->award->n_documents = list->len;
	for (size_t i = 0; i < list->len; i++)
		good = read_document(&reader->award->documents[i], reader, list->items[i]) && good;
	return good;
}

/* MM-DD; 29 February is a day of leap years only, and means the last of the month in others. */
bool model_month_day(int *month, int *day, struct str text)
{
	struct date date;
	char leap[] = "2000-MM-DD";
	if (text.len != 5)
		return false;
	memcpy(leap + 5, text.ptr, 5);
	if (!date_parse(&date, (struct str){leap, 10}))
		return false;
	struct civil civil = date_civil(date);
	*month = civil.month;
	*day = civil.day;
	return true;
}

static bool read_day(struct deadline *out, const struct award_reader *reader, const struct yml_node *node)
{
	struct str text;
	if (!yml_text(&text, node, reader->diags))
		return false;
	out->place = node->place;
	out->kind = DEADLINE_YEARLY;
	if (model_month_day(&out->month, &out->day, text))
		return true;
	out->kind = DEADLINE_DATE;
	if (date_parse(&out->on, text))
		return true;
	DIAG(reader->diags, node->place, BAD_MONTH_DAY, text);
	return false;
}

/* A date (the day itself is in time), or `before` a day or date (it is too late). */
static bool read_deadline(const struct award_reader *reader, const struct yml_node *node)
{
	static const struct str keys[] = {STR_INIT("before"), STR_INIT("in")};
	static const struct str years[] = {STR_INIT("cycle")};
	struct deadline *out = &reader->award->deadline;
	size_t in = 0;
	if (!node)
		return true;
	if (node->kind == YML_SCALAR)
		return read_day(out, reader, node);
	if (!yml_is(node, YML_MAP, reader->diags))
		return false;
	bool good = yml_only(node, keys, 2, reader->diags);
	const struct yml_node *before = yml_need(node, STR("before"), reader->diags);
	out->before = true;
	out->same_year = yml_get(node, STR("in")) != NULL;
	good = yml_choice(&in, yml_get(node, STR("in")), years, 1, reader->diags) && good;
	return before && read_day(out, reader, before) && good;
}

/* ---- the whole ---- */

static bool read_award(const struct award_reader *reader, const struct yml_node *map)
{
	static const struct str keys[] = {
	        STR_INIT("title"), STR_INIT("plan"),    STR_INIT("section"),    STR_INIT("reading"),
	        STR_INIT("form"),  STR_INIT("level"),   STR_INIT("decided_by"), STR_INIT("recipient"),
	        STR_INIT("years"), STR_INIT("cycle"),   STR_INIT("candidates"), STR_INIT("requires"),
	        STR_INIT("quota"), STR_INIT("outside"), STR_INIT("documents"),  STR_INIT("deadline")};
	struct award *award = reader->award;
	if (!yml_is(map, YML_MAP, reader->diags))
		return false;
	bool good = yml_only(map, keys, LENGTH(keys), reader->diags);
	const struct yml_node *title = yml_need(map, STR("title"), reader->diags),
	                      *requires = yml_get(map, STR("requires"));
	good = good && title;
	good = yml_label(&award->title, title, reader->model->languages, reader->diags) && good;
	good = condition_label(&award->reading, &award->has_reading, reader, map, STR("reading")) && good;
	good = yml_text(&award->section, yml_get(map, STR("section")), reader->diags) && good;
	good = read_form(reader, map) && good;
	good = read_plan(reader, map) && good;
	good = read_years(reader, map) && good;
	good = read_candidates(&award->candidates, reader, yml_get(map, STR("candidates"))) && good;
	if (requires)
	award->requires = condition_read(reader, requires);
	good = (award->requires || !requires) && good;
	good = read_quotas(reader, yml_get(map, STR("quota"))) && good;
	good = read_outside(reader, yml_get(map, STR("outside"))) && good;
	good = read_documents(reader, yml_get(map, STR("documents"))) && good;
	return read_deadline(reader, yml_get(map, STR("deadline"))) && good;
}

void awards_name(struct awards *out, const struct model *model, const struct yml_node *root,
                 struct diags *diags)
{
	*out = (struct awards){0};
	out->broken = root && !yml_is(root, YML_MAP, diags);
	if (!root || out->broken)
		return;
	out->items = ARENA_ARRAY(model->arena, struct award, root->len);
	out->len = root->len;
	for (size_t i = 0; i < root->len; i++) {
		struct award *award = &out->items[i];
		*award = (struct award){
		        .id = root->pairs[i].key, .index = i, .place = root->pairs[i].key_place};
		award->broken = !model_check_id(&root->pairs[i], diags);
		for (size_t k = 0; k < model->languages->len; k++)
			award->title.texts[k] = award->id;
	}
}

void awards_read(struct awards *awards, const struct model *model, const struct yml_node *root,
                 struct diags *diags)
{
	for (size_t i = 0; i < awards->len; i++) {
		struct award *award = &awards->items[i];
		struct award_reader reader = {model, award, diags};
		if (!read_award(&reader, root->pairs[i].value) || model->units.origin.broken)
			award->broken = true;
	}
}
