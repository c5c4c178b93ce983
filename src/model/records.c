#include "model/records.h"

#include "base/arena.h"

/* Registers a record by its id; primary-key where an earlier row has it. */
static void put(struct map *map, struct reader *reader, struct str id, void *record)
{
	void **slot = map_put(map, id);
	if (!*slot) {
		*slot = record;
		return;
	}
	DIAG(reader->diags, model_row_place(reader->resource, reader->row), RECORD_TWICE, id);
	reader_broken(reader);
}

/* ---- units ---- */

/* A day, or the first or last day of a period. */
static struct date bound(struct reader *reader, struct str column, struct date none, bool last)
{
	struct period period;
	struct str text = reader_text(reader, column);
	if (text.len == 0)
		return none;
	if (period_parse(&period, text))
		return last ? period.last : period.first;
	return reader_date(reader, column, none);
}

static void read_unit(struct unit *unit, struct reader *reader)
{
	struct model *model = reader->model;
	*unit = (struct unit){.id = reader_text(reader, STR("unit")),
	                      .index = (size_t)(unit - model->units.items),
	                      .row = reader->row,
	                      .kind = reader_text(reader, STR("kind")),
	                      .bloc = reader_text(reader, STR("bloc")),
	                      .official_code = reader_text(reader, STR("official_code")),
	                      .aliases = reader_text(reader, STR("aliases"))};
	model_label(&unit->name, model->arena, model, reader->resource, reader->row, STR("name"));
	for (size_t i = 0; i < model->languages->len; i++)
		if (unit->name.texts[i].len == 0)
			unit->name.texts[i] = unit->id;
	unit->valid_from = bound(reader, STR("valid_from"), (struct date){INT32_MIN}, false);
	unit->valid_to = bound(reader, STR("valid_to"), (struct date){INT32_MAX}, true);
}

/* Following successors must end; each unit is entered once, so this is linear. */
static void check_successors(struct reader *reader)
{
	struct model *model = reader->model;
	size_t *seen = ARENA_ARRAY(model->arena, size_t, model->units.len);
	for (size_t i = 0; i < model->units.len; i++) {
		struct unit *unit = &model->units.items[i];
		const struct unit *at = unit;
		while (at && seen[at->index] == 0) {
			seen[at->index] = i + 1;
			at = at->successor;
		}
		if (!at || seen[at->index] != i + 1)
			continue;
		reader->row = at->row;
		DIAG(reader->diags, reader_place(reader, STR("successor")), UNIT_CYCLE, at->id);
		reader_broken(reader);
		model->units.items[at->index].successor = NULL;
	}
}

static void link_predecessors(struct model *model)
{
	for (size_t i = 0; i < model->units.len; i++) {
		const struct unit *successor = model->units.items[i].successor;
		if (successor)
			model->units.items[successor->index].n_predecessors++;
	}
	for (size_t i = 0; i < model->units.len; i++) {
		struct unit *unit = &model->units.items[i];
		unit->predecessors = ARENA_ARRAY(model->arena, const struct unit *, unit->n_predecessors);
		unit->n_predecessors = 0;
	}
	for (size_t i = 0; i < model->units.len; i++) {
		const struct unit *successor = model->units.items[i].successor;
		if (!successor)
			continue;
		struct unit *after = &model->units.items[successor->index];
		after->predecessors[after->n_predecessors++] = &model->units.items[i];
	}
}

/* A site without a table of units still ranks them: every name in a column `unit` is one. */
static void units_of_other_tables(struct model *model)
{
	VEC(struct unit) units = {0};
	for (size_t i = 0; i < model->package->len; i++) {
		const struct resource *resource = &model->package->resources[i];
		size_t field = resource_field(resource, STR("unit"));
		for (size_t row = 0; field != SIZE_MAX && !resource->broken && row < resource->table.rows;
		     row++) {
			struct str id = resource_text(model->arena, resource, row, field);
			if (id.len == 0 || map_get(&model->units_by_id, id))
				continue;
			struct unit *unit = VEC_PUSH(model->arena, &units);
			*unit = (struct unit){.id = id, .index = units.len - 1, .row = SIZE_MAX};
			unit->valid_from.day = INT32_MIN;
			unit->valid_to.day = INT32_MAX;
			for (size_t k = 0; k < model->languages->len; k++)
				unit->name.texts[k] = id;
			*map_put(&model->units_by_id, id) = unit;
		}
	}
	model->units.items = units.items;
	model->units.len = units.len;
	for (size_t i = 0; i < units.len; i++) /* the array may have moved */
		*map_put(&model->units_by_id, units.items[i].id) = &units.items[i];
}

