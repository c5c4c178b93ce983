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
	if (summary.id.len && !options->quiet)
		fprintf(options->json ? stderr : stdout,
		        options->language == DIAG_VIETNAMESE ? "đã lập kỳ công bố edition/" STR_FMT
		                                               ": %zu tệp, nhánh " STR_FMT ", " STR_FMT "\n"
		                                             : "published edition/" STR_FMT
		                                               ": %zu files, branch " STR_FMT ", " STR_FMT
		                                               "\n",
		        STR_ARG(summary.id), summary.site.output.files, STR_ARG(summary.branch),
		        STR_ARG(summary.commit));
	return options_status(diags, false);
}
