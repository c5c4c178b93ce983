#include "import/parts.h"

#include "base/arena.h"
#include "import/sheet.h"
#include "io/replace.h"
#include "schema/package.h"
#include "text/text.h"

/* ---- the site ---- */

/* What is wrong with one file of the site, said before, is said again. */
static bool say_of(struct import *import, const struct diags *found, struct str path)
{
	bool well = true;
	VEC_EACH (const struct diag, diag, &found->list) {
		if (!str_eq(diag->path, path) && diag_severity(diag->message) != SEVERITY_FAILURE)
			continue;
		diag_add(import->diags, (struct place){diag->source, diag->offset}, diag->message,
		         (struct str){0}, diag->args, diag->n_args);
		well = false;
	}
	return well;
}

/* The settings and tables as they stand. What is wrong with other tables is for `check` to say. */
static bool open_site(struct import *import, struct diags *found)
{
	if (!tree_open_folder(&import->tree, import->arena, import->options->site, import->diags))
		return false;
	config_load(&import->config, import->arena, &import->tree, import->diags);
	if (import->config.languages.len == 0)
		return false;
	package_load(&import->package, import->arena, &import->tree, &import->config.languages, found);
	import->resource = package_find(&import->package, import->options->resource);
	if (!import->resource) {
		DIAG(import->diags, (struct place){0}, IMPORT_NO_RESOURCE, import->options->resource);
		return false;
	}
	return true;
}

/* A file that is not there yet is no error of the descriptor here. */
static bool is_there(const struct import *import)
{
	return tree_find(&import->tree, import->resource->file.path) != NULL;
}

static bool check_site(struct import *import, const struct diags *found)
{
	const struct resource *resource = import->resource;
	struct diags other;
	bool there = is_there(import);
	diag_init(&other, import->arena);
	VEC_EACH (const struct diag, diag, &found->list) {
		if (there || diag->message != MESSAGE_PATH_MISSING || !str_eq(diag->args[0], resource->path))
			*VEC_PUSH(import->arena, &other.list) = *diag;
	}
	if (!say_of(import, &other, STR("data/datapackage.yaml")))
		return false;
	if (import->options->mode == IMPORT_REPLACE || !there)
		return true;
	if (import->options->mode == IMPORT_UPDATE && resource->n_primary_key == 0) {
		DIAG(import->diags, (struct place){0}, IMPORT_NO_KEY, resource->name);
		return false;
	}
	return say_of(import, &other, resource->file.path);
}

/* ---- writing ---- */

static bool encode(struct str *bytes, struct import *import, struct str text)
{
	size_t bad;
	struct str encoding = import->resource->encoding;
	*bytes = text;
	if (resource_is_utf8(import->resource) || text_encode(bytes, &bad, import->arena, text, encoding))
		return true;
	DIAG(import->diags, (struct place){0}, IMPORT_ENCODE, import->resource->file.path, encoding);
	return false;
}

static bool is_unchanged(struct import *import, struct str bytes)
{
	struct str now;
	const struct tree_entry *entry = tree_find(&import->tree, import->resource->file.path);
	return entry && import->tree.read(&now, &import->tree, import->arena, entry, import->diags) &&
	       str_eq(now, bytes);
}

static bool write_outcome(struct import_summary *summary, struct import *import)
{
	struct import_origins origins = {0};
	struct str text, bytes;
	if (!import_merge(&text, &origins, summary, import) || !encode(&bytes, import, text) ||
	    !import_check(import, bytes, &origins))
		return false;
	summary->path = import->resource->file.path;
	if (import->options->dry_run || is_unchanged(import, bytes))
		return true;
	summary->written = replace_file(import->options->site, summary->path, bytes, import->diags);
	return summary->written;
}

static bool run(struct import_summary *summary, struct import *import)
{
	struct diags found;
	diag_init(&found, import->arena);
	if (!open_site(import, &found) || !check_site(import, &found) || !import_read(import) ||
	    !import_command_line(import))
		return false;
	/* all that is wrong, in one run */
	bool columns = import_columns(import), rows = import_rows(import);
	bool values = import_values(import);
	return columns && rows && values && write_outcome(summary, import);
}

bool import_file(struct import_summary *summary, const struct import_options *options, struct arena *arena,
                 struct diags *diags)
{
	struct import import = {.options = options, .arena = arena, .diags = diags};
	*summary = (struct import_summary){0};
	bool done = run(summary, &import);
	if (import.workbook && import.grid.source)
		sheet_places(diags, import.grid.source);
	tree_close(&import.tree);
	return done;
}
