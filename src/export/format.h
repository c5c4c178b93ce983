/* The formats: one writer and one row of the table in export.c each. Of the export folder's own. */
#ifndef EXPORT_FORMAT_H
#define EXPORT_FORMAT_H

#include "export/export.h"

/* What XLSX can hold: 1,048,576 rows, the first of them the header. */
enum { XLSX_ROWS_MAX = 1048575 };

struct format {
	struct str extension; /* of a dataset's file, or the whole name of a file of the site */
	struct str media_type,
	        name;         /* name: of its resource in datapackage.json; empty: not described there */
	struct str file_type; /* in the EU's authority table of file types, for DCAT */
	bool derived;         /* derived tables have it too */
	bool whole;           /* one for the site */
	unsigned
	        wave; /* its files are written together with those of other formats; earlier ones are final */
	struct str title[2]; /* English, Vietnamese */
	bool (*write)(const struct export *export, const struct export_file *file, struct output *output,
	              struct diags *diags);
};

/* The file of a dataset (NULL: of the site) in a format, by its extension; NULL where it has none. */
const struct export_file *export_find(const struct export *export, const struct dataset *dataset,
                                      struct str extension);

/* ---- an output that is written piece by piece: small writes go out together ---- */

struct sink {
	struct output_file file;
	struct buf buf;
	struct arena *arena; /* for cells that must be rewritten; emptied as it is written out */
	struct str *cells;   /* room for one row */
};

void sink_open(struct sink *sink, struct output *output, const struct export_file *file, struct diags *diags);
/* At the end of each row, so that neither buffer nor arena grows. */
void sink_row(struct sink *sink);
bool sink_close(struct sink *sink);
/* The whole of a small file, hashed. Frees the buffer. */
bool sink_put(struct buf *buf, struct output *output, struct output_entry *entry, struct diags *diags);

/* ---- the writers ---- */

#define FORMAT_WRITER(name)                                                                                  \
	bool name(const struct export *export, const struct export_file *file, struct output *output,        \
	          struct diags *diags)
FORMAT_WRITER(csv_file_write);
FORMAT_WRITER(excel_csv_file_write);
FORMAT_WRITER(json_file_write);
FORMAT_WRITER(xlsx_file_write);
FORMAT_WRITER(csvw_file_write);
FORMAT_WRITER(zip_file_write);
FORMAT_WRITER(sqlite_file_write);
FORMAT_WRITER(datapackage_file_write);
FORMAT_WRITER(catalog_file_write);
FORMAT_WRITER(all_zip_file_write);
FORMAT_WRITER(sums_file_write);

#undef FORMAT_WRITER

#endif
