/* Gives a fuzz target the inputs of its corpus, and each of them cut short, without a fuzzer: what `make
 * check` runs. The program fuzz_NAME reads tests/fuzz/corpus/NAME. An input that fails ends it. */
#include <dirent.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INPUT_MAX = 1 << 20, CUTS = 32 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void try(const uint8_t *bytes, size_t size)
{
	uint8_t *copy = malloc(
	        size ? size : 1); /* of its own size, so that the sanitizers see what is read behind it */
	if (!copy)
		abort();
	memcpy(copy, bytes, size);
	LLVMFuzzerTestOneInput(copy, size);
	free(copy);
}

static void replay(const char *path, uint8_t *bytes)
{
	FILE *file = fopen(path, "rb");
	if (!file)
		return;
	size_t size = fread(bytes, 1, INPUT_MAX, file);
	fclose(file);
	for (size_t i = 0; i < CUTS; i++)
		try(bytes, size * i / CUTS);
	try(bytes, size);
}

int main(int argc, char **argv)
{
	const char *slash = strrchr(argv[0], '/'), *name = slash ? slash + 1 : argv[0];
	char folder[PATH_MAX], path[PATH_MAX];
	uint8_t *bytes = malloc(INPUT_MAX);
	size_t n = 0;
	snprintf(folder, sizeof folder, "tests/fuzz/corpus/%s", argc > 1 ? argv[1] : name + strlen("fuzz_"));
	DIR *stream = opendir(folder);
	for (struct dirent *entry; bytes && stream && (entry = readdir(stream));) {
		if (entry->d_name[0] == '.' ||
		    snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) >= (int)sizeof path)
			continue;
		replay(path, bytes);
		n++;
	}
	if (stream)
		closedir(stream);
	free(bytes);
	printf("%s 1 - %s: %zu inputs, whole and cut short, end\n1..1\n", n ? "ok" : "not ok", name, n);
	return n == 0;
}
