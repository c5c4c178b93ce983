/* congbo serve: what a build says goes to the terminal as it happens, not at the end, for there is none. */
#include "serve/serve.h"

#include "base/arena.h"
#include "main/commands.h"
#include "main/progress.h"
#include "serve/request.h"

#include <signal.h>

struct talk {
	const struct options *options;
	struct progress progress;
	bool greeted;
};

static void greet(const struct talk *talk, struct arena *arena, struct str base_url)
{
	COMMAND_SAY(talk->options, arena, TEXT_SERVING, str_printf(arena, "%d", talk->options->port),
	            request_base(arena, base_url));
}

static void report(void *context, bool done, const struct site_summary *summary, struct diags *diags)
{
	struct talk *talk = context;
	progress_end(&talk->progress);
	diag_print(diags, stderr, talk->options->language);
	struct arena *arena = arena_new();
	if (done)
		command_summary(talk->options, arena, summary);
	if (!talk->greeted)
		greet(talk, arena, summary->base_url);
	arena_free(arena);
	talk->greeted = true;
	fflush(stdout);
}

int cmd_serve(const struct options *options, struct arena *arena, struct diags *diags)
{
	struct serve_options serve = {.port = options->port, .language = options->language, .report = report};
	struct talk talk = {.options = options};
	serve.context = &talk;
	if (!command_site(&serve.site, options, arena, diags))
		return STATUS_USAGE;
	if (!serve.site.out)
		serve.site.out = STR_JOIN(arena, options->site, STR("/public")).ptr;
	signal(SIGINT, SIG_DFL); /* a script's background job is born deaf to it, and would never end */
	progress_start(&talk.progress, &serve.site, options);
	serve_run(&serve, diags);
	return options_status(diags, false);
}
