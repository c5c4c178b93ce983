/* An open hash of row numbers, 8 bytes a slot: half of the hash and the row. Keys are put together again from
 * the cells when they are compared, so a million rows cost 16 MB and no copy of their keys. */
#include "schema/keys.h"

#include "base/arena.h"
#include "schema/rules.h"
#include "schema/seen.h"

enum { KEY_MAX = 1 << 28, BATCH = 32 };

struct slot {
	uint32_t hash, row; /* row + 1; 0: free */
};

struct row_index {
	const struct resource *resource;
	const size_t *fields;
	size_t n, cap;
	struct slot *slots;
};

void key_escape(struct buf *out, struct str text)
{
	size_t from = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] != '/' && text.ptr[i] != '%')
			continue;
		buf_add(out, str_sub(text, from, i));
		buf_add(out, text.ptr[i] == '/' ? STR("%2F") : STR("%25"));
		from = i + 1;
	}
	buf_add(out, str_sub(text, from, text.len));
}

/* What texts that mean the same have in common: 1.50 and 1.5 are one number, TRUE and 1 one truth. */
static struct str meaning(const struct field *field, struct str text)
{
	if (field->type == FIELD_BOOLEAN && field_truth(field, text) >= 0)
		return field_truth(field, text) ? STR("true") : STR("false");
	if (field->type != FIELD_NUMBER || str_find(text, STR(".")) == text.len)
		return text;
	while (text.len && text.ptr[text.len - 1] == '0')
		text.len--;
	if (text.len && text.ptr[text.len - 1] == '.')
		text.len--;
	return str_eq(text, STR("-0")) ? STR("0") : text;
}

enum join { JOIN_TEXTS, JOIN_MEANINGS };

/* Adds what a row's fields say, joined as the contract joins a key. False: a value is missing. */
static bool join(struct buf *out, struct arena *scratch, const struct resource *resource,
                 const size_t *fields, size_t n, size_t row, enum join how)
{
	bool whole = true;
	for (size_t i = 0; i < n; i++) {
		struct str text = resource_text(scratch, resource, row, fields[i]);
		if (i)
			buf_char(out, '/');
		key_escape(out, how == JOIN_TEXTS ? text : meaning(&resource->fields[fields[i]], text));
		whole &= text.len > 0;
	}
	return whole;
}

struct str key_join(struct arena *arena, const struct str *values, size_t n)
{
	struct buf key;
	buf_init(&key, KEY_MAX);
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_char(&key, '/');
		key_escape(&key, values[i]);
	}
	struct str text = str_dup(arena, buf_str(&key));
	buf_free(&key);
	return text;
}

static struct str unescape(struct arena *arena, struct str text)
{
	if (text.len == 0 || !memchr(text.ptr, '%', text.len))
		return text;
	char *out = arena_alloc(arena, text.len);
	size_t len = 0;
	while (text.len) {
		bool slash = str_starts(text, STR("%2F")), percent = str_starts(text, STR("%25"));
		out[len++] = slash ? '/' : text.ptr[0];
		text = str_sub(text, slash || percent ? 3 : 1, text.len);
	}
	return (struct str){out, len};
}

size_t key_split(struct str **values, struct arena *arena, struct str key)
{
	VEC(struct str) parts = {0};
	for (bool more = true; more;) {
		struct str part;
		more = str_cut(&part, &key, key, '/');
		*VEC_PUSH(arena, &parts) = unescape(arena, part);
	}
	*values = parts.items;
	return parts.len;
}

/* A key that was joined of texts as one of meanings. */
static void join_again(struct buf *out, const struct row_index *index, struct str key)
{
	struct str part;
	bool more = true;
	for (size_t i = 0; more; i++) {
		more = str_cut(&part, &key, key, '/');
		if (i)
			buf_char(out, '/');
		buf_add(out, i < index->n ? meaning(&index->resource->fields[index->fields[i]], part) : part);
	}
}

