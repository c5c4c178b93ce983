#include "serve/http.h"

#include "base/arena.h"
#include "io/beneath.h"
#include "model/route.h"
#include "serve/body.h"
#include "serve/request.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

/* Who says nothing for so long is let go: what opens connections and leaves them would have all of them
 * else. A page that waits for news is suspended, and its time stands still. */
enum { IDLE_SECONDS = 10 };

struct http {
	struct MHD_Daemon *daemon;
	const char *folder;
	struct preview *preview;
	int port;
};

/* One request while it is answered. */
struct request {
	struct http *http;
	struct MHD_Connection *connection;
	struct arena *arena;
	struct str build, base_url, base;
};

/* Queues the response and lets go of it. */
static enum MHD_Result queue(struct request *request, unsigned status, struct MHD_Response *response)
{
	if (!response)
		return MHD_NO;
	enum MHD_Result result = MHD_queue_response(request->connection, status, response);
	MHD_destroy_response(response);
	return result;
}

/* A line of text with a header of its own, where `name` is not NULL. */
static enum MHD_Result say(struct request *request, unsigned status, const char *name, const char *value)
{
	struct str text = str_printf(request->arena, "%u %s\n", status, MHD_get_reason_phrase_for(status));
	struct MHD_Response *response =
	        MHD_create_response_from_buffer(text.len, (void *)(uintptr_t)text.ptr, MHD_RESPMEM_MUST_COPY);
	if (!response)
		return MHD_NO;
	MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "text/plain; charset=utf-8");
	MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
	if (name)
		MHD_add_response_header(response, name, value);
	return queue(request, status, response);
}

static struct str header(const struct request *request, const char *name)
{
	return str_from(MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND, name));
}

/* ---- a body: whole, a part of it, or the word that the browser has it ---- */

static enum MHD_Result send_bytes(struct request *request, unsigned status, struct body *body, uint64_t from,
                                  uint64_t to)
{
	struct MHD_Response *response = body_response(body, from, to);
	if (!response)
		return MHD_NO;
	MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, body->type);
	MHD_add_response_header(response, MHD_HTTP_HEADER_ETAG, body->etag);
	MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-cache");
	MHD_add_response_header(response, MHD_HTTP_HEADER_ACCEPT_RANGES, "bytes");
	MHD_add_response_header(response, "X-Content-Type-Options", "nosniff");
	if (body->is_page) {
		struct str timing = STR_JOIN(request->arena, STR("build;desc=\""), request->build, STR("\""));
		MHD_add_response_header(response, "Server-Timing", timing.ptr);
	}
	if (status == MHD_HTTP_PARTIAL_CONTENT) {
		struct str range =
		        str_printf(request->arena, "bytes %llu-%llu/%llu", (unsigned long long)from,
		                   (unsigned long long)to - 1, (unsigned long long)body->size);
		MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_RANGE, range.ptr);
	}
	return queue(request, status, response);
}

static enum MHD_Result send_beyond(struct request *request, const struct body *body)
{
	struct str range = str_printf(request->arena, "bytes */%llu", (unsigned long long)body->size);
	return say(request, MHD_HTTP_RANGE_NOT_SATISFIABLE, MHD_HTTP_HEADER_CONTENT_RANGE, range.ptr);
}

/* A body that was found where it was looked for: what the request says of parts and copies counts. */
static enum MHD_Result send_found(struct request *request, struct body *body)
{
	struct str etag = str_from(body->etag), range = header(request, MHD_HTTP_HEADER_RANGE);
	struct str same_as = header(request, MHD_HTTP_HEADER_IF_RANGE);
	uint64_t from, to;
	if (request_names_etag(header(request, MHD_HTTP_HEADER_IF_NONE_MATCH), etag))
		return send_bytes(request, MHD_HTTP_NOT_MODIFIED, body, 0, 0);
	if (range.len == 0 || (same_as.len && !str_eq(same_as, etag)))
		return send_bytes(request, MHD_HTTP_OK, body, 0, body->size);
	switch (request_range(&from, &to, range, body->size)) {
	case RANGE_BEYOND:
		return send_beyond(request, body);
	case RANGE_PART:
		return send_bytes(request, MHD_HTTP_PARTIAL_CONTENT, body, from, to);
	case RANGE_WHOLE:
		break;
	}
	return send_bytes(request, MHD_HTTP_OK, body, 0, body->size);
}

