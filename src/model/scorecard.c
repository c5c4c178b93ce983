#include "model/scorecard.h"

#include "base/arena.h"
#include "model/model.h"

struct at {
	const struct model *model;
	struct scorecard *scorecard;
	const struct yml_node *node;
	struct diags *diags;
};

static bool needs(const struct at *at, const struct origin *origin, struct str name, struct str columns)
{
	if (origin->resource || model_unsure(at->model))
		return origin->resource != NULL;
	DIAG(at->diags, at->scorecard->place, NEEDS_TABLE, at->scorecard->id, name, columns);
	return false;
}

/* Counted rows are told apart by their unit and year. */
static bool countable(const struct at *at, const struct resource *resource, struct place place)
{
	bool year = resource_field(resource, STR("year")) != SIZE_MAX ||
	            resource_field(resource, STR("period")) != SIZE_MAX;
	bool unit = model_column(resource, STR("unit"), place, at->diags) != SIZE_MAX;
	return (year || model_column(resource, STR("year"), place, at->diags) != SIZE_MAX) && unit;
}

static bool read_count(struct scorecard_count *out, const struct at *at, const struct yml_pair *pair)
{
	static const struct str keys[] = {STR_INIT("of"), STR_INIT("where")};
	if (at->model->indicators.origin.resource && !at->model->indicators.origin.broken) {
		out->indicator = model_indicator(at->model, pair->key);
		if (!out->indicator)
			DIAG(at->diags, pair->key_place, UNKNOWN_INDICATOR, pair->key);
	}
	if (!yml_is(pair->value, YML_MAP, at->diags))
		return false;
	bool good = yml_only(pair->value, keys, 2, at->diags) && out->indicator;
	const struct yml_node *of = yml_need(pair->value, keys[0], at->diags);
	const struct resource *resource = model_resource(at->model, of, at->diags);
	return resource && countable(at, resource, of->place) &&
	       filter_read(&out->of, at->model, resource, resource_field(resource, STR("unit")),
	                   yml_get(pair->value, keys[1]), 0, at->diags) &&
	       good && !resource->broken;
}

static bool read_counts(const struct at *at, const struct yml_node *counts)
{
	bool good = true;
	struct scorecard *scorecard = at->scorecard;
	if (!counts)
		return true;
	if (!yml_is(counts, YML_MAP, at->diags))
		return false;
	scorecard->counts = ARENA_ARRAY(at->model->arena, struct scorecard_count, counts->len);
	scorecard->n_counts = counts->len;
	for (size_t i = 0; i < counts->len; i++)
		good = read_count(&scorecard->counts[i], at, &counts->pairs[i]) && good;
	return good;
}

static bool read_units(const struct at *at, const struct yml_node *units)
{
	const struct resource *resource = at->model->units.origin.resource;
	if (!units)
		return true;
	return needs(at, &at->model->units.origin, STR("units"), STR("unit")) &&
	       filter_read(&at->scorecard->units, at->model, resource, resource_field(resource, STR("unit")),
	                   units, 0, at->diags);
}

static bool read_title(const struct at *at)
{
	struct scorecard *scorecard = at->scorecard;
	const struct yml_node *title = yml_get(at->node, STR("title"));
	bool good = yml_label(&scorecard->title, title, at->model->languages, at->diags);
	scorecard->has_title = title && good;
	for (size_t i = 0; !scorecard->has_title && i < at->model->languages->len; i++)
		scorecard->title.texts[i] = scorecard->id;
	return good;
}

static bool read_scorecard(const struct at *at)
{
	static const struct str keys[] = {STR_INIT("title"), STR_INIT("where"), STR_INIT("units"),
	                                  STR_INIT("counts")};
	const struct model *model = at->model;
	if (!yml_is(at->node, YML_MAP, at->diags))
		return false;
	bool good = yml_only(at->node, keys, 4, at->diags);
	good = read_title(at) && good;
	good = needs(at, &model->indicators.origin, STR("indicators"), STR("indicator")) && good;
	if (needs(at, &model->targets.origin, STR("targets"), STR("target, indicator, comparator")))
		good = filter_read(&at->scorecard->where, model, model->targets.origin.resource,
		                   resource_field(model->targets.origin.resource, STR("unit")),
		                   yml_get(at->node, STR("where")), 0, at->diags) &&
		       good;
	else
		good = false;
	good = read_units(at, yml_get(at->node, STR("units"))) && good;
	return read_counts(at, yml_get(at->node, STR("counts"))) && good;
}

void scorecards_read(struct scorecards *out, const struct model *model, const struct yml_node *root,
                     struct diags *diags)
{
	bool broken = model->units.origin.broken || model->indicators.origin.broken ||
	              model->targets.origin.broken || model->results.origin.broken;
	*out = (struct scorecards){0};
	if (!root || !yml_is(root, YML_MAP, diags))
		return;
	out->items = ARENA_ARRAY(model->arena, struct scorecard, root->len);
	out->len = root->len;
	for (size_t i = 0; i < root->len; i++) {
		const struct yml_pair *pair = &root->pairs[i];
		struct scorecard *scorecard = &out->items[i];
		*scorecard = (struct scorecard){.id = pair->key, .place = pair->key_place};
		struct at at = {model, scorecard, pair->value, diags};
		bool good = model_check_id(pair, diags);
		scorecard->broken = !read_scorecard(&at) || !good || broken;
	}
}
