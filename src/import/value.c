/* The values of the rows, each as its field's type wants it; every change is told. */
#include "import/name.h"
#include "import/number.h"
#include "import/period.h"

#include "base/arena.h"
#include "text/text.h"

/* What was done to the values of one column. */
enum change { CHANGE_SPACE, CHANGE_NUMBER, CHANGE_DATE, CHANGE_PERIOD, CHANGE_MISSING, CHANGE_COUNT };

struct tally {
	size_t n;
	struct str from, to; /* the first */
	struct place place;
};

/* One name for one code. */
struct renamed {
	struct str from, to;
	size_t n;
	struct place place;
};

struct column {
	const struct field *field;
	bool number, period;
	const struct names *names;
	struct tally tallies[CHANGE_COUNT];
	struct map renamed;
	VEC(struct renamed *) renames;
};

struct values {
	struct import *import;
	struct column *columns; /* per field */
	unsigned reading;       /* of numbers; NUMBER_EITHER: each by itself */
	bool well;
};

#define REFUSE(values, place, id, ...)                                                                       \
	(DIAG((values)->import->diags, (place), id, __VA_ARGS__), (values)->well = false)

/* ---- texts ---- */

/* U+200B to U+200F, U+2060, U+FEFF, U+00AD: nobody typed them. */
static size_t invisible_len(struct str text)
{
	static const struct str marks[] = {STR_INIT("\xe2\x80\x8b"), STR_INIT("\xe2\x80\x8c"),
	                                   STR_INIT("\xe2\x80\x8d"), STR_INIT("\xe2\x80\x8e"),
	                                   STR_INIT("\xe2\x80\x8f"), STR_INIT("\xe2\x81\xa0"),
	                                   STR_INIT("\xef\xbb\xbf"), STR_INIT("\xc2\xad")};
	for (size_t i = 0; i < LENGTH(marks); i++)
		if (str_starts(text, marks[i]))
			return marks[i].len;
	return 0;
}

static size_t no_break_len(struct str text)
{
	return str_starts(text, STR("\xc2\xa0")) ? 2 : str_starts(text, STR("\xe2\x80\xaf")) ? 3 : 0;
}

/* Spaces are plain and none stand at the ends; invisible marks go; letters are composed. */
static struct str clean(struct arena *arena, struct str text)
{
	if (!text.len ||
	    (text_plain(text) && str_trim(text).len == text.len && !memchr(text.ptr, '\xc2', text.len)))
		return text;
	struct buf out;
	buf_init(&out, text.len + 1);
	for (size_t i = 0; i < text.len;) {
		struct str rest = str_sub(text, i, text.len);
		size_t hidden = invisible_len(rest), space = no_break_len(rest);
		if (space)
			buf_char(&out, ' ');
		else if (!hidden)
			buf_char(&out, text.ptr[i]);
		i += hidden ? hidden : space ? space : 1;
	}
	struct str cleaned = str_trim(buf_str(&out));
	cleaned = str_utf8_error(cleaned) == cleaned.len ? text_nfc(arena, str_dup(arena, cleaned))
	                                                 : str_dup(arena, cleaned);
	buf_free(&out);
	return str_eq(cleaned, text) ? text : cleaned;
}

/* ---- telling ---- */

static struct str change(struct column *column, enum change kind, struct str from, struct str to,
                         struct place place)
{
	struct tally *tally = &column->tallies[kind];
	if (!str_eq(from, to) && tally->n++ == 0)
		*tally = (struct tally){1, from, to, place};
	return to;
}

static struct str rename_value(struct values *values, struct column *column, struct str from, struct str to,
                               struct place place)
{
	struct arena *arena = values->import->arena;
	if (str_eq(from, to))
		return to;
	struct renamed *renamed = map_get(&column->renamed, from);
	if (!renamed) {
		renamed = ARENA_NEW(arena, struct renamed);
		*renamed = (struct renamed){from, to, 0, place};
		*map_put(&column->renamed, from) = renamed;
		*VEC_PUSH(arena, &column->renames) = renamed;
	}
	renamed->n++;
	return to;
}

