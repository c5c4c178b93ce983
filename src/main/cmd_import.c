#include "main/commands.h"

#include "base/arena.h"
#include "import/import.h"
#include "main/paths.h"

/* Files on the command line are those of the folder one stands in, wherever the site is. */
static void read_options(struct import_options *out, const struct options *options, struct arena *arena)
{
	*out = (struct import_options){.site = str_z(arena, options->site),
	                               .file = options->operands[0],
	                               .resource = options->operands[1],
	                               .mode = options->update   ? IMPORT_UPDATE
	                                       : options->append ? IMPORT_APPEND
	                                                         : IMPORT_REPLACE,
	                               .sheet = options->sheet,
	                               .encoding = options->encoding,
	                               .delimiter = options->delimiter,
	                               .decimal = options->decimal,
	                               .percent = options->percent,
	                               .dry_run = options->dry_run,
	                               .maps = options->maps,
	                               .n_maps = options->n_maps,
	                               .sets = options->sets,
	                               .n_sets = options->n_sets,
	                               .missing = options->missing,
	                               .n_missing = options->n_missing,
	                               .skips = options->skips,
	                               .n_skips = options->n_skips};
}

/* -q leaves what is wrong. */
static void drop_notes(struct diags *diags)
{
	size_t n = 0;
	VEC_EACH (struct diag, diag, &diags->list) {
		if (diag_severity(diag->message) != SEVERITY_NOTE)
			diags->list.items[n++] = *diag;
	}
	diags->list.len = n;
}

static void say(const struct options *options, struct arena *arena, const struct import_summary *summary)
{
	command_say(options, arena, options->dry_run ? MESSAGE_TEXT_IMPORT_TRIED : MESSAGE_TEXT_IMPORTED,
	            (struct str[]){summary->path, str_printf(arena, "%zu", summary->added),
	                           str_printf(arena, "%zu", summary->changed),
	                           str_printf(arena, "%zu", summary->same),
	                           str_printf(arena, "%zu", summary->gone)},
	            5);
}

int cmd_import(const struct options *options, struct arena *arena, struct diags *diags)
{
	struct import_options import;
	struct import_summary summary;
	read_options(&import, options, arena);
	if (!paths_is_folder(import.site)) {
		DIAG(diags, (struct place){0}, USAGE_FOLDER, options->site);
		return STATUS_USAGE;
	}
	if (options->append && options->update) {
		DIAG(diags, (struct place){0}, USAGE_TOGETHER, STR("--append"), STR("--update"));
		return STATUS_USAGE;
	}
	bool done = import_file(&summary, &import, arena, diags);
	if (options->quiet)
		drop_notes(diags);
	if (done)
		say(options, arena, &summary);
	return options_status(diags, false);
}
