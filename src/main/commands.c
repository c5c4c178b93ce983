#include "main/commands.h"

#define BUILD_OPTIONS "--rev --now --no-history --base-url --strict --drafts --jobs --format --timings "
#define SERVE_OPTIONS "--port --out --now --no-history --base-url --drafts --jobs "

static const struct command table[] = {
        {"build",
         BUILD_OPTIONS "--out ",
         0,
         0,
         cmd_build,
         "congbo [-C SITE] build [--out DIR] [OPTIONS]",
         {"check the site, then write it to public/ (or --out DIR)",
          "kiểm tra trang, rồi ghi ra public/ (hoặc --out DIR)"}},
        {"check",
         BUILD_OPTIONS,
         0,
         0,
         cmd_check,
         "congbo [-C SITE] check [OPTIONS]",
         {"report every problem of the site, write nothing", "báo mọi lỗi của trang, không ghi gì"}},
        {"serve",
         SERVE_OPTIONS,
         0,
         0,
         cmd_serve,
         "congbo [-C SITE] serve [--port N] [OPTIONS]",
         {"build, serve on 127.0.0.1, rebuild and reload the browser when a source changes",
          "dựng, mở trang ở 127.0.0.1, tự dựng lại và tải lại trình duyệt khi nguồn thay đổi"}},
        {"new",
         "",
         1,
         1,
         cmd_new,
         "congbo new DIR",
         {"make a small complete site that builds without a warning",
          "tạo một trang nhỏ, đầy đủ, dựng được ngay không có cảnh báo"}},
        {"log",
         "",
         1,
         OPERANDS_MAX,
         cmd_log,
         "congbo [-C SITE] log RESOURCE [KEY...]",
         {"print every value that rows, or the whole resource, have had, from git",
          "in mọi giá trị mà các dòng, hoặc cả bộ dữ liệu, từng có, theo git"}},
        {"diff",
         "",
         2,
         3,
         cmd_diff,
         "congbo [-C SITE] diff A B [RESOURCE]",
         {"print what changed in the data between two revisions or editions",
          "in những gì đã đổi trong số liệu giữa hai phiên bản hoặc hai kỳ công bố"}},
        {"publish",
         "--correction --push --now --jobs --format --timings ",
         1,
         1,
         cmd_publish,
         "congbo [-C SITE] publish EDITION [--correction REASON] [--push]",
         {"make an immutable edition of the commit that HEAD is",
          "lập một kỳ công bố không thay đổi từ bản ghi (commit) hiện tại"}},
        {"verify",
         "--jobs --format --timings ",
         0,
         1,
         cmd_verify,
         "congbo [-C SITE] verify [EDITION]",
         {"rebuild an edition from its commit and compare it, byte for byte, with what was published",
          "dựng lại một kỳ công bố từ bản ghi nguồn và so từng byte với bản đã công bố"}},
        {"render",
         "--partials ",
         2,
         2,
         cmd_render,
         "congbo render TEMPLATE DATA.json [--partials DIR]",
         {"render one Mustache template to standard output", "dựng một mẫu Mustache ra đầu ra chuẩn"}},
        {"dump",
         BUILD_OPTIONS,
         1,
         1,
         cmd_dump,
         "congbo [-C SITE] dump STAGE",
         {"print a stage of the build as JSON: config, pages, package, model, rules, plan",
          "in một giai đoạn của lần dựng ở dạng JSON: config, pages, package, model, rules, plan"}},
        {"version",
         "",
         0,
         0,
         cmd_version,
         "congbo version",
         {"print the versions of congbo and its libraries", "in phiên bản của congbo và các thư viện"}},
        {"help",
         "",
         0,
         1,
         cmd_help,
         "congbo help [COMMAND]",
         {"this list, or the help of one command", "danh sách này, hoặc hướng dẫn của một lệnh"}},
};

const struct command *command_find(struct str name)
{
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (str_eq(name, str_from(table[i].name)))
			return &table[i];
	return NULL;
}

/* What each option of the line means, in the order of the contract. */
static const struct {
	const char *name;
	const char *help[2];
} option_help[] = {
        {"--out DIR", {"write there instead of public/", "ghi vào đó thay cho public/"}},
        {"--port N", {"listen on this port instead of 8000", "dùng cổng này thay cho 8000"}},
        {"--rev REV",
         {"read the site from this git revision",
          "đọc trang từ phiên bản git này, không đụng tới tệp đang làm"}},
        {"--now YYYY-MM-DD", {"the day that stands for today", "ngày được coi là hôm nay"}},
        {"--no-history", {"leave the past out", "không dùng lịch sử"}},
        {"--base-url URL", {"instead of base_url of congbo.yaml", "thay cho base_url trong congbo.yaml"}},
        {"--strict", {"a warning fails too", "cảnh báo cũng là thất bại"}},
        {"--drafts", {"with the pages marked draft", "kể cả trang còn là bản nháp"}},
        {"--jobs N", {"threads; as many as cores otherwise", "số luồng; mặc định bằng số lõi"}},
        {"--format text|json", {"of the diagnostics", "dạng của thông báo"}},
        {"--timings", {"seconds of each phase, on standard error", "số giây của từng bước, ra đầu ra lỗi"}},
        {"--correction REASON",
         {"correct an edition that was published, and say why", "đính chính kỳ đã công bố, kèm lý do"}},
        {"--push", {"send branch and tag to publish.remote", "đẩy nhánh và nhãn lên publish.remote"}},
        {"--partials DIR", {"NAME.mustache of partials", "thư mục chứa NAME.mustache của các mẫu con"}},
};

static void print_options(const struct command *command, FILE *to, enum diag_language language)
{
	for (size_t i = 0; i < sizeof option_help / sizeof *option_help; i++) {
		struct str name, rest;
		str_cut(&name, &rest, str_from(option_help[i].name), ' ');
		if (str_find(str_from(command->options), name) < strlen(command->options))
			fprintf(to, "  %-20s %s\n", option_help[i].name, option_help[i].help[language]);
	}
}

void command_help(const struct command *command, FILE *to, enum diag_language language)
{
	if (command) {
		fprintf(to, "%s\n\n%s\n\n", command->synopsis, command->help[language]);
		print_options(command, to, language);
		return;
	}
	fputs(language == DIAG_VIETNAMESE ? "congbo [-C SITE] LỆNH [TÙY CHỌN]\n\n"
	                                  : "congbo [-C SITE] COMMAND [OPTIONS]\n\n",
	      to);
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		fprintf(to, "  %-8s %s\n", table[i].name, table[i].help[language]);
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
