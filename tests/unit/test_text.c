#include "check.h"

#include "base/buf.h"
#include "text/text.h"

static struct text_locale *locale(const char *language)
{
	struct text_locale *opened = text_locale_open(arena, str_from(language));
	assert_non_null(opened);
	return opened;
}

typedef struct str key_function(struct arena *, const struct text_locale *, struct str);

/* Each must sort before the next. */
static void check_order(key_function *key, const char *language, const char *const *texts, size_t n)
{
	struct text_locale *opened = locale(language);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++) {
			int order = str_cmp(key(arena, opened, str_from(texts[i])),
			                    key(arena, opened, str_from(texts[j])));
			if ((order > 0) - (order < 0) != (i > j) - (i < j))
				fail_msg("'%s' and '%s' are in the wrong order", texts[i], texts[j]);
		}
	text_locale_close(opened);
}
#define CHECK_ORDER(key, language, texts) check_order(key, language, texts, sizeof(texts) / sizeof *(texts))

static void text_sort_key__is_the_vietnamese_alphabet_with_its_tones(void **state)
{
	(void)state;
	static const char *const provinces[] = {"Hà Giang",  "Hà Nam",    "Hà Nội",   "Hà Tĩnh", "Hải Dương",
	                                        "Hải Phòng", "Hậu Giang", "Hòa Bình", "Hưng Yên"};
	static const char *const letters[] = {"a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g",
	                                      "h", "i", "k", "l", "m", "n", "o", "ô", "ơ", "p",
	                                      "q", "r", "s", "t", "u", "ư", "v", "x", "y"};
	static const char *const tones[] = {"ma", "mà", "mả", "mã", "má", "mạ"};
	CHECK_ORDER(text_sort_key, "vi", provinces);
	CHECK_ORDER(text_sort_key, "vi", letters);
	CHECK_ORDER(text_sort_key, "vi", tones);
}

static void text_sort_key__numbers_by_size_and_ties_by_bytes(void **state)
{
	(void)state;
	static const char *const groups[] = {"Tổ dân phố số 2", "Tổ dân phố số 9", "Tổ dân phố số 10",
	                                     "Tổ dân phố số 100"};
	CHECK_ORDER(text_sort_key, "vi", groups);
	static const char *const same[] = {"x 01", "x 1"};
	CHECK_ORDER(text_sort_key, "vi", same);
}

static void text_name_key__by_given_name_then_from_the_left(void **state)
{
	(void)state;
	static const char *const names[] = {"Trần Thị An", "Lê Văn Ánh",   "Đặng Văn Bình", "Lê Thị Bình",
	                                    "Lê Văn Bình", "Bùi Thị Dung", "Vũ Đình Đức",   "Hà",
	                                    "Vũ Thị Hà",   "Bùi Văn Hạ",   "Lò Thị  Hạ"};
	CHECK_ORDER(text_name_key, "vi", names);
}

static void str_utf8_error__in_long_text(void **state)
{
	(void)state;
	struct str text = STR_JOIN(arena, str_printf(arena, "%01000d", 0), STR("Phường\xc3"));
	assert_int_equal(str_utf8_error(text), text.len - 1);
}

static void text_nfc_error__is_the_letter_that_a_mark_belongs_to(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t at; /* 999: none */
	} cases[] = {
	        {"", 999},
	        {"plain ascii", 999},
	        {"Phường Hải An – “Quý III”…", 999},
	        {"đ Đ ð ư ơ ẵ Ỹ", 999},
	        {"Ha\xcc\x89i", 1},       /* a + hook above */
	        {"Phươ\xcc\x80ng", 4},    /* ơ + grave: ờ */
	        {"x\xcc\x89 y", 999},     /* nothing to join with: x has no hook */
	        {"\xcc\x89x", 999},       /* a mark without a letter */
	        {"ok \xe2\x84\xab", 3},   /* the Ångström sign is Å */
	        {"\xe2\x84\xa6", 0},      /* the ohm sign is Ω */
	        {"a\xcc\xa3\xcc\x82", 0}, /* both join: ậ */
	        {"x\xcc\x82\xcc\xa3", 1}, /* marks in the wrong order */
	        {"한국어 中文 日本語 ไทย", 999},
	        {"\xe1\x84\x92\xe1\x85\xa1", 0}, /* jamo */
	        {"😀 và 𝔸", 999},
	        {"😀a\xcc\x81", 4},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str text = str_from(cases[i].text);
		size_t expected = cases[i].at == 999 ? text.len : cases[i].at;
		if (text_nfc_error(text) != expected)
			fail_msg("'%s': %zu, not %zu", cases[i].text, text_nfc_error(text), expected);
	}
}

