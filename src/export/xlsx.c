/* A workbook by libxlsxwriter in constant memory: the rows with typed cells, code and name side by side, and
 * a second sheet that says in the site's languages what each column is. */
#include "export/derived.h"
#include "export/meta.h"

#include "base/arena.h"
#include "base/ascii.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum {
	CELL_CHARACTERS = 32767, /* of a text, by the format */
	EXACT_DIGITS = 15,       /* of a number that a double keeps; longer ones are texts */
	PLACES = 9,              /* decimals that have a number format of their own */
	ROWS_MEASURED = 500,     /* for the widths */
	WIDTH_MIN = 6,
	WIDTH_MAX = 60,
};

struct book {
	const struct export *export;
	const struct dataset *dataset;
	struct arena *arena; /* of one row */
	lxw_workbook *workbook;
	lxw_worksheet *rows, *about;
	lxw_format *bold, *date, *wrap, *places[PLACES + 1];
	bool cut; /* a text was too long for a cell */
	bool failed;
};

static void check(struct book *book, lxw_error error)
{
	if (error != LXW_NO_ERROR)
		book->failed = true;
}

/* ---- cells ---- */

/* As much of the text as a cell holds, counted as the library does. */
static struct str fit(struct book *book, struct str text)
{
	if (text.len <= CELL_CHARACTERS)
		return text;
	size_t at = 0;
	for (size_t n = 0; at < text.len && n < CELL_CHARACTERS; n++) {
		uint32_t rune;
		size_t len = str_rune(&rune, text, at);
		at += len ? len : 1;
		n += rune > 0xffff; /* two units of UTF-16 */
	}
	book->cut = book->cut || at < text.len;
	return str_sub(text, 0, at);
}

static void write_text(struct book *book, lxw_worksheet *sheet, size_t row, size_t column, struct str text,
                       lxw_format *format)
{
	if (text.len)
		check(book, worksheet_write_string(sheet, (lxw_row_t)row, (lxw_col_t)column,
		                                   str_z(book->arena, fit(book, text)), format));
}

static size_t count_digits(struct str text)
{
	size_t n = 0;
	for (size_t i = 0; i < text.len; i++)
		n += ascii_is_digit(text.ptr[i]);
	return n;
}

/* With as many decimals shown as are written. A number that a spreadsheet would round is a text. */
static void write_number(struct book *book, size_t row, size_t column, struct str digits)
{
	struct str whole, fraction;
	str_cut(&whole, &fraction, digits, '.');
	if (count_digits(digits) > EXACT_DIGITS) {
		write_text(book, book->rows, row, column, digits, NULL);
		return;
	}
	lxw_format *format = fraction.len && fraction.len <= PLACES ? book->places[fraction.len] : NULL;
	check(book, worksheet_write_number(book->rows, (lxw_row_t)row, (lxw_col_t)column,
	                                   strtod(str_z(book->arena, digits), NULL), format));
}

/* A day from 1900 on is a date; the format knows none before. */
static void write_date(struct book *book, size_t row, size_t column, struct str text)
{
	struct date date;
	struct civil civil = {0};
	if (date_parse(&date, text))
		civil = date_civil(date);
	if (civil.year < 1900) {
		write_text(book, book->rows, row, column, text, NULL);
		return;
	}
	lxw_datetime when = {.year = civil.year, .month = civil.month, .day = civil.day};
	check(book,
	      worksheet_write_datetime(book->rows, (lxw_row_t)row, (lxw_col_t)column, &when, book->date));
}

static void write_cell(struct book *book, size_t row, size_t column, const struct dataset_field *field,
                       struct str text)
{
	if (text.len == 0)
		return;
	if (dataset_is_number(field))
		write_number(book, row, column, text);
	else if (field->type == FIELD_BOOLEAN)
		check(book, worksheet_write_boolean(book->rows, (lxw_row_t)row, (lxw_col_t)column,
		                                    dataset_truth(field, text), NULL));
	else if (field->type == FIELD_DATE)
		write_date(book, row, column, text);
	else
		write_text(book, book->rows, row, column, text, NULL);
}

/* ---- the sheet of rows ---- */

