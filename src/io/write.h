/* Writing to a file that is open. */
#ifndef IO_WRITE_H
#define IO_WRITE_H

#include "base/str.h"

/* All of the bytes, however many calls that takes. False: errno says why. */
bool write_all(int fd, struct str bytes);

#endif
