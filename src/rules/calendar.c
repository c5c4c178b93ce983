#include "rules/calendar.h"

#include "base/arena.h"

#include <stdlib.h>

struct date calendar_day(int year, int month, int day)
{
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return date_from((struct civil){year, month, month == 2 && day == 29 && !leap ? 28 : day});
}

/* ---- working days ---- */

static bool falls_on(const struct calendar_entry *entry, struct date date)
{
	struct civil civil = date_civil(date);
	if (entry->when == CALENDAR_ON)
		return entry->on.day == date.day;
	return entry->when == CALENDAR_YEARLY && (!entry->from || civil.year >= entry->from) &&
	       (!entry->to || civil.year <= entry->to) &&
	       calendar_day(civil.year, entry->month, entry->day).day == date.day;
}

/* No Saturday, Sunday or holiday of calendar.yaml. */
static bool is_working_day(const struct model *model, struct date date)
{
	if (date_weekday(date) >= 6)
		return false;
	for (size_t i = 0; i < model->calendar.len; i++) {
		const struct calendar_entry *entry = &model->calendar.items[i];
		if (str_eq(entry->kind, STR("holiday")) && falls_on(entry, date))
			return false;
	}
	return true;
}

struct date calendar_add_working_days(const struct model *model, struct date from, long n)
{
	/* a calendar of nothing but holidays must end too */
	for (long tries = 0; n > 0 && tries < 100000; tries++) {
		from.day++;
		n -= is_working_day(model, from);
	}
	return from;
}

/* ---- rows ---- */

struct builder {
	struct arena *arena;
	const struct model *model;
	VEC(struct calendar_row) rows;
};

static void add(struct builder *builder, struct calendar_row row)
{
	if (row.has_date && row.before)
		row.date.day--;
	row.day_off = row.has_date && !is_working_day(builder->model, row.date);
	*VEC_PUSH(builder->arena, &builder->rows) = row;
}

/* The years of a yearly date: its own, else its plan's, else this one and the next. */
static void add_yearly(struct builder *builder, struct calendar_row row)
{
	const struct calendar_entry *entry = row.entry;
	const struct plan_period *plan = entry->plan && entry->plan->first_year ? entry->plan : NULL;
	int today = date_civil(builder->model->today).year;
	int from = entry->from ? entry->from : plan ? plan->first_year : entry->to ? entry->to : today;
	int to = entry->to ? entry->to : plan ? plan->last_year : today > from ? today + 1 : from + 1;
	row.has_date = true;
	for (int year = from; year <= to; year++) {
		row.date = calendar_day(year, entry->month, entry->day);
		row.period = period_of_year(year);
		add(builder, row);
	}
}

static void add_entries(struct builder *builder)
{
	for (size_t i = 0; i < builder->model->calendar.len; i++) {
		const struct calendar_entry *entry = &builder->model->calendar.items[i];
		struct calendar_row row = {.date = entry->on,
		                           .has_date = entry->when == CALENDAR_ON,
		                           .before = entry->before,
		                           .title = entry->title,
		                           .kind = entry->kind,
		                           .plan_id = entry->plan_id,
		                           .entry = entry};
		if (entry->when == CALENDAR_YEARLY)
			add_yearly(builder, row);
		else
			add(builder, row);
	}
}

static void add_deadline(struct builder *builder, const struct award *award, int year)
{
	struct calendar_row row = {.title = award->title,
	                           .kind = STR("deadline"),
	                           .plan_id = award->plan_id,
	                           .award = award,
	                           .period = period_of_year(year)};
	row.has_date = award_deadline(&row.date, award, year);
	row.date.day += award->deadline.before; /* add() takes the day off again */
	row.before = award->deadline.before;
	if (row.has_date)
		add(builder, row);
}

static void add_deadlines(struct builder *builder)
{
	int today = date_civil(builder->model->today).year;
	for (size_t i = 0; i < builder->model->awards.len; i++) {
		const struct award *award = &builder->model->awards.items[i];
		int to = award->to ? award->to : today, from = award->from ? award->from : to;
		if (award->broken)
			continue;
		if (award->cycle != CYCLE_YEAR || award->deadline.kind == DEADLINE_DATE)
			from = to;
		for (int year = from; year <= to; year++)
			add_deadline(builder, award, year);
	}
}

/* One row for each scorecard, plan and period, however many targets ask for it. */
static void add_disclosure(struct builder *builder, const struct scorecard *scorecard,
                           const struct plan_period *plan, enum frequency frequency)
{
	struct calendar_row row = {.has_date = true,
	                           .title = scorecard->title,
	                           .kind = STR("disclosure"),
	                           .plan_id = plan->id,
	                           .scorecard = scorecard};
	int n = frequency == FREQUENCY_QUARTER ? 4 : 1;
	for (int year = plan->first_year; plan->first_year && year <= plan->last_year; year++) {
		for (int i = 1; i <= n; i++) {
			row.period = n == 4 ? period_quarter(year, i) : period_of_year(year);
			row.date.day = row.period.last.day + (int32_t)builder->model->close_days;
			add(builder, row);
		}
	}
}

static void add_disclosures(struct builder *builder, const struct scorecard *scorecard)
{
	const struct model *model = builder->model;
	bool *asked = ARENA_ARRAY(builder->arena, bool, model->n_plans * 3);
	for (size_t i = 0; i < model->targets.len; i++) {
		const struct target *target = &model->targets.items[i];
		if (!target->plan || target->disclose == FREQUENCY_NONE ||
		    !filter_match(&scorecard->where, model, builder->arena, target->row, NULL))
			continue;
		bool *slot = &asked[(size_t)(target->plan - model->plans) * 3 + target->disclose];
		if (!*slot)
			add_disclosure(builder, scorecard, target->plan, target->disclose);
		*slot = true;
	}
}

static int order(const void *a, const void *b)
{
	const struct calendar_row *x = a, *y = b;
	if (x->has_date != y->has_date)
		return x->has_date ? 1 : -1;
	if (x->has_date && x->date.day != y->date.day)
		return x->date.day < y->date.day ? -1 : 1;
	int by_text = str_cmp(x->title.texts[0], y->title.texts[0]);
	if (!by_text)
		by_text = str_cmp(x->plan_id, y->plan_id);
	return by_text ? by_text : str_cmp(x->kind, y->kind);
}

void calendar_compute(struct calendar_result *out, struct arena *arena, const struct model *model)
{
	struct builder builder = {.arena = arena, .model = model};
	add_entries(&builder);
	add_deadlines(&builder);
	for (size_t i = 0; i < model->scorecards.len; i++)
		if (!model->scorecards.items[i].broken)
			add_disclosures(&builder, &model->scorecards.items[i]);
	if (builder.rows.len)
		qsort(builder.rows.items, builder.rows.len, sizeof *builder.rows.items, order);
	*out = (struct calendar_result){builder.rows.items, builder.rows.len};
}
