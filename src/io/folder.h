/* Making and removing folders, named from an open one; no link is followed. */
#ifndef IO_FOLDER_H
#define IO_FOLDER_H

#include <stdbool.h>

/* An fd for reading it, or -1 with errno; the last name is no link. */
int folder_open(int at, const char *name);
/* Makes the folders that a path lies in: most often only the last one is missing. The path is changed and
 * restored meanwhile. False: errno says why. */
bool folder_make_above(int at, char *path);
/* Removes a file or a whole tree; what is not there, or cannot even be opened, is no error. False: something
 * is left of a folder. */
bool folder_remove(int at, const char *name);
/* `.` and `..`, which each listing has. */
bool folder_is_dots(const char *name);

#endif
