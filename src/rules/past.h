/* The history as it may be published: a name that is withheld today is withheld in every old value too, and
 * so is what the reading would refuse today as personal data. */
#ifndef RULES_PAST_H
#define RULES_PAST_H

#include "history/history.h"
#include "rules/withheld.h"

/* The names and ids of people that must not be printed anywhere, and whether a text (a cell, or the whole of
 * an old file) holds one. In the arena. */
struct hidden;
const struct hidden *hidden_find(struct arena *arena, const struct model *model,
                                 const struct withheld *withheld);
bool hidden_in(const struct hidden *hidden, struct str text);
/* The same of a file that an old edition published, whom a revoked honour named among them: true where it
 * must not be given out any more. */
bool hidden_in_file(const struct hidden *hidden, struct str bytes);
/* True where nobody is hidden, so that no file need be looked at. */
bool hidden_none(const struct hidden *hidden);

/* The pasts of the history, by resource of the package, with what must not be read emptied: values, parts of
 * keys and reasons. A withheld value leaves its change; changes of a row that is left out whole (of `people`)
 * are left out too. In columns that name people, an old value is shown only where some published cell names
 * the same person today. */
struct past *past_publish(struct arena *arena, const struct history *history, const struct model *model,
                          const struct withheld *withheld, const struct hidden *hidden);

#endif
