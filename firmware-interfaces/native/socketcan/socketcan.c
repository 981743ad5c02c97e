/*
 * Node-API addon over raw SocketCAN sockets. It knows sockets and bytes; what frames mean is said in TypeScript
 * (src/can/socketcan). No call blocks, none throws for what the system answers: a negative number is an errno.
 *
 * A batch of frames is one run of records in the caller's buffer, each padded to 8 bytes, in the machine's byte order:
 *   0  float64  microseconds since 1970; 0 in one of kind 2
 *   8  uint32   identifier with the flags of linux/can.h; in one of kind 2 the number of frames lost
 *  12  uint8    payload bytes
 *  13  uint8    0 classic, 1 CAN FD, 2 frames were lost here
 *  14  uint8    CANFD_BRS, CANFD_ESI
 *  16  payload
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/can.h>
#include <linux/can/raw.h>
#include <linux/net_tstamp.h>
#include <net/if.h>
#include <node_api.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { BATCH = 64, RECORD_HEAD = 16, RECORD_MAX = RECORD_HEAD + CANFD_MAX_DLEN, KIND_CLASSIC = 0, KIND_FD = 1, KIND_LOST = 2 };

/* Room for SCM_TIMESTAMPNS, SCM_TIMESTAMPING and SO_RXQ_OVFL together. */
enum { CONTROL_BYTES = CMSG_SPACE(sizeof(struct timespec)) + CMSG_SPACE(3 * sizeof(struct timespec)) + CMSG_SPACE(sizeof(uint32_t)) };

typedef struct {
  int fd;
  bool may_send;
  /* The kernel's count of this socket's losses, as far as it was told on. */
  uint32_t lost;
  /* An errno that the next receive tells. */
  int error;
  char name[IFNAMSIZ];
} Channel;

/* A broken call is a bug of our own TypeScript; it becomes an exception instead of a crash. */
#define NEED(env, condition)                                   \
  do {                                                         \
    if (!(condition)) {                                        \
      napi_throw_type_error(env, NULL, "needs " #condition);   \
      return NULL;                                             \
    }                                                          \
  } while (0)

static napi_value number(napi_env env, int64_t value) {
  napi_value result = NULL;
  napi_create_int64(env, value, &result);
  return result;
}

static void close_channel(Channel *channel) {
  if (channel->fd >= 0) close(channel->fd);
  channel->fd = -1;
}

static void finalize_channel(napi_env env, void *data, void *hint) {
  (void)env;
  (void)hint;
  close_channel(data);
  free(data);
}

static Channel *channel_of(napi_env env, napi_value value) {
  napi_valuetype type;
  void *data = NULL;
  if (napi_typeof(env, value, &type) != napi_ok || type != napi_external) return NULL;
  return napi_get_value_external(env, value, &data) == napi_ok ? data : NULL;
}

/* The bytes of a Uint8Array or Uint32Array. */
static bool bytes_of(napi_env env, napi_value value, napi_typedarray_type expected, uint8_t **data, size_t *bytes) {
  napi_typedarray_type type;
  size_t length;
  bool is_array = false;
  void *start = NULL;
  if (napi_is_typedarray(env, value, &is_array) != napi_ok || !is_array) return false;
  if (napi_get_typedarray_info(env, value, &type, &length, &start, NULL, NULL) != napi_ok || type != expected) return false;
  *data = start;
  *bytes = length * (expected == napi_uint32_array ? sizeof(uint32_t) : 1);
  return true;
}

static int set_receive_buffer(int fd, int bytes) {
  /* Beyond net.core.rmem_max only with CAP_NET_ADMIN. */
  if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof bytes) == 0) return 0;
  return setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
}

typedef struct {
  /* Without filters everything comes, with a list of none nothing does. */
  bool is_set;
  uint8_t *pairs;
  size_t bytes;
} Filters;

