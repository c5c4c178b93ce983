/* Where a build's sources come from, the folder as it stands or a revision, and what their past is. */
#include "site/revision.h"

#include "base/arena.h"
#include "history/corrected.h"
#include "history/silent.h"

static bool open_repo(struct build *build)
{
	return build->repo || repo_open(&build->repo, build->arena, build->options->folder, build->diags);
}

/* The edition that the revision names, so that its day and list are the tag's. */
static bool find_edition(struct build *build, struct str revision)
{
	struct str id = edition_of_revision(revision);
	if (id.len == 0)
		return true;
	if (!editions_read(&build->all_editions, build->arena, build->repo, build->diags))
		return false;
	build->edition = edition_find(&build->all_editions, id);
	return true;
}

bool revision_find(struct oid *out, struct repo *repo, struct str revision, struct diags *diags)
{
	if (!repo_resolve(out, repo, revision, diags))
		return false;
	if (oid_is_none(*out))
		DIAG(diags, (struct place){0}, REPO_REVISION, revision);
	return !oid_is_none(*out);
}

bool revision_open(struct build *build)
{
	struct str revision = build->options->rev;
	struct oid root;
	if (revision.len == 0)
		return tree_open_folder(&build->tree, build->arena, build->options->folder, build->diags);
	if (!open_repo(build))
		return false;
	if (!build->repo) {
		DIAG(build->diags, (struct place){0}, REPO_NONE, str_from(build->options->folder));
		return false;
	}
	return revision_find(&build->commit, build->repo, revision, build->diags) &&
	       find_edition(build, revision) && repo_root(&root, build->repo, build->commit, build->diags) &&
	       tree_open_git(&build->tree, build->arena, build->repo, root, false, build->diags);
}

bool revision_day(struct date *out, const struct build *build)
{
	if (build->edition)
		*out = build->edition->day;
	return build->edition != NULL;
}

/* ---- the past ---- */

/* Pages of past editions show what was published: its bytes must be in this clone. */
static bool has_objects(const struct build *build)
{
	bool has = true;
	for (size_t i = 0; i < build->history.editions.len; i++) {
		const struct edition *edition = &build->history.editions.items[i];
		if (oid_is_none(edition->tree) || repo_has(build->repo, edition->tree))
			continue;
		DIAG(build->diags, (struct place){0}, EDITION_OBJECTS, edition->id,
		     oid_text(build->arena, edition->output), build->config.publish_remote,
		     build->config.publish_branch);
		has = false;
	}
	return has;
}

/* The edition that is being made, as its tag is going to say. */
static void add_own(struct build *build)
{
	struct editions *editions = &build->history.editions;
	const struct edition *own = build->options->edition;
	if (!own)
		return;
	editions->items[editions->len] = *own;
	editions->items[editions->len].source = build->commit;
	editions->items[editions->len++].day = build->today;
	editions_link(editions);
}

/* An edition that is built again is as it was when it was made: its own output is not known. */
static void forget_own(struct build *build)
{
	struct editions *editions = &build->history.editions;
	for (size_t i = 0; build->edition && i < editions->len; i++)
		if (str_eq(editions->items[i].id, build->edition->id))
			editions->items[i].output = editions->items[i].tree = (struct oid){{0}};
}

static bool read_editions(struct build *build)
{
	struct history *history = &build->history;
	if (build->edition && !editions_listed(&history->editions, build->arena, &build->all_editions,
	                                       build->edition, &history->log, build->diags))
		return false;
	forget_own(build);
	add_own(build);
	return has_objects(build);
}

bool phase_history(struct build *build)
{
	const struct site_options *options = build->options;
	bool wanted = !options->no_history;
	if (wanted && !open_repo(build))
		return false;
	if (wanted && build->repo && options->rev.len == 0 &&
	    !repo_resolve(&build->commit, build->repo, STR("HEAD"), build->diags))
		return false;
	if (!history_load(&build->history, build->arena, wanted ? build->repo : NULL, build->commit,
	                  &build->model, &build->tree, build->diags))
		return false;
	if (build->history.head && (!read_editions(build) || !silent_check(build->arena, &build->history,
	                                                                   &build->model, build->diags)))
		return false;
	return !wanted || corrected_check(build->arena, &build->history, &build->model, build->diags);
}

struct date site_day(int64_t time)
{
	enum { DAY = 24 * 60 * 60, HANOI = 7 * 60 * 60 };
	int64_t at = time + HANOI;
	return (struct date){(int32_t)(at / DAY - (at % DAY < 0))};
}
