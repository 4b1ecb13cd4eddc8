/* Makes the disk under one folder slow, or refuse to be written to, for a program that is started with this
   preloaded. BOWOUT_FAULTS names a file that says which: "slow 3000 /folder" (milliseconds for each flush
   and each new name) or "refuse 122 /folder" (the number of an error, here that one's share is used up).
   Where there is no such file all is well. faults.py builds it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

enum { WRITES, FLUSHES };

/* Wait, or refuse (-1, errno set), as the file of faults says of what is done to a path. */
static int meet(const char *path, int what) {
    char line[PATH_MAX + 64] = "", kind[16] = "", folder[PATH_MAX] = "";
    const char *faults = getenv("BOWOUT_FAULTS");
    int file = faults ? syscall(SYS_openat, AT_FDCWD, faults, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0) return 0;
    long length = syscall(SYS_read, file, line, sizeof line - 1);
    syscall(SYS_close, file);
    unsigned number = 0;
    if (length <= 0 || sscanf(line, "%15s %u %4095s", kind, &number, folder) != 3) return 0;
    if (path == NULL || strncmp(path, folder, strlen(folder)) != 0) return 0;
    if (strcmp(kind, "refuse") == 0 && what == WRITES) {
        errno = (int)number;
        return -1;
    }
    if (strcmp(kind, "slow") == 0 && what == FLUSHES) usleep(number * 1000);
    return 0;
}

static const char *path_of(int descriptor, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    long length = syscall(SYS_readlinkat, AT_FDCWD, link, path, PATH_MAX - 1);
    path[length < 0 ? 0 : length] = 0;
    return path;
}

static int open_as(const char *path, int flags, mode_t mode) {
    if ((flags & O_ACCMODE) != O_RDONLY && meet(path, WRITES) < 0) return -1;
    return syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

int open(const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
    va_end(more);
    return open_as(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    va_list more;
    va_start(more, flags);
    mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0;
    va_end(more);
    return open_as(path, flags, mode);
}

ssize_t write(int descriptor, const void *data, size_t size) {
    char path[PATH_MAX];
    int before = errno;
    if (meet(path_of(descriptor, path), WRITES) < 0) return -1;
    errno = before;
    return syscall(SYS_write, descriptor, data, size);
}

int fsync(int descriptor) {
    char path[PATH_MAX];
    if (meet(path_of(descriptor, path), FLUSHES) < 0) return -1;
    return REAL(fsync)(descriptor);
}

int rename(const char *from, const char *to) {
    if (meet(to, FLUSHES) < 0) return -1;
    return REAL(rename)(from, to);
}

int link(const char *from, const char *to) {
    if (meet(to, FLUSHES) < 0 || meet(to, WRITES) < 0) return -1;
    return REAL(link)(from, to);
}

int mkdir(const char *path, mode_t mode) {
    if (meet(path, WRITES) < 0) return -1;
    return REAL(mkdir)(path, mode);
}
