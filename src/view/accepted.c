#include "view/accepted.h"

#include "base/arena.h"
#include "base/date.h"
#include "view/distance.h"
#include "view/parts.h"

/* What an argument of a message names. */
enum named { NAMED_AS_IT_IS, NAMED_TARGET, NAMED_AWARD, NAMED_UNIT, NAMED_DATASET, NAMED_DAY, NAMED_PERIOD };

/* Of the messages that name things; `advice`: what stands behind the semicolon is for the owner. */
static const struct naming {
	enum message message;
	bool advice;
	enum named args[4];
} namings[] = {
        {MESSAGE_TRANSLATION_MISSING, true, {NAMED_AS_IT_IS}},
        {MESSAGE_TRANSLATION_NUMBERS, true, {NAMED_AS_IT_IS}},
        {MESSAGE_NUMBERING_GAP, true, {NAMED_AS_IT_IS}},
        {MESSAGE_DEADLINE_BEFORE_DATA, false, {NAMED_DAY, NAMED_AWARD}},
        {MESSAGE_TARGET_CONFLICT, true, {NAMED_TARGET, NAMED_TARGET}},
        {MESSAGE_DISCLOSURE_MISSING, true, {NAMED_TARGET, NAMED_UNIT, NAMED_PERIOD}},
        {MESSAGE_STALE_DATA, true, {NAMED_DATASET, NAMED_PERIOD, NAMED_PERIOD}},
        {MESSAGE_AWARD_NOT_CANDIDATE_ABOVE, false, {NAMED_UNIT, NAMED_AWARD}},
        {MESSAGE_AWARD_NOT_ELIGIBLE_ABOVE, false, {NAMED_UNIT, NAMED_AWARD}},
        {MESSAGE_AWARD_NO_CYCLE_ABOVE, false, {NAMED_AWARD}},
        {MESSAGE_AWARD_QUOTA_ABOVE, false, {NAMED_AWARD}},
        {MESSAGE_AWARD_REPEATED_ABOVE, false, {NAMED_AS_IT_IS, NAMED_UNIT}},
        {MESSAGE_AWARD_DOCUMENTS, true, {NAMED_UNIT, NAMED_AWARD}},
        {MESSAGE_NOMINEE_QUOTA, false, {NAMED_AWARD}},
        {MESSAGE_AWARD_LATER, false, {NAMED_UNIT, NAMED_AWARD}},
};

static const struct naming *naming_of(enum message message)
{
	for (size_t i = 0; i < LENGTH(namings); i++)
		if (namings[i].message == message)
			return &namings[i];
	return NULL;
}

/* `Chỉ số hài lòng: trên 90% (Mục II.2)` */
static struct str target_text(const struct view *view, const struct target *target)
{
	struct str text = SAY(view->arena, view->words, THING_OF,
	                      part_label_text(view, &target->indicator->name), view_goal_text(view, target));
	return target->section.len
	               ? STR_JOIN(view->arena, text, STR(" ("),
	                          SAY(view->arena, view->words, SECTION, target->section), STR(")"))
	               : text;
}

/* Empty where the text names no such thing. */
static struct str name_of(const struct view *view, struct str text, enum named named)
{
	const struct model *model = view->site->model;
	const struct target *target = named == NAMED_TARGET ? model_target(model, text) : NULL;
	const struct award *award = named == NAMED_AWARD ? model_award(model, text) : NULL;
	const struct unit *unit = named == NAMED_UNIT ? model_unit(model, text) : NULL;
	const struct resource *resource =
	        named == NAMED_DATASET ? package_find(view->site->package, text) : NULL;
	struct date day;
	struct period period;
	if (target)
		return target_text(view, target);
	if (award)
		return part_label_text(view, &award->title);
	if (unit)
		return part_label_text(view, &unit->name);
	if (resource)
		return part_label_text(view, &resource->title);
	if (named == NAMED_DAY && date_parse(&day, text))
		return text_date(view->arena, view->words->locale, day);
	if (named == NAMED_PERIOD && period_parse(&period, text))
		return part_period_alone(view, period);
	return (struct str){0};
}

/* Diagnostics speak two languages; on a page of a third they are in English. */
static struct value *message(const struct view *view, const struct diag *diag)
{
	const struct naming *naming = naming_of(diag->message);
	enum diag_language language = diag_language_of(view->words->language);
	struct diag told = *diag;
	for (size_t i = 0; naming && i < told.n_args && i < 4; i++) {
		struct str name = name_of(view, told.args[i], naming->args[i]);
		told.args[i] = name.len ? name : told.args[i];
	}
	struct str text = diag_prose(view->arena, &told, language, naming && naming->advice);
	return part_words_in(view, text_capital(view->arena, text),
	                     language == DIAG_VIETNAMESE ? STR("vi") : STR("en"));
}

static bool same_reason(const struct view_accepted *a, const struct view_accepted *b)
{
	return a->diag->message == b->diag->message && str_eq(a->reason.texts[0], b->reason.texts[0]);
}

/* What a page and its twin both have is told once. */
struct value *view_accepted(const struct view *view, const struct view_head *head)
{
	struct value *list = part_list(view), *messages = NULL;
	struct str last = {0};
	for (size_t i = 0; i < head->n_accepted; i++) {
		const struct view_accepted *item = &head->accepted[i];
		struct value *told = message(view, item->diag);
		struct str text = value_get(told, STR("text"))->text;
		if (i == 0 || !same_reason(item - 1, item)) {
			struct value *map = part_map(view);
			messages = part_list(view);
			PUT(view, map, "code", value_string(view->arena, diag_code(item->diag->message)));
			PUT(view, map, "messages", messages);
			PUT(view, map, "reason", part_label(view, &item->reason));
			value_push(view->arena, list, map);
		}
		if (messages->len == 0 || !str_eq(text, last))
			value_push(view->arena, messages, told);
		last = text;
	}
	return list;
}
