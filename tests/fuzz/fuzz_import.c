/* Any bytes as what a clerk has: each cell of the grid stands where its place says, and what is read as a
 * number, a period or a day is one. The first byte chooses the delimiter. */
#include "base/arena.h"
#include "base/date.h"
#include "base/decimal.h"
#include "import/grid.h"
#include "import/number.h"
#include "import/period.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_number(struct arena *arena, struct str text)
{
	unsigned readings = number_readings(text);
	struct decimal value;
	for (unsigned reading = NUMBER_POINT; reading <= NUMBER_COMMA; reading++)
		if (readings & reading && text.len < DECIMAL_DIGITS_MAX &&
		    !decimal_parse(&value, arena, number_plain(arena, text, reading)))
			abort();
	struct str stored = number_stored(arena, text);
	if (stored.ptr != text.ptr && !decimal_parse(&value, arena, stored))
		abort();
}

static void check_cell(struct arena *arena, struct str text)
{
	struct period period;
	struct date date;
	struct str read;
	check_number(arena, text);
	if (period_spoken(&read, arena, text) && !period_parse(&period, read))
		abort();
	if (date_spoken(&read, arena, text) && !date_parse(&date, read))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char delimiters[] = {',', ';', '\t', '|'};
	if (size == 0)
		return 0;
	struct arena *arena = arena_new();
	struct source source = {STR("a.csv"), {(const char *)data + 1, size - 1}};
	struct diags diags;
	struct grid grid;
	diag_init(&diags, arena);
	bool read = grid_read(&grid, arena, &source, delimiters[data[0] % 4], &diags);
	if (read != (diags.errors == 0))
		abort();
	for (size_t row = 0; row < grid.rows.len; row++)
		for (size_t column = 0; column < grid.rows.items[row].len; column++) {
			struct str text = grid_text(&grid, row, column);
			size_t at = grid_place(&grid, row, column).offset;
			if (at > source.text.len ||
			    (text.len && source.text.ptr[at] != '"' && source.text.ptr[at] != text.ptr[0]))
				abort();
			check_cell(arena, text);
		}
	arena_free(arena);
	return 0;
}
