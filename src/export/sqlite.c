/* site.sqlite: every dataset as a table that is called like its file below data/ without `.csv` ("results",
 * "leagues/par-departments"), for reading: exact digits are in CSV and JSON. Beside them
 *
 *	congbo/datasets   each table's title, description and rows, in every language of the site
 *	congbo/columns    each column's type, title and description
 *	congbo/labels     what codes are called: `names` is who says it ("units", "results.status")
 *	labelled/NAME     a view of each table: X_label_vi, X_label_en … behind each code X
 *
 * No resource has a '/' in its name and no derived table begins with `congbo` or `labelled`, so no two are
 *called the same. SQLite holds names that differ in case alone to be one; then the later gets a number. */
#include "export/meta.h"

#include "base/arena.h"

#include <errno.h>
#include <sqlite3.h>
#include <unistd.h>

struct database {
	const struct export *export;
	struct arena *arena;
	sqlite3 *handle;
	struct map tables;     /* names taken, in lower case */
	struct str *names;     /* by dataset: its table */
	struct str **columns;  /* by dataset and field */
	struct map label_sets; /* ids of names that are written */
	bool failed;
};

/* ---- statements ---- */

static void run(struct database *db, struct str sql)
{
	if (!db->failed && sqlite3_exec(db->handle, str_z(db->arena, sql), NULL, NULL, NULL) != SQLITE_OK)
		db->failed = true;
}

static sqlite3_stmt *prepare(struct database *db, struct str sql)
{
	sqlite3_stmt *statement = NULL;
	if (!db->failed &&
	    sqlite3_prepare_v2(db->handle, str_z(db->arena, sql), -1, &statement, NULL) != SQLITE_OK)
		db->failed = true;
	return statement;
}

/* A missing value is NULL. The column's affinity makes INTEGER and REAL of digits. */
static void bind(struct database *db, sqlite3_stmt *statement, size_t at, struct str text)
{
	if (db->failed)
		return;
	int error = text.len ? sqlite3_bind_text64(statement, (int)at, text.ptr, text.len, SQLITE_STATIC,
	                                           SQLITE_UTF8)
	                     : sqlite3_bind_null(statement, (int)at);
	db->failed = error != SQLITE_OK;
}

static void step(struct database *db, sqlite3_stmt *statement)
{
	if (!db->failed && (sqlite3_step(statement) != SQLITE_DONE || sqlite3_reset(statement) != SQLITE_OK))
		db->failed = true;
}

/* One row of texts. */
static void insert(struct database *db, sqlite3_stmt *statement, const struct str *texts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		bind(db, statement, i + 1, texts[i]);
	step(db, statement);
}

static void add_quoted(struct buf *sql, struct str name, char quote)
{
	buf_char(sql, quote);
	for (size_t i = 0; i < name.len; i++) {
		if (name.ptr[i] == quote)
			buf_char(sql, quote);
		buf_char(sql, name.ptr[i]);
	}
	buf_char(sql, quote);
}

static void add_name(struct buf *sql, struct str name)
{
	add_quoted(sql, name, '"');
}

/* `("a", "b")` of columns of a dataset. */
static void add_columns(struct buf *sql, const struct str *names, const size_t *columns, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		buf_add(sql, i ? STR(", ") : STR("("));
		add_name(sql, names[columns[i]]);
	}
	buf_char(sql, ')');
}

static struct str take(struct database *db, struct buf *sql)
{
	struct str text = str_dup(db->arena, buf_str(sql));
	buf_free(sql);
	return text;
}

/* ---- names ---- */

static struct str lower(struct arena *arena, struct str text)
{
	char *copy = str_z(arena, text);
	for (size_t i = 0; i < text.len; i++)
		if (copy[i] >= 'A' && copy[i] <= 'Z')
			copy[i] = (char)(copy[i] - 'A' + 'a');
	return (struct str){copy, text.len};
}

/* The name, with a number behind it where another has it in other letters' case. */
static struct str unique(struct database *db, struct map *taken, struct str name)
{
	struct str out = name;
	for (unsigned n = 2; map_get(taken, lower(db->arena, out)); n++)
		out = str_printf(db->arena, STR_FMT "_%u", STR_ARG(name), n);
	*map_put(taken, lower(db->arena, out)) = db;
	return out;
}

