#include "schema/check.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "schema/lexical.h"
#include "schema/nested.h"
#include "schema/personal.h"
#include "schema/rules.h"
#include "schema/seen.h"
#include "schema/words.h"

/* A text has lost its diacritics where four words beyond ASCII, one in four, or two, one in two, cannot be
 * Vietnamese; a name alone, of fewer words than these, says nothing. */
enum { MANY_WORDS = 4, MANY_SHARE = 4, SOME_WORDS = 2, SOME_SHARE = 2, TEXT_WORDS = 5 };

/* ---- labels ---- */

static struct place label_place(const struct resource *resource, size_t column)
{
	return table_place(&resource->table, SIZE_MAX, column);
}

/* Where the label of a field that has none would stand: after that of the field before it. */
static struct place gap_place(const struct resource *resource, size_t field)
{
	size_t column = 0;
	while (column == 0 && field-- > 0)
		if (resource->column_of[field] != SIZE_MAX)
			column = resource->column_of[field] + 1;
	return label_place(resource, column);
}

static bool is_label_of(const struct resource *resource, size_t column)
{
	return resource_field(resource, resource->table.header[column]) != SIZE_MAX;
}

/* A label that no field has, where a field that no label has should stand: one of the two is misspelt. */
static bool stands_for(const struct resource *resource, size_t column)
{
	return column < resource->n_fields && column < resource->table.columns &&
	       resource->fields_match != MATCH_SUBSET && resource->fields_match != MATCH_PARTIAL &&
	       !is_label_of(resource, column) && resource->column_of[column] == SIZE_MAX;
}

/* Labels that no field has. */
static bool check_extra(const struct resource *resource, struct diags *diags)
{
	const struct table *table = &resource->table;
	bool well = true;
	if (resource->fields_match == MATCH_SUBSET || resource->fields_match == MATCH_PARTIAL)
		return true;
	for (size_t i = 0; i < table->columns; i++) {
		if (is_label_of(resource, i))
			continue;
		if (stands_for(resource, i))
			DIAG(diags, label_place(resource, i), LABEL_OTHER, table->header[i],
			     resource->fields[i].name);
		else
			DIAG(diags, label_place(resource, i), EXTRA_LABEL, table->header[i]);
		well = false;
	}
	return well;
}

static bool check_missing(const struct resource *resource, struct diags *diags)
{
	bool well = true;
	size_t found = 0;
	for (size_t i = 0; i < resource->n_fields; i++)
		found += resource->column_of[i] != SIZE_MAX;
	if (resource->fields_match == MATCH_PARTIAL && found > 0)
		return true;
	for (size_t i = 0; i < resource->n_fields && resource->fields_match != MATCH_SUPERSET; i++) {
		if (resource->column_of[i] != SIZE_MAX || stands_for(resource, i))
			continue;
		DIAG(diags, gap_place(resource, i), MISSING_LABEL, resource->fields[i].name);
		well = false;
	}
	return well;
}

/* With `exact`, fields and labels go by their order. */
static bool check_order(const struct resource *resource, struct diags *diags)
{
	for (size_t i = 0; i < resource->n_fields && resource->fields_match == MATCH_EXACT; i++) {
		if (resource->column_of[i] == i)
			continue;
		DIAG(diags, label_place(resource, i), LABEL_ORDER, resource->table.header[i],
		     resource->fields[i].name);
		return false;
	}
	return true;
}

bool check_labels(struct resource *resource, struct arena *arena, struct diags *diags)
{
	resource->column_of = ARENA_ARRAY(arena, size_t, resource->n_fields);
	for (size_t i = 0; i < resource->n_fields; i++)
		resource->column_of[i] = table_column(&resource->table, resource->fields[i].name);
	if (resource->table.bad_header)
		return false; /* said by the table; what is missing depends on it */
	bool extra = check_extra(resource, diags), missing = check_missing(resource, diags);
	return extra && missing && check_order(resource, diags);
}

/* ---- cells ---- */

/* Rows that one thread checks at a time. */
enum { RUN_ROWS = 1 << 16 };

