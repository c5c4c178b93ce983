#include "check.h"

#include "md/md.h"

static struct diags diags;
static struct source source;
static struct md_doc doc;

static bool parse_str(struct str text)
{
	diag_init(&diags, arena);
	source = (struct source){STR("page.md"), text};
	return md_parse(&doc, arena, &source, 0, &diags);
}

static void parse(const char *text)
{
	assert_true(parse_str(str_from(text)));
}

static struct str take(struct buf *html)
{
	struct str copy = str_dup(arena, buf_str(html));
	buf_free(html);
	return copy;
}

static struct str printed(void)
{
	struct buf html;
	buf_init(&html, 1 << 24);
	md_render(&html, NULL, arena, arena, &doc);
	return take(&html);
}

static struct str filled(const struct md_callbacks *callbacks)
{
	struct md_holes holes = {0};
	struct buf html, whole;
	buf_init(&html, 1 << 24);
	buf_init(&whole, 1 << 24);
	md_render(&html, &holes, arena, arena, &doc);
	md_fill(&whole, arena, take(&html), &holes, callbacks);
	return take(&whole);
}

static struct str html(const char *text)
{
	parse(text);
	return printed();
}

/* `line:column` of a place. */
static const char *at(struct place place)
{
	size_t line = 1, column = 1;
	for (size_t i = 0; i < place.offset; i++) {
		column = source.text.ptr[i] == '\n' ? 1 : column + 1;
		line += source.text.ptr[i] == '\n';
	}
	return str_z(arena, str_printf(arena, "%zu:%zu", line, column));
}

static void md_render__headings_stand_one_level_lower_with_unique_ids(void **state)
{
	(void)state;
	assert_str(html("# Mục đích\n## Đề mục\n# Mục đích\nMục `x` đích\n===\n###### sáu\n# Sáu 2\n"
	                "# Sáu\n# !\n"),
	           "<h2 id=\"muc-dich\">Mục đích</h2>\n<h3 id=\"de-muc\">Đề mục</h3>\n"
	           "<h2 id=\"muc-dich-2\">Mục đích</h2>\n<h2 id=\"muc-x-dich\">Mục <code>x</code> đích</h2>\n"
	           "<h6 id=\"sau\">sáu</h6>\n<h2 id=\"sau-2\">Sáu 2</h2>\n<h2 id=\"sau-3\">Sáu</h2>\n"
	           "<h2 id=\"section\">!</h2>\n");
	assert_int_equal(doc.headings.len, 8);
	assert_str(doc.headings.items[3].text, "Mục x đích");
	assert_string_equal(at(doc.headings.items[3].place), "4:1");
}

static void md_render__raw_html_and_foreign_schemes_are_left_out(void **state)
{
	(void)state;
	assert_str(html("a <b>c</b>\n\n<script>x</script>\n\n[j](javascript:x) [d](//h/) [k](ftp:x) "
	                "[m](mailto:a)\n"),
	           "<p>a <!-- raw HTML omitted -->c<!-- raw HTML omitted --></p>\n"
	           "<!-- raw HTML omitted -->\n"
	           "<p><a href=\"\">j</a> <a href=\"\">d</a> <a href=\"\">k</a> <a "
	           "href=\"mailto:a\">m</a></p>\n");
}

static void md_render__spaces_at_a_lines_end_break_no_line_a_backslash_does(void **state)
{
	(void)state;
	assert_str(html("phường về  \nviệc này   \nvà\\\nkia\n"),
	           "<p>phường về\nviệc này\nvà<br>\nkia</p>\n");
}

static void put_data(void *context, struct buf *to, size_t index)
{
	const struct md_data *data = &doc.data.items[index];
	(void)context;
	buf_printf(to, data->view ? "<div>%zu " STR_FMT "</div>" : "<b>%zu " STR_FMT "</b>", data->index,
	           STR_ARG(data->spec));
}

static struct str put_link(void *context, struct arena *into, size_t index)
{
	(void)context;
	return str_printf(into, "to-%zu " STR_FMT, index, STR_ARG(doc.links.items[index].target));
}

static void md_render__views_figures_and_links_are_the_callers(void **state)
{
	(void)state;
	parse("Tỷ lệ `=a.b x=1` [l](u) ![i *m* `c`](v) `plain`\n\n```=league x "
	      "top=5\n```\n- ```=chart y\n  ```\n\n```c\nx<\n```\n");
	assert_str(
	        filled(&(struct md_callbacks){NULL, put_data, put_link}),
	        "<p>Tỷ lệ <b>0 a.b x=1</b> <a href=\"to-0%20u\">l</a> <img src=\"to-1%20v\" alt=\"i m c\"> "
	        "<code>plain</code></p>\n<div>1 league x top=5</div>\n<ul>\n<li>\n<div>2 chart "
	        "y</div>\n</li>\n</ul>\n<pre tabindex=\"0\"><code "
	        "class=\"language-c\">x&lt;\n</code></pre>\n");
}

