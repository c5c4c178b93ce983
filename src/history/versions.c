#include "history/versions.h"

#include "base/arena.h"

/* How many versions stay at hand: a commit and its parents, on a few branches in turn. */
enum { AT_HAND = 8 };

/* A descriptor, which many commits share. */
struct descriptor {
	struct package_outline outline;
	bool readable;
	struct diag why;
};

/* What a commit has of each resource; shared by the commits between which data/ did not change. */
struct row {
	const struct descriptor *descriptor; /* NULL: none */
	struct oid data;                     /* the folder */
	struct version **versions;           /* by resource; NULL: none that is published */
};

struct versions {
	struct arena *arena;
	struct repo *repo;
	const struct repo_log *log;
	const struct package *package;
	const struct languages *languages;
	const struct row **rows;   /* by commit */
	struct version **readable; /* by resource, then commit */
	struct map descriptors, known;
	VEC(struct version *) loaded;
};

/* ---- why something cannot be read ---- */

static struct diag first_of(struct diags *diags)
{
	diag_sort(diags);
	return diags->list.len ? diags->list.items[0] : (struct diag){0};
}

/* ---- descriptors ---- */

static bool read_descriptor(struct descriptor *out, struct versions *versions, struct oid blob,
                            struct diags *diags)
{
	struct source *source = ARENA_NEW(versions->arena, struct source);
	struct diags said;
	source->path = STR("data/datapackage.yaml");
	if (!repo_blob(&source->text, versions->repo, versions->arena, blob, diags))
		return false;
	diag_init(&said, versions->arena);
	out->readable = package_outline(&out->outline, versions->arena, source, versions->languages, &said);
	if (!out->readable)
		out->why = first_of(&said);
	return true;
}

static bool find_descriptor(const struct descriptor **out, struct versions *versions, struct oid data,
                            struct diags *diags)
{
	struct oid *blob = ARENA_NEW(versions->arena, struct oid);
	enum repo_kind kind;
	*out = NULL;
	if (!repo_at(blob, &kind, versions->repo, data, STR("datapackage.yaml"), diags))
		return false;
	if (kind != REPO_FILE)
		return true;
	void **known = map_put(&versions->descriptors, (struct str){(const char *)blob->bytes, OID_BYTES});
	if (!*known) {
		struct descriptor *descriptor = ARENA_NEW(versions->arena, struct descriptor);
		if (!read_descriptor(descriptor, versions, *blob, diags))
			return false;
		*known = descriptor;
	}
	*out = *known;
	return true;
}

/* ---- the version of one resource ---- */

/* The same descriptor, resource and bytes are the same version. */
static struct version *version_of(struct versions *versions, const struct descriptor *descriptor,
                                  size_t resource, struct oid blob)
{
	struct {
		const struct descriptor *descriptor;
		size_t resource;
		struct oid blob;
	} *key = arena_alloc(versions->arena, sizeof *key);
	key->descriptor = descriptor;
	key->resource = resource;
	key->blob = blob;
	void **known = map_put(&versions->known, (struct str){(const char *)key, sizeof *key});
	if (!*known) {
		struct version *version = ARENA_NEW(versions->arena, struct version);
		version->blob = blob;
		*known = version;
	}
	return *known;
}

static struct version *unreadable(struct version *version, struct diag why)
{
	version->tried = true;
	version->why = why;
	return version;
}

static struct diag why_missing(struct versions *versions, const struct outline *outline)
{
	struct source *source = ARENA_NEW(versions->arena, struct source);
	struct diags said;
	source->path = STR("data/datapackage.yaml");
	diag_init(&said, versions->arena);
	DIAG(&said, ((struct place){source, 0}), PATH_MISSING, outline->path);
	return first_of(&said);
}

