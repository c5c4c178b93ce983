#include "site/archive.h"

#include "base/arena.h"
#include "history/edition.h"
#include "model/config.h"
#include "repo/repo.h"

/* For a clone that lacks the output: where to fetch it from is in the settings of the edition's source. */
static bool say_missing(struct repo *repo, const struct edition *edition, struct arena *arena,
                        struct diags *diags)
{
	struct oid root;
	struct tree tree;
	struct config config;
	if (!repo_root(&root, repo, edition->source, diags) ||
	    !tree_open_git(&tree, arena, repo, root, true, diags) ||
	    !config_load(&config, arena, &tree, diags))
		return false;
	DIAG(diags, (struct place){0}, EDITION_OBJECTS, edition->id, oid_text(arena, edition->output),
	     config.publish_remote, config.publish_branch);
	return false;
}

static bool write_edition(struct archive_summary *summary, struct repo *repo, const struct edition *edition,
                          const char *path, uint64_t limit, struct arena *arena, struct diags *diags)
{
	struct tree tree;
	if (!repo_has(repo, edition->tree))
		return say_missing(repo, edition, arena, diags);
	if (!tree_open_git_whole(&tree, arena, repo, edition->tree, diags))
		return false;
	bool done = archive_write_tree(summary, path, &tree, limit, diags);
	tree_close(&tree);
	return done;
}

bool site_archive(struct archive_summary *summary, bool *found, const struct site_options *site,
                  struct str id, const char *path, uint64_t limit, struct arena *arena, struct diags *diags)
{
	struct repo *repo;
	struct editions all;
	*found = false;
	if (!repo_open(&repo, arena, site->folder, diags))
		return false;
	bool done = repo && editions_read(&all, arena, repo, diags);
	const struct edition *edition = done ? edition_find(&all, id) : NULL;
	*found = edition != NULL;
	if (edition)
		done = write_edition(summary, repo, edition, path, limit, arena, diags);
	repo_close(repo);
	return done;
}
