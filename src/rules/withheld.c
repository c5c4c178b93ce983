#include "rules/withheld.h"

#include "base/arena.h"

/* What is withheld of one resource: a byte for each cell and for each row. */
struct mask {
	const struct resource *resource;
	unsigned char *cells, *rows;
};

struct withheld {
	struct arena *arena;
	const struct model *model;
	const struct award_result *awards;
	VEC(struct mask) masks; /* of the few tables that name people */
	struct map persons;     /* the ids that a withheld cell holds */
	struct map named;       /* those of them that a published cell holds even so */
};

static struct mask *mask_find(const struct withheld *withheld, const struct resource *resource)
{
	for (size_t i = 0; i < withheld->masks.len; i++)
		if (withheld->masks.items[i].resource == resource)
			return &withheld->masks.items[i];
	return NULL;
}

static struct mask *mask_make(struct withheld *withheld, const struct resource *resource)
{
	struct mask *mask = mask_find(withheld, resource);
	if (mask)
		return mask;
	mask = VEC_PUSH(withheld->arena, &withheld->masks);
	*mask = (struct mask){.resource = resource};
	mask->cells = arena_array(withheld->arena, resource->table.rows, resource->n_fields);
	mask->rows = arena_array(withheld->arena, resource->table.rows, 1);
	return mask;
}

static void hide(struct withheld *withheld, const struct resource *resource, size_t row, size_t field)
{
	if (field != SIZE_MAX)
		mask_make(withheld, resource)->cells[row * resource->n_fields + field] = 1;
}

static struct str cell(const struct withheld *withheld, const struct resource *resource, size_t row,
                       const char *column)
{
	return model_text(withheld->arena, resource, row, str_from(column));
}

static bool contains(struct str text, struct str part)
{
	return part.len > 0 && str_find(text, part) < text.len;
}

/* True where a column of the resource names people. */
static bool names_people(const struct withheld *withheld, const struct resource *resource, size_t field)
{
	const struct resource *people = withheld->model->people.origin.resource;
	if (resource == people)
		return false;
	if (str_eq(resource->fields[field].name, STR("person")))
		return true;
	VEC_EACH (const struct foreign_key, key, &resource->foreign_keys) {
		if (people && key->n == 1 && key->target == people && key->columns[0] == field)
			return true;
	}
	return false;
}

/* Hides a person in a row: where it is named, and each text in which the name stands. */
static void hide_person(struct withheld *withheld, const struct resource *resource, size_t row,
                        struct str person)
{
	const struct person *known = model_person(withheld->model, person);
	struct str name = known ? known->name : person;
	for (size_t i = 0; i < resource->n_fields; i++) {
		struct str text = resource_text(withheld->arena, resource, row, i);
		if ((names_people(withheld, resource, i) && str_eq(text, person)) ||
		    (resource->fields[i].type == FIELD_STRING && contains(text, name)))
			hide(withheld, resource, row, i);
	}
	*map_put(&withheld->persons, person) = withheld;
}

/* ---- revoked ---- */

static bool is_title(const struct withheld *withheld, struct str column)
{
	const struct languages *languages = withheld->model->languages;
	bool found = str_eq(column, STR("title"));
	for (size_t i = 0; i < languages->len && !found; i++)
		found = str_starts(column, STR("title_")) &&
		        str_eq(str_sub(column, 6, column.len), languages->codes[i]);
	return found;
}

/* Same where one of the two says nothing. */
static bool may_be_same(struct str a, struct str b)
{
	return a.len == 0 || b.len == 0 || str_eq(a, b);
}

/* True where a year, as text, lies in the cycle that an honour was given for. */
static bool in_cycle(const struct honour *honour, struct str year)
{
	struct period period;
	if (!period_parse(&period, year) || period.kind != PERIOD_YEAR)
		return year.len == 0;
	const struct award *award = honour->award;
	bool term = award && award->cycle == CYCLE_TERM && award->from;
	return period.year <= honour->year && period.year >= (term ? award->from : honour->year);
}

/* The rows of one table that name the person for what was revoked. */
static void hide_elsewhere(struct withheld *withheld, const struct resource *resource,
                           const struct honour *honour)
{
	bool by_award = resource_field(resource, STR("award")) != SIZE_MAX;
	struct str unit = honour->unit ? honour->unit->id : STR("");
	for (size_t row = 0; row < resource->table.rows; row++)
		if (str_eq(cell(withheld, resource, row, "person"), honour->person.id) &&
		    may_be_same(cell(withheld, resource, row, "unit"), unit) &&
		    in_cycle(honour, cell(withheld, resource, row, "year")) &&
		    (!by_award || str_eq(cell(withheld, resource, row, "award"), honour->award_id)))
			hide_person(withheld, resource, row, honour->person.id);
}

