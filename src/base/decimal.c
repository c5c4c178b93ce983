#include "base/decimal.h"

#include "base/arena.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>

/* GMP does the arithmetic on read-only views of our limbs (mpz_roinit_n) and temporaries of its own; results
 * are copied into the arena. One-limb numbers, nearly all there are, are compared without it. */

static mpz_srcptr view(mpz_t as, const struct decimal *a)
{
	return mpz_roinit_n(as, a->limbs ? a->limbs : &a->limb, a->size);
}

static struct decimal keep(struct arena *arena, const mpz_t coefficient, uint32_t scale)
{
	size_t n = mpz_size(coefficient);
	struct decimal kept = {.scale = scale, .size = mpz_sgn(coefficient) < 0 ? -(int)n : (int)n};
	if (n == 1) {
		kept.limb = mpz_getlimbn(coefficient, 0);
	} else if (n > 1) {
		mp_limb_t *limbs = ARENA_ARRAY(arena, mp_limb_t, n);
		memcpy(limbs, mpz_limbs_read(coefficient), n * sizeof *limbs);
		kept.limbs = limbs;
	}
	return kept;
}

/* out = a's coefficient at a larger or equal scale */
static void scaled(mpz_t out, const struct decimal *a, uint32_t scale)
{
	mpz_t as;
	mpz_ui_pow_ui(out, 10, scale - a->scale);
	mpz_mul(out, out, view(as, a));
}

static uint32_t larger(uint32_t a, uint32_t b)
{
	return a > b ? a : b;
}

/* Where the digits of [+-]digits[.digits] stand. */
struct digits {
	bool negative;
	struct str whole, fraction;
};

static bool split(struct digits *out, struct str text)
{
	out->negative = text.len && text.ptr[0] == '-';
	if (text.len && (text.ptr[0] == '-' || text.ptr[0] == '+'))
		text = str_sub(text, 1, text.len);
	bool point = str_cut(&out->whole, &out->fraction, text, '.');
	return str_is_digits(out->whole) && (!point || str_is_digits(out->fraction)) &&
	       out->whole.len + out->fraction.len <= DECIMAL_DIGITS_MAX;
}

static struct decimal parse_long(struct arena *arena, const struct digits *digits)
{
	char text[DECIMAL_DIGITS_MAX + 1];
	memcpy(text, digits->whole.ptr, digits->whole.len);
	if (digits->fraction.len)
		memcpy(text + digits->whole.len, digits->fraction.ptr, digits->fraction.len);
	text[digits->whole.len + digits->fraction.len] = '\0';
	mpz_t coefficient;
	mpz_init_set_str(coefficient, text, 10);
	if (digits->negative)
		mpz_neg(coefficient, coefficient);
	struct decimal parsed = keep(arena, coefficient, (uint32_t)digits->fraction.len);
	mpz_clear(coefficient);
	return parsed;
}

bool decimal_parse(struct decimal *out, struct arena *arena, struct str text)
{
	struct digits digits;
	if (!split(&digits, text))
		return false;
	if (digits.whole.len + digits.fraction.len > 19) {
		*out = parse_long(arena, &digits);
		return true;
	}
	mp_limb_t limb = 0; /* 19 digits fit in 64 bits */
	for (size_t i = 0; i < digits.whole.len; i++)
		limb = limb * 10 + (mp_limb_t)(digits.whole.ptr[i] - '0');
	for (size_t i = 0; i < digits.fraction.len; i++)
		limb = limb * 10 + (mp_limb_t)(digits.fraction.ptr[i] - '0');
	*out = (struct decimal){.limb = limb,
	                        .size = limb == 0         ? 0
	                                : digits.negative ? -1
	                                                  : 1,
	                        .scale = (uint32_t)digits.fraction.len};
	return true;
}

struct decimal decimal_from(long value)
{
	mp_limb_t limb = value < 0 ? 0 - (mp_limb_t)value : (mp_limb_t)value;
	return (struct decimal){.limb = limb, .size = (value > 0) - (value < 0)};
}

int decimal_sign(struct decimal a)
{
	return (a.size > 0) - (a.size < 0);
}

