#include "model/condition.h"

#include "base/arena.h"

enum { YEAR_MIN = 1945, YEAR_MAX = 2100 };

static const struct str kinds[] = {
        [CONDITION_ALL] = STR_INIT("all"),       [CONDITION_ANY] = STR_INIT("any"),
        [CONDITION_NOT] = STR_INIT("not"),       [CONDITION_TOP] = STR_INIT("top"),
        [CONDITION_LEADER] = STR_INIT("leader"), [CONDITION_COUNT] = STR_INIT("count"),
        [CONDITION_NONE] = STR_INIT("none"),     [CONDITION_VALUE] = STR_INIT("value"),
        [CONDITION_MET] = STR_INIT("met"),       [CONDITION_AWARD] = STR_INIT("award"),
        [CONDITION_JUDGED] = STR_INIT("judged")};
enum { KINDS = LENGTH(kinds) };

struct str condition_name(enum condition_kind kind)
{
	return kinds[kind];
}

bool condition_label(struct label *out, bool *given, const struct award_reader *reader,
                     const struct yml_node *map, struct str key)
{
	const struct yml_node *label = yml_get(map, key);
	bool good = yml_label(out, label, reader->model->languages, reader->diags);
	*given = label && good;
	return good;
}

bool condition_years(int *from, int *to, const struct award_reader *reader, const struct yml_node *map)
{
	long first = 0, last = 0;
	const struct yml_node *end = yml_get(map, STR("to"));
	if (!yml_int(&first, yml_get(map, STR("from")), YEAR_MIN, YEAR_MAX, reader->diags) ||
	    !yml_int(&last, end, YEAR_MIN, YEAR_MAX, reader->diags))
		return false;
	*from = (int)first;
	*to = (int)last;
	if (!first || !last || first <= last)
		return true;
	DIAG(reader->diags, end->place, YEARS_ORDER, str_printf(reader->diags->arena, "%ld", first));
	return false;
}

bool condition_rows(struct filter *out, const struct award_reader *reader, const struct yml_node *map,
                    bool matched)
{
	const struct yml_node *of = yml_need(map, STR("of"), reader->diags);
	const struct resource *resource = model_resource(reader->model, of, reader->diags);
	unsigned flags = FILTER_SCOPE | (reader->award->cycle == CYCLE_TERM ? 0u : (unsigned)FILTER_YEARLY);
	if (!resource)
		return false;
	bool by_person = reader->award->individual && resource_field(resource, STR("person")) != SIZE_MAX;
	if (matched && !by_person &&
	    model_column(resource, STR("unit"), of->place, reader->diags) == SIZE_MAX)
		return false;
	return filter_read(out, reader->model, resource, resource_field(resource, STR("unit")),
	                   yml_get(map, STR("where")), flags, reader->diags) &&
	       !resource->broken;
}

/* ---- the kinds ---- */

static bool only(const struct award_reader *reader, const struct yml_node *map, const struct str *keys,
                 size_t n)
{
	return yml_is(map, YML_MAP, reader->diags) && yml_only(map, keys, n, reader->diags);
}

static bool read_children(struct condition *out, const struct award_reader *reader,
                          const struct yml_node *list)
{
	bool good = true;
	if (!yml_is(list, YML_LIST, reader->diags))
		return false;
	out->children = ARENA_ARRAY(reader->model->arena, struct condition *, list->len);
	for (size_t i = 0; i < list->len; i++) {
		struct condition *child = condition_read(reader, list->items[i]);
		good = child && good;
		if (child)
			out->children[out->n_children++] = child;
	}
	if (list->len == 0)
		DIAG(reader->diags, list->place, LIST_EMPTY, kinds[out->kind]);
	return good && list->len > 0;
}

static bool read_not(struct condition *out, const struct award_reader *reader, const struct yml_node *node)
{
	out->children = ARENA_NEW(reader->model->arena, struct condition *);
	out->children[0] = condition_read(reader, node);
	out->n_children = 1;
	return out->children[0] != NULL;
}

static bool read_league(struct condition *out, const struct award_reader *reader, const struct yml_node *map)
{
	struct str id;
	const struct yml_node *league = yml_need(map, STR("league"), reader->diags);
	if (!league || !yml_text(&id, league, reader->diags))
		return false;
	out->league = model_league(reader->model, id);
	if (!out->league && !reader->model->leagues.broken)
		DIAG(reader->diags, league->place, UNKNOWN_LEAGUE, id);
	return out->league && !out->league->broken;
}

static bool read_follow(struct condition *out, const struct award_reader *reader, const struct yml_node *map)
{
	static const struct str words[] = {STR_INIT("follow")};
	const struct yml_node *succession = yml_get(map, STR("succession"));
	size_t choice = 0;
	out->follow = succession != NULL;
	return yml_choice(&choice, succession, words, 1, reader->diags);
}

