/* Finding the header, and what each column is: by the field's name or its title in any language of the site,
 * without regard to case, diacritics and marks; by --map before both. */
#include "import/parts.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "text/text.h"

enum { LOOK_ROWS = 100, LABELS_MAX = 3 };

/* What a column is called: in a header of two rows by the lower one, by both, or by the upper one alone. */
struct labels {
	struct str folded[LABELS_MAX];
	size_t n;
	struct str shown;
};

/* A merged cell's text stands in the first of its columns. */
static struct str upper_label(const struct grid *grid, size_t row, size_t column)
{
	for (size_t i = column + 1; i-- > 0;) {
		struct str text = str_trim(grid_text(grid, row, i));
		if (text.len)
			return text;
	}
	return STR("");
}

static void add_label(struct labels *labels, struct arena *arena, struct str text)
{
	text = text_fold(arena, text);
	if (text.len && labels->n < LABELS_MAX)
		labels->folded[labels->n++] = text;
}

static void read_labels(struct labels *out, struct arena *arena, const struct grid *grid, size_t row,
                        size_t rows, size_t column)
{
	struct str upper = str_trim(grid_text(grid, row, column)),
	           lower = rows > 1 ? str_trim(grid_text(grid, row + 1, column)) : STR("");
	struct str above = rows > 1 ? upper_label(grid, row, column) : upper;
	*out = (struct labels){.shown = upper};
	if (lower.len) {
		add_label(out, arena, lower);
		out->shown = above.len ? STR_JOIN(arena, above, STR(" / "), lower) : lower;
		add_label(out, arena, out->shown);
	}
	add_label(out, arena, lower.len ? STR("") : upper);
}

static struct str letters_of(struct arena *arena, size_t column)
{
	struct str last = str_printf(arena, "%c", (char)('A' + column % 26));
	return column < 26 ? last : STR_JOIN(arena, letters_of(arena, column / 26 - 1), last);
}

static bool is_called(const struct labels *labels, struct arena *arena, struct str name)
{
	struct str folded = text_fold(arena, name);
	for (size_t i = 0; i < labels->n; i++)
		if (str_eq(labels->folded[i], folded))
			return true;
	return false;
}

/* The --map that speaks of a column: by its label, else by its letter. */
static const struct import_pair *find_map(const struct import *import, struct arena *arena,
                                          const struct labels *labels, size_t column)
{
	const struct import_options *options = import->options;
	for (size_t i = 0; i < options->n_maps; i++)
		if (is_called(labels, arena, options->maps[i].left))
			return &options->maps[i];
	for (size_t i = 0; i < options->n_maps; i++)
		if (str_eq(letters_of(arena, column), options->maps[i].left))
			return &options->maps[i];
	return NULL;
}

static bool names_field(const struct import *import, struct arena *arena, const struct field *field,
                        const struct labels *labels)
{
	if (is_called(labels, arena, field->name))
		return true;
	for (size_t l = 0; l < import->config.languages.len; l++)
		if (field->title.texts[l].len && is_called(labels, arena, field->title.texts[l]))
			return true;
	return false;
}

/* The field that the labels name; n_fields where two do, SIZE_MAX where none does. */
static size_t find_field(const struct import *import, struct arena *arena, const struct labels *labels)
{
	const struct resource *resource = import->resource;
	size_t found = SIZE_MAX;
	for (size_t i = 0; i < resource->n_fields; i++) {
		if (str_eq(labels->shown, resource->fields[i].name))
			return i;
		if (!names_field(import, arena, &resource->fields[i], labels))
			continue;
		found = found == SIZE_MAX ? i : resource->n_fields;
	}
	return found;
}

static size_t count_placed(const struct import *import, struct arena *arena, const struct grid *grid,
                           size_t row, size_t rows)
{
	const struct resource *resource = import->resource;
	bool *seen = ARENA_ARRAY(arena, bool, resource->n_fields);
	size_t n = 0;
	for (size_t column = 0; column < grid->columns; column++) {
		struct labels labels;
		read_labels(&labels, arena, grid, row, rows, column);
		const struct import_pair *map = labels.n ? find_map(import, arena, &labels, column) : NULL;
		size_t field = map        ? resource_field(resource, map->right)
		               : labels.n ? find_field(import, arena, &labels)
		                          : SIZE_MAX;
		if (field >= resource->n_fields || seen[field])
			continue;
		seen[field] = true;
		n++;
	}
	return n;
}

