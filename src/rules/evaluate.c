#include "rules/evaluate.h"

#include "base/arena.h"

/* A small evaluator: groups combine, leaves look at the model. Every leaf is looked at, also where the group
 * is decided already, because each is printed with its evidence. */

/* ---- rows of a table ---- */

size_t evidence_time_field(const struct resource *resource)
{
	size_t period = resource_field(resource, STR("period"));
	return period != SIZE_MAX ? period : resource_field(resource, STR("year"));
}

/* The rows of a table by the values of a column. */
static struct column_index *index_of(struct evidence *evidence, const struct resource *resource,
                                     struct str column)
{
	size_t field = resource_field(resource, column);
	for (struct column_index *index = evidence->indexes; index; index = index->next_index)
		if (index->resource == resource && index->field == field)
			return index;
	struct column_index *index = ARENA_NEW(evidence->arena, struct column_index);
	*index = (struct column_index){evidence->indexes, resource, field, evidence_time_field(resource),
	                               .next = ARENA_ARRAY(evidence->arena, size_t, resource->table.rows)};
	map_init(&index->first, evidence->arena);
	/* from the last row to the first, so that each chain runs in the order of the file */
	for (size_t row = resource->table.rows; field != SIZE_MAX && row-- > 0;) {
		struct str value = resource_text(evidence->arena, resource, row, field);
		if (value.len == 0)
			continue;
		void **slot = map_put(&index->first, value);
		index->next[row] = (size_t)(uintptr_t)*slot;
		*slot = (void *)(uintptr_t)(row + 1);
	}
	evidence->indexes = index;
	return index;
}

bool evidence_in_years(const struct evidence *evidence, const struct resource *resource, size_t time,
                       size_t row, int from, int to)
{
	struct period period;
	if (time == SIZE_MAX)
		return true;
	return period_parse(&period, resource_text(evidence->arena, resource, row, time)) &&
	       period.year >= from && period.year <= to;
}

/* A walk over the rows that match a candidate. */
struct rows {
	struct evidence *evidence;
	const struct filter *filter;
	const struct column_index *index;
	struct filter_scope scope;
	int from, to;
	bool by_person; /* else by unit */
	size_t at;      /* row + 1 of the next */
};

static void rows_begin(struct rows *rows, struct evidence *evidence, const struct condition *condition,
                       const struct candidate *candidate, const struct unit *unit)
{
	const struct resource *resource = condition->of.resource;
	bool by_person = candidate->person.len && resource_field(resource, STR("person")) != SIZE_MAX;
	int year = candidate->from == candidate->to ? candidate->to : 0;
	*rows = (struct rows){.evidence = evidence,
	                      .filter = &condition->of,
	                      .index = index_of(evidence, resource, by_person ? STR("person") : STR("unit")),
	                      .from = condition->from ? condition->from : candidate->from,
	                      .to = condition->to ? condition->to : candidate->to,
	                      .by_person = by_person};
	rows->scope =
	        (struct filter_scope){.unit = unit ? unit->id : (struct str){0}, .person = candidate->person};
	if (year)
		rows->scope.year = str_printf(evidence->arena, "%d", year);
	struct str key = by_person ? candidate->person : rows->scope.unit;
	rows->at = key.len ? (size_t)(uintptr_t)map_get(&rows->index->first, key) : 0;
}

static bool rows_next(size_t *row, struct rows *rows)
{
	while (rows->at) {
		*row = rows->at - 1;
		rows->at = rows->index->next[*row];
		if (evidence_in_years(rows->evidence, rows->index->resource, rows->index->time, *row,
		                      rows->from, rows->to) &&
		    filter_match(rows->filter, rows->evidence->model, rows->evidence->arena, *row,
		                 &rows->scope))
			return true;
	}
	return false;
}

/* ---- rankings ---- */

static const struct league_result *league_of(const struct evidence *evidence,
                                             const struct condition *condition)
{
	return &evidence->leagues[condition->league - evidence->model->leagues.items];
}

/* The best rank of a unit, or with `follow` of those before it too; 0: none. Successors end, as the model
 * checks. */
static long best_rank(const struct league_result *league, size_t period, const struct unit *unit, bool follow)
{
	const struct league_row *row = unit ? league_find(league, unit, period) : NULL;
	long best = row ? row->rank : 0;
	for (size_t i = 0; unit && follow && i < unit->n_predecessors; i++) {
		long rank = best_rank(league, period, unit->predecessors[i], follow);
		if (rank && (!best || rank < best))
			best = rank;
	}
	return best;
}

static void year_range(int *from, int *to, const struct condition *condition, int cycle_from, int cycle_to)
{
	*from = condition->from ? condition->from : cycle_from;
	*to = condition->to ? condition->to : cycle_to;
	if (!condition->years)
		*from = *to = cycle_to;
}

