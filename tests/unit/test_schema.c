/* Tables against their descriptor: what is said, and where. Lines and columns are counted by hand. */
#include "unit/check.h"

#include "schema/package.h"
#include "schema/pattern.h"
#include "schema/personal.h"

enum { FILES_MAX = 8 };

static struct tree tree;
static struct tree_entry entries[FILES_MAX];
static struct package package;
static struct diags diags;

static bool read_entry(struct str *out, const struct tree *from, struct arena *into,
                       const struct tree_entry *entry, struct diags *to)
{
	(void)from;
	(void)into;
	(void)to;
	*out = str_from(entry->object);
	return true;
}

static int open_site(void **state)
{
	tree = (struct tree){.entries = entries, .read = read_entry};
	return open_arena(state);
}

static void add_file(const char *path, const char *text)
{
	assert_true(tree.len < FILES_MAX);
	entries[tree.len++] = (struct tree_entry){
	        .path = str_from(path), .kind = TREE_FILE, .size = strlen(text), .object = text};
	tree_sort(entries, tree.len);
}

static void load(void)
{
	static const struct languages languages = {{STR_INIT("vi"), STR_INIT("en")}, 2};
	diag_init(&diags, arena);
	bool well = package_load(&package, arena, &tree, &languages, &diags);
	assert_int_equal(well, diags.errors == 0);
	diag_sort(&diags);
}

/* All that was said, as `file:line:column code` joined by `; `, without folder and ending. */
static struct str said(void)
{
	struct str all = {0};
	VEC_EACH (struct diag, diag, &diags.list) {
		struct str file = str_sub(diag->path, strlen("data/"), diag->path.len);
		file = str_sub(file, 0, str_find(file, STR(".")));
		all = STR_JOIN(arena, all, all.len ? STR("; ") : STR(""), file,
		               str_printf(arena, ":%zu:%zu ", diag->line, diag->column),
		               diag_code(diag->message));
	}
	return all;
}

static struct str words(size_t i)
{
	assert_true(i < diags.list.len);
	return diag_words(arena, &diags.list.items[i], DIAG_ENGLISH);
}

/* A table t with fields as flow maps, `rest` is more of its schema. */
static void load_table(const char *fields, const char *rest, const char *csv)
{
	tree.len = 0;
	struct str text = str_printf(arena,
	                             "resources:\n"
	                             "  - name: t\n"
	                             "    path: t.csv\n"
	                             "    schema: {fields: [%s]%s}\n",
	                             fields, rest);
	add_file("data/datapackage.yaml", str_z(arena, text));
	add_file("data/t.csv", csv);
	load();
}

/* One field `v` of a type, its values one a line. */
static void load_values(const char *type, const char *values)
{
	load_table(str_z(arena, str_printf(arena, "{name: k}, {name: v, type: %s}", type)), "",
	           str_z(arena, str_printf(arena, "k,v\n%s", values)));
}

#define assert_said(expected) assert_str(said(), (expected))
#define assert_words(i, part) assert_true(str_find(words(i), STR(part)) < words(i).len)
#define assert_values(type, values, expected)                                                                \
	do {                                                                                                 \
		load_values(type, values);                                                                   \
		assert_said(expected);                                                                       \
	} while (0)

static void package_load__without_descriptor_has_no_tables(void **state)
{
	(void)state;
	load();
	assert_int_equal(package.len, 0);
	assert_int_equal(diags.list.len, 0);
}

static void package_load__reads_what_it_is_told(void **state)
{
	(void)state;
	add_file("data/datapackage.yaml",
	         "name: p\n"
	         "title: {vi: Một, en: One}\n"
	         "resources:\n"
	         "  - name: t\n"
	         "    path: t.csv\n"
	         "    title: T\n"
	         "    update: quarter\n"
	         "    publish: false\n"
	         "    schema:\n"
	         "      primaryKey: [a, b]\n"
	         "      fields:\n"
	         "        - {name: a, type: string}\n"
	         "        - {name: b, type: integer}\n"
	         "        - name: g\n"
	         "          type: string\n"
	         "          categories: [{value: low, label: {vi: Thấp, en: Low}}, high]\n"
	         "          categoriesOrdered: true\n");
	add_file("data/t.csv", "a,b,g\nx/y,1,low\nz%,2,\n");
	load();
	assert_said("");
	struct resource *t = package_find(&package, STR("t"));
	assert_non_null(t);
	assert_str(package.title.texts[1], "One");
	assert_int_equal(t->update, UPDATE_QUARTER);
	assert_false(t->publish);
	assert_int_equal(resource_field(t, STR("g")), 2);
	assert_true(resource_field(t, STR("h")) == SIZE_MAX);
	assert_true(t->fields[2].categories_ordered);
	assert_int_equal(field_category(&t->fields[2], STR("high")), 1);
	assert_int_equal(field_category(&t->fields[2], STR("none")), -1);
	assert_str(t->fields[2].categories[0].label.texts[0], "Thấp");
	assert_str(resource_key(arena, t, 0), "x%2Fy/1");
	assert_str(resource_key(arena, t, 1), "z%25/2");
	size_t row;
	assert_true(resource_row(&row, t, STR("z%25/2")));
	assert_int_equal(row, 1);
	assert_false(resource_row(&row, t, STR("z%25/3")));
	assert_int_equal(resource_place(t, 1, 1).offset, 19);
}