size_t import_header_find(size_t *row, size_t *rows, const struct import *import, const struct grid *grid)
{
	struct arena *scratch = arena_new();
	size_t best = 0;
	for (size_t n = 1; n <= 2; n++) /* of two rows only where that places more */
		for (size_t i = 0; i + n <= grid->rows.len && i < LOOK_ROWS; i++) {
			size_t placed = count_placed(import, scratch, grid, i, n);
			if (placed > best) {
				best = placed;
				*row = i;
				*rows = n;
			}
			arena_reset(scratch);
		}
	arena_free(scratch);
	return best >= 2 || best == import->resource->n_fields ? best : 0;
}

/* ---- what each column is ---- */

static bool is_blank_column(const struct import *import, size_t column)
{
	for (size_t row = import->header + import->header_rows; row < import->grid.rows.len; row++)
		if (str_trim(grid_text(&import->grid, row, column)).len)
			return false;
	return true;
}

/* A column whose numbers are 1, 2, 3 …, perhaps from 1 again in each part; what is no number parts them. */
static bool only_counts(const struct import *import, size_t column)
{
	struct str next = STR("1");
	size_t n = 0;
	for (size_t row = import->header + import->header_rows; row < import->grid.rows.len; row++) {
		struct str text = str_trim(grid_text(&import->grid, row, column));
		if (!text.len || !ascii_is_digit(text.ptr[0]))
			continue;
		if (!str_eq(text, next) && !str_eq(text, STR("1")))
			return false;
		n = str_eq(text, STR("1")) ? 1 : n + 1;
		next = str_printf(import->arena, "%zu", n + 1);
	}
	return n > 0;
}

static bool is_counter(const struct import *import, const struct labels *labels, size_t column)
{
	static const struct str names[] = {STR_INIT("stt"), STR_INIT("tt"),    STR_INIT("so thu tu"),
	                                   STR_INIT("no"),  STR_INIT("so tt"), STR_INIT("thu tu")};
	for (size_t i = 0; i < LENGTH(names); i++)
		if (is_called(labels, import->arena, names[i]))
			return only_counts(import, column);
	return false;
}

static bool place_column(struct import *import, const struct labels *labels, size_t column)
{
	const struct resource *resource = import->resource;
	struct import_column *out = &import->columns[column];
	const struct import_pair *map = find_map(import, import->arena, labels, column);
	size_t row = import->header;
	if (import->header_rows > 1 && str_trim(grid_text(&import->grid, row + 1, column)).len)
		row++;
	*out = (struct import_column){.label = labels->shown, .field = SIZE_MAX};
	if (!out->label.len)
		out->label = letters_of(import->arena, column);
	size_t field = map         ? resource_field(resource, map->right)
	               : labels->n ? find_field(import, import->arena, labels)
	                           : SIZE_MAX;
	out->dropped = map ? map->right.len == 0 : field == SIZE_MAX && is_counter(import, labels, column);
	if (out->dropped && map)
		IMPORT_SAY(import, row, column, IMPORT_DROPPED, out->label);
	else if (out->dropped)
		IMPORT_SAY(import, row, column, IMPORT_COUNTER, out->label);
	if (out->dropped || (field == SIZE_MAX && is_blank_column(import, column)))
		return true;
	if (field >= resource->n_fields) {
		if (field == SIZE_MAX)
			IMPORT_SAY(import, row, column, IMPORT_COLUMN_UNKNOWN, out->label, resource->name);
		else
			IMPORT_SAY(import, row, column, IMPORT_COLUMN_TWO_FIELDS, out->label);
		return false;
	}
	size_t other = import->column_of[field];
	if (other != SIZE_MAX) {
		IMPORT_SAY(import, row, column, IMPORT_COLUMN_TWICE, out->label, import->columns[other].label,
		           resource->fields[field].name);
		return false;
	}
	out->field = field;
	import->column_of[field] = column;
	IMPORT_SAY(import, row, column, IMPORT_COLUMN, out->label, resource->fields[field].name);
	return true;
}

