/* Makes the n-th call of one kind fail: loaded before the C library (LD_PRELOAD) by faults.py.
 *
 *	FAULT_CALL=openat FAULT_AT=7 FAULT_ERRNO=28 FAULT_MARK=fired
 *
 * The file FAULT_MARK is made when the call failed, so that the caller sees when n is beyond the last. Only
 * calls that congbo and its libraries make through the C library's names are met, and only after main
 * has begun; what runs it (memcheck) is left alone. Some libraries do not take it well where they are refused
 * memory; theirs is not (fragile). */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static char kind[32], mark[4096];
static int at, error;
static atomic_int seen;
static bool armed;

/* Counts a call; true where it is the one to fail. */
static bool fails(const char *call)
{
	if (!armed || strcmp(call, kind) != 0 || atomic_fetch_add(&seen, 1) + 1 != at)
		return false;
	long fd = syscall(SYS_openat, AT_FDCWD, mark, O_WRONLY | O_CREAT, 0666);
	syscall(SYS_close, fd);
	errno = error;
	return true;
}

static void *next(const char *name)
{
	return dlsym(RTLD_NEXT, name);
}

/* TYPE NAME(PARAMETERS): fails with VALUE as a call of the kind CALL. */
#define FAULT(type, name, call, parameters, arguments, value)                                                \
	type name parameters                                                                                 \
	{                                                                                                    \
		static type(*real) parameters;                                                               \
		if (!real)                                                                                   \
			*(void **)&real = next(#name);                                                       \
		return fails(call) ? (value) : real arguments;                                               \
	}

FAULT(ssize_t, read, "read", (int fd, void *to, size_t n), (fd, to, n), -1)
FAULT(ssize_t, pread64, "read", (int fd, void *to, size_t n, off64_t from), (fd, to, n, from), -1)
FAULT(ssize_t, pread, "read", (int fd, void *to, size_t n, off_t from), (fd, to, n, from), -1)
FAULT(ssize_t, write, "write", (int fd, const void *from, size_t n), (fd, from, n), -1)
FAULT(ssize_t, pwrite64, "write", (int fd, const void *from, size_t n, off64_t to), (fd, from, n, to), -1)
FAULT(int, close, "close", (int fd), (fd), (syscall(SYS_close, fd), errno = error, -1))
FAULT(int, mkdirat, "mkdir", (int fd, const char *path, mode_t mode), (fd, path, mode), -1)
FAULT(int, mkdir, "mkdir", (const char *path, mode_t mode), (path, mode), -1)
FAULT(int, linkat, "link", (int a, const char *from, int b, const char *to, int flags),
      (a, from, b, to, flags), -1)
FAULT(int, renameat, "rename", (int a, const char *from, int b, const char *to), (a, from, b, to), -1)
FAULT(int, link, "link", (const char *from, const char *to), (from, to), -1)
FAULT(int, rename, "rename", (const char *from, const char *to), (from, to), -1)
FAULT(int, renameat2, "rename", (int a, const char *from, int b, const char *to, unsigned flags),
      (a, from, b, to, flags), -1)
FAULT(int, unlinkat, "unlink", (int fd, const char *path, int flags), (fd, path, flags), -1)
FAULT(int, unlink, "unlink", (const char *path), (path), -1)
FAULT(int, fstat64, "stat", (int fd, struct stat64 *to), (fd, to), -1)
FAULT(int, fstat, "stat", (int fd, struct stat *to), (fd, to), -1)
FAULT(int, fstatat64, "stat", (int fd, const char *path, struct stat64 *to, int flags), (fd, path, to, flags),
      -1)
FAULT(int, fstatat, "stat", (int fd, const char *path, struct stat *to, int flags), (fd, path, to, flags), -1)
FAULT(int, fchmod, "chmod", (int fd, mode_t mode), (fd, mode), -1)
FAULT(int, fchmodat, "chmod", (int fd, const char *path, mode_t mode, int flags), (fd, path, mode, flags), -1)
FAULT(int, socket, "socket", (int domain, int type, int protocol), (domain, type, protocol), -1)
FAULT(int, flock, "flock", (int fd, int operation), (fd, operation), -1)
FAULT(int, fsync, "fsync", (int fd), (fd), -1)
FAULT(int, fdatasync, "fsync", (int fd), (fd), -1)
FAULT(int, ftruncate64, "truncate", (int fd, off64_t size), (fd, size), -1)
FAULT(DIR *, opendir, "opendir", (const char *path), (path), NULL)
FAULT(DIR *, fdopendir, "opendir", (int fd), (fd), NULL)
FAULT(struct dirent *, readdir, "readdir", (DIR * stream), (stream), NULL)
FAULT(struct dirent64 *, readdir64, "readdir", (DIR * stream), (stream), NULL)
FAULT(ssize_t, getdents64, "readdir", (int fd, void *to, size_t n), (fd, to, n), -1)

static mode_t mode_of(int flags, va_list *arguments)
{
	return flags & (O_CREAT | O_TMPFILE) ? va_arg(*arguments, mode_t) : 0;
}

#define OPEN(name)                                                                                           \
	int name(const char *path, int flags, ...)                                                           \
	{                                                                                                    \
		va_list arguments;                                                                           \
		va_start(arguments, flags);                                                                  \
		mode_t mode = mode_of(flags, &arguments);                                                    \
		va_end(arguments);                                                                           \
		return fails("open") ? -1 : (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);           \
	}
#define OPENAT(name)                                                                                         \
	int name(int fd, const char *path, int flags, ...)                                                   \
	{                                                                                                    \
		va_list arguments;                                                                           \
		va_start(arguments, flags);                                                                  \
		mode_t mode = mode_of(flags, &arguments);                                                    \
		va_end(arguments);                                                                           \
		return fails("open") ? -1 : (int)syscall(SYS_openat, fd, path, flags, mode);                 \
	}
OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *old, size_t size);

