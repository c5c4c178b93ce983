#include "check.h"

#include "base/decimal.h"

#include <limits.h>

static struct decimal number(const char *text)
{
	struct decimal decimal;
	if (!decimal_parse(&decimal, arena, str_from(text)))
		fail_msg("'%s' is not read", text);
	return decimal;
}

/* Random numbers of up to 105 digits, computed with Python's fractions: '/' and 'r' are rounded half to even
 * to `places`, 'f' is the floor, 'c' the sign of a - b. */
static const struct vector {
	char operation;
	const char *a, *b;
	uint32_t places;
	const char *result;
} vectors[] = {
        {'+', "-34.8", "-9", 0, "-43.8"},
        {'-', "-34.8", "-9", 0, "-25.8"},
        {'*', "-34.8", "-9", 0, "313.2"},
        {'/', "-34.8", "-9", 7, "3.8666667"},
        {'r', "-34.8", "0", 7, "-34.8000000"},
        {'f', "-34.8", "0", 0, "-35"},
        {'c', "-34.8", "-9", 0, "-1"},
        {'+', "7.1", "-516.51", 0, "-509.41"},
        {'-', "7.1", "-516.51", 0, "523.61"},
        {'*', "7.1", "-516.51", 0, "-3667.221"},
        {'/', "7.1", "-516.51", 0, "0"},
        {'r', "7.1", "0", 0, "7"},
        {'f', "7.1", "0", 0, "7"},
        {'c', "7.1", "-516.51", 0, "1"},
        {'+', "-8", "81.39", 0, "73.39"},
        {'-', "-8", "81.39", 0, "-89.39"},
        {'*', "-8", "81.39", 0, "-651.12"},
        {'/', "-8", "81.39", 4, "-0.0983"},
        {'r', "-8", "0", 4, "-8.0000"},
        {'f', "-8", "0", 0, "-8"},
        {'c', "-8", "81.39", 0, "-1"},
        {'+', "-8684220607984.40853", "-52125946745.7084", 0, "-8736346554730.11693"},
        {'-', "-8684220607984.40853", "-52125946745.7084", 0, "-8632094661238.70013"},
        {'*', "-8684220607984.40853", "-52125946745.7084", 0, "452673220939778702703799.889852652"},
        {'/', "-8684220607984.40853", "-52125946745.7084", 11, "166.60072670430"},
        {'r', "-8684220607984.40853", "0", 11, "-8684220607984.40853000000"},
        {'f', "-8684220607984.40853", "0", 0, "-8684220607985"},
        {'c', "-8684220607984.40853", "-52125946745.7084", 0, "-1"},
        {'+', "42466004195.5", "-8.016", 0, "42466004187.484"},
        {'-', "42466004195.5", "-8.016", 0, "42466004203.516"},
        {'*', "42466004195.5", "-8.016", 0, "-340407489631.1280"},
        {'/', "42466004195.5", "-8.016", 6, "-5297655214.009481"},
        {'r', "42466004195.5", "0", 6, "42466004195.500000"},
        {'f', "42466004195.5", "0", 0, "42466004195"},
        {'c', "42466004195.5", "-8.016", 0, "1"},
        {'+', "2459095550.141798", "-983611.14891672", 0, "2458111938.99288128"},
        {'-', "2459095550.141798", "-983611.14891672", 0, "2460079161.29071472"},
        {'*', "2459095550.141798", "-983611.14891672", 0, "-2418793799370967.56629009306256"},
        {'/', "2459095550.141798", "-983611.14891672", 9, "-2500.068805493"},
        {'r', "2459095550.141798", "0", 9, "2459095550.141798000"},
        {'f', "2459095550.141798", "0", 0, "2459095550"},
        {'c', "2459095550.141798", "-983611.14891672", 0, "1"},
        {'+', "617025015918303808526685366999.9", "799988.076", 0, "617025015918303808526686166987.976"},
        {'-', "617025015918303808526685366999.9", "799988.076", 0, "617025015918303808526684567011.824"},
        {'*', "617025015918303808526685366999.9", "799988.076", 0,
         "493612655328353236966735421403603893.1924"},
        {'/', "617025015918303808526685366999.9", "799988.076", 9, "771292766016557237443980.811283867"},
        {'r', "617025015918303808526685366999.9", "0", 9, "617025015918303808526685366999.900000000"},
        {'f', "617025015918303808526685366999.9", "0", 0, "617025015918303808526685366999"},
        {'c', "617025015918303808526685366999.9", "799988.076", 0, "1"},
        {'+', "2117075526873819668608.562392070967982591292858694231", "-53506614263.4279738915119", 0,
         "2117075526820313054345.134418179456082591292858694231"},
        {'-', "2117075526873819668608.562392070967982591292858694231", "-53506614263.4279738915119", 0,
         "2117075526927326282871.990365962479882591292858694231"},
        {'*', "2117075526873819668608.562392070967982591292858694231", "-53506614263.4279738915119", 0,
         "-113277543582981012333521632483323.2988567472089767659283581611190346883978489"},
        {'/', "2117075526873819668608.562392070967982591292858694231", "-53506614263.4279738915119", 8,
         "-39566613511.57198692"},
        {'r', "2117075526873819668608.562392070967982591292858694231", "0", 8,
         "2117075526873819668608.56239207"},
        {'f', "2117075526873819668608.562392070967982591292858694231", "0", 0, "2117075526873819668608"},
        {'c', "2117075526873819668608.562392070967982591292858694231", "-53506614263.4279738915119", 0, "1"},
        {'+', "55897858199382", "16183.66", 0, "55897858215565.66"},
        {'-', "55897858199382", "16183.66", 0, "55897858183198.34"},
        {'*', "55897858199382", "16183.66", 0, "904631931827010498.12"},
        {'/', "55897858199382", "16183.66", 9, "3453968892.041849619"},
        {'r', "55897858199382", "0", 9, "55897858199382.000000000"},
        {'f', "55897858199382", "0", 0, "55897858199382"},
        {'c', "55897858199382", "16183.66", 0, "1"},
        {'+', "211546496347838905263.3", "7519973099029342.918959481358424", 0,
         "211554016320937934606.218959481358424"},
        {'-', "211546496347838905263.3", "7519973099029342.918959481358424", 0,
         "211538976374739875920.381040518641576"},
        {'*', "211546496347838905263.3", "7519973099029342.918959481358424", 0,
         "1590823961729657706064122368126713007.9481481273930392"},
        {'/', "211546496347838905263.3", "7519973099029342.918959481358424", 11, "28131.28365780254"},
        {'r', "211546496347838905263.3", "0", 11, "211546496347838905263.30000000000"},
        {'f', "211546496347838905263.3", "0", 0, "211546496347838905263"},
        {'c', "211546496347838905263.3", "7519973099029342.918959481358424", 0, "1"},
        {'+', "96748981712.9731981411476911920998702999709013297858107",
         "7828748313155659641117024192889196916769342935186713.9", 0,
         "7828748313155659641117024192889196916769439684168426.8731981411476911920998702999709013297858107"},
        {'-', "96748981712.9731981411476911920998702999709013297858107",
         "7828748313155659641117024192889196916769342935186713.9", 0,
         "-7828748313155659641117024192889196916769246186205000.9268018588523088079001297000290986702141893"},
        {'*', "96748981712.9731981411476911920998702999709013297858107",
         "7828748313155659641117024192889196916769342935186713.9", 0,
         "757423427384966686933603667867082096147230146641261126325002707."
         "01743018801058985583185435659909189938045873"},
        {'/', "96748981712.9731981411476911920998702999709013297858107",
         "7828748313155659641117024192889196916769342935186713.9", 6, "0.000000"},
        {'r', "96748981712.9731981411476911920998702999709013297858107", "0", 6, "96748981712.973198"},
        {'f', "96748981712.9731981411476911920998702999709013297858107", "0", 0, "96748981712"},
        {'c', "96748981712.9731981411476911920998702999709013297858107",
         "7828748313155659641117024192889196916769342935186713.9", 0, "-1"},
        {'+', "1554220549496987336229604815668874678736971359143.226692",
         "85369965992964361023.015949492774163453137665096384013264443827", 0,
         "1554220549496987336229604815754244644729935720166.242641492774163453137665096384013264443827"},
        {'-', "1554220549496987336229604815668874678736971359143.226692",
         "85369965992964361023.015949492774163453137665096384013264443827", 0,
         "1554220549496987336229604815583504712744006998120.210742507225836546862334903615986735556173"},
        {'*', "1554220549496987336229604815668874678736971359143.226692",
         "85369965992964361023.015949492774163453137665096384013264443827", 0,
         "132683755456124191319481358489659345270688735300812834877503732914895."
         "102697166858007458795667442842944901303561030284"},
        {'/', "1554220549496987336229604815668874678736971359143.226692",
         "85369965992964361023.015949492774163453137665096384013264443827", 6,
         "18205706555219620385851412988.328514"},
        {'r', "1554220549496987336229604815668874678736971359143.226692", "0", 6,
         "1554220549496987336229604815668874678736971359143.226692"},
        {'f', "1554220549496987336229604815668874678736971359143.226692", "0", 0,
         "1554220549496987336229604815668874678736971359143"},
        {'c', "1554220549496987336229604815668874678736971359143.226692",
         "85369965992964361023.015949492774163453137665096384013264443827", 0, "1"},
};

