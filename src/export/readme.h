/* What stands beside the data in an archive, for people. Of the export folder's own. */
#ifndef EXPORT_README_H
#define EXPORT_README_H

#include "export/format.h"

/* README.LANG.md of a dataset, or of all data (NULL): what it is, its columns, licence and ready citations.
 * Other languages than Vietnamese have English words around the site's own texts. */
struct str readme_write(struct arena *arena, const struct export *export, const struct dataset *dataset,
                        size_t language);
/* README.vi.md */
struct str readme_name(struct arena *arena, const struct export *export, size_t language);

#endif
