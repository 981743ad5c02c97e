#!/bin/bash
# Runs a command inside User-Mode Linux, where SocketCAN is real and vcan0, vcan1, ... are up.
#
#   with-vcan.sh [-t SECONDS] [-m MEMORY] [-b BUSES] [-w DIR]... [-r DIR]... [-n TAP=GUEST_IP/LEN] [-v] [--] CMD [ARG...]
#
#   -t  seconds that CMD may take (60)        -w  folder that CMD may write; all others are read-only
#   -m  memory of the guest (512M)            -r  folder below /tmp, /var/tmp, /run that CMD shall see
#   -b  number of CAN interfaces (2)          -n  a network card of the guest on a tap of the host (root)
#   -v  the guest's console on standard error
#
# CMD gets the caller's environment and working directory, no standard input, and pipes for its output, which arrives here as
# it is written. Exit status: CMD's own; 124 = CMD ran past -t; 125 = the guest did not report (boot, panic, killed).
# Needs bash, coreutils, util-linux and the Debian packages user-mode-linux, kmod, iproute2 (can-utils for most uses); no root
# but for -n. The same file is the guest's first process.
set -u

guest() {
  PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
  export PATH
  # Inside a user namespace a setuid mount(8) is not root's; with no_new_privs exec ignores the bit.
  [ -n "${WITH_VCAN_PRIVS:-}" ] || { export WITH_VCAN_PRIVS=1; exec setpriv --no-new-privs "$0"; }
  mount_system
  mount_writable "$WITH_VCAN_DIR" || power_off
  . "$WITH_VCAN_DIR/settings"
  local folder
  # What the memory file system on /tmp hides.
  for folder in "$cwd" "${visible[@]}"; do [ -e "$folder" ] || { mkdir -p "$folder" && mount -t hostfs -o "ro,$folder" none "$folder"; }; done
  for folder in "${writable[@]}"; do mount_writable "$folder" || echo "with-vcan: cannot mount $folder" >&2; done
  load_can
  if [ -n "$address" ]; then ip addr add "$address" dev vec0; ip link set vec0 up; fi
  run_command
  sync
  power_off
}

mount_system() {
  mount -t proc proc /proc
  mount -t sysfs sys /sys
  mkdir -p /dev/pts /dev/shm
  mount -t devpts devpts /dev/pts
  ln -sf /proc/self/fd /dev/fd
  ln -sf /proc/self/fd/0 /dev/stdin
  ln -sf /proc/self/fd/1 /dev/stdout
  ln -sf /proc/self/fd/2 /dev/stderr
  local folder
  for folder in /dev/shm /tmp /var/tmp /run; do mount -t tmpfs -o mode=1777 tmpfs "$folder"; done
}

mount_writable() {
  mkdir -p "$1" 2>/dev/null
  mount -t hostfs -o "$1" none "$1"
}

load_can() {
  local modules module bus
  modules=/usr/lib/uml/modules/$(uname -r)/kernel
  for module in net/can/{can,can-raw,can-bcm,can-gw} net/can/j1939/can-j1939 drivers/net/can/{dev/can-dev,vcan,vxcan,slcan/slcan}; do
    insmod "$modules/$module.ko" || echo "with-vcan: no module $module" >&2
  done
  ip link set lo up
  # 72 bytes: CAN FD frames pass, too.
  for ((bus = 0; bus < buses; bus++)); do ip link add dev "vcan$bus" mtu 72 type vcan && ip link set up "vcan$bus"; done
}

# Pipes between the command and the two serial lines that the host reads: a command that sees a terminal behaves differently.
run_command() {
  stty -F /dev/ttyS0 raw -echo
  stty -F /dev/ttyS1 raw -echo
  mkfifo -m 666 /run/with-vcan.out /run/with-vcan.err
  cat /run/with-vcan.out >/dev/ttyS0 &
  local out=$!
  cat /run/with-vcan.err >/dev/ttyS1 &
  local err=$!
  (
    . "$WITH_VCAN_DIR/environment"
    export VCAN=1
    cd "$cwd" || exit 125
    mapfile -d '' -t argv <"$WITH_VCAN_DIR/argv"
    exec timeout -k 3 "$limit" "${argv[@]}" </dev/null >/run/with-vcan.out 2>/run/with-vcan.err
  )
  local status=$? wait
  for ((wait = 0; wait < 40; wait++)); do kill -0 $out 2>/dev/null || kill -0 $err 2>/dev/null || break; sleep 0.05; done
  # tcsetattr(TCSADRAIN) returns when the serial lines have sent everything.
  stty -F /dev/ttyS0 sane 2>/dev/null
  stty -F /dev/ttyS1 sane 2>/dev/null
  echo $status >"$WITH_VCAN_DIR/status.new" && mv "$WITH_VCAN_DIR/status.new" "$WITH_VCAN_DIR/status"
}

