#include "schema/personal.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "text/text.h"

static bool is_letter(char c)
{
	return ascii_is_letter(c) || (c & 0x80);
}

/* ---- numbers ---- */

/* A run of digits with at most one space, '.' or '-' between two of them. */
struct run {
	char digits[16];
	size_t n, from, to;
	bool parted; /* by marks */
};

static bool is_separator(struct str text, size_t at)
{
	return at > 0 && at + 1 < text.len && memchr(" .-", text.ptr[at], 3) &&
	       ascii_is_digit(text.ptr[at - 1]) && ascii_is_digit(text.ptr[at + 1]);
}

/* How far digits are apart at `at`: a mark, or the bracket that closes an area or country code, (+84) 912. */
static size_t gap(struct str text, size_t at)
{
	if (text.ptr[at] != ')')
		return is_separator(text, at) ? 1 : 0;
	size_t behind = at + 1 < text.len && text.ptr[at + 1] == ' ' ? at + 2 : at + 1;
	return behind < text.len && ascii_is_digit(text.ptr[behind]) ? behind - at : 0;
}

/* The digits from `from` on; with `marks`, over separators too. More than fit make no number of a person:
 * there it ends, or a page of figures would be read over and over. */
static void read_run(struct run *run, struct str text, size_t from, bool marks)
{
	*run = (struct run){.from = from};
	size_t at = from;
	while (at < text.len && run->n < sizeof run->digits) {
		size_t apart = marks && !ascii_is_digit(text.ptr[at]) ? gap(text, at) : 0;
		run->parted |= apart > 0;
		at += apart;
		if (!ascii_is_digit(text.ptr[at]))
			break;
		run->digits[run->n++] = text.ptr[at++];
	}
	run->to = at;
}

static bool stands_alone(struct str text, size_t from, size_t to)
{
	bool before = from > 0 && is_letter(text.ptr[from - 1]),
	     behind = to < text.len && is_letter(text.ptr[to]);
	return !before && !behind;
}

/* 0 and one of 3 5 7 8 9, then eight digits; or 84 for the 0, with or without a plus. */
static bool is_mobile(const char *digits, size_t n)
{
	if (n == 11 && digits[0] == '8' && digits[1] == '4')
		return memchr("35789", digits[2], 5) != NULL;
	return n == 10 && digits[0] == '0' && memchr("35789", digits[1], 5) != NULL;
}

/* A number that is written in one piece is of 12 digits, and not behind a plus: +84 225 3842345 is an
 * office's telephone. In pieces it must begin as citizen numbers do, with the code of a province, or figures
 * in a row would be taken for one. */
static bool is_citizen(const struct run *run, struct str text)
{
	if (run->n != 12)
		return false;
	if (run->parted)
		return run->digits[0] == '0' && run->to - run->from <= 15;
	return run->from == 0 || text.ptr[run->from - 1] != '+';
}

static bool find_number(size_t *len, enum message *message, struct str text, size_t from)
{
	struct run run = {0};
	for (int marks = 0; marks < 2; marks++) {
		if (marks && (run.to == text.len || gap(text, run.to) == 0))
			break; /* with marks it is the same */
		read_run(&run, text, from, marks);
		*len = run.to - run.from;
		if (!stands_alone(text, run.from, run.to))
			continue;
		if (is_citizen(&run, text)) {
			*message = MESSAGE_PERSONAL_CITIZEN;
			return true;
		}
		if (run.n < sizeof run.digits && is_mobile(run.digits, run.n)) {
			*message = MESSAGE_PERSONAL_PHONE;
			return true;
		}
	}
	return false;
}

/* ---- addresses ---- */

static bool is_local(char c)
{
	return ascii_is_alnum(c) || memchr("._%+-", c, 5) != NULL;
}

/* The address around the '@' at `at`: something before it, a name with a dot in it behind. */
static bool find_email(size_t *from, size_t *to, struct str text, size_t at)
{
	*from = at;
	while (*from > 0 && is_local(text.ptr[*from - 1]))
		--*from;
	size_t end = at + 1, last_dot = 0;
	for (; end < text.len && ((is_local(text.ptr[end]) && text.ptr[end] != '_' && text.ptr[end] != '%') ||
	                          (text.ptr[end] & 0x80));
	     end++)
		if (text.ptr[end] == '.' && end + 1 < text.len && is_letter(text.ptr[end + 1]))
			last_dot = end;
	while (end > at + 1 && (text.ptr[end - 1] == '.' || text.ptr[end - 1] == '-'))
		end--;
	*to = end;
	return *from < at && last_dot > at + 1 && end > last_dot + 2;
}

bool personal_find(size_t *offset, size_t *len, enum message *message, struct str text)
{
	for (size_t at = 0; at < text.len; at++) {
		char c = text.ptr[at];
		size_t to;
		if (c == '@' && find_email(offset, &to, text, at)) {
			*len = to - *offset;
			*message = MESSAGE_PERSONAL_EMAIL;
			return true;
		}
		if (!ascii_is_digit(c) || (at > 0 && ascii_is_digit(text.ptr[at - 1])))
			continue;
		/* decimals and the groups of a number are no start of a telephone number */
		if (at > 1 && is_separator(text, at - 1) && text.ptr[at - 1] != ' ')
			continue;
		*offset = at;
		if (find_number(len, message, text, at))
			return true;
	}
	return false;
}

/* ---- names of columns ---- */

