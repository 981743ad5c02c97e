/**
 * One driver reading two buses, in a process of its own: `receiver.ts ours|socketcan can0,can1 SECONDS STALLS [BYTES]`. Says `ready`, then
 * at the end one line of JSON with what it read in SECONDS from the first frame on, what is missing by the running number in the payload, what it was told to be
 * missing, and the processor time of all its threads.
 */
import type { CanBus } from "@drawbar/firmware-interfaces/can/can-bus.ts";
import type { CanFrame } from "@drawbar/firmware-interfaces/can/can-frame.ts";
import { loadNodeCan, nodeCanBus } from "@drawbar/firmware-interfaces/can/socketcan/node-can-bus.ts";
import { SocketcanThread } from "@drawbar/firmware-interfaces/can/socketcan/socketcan-thread.ts";
import { systemTimer } from "@drawbar/firmware-interfaces/can/timer.ts";

export interface ReceiverReport {
  readonly frames: number;
  /** By gaps in the running number. */
  readonly missing: number;
  /** By the kernel's counter. */
  readonly dropped: number;
  readonly cpuUs: number;
  readonly elapsedMs: number;
}

const [driver = "ours", interfaces = "can0,can1", secondsText = "5", stallsText = "0", bytesText = ""] = process.argv.slice(2);
const durationMs = Number(secondsText) * 1_000;
const stalls = Number(stallsText);
const stallMs = 500;
const firstFrameMaxMs = 20_000;

const tally = { frames: 0, missing: 0, dropped: 0 };

const thread = new SocketcanThread();
const buses = await Promise.all(interfaces.split(",").map(open));
for (const bus of buses) {
  let next: number | undefined;
  bus.start({
    onFrames: (batch) => {
      tally.frames += batch.length;
      for (const frame of batch) {
        const sequence = sequenceOf(frame);
        if (next !== undefined) tally.missing += sequence - next;
        next = sequence + 1;
      }
    },
    onEvent: (event) => {
      if (event.kind === "dropped") tally.dropped += event.frames;
    },
  });
}
console.log("ready");
// Time counts from the first frame: how long a sender takes to start is its own affair.
for (let waited = 0; tally.frames === 0 && waited < firstFrameMaxMs; waited += 10) await sleep(10);
const before = process.cpuUsage();
const startedAt = performance.now();
for (let stall = 0; stall < stalls; stall++) {
  await sleep(durationMs / stalls - stallMs);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, stallMs);
}
await sleep(durationMs - (performance.now() - startedAt));
const { user, system } = process.cpuUsage(before);
const report: ReceiverReport = { ...tally, cpuUs: user + system, elapsedMs: performance.now() - startedAt };
for (const bus of buses) await bus.stop();
console.log(JSON.stringify(report));

async function open(interfaceName: string): Promise<CanBus> {
  if (driver === "ours") return thread.open({ interfaceName, ...(bytesText === "" ? {} : { receiveBytes: Number(bytesText) }) });
  const nodeCan = loadNodeCan();
  if (nodeCan === undefined) throw new Error("the package socketcan is not installed");
  return nodeCanBus(nodeCan, { interfaceName, timer: systemTimer });
}

function sequenceOf({ data }: CanFrame): number {
  return (data[0] ?? 0) + ((data[1] ?? 0) << 8) + ((data[2] ?? 0) << 16);
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => systemTimer.after(ms, resolve));
}