static void text_nfc__joins_letters_and_marks(void **state)
{
	(void)state;
	assert_str(text_nfc(arena, STR("Phu\xcc\x9bo\xcc\x9b\xcc\x80ng Ha\xcc\x89i An")), "Phường Hải An");
	assert_str(text_nfc(arena, STR("a\xcc\x82\xcc\xa3, x\xcc\x82\xcc\xa3")), "ậ, x\xcc\xa3\xcc\x82");
	struct str same = STR("Hải An");
	assert_ptr_equal(text_nfc(arena, same).ptr, same.ptr);
}

/* What is in NFC must stay, and what comes out must be in NFC, whatever stands around the cut of a piece. */
static void text_nfc__its_result_is_in_nfc(void **state)
{
	(void)state;
	static const char *const bits[] = {"a",
	                                   "ơ",
	                                   "\xcc\x80",
	                                   "\xcc\xa3",
	                                   "\xcc\x9b",
	                                   "đ",
	                                   " ",
	                                   "ộ",
	                                   "\xe1\x84\x92",
	                                   "\xe1\x85\xa1",
	                                   "\xe2\x84\xab",
	                                   "한",
	                                   "😀",
	                                   "\xcc\x82",
	                                   "–",
	                                   "\xff"};
	struct buf buf;
	buf_init(&buf, 1 << 20);
	uint32_t random = 20260930;
	for (int round = 0; round < 3000; round++) {
		buf_clear(&buf);
		for (int i = 0; i < 24; i++) {
			random = random * 1664525u + 1013904223u;
			buf_add(&buf, str_from(bits[random >> 28]));
		}
		struct str text = buf_str(&buf), normal = text_nfc(arena, text);
		assert_int_equal(text_nfc_error(normal), normal.len);
		assert_int_equal(text_nfc_error(text) == text.len, str_eq(text, normal));
	}
	buf_free(&buf);
}

static void text_nfc__a_thousand_marks_are_no_trouble(void **state)
{
	(void)state;
	struct buf buf;
	buf_init(&buf, 1 << 20);
	buf_char(&buf, 'a');
	for (int i = 0; i < 1000; i++)
		buf_add(&buf, STR("\xcc\x81"));
	struct str normal = text_nfc(arena, buf_str(&buf));
	assert_true(str_starts(normal, STR("á\xcc\x81")));
	assert_int_equal(text_nfc_error(buf_str(&buf)), 0);
	buf_free(&buf);
}

static void text_fold__finds_what_is_typed_without_marks(void **state)
{
	(void)state;
	static const char *const pairs[][2] = {
	        {"Phường Hải An", "phuong hai an"},
	        {"ĐẶNG Thị Ngọc", "dang thi ngoc"},
	        {"hòa", "hoa"},
	        {"hoà", "hoa"},
	        {"HOA\xcc\x80", "hoa"},
	        {"  Quý III/2026 – kế hoạch. ", "quy iii 2026 ke hoach"},
	        {"12,5%", "12 5"},
	        {"", ""},
	        {" …!", ""},
	        {"Straße ΟΔΟΣ", "straße οδος"},
	        {"a_b", "a b"},
	        {"한국", "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab\xe1\x84\x80\xe1\x85\xae\xe1\x86\xa8"},
	        {"x\xff"
	         "đ",
	         "x d"},
	};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		assert_str(text_fold(arena, str_from(pairs[i][0])), pairs[i][1]);
}

static void text_slug__is_ascii_with_single_dashes(void **state)
{
	(void)state;
	static const char *const pairs[][2] = {{"Phường Hải An", "phuong-hai-an"},
	                                       {"1.2. Mục tiêu -- cụ thể", "1-2-muc-tieu-cu-the"},
	                                       {"Đơn vị & cá nhân", "don-vi-ca-nhan"},
	                                       {"—", ""},
	                                       {"中文", ""},
	                                       {"中 a 文 b 文", "a-b"},
	                                       {"-a-", "a"}};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		assert_str(text_slug(arena, str_from(pairs[i][0])), pairs[i][1]);
}

