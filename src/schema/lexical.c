#include "schema/lexical.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "schema/layout.h"
#include "schema/nested.h"
#include "schema/rules.h"

static bool take(struct str *rest, char c)
{
	if (rest->len == 0 || rest->ptr[0] != c)
		return false;
	*rest = str_sub(*rest, 1, rest->len);
	return true;
}

/* Exactly `n` digits as a number in [min, max]. */
static bool take_number(long *out, struct str *rest, size_t n, long min, long max)
{
	return str_take_digits(out, rest, n) == n && *out >= min && *out <= max;
}

/* ---- numbers ---- */

/* [+-]digits[.digits], .digits or digits. : the decimal of XML Schema. */
static bool is_plain_number(struct str text, bool integer)
{
	if (text.len && (text.ptr[0] == '-' || text.ptr[0] == '+'))
		text = str_sub(text, 1, text.len);
	size_t whole = 0, fraction = 0;
	while (whole < text.len && ascii_is_digit(text.ptr[whole]))
		whole++;
	if (whole == text.len)
		return whole > 0 && whole <= DECIMAL_DIGITS_MAX;
	if (integer || text.ptr[whole] != '.')
		return false;
	while (whole + 1 + fraction < text.len && ascii_is_digit(text.ptr[whole + 1 + fraction]))
		fraction++;
	return whole + 1 + fraction == text.len && whole + fraction > 0 &&
	       whole + fraction <= DECIMAL_DIGITS_MAX;
}

/* What stands before the first and behind the last digit of a number that need not be bare; a sign or decimal
 * mark that touches it belongs to it. */
static struct str strip_words(const struct field *field, struct str text)
{
	size_t from = 0, to = text.len;
	while (from < to && !ascii_is_digit(text.ptr[from]))
		from++;
	while (to > from && !ascii_is_digit(text.ptr[to - 1]))
		to--;
	if (from < to && from > 0 && text.ptr[from - 1] == field->decimal_char)
		from--;
	if (from < to && from > 0 && (text.ptr[from - 1] == '-' || text.ptr[from - 1] == '+'))
		from--;
	return str_sub(text, from, to);
}

/* Groups are of three digits, the first of one to three: `1.23` is not 123 with a misplaced mark. */
static bool drop_groups(struct buf *out, struct str whole, char mark)
{
	struct str group, rest = whole;
	size_t n = 0;
	for (bool more = true; more; n++) {
		more = str_cut(&group, &rest, rest, mark);
		if (n == 0 ? (more && (group.len == 0 || group.len > 3)) : group.len != 3)
			return false;
		buf_add(out, group);
	}
	return true;
}

/* `1.234,50` under the field's marks as `1234.50`. */
static bool rewrite(struct buf *out, const struct field *field, struct str text)
{
	if (text.len && (text.ptr[0] == '-' || text.ptr[0] == '+')) {
		buf_char(out, text.ptr[0]);
		text = str_sub(text, 1, text.len);
	}
	struct str whole = text, fraction;
	bool integer = field->type == FIELD_INTEGER;
	bool point = !integer && str_cut(&whole, &fraction, text, field->decimal_char);
	if (field->group_char && whole.len ? !drop_groups(out, whole, field->group_char)
	                                   : (buf_add(out, whole), false))
		return false;
	if (point) {
		/* a '.' that is not the field's mark must not become one */
		if (str_find(fraction, STR(".")) < fraction.len)
			return false;
		buf_char(out, '.');
		buf_add(out, fraction);
	}
	return field->decimal_char == '.' || field->group_char == '.' ||
	       str_find(whole, STR(".")) == whole.len;
}

/* Without plus and idle zeros, with a digit on both sides of the point. */
static struct str tidy(struct arena *arena, struct str text)
{
	bool negative = text.ptr[0] == '-';
	size_t from = text.ptr[0] == '-' || text.ptr[0] == '+', at = from;
	while (at + 1 < text.len && text.ptr[at] == '0' && ascii_is_digit(text.ptr[at + 1]))
		at++;
	size_t to = text.ptr[text.len - 1] == '.' ? text.len - 1 : text.len;
	bool bare_point = text.ptr[at] == '.';
	if (at == (size_t)negative && to == text.len && !bare_point)
		return text;
	return STR_JOIN(arena, negative ? STR("-") : STR(""), bare_point ? STR("0") : STR(""),
	                str_sub(text, at, to));
}

