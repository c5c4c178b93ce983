#include "main/options.h"

#include "base/arena.h"
#include "main/commands.h"

#include <stddef.h>
#include <stdlib.h>
#include <time.h>

enum {
	DAY = 24 * 60 * 60,
	HANOI = 7 * 60 * 60,
	PORT_DEFAULT = 8000,
	PORT_MAX = 65535,
	JOBS_MAX = 256,
	MEGABYTES_MAX = 1000000
};

/* What an option sets: a flag, a text that is not empty, or what its reader makes of its value. */
struct option {
	const char *name;
	enum { FLAG, TEXT, READ } kind;
	size_t offset; /* of the flag or text */
	bool (*read)(struct options *options, struct str value);
};

static bool read_base_url(struct options *options, struct str value)
{
	options->base_url = value;
	return str_starts(value, STR("https://")) || str_starts(value, STR("http://"));
}

static bool read_correction(struct options *options, struct str value)
{
	options->reason = str_trim(value);
	options->corrects = options->reason.len > 0 && str_utf8_error(value) == value.len;
	for (size_t i = 0; i < value.len; i++)
		options->corrects = options->corrects && (unsigned char)value.ptr[i] >= ' ';
	return options->corrects;
}

static bool read_now(struct options *options, struct str value)
{
	options->has_now = date_parse(&options->now, value);
	return options->has_now;
}

static bool read_count(int *out, struct str value, int max)
{
	long count;
	if (!str_number(&count, value, 9) || count == 0 || count > max)
		return false;
	*out = (int)count;
	return true;
}

static bool read_jobs(struct options *options, struct str value)
{
	return read_count(&options->jobs, value, JOBS_MAX);
}

static bool read_archive_limit(struct options *options, struct str value)
{
	return read_count(&options->archive_limit, value, MEGABYTES_MAX);
}

static bool read_port(struct options *options, struct str value)
{
	return read_count(&options->port, value, PORT_MAX);
}

static bool read_format(struct options *options, struct str value)
{
	options->json = str_eq(value, STR("json"));
	return options->json || str_eq(value, STR("text"));
}

static bool read_language(struct options *options, struct str value)
{
	options->language = diag_language_of(value);
	return str_eq(value, STR("vi")) || str_eq(value, STR("en"));
}

/* ---- of import ---- */

/* People say TCVN3 or ABC, iconv says TCVN. */
static bool read_encoding(struct options *options, struct str value)
{
	bool abc = str_eq(value, STR("TCVN3")) || str_eq(value, STR("ABC"));
	options->encoding = abc ? STR("TCVN") : value;
	return value.len > 0;
}

static bool read_delimiter(struct options *options, struct str value)
{
	bool tab = str_eq(value, STR("tab")) || str_eq(value, STR("\\t"));
	options->delimiter = tab ? '\t' : value.len ? value.ptr[0] : '\0';
	return tab || (value.len == 1 && !memchr("\"\r\n", value.ptr[0], 3));
}

static bool read_decimal(struct options *options, struct str value)
{
	options->decimal = value.len ? value.ptr[0] : '\0';
	return str_eq(value, STR(".")) || str_eq(value, STR(","));
}

static bool read_pair(struct import_pair *pairs, size_t *n, struct str value)
{
	return *n < REPEATS_MAX && str_cut(&pairs[*n].left, &pairs[*n].right, value, '=') &&
	       pairs[(*n)++].left.len > 0;
}

static bool read_map(struct options *options, struct str value)
{
	return read_pair(options->maps, &options->n_maps, value);
}

static bool read_set(struct options *options, struct str value)
{
	return read_pair(options->sets, &options->n_sets, value);
}

static bool read_missing(struct options *options, struct str value)
{
	return options->n_missing < REPEATS_MAX &&
	       (options->missing[options->n_missing++] = value, value.len > 0);
}

