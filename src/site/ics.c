#include "site/ics.h"

#include "base/arena.h"
#include "view/calendar.h"

enum { LINE_MAX_OCTETS = 75 };

/* One content line: folded after 75 octets, but never within a character (RFC 5545, 3.1). */
static void line(struct buf *out, struct str text)
{
	size_t room = LINE_MAX_OCTETS;
	while (text.len > room) {
		size_t cut = room;
		while (cut && str_continues(text.ptr[cut]))
			cut--;
		buf_add(out, str_sub(text, 0, cut));
		buf_add(out, STR("\r\n "));
		text = str_sub(text, cut, text.len);
		room = LINE_MAX_OCTETS - 1; /* the space counts */
	}
	buf_add(out, text);
	buf_add(out, STR("\r\n"));
}

/* TEXT values: `\`, `;`, `,` and line ends are escaped (3.3.11). */
static void text_line(struct buf *out, struct arena *arena, struct str name, struct str value)
{
	struct buf escaped;
	buf_init(&escaped, 1 << 20);
	buf_add(&escaped, name);
	buf_char(&escaped, ':');
	for (size_t i = 0; i < value.len; i++) {
		char c = value.ptr[i];
		if (c == '\\' || c == ';' || c == ',')
			buf_char(&escaped, '\\');
		if (c == '\n')
			buf_add(&escaped, STR("\\n"));
		else if ((unsigned char)c >= 0x20)
			buf_char(&escaped, c);
	}
	line(out, str_dup(arena, buf_str(&escaped)));
	buf_free(&escaped);
}

static struct str day(struct arena *arena, struct date date)
{
	struct civil civil = date_civil(date);
	return str_printf(arena, "%04d%02d%02d", civil.year, civil.month, civil.day);
}

static bool repeats(const struct calendar_row *row)
{
	return row->entry && row->entry->when == CALENDAR_YEARLY;
}

/* The day before 1 March, and 29 February, are the last of their month, whichever that is in a year. */
static bool ends_february(const struct calendar_entry *entry)
{
	return entry->before ? entry->month == 3 && entry->day == 1 : entry->month == 2 && entry->day == 29;
}

/* What joined by itself bears the title of its award or scorecard alone: a calendar program must be told what
 * the day is. */
static struct str summary(struct arena *arena, const struct ics *ics, const struct calendar_row *row)
{
	struct str title = row->title.texts[ics->words->at];
	if (row->entry)
		return title;
	return SAY(arena, ics->words, LABELLED, view_calendar_kind(arena, ics->words, row), title);
}

/* The last of the rows that a yearly entry has made. */
static struct date last_of(const struct calendar_result *calendar, const struct calendar_entry *entry)
{
	struct date last = {INT32_MIN};
	for (size_t i = 0; i < calendar->n; i++)
		if (calendar->rows[i].entry == entry && calendar->rows[i].has_date)
			last = calendar->rows[i].date;
	return last;
}

static struct str uid(struct arena *arena, const struct ics *ics, const struct calendar_row *row)
{
	struct str host = ics->host;
	if (row->entry)
		return STR_JOIN(arena, row->entry->id, STR("-"),
		                repeats(row) ? STR("yearly") : day(arena, row->date), STR("@"), host);
	struct str id = row->award ? row->award->id : row->scorecard ? row->scorecard->id : STR("date");
	return STR_JOIN(arena, row->kind, STR("-"), id, STR("-"), day(arena, row->date), STR("@"), host);
}

static void event(struct buf *out, struct arena *arena, const struct ics *ics, const struct calendar_row *row)
{
	struct date next = {row->date.day + 1};
	line(out, STR("BEGIN:VEVENT"));
	text_line(out, arena, STR("UID"), uid(arena, ics, row));
	line(out, STR_JOIN(arena, STR("DTSTAMP:"), day(arena, ics->stamp), STR("T000000Z")));
	line(out, STR_JOIN(arena, STR("DTSTART;VALUE=DATE:"), day(arena, row->date)));
	line(out, STR_JOIN(arena, STR("DTEND;VALUE=DATE:"), day(arena, next)));
	if (repeats(row))
		line(out, STR_JOIN(arena, STR("RRULE:FREQ=YEARLY;UNTIL="),
		                   day(arena, last_of(ics->calendar, row->entry)),
		                   ends_february(row->entry) ? STR(";BYMONTH=2;BYMONTHDAY=-1") : STR("")));
	text_line(out, arena, STR("SUMMARY"), summary(arena, ics, row));
	line(out, STR("TRANSP:TRANSPARENT"));
	line(out, STR("END:VEVENT"));
}

/* A yearly entry is told at its first year. */
static bool told_before(const struct calendar_result *calendar, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (calendar->rows[i].entry == calendar->rows[at].entry && calendar->rows[i].has_date)
			return true;
	return false;
}

void ics_write(struct buf *out, struct arena *arena, const struct ics *ics)
{
	line(out, STR("BEGIN:VCALENDAR"));
	line(out, STR("VERSION:2.0"));
	line(out, STR("PRODID:-//congbo//congbo//EN"));
	line(out, STR("CALSCALE:GREGORIAN"));
	text_line(out, arena, STR("X-WR-CALNAME"), ics->name);
	for (size_t i = 0; i < ics->calendar->n; i++) {
		const struct calendar_row *row = &ics->calendar->rows[i];
		if (row->has_date && !(repeats(row) && told_before(ics->calendar, i)))
			event(out, arena, ics, row);
	}
	line(out, STR("END:VCALENDAR"));
}
