/*
 * Records what a server does to its disk, and what it sends: an LD_PRELOAD library that appends to the file $POWER_TRACE
 * every write, truncation and sync of the database and its write-ahead log, and every send on a socket, in order.
 * A record is {char op, char file, uint16 0, uint32 length, uint64 offset} and `length` bytes.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static int trace = -1;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void begin(void) {
  const char *name = getenv("POWER_TRACE");
  if (name) trace = open(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* 0 for the database, 1 for its write-ahead log, -1 for any other file. */
static int file_of(int fd) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return -1;
  path[length] = 0;
  const char *name = strrchr(path, '/');
  if (!name) return -1;
  if (!strcmp(name, "/lectern.db")) return 0;
  return strcmp(name, "/lectern.db-wal") ? -1 : 1;
}

static void record(char op, int file, uint64_t offset, const void *bytes, size_t length) {
  if (trace < 0 || file < 0) return;
  struct { char op, file; uint16_t none; uint32_t length; uint64_t offset; } head = {op, (char)file, 0, length, offset};
  struct iovec parts[2] = {{&head, sizeof head}, {(void *)bytes, length}};
  pthread_mutex_lock(&lock);
  syscall(SYS_writev, trace, parts, 2);
  pthread_mutex_unlock(&lock);
}

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
  REAL(ssize_t, pwrite, int, const void *, size_t, off_t);
  ssize_t done = real(fd, bytes, length, offset);
  if (done > 0) record('W', file_of(fd), offset, bytes, done);
  return done;
}
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
  REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
  ssize_t done = real(fd, bytes, length, offset);
  if (done > 0) record('W', file_of(fd), offset, bytes, done);
  return done;
}
int ftruncate(int fd, off_t size) {
  REAL(int, ftruncate, int, off_t);
  int done = real(fd, size);
  if (done == 0) record('T', file_of(fd), size, "", 0);
  return done;
}
int ftruncate64(int fd, off64_t size) {
  REAL(int, ftruncate64, int, off64_t);
  int done = real(fd, size);
  if (done == 0) record('T', file_of(fd), size, "", 0);
  return done;
}
int fsync(int fd) {
  REAL(int, fsync, int);
  int done = real(fd);
  if (done == 0) record('F', file_of(fd), 0, "", 0);
  return done;
}
int fdatasync(int fd) {
  REAL(int, fdatasync, int);
  int done = real(fd);
  if (done == 0) record('F', file_of(fd), 0, "", 0);
  return done;
}
/* Before it is sent: the other side may have it at once. */
ssize_t send(int fd, const void *bytes, size_t length, int flags) {
  REAL(ssize_t, send, int, const void *, size_t, int);
  record('S', 0, 0, bytes, length);
  return real(fd, bytes, length, flags);
}