void records_read_units(struct model *model, struct diags *diags)
{
	struct reader reader;
	map_init(&model->units_by_id, model->arena);
	if (!reader_open(&reader, model, &model->units.origin, STR("units"), &STR("unit"), 1, diags)) {
		if (!model->units.origin.resource)
			units_of_other_tables(model);
		return;
	}
	model->units.len = reader.resource->table.rows;
	model->units.items = ARENA_ARRAY(model->arena, struct unit, model->units.len);
	for (reader.row = 0; reader.row < model->units.len; reader.row++) {
		struct unit *unit = &model->units.items[reader.row];
		read_unit(unit, &reader);
		put(&model->units_by_id, &reader, unit->id, unit);
	}
	for (reader.row = 0; reader.row < model->units.len; reader.row++) {
		struct unit *unit = &model->units.items[reader.row];
		unit->parent = reader_unit(&reader, STR("parent"));
		unit->successor = reader_unit(&reader, STR("successor"));
	}
	check_successors(&reader);
	link_predecessors(model);
}

/* ---- indicators ---- */

/* How many are shown: more than DECIMALS_MAX helps nobody, and fewer than none means nothing. */
static void read_decimals(long *out, struct reader *reader)
{
	struct decimal number;
	long decimals;
	if (!reader_decimal(&number, reader, STR("decimals")))
		return;
	if (decimal_to_long(&decimals, number) && decimals >= 0 && decimals <= DECIMALS_MAX) {
		*out = decimals;
		return;
	}
	DIAG(reader->diags, reader_place(reader, STR("decimals")), CELL_NOT_ONE_OF,
	     reader_text(reader, STR("decimals")), STR("decimals"), STR("0 … 30"));
	reader_broken(reader);
}

static void read_indicator(struct indicator *indicator, struct reader *reader)
{
	static const struct str directions[] = {STR_INIT(""), STR_INIT("higher"), STR_INIT("lower")};
	static const struct str aggregates[] = {STR_INIT(""), STR_INIT("latest"), STR_INIT("sum"),
	                                        STR_INIT("ratio")};
	struct model *model = reader->model;
	*indicator = (struct indicator){.id = reader_text(reader, STR("indicator")),
	                                .index = (size_t)(indicator - model->indicators.items),
	                                .row = reader->row,
	                                .decimals = -1};
	model_label(&indicator->name, model->arena, model, reader->resource, reader->row, STR("name"));
	model_label(&indicator->unit_of_measure, model->arena, model, reader->resource, reader->row,
	            STR("unit_of_measure"));
	for (size_t i = 0; i < model->languages->len; i++) {
		indicator->percent =
		        indicator->percent || str_eq(indicator->unit_of_measure.texts[i], STR("%"));
		if (indicator->name.texts[i].len == 0)
			indicator->name.texts[i] = indicator->id;
	}
	read_decimals(&indicator->decimals, reader);
	indicator->direction =
	        (enum direction)reader_choice(reader, STR("direction"), directions, 3, DIRECTION_NONE);
	indicator->aggregate =
	        (enum aggregate)reader_choice(reader, STR("aggregate"), aggregates, 4, AGGREGATE_NONE);
}

void records_read_indicators(struct model *model, struct diags *diags)
{
	struct reader reader;
	map_init(&model->indicators_by_id, model->arena);
	if (!reader_open(&reader, model, &model->indicators.origin, STR("indicators"), &STR("indicator"), 1,
	                 diags))
		return;
	model->indicators.len = reader.resource->table.rows;
	model->indicators.items = ARENA_ARRAY(model->arena, struct indicator, model->indicators.len);
	for (reader.row = 0; reader.row < model->indicators.len; reader.row++) {
		struct indicator *indicator = &model->indicators.items[reader.row];
		read_indicator(indicator, &reader);
		put(&model->indicators_by_id, &reader, indicator->id, indicator);
	}
	for (reader.row = 0; reader.row < model->indicators.len; reader.row++)
		model->indicators.items[reader.row].same_as = reader_indicator(&reader, STR("same_as"));
}

/* ---- people ---- */

