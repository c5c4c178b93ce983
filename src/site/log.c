#include "site/log.h"

#include "base/arena.h"
#include "schema/keys.h"
#include "site/build.h"
#include "site/revision.h"

/* A site read as far as its past; what is wrong with it today does not matter here. */
struct retrospect {
	struct build build;
	struct site_options options;
	struct diags said;
	struct arena *arena;
	struct diags *diags;
};

/* False: said, or nothing could be made of the site, then all that is wrong with it is. */
static bool open_retrospect(struct retrospect *out, const struct site_options *options, struct arena *arena,
                            struct diags *diags)
{
	struct repo *repo;
	out->arena = arena;
	out->diags = diags;
	out->options = *options;
	diag_init(&out->said, arena);
	if (!repo_open(&repo, arena, options->folder, diags))
		return false;
	if (!repo) {
		DIAG(diags, (struct place){0}, REPO_NONE, str_from(options->folder));
		return false;
	}
	if (repo_is_bare(repo))
		out->options.rev = STR("HEAD");
	repo_close(repo);
	build_init(&out->build, &out->options, arena, &out->said);
	if (build_run(&out->build, phase_rules) && out->said.failures == 0)
		return true;
	diag_merge(diags, &out->said);
	build_close(&out->build);
	return false;
}

static const struct resource *find_resource(const struct retrospect *retro, struct str name)
{
	const struct resource *resource = package_find(&retro->build.package, name);
	if (resource && resource->publish)
		return resource;
	DIAG(retro->diags, (struct place){0}, LOG_RESOURCE, name);
	return NULL;
}

/* ---- lines ---- */

struct printer {
	FILE *to;
	enum diag_language language;
	struct arena *arena;
	bool dated;
};

static void print_head(const struct printer *printer, const struct repo_commit *commit, struct str what)
{
	if (printer->dated)
		fprintf(printer->to, STR_FMT " %.12s ", STR_ARG(repo_time_text(printer->arena, commit->time)),
		        oid_text(printer->arena, commit->id).ptr);
	fprintf(printer->to, "%-8.*s", STR_ARG(what));
}

/* On one line, whatever a cell holds. */
static void print_value(const struct printer *printer, struct str text)
{
	fputs(" '", printer->to);
	for (size_t i = 0; i < text.len; i++)
		fputc((unsigned char)text.ptr[i] < ' ' ? ' ' : text.ptr[i], printer->to);
	fputc('\'', printer->to);
}

static void print_change(const struct printer *printer, const struct change *change)
{
	bool cell = change->class != CHANGE_ADDED && change->class != CHANGE_REMOVED;
	print_head(printer, change->commit, change_class_text(change->class));
	if (change->key.len)
		fprintf(printer->to, " " STR_FMT, STR_ARG(change->key));
	if (change->column.len)
		fprintf(printer->to, " " STR_FMT, STR_ARG(change->column));
	if (cell) {
		print_value(printer, change->old);
		fputs(" ->", printer->to);
		print_value(printer, change->new);
	}
	if (change->reason.len)
		fprintf(printer->to, " (" STR_FMT ")", STR_ARG(change->reason));
	fputc('\n', printer->to);
}

static void print_unreadable(const struct printer *printer, const struct unreadable *unreadable)
{
	const struct diag *why = &unreadable->why;
	print_head(printer, unreadable->commit,
	           DIAG_TEXT(printer->arena, printer->language, TEXT_LOG_SKIPPED, {0}));
	fprintf(printer->to, " " STR_FMT ":%zu:%zu: " STR_FMT " [" STR_FMT "]\n", STR_ARG(why->path),
	        why->line, why->column, STR_ARG(diag_words(printer->arena, why, printer->language)),
	        STR_ARG(diag_code(why->message)));
}

static bool is_earlier(const struct repo_commit *a, const struct repo_commit *b)
{
	return a < b; /* both in the log, which is in order */
}

/* ---- rows ---- */

/* A key as it is called now: codes of it may have been renamed since. */
static struct str key_now(const struct retrospect *retro, const struct resource *resource, struct str key)
{
	const struct renames *renames = renames_of(&retro->build.history.renames, resource->name);
	struct str *values;
	size_t n = key_split(&values, retro->arena, key);
	for (size_t i = 0; i < n && n == resource->n_primary_key; i++) {
		struct str column = resource->fields[resource->primary_key[i]].name;
		const struct rename_list *codes = renames_codes(renames, column);
		for (size_t step = 0; codes && step < codes->len; step++)
			if (!rename_next(&values[i], codes, values[i]))
				break;
	}
	return key_join(retro->arena, values, n);
}

