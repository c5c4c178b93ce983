#include "view/corrections.h"

#include "base/arena.h"
#include "rules/past.h"
#include "schema/keys.h"
#include "view/changes.h"
#include "view/parts.h"
#include "view/published.h"
#include "view/scorecard.h"

#include <stdlib.h>

enum { EFFECTS_MAX = 40 };

/* ---- what may be printed ---- */

static bool is_hidden(const struct view_site *site, const struct correction *row)
{
	const struct str texts[] = {row->key, row->old, row->new, row->reason.texts[0], row->reason.texts[1]};
	bool hidden = false;
	for (size_t i = 0; i < LENGTH(texts); i++)
		hidden = hidden || hidden_in(site->hidden, texts[i]);
	return hidden;
}

static bool is_same(const struct correction *a, const struct correction *b)
{
	return a->corrected_on.day == b->corrected_on.day && str_eq(a->resource, b->resource) &&
	       str_eq(a->key, b->key) && str_eq(a->column, b->column) && str_eq(a->old, b->old) &&
	       str_eq(a->new, b->new);
}

static int newest_first(const void *a, const void *b)
{
	const struct view_correction *x = a, *y = b;
	int32_t on = x->row->corrected_on.day, other = y->row->corrected_on.day;
	if (on != other)
		return on > other ? -1 : 1;
	return x->row->row < y->row->row ? -1 : 1;
}

/* ---- what was published around it ---- */

/* The tables that one correction after the other looks at. */
struct reader {
	struct view_site *site;
	struct arena *arena, *scratch; /* what is found; what is read meanwhile */
	struct diags *diags;
	struct map tables; /* tree and name → struct table; of what is not there, with no columns */
};

static const struct table *table_of(struct reader *reader, const struct tree *tree, struct str name)
{
	struct str id = {(const char *)&tree, sizeof tree};
	void **known = map_put(&reader->tables, STR_JOIN(reader->scratch, id, name));
	if (!*known) {
		struct table *table = ARENA_NEW(reader->scratch, struct table);
		if (!published_table(table, reader->scratch, tree, name, reader->diags))
			*table = (struct table){0};
		*known = table;
	}
	return *known;
}

static bool holds(struct reader *reader, const struct tree *tree, const struct correction *row)
{
	const struct table *table = table_of(reader, tree, STR("corrections"));
	struct str day = date_iso(reader->scratch, row->corrected_on);
	for (size_t i = 0; i < table->rows; i++)
		if (str_eq(published_cell(table, i, STR("resource")), row->resource) &&
		    str_eq(published_cell(table, i, STR("key")), row->key) &&
		    str_eq(published_cell(table, i, STR("column")), row->column) &&
		    str_eq(published_cell(table, i, STR("old")), row->old) &&
		    str_eq(published_cell(table, i, STR("new")), row->new) &&
		    str_eq(published_cell(table, i, STR("corrected_on")), day))
			return true;
	return false;
}

/* The first edition that has the correction, and the one before it. */
static void find_editions(const struct tree **before, const struct tree **after, struct view_correction *out,
                          struct reader *reader)
{
	const struct view_site *site = reader->site;
	size_t at = 0;
	while (at < site->n_editions && !holds(reader, site->editions[at].tree, out->row))
		at++;
	*before = at ? site->editions[at - 1].tree : NULL;
	*after = at < site->n_editions ? site->editions[at].tree : site->now;
	out->before = at ? site->editions[at - 1].edition : NULL;
	out->after = at < site->n_editions ? site->editions[at].edition : NULL;
	out->is_compared = *before && *after;
}

/* ---- effects ---- */

struct effects {
	VEC(struct view_effect) list;
	size_t more;
};

static void add_effect(struct reader *reader, struct effects *effects, struct view_effect effect)
{
	if (effects->list.len == EFFECTS_MAX) {
		effects->more++;
		return;
	}
	effect.unit = str_dup(reader->arena, effect.unit);
	effect.period = str_dup(reader->arena, effect.period);
	effect.before = str_dup(reader->arena, effect.before);
	effect.after = str_dup(reader->arena, effect.after);
	*VEC_PUSH(reader->arena, &effects->list) = effect;
}

