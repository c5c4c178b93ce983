/* Answering browsers: the files of a site, as they are built, to this machine alone. */
#ifndef SERVE_HTTP_H
#define SERVE_HTTP_H

#include "serve/preview.h"

struct http;

/* A socket that listens on 127.0.0.1, or -1, said: the port is taken, or not for us. */
int http_listen(int port, struct diags *diags);
/* Answers what comes to the socket, in a thread of its own, with what `folder` holds at that moment. Takes
 * the socket. NULL: said. All of the arguments must outlive it. */
struct http *http_start(int socket, int port, const char *folder, struct preview *preview,
                        struct diags *diags);
void http_stop(struct http *http);

#endif
