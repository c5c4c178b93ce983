#include "export/archive.h"

#include "base/arena.h"
#include "base/map.h"
#include "text/text.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- names ---- */

/* Device names, with any ending: https://learn.microsoft.com/windows/win32/fileio/naming-a-file. */
static bool is_device(struct str name)
{
	static const struct str devices[] = {STR_INIT("con"), STR_INIT("prn"), STR_INIT("aux"),
	                                     STR_INIT("nul")};
	struct str stem, rest;
	char lower[5] = "";
	str_cut(&stem, &rest, name, '.');
	for (size_t i = 0; i < stem.len && i < 4; i++)
		lower[i] = (char)(stem.ptr[i] | 0x20);
	struct str word = {lower, 3};
	for (size_t i = 0; stem.len == 3 && i < 4; i++)
		if (str_eq(word, devices[i]))
			return true;
	return stem.len == 4 && (str_eq(word, STR("com")) || str_eq(word, STR("lpt"))) &&
	       stem.ptr[3] >= '1' && stem.ptr[3] <= '9';
}

static bool is_portable(struct str name)
{
	for (size_t i = 0; i < name.len; i++)
		if ((unsigned char)name.ptr[i] < ' ' || memchr("<>:\"\\|?*", name.ptr[i], 8))
			return false;
	char last = name.len ? name.ptr[name.len - 1] : '.';
	return last != '.' && last != ' ' && !is_device(name);
}

static bool check_path(struct str path, struct diags *diags)
{
	struct str name;
	if (str_characters(path) > ARCHIVE_PATH_MAX) {
		DIAG(diags, (struct place){0}, ARCHIVE_LONG, path,
		     str_printf(diags->arena, "%d", ARCHIVE_PATH_MAX));
		return false;
	}
	for (bool more = true; more;) {
		more = str_cut(&name, &path, path, '/');
		if (name.len > ARCHIVE_NAME_MAX) {
			DIAG(diags, (struct place){0}, ARCHIVE_LONG, name,
			     str_printf(diags->arena, "%d", ARCHIVE_NAME_MAX));
			return false;
		}
		if (!is_portable(name)) {
			DIAG(diags, (struct place){0}, ARCHIVE_NAME, name);
			return false;
		}
	}
	return true;
}

static bool check_names(const struct tree *tree, struct diags *diags)
{
	struct arena *arena = arena_new();
	struct map lower;
	bool well = true;
	map_init(&lower, arena);
	for (size_t i = 0; i < tree->len; i++) {
		const struct tree_entry *entry = &tree->entries[i];
		void **slot = map_put(&lower, text_upper(arena, entry->path));
		well = check_path(entry->path, diags) && well;
		if (*slot) {
			DIAG(diags, (struct place){0}, ARCHIVE_CASE, entry->path,
			     ((const struct tree_entry *)*slot)->path);
			well = false;
		}
		*slot = (void *)(uintptr_t)entry;
	}
	arena_free(arena);
	return well;
}

/* ---- writing ---- */

static bool add_member(struct archive *archive, const struct tree_entry *file, struct str bytes)
{
	struct arena *arena = arena_new();
	struct archive_entry *entry = archive_entry_new2(archive);
	bool packed = str_ends(file->path, STR(".xlsx")) || str_ends(file->path, STR(".zip")) ||
	              str_ends(file->path, STR(".png"));
	archive_entry_set_pathname_utf8(entry, str_z(arena, file->path));
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, (la_int64_t)bytes.len);
	bool done = (packed ? archive_write_zip_set_compression_store(archive)
	                    : archive_write_zip_set_compression_deflate(archive)) == ARCHIVE_OK &&
	            archive_write_header(archive, entry) == ARCHIVE_OK;
	while (done && bytes.len) {
		la_ssize_t n = archive_write_data(archive, bytes.ptr, bytes.len);
		done = n > 0;
		bytes = str_sub(bytes, done ? (size_t)n : 0, bytes.len);
	}
	archive_entry_free(entry);
	arena_free(arena);
	return done;
}

/* False: errno says why; *said where the tree has said it. */
static bool write_members(bool *said, int fd, const struct tree *tree, struct diags *diags)
{
	struct archive *archive = archive_write_new();
	if (!archive)
		arena_out_of_memory();
	bool done = archive_write_set_format_zip(archive) == ARCHIVE_OK &&
	            archive_write_set_format_option(archive, "zip", "hdrcharset", "UTF-8") == ARCHIVE_OK &&
	            archive_write_set_bytes_in_last_block(archive, 1) == ARCHIVE_OK &&
	            archive_write_open_fd(archive, fd) == ARCHIVE_OK;
	for (size_t i = 0; done && i < tree->len; i++) {
		struct arena *arena = arena_new();
		struct str bytes;
		*said = !tree->read(&bytes, tree, arena, &tree->entries[i], diags);
		done = !*said && add_member(archive, &tree->entries[i], bytes);
		arena_free(arena);
	}
	int error = archive_errno(archive);
	if (archive_write_close(archive) != ARCHIVE_OK && done) {
		done = false;
		error = archive_errno(archive);
	}
	archive_write_free(archive);
	errno = error > 0 ? error : EIO;
	return done;
}

static bool check_size(uint64_t bytes, uint64_t limit, const char *path, struct diags *diags)
{
	struct str size = str_printf(diags->arena, "%.1f", (double)bytes / 1e6);
	if (limit && bytes > limit) {
		DIAG(diags, (struct place){0}, ARCHIVE_TOO_LARGE, str_from(path), size,
		     str_printf(diags->arena, "%.1f", (double)limit / 1e6));
		return false;
	}
	if (!limit && bytes > ARCHIVE_SIZE_WARNING)
		DIAG(diags, (struct place){0}, ARCHIVE_LARGE, str_from(path), size);
	return true;
}

bool archive_write_tree(struct archive_summary *summary, const char *path, const struct tree *tree,
                        uint64_t limit, struct diags *diags)
{
	*summary = (struct archive_summary){.files = tree->len};
	if (!check_names(tree, diags))
		return false;
	struct str fresh = STR_JOIN(diags->arena, str_from(path), STR(".new"));
	int fd = open(fresh.ptr, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
	if (fd < 0)
		return diag_failure(diags, str_from(path), MESSAGE_WRITE_FAILED, errno);
	struct stat status = {0};
	bool said = false;
	bool done = write_members(&said, fd, tree, diags) && fsync(fd) == 0 && fstat(fd, &status) == 0;
	int reason = errno;
	close(fd);
	summary->bytes = (uint64_t)status.st_size;
	if (done && !check_size(summary->bytes, limit, path, diags)) {
		said = true;
		done = false;
	} else if (done && rename(fresh.ptr, path) != 0) {
		reason = errno;
		done = false;
	}
	if (!done)
		unlink(fresh.ptr);
	return done || said ? done : diag_failure(diags, str_from(path), MESSAGE_WRITE_FAILED, reason);
}