static void resource_text__gives_plain_numbers_and_no_missing_values(void **state)
{
	(void)state;
	tree.len = 0;
	add_file("data/datapackage.yaml",
	         "resources:\n"
	         "  - name: t\n"
	         "    path: t.csv\n"
	         "    dialect: {delimiter: ';', decimalChar: ',', groupChar: '.'}\n"
	         "    schema:\n"
	         "      missingValues: ['', '-', {value: KPS, label: không phát sinh}]\n"
	         "      fields:\n"
	         "        - {name: a, type: number}\n"
	         "        - {name: b, type: number, bareNumber: false, missingValues: ['']}\n");
	add_file("data/t.csv", "a;b\n1.234,50;95%\n-;€ -1.000\n+007;,5\nKPS;\n-0,10;1,\n");
	load();
	assert_said("");
	struct resource *t = package_find(&package, STR("t"));
	static const char *const expected[][2] = {
	        {"1234.50", "95"}, {"", "-1000"}, {"7", "0.5"}, {"", ""}, {"-0.10", "1"}};
	for (size_t row = 0; row < 5; row++)
		for (size_t field = 0; field < 2; field++)
			assert_str(resource_text(arena, t, row, field), expected[row][field]);
	struct decimal number;
	assert_true(resource_decimal(&number, arena, t, 0, 0));
	assert_str(decimal_text(arena, number), "1234.50");
	assert_false(resource_decimal(&number, arena, t, 1, 0));
}

static void types__are_checked_at_their_cell(void **state)
{
	(void)state;
	assert_values("number", "a,98.5\nb,\"98,5\"\nc,-1\nd,x\ne,1e5\nf,\n",
	              "t:3:3 type-error; t:5:3 type-error; t:6:3 type-error");
	assert_words(0, "'98,5' is not a number here; decimals use '.', or declare `decimalChar: \",\"`");
	assert_values("number", "a,\"98,5\"\nb,\"97,5\"\nc,\"1,5\"\nd,2\n", "t:2:3 type-error");
	assert_words(0, "'98,5' and 2 other cells");
	assert_values("number", "a,\"98,5\"\nb,\"97,5\"\nc,\"1,5\"\nd,2.5\n",
	              "t:2:3 type-error; t:3:3 type-error; t:4:3 type-error");
	assert_values("number", "a,.5\nb,5.\nc,+5\nd,.\ne, 5\n", "t:5:3 type-error; t:6:3 type-error");
	assert_values("integer", "a,12\nb,1.0\nc,-7\nd,--7\n", "t:3:3 type-error; t:5:3 type-error");
	assert_values("boolean", "a,true\nb,FALSE\nc,1\nd,yes\n", "t:5:3 type-error");
	assert_values("\"boolean\", trueValues: [có], falseValues: [không]", "a,có\nb,true\n",
	              "t:3:3 type-error");
	assert_values("date", "a,2024-02-29\nb,2023-02-29\nc,30/9/2025\n",
	              "t:3:3 type-error; t:4:3 type-error");
	assert_values("datetime",
	              "a,2024-01-26T15:00:00\nb,2024-01-26T15:00:00.3-05:00\nc,2024-01-26 15:00:00\n",
	              "t:4:3 type-error");
	assert_values("time", "a,23:59:59\nb,24:00:00\nc,1:00:00\n", "t:3:3 type-error; t:4:3 type-error");
	assert_values("year", "a,2026\nb,20233\nc,26\n", "t:3:3 type-error; t:4:3 type-error");
	assert_values("yearmonth", "a,2026-12\nb,2026-13\n", "t:3:3 type-error");
	assert_values("duration", "a,P1Y2M3DT4H5M6.7S\nb,PT0S\nc,P\nd,P1H\ne,-P2D\nf,P1DT\ng,P1M2Y\n",
	              "t:4:3 type-error; t:5:3 type-error; t:7:3 type-error; t:8:3 type-error");
	assert_values("list, itemType: integer, delimiter: ';'", "a,1;2\nb,1;x\n", "t:3:3 type-error");
	assert_values("any", "a,1\nb,x\n", "");
}

