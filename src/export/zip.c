/* Archives by libarchive, straight into their output. The time stamps of members are all 1980-01-01: a zip
 * holds them in the local time of whoever writes it, and the same bytes everywhere matter more. */
#include "export/meta.h"
#include "export/readme.h"

#include "base/arena.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum { ZIP_CHUNK = 1 << 16 };

struct zip {
	const struct export *export;
	struct output *output;
	struct archive *archive;
	struct output_file file;
	struct diags *diags;
	bool failed; /* said, but for what the output itself says at its end */
};

/* libarchive's callback: the output remembers its own failure, and says it when it is ended. */
static la_ssize_t write_out(struct archive *archive, void *context, const void *bytes, size_t len)
{
	(void)archive;
	struct zip *zip = context;
	output_write(&zip->file, (struct str){bytes, len});
	return (la_ssize_t)len;
}

static void fail(struct zip *zip)
{
	int error = archive_errno(zip->archive);
	if (!zip->failed)
		diag_failure(zip->diags, zip->file.entry->path, MESSAGE_WRITE_FAILED,
		             error > 0 ? error : EIO);
	zip->failed = true;
}

static void zip_open(struct zip *zip, const struct export *export, const struct export_file *file,
                     struct output *output, struct diags *diags)
{
	*zip = (struct zip){.export = export, .output = output, .diags = diags};
	output_begin(&zip->file, output, file->entry, true, diags);
	zip->archive = archive_write_new();
	if (!zip->archive)
		arena_out_of_memory();
	if (archive_write_set_format_zip(zip->archive) != ARCHIVE_OK ||
	    archive_write_set_format_option(zip->archive, "zip", "hdrcharset", "UTF-8") != ARCHIVE_OK ||
	    archive_write_set_bytes_in_last_block(zip->archive, 1) != ARCHIVE_OK ||
	    archive_write_open(zip->archive, zip, NULL, write_out, NULL) != ARCHIVE_OK)
		fail(zip);
}

static bool zip_close(struct zip *zip)
{
	if (archive_write_close(zip->archive) != ARCHIVE_OK)
		fail(zip);
	archive_write_free(zip->archive);
	return output_end(&zip->file) && !zip->failed;
}

/* Begins a member of that many bytes. What is compressed already is stored. */
static void begin_member(struct zip *zip, struct str name, uint64_t size)
{
	struct arena *arena = arena_new();
	bool packed = str_ends(name, STR(".xlsx")) || str_ends(name, STR(".zip"));
	struct archive_entry *entry = archive_entry_new2(zip->archive);
	archive_entry_set_pathname_utf8(entry, str_z(arena, name));
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, (la_int64_t)size);
	if ((packed ? archive_write_zip_set_compression_store(zip->archive)
	            : archive_write_zip_set_compression_deflate(zip->archive)) != ARCHIVE_OK ||
	    archive_write_header(zip->archive, entry) != ARCHIVE_OK)
		fail(zip);
	archive_entry_free(entry);
	arena_free(arena);
}

static void add_bytes(struct zip *zip, const char *bytes, size_t len)
{
	while (len && !zip->failed) {
		la_ssize_t n = archive_write_data(zip->archive, bytes, len);
		if (n <= 0) {
			fail(zip);
			return;
		}
		bytes += n;
		len -= (size_t)n;
	}
}

static void add_text(struct zip *zip, struct str name, struct str text)
{
	if (zip->failed)
		return;
	begin_member(zip, name, text.len);
	add_bytes(zip, text.ptr, text.len);
}

/* A data file that is final, under its path below data/. */
static void add_file(struct zip *zip, const struct output_entry *entry)
{
	int fd = zip->failed ? -1 : output_read(zip->output, entry, zip->diags);
	if (fd < 0) {
		zip->failed = true;
		return;
	}
	char *chunk = malloc(ZIP_CHUNK);
	if (!chunk)
		arena_out_of_memory();
	begin_member(zip, meta_name(entry), entry->bytes);
	ssize_t n = 0;
	while (!zip->failed && (n = read(fd, chunk, ZIP_CHUNK)) > 0)
		add_bytes(zip, chunk, (size_t)n);
	if (n < 0) {
		diag_failure(zip->diags, entry->path, MESSAGE_READ_FAILED, errno);
		zip->failed = true;
	}
	free(chunk);
	close(fd);
}

static void add_readmes(struct zip *zip, const struct dataset *dataset)
{
	struct arena *arena = arena_new();
	for (size_t i = 0; i < zip->export->config->languages.len; i++)
		add_text(zip, readme_name(arena, zip->export, i),
		         readme_write(arena, zip->export, dataset, i));
	arena_free(arena);
}

bool zip_file_write(const struct export *export, const struct export_file *file, struct output *output,
                    struct diags *diags)
{
	struct zip zip;
	zip_open(&zip, export, file, output, diags);
	add_file(&zip, export_find(export, file->dataset, STR(".csv"))->entry);
	add_file(&zip, export_find(export, file->dataset, STR(".csv-metadata.json"))->entry);
	add_readmes(&zip, file->dataset);
	return zip_close(&zip);
}

/* All that is final before it, so that its datapackage.json describes what stands beside it. */
bool all_zip_file_write(const struct export *export, const struct export_file *file, struct output *output,
                        struct diags *diags)
{
	struct zip zip;
	zip_open(&zip, export, file, output, diags);
	for (const struct export_file *at = export->files; at < file; at++)
		add_file(&zip, at->entry);
	add_readmes(&zip, NULL);
	return zip_close(&zip);
}

struct str export_library_zip(void)
{
	return str_from(archive_version_details());
}
