#include "site/team.h"

#include "base/arena.h"

#include <omp.h>
#include <pthread.h>

static void *wait_for(void *lock)
{
	pthread_mutex_lock(lock);
	pthread_mutex_unlock(lock);
	return NULL;
}

/* How many threads there can be at once, this one with them. */
static int count(int wanted)
{
	struct arena *scratch = arena_new();
	pthread_t *threads = ARENA_ARRAY(scratch, pthread_t, (size_t)wanted);
	pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	int n = 1;
	pthread_mutex_lock(&lock);
	while (n < wanted && pthread_create(&threads[n], NULL, wait_for, &lock) == 0)
		n++;
	pthread_mutex_unlock(&lock);
	for (int i = 1; i < n; i++)
		pthread_join(threads[i], NULL);
	arena_free(scratch);
	return n;
}

/* libgomp ends the program, with a status of its own, where it gets no thread: so they are tried before it
 * makes them, and made before memory is scarce. */
int team_start(int wanted)
{
	int n = count(wanted ? wanted : omp_get_num_procs());
	omp_set_num_threads(n);
	int there = 0;
#pragma omp parallel reduction(+ : there)
	there += omp_in_parallel();
	return there ? there : 1;
}
