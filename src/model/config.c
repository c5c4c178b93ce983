#include "model/config.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "text/zone.h"

#define KEYS(...)                                                                                            \
	(const struct str[]){__VA_ARGS__}, sizeof((const struct str[]){__VA_ARGS__}) / sizeof(struct str)

struct reader {
	struct config *config;
	struct arena *arena;
	struct diags *diags;
};

static bool label_of(struct label *out, bool *has, const struct reader *reader, const struct yml_node *node)
{
	if (!node)
		return true;
	*has = yml_label(out, node, &reader->config->languages, reader->diags);
	return *has;
}

static void text_of(struct str *out, const struct reader *reader, const struct yml_node *node)
{
	yml_text(out, node, reader->diags);
	*out = str_dup(reader->arena, *out);
}

/* ---- languages ---- */

/* A BCP 47 tag as far as it can stand in a path: `vi`, `zh-Hant`. */
static bool is_language(struct str code)
{
	size_t len = 0;
	while (len < code.len && ascii_is_lower(code.ptr[len]))
		len++;
	if (len < 2 || len > 3)
		return false;
	for (; len < code.len; len++)
		if (!ascii_is_alnum(code.ptr[len]) && code.ptr[len] != '-')
			return false;
	return code.ptr[code.len - 1] != '-' && str_find(code, STR("--")) == code.len;
}

static bool language_add(struct languages *languages, const struct reader *reader,
                         const struct yml_node *node)
{
	struct str code = {0};
	if (!yml_text(&code, node, reader->diags))
		return false;
	for (size_t i = 0; i < languages->len; i++) {
		if (str_eq(languages->codes[i], code)) {
			DIAG(reader->diags, node->place, CONFIG_LANGUAGE_TWICE, code);
			return false;
		}
	}
	if (!is_language(code) || languages->len == LANGUAGES_MAX) {
		DIAG(reader->diags, node->place, CONFIG_LANGUAGE, code,
		     str_printf(reader->arena, "%d", LANGUAGES_MAX));
		return false;
	}
	languages->codes[languages->len++] = str_dup(reader->arena, code);
	return true;
}

static void read_languages(const struct reader *reader, const struct yml_node *root)
{
	const struct yml_node *node = yml_need(root, STR("languages"), reader->diags);
	if (!node || !yml_is(node, YML_LIST, reader->diags))
		return;
	if (node->len == 0)
		DIAG(reader->diags, node->place, CONFIG_LANGUAGE, STR(""),
		     str_printf(reader->arena, "%d", LANGUAGES_MAX));
	bool good = true;
	for (size_t i = 0; i < node->len; i++)
		good = language_add(&reader->config->languages, reader, node->items[i]) && good;
	if (!good)
		reader->config->languages.len = 0; /* nothing can be judged by half of them */
}

/* ---- one setting each ---- */

/* http or https, a host, and a path without a query; printed with a '/' at its end. */
static bool is_base_url(struct str url)
{
	struct str rest = str_starts(url, STR("https://"))  ? str_sub(url, 8, url.len)
	                  : str_starts(url, STR("http://")) ? str_sub(url, 7, url.len)
	                                                    : STR("");
	struct str host, path;
	str_cut(&host, &path, rest, '/');
	if (host.len == 0 || host.ptr[0] == ':')
		return false;
	for (size_t i = 0; i < url.len; i++)
		if ((unsigned char)url.ptr[i] <= ' ' || strchr("?#\"<>\\^`{|}@\x7f", url.ptr[i]))
			return false;
	return true;
}

static void read_base_url(const struct reader *reader, const struct yml_node *root)
{
	const struct yml_node *node = yml_need(root, STR("base_url"), reader->diags);
	struct str url = {0};
	if (!node || !yml_text(&url, node, reader->diags))
		return;
	if (!is_base_url(url))
		DIAG(reader->diags, node->place, CONFIG_BASE_URL, url);
	reader->config->base_url = STR_JOIN(reader->arena, url, str_ends(url, STR("/")) ? STR("") : STR("/"));
}