/* `3,7-9`: each by itself. */
static bool read_skip(struct options *options, struct str value)
{
	for (bool more = true; more;) {
		if (options->n_skips == REPEATS_MAX)
			return false;
		more = str_cut(&options->skips[options->n_skips++], &value, value, ',');
	}
	return true;
}

#define OPTION_FLAG(name, member)                                                                            \
	{                                                                                                    \
		name, FLAG, offsetof(struct options, member), NULL                                           \
	}
#define OPTION_TEXT(name, member)                                                                            \
	{                                                                                                    \
		name, TEXT, offsetof(struct options, member), NULL                                           \
	}
#define OPTION_READ(name, reader)                                                                            \
	{                                                                                                    \
		name, READ, 0, reader                                                                        \
	}

static const struct option table[] = {
        OPTION_TEXT("-C", site),
        OPTION_READ("--lang", read_language),
        OPTION_FLAG("--help", help),
        OPTION_FLAG("-h", help),
        OPTION_FLAG("-q", quiet),
        OPTION_TEXT("--out", out),
        OPTION_TEXT("--rev", rev),
        OPTION_READ("--now", read_now),
        OPTION_FLAG("--no-history", no_history),
        OPTION_READ("--base-url", read_base_url),
        OPTION_FLAG("--strict", strict),
        OPTION_FLAG("--drafts", drafts),
        OPTION_READ("--jobs", read_jobs),
        OPTION_READ("--port", read_port),
        OPTION_READ("--format", read_format),
        OPTION_FLAG("--timings", timings),
        OPTION_TEXT("--partials", partials),
        OPTION_READ("--correction", read_correction),
        OPTION_FLAG("--push", push),
        OPTION_TEXT("--archive", archive),
        OPTION_READ("--archive-limit", read_archive_limit),
        OPTION_TEXT("--sheet", sheet),
        OPTION_READ("--map", read_map),
        OPTION_READ("--set", read_set),
        OPTION_READ("--skip", read_skip),
        OPTION_READ("--missing", read_missing),
        OPTION_READ("--decimal", read_decimal),
        OPTION_FLAG("--percent", percent),
        OPTION_READ("--delimiter", read_delimiter),
        OPTION_READ("--encoding", read_encoding),
        OPTION_FLAG("--append", append),
        OPTION_FLAG("--update", update),
        OPTION_FLAG("--dry-run", dry_run),
};

static const struct option *find_option(struct str name)
{
	for (size_t i = 0; i < LENGTH(table); i++)
		if (str_eq(name, str_from(table[i].name)))
			return &table[i];
	return NULL;
}

static bool wrong(struct diags *diags, enum message message, struct str subject)
{
	diag_add(diags, (struct place){0}, message, (struct str){0}, &subject, 1);
	return false;
}

/* The options that every command takes; the others are listed with their commands. */
static bool takes(const struct command *command, const struct option *option)
{
	static const struct str common[] = {STR_INIT("-C"), STR_INIT("--lang"), STR_INIT("--help"),
	                                    STR_INIT("-h"), STR_INIT("-q")};
	struct str name = str_from(option->name);
	for (size_t i = 0; i < LENGTH(common); i++)
		if (str_eq(name, common[i]))
			return true;
	return !command || command_takes(command, name);
}

/* Sets what an option stands for; its value is empty where it takes none. */
static bool apply(struct options *options, const struct option *option, struct str value)
{
	char *at = (char *)options + option->offset;
	if (option->kind == READ)
		return option->read(options, value);
	if (option->kind == FLAG)
		return *(bool *)(void *)at = true;
	*(struct str *)(void *)at = value;
	return value.len > 0;
}

/* One argument that begins with '-': `--name value`, `--name=value`. Moves *at past what it used. */
static bool read_option(struct options *options, const struct option **used, int *at, int argc, char **argv,
                        struct diags *diags)
{
	struct str name, value;
	bool joined = str_cut(&name, &value, str_from(argv[*at]), '=');
	const struct option *option = find_option(name);
	*used = option;
	if (!option || (joined && (option->kind == FLAG || argv[*at][1] != '-')))
		return wrong(diags, MESSAGE_USAGE_OPTION, str_from(argv[*at]));
	if (option->kind != FLAG && !joined) {
		if (*at + 1 >= argc)
			return wrong(diags, MESSAGE_USAGE_VALUE_MISSING, name);
		value = str_from(argv[++*at]);
	}
	return apply(options, option, value) ||
	       (DIAG(diags, (struct place){0}, USAGE_VALUE, name, value), false);
}