/* The part of the correction's key that stands in that column; empty: in none. */
static struct str key_part(struct arena *arena, const struct view_correction *correction, struct str column)
{
	const struct resource *resource = correction->resource;
	struct str *values;
	size_t n = key_split(&values, arena, correction->row->key);
	for (size_t i = 0; n == resource->n_primary_key && i < n; i++)
		if (str_eq(resource->fields[resource->primary_key[i]].name, column))
			return values[i];
	return STR("");
}

static struct str field_name(const struct resource *resource, size_t field)
{
	return field == SIZE_MAX ? STR("") : resource->fields[field].name;
}

/* The row of the same columns in another table of that kind. */
static size_t row_like(const struct table *other, const struct table *table, size_t row,
                       const struct str *columns, size_t n)
{
	for (size_t i = 0; i < other->rows; i++) {
		bool same = true;
		for (size_t k = 0; same && k < n; k++)
			same = str_eq(published_cell(other, i, columns[k]),
			              published_cell(table, row, columns[k]));
		if (same)
			return i;
	}
	return SIZE_MAX;
}

static void find_ranks(struct reader *reader, struct effects *out, const struct view_correction *correction,
                       const struct league *league, const struct tree *before, const struct tree *after)
{
	static const struct str columns[] = {STR_INIT("period"), STR_INIT("unit")};
	struct arena *scratch = reader->scratch;
	struct str name = STR_JOIN(scratch, STR("leagues/"), league->id);
	struct str unit = key_part(scratch, correction, field_name(league->source, league->unit));
	struct str period = key_part(scratch, correction, field_name(league->source, league->period));
	const struct table *old = table_of(reader, before, name), *new = table_of(reader, after, name);
	for (size_t row = 0; row < new->rows &&period.len; row++) {
		struct str own = published_cell(new, row, STR("unit"));
		if (!str_eq(published_cell(new, row, STR("period")), period))
			continue;
		size_t was = row_like(old, new, row, columns, 2);
		struct view_effect effect = {.league = league, .unit = own, .period = period};
		effect.before = was == SIZE_MAX ? STR("") : published_cell(old, was, STR("rank"));
		effect.after = published_cell(new, row, STR("rank"));
		if (str_eq(own, unit) || !str_eq(effect.before, effect.after))
			add_effect(reader, out, effect);
	}
}

static void find_statuses(struct reader *reader, struct effects *out,
                          const struct view_correction *correction, const struct view_card *card,
                          const struct tree *before, const struct tree *after)
{
	static const struct str columns[] = {STR_INIT("target"), STR_INIT("unit"), STR_INIT("period")};
	struct arena *scratch = reader->scratch;
	struct str name = STR_JOIN(scratch, STR("scorecards/"), card->result->scorecard->id);
	struct str target = key_part(scratch, correction, STR("target"));
	struct str indicator = key_part(scratch, correction, STR("indicator"));
	struct str unit = key_part(scratch, correction, STR("unit"));
	struct str period = key_part(scratch, correction, STR("period"));
	const struct table *old = table_of(reader, before, name), *new = table_of(reader, after, name);
	for (size_t row = 0; row < new->rows; row++) {
		bool own = target.len ? str_eq(published_cell(new, row, STR("target")), target)
		                      : str_eq(published_cell(new, row, STR("indicator")), indicator) &&
		                                str_eq(published_cell(new, row, STR("unit")), unit);
		if (!own)
			continue;
		size_t was = row_like(old, new, row, columns, 3);
		struct view_effect effect = {.card = card,
		                             .unit = published_cell(new, row, STR("unit")),
		                             .period = published_cell(new, row, STR("period"))};
		effect.target = model_target(reader->site->model, published_cell(new, row, STR("target")));
		effect.before = was == SIZE_MAX ? STR("") : published_cell(old, was, STR("status"));
		effect.after = published_cell(new, row, STR("status"));
		if ((period.len && str_eq(effect.period, period)) || !str_eq(effect.before, effect.after))
			add_effect(reader, out, effect);
	}
}

static void find_effects(struct view_correction *out, struct reader *reader)
{
	const struct view_site *site = reader->site;
	const struct model *model = site->model;
	const struct tree *before, *after;
	struct effects effects = {0};
	find_editions(&before, &after, out, reader);
	bool judges = out->resource == model->results.origin.resource ||
	              str_eq(out->resource->name, STR("targets"));
	for (size_t i = 0; out->is_compared && i < model->leagues.len; i++) {
		const struct league *league = &model->leagues.items[i];
		if (league->source == out->resource && !league->broken)
			find_ranks(reader, &effects, out, league, before, after);
	}
	for (size_t i = 0; out->is_compared && judges && i < model->scorecards.len; i++)
		find_statuses(reader, &effects, out, &site->cards[i], before, after);
	out->effects = effects.list.items;
	out->n_effects = effects.list.len;
	out->more = effects.more;
}

