#include "view/editions.h"

#include "base/arena.h"
#include "view/parts.h"
#include "view/stood.h"

struct value *view_edition_link(const struct view *view, const struct edition *edition)
{
	if (!edition)
		return view->no;
	return part_link_text(view, edition->id,
	                      view_href(view, view_path(view, ROUTE_EDITION, edition->id, STR(""))));
}

/* In the words of whoever corrected it: which language they are in is not said. */
static struct value *reason_of(const struct view *view, const struct edition *edition)
{
	return edition ? part_words(view, edition->reason) : view->no;
}

/* ---- what comes next ---- */

/* The days to come on which figures are due to be disclosed; whose site it is answers for them. */
static struct value *upcoming(const struct view *view)
{
	enum { SHOWN = 6 };
	const struct calendar_result *calendar = view->site->calendar;
	const struct config *config = view->site->config;
	const struct label *name = config->has_authority_name ? &config->authority_name : &config->title;
	struct value *list = part_list(view);
	size_t shown = 0;
	for (size_t i = 0; i < calendar->n && shown < SHOWN; i++) {
		const struct calendar_row *row = &calendar->rows[i];
		if (!row->scorecard || !row->has_date || row->date.day < view->site->model->today.day)
			continue;
		struct value *map = part_map(view);
		PUT(view, map, "day", part_date(view, row->date));
		PUT(view, map, "of", part_scorecard(view, row->scorecard));
		PUT(view, map, "period", part_period(view, row->period));
		PUT(view, map, "who", part_label(view, name));
		value_push(view->arena, list, map);
		shown++;
	}
	return list;
}

/* ---- the list ---- */

void view_editions_head(struct view_head *out, const struct view *view)
{
	out->kind = STR("editions");
	for (size_t l = 0; l < view->site->languages->len; l++)
		out->title.texts[l] = SAY_PLAIN(view->arena, &view->site->words[l], NAV_EDITIONS);
}

void view_editions(struct view *view, struct value *tree, const struct view_edition *editions, size_t n)
{
	struct value *map = part_map(view), *rows = part_list(view);
	for (size_t i = n; i-- > 0;) {
		const struct edition *edition = editions[i].edition;
		const struct edition *later = edition->superseded_by;
		struct value *row = part_map(view);
		PUT(view, row, "edition", view_edition_link(view, edition));
		PUT(view, row, "day", part_date(view, edition->day));
		PUT(view, row, "correction", part_bool(view, edition->corrects.len > 0));
		PUT(view, row, "why", reason_of(view, edition));
		PUT(view, row, "superseded_by", view_edition_link(view, later));
		PUT(view, row, "superseded_on", later ? part_date(view, later->day) : view->no);
		PUT(view, row, "superseded_why", reason_of(view, later));
		value_push(view->arena, rows, row);
	}
	PUT_LIST(view, map, "rows", rows);
	PUT_LIST(view, map, "upcoming", upcoming(view));
	PUT(view, tree, "editions", map);
}

/* ---- one of them ---- */

void view_edition_head(struct view_head *out, const struct view *view, const struct view_edition *edition)
{
	out->kind = STR("edition");
	for (size_t l = 0; l < view->site->languages->len; l++)
		out->title.texts[l] =
		        SAY(view->arena, &view->site->words[l], EDITION_TITLE, edition->edition->id);
	out->updated = edition->edition->day;
}

/* The same file of the edition that supersedes this one. */
static struct str later_href(const struct view *view, const struct edition *later, struct str name)
{
	for (size_t i = 0; later && i < view->site->n_editions; i++) {
		const struct view_edition *other = &view->site->editions[i];
		for (size_t k = 0; other->edition == later && k < other->n_files; k++)
			if (str_eq(other->files[k].name, name) && !other->files[k].withheld)
				return view_file_href(view, other->files[k].route);
	}
	return STR("");
}

