/* Any bytes as a template: the part before the first NUL is the template, the rest a partial that both can
 * call. What compiles is rendered; what does not has said why. */
#include "base/arena.h"
#include "tmpl/tmpl.h"
#include "json/json.h"

#include <stdlib.h>

enum { OUTPUT_MAX = 1 << 16 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char context[] =
        "{\"a\":[{\"b\":\"<&\\\"'>\",\"c\":false},{\"c\":{\"d\":1.50}},3],\"b\":\"line\\nline\","
        "\"c\":true,\"d\":null,\"p\":\"p\",\"e\":[]}";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct source sources[] = {{STR("a"), {0}}, {STR("p"), {0}}, {STR("json"), STR(context)}};
	struct diags diags;
	struct value *value;
	struct buf out;
	struct tmpl_set *set = tmpl_set_new(arena);
	diag_init(&diags, arena);
	buf_init(&out, OUTPUT_MAX);
	str_cut(&sources[0].text, &sources[1].text, (struct str){(const char *)data, size}, '\0');
	bool good = tmpl_add(set, STR("a"), &sources[0], &diags);
	good = tmpl_add(set, STR("p"), &sources[1], &diags) && good;
	good = tmpl_link(set, true, &diags) && json_parse(&value, arena, &sources[2], &diags) && good;
	good = good && tmpl_render(&out, tmpl_find(set, STR("a")), value, NULL, &diags);
	if (good != (diags.errors == 0) || out.len > OUTPUT_MAX)
		abort();
	diag_settle(&diags);
	buf_free(&out);
	arena_free(arena);
	return 0;
}