int decimal_cmp(struct decimal a, struct decimal b)
{
	if (decimal_sign(a) != decimal_sign(b))
		return decimal_sign(a) < decimal_sign(b) ? -1 : 1;
	if (a.scale == b.scale && !a.limbs && !b.limbs)
		return a.limb == b.limb ? 0 : (a.limb < b.limb) == (a.size > 0) ? -1 : 1;
	uint32_t scale = larger(a.scale, b.scale);
	mpz_t left, right;
	mpz_inits(left, right, NULL);
	scaled(left, &a, scale);
	scaled(right, &b, scale);
	int order = mpz_cmp(left, right);
	mpz_clears(left, right, NULL);
	return (order > 0) - (order < 0);
}

bool decimal_same(struct arena *arena, struct str a, struct str b)
{
	struct decimal x, y;
	return str_eq(a, b) ||
	       (decimal_parse(&x, arena, a) && decimal_parse(&y, arena, b) && decimal_cmp(x, y) == 0);
}

typedef void mpz_operation(mpz_ptr, mpz_srcptr, mpz_srcptr);

static struct decimal combine(struct arena *arena, struct decimal a, struct decimal b,
                              mpz_operation *operation)
{
	uint32_t scale = larger(a.scale, b.scale);
	mpz_t left, right;
	mpz_inits(left, right, NULL);
	scaled(left, &a, scale);
	scaled(right, &b, scale);
	operation(left, left, right);
	struct decimal result = keep(arena, left, scale);
	mpz_clears(left, right, NULL);
	return result;
}

struct decimal decimal_add(struct arena *arena, struct decimal a, struct decimal b)
{
	return combine(arena, a, b, mpz_add);
}

struct decimal decimal_sub(struct arena *arena, struct decimal a, struct decimal b)
{
	return combine(arena, a, b, mpz_sub);
}

struct decimal decimal_mul(struct arena *arena, struct decimal a, struct decimal b)
{
	mpz_t product, left, right;
	mpz_init(product);
	mpz_mul(product, view(left, &a), view(right, &b));
	struct decimal result = keep(arena, product, a.scale + b.scale);
	mpz_clear(product);
	return result;
}

/* quotient = numerator / denominator, half to even; denominator > 0. Both are used up. */
static void divide_half_even(mpz_t quotient, mpz_t numerator, mpz_t denominator)
{
	mpz_t rest;
	mpz_init(rest);
	mpz_fdiv_qr(quotient, rest, numerator, denominator);
	mpz_mul_2exp(rest, rest, 1);
	int half = mpz_cmp(rest, denominator);
	if (half > 0 || (half == 0 && mpz_odd_p(quotient)))
		mpz_add_ui(quotient, quotient, 1);
	mpz_clear(rest);
}

struct decimal decimal_div_round(struct arena *arena, struct decimal a, struct decimal b, uint32_t places)
{
	assert(decimal_sign(b) != 0);
	/* a/10^sa / (b/10^sb) * 10^places = a * 10^(sb+places) / (b * 10^sa) */
	mpz_t numerator, denominator, power, as;
	mpz_inits(numerator, denominator, power, NULL);
	mpz_ui_pow_ui(power, 10, b.scale + places);
	mpz_mul(numerator, power, view(as, &a));
	mpz_ui_pow_ui(power, 10, a.scale);
	mpz_mul(denominator, power, view(as, &b));
	if (mpz_sgn(denominator) < 0) {
		mpz_neg(numerator, numerator);
		mpz_neg(denominator, denominator);
	}
	divide_half_even(power, numerator, denominator);
	struct decimal result = keep(arena, power, places);
	mpz_clears(numerator, denominator, power, NULL);
	return result;
}

struct decimal decimal_round(struct arena *arena, struct decimal a, uint32_t places)
{
	return decimal_div_round(arena, a, decimal_from(1), places);
}

struct decimal decimal_floor(struct arena *arena, struct decimal a)
{
	mpz_t power, as;
	mpz_init(power);
	mpz_ui_pow_ui(power, 10, a.scale);
	mpz_fdiv_q(power, view(as, &a), power);
	struct decimal result = keep(arena, power, 0);
	mpz_clear(power);
	return result;
}