static struct decimal compute(const struct vector *vector)
{
	struct decimal a = number(vector->a), b = number(vector->b);
	switch (vector->operation) {
	case '+':
		return decimal_add(arena, a, b);
	case '-':
		return decimal_sub(arena, a, b);
	case '*':
		return decimal_mul(arena, a, b);
	case '/':
		return decimal_div_round(arena, a, b, vector->places);
	case 'r':
		return decimal_round(arena, a, vector->places);
	case 'f':
		return decimal_floor(arena, a);
	default:
		return decimal_from(decimal_cmp(a, b));
	}
}

static void decimal__agrees_with_exact_fractions(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++)
		assert_str(decimal_text(arena, compute(&vectors[i])), vectors[i].result);
}

static void decimal_parse__takes_plain_digits_only(void **state)
{
	(void)state;
	static const char *const bad[] = {"",    "-",   "+",   ".",     "1.",   ".5",  "1e3",
	                                  "1,5", " 1",  "1 ",  "0x1",   "--1",  "+-1", "1.2.3",
	                                  "१२",  "inf", "nan", "1_000", "1.-5", "- 1", "1\xc2\xa0 000"};
	struct decimal decimal;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (decimal_parse(&decimal, arena, str_from(bad[i])))
			fail_msg("'%s' is read", bad[i]);
	assert_false(decimal_parse(&decimal, arena, (struct str){0}));
	assert_false(decimal_parse(&decimal, arena, (struct str){"1\0", 2}));
}

