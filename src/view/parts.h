/* The parts that the trees of views are built of: sections 1 and 5 of docs/view-model.md. Every builder sets
 * every key of its type; what is absent is `false`. All live in view->arena; texts are not copied. */
#ifndef VIEW_PARTS_H
#define VIEW_PARTS_H

#include "view/view.h"

/* PUT(view, map, "rank", item): sets one key. */
#define PUT(view, map, key, item) value_set((view)->arena, (map), STR(key), (item))
/* PUT_LIST(view, map, "rows", list): sets `rows` and `has_rows`. */
#define PUT_LIST(view, map, key, list) part_put_list((view), (map), STR(key), STR("has_" key), (list))
/* A sentence of the generator as words: PART_SAY(view, RANK_UP, places), PART_SAY_PLAIN(view, NOT_RANKED). */
#define PART_SAY(view, id, ...)  part_words((view), SAY((view)->arena, (view)->words, id, __VA_ARGS__))
#define PART_SAY_PLAIN(view, id) part_words((view), SAY_PLAIN((view)->arena, (view)->words, id))

/* ---- the types ---- */

struct value *part_bool(const struct view *view, bool truth);
/* text?: false where it is empty. */
struct value *part_text(const struct view *view, struct str text);
struct value *part_map(const struct view *view);
struct value *part_list(const struct view *view);
void part_put_list(const struct view *view, struct value *map, struct str key, struct str has_key,
                   struct value *list);
/* words? in the page's language; false where the text is empty. */
struct value *part_words(const struct view *view, struct str text);
/* words? in the language of that code. */
struct value *part_words_in(const struct view *view, struct str text, struct str language);
/* words? of a text by language: where the page's language lacks it, that of the default one, marked. */
struct value *part_label(const struct view *view, const struct label *label);
/* The text itself; part_label_in: and the language where it is not the page's (else empty). */
struct str part_label_text(const struct view *view, const struct label *label);
struct str part_label_in(struct str *language, const struct view *view, const struct label *label);
/* link: the label's words, to a page of the site; href false where there is no such page. A page that lacks
 * the page's language is linked in the first that it has. */
struct value *part_link(const struct view *view, const struct label *label, struct str path);
/* link in the page's own words; an empty href is false. */
struct value *part_link_text(const struct view *view, struct str text, struct str href);
/* date?: false for DATE_NONE and the open ends of time. */
struct value *part_date(const struct view *view, struct date date);
/* period: as it stands alone, at the head of a column or a tab. */
struct value *part_period(const struct view *view, struct period period);
struct str part_period_alone(const struct view *view, struct period period);
/* As it is written within a sentence. */
struct str part_period_text(const struct view *view, struct period period);

/* ---- numbers ---- */

/* A number of things as it is read: 1.204. */
struct str part_count_text(const struct view *view, size_t count);
struct str part_number_text(const struct view *view, long number);
/* figure; `decimals` are shown, -1: as many as there are. The value stays exact. */
struct value *part_decimal(const struct view *view, struct decimal number, long decimals);
/* The same from plain digits, shown as they stand; false where there are none. */
struct value *part_digits(const struct view *view, struct str digits);
/* figure? of a result: with the indicator's decimals and `%`; the other units of measure too where `whole`.
 */
struct value *part_figure(const struct view *view, struct figure figure, const struct indicator *indicator,
                          bool whole);
/* Its text alone, empty where there is none. */
struct str part_figure_text(const struct view *view, struct figure figure, const struct indicator *indicator,
                            bool whole);
/* words? what the indicator is measured in. */
struct value *part_measure_words(const struct view *view, const struct indicator *indicator);
/* `4%` or `5 hồ sơ`: digits with the indicator's unit of measure. */
struct str part_measure(const struct view *view, struct str digits, const struct indicator *indicator);

/* ---- things of the model, each a link to its page ---- */

struct value *part_unit(const struct view *view, const struct unit *unit); /* NULL: false */
struct value *part_indicator(const struct view *view, const struct indicator *indicator);
struct value *part_plan(const struct view *view, struct str plan_id); /* false where there is no such page */
/* The same by its period and issuer, where the page says both: "Kế hoạch 2026–2030, Ủy ban …". */
struct value *part_plan_brief(const struct view *view, struct str plan_id);
struct value *part_league(const struct view *view, const struct league *league);
struct value *part_scorecard(const struct view *view, const struct scorecard *scorecard);
struct value *part_award(const struct view *view, const struct award *award);
/* What a resource is called: its title, else its name; and that as a link to its page. */
struct label part_resource_title(const struct view *view, const struct resource *resource);
struct value *part_resource(const struct view *view, const struct resource *resource);
/* words? of a cell: the label of its category, else the text as it stands. */
struct value *part_cell(const struct view *view, const struct resource *resource, struct str column,
                        struct str text);
/* The label of a category; all texts are empty where the column has none of that value. */
struct label part_category(const struct resource *resource, struct str column, struct str text);

/* ---- the parts of section 5 ---- */

struct value *part_status(const struct view *view, enum status status);
/* Verdicts of an award's conditions: met or not, in those words; or what only people can judge. */
struct value *part_verdict(const struct view *view, struct str word, bool met);
struct value *part_judged(const struct view *view);
/* list of count: in the order of the statuses, those that occur. */
struct value *part_counts(const struct view *view, const size_t counts[STATUS_COUNT]);
/* Adds a download to the list if the file of that route is made. */
void part_download(const struct view *view, struct value *list, struct str format, struct str route,
                   struct value *words);
/* `12 KB`, in the page's language. */
struct str part_size_text(const struct view *view, uint64_t size);
/* The downloads of the table data/ID.csv: CSV, CSV for Excel, XLSX, JSON, zip, those that are made; of a
 * resource (NULL: none). */
struct value *part_table_downloads(const struct view *view, struct str id);
struct value *part_resource_downloads(const struct view *view, const struct resource *resource);
/* item: a link with summary, date and note. */
struct value *part_item(const struct view *view, const struct label *label, struct str path,
                        struct value *summary, struct value *date, struct value *note);

/* ---- views ---- */

/* The keys that each view begins with; `id` is the next of the page where `in_text`, else page_view. */
struct value *part_view(struct view *view, bool in_text, struct value *caption,
                        const struct resource *resource);
/* words?: of what a resource shows; false where the page says the same. */
struct value *part_illustrative(const struct view *view, const struct resource *resource);
/* The same, said once on a page that the program lays out: what follows of that resource does not repeat it.
 */
struct value *part_illustrative_once(struct view *view, const struct resource *resource);

#endif
