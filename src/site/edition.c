/* Publishing: check, build from HEAD into a scratch folder, write its files as objects, then the branch, then
 * the tag. The tag is what makes the edition: killed before it, nobody knows of one, and the next publisher
 * puts the branch back where the last edition left it. */
#include "site/edition.h"

#include "base/arena.h"
#include "history/edition.h"
#include "model/config.h"
#include "site/revision.h"
#include "site/version.h"

#include <unistd.h>

/* What is known before the build. */
struct publisher {
	const struct publish_options *options;
	struct arena *arena;
	struct diags *diags;
	struct repo *repo;
	struct oid head;
	struct config config; /* of HEAD */
	struct repo_identity identity;
	struct editions all, known;
	struct edition own;
	struct str branch, tag; /* references */
	struct oid tip, base;   /* where the branch is, and where it should go on from */
};

#define REFUSE(publisher, id, ...) (DIAG((publisher)->diags, (struct place){0}, id, __VA_ARGS__), false)

/* ---- before the build ---- */

static bool open_source(struct publisher *publisher)
{
	struct oid root;
	struct str dirty;
	struct tree tree;
	const char *folder = publisher->options->site->folder;
	if (!repo_open(&publisher->repo, publisher->arena, folder, publisher->diags))
		return false;
	if (!publisher->repo)
		return REFUSE(publisher, REPO_NONE, str_from(folder));
	if (!revision_find(&publisher->head, publisher->repo, STR("HEAD"), publisher->diags) ||
	    !repo_dirt(&dirty, publisher->arena, publisher->repo, publisher->diags))
		return false;
	if (dirty.len)
		return REFUSE(publisher, PUBLISH_DIRTY, dirty);
	return repo_root(&root, publisher->repo, publisher->head, publisher->diags) &&
	       tree_open_git(&tree, publisher->arena, publisher->repo, root, true, publisher->diags) &&
	       config_load(&publisher->config, publisher->arena, &tree, publisher->diags);
}

/* The commit's own time: what is published bears no clock's. */
static bool find_identity(struct publisher *publisher, const struct repo_log *log)
{
	bool found;
	publisher->identity = (struct repo_identity){publisher->options->name, publisher->options->email,
	                                             log->items[log->len - 1].time};
	if (!repo_identity(&found, &publisher->identity, publisher->arena, publisher->repo, publisher->diags))
		return false;
	return found || REFUSE(publisher, PUBLISH_IDENTITY, STR(""));
}

/* A name that another edition knows stays taken, even where its tag was removed: their lists would go in a
 * circle. */
static bool is_taken(const struct publisher *publisher, struct str id)
{
	bool taken = edition_find(&publisher->all, id) != NULL;
	for (size_t i = 0; i < publisher->all.len; i++)
		for (size_t k = 0; k < publisher->all.items[i].n_known; k++)
			taken = taken || str_eq(publisher->all.items[i].known[k], id);
	return taken;
}

/* A correction of a correction corrects the same edition once more: ID.1, ID.2. */
static bool name_correction(struct publisher *publisher)
{
	const struct edition *old = edition_find(&publisher->known, publisher->own.id);
	if (!old)
		return REFUSE(publisher, EDITION_UNKNOWN, publisher->own.id);
	while (old->superseded_by)
		old = old->superseded_by;
	const struct edition *first = old;
	for (const struct edition *before; first->corrects.len; first = before)
		if (!(before = edition_find(&publisher->known, first->corrects)))
			break;
	publisher->own.corrects = old->id;
	publisher->own.reason = publisher->options->reason;
	for (unsigned n = 1;; n++) {
		publisher->own.id = str_printf(publisher->arena, STR_FMT ".%u", STR_ARG(first->id), n);
		if (!is_taken(publisher, publisher->own.id))
			return true;
	}
}

