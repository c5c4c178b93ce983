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
	VEC(struct mask) masks; /* of the few tables that name people */
	struct map persons;     /* the ids that a withheld cell holds */
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

/* Hides the person of a row, and each text of it in which the name stands. */
static void hide_person(struct withheld *withheld, const struct resource *resource, size_t row,
                        struct str person)
{
	const struct person *known = model_person(withheld->model, person);
	struct str name = known ? known->name : person;
	for (size_t i = 0; i < resource->n_fields; i++) {
		const struct field *field = &resource->fields[i];
		if (str_eq(field->name, STR("person")) ||
		    (field->type == FIELD_STRING &&
		     contains(resource_text(withheld->arena, resource, row, i), name)))
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

/* ---- people who are named nowhere any more ---- */

/* True where a column of the resource names people. */
static bool names_people(const struct resource *resource, size_t field, const struct resource *people)
{
	if (str_eq(resource->fields[field].name, STR("person")))
		return true;
	VEC_EACH (const struct foreign_key, key, &resource->foreign_keys) {
		if (key->n == 1 && key->target == people && key->columns[0] == field)
			return true;
	}
	return false;
}

static void note_named(struct map *named, const struct withheld *withheld, const struct resource *resource,
                       size_t field)
{
	for (size_t row = 0; row < resource->table.rows; row++) {
		struct str person = resource_text(withheld->arena, resource, row, field);
		if (person.len && map_get(&withheld->persons, person) &&
		    !withheld_cell(withheld, resource, row, field))
			*map_put(named, person) = named;
	}
}

static void hide_people(struct withheld *withheld)
{
	const struct model *model = withheld->model;
	const struct resource *people = model->people.origin.resource;
	if (!people || withheld->persons.len == 0)
		return;
	struct map named;
	map_init(&named, withheld->arena);
	for (size_t i = 0; i < model->package->len; i++) {
		const struct resource *resource = &model->package->resources[i];
		for (size_t j = 0; j < resource->n_fields; j++)
			if (resource != people && resource->publish && !resource->broken &&
			    names_people(resource, j, people))
				note_named(&named, withheld, resource, j);
	}
	for (size_t i = 0; i < model->people.len; i++) {
		const struct person *person = &model->people.items[i];
		if (map_get(&withheld->persons, person->id) && !map_get(&named, person->id))
			mask_make(withheld, people)->rows[person->row] = 1;
	}
}

const struct withheld *withheld_compute(struct arena *arena, const struct model *model)
{
	struct withheld *withheld = ARENA_NEW(arena, struct withheld);
	*withheld = (struct withheld){.arena = arena, .model = model};
	map_init(&withheld->persons, arena);
	for (size_t i = 0; i < model->honours.len; i++)
		if (model->honours.items[i].state == HONOUR_REVOKED)
			hide_revoked(withheld, &model->honours.items[i]);
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