/* What cells of one column must be. */
struct checker {
	const struct field *field;
	size_t column;
	struct pattern *pattern; /* of its own, for it remembers what it meets */
	bool text, numeric, key, period;
	struct seen well; /* texts of which nothing was said; none: they are not remembered */
};

/* A number that was written with a comma. */
struct comma {
	const struct checker *checker;
	size_t row;
};

/* Some rows of a table, checked by one thread. */
struct run {
	struct resource *resource;
	size_t from, to, row;
	struct diags diags;
	VEC(struct comma) commas; /* kept until it is known whether all of the file is so */
	struct arena *kept, *scratch;
	struct words *words;
	struct checker *checkers;
	size_t n_checkers;
	bool has_at; /* an '@' stands somewhere in the file */
	bool broken;
};

static struct place cell_place(const struct run *run, const struct checker *checker)
{
	return table_place(&run->resource->table, run->row, checker->column);
}

#define SAY(run, checker, id, ...) (DIAG(&(run)->diags, cell_place(run, checker), id, __VA_ARGS__), false)

static enum message type_message(const struct field *field)
{
	static const enum message messages[] = {
	        [FIELD_STRING] = MESSAGE_TYPE_STRING,       [FIELD_INTEGER] = MESSAGE_TYPE_INTEGER,
	        [FIELD_NUMBER] = MESSAGE_TYPE_NUMBER,       [FIELD_BOOLEAN] = MESSAGE_TYPE_BOOLEAN,
	        [FIELD_DATE] = MESSAGE_TYPE_DATE,           [FIELD_DATETIME] = MESSAGE_TYPE_DATETIME,
	        [FIELD_TIME] = MESSAGE_TYPE_TIME,           [FIELD_YEAR] = MESSAGE_TYPE_YEAR,
	        [FIELD_YEARMONTH] = MESSAGE_TYPE_YEARMONTH, [FIELD_DURATION] = MESSAGE_TYPE_DURATION,
	        [FIELD_LIST] = MESSAGE_TYPE_LIST,           [FIELD_OBJECT] = MESSAGE_TYPE_NESTED,
	        [FIELD_ARRAY] = MESSAGE_TYPE_NESTED,        [FIELD_GEOPOINT] = MESSAGE_TYPE_NESTED,
	        [FIELD_GEOJSON] = MESSAGE_TYPE_NESTED};
	bool dated = field->type == FIELD_DATE || field->type == FIELD_DATETIME || field->type == FIELD_TIME;
	return dated && field->format.len ? MESSAGE_TYPE_LAYOUT : messages[field->type];
}

/* `98,5`: a number, had the file declared its comma. */
static bool has_comma(struct str text)
{
	size_t commas = 0;
	for (size_t i = 0; i < text.len; i++) {
		commas += text.ptr[i] == ',';
		if (text.ptr[i] != ',' && text.ptr[i] != '.' && text.ptr[i] != '-' &&
		    !ascii_is_digit(text.ptr[i]))
			return false;
	}
	return commas == 1;
}

/* `1.042,75`, `12 500`: a number, had the file declared the mark between its thousands, which is returned;
 * else 0. */
static char group_mark(const struct field *field, struct str text)
{
	size_t digits = 0, groups = 0, i = str_starts(text, STR("-"));
	char mark = 0, point = field->type == FIELD_INTEGER ? 0 : field->decimal_char;
	for (; i < text.len && text.ptr[i] != point; i++) {
		char c = text.ptr[i];
		if (c >= '0' && c <= '9') {
			digits++;
			continue;
		}
		bool well = mark ? c == mark && digits == 3 : digits >= 1 && digits <= 3;
		if (!well || (c != '.' && c != ',' && c != ' '))
			return 0;
		mark = c;
		groups++;
		digits = 0;
	}
	for (size_t j = i + 1; j < text.len; j++)
		if (text.ptr[j] < '0' || text.ptr[j] > '9')
			return 0;
	return groups && digits == 3 ? mark : 0;
}

