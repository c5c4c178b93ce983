#include "base/arena.h"
#include "base/map.h"
#include "text/bytes.h"
#include "yaml/yml.h"

#include <assert.h>
#include <yaml.h>

struct parser {
	yaml_parser_t lib;
	yaml_event_t event; /* the one being looked at */
	struct arena *arena;
	const struct source *source;
	struct diags *diags;
	bool refused; /* something was said, parsing goes on to find more */
	bool has_alias;
	struct str anchor; /* the first one, ptr NULL: none */
	struct place anchor_place;
	/* libyaml counts characters, a place counts bytes: where the one last asked for stands in both */
	size_t characters, byte;
};

/* Marks mostly come in order, so the way from the last one is short; a map's may lie before its first key's.
 */
static struct place place_at(struct parser *parser, size_t characters)
{
	struct str text = parser->source->text;
	while (parser->characters > characters) {
		do
			parser->byte--;
		while (str_continues(text.ptr[parser->byte]));
		parser->characters--;
	}
	while (parser->characters < characters && parser->byte < text.len) {
		do
			parser->byte++;
		while (parser->byte < text.len && str_continues(text.ptr[parser->byte]));
		parser->characters++;
	}
	return (struct place){parser->source, parser->byte};
}

static struct str line_of(struct arena *arena, struct str text, size_t offset)
{
	size_t line = 1;
	for (size_t i = 0; i < offset; i++)
		line += text.ptr[i] == '\n';
	return str_printf(arena, "%zu", line);
}

/* What a quote, a bracket or a key opened on an earlier line is found to be unfinished only here. */
static bool began_earlier(const yaml_parser_t *lib)
{
	struct str context = str_from(lib->context ? lib->context : "");
	return lib->context_mark.line < lib->problem_mark.line &&
	       (str_starts(context, STR("while scanning")) ||
	        str_starts(context, STR("while parsing a flow")));
}

/* Places are counted from `start`, a byte of the source, which is character 0 of what libyaml reads. */
static void say_syntax(struct parser *parser, size_t start)
{
	if (parser->lib.error == YAML_MEMORY_ERROR)
		arena_out_of_memory();
	struct str problem = str_from(parser->lib.problem);
	struct place place = parser->lib.error == YAML_READER_ERROR
	                             ? (struct place){parser->source, start + parser->lib.problem_offset}
	                             : place_at(parser, parser->lib.problem_mark.index);
	if (!began_earlier(&parser->lib)) {
		DIAG(parser->diags, place, YML_SYNTAX, problem);
		return;
	}
	size_t begun = place_at(parser, parser->lib.context_mark.index).offset;
	DIAG(parser->diags, place, YML_SYNTAX_SINCE, problem,
	     line_of(parser->arena, parser->source->text, begun));
}

static bool next(struct parser *parser)
{
	yaml_event_delete(&parser->event);
	return yaml_parser_parse(&parser->lib, &parser->event) != 0;
}

static void refuse(struct parser *parser, enum message message, struct place place, struct str argument)
{
	parser->refused = true;
	diag_add(parser->diags, place, message, (struct str){0}, &argument, 1);
}

/* Anchors, aliases and tags let a short text stand for something else than what is read: none is needed here.
 * An anchor is said only where no alias is, else one fault would be told twice. */
static void note_anchor(struct parser *parser, struct place place, const yaml_char_t *anchor)
{
	if (!anchor || parser->anchor.ptr)
		return;
	parser->anchor = str_dup(parser->arena, str_from((const char *)anchor));
	parser->anchor_place = place;
}

static void refuse_tag(struct parser *parser, struct place place, const yaml_char_t *tag)
{
	/* libyaml forgets the bare `!`; no value begins with it otherwise */
	bool bare = place.offset < place.source->text.len && place.source->text.ptr[place.offset] == '!';
	if (tag || bare)
		refuse(parser, MESSAGE_YML_TAG, place, tag ? str_from((const char *)tag) : STR("!"));
}

static void refuse_alias(struct parser *parser, struct place place)
{
	parser->has_alias = true;
	refuse(parser, MESSAGE_YML_ALIAS, place, str_from((const char *)parser->event.data.alias.anchor));
}

static bool parse_node(struct yml_node **out, struct parser *parser, int depth);

static bool parse_list(struct yml_node *list, struct parser *parser, int depth)
{
	VEC(struct yml_node *) items = {0};
	for (;;) {
		struct yml_node *item;
		if (!next(parser))
			return false;
		if (parser->event.type == YAML_SEQUENCE_END_EVENT)
			break;
		if (!parse_node(&item, parser, depth + 1))
			return false;
		*VEC_PUSH(parser->arena, &items) = item;
	}
	list->items = items.items;
	list->len = items.len;
	return true;
}

struct pairs {
	VEC(struct yml_pair) list;
	struct map offsets; /* of the keys, plus one; only once there are many */
	bool twice;
};

enum { MANY_PAIRS = 16 };

/* The offset of a key that is there already, plus one; else 0, and the key is remembered. */
static size_t seen_at(struct pairs *pairs, struct arena *arena, struct str key, struct place place)
{
	if (pairs->list.len < MANY_PAIRS) {
		VEC_EACH (struct yml_pair, pair, &pairs->list) {
			if (str_eq(pair->key, key))
				return pair->key_place.offset + 1;
		}
		return 0;
	}
	if (!pairs->offsets.arena) {
		map_init(&pairs->offsets, arena);
		VEC_EACH (struct yml_pair, pair, &pairs->list)
			*map_put(&pairs->offsets, pair->key) = (void *)(pair->key_place.offset + 1);
	}
	void **slot = map_put(&pairs->offsets, key);
	if (*slot)
		return (size_t)*slot;
	*slot = (void *)(place.offset + 1);
	return 0;
}