/* The name of a folder of themes/. */
static bool is_folder_name(struct str name)
{
	for (size_t i = 0; i < name.len; i++)
		if (name.ptr[i] == '/' || name.ptr[i] == '\\' || (unsigned char)name.ptr[i] < ' ')
			return false;
	return name.len && name.ptr[0] != '.';
}

static void read_theme(const struct reader *reader, const struct yml_node *root)
{
	struct config *config = reader->config;
	const struct yml_node *node = yml_get(root, STR("theme"));
	config->theme = STR("default");
	config->theme_place = node ? node->place : (struct place){config->file, 0};
	text_of(&config->theme, reader, node);
	if (is_folder_name(config->theme))
		return;
	DIAG(reader->diags, node->place, CONFIG_THEME, config->theme);
	config->theme = STR("default"); /* which there always is */
}

static void read_timezone(const struct reader *reader, const struct yml_node *root)
{
	const struct yml_node *node = yml_get(root, STR("timezone"));
	reader->config->timezone = STR("Asia/Ho_Chi_Minh");
	text_of(&reader->config->timezone, reader, node);
	if (!text_zone_known(reader->config->timezone) && node)
		DIAG(reader->diags, node->place, CONFIG_TIMEZONE, reader->config->timezone);
}

static void read_authority(const struct reader *reader, const struct yml_node *root)
{
	struct config *config = reader->config;
	const struct yml_node *node = yml_get(root, STR("authority"));
	yml_only(node, KEYS(STR("name"), STR("parent"), STR("contact")), reader->diags);
	label_of(&config->authority_name, &config->has_authority_name, reader, yml_get(node, STR("name")));
	label_of(&config->authority_parent, &config->has_authority_parent, reader,
	         yml_get(node, STR("parent")));
	label_of(&config->authority_contact, &config->has_authority_contact, reader,
	         yml_get(node, STR("contact")));
}

/* What git takes as the name of a branch or remote, git-check-ref-format(1), a little narrower. */
static bool is_ref_name(struct str name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!ascii_is_alnum(name.ptr[i]) && !strchr("._/-", name.ptr[i]))
			return false;
	return name.len && name.ptr[0] != '-' && name.ptr[0] != '/' && name.ptr[0] != '.' &&
	       !str_ends(name, STR("/")) && !str_ends(name, STR(".")) && !str_ends(name, STR(".lock")) &&
	       str_find(name, STR("..")) == name.len && str_find(name, STR("//")) == name.len &&
	       str_find(name, STR("/.")) == name.len;
}

static void read_ref(struct str *out, const struct reader *reader, const struct yml_node *node)
{
	text_of(out, reader, node);
	if (!is_ref_name(*out))
		DIAG(reader->diags, node->place, CONFIG_REF, *out);
}

static void read_publish(const struct reader *reader, const struct yml_node *root)
{
	struct config *config = reader->config;
	const struct yml_node *node = yml_get(root, STR("publish"));
	config->publish_branch = STR("public");
	config->publish_remote = STR("origin");
	config->publish_place = node ? node->place : (struct place){config->file, 0};
	yml_only(node, KEYS(STR("branch"), STR("remote")), reader->diags);
	read_ref(&config->publish_branch, reader, yml_get(node, STR("branch")));
	read_ref(&config->publish_remote, reader, yml_get(node, STR("remote")));
}

static void read_days(const struct reader *reader, const struct yml_node *root)
{
	struct config *config = reader->config;
	const struct yml_node *as_of = yml_get(root, STR("as_of"));
	config->close_days = 20;
	yml_int(&config->close_days, yml_get(root, STR("close_days")), 0, 366, reader->diags);
	config->has_as_of = as_of && yml_date(&config->as_of, as_of, reader->diags);
}

/* ---- what is accepted ---- */

struct str config_page_about(const struct languages *languages, struct str about)
{
	if (str_starts(about, STR("/")))
		about = str_sub(about, 1, about.len);
	if (str_starts(about, STR("content/")))
		about = str_sub(about, 8, about.len);
	if (!str_ends(about, STR(".md")))
		return about;
	about.len -= 3;
	for (size_t i = 0; i < languages->len; i++) {
		struct str code = languages->codes[i];
		if (str_ends(about, code) && about.len > code.len &&
		    about.ptr[about.len - code.len - 1] == '.')
			return str_sub(about, 0, about.len - code.len - 1);
	}
	return about;
}

