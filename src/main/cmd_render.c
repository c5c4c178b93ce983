/* congbo render: one template, one JSON file, and nothing of a site. As the Mustache specification has it,
 * names that are nowhere and partials that do not exist are empty. */
#include "base/arena.h"
#include "main/commands.h"
#include "tmpl/tmpl.h"
#include "json/json.h"

#include <dirent.h>
#include <errno.h>

enum { INPUT_MAX = 256 << 20, OUTPUT_MAX = 1 << 30 };

/* The whole file as a source. False is a failure, said. */
static bool read_source(struct source *out, struct arena *arena, struct str path, struct diags *diags)
{
	struct buf text;
	FILE *file = fopen(str_z(arena, path), "rb");
	if (!file)
		return diag_failure(diags, path, MESSAGE_READ_FAILED, errno);
	char chunk[1 << 14];
	size_t n;
	buf_init(&text, INPUT_MAX);
	while (!text.over && (n = fread(chunk, 1, sizeof chunk, file)) > 0)
		buf_add(&text, (struct str){chunk, n});
	int error = ferror(file) ? errno : text.over ? EFBIG : 0;
	*out = (struct source){.path = path, .text = str_dup(arena, buf_str(&text))};
	buf_free(&text);
	fclose(file);
	return error == 0 || diag_failure(diags, path, MESSAGE_READ_FAILED, error);
}

static bool add_template(struct tmpl_set *set, struct arena *arena, struct str name, struct str path,
                         struct diags *diags)
{
	struct source *source = ARENA_NEW(arena, struct source);
	return read_source(source, arena, path, diags) && tmpl_add(set, name, source, diags);
}

/* Every NAME.mustache of a folder as the partial NAME. */
static bool add_partials(struct tmpl_set *set, struct arena *arena, struct str folder, DIR *handle,
                         struct diags *diags)
{
	const struct str suffix = STR(".mustache");
	bool good = true;
	for (struct dirent *entry; (entry = readdir(handle));) {
		struct str file = str_from(entry->d_name);
		if (!str_ends(file, suffix) || file.len == suffix.len)
			continue;
		struct str name = str_dup(arena, str_sub(file, 0, file.len - suffix.len));
		struct str path = STR_JOIN(arena, folder, STR("/"), file);
		good = add_template(set, arena, name, path, diags) && good;
	}
	return good;
}

static bool render(const struct tmpl_set *set, const struct value *data, struct str path, struct diags *diags)
{
	struct buf out;
	buf_init(&out, OUTPUT_MAX);
	bool good = tmpl_render(&out, tmpl_find(set, STR("")), data, NULL, diags);
	if (good && fwrite(out.ptr, 1, out.len, stdout) < out.len)
		good = diag_failure(diags, path, MESSAGE_WRITE_FAILED, errno);
	buf_free(&out);
	return good;
}

int cmd_render(const struct options *options, struct arena *arena, struct diags *diags)
{
	struct source *data = ARENA_NEW(arena, struct source);
	struct value *value;
	struct tmpl_set *set = tmpl_set_new(arena);
	/* no tag can name the template itself: a name is never empty */
	bool good = add_template(set, arena, STR(""), options->operands[0], diags);
	good = read_source(data, arena, options->operands[1], diags) &&
	       json_parse(&value, arena, data, diags) && good;
	if (options->partials.len) {
		DIR *handle = opendir(str_z(arena, options->partials));
		if (!handle && (errno == ENOENT || errno == ENOTDIR)) {
			DIAG(diags, (struct place){0}, USAGE_FOLDER, options->partials);
			return STATUS_USAGE;
		}
		if (!handle)
			good = diag_failure(diags, options->partials, MESSAGE_READ_FAILED, errno);
		good = handle && add_partials(set, arena, options->partials, handle, diags) && good;
		if (handle)
			closedir(handle);
	}
	if (good && tmpl_link(set, true, diags))
		render(set, value, STR("standard output"), diags);
	return options_status(diags, false);
}
