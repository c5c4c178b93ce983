#include "serve/preview.h"

#include "base/arena.h"

#include <errno.h>
#include <microhttpd.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum { EVENT_MAX = 16 << 20, EVENT_ENOUGH = 1 << 20, BLOCK = 4 << 10 };

/* One browser that listens. */
struct stream {
	struct stream *next;
	struct preview *preview;
	struct MHD_Connection *connection;
	struct buf text; /* being sent, up to `at` */
	size_t at;
	unsigned told;           /* the last event that it was sent */
	bool suspended, resumed; /* waiting for news; woken */
};

struct preview {
	pthread_mutex_t lock;
	struct stream *streams;
	struct buf event; /* whole, as it is sent */
	unsigned events, builds;
	bool ended;
	struct buf base_url;
};

struct preview *preview_new(void)
{
	struct preview *preview = calloc(1, sizeof *preview);
	if (!preview)
		return NULL;
	int error = pthread_mutex_init(&preview->lock, NULL);
	if (error) {
		free(preview);
		errno = error;
		return NULL;
	}
	buf_init(&preview->event, EVENT_MAX);
	buf_init(&preview->base_url, EVENT_MAX);
	return preview;
}

void preview_free(struct preview *preview)
{
	pthread_mutex_destroy(&preview->lock);
	buf_free(&preview->event);
	buf_free(&preview->base_url);
	free(preview);
}

/* ---- telling ---- */

static void wake_all(struct preview *preview)
{
	for (struct stream *stream = preview->streams; stream; stream = stream->next) {
		if (!stream->suspended)
			continue;
		stream->suspended = false;
		stream->resumed = true;
		MHD_resume_connection(stream->connection);
	}
}

/* A build is named by the process too: a page of a server that has gone is not of this one's build. */
static void add_build(struct buf *buf, const struct preview *preview)
{
	buf_printf(buf, "%ld.%u", (long)getpid(), preview->builds);
}

/* The errors as JSON, on one line as an event wants it. Warnings do not stand in the way of reading, and
 * nobody reads a megabyte of errors. */
static void write_event(struct preview *preview, struct diags *diags, enum diag_language language)
{
	struct buf *event = &preview->event;
	const char *separator = "";
	buf_clear(event);
	buf_add(event, STR("retry: 1000\ndata: {\"build\":\""));
	add_build(event, preview);
	buf_printf(event, "\",\"lang\":\"%s\",\"heading\":", language == DIAG_VIETNAMESE ? "vi" : "en");
	buf_json(event, DIAG_TEXT(diags->arena, language, TEXT_SERVE_ERRORS, {0}));
	buf_add(event, STR(",\"close\":"));
	buf_json(event, DIAG_TEXT(diags->arena, language, TEXT_SERVE_CLOSE, {0}));
	buf_add(event, STR(",\"problems\":["));
	VEC_EACH (struct diag, diag, &diags->list) {
		if (diag_severity(diag->message) == SEVERITY_WARNING || event->len > EVENT_ENOUGH)
			continue;
		buf_add(event, str_from(separator));
		diag_json(event, diags->arena, diag, language);
		separator = ",";
	}
	buf_add(event, STR("]}\n\n"));
}

void preview_tell(struct preview *preview, bool changed, struct str base_url, struct diags *diags,
                  enum diag_language language)
{
	diag_sort(diags);
	pthread_mutex_lock(&preview->lock);
	preview->builds += changed;
	preview->events++;
	if (base_url.len) {
		buf_clear(&preview->base_url);
		buf_add(&preview->base_url, base_url);
	}
	write_event(preview, diags, language);
	wake_all(preview);
	pthread_mutex_unlock(&preview->lock);
}

void preview_wake(struct preview *preview)
{
	pthread_mutex_lock(&preview->lock);
	wake_all(preview);
	pthread_mutex_unlock(&preview->lock);
}

void preview_end(struct preview *preview)
{
	pthread_mutex_lock(&preview->lock);
	preview->ended = true;
	wake_all(preview);
	pthread_mutex_unlock(&preview->lock);
}

void preview_now(struct str *build, struct str *base_url, struct preview *preview, struct arena *arena)
{
	struct buf name;
	buf_init(&name, EVENT_MAX);
	pthread_mutex_lock(&preview->lock);
	add_build(&name, preview);
	*build = str_dup(arena, buf_str(&name));
	*base_url = str_dup(arena, buf_str(&preview->base_url));
	pthread_mutex_unlock(&preview->lock);
	buf_free(&name);
}

/* ---- a browser's stream ---- */

/* Puts what is new into stream->text; false where there is nothing. */
static bool has_news(struct stream *stream)
{
	bool late = stream->told != stream->preview->events;
	if (!late && !stream->resumed)
		return false;
	buf_clear(&stream->text);
	buf_add(&stream->text, late ? buf_str(&stream->preview->event) : STR(":\n\n"));
	stream->told = stream->preview->events;
	stream->resumed = false;
	stream->at = 0;
	return true;
}

static ssize_t send_some(struct stream *stream, char *out, size_t max)
{
	size_t left = stream->text.len - stream->at, n = left < max ? left : max;
	memcpy(out, stream->text.ptr + stream->at, n);
	stream->at += n;
	return (ssize_t)n;
}

static ssize_t read_stream(void *context, uint64_t position, char *out, size_t max)
{
	struct stream *stream = context;
	ssize_t n = 0;
	(void)position;
	pthread_mutex_lock(&stream->preview->lock);
	if (stream->preview->ended) {
		n = MHD_CONTENT_READER_END_OF_STREAM;
	} else if (stream->at < stream->text.len || has_news(stream)) {
		n = send_some(stream, out, max);
	} else {
		stream->suspended = true;
		MHD_suspend_connection(stream->connection);
	}
	pthread_mutex_unlock(&stream->preview->lock);
	return n;
}

static void free_stream(void *context)
{
	struct stream *stream = context;
	struct preview *preview = stream->preview;
	pthread_mutex_lock(&preview->lock);
	for (struct stream **at = &preview->streams; *at; at = &(*at)->next)
		if (*at == stream) {
			*at = stream->next;
			break;
		}
	pthread_mutex_unlock(&preview->lock);
	buf_free(&stream->text);
	free(stream);
}

struct MHD_Response *preview_events(struct preview *preview, struct MHD_Connection *connection)
{
	struct stream *stream = calloc(1, sizeof *stream);
	if (!stream)
		return NULL;
	*stream = (struct stream){.preview = preview, .connection = connection};
	buf_init(&stream->text, EVENT_MAX);
	pthread_mutex_lock(&preview->lock);
	stream->told = preview->events - 1;
	stream->next = preview->streams;
	preview->streams = stream;
	pthread_mutex_unlock(&preview->lock);
	struct MHD_Response *response =
	        MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, BLOCK, read_stream, stream, free_stream);
	if (!response)
		free_stream(stream);
	return response;
}