static void types__know_formats_of_strings(void **state)
{
	(void)state;
	assert_values("string, format: uri", "a,https://x.vn/a?b=1\nb,x\nc,http://a b\n",
	              "t:3:3 type-error; t:4:3 type-error");
	assert_values("string, format: uuid", "a,123e4567-e89b-12d3-a456-426614174000\nb,123\n",
	              "t:3:3 type-error");
	assert_values("string, format: email, personal: lý do", "a,x.y@phuong.vn\nb,x@y\nc,@x.vn\n",
	              "t:3:3 type-error; t:4:3 formula");
	assert_values("string, format: binary", "a,SGVsbG8=\nb,SGVsbG8\nc,SGV#\n",
	              "t:3:3 type-error; t:4:3 type-error");
}

static void types__know_days_by_a_pattern(void **state)
{
	(void)state;
	assert_values("date, format: '%d/%m/%Y'", "a,1/2/2026\nb,31/02/2026\nc,2026-02-01\nd,1/2/26\n",
	              "t:3:3 type-error; t:4:3 type-error; t:5:3 type-error");
	assert_values("datetime, format: '%Y%m%d %H:%M:%S'", "a,20260201 7:30:59\nb,20260201 24:00:00\n",
	              "t:3:3 type-error");
	load_values("date, format: '%d/%m/%y'", "a,1/2/26\n");
	assert_said("datapackage:4:64 bad-value");
	load_values("time, format: '%H:%M %d'", "a,1:02 3\n");
	assert_said("datapackage:4:64 bad-value");
}

static void types__know_what_holds_several_values(void **state)
{
	(void)state;
	assert_values("object", "a,{}\nb,\"{\"\"x\"\": 1}\"\nc,[]\nd,x\n",
	              "t:4:3 type-error; t:5:3 type-error");
	assert_values("geopoint", "a,\"106.7,20.9\"\nb,\"-180, -90\"\nc,\"180.1,0\"\nd,20\n",
	              "t:4:3 type-error; t:5:3 type-error");
	assert_values("geopoint, format: array", "a,\"[106.7, 20.9]\"\nb,\"106.7,20.9\"\n",
	              "t:3:3 type-error");
	assert_values("geojson", "a,\"{\"\"type\"\": \"\"Point\"\"}\"\nb,{}\n", "t:3:3 type-error");
}

static void constraints__are_named(void **state)
{
	(void)state;
	assert_values("string, constraints: {required: true}", "a,x\nb,\n", "t:3:3 constraint-error");
	assert_words(0, "`required: true`");
	assert_values("number, constraints: {minimum: 0, exclusiveMaximum: 1.5}", "a,0\nb,1.5\nc,-0.1\n",
	              "t:3:3 constraint-error; t:4:3 constraint-error");
	assert_words(0, "`exclusiveMaximum: 1.5`");
	assert_words(1, "`minimum: 0`");
	assert_values("date, constraints: {minimum: 2026-01-01}", "a,2026-01-01\nb,2025-12-31\n",
	              "t:3:3 constraint-error");
	assert_values("datetime, constraints: {maximum: '2026-01-01T00:00:00Z'}",
	              "a,2026-01-01T06:59:59+07:00\nb,2026-01-01T00:00:00.5Z\n", "t:3:3 constraint-error");
	assert_values("duration, constraints: {maximum: P1M}", "a,P30D\nb,P31D\n", "t:3:3 constraint-error");
	assert_values("string, constraints: {minLength: 2, maxLength: 3}", "a,đổ\nb,x\nc,Việt\n",
	              "t:3:3 constraint-error; t:4:3 constraint-error");
	assert_values("string, constraints: {pattern: '[A-Z]{2}[0-9]+'}", "a,AB1\nb,ABC1\nc,xAB1\nd,AB1x\n",
	              "t:3:3 constraint-error; t:4:3 constraint-error; t:5:3 constraint-error");
	assert_values("string, constraints: {enum: [p, r]}", "a,p\nb,q\n", "t:3:3 constraint-error");
	assert_values("number, constraints: {enum: [1, 2.50]}", "a,1.0\nb,2.5\nc,3\n",
	              "t:4:3 constraint-error");
	assert_values("string, categories: [x, {value: y, label: Y}]", "a,x\nb,y\nc,Y\n",
	              "t:4:3 constraint-error");
	assert_values("string, constraints: {unique: true}", "a,x\nb,\nc,\nd,x\n", "t:5:3 unique-error");
	assert_words(0, "line 2");
}