/* True of a table whose rows are about an award, or about what it is given for. */
static bool is_evidence(const struct resource *resource)
{
	return !resource->broken && resource_field(resource, STR("person")) != SIZE_MAX &&
	       !str_eq(resource->name, STR("honours")) &&
	       (str_eq(resource->name, STR("initiatives")) ||
	        (resource_field(resource, STR("award")) != SIZE_MAX &&
	         resource_field(resource, STR("year")) != SIZE_MAX));
}

static void hide_revoked(struct withheld *withheld, const struct honour *honour)
{
	const struct package *package = withheld->model->package;
	const struct resource *honours = withheld->model->honours.origin.resource;
	for (size_t i = 0; i < honours->n_fields; i++)
		if (is_title(withheld, honours->fields[i].name))
			hide(withheld, honours, honour->row, i);
	if (honour->person.id.len == 0)
		return;
	hide_person(withheld, honours, honour->row, honour->person.id);
	for (size_t i = 0; i < package->len; i++)
		if (is_evidence(&package->resources[i]))
			hide_elsewhere(withheld, &package->resources[i], honour);
}

/* ---- not eligible ---- */

struct standings {
	struct map candidates; /* persons whom the conditions of some award judge */
	struct map cleared;    /* persons who were found eligible, or hold an honour */
};

static void note(struct map *persons, struct str person)
{
	if (person.len)
		*map_put(persons, person) = persons;
}

/* True of who is a candidate and nothing more. */
static bool is_unnamed(const struct standings *standings, struct str person)
{
	return map_get(&standings->candidates, person) && !map_get(&standings->cleared, person);
}

/* The award of individuals, judged by conditions, that a row names; NULL: none. */
static const struct award_result *judged_award(const struct withheld *withheld, const struct award *award)
{
	const struct award_result *result =
	        award && withheld->awards ? &withheld->awards[award->index] : NULL;
	return result && award->individual && award->cycle != CYCLE_SPOT && !result->broken ? result : NULL;
}

/* A decision that stands, or one under consultation that the conditions do not bind. */
static bool is_standing(const struct withheld *withheld, const struct honour *honour)
{
	return honour->state == HONOUR_DECIDED ||
	       (honour->state == HONOUR_CONSULTATION &&
	        (honour->outside_quota || !judged_award(withheld, honour->award)));
}

static void note_verdicts(struct standings *out, const struct award_cycle_result *cycle)
{
	for (size_t i = 0; i < cycle->n; i++) {
		note(&out->candidates, cycle->verdicts[i].person.id);
		if (cycle->verdicts[i].eligible)
			note(&out->cleared, cycle->verdicts[i].person.id);
	}
}

static void find_standings(struct standings *out, const struct withheld *withheld)
{
	const struct model *model = withheld->model;
	map_init(&out->candidates, withheld->arena);
	map_init(&out->cleared, withheld->arena);
	for (size_t i = 0; i < model->awards.len; i++) {
		const struct award_result *result = judged_award(withheld, &model->awards.items[i]);
		for (size_t j = 0; result && j < result->n; j++)
			note_verdicts(out, &result->cycles[j]);
	}
	for (size_t i = 0; i < model->honours.len; i++)
		if (is_standing(withheld, &model->honours.items[i]))
			note(&out->cleared, model->honours.items[i].person.id);
	for (size_t i = 0; i < model->nominees.len; i++)
		if (judged_award(withheld, model->nominees.items[i].award))
			note(&out->candidates, model->nominees.items[i].person.id);
}

/* True where the person holds the award of that year by a decision that stands. */
static bool holds(const struct withheld *withheld, const struct award *award, int year, struct str person)
{
	const struct model *model = withheld->model;
	for (size_t i = 0; i < model->honours.len; i++) {
		const struct honour *honour = &model->honours.items[i];
		if (honour->award == award && honour->year == year && str_eq(honour->person.id, person) &&
		    is_standing(withheld, honour))
			return true;
	}
	return false;
}

/* Whether the person of a row with an award and a year may be named there. */
static bool may_be_named(const struct withheld *withheld, const struct resource *resource, size_t row,
                         struct str person)
{
	const struct award *award = model_award(withheld->model, cell(withheld, resource, row, "award"));
	const struct award_result *result = judged_award(withheld, award);
	struct period year;
	if (!result)
		return true;
	if (!period_parse(&year, cell(withheld, resource, row, "year")))
		return false;
	const struct award_cycle_result *cycle = award_cycle(result, year.year);
	const struct unit *unit = model_unit(withheld->model, cell(withheld, resource, row, "unit"));
	const struct verdict *verdict = cycle ? award_verdict(cycle, unit, person) : NULL;
	return (verdict && verdict->eligible) || holds(withheld, award, year.year, person);
}

