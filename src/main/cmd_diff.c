#include "main/commands.h"
#include "site/log.h"

int cmd_diff(const struct options *options, struct arena *arena, struct diags *diags)
{
	struct site_options site;
	if (!command_site(&site, options, arena, diags))
		return STATUS_USAGE;
	site_diff(stdout, &site, options->operands[0], options->operands[1], options->operands[2],
	          options->language, arena, diags);
	return options_status(diags, false);
}