static void constraints__that_mean_nothing_are_said(void **state)
{
	(void)state;
	load_values("string, constraints: {minimum: 1}", "a,x\n");
	assert_said("datapackage:4:72 bad-value");
	load_values("number, constraints: {minimum: x}", "a,1\n");
	assert_said("datapackage:4:81 bad-value");
	load_values("string, constraints: {pattern: '(a'}", "a,x\n");
	assert_said("datapackage:4:81 bad-value");
	load_values("string, constraints: {jsonSchema: {}}", "a,x\n");
	assert_said("datapackage:4:72 bad-value");
	load_values("string, constraints: {require: true}", "a,x\n");
	assert_said("datapackage:4:72 unknown-key");
	load_values("geojson, constraints: {minLength: 1}", "a,x\n");
	assert_said("datapackage:4:73 bad-value");
}

static void labels__are_those_of_the_schema(void **state)
{
	(void)state;
	load_table("{name: a}, {name: b}", "", "a\n1\n");
	assert_said("t:1:2 missing-label");
	load_table("{name: a}, {name: đ}, {name: c}, {name: d}", "", "\"a\",d\r\n1,2\r\n");
	assert_said("t:1:5 missing-label; t:1:5 missing-label");
	load_table("{name: a}, {name: b}", "", "b\n1\n");
	assert_said("t:1:1 missing-label");
	load_table("{name: a}, {name: b}, {name: c}", "", "a,b");
	assert_said("t:1:4 missing-label");
	load_table("{name: a}, {name: b}", "", "a,b,c\n1,2,3\n");
	assert_said("t:1:5 extra-label");
	load_table("{name: a}, {name: b}", "", "b,a\n1,2\n");
	assert_said("t:1:1 extra-label");
	load_table("{name: a}, {name: b}", ", fieldsMatch: equal", "b,a\n1,2\n");
	assert_said("");
	assert_str(resource_text(arena, &package.resources[0], 0, 0), "2");
	load_table("{name: a}, {name: b}", ", fieldsMatch: subset", "b,c,a\n1,2,3\n");
	assert_said("");
	load_table("{name: a}, {name: b}", ", fieldsMatch: superset", "b\n1\n");
	assert_said("");
	assert_str(resource_text(arena, &package.resources[0], 0, 0), "");
	load_table("{name: a}, {name: b}", ", fieldsMatch: partial", "b,c\n1,2\n");
	assert_said("");
	load_table("{name: a}, {name: b}", ", fieldsMatch: partial", "c,d\n1,2\n");
	assert_said("t:1:1 missing-label; t:1:1 missing-label");
	load_table("{name: a}, {name: b}", "", "Bảng điểm quý III\na,b\n1,2\n1,2\n");
	assert_said("t:1:1 extra-label");
}

static void primary_key__holds_once(void **state)
{
	(void)state;
	load_table("{name: a}, {name: b}, {name: c}", ", primaryKey: [a, b]",
	           "a,b,c\n1,2,3\n1,3,3\n\"1\",2,4\n,,5\n,1,6\n");
	assert_said("t:4:1 primary-key; t:5:1 primary-key");
	assert_words(0, "'1/2' stands on line 2");
	load_table("{name: a}, {name: b}", ", primaryKey: b, uniqueKeys: [[a]]", "a,b\nx,1\nx,1\n,2\n,3\n");
	assert_said("t:3:1 unique-error; t:3:3 primary-key");
	load_table("{name: a}", ", primaryKey: [a, z]", "a\n1\n");
	assert_said("datapackage:4:51 unknown-name");
}

