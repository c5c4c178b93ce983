#include "view/chart.h"

#include "base/arena.h"
#include "view/chart_parts.h"
#include "view/parts.h"

/* ---- what is written in a text ---- */

enum { KEYS_MAX = 4 };

/* The kinds, the things they are of, and the options that each takes besides `kind`. */
static const struct {
	struct str name;
	bool of_league;
	struct str keys[KEYS_MAX];
	size_t n_keys;
} kinds[] = {
        [CHART_LINE] = {STR_INIT("line"), false, {STR_INIT("kind"), STR_INIT("unit"), STR_INIT("target")}, 3},
        [CHART_DOTS] = {STR_INIT("dots"),
                        false,
                        {STR_INIT("kind"), STR_INIT("period"), STR_INIT("target"), STR_INIT("top")},
                        4},
        [CHART_BULLET] = {STR_INIT("bullet"),
                          false,
                          {STR_INIT("kind"), STR_INIT("unit"), STR_INIT("period"), STR_INIT("target")},
                          4},
        [CHART_BARS] = {STR_INIT("bars"), true, {STR_INIT("kind"), STR_INIT("period"), STR_INIT("top")}, 3},
        [CHART_PATH] = {STR_INIT("path"), true, {STR_INIT("kind"), STR_INIT("unit"), STR_INIT("top")}, 3},
};
enum { KINDS = LENGTH(kinds) };

/* A request being read. */
struct reading_of {
	struct view_request *out;
	struct arena *arena;
	const struct view_site *site;
	const struct view_spec *spec;
	struct diags *diags;
	struct view view; /* of no page: for what looks at the site alone */
};

static bool read_kind(struct reading_of *reading)
{
	const struct spec_option *option = spec_option(reading->spec, STR("kind"));
	struct str all = {0};
	if (!option)
		return true;
	for (size_t i = CHART_LINE; i < KINDS; i++) {
		if (str_eq(kinds[i].name, option->value.text)) {
			reading->out->chart = (enum chart_kind)i;
			return true;
		}
		all = str_list_add(reading->arena, all, kinds[i].name);
	}
	DIAG(reading->diags, option->value.place, CHART_KIND, option->value.text, all);
	return false;
}

/* An indicator or a league, as the kind asks; without a kind what there is of that name, the indicator first.
 */
static bool read_thing(struct reading_of *reading)
{
	const struct model *model = reading->site->model;
	struct view_request *out = reading->out;
	const struct spec_word *thing = &reading->spec->thing;
	bool any = out->chart == CHART_AUTO, of_league = !any && kinds[out->chart].of_league;
	const struct league *league = any || of_league ? model_league(model, thing->text) : NULL;
	out->indicator = any || !of_league ? model_indicator(model, thing->text) : NULL;
	if (league && !out->indicator) {
		out->league = &reading->site->leagues[league - model->leagues.items];
		out->unjudged = league->broken || out->league->broken;
		return true;
	}
	if (out->indicator) {
		out->unjudged = model->results.origin.broken || model->targets.origin.broken ||
		                reading->site->scorecards_broken;
		return true;
	}
	out->unjudged = ((any || !of_league) && (model->indicators.origin.broken || model_unsure(model))) ||
	                ((any || of_league) && reading->site->leagues_broken);
	if (out->unjudged)
		return true;
	if (any)
		DIAG(reading->diags, thing->place, UNKNOWN_CHARTED, thing->text);
	else if (of_league)
		DIAG(reading->diags, thing->place, UNKNOWN_LEAGUE, thing->text);
	else
		DIAG(reading->diags, thing->place, UNKNOWN_INDICATOR, thing->text);
	return false;
}

static bool read_unit(struct reading_of *reading)
{
	const struct spec_option *option = spec_option(reading->spec, STR("unit"));
	const struct model *model = reading->site->model;
	if (!option)
		return true;
	reading->out->unit = model_unit(model, option->value.text);
	if (reading->out->unit)
		return true;
	if (model->units.origin.broken || model_unsure(model))
		return reading->out->unjudged = true;
	DIAG(reading->diags, option->value.place, UNKNOWN_UNIT, option->value.text);
	return false;
}