static struct value *files_of(const struct view *view, const struct view_edition *edition)
{
	struct value *list = part_list(view);
	for (size_t i = 0; i < edition->n_files; i++) {
		const struct view_edition_file *file = &edition->files[i];
		const struct view_file *made = map_get(&view->site->files, file->route);
		uint64_t size = made ? made->size : file->size;
		struct value *map = part_map(view);
		PUT(view, map, "name", value_string(view->arena, file->name));
		PUT(view, map, "href",
		    file->withheld ? view->no : part_text(view, view_file_href(view, file->route)));
		PUT(view, map, "later_href",
		    part_text(view, later_href(view, edition->edition->superseded_by, file->name)));
		PUT(view, map, "size_text",
		    file->withheld ? view->no : part_text(view, part_size_text(view, size)));
		PUT(view, map, "is_withheld", part_bool(view, file->withheld));
		value_push(view->arena, list, map);
	}
	return list;
}

static struct value *changes_of(const struct view *view, const struct view_edition *edition)
{
	static const struct {
		struct str key;
		enum change_class class;
	} columns[] = {{STR_INIT("numbers"), CHANGE_NUMBER},  {STR_INIT("texts"), CHANGE_TEXT},
	               {STR_INIT("formats"), CHANGE_FORMAT},  {STR_INIT("added"), CHANGE_ADDED},
	               {STR_INIT("removed"), CHANGE_REMOVED}, {STR_INIT("renamed"), CHANGE_RENAMED}};
	struct value *list = part_list(view);
	for (size_t i = 0; i < edition->n_changes; i++) {
		const struct view_edition_change *change = &edition->changes[i];
		struct value *map = part_map(view);
		PUT(view, map, "dataset", part_resource(view, change->resource));
		for (size_t k = 0; k < LENGTH(columns); k++)
			value_set(view->arena, map, columns[k].key,
			          value_string(view->arena,
			                       part_count_text(view, change->counts[columns[k].class])));
		value_push(view->arena, list, map);
	}
	return list;
}

static struct value *definitions_of(const struct view *view, const struct view_edition *edition)
{
	struct value *list = part_list(view);
	for (size_t i = 0; i < edition->n_definitions; i++)
		value_push(view->arena, list, value_string(view->arena, edition->definitions[i]));
	return list;
}

static bool has_withheld(const struct view_edition *edition)
{
	bool has = false;
	for (size_t i = 0; i < edition->n_files; i++)
		has |= edition->files[i].withheld;
	return has;
}

static struct value *oid_value(const struct view *view, struct oid id)
{
	return oid_is_none(id) ? view->no : value_string(view->arena, oid_text(view->arena, id));
}

void view_edition(struct view *view, struct value *tree, const struct view_edition *edition)
{
	const struct edition *of = edition->edition, *later = of->superseded_by;
	struct value *map = part_map(view);
	struct str old = of->corrects;
	struct str old_path = view_path(view, ROUTE_EDITION, old, STR(""));
	PUT(view, map, "id", value_string(view->arena, of->id));
	PUT(view, map, "day", part_date(view, of->day));
	PUT(view, map, "corrects",
	    old.len ? part_link_text(view, old,
	                             view_page(view, old_path) ? view_href(view, old_path) : STR(""))
	            : view->no);
	PUT(view, map, "why", reason_of(view, of));
	PUT(view, map, "superseded_by", view_edition_link(view, later));
	PUT(view, map, "superseded_on", later ? part_date(view, later->day) : view->no);
	PUT(view, map, "superseded_why", reason_of(view, later));
	PUT(view, map, "before", view_edition_link(view, edition->before));
	PUT(view, map, "source_commit", oid_value(view, of->source));
	PUT(view, map, "output_commit", edition->is_own ? view->no : oid_value(view, of->output));
	PUT_LIST(view, map, "changes", changes_of(view, edition));
	PUT_LIST(view, map, "definitions", definitions_of(view, edition));
	PUT_LIST(view, map, "files", files_of(view, edition));
	PUT(view, map, "has_withheld", part_bool(view, has_withheld(edition)));
	view_stood(view, map, edition);
	PUT(view, tree, "edition", map);
}