static void md_parse__places_are_exact_through_quotes_lists_and_lines(void **state)
{
	(void)state;
	parse("đ `=a b` *x* [l](u) ![i](v)\n"
	      "  next `x\n"
	      "y` and [two\n"
	      "lines](z) <https://a.b> \\* &amp; ``=e``\n"
	      "\n"
	      "- item `=q` [k](j)\n"
	      "  > quote\n"
	      "  >  `=z` \\[ [m](n)\n"
	      "lazy `=w`\n"
	      "\n"
	      "## Head `=h` [x](y)\n"
	      "\n"
	      "[r]: /x\n"
	      "text [r] `=here`\n"
	      "\n"
	      "> 1. a\n"
	      ">    ```  =league x\n"
	      ">    ```\n");
	static const char *const data[] = {"1:4", "4:34", "6:8", "8:6", "9:6", "11:9", "14:10", "17:6"};
	static const char *const links[] = {"1:15", "1:22", "3:8", "4:11", "6:13", "8:14", "11:14", "14:6"};
	assert_int_equal(doc.data.len, sizeof data / sizeof *data);
	for (size_t i = 0; i < doc.data.len; i++)
		assert_string_equal(at(doc.data.items[i].place), data[i]);
	assert_string_equal(at(doc.data.items[1].spec_place), "4:37");
	assert_string_equal(at(doc.data.items[7].spec_place), "17:12");
	assert_str(doc.data.items[7].spec, "league x");
	assert_int_equal(doc.links.len, sizeof links / sizeof *links);
	for (size_t i = 0; i < doc.links.len; i++)
		assert_string_equal(at(doc.links.items[i].place), links[i]);
}

static void md_parse__every_word_of_prose_is_found_where_it_stands(void **state)
{
	(void)state;
	parse("# Đề **mục** A1\n\nmột \\*hai\\* &lt;ba&gt; `bốn` [năm *sáu*](x \"t\") bảy\n  tám\\\nchín "
	      "&#273;mười\n"
	      "\n> - mười một\n> mười hai\n");
	static const char *const words[] = {"Đề",  "mục", "A1",  "hai",  "ba",      "năm",
	                                    "sáu", "bảy", "tám", "chín", "mười hai"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		bool found = false;
		struct str word = str_from(words[i]);
		VEC_EACH (struct md_prose, prose, &doc.prose) {
			size_t in = str_find(prose->text, word);
			if (in == prose->text.len || found)
				continue;
			found = true;
			size_t offset = md_prose_place(prose, in).offset;
			if (!str_starts(str_sub(source.text, offset, source.text.len), word))
				fail_msg("'%s' is said to stand at %s", words[i],
				         at(md_prose_place(prose, in)));
		}
		assert_true(found);
	}
	assert_str(doc.prose.items[1].text, "một *hai* <ba>   năm sáu bảy\ntám\nchín đmười");
}

static void md_parse__markers_of_ordered_items_are_as_written(void **state)
{
	(void)state;
	parse("1. a\n3. b\n   1) c\n\nd\n");
	assert_int_equal(doc.prose.len, 4);
	assert_str(doc.prose.items[1].marker, "3.");
	assert_str(doc.prose.items[2].marker, "1)");
	assert_int_equal(doc.prose.items[2].depth, 2);
	assert_int_equal(doc.prose.items[3].marker.len, 0);
}

static struct str repeat(const char *piece, size_t len)
{
	size_t n = strlen(piece);
	char *text = arena_alloc(arena, len + n);
	for (size_t at_ = 0; at_ < len; at_ += n)
		memcpy(text + at_, piece, n);
	return (struct str){text, len};
}

static void refuse(struct str text)
{
	assert_false(parse_str(text));
	assert_int_equal(diags.list.len, 1);
	assert_str(diag_code(diags.list.items[0].message), "too-large");
}

static void md_parse__what_would_take_cmark_too_long_is_too_large(void **state)
{
	(void)state;
	refuse(repeat("x\n", MD_BODY_MAX + 2));
	refuse(repeat("![[]()", 60000));
	refuse(repeat("![[](a)\n", 60000));
	refuse(repeat("> ", 2000));
	refuse(STR_JOIN(arena, repeat("- ", 2000), repeat("\n", 1000)));
	struct str url = repeat("u", 400000);
	refuse(STR_JOIN(arena, STR("[a]: "), url, STR("\n\n"), repeat("[a]\n\n", 5000)));
	/* a long list of links is not */
	assert_true(parse_str(repeat("- [a](b) c\n", 100000)));
	assert_true(parse_str(repeat("[a](b) c\n\n", 100000)));
}

static void md_render__what_is_large_and_hostile_ends_and_is_balanced(void **state)
{
	(void)state;
	static const char *const pieces[] = {"*a **a ", "_*",   "a]",  "[a](<b", "[a](b", "- a\n",
	                                     "\\[",     "&",    "a_ ", "> a\n",  "`a ``", "1. a\n   - b\n",
	                                     "<a ",     "# x\n"};
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		if (!parse_str(repeat(pieces[i], 20000)))
			continue;
		struct str out = printed();
		size_t open = 0, shut = 0;
		for (size_t j = 0; j + 1 < out.len; j++) {
			open += out.ptr[j] == '<' && out.ptr[j + 1] != '/' && out.ptr[j + 1] != '!';
			shut += out.ptr[j] == '<' && out.ptr[j + 1] == '/';
		}
		assert_int_equal(open, shut);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        UNIT(md_render__headings_stand_one_level_lower_with_unique_ids),
	        UNIT(md_render__raw_html_and_foreign_schemes_are_left_out),
	        UNIT(md_render__spaces_at_a_lines_end_break_no_line_a_backslash_does),
	        UNIT(md_render__views_figures_and_links_are_the_callers),
	        UNIT(md_parse__places_are_exact_through_quotes_lists_and_lines),
	        UNIT(md_parse__every_word_of_prose_is_found_where_it_stands),
	        UNIT(md_parse__markers_of_ordered_items_are_as_written),
	        UNIT(md_parse__what_would_take_cmark_too_long_is_too_large),
	        UNIT(md_render__what_is_large_and_hostile_ends_and_is_balanced),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