static int set_options(int fd, int receive_bytes, Filters filters, can_err_mask_t errors, bool hardware_stamps) {
  const int on = 1;
  if (set_receive_buffer(fd, receive_bytes) < 0) return -1;
  if (setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on) < 0) return -1;
  if (setsockopt(fd, SOL_SOCKET, SO_RXQ_OVFL, &on, sizeof on) < 0) return -1;
  if (setsockopt(fd, SOL_CAN_RAW, CAN_RAW_FD_FRAMES, &on, sizeof on) < 0) return -1;
  if (setsockopt(fd, SOL_CAN_RAW, CAN_RAW_ERR_FILTER, &errors, sizeof errors) < 0) return -1;
  /* A can_filter is an identifier and a mask, two uint32: the array as it comes. */
  if (filters.is_set && setsockopt(fd, SOL_CAN_RAW, CAN_RAW_FILTER, filters.pairs, (socklen_t)filters.bytes) < 0) return -1;
  if (hardware_stamps) {
    const int flags = SOF_TIMESTAMPING_RX_HARDWARE | SOF_TIMESTAMPING_RAW_HARDWARE;
    if (setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPING, &flags, sizeof flags) < 0) return -1;
  }
  return 0;
}

static int bind_to(int fd, const char *name) {
  struct ifreq request;
  memset(&request, 0, sizeof request);
  memcpy(request.ifr_name, name, IFNAMSIZ);
  if (ioctl(fd, SIOCGIFINDEX, &request) < 0) return -1;
  struct sockaddr_can address;
  memset(&address, 0, sizeof address);
  address.can_family = AF_CAN;
  address.can_ifindex = request.ifr_ifindex;
  return bind(fd, (struct sockaddr *)&address, sizeof address);
}

/* open(name, receiveBytes, filters: Uint32Array | undefined, errorMask, maySend, hardwareStamps): channel or -errno */
static napi_value open_channel(napi_env env, napi_callback_info info) {
  size_t count = 6;
  napi_value args[6];
  NEED(env, napi_get_cb_info(env, info, &count, args, NULL, NULL) == napi_ok && count == 6);
  char name[IFNAMSIZ + 1] = {0};
  size_t name_bytes = 0;
  NEED(env, napi_get_value_string_utf8(env, args[0], name, sizeof name, &name_bytes) == napi_ok);
  if (name_bytes == 0 || name_bytes >= IFNAMSIZ) return number(env, -ENODEV);
  int32_t receive_bytes;
  NEED(env, napi_get_value_int32(env, args[1], &receive_bytes) == napi_ok);
  napi_valuetype filters_type;
  NEED(env, napi_typeof(env, args[2], &filters_type) == napi_ok);
  Filters filters = {.is_set = filters_type != napi_undefined};
  if (filters.is_set) NEED(env, bytes_of(env, args[2], napi_uint32_array, &filters.pairs, &filters.bytes));
  uint32_t errors;
  NEED(env, napi_get_value_uint32(env, args[3], &errors) == napi_ok);
  bool may_send, hardware_stamps;
  NEED(env, napi_get_value_bool(env, args[4], &may_send) == napi_ok);
  NEED(env, napi_get_value_bool(env, args[5], &hardware_stamps) == napi_ok);

  int fd = socket(PF_CAN, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, CAN_RAW);
  if (fd < 0) return number(env, -errno);
  if (set_options(fd, receive_bytes, filters, errors, hardware_stamps) < 0 || bind_to(fd, name) < 0) {
    const int reason = errno;
    close(fd);
    return number(env, -reason);
  }
  Channel *channel = calloc(1, sizeof *channel);
  if (channel == NULL) {
    close(fd);
    return number(env, -ENOMEM);
  }
  channel->fd = fd;
  channel->may_send = may_send;
  memcpy(channel->name, name, IFNAMSIZ);
  napi_value result;
  if (napi_create_external(env, channel, finalize_channel, NULL, &result) != napi_ok) {
    finalize_channel(env, channel, NULL);
    return NULL;
  }
  return result;
}

typedef struct {
  struct timespec stamp;
  struct timespec hardware;
  uint32_t lost;
} Ancillary;

static Ancillary ancillary_of(struct msghdr *message, uint32_t lost_before) {
  Ancillary found = {.lost = lost_before};
  for (struct cmsghdr *control = CMSG_FIRSTHDR(message); control != NULL; control = CMSG_NXTHDR(message, control)) {
    if (control->cmsg_level != SOL_SOCKET) continue;
    if (control->cmsg_type == SO_TIMESTAMPNS) memcpy(&found.stamp, CMSG_DATA(control), sizeof found.stamp);
    /* Three stamps: software, a retired one, the device's own clock. */
    else if (control->cmsg_type == SO_TIMESTAMPING)
      memcpy(&found.hardware, CMSG_DATA(control) + 2 * sizeof(struct timespec), sizeof found.hardware);
    else if (control->cmsg_type == SO_RXQ_OVFL) memcpy(&found.lost, CMSG_DATA(control), sizeof found.lost);
  }
  return found;
}