/* In the folded form: lower case, no diacritics, one space between words. */
static const struct str phrases[] = {
        /* birth */
        STR_INIT("ngay sinh"), STR_INIT("nam sinh"), STR_INIT("thang sinh"), STR_INIT("sinh ngay"),
        STR_INIT("noi sinh"), STR_INIT("birth"), STR_INIT("birth date"), STR_INIT("birthdate"),
        STR_INIT("birthday"), STR_INIT("birthplace"), STR_INIT("birthyear"), STR_INIT("dob"),
        STR_INIT("date of birth"),
        /* citizen and passport numbers */
        STR_INIT("cccd"), STR_INIT("cmnd"), STR_INIT("cmt"), STR_INIT("can cuoc"),
        STR_INIT("can cuoc cong dan"), STR_INIT("chung minh nhan dan"), STR_INIT("chung minh thu"),
        STR_INIT("dinh danh ca nhan"), STR_INIT("so dinh danh"), STR_INIT("ho chieu"),
        STR_INIT("so ho chieu"), STR_INIT("id number"), STR_INIT("id no"), STR_INIT("citizen id"),
        STR_INIT("citizen number"), STR_INIT("citizen no"), STR_INIT("national id"), STR_INIT("id card"),
        STR_INIT("identity card"), STR_INIT("identity number"), STR_INIT("personal id"), STR_INIT("passport"),
        STR_INIT("passport number"), STR_INIT("passport no"),
        /* telephones */
        STR_INIT("dien thoai"), STR_INIT("so dien thoai"), STR_INIT("sdt"), STR_INIT("so dt"),
        STR_INIT("dtdd"), STR_INIT("di dong"), STR_INIT("phone"), STR_INIT("phones"),
        STR_INIT("phone number"), STR_INIT("phone numbers"), STR_INIT("telephone"),
        STR_INIT("telephone number"), STR_INIT("tel"), STR_INIT("mobile"), STR_INIT("mobile phone"),
        STR_INIT("mobile number"), STR_INIT("cellphone"),
        /* addresses */
        STR_INIT("dia chi"), STR_INIT("noi o"), STR_INIT("cho o"), STR_INIT("thuong tru"),
        STR_INIT("tam tru"), STR_INIT("noi cu tru"), STR_INIT("que quan"), STR_INIT("ho khau"),
        STR_INIT("address"), STR_INIT("addresses"), STR_INIT("home address"), STR_INIT("residence"),
        STR_INIT("hometown"),
        /* e-mail */
        STR_INIT("email"), STR_INIT("emails"), STR_INIT("e mail"), STR_INIT("email address"),
        STR_INIT("mail"), STR_INIT("thu dien tu"), STR_INIT("hop thu"), STR_INIT("hom thu"),
        STR_INIT("gmail"),
        /* ethnicity, religion, party */
        STR_INIT("dan toc"), STR_INIT("ethnicity"), STR_INIT("ethnic"), STR_INIT("ethnic group"),
        STR_INIT("race"), STR_INIT("ton giao"), STR_INIT("religion"), STR_INIT("religious"),
        STR_INIT("faith"), STR_INIT("dang vien"), STR_INIT("vao dang"), STR_INIT("ngay vao dang"),
        STR_INIT("party member"), STR_INIT("party membership"), STR_INIT("communist party"),
        /* health */
        STR_INIT("suc khoe"), STR_INIT("benh"), STR_INIT("benh tat"), STR_INIT("benh an"),
        STR_INIT("benh ly"), STR_INIT("tien su benh"), STR_INIT("khuyet tat"), STR_INIT("nhom mau"),
        STR_INIT("health"), STR_INIT("health status"), STR_INIT("medical"), STR_INIT("disease"),
        STR_INIT("illness"), STR_INIT("disability"), STR_INIT("blood type"),
        /* bank accounts */
        STR_INIT("tai khoan"), STR_INIT("so tai khoan"), STR_INIT("stk"), STR_INIT("tai khoan ngan hang"),
        STR_INIT("ngan hang"), STR_INIT("bank"), STR_INIT("bank account"), STR_INIT("account number"),
        STR_INIT("account no"), STR_INIT("iban"),
        /* discipline */
        STR_INIT("ky luat"), STR_INIT("discipline"), STR_INIT("disciplinary"), STR_INIT("disciplined")};

/* Words that make something else of the phrase before them: bệnh viện is a hospital, not an illness. */
static const struct str exceptions[] = {STR_INIT("benh vien"), STR_INIT("tai khoan dinh danh"),
                                        STR_INIT("so tai khoan dinh danh")};

/* As whole words of the name. */
static bool has_words(struct str name, struct str phrase)
{
	for (size_t at = 0; at + phrase.len <= name.len; at++) {
		size_t end = at + phrase.len;
		if ((at == 0 || name.ptr[at - 1] == ' ') && (end == name.len || name.ptr[end] == ' ') &&
		    str_eq(str_sub(name, at, end), phrase))
			return true;
	}
	return false;
}

static struct str without_spaces(struct arena *arena, struct str text)
{
	char *copy = str_z(arena, text);
	size_t n = 0;
	for (size_t i = 0; i < text.len; i++)
		if (copy[i] != ' ')
			copy[n++] = copy[i];
	return (struct str){copy, n};
}

bool personal_column(struct arena *arena, struct str name)
{
	struct str folded = text_fold(arena, name), joined = without_spaces(arena, folded);
	for (size_t i = 0; i < LENGTH(exceptions); i++)
		if (has_words(folded, exceptions[i]))
			return false;
	for (size_t i = 0; i < LENGTH(phrases); i++)
		if (has_words(folded, phrases[i]) || str_eq(joined, without_spaces(arena, phrases[i])))
			return true;
	return false;
}