bool view_corrections_init(struct view_site *site, struct arena *arena, struct diags *diags)
{
	const struct model *model = site->model;
	const struct resource *table = model->corrections.origin.resource;
	VEC(struct view_correction) list = {0};
	struct reader reader = {site, arena, arena_new(), diags, {0}};
	map_init(&reader.tables, reader.scratch);
	for (size_t i = 0; table && table->publish && i < model->corrections.len; i++) {
		const struct correction *row = &model->corrections.items[i];
		const struct resource *resource = package_find(site->package, row->resource);
		bool twice = false;
		for (size_t k = 0; k < list.len; k++)
			twice = twice || is_same(list.items[k].row, row);
		if (!resource || !resource->publish || twice || is_hidden(site, row))
			continue;
		struct view_correction *out = VEC_PUSH(arena, &list);
		*out = (struct view_correction){.row = row, .resource = resource};
		find_effects(out, &reader);
	}
	arena_free(reader.scratch);
	if (list.len)
		qsort(list.items, list.len, sizeof *list.items, newest_first);
	site->corrections = list.items;
	site->n_corrections = list.len;
	return diags->failures == 0;
}

/* ---- trees ---- */

static struct value *unit_words(const struct view *view, struct str id)
{
	const struct unit *unit = model_unit(view->site->model, id);
	return unit ? part_label(view, &unit->name) : part_words(view, id);
}

static struct value *status_words(const struct view *view, struct str status)
{
	for (enum status i = 0; i < STATUS_COUNT; i++)
		if (str_eq(status_name(i), status))
			return part_words(view, value_get(part_status(view, i), STR("word"))->text);
	return PART_SAY_PLAIN(view, EFFECT_NONE);
}

static struct value *rank_words(const struct view *view, struct str rank)
{
	return rank.len ? PART_SAY(view, EFFECT_RANK, rank) : PART_SAY_PLAIN(view, NOT_RANKED);
}

static struct value *effect_tree(const struct view *view, const struct view_effect *effect)
{
	struct value *map = part_map(view);
	struct period period;
	bool known = period_parse(&period, effect->period), is_rank = effect->league != NULL;
	PUT(view, map, "of",
	    is_rank ? part_league(view, effect->league)
	            : part_scorecard(view, effect->card->result->scorecard));
	PUT(view, map, "unit", unit_words(view, effect->unit));
	PUT(view, map, "indicator",
	    effect->target ? part_indicator(view, effect->target->indicator) : view->no);
	PUT(view, map, "period", part_words(view, known ? part_period_text(view, period) : effect->period));
	PUT(view, map, "old",
	    is_rank ? rank_words(view, effect->before) : status_words(view, effect->before));
	PUT(view, map, "new", is_rank ? rank_words(view, effect->after) : status_words(view, effect->after));
	PUT(view, map, "is_changed", part_bool(view, !str_eq(effect->before, effect->after)));
	return map;
}

static struct value *correction_tree(const struct view *view, const struct view_correction *correction)
{
	const struct correction *row = correction->row;
	struct value *map = part_map(view), *effects = part_list(view);
	for (size_t i = 0; i < correction->n_effects; i++)
		value_push(view->arena, effects, effect_tree(view, &correction->effects[i]));
	PUT(view, map, "day", part_date(view, row->corrected_on));
	PUT(view, map, "dataset", part_resource(view, correction->resource));
	PUT(view, map, "name", view_key_words(view, correction->resource, row->key));
	PUT(view, map, "title", view_column_words(view, correction->resource, row->column));
	PUT(view, map, "old", view_value_words(view, correction->resource, row->column, row->old));
	PUT(view, map, "new", view_value_words(view, correction->resource, row->column, row->new));
	PUT(view, map, "is_value", part_bool(view, row->column.len > 0));
	PUT(view, map, "why", part_label(view, &row->reason));
	PUT(view, map, "before", view_edition_link(view, correction->before));
	PUT(view, map, "after", view_edition_link(view, correction->after));
	PUT(view, map, "is_compared", part_bool(view, correction->is_compared));
	PUT_LIST(view, map, "effects", effects);
	PUT(view, map, "more",
	    correction->more ? PART_SAY(view, EFFECTS_MORE, part_count_text(view, correction->more))
	                     : view->no);
	return map;
}

