/*
 * For machines whose kernel has no CAN: raw CAN sockets become UDP sockets on loopback, a datagram of 16 bytes a frame, so that
 * a driver runs natively as it is, with the kernel's real queues, stamps and drop counter. Preloaded: cc -shared -fPIC.
 * Interface canN receives on port CAN_OVER_UDP_PORT + N.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <linux/can.h>
#include <linux/can/raw.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

enum { FDS = 1024 };
static unsigned char is_can[FDS];

static int mine(int fd) { return fd >= 0 && fd < FDS && is_can[fd]; }

int socket(int domain, int type, int protocol) {
  int (*real)(int, int, int) = (int (*)(int, int, int))dlsym(RTLD_NEXT, "socket");
  if (domain != PF_CAN) return real(domain, type, protocol);
  const int fd = real(AF_INET, SOCK_DGRAM | (type & (SOCK_CLOEXEC | SOCK_NONBLOCK)), 0);
  if (fd >= 0 && fd < FDS) is_can[fd] = 1;
  return fd;
}

int close(int fd) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "close");
  if (fd >= 0 && fd < FDS) is_can[fd] = 0;
  return real(fd);
}

int setsockopt(int fd, int level, int name, const void *value, socklen_t size) {
  int (*real)(int, int, int, const void *, socklen_t) = (int (*)(int, int, int, const void *, socklen_t))dlsym(RTLD_NEXT, "setsockopt");
  return mine(fd) && level == SOL_CAN_RAW ? 0 : real(fd, level, name, value, size);
}

int ioctl(int fd, unsigned long request, ...) {
  int (*real)(int, unsigned long, ...) = (int (*)(int, unsigned long, ...))dlsym(RTLD_NEXT, "ioctl");
  va_list list;
  va_start(list, request);
  void *argument = va_arg(list, void *);
  va_end(list);
  struct ifreq *interface = argument;
  if (mine(fd) && request == SIOCGIFINDEX) {
    interface->ifr_ifindex = atoi(interface->ifr_name + strcspn(interface->ifr_name, "0123456789")) + 1;
    return 0;
  }
  if (mine(fd) && request == SIOCGIFFLAGS) {
    interface->ifr_flags = IFF_UP;
    return 0;
  }
  return real(fd, request, argument);
}

int bind(int fd, const struct sockaddr *address, socklen_t size) {
  int (*real)(int, const struct sockaddr *, socklen_t) = (int (*)(int, const struct sockaddr *, socklen_t))dlsym(RTLD_NEXT, "bind");
  if (!mine(fd)) return real(fd, address, size);
  const char *base = getenv("CAN_OVER_UDP_PORT");
  struct sockaddr_in local;
  memset(&local, 0, sizeof local);
  local.sin_family = AF_INET;
  local.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  local.sin_port = htons((unsigned short)(atoi(base == NULL ? "0" : base) + ((const struct sockaddr_can *)address)->can_ifindex - 1));
  return real(fd, (struct sockaddr *)&local, sizeof local);
}
