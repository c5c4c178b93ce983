/* Names where the table wants codes: `Bộ phận Một cửa` for `mot-cua`. */
#ifndef IMPORT_NAME_H
#define IMPORT_NAME_H

#include "import/parts.h"

struct names;

/* The codes of a field by what they are called: the labels of its categories in any language, or, where it is
 * a foreign key of its own, the names (name, name_vi, title_en …) and aliases in the table that it points to.
 * NULL for a field without either. */
const struct names *names_of(struct arena *arena, const struct import *import, const struct field *field,
                             size_t index);
/* NULL: nothing of that name. *ambiguous: several are called so. Without regard to case and diacritics. */
const struct str *names_find(bool *ambiguous, const struct names *names, struct arena *scratch,
                             struct str text);

#endif
