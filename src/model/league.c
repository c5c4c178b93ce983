#include "model/league.h"

#include "base/arena.h"
#include "model/model.h"

/* What the readers of one league need. */
struct at {
	const struct model *model;
	struct league *league;
	const struct yml_node *node;
	struct diags *diags;
};

static bool column(size_t *out, const struct at *at, const struct yml_node *name)
{
	struct str text;
	if (!yml_text(&text, name, at->diags))
		return false;
	*out = model_column(at->league->source, text, name->place, at->diags);
	return *out != SIZE_MAX;
}

static bool numeric(const struct at *at, size_t field, struct place place)
{
	const struct field *is = &at->league->source->fields[field];
	if (is->type == FIELD_NUMBER || is->type == FIELD_INTEGER)
		return true;
	DIAG(at->diags, place, COLUMN_NOT_NUMERIC, is->name);
	return false;
}

static bool criterion(const struct at *at, struct str name, struct place place)
{
	struct league *league = at->league;
	struct criterion *out = &league->criteria[league->n_criteria++];
	*out = (struct criterion){.column = name, .weight = decimal_from(1)};
	out->field = model_column(league->source, name, place, at->diags);
	return out->field != SIZE_MAX && numeric(at, out->field, place);
}

static bool read_sum(const struct at *at, const struct yml_node *sum)
{
	bool good = true;
	at->league->score = SCORE_SUM;
	if (!yml_is(sum, YML_LIST, at->diags))
		return false;
	at->league->criteria = ARENA_ARRAY(at->model->arena, struct criterion, sum->len);
	for (size_t i = 0; i < sum->len; i++) {
		struct str name;
		good = yml_text(&name, sum->items[i], at->diags) &&
		       criterion(at, name, sum->items[i]->place) && good;
	}
	if (sum->len == 0)
		DIAG(at->diags, sum->place, LIST_EMPTY, STR("sum"));
	return good && sum->len > 0;
}

static bool read_weighted(const struct at *at, const struct yml_node *weighted)
{
	bool good = true;
	struct league *league = at->league;
	league->score = SCORE_WEIGHTED;
	if (!yml_is(weighted, YML_MAP, at->diags))
		return false;
	league->criteria = ARENA_ARRAY(at->model->arena, struct criterion, weighted->len);
	for (size_t i = 0; i < weighted->len; i++) {
		const struct yml_pair *pair = &weighted->pairs[i];
		good = criterion(at, pair->key, pair->key_place) && good;
		good = yml_decimal(&league->criteria[i].weight, at->model->arena, pair->value, at->diags) &&
		       good;
	}
	if (weighted->len == 0)
		DIAG(at->diags, weighted->place, LIST_EMPTY, STR("weighted"));
	return good && weighted->len > 0;
}

static bool read_score(const struct at *at, const struct yml_node *score)
{
	static const struct str keys[] = {STR_INIT("sum"), STR_INIT("weighted")};
	if (score->kind != YML_MAP) {
		struct str name;
		at->league->criteria = ARENA_NEW(at->model->arena, struct criterion);
		return yml_text(&name, score, at->diags) && criterion(at, name, score->place);
	}
	if (!yml_only(score, keys, 2, at->diags))
		return false;
	const struct yml_node *sum = yml_get(score, keys[0]), *weighted = yml_get(score, keys[1]);
	if (sum && !weighted)
		return read_sum(at, sum);
	if (weighted && !sum)
		return read_weighted(at, weighted);
	DIAG(at->diags, score->place, SCORE_ONE_OF, at->league->id);
	return false;
}

static bool read_band(struct band *band, const struct at *at, const struct yml_node *node)
{
	static const struct str keys[] = {STR_INIT("top"), STR_INIT("label")};
	if (!yml_is(node, YML_MAP, at->diags))
		return false;
	bool good = yml_only(node, keys, 2, at->diags);
	const struct yml_node *top = yml_need(node, keys[0], at->diags);
	const struct yml_node *label = yml_need(node, keys[1], at->diags);
	return yml_int(&band->top, top, 1, INT32_MAX, at->diags) &&
	       yml_label(&band->label, label, at->model->languages, at->diags) && top && label && good;
}

static bool read_bands(const struct at *at, const struct yml_node *bands)
{
	bool good = true;
	if (!bands)
		return true;
	if (!yml_is(bands, YML_LIST, at->diags))
		return false;
	at->league->bands = ARENA_ARRAY(at->model->arena, struct band, bands->len);
	at->league->n_bands = bands->len;
	for (size_t i = 0; i < bands->len; i++)
		good = read_band(&at->league->bands[i], at, bands->items[i]) && good;
	return good;
}