static void name_all(struct database *db)
{
	const struct datasets *datasets = db->export->datasets;
	map_init(&db->tables, db->arena);
	map_init(&db->label_sets, db->arena);
	db->names = ARENA_ARRAY(db->arena, struct str, datasets->len + 1);
	db->columns = ARENA_ARRAY(db->arena, struct str *, datasets->len + 1);
	for (size_t i = 0; i < datasets->len; i++) {
		const struct dataset *dataset = &datasets->items[i];
		struct map taken;
		map_init(&taken, db->arena);
		/* sqlite_ is the library's own */
		struct str id = lower(db->arena, dataset->id);
		bool reserved = str_starts(id, STR("sqlite_"));
		db->names[i] = unique(db, &db->tables,
		                      reserved ? STR_JOIN(db->arena, STR("_"), dataset->id) : dataset->id);
		db->columns[i] = ARENA_ARRAY(db->arena, struct str, dataset->n_fields + 1);
		for (size_t j = 0; j < dataset->n_fields; j++)
			db->columns[i][j] = unique(db, &taken, dataset->fields[j].name);
	}
}

static size_t index_of(const struct database *db, const struct dataset *dataset)
{
	return (size_t)(dataset - db->export->datasets->items);
}

/* ---- tables ---- */

static const char *affinity(const struct dataset_field *field)
{
	switch (field->type) {
	case FIELD_INTEGER:
	case FIELD_YEAR:
	case FIELD_BOOLEAN:
		return "INTEGER";
	case FIELD_NUMBER:
		return "REAL";
	default:
		return "TEXT";
	}
}

/* True where what SQLite keeps of a column is all of it: a REAL, and an INTEGER beyond 64 bits, may be the
 * same for two numbers that are not, and is no key. */
static bool is_exact(const struct dataset *dataset, size_t column)
{
	enum { DIGITS_OF_64_BITS = 18 };
	bool exact = dataset->fields[column].type != FIELD_NUMBER;
	struct arena *arena = arena_new();
	for (size_t row = 0; dataset->fields[column].type == FIELD_INTEGER && exact && row < dataset->rows;
	     row++)
		exact = dataset_cell(dataset, arena, row, column).len <= DIGITS_OF_64_BITS;
	arena_free(arena);
	return exact;
}

static bool has_key(const struct dataset *dataset)
{
	bool exact = dataset->primary.n > 0;
	for (size_t i = 0; i < dataset->primary.n; i++)
		exact = exact && is_exact(dataset, dataset->primary.columns[i]);
	return exact;
}

/* True where the columns are unique in their table, as SQLite demands of what a foreign key leads to. */
static bool is_key(const struct dataset_key *key)
{
	const struct dataset_key *primary = &key->target->primary;
	bool same = primary->n == key->n && has_key(key->target);
	for (size_t i = 0; i < key->n && same; i++)
		same = primary->columns[i] == key->target_columns[i];
	return same;
}

static void create_table(struct database *db, size_t at)
{
	const struct dataset *dataset = &db->export->datasets->items[at];
	struct buf sql;
	buf_init(&sql, SIZE_MAX / 2);
	buf_add(&sql, STR("CREATE TABLE "));
	add_name(&sql, db->names[at]);
	for (size_t i = 0; i < dataset->n_fields; i++) {
		buf_add(&sql, i ? STR(",\n\t") : STR(" (\n\t"));
		add_name(&sql, db->columns[at][i]);
		buf_printf(&sql, " %s", affinity(&dataset->fields[i]));
	}
	if (has_key(dataset)) {
		buf_add(&sql, STR(",\n\tPRIMARY KEY "));
		add_columns(&sql, db->columns[at], dataset->primary.columns, dataset->primary.n);
	}
	for (size_t i = 0; i < dataset->n_foreign; i++) {
		const struct dataset_key *key = &dataset->foreign[i];
		size_t target = index_of(db, key->target);
		if (!is_key(key))
			continue;
		buf_add(&sql, STR(",\n\tFOREIGN KEY "));
		add_columns(&sql, db->columns[at], key->columns, key->n);
		buf_add(&sql, STR(" REFERENCES "));
		add_name(&sql, db->names[target]);
		buf_char(&sql, ' ');
		add_columns(&sql, db->columns[target], key->target_columns, key->n);
	}
	buf_add(&sql, STR("\n)"));
	run(db, take(db, &sql));
}

/* INSERT INTO name VALUES (?, …) */
static sqlite3_stmt *prepare_insert(struct database *db, struct str table, size_t columns)
{
	struct buf sql;
	buf_init(&sql, SIZE_MAX / 2);
	buf_add(&sql, STR("INSERT INTO "));
	add_name(&sql, table);
	buf_add(&sql, STR(" VALUES "));
	for (size_t i = 0; i < columns; i++)
		buf_add(&sql, i ? STR(", ?") : STR("(?"));
	buf_char(&sql, ')');
	return prepare(db, take(db, &sql));
}