/* ---- what the command line says ---- */

static bool is_field(const struct import *import, struct str name)
{
	if (resource_field(import->resource, name) != SIZE_MAX)
		return true;
	DIAG(import->diags, (struct place){0}, IMPORT_NO_FIELD, name, import->resource->name,
	     resource_field_names(import->arena, import->resource));
	return false;
}

/* A --map must speak of a column that is there. */
static bool check_map(const struct import *import, const struct import_pair *map)
{
	struct str all = {0};
	for (size_t column = 0; column < import->grid.columns; column++) {
		struct labels labels;
		read_labels(&labels, import->arena, &import->grid, import->header, import->header_rows,
		            column);
		if (find_map(import, import->arena, &labels, column) == map)
			return true;
		all = str_list_add(import->arena, all,
		                   labels.shown.len ? labels.shown : letters_of(import->arena, column));
	}
	DIAG(import->diags, (struct place){0}, IMPORT_NO_COLUMN, map->left, all);
	return false;
}

bool import_command_line(struct import *import)
{
	const struct import_options *options = import->options;
	size_t n = import->resource->n_fields;
	bool well = true;
	import->column_of = ARENA_ARRAY(import->arena, size_t, n);
	import->set = ARENA_ARRAY(import->arena, struct str, n);
	for (size_t i = 0; i < n; i++)
		import->column_of[i] = SIZE_MAX;
	for (size_t i = 0; i < options->n_maps; i++)
		well &= check_map(import, &options->maps[i]) &&
		        (options->maps[i].right.len == 0 || is_field(import, options->maps[i].right));
	for (size_t i = 0; i < options->n_sets; i++) {
		if (!is_field(import, options->sets[i].left)) {
			well = false;
			continue;
		}
		import->set[resource_field(import->resource, options->sets[i].left)] =
		        str_dup(import->arena, options->sets[i].right);
	}
	return well;
}

/* Fields that no column has. */
static bool check_fields(const struct import *import)
{
	bool well = true;
	size_t row = import->header + import->header_rows - 1;
	for (size_t i = 0; i < import->resource->n_fields; i++) {
		const struct field *field = &import->resource->fields[i];
		size_t column = import->column_of[i];
		if (import->set[i].ptr && column != SIZE_MAX) {
			IMPORT_SAY(import, row, column, IMPORT_SET_TWICE, field->name,
			           import->columns[column].label);
			well = false;
		} else if (import->set[i].ptr) {
			IMPORT_SAY(import, row, 0, IMPORT_SET, field->name, import->set[i]);
		} else if (column == SIZE_MAX && import_needs(import, i)) {
			IMPORT_SAY(import, row, 0, IMPORT_FIELD_MISSING, field->name);
			well = false;
		} else if (column == SIZE_MAX && import->options->mode == IMPORT_UPDATE) {
			IMPORT_SAY(import, row, 0, IMPORT_FIELD_KEPT, field->name);
		} else if (column == SIZE_MAX) {
			IMPORT_SAY(import, row, 0, IMPORT_FIELD_EMPTY, field->name);
		}
	}
	return well;
}

bool import_needs(const struct import *import, size_t field)
{
	const struct resource *resource = import->resource;
	for (size_t i = 0; i < resource->n_primary_key; i++)
		if (resource->primary_key[i] == field && resource->n_primary_key == 1)
			return true;
	return field_is_required(&resource->fields[field]);
}

bool import_columns(struct import *import)
{
	bool well = true;
	import->columns = ARENA_ARRAY(import->arena, struct import_column, import->grid.columns);
	for (size_t column = 0; column < import->grid.columns; column++) {
		struct labels labels;
		read_labels(&labels, import->arena, &import->grid, import->header, import->header_rows,
		            column);
		well = place_column(import, &labels, column) && well;
	}
	return check_fields(import) && well;
}