typedef bool concerns(const void *what, const struct view_correction *correction);

static void put_corrections(struct view *view, struct value *tree, concerns *wanted, const void *what)
{
	struct value *list = part_list(view);
	for (size_t i = 0; i < view->site->n_corrections; i++)
		if (wanted(what, &view->site->corrections[i]))
			value_push(view->arena, list, correction_tree(view, &view->site->corrections[i]));
	PUT_LIST(view, tree, "corrections", list);
}

static bool of_dataset(const void *what, const struct view_correction *correction)
{
	return correction->resource == what;
}

void view_corrections_of_dataset(struct view *view, struct value *tree, const struct resource *resource)
{
	put_corrections(view, tree, of_dataset, resource);
}

struct indicator_part {
	const struct view *view;
	const struct indicator *indicator;
};

static bool of_indicator(const void *what, const struct view_correction *correction)
{
	const struct indicator_part *part = what;
	return correction->resource == part->view->site->model->results.origin.resource &&
	       str_eq(key_part(part->view->arena, correction, STR("indicator")), part->indicator->id);
}

void view_corrections_of_indicator(struct view *view, struct value *tree, const struct indicator *indicator)
{
	const struct indicator_part part = {view, indicator};
	put_corrections(view, tree, of_indicator, &part);
}

/* Of a table's pages: its id, and the period that a page shows. */
struct table_part {
	const struct league *league;
	const struct view_card *card;
	struct str period; /* empty: any */
};

static bool of_table(const void *what, const struct view_correction *correction)
{
	const struct table_part *part = what;
	for (size_t i = 0; i < correction->n_effects; i++) {
		const struct view_effect *effect = &correction->effects[i];
		if (effect->league == part->league && effect->card == part->card &&
		    (part->period.len == 0 || str_eq(effect->period, part->period)))
			return true;
	}
	return false;
}

void view_corrections_of_league(struct view *view, struct value *tree, const struct league_result *result,
                                size_t period)
{
	const struct table_part part = {
	        .league = result->league,
	        .period = period == SIZE_MAX ? STR("")
	                                     : period_text(view->arena, result->periods[period].period)};
	put_corrections(view, tree, of_table, &part);
}

void view_corrections_of_scorecard(struct view *view, struct value *tree, const struct view_card *card,
                                   size_t period)
{
	const struct table_part part = {
	        .card = card,
	        .period = period == SIZE_MAX ? STR("")
	                                     : period_text(view->arena, card->result->periods[period])};
	put_corrections(view, tree, of_table, &part);
}

struct edition_part {
	const struct view_site *site;
	const struct edition *edition;
};

/* The place among the editions known; behind them all is this build. */
static size_t age_of(const struct view_site *site, const struct edition *edition)
{
	size_t at = 0;
	while (at < site->n_editions && site->editions[at].edition != edition)
		at++;
	return at;
}

static bool after_edition(const void *what, const struct view_correction *correction)
{
	const struct edition_part *part = what;
	return age_of(part->site, correction->after) > age_of(part->site, part->edition);
}

void view_corrections_of_edition(struct view *view, struct value *tree, const struct edition *edition)
{
	const struct edition_part part = {view->site, edition};
	put_corrections(view, tree, after_edition, &part);
}

static struct str text_of(const struct value *words)
{
	return value_is_true(words) ? value_get(words, STR("text"))->text : STR("–");
}

struct str view_correction_text(const struct view *view, const struct view_correction *correction)
{
	const struct correction *row = correction->row;
	struct str name = text_of(view_key_words(view, correction->resource, row->key));
	if (row->column.len == 0)
		return SAY(view->arena, view->words, CORRECTION_GONE, name);
	return SAY(view->arena, view->words, CORRECTION_CELL, name,
	           text_of(view_column_words(view, correction->resource, row->column)),
	           text_of(view_value_words(view, correction->resource, row->column, row->old)),
	           text_of(view_value_words(view, correction->resource, row->column, row->new)));
}
