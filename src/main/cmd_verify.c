#include "base/arena.h"
#include "main/commands.h"
#include "site/edition.h"

static struct str first_line(struct str text)
{
	struct str line, rest;
	str_cut(&line, &rest, text, '\n');
	return line;
}

static void summarise(const struct options *options, struct arena *arena,
                      const struct verify_summary *summary)
{
	struct str files = str_printf(arena, "%zu", summary->files);
	if (summary->same_version)
		COMMAND_SAY(options, arena, TEXT_VERIFIED, summary->id, files);
	else
		COMMAND_SAY(options, arena, TEXT_VERIFIED_DATA, summary->id, files, first_line(summary->made),
		            first_line(summary->running));
}

int cmd_verify(const struct options *options, struct arena *arena, struct diags *diags)
{
	struct site_options site;
	struct verify_summary summary;
	if (!command_site(&site, options, arena, diags))
		return STATUS_USAGE;
	if (site_verify(&summary, &site, options->operands[0], arena, diags))
		summarise(options, arena, &summary);
	return options_status(diags, false);
}
