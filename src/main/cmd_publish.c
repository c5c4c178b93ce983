#include "base/arena.h"
#include "main/commands.h"
#include "site/edition.h"

int cmd_publish(const struct options *options, struct arena *arena, struct diags *diags)
{
	struct site_options site;
	struct publish_summary summary;
	if (!command_site(&site, options, arena, diags))
		return STATUS_USAGE;
	struct publish_options publish = {.site = &site,
	                                  .id = options->operands[0],
	                                  .corrects = options->corrects,
	                                  .reason = options->reason,
	                                  .push = options->push,
	                                  .name = options->name,
	                                  .email = options->email};
	site_publish(&summary, &publish, arena, diags);
	if (summary.id.len)
		COMMAND_SAY(options, arena, TEXT_PUBLISHED, summary.id,
		            str_printf(arena, "%zu", summary.site.output.files), summary.branch,
		            summary.commit);
	return options_status(diags, false);
}
