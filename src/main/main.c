#include "base/arena.h"
#include "main/commands.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

/* Standard output that could not be written (a full disk, a closed pipe) is a failure of the machine. */
static int flushed(int status)
{
	return fflush(stdout) == 0 && !ferror(stdout) ? status : STATUS_MACHINE;
}

static int run(const struct options *options, struct arena *arena, struct diags *diags)
{
	const struct command *command = command_find(options->command);
	if (options->help || !command) {
		command_help(command, command || options->help ? stdout : stderr, options->language);
		return options->help ? STATUS_DONE : STATUS_USAGE;
	}
	return command->run(options, arena, diags);
}

/* A standard file that was closed would become the first file that is opened, and what is printed would stand
 * in that. What is written to it now fails, as it should. */
static void hold_standard_files(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDONLY) < 0)
			_exit(STATUS_MACHINE);
}

int main(int argc, char **argv)
{
	struct arena *arena = arena_new();
	struct diags diags;
	struct options options;
	hold_standard_files();
	signal(SIGXFSZ, SIG_IGN); /* a file that may not grow (ulimit -f) is a failed write, EFBIG */
	diag_init(&diags, arena);
	int status = options_read(&options, arena, argc, argv, &diags) ? run(&options, arena, &diags)
	                                                               : STATUS_USAGE;
	if (options.json)
		diag_print_json(&diags, stdout, options.language);
	else
		diag_print(&diags, stderr, options.language);
	status = flushed(status);
	arena_free(arena);
	return status;
}
