#include "base/arena.h"
#include "main/commands.h"
#include "site/edition.h"

static struct str first_line(struct str text)
{
	struct str line, rest;
	str_cut(&line, &rest, text, '\n');
	return line;
}

static void summarise(const struct options *options, const struct verify_summary *summary)
{
	bool vietnamese = options->language == DIAG_VIETNAMESE;
	FILE *to = options->json ? stderr : stdout;
	if (summary->same_version) {
		fprintf(to,
		        vietnamese ? "edition/" STR_FMT
		                     ": %zu tệp dựng lại từ nguồn giống hệt bản đã công bố\n"
		                   : "edition/" STR_FMT
		                     ": %zu files rebuilt from the source equal what was published\n",
		        STR_ARG(summary->id), summary->files);
		return;
	}
	fprintf(to,
	        vietnamese ? "edition/" STR_FMT
	                     ": %zu tệp số liệu giống hệt; kỳ này lập bằng phiên bản khác (" STR_FMT
	                     "; đang chạy " STR_FMT "), nên các tệp còn lại không so sánh được\n"
	                   : "edition/" STR_FMT
	                     ": %zu data files are equal; it was made by other versions (" STR_FMT
	                     "; this is " STR_FMT "), so the other files cannot be compared\n",
	        STR_ARG(summary->id), summary->files, STR_ARG(first_line(summary->made)),
	        STR_ARG(first_line(summary->running)));
}

int cmd_verify(const struct options *options, struct arena *arena, struct diags *diags)
{
	struct site_options site;
	struct verify_summary summary;
	if (!command_site(&site, options, arena, diags))
		return STATUS_USAGE;
	if (site_verify(&summary, &site, options->operands[0], arena, diags) && !options->quiet)
		summarise(options, &summary);
	return options_status(diags, false);
}