static bool name_edition(struct publisher *publisher)
{
	struct repo_log log;
	struct edition *own = &publisher->own;
	own->id = publisher->options->id;
	own->versions = version_text(publisher->arena);
	if (!edition_id_valid(own->id))
		return REFUSE(publisher, EDITION_ID, own->id);
	if (!repo_log(&log, publisher->arena, publisher->repo, publisher->head, publisher->diags) ||
	    !find_identity(publisher, &log) ||
	    !editions_read(&publisher->all, publisher->arena, publisher->repo, publisher->diags))
		return false;
	editions_known(&publisher->known, publisher->arena, &publisher->all, &log);
	if (publisher->options->corrects && !name_correction(publisher))
		return false;
	struct oid taken;
	publisher->tag = STR_JOIN(publisher->arena, STR("refs/tags/edition/"), own->id);
	if (!repo_reference(&taken, publisher->repo, publisher->tag, publisher->diags))
		return false;
	if (!oid_is_none(taken) || is_taken(publisher, own->id))
		return REFUSE(publisher, EDITION_EXISTS, own->id);
	own->n_known = publisher->known.len + 1;
	own->known = ARENA_ARRAY(publisher->arena, struct str, own->n_known);
	for (size_t i = 0; i < publisher->known.len; i++)
		own->known[i] = publisher->known.items[i].id;
	own->known[publisher->known.len] = own->id;
	return true;
}

/* ---- the branch ---- */

static bool is_output(const struct publisher *publisher, struct oid commit)
{
	for (size_t i = 0; i < publisher->all.len; i++)
		if (oid_eq(publisher->all.items[i].output, commit))
			return true;
	return false;
}

static struct str output_message(struct arena *arena, const struct edition *edition, struct oid source)
{
	return STR_JOIN(arena, STR("Edition "), edition->id, STR("\n\nsource: "), oid_text(arena, source),
	                STR("\nday: "), date_iso(arena, edition->day), STR("\n"));
}

static bool is_ours(struct str message)
{
	return str_starts(message, STR("Edition ")) && str_find(message, STR("\n\nsource: ")) < message.len;
}

/* What an interrupted publisher left on the branch is no edition's, and nobody has it yet. */
static bool find_base(struct publisher *publisher, struct oid remote)
{
	publisher->base = publisher->tip;
	while (!oid_is_none(publisher->base) && !is_output(publisher, publisher->base)) {
		struct oid tree, parent;
		struct str message;
		if (!oid_is_none(remote) && repo_is_ancestor(publisher->repo, publisher->base, remote))
			break;
		if (!repo_read_commit(&tree, &parent, &message, publisher->arena, publisher->repo,
		                      publisher->base, publisher->diags))
			return false;
		if (!is_ours(message))
			break;
		publisher->base = parent;
	}
	return true;
}

/* A fresh clone has the branch only as its remote's. */
static bool find_branch(struct publisher *publisher)
{
	struct oid remote;
	struct repo *repo = publisher->repo;
	struct arena *arena = publisher->arena;
	struct str name = publisher->config.publish_branch;
	struct str tracking =
	        STR_JOIN(arena, STR("refs/remotes/"), publisher->config.publish_remote, STR("/"), name);
	publisher->branch = STR_JOIN(arena, STR("refs/heads/"), name);
	if (repo_is_checked_out(repo, name))
		return REFUSE(publisher, PUBLISH_BRANCH, name);
	if (!repo_reference(&publisher->tip, repo, publisher->branch, publisher->diags) ||
	    !repo_reference(&remote, repo, tracking, publisher->diags) || !find_base(publisher, remote))
		return false;
	bool behind = oid_is_none(publisher->base) ||
	              (!oid_is_none(remote) && repo_is_ancestor(repo, publisher->base, remote));
	if (behind && !oid_is_none(remote))
		publisher->base = remote;
	return true;
}

/* ---- the build ---- */