static void decimal_parse__has_a_ceiling_of_digits(void **state)
{
	(void)state;
	struct decimal decimal;
	struct str most = str_printf(arena, "%0*d", DECIMAL_DIGITS_MAX, 7);
	struct str over = str_printf(arena, "%0*d.5", DECIMAL_DIGITS_MAX, 7);
	assert_true(decimal_parse(&decimal, arena, most));
	assert_str(decimal_text(arena, decimal), "7");
	assert_false(decimal_parse(&decimal, arena, over));
}

static void decimal_text__keeps_the_digits_behind_the_point(void **state)
{
	(void)state;
	static const char *const pairs[][2] = {
	        {"1.50", "1.50"},
	        {"0.005", "0.005"},
	        {"-0.05", "-0.05"},
	        {"+7", "7"},
	        {"007", "7"},
	        {"-0", "0"},
	        {"-0.00", "0.00"},
	        {"0.000", "0.000"},
	        {"100", "100"},
	        {"-12.0", "-12.0"},
	        {"9999999999999999999", "9999999999999999999"},
	        {"18446744073709551615", "18446744073709551615"},
	        {"18446744073709551616", "18446744073709551616"},
	        {"-0.00000000000000000000000000000000000001", "-0.00000000000000000000000000000000000001"},
	};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		assert_str(decimal_text(arena, number(pairs[i][0])), pairs[i][1]);
}

