/* Personal data (Law 91/2025/QH15, Decree 356/2025/NĐ-CP) that must not be published by mistake: columns by
 * their names, citizen numbers, mobile numbers and e-mail addresses by how they look. */
#ifndef SCHEMA_PERSONAL_H
#define SCHEMA_PERSONAL_H

#include "base/diag.h"

/* The first in a text: where, and the message that names its kind (its one argument is the found text). */
bool personal_find(size_t *offset, size_t *len, enum message *message, struct str text);
/* True for a column named for what is nobody's business: birth dates, citizen and passport numbers,
 * telephones, addresses, e-mail, ethnicity, religion, party membership, health, bank accounts, discipline; in
 * Vietnamese with or without diacritics, or English; words parted in any way, or not at all. */
bool personal_column(struct arena *arena, struct str name);

#endif
