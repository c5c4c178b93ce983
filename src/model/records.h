/* The readers of the typed tables, one for each; of the model's own folder. Each fills its records and says
 * what is wrong with their cells; a table of which something is said is broken and gives none. */
#ifndef MODEL_RECORDS_H
#define MODEL_RECORDS_H

#include "model/model.h"

/* Without a table `units` the units are those that the other tables name. */
void records_read_units(struct model *model, struct diags *diags);
void records_read_indicators(struct model *model, struct diags *diags);
void records_read_people(struct model *model, struct diags *diags);
void records_read_targets(struct model *model, struct diags *diags);
void records_read_results(struct model *model, struct diags *diags);
/* initiatives, nominees, dossiers, honours, competences, corrections */
void records_read_honours(struct model *model, struct diags *diags);

/* ---- what they share ---- */

struct reader {
	struct model *model;
	const struct resource *resource;
	struct origin *origin;
	struct diags *diags;
	size_t row;
};

/* False where there is nothing to read: no such table, not the columns it needs, or it is broken. */
bool reader_open(struct reader *out, struct model *model, struct origin *origin, struct str name,
                 const struct str *needed, size_t n_needed, struct diags *diags);
/* The cell of the current row; empty where the table has no such column. */
struct str reader_text(const struct reader *reader, struct str column);
struct place reader_place(const struct reader *reader, struct str column);
/* 0, or the index of the cell's word; an empty cell is `empty`. Said: constraint-error. */
size_t reader_choice(struct reader *reader, struct str column, const struct str *words, size_t n,
                     size_t empty);
bool reader_decimal(struct decimal *out, struct reader *reader, struct str column);
int reader_year(struct reader *reader, struct str column);
struct date reader_date(struct reader *reader, struct str column, struct date none);
bool reader_bool(struct reader *reader, struct str column);
const struct unit *reader_unit(struct reader *reader, struct str column);
const struct indicator *reader_indicator(struct reader *reader, struct str column);
struct person_ref reader_person(struct reader *reader, struct str column);
/* Marks the table broken; false, so that a reader can return it. */
bool reader_broken(struct reader *reader);

#endif
