/*
 * A slow disk: an LD_PRELOAD library that delays fsync and fdatasync. The file that $SLOW_DISK names holds the delay in
 * milliseconds; it is read on every call, so that a test can change it while the server runs. After each call a byte is
 * appended to `$SLOW_DISK.count`: its size is the number of syncs.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static void delay(void) {
  const char *name = getenv("SLOW_DISK");
  if (!name) return;
  char path[4096];
  snprintf(path, sizeof path, "%s.count", name);
  int count = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (count >= 0) {
    if (write(count, ".", 1) < 0) { /* the count is not worth an error */ }
    close(count);
  }
  int file = open(name, O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  char text[32] = {0};
  ssize_t length = read(file, text, sizeof text - 1);
  close(file);
  long ms = length > 0 ? atol(text) : 0;
  struct timespec time = {ms / 1000, (ms % 1000) * 1000000};
  if (ms > 0) nanosleep(&time, NULL);
}

int fsync(int file) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  delay();
  return real(file);
}

int fdatasync(int file) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  delay();
  return real(file);
}