static bool read_target(struct reading_of *reading)
{
	const struct spec_option *option = spec_option(reading->spec, STR("target"));
	const struct view_request *out = reading->out;
	if (!option || !out->indicator || out->unjudged)
		return true;
	const struct target *target = model_target(reading->site->model, option->value.text);
	reading->out->target = target;
	if (!target) {
		DIAG(reading->diags, option->value.place, UNKNOWN_TARGET, option->value.text);
		return false;
	}
	if (target->indicator == out->indicator && (!target->unit || !out->unit || target->unit == out->unit))
		return true;
	DIAG(reading->diags, option->value.place, CHART_TARGET, target->id, reading->spec->thing.text);
	return false;
}

/* What fits the thing and the unit, where no kind is asked for; the unit, where there is but one. */
static void choose_kind(struct reading_of *reading)
{
	struct view_request *out = reading->out;
	size_t n = 0;
	if (out->indicator && !out->unit) {
		const struct series *series = chart_all_series(&n, reading->site->model, out->indicator);
		out->unit = out->target && out->target->unit ? out->target->unit
		            : n == 1                         ? series->unit
		                                             : NULL;
	}
	if (out->chart == CHART_AUTO && out->indicator)
		out->chart = out->unit ? CHART_LINE : CHART_DOTS;
	else if (out->chart == CHART_AUTO && out->league)
		out->chart = out->unit ? CHART_PATH : CHART_BARS;
}

static bool check_keys(const struct reading_of *reading)
{
	bool good = true;
	enum chart_kind kind = reading->out->chart;
	for (size_t i = 0; kind != CHART_AUTO && i < reading->spec->n_options; i++) {
		const struct spec_word *key = &reading->spec->options[i].key;
		bool known = str_index(key->text, kinds[kind].keys, kinds[kind].n_keys) < kinds[kind].n_keys;
		if (!known)
			DIAG(reading->diags, key->place, CHART_OPTION, key->text, kinds[kind].name,
			     str_list(reading->arena, kinds[kind].keys, kinds[kind].n_keys));
		good = good && known;
	}
	return good;
}

/* The span of periods of the charted figures; true where `period` is among them. */
static bool find_period(struct period *first, struct period *last, size_t *n_points,
                        struct reading_of *reading)
{
	const struct view_request *out = reading->out;
	size_t n = 1;
	const struct series *all = chart_all_series(&n, reading->site->model, out->indicator);
	bool found = false;
	*n_points = 0;
	n = out->unit ? 1 : n;
	for (size_t i = 0; i < n; i++) {
		struct chart_series series;
		chart_series(&series, &reading->view, out->indicator, out->unit ? out->unit : all[i].unit,
		             out->target);
		for (size_t k = 0; k < series.n; k++) {
			struct period own = series.points[k].period;
			*first = *n_points && period_cmp(*first, own) < 0 ? *first : own;
			*last = *n_points && period_cmp(*last, own) > 0 ? *last : own;
			found = found || period_eq(own, out->when);
			++*n_points;
		}
	}
	return found;
}

static bool read_period(struct reading_of *reading)
{
	struct view_request *out = reading->out;
	const struct spec_option *option = spec_option(reading->spec, STR("period"));
	struct period first = {0}, last = {0};
	size_t n = 0;
	if (out->league && !out->unjudged) {
		n = out->league->n_periods;
		out->period = n - 1;
	}
	if (!option)
		return true;
	if (!option_period(&out->when, option, reading->diags))
		return false;
	out->has_when = true;
	if (out->unjudged)
		return true;
	if (out->league) {
		out->period = league_period_index(out->league, out->when);
		if (out->period != SIZE_MAX)
			return true;
		first = n ? out->league->periods[0].period : first;
		last = n ? out->league->periods[n - 1].period : last;
	} else if (find_period(&first, &last, &n, reading)) {
		return true;
	}
	return option_no_period(option, reading->spec->thing.text,
	                        n ? period_text(reading->arena, first) : STR(""),
	                        n ? period_text(reading->arena, last) : STR(""), reading->diags);
}

static bool has_unit(const struct reading_of *reading)
{
	const struct view_request *out = reading->out;
	bool needed = out->chart == CHART_LINE || out->chart == CHART_BULLET;
	if (!needed || out->unit || out->unjudged)
		return true;
	DIAG(reading->diags, reading->spec->thing.place, CHART_UNIT, reading->spec->thing.text);
	return false;
}