static bool say_type(struct run *run, const struct checker *checker, struct str text)
{
	const struct field *field = checker->field;
	if (checker->numeric && field->type != FIELD_INTEGER && field->decimal_char == '.' &&
	    has_comma(text)) {
		*VEC_PUSH(run->kept, &run->commas) = (struct comma){checker, run->row};
		return false;
	}
	bool groups = checker->numeric && !field->group_char;
	char mark = groups ? group_mark(field, text) : 0;
	if (mark)
		return SAY(run, checker, TYPE_GROUPS, text, (struct str){&mark, 1});
	enum message message = type_message(field);
	struct str more = message == MESSAGE_TYPE_NESTED ? field_type_name(field->type)
	                  : checker->numeric             ? (struct str){&field->decimal_char, 1}
	                                                 : field->format;
	diag_add(&run->diags, cell_place(run, checker), message, (struct str){0}, (struct str[]){text, more},
	         2);
	return false;
}

static bool has_no_break_space(struct str text)
{
	return str_find(text, STR("\xc2\xa0")) < text.len || str_find(text, STR("\xe2\x80\xaf")) < text.len ||
	       str_find(text, STR("\xe2\x80\x87")) < text.len;
}

/* The sign of text - limit for the many numbers that are but a few digits; false: look closer. */
static bool compare_digits(int *order, const struct limit *limit, struct str text)
{
	long number;
	if (!limit->whole || !str_number(&number, text, 15))
		return false;
	*order = (number > limit->number) - (number < limit->number);
	return true;
}

static bool check_limit(struct run *run, const struct checker *checker, size_t kind, struct str text)
{
	static const struct str names[] = {
	        [LIMIT_MINIMUM] = STR_INIT("minimum"),
	        [LIMIT_MAXIMUM] = STR_INIT("maximum"),
	        [LIMIT_ABOVE] = STR_INIT("exclusiveMinimum"),
	        [LIMIT_BELOW] = STR_INIT("exclusiveMaximum"),
	};
	const struct limit *limit = &checker->field->rules->limits[kind];
	struct decimal size;
	int order;
	if (!checker->numeric || !compare_digits(&order, limit, text)) {
		if (!lexical_size(&size, run->scratch, checker->field, text))
			return true;
		order = decimal_cmp(size, limit->value);
	}
	bool within = kind == LIMIT_MINIMUM   ? order >= 0
	              : kind == LIMIT_MAXIMUM ? order <= 0
	              : kind == LIMIT_ABOVE   ? order > 0
	                                      : order < 0;
	return within || SAY(run, checker, CONSTRAINT_LIMIT, text, names[kind], limit->text);
}

static bool check_limits(struct run *run, const struct checker *checker, struct str text)
{
	for (size_t kind = 0; kind < LIMIT_COUNT; kind++)
		if (checker->field->rules->limits[kind].given && !check_limit(run, checker, kind, text))
			return false;
	return true;
}

/* Characters of a text, items of a list or array, keys of an object. */
static long length_of(const struct field *field, struct str text)
{
	size_t n = 1;
	if (field_is_json(field))
		return (long)nested_count(text);
	if (field->type != FIELD_LIST)
		return (long)str_characters(text);
	for (size_t at; (at = str_find(text, field->list_delimiter)) < text.len; n++)
		text = str_sub(text, at + field->list_delimiter.len, text.len);
	return (long)n;
}

static bool check_length(struct run *run, const struct checker *checker, struct str text)
{
	const struct rules *rules = checker->field->rules;
	long length = length_of(checker->field, text);
	bool below = rules->min_length >= 0 && length < rules->min_length;
	if (!below && (rules->max_length < 0 || length <= rules->max_length))
		return true;
	return SAY(run, checker, CONSTRAINT_LENGTH, text, below ? STR("minLength") : STR("maxLength"),
	           str_printf(run->scratch, "%ld", below ? rules->min_length : rules->max_length),
	           str_printf(run->scratch, "%ld", length));
}

static struct str enum_words(struct arena *arena, const struct field *field, bool categories)
{
	struct str all = {0};
	size_t n = categories ? field->n_categories : field->rules->n_enums;
	for (size_t i = 0; i < n && i < 20; i++)
		all = STR_JOIN(arena, all, i ? STR(", ") : STR(""),
		               categories ? field->categories[i].value : field->rules->enums[i]);
	return n > 20 ? STR_JOIN(arena, all, STR(", …")) : all;
}

