#include "history/compare.h"

#include "base/arena.h"
#include "history/keyed.h"
#include "schema/keys.h"

enum { KEY_FIELDS_MAX = 16 };

/* One of the old states, laid over the new one. */
struct overlay {
	const struct keyed *old; /* by a key of the same columns as the new one's */
	size_t *field;           /* by new field: the old one; SIZE_MAX */
	size_t *row;             /* by new row: the old one; SIZE_MAX */
	bool *kept;              /* by old row: some new row is the same */
	bool same_fields;        /* both were read by one descriptor */
};

struct comparison {
	struct arena *arena;
	const struct keyed *new;
	const struct renames *renames;
	struct overlay *olds;
	size_t n_olds;
	VEC(struct difference) renamed; /* so that each is found once */
	difference_found *found;
	void *data;
};

/* ---- columns ---- */

static bool has_column(const struct resource *resource, size_t field)
{
	return field != SIZE_MAX && resource->column_of[field] != SIZE_MAX;
}

static size_t column_named(const struct resource *resource, struct str name)
{
	size_t field = resource_field(resource, name);
	return has_column(resource, field) ? field : SIZE_MAX;
}

/* The old field that a new one was: of the same name, or of one that was renamed into it. */
static size_t old_field(const struct comparison *with, const struct resource *old, size_t field)
{
	const struct resource *new = with->new->resource;
	struct str name = new->fields[field].name;
	size_t same = column_named(old, name);
	if (same != SIZE_MAX || !with->renames)
		return same;
	for (size_t i = 0; i < old->n_fields; i++)
		if (has_column(old, i) && column_named(new, old->fields[i].name) == SIZE_MAX &&
		    rename_leads(&with->renames->columns, old->fields[i].name, name))
			return i;
	return SIZE_MAX;
}

static void map_fields(struct overlay *overlay, const struct comparison *with, const struct resource *old)
{
	const struct resource *new = with->new->resource;
	overlay->field = ARENA_ARRAY(with->arena, size_t, new->n_fields);
	overlay->same_fields = old->fields == new->fields;
	for (size_t i = 0; i < new->n_fields; i++)
		overlay->field[i] = has_column(new, i) ? old_field(with, old, i) : SIZE_MAX;
}

/* ---- rows ---- */

/* The old rows by the columns of the new key, where they have them and are told apart by them. */
static const struct keyed *rekey(const struct comparison *with, const struct overlay *overlay,
                                 const struct keyed *old)
{
	const struct keyed *new = with->new;
	size_t *fields = ARENA_ARRAY(with->arena, size_t, new->n_fields);
	bool same = old->n_fields == new->n_fields;
	for (size_t i = 0; i < new->n_fields; i++) {
		fields[i] = overlay->field[new->fields[i]];
		same = same && fields[i] == old->fields[i];
		if (fields[i] == SIZE_MAX)
			return old;
	}
	if (same)
		return old;
	struct keyed *keyed = ARENA_NEW(with->arena, struct keyed);
	*keyed = (struct keyed){.resource = old->resource, .fields = fields, .n_fields = new->n_fields};
	struct diags unsaid;
	diag_init(&unsaid, with->arena);
	return keyed_fill(keyed, with->arena, new->resource->n_primary_key == 0, &unsaid) ? keyed : old;
}

/* The new row of an old one whose key has gone, by what its codes became. Tries each code as it was and as
 * what it became, from the first column of the key on. */
static size_t renamed_row(const struct comparison *with, const struct overlay *overlay, size_t row,
                          struct str *key, size_t at)
{
	const struct keyed *new = with->new;
	if (at == new->n_fields) {
		struct str joined = key_join(with->arena, key, at);
		size_t found = keyed_find(new, joined);
		return found != SIZE_MAX && overlay->row[found] == SIZE_MAX ? found : SIZE_MAX;
	}
	size_t field = new->fields[at];
	const struct rename_list *codes = renames_codes(with->renames, new->resource->fields[field].name);
	key[at] = resource_text(with->arena, overlay->old->resource, row, overlay->old->fields[at]);
	for (size_t step = 0;; step++) {
		size_t found = renamed_row(with, overlay, row, key, at + 1);
		if (found != SIZE_MAX || !codes || step == codes->len ||
		    !rename_next(&key[at], codes, key[at]))
			return found;
	}
}

