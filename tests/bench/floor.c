/* The floor of a site generator: reads each Markdown file, runs libcmark, writes DIR/index.html; one process,
 *no templates, no checks. `floor compare IN OUT` renders and compares with what stands there, writing
 *nothing, on all cores.
 *
 *	floor write IN OUT
 *	floor compare IN OUT
 */
#include <cmark.h>
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *read_file(const char *path, size_t *len)
{
	struct stat status;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &status) != 0)
		return fd >= 0 ? (close(fd), NULL) : NULL;
	char *text = malloc((size_t)status.st_size + 1);
	ssize_t n = read(fd, text, (size_t)status.st_size);
	close(fd);
	*len = n > 0 ? (size_t)n : 0;
	return text;
}

static size_t body_of(const char *text, size_t len)
{
	const char *end =
	        len > 4 && memcmp(text, "---\n", 4) == 0 ? memmem(text + 4, len - 4, "\n---\n", 5) : NULL;
	return end ? (size_t)(end - text) + 5 : 0;
}

static void make_folders(char *path)
{
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(path, 0777);
		*slash = '/';
	}
}

static bool write_file(char *path, const char *html, size_t len)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0) {
		make_folders(path);
		fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	}
	bool done = fd >= 0 && write(fd, html, len) == (ssize_t)len;
	return close(fd) == 0 && done;
}

static bool compare_file(const char *path, const char *html, size_t len)
{
	size_t old_len = 0;
	char *old = read_file(path, &old_len);
	bool same = old && old_len == len && memcmp(old, html, len) == 0;
	free(old);
	return same;
}

static bool render(const char *in, const char *from, const char *out, bool comparing)
{
	size_t len = 0;
	char path[PATH_MAX], *text = read_file(from, &len);
	if (!text)
		return false;
	size_t body = body_of(text, len);
	char *html = cmark_markdown_to_html(text + body, len - body, CMARK_OPT_DEFAULT);
	int stem = (int)(strlen(from) - strlen(in) - strlen(".md"));
	snprintf(path, sizeof path, "%s%.*s/index.html", out, stem, from + strlen(in));
	bool done = comparing ? compare_file(path, html, strlen(html)) : write_file(path, html, strlen(html));
	free(html);
	free(text);
	return done;
}

int main(int argc, char **argv)
{
	if (argc != 4 || (strcmp(argv[1], "write") != 0 && strcmp(argv[1], "compare") != 0))
		return fputs("usage: floor write|compare IN OUT\n", stderr), 2;
	bool comparing = strcmp(argv[1], "compare") == 0;
	char *roots[] = {argv[2], NULL}, **files = NULL;
	size_t n = 0, cap = 0;
	FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_NOSTAT, NULL);
	for (FTSENT *entry; walk && (entry = fts_read(walk));) {
		const char *dot = strrchr(entry->fts_name, '.');
		if (entry->fts_info == FTS_D || entry->fts_info == FTS_DP || !dot || strcmp(dot, ".md") != 0)
			continue;
		if (n == cap)
			files = realloc(files, (cap = cap ? cap * 2 : 1024) * sizeof *files);
		files[n++] = strdup(entry->fts_path);
	}
	fts_close(walk);
	size_t failed = 0;
#pragma omp parallel for schedule(dynamic, 16) reduction(+ : failed) if (comparing)
	for (size_t i = 0; i < n; i++)
		failed += !render(argv[2], files[i], argv[3], comparing);
	printf("%zu pages, %zu failed\n", n, failed);
	return failed != 0;
}