/* What has a size is the same by it, a boolean by its truth, all else by its text. */
static bool check_enum(struct run *run, const struct checker *checker, struct str text)
{
	const struct rules *rules = checker->field->rules;
	struct decimal value, one;
	for (size_t i = 0; i < rules->n_enums; i++)
		if (str_eq(text, rules->enums[i]))
			return true;
	int truth = checker->field->type == FIELD_BOOLEAN ? field_truth(checker->field, text) : -1;
	for (size_t i = 0; truth >= 0 && i < rules->n_enums; i++)
		if (field_truth(checker->field, rules->enums[i]) == truth)
			return true;
	bool sized = lexical_size(&value, run->scratch, checker->field, text);
	for (size_t i = 0; sized && i < rules->n_enums; i++)
		if (lexical_limit(&one, run->scratch, checker->field, rules->enums[i]) &&
		    decimal_cmp(value, one) == 0)
			return true;
	return SAY(run, checker, CONSTRAINT_ENUM, text, enum_words(run->scratch, checker->field, false));
}

static bool check_constraints(struct run *run, const struct checker *checker, struct str text)
{
	const struct field *field = checker->field;
	const struct rules *rules = field->rules;
	if (rules->enums && !check_enum(run, checker, text))
		return false;
	if (field->n_categories && field_category(field, text) < 0)
		return SAY(run, checker, CONSTRAINT_CATEGORIES, text, enum_words(run->scratch, field, true));
	if (rules->limited && !check_limits(run, checker, text))
		return false;
	if ((rules->min_length >= 0 || rules->max_length >= 0) && !check_length(run, checker, text))
		return false;
	if (checker->pattern && !pattern_match(checker->pattern, text))
		return SAY(run, checker, CONSTRAINT_PATTERN, text, rules->pattern_text);
	return true;
}

/* What a spreadsheet runs: CSV injection, https://owasp.org/www-community/attacks/CSV_Injection. */
static bool is_formula(struct str text)
{
	char c = text.ptr[0];
	if (c == '-')
		return text.len > 1 && text.ptr[1] != ' ';
	return c == '=' || c == '+' || c == '@' || c == '\t' || c == '\r';
}

static bool check_personal(struct run *run, const struct checker *checker, struct str text)
{
	size_t offset, len;
	enum message message;
	/* ten digits or an '@' is the least that can be found */
	if ((text.len < 10 && !run->has_at) || !personal_find(&offset, &len, &message, text))
		return true;
	struct str found = str_sub(text, offset, offset + len);
	diag_add(&run->diags, cell_place(run, checker), message, (struct str){0}, &found, 1);
	return false;
}

/* `HĐND`, `QĐ`: capitals alone, at least one of them ASCII. */
static bool is_abbreviation(struct str word)
{
	size_t capitals = 0, others = 0;
	for (size_t i = 0; i < word.len; i++) {
		capitals += word.ptr[i] >= 'A' && word.ptr[i] <= 'Z';
		others += (unsigned char)word.ptr[i] < 0x80 && !(word.ptr[i] >= 'A' && word.ptr[i] <= 'Z');
	}
	return capitals > 0 && others == 0;
}

/* Ð (eth), ð or Ɖ where Vietnamese has Đ: they look the same and are found by no search. */
static bool check_eth(struct run *run, const struct checker *checker, struct str text)
{
	static const struct str eths[] = {STR_INIT("Ð"), STR_INIT("Ɖ"), STR_INIT("ð")};
	struct lexemes lexemes = {0};
	lexemes_read(&lexemes, run->scratch, text);
	VEC_EACH (struct lexeme, lexeme, &lexemes.list) {
		for (size_t i = 0; lexeme->kind == LEXEME_WORD && i < LENGTH(eths); i++) {
			size_t at = str_find(lexeme->text, eths[i]);
			if (at == lexeme->text.len)
				continue;
			struct str meant = STR_JOIN(run->scratch, str_sub(lexeme->text, 0, at),
			                            i < 2 ? STR("Đ") : STR("đ"),
			                            str_sub(lexeme->text, at + 2, lexeme->text.len));
			if (syllable_possible(meant) || (i < 2 && is_abbreviation(meant)))
				return SAY(run, checker, BROKEN_ETH, lexeme->text, meant);
		}
	}
	return true;
}