static void add_pair(struct pairs *pairs, struct parser *parser, const struct yml_node *key,
                     struct yml_node *value)
{
	if (key->kind != YML_SCALAR) {
		refuse(parser, MESSAGE_YML_WANT_KEY, key->place, STR(""));
		return;
	}
	size_t seen = seen_at(pairs, parser->arena, key->text, key->place);
	if (seen) {
		struct str line = line_of(parser->arena, parser->source->text, seen - 1);
		DIAG(parser->diags, key->place, YML_DUPLICATE_KEY, key->text, line);
		pairs->twice = true;
		return;
	}
	*VEC_PUSH(parser->arena, &pairs->list) = (struct yml_pair){key->text, key->place, value};
}

static bool parse_map(struct yml_node *map, struct parser *parser, int depth)
{
	struct pairs pairs = {0};
	for (;;) {
		struct yml_node *key, *value;
		if (!next(parser))
			return false;
		if (parser->event.type == YAML_MAPPING_END_EVENT)
			break;
		if (!parse_node(&key, parser, depth + 1) || !next(parser) ||
		    !parse_node(&value, parser, depth + 1))
			return false;
		add_pair(&pairs, parser, key, value);
	}
	map->pairs = pairs.list.items;
	map->len = pairs.list.len;
	map->twice = pairs.twice;
	return true;
}

/* From the event that begins a node to the one that ends it. False: nothing more can be read. */
static bool parse_node(struct yml_node **out, struct parser *parser, int depth)
{
	const yaml_event_t *event = &parser->event;
	struct yml_node *node = *out = ARENA_NEW(parser->arena, struct yml_node);
	node->place = place_at(parser, event->start_mark.index);
	if (depth > YML_DEPTH_MAX) {
		refuse(parser, MESSAGE_YML_DEPTH, node->place,
		       str_printf(parser->arena, "%d", YML_DEPTH_MAX));
		return false;
	}
	switch (event->type) {
	case YAML_SEQUENCE_START_EVENT:
		note_anchor(parser, node->place, event->data.sequence_start.anchor);
		refuse_tag(parser, node->place, event->data.sequence_start.tag);
		node->kind = YML_LIST;
		return parse_list(node, parser, depth);
	case YAML_MAPPING_START_EVENT:
		note_anchor(parser, node->place, event->data.mapping_start.anchor);
		refuse_tag(parser, node->place, event->data.mapping_start.tag);
		node->kind = YML_MAP;
		return parse_map(node, parser, depth);
	case YAML_SCALAR_EVENT:
		note_anchor(parser, node->place, event->data.scalar.anchor);
		refuse_tag(parser, node->place, event->data.scalar.tag);
		node->text = str_dup(parser->arena, (struct str){(const char *)event->data.scalar.value,
		                                                 event->data.scalar.length});
		node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
		return true;
	default:
		refuse_alias(parser, node->place);
		return true;
	}
}

/* False: the text ends in an error of libyaml's or of ours; which is in parser->lib.error. */
static bool parse_document(struct yml_node **out, struct parser *parser)
{
	if (!next(parser) /* the stream's start */ || !next(parser))
		return false;
	if (parser->event.type == YAML_DOCUMENT_START_EVENT) {
		struct yml_node *root;
		if (!next(parser) || !parse_node(&root, parser, 1) || !next(parser) || !next(parser))
			return false;
		if (!yml_is_null(root))
			*out = root;
	}
	if (parser->event.type == YAML_DOCUMENT_START_EVENT)
		refuse(parser, MESSAGE_YML_DOCUMENTS, place_at(parser, parser->event.start_mark.index),
		       STR(""));
	return true;
}

bool yml_parse(struct yml_node **out, struct arena *arena, const struct source *source, size_t from,
               size_t to, struct diags *diags)
{
	assert(from <= to && to <= source->text.len);
	if (str_starts(str_sub(source->text, from, to), STR("\xEF\xBB\xBF")))
		from += 3; /* libyaml would count it as a column */
	*out = ARENA_NEW(arena, struct yml_node);
	**out = (struct yml_node){.kind = YML_MAP, .place = {source, from}};
	struct parser parser = {.arena = arena, .source = source, .diags = diags, .byte = from};
	if (!yaml_parser_initialize(&parser.lib))
		arena_out_of_memory();
	struct str text = str_sub(source->text, from, to);
	yaml_parser_set_input_string(&parser.lib, (const unsigned char *)(text.ptr ? text.ptr : ""),
	                             text.len);
	yaml_parser_set_encoding(&parser.lib, YAML_UTF8_ENCODING);
	bool whole = parse_document(out, &parser);
	if (!whole && parser.lib.error != YAML_NO_ERROR)
		say_syntax(&parser, from);
	if (parser.anchor.ptr && !parser.has_alias)
		refuse(&parser, MESSAGE_YML_ALIAS, parser.anchor_place, parser.anchor);
	yaml_event_delete(&parser.event);
	yaml_parser_delete(&parser.lib);
	return whole && !parser.refused;
}

bool yml_load(struct yml_node **out, struct arena *arena, struct source *source, const struct tree *tree,
              const struct tree_entry *entry, struct diags *diags)
{
	source->path = entry->path;
	if (entry->kind != TREE_FILE)
		return tree_refuse_kind(entry, source, diags);
	return tree->read(&source->text, tree, arena, entry, diags) && bytes_check(source, diags) &&
	       yml_parse(out, arena, source, 0, source->text.len, diags);
}

struct str yml_library(void)
{
	return str_from(yaml_get_version_string());
}