static void map_rows(struct overlay *overlay, const struct comparison *with)
{
	const struct keyed *new = with->new, *old = overlay->old;
	size_t rows = new->resource->table.rows, old_rows = old->resource->table.rows;
	overlay->row = ARENA_ARRAY(with->arena, size_t, rows);
	overlay->kept = ARENA_ARRAY(with->arena, bool, old_rows);
	for (size_t row = 0; row < rows; row++) {
		/* rows mostly stay where they are */
		bool in_place = row < old_rows && str_eq(new->keys[row], old->keys[row]);
		size_t found = in_place ? row : keyed_find(old, new->keys[row]);
		overlay->row[row] = found;
		if (found != SIZE_MAX)
			overlay->kept[found] = true;
	}
	bool may = with->renames && with->renames->n_codes && new->n_fields <= KEY_FIELDS_MAX &&
	           old->n_fields == new->n_fields;
	for (size_t row = 0; may && row < old_rows; row++) {
		struct str key[KEY_FIELDS_MAX];
		size_t found = overlay->kept[row] ? SIZE_MAX : renamed_row(with, overlay, row, key, 0);
		if (found == SIZE_MAX)
			continue;
		overlay->row[found] = row;
		overlay->kept[row] = true;
	}
}

/* ---- what is found ---- */

static struct str shown_key(struct str key)
{
	return str_sub(key, 0, str_find(key, (struct str){"\0", 1}));
}

static void find_renamed(struct comparison *with, struct str column, struct str old, struct str new)
{
	VEC_EACH (struct difference, known, &with->renamed) {
		if (str_eq(known->column, column) && str_eq(known->old, old) && str_eq(known->new, new))
			return;
	}
	struct difference *difference = VEC_PUSH(with->arena, &with->renamed);
	*difference = (struct difference){.class = CHANGE_RENAMED,
	                                  .column = column,
	                                  .old = old,
	                                  .new = new,
	                                  .old_row = SIZE_MAX,
	                                  .new_row = SIZE_MAX};
	with->found(with->data, difference);
}

static void find_column(struct comparison *with, enum change_class class, struct str name)
{
	struct difference difference = {
	        .class = class, .column = name, .old_row = SIZE_MAX, .new_row = SIZE_MAX};
	with->found(with->data, &difference);
}

/* A column that no old state had is new; one that all had by another name is renamed. */
static void compare_new_columns(struct comparison *with)
{
	const struct resource *new = with->new->resource;
	for (size_t i = 0; i < new->n_fields; i++) {
		size_t had = 0, same = 0;
		struct str before = {0};
		for (size_t k = 0; has_column(new, i) && k < with->n_olds; k++) {
			const struct overlay *overlay = &with->olds[k];
			if (overlay->field[i] == SIZE_MAX)
				continue;
			struct str name = overlay->old->resource->fields[overlay->field[i]].name;
			before = had++ ? before : name;
			same += str_eq(name, new->fields[i].name);
		}
		if (has_column(new, i) && had == 0)
			find_column(with, CHANGE_ADDED, new->fields[i].name);
		else if (had == with->n_olds && same == 0)
			find_renamed(with, new->fields[i].name, before, new->fields[i].name);
	}
}

static bool is_taken(const struct overlay *overlay, size_t n_fields, size_t field)
{
	for (size_t i = 0; i < n_fields; i++)
		if (overlay->field[i] == field)
			return true;
	return false;
}

static void compare_old_columns(struct comparison *with)
{
	size_t n_new = with->new->resource->n_fields;
	const struct resource *first = with->olds[0].old->resource;
	for (size_t i = 0; i < first->n_fields; i++) {
		bool gone = has_column(first, i);
		for (size_t k = 0; gone && k < with->n_olds; k++) {
			size_t field = column_named(with->olds[k].old->resource, first->fields[i].name);
			gone = field != SIZE_MAX && !is_taken(&with->olds[k], n_new, field);
		}
		if (gone)
			find_column(with, CHANGE_REMOVED, first->fields[i].name);
	}
}

struct str change_class_text(enum change_class class)
{
	static const struct str texts[] = {
	        [CHANGE_NUMBER] = STR_INIT("number"),   [CHANGE_TEXT] = STR_INIT("text"),
	        [CHANGE_FORMAT] = STR_INIT("format"),   [CHANGE_ADDED] = STR_INIT("added"),
	        [CHANGE_REMOVED] = STR_INIT("removed"), [CHANGE_RENAMED] = STR_INIT("renamed"),
	};
	return texts[class];
}

static enum change_class value_class(struct arena *arena, const struct field *field, struct str old,
                                     struct str new)
{
	if (!field_is_number(field))
		return CHANGE_TEXT;
	return decimal_same(arena, old, new) ? CHANGE_FORMAT : CHANGE_NUMBER;
}