power_off() {
  echo o >/proc/sysrq-trigger
  sleep 30
}

usage() {
  echo "usage: with-vcan.sh [-t s] [-m memory] [-b buses] [-w dir] [-r dir] [-n tap=address/len] [-v] CMD [ARG...]" >&2
  exit 125
}

need() { # program, Debian package
  PATH=$PATH:/usr/sbin:/sbin command -v "$1" >/dev/null || { echo "with-vcan: no $1 (Debian package $2)" >&2; exit 125; }
}

host() {
  local limit=60 memory=512M buses=2 address='' verbose='' writable=() visible=() network=() option
  while getopts +t:m:b:w:r:n:v option; do
    case $option in
      t) limit=$OPTARG ;;
      m) memory=$OPTARG ;;
      b) buses=$OPTARG ;;
      w) writable+=("$(realpath -- "$OPTARG")") ;;
      r) visible+=("$(realpath -- "$OPTARG")") ;;
      # Without gro transfers of more than 100 kB crawl.
      n) address=${OPTARG#*=} network=("vec0:transport=tap,ifname=${OPTARG%%=*},depth=64,gro=1") ;;
      v) verbose=1 ;;
      *) usage ;;
    esac
  done
  shift $((OPTIND - 1))
  [ $# -gt 0 ] || usage
  local kernel=${UML:-linux.uml} cwd=$PWD
  need "$kernel" user-mode-linux
  need insmod kmod
  need ip iproute2

  dir=$(mktemp -d /tmp/with-vcan.XXXXXX) || exit 125
  trap 'rm -rf "$dir"' EXIT
  cp -- "$0" "$dir/init" && chmod 755 "$dir/init"
  printf '%s\0' "$@" >"$dir/argv"
  export -p >"$dir/environment"
  declare -p writable visible buses address limit cwd | sed 's/^declare -a /declare -ga /; s/^declare -- /declare -g /' >"$dir/settings"

  # A killed UML kernel leaves its ptraced guest processes running natively on the host. So it gets a PID namespace, whose end
  # takes them along (unshare -r does it without root), and parent-death signals chain script, timeout, unshare and kernel:
  # killing any of them ends all. Without namespaces UML cleans up itself on TERM.
  local namespace=(unshare --pid --fork --kill-child) deadly=KILL
  [ "$(id -u)" -eq 0 ] || namespace=(unshare -r --pid --fork --kill-child)
  "${namespace[@]}" true 2>/dev/null || { deadly=TERM namespace=(); }
  # UML bounces between two host processes at each guest syscall: 15 us on one CPU, 60 over two. By pid, so that parallel runs spread.
  local cpus=() range
  for range in $(taskset -pc $$ | sed 's/.*: //; s/,/ /g'); do cpus+=($(seq "${range%-*}" "${range#*-}")); done
  local die=(setpriv --pdeathsig "$deadly")
  taskset -c "${cpus[$(($$ % ${#cpus[@]}))]}" "${die[@]}" timeout -s "$deadly" -k 5 $((limit + 20)) "${die[@]}" "${namespace[@]}" \
    "$kernel" mem="$memory" root=none rootfstype=hostfs rootflags=/ ro init="$dir/init" WITH_VCAN_DIR="$dir" \
    umid="${dir##*/}" uml_dir="$dir/" noreboot quiet loglevel=3 \
    con=null con0=null,fd:5 ssl=null ssl0=null,fd:3 ssl1=null,fd:4 "${network[@]}" \
    3>&1 4>&2 5>"$dir/console" >"$dir/boot" 2>&1 </dev/null &
  local pid=$! kernel_status
  trap 'kill -$deadly $pid 2>/dev/null' TERM INT HUP
  # A trapped signal ends wait early; the kernel is over when it is gone.
  { while wait $pid; kernel_status=$?; kill -0 $pid; do :; done; } 2>/dev/null

  local status
  status=$(cat "$dir/status" 2>/dev/null) || status=
  if [ -n "$verbose" ] || [ -z "$status" ]; then sed 's/^/uml: /' "$dir/boot" "$dir/console" >&2; fi
  [ -n "$status" ] || { echo "with-vcan: the guest gave no exit status (host status $kernel_status)" >&2; exit 125; }
  exit "$status"
}

if [ $$ -eq 1 ]; then guest; else host "$@"; fi