/* The keys that are asked for, or the beginnings of some; none: every row. */
struct asked {
	const struct str *keys;
	size_t n;
	bool *met; /* for each: a row had it */
};

static bool begins(struct str key, struct str asked)
{
	return str_starts(key, asked) && (key.len == asked.len || key.ptr[asked.len] == '/');
}

static bool is_asked(const struct retrospect *retro, const struct resource *resource,
                     const struct asked *asked, struct str key)
{
	bool any = asked->n == 0;
	for (size_t i = 0; i < asked->n; i++) {
		if (!begins(key, asked->keys[i]) &&
		    !begins(key_now(retro, resource, key), key_now(retro, resource, asked->keys[i])))
			continue;
		asked->met[i] = true;
		any = true;
	}
	return any;
}

static bool is_key(const struct keyed *state, size_t field)
{
	for (size_t i = 0; i < state->n_fields; i++)
		if (state->fields[i] == field)
			return state->resource->n_primary_key > 0;
	return false;
}

/* What a row held when it came, each value as its own change from nothing, so that it is screened like one.
 */
static bool first_values(struct past *out, const struct retrospect *retro, const struct resource *resource,
                         const struct repo_commit *commit, const struct asked *asked)
{
	const struct keyed *state;
	VEC(struct change) changes = {0};
	*out = (struct past){.resource = resource};
	if (!history_state(&state, &retro->build.history, commit, resource, retro->diags))
		return false;
	for (size_t row = 0; state && row < state->resource->table.rows; row++) {
		if (!is_asked(retro, resource, asked, state->keys[row]))
			continue;
		for (size_t i = 0; i < state->resource->n_fields; i++)
			if (!is_key(state, i))
				*VEC_PUSH(retro->arena, &changes) = (struct change){
				        .commit = commit,
				        .key = state->keys[row],
				        .column = state->resource->fields[i].name,
				        .new = resource_text(retro->arena, state->resource, row, i),
				        .class = CHANGE_ADDED};
	}
	out->changes = changes.items;
	out->n_changes = changes.len;
	return true;
}

static bool print_first(const struct printer *printer, const struct retrospect *retro,
                        const struct resource *resource, const struct repo_commit *commit,
                        const struct asked *asked)
{
	const struct package *package = &retro->build.package;
	size_t at = (size_t)(resource - package->resources);
	struct history first = {.pasts = ARENA_ARRAY(retro->arena, struct past, package->len)};
	if (!first_values(&first.pasts[at], retro, resource, commit, asked))
		return false;
	const struct past *shown = past_publish(retro->arena, &first, &retro->build.model,
	                                        retro->build.withheld, retro->build.hidden);
	for (size_t i = 0; i < shown[at].n_changes; i++) {
		const struct change *change = &shown[at].changes[i];
		if (change->new.len == 0)
			continue;
		print_head(printer, commit,
		           DIAG_TEXT(printer->arena, printer->language, TEXT_LOG_FIRST, {0}));
		fprintf(printer->to, " " STR_FMT " " STR_FMT, STR_ARG(change->key), STR_ARG(change->column));
		print_value(printer, change->new);
		fputc('\n', printer->to);
	}
	return true;
}

/* A row's own beginning is shown with its values: in the first version, or where it was added. */
static bool print_past(const struct printer *printer, const struct retrospect *retro, const struct past *past,
                       const struct asked *asked)
{
	size_t next = 0;
	if (past->first && !print_first(printer, retro, past->resource, past->first, asked))
		return false;
	for (size_t i = 0; i <= past->n_changes; i++) {
		const struct change *change = i < past->n_changes ? &past->changes[i] : NULL;
		for (; next < past->n_unreadable &&
		       (!change || !is_earlier(change->commit, past->unreadable[next].commit));
		     next++)
			print_unreadable(printer, &past->unreadable[next]);
		if (!change || (change->key.len && !is_asked(retro, past->resource, asked, change->key)))
			continue;
		print_change(printer, change);
		const struct asked one = {&change->key, 1, &(bool){false}};
		if (asked->n && change->class == CHANGE_ADDED && change->key.len &&
		    !print_first(printer, retro, past->resource, change->commit, &one))
			return false;
	}
	return true;
}

