/* Two threads: this one watches and builds, microhttpd's answers. They share `struct preview` and the folder
 * that is written, which a build exchanges in one rename. Ctrl-C needs no word here: what is killed leaves
 * one whole site, as of any build. */
#include "serve/serve.h"

#include "base/arena.h"
#include "serve/http.h"
#include "serve/watch.h"

#include <errno.h>

enum { SECONDS_OF_SILENCE = 20 };

/* Builds once and tells everybody. */
static void build(const struct serve_options *options, struct preview *preview, struct watch *watch)
{
	struct arena *arena = arena_new();
	struct diags diags, watching;
	struct site_summary summary;
	diag_init(&diags, arena);
	diag_init(&watching, arena);
	watch_refresh(watch, &watching); /* first: what changes during the build is not missed */
	bool done = site_build(&summary, &options->site, arena, &diags);
	diag_merge(&diags, &watching); /* no reason not to build */
	bool changed = done && summary.output.written + summary.output.removed > 0;
	preview_tell(preview, changed, summary.base_url, &diags, options->language);
	options->report(options->context, done, &summary, &diags);
	arena_free(arena);
}

static void rebuild_on_change(const struct serve_options *options, struct preview *preview,
                              struct watch *watch, struct diags *diags)
{
	for (;;) {
		switch (watch_wait(watch, SECONDS_OF_SILENCE)) {
		case WATCH_CHANGED:
			build(options, preview, watch);
			break;
		case WATCH_QUIET:
			preview_wake(preview);
			break;
		case WATCH_FAILED:
			diag_failure(diags, str_from(options->site.folder), MESSAGE_WATCH_FAILED, errno);
			return;
		}
	}
}

void serve_run(const struct serve_options *options, struct diags *diags)
{
	struct watch watch;
	struct preview *preview = preview_new();
	if (!preview)
		arena_out_of_memory();
	if (watch_open(&watch, options->site.folder, diags)) {
		int socket = http_listen(options->port, diags);
		if (socket >= 0) {
			build(options, preview, &watch);
			struct http *http =
			        http_start(socket, options->port, options->site.out, preview, diags);
			if (http)
				rebuild_on_change(options, preview, &watch, diags);
			http_stop(http);
		}
	}
	watch_close(&watch);
	preview_free(preview);
}