static void decimal_plain__drops_trailing_zeros_of_a_fraction_only(void **state)
{
	(void)state;
	static const char *const pairs[][2] = {
	        {"1.50", "1.5"}, {"100", "100"},  {"100.00", "100"}, {"0.00", "0"},  {"-0.0", "0"},
	        {"-1.0", "-1"},  {"0.10", "0.1"}, {"-0.50", "-0.5"}, {"10.0", "10"}, {"1000.010", "1000.01"}};
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		assert_str(decimal_plain(arena, number(pairs[i][0])), pairs[i][1]);
}

static void decimal_cmp__sees_value_not_digits(void **state)
{
	(void)state;
	assert_int_equal(decimal_cmp(number("1.5"), number("1.50")), 0);
	assert_int_equal(decimal_cmp(number("-0"), number("0.00")), 0);
	assert_int_equal(decimal_cmp(number("0.1"), number("0.09")), 1);
	assert_int_equal(decimal_cmp(number("-2"), number("-1")), -1);
	assert_int_equal(decimal_cmp(number("-2"), number("1")), -1);
	assert_int_equal(decimal_cmp(number("90.000000000000000000000000000001"), number("90")), 1);
	assert_int_equal(decimal_cmp(number("18446744073709551616"), number("18446744073709551615")), 1);
	struct decimal sum = decimal_add(arena, number("0.1"), number("0.2"));
	assert_int_equal(decimal_cmp(sum, number("0.3")), 0);
}