bool decimal_to_long(long *out, struct decimal a)
{
	mpz_t power, as;
	mpz_init(power);
	mpz_ui_pow_ui(power, 10, a.scale);
	mpz_srcptr coefficient = view(as, &a);
	bool fits = mpz_divisible_p(coefficient, power) != 0;
	if (fits) {
		mpz_divexact(power, coefficient, power);
		fits = mpz_fits_slong_p(power) != 0;
		*out = fits ? mpz_get_si(power) : 0;
	}
	mpz_clear(power);
	return fits;
}

/* How often `factor` divides n; n is divided by it. */
static uint32_t remove_factor(mpz_t n, unsigned long factor)
{
	mpz_t prime;
	mpz_init_set_ui(prime, factor);
	mp_bitcnt_t times = mpz_remove(n, n, prime);
	mpz_clear(prime);
	return (uint32_t)times;
}

bool decimal_div(struct decimal *out, struct arena *arena, struct decimal a, struct decimal b,
                 uint32_t places)
{
	assert(decimal_sign(b) != 0);
	/* A fraction in lowest terms is finite if its denominator has no prime factor but 2 and 5
	 * (Hardy and Wright, theorem 135); it has as many places as the larger of their exponents. */
	mpz_t numerator, denominator, common, as;
	mpz_inits(numerator, denominator, common, NULL);
	mpz_ui_pow_ui(numerator, 10, b.scale);
	mpz_mul(numerator, numerator, view(as, &a));
	mpz_ui_pow_ui(denominator, 10, a.scale);
	mpz_mul(denominator, denominator, view(as, &b));
	mpz_gcd(common, numerator, denominator);
	mpz_divexact(denominator, denominator, common);
	mpz_abs(denominator, denominator);
	uint32_t twos = remove_factor(denominator, 2), fives = remove_factor(denominator, 5);
	bool finite = mpz_cmp_ui(denominator, 1) == 0;
	mpz_clears(numerator, denominator, common, NULL);
	*out = decimal_div_round(arena, a, b, finite ? larger(twos, fives) : places);
	return finite;
}

int decimal_cmp_ratio(struct decimal numerator, struct decimal denominator, struct decimal goal)
{
	assert(decimal_sign(denominator) != 0);
	mpz_t product, left, right, power, as, bs;
	mpz_inits(product, left, right, power, NULL);
	mpz_mul(product, view(as, &goal), view(bs, &denominator));
	/* numerator/10^sn against product/10^(sg+sd) */
	mpz_ui_pow_ui(power, 10, goal.scale + denominator.scale);
	mpz_mul(left, power, view(as, &numerator));
	mpz_ui_pow_ui(power, 10, numerator.scale);
	mpz_mul(right, power, product);
	int order = mpz_cmp(left, right);
	mpz_clears(product, left, right, power, NULL);
	order = (order > 0) - (order < 0);
	return decimal_sign(denominator) < 0 ? -order : order;
}

struct str decimal_text(struct arena *arena, struct decimal a)
{
	mpz_t as;
	mpz_srcptr coefficient = view(as, &a);
	size_t room = mpz_sizeinbase(coefficient, 10) + a.scale + 4;
	char *digits = arena_alloc(arena, room);
	mpz_get_str(digits, 10, coefficient);
	char *first = digits[0] == '-' ? digits + 1 : digits;
	size_t n = strlen(first);
	if (a.scale == 0)
		return str_from(digits);
	if (n <= a.scale) { /* 5 at scale 3 is 0.005: room for the zeros in front */
		size_t zeros = a.scale + 1 - n;
		memmove(first + zeros, first, n + 1);
		memset(first, '0', zeros);
		n += zeros;
	}
	char *point = first + n - a.scale;
	memmove(point + 1, point, a.scale + 1);
	*point = '.';
	return str_from(digits);
}

struct str decimal_plain(struct arena *arena, struct decimal a)
{
	struct str text = decimal_text(arena, a);
	if (a.scale == 0)
		return text;
	while (text.ptr[text.len - 1] == '0')
		text.len--;
	if (text.ptr[text.len - 1] == '.')
		text.len--;
	return str_eq(text, STR("-0")) ? STR("0") : text;
}
