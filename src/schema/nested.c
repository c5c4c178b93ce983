#include "schema/nested.h"

#include "base/arena.h"
#include "schema/lexical.h"
#include "json/json.h"

/* NULL where it is no JSON; nothing is said, the cell's own message is enough. */
static const struct value *read_json(struct arena *arena, struct str text)
{
	struct diags unsaid;
	struct value *value;
	struct source *source = ARENA_NEW(arena, struct source);
	source->text = text;
	diag_init(&unsaid, arena);
	return json_parse(&value, arena, source, &unsaid) ? value : NULL;
}

/* A longitude, then a latitude, in degrees. */
static bool is_point(struct arena *arena, struct str longitude, struct str latitude)
{
	static const struct field number = {.type = FIELD_NUMBER, .decimal_char = '.', .bare_number = true};
	const struct str texts[] = {longitude, latitude};
	for (size_t i = 0; i < 2; i++) {
		struct decimal size;
		if (!lexical_size(&size, arena, &number, texts[i]))
			return false;
		long most = i ? 90 : 180;
		if (decimal_cmp(size, decimal_from(most)) > 0 || decimal_cmp(size, decimal_from(-most)) < 0)
			return false;
	}
	return true;
}

static bool check_point(struct arena *arena, const struct field *field, struct str text)
{
	struct str longitude, latitude;
	const struct value *value, *east = NULL, *north = NULL;
	if (field->format.len == 0)
		return str_cut(&longitude, &latitude, text, ',') &&
		       is_point(arena, str_trim(longitude), str_trim(latitude));
	value = read_json(arena, text);
	if (value && str_eq(field->format, STR("array")) && value->kind == VALUE_LIST && value->len == 2) {
		east = value->items[0];
		north = value->items[1];
	} else if (value && str_eq(field->format, STR("object")) && value->kind == VALUE_MAP &&
	           value->len == 2) {
		east = value_get(value, STR("lon"));
		north = value_get(value, STR("lat"));
	}
	return east && north && east->kind == VALUE_NUMBER && north->kind == VALUE_NUMBER &&
	       is_point(arena, east->text, north->text);
}

bool nested_check(const struct field *field, struct str text)
{
	struct arena *arena = arena_new();
	const struct value *value = NULL, *type;
	bool good;
	if (field->type == FIELD_GEOPOINT) {
		good = check_point(arena, field, text);
	} else {
		value = read_json(arena, text);
		good = value && value->kind == (field->type == FIELD_ARRAY ? VALUE_LIST : VALUE_MAP);
	}
	if (good && field->type == FIELD_GEOJSON) {
		type = value_get(value, STR("type"));
		good = type && type->kind == VALUE_STRING;
	}
	arena_free(arena);
	return good;
}

size_t nested_count(struct str text)
{
	struct arena *arena = arena_new();
	const struct value *value = read_json(arena, text);
	size_t n = value ? value->len : 0;
	arena_free(arena);
	return n;
}
