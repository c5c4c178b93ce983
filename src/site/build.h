/* Running the phases, inside this folder. */
#ifndef SITE_BUILD_H
#define SITE_BUILD_H

#include "site/phases.h"

void build_init(struct build *build, const struct site_options *options, struct arena *arena,
                struct diags *diags);
/* Runs the phases up to and with `last`; stops at the first that cannot be gone on from: false. */
bool build_run(struct build *build, bool (*last)(struct build *build));
void build_close(struct build *build);

#endif
