/* Sending an edition to the server. */
#include "repo/write.h"

#include "base/arena.h"
#include "repo/handle.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TRIES = 3, ANSWER_MAX = 4096 };

struct push {
	struct diags *diags;
	struct str remote;
	int tries;
	bool refused;
};

/* ---- credentials ---- */

/* Writes the question to the child and reads its answer. */
static size_t converse(char answer[static ANSWER_MAX], int to, int from, const char *url)
{
	size_t len = 0;
	dprintf(to, "url=%s\n\n", url);
	close(to);
	for (ssize_t n; len < ANSWER_MAX - 1 && (n = read(from, answer + len, ANSWER_MAX - 1 - len)) > 0;)
		len += (size_t)n;
	close(from);
	return len;
}

/* Asks `git credential fill`, which asks the helpers that the owner has set up. */
static struct str ask_helper(char answer[static ANSWER_MAX], const char *url)
{
	int in[2], out[2];
	if (pipe(in) != 0)
		return (struct str){0};
	if (pipe(out) != 0)
		return close(in[0]), close(in[1]), (struct str){0};
	pid_t child = fork();
	if (child == 0) {
		dup2(in[0], STDIN_FILENO);
		dup2(out[1], STDOUT_FILENO);
		close(in[1]);
		close(out[0]);
		execlp("git", "git", "-c", "core.askPass=", "credential", "fill", (char *)NULL);
		_exit(127);
	}
	close(in[0]);
	close(out[1]);
	size_t len = converse(answer, in[1], out[0], url); /* of no child at once: nothing */
	int status = 1;
	if (child > 0)
		waitpid(child, &status, 0);
	return status == 0 ? (struct str){answer, len} : (struct str){0};
}

static struct str value_of(struct str answer, struct str key)
{
	for (struct str line, name, value; answer.len;) {
		str_cut(&line, &answer, answer, '\n');
		if (str_cut(&name, &value, line, '=') && str_eq(name, key))
			return value;
	}
	return (struct str){0};
}

static int from_helper(git_credential **out, const char *url)
{
	char *answer = calloc(1, ANSWER_MAX);
	if (!answer)
		arena_out_of_memory();
	struct arena *scratch = arena_new();
	struct str said = ask_helper(answer, url);
	struct str user = value_of(said, STR("username")), word = value_of(said, STR("password"));
	int error = user.len && word.len ? git_credential_userpass_plaintext_new(out, str_z(scratch, user),
	                                                                         str_z(scratch, word))
	                                 : GIT_PASSTHROUGH;
	explicit_bzero(answer, ANSWER_MAX);
	arena_free(scratch);
	free(answer);
	return error;
}

static int credentials(git_credential **out, const char *url, const char *user, unsigned allowed, void *data)
{
	struct push *push = data;
	if (push->tries++ >= TRIES)
		return GIT_EAUTH;
	if (allowed & GIT_CREDENTIAL_SSH_KEY)
		return git_credential_ssh_key_from_agent(out, user ? user : "git");
	if (allowed & GIT_CREDENTIAL_USERNAME)
		return git_credential_username_new(out, user ? user : "git");
	return allowed & GIT_CREDENTIAL_USERPASS_PLAINTEXT ? from_helper(out, url) : GIT_PASSTHROUGH;
}

/* ---- pushing ---- */

/* The server answers for each reference; a status is why it refused. */
static int answered(const char *reference, const char *status, void *data)
{
	struct push *push = data;
	if (status) {
		DIAG(push->diags, (struct place){0}, PUSH_REFUSED, push->remote, str_from(reference),
		     str_from(status));
		push->refused = true;
	}
	return 0;
}

bool repo_push(struct repo *repo, struct str remote, const struct str *references, size_t n,
               struct diags *diags)
{
	struct arena *scratch = arena_new();
	struct push push = {.diags = diags, .remote = remote};
	git_remote *to = NULL;
	git_push_options options;
	git_push_options_init(&options, GIT_PUSH_OPTIONS_VERSION);
	options.callbacks.credentials = credentials;
	options.callbacks.push_update_reference = answered;
	options.callbacks.payload = &push;
	git_strarray refspecs = {ARENA_ARRAY(scratch, char *, n), n};
	for (size_t i = 0; i < n; i++)
		refspecs.strings[i] =
		        str_z(scratch, STR_JOIN(scratch, references[i], STR(":"), references[i]));
	int error = git_remote_lookup(&to, repo->git, str_z(scratch, remote));
	if (error == 0)
		error = git_remote_push(to, &refspecs, &options);
	const git_error *last = error ? git_error_last() : NULL;
	if (error)
		DIAG(diags, (struct place){0}, PUSH_FAILED, remote,
		     last ? str_from(last->message) : str_printf(scratch, "%d", error));
	git_remote_free(to);
	arena_free(scratch);
	return error == 0 && !push.refused;
}
