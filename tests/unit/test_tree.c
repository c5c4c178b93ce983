#include "check.h"

#include "io/hash.h"
#include "io/tree.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static struct diags diags;
static struct tree tree;
static char *root;

static char *path_of(const char *path)
{
	return str_z(arena, STR_JOIN(arena, str_from(root), STR("/"), str_from(path)));
}

static void folder(const char *path)
{
	assert_int_equal(mkdir(path_of(path), 0777), 0);
}

static void file(const char *path, struct str bytes)
{
	FILE *to = fopen(path_of(path), "w");
	assert_non_null(to);
	assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, to), bytes.len);
	assert_int_equal(fclose(to), 0);
}

static void begin(void)
{
	root = str_z(arena, STR("/tmp/test-tree-XXXXXX"));
	assert_non_null(mkdtemp(root));
	diag_init(&diags, arena);
}

static void end(void)
{
	tree_close(&tree);
	assert_int_equal(system(str_z(arena, STR_JOIN(arena, STR("rm -rf "), str_from(root)))), 0);
}

static bool open_tree(void)
{
	return tree_open_folder(&tree, arena, root, &diags);
}

/* The paths, each with f, s or o for its kind, joined by spaces. */
static struct str listed(size_t from, size_t to)
{
	struct str all = {0};
	for (size_t i = from; i < to; i++)
		all = str_printf(arena, STR_FMT "%s" STR_FMT ":%c", STR_ARG(all), i > from ? " " : "",
		                 STR_ARG(tree.entries[i].path), "fso"[tree.entries[i].kind]);
	return all;
}

static void tree__lists_what_a_site_is_made_of_sorted_by_bytes(void **state)
{
	(void)state;
	begin();
	folder("content");
	folder("content/a");
	folder("content/empty");
	folder("data");
	folder("public");
	folder("themes");
	folder("themes/xã");
	file("congbo.yaml", STR("title: x\n"));
	file("content/a/z.vi.md", STR(""));
	file("content/a.vi.md", STR(""));
	file("content/a-b.vi.md", STR(""));
	file("content/Đ.vi.md", STR(""));
	file("content/\xff.md", STR(""));
	file("data/units.csv", STR("unit\n"));
	file("themes/xã/a.css", STR(""));
	file("public/index.html", STR(""));
	file("README.md", STR(""));
	assert_true(open_tree());
	assert_str(listed(0, tree.len),
	           "congbo.yaml:f content/a-b.vi.md:f content/a.vi.md:f content/a/z.vi.md:f "
	           "content/Đ.vi.md:f content/\xff.md:f data/units.csv:f themes/xã/a.css:f");
	end();
}

static void tree__skips_hidden_names_and_editors_leftovers(void **state)
{
	(void)state;
	begin();
	folder("data");
	folder("data/.git");
	file("data/.git/config", STR("x"));
	file("data/.hidden.csv", STR("x"));
	file("data/a.csv~", STR("x"));
	file("data/.a.csv.swp", STR("x"));
	file("data/b.swp", STR("x"));
	file("data/~$units.xlsx", STR("x"));
	file("data/.~lock.units.csv#", STR("x"));
	file("data/units.csv", STR("x"));
	assert_true(open_tree());
	assert_str(listed(0, tree.len), "data/units.csv:f");
	end();
}

static void tree__symbolic_links_are_listed_and_never_followed(void **state)
{
	(void)state;
	begin();
	folder("data");
	folder("outside");
	file("outside/secret.csv", STR("secret"));
	assert_int_equal(symlink("../outside/secret.csv", path_of("data/a.csv")), 0);
	assert_int_equal(symlink("../outside", path_of("data/folder")), 0);
	assert_int_equal(symlink("outside", path_of("content")), 0);
	assert_int_equal(symlink("nowhere", path_of("congbo.yaml")), 0);
	assert_int_equal(mkfifo(path_of("data/pipe"), 0666), 0);
	assert_true(open_tree());
	assert_str(listed(0, tree.len), "congbo.yaml:s content:s data/a.csv:s data/folder:s data/pipe:o");
	for (size_t i = 0; i < tree.len; i++) {
		struct str bytes = STR("unset");
		assert_false(tree.read(&bytes, &tree, arena, &tree.entries[i], &diags));
		assert_str(bytes, "unset");
	}
	assert_int_equal(diags.failures, tree.len);
	end();
}