static bool has_bad_cell(const struct resource *resource, const size_t *fields, size_t n, size_t row)
{
	for (size_t i = 0; resource->table.bad.len && i < n; i++) {
		size_t column = resource->column_of[fields[i]];
		if (column != SIZE_MAX && table_is_bad(&resource->table, row, column))
			return true;
	}
	return false;
}

/* What a look-up needs at hand, so that a million of them allocate nothing. */
struct probe {
	struct arena *scratch;
	struct buf key, other;
};

static void probe_open(struct probe *probe)
{
	probe->scratch = arena_new();
	buf_init(&probe->key, KEY_MAX);
	buf_init(&probe->other, KEY_MAX);
}

static void probe_close(struct probe *probe)
{
	buf_free(&probe->key);
	buf_free(&probe->other);
	arena_free(probe->scratch);
}

static size_t first_slot(const struct row_index *index, uint64_t hash)
{
	return (size_t)(hash >> 20) & (index->cap - 1);
}

/* The slot of the key, or the free one where it belongs. */
static struct slot *find(const struct row_index *index, struct str key, uint64_t hash, struct probe *probe)
{
	size_t at = first_slot(index, hash);
	for (; index->slots[at].row; at = (at + 1) & (index->cap - 1)) {
		if (index->slots[at].hash != (uint32_t)hash)
			continue;
		buf_clear(&probe->other);
		join(&probe->other, probe->scratch, index->resource, index->fields, index->n,
		     index->slots[at].row - 1, JOIN_MEANINGS);
		if (str_eq(buf_str(&probe->other), key))
			break;
	}
	return &index->slots[at];
}

/* The slots of a large index lie anywhere in memory: those of some rows are asked for before the first is
 * needed. */
struct batch {
	size_t n, rows[BATCH], ends[BATCH]; /* of the keys, in probe.key one behind the other */
	uint64_t hashes[BATCH];
};

static void read_batch(struct batch *batch, struct probe *probe, const struct row_index *index, size_t from,
                       size_t to, bool skip_missing)
{
	buf_clear(&probe->key);
	for (size_t row = from, start = 0; row < to; row++) {
		bool whole = join(&probe->key, probe->scratch, index->resource, index->fields, index->n, row,
		                  JOIN_MEANINGS);
		if ((!whole && skip_missing) || has_bad_cell(index->resource, index->fields, index->n, row)) {
			probe->key.len = start;
			continue;
		}
		uint64_t hash = str_hash(str_sub(buf_str(&probe->key), start, probe->key.len));
		__builtin_prefetch(&index->slots[first_slot(index, hash)]);
		batch->rows[batch->n] = row;
		batch->ends[batch->n] = start = probe->key.len;
		batch->hashes[batch->n++] = hash;
	}
}

typedef void duplicate_row(void *data, size_t row, size_t earlier);

static void insert_batch(const struct batch *batch, struct probe *probe, const struct row_index *index,
                         duplicate_row *duplicate, void *data)
{
	for (size_t i = 0; i < batch->n; i++) {
		struct str key = str_sub(buf_str(&probe->key), i ? batch->ends[i - 1] : 0, batch->ends[i]);
		struct slot *slot = find(index, key, batch->hashes[i], probe);
		if (slot->row && duplicate)
			duplicate(data, batch->rows[i], slot->row - 1);
		if (!slot->row)
			*slot = (struct slot){(uint32_t)batch->hashes[i], (uint32_t)(batch->rows[i] + 1)};
	}
}

/* An index over fields; *duplicate (may be NULL) is called for each row whose key an earlier row has, with
 * that row. Rows with a missing value are left out where `skip_missing`; those with a bad cell always. */