static bool read_arguments(struct options *options, const struct option **used, size_t *n_used, int argc,
                           char **argv, struct diags *diags)
{
	bool only_operands = false;
	for (int i = 1; i < argc; i++) {
		struct str argument = str_from(argv[i]);
		if (!only_operands && str_eq(argument, STR("--"))) {
			only_operands = true;
		} else if (!only_operands && argument.len > 1 && argument.ptr[0] == '-') {
			if (!read_option(options, &used[(*n_used)++], &i, argc, argv, diags))
				return false;
		} else if (!options->command.len) {
			options->command = argument;
		} else if (options->n_operands == OPERANDS_MAX) {
			return wrong(diags, MESSAGE_USAGE_OPERAND, argument);
		} else {
			options->operands[options->n_operands++] = argument;
		}
	}
	return true;
}

/* What the clock says where nothing else does: the day in Viet Nam, which has one time zone and no summer
 * time. */
static bool read_clock(struct options *options, struct diags *diags)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	long long seconds = (long long)time(NULL) + HANOI;
	if (epoch && *epoch) {
		char *end;
		seconds = strtoll(epoch, &end, 10);
		if (*end || seconds < 0 || seconds / DAY > INT32_MAX)
			return DIAG(diags, (struct place){0}, USAGE_VALUE, STR("SOURCE_DATE_EPOCH"),
			            str_from(epoch)),
			       false;
	}
	options->clock.day = (int32_t)(seconds / DAY);
	return true;
}

static void read_committer(struct options *options)
{
	options->name = str_trim(str_from(getenv("GIT_COMMITTER_NAME")));
	options->email = str_trim(str_from(getenv("GIT_COMMITTER_EMAIL")));
}

bool options_read(struct options *out, struct arena *arena, int argc, char **argv, struct diags *diags)
{
	const char *lang = getenv("LC_ALL");
	if (!lang || !*lang)
		lang = getenv("LC_MESSAGES");
	if (!lang || !*lang)
		lang = getenv("LANG");
	*out = (struct options){.site = STR("."),
	                        .port = PORT_DEFAULT,
	                        .language = diag_language_of(str_sub(str_from(lang), 0, 2))};
	read_committer(out);
	const char *aside = getenv("TMPDIR");
	out->aside = aside && *aside ? aside : "/tmp";
	const struct option **used = ARENA_ARRAY(arena, const struct option *, (size_t)argc + 1);
	size_t n_used = 0;
	if (!read_arguments(out, used, &n_used, argc, argv, diags) || !read_clock(out, diags))
		return false;
	const struct command *command = command_find(out->command);
	if (out->command.len && !command)
		return wrong(diags, MESSAGE_USAGE_COMMAND, out->command);
	for (size_t i = 0; i < n_used; i++)
		if (!takes(command, used[i]))
			return DIAG(diags, (struct place){0}, USAGE_NOT_HERE, str_from(used[i]->name),
			            out->command),
			       false;
	if (command && !out->help &&
	    (out->n_operands < command->operands_min || out->n_operands > command->operands_max))
		return wrong(diags, MESSAGE_USAGE_OPERANDS, out->command);
	return true;
}

int options_status(const struct diags *diags, bool strict)
{
	VEC_EACH (const struct diag, diag, &diags->list) {
		if (str_eq(diag_code(diag->message), STR("usage")))
			return STATUS_USAGE;
	}
	if (diags->failures)
		return STATUS_MACHINE;
	return diags->errors || (strict && diags->warnings) ? STATUS_SITE : STATUS_DONE;
}