static void load_two(const char *keys, const char *t, const char *u)
{
	tree.len = 0;
	add_file("data/datapackage.yaml",
	         str_z(arena, str_printf(arena,
	                                 "resources:\n"
	                                 "  - name: t\n"
	                                 "    path: t.csv\n"
	                                 "    schema:\n"
	                                 "      fields: [{name: a}, {name: b}, {name: up}]\n"
	                                 "      primaryKey: a\n"
	                                 "      foreignKeys:\n"
	                                 "%s"
	                                 "  - name: u\n"
	                                 "    path: u.csv\n"
	                                 "    schema:\n"
	                                 "      fields: [{name: x}, {name: y, type: integer}]\n",
	                                 keys)));
	add_file("data/t.csv", t);
	add_file("data/u.csv", u);
	load();
}

static void foreign_key__must_be_there(void **state)
{
	(void)state;
	load_two("        - {fields: b, reference: {resource: u, fields: x}}\n", "a,b,up\n1,p,\n2,q,\n3,,\n",
	         "x,y\np,1\n");
	assert_said("t:3:3 foreign-key");
	assert_words(0, "'q' is not in the column 'x' of 'u'");
	load_two("        - {fields: [b, up], reference: {resource: u, fields: [x, y]}}\n",
	         "a,b,up\n1,p,1\n2,p,2\n3,p,\n", "x,y\np,1\n");
	assert_said("t:3:3 foreign-key");
	/* to itself: left out, empty, or by its own name */
	static const char *const itself[] = {
	        "        - {fields: up, reference: {fields: a}}\n",
	        "        - {fields: up, reference: {resource: '', fields: [a]}}\n",
	        "        - {fields: up, reference: {resource: t, fields: a}}\n",
	};
	for (size_t i = 0; i < LENGTH(itself); i++) {
		load_two(itself[i], "a,b,up\n1,,2\n2,,3\n", "x,y\np,1\n");
		assert_said("t:3:4 foreign-key");
	}
	/* what depends on a broken table is not judged */
	load_two("        - {fields: b, reference: {resource: u, fields: x}}\n", "a,b,up\n1,q,\n",
	         "x,y\np,one\n");
	assert_said("u:2:3 type-error");
	load_two("        - {fields: b, reference: {resource: w, fields: x}}\n", "a,b,up\n1,q,\n",
	         "x,y\np,1\n");
	assert_said("datapackage:8:45 unknown-name");
	load_two("        - {fields: b, reference: {resource: u, fields: [x, y]}}\n", "a,b,up\n1,q,\n",
	         "x,y\np,1\n");
	assert_said("datapackage:8:56 bad-value");
}

static void formula__is_refused_in_texts_alone(void **state)
{
	(void)state;
	assert_values(
	        "string", "a,=1+1\nb,+x\nc,@x\nd,-x\ne,- x\nf,-\ng,\"\tx\"\nh,\"\rx\"\ni,x=1\n",
	        "t:2:3 formula; t:3:3 formula; t:4:3 formula; t:5:3 formula; t:8:3 formula; t:9:3 formula");
	assert_values("number", "a,-1\nb,+1\n", "");
}

static void personal_data__is_refused_unless_admitted(void **state)
{
	(void)state;
	assert_values("string", "a,gọi 0912 345 678\nb,số 001099012345\nc,lien.he@phuong.vn\nd,ok\n",
	              "t:2:3 personal-data; t:3:3 personal-data; t:4:3 personal-data");
	assert_values("string, personal: số của cơ quan", "a,0912345678\n", "");
	assert_values("integer", "a,0912345678\n", "");
	load_table("{name: a}, {name: ngay_sinh}", "", "a,ngay_sinh\n1,2\n");
	assert_said("t:1:3 personal-data");
	load_table("{name: a}, {name: Ngày sinh, personal: {vi: x, en: x}}", "", "a,Ngày sinh\n1,2\n");
	assert_said("");
}