/* ---- the files of the site ---- */

/* The site's own page for it; its links hold at any address of the site's server, here they must at this
 * one's. */
static enum MHD_Result send_missing(struct request *request, int folder)
{
	struct body body;
	int fd = beneath_open(folder, "404.html", O_RDONLY | O_NONBLOCK);
	if (fd < 0 || !body_page(&body, request->arena, fd, request->base_url,
	                         route_encode(request->arena, request->base)))
		return say(request, MHD_HTTP_NOT_FOUND, NULL, NULL);
	enum MHD_Result result = send_bytes(request, MHD_HTTP_NOT_FOUND, &body, 0, body.size);
	body_close(&body);
	return result;
}

static enum MHD_Result send_folder(struct request *request, struct str path)
{
	struct str address = STR_JOIN(request->arena, request->base, path, STR("/"));
	return say(request, MHD_HTTP_MOVED_PERMANENTLY, MHD_HTTP_HEADER_LOCATION,
	           str_z(request->arena, route_encode(request->arena, address)));
}

static enum MHD_Result send_file(struct request *request, int folder, struct str path)
{
	struct body body;
	int fd = beneath_open(folder, path.ptr, O_RDONLY | O_NONBLOCK);
	if (fd < 0)
		return send_missing(request, folder);
	switch (body_kind(fd)) {
	case BODY_FOLDER:
		close(fd);
		return send_folder(request, path);
	case BODY_OTHER:
		close(fd);
		return send_missing(request, folder);
	case BODY_FILE:
		break;
	}
	if (str_ends(path, STR(".html")) ? !body_page(&body, request->arena, fd, STR(""), STR(""))
	                                 : !body_file(&body, request->arena, fd, path))
		return say(request, MHD_HTTP_INTERNAL_SERVER_ERROR, NULL, NULL);
	enum MHD_Result result = send_found(request, &body);
	body_close(&body);
	return result;
}

/* There is no site yet: a page that says so, over which the errors are shown. */
static enum MHD_Result send_nothing(struct request *request)
{
	struct body body;
	body_text(&body, request->arena, preview_blank(), "text/html; charset=utf-8");
	body.is_page = true;
	enum MHD_Result result = send_bytes(request, MHD_HTTP_SERVICE_UNAVAILABLE, &body, 0, body.size);
	body_close(&body);
	return result;
}

/* The folder is opened anew each time: a build exchanges it. */
static enum MHD_Result send_path(struct request *request, struct str path, bool is_none)
{
	int folder = open(request->http->folder, O_DIRECTORY | O_RDONLY | O_CLOEXEC);
	int front = folder < 0 ? -1 : beneath_open(folder, "index.html", O_RDONLY | O_NONBLOCK);
	enum MHD_Result result = front < 0 ? send_nothing(request)
	                         : is_none ? send_missing(request, folder)
	                                   : send_file(request, folder, path);
	if (front >= 0)
		close(front);
	if (folder >= 0)
		close(folder);
	return result;
}

/* ---- the preview's own files ---- */

static enum MHD_Result send_events(struct request *request)
{
	struct MHD_Response *response = preview_events(request->http->preview, request->connection);
	if (!response)
		return MHD_NO;
	MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, "text/event-stream; charset=utf-8");
	MHD_add_response_header(response, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
	return queue(request, MHD_HTTP_OK, response);
}

static enum MHD_Result send_own(struct request *request, struct str name)
{
	struct body body;
	if (str_eq(name, STR("events")))
		return send_events(request);
	if (str_eq(name, STR("preview.js")))
		body_text(&body, request->arena, preview_script(), "text/javascript; charset=utf-8");
	else if (str_eq(name, STR("preview.css")))
		body_text(&body, request->arena, preview_style(), "text/css; charset=utf-8");
	else
		return send_path(request, name, true);
	enum MHD_Result result = send_found(request, &body);
	body_close(&body);
	return result;
}