static void hide_column(struct withheld *withheld, const struct standings *standings,
                        const struct resource *resource, size_t field)
{
	bool by_award = resource_field(resource, STR("award")) != SIZE_MAX &&
	                resource_field(resource, STR("year")) != SIZE_MAX;
	for (size_t row = 0; row < resource->table.rows; row++) {
		struct str person = resource_text(withheld->arena, resource, row, field);
		if (person.len && (is_unnamed(standings, person) ||
		                   (by_award && !may_be_named(withheld, resource, row, person))))
			hide_person(withheld, resource, row, person);
	}
}

static void hide_ineligible(struct withheld *withheld)
{
	const struct model *model = withheld->model;
	struct standings standings;
	find_standings(&standings, withheld);
	for (size_t i = 0; i < model->package->len; i++) {
		const struct resource *resource = &model->package->resources[i];
		for (size_t j = 0; j < resource->n_fields && !resource->broken; j++)
			if (names_people(withheld, resource, j))
				hide_column(withheld, &standings, resource, j);
	}
	for (size_t i = 0; i < model->people.len; i++)
		if (is_unnamed(&standings, model->people.items[i].id))
			*map_put(&withheld->persons, model->people.items[i].id) = withheld;
}

/* ---- people who are named nowhere any more ---- */

static void note_named(struct withheld *withheld, const struct resource *resource, size_t field)
{
	for (size_t row = 0; row < resource->table.rows; row++) {
		struct str person = resource_text(withheld->arena, resource, row, field);
		if (person.len && map_get(&withheld->persons, person) &&
		    !withheld_cell(withheld, resource, row, field))
			*map_put(&withheld->named, person) = withheld;
	}
}

static void hide_people(struct withheld *withheld)
{
	const struct model *model = withheld->model;
	const struct resource *people = model->people.origin.resource;
	for (size_t i = 0; i < model->package->len && withheld->persons.len; i++) {
		const struct resource *resource = &model->package->resources[i];
		for (size_t j = 0; j < resource->n_fields && resource->publish && !resource->broken; j++)
			if (names_people(withheld, resource, j))
				note_named(withheld, resource, j);
	}
	for (size_t i = 0; i < model->people.len; i++)
		if (withheld_person(withheld, model->people.items[i].id))
			mask_make(withheld, people)->rows[model->people.items[i].row] = 1;
}

const struct withheld *withheld_compute(struct arena *arena, const struct model *model,
                                        const struct award_result *awards)
{
	struct withheld *withheld = ARENA_NEW(arena, struct withheld);
	*withheld = (struct withheld){.arena = arena, .model = model, .awards = awards};
	map_init(&withheld->persons, arena);
	map_init(&withheld->named, arena);
	for (size_t i = 0; i < model->honours.len; i++)
		if (model->honours.items[i].state == HONOUR_REVOKED)
			hide_revoked(withheld, &model->honours.items[i]);
	hide_ineligible(withheld);
	hide_people(withheld);
	return withheld;
}

/* ---- asking ---- */

bool withheld_cell(const struct withheld *withheld, const struct resource *resource, size_t row, size_t field)
{
	const struct mask *mask = withheld ? mask_find(withheld, resource) : NULL;
	return mask && (mask->rows[row] || mask->cells[row * resource->n_fields + field]);
}

bool withheld_row(const struct withheld *withheld, const struct resource *resource, size_t row)
{
	const struct mask *mask = withheld ? mask_find(withheld, resource) : NULL;
	return mask && mask->rows[row];
}

bool withheld_any(const struct withheld *withheld, const struct resource *resource)
{
	return withheld && mask_find(withheld, resource) != NULL;
}

bool withheld_person(const struct withheld *withheld, struct str person)
{
	return withheld && map_get(&withheld->persons, person) && !map_get(&withheld->named, person);
}

bool withheld_verdict(const struct withheld *withheld, const struct award_cycle_result *cycle,
                      const struct verdict *verdict)
{
	struct str person = verdict->person.id, unit = verdict->unit ? verdict->unit->id : STR("");
	if (!withheld || person.len == 0)
		return false;
	for (size_t i = 0; i < withheld->model->honours.len; i++) {
		const struct honour *honour = &withheld->model->honours.items[i];
		if (honour->state == HONOUR_REVOKED && honour->award == cycle->award &&
		    honour->year >= cycle->from && honour->year <= cycle->to &&
		    str_eq(honour->person.id, person) &&
		    may_be_same(honour->unit ? honour->unit->id : STR(""), unit))
			return true;
	}
	return withheld_person(withheld, person) && !verdict->person.person;
}
