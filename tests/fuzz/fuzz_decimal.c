/* Two numbers divided by a NUL: what is read is written back with the same value, and the laws of arithmetic
 * hold. */
#include "base/arena.h"
#include "base/decimal.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool truth)
{
	if (!truth)
		abort();
}

static void check_one(struct arena *arena, struct decimal a)
{
	struct decimal back;
	require(decimal_parse(&back, arena, decimal_text(arena, a)));
	require(back.scale == a.scale && decimal_cmp(a, back) == 0);
	require(decimal_parse(&back, arena, decimal_plain(arena, a)) && decimal_cmp(a, back) == 0);
	struct decimal floor = decimal_floor(arena, a), above = decimal_add(arena, floor, decimal_from(1));
	require(decimal_cmp(floor, a) <= 0 && decimal_cmp(a, above) < 0);
}

/* |a - rounded| is at most half of the last place */
static void check_rounding(struct arena *arena, struct decimal a, uint32_t places)
{
	struct decimal rounded = decimal_round(arena, a, places), half = decimal_from(5);
	struct decimal rest = decimal_sub(arena, a, rounded);
	half.scale = places + 1;
	require(rounded.scale == places);
	require(decimal_cmp(rest, half) <= 0);
	require(decimal_cmp(decimal_sub(arena, decimal_from(0), half), rest) <= 0);
}

static void check_two(struct arena *arena, struct decimal a, struct decimal b)
{
	struct decimal quotient, sum = decimal_add(arena, a, b);
	require(decimal_cmp(sum, decimal_add(arena, b, a)) == 0);
	require(decimal_cmp(decimal_sub(arena, sum, b), a) == 0);
	require(decimal_cmp(a, b) == -decimal_cmp(b, a));
	require(decimal_cmp(decimal_sub(arena, a, b), decimal_from(0)) == decimal_cmp(a, b));
	if (decimal_sign(b) == 0)
		return;
	if (decimal_div(&quotient, arena, a, b, 6))
		require(decimal_cmp(decimal_mul(arena, quotient, b), a) == 0);
	else
		require(decimal_cmp(decimal_mul(arena, quotient, b), a) != 0);
	require(decimal_cmp_ratio(decimal_mul(arena, a, b), b, a) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct str first, second;
	struct decimal a, b;
	str_cut(&first, &second, (struct str){(const char *)data, size}, '\0');
	bool has_a = decimal_parse(&a, arena, first), has_b = decimal_parse(&b, arena, second);
	if (has_a) {
		check_one(arena, a);
		check_rounding(arena, a, (uint32_t)(size % 20));
	}
	if (has_a && has_b)
		check_two(arena, a, b);
	arena_free(arena);
	return 0;
}