static void rank_leaf(struct leaf *leaf, struct evidence *evidence, const struct condition *condition,
                      const struct candidate *candidate)
{
	const struct league_result *league = league_of(evidence, condition);
	int from, to;
	long years = 0, rank = 0;
	year_range(&from, &to, condition, candidate->from, candidate->to);
	for (int year = from; year <= to; year++) {
		size_t period = league_period_index(league, period_of_year(year));
		if (period == SIZE_MAX)
			continue;
		rank = best_rank(league, period, candidate->unit, condition->follow);
		years += rank && rank <= condition->rank;
	}
	leaf->number = condition->years ? years : rank;
	leaf->passed = years >= (condition->years ? condition->years : 1);
}

/* ---- rows ---- */

/* Counts the matching rows of one unit, and with `follow` those of the units before it. Rows of a person are
 * the person's in every unit, so there is nothing to follow. */
static void count_rows(struct leaf *leaf, struct map *distinct, struct evidence *evidence,
                       const struct condition *condition, const struct candidate *candidate,
                       const struct unit *unit)
{
	struct rows rows;
	size_t row;
	rows_begin(&rows, evidence, condition, candidate, unit);
	while (rows_next(&row, &rows)) {
		if (leaf->row == SIZE_MAX)
			leaf->row = row;
		if (condition->kind == CONDITION_COUNT && condition->distinct != SIZE_MAX) {
			struct str value = resource_text(evidence->arena, condition->of.resource, row,
			                                 condition->distinct);
			void **slot = map_put(distinct, value);
			if (*slot || value.len == 0) /* what is missing is no value */
				continue;
			*slot = leaf;
		}
		leaf->number++;
	}
	for (size_t i = 0; unit && condition->follow && !rows.by_person && i < unit->n_predecessors; i++)
		count_rows(leaf, distinct, evidence, condition, candidate, unit->predecessors[i]);
}

static void count_leaf(struct leaf *leaf, struct evidence *evidence, const struct condition *condition,
                       const struct candidate *candidate)
{
	struct map distinct;
	map_init(&distinct, evidence->arena);
	count_rows(leaf, &distinct, evidence, condition, candidate, candidate->unit);
	leaf->passed = condition->kind == CONDITION_NONE
	                       ? leaf->number == 0
	                       : (!condition->has_min || leaf->number >= condition->min) &&
	                                 (!condition->has_max || leaf->number <= condition->max);
}

/* By the order of the categories where the column has them, else by size; a text is equal by its bytes alone.
 */
static bool holds(struct arena *arena, const struct condition *condition, struct str cell)
{
	const struct field *field = &condition->of.resource->fields[condition->column];
	struct decimal a, b;
	int order;
	if (cell.len == 0)
		return false;
	if (condition->compare == VALUE_EQUALS && field->type == FIELD_STRING)
		return str_eq(cell, condition->than);
	if (field->n_categories) {
		long x = field_category(field, cell), y = field_category(field, condition->than);
		if (x < 0 || y < 0)
			return false;
		order = (x > y) - (x < y);
	} else if (decimal_parse(&a, arena, cell) && decimal_parse(&b, arena, condition->than)) {
		order = decimal_cmp(a, b);
	} else {
		return condition->compare == VALUE_EQUALS && str_eq(cell, condition->than);
	}
	if (condition->compare == VALUE_EQUALS)
		return order == 0;
	return condition->compare == VALUE_AT_LEAST ? order >= 0 : order <= 0;
}

static void value_leaf(struct leaf *leaf, struct evidence *evidence, const struct condition *condition,
                       const struct candidate *candidate)
{
	struct rows rows;
	size_t row;
	bool all = true;
	rows_begin(&rows, evidence, condition, candidate, candidate->unit);
	while (rows_next(&row, &rows)) {
		bool good =
		        holds(evidence->arena, condition,
		              resource_text(evidence->arena, condition->of.resource, row, condition->column));
		if (leaf->number++ == 0 || (all && !good))
			leaf->row = row;
		all = all && good;
	}
	leaf->passed = leaf->number > 0 && all;
}

/* ---- targets, other awards ---- */

/* A year is met by its own row, or while it has none by its latest; a term by every year that has rows. */
static void met_leaf(struct leaf *leaf, struct evidence *evidence, const struct condition *condition,
                     const struct candidate *candidate)
{
	bool all = true;
	for (int year = candidate->from; candidate->unit && year <= candidate->to; year++) {
		const struct score_row *last = NULL;
		for (size_t i = 0; !last && i < evidence->model->scorecards.len; i++)
			last = scorecard_of_year(&evidence->scorecards[i], condition->target, candidate->unit,
			                         year);
		if (!last)
			continue;
		leaf->number++;
		all = all && last->status == STATUS_MET;
	}
	leaf->passed = leaf->number > 0 && all;
}