/* The league's words: title, order, ties, decimals. */
static bool read_form(const struct at *at)
{
	static const struct str orders[] = {STR_INIT("descending"), STR_INIT("ascending")};
	static const struct str ties[] = {STR_INIT("competition"), STR_INIT("dense")};
	struct league *league = at->league;
	const struct yml_node *title = yml_get(at->node, STR("title"));
	size_t ascending = 0, dense = 0;
	bool good = yml_label(&league->title, title, at->model->languages, at->diags);
	league->has_title = title && good;
	for (size_t i = 0; !league->has_title && i < at->model->languages->len; i++)
		league->title.texts[i] = league->id;
	good = yml_choice(&ascending, yml_get(at->node, STR("order")), orders, 2, at->diags) && good;
	good = yml_choice(&dense, yml_get(at->node, STR("ties")), ties, 2, at->diags) && good;
	good = yml_int(&league->decimals, yml_get(at->node, STR("decimals")), 0, DECIMALS_MAX, at->diags) &&
	       good;
	league->ascending = ascending;
	league->dense = dense;
	return read_bands(at, yml_get(at->node, STR("bands"))) && good;
}

/* What names columns of the source, which must be there to look at. */
static bool read_columns(const struct at *at, const struct yml_node *source)
{
	struct league *league = at->league;
	const struct yml_node *unit = yml_get(at->node, STR("unit")),
	                      *published = yml_get(at->node, STR("published_rank")),
	                      *period = yml_need(at->node, STR("period"), at->diags),
	                      *score = yml_need(at->node, STR("score"), at->diags);
	bool good = period && column(&league->period, at, period);
	if (unit)
		good = column(&league->unit, at, unit) && good;
	else
		league->unit = model_column(league->source, STR("unit"), source->place, at->diags);
	good = league->unit != SIZE_MAX && good;
	good = score && read_score(at, score) && good;
	if (published)
		good = column(&league->published_rank, at, published) && good;
	league->note = resource_field(league->source, STR("note"));
	return filter_read(&league->where, at->model, league->source, league->unit,
	                   yml_get(at->node, STR("where")), 0, at->diags) &&
	       good;
}

const struct resource *model_resource(const struct model *model, const struct yml_node *name,
                                      struct diags *diags)
{
	struct str text;
	if (!name || !yml_text(&text, name, diags))
		return NULL;
	const struct resource *resource = package_find(model->package, text);
	if (!resource && !model_unsure(model))
		DIAG(diags, name->place, UNKNOWN_RESOURCE, text, package_names(diags->arena, model->package));
	return resource;
}

static bool read_league(const struct at *at)
{
	static const struct str keys[] = {
	        STR_INIT("title"),    STR_INIT("source"),         STR_INIT("where"), STR_INIT("period"),
	        STR_INIT("unit"),     STR_INIT("score"),          STR_INIT("order"), STR_INIT("ties"),
	        STR_INIT("decimals"), STR_INIT("published_rank"), STR_INIT("bands")};
	struct league *league = at->league;
	if (!yml_is(at->node, YML_MAP, at->diags))
		return false;
	bool good = yml_only(at->node, keys, LENGTH(keys), at->diags);
	good = read_form(at) && good;
	const struct yml_node *source = yml_need(at->node, STR("source"), at->diags);
	league->source = model_resource(at->model, source, at->diags);
	if (league->source)
		return read_columns(at, source) && good && !league->source->broken;
	/* what else is missing is said all the same */
	yml_need(at->node, STR("period"), at->diags);
	yml_need(at->node, STR("score"), at->diags);
	return false;
}

void leagues_read(struct leagues *out, const struct model *model, const struct yml_node *root,
                  struct diags *diags)
{
	*out = (struct leagues){0};
	out->broken = root && !yml_is(root, YML_MAP, diags);
	if (!root || out->broken)
		return;
	out->items = ARENA_ARRAY(model->arena, struct league, root->len);
	out->len = root->len;
	for (size_t i = 0; i < root->len; i++) {
		const struct yml_pair *pair = &root->pairs[i];
		struct league *league = &out->items[i];
		*league = (struct league){.id = pair->key,
		                          .place = pair->key_place,
		                          .period = SIZE_MAX,
		                          .unit = SIZE_MAX,
		                          .published_rank = SIZE_MAX,
		                          .note = SIZE_MAX,
		                          .decimals = -1};
		struct at at = {model, league, pair->value, diags};
		bool good = model_check_id(pair, diags);
		league->broken = !read_league(&at) || !good || model->units.origin.broken;
	}
}