static void fill_table(struct database *db, size_t at)
{
	const struct dataset *dataset = &db->export->datasets->items[at];
	sqlite3_stmt *statement = prepare_insert(db, db->names[at], dataset->n_fields);
	struct arena *arena = arena_new();
	struct str *cells = ARENA_ARRAY(db->arena, struct str, dataset->n_fields + 1);
	for (size_t row = 0; row < dataset->rows && !db->failed; row++) {
		dataset_row(cells, dataset, arena, row);
		for (size_t i = 0; i < dataset->n_fields; i++) {
			const struct dataset_field *field = &dataset->fields[i];
			struct str text = cells[i];
			if (field->type == FIELD_BOOLEAN && text.len)
				text = dataset_truth(field, text) ? STR("1") : STR("0");
			bind(db, statement, i + 1, text);
		}
		step(db, statement);
		arena_reset(arena);
	}
	sqlite3_finalize(statement);
	arena_free(arena);
}

/* ---- what is said of them ---- */

/* `, "title_vi" TEXT, "title_en" TEXT` … */
static void add_language_columns(struct buf *sql, const struct export *export, const char *stem)
{
	for (size_t i = 0; i < export->config->languages.len; i++)
		buf_printf(sql, ", \"%s_" STR_FMT "\" TEXT", stem,
		           STR_ARG(export->config->languages.codes[i]));
}

static size_t put_label(struct str *texts, size_t n, const struct export *export, const struct label *label)
{
	for (size_t i = 0; i < export->config->languages.len; i++)
		texts[n++] = label->texts[i];
	return n;
}

static void write_datasets(struct database *db)
{
	const struct export *export = db->export;
	struct str texts[2 + 3 * LANGUAGES_MAX];
	struct buf sql;
	buf_init(&sql, SIZE_MAX / 2);
	buf_add(&sql,
	        STR("CREATE TABLE \"congbo/datasets\" (\"dataset\" TEXT PRIMARY KEY, \"rows\" INTEGER"));
	add_language_columns(&sql, export, "title");
	add_language_columns(&sql, export, "description");
	add_language_columns(&sql, export, "illustrative");
	buf_char(&sql, ')');
	run(db, take(db, &sql));
	sqlite3_stmt *statement =
	        prepare_insert(db, STR("congbo/datasets"), 2 + 3 * export->config->languages.len);
	for (size_t i = 0; i < export->datasets->len; i++) {
		const struct dataset *dataset = &export->datasets->items[i];
		size_t n = 0;
		texts[n++] = db->names[i];
		texts[n++] = str_printf(db->arena, "%zu", dataset->rows);
		n = put_label(texts, n, export, &dataset->title);
		n = put_label(texts, n, export, &dataset->description);
		n = put_label(texts, n, export, &dataset->illustrative);
		insert(db, statement, texts, n);
	}
	sqlite3_finalize(statement);
}

static void write_columns(struct database *db)
{
	const struct export *export = db->export;
	struct str texts[4 + 2 * LANGUAGES_MAX];
	struct buf sql;
	buf_init(&sql, SIZE_MAX / 2);
	buf_add(&sql, STR("CREATE TABLE \"congbo/columns\" (\"dataset\" TEXT, \"position\" INTEGER, "
	                  "\"column\" TEXT, \"type\" TEXT"));
	add_language_columns(&sql, export, "title");
	add_language_columns(&sql, export, "description");
	buf_add(&sql, STR(", PRIMARY KEY (\"dataset\", \"column\"))"));
	run(db, take(db, &sql));
	sqlite3_stmt *statement =
	        prepare_insert(db, STR("congbo/columns"), 4 + 2 * export->config->languages.len);
	for (size_t i = 0; i < export->datasets->len; i++) {
		const struct dataset *dataset = &export->datasets->items[i];
		for (size_t j = 0; j < dataset->n_fields; j++) {
			size_t n = 0;
			texts[n++] = db->names[i];
			texts[n++] = str_printf(db->arena, "%zu", j + 1);
			texts[n++] = db->columns[i][j];
			texts[n++] = field_type_name(dataset->fields[j].type);
			n = put_label(texts, n, export, &dataset->fields[j].title);
			n = put_label(texts, n, export, &dataset->fields[j].description);
			insert(db, statement, texts, n);
		}
	}
	sqlite3_finalize(statement);
}

/* ---- names of codes ---- */

/* Writes a set of names when it is met first. */
static void write_names(struct database *db, sqlite3_stmt *statement, const struct dataset_names *names)
{
	void **written = map_put(&db->label_sets, names->id);
	if (*written)
		return;
	*written = db;
	struct str texts[2 + LANGUAGES_MAX] = {names->id};
	VEC_EACH (const struct str, code, &names->codes) {
		texts[1] = *code;
		insert(db, statement, texts,
		       put_label(texts, 2, db->export, map_get(&names->by_code, *code)));
	}
}

