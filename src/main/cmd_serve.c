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

static void greet(const struct talk *talk, struct str base_url)
{
	struct arena *arena = arena_new();
	struct str base = request_base(arena, base_url);
	printf(talk->options->language == DIAG_VIETNAMESE
	               ? "xem tại http://127.0.0.1:%d" STR_FMT " (Ctrl-C để dừng)\n"
	               : "look at http://127.0.0.1:%d" STR_FMT " (Ctrl-C ends it)\n",
	       talk->options->port, STR_ARG(base));
	arena_free(arena);
}

static void report(void *context, bool done, const struct site_summary *summary, struct diags *diags)
{
	struct talk *talk = context;
	progress_end(&talk->progress);
	diag_print(diags, stderr, talk->options->language);
	if (done)
		command_summary(talk->options, summary);
	if (!talk->greeted)
		greet(talk, summary->base_url);
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