bool lexical_digits(struct str *out, struct arena *arena, const struct field *field, struct str text)
{
	bool integer = field->type == FIELD_INTEGER;
	if (!field->bare_number)
		text = strip_words(field, text);
	if (field->group_char || field->decimal_char != '.') {
		struct buf plain;
		buf_init(&plain, 2 * DECIMAL_DIGITS_MAX);
		bool well = rewrite(&plain, field, text);
		text = str_dup(arena, buf_str(&plain));
		well = well && !plain.over;
		buf_free(&plain);
		if (!well)
			return false;
	}
	if (!is_plain_number(text, integer))
		return false;
	*out = tidy(arena, text);
	return true;
}

/* The same without an arena, for the many cells that are only looked at. */
static bool check_number(const struct field *field, struct str text)
{
	if (!field->bare_number)
		text = strip_words(field, text);
	if (!field->group_char && field->decimal_char == '.')
		return is_plain_number(text, field->type == FIELD_INTEGER);
	struct buf plain;
	buf_init(&plain, 2 * DECIMAL_DIGITS_MAX);
	bool well = rewrite(&plain, field, text) && !plain.over &&
	            is_plain_number(buf_str(&plain), field->type == FIELD_INTEGER);
	buf_free(&plain);
	return well;
}

/* ---- days and times ---- */

static bool take_date(long *day, struct str *rest)
{
	struct date date;
	if (!date_parse(&date, str_sub(*rest, 0, 10)))
		return false;
	*day = date.day;
	*rest = str_sub(*rest, 10, rest->len);
	return true;
}

static bool take_clock(long *seconds, struct str *rest)
{
	long hour, minute, second;
	if (!take_number(&hour, rest, 2, 0, 23) || !take(rest, ':') ||
	    !take_number(&minute, rest, 2, 0, 59) || !take(rest, ':') ||
	    !take_number(&second, rest, 2, 0, 59))
		return false;
	*seconds = hour * 3600 + minute * 60 + second;
	return true;
}

/* Z or ±hh:mm as seconds east of UTC; nothing is 0. */
static bool take_zone(long *seconds, struct str *rest)
{
	*seconds = 0;
	if (rest->len == 0 || take(rest, 'Z'))
		return true;
	bool west = take(rest, '-');
	long hour, minute;
	if ((!west && !take(rest, '+')) || !take_number(&hour, rest, 2, 0, 14) || !take(rest, ':') ||
	    !take_number(&minute, rest, 2, 0, 59))
		return false;
	*seconds = (hour * 3600 + minute * 60) * (west ? -1 : 1);
	return true;
}

/* YYYY-MM-DDThh:mm:ss[.fraction][zone]; *fraction are the digits behind the point. */
static bool parse_datetime(long *seconds, struct str *fraction, struct str text)
{
	long day, clock, zone;
	if (!take_date(&day, &text) || !take(&text, 'T') || !take_clock(&clock, &text))
		return false;
	*fraction = text;
	if (take(&text, '.')) {
		*fraction = text;
		while (text.len && ascii_is_digit(text.ptr[0]) && fraction->len - text.len < 100)
			text = str_sub(text, 1, text.len);
		if (text.len == fraction->len)
			return false;
	}
	fraction->len -= text.len;
	if (!take_zone(&zone, &text))
		return false;
	*seconds = day * 86400 + clock - zone;
	return text.len == 0;
}

static bool parse_month(long *months, struct str text)
{
	long year, month;
	bool well = take_number(&year, &text, 4, 1, 9999) && take(&text, '-') &&
	            take_number(&month, &text, 2, 1, 12) && text.len == 0;
	*months = well ? year * 12 + month : 0;
	return well;
}

enum { MONTH_SECONDS = 2629746 }; /* 400 Gregorian years are 146,097 days and 4,800 months */

/* One designator after the other in its order, each at most once: `1Y2M`, `3DT4H`. */
static bool take_parts(double *seconds, size_t *parts, struct str *rest, const char *letters,
                       const long *units)
{
	for (size_t i = 0; letters[i];) {
		if (rest->len == 0 || !ascii_is_digit(rest->ptr[0]))
			return true;
		double value = 0, scale = 1;
		bool fraction = false;
		for (; rest->len && (ascii_is_digit(rest->ptr[0]) || (rest->ptr[0] == '.' && !fraction));
		     *rest = str_sub(*rest, 1, rest->len)) {
			fraction |= rest->ptr[0] == '.';
			if (rest->ptr[0] == '.')
				continue;
			value = value * 10 + (rest->ptr[0] - '0');
			scale *= fraction ? 10 : 1;
		}
		while (letters[i] && (rest->len == 0 || letters[i] != rest->ptr[0]))
			i++;
		if (!letters[i] || (fraction && letters[i] != 'S'))
			return false;
		*seconds += value / scale * (double)units[i++];
		*rest = str_sub(*rest, 1, rest->len);
		++*parts;
	}
	return true;
}