static bool check_diacritics(struct run *run, const struct checker *checker, struct str text)
{
	if (text.len < 20)
		return true;
	struct syllable_count count = {0};
	words_count(&count, run->words, run->scratch, text);
	bool lost = count.vietnamese + count.broken + count.plain >= TEXT_WORDS &&
	            (syllable_broken(&count, MANY_WORDS, MANY_SHARE) ||
	             syllable_broken(&count, SOME_WORDS, SOME_SHARE));
	if (!lost)
		return true;
	struct lexemes lexemes = {0};
	lexemes_read(&lexemes, run->scratch, text);
	return !syllable_meant(&lexemes) || SAY(run, checker, BROKEN_DIACRITICS, {0});
}

static bool is_ascii(struct str text)
{
	unsigned char all = 0;
	for (size_t i = 0; i < text.len; i++)
		all |= (unsigned char)text.ptr[i];
	return all < 0x80;
}

static bool check_text(struct run *run, const struct checker *checker, struct str text)
{
	unsigned has = run->resource->table.has;
	if (is_formula(text))
		return SAY(run, checker, FORMULA, text);
	if (!checker->field->has_personal && !check_personal(run, checker, text))
		return false;
	if (!(has & TABLE_HAS_NON_ASCII) || is_ascii(text))
		return true;
	if ((has & TABLE_HAS_ETH) && !check_eth(run, checker, text))
		return false;
	return check_diacritics(run, checker, text);
}

/* One cell, one message: the first thing that is wrong with it. */
static bool check_cell(struct run *run, const struct checker *checker, struct str text)
{
	struct period period;
	const struct field *field = checker->field;
	if (table_is_bad(&run->resource->table, run->row, checker->column))
		return true;
	if (field_is_none(field, text))
		return !field->rules->required || SAY(run, checker, CONSTRAINT_REQUIRED, field->name);
	if ((run->resource->table.has & TABLE_HAS_NBSP) && (checker->numeric || checker->key) &&
	    has_no_break_space(text))
		return SAY(run, checker, NO_BREAK_SPACE, text);
	if (checker->text && text.len && !check_text(run, checker, text))
		return false;
	if (checker->period && !period_parse(&period, text))
		return SAY(run, checker, BAD_PERIOD, text);
	return (lexical_check(field, text) || say_type(run, checker, text)) &&
	       check_constraints(run, checker, text);
}

/* A '.' in any number of the table: then its commas are slips, and not how it is written. */
static bool has_point(const struct table *table, const struct checker *checkers, size_t n)
{
	for (size_t row = 0; row < table->rows; row++)
		for (size_t i = 0; i < n; i++) {
			struct str text = table_cell(table, row, checkers[i].column);
			if (checkers[i].numeric && text.len && memchr(text.ptr, '.', text.len) &&
			    lexical_check(checkers[i].field, text))
				return true;
		}
	return false;
}

/* A file whose decimals all have commas is one error that says what to declare. */
static void say_commas(struct run *runs, size_t n, struct diags *diags)
{
	size_t count = 0, said = 0;
	for (size_t i = 0; i < n; i++)
		count += runs[i].commas.len;
	bool undeclared =
	        count > 2 && !has_point(&runs[0].resource->table, runs[0].checkers, runs[0].n_checkers);
	for (size_t i = 0; i < n; i++)
		VEC_EACH (const struct comma, comma, &runs[i].commas) {
			const struct checker *checker = comma->checker;
			const struct table *table = &runs[i].resource->table;
			struct str text = table_cell(table, comma->row, checker->column);
			struct place place = table_place(table, comma->row, checker->column);
			if (!undeclared)
				DIAG(diags, place, TYPE_NUMBER_COMMA, text);
			else if (said++ == 0)
				DIAG(diags, place, TYPE_COMMAS, text,
				     str_printf(diags->arena, "%zu", count - 1));
		}
}