/* True where the cell stood so already. Of one descriptor the bytes decide first. */
static bool is_same(struct str *old, struct str *new, const struct comparison *with,
                    const struct overlay *overlay, size_t row, size_t field)
{
	const struct resource *to = with->new->resource, *from = overlay->old->resource;
	size_t old_row = overlay->row[row], old_field_at = overlay->field[field];
	if (overlay->same_fields && str_eq(table_cell(&from->table, old_row, from->column_of[old_field_at]),
	                                   table_cell(&to->table, row, to->column_of[field])))
		return true;
	*old = resource_text(with->arena, from, old_row, old_field_at);
	*new = resource_text(with->arena, to, row, field);
	return str_eq(*old, *new);
}

static bool is_code_renamed(const struct comparison *with, struct str column, struct str old, struct str new)
{
	const struct rename_list *codes = renames_codes(with->renames, column);
	return codes && rename_leads(codes, old, new);
}

static void compare_cell(struct comparison *with, size_t row, size_t field)
{
	struct difference difference = {.new_row = row, .old_row = SIZE_MAX};
	struct str column = with->new->resource->fields[field].name, was = {0};
	for (size_t k = 0; k < with->n_olds; k++) {
		const struct overlay *overlay = &with->olds[k];
		struct str old = {0};
		if (overlay->row[row] == SIZE_MAX || overlay->field[field] == SIZE_MAX)
			continue;
		if (is_same(&old, &difference.new, with, overlay, row, field))
			return;
		if (difference.from)
			continue;
		difference.from = overlay->old;
		difference.old_row = overlay->row[row];
		difference.old = old;
		was = overlay->old->resource->fields[overlay->field[field]].name;
	}
	if (!difference.from)
		return; /* the column is new: that is said of the column */
	if (is_code_renamed(with, column, difference.old, difference.new) ||
	    is_code_renamed(with, was, difference.old, difference.new)) {
		find_renamed(with, column, difference.old, difference.new);
		return;
	}
	difference.key = shown_key(with->new->keys[row]);
	difference.column = column;
	difference.class =
	        value_class(with->arena, &with->new->resource->fields[field], difference.old, difference.new);
	with->found(with->data, &difference);
}

static void compare_row(struct comparison *with, size_t row)
{
	bool there = false;
	for (size_t k = 0; k < with->n_olds; k++)
		there = there || with->olds[k].row[row] != SIZE_MAX;
	if (!there) {
		struct difference difference = {.class = CHANGE_ADDED,
		                                .key = shown_key(with->new->keys[row]),
		                                .old_row = SIZE_MAX,
		                                .new_row = row};
		with->found(with->data, &difference);
		return;
	}
	for (size_t i = 0; i < with->new->resource->n_fields; i++)
		if (has_column(with->new->resource, i))
			compare_cell(with, row, i);
}

static void compare_gone(struct comparison *with)
{
	const struct overlay *first = &with->olds[0];
	for (size_t row = 0; row < first->old->resource->table.rows; row++) {
		bool gone = !first->kept[row];
		for (size_t k = 1; gone && k < with->n_olds; k++) {
			size_t other = keyed_find(with->olds[k].old, first->old->keys[row]);
			gone = other != SIZE_MAX && !with->olds[k].kept[other];
		}
		struct difference difference = {.class = CHANGE_REMOVED,
		                                .key = shown_key(first->old->keys[row]),
		                                .from = first->old,
		                                .old_row = row,
		                                .new_row = SIZE_MAX};
		if (gone)
			with->found(with->data, &difference);
	}
}

void compare_states(struct arena *arena, const struct keyed *const *olds, size_t n_olds,
                    const struct keyed *new, const struct renames *renames, difference_found *found,
                    void *data)
{
	struct comparison with = {.arena = arena,
	                          .new = new,
	                          .renames = renames,
	                          .olds = ARENA_ARRAY(arena, struct overlay, n_olds),
	                          .n_olds = n_olds,
	                          .found = found,
	                          .data = data};
	for (size_t k = 0; k < n_olds; k++) {
		struct overlay *overlay = &with.olds[k];
		map_fields(overlay, &with, olds[k]->resource);
		overlay->old = rekey(&with, overlay, olds[k]);
		map_rows(overlay, &with);
	}
	compare_new_columns(&with);
	compare_old_columns(&with);
	for (size_t row = 0; row < new->resource->table.rows; row++)
		compare_row(&with, row);
	compare_gone(&with);
}