static void tree_read__a_folder_swapped_for_a_link_is_not_followed(void **state)
{
	(void)state;
	begin();
	folder("data");
	folder("data/in");
	folder("outside");
	file("data/in/x.csv", STR("right"));
	file("outside/x.csv", STR("secret"));
	assert_true(open_tree());
	struct str bytes;
	assert_true(tree.read(&bytes, &tree, arena, &tree.entries[0], &diags));
	assert_str(bytes, "right");
	assert_int_equal(rename(path_of("data/in"), path_of("data/was")), 0);
	assert_int_equal(symlink("../outside", path_of("data/in")), 0);
	assert_false(tree.read(&bytes, &tree, arena, &tree.entries[0], &diags));
	struct tree_entry upward = {.path = STR_INIT("../../../../etc/passwd")};
	assert_false(tree.read(&bytes, &tree, arena, &upward, &diags));
	upward.path = STR("/etc/passwd");
	assert_false(tree.read(&bytes, &tree, arena, &upward, &diags));
	assert_int_equal(diags.failures, 3);
	end();
}

static void tree_status__is_that_of_the_first_read(void **state)
{
	(void)state;
	begin();
	folder("data");
	folder("data/empty");
	file("data/x.csv", STR("right"));
	assert_true(open_tree());
	const struct tree_entry *entry = tree_find(&tree, STR("data/x.csv"));
	assert_null(tree_status(entry));
	struct str bytes;
	assert_true(tree.read(&bytes, &tree, arena, entry, &diags));
	struct file_status first = *tree_status(entry), before;
	assert_int_equal(first.size, 5);
	file("data/x.csv", STR("wrong"));
	assert_true(tree.read(&bytes, &tree, arena, entry, &diags));
	assert_memory_equal(tree_status(entry), &first, sizeof first);
	size_t n = 0;
	VEC_EACH (const struct tree_folder, at, &tree.folders) {
		before = file_status_at(AT_FDCWD, path_of(at->path.ptr));
		assert_memory_equal(&before, &at->status, sizeof before);
		n += str_eq(at->path, STR("data/empty")) || str_eq(at->path, STR("themes"));
	}
	assert_int_equal(n, 2);
	end();
}

static void tree_read__gives_the_bytes_as_they_are_now(void **state)
{
	(void)state;
	begin();
	folder("data");
	file("data/empty.csv", STR(""));
	file("data/grows.csv", STR("x"));
	file("data/nul.csv", ((struct str){"a\0b\r\n", 5}));
	assert_true(open_tree());
	struct str bytes, more = str_printf(arena, "%0*d", 300000, 7);
	file("data/grows.csv", more);
	assert_true(tree.read(&bytes, &tree, arena, tree_find(&tree, STR("data/grows.csv")), &diags));
	assert_true(str_eq(bytes, more));
	assert_true(tree.read(&bytes, &tree, arena, tree_find(&tree, STR("data/nul.csv")), &diags));
	assert_true(str_eq(bytes, ((struct str){"a\0b\r\n", 5})));
	assert_true(tree.read(&bytes, &tree, arena, tree_find(&tree, STR("data/empty.csv")), &diags));
	assert_int_equal(bytes.len, 0);
	assert_int_equal(diags.list.len, 0);
	end();
}

static void tree_read__what_has_gone_is_a_failure(void **state)
{
	(void)state;
	begin();
	folder("data");
	file("data/a.csv", STR("x"));
	assert_true(open_tree());
	assert_int_equal(unlink(path_of("data/a.csv")), 0);
	struct str bytes;
	assert_false(tree.read(&bytes, &tree, arena, &tree.entries[0], &diags));
	assert_int_equal(diags.failures, 1);
	assert_str(diags.list.items[0].path, "data/a.csv");
	end();
}

static void tree_read__a_file_too_large_is_said_unread(void **state)
{
	(void)state;
	begin();
	folder("data");
	file("data/a.csv", STR("x"));
	assert_int_equal(truncate(path_of("data/a.csv"), (off_t)TREE_FILE_MAX + 1),
	                 0); /* holes: no room is used */
	assert_true(open_tree());
	struct str bytes;
	assert_false(tree.read(&bytes, &tree, arena, &tree.entries[0], &diags));
	assert_str(diag_code(diags.list.items[0].message), "too-large");
	assert_int_equal(diags.failures, 0);
	end();
}

static void tree_open_folder__depth_has_an_end(void **state)
{
	(void)state;
	begin();
	struct str path = STR("content");
	for (int i = 0; i < 100; i++) {
		folder(str_z(arena, path));
		path = STR_JOIN(arena, path, STR("/x"));
	}
	assert_true(open_tree());
	assert_int_equal(diags.list.len, 1);
	assert_str(diag_code(diags.list.items[0].message), "too-large");
	end();
}

static void tree_open_folder__says_nothing_of_a_folder_that_is_not_there(void **state)
{
	(void)state;
	begin();
	file("x", STR(""));
	assert_false(tree_open_folder(&tree, arena, path_of("nowhere"), &diags));
	assert_false(tree_open_folder(&tree, arena, path_of("x"), &diags));
	assert_int_equal(diags.list.len, 0);
	assert_true(open_tree());
	assert_int_equal(tree.len, 0);
	end();
}