static void decimal_round__goes_to_the_even_neighbour_at_a_tie(void **state)
{
	(void)state;
	static const struct {
		const char *from;
		uint32_t places;
		const char *to;
	} cases[] = {
	        {"0.5", 0, "0"},
	        {"1.5", 0, "2"},
	        {"2.5", 0, "2"},
	        {"-0.5", 0, "0"},
	        {"-1.5", 0, "-2"},
	        {"-2.5", 0, "-2"},
	        {"2.51", 0, "3"},
	        {"-2.51", 0, "-3"},
	        {"0.125", 2, "0.12"},
	        {"0.135", 2, "0.14"},
	        {"0.1250000000000000000000000000001", 2, "0.13"},
	        {"99.995", 2, "100.00"},
	        {"7", 3, "7.000"},
	        {"0.004", 2, "0.00"},
	        {"-0.004", 2, "0.00"},
	        {"9.99", 5, "9.99000"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_str(decimal_text(arena, decimal_round(arena, number(cases[i].from), cases[i].places)),
		           cases[i].to);
}

static void decimal_div__says_whether_the_quotient_ends(void **state)
{
	(void)state;
	static const struct {
		const char *a, *b;
		bool finite;
		const char *quotient;
	} cases[] = {
	        {"1", "8", true, "0.125"},
	        {"1", "3", false, "0.333333"},
	        {"2", "3", false, "0.666667"},
	        {"-2", "3", false, "-0.666667"},
	        {"2", "-3", false, "-0.666667"},
	        {"0", "7", true, "0"},
	        {"6", "3", true, "2"},
	        {"300", "3", true, "100"},
	        {"1.5", "0.3", true, "5"},
	        {"1", "1024", true, "0.0009765625"},
	        {"0.07", "7", true, "0.01"},
	        {"1", "7", false, "0.142857"},
	        {"1", "-4", true, "-0.25"},
	        {"-5", "-2", true, "2.5"},
	        {"1000", "0.001", true, "1000000"},
	        {"98.5", "100", true, "0.985"},
	        {"5", "9", false, "0.555556"},
	        {"1", "30", false, "0.033333"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct decimal quotient;
		assert_int_equal(decimal_div(&quotient, arena, number(cases[i].a), number(cases[i].b), 6),
		                 cases[i].finite);
		assert_str(decimal_text(arena, quotient), cases[i].quotient);
	}
}

/* Where a quotient ends, multiplying it by the divisor must give the dividend back. */
static void decimal_div__a_finite_quotient_is_exact(void **state)
{
	(void)state;
	for (long a = -40; a <= 40; a++) {
		for (long b = 1; b <= 128; b++) {
			struct decimal quotient, x = decimal_from(a), y = decimal_from(b);
			bool finite = decimal_div(&quotient, arena, x, y, 6);
			bool exact = decimal_cmp(decimal_mul(arena, quotient, y), x) == 0;
			assert_int_equal(finite, exact);
		}
	}
}

static void decimal_cmp_ratio__a_rate_of_exactly_the_goal_is_equal(void **state)
{
	(void)state;
	assert_int_equal(decimal_cmp_ratio(number("2"), number("3"), number("0.666667")), -1);
	assert_int_equal(decimal_cmp_ratio(number("2"), number("3"), number("0.666666")), 1);
	assert_int_equal(decimal_cmp_ratio(number("9"), number("10"), number("0.9")), 0);
	assert_int_equal(decimal_cmp_ratio(number("-9"), number("10"), number("0.9")), -1);
	assert_int_equal(decimal_cmp_ratio(number("9"), number("-10"), number("-0.9")), 0);
	assert_int_equal(decimal_cmp_ratio(number("1"), number("-3"), number("-0.3")), -1);
	assert_int_equal(decimal_cmp_ratio(number("900000000000000000000000000001"),
	                                   number("1000000000000000000000000000000"), number("0.9")),
	                 1);
	assert_int_equal(decimal_cmp_ratio(number("0"), number("5"), number("0.00")), 0);
	assert_int_equal(decimal_cmp_ratio(number("0.45"), number("0.5"), number("0.90")), 0);
}

static void decimal_to_long__refuses_fractions_and_what_does_not_fit(void **state)
{
	(void)state;
	long value;
	assert_true(decimal_to_long(&value, number("12.00")));
	assert_int_equal(value, 12);
	assert_true(decimal_to_long(&value, number("-9223372036854775808")));
	assert_true(value == LONG_MIN);
	assert_true(decimal_to_long(&value, decimal_from(LONG_MIN)));
	assert_true(value == LONG_MIN);
	assert_true(decimal_to_long(&value, number("0.000")));
	assert_int_equal(value, 0);
	assert_false(decimal_to_long(&value, number("9223372036854775808")));
	assert_false(decimal_to_long(&value, number("12.01")));
	assert_false(decimal_to_long(&value, number("340282366920938463463374607431768211456")));
}

static void decimal_sign__of_each(void **state)
{
	(void)state;
	assert_int_equal(decimal_sign(number("-0.00")), 0);
	assert_int_equal(decimal_sign(number("-0.01")), -1);
	assert_int_equal(decimal_sign(number("123456789012345678901234567890")), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        UNIT(decimal__agrees_with_exact_fractions),
	        UNIT(decimal_parse__takes_plain_digits_only),
	        UNIT(decimal_parse__has_a_ceiling_of_digits),
	        UNIT(decimal_text__keeps_the_digits_behind_the_point),
	        UNIT(decimal_plain__drops_trailing_zeros_of_a_fraction_only),
	        UNIT(decimal_cmp__sees_value_not_digits),
	        UNIT(decimal_round__goes_to_the_even_neighbour_at_a_tie),
	        UNIT(decimal_div__says_whether_the_quotient_ends),
	        UNIT(decimal_div__a_finite_quotient_is_exact),
	        UNIT(decimal_cmp_ratio__a_rate_of_exactly_the_goal_is_equal),
	        UNIT(decimal_to_long__refuses_fractions_and_what_does_not_fit),
	        UNIT(decimal_sign__of_each),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
