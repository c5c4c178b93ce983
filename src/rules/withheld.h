/* Which published cells must not be read: what section 7 of the contract says of people. Exports, views and
 * the history read cells of resources through this, so that a name is gone everywhere at once.
 *
 * Its sentences are read so:
 * - A row of `honours` in state revoked leaves its keys, award, unit, decision and dates: its person and its
 *   titles are withheld, and every other text of the row in which the person's name stands.
 * - The same person is withheld in rows of any published table with a column `award` (nominees, dossiers)
 * that name the same award and year, and in `initiatives` of the years of the award's cycle; the unit must be
 * the same where both rows name one. Another, standing honour does not bring the name back there.
 * - Of individuals only the eligible are named, anywhere. A person in a row that has an award of individuals
 * and a year (nominees, dossiers, honours under consultation within the quota) is withheld unless found
 * eligible for that award and year, or honoured with it by a decision that stands: whether a decision may
 * stand is the check's business. Whoever is a candidate of such awards, eligible in no cycle of any and holds
 * no honour, is withheld in every table, initiatives too. A spot award, which has no eligibility, withholds
 * nobody.
 * - A row of `people` whose person some of these cells named, and none of the published ones that remain, is
 *   left out whole, so that neither id nor position tells who it was.
 * What a row is about may still be counted: the rows themselves stay, but those of `people`. */
#ifndef RULES_WITHHELD_H
#define RULES_WITHHELD_H

#include "rules/award.h"

struct withheld;

/* Awards stand in the model's order. Never NULL; in the arena, const from then on. */
const struct withheld *withheld_compute(struct arena *arena, const struct model *model,
                                        const struct award_result *awards);
/* True where the cell must be empty in whatever is published. NULL withholds nothing. */
bool withheld_cell(const struct withheld *withheld, const struct resource *resource, size_t row,
                   size_t field);
/* True where the row as a whole must be left out. */
bool withheld_row(const struct withheld *withheld, const struct resource *resource, size_t row);
/* True where a cell or row of the resource is withheld at all. */
bool withheld_any(const struct withheld *withheld, const struct resource *resource);

/* True where a person, by the id that tables have, is withheld and named in no published cell that remains:
 * the name must not be printed anywhere. */
bool withheld_person(const struct withheld *withheld, struct str person);
/* True of a candidate who must not be told: whose honour of that award and cycle was revoked, or who is
 * withheld everywhere by an id that is the name itself. */
bool withheld_verdict(const struct withheld *withheld, const struct award_cycle_result *cycle,
                      const struct verdict *verdict);

#endif
