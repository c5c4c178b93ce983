#include "serve/body.h"

#include "base/arena.h"
#include "io/hash.h"

#include <errno.h>
#include <microhttpd.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PAGE_MAX = 1 << 28, CHUNK = 64 << 10 };

enum body_kind body_kind(int fd)
{
	struct stat status;
	if (fstat(fd, &status) != 0)
		return BODY_OTHER;
	return S_ISDIR(status.st_mode) ? BODY_FOLDER : S_ISREG(status.st_mode) ? BODY_FILE : BODY_OTHER;
}

static const char *type_of(struct str path)
{
	static const struct {
		struct str ending;
		const char *type;
	} types[] = {
	        {STR_INIT(".html"), "text/html; charset=utf-8"},
	        {STR_INIT(".css"), "text/css; charset=utf-8"},
	        {STR_INIT(".js"), "text/javascript; charset=utf-8"},
	        {STR_INIT(".csv"), "text/csv; charset=utf-8"},
	        {STR_INIT(".txt"), "text/plain; charset=utf-8"},
	        {STR_INIT(".md"), "text/markdown; charset=utf-8"},
	        {STR_INIT(".xml"), "application/xml; charset=utf-8"},
	        {STR_INIT(".json"), "application/json; charset=utf-8"},
	        {STR_INIT(".jsonld"), "application/ld+json; charset=utf-8"},
	        {STR_INIT(".webmanifest"), "application/manifest+json; charset=utf-8"},
	        {STR_INIT(".ics"), "text/calendar; charset=utf-8"},
	        {STR_INIT(".svg"), "image/svg+xml; charset=utf-8"},
	        {STR_INIT("SHA256SUMS"), "text/plain; charset=utf-8"},
	        {STR_INIT(".png"), "image/png"},
	        {STR_INIT(".jpg"), "image/jpeg"},
	        {STR_INIT(".jpeg"), "image/jpeg"},
	        {STR_INIT(".gif"), "image/gif"},
	        {STR_INIT(".webp"), "image/webp"},
	        {STR_INIT(".avif"), "image/avif"},
	        {STR_INIT(".ico"), "image/vnd.microsoft.icon"},
	        {STR_INIT(".mp3"), "audio/mpeg"},
	        {STR_INIT(".mp4"), "video/mp4"},
	        {STR_INIT(".woff2"), "font/woff2"},
	        {STR_INIT(".pdf"), "application/pdf"},
	        {STR_INIT(".zip"), "application/zip"},
	        {STR_INIT(".sqlite"), "application/vnd.sqlite3"},
	        {STR_INIT(".xlsx"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
	        {STR_INIT(".docx"),
	         "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
	};
	for (size_t i = 0; i < LENGTH(types); i++)
		if (str_ends(path, types[i].ending))
			return types[i].type;
	return "application/octet-stream";
}

static const char *etag_of(struct arena *arena, struct str hex)
{
	return STR_JOIN(arena, STR("\""), str_sub(hex, 0, 32), STR("\"")).ptr;
}

/* ---- a file ---- */

/* A build writes files anew and never into one that stands: what is read here is what will be sent. */
static bool hash_file(struct body *body, struct arena *arena, int fd)
{
	struct hash *hash = hash_begin(arena);
	char *chunk = arena_alloc(arena, CHUNK);
	ssize_t n;
	body->size = 0;
	while ((n = pread(fd, chunk, CHUNK, (off_t)body->size)) != 0) {
		if (n < 0 && errno != EINTR)
			return false;
		if (n < 0)
			continue;
		hash_add(hash, (struct str){chunk, (size_t)n});
		body->size += (uint64_t)n;
	}
	body->etag = etag_of(arena, hash_end(arena, hash));
	return true;
}

bool body_file(struct body *body, struct arena *arena, int fd, struct str path)
{
	*body = (struct body){.fd = fd, .type = type_of(path)};
	if (hash_file(body, arena, fd))
		return true;
	body_close(body);
	return false;
}

/* ---- a page ---- */

static bool read_text(struct buf *out, int fd)
{
	char chunk[8 << 10];
	ssize_t n;
	buf_init(out, PAGE_MAX);
	while ((n = read(fd, chunk, sizeof chunk)) != 0) {
		if (n < 0 && errno != EINTR)
			return false;
		if (n > 0)
			buf_add(out, (struct str){chunk, (size_t)n});
	}
	return !out->over;
}

/* Attributes that begin with `from` begin with `to`. */
static void add_moved(struct buf *out, struct str html, struct str from, struct str to)
{
	static const struct str opening = STR_INIT("=\"");
	for (size_t at; from.len && (at = str_find(html, opening)) < html.len;) {
		struct str value = str_sub(html, at + opening.len, html.len);
		bool moves = str_starts(value, from);
		buf_add(out, str_sub(html, 0, at + opening.len));
		buf_add(out, moves ? to : STR(""));
		html = moves ? str_sub(value, from.len, value.len) : value;
	}
	buf_add(out, html);
}

bool body_page(struct body *body, struct arena *arena, int fd, struct str from, struct str to)
{
	struct buf html;
	bool good = read_text(&html, fd);
	close(fd);
	*body = (struct body){.fd = -1, .type = type_of(STR(".html")), .is_page = true};
	buf_init(&body->bytes, PAGE_MAX * 2);
	if (good) {
		size_t end = str_find(buf_str(&html), STR("</head>"));
		add_moved(&body->bytes, str_sub(buf_str(&html), 0, end), from, to);
		buf_add(&body->bytes, STR("<script src=\"/.congbo/preview.js\" defer></script>\n"));
		add_moved(&body->bytes, str_sub(buf_str(&html), end, html.len), from, to);
		body->size = body->bytes.len;
		body->etag = etag_of(arena, hash_hex(arena, buf_str(&body->bytes)));
	} else {
		body_close(body);
	}
	buf_free(&html);
	return good;
}

/* ---- a text ---- */

void body_text(struct body *body, struct arena *arena, struct str text, const char *type)
{
	*body = (struct body){.fd = -1, .type = type, .size = text.len};
	buf_init(&body->bytes, PAGE_MAX);
	buf_add(&body->bytes, text);
	body->etag = etag_of(arena, hash_hex(arena, text));
}

/* ---- sending ---- */

void body_close(struct body *body)
{
	if (body->fd >= 0)
		close(body->fd);
	body->fd = -1;
	buf_free(&body->bytes);
}

struct MHD_Response *body_response(struct body *body, uint64_t from, uint64_t to)
{
	if (body->fd < 0 || from == to)
		return MHD_create_response_from_buffer((size_t)(to - from),
		                                       body->bytes.ptr ? body->bytes.ptr + from : NULL,
		                                       MHD_RESPMEM_MUST_COPY);
	struct MHD_Response *response = MHD_create_response_from_fd_at_offset64(to - from, body->fd, from);
	if (response)
		body->fd = -1;
	return response;
}