/* Warnings that may stand in an edition; any other is the owner's to settle first. */
static bool only_allowed(const struct publisher *publisher)
{
	static const struct str allowed[] = {STR_INIT("disclosure-missing"), STR_INIT("stale-data"),
	                                     STR_INIT("award-later")};
	size_t others = 0;
	VEC_EACH (const struct diag, diag, &publisher->diags->list) {
		struct str code = diag_code(diag->message);
		bool may = diag_severity(diag->message) != SEVERITY_WARNING;
		for (size_t i = 0; i < LENGTH(allowed); i++)
			may = may || str_eq(code, allowed[i]);
		others += !may;
	}
	return others == 0 ||
	       REFUSE(publisher, PUBLISH_WARNINGS, str_printf(publisher->arena, "%zu", others));
}

static struct date day_of(const struct publisher *publisher)
{
	const struct site_options *site = publisher->options->site;
	if (site->has_now)
		return site->now;
	return publisher->config.has_as_of ? publisher->config.as_of : site->clock;
}

static bool build_output(struct publish_summary *summary, struct publisher *publisher)
{
	struct site_options site = *publisher->options->site;
	publisher->own.day = day_of(publisher);
	site.rev = oid_text(publisher->arena, publisher->head);
	site.out = str_z(publisher->arena, repo_scratch(publisher->arena, publisher->repo));
	site.edition = &publisher->own;
	site.has_now = true;
	site.now = publisher->own.day;
	return site_build(&summary->site, &site, publisher->arena, publisher->diags) &&
	       only_allowed(publisher) &&
	       repo_write_folder(&publisher->own.tree, publisher->repo, site.out, publisher->diags);
}

/* ---- the references ---- */

static bool set_references(struct publisher *publisher, struct oid tag)
{
	struct repo *repo = publisher->repo;
	struct str why = STR_JOIN(publisher->arena, STR("congbo: edition "), publisher->own.id);
	repo_mend(repo, publisher->branch);
	repo_mend(repo, publisher->tag);
	if (!repo_set_reference(repo, publisher->branch, publisher->tip, publisher->own.output, why,
	                        publisher->diags))
		return false;
	if (repo_set_reference(repo, publisher->tag, (struct oid){{0}}, tag, why, publisher->diags))
		return true;
	repo_set_reference(repo, publisher->branch, publisher->own.output, publisher->tip, why,
	                   publisher->diags);
	return false;
}

static bool write_edition(struct publisher *publisher)
{
	struct edition *own = &publisher->own;
	struct oid tag;
	struct str message = output_message(publisher->arena, own, publisher->head);
	if (!repo_write_commit(&own->output, publisher->repo, own->tree, publisher->base,
	                       &publisher->identity, message, publisher->diags))
		return false;
	return repo_write_tag(&tag, publisher->repo, publisher->head,
	                      STR_JOIN(publisher->arena, STR("edition/"), own->id), &publisher->identity,
	                      edition_message(publisher->arena, own), publisher->diags) &&
	       set_references(publisher, tag);
}

static bool push(const struct publisher *publisher)
{
	const struct str references[] = {publisher->branch, publisher->tag};
	return repo_push(publisher->repo, publisher->config.publish_remote, references, 2, publisher->diags);
}

static bool publish(struct publish_summary *summary, struct publisher *publisher)
{
	if (!name_edition(publisher) || !find_branch(publisher) || !build_output(summary, publisher) ||
	    !write_edition(publisher))
		return false;
	summary->id = publisher->own.id;
	summary->commit = oid_text(publisher->arena, publisher->own.output);
	summary->branch = publisher->config.publish_branch;
	return !publisher->options->push || push(publisher);
}

bool site_publish(struct publish_summary *summary, const struct publish_options *options, struct arena *arena,
                  struct diags *diags)
{
	struct publisher publisher = {.options = options, .arena = arena, .diags = diags};
	*summary = (struct publish_summary){0};
	bool done = open_source(&publisher);
	int lock = -1;
	if (done) {
		lock = repo_lock(publisher.repo, diags);
		done = lock >= 0 && publish(summary, &publisher);
	}
	if (lock >= 0) {
		repo_scratch_remove(publisher.repo);
		close(lock);
	}
	repo_close(publisher.repo);
	return done;
}