static void widen(double *width, struct str text)
{
	size_t n = str_characters(text) + 2;
	double wanted = n > WIDTH_MAX ? WIDTH_MAX : (double)n;
	if (wanted > *width)
		*width = wanted;
}

/* The width of each column of the sheet, by its header and first rows; returns how many there are. */
static size_t measure(double *widths, struct book *book)
{
	const struct dataset *dataset = book->dataset;
	size_t column = 0, rows = dataset->rows < ROWS_MEASURED ? dataset->rows : ROWS_MEASURED;
	for (size_t i = 0; i < dataset->n_fields; i++) {
		const struct dataset_field *field = &dataset->fields[i];
		bool labelled = dataset->fields[i].labelled;
		double *code = &widths[column], *label = labelled ? &widths[column + 1] : NULL;
		*code = WIDTH_MIN;
		widen(code, field->name);
		if (label)
			widen(label, dataset_label_column(book->arena, field));
		for (size_t row = 0; row < rows; row++) {
			struct str text = dataset_cell(dataset, book->arena, row, i);
			const struct label *name = labelled ? dataset_name(field, text) : NULL;
			widen(code, text);
			if (name)
				widen(label, name->texts[0]);
		}
		column += labelled ? 2 : 1;
	}
	return column;
}

static void lay_out(struct book *book)
{
	struct arena *arena = arena_new();
	double *widths = ARENA_ARRAY(arena, double, 2 * book->dataset->n_fields + 2);
	size_t columns = measure(widths, book);
	for (size_t i = 0; i < columns; i++)
		check(book, worksheet_set_column(book->rows, (lxw_col_t)i, (lxw_col_t)i, widths[i], NULL));
	worksheet_freeze_panes(book->rows, 1, 0);
	if (columns && book->dataset->rows)
		check(book, worksheet_autofilter(book->rows, 0, 0, (lxw_row_t)book->dataset->rows,
		                                 (lxw_col_t)(columns - 1)));
	arena_free(arena);
}

static void write_header(struct book *book)
{
	const struct dataset *dataset = book->dataset;
	size_t column = 0;
	for (size_t i = 0; i < dataset->n_fields; i++) {
		write_text(book, book->rows, 0, column++, dataset->fields[i].name, book->bold);
		if (dataset->fields[i].labelled)
			write_text(book, book->rows, 0, column++,
			           dataset_label_column(book->arena, &dataset->fields[i]), book->bold);
	}
}

static void write_rows(struct book *book)
{
	const struct dataset *dataset = book->dataset;
	struct str *cells = ARENA_ARRAY(book->arena, struct str, dataset->n_fields + 1);
	struct arena *arena = book->arena;
	book->arena = arena_new();
	for (size_t row = 0; row < dataset->rows && !book->failed; row++) {
		size_t column = 0;
		dataset_row(cells, dataset, book->arena, row);
		for (size_t i = 0; i < dataset->n_fields; i++) {
			const struct dataset_field *field = &dataset->fields[i];
			struct str text = cells[i];
			const struct label *name = field->labelled ? dataset_name(field, text) : NULL;
			write_cell(book, row + 1, column, field, text);
			if (name)
				write_text(book, book->rows, row + 1, column + 1, name->texts[0], NULL);
			column += field->labelled ? 2 : 1;
		}
		arena_reset(book->arena);
	}
	arena_free(book->arena);
	book->arena = arena;
}

/* ---- the sheet of descriptions ---- */

static void write_line(struct book *book, size_t *row, const char *key, struct str text)
{
	write_text(book, book->about, *row, 0, str_from(key), book->bold);
	write_text(book, book->about, *row, 1, text, NULL);
	++*row;
}

/* `title (vi)`, `title (en)` … one line a language. */
static void write_label(struct book *book, size_t *row, const char *key, const struct label *label)
{
	const struct languages *languages = &book->export->config->languages;
	for (size_t i = 0; i < languages->len; i++)
		write_line(book, row,
		           str_z(book->arena, str_printf(book->arena, "%s (" STR_FMT ")", key,
		                                         STR_ARG(languages->codes[i]))),
		           label->texts[i]);
}

