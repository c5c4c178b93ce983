#include "main/options.h"

#include "base/arena.h"
#include "main/commands.h"

#include <stdlib.h>
#include <time.h>

enum { DAY = 24 * 60 * 60, HANOI = 7 * 60 * 60, PORT_DEFAULT = 8000, PORT_MAX = 65535, JOBS_MAX = 256 };

/* What an option sets: the reader gets the option's value, the empty string for one that takes none. */
struct option {
	const char *name;
	bool takes_value;
	bool (*read)(struct options *options, struct str value);
};

static bool read_site(struct options *options, struct str value)
{
	options->site = value;
	return value.len > 0;
}

static bool read_out(struct options *options, struct str value)
{
	options->out = value;
	return value.len > 0;
}

static bool read_rev(struct options *options, struct str value)
{
	options->rev = value;
	return value.len > 0;
}

static bool read_base_url(struct options *options, struct str value)
{
	options->base_url = value;
	return str_starts(value, STR("https://")) || str_starts(value, STR("http://"));
}

static bool read_partials(struct options *options, struct str value)
{
	options->partials = value;
	return value.len > 0;
}

static bool read_correction(struct options *options, struct str value)
{
	options->reason = str_trim(value);
	options->corrects = options->reason.len > 0;
	for (size_t i = 0; i < value.len; i++)
		options->corrects = options->corrects && (unsigned char)value.ptr[i] >= ' ';
	return options->corrects;
}

static bool set_push(struct options *options, struct str value)
{
	(void)value;
	return options->push = true;
}

static bool read_now(struct options *options, struct str value)
{
	options->has_now = date_parse(&options->now, value);
	return options->has_now;
}

static bool read_count(int *out, struct str value, int max)
{
	int count = 0;
	for (size_t i = 0; i < value.len; i++) {
		if (value.ptr[i] < '0' || value.ptr[i] > '9' || count > max)
			return false;
		count = count * 10 + (value.ptr[i] - '0');
	}
	*out = count;
	return value.len > 0 && count > 0 && count <= max;
}

static bool read_jobs(struct options *options, struct str value)
{
	return read_count(&options->jobs, value, JOBS_MAX);
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
	options->language = str_eq(value, STR("vi")) ? DIAG_VIETNAMESE : DIAG_ENGLISH;
	return str_eq(value, STR("vi")) || str_eq(value, STR("en"));
}

static bool set_no_history(struct options *options, struct str value)
{
	(void)value;
	return options->no_history = true;
}

static bool set_strict(struct options *options, struct str value)
{
	(void)value;
	return options->strict = true;
}

static bool set_drafts(struct options *options, struct str value)
{
	(void)value;
	return options->drafts = true;
}

static bool set_timings(struct options *options, struct str value)
{
	(void)value;
	return options->timings = true;
}

static bool set_quiet(struct options *options, struct str value)
{
	(void)value;
	return options->quiet = true;
}

static bool set_help(struct options *options, struct str value)
{
	(void)value;
	return options->help = true;
}

static const struct option table[] = {
        {"-C", true, read_site},
        {"--lang", true, read_language},
        {"--help", false, set_help},
        {"-h", false, set_help},
        {"-q", false, set_quiet},
        {"--out", true, read_out},
        {"--rev", true, read_rev},
        {"--now", true, read_now},
        {"--no-history", false, set_no_history},
        {"--base-url", true, read_base_url},
        {"--strict", false, set_strict},
        {"--drafts", false, set_drafts},
        {"--jobs", true, read_jobs},
        {"--port", true, read_port},
        {"--format", true, read_format},
        {"--timings", false, set_timings},
        {"--partials", true, read_partials},
        {"--correction", true, read_correction},
        {"--push", false, set_push},
};

static const struct option *find_option(struct str name)
{
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
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
	static const char common[] = " -C --lang --help -h -q ";
	char word[32];
	int len = snprintf(word, sizeof word, " %s ", option->name);
	if (strstr(common, word))
		return true;
	const char *at = command ? strstr(command->options, word + 1) : NULL;
	(void)len;
	return !command || (at && (at == command->options || at[-1] == ' '));
}

/* One argument that begins with '-': `--name value`, `--name=value`. Moves *at past what it used. */
static bool read_option(struct options *options, const struct option **used, int *at, int argc, char **argv,
                        struct diags *diags)
{
	struct str name, value;
	bool joined = str_cut(&name, &value, str_from(argv[*at]), '=');
	const struct option *option = find_option(name);
	*used = option;
	if (!option || (joined && (!option->takes_value || argv[*at][1] != '-')))
		return wrong(diags, MESSAGE_USAGE_OPTION, str_from(argv[*at]));
	if (option->takes_value && !joined) {
		if (*at + 1 >= argc)
			return wrong(diags, MESSAGE_USAGE_VALUE_MISSING, name);
		value = str_from(argv[++*at]);
	}
	return option->read(options, value) ||
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
	                        .language =
	                                lang && strncmp(lang, "vi", 2) == 0 ? DIAG_VIETNAMESE : DIAG_ENGLISH};
	read_committer(out);
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