static double microseconds_of(const Ancillary *found) {
  struct timespec stamp = found->hardware;
  if (stamp.tv_sec == 0 && stamp.tv_nsec == 0) stamp = found->stamp;
  if (stamp.tv_sec == 0 && stamp.tv_nsec == 0) clock_gettime(CLOCK_REALTIME, &stamp);
  return (double)stamp.tv_sec * 1e6 + (double)(stamp.tv_nsec / 1000);
}

static size_t put_record(uint8_t *at, double us, uint32_t id, uint8_t length, uint8_t kind, uint8_t flags, const uint8_t *payload) {
  const size_t padded = ((size_t)length + 7) & ~(size_t)7;
  memcpy(at, &us, sizeof us);
  memcpy(at + 8, &id, sizeof id);
  at[12] = length;
  at[13] = kind;
  at[14] = flags;
  at[15] = 0;
  if (padded > 0) memcpy(at + RECORD_HEAD, payload, padded);
  return RECORD_HEAD + padded;
}

static size_t put_frame(uint8_t *at, const struct canfd_frame *frame, size_t bytes, double us) {
  const bool is_fd = bytes == CANFD_MTU;
  const uint8_t most = is_fd ? CANFD_MAX_DLEN : CAN_MAX_DLEN;
  /* A remote frame's length is what it asks for; it has no payload. */
  const uint8_t length = (frame->can_id & CAN_RTR_FLAG) != 0 && !is_fd ? 0 : frame->len < most ? frame->len : most;
  return put_record(at, us, frame->can_id, length, is_fd ? KIND_FD : KIND_CLASSIC, is_fd ? frame->flags & (CANFD_BRS | CANFD_ESI) : 0, frame->data);
}

/* receive(channel, buffer: Uint8Array): bytes of records, or -errno when there was none; drains until empty or full */
static napi_value receive(napi_env env, napi_callback_info info) {
  size_t count = 2;
  napi_value args[2];
  NEED(env, napi_get_cb_info(env, info, &count, args, NULL, NULL) == napi_ok && count == 2);
  Channel *channel = channel_of(env, args[0]);
  NEED(env, channel != NULL);
  uint8_t *buffer;
  size_t size;
  NEED(env, bytes_of(env, args[1], napi_uint8_array, &buffer, &size));
  if (channel->fd < 0) return number(env, -EBADF);
  if (channel->error != 0) {
    const int error = channel->error;
    channel->error = 0;
    return number(env, -error);
  }

  struct canfd_frame frames[BATCH];
  uint8_t controls[BATCH][CONTROL_BYTES] __attribute__((aligned(8)));
  struct iovec vectors[BATCH];
  struct mmsghdr messages[BATCH];
  size_t used = 0;
  for (;;) {
    /* Each frame may bring a record of losses along. */
    size_t room = (size - used) / (RECORD_MAX + RECORD_HEAD);
    if (room == 0) break;
    if (room > BATCH) room = BATCH;
    for (size_t index = 0; index < room; index++) {
      vectors[index] = (struct iovec){.iov_base = &frames[index], .iov_len = sizeof frames[index]};
      messages[index] = (struct mmsghdr){
          .msg_hdr = {.msg_iov = &vectors[index], .msg_iovlen = 1, .msg_control = controls[index], .msg_controllen = CONTROL_BYTES}};
    }
    int received = recvmmsg(channel->fd, messages, (unsigned)room, MSG_DONTWAIT, NULL);
    if (received < 0) {
      if (errno == EINTR) continue;
      if (errno == EAGAIN || errno == EWOULDBLOCK) break;
      /* The socket says once that its interface went down or away; what was read before is handed over first. */
      if (used > 0) channel->error = errno;
      else return number(env, -errno);
      break;
    }
    for (int index = 0; index < received; index++) {
      const size_t bytes = messages[index].msg_len;
      const Ancillary found = ancillary_of(&messages[index].msg_hdr, channel->lost);
      if (found.lost != channel->lost) used += put_record(buffer + used, 0, found.lost - channel->lost, 0, KIND_LOST, 0, NULL);
      channel->lost = found.lost;
      /* Anything else, such as CAN XL, is none of ours. */
      if (bytes == CAN_MTU || bytes == CANFD_MTU) used += put_frame(buffer + used, &frames[index], bytes, microseconds_of(&found));
    }
    if ((size_t)received < room) break;
  }
  return number(env, (int64_t)used);
}

