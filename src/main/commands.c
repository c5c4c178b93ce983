#include "main/commands.h"

#include "base/arena.h"

#define BUILD_OPTIONS "--rev --now --no-history --base-url --strict --drafts --jobs --format --timings "
#define IMPORT_OPTIONS                                                                                       \
	"--append --update --dry-run --sheet --map --set --skip --missing --decimal --percent --delimiter "  \
	"--encoding --format "
#define SERVE_OPTIONS "--port --out --now --no-history --base-url --drafts --jobs "

static const struct command table[] = {
        {"build", BUILD_OPTIONS "--out ", 0, 0, cmd_build, "congbo [-C SITE] build [--out DIR] [OPTIONS]",
         MESSAGE_TEXT_COMMAND_BUILD},
        {"check", BUILD_OPTIONS, 0, 0, cmd_check, "congbo [-C SITE] check [OPTIONS]",
         MESSAGE_TEXT_COMMAND_CHECK},
        {"serve", SERVE_OPTIONS, 0, 0, cmd_serve, "congbo [-C SITE] serve [--port N] [OPTIONS]",
         MESSAGE_TEXT_COMMAND_SERVE},
        {"new", "", 1, 1, cmd_new, "congbo new DIR", MESSAGE_TEXT_COMMAND_NEW},
        {"import", IMPORT_OPTIONS, 2, 2, cmd_import,
         "congbo [-C SITE] import FILE.xlsx|FILE.csv RESOURCE [OPTIONS]", MESSAGE_TEXT_COMMAND_IMPORT},
        {"log", "", 1, OPERANDS_MAX, cmd_log, "congbo [-C SITE] log RESOURCE [KEY...]",
         MESSAGE_TEXT_COMMAND_LOG},
        {"diff", "", 2, 3, cmd_diff, "congbo [-C SITE] diff A B [RESOURCE]", MESSAGE_TEXT_COMMAND_DIFF},
        {"publish", "--correction --push --archive --archive-limit --now --jobs --format --timings ", 1, 1,
         cmd_publish, "congbo [-C SITE] publish EDITION [--correction REASON] [--push] [--archive FILE.zip]",
         MESSAGE_TEXT_COMMAND_PUBLISH},
        {"verify", "--jobs --format --timings ", 0, 1, cmd_verify, "congbo [-C SITE] verify [EDITION]",
         MESSAGE_TEXT_COMMAND_VERIFY},
        {"render", "--partials ", 2, 2, cmd_render, "congbo render TEMPLATE DATA.json [--partials DIR]",
         MESSAGE_TEXT_COMMAND_RENDER},
        {"dump", BUILD_OPTIONS, 1, 1, cmd_dump, "congbo [-C SITE] dump STAGE", MESSAGE_TEXT_COMMAND_DUMP},
        {"version", "", 0, 0, cmd_version, "congbo version", MESSAGE_TEXT_COMMAND_VERSION},
        {"help", "", 0, 1, cmd_help, "congbo help [COMMAND]", MESSAGE_TEXT_COMMAND_HELP},
};

const struct command *command_find(struct str name)
{
	for (size_t i = 0; i < LENGTH(table); i++)
		if (str_eq(name, str_from(table[i].name)))
			return &table[i];
	return NULL;
}

bool command_takes(const struct command *command, struct str option)
{
	for (struct str name, rest = str_from(command->options); rest.len;) {
		str_cut(&name, &rest, rest, ' ');
		if (str_eq(name, option))
			return true;
	}
	return false;
}

