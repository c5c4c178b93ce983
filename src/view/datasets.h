/* The kinds datasets and dataset: what is published as data, and what each table holds. */
#ifndef VIEW_DATASETS_H
#define VIEW_DATASETS_H

#include "view/view.h"

void view_datasets_head(struct view_head *out, const struct view *view);
/* Adds `datasets`. */
void view_datasets(struct view *view, struct value *tree);
void view_dataset_head(struct view_head *out, const struct view *view, const struct resource *resource);
/* Adds `dataset` and `table`. */
void view_dataset(struct view *view, struct value *tree, const struct resource *resource);
/* `14 bộ dữ liệu, 3.412 dòng.`, over the published resources. */
struct str view_datasets_sentence(const struct view *view);

#endif
