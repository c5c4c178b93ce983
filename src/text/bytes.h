/* What may be wrong with the bytes of any text that people write: a page, a YAML file, a template. */
#ifndef TEXT_BYTES_H
#define TEXT_BYTES_H

#include "base/diag.h"

/* Says encoding-error, not-nfc, control-character, line-ends and conflict-marker, each where it stands. False
 * where whatever else is said of the text would only repeat it. */
bool bytes_check(const struct source *source, struct diags *diags);

#endif
