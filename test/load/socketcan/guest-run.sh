#!/bin/bash
# Inside the guest: guest-run.sh NODE SENDER FRAMES_PER_SECOND SECONDS STALLS [BYTES]: vcan0 and vcan1 full of numbered frames, and
# what our driver made of them, as a line of JSON.
set -u
node=$1 sender=$2 rate=$3 seconds=$4 stalls=$5 bytes=${6:-}
# Two seconds more than the frames take: the driver's last batches, and senders that start late.
coproc receiver { exec "$node" test/load/socketcan/receiver.ts ours vcan0,vcan1 $((seconds + 2)) "$stalls" $bytes; }
out=${receiver[0]}
read -r -u "$out" ready && [ "$ready" = ready ] || exit 1
for bus in vcan0 vcan1; do "$sender" $bus "$rate" "$seconds" >&2 & done
read -r -u "$out" report
echo "$report"
