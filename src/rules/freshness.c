#include "rules/freshness.h"

#include "base/arena.h"

/* The period of that length that a day is in. */
static struct period period_at(struct arena *arena, enum update update, struct date day)
{
	struct civil civil = date_civil(day);
	struct period period = period_quarter(civil.year, (civil.month - 1) / 3 + 1);
	if (update == UPDATE_YEAR)
		period = period_of_year(civil.year);
	if (update == UPDATE_MONTH)
		period_parse(&period, str_printf(arena, "%04d-%02d", civil.year, civil.month));
	return period;
}

struct period freshness_closed(struct arena *arena, const struct model *model, enum update update)
{
	struct period period = period_at(arena, update, model->today);
	while (!period_closed(period, model->today, model->close_days))
		period = period_before(period);
	return period;
}

/* The field that says which period a row is of. */
static size_t period_field(const struct resource *resource)
{
	static const struct str names[] = {STR_INIT("period"), STR_INIT("year"), STR_INIT("quarter"),
	                                   STR_INIT("month"),  STR_INIT("week"), STR_INIT("date")};
	for (size_t i = 0; i < LENGTH(names); i++)
		if (resource_field(resource, names[i]) != SIZE_MAX)
			return resource_field(resource, names[i]);
	return SIZE_MAX;
}

bool freshness_newest(struct period *out, struct arena *arena, const struct resource *resource)
{
	size_t field = period_field(resource);
	bool any = false;
	for (size_t row = 0; field != SIZE_MAX && row < resource->table.rows; row++) {
		struct period period;
		if (!period_parse(&period, resource_text(arena, resource, row, field)))
			continue;
		if (!any || period.last.day > out->last.day)
			*out = period;
		any = true;
	}
	return any;
}

bool freshness_next(struct period *out, struct date *closes, struct arena *arena, const struct model *model,
                    const struct resource *resource)
{
	struct period newest;
	if (resource->update == UPDATE_NONE || resource->broken ||
	    !freshness_newest(&newest, arena, resource))
		return false;
	*out = period_at(arena, resource->update, (struct date){newest.last.day + 1});
	*closes = (struct date){out->last.day + (int32_t)model->close_days};
	return true;
}
