/** B3: nothing is lost while the main thread is busy, what is lost is counted, and what a frame costs beside the package `socketcan`. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { loadNodeCan } from "@drawbar/firmware-interfaces/can/socketcan/node-can-bus.ts";
import { buildSocketcan } from "../../firmware-interfaces/native/build.js";
import { runUnderVcan, vcanMissing } from "../system/with-vcan.ts";
import type { Bench, BenchContext, Figure } from "./harness/bench-types.ts";
import { median, medianRatio, shortNumber } from "./harness/statistics.ts";
import type { ReceiverReport } from "./socketcan/receiver.ts";

export const benches: readonly Bench[] = [
  { id: "B3", title: "SocketCAN: two buses while the main thread stalls (in User-Mode Linux), and processor time per frame (natively)", run: measure },
];

const folder = path.join(import.meta.dirname, "socketcan");
const buses = 2;
const firstPort = 47_310;
/** What of a bus' frames the guest can bear; a full bus of J1939 has 1,054 (60 % of 250 kbit/s). */
const guestFramesPerSecond = 1_000;
const stallSeconds = 60;
const stalls = 10;
/** A full 500 kbit/s bus of 8-byte frames. */
const fullFramesPerSecond = 4_500;
const nativeSeconds = 4;

async function measure(context: BenchContext): Promise<readonly Figure[]> {
  const missing = buildSocketcan();
  if (missing !== undefined) throw new Error(missing);
  return [...(await measureLosses(context)), ...(await measureProcessorTime(context))];
}

async function measureLosses(context: BenchContext): Promise<readonly Figure[]> {
  const absent = vcanMissing();
  if (absent !== undefined) context.say(absent);
  const stalled = absent === undefined ? await guestRun(context, { seconds: stallSeconds, stalls }) : undefined;
  // 16 KB hold a few dozen frames, and a stall of the drains is what one stall of the machine would be.
  const small = absent === undefined ? await guestRun(context, { seconds: 5, stalls: 0, receiveBytes: 8_192 }) : undefined;
  const lost = stalled === undefined ? undefined : buses * guestFramesPerSecond * stallSeconds - stalled.frames;
  const uncounted = small === undefined || small.missing === 0 ? undefined : Math.abs(small.missing - small.dropped);
  return [
    { name: "lost", value: lost, unit: "frames", direction: "at-most", must: 0, moonshot: 0 },
    { name: "uncounted", value: uncounted, unit: "frames", direction: "at-most", must: 0, moonshot: 0 },
  ];
}

interface GuestRun {
  readonly seconds: number;
  readonly stalls: number;
  readonly receiveBytes?: number;
}

async function guestRun(context: BenchContext, run: GuestRun): Promise<ReceiverReport> {
  const sender = compile("bus-sender.c", "bus-sender", ["-O2"]);
  const script = path.join(folder, "guest-run.sh");
  // A buffer that overflows must be filled faster than it is drained.
  const rate = run.receiveBytes === undefined ? guestFramesPerSecond : 2 * guestFramesPerSecond;
  const words = [script, process.execPath, sender, rate, run.seconds, run.stalls, ...(run.receiveBytes === undefined ? [] : [run.receiveBytes])];
  const { status, stdout, stderr } = await runUnderVcan(words.map(String), { timeoutMs: 30_000 + 2_000 * run.seconds });
  if (status !== 0) throw new Error(`the guest gave status ${status}: ${stderr}`);
  const report = JSON.parse(stdout) as ReceiverReport; // the receiver's last line
  const buffer = run.receiveBytes === undefined ? "4 MB" : `${run.receiveBytes} bytes`;
  context.say(
    `guest, ${buses} x ${rate} frames/s for ${run.seconds} s, ${run.stalls} stalls of 500 ms, buffer ${buffer}: ${report.frames} read, ${report.missing} missing, ${report.dropped} counted as dropped`,
  );
  return report;
}

