#include "site/theme.h"

#include "base/arena.h"
#include "base/map.h"
#include "text/bytes.h"

#include <stdlib.h>

/* The theme being put together: files by name, later ones taking the place of earlier ones. */
struct layers {
	struct arena *arena;
	struct map by_name; /* struct theme_file */
	VEC(struct theme_file *) files;
	struct diags *diags;
};

static void add_file(struct layers *layers, const struct tree *tree, const struct tree_entry *entry,
                     struct str name)
{
	if (entry->kind != TREE_FILE) {
		struct source *source = ARENA_NEW(layers->arena, struct source);
		source->path = entry->path;
		tree_refuse_kind(entry, source, layers->diags);
		return;
	}
	void **slot = map_put(&layers->by_name, name);
	if (!*slot) {
		*slot = ARENA_NEW(layers->arena, struct theme_file);
		*VEC_PUSH(layers->arena, &layers->files) = *slot;
	}
	*(struct theme_file *)*slot = (struct theme_file){name, tree, entry};
}

/* Adds all files of themes/NAME; how many there were. */
static size_t add_layer(struct layers *layers, const struct tree *tree, struct str theme)
{
	size_t from, to;
	struct str folder = STR_JOIN(layers->arena, STR("themes/"), theme);
	tree_range(&from, &to, tree, folder);
	for (size_t i = from; i < to; i++) {
		struct str path = tree->entries[i].path;
		add_file(layers, tree, &tree->entries[i], str_sub(path, folder.len + 1, path.len));
	}
	return to - from;
}

static int by_name(const void *a, const void *b)
{
	const struct theme_file *const *x = a, *const *y = b;
	return str_cmp((*x)->name, (*y)->name);
}

/* A template or a file of words; NULL: said. */
static struct source *read_file(struct layers *layers, const struct theme_file *file)
{
	struct source *source = ARENA_NEW(layers->arena, struct source);
	source->path = file->entry->path;
	bool good = file->tree->read(&source->text, file->tree, layers->arena, file->entry, layers->diags) &&
	            bytes_check(source, layers->diags);
	return good ? source : NULL;
}

/* `page` from layouts/page.mustache; false for a file that is no template. */
static bool template_name(struct str *out, struct str file)
{
	static const struct str ending = STR_INIT(".mustache");
	struct str folder, name;
	if (!str_cut(&folder, &name, file, '/') || !str_ends(name, ending) ||
	    (!str_eq(folder, STR("layouts")) && !str_eq(folder, STR("partials"))))
		return false;
	*out = str_sub(name, 0, name.len - ending.len);
	return true;
}

static bool load_templates(struct theme *theme, struct layers *layers)
{
	bool good = true;
	theme->templates = tmpl_set_new(layers->arena);
	for (size_t i = 0; i < theme->n_files; i++) {
		struct str name;
		if (!template_name(&name, theme->files[i].name))
			continue;
		struct source *source = read_file(layers, &theme->files[i]);
		good = source && tmpl_add(theme->templates, name, source, layers->diags) && good;
	}
	return good && tmpl_link(theme->templates, false, layers->diags);
}

static bool load_language(struct words *words, struct layers *layers, struct str language, size_t at,
                          struct place place)
{
	struct str name = STR_JOIN(layers->arena, STR("i18n/"), language, STR(".yaml"));
	const struct theme_file *file = map_get(&layers->by_name, name);
	if (!file) {
		DIAG(layers->diags, place, THEME_LANGUAGE, language, name);
		return false;
	}
	struct source *source = read_file(layers, file);
	return source && words_load(words, layers->arena, language, at, source, layers->diags);
}

static bool load_words(struct theme *theme, struct layers *layers, const struct languages *languages,
                       struct place place)
{
	bool good = true;
	theme->n_words = languages->len;
	theme->words = ARENA_ARRAY(layers->arena, struct words, languages->len);
	for (size_t i = 0; i < languages->len; i++)
		good = load_language(&theme->words[i], layers, languages->codes[i], i, place) && good;
	return good && words_compare(theme->words, theme->n_words, layers->diags);
}

struct asked {
	const struct words *words;
	struct diags *diags;
	bool good;
};

static void check_word(void *context, struct place tag, struct str key)
{
	struct asked *asked = context;
	if (value_get(asked->words->theme, key))
		return;
	DIAG(asked->diags, tag, TEMPLATE_WORD, key);
	asked->good = false;
}

bool theme_load(struct theme *out, struct arena *arena, const struct tree *site, const struct tree *defaults,
                struct str name, struct place name_place, const struct languages *languages,
                struct diags *diags)
{
	struct layers layers = {.arena = arena, .diags = diags};
	map_init(&layers.by_name, arena);
	add_layer(&layers, defaults, STR("default"));
	size_t own = add_layer(&layers, site, name);
	*out = (struct theme){0};
	if (own == 0 && !str_eq(name, STR("default"))) {
		DIAG(diags, name_place, THEME_UNKNOWN, name);
		return false;
	}
	if (layers.files.len)
		qsort(layers.files.items, layers.files.len, sizeof *layers.files.items, by_name);
	out->n_files = layers.files.len;
	out->files = ARENA_ARRAY(arena, struct theme_file, layers.files.len);
	for (size_t i = 0; i < layers.files.len; i++)
		out->files[i] = *layers.files.items[i];
	bool templates = load_templates(out, &layers);
	if (!load_words(out, &layers, languages, name_place) || !templates)
		return false;
	struct asked asked = {&out->words[0], diags, true};
	tmpl_each_part(out->templates, STR("t"), check_word, &asked);
	return asked.good;
}

void theme_close(struct theme *theme)
{
	for (size_t i = 0; i < theme->n_words; i++)
		if (theme->words[i].locale)
			text_locale_close(theme->words[i].locale);
}
