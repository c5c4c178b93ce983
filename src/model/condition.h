/* Reading the conditions of an award; of the model's own folder. */
#ifndef MODEL_CONDITION_H
#define MODEL_CONDITION_H

#include "model/model.h"

/* The award whose parts are read. */
struct award_reader {
	const struct model *model;
	struct award *award;
	struct diags *diags;
};

/* One condition with all below it; NULL: said. */
struct condition *condition_read(const struct award_reader *reader, const struct yml_node *node);
/* `of` and `where` of a map whose other keys are read elsewhere. `person` of an individual, else `unit`, must
 * be there where rows are matched with candidates. */
bool condition_rows(struct filter *out, const struct award_reader *reader, const struct yml_node *map,
                    bool matched);
/* `from` and `to`, each 0 where it is not given. */
bool condition_years(int *from, int *to, const struct award_reader *reader, const struct yml_node *map);
/* A label beside something else. */
bool condition_label(struct label *out, bool *given, const struct award_reader *reader,
                     const struct yml_node *map, struct str key);

#endif
