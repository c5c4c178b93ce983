#include "main/commands.h"

#include "base/arena.h"
#include "main/paths.h"
#include "main/progress.h"
#include "site/site.h"

static struct str count_text(struct arena *arena, size_t count)
{
	return str_printf(arena, "%zu", count);
}

void command_say(const struct options *options, struct arena *arena, enum message message,
                 const struct str *args, size_t n_args)
{
	if (options->quiet)
		return;
	struct str text = diag_text(arena, options->language, message, args, n_args);
	fprintf(options->json ? stderr : stdout, STR_FMT "\n", STR_ARG(text));
}

void command_summary(const struct options *options, struct arena *arena, const struct site_summary *summary)
{
	const struct output_summary *output = &summary->output;
	COMMAND_SAY(options, arena, TEXT_BUILT, count_text(arena, summary->pages),
	            count_text(arena, output->files), count_text(arena, output->written),
	            count_text(arena, output->removed), str_printf(arena, "%.2f", summary->seconds));
}

/* A site is written beside its sources or elsewhere, never above them and never among them. */
static bool is_out_allowed(const char *out, const char *folder, struct arena *arena, struct diags *diags)
{
	static const char *const sources[] = {"content", "data", "themes", ".git", ".congbo"};
	if (paths_contains(arena, out, folder)) {
		DIAG(diags, (struct place){0}, USAGE_OUT, str_from(out));
		return false;
	}
	for (size_t i = 0; i < LENGTH(sources); i++) {
		struct str part = STR_JOIN(arena, str_from(folder), STR("/"), str_from(sources[i]));
		if (paths_contains(arena, part.ptr, out)) {
			DIAG(diags, (struct place){0}, USAGE_OUT_SOURCES, str_from(out),
			     str_from(sources[i]));
			return false;
		}
	}
	return true;
}

bool command_site(struct site_options *out, const struct options *options, struct arena *arena,
                  struct diags *diags)
{
	*out = (struct site_options){.folder = str_z(arena, options->site),
	                             .rev = options->rev,
	                             .base_url = options->base_url,
	                             .has_now = options->has_now,
	                             .now = options->now,
	                             .clock = options->clock,
	                             .jobs = options->jobs,
	                             .no_history = options->no_history,
	                             .strict = options->strict,
	                             .drafts = options->drafts,
	                             .timings = options->timings};
	out->defaults = paths_share(arena);
	out->aside = options->aside;
	if (!paths_is_folder(out->folder)) {
		DIAG(diags, (struct place){0}, USAGE_FOLDER, options->site);
		return false;
	}
	out->out = options->out.len ? str_z(arena, options->out) : NULL;
	return !out->out || is_out_allowed(out->out, out->folder, arena, diags);
}

int cmd_build(const struct options *options, struct arena *arena, struct diags *diags)
{
	struct site_options site;
	struct site_summary summary;
	struct progress progress;
	if (!command_site(&site, options, arena, diags))
		return STATUS_USAGE;
	site.stamp = true;
	progress_start(&progress, &site, options);
	bool done = site_build(&summary, &site, arena, diags);
	progress_end(&progress);
	if (done)
		command_summary(options, arena, &summary);
	return options_status(diags, options->strict);
}

int cmd_check(const struct options *options, struct arena *arena, struct diags *diags)
{
	struct site_options site;
	if (!command_site(&site, options, arena, diags))
		return STATUS_USAGE;
	site_check(&site, arena, diags);
	return options_status(diags, options->strict);
}

int cmd_dump(const struct options *options, struct arena *arena, struct diags *diags)
{
	struct site_options site;
	if (command_site(&site, options, arena, diags))
		site_dump(stdout, options->operands[0], &site, arena, diags);
	return options_status(diags, false);
}
