#include "main/commands.h"
#include "site/log.h"

int cmd_log(const struct options *options, struct arena *arena, struct diags *diags)
{
	struct site_options site;
	if (!command_site(&site, options, arena, diags))
		return STATUS_USAGE;
	site_log(stdout, &site, options->operands[0], options->operands + 1, options->n_operands - 1,
	         options->language, arena, diags);
	return options_status(diags, false);
}
