/* Any bytes as a revision, an edition's id and the message of its tag: what a name means in a repository is a
 * commit, nothing, or a failure that is said; the folder that the program stands in may be no repository. */
#include "base/arena.h"
#include "history/edition.h"
#include "repo/repo.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__lsan_default_suppressions(void);

/* libgit2 leaks what it matches `:/TEXT` with. */
const char *__lsan_default_suppressions(void)
{
	return "leak:libpcre2";
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct repo *repo;
	static struct arena *whole; /* once: it lives as long as the program */
	struct arena *arena = arena_new();
	struct str text = {(const char *)data, size};
	struct diags diags;
	struct oid found = {{0}}, parsed, again;
	diag_init(&diags, arena);
	if (!whole) {
		whole = arena_new();
		repo_open(&repo, whole, ".", &diags);
	}
	if (repo) {
		bool resolved = repo_resolve(&found, repo, text, &diags);
		if (resolved != (diags.failures == 0) || diags.errors > 0)
			abort();
		if (resolved && !oid_is_none(found) && !repo_has(repo, found))
			abort();
	}
	if (repo && oid_parse(&parsed, text) &&
	    !(oid_parse(&again, oid_text(arena, parsed)) && oid_eq(parsed, again)))
		abort();
	struct str id = edition_of_revision(text);
	if (id.len > size)
		abort();
	diag_settle(&diags);
	arena_free(arena);
	return 0;
}
