#include "main/progress.h"

#include "base/arena.h"

#include <unistd.h>

static enum message phase_message(struct str phase)
{
	static const struct {
		struct str phase;
		enum message message;
	} words[] = {
	        {STR_INIT("read"), MESSAGE_TEXT_PHASE_READ},
	        {STR_INIT("parse"), MESSAGE_TEXT_PHASE_PARSE},
	        {STR_INIT("model"), MESSAGE_TEXT_PHASE_MODEL},
	        {STR_INIT("history"), MESSAGE_TEXT_PHASE_HISTORY},
	        {STR_INIT("rules"), MESSAGE_TEXT_PHASE_RULES},
	        {STR_INIT("plan"), MESSAGE_TEXT_PHASE_PLAN},
	        {STR_INIT("check"), MESSAGE_TEXT_PHASE_CHECK},
	        {STR_INIT("data"), MESSAGE_TEXT_PHASE_DATA},
	        {STR_INIT("render"), MESSAGE_TEXT_PHASE_RENDER},
	        {STR_INIT("publish"), MESSAGE_TEXT_PHASE_PUBLISH},
	};
	size_t i = 0;
	while (i + 1 < LENGTH(words) && !str_eq(words[i].phase, phase))
		i++;
	return words[i].message;
}

/* A build that is over at once shows nothing, and nobody reads faster than ten lines a second. */
static bool is_due(const struct progress *progress, double now)
{
	return progress->shown > 0 ? now - progress->shown >= 0.1 : now - progress->start >= 0.3;
}

static void show(void *context, const char *phase, size_t done, size_t total)
{
	struct progress *progress = context;
	double now = site_clock();
	if (progress->start == 0)
		progress->start = now;
	if (!is_due(progress, now))
		return;
	progress->shown = now;
	struct arena *arena = arena_new();
	struct str words = diag_text(arena, progress->language, phase_message(str_from(phase)), NULL, 0);
	fprintf(stderr, "\r" STR_FMT, STR_ARG(words));
	arena_free(arena);
	if (total)
		fprintf(stderr, " %zu/%zu", done, total);
	fputs("\033[K", stderr);
}

void progress_start(struct progress *progress, struct site_options *site, const struct options *options)
{
	*progress = (struct progress){.language = options->language};
	if (options->quiet || options->timings || !isatty(STDERR_FILENO))
		return;
	site->progress = show;
	site->progress_context = progress;
}

void progress_end(struct progress *progress)
{
	if (progress->shown > 0)
		fputs("\r\033[K", stderr);
	progress->start = progress->shown = 0;
}
