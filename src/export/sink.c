#include "export/format.h"

#include "base/arena.h"

#include <stdlib.h>

enum { SINK_FULL = 256 << 10 };

void sink_open(struct sink *sink, struct output *output, const struct export_file *file, struct diags *diags)
{
	output_begin(&sink->file, output, file->entry, true, diags);
	sink->cells = calloc(file->dataset->n_fields + 1, sizeof *sink->cells);
	if (!sink->cells)
		arena_out_of_memory();
	buf_init(&sink->buf, SIZE_MAX / 2);
	sink->arena = arena_new();
}

static void drain(struct sink *sink)
{
	output_write(&sink->file, buf_str(&sink->buf));
	buf_clear(&sink->buf);
	arena_reset(sink->arena);
}

void sink_row(struct sink *sink)
{
	if (sink->buf.len >= SINK_FULL)
		drain(sink);
}

bool sink_close(struct sink *sink)
{
	drain(sink);
	buf_free(&sink->buf);
	free(sink->cells);
	arena_free(sink->arena);
	return output_end(&sink->file);
}

bool sink_put(struct buf *buf, struct output *output, struct output_entry *entry, struct diags *diags)
{
	struct output_file file;
	output_begin(&file, output, entry, true, diags);
	output_write(&file, buf_str(buf));
	buf_free(buf);
	return output_end(&file);
}