void records_read_people(struct model *model, struct diags *diags)
{
	struct reader reader;
	map_init(&model->people_by_id, model->arena);
	if (!reader_open(&reader, model, &model->people.origin, STR("people"), &STR("person"), 1, diags))
		return;
	model->people.len = reader.resource->table.rows;
	model->people.items = ARENA_ARRAY(model->arena, struct person, model->people.len);
	for (reader.row = 0; reader.row < model->people.len; reader.row++) {
		struct person *person = &model->people.items[reader.row];
		*person = (struct person){.id = reader_text(&reader, STR("person")),
		                          .name = reader_text(&reader, STR("name")),
		                          .row = reader.row,
		                          .consent = reader_text(&reader, STR("consent"))};
		model_label(&person->position, model->arena, model, reader.resource, reader.row,
		            STR("position"));
		put(&model->people_by_id, &reader, person->id, person);
	}
}

/* ---- targets ---- */

static void need(struct reader *reader, struct str column)
{
	DIAG(reader->diags, reader_place(reader, column), CELL_REQUIRED, column);
	reader_broken(reader);
}

/* A goal must have the numbers that its comparator compares with. */
static void check_goal(const struct target *target, struct reader *reader)
{
	bool number = target->comparator <= COMPARE_RANGE, range = target->comparator == COMPARE_RANGE;
	if (number && !target->has_value && target->goal_text.len == 0)
		need(reader, STR("value"));
	if (range && !target->has_upper && target->upper_text.len == 0)
		need(reader, STR("upper"));
	if (range && target->has_value && target->has_upper &&
	    decimal_cmp(target->upper, target->value) < 0) {
		DIAG(reader->diags, reader_place(reader, STR("upper")), CELL_MINIMUM, target->upper_text,
		     target->goal_text);
		reader_broken(reader);
	}
}

static void read_target(struct target *target, struct reader *reader)
{
	static const struct str comparators[] = {
	        STR_INIT("ge"),    STR_INIT("gt"),   STR_INIT("eq"), STR_INIT("le"),   STR_INIT("lt"),
	        STR_INIT("range"), STR_INIT("zero"), STR_INIT("up"), STR_INIT("down"), STR_INIT("none")};
	static const struct str frequencies[] = {STR_INIT(""), STR_INIT("quarter"), STR_INIT("year")};
	struct model *model = reader->model;
	*target = (struct target){.id = reader_text(reader, STR("target")),
	                          .index = (size_t)(target - model->targets.items),
	                          .row = reader->row,
	                          .plan_id = reader_text(reader, STR("plan")),
	                          .indicator = reader_indicator(reader, STR("indicator")),
	                          .unit = reader_unit(reader, STR("unit")),
	                          .kind = reader_text(reader, STR("kind")),
	                          .goal_text = reader_text(reader, STR("value")),
	                          .upper_text = reader_text(reader, STR("upper")),
	                          .due = reader_year(reader, STR("due")),
	                          .section = reader_text(reader, STR("section"))};
	target->plan = model_plan(model, target->plan_id);
	if (target->plan_id.len && !target->plan) {
		DIAG(reader->diags, reader_place(reader, STR("plan")), UNKNOWN_PLAN, target->plan_id);
		reader_broken(reader);
	}
	if (reader_text(reader, STR("indicator")).len == 0)
		need(reader, STR("indicator"));
	if (reader_text(reader, STR("comparator")).len == 0)
		need(reader, STR("comparator"));
	target->comparator =
	        (enum comparator)reader_choice(reader, STR("comparator"), comparators, 10, COMPARE_NONE);
	target->frequency =
	        (enum frequency)reader_choice(reader, STR("frequency"), frequencies, 3, FREQUENCY_NONE);
	target->disclose =
	        (enum frequency)reader_choice(reader, STR("disclose"), frequencies, 3, FREQUENCY_NONE);
	target->has_value = reader_decimal(&target->value, reader, STR("value"));
	target->has_upper = reader_decimal(&target->upper, reader, STR("upper"));
	check_goal(target, reader);
}

void records_read_targets(struct model *model, struct diags *diags)
{
	static const struct str needed[] = {STR_INIT("target"), STR_INIT("indicator"),
	                                    STR_INIT("comparator")};
	struct reader reader;
	map_init(&model->targets_by_id, model->arena);
	if (!reader_open(&reader, model, &model->targets.origin, STR("targets"), needed, 3, diags))
		return;
	model->targets.len = reader.resource->table.rows;
	model->targets.items = ARENA_ARRAY(model->arena, struct target, model->targets.len);
	for (reader.row = 0; reader.row < model->targets.len; reader.row++) {
		struct target *target = &model->targets.items[reader.row];
		read_target(target, &reader);
		put(&model->targets_by_id, &reader, target->id, target);
	}
}