/* What each option of the line means, in the order of the contract. */
static const struct {
	const char *name;
	enum message help;
} option_help[] = {
        {"--out DIR", MESSAGE_TEXT_OPTION_OUT},
        {"--port N", MESSAGE_TEXT_OPTION_PORT},
        {"--rev REV", MESSAGE_TEXT_OPTION_REV},
        {"--now YYYY-MM-DD", MESSAGE_TEXT_OPTION_NOW},
        {"--no-history", MESSAGE_TEXT_OPTION_NO_HISTORY},
        {"--base-url URL", MESSAGE_TEXT_OPTION_BASE_URL},
        {"--strict", MESSAGE_TEXT_OPTION_STRICT},
        {"--drafts", MESSAGE_TEXT_OPTION_DRAFTS},
        {"--jobs N", MESSAGE_TEXT_OPTION_JOBS},
        {"--format text|json", MESSAGE_TEXT_OPTION_FORMAT},
        {"--timings", MESSAGE_TEXT_OPTION_TIMINGS},
        {"--correction REASON", MESSAGE_TEXT_OPTION_CORRECTION},
        {"--push", MESSAGE_TEXT_OPTION_PUSH},
        {"--archive FILE.zip", MESSAGE_TEXT_OPTION_ARCHIVE},
        {"--archive-limit MB", MESSAGE_TEXT_OPTION_ARCHIVE_LIMIT},
        {"--append", MESSAGE_TEXT_OPTION_APPEND},
        {"--update", MESSAGE_TEXT_OPTION_UPDATE},
        {"--dry-run", MESSAGE_TEXT_OPTION_DRY_RUN},
        {"--sheet NAME|N", MESSAGE_TEXT_OPTION_SHEET},
        {"--map COLUMN=FIELD", MESSAGE_TEXT_OPTION_MAP},
        {"--set FIELD=VALUE", MESSAGE_TEXT_OPTION_SET},
        {"--skip ROW,FROM-TO", MESSAGE_TEXT_OPTION_SKIP},
        {"--missing TEXT", MESSAGE_TEXT_OPTION_MISSING},
        {"--decimal .|,", MESSAGE_TEXT_OPTION_DECIMAL},
        {"--percent", MESSAGE_TEXT_OPTION_PERCENT},
        {"--delimiter C|tab", MESSAGE_TEXT_OPTION_DELIMITER},
        {"--encoding NAME", MESSAGE_TEXT_OPTION_ENCODING},
        {"--partials DIR", MESSAGE_TEXT_OPTION_PARTIALS},
};

static void print_help(FILE *to, int width, const char *name, enum message help, enum diag_language language)
{
	struct arena *arena = arena_new();
	struct str text = diag_text(arena, language, help, NULL, 0);
	fprintf(to, "  %-*s " STR_FMT "\n", width, name, STR_ARG(text));
	arena_free(arena);
}

static void print_line(FILE *to, enum message message, enum diag_language language)
{
	struct arena *arena = arena_new();
	struct str text = diag_text(arena, language, message, NULL, 0);
	fprintf(to, STR_FMT "\n\n", STR_ARG(text));
	arena_free(arena);
}

static void print_options(const struct command *command, FILE *to, enum diag_language language)
{
	for (size_t i = 0; i < LENGTH(option_help); i++) {
		struct str name, rest;
		str_cut(&name, &rest, str_from(option_help[i].name), ' ');
		if (command_takes(command, name))
			print_help(to, 22, option_help[i].name, option_help[i].help, language);
	}
}

void command_help(const struct command *command, FILE *to, enum diag_language language)
{
	if (command) {
		fprintf(to, "%s\n\n", command->synopsis);
		print_line(to, command->help, language);
		print_options(command, to, language);
		return;
	}
	print_line(to, MESSAGE_TEXT_HELP_USAGE, language);
	for (size_t i = 0; i < LENGTH(table); i++)
		print_help(to, 8, table[i].name, table[i].help, language);
	fputs("\n  -C SITE, --lang vi|en, -q, --help\n", to);
}

int cmd_help(const struct options *options, struct arena *arena, struct diags *diags)
{
	(void)arena;
	const struct command *command = options->n_operands ? command_find(options->operands[0]) : NULL;
	if (options->n_operands && !command) {
		DIAG(diags, (struct place){0}, USAGE_COMMAND, options->operands[0]);
		return STATUS_USAGE;
	}
	command_help(command, stdout, options->language);
	return STATUS_DONE;
}