/* The values of one key one by one are that key, or its beginning. */
static struct asked ask(struct arena *arena, const struct resource *resource, const struct str *keys,
                        size_t n_keys)
{
	bool plain = n_keys > 1 && n_keys <= resource->n_primary_key;
	for (size_t i = 0; i < n_keys; i++)
		plain = plain && str_find(keys[i], STR("/")) == keys[i].len;
	struct asked asked = {keys, n_keys, ARENA_ARRAY(arena, bool, n_keys)};
	if (plain) {
		struct str *joined = ARENA_NEW(arena, struct str);
		*joined = key_join(arena, keys, n_keys);
		asked.keys = joined;
		asked.n = 1;
	}
	return asked;
}

static bool say_unmet(const struct retrospect *retro, const struct resource *resource,
                      const struct asked *asked)
{
	struct str columns = {0};
	bool met = true;
	for (size_t i = 0; i < resource->n_primary_key; i++)
		columns =
		        str_list_add(retro->arena, columns, resource->fields[resource->primary_key[i]].name);
	for (size_t i = 0; i < asked->n; i++) {
		if (asked->met[i])
			continue;
		DIAG(retro->diags, (struct place){0}, LOG_KEY, resource->name, asked->keys[i], columns);
		met = false;
	}
	return met;
}

bool site_log(FILE *to, const struct site_options *options, struct str resource, const struct str *keys,
              size_t n_keys, enum diag_language language, struct arena *arena, struct diags *diags)
{
	struct retrospect retro;
	if (!open_retrospect(&retro, options, arena, diags))
		return false;
	const struct resource *found = find_resource(&retro, resource);
	const struct history *history = &retro.build.history;
	struct printer printer = {to, language, arena, true};
	bool done = found != NULL;
	if (history->is_cut && done) {
		struct str shallow = DIAG_TEXT(arena, language, TEXT_LOG_SHALLOW, {0});
		fprintf(to, STR_FMT "\n", STR_ARG(shallow));
	}
	if (done && history->head) {
		struct asked asked = ask(arena, found, keys, n_keys);
		done = print_past(&printer, &retro, &retro.build.pasts[found - retro.build.package.resources],
		                  &asked) &&
		       say_unmet(&retro, found, &asked);
	}
	build_close(&retro.build);
	return done;
}

/* ---- two revisions ---- */

/* An edition by its id, else any revision. */
static bool find_side(struct oid *out, const struct retrospect *retro, struct str name)
{
	struct repo *repo = retro->build.repo;
	if (edition_id_valid(name)) {
		struct str tag = STR_JOIN(retro->arena, STR("refs/tags/edition/"), name);
		if (!repo_resolve(out, repo, tag, retro->diags))
			return false;
		if (!oid_is_none(*out))
			return true;
	}
	return revision_find(out, repo, name, retro->diags);
}

static void print_differences(const struct printer *printer, const struct past *past)
{
	if (past->n_changes || past->n_unreadable)
		fprintf(printer->to, STR_FMT "\n", STR_ARG(past->resource->name));
	for (size_t i = 0; i < past->n_unreadable; i++)
		print_unreadable(printer, &past->unreadable[i]);
	for (size_t i = 0; i < past->n_changes; i++)
		print_change(printer, &past->changes[i]);
}

static bool compare(const struct printer *printer, const struct retrospect *retro, struct oid a, struct oid b,
                    const struct resource *only)
{
	const struct build *build = &retro->build;
	struct history between;
	bool done = history_between(&between, retro->arena, build->repo, a, b, &build->model, &build->tree,
	                            retro->diags);
	const struct past *pasts =
	        done ? past_publish(retro->arena, &between, &build->model, build->withheld, build->hidden)
	             : NULL;
	for (size_t i = 0; done && i < build->package.len; i++)
		if (pasts[i].resource && (!only || pasts[i].resource == only))
			print_differences(printer, &pasts[i]);
	history_close(&between);
	return done;
}

bool site_diff(FILE *to, const struct site_options *options, struct str a, struct str b, struct str resource,
               enum diag_language language, struct arena *arena, struct diags *diags)
{
	struct retrospect retro;
	struct oid old, new;
	if (!open_retrospect(&retro, options, arena, diags))
		return false;
	struct printer printer = {to, language, arena, false};
	const struct resource *only = resource.len ? find_resource(&retro, resource) : NULL;
	bool done = (only || resource.len == 0) && find_side(&old, &retro, a) && find_side(&new, &retro, b) &&
	            compare(&printer, &retro, old, new, only);
	build_close(&retro.build);
	return done;
}
