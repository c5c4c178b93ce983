/* Any bytes as JSON: what is read and written again is the same the second time. */
#include "base/arena.h"
#include "json/json.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct source first = {STR("a.json"), {(const char *)data, size}},
	              second = {STR("b.json"), {NULL, 0}};
	struct diags diags;
	struct value *value;
	struct buf once, twice;
	diag_init(&diags, arena);
	buf_init(&once, SIZE_MAX);
	buf_init(&twice, SIZE_MAX);
	if (json_parse(&value, arena, &first, &diags)) {
		json_write(&once, value, 0);
		second.text = buf_str(&once);
		if (!json_parse(&value, arena, &second, &diags))
			abort();
		json_write(&twice, value, 0);
		if (!str_eq(buf_str(&once), buf_str(&twice)))
			abort();
	} else if (diags.errors != 1) {
		abort();
	}
	diag_settle(&diags);
	buf_free(&once);
	buf_free(&twice);
	arena_free(arena);
	return 0;
}
