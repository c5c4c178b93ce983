#include "main/commands.h"

#include "site/version.h"

int cmd_version(const struct options *options, struct arena *arena, struct diags *diags)
{
	(void)options;
	(void)diags;
	struct str text = version_text(arena);
	fwrite(text.ptr, 1, text.len, stdout);
	return STATUS_DONE;
}