static struct row_index *make_index(struct arena *arena, const struct resource *resource,
                                    const size_t *fields, size_t n, bool skip_missing,
                                    duplicate_row *duplicate, void *data)
{
	struct row_index *index = ARENA_NEW(arena, struct row_index);
	size_t cap = 16;
	while (cap < resource->table.rows * 2)
		cap *= 2;
	*index = (struct row_index){resource, fields, n, cap, ARENA_ARRAY(arena, struct slot, cap)};
	struct probe probe;
	probe_open(&probe);
	for (size_t row = 0; row < resource->table.rows; row += BATCH) {
		struct batch batch = {0};
		size_t end = row + BATCH < resource->table.rows ? row + BATCH : resource->table.rows;
		read_batch(&batch, &probe, index, row, end, skip_missing);
		insert_batch(&batch, &probe, index, duplicate, data);
		arena_reset(probe.scratch);
	}
	probe_close(&probe);
	return index;
}

bool resource_row(size_t *row, const struct resource *resource, struct str key)
{
	const struct row_index *index = resource->by_key;
	struct probe probe;
	if (!index)
		return false;
	probe_open(&probe);
	join_again(&probe.key, index, key);
	key = buf_str(&probe.key);
	const struct slot *slot = find(index, key, str_hash(key), &probe);
	*row = slot->row ? slot->row - 1 : SIZE_MAX;
	probe_close(&probe);
	return *row != SIZE_MAX;
}

struct str resource_key(struct arena *arena, const struct resource *resource, size_t row)
{
	struct buf key;
	buf_init(&key, KEY_MAX);
	join(&key, arena, resource, resource->primary_key, resource->n_primary_key, row, JOIN_TEXTS);
	struct str text = str_dup(arena, buf_str(&key));
	buf_free(&key);
	return text;
}

/* ---- the checks ---- */

struct report {
	struct resource *resource;
	struct diags *diags;
	const size_t *fields;
	size_t n;
	bool primary;
	/* where counting of lines has got to, for the line of the earlier row */
	size_t at, line, said;
};

