/* What may be wrong with the bytes of any text that people write: a page, a YAML file, a template. */
#ifndef TEXT_BYTES_H
#define TEXT_BYTES_H

#include "base/diag.h"

/* Says encoding-error, not-nfc, control-character, line-ends and conflict-marker, each where it stands. False
 * where whatever else is said of the text would only repeat it. */
bool bytes_check(const struct source *source, struct diags *diags);
/* Of UTF-8 that is to stay on one line, as the name of a file, the offset of the first control or invisible
 * character; text.len where it has none. */
size_t bytes_invisible(struct str text);

#endif
