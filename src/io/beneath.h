/* Opening files that cannot lie outside a folder, whatever their path says and whatever links stand there. */
#ifndef IO_BENEATH_H
#define IO_BENEATH_H

/* An fd of `path` below the open folder, or -1 with errno: no symbolic link is followed, `..` leads nowhere
 * outside. The path is relative, not empty, one '/' between names. */
int beneath_open(int folder, const char *path, int flags);

#endif