static void tree_range__finds_what_is_below_a_folder_only(void **state)
{
	(void)state;
	begin();
	folder("data");
	folder("data/a");
	folder("data/b");
	file("data/a-1.csv", STR(""));
	file("data/a.csv", STR(""));
	file("data/a/x.csv", STR(""));
	file("data/a/y.csv", STR(""));
	file("data/a0.csv", STR(""));
	file("data/b/x.csv", STR(""));
	assert_true(open_tree());
	static const char *const cases[][2] = {
	        {"data/a", "data/a/x.csv:f data/a/y.csv:f"},
	        {"data/b", "data/b/x.csv:f"},
	        {"data/a/x.csv", ""},
	        {"content", ""},
	        {"themes", ""},
	        {"data",
	         "data/a-1.csv:f data/a.csv:f data/a/x.csv:f data/a/y.csv:f data/a0.csv:f data/b/x.csv:f"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t from, to;
		tree_range(&from, &to, &tree, str_from(cases[i][0]));
		assert_str(listed(from, to), cases[i][1]);
	}
	for (size_t i = 0; i < tree.len; i++)
		assert_ptr_equal(tree_find(&tree, tree.entries[i].path), &tree.entries[i]);
	assert_null(tree_find(&tree, STR("data/a")));
	assert_null(tree_find(&tree, STR("data/a/z.csv")));
	assert_null(tree_find(&tree, STR("")));
	end();
}

/* From here on openat2 is ENOSYS, as with an old kernel. */
static bool forbid_openat2(void)
{
	struct sock_filter rules[] = {
	        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 0), /* the call's number */
	        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat2, 0, 1),
	        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
	        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog program = {sizeof rules / sizeof *rules, rules};
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

/* Lists and reads data/in/x.csv, then puts a link in the place of its folder. */
static bool reads_without_openat2(void)
{
	struct str bytes = {0};
	if (!open_tree() || tree.len != 2 || !tree.read(&bytes, &tree, arena, &tree.entries[0], &diags) ||
	    !str_eq(bytes, STR("right")))
		return false;
	return rename(path_of("data/in"), path_of("data/was")) == 0 &&
	       symlink("../outside", path_of("data/in")) == 0 &&
	       !tree.read(&bytes, &tree, arena, &tree.entries[0], &diags) &&
	       !tree.read(&bytes, &tree, arena, &tree.entries[1], &diags) && diags.failures == 2;
}

static void tree__follows_no_link_where_the_kernel_lacks_openat2(void **state)
{
	(void)state;
	begin();
	folder("data");
	folder("data/in");
	folder("outside");
	file("data/in/x.csv", STR("right"));
	file("outside/x.csv", STR("secret"));
	assert_int_equal(symlink("in/x.csv", path_of("data/link.csv")), 0);
	pid_t child = fork();
	if (child == 0)
		_exit(!forbid_openat2() ? 77 : reads_without_openat2() ? 0 : 1);
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == 77)
		skip(); /* no seccomp here */
	assert_int_equal(WEXITSTATUS(status), 0);
	tree = (struct tree){0}; /* it was the child's */
	end();
}

/* Test vectors of FIPS 180-2, appendix B. */
static void hash__is_sha256(void **state)
{
	(void)state;
	assert_str(hash_hex(arena, STR("")),
	           "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	assert_str(hash_hex(arena, STR("abc")),
	           "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	struct str thousand_a = str_printf(arena, "%0*d", 1000, 0);
	memset((char *)(uintptr_t)thousand_a.ptr, 'a', 1000);
	struct hash *hash = hash_begin(arena);
	for (int i = 0; i < 1000; i++)
		hash_add(hash, thousand_a);
	hash_add(hash, (struct str){0});
	assert_str(hash_end(arena, hash), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	        UNIT(tree__lists_what_a_site_is_made_of_sorted_by_bytes),
	        UNIT(tree__skips_hidden_names_and_editors_leftovers),
	        UNIT(tree__symbolic_links_are_listed_and_never_followed),
	        UNIT(tree_read__a_folder_swapped_for_a_link_is_not_followed),
	        UNIT(tree_status__is_that_of_the_first_read),
	        UNIT(tree_read__gives_the_bytes_as_they_are_now),
	        UNIT(tree_read__what_has_gone_is_a_failure),
	        UNIT(tree_read__a_file_too_large_is_said_unread),
	        UNIT(tree_open_folder__depth_has_an_end),
	        UNIT(tree_open_folder__says_nothing_of_a_folder_that_is_not_there),
	        UNIT(tree_range__finds_what_is_below_a_folder_only),
	        UNIT(tree__follows_no_link_where_the_kernel_lacks_openat2),
	        UNIT(hash__is_sha256),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