static void tell(const struct values *values, const struct column *column)
{
	static const enum message messages[CHANGE_COUNT] = {[CHANGE_SPACE] = MESSAGE_IMPORT_SPACES,
	                                                    [CHANGE_NUMBER] = MESSAGE_IMPORT_NUMBERS,
	                                                    [CHANGE_DATE] = MESSAGE_IMPORT_DATES,
	                                                    [CHANGE_PERIOD] = MESSAGE_IMPORT_PERIODS,
	                                                    [CHANGE_MISSING] = MESSAGE_IMPORT_MISSING};
	struct diags *diags = values->import->diags;
	struct arena *arena = values->import->arena;
	for (size_t i = 0; i < CHANGE_COUNT; i++) {
		const struct tally *tally = &column->tallies[i];
		if (tally->n)
			diag_add(diags, tally->place, messages[i], (struct str){0},
			         (struct str[]){str_printf(arena, "%zu", tally->n), column->field->name,
			                        tally->from, tally->to},
			         4);
	}
	VEC_EACH (struct renamed *, renamed, &column->renames)
		DIAG(diags, (*renamed)->place, IMPORT_NAME, (*renamed)->from, (*renamed)->to,
		     column->field->name, str_printf(arena, "%zu", (*renamed)->n));
}

/* ---- numbers ---- */

static struct str without_percent(struct values *values, struct str text)
{
	if (!values->import->options->percent || !str_ends(text, STR("%")))
		return text;
	return str_trim(str_sub(text, 0, text.len - 1));
}

static struct str read_number(struct values *values, struct column *column, struct str text,
                              struct place place)
{
	struct arena *arena = values->import->arena;
	struct str number = without_percent(values, text);
	if (str_ends(number, STR("%"))) {
		REFUSE(values, place, IMPORT_PERCENT, text);
		return text;
	}
	if (values->import->workbook)
		number = number_stored(arena, number);
	unsigned readings = number_readings(number);
	if (readings == NUMBER_NONE)
		return text; /* the check says that it is none */
	if (readings == NUMBER_EITHER && values->reading == NUMBER_EITHER && number_is_ambiguous(number)) {
		REFUSE(values, place, IMPORT_NUMBER_AMBIGUOUS, text,
		       number_plain(arena, number, NUMBER_POINT), number_plain(arena, number, NUMBER_COMMA));
		return text;
	}
	unsigned reading = readings & values->reading;
	if (reading == NUMBER_NONE) {
		REFUSE(values, place, IMPORT_NUMBER_OTHER, text,
		       values->reading == NUMBER_POINT ? STR(".") : STR(","));
		return text;
	}
	number = number_plain(arena, number, reading == NUMBER_EITHER ? NUMBER_POINT : reading);
	return change(column, CHANGE_NUMBER, text, number, place);
}

/* How a CSV writes its decimals, by those of its numbers that can be read in one way only. */
static void find_reading(struct values *values)
{
	struct import *import = values->import;
	struct str first = {0};
	for (size_t i = 0; i < import->rows.len * import->resource->n_fields; i++) {
		struct import_value *value = &import->values[i];
		struct column *column = &values->columns[i % import->resource->n_fields];
		struct str text = without_percent(values, value->text);
		unsigned readings = column->number ? number_readings(text) : NUMBER_EITHER;
		if (readings == NUMBER_NONE || readings == NUMBER_EITHER)
			continue;
		if (values->reading == NUMBER_EITHER) {
			values->reading = readings;
			first = text;
			DIAG(import->diags, value->place, IMPORT_DECIMALS,
			     readings == NUMBER_POINT ? STR(".") : STR(","), text);
		} else if (readings != values->reading) {
			REFUSE(values, value->place, IMPORT_MARKS, first, text);
			return;
		}
	}
}

/* ---- one value ---- */

static bool means_nothing(const struct import *import, const struct field *field, struct str text)
{
	for (size_t i = 0; i < import->options->n_missing; i++)
		if (str_eq(text, import->options->missing[i]))
			return true;
	return text.len == 0 || field_is_none(field, text);
}

/* What the table writes where there is no value. */
static struct str nothing(const struct field *field)
{
	return field_is_none(field, STR("")) || field->n_missing == 0 ? STR("") : field->missing[0];
}

static struct str read_date(struct values *values, struct column *column, struct str text, struct place place)
{
	struct str day;
	if (!date_spoken(&day, values->import->arena, text))
		return text;
	return change(column, CHANGE_DATE, text, day, place);
}

