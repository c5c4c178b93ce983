/* What one figure says of one target; of the folder's own. */
#ifndef RULES_JUDGE_H
#define RULES_JUDGE_H

#include "rules/scorecard.h"

/* A target is due from the last period of its due year on. */
bool judge_due(const struct target *target, struct period period);
/* The status of a target in a period. The arena is for what is computed on the way. */
enum status judge(struct arena *arena, const struct target *target, const struct figures *figures,
                  struct period period, const struct reading *reading);

#endif
