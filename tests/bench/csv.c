/* The floor of a reader of CSV: libcsv alone over a file that is read whole. csv FILE */
#include <csv.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void cell(void *text, size_t len, void *count)
{
	(void)text;
	(void)len;
	++*(size_t *)count;
}

int main(int argc, char **argv)
{
	struct csv_parser parser;
	struct stat status;
	size_t cells = 0, len = 0;
	int fd = argc == 2 ? open(argv[1], O_RDONLY) : -1;
	if (fd < 0 || fstat(fd, &status) != 0)
		return fputs("usage: csv FILE\n", stderr), 2;
	char *text = malloc((size_t)status.st_size + 1);
	for (ssize_t n; text && (n = read(fd, text + len, (size_t)status.st_size - len)) > 0;)
		len += (size_t)n;
	csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI);
	if (csv_parse(&parser, text, len, cell, NULL, &cells) != len)
		return 1;
	csv_fini(&parser, cell, NULL, &cells);
	printf("%zu cells\n", cells);
	return 0;
}