static void personal_find__knows_numbers_and_addresses(void **state)
{
	(void)state;
	static const char *const found[][2] = {{"0912345678", "0912345678"},
	                                       {"ĐT: 091.234.5678.", "091.234.5678"},
	                                       {"(+84 912 345 678)", "84 912 345 678"},
	                                       {"x 036099012345, y", "036099012345"},
	                                       {"036 099 012 345", "036 099 012 345"},
	                                       {"gửi a.b-c@x.gov.vn.", "a.b-c@x.gov.vn"}};
	static const char *const clean[] = {"tel:+842253842345",
	                                    "1912345678",
	                                    "091234567",
	                                    "09123456789",
	                                    "1.234.567.890.123",
	                                    "331/QĐ-UBND ngày 31/7/2025",
	                                    "x@y",
	                                    "@ban",
	                                    "24 giờ 7 ngày",
	                                    "0212345678",
	                                    "ISBN 9780306406157",
	                                    "2025-10-01T11:09:42",
	                                    "12 345 678 901 234",
	                                    "A036099012345"};
	for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
		size_t offset, len;
		enum message message;
		struct str text = str_from(found[i][0]);
		assert_true(personal_find(&offset, &len, &message, text));
		assert_str(str_sub(text, offset, offset + len), found[i][1]);
	}
	for (size_t i = 0; i < sizeof clean / sizeof *clean; i++) {
		size_t offset, len;
		enum message message;
		if (personal_find(&offset, &len, &message, str_from(clean[i])))
			fail_msg("'%s' is nobody's", clean[i]);
	}
}