static struct str read_truth(struct values *values, struct column *column, struct str text,
                             struct place place)
{
	static const struct str yes[] = {STR_INIT("co"), STR_INIT("yes"), STR_INIT("dung"), STR_INIT("true")},
	                        no[] = {STR_INIT("khong"), STR_INIT("no"), STR_INIT("sai"),
	                                STR_INIT("false")};
	const struct field *field = column->field;
	struct str folded = text_fold(values->import->arena, text);
	for (size_t i = 0; i < field->n_truths; i++)
		if (str_eq(text, field->truths[i]))
			return text;
	for (size_t i = 0; i < field->n_falsehoods; i++)
		if (str_eq(text, field->falsehoods[i]))
			return text;
	for (size_t i = 0; i < 4; i++) {
		if (str_eq(folded, yes[i]) && field->n_truths)
			return rename_value(values, column, text, field->truths[0], place);
		if (str_eq(folded, no[i]) && field->n_falsehoods)
			return rename_value(values, column, text, field->falsehoods[0], place);
	}
	return text;
}

static struct str read_name(struct values *values, struct column *column, struct str text, struct place place)
{
	bool ambiguous;
	const struct str *code = names_find(&ambiguous, column->names, values->import->arena, text);
	if (ambiguous)
		REFUSE(values, place, IMPORT_NAME_AMBIGUOUS, text, column->field->name);
	return code ? rename_value(values, column, text, *code, place) : text;
}

static struct str read_value(struct values *values, struct column *column, struct str text,
                             struct place place)
{
	struct str period;
	if (means_nothing(values->import, column->field, text))
		return change(column, CHANGE_MISSING, text, nothing(column->field), place);
	if (column->number)
		return read_number(values, column, text, place);
	if (column->field->type == FIELD_DATE)
		return read_date(values, column, text, place);
	if (column->field->type == FIELD_BOOLEAN)
		return read_truth(values, column, text, place);
	if (column->names)
		return read_name(values, column, text, place);
	if (column->period && period_spoken(&period, values->import->arena, text))
		return change(column, CHANGE_PERIOD, text, period, place);
	return text;
}

/* ---- all of them ---- */

static void open_columns(struct values *values)
{
	struct import *import = values->import;
	values->columns = ARENA_ARRAY(import->arena, struct column, import->resource->n_fields);
	for (size_t i = 0; i < import->resource->n_fields; i++) {
		struct column *column = &values->columns[i];
		column->field = &import->resource->fields[i];
		column->number = field_is_number(column->field) && column->field->type != FIELD_YEAR &&
		                 column->field->bare_number;
		column->period = str_eq(column->field->name, STR("period"));
		column->names = names_of(import->arena, import, column->field, i);
		map_init(&column->renamed, import->arena);
	}
}

/* The cells as they stand, cleaned. */
static void take_cells(struct values *values)
{
	struct import *import = values->import;
	size_t n = import->resource->n_fields;
	import->values = ARENA_ARRAY(import->arena, struct import_value, import->rows.len * n);
	for (size_t i = 0; i < import->rows.len * n; i++) {
		size_t row = import->rows.items[i / n], field = i % n, column = import->column_of[field];
		struct str text =
		        column == SIZE_MAX ? import->set[field] : grid_text(&import->grid, row, column);
		struct place place = grid_place(&import->grid, row, column == SIZE_MAX ? 0 : column);
		import->values[i].place = place;
		import->values[i].text = change(&values->columns[field], CHANGE_SPACE, text,
		                                clean(import->arena, text), place);
	}
}

bool import_values(struct import *import)
{
	char decimal = import->options->decimal;
	struct values values = {.import = import,
	                        .reading = decimal == '.'   ? NUMBER_POINT
	                                   : decimal == ',' ? NUMBER_COMMA
	                                                    : NUMBER_EITHER,
	                        .well = true};
	size_t n = import->resource->n_fields;
	open_columns(&values);
	take_cells(&values);
	/* a workbook has true numbers, always with '.', beside texts that look like numbers */
	if (!decimal && !import->workbook)
		find_reading(&values);
	bool read = values.well; /* marks that disagree say nothing of single numbers */
	for (size_t i = 0; read && i < import->rows.len * n; i++) {
		struct import_value *value = &import->values[i];
		value->text = read_value(&values, &values.columns[i % n], value->text, value->place);
	}
	for (size_t i = 0; i < n; i++)
		tell(&values, &values.columns[i]);
	return values.well;
}