/* send(channel, identifier with flags, payload: Uint8Array, isFd, flags): 0 or -errno */
static napi_value send_frame(napi_env env, napi_callback_info info) {
  size_t count = 5;
  napi_value args[5];
  NEED(env, napi_get_cb_info(env, info, &count, args, NULL, NULL) == napi_ok && count == 5);
  Channel *channel = channel_of(env, args[0]);
  NEED(env, channel != NULL);
  uint32_t id, flags;
  bool is_fd;
  uint8_t *payload;
  size_t length;
  NEED(env, napi_get_value_uint32(env, args[1], &id) == napi_ok);
  NEED(env, bytes_of(env, args[2], napi_uint8_array, &payload, &length));
  NEED(env, napi_get_value_bool(env, args[3], &is_fd) == napi_ok);
  NEED(env, napi_get_value_uint32(env, args[4], &flags) == napi_ok);
  NEED(env, length <= (is_fd ? CANFD_MAX_DLEN : CAN_MAX_DLEN));
  if (channel->fd < 0) return number(env, -EBADF);
  /* The last of three locks on a listen-only channel; the others are its type and the thread that owns it. */
  if (!channel->may_send) return number(env, -EPERM);
  struct canfd_frame frame;
  memset(&frame, 0, sizeof frame);
  frame.can_id = id;
  frame.len = (uint8_t)length;
  frame.flags = (uint8_t)flags;
  if (length > 0) memcpy(frame.data, payload, length);
  const size_t bytes = is_fd ? CANFD_MTU : CAN_MTU;
  return number(env, write(channel->fd, &frame, bytes) == (ssize_t)bytes ? 0 : -errno);
}

/* look(channel): 1 the interface is up, 0 it is down, or -errno */
static napi_value look(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value args[1];
  NEED(env, napi_get_cb_info(env, info, &count, args, NULL, NULL) == napi_ok && count == 1);
  Channel *channel = channel_of(env, args[0]);
  NEED(env, channel != NULL);
  struct ifreq request;
  memset(&request, 0, sizeof request);
  memcpy(request.ifr_name, channel->name, IFNAMSIZ);
  if (ioctl(channel->fd, SIOCGIFFLAGS, &request) < 0) return number(env, -errno);
  return number(env, (request.ifr_flags & IFF_UP) != 0 ? 1 : 0);
}

/* receiveBytes(channel): what the kernel granted, its own doubling taken out, or -errno */
static napi_value receive_bytes(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value args[1];
  NEED(env, napi_get_cb_info(env, info, &count, args, NULL, NULL) == napi_ok && count == 1);
  Channel *channel = channel_of(env, args[0]);
  NEED(env, channel != NULL);
  int bytes = 0;
  socklen_t size = sizeof bytes;
  if (getsockopt(channel->fd, SOL_SOCKET, SO_RCVBUF, &bytes, &size) < 0) return number(env, -errno);
  return number(env, bytes / 2);
}

static napi_value close_call(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value args[1];
  NEED(env, napi_get_cb_info(env, info, &count, args, NULL, NULL) == napi_ok && count == 1);
  Channel *channel = channel_of(env, args[0]);
  NEED(env, channel != NULL);
  close_channel(channel);
  return NULL;
}

NAPI_MODULE_INIT() {
  const struct {
    const char *name;
    napi_callback call;
  } functions[] = {{"open", open_channel},    {"receive", receive},          {"send", send_frame},
                   {"look", look}, {"receiveBytes", receive_bytes}, {"close", close_call}};
  for (size_t index = 0; index < sizeof functions / sizeof functions[0]; index++) {
    napi_value function;
    if (napi_create_function(env, functions[index].name, NAPI_AUTO_LENGTH, functions[index].call, NULL, &function) != napi_ok) return NULL;
    if (napi_set_named_property(env, exports, functions[index].name, function) != napi_ok) return NULL;
  }
  return exports;
}
