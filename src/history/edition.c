#include "history/edition.h"

#include "base/arena.h"
#include "base/buf.h"

#include <stdlib.h>

enum { MESSAGE_MAX = 1 << 20 };

/* ---- ids ---- */

bool edition_id_valid(struct str id)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
	for (size_t i = 0; i < id.len; i++)
		if (!id.ptr[i] || !strchr(allowed, id.ptr[i]))
			return false;
	/* what git-check-ref-format(1) refuses, and what no folder should be called */
	return id.len > 0 && id.len <= 100 && id.ptr[0] != '.' && id.ptr[0] != '-' &&
	       !str_ends(id, STR(".")) && !str_ends(id, STR(".lock")) && str_find(id, STR("..")) == id.len;
}

struct str edition_of_revision(struct str revision)
{
	static const struct str prefixes[] = {STR_INIT("refs/tags/edition/"), STR_INIT("tags/edition/"),
	                                      STR_INIT("edition/")};
	for (size_t i = 0; i < LENGTH(prefixes); i++)
		if (str_starts(revision, prefixes[i])) {
			struct str id = str_sub(revision, prefixes[i].len, revision.len);
			return edition_id_valid(id) ? id : (struct str){0};
		}
	return (struct str){0};
}

const struct edition *edition_find(const struct editions *editions, struct str id)
{
	for (size_t i = 0; i < editions->len; i++)
		if (str_eq(editions->items[i].id, id))
			return &editions->items[i];
	return NULL;
}

/* ---- the message ---- */

struct str edition_message(struct arena *arena, const struct edition *edition)
{
	struct buf text;
	buf_init(&text, MESSAGE_MAX);
	buf_printf(&text, "Edition " STR_FMT "\n\nday: " STR_FMT "\n", STR_ARG(edition->id),
	           STR_ARG(date_iso(arena, edition->day)));
	buf_printf(&text, "output-commit: " STR_FMT "\n", STR_ARG(oid_text(arena, edition->output)));
	buf_printf(&text, "output-tree: " STR_FMT "\n", STR_ARG(oid_text(arena, edition->tree)));
	if (edition->corrects.len)
		buf_printf(&text, "corrects: " STR_FMT "\nreason: " STR_FMT "\n", STR_ARG(edition->corrects),
		           STR_ARG(edition->reason));
	buf_add(&text, STR("editions:"));
	for (size_t i = 0; i < edition->n_known; i++)
		buf_printf(&text, " " STR_FMT, STR_ARG(edition->known[i]));
	buf_char(&text, '\n');
	for (struct str line, rest = edition->versions; rest.len;) {
		str_cut(&line, &rest, rest, '\n');
		buf_printf(&text, "version: " STR_FMT "\n", STR_ARG(line));
	}
	struct str message = str_dup(arena, buf_str(&text));
	buf_free(&text);
	return message;
}

static void read_known(struct edition *out, struct arena *arena, struct str value)
{
	VEC(struct str) ids = {0};
	for (struct str id; value.len;) {
		str_cut(&id, &value, value, ' ');
		if (id.len)
			*VEC_PUSH(arena, &ids) = id;
	}
	out->known = ids.items;
	out->n_known = ids.len;
}

static void read_line(struct edition *out, struct arena *arena, struct str key, struct str value)
{
	if (str_eq(key, STR("day")) && !date_parse(&out->day, value))
		out->id = (struct str){0};
	else if (str_eq(key, STR("output-commit")))
		oid_parse(&out->output, value);
	else if (str_eq(key, STR("output-tree")))
		oid_parse(&out->tree, value);
	else if (str_eq(key, STR("corrects")))
		out->corrects = value;
	else if (str_eq(key, STR("reason")))
		out->reason = value;
	else if (str_eq(key, STR("editions")))
		read_known(out, arena, value);
	else if (str_eq(key, STR("version")))
		out->versions = STR_JOIN(arena, out->versions, value, STR("\n"));
}

/* False where the tag is none that congbo made. */
static bool read_tag(struct edition *out, struct arena *arena, const struct repo_tag *tag)
{
	*out = (struct edition){.id = tag->name, .source = tag->commit, .day = {INT32_MIN}};
	for (struct str line, rest = tag->message; rest.len;) {
		struct str key, value;
		str_cut(&line, &rest, rest, '\n');
		if (str_cut(&key, &value, line, ':'))
			read_line(out, arena, key, str_trim(value));
	}
	return edition_id_valid(out->id) && out->day.day != INT32_MIN && out->n_known &&
	       !oid_is_none(out->output) && !oid_is_none(out->tree);
}

bool editions_read(struct editions *out, struct arena *arena, struct repo *repo, struct diags *diags)
{
	struct repo_tag *tags;
	size_t n;
	*out = (struct editions){0};
	if (!repo_tags(&tags, &n, arena, repo, STR("edition/"), diags))
		return false;
	out->items = ARENA_ARRAY(arena, struct edition, n);
	for (size_t i = 0; i < n; i++)
		out->len += read_tag(&out->items[out->len], arena, &tags[i]);
	return true;
}

/* ---- what a build knows ---- */

struct placed {
	const struct edition *edition;
	size_t at; /* of its source in the log */
};

static int by_age(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	if (x->edition->n_known != y->edition->n_known) /* each knows itself and those before */
		return x->edition->n_known < y->edition->n_known ? -1 : 1;
	if (x->edition->day.day != y->edition->day.day)
		return x->edition->day.day < y->edition->day.day ? -1 : 1;
	return str_cmp(x->edition->id, y->edition->id);
}

static size_t place_in(const struct repo_log *log, struct oid commit)
{
	for (size_t i = log->len; i-- > 0;)
		if (oid_eq(log->items[i].id, commit))
			return i;
	return SIZE_MAX;
}

/* Copies and sorts them, and says which supersedes which. */
static void take(struct editions *out, struct arena *arena, struct placed *placed, size_t n)
{
	if (n)
		qsort(placed, n, sizeof *placed, by_age);
	out->items = ARENA_ARRAY(arena, struct edition, n + 1); /* room for one that is being made */
	out->len = n;
	for (size_t i = 0; i < n; i++)
		out->items[i] = *placed[i].edition;
	editions_link(out);
}

void editions_link(struct editions *editions)
{
	for (size_t i = 0; i < editions->len; i++)
		for (size_t j = 0; j < editions->len; j++)
			if (str_eq(editions->items[i].corrects, editions->items[j].id) && i != j)
				editions->items[j].superseded_by = &editions->items[i];
}

void editions_known(struct editions *out, struct arena *arena, const struct editions *all,
                    const struct repo_log *log)
{
	struct placed *placed = ARENA_ARRAY(arena, struct placed, all->len);
	size_t n = 0;
	for (size_t i = 0; i < all->len; i++) {
		placed[n] = (struct placed){&all->items[i], place_in(log, all->items[i].source)};
		n += placed[n].at != SIZE_MAX;
	}
	take(out, arena, placed, n);
}

bool editions_listed(struct editions *out, struct arena *arena, const struct editions *all,
                     const struct edition *edition, const struct repo_log *log, struct diags *diags)
{
	struct placed *placed = ARENA_ARRAY(arena, struct placed, edition->n_known);
	for (size_t i = 0; i < edition->n_known; i++) {
		const struct edition *known = edition_find(all, edition->known[i]);
		if (!known) {
			DIAG(diags, (struct place){0}, EDITION_TAG_MISSING, edition->known[i], edition->id);
			return false;
		}
		placed[i] = (struct placed){known, place_in(log, known->source)};
	}
	take(out, arena, placed, edition->n_known);
	return true;
}