/* [-]PnYnMnDTnHnMnS, at least one part, at least one behind T. */
static bool parse_duration(double *seconds, struct str text)
{
	static const long dates[] = {12 * MONTH_SECONDS, MONTH_SECONDS, 86400}, times[] = {3600, 60, 1};
	bool negative = take(&text, '-');
	size_t parts = 0, before;
	*seconds = 0;
	if (!take(&text, 'P') || !take_parts(seconds, &parts, &text, "YMD", dates))
		return false;
	before = parts;
	if (take(&text, 'T') && (!take_parts(seconds, &parts, &text, "HMS", times) || parts == before))
		return false;
	*seconds = negative ? -*seconds : *seconds;
	return text.len == 0 && parts > 0;
}

/* ---- texts ---- */

/* local@domain.tld of RFC 5322's common part: dot-atoms; letters beyond ASCII may stand in the local part. */
static bool is_email(struct str text)
{
	struct str local, domain, label;
	if (!str_cut(&local, &domain, text, '@') || local.len == 0 || local.len > 64)
		return false;
	for (size_t i = 0; i < local.len; i++) {
		char c = local.ptr[i];
		bool dot_well = c != '.' || (i > 0 && i + 1 < local.len && local.ptr[i - 1] != '.');
		if (!dot_well || (!ascii_is_alnum(c) && c != '.' && (c & 0x80) == 0 &&
		                  !memchr("!#$%&'*+/=?^_`{|}~-", c, 19)))
			return false;
	}
	size_t labels = 0;
	for (bool more = true; more; labels++) {
		more = str_cut(&label, &domain, domain, '.');
		if (label.len == 0 || label.len > 63 || label.ptr[0] == '-' ||
		    label.ptr[label.len - 1] == '-')
			return false;
		for (size_t i = 0; i < label.len; i++)
			if (!ascii_is_alnum(label.ptr[i]) && label.ptr[i] != '-')
				return false;
	}
	return labels > 1;
}

/* scheme ":" and something behind it, of the characters of RFC 3986 (or beyond ASCII, RFC 3987). */
static bool is_uri(struct str text)
{
	size_t colon = str_find(text, STR(":"));
	if (colon == 0 || colon + 1 >= text.len || ascii_is_digit(text.ptr[0]))
		return false;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (i < colon ? !ascii_is_alnum(c) && c != '+' && c != '-' && c != '.'
		              : (unsigned char)c <= 0x20 || memchr("\"<>\\^`{|}", c, 9) != NULL)
			return false;
	}
	return true;
}

static bool is_uuid(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;
		if (dash ? c != '-' : !ascii_is_digit(c) && ((c | 0x20) < 'a' || (c | 0x20) > 'f'))
			return false;
	}
	return text.len == 36;
}

/* RFC 4648 section 4, with its padding. */
static bool is_base64(struct str text)
{
	size_t n = text.len;
	while (n > 0 && text.len - n < 2 && text.ptr[n - 1] == '=')
		n--;
	for (size_t i = 0; i < n; i++)
		if (!ascii_is_alnum(text.ptr[i]) && text.ptr[i] != '+' && text.ptr[i] != '/')
			return false;
	return text.len % 4 == 0;
}

static bool check_string(const struct field *field, struct str text)
{
	if (str_eq(field->format, STR("email")))
		return is_email(text);
	if (str_eq(field->format, STR("uri")))
		return is_uri(text);
	if (str_eq(field->format, STR("binary")))
		return is_base64(text);
	return !str_eq(field->format, STR("uuid")) || is_uuid(text);
}

static bool check_list(const struct field *field, struct str text)
{
	struct field item = *field;
	item.type = field->item_type;
	item.format = (struct str){0};
	for (size_t at; (at = str_find(text, field->list_delimiter)) < text.len;) {
		if (!lexical_check(&item, str_sub(text, 0, at)))
			return false;
		text = str_sub(text, at + field->list_delimiter.len, text.len);
	}
	return lexical_check(&item, text);
}