/* The line of a row; rows are asked for in no order, so only the first hundred messages pay for it. */
static struct str line_of(struct report *report, size_t row)
{
	const struct table *table = &report->resource->table;
	size_t offset = table_place(table, row, 0).offset, line = 1;
	if (report->said++ >= DIAG_SAME_MAX)
		return STR("?");
	for (const char *at = table->source->text.ptr, *end = at + offset;
	     (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++)
		line++;
	return str_printf(report->diags->arena, "%zu", line);
}

static void say_duplicate(void *data, size_t row, size_t earlier)
{
	struct report *report = data;
	struct resource *resource = report->resource;
	struct probe probe;
	probe_open(&probe);
	bool whole = join(&probe.key, probe.scratch, resource, report->fields, report->n, row, JOIN_TEXTS);
	struct place place = resource_place(resource, row, report->fields[0]);
	/* of several rows without any key each is said on its own */
	bool blank = !whole && probe.key.len + 1 == report->n;
	if (!blank) {
		struct str key = report->n > 1
		                         ? buf_str(&probe.key)
		                         : resource_text(probe.scratch, resource, row, report->fields[0]);
		diag_add(report->diags, place, report->primary ? MESSAGE_PRIMARY_KEY : MESSAGE_UNIQUE_ERROR,
		         (struct str){0}, (struct str[]){key, line_of(report, earlier)}, 2);
	}
	resource->broken = true;
	probe_close(&probe);
}

static bool is_blank_key(const struct resource *resource, struct arena *scratch, size_t row)
{
	for (size_t i = 0; i < resource->n_primary_key; i++)
		if (resource_text(scratch, resource, row, resource->primary_key[i]).len)
			return false;
	return true;
}

static void say_blank_keys(struct resource *resource, struct diags *diags)
{
	struct arena *scratch = arena_new();
	const struct field *first = &resource->fields[resource->primary_key[0]];
	for (size_t row = 0; row < resource->table.rows; row++) {
		/* a required field has said so itself */
		if ((first->rules->required && resource->n_primary_key == 1) ||
		    !is_blank_key(resource, scratch, row) ||
		    has_bad_cell(resource, resource->primary_key, resource->n_primary_key, row))
			continue;
		DIAG(diags, resource_place(resource, row, resource->primary_key[0]), PRIMARY_KEY_EMPTY, {0});
		resource->broken = true;
	}
	arena_free(scratch);
}

void keys_check_own(struct resource *resource, struct arena *arena, struct diags *diags)
{
	if (resource->n_primary_key) {
		struct report report = {.resource = resource,
		                        .diags = diags,
		                        .fields = resource->primary_key,
		                        .n = resource->n_primary_key,
		                        .primary = true};
		say_blank_keys(resource, diags);
		resource->by_key = make_index(arena, resource, resource->primary_key, resource->n_primary_key,
		                              false, say_duplicate, &report);
	}
	VEC_EACH (const struct unique_key, key, &resource->unique_keys) {
		struct report report = {
		        .resource = resource, .diags = diags, .fields = key->columns, .n = key->n};
		struct arena *scratch = arena_new();
		make_index(scratch, resource, key->columns, key->n, true, say_duplicate, &report);
		arena_free(scratch);
	}
}

static bool is_primary_key(const struct foreign_key *key)
{
	if (!key->target->by_key || key->n != key->target->n_primary_key)
		return false;
	for (size_t i = 0; i < key->n; i++)
		if (key->target_columns[i] != key->target->primary_key[i])
			return false;
	return true;
}

static void say_foreign(const struct resource *resource, const struct foreign_key *key, size_t row,
                        struct str text, struct diags *diags)
{
	struct str names = {0};
	for (size_t i = 0; i < key->n; i++)
		names = STR_JOIN(diags->arena, names, i ? STR("/") : STR(""),
		                 key->target->fields[key->target_columns[i]].name);
	DIAG(diags, resource_place(resource, row, key->columns[0]), FOREIGN_KEY, text, names,
	     key->target->name);
}

static bool check_foreign(const struct resource *resource, const struct foreign_key *key, struct diags *diags)
{
	bool well = true;
	struct arena *scratch = arena_new();
	const struct row_index *index =
	        is_primary_key(key)
	                ? key->target->by_key
	                : make_index(scratch, key->target, key->target_columns, key->n, true, NULL, NULL);
	struct probe probe;
	probe_open(&probe);
	struct seen seen = seen_new(scratch, resource->table.rows);
	for (size_t row = 0; row < resource->table.rows; row++) {
		if (row % 4096 == 0)
			arena_reset(probe.scratch);
		size_t column = resource->column_of[key->columns[0]];
		struct str cell =
		        column == SIZE_MAX ? (struct str){0} : table_cell(&resource->table, row, column);
		struct str *place = seen_place(&seen, cell);
		if (key->n == 1 && seen_has(place, cell))
			continue;
		buf_clear(&probe.key);
		if (!join(&probe.key, probe.scratch, resource, key->columns, key->n, row, JOIN_MEANINGS) ||
		    has_bad_cell(resource, key->columns, key->n, row))
			continue;
		struct str text = buf_str(&probe.key);
		if (find(index, text, str_hash(text), &probe)->row) {
			*place = cell;
			continue;
		}
		buf_clear(&probe.key);
		join(&probe.key, probe.scratch, resource, key->columns, key->n, row, JOIN_TEXTS);
		say_foreign(resource, key, row, buf_str(&probe.key), diags);
		well = false;
	}
	probe_close(&probe);
	arena_free(scratch);
	return well;
}

bool keys_check_foreign(const struct resource *resource, struct diags *diags)
{
	bool well = true;
	VEC_EACH (const struct foreign_key, key, &resource->foreign_keys) {
		if (!key->target->broken)
			well &= check_foreign(resource, key, diags);
	}
	return well;
}
