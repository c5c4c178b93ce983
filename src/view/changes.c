#include "view/changes.h"

#include "base/arena.h"
#include "view/parts.h"

enum { SHORT = 8, SECONDS_OF_HANOI = 7 * 60 * 60, DAY = 24 * 60 * 60 };

static struct date day_of(const struct repo_commit *commit)
{
	return (struct date){(int32_t)((commit->time + SECONDS_OF_HANOI) / DAY)};
}

static void put_commit(const struct view *view, struct value *map, const struct repo_commit *commit)
{
	struct str id = oid_text(view->arena, commit->id);
	PUT(view, map, "day", part_date(view, day_of(commit)));
	PUT(view, map, "commit", value_string(view->arena, id));
	PUT(view, map, "short", value_string(view->arena, str_sub(id, 0, SHORT)));
}

static struct value *class_words(const struct view *view, enum change_class class)
{
	static const enum phrase phrases[] = {
	        [CHANGE_NUMBER] = PHRASE_CHANGE_NUMBER,   [CHANGE_TEXT] = PHRASE_CHANGE_TEXT,
	        [CHANGE_FORMAT] = PHRASE_CHANGE_FORMAT,   [CHANGE_ADDED] = PHRASE_CHANGE_ADDED,
	        [CHANGE_REMOVED] = PHRASE_CHANGE_REMOVED, [CHANGE_RENAMED] = PHRASE_CHANGE_RENAMED,
	};
	return part_words(view, words_say(view->arena, view->words, phrases[class], NULL, 0));
}

static struct value *change_row(const struct view *view, const struct change *change)
{
	struct value *row = part_map(view);
	put_commit(view, row, change->commit);
	PUT(view, row, "key", part_text(view, change->key));
	PUT(view, row, "column", part_text(view, change->column));
	PUT(view, row, "old", part_text(view, change->old));
	PUT(view, row, "new", part_text(view, change->new));
	PUT(view, row, "class", class_words(view, change->class));
	PUT(view, row, "why", part_words(view, change->reason));
	return row;
}

static struct value *unreadable_row(const struct view *view, const struct unreadable *unreadable)
{
	const struct diag *why = &unreadable->why;
	bool vietnamese = str_eq(view->words->language, STR("vi"));
	enum diag_language language = vietnamese ? DIAG_VIETNAMESE : DIAG_ENGLISH;
	struct value *row = part_map(view);
	put_commit(view, row, unreadable->commit);
	PUT(view, row, "place",
	    value_string(view->arena, str_printf(view->arena, STR_FMT ":%zu:%zu", STR_ARG(why->path),
	                                         why->line, why->column)));
	PUT(view, row, "what", part_words(view, diag_words(view->arena, why, language)));
	return row;
}

void view_changes(struct view *view, struct value *tree, const struct past *past,
                  const struct history *history)
{
	struct value *map = part_map(view), *rows = part_list(view), *unreadable = part_list(view);
	size_t shown = past->n_changes < VIEW_CHANGES_SHOWN ? past->n_changes : VIEW_CHANGES_SHOWN;
	for (size_t i = 0; i < shown; i++)
		value_push(view->arena, rows, change_row(view, &past->changes[past->n_changes - 1 - i]));
	for (size_t i = past->n_unreadable; i-- > 0;)
		value_push(view->arena, unreadable, unreadable_row(view, &past->unreadable[i]));
	PUT(view, map, "sentence",
	    past->n_changes > shown ? PART_SAY(view, CHANGES_SHOWN, part_count_text(view, shown),
	                                       part_count_text(view, past->n_changes))
	                            : view->no);
	PUT_LIST(view, map, "rows", rows);
	PUT_LIST(view, map, "unreadable", unreadable);
	PUT(view, map, "first", past->first ? part_date(view, day_of(past->first)) : view->no);
	PUT(view, map, "is_known", part_bool(view, history->head != NULL));
	PUT(view, map, "is_cut", part_bool(view, history->is_cut));
	PUT(view, tree, "changes", map);
}
