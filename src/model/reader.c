#include "base/arena.h"
#include "model/records.h"

bool reader_open(struct reader *out, struct model *model, struct origin *origin, struct str name,
                 const struct str *needed, size_t n_needed, struct diags *diags)
{
	const struct resource *resource = package_find(model->package, name);
	*origin = (struct origin){resource, resource && resource->broken};
	if (origin->broken)
		return false;
	for (size_t i = 0; resource && i < n_needed; i++)
		if (resource_field(resource, needed[i]) == SIZE_MAX)
			resource = NULL;
	origin->resource = resource;
	*out = (struct reader){.model = model, .resource = resource, .origin = origin, .diags = diags};
	return resource != NULL;
}

struct str reader_text(const struct reader *reader, struct str column)
{
	return model_text(reader->model->arena, reader->resource, reader->row, column);
}

struct place reader_place(const struct reader *reader, struct str column)
{
	return resource_place(reader->resource, reader->row, resource_field(reader->resource, column));
}

bool reader_broken(struct reader *reader)
{
	reader->origin->broken = true;
	return false;
}

size_t reader_choice(struct reader *reader, struct str column, const struct str *words, size_t n,
                     size_t empty)
{
	struct str text = reader_text(reader, column), all = {0};
	if (text.len == 0)
		return empty;
	size_t chosen = str_index(text, words, n);
	if (chosen < n)
		return chosen;
	for (size_t i = 0; i < n; i++)
		if (words[i].len)
			all = str_list_add(reader->model->arena, all, words[i]);
	DIAG(reader->diags, reader_place(reader, column), CELL_NOT_ONE_OF, text, column, all);
	reader_broken(reader);
	return empty;
}

bool reader_decimal(struct decimal *out, struct reader *reader, struct str column)
{
	struct str text = reader_text(reader, column);
	if (text.len == 0)
		return false;
	if (decimal_parse(out, reader->model->arena, text))
		return true;
	DIAG(reader->diags, reader_place(reader, column), CELL_NOT_NUMBER, text);
	return reader_broken(reader);
}

int reader_year(struct reader *reader, struct str column)
{
	struct period period;
	struct str text = reader_text(reader, column);
	if (text.len == 0)
		return 0;
	if (period_parse(&period, text) && period.kind == PERIOD_YEAR)
		return period.year;
	DIAG(reader->diags, reader_place(reader, column), CELL_NOT_YEAR, text);
	reader_broken(reader);
	return 0;
}

struct date reader_date(struct reader *reader, struct str column, struct date none)
{
	struct date date;
	struct str text = reader_text(reader, column);
	if (text.len == 0)
		return none;
	if (date_parse(&date, text))
		return date;
	DIAG(reader->diags, reader_place(reader, column), CELL_NOT_DATE, text);
	reader_broken(reader);
	return none;
}

bool reader_bool(struct reader *reader, struct str column)
{
	size_t field = resource_field(reader->resource, column);
	return field != SIZE_MAX &&
	       field_truth(&reader->resource->fields[field], reader_text(reader, column)) == 1;
}

const struct unit *reader_unit(struct reader *reader, struct str column)
{
	struct str text = reader_text(reader, column);
	if (text.len == 0)
		return NULL;
	const struct unit *unit = model_unit(reader->model, text);
	if (unit)
		return unit;
	if (!reader->model->units.origin.broken)
		DIAG(reader->diags, reader_place(reader, column), UNKNOWN_UNIT, text);
	reader_broken(reader);
	return NULL;
}

const struct indicator *reader_indicator(struct reader *reader, struct str column)
{
	struct str text = reader_text(reader, column);
	if (text.len == 0)
		return NULL;
	const struct indicator *indicator = model_indicator(reader->model, text);
	if (indicator)
		return indicator;
	if (!reader->model->indicators.origin.broken)
		DIAG(reader->diags, reader_place(reader, column), UNKNOWN_INDICATOR, text);
	reader_broken(reader);
	return NULL;
}

struct person_ref reader_person(struct reader *reader, struct str column)
{
	struct str id = reader_text(reader, column);
	return (struct person_ref){id, id.len ? model_person(reader->model, id) : NULL};
}
