/* The commands: a table of them in commands.c, one file a command. */
#ifndef MAIN_COMMANDS_H
#define MAIN_COMMANDS_H

#include "main/options.h"
#include "site/site.h"

struct command {
	const char *name;
	const char *options; /* names, each followed by a space */
	size_t operands_min, operands_max;
	int (*run)(const struct options *options, struct arena *arena, struct diags *diags);
	const char *synopsis;
	enum message help;
};

/* NULL where there is none of that name. */
const struct command *command_find(struct str name);
/* True where the option is among the command's own. */
bool command_takes(const struct command *command, struct str option);
/* Prints the list of commands, or one's help. */
void command_help(const struct command *command, FILE *to, enum diag_language language);

/* What the options say of a site. False: wrong usage, said. */
bool command_site(struct site_options *out, const struct options *options, struct arena *arena,
                  struct diags *diags);
/* One line of a TEXT where summaries go: standard output, which with --format json is the diagnostics' own.
 */
void command_say(const struct options *options, struct arena *arena, enum message message,
                 const struct str *args, size_t n_args);
#define COMMAND_SAY(options, arena, id, ...)                                                                 \
	command_say((options), (arena), MESSAGE_##id, (const struct str[]){__VA_ARGS__},                     \
	            sizeof((const struct str[]){__VA_ARGS__}) / sizeof(struct str))
/* Says what a build wrote, unless it is to be quiet. */
void command_summary(const struct options *options, struct arena *arena, const struct site_summary *summary);

int cmd_build(const struct options *options, struct arena *arena, struct diags *diags);
int cmd_check(const struct options *options, struct arena *arena, struct diags *diags);
int cmd_serve(const struct options *options, struct arena *arena, struct diags *diags);
int cmd_new(const struct options *options, struct arena *arena, struct diags *diags);
int cmd_import(const struct options *options, struct arena *arena, struct diags *diags);
int cmd_log(const struct options *options, struct arena *arena, struct diags *diags);
int cmd_diff(const struct options *options, struct arena *arena, struct diags *diags);
int cmd_publish(const struct options *options, struct arena *arena, struct diags *diags);
int cmd_verify(const struct options *options, struct arena *arena, struct diags *diags);
int cmd_dump(const struct options *options, struct arena *arena, struct diags *diags);
int cmd_render(const struct options *options, struct arena *arena, struct diags *diags);
int cmd_version(const struct options *options, struct arena *arena, struct diags *diags);
int cmd_help(const struct options *options, struct arena *arena, struct diags *diags);

#endif