static void text_number__groups_as_the_language_does(void **state)
{
	(void)state;
	static const char *const rows[][3] = {
	        {"1234.5", "1.234,5", "1,234.5"},
	        {"0", "0", "0"},
	        {"999", "999", "999"},
	        {"-1000", "-1.000", "-1,000"},
	        {"1500050.30", "1.500.050,30", "1,500,050.30"},
	        {"-0.05", "-0,05", "-0.05"},
	        {"123456789012345678901234567890.12345", "123.456.789.012.345.678.901.234.567.890,12345",
	         "123,456,789,012,345,678,901,234,567,890.12345"},
	        {"", "", ""},
	        {"x", "x", "x"},
	        {"1.", "1.", "1."},
	        {"-", "-", "-"},
	};
	struct text_locale *vi = locale("vi"), *en = locale("en");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_str(text_number(arena, vi, str_from(rows[i][0])), rows[i][1]);
		assert_str(text_number(arena, en, str_from(rows[i][0])), rows[i][2]);
	}
	text_locale_close(vi);
	text_locale_close(en);
}

static void text_date__has_the_zeros_of_decree_30(void **state)
{
	(void)state;
	static const char *const rows[][3] = {
	        {"2025-09-30", "30/9/2025", "30 September 2025"},
	        {"2026-06-09", "09/6/2026", "9 June 2026"},
	        {"2026-03-02", "02/3/2026", "2 March 2026"},
	        {"2020-02-05", "05/02/2020", "5 February 2020"},
	        {"2026-01-10", "10/01/2026", "10 January 2026"},
	        {"2026-12-31", "31/12/2026", "31 December 2026"},
	};
	struct text_locale *vi = locale("vi"), *en = locale("en"), *fr = locale("fr");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct date date;
		assert_true(date_parse(&date, str_from(rows[i][0])));
		assert_str(text_date(arena, vi, date), rows[i][1]);
		assert_str(text_date(arena, en, date), rows[i][2]);
		assert_str(text_date(arena, fr, date), rows[i][0]);
	}
	text_locale_close(vi);
	text_locale_close(en);
	text_locale_close(fr);
}

static void text_period__is_named_as_offices_name_it(void **state)
{
	(void)state;
	static const char *const rows[][3] = {
	        {"2026", "năm 2026", "2026"},
	        {"2026-H1", "6 tháng đầu năm 2026", "first half of 2026"},
	        {"2026-H2", "6 tháng cuối năm 2026", "second half of 2026"},
	        {"2026-9M", "9 tháng năm 2026", "first nine months of 2026"},
	        {"2025-Q3", "quý III/2025", "Q3 2025"},
	        {"2025-Q4", "quý IV/2025", "Q4 2025"},
	        {"2026-09", "tháng 9/2026", "September 2026"},
	        {"2026-02", "tháng 02/2026", "February 2026"},
	        {"2026-W47", "tuần 47/2026", "week 47 of 2026"},
	        {"2026-09-30", "30/9/2026", "30 September 2026"},
	};
	struct text_locale *vi = locale("vi"), *en = locale("en"), *fr = locale("fr");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct period period;
		assert_true(period_parse(&period, str_from(rows[i][0])));
		assert_str(text_period(arena, vi, period), rows[i][1]);
		assert_str(text_period(arena, en, period), rows[i][2]);
		assert_str(text_period(arena, fr, period), rows[i][0]);
	}
	text_locale_close(vi);
	text_locale_close(en);
	text_locale_close(fr);
}

static void check_decoded(struct str bytes, const char *encoding, const char *expected)
{
	struct str text;
	size_t bad;
	if (!text_decode(&text, &bad, arena, bytes, str_from(encoding)))
		fail_msg("%s: not read, byte %zu", encoding, bad);
	assert_str(text, expected);
}

static void text_decode__reads_what_offices_still_have(void **state)
{
	(void)state;
	check_decoded(STR("Phường"), "utf-8", "Phường");
	check_decoded(STR("\xEF\xBB\xBFx"), "UTF-8", "\xEF\xBB\xBFx");
	check_decoded(STR("Ph\xfd\xf5\xcc"
	                  "ng Ha\xd2i An \xf0\xf4\xf2"),
	              "windows-1258", "Phường Hải An độ");
	check_decoded(STR("Ph\xad\xeang \xa7\xb9 H\xb6i"), "TCVN", "Phường Đạ Hải");
	check_decoded(STR("x\xe2y"), "ISO-8859-1", "xây");
	check_decoded(STR(""), "windows-1258", "");
	struct str text;
	size_t bad;
	assert_true(text_decode(&text, &bad, arena, (struct str){0}, STR("UTF-8")));
	assert_int_equal(text.len, 0);
}

