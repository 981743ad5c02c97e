/* bus-sender INTERFACE FRAMES_PER_SECOND SECONDS: numbered frames, evenly paced; what a late wake-up missed is made up for at the next. */
#include <linux/can.h>
#include <linux/can/raw.h>
#include <net/if.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int count, char **arguments) {
  if (count != 4) return 2;
  const double rate = atof(arguments[2]), total = rate * atof(arguments[3]);
  const int fd = socket(PF_CAN, SOCK_RAW, CAN_RAW);
  struct sockaddr_can address = {.can_family = AF_CAN, .can_ifindex = (int)if_nametoindex(arguments[1])};
  if (fd < 0 || bind(fd, (struct sockaddr *)&address, sizeof address) < 0) return 1;
  struct can_frame frame = {.can_id = 0x18FEF100 | CAN_EFF_FLAG, .can_dlc = 8};
  const double start = now();
  uint32_t sent = 0;
  while (sent < total) {
    for (const double due = (now() - start) * rate; sent < due && sent < total; sent++) {
      memcpy(frame.data, &sent, sizeof sent);
      while (write(fd, &frame, sizeof frame) < 0) usleep(1000);
    }
    usleep(1000);
  }
  printf("%u\n", sent);
  return 0;
}
