/** A process of its own, so that its work is not counted as the driver's: frames to can0 and can1 behind can-over-udp.c. */
import { createSocket } from "node:dgram";

const [port = 0, framesPerSecond = 1_000, durationMs = 1_000] = process.argv.slice(2).map(Number);
const buses = 2;
const socket = createSocket("udp4");
const startedAt = performance.now();
const sent = Array.from({ length: buses }, () => 0);

/** A struct can_frame: identifier in the machine's byte order, length, eight bytes with a running number. */
function frame(sequence: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32LE(0x123, 0);
  bytes.writeUInt8(8, 4);
  bytes.writeUInt32LE(sequence, 8);
  return bytes;
}

function send(): void {
  const elapsedMs = Math.min(performance.now() - startedAt, durationMs);
  for (let bus = 0; bus < buses; bus++) {
    for (let count = sent[bus] ?? 0; count < (elapsedMs * framesPerSecond) / 1_000; count++) {
      socket.send(frame(count), port + bus, "127.0.0.1");
      sent[bus] = count + 1;
    }
  }
  if (elapsedMs < durationMs) setTimeout(send, 1);
  else setTimeout(() => socket.close(() => console.log(JSON.stringify(sent))), 100);
}

send();