/* CREATE VIEW "labelled/…": each code with its names behind it. */
static void create_view(struct database *db, sqlite3_stmt *statement, size_t at)
{
	const struct dataset *dataset = &db->export->datasets->items[at];
	const struct languages *languages = &db->export->config->languages;
	struct buf select, joins;
	size_t n = 0;
	buf_init(&select, SIZE_MAX / 2);
	buf_init(&joins, SIZE_MAX / 2);
	buf_add(&select, STR("CREATE VIEW "));
	add_name(&select, STR_JOIN(db->arena, STR("labelled/"), db->names[at]));
	buf_add(&select, STR(" AS SELECT "));
	for (size_t i = 0; i < dataset->n_fields; i++) {
		struct str column = db->columns[at][i];
		buf_add(&select, i ? STR(", t.") : STR("t."));
		add_name(&select, column);
		if (!dataset->fields[i].labelled)
			continue;
		n++;
		for (size_t j = 0; j < languages->len; j++) {
			buf_printf(&select, ", l%zu.\"label_" STR_FMT "\" AS ", n,
			           STR_ARG(languages->codes[j]));
			add_name(&select, STR_JOIN(db->arena, column, STR("_label_"), languages->codes[j]));
		}
		buf_printf(&joins, "\n\tLEFT JOIN \"congbo/labels\" l%zu ON l%zu.\"names\" = ", n, n);
		write_names(db, statement, dataset->fields[i].names);
		add_quoted(&joins, dataset->fields[i].names->id, '\'');
		buf_printf(&joins, " AND l%zu.\"code\" = t.", n);
		add_name(&joins, column);
	}
	buf_add(&select, STR("\n\tFROM "));
	add_name(&select, db->names[at]);
	buf_add(&select, STR(" t"));
	buf_add(&select, buf_str(&joins));
	buf_free(&joins);
	struct str sql = take(db, &select);
	if (n < 60) /* a join has 64 tables at most: what has more codes is a table alone */
		run(db, sql);
}

static void write_labels(struct database *db)
{
	const struct languages *languages = &db->export->config->languages;
	struct buf sql;
	buf_init(&sql, SIZE_MAX / 2);
	buf_add(&sql, STR("CREATE TABLE \"congbo/labels\" (\"names\" TEXT, \"code\" TEXT"));
	add_language_columns(&sql, db->export, "label");
	buf_add(&sql, STR(", PRIMARY KEY (\"names\", \"code\")) WITHOUT ROWID"));
	run(db, take(db, &sql));
	sqlite3_stmt *statement = prepare_insert(db, STR("congbo/labels"), 2 + languages->len);
	for (size_t i = 0; i < db->export->datasets->len; i++)
		create_view(db, statement, i);
	sqlite3_finalize(statement);
}

/* ---- the file ---- */

/* A new file that is renamed when it is whole needs no journal and no waiting for the disk. */
static bool open_database(struct database *db, const char *path)
{
	if (sqlite3_open_v2(path, &db->handle,
	                    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_EXCLUSIVE,
	                    NULL) != SQLITE_OK)
		db->failed = true;
	run(db, STR("PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; PRAGMA journal_mode = OFF;"
	            "PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; BEGIN"));
	return !db->failed;
}

static int close_database(struct database *db)
{
	run(db, STR("COMMIT"));
	int error = !db->failed                                  ? 0
	            : sqlite3_errcode(db->handle) == SQLITE_FULL ? ENOSPC
	                                                         : sqlite3_system_errno(db->handle);
	if (sqlite3_close(db->handle) != SQLITE_OK)
		db->failed = true;
	return db->failed && !error ? EIO : error;
}

bool sqlite_file_write(const struct export *export, const struct export_file *file, struct output *output,
                       struct diags *diags)
{
	struct database db = {.export = export, .arena = arena_new()};
	char *path = output_scratch(output, db.arena, diags);
	if (path && open_database(&db, path)) {
		name_all(&db);
		for (size_t i = 0; i < export->datasets->len; i++)
			create_table(&db, i);
		for (size_t i = 0; i < export->datasets->len; i++)
			fill_table(&db, i);
		write_datasets(&db);
		write_columns(&db);
		write_labels(&db);
	}
	int error = path ? close_database(&db) : 0;
	bool good = path && !db.failed;
	if (path && db.failed) {
		diag_failure(diags, file->entry->path, MESSAGE_WRITE_FAILED, error);
		unlink(path);
	}
	good = good && output_take(output, file->entry, path, true, diags);
	arena_free(db.arena);
	return good;
}

struct str export_library_sqlite(void)
{
	return str_from(sqlite3_libversion());
}