/* A day or time that is written by the field's own pattern, in `out`; false where it is not. Without a
 * pattern the text itself. */
static bool follow_layout(struct str *out, char space[LAYOUT_MAX], const struct field *field, struct str text)
{
	bool timed = field->type == FIELD_DATE || field->type == FIELD_DATETIME || field->type == FIELD_TIME;
	*out = text;
	if (!timed || field->format.len == 0)
		return true;
	if (!layout_iso(space, field->format, field->type, text))
		return false;
	*out = str_from(space);
	return true;
}

struct str lexical_plain(struct arena *arena, const struct field *field, struct str text)
{
	char space[LAYOUT_MAX];
	struct str plain;
	if (field_is_number(field))
		return lexical_digits(&plain, arena, field, text) ? plain : text;
	if (field->format.len == 0 || !follow_layout(&plain, space, field, text) || plain.ptr == text.ptr)
		return text;
	return str_dup(arena, plain);
}

bool lexical_check(const struct field *field, struct str text)
{
	long number;
	double seconds;
	char space[LAYOUT_MAX];
	struct date date;
	struct str fraction;
	if (!follow_layout(&text, space, field, text))
		return false;
	switch (field->type) {
	case FIELD_ANY:
		return true;
	case FIELD_STRING:
		return field->format.len == 0 || check_string(field, text);
	case FIELD_INTEGER:
	case FIELD_NUMBER:
		return check_number(field, text);
	case FIELD_BOOLEAN:
		return field_truth(field, text) >= 0;
	case FIELD_DATE:
		return date_parse(&date, text);
	case FIELD_DATETIME:
		return parse_datetime(&number, &fraction, text);
	case FIELD_TIME:
		return take_clock(&number, &text) && text.len == 0;
	case FIELD_YEAR:
		return take_number(&number, &text, 4, 1, 9999) && text.len == 0;
	case FIELD_YEARMONTH:
		return parse_month(&number, text);
	case FIELD_DURATION:
		return parse_duration(&seconds, text);
	case FIELD_LIST:
		return check_list(field, text);
	case FIELD_OBJECT:
	case FIELD_ARRAY:
	case FIELD_GEOPOINT:
	case FIELD_GEOJSON:
		return nested_check(field, text);
	}
	return false;
}

/* A duration of microseconds as a number; what is finer, or longer than a hundred thousand years, is not
 * compared. */
static bool duration_size(struct decimal *out, struct arena *arena, double seconds)
{
	if (seconds > 3.2e12 || seconds < -3.2e12)
		return false;
	return decimal_parse(out, arena, str_printf(arena, "%.6f", seconds));
}

bool lexical_size(struct decimal *out, struct arena *arena, const struct field *field, struct str text)
{
	long number = 0;
	double seconds;
	char space[LAYOUT_MAX];
	struct date date;
	struct str digits, fraction;
	if (!follow_layout(&text, space, field, text))
		return false;
	switch (field->type) {
	case FIELD_INTEGER:
	case FIELD_NUMBER:
		return lexical_digits(&digits, arena, field, text) && decimal_parse(out, arena, digits);
	case FIELD_DURATION:
		return parse_duration(&seconds, text) && duration_size(out, arena, seconds);
	case FIELD_DATETIME:
		if (!parse_datetime(&number, &fraction, text))
			return false;
		*out = decimal_from(number);
		if (fraction.len == 0)
			return true;
		struct decimal part;
		decimal_parse(&part, arena, STR_JOIN(arena, STR("0."), fraction));
		*out = decimal_add(arena, *out, part);
		return true;
	case FIELD_DATE:
		if (!date_parse(&date, text))
			return false;
		number = date.day;
		break;
	case FIELD_TIME:
		if (!take_clock(&number, &text) || text.len)
			return false;
		break;
	case FIELD_YEAR:
		if (!take_number(&number, &text, 4, 1, 9999) || text.len)
			return false;
		break;
	case FIELD_YEARMONTH:
		if (!parse_month(&number, text))
			return false;
		break;
	default:
		return false;
	}
	*out = decimal_from(number);
	return true;
}

bool lexical_limit(struct decimal *out, struct arena *arena, const struct field *field, struct str text)
{
	struct field plain = *field;
	plain.format = (struct str){0};
	return (field_is_number(field) && decimal_parse(out, arena, text)) ||
	       lexical_size(out, arena, field, text) || lexical_size(out, arena, &plain, text);
}