async function measureProcessorTime(context: BenchContext): Promise<readonly Figure[]> {
  const shim = compile("can-over-udp.c", "can-over-udp.so", ["-O2", "-shared", "-fPIC"]);
  const hasPeer = loadNodeCan() !== undefined;
  if (!hasPeer) context.say('the package is not here to compare with; "npm install --no-save socketcan@4.3.1" brings it');
  const drivers = hasPeer ? (["ours", "socketcan"] as const) : (["ours"] as const);
  const measured = await context.rounds(async () => {
    const values: Record<string, number> = {};
    for (const rate of [guestFramesPerSecond, fullFramesPerSecond]) {
      for (const driver of drivers) values[nameOf(driver, rate)] = await nativeRun(driver, rate, shim);
    }
    return values;
  });
  const of = (driver: string, rate: number): readonly number[] => measured[nameOf(driver, rate)] ?? [];
  const perFrameUs = median(of("ours", guestFramesPerSecond));
  const ratioAt = (rate: number): number | undefined => (hasPeer ? medianRatio(of("socketcan", rate), of("ours", rate)) : undefined);
  const full = ratioAt(fullFramesPerSecond);
  if (full !== undefined) context.say(`at ${buses} x ${fullFramesPerSecond} frames/s the package takes ${shortNumber(full)}x as much`);
  return [
    // One microsecond a frame is a tenth of a per cent of a core per 1,000 frames/s.
    { name: "cpu", value: perFrameUs / 10, unit: "% of a core per 1000 frames/s", direction: "at-most", must: 5, moonshot: 1 },
    { name: "over-socketcan", value: ratioAt(guestFramesPerSecond), unit: "x", direction: "at-least", must: 3, moonshot: 10 },
  ];
}

function nameOf(driver: string, rate: number): string {
  return `${driver}, ${buses} x ${rate} f/s, us/frame`;
}

/** @returns microseconds of processor time per frame, all threads of the process together. */
async function nativeRun(driver: "ours" | "socketcan", framesPerSecond: number, shim: string): Promise<number> {
  const env = { ...process.env, LD_PRELOAD: shim, CAN_OVER_UDP_PORT: String(firstPort) };
  const receiver = start("receiver.ts", [driver, "can0,can1", nativeSeconds, 0], env);
  const lines = linesOf(receiver);
  if ((await lines.next()).value !== "ready") throw new Error(`the receiver with ${driver} did not start`);
  const sender = start("udp-sender.ts", [firstPort, framesPerSecond, nativeSeconds * 1_000 + 1_500], process.env);
  const ended = once(sender, "close");
  const { value } = await lines.next();
  await ended;
  const { frames, cpuUs, elapsedMs } = JSON.parse(value ?? "{}") as ReceiverReport; // the receiver's last line
  // Without this a driver that loses most would look cheap.
  if (!(frames > 0.8 * ((buses * framesPerSecond * elapsedMs) / 1_000))) throw new Error(`${driver} read ${frames} frames only`);
  return cpuUs / frames;
}

function start(file: string, words: readonly (string | number)[], env: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, [path.join(folder, file), ...words.map(String)], { env, stdio: ["ignore", "pipe", "inherit"] });
}

async function* linesOf(child: ChildProcess): AsyncGenerator<string> {
  let text = "";
  for await (const piece of child.stdout ?? []) {
    const lines = (text + String(piece)).split("\n");
    text = lines.pop() ?? "";
    yield* lines;
  }
}

function compile(source: string, output: string, flags: readonly string[]): string {
  const cache = path.join(import.meta.dirname, "../../node_modules/.cache/drawbar-bench");
  mkdirSync(cache, { recursive: true });
  const target = path.join(cache, output);
  const { status, stderr } = spawnSync("cc", [...flags, "-o", target, path.join(folder, source), ...(output.endsWith(".so") ? ["-ldl"] : [])], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`${source} cannot be compiled: ${stderr}`);
  return target;
}