static void personal_column__knows_names_in_both_languages(void **state)
{
	(void)state;
	static const char *const bad[] = {
	        "ngay_sinh",    "Ngày sinh",  "ngaysinh",    "birthDate",    "date_of_birth",
	        "cccd",         "so-cccd",    "ho_chieu",    "passport_no",  "so_dien_thoai",
	        "SĐT",          "phone",      "dia_chi",     "home address", "email",
	        "dan_toc",      "ethnicity",  "tôn giáo",    "religion",     "dang-vien",
	        "party_member", "suc_khoe",   "health",      "so_tai_khoan", "bank_account",
	        "ky_luat",      "discipline", "sodienthoai", "PhoneNumber"};
	static const char *const good[] = {"unit",        "name_vi",  "official_code", "value",  "person",
	                                   "benh_vien",   "decision", "received_on",   "note",   "sinh_hoat",
	                                   "media_chinh", "period",   "position_vi",   "telecom"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (!personal_column(arena, str_from(bad[i])))
			fail_msg("'%s' passes", bad[i]);
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		if (personal_column(arena, str_from(good[i])))
			fail_msg("'%s' is refused", good[i]);
}

static void period__is_one_of_the_forms(void **state)
{
	(void)state;
	load_table(
	        "{name: period, type: string}", "",
	        "period\n2026\n2026-H1\n2026-9M\n2026-Q3\n2026-09\n2026-W47\n2026-09-30\n2026-Q5\nQ3/2026\n");
	assert_said("t:9:1 bad-period; t:10:1 bad-period");
}

static void broken_diacritics__are_refused_in_texts(void **state)
{
	(void)state;
	assert_values(
	        "string",
	        "a,Khen thuéng gan vdi kiém diém va danh gia két qua Chi sé cai cach hanh chinh cta phudng\n"
	        "b,Khen thưởng gắn với kiểm điểm và đánh giá kết quả Chỉ số cải cách hành chính của phường\n"
	        "c,Praise tied to the reform index of Hải An Ward and Đông Hải\n"
	        "d,Société générale d'équipement créée à Châlons; Jürgen Schröder\n"
	        "e,Stanisław Wałęsa i Antonín Dvořák odwiedzili Łódź\n",
	        "t:2:3 broken-diacritics");
	assert_values("string", "a,phường Ðông Hải\nb,Guðrún\n", "t:2:3 broken-diacritics");
	assert_words(0, "'Ðông'");
	assert_words(0, "'Đông'");
}

static void characters__are_said_once(void **state)
{
	(void)state;
	assert_values("number", "a,1\xe2\x80\x8b\nb,2\n", "t:2:3 control-character");
	assert_values("number",
	              "a,1\xc2\xa0"
	              "000\n",
	              "t:2:3 control-character");
	assert_values("string", "a,x\xc2\xa0y\n", "");
	load_table("{name: a}", ", primaryKey: a", "a\nx\xc2\xa0y\n");
	assert_said("t:2:1 control-character");
	load_two("        - {fields: b, reference: {resource: u, fields: x}}\n",
	         "a,b,up\n1,\xe1\xba\xbf,\n2,e\xcc\x82\xcc\x81,\n", "x,y\n\xe1\xba\xbf,1\n");
	assert_said("t:3:3 not-nfc");
}

static void path__stays_in_the_folder(void **state)
{
	(void)state;
	static const char *const descriptor =
	        "resources:\n"
	        "  - {name: a, path: ../x.csv, schema: {fields: [{name: a}]}}\n"
	        "  - {name: b, path: /etc/passwd, schema: {fields: [{name: a}]}}\n"
	        "  - {name: c, path: none.csv, schema: {fields: [{name: a}]}}\n"
	        "  - {name: d, path: link/x.csv, schema: {fields: [{name: a}]}}\n"
	        "  - {name: a, path: x.csv, schema: {fields: [{name: a}]}}\n"
	        "  - {name: a b, path: x.csv, schema: {fields: [{name: a}]}}\n";
	add_file("data/datapackage.yaml", descriptor);
	add_file("data/x.csv", "a\n1\n");
	add_file("data/link", "");
	for (size_t i = 0; i < tree.len; i++)
		if (str_eq(entries[i].path, STR("data/link")))
			entries[i].kind = TREE_SYMLINK;
	load();
	assert_said("datapackage:2:21 path-escape; datapackage:3:21 path-escape; datapackage:4:21 bad-value; "
	            "datapackage:5:21 symlink; datapackage:6:12 bad-value; datapackage:7:12 bad-value");
}

static void descriptor__keys_are_known(void **state)
{
	(void)state;
	add_file("data/datapackage.yaml",
	         "$schema: https://datapackage.org/profiles/2.0/datapackage.json\n"
	         "name: p\nid: x\ntitle: T\ndescription: D\nhomepage: https://x.vn\nimage: i.png\nversion: "
	         "1.0.0\n"
	         "created: 2026-01-01T00:00:00Z\nkeywords: [a, b]\n"
	         "licenses: [{name: CC-BY-4.0, path: https://x, title: T}]\n"
	         "contributors: [{title: {vi: A, en: B}, email: a@b.vn, roles: [publisher], organization: o, "
	         "path: p,"
	         " givenName: g, familyName: f}]\n"
	         "sources: [{title: S, path: p, email: e, version: 2026-10-10}]\n"
	         "resources:\n"
	         "  - $schema: https://datapackage.org/profiles/2.0/dataresource.json\n"
	         "    name: t\n    path: t.csv\n    type: table\n    title: T\n    description: D\n    "
	         "format: csv\n"
	         "    mediatype: text/csv\n    encoding: UTF-8\n    bytes: 8\n    licenses: [{name: CC0}]\n"
	         "    sources: [{title: S}]\n"
	         "    dialect: {$schema: x, delimiter: ',', lineTerminator: \"\\n\", quoteChar: '\"', "
	         "doubleQuote: true,"
	         " skipInitialSpace: false, header: true, headerRows: [1], headerJoin: ' ', commentRows: [],"
	         " nullSequence: NA}\n"
	         "    schema:\n"
	         "      $schema: https://datapackage.org/profiles/2.0/tableschema.json\n"
	         "      fieldsMatch: [exact]\n      missingValues: ['']\n      primaryKey: a\n      "
	         "uniqueKeys: [[a, b]]\n"
	         "      fields:\n"
	         "        - {name: a, type: string, format: default, title: T, description: D, example: x, "
	         "rdfType: r}\n"
	         "        - {name: b, type: integer, groupChar: ',', bareNumber: true, constraints: "
	         "{required: false}}\n");
	add_file("data/t.csv", "a,b\n1,NA\n");
	load();
	assert_said("datapackage:24:12 bad-value");
	assert_words(0, "`bytes` says '8', but the file has 9");
}

static void dialect__that_reads_the_header_is_taken(void **state)
{
	(void)state;
	const char *descriptor = "resources:\n"
	                         "  - name: t\n"
	                         "    path: t.csv\n"
	                         "    dialect: [{delimiter: ','}, {delimiter: ';', decimalChar: ','}]\n"
	                         "    schema: {fields: [{name: a, type: number}, {name: b}]}\n";
	add_file("data/datapackage.yaml", descriptor);
	add_file("data/t.csv", "a;b\n1,5;x\n");
	load();
	assert_said("");
	assert_str(resource_text(arena, &package.resources[0], 0, 0), "1.5");
	tree.len = 0;
	add_file("data/datapackage.yaml", descriptor);
	add_file("data/t.csv", "a,b\n1.5,x\n");
	load();
	assert_said("");
	tree.len = 0;
	add_file("data/datapackage.yaml",
	         "resources:\n"
	         "  - name: t\n"
	         "    path: t.csv\n"
	         "    dialect: {escapeChar: x, header: false, delimiter: ab, wrong: 1}\n"
	         "    encoding: klingon\n"
	         "    schema: {fields: [{name: a}]}\n");
	add_file("data/t.csv", "a\n1\n");
	load();
	assert_said("datapackage:4:27 bad-value; datapackage:4:38 bad-value; datapackage:4:56 bad-value; "
	            "datapackage:4:60 unknown-key");
}

static void encoding__is_read_as_declared(void **state)
{
	(void)state;
	add_file("data/datapackage.yaml", "resources:\n"
	                                  "  - name: t\n"
	                                  "    path: t.csv\n"
	                                  "    encoding: windows-1258\n"
	                                  "    schema: {fields: [{name: a}, {name: b, type: integer}]}\n");
	add_file("data/t.csv", "a,b\r\n\xf0\xf4\xf2,1\r\nx,y\r\n");
	load();
	assert_said("t:3:3 type-error");
	assert_str(resource_text(arena, &package.resources[0], 0, 0), "độ");
}

static void pattern_match__speaks_of_the_whole_text(void **state)
{
	(void)state;
	static const struct {
		const char *pattern, *yes[3], *no[3];
	} cases[] = {{"^a.*$", {"a", "apple"}, {"ba", ""}},
	             {"(a|bc)*d?", {"", "abcad", "bc"}, {"b", "dd"}},
	             {"[^0-9]{2,3}", {"ab", "đổi"}, {"a", "ab1", "abcd"}},
	             {"\\d{4}-Q[1-4]", {"2026-Q3"}, {"2026-Q5", "26-Q3"}},
	             {"\\p{Lu}\\p{L}+", {"Đổi", "An"}, {"đổi", "A", "A1"}},
	             {"a{0,2}b{2}", {"bb", "abb", "aabb"}, {"aaabb", "ab"}},
	             {"(?:x|y)+z", {"xyxz"}, {"z"}},
	             {"x+?", {"x", "xx"}, {""}},
	             {"[a\\-z.\\]]", {"-", "]", "."}, {"b"}},
	             {"(a*)*", {"", "aaa"}, {"b"}},
	             {"a||b", {"", "a", "b"}, {"ab"}}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t bad;
		struct pattern *pattern = pattern_parse(&bad, arena, str_from(cases[i].pattern));
		assert_non_null(pattern);
		for (size_t j = 0; j < 3; j++) {
			if (cases[i].yes[j] && !pattern_match(pattern, str_from(cases[i].yes[j])))
				fail_msg("%s does not match '%s'", cases[i].pattern, cases[i].yes[j]);
			if (cases[i].no[j] && pattern_match(pattern, str_from(cases[i].no[j])))
				fail_msg("%s matches '%s'", cases[i].pattern, cases[i].no[j]);
		}
	}
	static const char *const wrong[] = {"(a",    "a)",         "[a",      "*a",
	                                    "a{2",   "a{3,2}",     "a{1001}", "\\1",
	                                    "(?=a)", "\\p{Greek}", "[z-a]",   "((a{1000}){1000}){1000}"};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		size_t bad;
		if (pattern_parse(&bad, arena, str_from(wrong[i])))
			fail_msg("%s is taken", wrong[i]);
	}
}

