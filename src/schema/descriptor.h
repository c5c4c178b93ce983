/* The descriptor's own part: every key that Data Package v2, Table Dialect v2 and Table Schema v2 know, and
 * ours; what a CSV cannot have is bad-value. No table is looked at here. */
#ifndef SCHEMA_DESCRIPTOR_H
#define SCHEMA_DESCRIPTOR_H

#include "schema/rules.h"

/* What concerns the package as a whole, and `missingValues` for its resources. *resources: NULL or a list. */
bool package_read(struct package *out, const struct yml_node **resources, struct defaults *defaults,
                  struct arena *arena, const struct yml_node *root, const struct languages *languages,
                  struct diags *diags);
/* One entry of `resources` but for its fields and keys. False: said; what could be read is set. */
bool resource_read(struct resource *out, struct defaults *defaults, struct arena *arena,
                   const struct yml_node *node, const struct languages *languages, struct diags *diags);
/* Its schema's fields and fieldsMatch, under the dialect that was taken. */
bool fields_read(struct resource *resource, struct arena *arena, const struct defaults *defaults,
                 const struct languages *languages, struct diags *diags);
/* Its schema's keys; all resources have their fields. */
bool keys_read(struct resource *resource, const struct package *package, struct arena *arena,
               struct diags *diags);

#endif