static bool is_key(const struct resource *resource, size_t field)
{
	if (resource_has_key(resource, field))
		return true;
	VEC_EACH (struct foreign_key, foreign, &resource->foreign_keys) {
		for (size_t i = 0; i < foreign->n; i++)
			if (foreign->columns[i] == field)
				return true;
	}
	VEC_EACH (struct unique_key, unique, &resource->unique_keys) {
		for (size_t i = 0; i < unique->n; i++)
			if (unique->columns[i] == field)
				return true;
	}
	return false;
}

static void make_checkers(struct run *run)
{
	struct resource *resource = run->resource;
	run->checkers = ARENA_ARRAY(run->kept, struct checker, resource->n_fields);
	for (size_t i = 0; i < resource->n_fields; i++) {
		const struct field *field = &resource->fields[i];
		size_t bad;
		if (resource->column_of[i] == SIZE_MAX)
			continue;
		struct checker *checker = &run->checkers[run->n_checkers++];
		*checker = (struct checker){.field = field,
		                            .column = resource->column_of[i],
		                            .text = field_is_text(field),
		                            .numeric = field_is_number(field),
		                            .key = is_key(resource, i),
		                            .period = str_eq(field->name, STR("period"))};
		if (field->rules->pattern)
			checker->pattern = pattern_parse(&bad, run->kept, field->rules->pattern_text);
		/* a text of which the table has said something looks like others that are well */
		if (resource->table.bad.len == 0 && !checker->numeric)
			checker->well = seen_new(run->kept, run->to - run->from);
	}
}

static void check_names(struct resource *resource, struct arena *scratch, struct diags *diags)
{
	for (size_t i = 0; i < resource->n_fields; i++) {
		const struct field *field = &resource->fields[i];
		if (field->has_personal || resource->column_of[i] == SIZE_MAX ||
		    !personal_column(scratch, field->name))
			continue;
		DIAG(diags, label_place(resource, resource->column_of[i]), PERSONAL_COLUMN, field->name);
		resource->broken = true;
	}
}

static void check_row(struct run *run)
{
	for (size_t i = 0; i < run->n_checkers; i++) {
		struct checker *checker = &run->checkers[i];
		struct str text = table_cell(&run->resource->table, run->row, checker->column);
		struct str *place = checker->well.texts ? seen_place(&checker->well, text) : NULL;
		if (place && seen_has(place, text))
			continue;
		bool well = check_cell(run, checker, text);
		run->broken |= !well;
		if (place && well)
			*place = text;
	}
}

static void check_rows(struct run *run)
{
	run->kept = arena_new();
	run->scratch = arena_new();
	run->words = words_new(run->kept);
	diag_init(&run->diags, run->kept);
	make_checkers(run);
	for (run->row = run->from; run->row < run->to; run->row++) {
		check_row(run);
		if (run->row % 4096 == 0)
			arena_reset(run->scratch);
	}
	arena_free(run->scratch);
}

void check_cells(struct resource *resource, struct diags *diags)
{
	struct arena *arena = arena_new();
	size_t rows = resource->table.rows, n = (rows + RUN_ROWS - 1) / RUN_ROWS;
	struct str text = resource->table.source->text;
	bool has_at = text.len && memchr(text.ptr, '@', text.len) != NULL;
	struct run *runs = ARENA_ARRAY(arena, struct run, n);
	check_names(resource, arena, diags);
#pragma omp parallel for schedule(dynamic) if (n > 1)
	for (size_t i = 0; i < n; i++) {
		size_t from = i * RUN_ROWS, to = from + RUN_ROWS < rows ? from + RUN_ROWS : rows;
		runs[i] = (struct run){.resource = resource, .from = from, .to = to, .has_at = has_at};
		check_rows(&runs[i]);
	}
	for (size_t i = 0; i < n; i++) {
		diag_merge(diags, &runs[i].diags);
		resource->broken |= runs[i].broken;
	}
	say_commas(runs, n, diags);
	for (size_t i = 0; i < n; i++)
		arena_free(runs[i].kept);
	arena_free(arena);
}