/* By a descriptor that cannot be read nobody knows whether the resource was there: its file says so. */
static bool find_version(struct version **out, struct versions *versions, const struct row *row, size_t at,
                         struct diags *diags)
{
	const struct descriptor *descriptor = row->descriptor;
	const struct resource *resource = &versions->package->resources[at];
	const struct outline *outline =
	        descriptor->readable ? outline_find(&descriptor->outline, resource->name) : NULL;
	struct str path = outline ? outline->path : resource->path;
	struct oid blob = {{0}};
	enum repo_kind kind = REPO_OTHER;
	*out = NULL;
	if (descriptor->readable && (!outline || !outline->publish))
		return true;
	if (path.len && !repo_at(&blob, &kind, versions->repo, row->data, path, diags))
		return false;
	if (!outline && kind != REPO_FILE)
		return true;
	*out = version_of(versions, descriptor, at, kind == REPO_FILE ? blob : (struct oid){{0}});
	if (!outline)
		unreadable(*out, descriptor->why);
	else if (kind != REPO_FILE)
		unreadable(*out, why_missing(versions, outline));
	(*out)->outline = outline;
	return true;
}

/* ---- commits ---- */

struct changed {
	struct versions *versions;
	struct row *row;
	bool *resources;
	bool descriptor, any;
};

/* A path that differs from the parent: whose file it is. */
static void note_changed(void *data, struct str path)
{
	struct changed *changed = data;
	const struct package *package = changed->versions->package;
	bool whole = str_eq(path, STR("data"));
	if (!whole && !str_starts(path, STR("data/")))
		return;
	changed->any = true;
	struct str name = str_sub(path, 5, path.len);
	changed->descriptor |= whole || str_eq(name, STR("datapackage.yaml"));
	const struct descriptor *descriptor = changed->row->descriptor;
	for (size_t i = 0; i < package->len; i++) {
		const struct version *version = changed->row->versions[i];
		const struct outline *outline = version ? version->outline : NULL;
		if (descriptor && descriptor->readable && !outline && !version)
			continue; /* not published then, whatever its file says */
		struct str own = outline ? outline->path : package->resources[i].path;
		changed->resources[i] |= str_eq(own, name);
	}
}

static bool fill_row(struct versions *versions, struct row *row, const bool *which, struct diags *diags)
{
	for (size_t i = 0; row->descriptor && i < versions->package->len; i++)
		if (versions->package->resources[i].publish && (!which || which[i]) &&
		    !find_version(&row->versions[i], versions, row, i, diags))
			return false;
	return true;
}

static struct row *new_row(struct versions *versions, const struct row *like)
{
	struct row *row = ARENA_NEW(versions->arena, struct row);
	size_t n = versions->package->len;
	*row = like ? *like : (struct row){0};
	row->versions = ARENA_ARRAY(versions->arena, struct version *, n);
	if (like && n)
		memcpy(row->versions, like->versions, n * sizeof(struct version *));
	return row;
}

/* What the parent had, wherever its file stood, is there still by a descriptor that cannot be read. */
static void keep_unknown(struct versions *versions, struct row *row, const struct row *before)
{
	bool unknown = row->descriptor && !row->descriptor->readable;
	for (size_t i = 0; unknown && i < versions->package->len; i++)
		if (!row->versions[i] && before->versions[i])
			row->versions[i] =
			        unreadable(version_of(versions, row->descriptor, i, (struct oid){{0}}),
			                   row->descriptor->why);
}

/* All of a commit, from its folder data/ on. */
static bool read_row(struct versions *versions, struct row *row, struct oid root, struct diags *diags)
{
	enum repo_kind kind = REPO_OTHER;
	if (!oid_is_none(root) && !repo_at(&row->data, &kind, versions->repo, root, STR("data"), diags))
		return false;
	return kind != REPO_FOLDER || (find_descriptor(&row->descriptor, versions, row->data, diags) &&
	                               fill_row(versions, row, NULL, diags));
}

