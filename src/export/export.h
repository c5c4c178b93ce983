/* The data files of a site: all of data/ but the pages. Declared before the gate, written after it, in the
 * order of section 9 of the contract: no file describes a later one, so what states sizes and hashes reads
 * them from the outputs that are final already, and from nowhere else.
 *
 * A resource has every format. A derived table (league, scorecard, award, change, calendar) has the reference
 * CSV at the path that section 9 gives it, and stands in site.sqlite, datapackage.json, catalog.jsonld and
 * all.zip like any other; the formats that the contract names for a RESOURCE it does not have. */
#ifndef EXPORT_EXPORT_H
#define EXPORT_EXPORT_H

#include "export/dataset.h"
#include "io/output.h"

struct format;

/* One file of a finished or coming export. */
struct export_file {
	const struct format *format;
	const struct dataset *dataset; /* NULL: of the whole site */
	struct output_entry *entry;    /* its path, and once it is written its bytes and hash */
};

/* What an edition published of a table. */
struct export_copy {
	struct str name;                 /* as the dataset's file is called below data/: results.csv */
	struct str path;                 /* where it stands: editions/2026-Q3/data/results.csv */
	const struct output_entry *file; /* with the same bytes; final before the catalogue is written */
};

struct export_edition {
	struct str id;
	struct date day;
	struct str corrects, reason; /* of a correction */
	struct export_copy *copies;
	size_t n_copies;
};

struct export
{
	const struct config *config;
	const struct package *package;
	const struct datasets *datasets;
	struct date today;
	struct str version;                    /* of the program, "congbo 0.1.0" */
	const struct export_edition *editions; /* oldest first; set before anything is written */
	size_t n_editions;
	struct export_file *files; /* in the order in which they are written */
	size_t n_files;
};

/* Declares every data file in the plan. Two outputs of one path are duplicate-output, said at the resource or
 * at the definition; false then. All that is passed must outlive the export. */
bool export_declare(struct export *out, struct arena *arena, struct output_list *list,
                    const struct config *config, const struct package *package,
                    const struct datasets *datasets, struct date today, struct str version,
                    struct diags *diags);
/* Writes all of them, those of one format on all cores. False: a failure was said. */
bool export_write(const struct export *export, struct output *output, struct diags *diags);

/* ---- what pages say of them ---- */

/* The schema.org Dataset of a dataset's page in a language, for <script type="application/ld+json">: `<` is
 * \u003c. Call it once the files are written. */
struct str export_schema_org(struct arena *arena, const struct export *export, const struct dataset *dataset,
                             size_t language);

/* The versions of libarchive, libxlsxwriter and SQLite that it is linked with. */
struct str export_library_zip(void);
struct str export_library_xlsx(void);
struct str export_library_sqlite(void);

#endif
