#include "base/arena.h"
#include "main/commands.h"
#include "site/archive.h"
#include "site/edition.h"

/* Writes the edition's zip. False: there is no such edition. */
static bool write_archive(const struct options *options, const struct site_options *site, struct str id,
                          struct arena *arena, struct diags *diags)
{
	struct archive_summary summary;
	bool found;
	if (site_archive(&summary, &found, site, id, str_z(arena, options->archive),
	                 (uint64_t)options->archive_limit * 1000000, arena, diags) &&
	    found)
		COMMAND_SAY(options, arena, TEXT_ARCHIVED, id, str_printf(arena, "%zu", summary.files),
		            options->archive, str_printf(arena, "%.1f", (double)summary.bytes / 1e6));
	return found;
}

static void publish(const struct options *options, struct site_options *site, struct arena *arena,
                    struct diags *diags)
{
	struct publish_summary summary;
	struct publish_options publish = {.site = site,
	                                  .id = options->operands[0],
	                                  .corrects = options->corrects,
	                                  .reason = options->reason,
	                                  .push = options->push,
	                                  .name = options->name,
	                                  .email = options->email};
	site_publish(&summary, &publish, arena, diags);
	if (!summary.id.len)
		return;
	COMMAND_SAY(options, arena, TEXT_PUBLISHED, summary.id,
	            str_printf(arena, "%zu", summary.site.output.files), summary.branch, summary.commit);
	if (options->archive.len)
		write_archive(options, site, summary.id, arena, diags);
}

/* An edition that stands never changes; its zip can be had again by the same words. */
int cmd_publish(const struct options *options, struct arena *arena, struct diags *diags)
{
	struct site_options site;
	if (!command_site(&site, options, arena, diags))
		return STATUS_USAGE;
	bool again = options->archive.len && !options->corrects && !options->push &&
	             write_archive(options, &site, options->operands[0], arena, diags);
	if (!again && diags->failures == 0)
		publish(options, &site, arena, diags);
	return options_status(diags, false);
}