static void award_leaf(struct leaf *leaf, struct evidence *evidence, const struct condition *condition,
                       const struct candidate *candidate)
{
	const struct model *model = evidence->model;
	for (size_t i = 0; condition->decided && i < model->honours.len; i++) {
		const struct honour *honour = &model->honours.items[i];
		leaf->number += honour->state == HONOUR_DECIDED && honour->award == condition->award &&
		                honour->unit && honour->unit == candidate->unit &&
		                honour->year >= candidate->from && honour->year <= candidate->to;
	}
	for (size_t i = 0; !condition->decided && i < model->nominees.len; i++) {
		const struct nominee *nominee = &model->nominees.items[i];
		leaf->number += nominee->award == condition->award && nominee->unit &&
		                nominee->unit == candidate->unit && nominee->year >= candidate->from &&
		                nominee->year <= candidate->to;
	}
	leaf->passed = leaf->number > 0;
}

/* ---- the tree ---- */

static bool evaluate_node(struct leaf **next, struct evidence *evidence, const struct condition *condition,
                          const struct candidate *candidate);

static bool evaluate_group(struct leaf **next, struct evidence *evidence, const struct condition *condition,
                           const struct candidate *candidate)
{
	long passed = 0;
	for (size_t i = 0; i < condition->n_children; i++)
		passed += evaluate_node(next, evidence, condition->children[i], candidate);
	return condition->kind == CONDITION_ALL ? passed == (long)condition->n_children
	                                        : passed >= condition->at_least;
}

/* A `not` is one leaf, whatever is below it. What only people can judge stays so when it is turned round. */
static void not_leaf(struct leaf *leaf, struct evidence *evidence, const struct condition *condition,
                     const struct candidate *candidate)
{
	const struct condition *child = condition->children[0];
	struct leaf *below = ARENA_ARRAY(evidence->arena, struct leaf, evaluate_count_leaves(child)),
	            *first = below;
	leaf->passed = !evaluate_node(&below, evidence, child, candidate) || child->kind == CONDITION_JUDGED;
	leaf->number = first->number;
	leaf->row = first->row;
}

static bool evaluate_node(struct leaf **next, struct evidence *evidence, const struct condition *condition,
                          const struct candidate *candidate)
{
	static void (*const leaves[])(struct leaf *, struct evidence *, const struct condition *,
	                              const struct candidate *) = {
	        [CONDITION_NOT] = not_leaf,     [CONDITION_TOP] = rank_leaf,
	        [CONDITION_LEADER] = rank_leaf, [CONDITION_COUNT] = count_leaf,
	        [CONDITION_NONE] = count_leaf,  [CONDITION_VALUE] = value_leaf,
	        [CONDITION_MET] = met_leaf,     [CONDITION_AWARD] = award_leaf,
	        [CONDITION_JUDGED] = NULL};
	if (condition->kind == CONDITION_ALL || condition->kind == CONDITION_ANY)
		return evaluate_group(next, evidence, condition, candidate);
	struct leaf *leaf = (*next)++;
	*leaf = (struct leaf){.condition = condition, .passed = true, .row = SIZE_MAX};
	if (leaves[condition->kind])
		leaves[condition->kind](leaf, evidence, condition, candidate);
	return leaf->passed;
}

bool evaluate(struct leaf *leaves, struct evidence *evidence, const struct condition *condition,
              const struct candidate *candidate)
{
	return !condition || evaluate_node(&leaves, evidence, condition, candidate);
}

size_t evaluate_count_leaves(const struct condition *condition)
{
	size_t n = 0;
	if (!condition)
		return 0;
	if (condition->kind != CONDITION_ALL && condition->kind != CONDITION_ANY)
		return 1;
	for (size_t i = 0; i < condition->n_children; i++)
		n += evaluate_count_leaves(condition->children[i]);
	return n;
}

bool evaluate_broken(const struct evidence *evidence, const struct condition *condition)
{
	const struct model *model = evidence->model;
	if (!condition)
		return false;
	for (size_t i = 0; i < condition->n_children; i++)
		if (evaluate_broken(evidence, condition->children[i]))
			return true;
	if (condition->league && league_of(evidence, condition)->broken)
		return true;
	for (size_t i = 0; condition->target && i < model->scorecards.len; i++)
		if (evidence->scorecards[i].broken)
			return true;
	return condition->award &&
	       (condition->decided ? model->honours.origin.broken : model->nominees.origin.broken);
}

int evaluate_last_year(const struct condition *condition, int to)
{
	int last = 0;
	if (!condition || condition->kind == CONDITION_JUDGED || condition->kind == CONDITION_AWARD)
		return 0;
	for (size_t i = 0; i < condition->n_children; i++) {
		int year = evaluate_last_year(condition->children[i], to);
		last = year > last ? year : last;
	}
	if (condition->n_children)
		return last;
	bool timeless = condition->of.resource && evidence_time_field(condition->of.resource) == SIZE_MAX;
	return timeless ? 0 : condition->to ? condition->to : to;
}
