/* Runs the cases of tests/spec/rules: tables in, verdict out, written so that a clerk can read them.
 *
 * A fenced block named after a file of data/ is that file; blocks before the first `## ` heading are shared
 * by all cases. A block `verdict TABLE` (league, scorecard, eligibility, honours, calendar) is the table that
 * must come out, in the columns that its first line names; a block `said` is what must be reported, a line
 * each. A line `Today: YYYY-MM-DD` sets the day. */
#include "rules_site.h"

#include <glob.h>

struct block {
	struct str name, text;
};

struct blocks {
	struct block items[24];
	size_t n;
	const char *today;
};

static char *read_whole(const char *path)
{
	FILE *file = fopen(path, "rb");
	char *text = arena_alloc(arena, 1 << 18);
	assert_non_null(file);
	size_t n = fread(text, 1, (1 << 18) - 1, file);
	assert_true(n > 0 && n < (1 << 18) - 1);
	fclose(file);
	return text;
}

static const struct block *find(const struct blocks *blocks, struct str prefix)
{
	for (size_t i = blocks->n; i-- > 0;) /* a case's own block hides a shared one */
		if (str_starts(blocks->items[i].name, prefix))
			return &blocks->items[i];
	return NULL;
}

/* The derived table of a name, its first one where there are several. */
static bool derive(struct derived *out, struct str name)
{
	static struct calendar_result dates;
	if (str_eq(name, STR("league"))) {
		derived_league(out, &model, &leagues[0]);
	} else if (str_eq(name, STR("scorecard"))) {
		derived_scorecard(out, &model, &scorecards[0]);
	} else if (str_eq(name, STR("eligibility"))) {
		derived_eligibility(out, arena, &model, awards, model.awards.len);
	} else if (str_eq(name, STR("honours"))) {
		derived_honours(out, arena, &model);
	} else if (str_eq(name, STR("calendar"))) {
		calendar_compute(&dates, arena, &model);
		derived_calendar(out, &model, &dates);
	} else {
		return false;
	}
	return true;
}

static size_t column_of(const struct derived *table, struct str name)
{
	for (size_t i = 0; i < table->n_columns; i++)
		if (str_eq(table->columns[i], name))
			return i;
	print_error("no column '" STR_FMT "'\n", STR_ARG(name));
	return SIZE_MAX;
}

/* The table in the columns of a header line. */
static struct str print(const struct derived *table, struct str header)
{
	size_t columns[DERIVED_COLUMNS_MAX], n = 0;
	struct str name, rest = header, all = STR_JOIN(arena, header, STR("\n"));
	for (bool more = true; more && n < DERIVED_COLUMNS_MAX; n++) {
		more = str_cut(&name, &rest, rest, ',');
		columns[n] = column_of(table, name);
		assert_true(columns[n] != SIZE_MAX);
	}
	for (size_t row = 0; row < table->n_rows; row++) {
		struct str cells[DERIVED_COLUMNS_MAX];
		table->fill(cells, arena, table, row);
		for (size_t i = 0; i < n; i++)
			all = STR_JOIN(arena, all, i ? STR(",") : STR(""), cells[columns[i]]);
		all = STR_JOIN(arena, all, STR("\n"));
	}
	return all;
}

static bool run_case(const struct blocks *blocks)
{
	struct file files[24];
	size_t n = 0;
	for (size_t i = 0; i < blocks->n; i++) {
		struct str name = blocks->items[i].name;
		if ((str_ends(name, STR(".csv")) || str_ends(name, STR(".yaml"))) &&
		    find(blocks, name) == &blocks->items[i])
			files[n++] = (struct file){str_z(arena, STR_JOIN(arena, STR("data/"), name)),
			                           str_z(arena, blocks->items[i].text)};
	}
	compute(files, n, blocks->today);
	const struct block *words = find(blocks, STR("said")), *verdict = find(blocks, STR("verdict "));
	bool good = true;
	if (!str_eq(said(), words ? words->text : STR(""))) {
		print_error("said: " STR_FMT "\n", STR_ARG(said()));
		good = false;
	}
	if (!verdict)
		return good && words;
	struct derived table;
	struct str header, rest;
	str_cut(&header, &rest, verdict->text, '\n');
	assert_true(derive(&table, str_sub(verdict->name, 8, verdict->name.len)));
	struct str printed = print(&table, header);
	if (str_eq(printed, verdict->text))
		return good;
	print_error("verdict: " STR_FMT "\n", STR_ARG(printed));
	return false;
}

/* Takes the lines of a block off the front of *text. */
static struct str take_block(struct str *text)
{
	struct str line, start = *text;
	size_t len = 0;
	while (str_cut(&line, text, *text, '\n') && !str_eq(line, STR("```")))
		len += line.len + 1;
	return str_sub(start, 0, len);
}

static size_t failures, cases;

static void finish(const struct blocks *blocks, struct str title, const char *path)
{
	if (title.len == 0)
		return;
	cases++;
	if (run_case(blocks))
		return;
	failures++;
	print_error("%s: " STR_FMT "\n\n", path, STR_ARG(title));
}

static void run_file(const char *path)
{
	struct str text = str_from(read_whole(path)), line, title = {0};
	struct blocks shared = {.today = "2026-11-20"}, own = {0};
	struct blocks *into = &shared;
	while (str_cut(&line, &text, text, '\n')) {
		if (str_starts(line, STR("## "))) {
			finish(&own, title, path);
			title = str_sub(line, 3, line.len);
			own = shared;
			into = &own;
		} else if (str_starts(line, STR("Today: "))) {
			into->today = str_z(arena, str_sub(line, 7, line.len));
		} else if (str_starts(line, STR("```"))) {
			assert_true(into->n < 24);
			struct str block = take_block(&text);
			into->items[into->n++] = (struct block){str_sub(line, 3, line.len), block};
		}
	}
	finish(&own, title, path);
}

static void rules__give_the_verdicts_that_are_written(void **state)
{
	(void)state;
	glob_t paths;
	assert_int_equal(glob("tests/spec/rules/*.md", 0, NULL, &paths), 0);
	for (size_t i = 0; i < paths.gl_pathc; i++)
		run_file(paths.gl_pathv[i]);
	globfree(&paths);
	print_message("%zu cases\n", cases);
	assert_true(cases > 0);
	assert_int_equal(failures, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {UNIT(rules__give_the_verdicts_that_are_written)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
