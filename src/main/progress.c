#include "main/progress.h"

#include <time.h>
#include <unistd.h>

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static const char *phase_words(const char *phase, enum diag_language language)
{
	static const struct {
		const char *phase, *vietnamese;
	} words[] = {
	        {"read", "đọc tệp"},     {"parse", "phân tích"},  {"model", "liên kết số liệu"},
	        {"history", "lịch sử"},  {"rules", "tính toán"},  {"plan", "lập danh sách trang"},
	        {"check", "kiểm tra"},   {"data", "ghi số liệu"}, {"render", "dựng trang"},
	        {"publish", "hoàn tất"},
	};
	for (size_t i = 0; language == DIAG_VIETNAMESE && i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i].phase, phase) == 0)
			return words[i].vietnamese;
	return phase;
}

/* A build that is over at once shows nothing, and nobody reads faster than ten lines a second. */
static bool is_due(const struct progress *progress, double now)
{
	return progress->shown > 0 ? now - progress->shown >= 0.1 : now - progress->start >= 0.3;
}

static void show(void *context, const char *phase, size_t done, size_t total)
{
	struct progress *progress = context;
	double now = seconds();
	if (progress->start == 0)
		progress->start = now;
	if (!is_due(progress, now))
		return;
	progress->shown = now;
	fprintf(stderr, "\r%s", phase_words(phase, progress->language));
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
