/* SHA256SUMS: of every data file but itself, for `sha256sum -c SHA256SUMS` in the folder data. */
#include "export/format.h"

#include "base/arena.h"
#include "export/meta.h"

#include <stdlib.h>

static int by_path(const void *a, const void *b)
{
	const struct output_entry *const *x = a, *const *y = b;
	return str_cmp((*x)->path, (*y)->path);
}

bool sums_file_write(const struct export *export, const struct export_file *file, struct output *output,
                     struct diags *diags)
{
	struct arena *arena = arena_new();
	const struct output_entry **entries =
	        ARENA_ARRAY(arena, const struct output_entry *, export->n_files);
	size_t n = 0;
	for (size_t i = 0; i < export->n_files; i++)
		if (export->files[i].entry != file->entry)
			entries[n++] = export->files[i].entry;
	qsort(entries, n, sizeof *entries, by_path);
	struct buf buf;
	buf_init(&buf, SIZE_MAX / 2);
	for (size_t i = 0; i < n; i++) {
		buf_add(&buf, str_from(entries[i]->sha256));
		buf_add(&buf, STR("  "));
		buf_add(&buf, meta_name(entries[i]));
		buf_char(&buf, '\n');
	}
	arena_free(arena);
	return sink_put(&buf, output, file->entry, diags);
}