#define SITE(test) cmocka_unit_test_setup_teardown(test, open_site, close_arena)

int main(void)
{
	const struct CMUnitTest tests[] = {
	        SITE(package_load__without_descriptor_has_no_tables),
	        SITE(package_load__reads_what_it_is_told),
	        SITE(resource_text__gives_plain_numbers_and_no_missing_values),
	        SITE(types__are_checked_at_their_cell),
	        SITE(types__know_formats_of_strings),
	        SITE(types__know_days_by_a_pattern),
	        SITE(types__know_what_holds_several_values),
	        SITE(constraints__are_named),
	        SITE(constraints__that_mean_nothing_are_said),
	        SITE(labels__are_those_of_the_schema),
	        SITE(primary_key__holds_once),
	        SITE(foreign_key__must_be_there),
	        SITE(formula__is_refused_in_texts_alone),
	        SITE(personal_data__is_refused_unless_admitted),
	        SITE(personal_find__knows_numbers_and_addresses),
	        SITE(personal_column__knows_names_in_both_languages),
	        SITE(period__is_one_of_the_forms),
	        SITE(broken_diacritics__are_refused_in_texts),
	        SITE(characters__are_said_once),
	        SITE(path__stays_in_the_folder),
	        SITE(descriptor__keys_are_known),
	        SITE(dialect__that_reads_the_header_is_taken),
	        SITE(encoding__is_read_as_declared),
	        SITE(pattern_match__speaks_of_the_whole_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
