#include "import/period.h"

#include "base/arena.h"
#include "base/date.h"
#include "text/text.h"

enum { SERIAL_MIN = 10000, SERIAL_MAX = 99999, SERIAL_EPOCH = -25569 };

static bool read_number(int *out, struct str text)
{
	long number;
	bool is = str_number(&number, text, 5);
	*out = is ? (int)number : 0;
	return is;
}

static bool read_roman(int *out, struct str text)
{
	static const struct str numbers[] = {STR_INIT("i"), STR_INIT("ii"), STR_INIT("iii"), STR_INIT("iv")};
	for (int i = 0; i < 4; i++)
		if (str_eq(text, numbers[i]))
			return *out = i + 1, true;
	return false;
}

/* What stands before a number, and the letter that its period has; months have none. */
struct form {
	struct str before;
	const char *letter;
	bool roman;
};

static const struct form forms[] = {
        {STR_INIT("quy "), "Q", true},   {STR_INIT("q"), "Q", true},      {STR_INIT("quarter "), "Q", false},
        {STR_INIT("thang "), "", false}, {STR_INIT("tuan "), "W", false}, {STR_INIT("week "), "W", false},
};

static bool fits(int *number, const struct form *form, struct str text)
{
	if (!str_starts(text, form->before))
		return false;
	text = str_sub(text, form->before.len, text.len);
	return read_number(number, text) || (form->roman && read_roman(number, text));
}

/* The year at the end, and what stands before it. */
static bool split_year(int *year, struct str *rest, struct str text)
{
	static const struct str links[] = {STR_INIT(" nam"), STR_INIT(" of"), STR_INIT(" year")};
	if (text.len < 4 || !read_number(year, str_sub(text, text.len - 4, text.len)) ||
	    (text.len > 4 && text.ptr[text.len - 5] != ' '))
		return false;
	*rest = str_trim(str_sub(text, 0, text.len - 4));
	for (size_t i = 0; i < 3; i++)
		if (str_ends(*rest, links[i]))
			*rest = str_sub(*rest, 0, rest->len - links[i].len);
	return true;
}

static struct str spell(struct arena *arena, struct str words, int year)
{
	static const struct str halves[] = {STR_INIT("6 thang dau"), STR_INIT("sau thang dau"),
	                                    STR_INIT("6 thang cuoi"), STR_INIT("sau thang cuoi")};
	static const struct str nine[] = {STR_INIT("9 thang"), STR_INIT("9 thang dau"),
	                                  STR_INIT("chin thang")};
	int number;
	if (words.len == 0 || str_eq(words, STR("nam")))
		return str_printf(arena, "%d", year);
	for (size_t i = 0; i < 4; i++)
		if (str_eq(words, halves[i]))
			return str_printf(arena, "%d-H%d", year, i < 2 ? 1 : 2);
	for (size_t i = 0; i < 3; i++)
		if (str_eq(words, nine[i]))
			return str_printf(arena, "%d-9M", year);
	for (size_t i = 0; i < LENGTH(forms); i++)
		if (fits(&number, &forms[i], words))
			return str_printf(arena, "%d-%s%0*d", year, forms[i].letter,
			                  *forms[i].letter == 'Q' ? 1 : 2, number);
	return STR("");
}

bool period_spoken(struct str *out, struct arena *arena, struct str text)
{
	struct period period;
	struct str words;
	int year;
	if (period_parse(&period, text) || !split_year(&year, &words, text_fold(arena, text)))
		return false;
	*out = spell(arena, words, year);
	return period_parse(&period, *out);
}

/* Three numbers parted by one mark, the day first. */
static bool read_day(struct civil *out, struct str text, char mark)
{
	struct str day, month, year;
	return str_cut(&day, &text, text, mark) && str_cut(&month, &year, text, mark) &&
	       read_number(&out->day, day) && read_number(&out->month, month) &&
	       read_number(&out->year, year) && day.len <= 2 && month.len <= 2 && year.len == 4;
}

bool date_spoken(struct str *out, struct arena *arena, struct str text)
{
	struct civil civil;
	struct date date;
	int serial;
	struct str day, clock;
	if (date_parse(&date, str_sub(text, 0, 10)) && text.len > 10) {
		clock = str_sub(text, 11, text.len);
		*out = str_sub(text, 0, 10);
		return (text.ptr[10] == ' ' || text.ptr[10] == 'T') && str_starts(STR("00:00:00"), clock);
	}
	if (read_number(&serial, text) && serial >= SERIAL_MIN && serial <= SERIAL_MAX) {
		*out = date_iso(arena, (struct date){serial + SERIAL_EPOCH});
		return true;
	}
	str_cut(&day, &clock, text, ' ');
	if ((clock.len && !str_starts(STR("00:00:00"), clock)) ||
	    (!read_day(&civil, day, '/') && !read_day(&civil, day, '-') && !read_day(&civil, day, '.')))
		return false;
	*out = str_printf(arena, "%04d-%02d-%02d", civil.year, civil.month, civil.day);
	return date_parse(&date, *out);
}