/* Where only tables changed since the parent, only those are looked for. */
static bool read_changed(struct versions *versions, size_t at, const struct repo_commit *commit,
                         struct diags *diags)
{
	const struct repo_commit *parent = &versions->log->items[commit->parents[0]];
	const struct row *before = versions->rows[commit->parents[0]];
	struct row *row = new_row(versions, before);
	struct changed changed = {.versions = versions, .row = row};
	enum repo_kind kind;
	changed.resources = ARENA_ARRAY(versions->arena, bool, versions->package->len);
	if (!repo_compare(versions->repo, parent->root, commit->root, note_changed, &changed, diags))
		return false;
	if (changed.descriptor || oid_is_none(commit->root)) {
		row = new_row(versions, NULL);
		versions->rows[at] = row;
		bool done = read_row(versions, row, commit->root, diags);
		keep_unknown(versions, row, before);
		return done;
	}
	versions->rows[at] = changed.any ? row : before;
	return !changed.any ||
	       (repo_at(&row->data, &kind, versions->repo, commit->root, STR("data"), diags) &&
	        fill_row(versions, row, changed.resources, diags));
}

static bool read_commit(struct versions *versions, size_t at, struct diags *diags)
{
	const struct repo_commit *commit = &versions->log->items[at];
	if (commit->n_parents && oid_eq(commit->root, versions->log->items[commit->parents[0]].root)) {
		versions->rows[at] = versions->rows[commit->parents[0]];
		return true;
	}
	if (commit->n_parents)
		return read_changed(versions, at, commit, diags);
	struct row *row = new_row(versions, NULL);
	versions->rows[at] = row;
	return read_row(versions, row, commit->root, diags);
}

bool versions_find(struct versions **out, struct arena *arena, struct repo *repo, const struct repo_log *log,
                   const struct package *package, const struct languages *languages, struct diags *diags)
{
	struct versions *versions = ARENA_NEW(arena, struct versions);
	*versions =
	        (struct versions){.arena = arena,
	                          .repo = repo,
	                          .log = log,
	                          .package = package,
	                          .languages = languages,
	                          .rows = ARENA_ARRAY(arena, const struct row *, log->len),
	                          .readable = ARENA_ARRAY(arena, struct version *, log->len * package->len)};
	map_init(&versions->descriptors, arena);
	map_init(&versions->known, arena);
	*out = versions;
	for (size_t i = 0; i < log->len; i++)
		if (!read_commit(versions, i, diags))
			return false;
	return true;
}

/* ---- reading ---- */

static void drop(struct version *version)
{
	arena_free(version->arena);
	version->arena = NULL;
}

bool version_load(struct versions *versions, struct version *version, struct diags *diags)
{
	if (version->arena || (version->tried && !version->readable))
		return true;
	struct str bytes;
	struct diags said;
	struct arena *arena = arena_new();
	if (!repo_blob(&bytes, versions->repo, arena, version->blob, diags)) {
		arena_free(arena);
		return false;
	}
	diag_init(&said, versions->arena);
	version->tried = true;
	version->arena = arena;
	version->readable = resource_version(&version->resource, arena, version->outline, bytes, &said) &&
	                    keyed_make(&version->keyed, arena, &version->resource, &said);
	if (version->readable) {
		*VEC_PUSH(versions->arena, &versions->loaded) = version;
	} else {
		version->why = first_of(&said);
		drop(version);
	}
	return true;
}

void versions_trim(struct versions *versions)
{
	if (versions->loaded.len <= AT_HAND)
		return;
	size_t surplus = versions->loaded.len - AT_HAND, left = 0;
	for (size_t i = 0; i < versions->loaded.len; i++) {
		struct version *version = versions->loaded.items[i];
		if (i < surplus && !version->kept)
			drop(version);
		else
			versions->loaded.items[left++] = version;
	}
	versions->loaded.len = left;
}

void versions_close(struct versions *versions)
{
	for (size_t i = 0; versions && i < versions->loaded.len; i++)
		drop(versions->loaded.items[i]);
}

size_t versions_resources(const struct versions *versions)
{
	return versions->package->len;
}

struct version *versions_at(const struct versions *versions, size_t commit, size_t resource)
{
	return versions->rows[commit]->versions[resource];
}

struct version **versions_readable(const struct versions *versions, size_t commit, size_t resource)
{
	return &versions->readable[resource * versions->log->len + commit];
}