/* True where a library asks that crashes, exits or goes on with less where it is refused memory. What the C
 * library needs is asked for by whoever called it. */
static bool is_fragile(void)
{
	static const char *const fragile[] = {"/libicu",     "/libstdc++",     "/libgomp",
	                                      "/libarchive", "/libxlsxwriter", "/libminizip"};
	void *frames[32];
	Dl_info own, info;
	int n = backtrace(frames, 32), i = 0;
	dladdr(&armed, &own);
	while (i < n && (!dladdr(frames[i], &info) || !info.dli_fname || info.dli_fbase == own.dli_fbase ||
	                 strstr(info.dli_fname, "/libc.so")))
		i++;
	for (size_t k = 0; i < n && k < sizeof fragile / sizeof *fragile; k++)
		if (strstr(info.dli_fname, fragile[k]))
			return true;
	return false;
}

/* True where this is the n-th call, and not of a library that stands for it. */
static bool refuse(void)
{
	if (!armed || strcmp(kind, "malloc") != 0 || !fails("malloc") || is_fragile())
		return false;
	errno = error;
	return true;
}

void *malloc(size_t size)
{
	return refuse() ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
	return refuse() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *old, size_t size)
{
	return refuse() ? NULL : __libc_realloc(old, size);
}

static int (*real_main)(int, char **, char **);

static int armed_main(int argc, char **argv, char **environment)
{
	const char *call = getenv("FAULT_CALL"), *count = getenv("FAULT_AT"), *number = getenv("FAULT_ERRNO"),
	           *path = getenv("FAULT_MARK");
	if (call && count && number && path && strcmp(program_invocation_short_name, "congbo") == 0) {
		snprintf(kind, sizeof kind, "%s", call);
		snprintf(mark, sizeof mark, "%s", path);
		at = atoi(count);
		error = atoi(number);
		backtrace(&(void *){NULL}, 1); /* asks for memory when it is first called */
		armed = true;
	}
	return real_main(argc, argv, environment);
}

/* What begins a program: its main goes through ours. */
int __libc_start_main(int (*program)(int, char **, char **), int argc, char **argv, void (*init)(void),
                      void (*fini)(void), void (*rtld_fini)(void), void *stack_end)
{
	int (*start)(int (*)(int, char **, char **), int, char **, void (*)(void), void (*)(void),
	             void (*)(void), void *) = NULL;
	*(void **)&start = next("__libc_start_main");
	real_main = program;
	return start(armed_main, argc, argv, init, fini, rtld_fini, stack_end);
}