static void write_columns(struct book *book, size_t row)
{
	const struct languages *languages = &book->export->config->languages;
	write_text(book, book->about, row, 0, STR("column"), book->bold);
	write_text(book, book->about, row, 1, STR("type"), book->bold);
	for (size_t j = 0; j < languages->len; j++) {
		struct str code = languages->codes[j];
		write_text(book, book->about, row, 2 + 2 * j,
		           STR_JOIN(book->arena, STR("title ("), code, STR(")")), book->bold);
		write_text(book, book->about, row, 3 + 2 * j,
		           STR_JOIN(book->arena, STR("description ("), code, STR(")")), book->bold);
	}
	for (size_t i = 0; i < book->dataset->n_fields; i++) {
		const struct dataset_field *field = &book->dataset->fields[i];
		row++;
		write_text(book, book->about, row, 0, field->name, NULL);
		write_text(book, book->about, row, 1, field_type_name(field->type), NULL);
		for (size_t j = 0; j < languages->len; j++) {
			write_text(book, book->about, row, 2 + 2 * j, field->title.texts[j], NULL);
			write_text(book, book->about, row, 3 + 2 * j, field->description.texts[j],
			           book->wrap);
		}
	}
}

static void write_about(struct book *book)
{
	static const struct str cut[2] = {
	        STR_INIT("Texts longer than 32,767 characters are cut here; the CSV has them whole."),
	        STR_INIT("Nội dung dài hơn 32.767 ký tự bị cắt ở đây; tệp CSV có đầy đủ.")};
	const struct dataset *dataset = book->dataset;
	const struct export *export = book->export;
	struct licence licence = meta_licence(export, dataset);
	size_t row = 0;
	write_label(book, &row, "title", &dataset->title);
	write_label(book, &row, "description", &dataset->description);
	if (dataset->has_illustrative)
		write_label(book, &row, "illustrative", &dataset->illustrative);
	write_label(book, &row, "publisher", meta_publisher(export));
	write_line(book, &row, "licence", licence.url.len ? licence.url : licence.name);
	write_line(book, &row, "page", meta_page(book->arena, export, dataset, 0));
	write_line(book, &row, "modified", date_iso(book->arena, meta_modified(export, dataset)));
	if (book->cut) {
		struct label note;
		derived_label(&note, book->arena, &export->config->languages, cut, NULL);
		write_label(book, &row, "note", &note);
	}
	write_columns(book, row + 1);
	check(book, worksheet_set_column(book->about, 0, 0, 24, NULL));
	check(book, worksheet_set_column(book->about, 1, 1, 12, NULL));
	for (size_t j = 0; j < export->config->languages.len; j++) {
		lxw_col_t at = (lxw_col_t)(2 + 2 * j);
		check(book, worksheet_set_column(book->about, at, at, 28, NULL));
		check(book,
		      worksheet_set_column(book->about, (lxw_col_t)(at + 1), (lxw_col_t)(at + 1), 60, NULL));
	}
}

/* ---- the workbook ---- */

static lxw_format *add_format(struct book *book)
{
	lxw_format *format = workbook_add_format(book->workbook);
	if (!format)
		arena_out_of_memory();
	return format;
}

static void make_formats(struct book *book)
{
	book->bold = add_format(book);
	book->date = add_format(book);
	book->wrap = add_format(book);
	format_set_bold(book->bold);
	format_set_num_format(book->date, "yyyy-mm-dd");
	format_set_text_wrap(book->wrap);
	for (size_t i = 1; i <= PLACES; i++) {
		char format[PLACES + 3] = "0.";
		memset(format + 2, '0', i);
		book->places[i] = add_format(book);
		format_set_num_format(book->places[i], format);
	}
}

/* All that would otherwise be taken from the clock. */
static void set_properties(struct book *book)
{
	int64_t day = meta_modified(book->export, book->dataset).day;
	lxw_doc_properties properties = {
	        .title = str_z(book->arena, fit(book, book->dataset->title.texts[0])),
	        .company = str_z(book->arena, fit(book, meta_publisher(book->export)->texts[0])),
	        .created = (time_t)(day > 0 ? day * 86400 : 1),
	};
	check(book, workbook_set_properties(book->workbook, &properties));
}

