/* The editions that a build knows: their pages and their files. */
#ifndef SITE_EDITIONS_H
#define SITE_EDITIONS_H

#include "site/phases.h"

/* Reads what each edition published and what changed since the one before, fills build->editions, and adds
 * the files of past ones to build->copied. What git fails at is said. */
void editions_prepare(struct build *build);
/* What the catalogue says of editions: their copies, those of the edition that this build is among them. Once
 * all outputs are declared. */
void editions_describe(struct build *build);
/* Declares the files of the edition that this build is; after data_plan. */
void editions_declare_own(struct build *build);
/* Writes them, once the data files are final. */
bool editions_write_own(struct build *build);
/* Makes the tables of this build, once they are written, readable as those of an edition are. */
void editions_open_now(struct build *build);

#endif