static bool read_ranked(struct condition *out, const struct award_reader *reader, const struct yml_node *map)
{
	static const struct str keys[] = {STR_INIT("league"), STR_INIT("years"), STR_INIT("from"),
	                                  STR_INIT("to"),     STR_INIT("rank"),  STR_INIT("succession")};
	bool top = out->kind == CONDITION_TOP, good = only(reader, map, keys, top ? 6 : 4);
	const struct yml_node *years = NULL, *rank = NULL;
	if (map->kind != YML_MAP)
		return false;
	good = read_league(out, reader, map) && good;
	years = reader->award->cycle == CYCLE_TERM ? yml_need(map, STR("years"), reader->diags)
	                                           : yml_get(map, STR("years"));
	good = (years || reader->award->cycle != CYCLE_TERM) && good;
	good = yml_int(&out->years, years, 1, YEAR_MAX, reader->diags) && good;
	good = condition_years(&out->from, &out->to, reader, map) && good;
	out->rank = 1;
	if (!top)
		return good;
	rank = yml_need(map, STR("rank"), reader->diags);
	good = rank && yml_int(&out->rank, rank, 1, INT32_MAX, reader->diags) && good;
	return read_follow(out, reader, map) && good;
}

static bool read_count(struct condition *out, const struct award_reader *reader, const struct yml_node *map)
{
	static const struct str keys[] = {STR_INIT("of"),  STR_INIT("where"),     STR_INIT("min"),
	                                  STR_INIT("max"), STR_INIT("distinct"),  STR_INIT("from"),
	                                  STR_INIT("to"),  STR_INIT("succession")};
	bool good = only(reader, map, keys, LENGTH(keys));
	if (map->kind != YML_MAP)
		return false;
	const struct yml_node *min = yml_get(map, STR("min")), *max = yml_get(map, STR("max")),
	                      *distinct = yml_get(map, STR("distinct"));
	struct str column;
	good = yml_int(&out->min, min, 0, INT32_MAX, reader->diags) && good;
	good = yml_int(&out->max, max, 0, INT32_MAX, reader->diags) && good;
	out->has_min = min || !max;
	out->min = min ? out->min : 1;
	out->has_max = max != NULL;
	good = condition_years(&out->from, &out->to, reader, map) && good;
	good = read_follow(out, reader, map) && good;
	good = condition_rows(&out->of, reader, map, true) && good;
	out->distinct = SIZE_MAX;
	if (!distinct || !out->of.resource)
		return good;
	if (!yml_text(&column, distinct, reader->diags))
		return false;
	out->distinct = model_column(out->of.resource, column, distinct->place, reader->diags);
	return out->distinct != SIZE_MAX && good;
}

static bool read_none(struct condition *out, const struct award_reader *reader, const struct yml_node *map)
{
	static const struct str keys[] = {STR_INIT("of"), STR_INIT("where")};
	bool good = only(reader, map, keys, 2);
	return map->kind == YML_MAP && condition_rows(&out->of, reader, map, true) && good;
}

/* What values are compared with must be a category of an ordered column, or a number of a numeric one. */
static bool comparable(const struct condition *condition, const struct award_reader *reader,
                       struct place place)
{
	const struct field *field = &condition->of.resource->fields[condition->column];
	struct decimal number;
	if (field->n_categories ? field_category(field, condition->than) >= 0
	                        : condition->compare == VALUE_EQUALS ||
	                                  decimal_parse(&number, reader->model->arena, condition->than))
		return true;
	DIAG(reader->diags, place, NO_CATEGORY, condition->than, field->name);
	return false;
}

static bool read_comparison(struct condition *out, const struct award_reader *reader,
                            const struct yml_node *map)
{
	static const struct str words[] = {[VALUE_EQUALS] = STR_INIT("equals"),
	                                   [VALUE_AT_LEAST] = STR_INIT("at_least"),
	                                   [VALUE_AT_MOST] = STR_INIT("at_most")};
	const struct yml_node *than = NULL;
	size_t n = 0;
	for (size_t i = 0; i < 3; i++) {
		const struct yml_node *node = yml_get(map, words[i]);
		if (!node)
			continue;
		n++;
		than = node;
		out->compare = (enum value_order)i;
	}
	if (n != 1) {
		DIAG(reader->diags, map->place, ONE_OF_KEYS, STR("equals, at_least, at_most"));
		return false;
	}
	return yml_text(&out->than, than, reader->diags) && out->of.resource && out->column != SIZE_MAX &&
	       comparable(out, reader, than->place);
}

static bool read_value(struct condition *out, const struct award_reader *reader, const struct yml_node *map)
{
	static const struct str keys[] = {STR_INIT("of"),     STR_INIT("where"),    STR_INIT("column"),
	                                  STR_INIT("equals"), STR_INIT("at_least"), STR_INIT("at_most")};
	bool good = only(reader, map, keys, LENGTH(keys));
	struct str column;
	if (map->kind != YML_MAP)
		return false;
	out->column = SIZE_MAX;
	good = condition_rows(&out->of, reader, map, true) && good;
	const struct yml_node *node = yml_need(map, STR("column"), reader->diags);
	if (!node || !yml_text(&column, node, reader->diags))
		return false;
	if (out->of.resource)
		out->column = model_column(out->of.resource, column, node->place, reader->diags);
	return read_comparison(out, reader, map) && good;
}