/* False: errno says why, and there is no workbook. One without sheets cannot be closed: the library would add
 * a sheet, and take for granted that it got one. */
static bool open_book(struct book *book, const char *path)
{
	static const struct str names[2][2] = {{STR_INIT("Data"), STR_INIT("Dữ liệu")},
	                                       {STR_INIT("Description"), STR_INIT("Mô tả")}};
	struct label rows, about;
	char *folder = str_z(book->arena, str_from(path));
	*strrchr(folder, '/') = '\0';
	lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = folder};
	book->workbook = workbook_new_opt(path, &options);
	if (!book->workbook)
		return false;
	derived_label(&rows, book->arena, &book->export->config->languages, names[0], NULL);
	derived_label(&about, book->arena, &book->export->config->languages, names[1], NULL);
	book->rows = workbook_add_worksheet(book->workbook, str_z(book->arena, rows.texts[0]));
	book->about = workbook_add_worksheet(book->workbook, str_z(book->arena, about.texts[0]));
	if (book->rows && book->about)
		return true;
	int error = errno;
	lxw_workbook_free(book->workbook);
	errno = error;
	return false;
}

/* How many bytes of rows a sheet has; -1 where they could not all be written. The library looks at none of
 * its writes to temporary files: the stream remembers. */
static int64_t sheet_bytes(lxw_worksheet *sheet)
{
	FILE *rows = sheet->optimize_tmpfile;
	return !rows ? 0 : fflush(rows) == 0 && !ferror(rows) ? (int64_t)ftello(rows) : -1;
}

/* Nor at those that copy the rows into the sheet: a sheet of the finished workbook that is shorter than its
 * rows was cut by a full disk. */
static bool is_whole(const char *path, const int64_t rows[2])
{
	struct archive *archive = archive_read_new();
	struct archive_entry *entry;
	size_t whole = 0;
	if (!archive)
		arena_out_of_memory();
	bool good = archive_read_support_format_zip_seekable(archive) == ARCHIVE_OK &&
	            archive_read_open_filename(archive, path, 1 << 16) == ARCHIVE_OK;
	while (good && archive_read_next_header(archive, &entry) == ARCHIVE_OK) {
		const char *name = archive_entry_pathname(entry);
		for (size_t i = 0; i < 2; i++)
			whole += name &&
			         strcmp(name, i ? "xl/worksheets/sheet2.xml" : "xl/worksheets/sheet1.xml") ==
			                 0 &&
			         rows[i] >= 0 && archive_entry_size(entry) > rows[i];
	}
	archive_read_free(archive);
	return whole == 2;
}

/* One at a time: it is here that the library asks gmtime for the day of creation, which has one answer for
 * all threads, so that now and then a workbook would bear the day of another. */
static bool close_book(struct book *book)
{
	lxw_error error;
#pragma omp critical(xlsx_close)
	error = workbook_close(book->workbook);
	return error == LXW_NO_ERROR;
}

static bool write_book(struct book *book, const char *path)
{
	int64_t rows[2] = {-1, -1};
	if (!open_book(book, path))
		return false;
	make_formats(book);
	set_properties(book);
	lay_out(book);
	write_header(book);
	write_rows(book);
	write_about(book);
	rows[0] = sheet_bytes(book->rows);
	rows[1] = sheet_bytes(book->about);
	bool good = close_book(book);
	int error = errno;
	good = good && !book->failed && is_whole(path, rows);
	errno = error ? error : ENOSPC; /* what the library did not notice */
	return good;
}

bool xlsx_file_write(const struct export *export, const struct export_file *file, struct output *output,
                     struct diags *diags)
{
	struct book book = {.export = export, .dataset = file->dataset, .arena = arena_new()};
	char *path = output_scratch(output, book.arena, diags);
	bool good = path != NULL;
	errno = 0;
	if (good && !write_book(&book, path)) {
		good = diag_failure(diags, file->entry->path, MESSAGE_WRITE_FAILED, errno ? errno : EIO);
		unlink(path);
	}
	good = good && output_take(output, file->entry, path, true, diags);
	arena_free(book.arena);
	return good;
}

struct str export_library_xlsx(void)
{
	return str_from(lxw_version());
}