bool view_resolve_chart(struct view_request *out, struct arena *arena, const struct view_site *site,
                        const struct view_spec *spec, struct diags *diags)
{
	struct reading_of reading = {out, arena, site, spec, diags, {.arena = arena, .site = site}};
	bool good = read_kind(&reading);
	if (!option_needs_thing(spec, diags) || !good || !read_thing(&reading))
		return false;
	good = read_unit(&reading);
	good = read_target(&reading) && good;
	if (!good) /* what fits a unit that is not there is not known */
		return false;
	choose_kind(&reading);
	good = check_keys(&reading);
	good = option_number(&out->top, spec_option(spec, STR("top")), diags) && good;
	return good && has_unit(&reading) && read_period(&reading);
}

struct value *view_build_chart(struct view *view, const struct view_request *request)
{
	struct chart_series series;
	if (request->chart == CHART_BARS)
		return chart_bars(view, request->league, request->period, request->top, true);
	if (request->chart == CHART_PATH)
		return chart_path(view, request->league, request->unit, request->top, true);
	if (request->chart == CHART_DOTS)
		return chart_dots(view, request->indicator, request->target,
		                  request->has_when ? &request->when : NULL, request->top, true);
	chart_series(&series, view, request->indicator, request->unit, request->target);
	if (request->chart == CHART_LINE)
		return chart_line(view, &series, true);
	return chart_bullets(view, &series, request->has_when ? &request->when : NULL, true);
}

/* ---- which a page has ---- */

/* Said by the number of rows alone, so that it is known before anything is drawn. */

static struct str *numbered(struct arena *arena, size_t n)
{
	struct str *names = ARENA_ARRAY(arena, struct str, n);
	for (size_t i = 0; i < n; i++)
		names[i] = str_printf(arena, "page_chart_%zu.svg", i + 1);
	return names;
}

static bool has_line(const struct series *series, size_t n_units)
{
	return series->n > 1 && n_units <= CHART_SERIES_MAX;
}

struct str *chart_names_indicator(size_t *n, struct arena *arena, const struct model *model,
                                  const struct indicator *indicator)
{
	size_t units;
	const struct series *series = chart_all_series(&units, model, indicator);
	*n = units > 1;
	for (size_t i = 0; i < units; i++)
		*n += has_line(&series[i], units);
	return numbered(arena, *n);
}

struct str *chart_names_league(size_t *n, struct arena *arena, const struct league_result *result,
                               size_t period)
{
	*n = period != SIZE_MAX || result->n_periods > 1;
	return numbered(arena, *n);
}

struct str *chart_names_unit(size_t *n, struct arena *arena, const struct model *model,
                             const struct league_result *leagues, const struct unit *unit)
{
	*n = 0;
	for (size_t i = 0; i < model->leagues.len; i++) {
		size_t rows;
		league_path(&rows, &leagues[i], unit);
		*n += rows > 1;
	}
	return numbered(arena, *n);
}

struct str *chart_names_text(size_t *n, struct arena *arena, const struct view_spec *specs, size_t n_specs)
{
	struct str *names = ARENA_ARRAY(arena, struct str, n_specs);
	unsigned views = 0;
	*n = 0;
	for (size_t i = 0; i < n_specs; i++) {
		views += !specs[i].figure;
		if (!specs[i].figure && str_eq(specs[i].name.text, STR("chart")))
			names[(*n)++] = str_printf(arena, "view_%u.svg", views);
	}
	return names;
}

/* ---- in pages made from data ---- */

struct value *chart_of_series(struct view *view, const struct series *series)
{
	size_t units;
	struct chart_series points;
	chart_all_series(&units, view->site->model, series->indicator);
	if (!has_line(series, units))
		return view->no;
	chart_series(&points, view, series->indicator, series->unit, NULL);
	return chart_line(view, &points, false);
}

struct value *chart_of_units(struct view *view, const struct indicator *indicator)
{
	size_t units;
	chart_all_series(&units, view->site->model, indicator);
	return units > 1 ? chart_dots(view, indicator, NULL, NULL, 0, false) : view->no;
}

struct value *chart_of_period(struct view *view, const struct league_result *result, size_t period)
{
	return chart_bars(view, result, period, 0, false);
}

struct value *chart_of_ranks(struct view *view, const struct league_result *result)
{
	return result->n_periods > 1 ? chart_path(view, result, NULL, 0, false) : view->no;
}

struct value *chart_of_unit(struct view *view, const struct league_result *result, const struct unit *unit)
{
	size_t rows;
	league_path(&rows, result, unit);
	return rows > 1 ? chart_path(view, result, unit, 0, false) : view->no;
}
