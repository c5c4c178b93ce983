#include "model/calendar.h"

#include "base/arena.h"
#include "model/model.h"

struct at {
	const struct model *model;
	struct calendar_entry *entry;
	struct diags *diags;
};

static bool read_plan(const struct at *at, const struct yml_node *plan)
{
	struct calendar_entry *entry = at->entry;
	if (!plan)
		return true;
	if (!yml_text(&entry->plan_id, plan, at->diags))
		return false;
	entry->plan = model_plan(at->model, entry->plan_id);
	if (!entry->plan)
		DIAG(at->diags, plan->place, UNKNOWN_PLAN, entry->plan_id);
	return entry->plan != NULL;
}

static bool read_yearly(const struct at *at, const struct yml_node *node, const struct yml_node *map)
{
	struct calendar_entry *entry = at->entry;
	struct str text;
	long from = 0, to = 0;
	const struct yml_node *last = yml_get(map, STR("to"));
	entry->when = CALENDAR_YEARLY;
	entry->when_place = node->place;
	if (!yml_text(&text, node, at->diags))
		return false;
	if (!model_month_day(&entry->month, &entry->day, text)) {
		DIAG(at->diags, node->place, BAD_MONTH_DAY, text);
		return false;
	}
	if (!yml_int(&from, yml_get(map, STR("from")), 1945, 2100, at->diags) ||
	    !yml_int(&to, last, 1945, 2100, at->diags))
		return false;
	entry->from = (int)from;
	entry->to = (int)to;
	if (!from || !to || from <= to)
		return true;
	DIAG(at->diags, last->place, YEARS_ORDER, str_printf(at->diags->arena, "%ld", from));
	return false;
}

static bool read_when(const struct at *at, const struct yml_node *map)
{
	struct calendar_entry *entry = at->entry;
	const struct yml_node *on = yml_get(map, STR("on")), *yearly = yml_get(map, STR("yearly"));
	entry->when = CALENDAR_ANNOUNCED;
	if (on && yearly) {
		DIAG(at->diags, map->place, ONE_OF_KEYS, STR("on, yearly"));
		return false;
	}
	if (yearly)
		return read_yearly(at, yearly, map);
	if (!on)
		return true;
	entry->when = CALENDAR_ON;
	entry->when_place = on->place;
	return yml_date(&entry->on, on, at->diags);
}

static bool read_entry(const struct at *at, const struct yml_node *map)
{
	static const struct str keys[] = {STR_INIT("id"),   STR_INIT("title"), STR_INIT("kind"),
	                                  STR_INIT("plan"), STR_INIT("on"),    STR_INIT("yearly"),
	                                  STR_INIT("from"), STR_INIT("to"),    STR_INIT("before")};
	struct calendar_entry *entry = at->entry;
	if (!yml_is(map, YML_MAP, at->diags))
		return false;
	entry->place = map->place;
	bool good = yml_only(map, keys, LENGTH(keys), at->diags);
	const struct yml_node *id = yml_need(map, STR("id"), at->diags),
	                      *title = yml_need(map, STR("title"), at->diags);
	good = id && yml_text(&entry->id, id, at->diags) && good;
	good = title && yml_label(&entry->title, title, at->model->languages, at->diags) && good;
	good = yml_text(&entry->kind, yml_get(map, STR("kind")), at->diags) && good;
	good = yml_bool(&entry->before, yml_get(map, STR("before")), at->diags) && good;
	good = read_plan(at, yml_get(map, STR("plan"))) && good;
	return read_when(at, map) && good;
}

void calendar_read(struct calendar *out, const struct model *model, const struct yml_node *root,
                   struct diags *diags)
{
	struct map ids;
	*out = (struct calendar){0};
	map_init(&ids, model->arena);
	/* an empty file is an empty map */
	if (!root || (root->kind == YML_MAP && root->len == 0) || !yml_is(root, YML_LIST, diags))
		return;
	out->items = ARENA_ARRAY(model->arena, struct calendar_entry, root->len);
	for (size_t i = 0; i < root->len; i++) {
		struct calendar_entry *entry = &out->items[out->len];
		struct at at = {model, entry, diags};
		if (!read_entry(&at, root->items[i])) {
			out->broken = true;
			continue;
		}
		void **slot = map_put(&ids, entry->id);
		if (*slot) {
			DIAG(diags, yml_get(root->items[i], STR("id"))->place, CALENDAR_TWICE, entry->id);
			out->broken = true;
		}
		*slot = entry;
		out->len++;
	}
}