/* ---- requests ---- */

static enum MHD_Result answer(struct request *request, const char *sent, const char *method)
{
	bool reads = strcmp(method, MHD_HTTP_METHOD_GET) == 0 || strcmp(method, MHD_HTTP_METHOD_HEAD) == 0;
	if (!request_is_local(header(request, MHD_HTTP_HEADER_HOST), request->http->port))
		return say(request, MHD_HTTP_FORBIDDEN, NULL, NULL);
	if (!reads)
		return say(request, MHD_HTTP_METHOD_NOT_ALLOWED, MHD_HTTP_HEADER_ALLOW, "GET, HEAD");
	preview_now(&request->build, &request->base_url, request->http->preview, request->arena);
	request->base = request_base(request->arena, request->base_url);
	struct target target = request_target(request->arena, str_from(sent), request->base);
	switch (target.kind) {
	case TARGET_WRONG:
		return say(request, MHD_HTTP_BAD_REQUEST, NULL, NULL);
	case TARGET_REDIRECT:
		return say(request, MHD_HTTP_FOUND, MHD_HTTP_HEADER_LOCATION, target.path.ptr);
	case TARGET_OWN:
		return send_own(request, target.path);
	case TARGET_NONE:
	case TARGET_FILE:
		break;
	}
	return send_path(request, target.path, target.kind == TARGET_NONE);
}

/* microhttpd calls once when it has the headers and again when it has what follows them; an answer to the
 * first call would close the connection. */
static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *sent,
                              const char *method, const char *version, const char *upload,
                              size_t *upload_size, void **state)
{
	(void)version;
	(void)upload;
	if (!*state) {
		*state = context;
		return MHD_YES;
	}
	if (*upload_size) {
		*upload_size = 0;
		return MHD_YES;
	}
	struct request request = {.http = context, .connection = connection, .arena = arena_new()};
	enum MHD_Result result = answer(&request, sent, method);
	arena_free(request.arena);
	return result;
}

/* Percent-escapes are read in request.c, which does not end an address at a NUL. */
static size_t keep_escapes(void *context, struct MHD_Connection *connection, char *text)
{
	(void)context;
	(void)connection;
	return strlen(text);
}

/* ---- starting and stopping ---- */

static bool bind_to(int fd, int port)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
	                              .sin_port = htons((uint16_t)port),
	                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	int yes = 1; /* connections of a server that has just ended do not keep the port */
	return setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0 &&
	       bind(fd, (struct sockaddr *)&address, sizeof address) == 0 && listen(fd, SOMAXCONN) == 0;
}

int http_listen(int port, struct diags *diags)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd >= 0 && bind_to(fd, port))
		return fd;
	int reason = errno;
	if (fd >= 0)
		close(fd);
	diag_failure(diags, str_printf(diags->arena, "127.0.0.1:%d", port), MESSAGE_LISTEN_FAILED, reason);
	return -1;
}

struct http *http_start(int socket, int port, const char *folder, struct preview *preview,
                        struct diags *diags)
{
	struct http *http = calloc(1, sizeof *http);
	if (!http)
		arena_out_of_memory();
	*http = (struct http){.folder = folder, .preview = preview, .port = port};
	http->daemon = MHD_start_daemon(
	        MHD_USE_AUTO | MHD_USE_INTERNAL_POLLING_THREAD | MHD_ALLOW_SUSPEND_RESUME, (uint16_t)port,
	        NULL, NULL, handle, http, MHD_OPTION_LISTEN_SOCKET, socket, MHD_OPTION_UNESCAPE_CALLBACK,
	        keep_escapes, NULL, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS, MHD_OPTION_END);
	if (http->daemon)
		return http;
	diag_failure(diags, str_printf(diags->arena, "127.0.0.1:%d", port), MESSAGE_LISTEN_FAILED, errno);
	close(socket);
	free(http);
	return NULL;
}

void http_stop(struct http *http)
{
	if (!http)
		return;
	preview_end(http->preview);
	MHD_stop_daemon(http->daemon);
	free(http);
}
