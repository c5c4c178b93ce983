/* The threads that share the work of a build: OpenMP's. */
#ifndef SITE_TEAM_H
#define SITE_TEAM_H

/* As many as wanted (0: as there are cores), or fewer where the system gives fewer, which is returned; they
 * are there from now on, and parallel regions have so many. */
int team_start(int wanted);

#endif
