#include "table/write.h"

static bool needs_quotes(struct str text, char delimiter)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] == delimiter || text.ptr[i] == '"' || text.ptr[i] == '\n' ||
		    text.ptr[i] == '\r')
			return true;
	return false;
}

static void add_quoted(struct buf *out, struct str text)
{
	buf_char(out, '"');
	for (struct str part, rest = text;;) {
		bool more = str_cut(&part, &rest, rest, '"');
		buf_add(out, part);
		if (!more)
			break;
		buf_add(out, STR("\"\""));
	}
	buf_char(out, '"');
}

void table_add_cell(struct buf *out, struct str text, char delimiter)
{
	if (needs_quotes(text, delimiter))
		add_quoted(out, text);
	else
		buf_add(out, text);
}