static void text_decode__reads_utf16_in_either_order(void **state)
{
	(void)state;
	check_decoded(STR("\xff\xfe\x11\x01i\0"), "UTF-16", "đi");
	check_decoded(STR("\xfe\xff\x01\x11\0i"), "UTF-16", "đi");
	check_decoded(STR("i\0\x11\x01"), "UTF-16", "iđ");
	check_decoded(STR("\0i\x01\x11"), "UTF-16", "iđ");
	check_decoded(STR("\x11\x01"), "UTF-16LE", "đ");
	check_decoded(STR("\xff\xfe\x11\x01"), "utf-16le", "đ");
	check_decoded(STR("\x01\x11"), "UTF-16BE", "đ");
	check_decoded(STR("\x3d\xd8\x00\xde"), "UTF-16LE", "😀");
	/* not in NFC as it was written: that is for text_nfc_error to say */
	check_decoded(STR("a\0\x01\x03"), "UTF-16LE", "a\xcc\x81");
}

static void text_decode__a_long_text_is_whole(void **state)
{
	(void)state;
	struct buf utf16, utf8;
	buf_init(&utf16, 1 << 20);
	buf_init(&utf8, 1 << 20);
	for (int i = 0; i < 20000; i++) { /* pairs at every offset of a chunk's end */
		buf_add(&utf16, i % 3 ? STR("\x3d\xd8\x00\xde") : STR("\x11\x01"));
		buf_add(&utf8, i % 3 ? STR("😀") : STR("đ"));
	}
	struct str text;
	size_t bad;
	assert_true(text_decode(&text, &bad, arena, buf_str(&utf16), STR("UTF-16LE")));
	assert_true(str_eq(text, buf_str(&utf8)));
	buf_clear(&utf16);
	for (int i = 0; i < 30000; i++)
		buf_add(&utf16, STR("\xad\xea"));
	assert_true(text_decode(&text, &bad, arena, buf_str(&utf16), STR("TCVN")));
	assert_int_equal(text.len, 30000 * 5);
	assert_str(str_sub(text, 149990, 150000), "ườườ");
	buf_free(&utf16);
	buf_free(&utf8);
}

static void text_decode__says_which_byte_cannot_be_read(void **state)
{
	(void)state;
	static const struct {
		struct str bytes;
		const char *encoding;
		size_t bad;
	} cases[] = {
	        {STR_INIT("abc\xff"), "UTF-8", 3},
	        {STR_INIT("a\0b\0c"), "UTF-16LE", 4}, /* half a character at the end */
	        {STR_INIT("a\0\x00\xde"
	                  "b\0"),
	         "UTF-16LE", 2}, /* the second half of a pair alone */
	        {STR_INIT("a\0\x3d\xd8"
	                  "b\0"),
	         "UTF-16LE", 2}, /* the first half alone */
	        {STR_INIT("abc"), "VNI", SIZE_MAX},
	        {STR_INIT("abc"), "", SIZE_MAX},
	        {STR_INIT("abc"), "UTF-8,version=1", SIZE_MAX},
	        {STR_INIT("abc"), "../../x", SIZE_MAX},
	        {STR_INIT("abc"), "not-an-encoding", SIZE_MAX},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str text;
		size_t bad;
		assert_false(text_decode(&text, &bad, arena, cases[i].bytes, str_from(cases[i].encoding)));
		assert_int_equal(bad, cases[i].bad);
	}
}

static void text_locale__a_language_unknown_to_icu_still_sorts(void **state)
{
	(void)state;
	static const char *const words[] = {"a", "b", "c"};
	CHECK_ORDER(text_sort_key, "zz", words);
	CHECK_ORDER(text_sort_key, "", words);
	CHECK_ORDER(text_sort_key, "not a tag", words);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        UNIT(text_sort_key__is_the_vietnamese_alphabet_with_its_tones),
	        UNIT(text_sort_key__numbers_by_size_and_ties_by_bytes),
	        UNIT(text_name_key__by_given_name_then_from_the_left),
	        UNIT(str_utf8_error__in_long_text),
	        UNIT(text_nfc_error__is_the_letter_that_a_mark_belongs_to),
	        UNIT(text_nfc__joins_letters_and_marks),
	        UNIT(text_nfc__its_result_is_in_nfc),
	        UNIT(text_nfc__a_thousand_marks_are_no_trouble),
	        UNIT(text_fold__finds_what_is_typed_without_marks),
	        UNIT(text_slug__is_ascii_with_single_dashes),
	        UNIT(text_number__groups_as_the_language_does),
	        UNIT(text_date__has_the_zeros_of_decree_30),
	        UNIT(text_period__is_named_as_offices_name_it),
	        UNIT(text_decode__reads_what_offices_still_have),
	        UNIT(text_decode__reads_utf16_in_either_order),
	        UNIT(text_decode__a_long_text_is_whole),
	        UNIT(text_decode__says_which_byte_cannot_be_read),
	        UNIT(text_locale__a_language_unknown_to_icu_still_sorts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
