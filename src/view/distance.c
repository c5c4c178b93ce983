#include "view/distance.h"

#include "base/arena.h"
#include "view/parts.h"

enum { PLACES_MAX = 6 }; /* what a published figure is rounded to */

struct str view_goal_text(const struct view *view, const struct target *target)
{
	static const enum phrase phrases[] = {
	        [COMPARE_GE] = PHRASE_GOAL_GE,     [COMPARE_GT] = PHRASE_GOAL_GT,
	        [COMPARE_EQ] = PHRASE_GOAL_EQ,     [COMPARE_LE] = PHRASE_GOAL_LE,
	        [COMPARE_LT] = PHRASE_GOAL_LT,     [COMPARE_RANGE] = PHRASE_GOAL_RANGE,
	        [COMPARE_ZERO] = PHRASE_GOAL_ZERO, [COMPARE_UP] = PHRASE_GOAL_UP,
	        [COMPARE_DOWN] = PHRASE_GOAL_DOWN, [COMPARE_NONE] = PHRASE_GOAL_NONE,
	};
	struct str args[2] = {0};
	if (target->has_value)
		args[0] = part_measure(view, target->goal_text, target->indicator);
	if (target->comparator == COMPARE_RANGE && !target->indicator->percent)
		args[0] = text_number(view->arena, view->words->locale, target->goal_text);
	if (target->has_upper)
		args[1] = part_measure(view, target->upper_text, target->indicator);
	return words_say(view->arena, view->words, phrases[target->comparator], args, 2);
}

/* ---- distance ---- */

/* A signed fraction: how much the figure is above a goal. */
struct gap {
	struct decimal numerator, denominator;
	int sign;
};

static struct gap gap_to(const struct view *view, const struct score_row *row, struct decimal goal)
{
	struct arena *arena = view->arena;
	struct decimal numerator = row->figure.numerator, denominator = row->figure.denominator;
	if (row->figure.parts && row->target->indicator->percent)
		numerator = decimal_mul(arena, numerator, decimal_from(100));
	numerator = decimal_sub(arena, numerator, decimal_mul(arena, goal, denominator));
	return (struct gap){numerator, denominator, decimal_sign(numerator) * decimal_sign(denominator)};
}

/* With the indicator's decimals, or more where that would say 0. */
static struct str gap_digits(const struct view *view, const struct gap *gap, long decimals)
{
	struct arena *arena = view->arena;
	struct decimal size;
	if (decimals < 0) {
		decimal_div(&size, arena, gap->numerator, gap->denominator, PLACES_MAX);
	} else {
		uint32_t places = (uint32_t)decimals;
		do
			size = decimal_div_round(arena, gap->numerator, gap->denominator, places);
		while (decimal_sign(size) == 0 && places++ < PLACES_MAX);
	}
	if (decimal_sign(size) < 0)
		size = decimal_sub(arena, decimal_from(0), size);
	return decimal_sign(size) ? decimal_plain(arena, size) : (struct str){0};
}

static struct str say_gap(const struct view *view, const struct score_row *row, const struct gap *gap,
                          enum phrase below, enum phrase above)
{
	const struct indicator *indicator = row->target->indicator;
	if (gap->sign == 0)
		return SAY_PLAIN(view->arena, view->words, DISTANCE_EQUAL);
	struct str digits = gap_digits(view, gap, indicator->decimals);
	if (digits.len == 0)
		return digits;
	struct str number = text_number(view->arena, view->words->locale, digits);
	struct str size = indicator->percent ? SAY(view->arena, view->words, PERCENTAGE_POINTS, number)
	                                     : part_measure(view, digits, indicator);
	return words_say(view->arena, view->words, gap->sign < 0 ? below : above, &size, 1);
}

static struct str distance_from_range(const struct view *view, const struct score_row *row)
{
	struct gap low = gap_to(view, row, row->target->value), high = gap_to(view, row, row->target->upper);
	if (low.sign < 0)
		return say_gap(view, row, &low, PHRASE_DISTANCE_SHORT, PHRASE_DISTANCE_SHORT);
	if (high.sign > 0)
		return say_gap(view, row, &high, PHRASE_DISTANCE_OVER, PHRASE_DISTANCE_OVER);
	return (struct str){0};
}

struct str view_distance_text(const struct view *view, const struct score_row *row)
{
	const struct target *target = row->target;
	bool judged =
	        row->status == STATUS_MET || row->status == STATUS_NOT_MET || row->status == STATUS_NOT_DUE;
	if (!judged || !row->figure.given || decimal_sign(row->figure.denominator) == 0)
		return (struct str){0};
	struct gap gap = gap_to(view, row, target->has_value ? target->value : decimal_from(0));
	switch (target->comparator) {
	case COMPARE_GE:
	case COMPARE_GT:
		return say_gap(view, row, &gap, PHRASE_DISTANCE_SHORT, PHRASE_DISTANCE_ABOVE);
	case COMPARE_LE:
	case COMPARE_LT:
		return say_gap(view, row, &gap, PHRASE_DISTANCE_BELOW, PHRASE_DISTANCE_OVER);
	case COMPARE_EQ:
	case COMPARE_ZERO:
		if (gap.sign == 0)
			break;
		return say_gap(view, row, &gap, PHRASE_DISTANCE_SHORT, PHRASE_DISTANCE_OVER);
	case COMPARE_RANGE:
		return distance_from_range(view, row);
	case COMPARE_UP:
	case COMPARE_DOWN:
	case COMPARE_NONE:
		break;
	}
	return (struct str){0};
}