bool config_is_about_page(struct str code)
{
	return str_eq(code, STR("translation-missing")) || str_eq(code, STR("translation-numbers")) ||
	       str_eq(code, STR("numbering-gap"));
}

static void read_accept(struct accept *out, const struct reader *reader, const struct yml_node *node)
{
	static const struct str codes[] = {
	        STR_INIT("translation-missing"),
	        STR_INIT("translation-numbers"),
	        STR_INIT("numbering-gap"),
	        STR_INIT("target-conflict"),
	        STR_INIT("disclosure-missing"),
	        STR_INIT("stale-data"),
	        STR_INIT("deadline-before-data"),
	        STR_INIT("award-documents"),
	        STR_INIT("nominee-quota"),
	        STR_INIT("award-later"),
	        /* of an award that is decided above, where they are warnings */
	        STR_INIT("award-not-eligible"),
	        STR_INIT("award-quota"),
	        STR_INIT("award-repeated"),
	        STR_INIT("award-authority"),
	};
	out->place = node->place;
	yml_only(node, KEYS(STR("code"), STR("about"), STR("reason")), reader->diags);
	const struct yml_node *code = yml_need(node, STR("code"), reader->diags),
	                      *about = yml_need(node, STR("about"), reader->diags),
	                      *reason = yml_need(node, STR("reason"), reader->diags);
	size_t index;
	if (code && yml_choice(&index, code, codes, LENGTH(codes), reader->diags))
		out->code = codes[index];
	text_of(&out->about, reader, about);
	if (config_is_about_page(out->code))
		out->about = config_page_about(&reader->config->languages, out->about);
	if (reason)
		yml_label(&out->reason, reason, &reader->config->languages, reader->diags);
}

static void read_accepts(const struct reader *reader, const struct yml_node *root)
{
	struct config *config = reader->config;
	const struct yml_node *node = yml_get(root, STR("accept"));
	if (!node || !yml_is(node, YML_LIST, reader->diags))
		return;
	config->accepts = ARENA_ARRAY(reader->arena, struct accept, node->len);
	for (size_t i = 0; i < node->len; i++)
		if (yml_is(node->items[i], YML_MAP, reader->diags))
			read_accept(&config->accepts[config->n_accepts++], reader, node->items[i]);
}

static void read_all(const struct reader *reader, const struct yml_node *root)
{
	struct config *config = reader->config;
	yml_only(root,
	         KEYS(STR("title"), STR("base_url"), STR("languages"), STR("theme"), STR("authority"),
	              STR("licence"), STR("timezone"), STR("publish"), STR("as_of"), STR("close_days"),
	              STR("illustrative"), STR("accept")),
	         reader->diags);
	bool titled;
	read_languages(reader, root);
	label_of(&config->title, &titled, reader, yml_need(root, STR("title"), reader->diags));
	read_base_url(reader, root);
	read_theme(reader, root);
	read_authority(reader, root);
	text_of(&config->licence, reader, yml_get(root, STR("licence")));
	read_timezone(reader, root);
	read_publish(reader, root);
	read_days(reader, root);
	label_of(&config->illustrative, &config->has_illustrative, reader,
	         yml_get(root, STR("illustrative")));
	read_accepts(reader, root);
}

bool config_load(struct config *out, struct arena *arena, const struct tree *tree, struct diags *diags)
{
	size_t before = diags->errors + diags->failures;
	struct source *file = ARENA_NEW(arena, struct source);
	file->path = STR("congbo.yaml");
	*out = (struct config){.file = file};
	const struct tree_entry *entry = tree_find(tree, file->path);
	if (!entry) {
		DIAG_PLAIN(diags, ((struct place){file, 0}), CONFIG_MISSING);
		return false;
	}
	struct yml_node *root = NULL;
	struct reader reader = {out, arena, diags};
	if (yml_load(&root, arena, file, tree, entry, diags))
		read_all(&reader, root);
	return diags->errors + diags->failures == before;
}