static bool read_met(struct condition *out, const struct award_reader *reader, const struct yml_node *map)
{
	static const struct str keys[] = {STR_INIT("target")};
	struct str id;
	bool good = only(reader, map, keys, 1);
	const struct yml_node *target =
	        map->kind == YML_MAP ? yml_need(map, STR("target"), reader->diags) : NULL;
	if (!target || !yml_text(&id, target, reader->diags))
		return false;
	out->target = model_target(reader->model, id);
	if (!out->target && !reader->model->targets.origin.broken)
		DIAG(reader->diags, target->place, UNKNOWN_TARGET, id);
	return out->target && good && !reader->model->targets.origin.broken;
}

static bool read_award(struct condition *out, const struct award_reader *reader, const struct yml_node *map)
{
	static const struct str keys[] = {STR_INIT("id"), STR_INIT("state")};
	static const struct str states[] = {STR_INIT("nominated"), STR_INIT("decided")};
	size_t state = 0;
	bool good = only(reader, map, keys, 2);
	if (map->kind != YML_MAP)
		return false;
	const struct yml_node *id = yml_need(map, STR("id"), reader->diags),
	                      *wanted = yml_need(map, STR("state"), reader->diags);
	good = wanted && yml_choice(&state, wanted, states, 2, reader->diags) && good;
	out->decided = state == 1;
	if (!id || !yml_text(&out->award_id, id, reader->diags))
		return false;
	out->award = model_award(reader->model, out->award_id);
	if (!out->award)
		DIAG(reader->diags, id->place, UNKNOWN_AWARD, out->award_id);
	return out->award && good;
}

static bool read_judged(struct condition *out, const struct award_reader *reader, const struct yml_node *map)
{
	static const struct str keys[] = {STR_INIT("label")};
	return only(reader, map, keys, 1) &&
	       condition_label(&out->label, &out->has_label, reader, map, STR("label"));
}

static bool read_kind(struct condition *out, const struct award_reader *reader, const struct yml_node *node)
{
	static bool (*const readers[])(struct condition *, const struct award_reader *,
	                               const struct yml_node *) = {
	        [CONDITION_ALL] = read_children,  [CONDITION_ANY] = read_children,
	        [CONDITION_NOT] = read_not,       [CONDITION_TOP] = read_ranked,
	        [CONDITION_LEADER] = read_ranked, [CONDITION_COUNT] = read_count,
	        [CONDITION_NONE] = read_none,     [CONDITION_VALUE] = read_value,
	        [CONDITION_MET] = read_met,       [CONDITION_AWARD] = read_award,
	        [CONDITION_JUDGED] = read_judged};
	return readers[out->kind](out, reader, node);
}

/* ---- one condition ---- */

/* Finds the one key that says the kind. */
static const struct yml_node *find_kind(struct condition *out, const struct award_reader *reader,
                                        const struct yml_node *node)
{
	static const struct str beside[] = {STR_INIT("id"), STR_INIT("label"), STR_INIT("reading"),
	                                    STR_INIT("at_least")};
	struct str keys[KINDS + 4];
	const struct yml_node *found = NULL;
	size_t n = 0;
	for (size_t i = 0; i < KINDS; i++) {
		const struct yml_node *value = yml_get(node, kinds[i]);
		keys[i] = kinds[i];
		if (!value)
			continue;
		n++;
		found = value;
		out->kind = (enum condition_kind)i;
	}
	for (size_t i = 0; i < 4; i++)
		keys[KINDS + i] = beside[i];
	bool any = n == 1 && out->kind == CONDITION_ANY;
	if (!yml_only(node, keys, KINDS + 3 + (any ? 1 : 0), reader->diags))
		return NULL;
	if (n == 1)
		return found;
	DIAG(reader->diags, node->place, CONDITION_ONE_OF, str_list(reader->diags->arena, kinds, KINDS));
	return NULL;
}

struct condition *condition_read(const struct award_reader *reader, const struct yml_node *node)
{
	struct condition *out = ARENA_NEW(reader->model->arena, struct condition);
	struct label label = {0};
	bool has_label = false;
	if (!yml_is(node, YML_MAP, reader->diags))
		return NULL;
	out->place = node->place;
	const struct yml_node *kind = find_kind(out, reader, node);
	if (!kind)
		return NULL;
	bool good = read_kind(out, reader, kind);
	good = yml_text(&out->id, yml_get(node, STR("id")), reader->diags) && good;
	good = condition_label(&label, &has_label, reader, node, STR("label")) && good;
	good = condition_label(&out->reading, &out->has_reading, reader, node, STR("reading")) && good;
	if (has_label) {
		out->label = label;
		out->has_label = true;
	}
	out->at_least = 1;
	if (out->kind == CONDITION_ANY)
		good = yml_int(&out->at_least, yml_get(node, STR("at_least")), 1,
		               (long)out->n_children > 1 ? (long)out->n_children : 1, reader->diags) &&
		       good;
	return good ? out : NULL;
}
