/** B2: random frames against a large real DBC file, beside the best decoder that npm has. */
import { Can, Dbc } from "candied";
import { compileDbc, type DbcDecoder } from "@drawbar/firmware-interfaces/dbc/dbc-decoder.ts";
import { parseDbc } from "@drawbar/firmware-interfaces/dbc/dbc-parser.ts";
import type { DbcFile } from "@drawbar/firmware-interfaces/dbc/dbc-types.ts";
import type { CanFrame } from "@drawbar/firmware-interfaces/can/can-frame.ts";
import type { SignalSink } from "@drawbar/firmware-interfaces/decoding/frame-decoder.ts";
import { SeededRandom } from "@drawbar/proto/kernel/random.ts";
import { recording, recordingsFolder } from "../recordings.ts";
import type { Bench, BenchContext, Figure } from "./harness/bench-types.ts";
import { median, medianRatio, shortNumber } from "./harness/statistics.ts";

export const benches: readonly Bench[] = [{ id: "B2", title: "DBC decode of random frames against a large real file, multiplexing correct", run: measure }];

const largeDbc = "dbc/tesla_model3/Model3CAN_kuksa.dbc";
/** More than a processor's caches hold, as on a bus no frame comes twice. */
const frameCount = 20_000;

async function measure(context: BenchContext): Promise<readonly Figure[]> {
  const bytes = recordingsFolder() === undefined ? new TextEncoder().encode(synthetic()) : recording(largeDbc);
  const file = parseDbc(bytes, { name: largeDbc });
  const decoder = compileDbc(file);
  const frames = randomFrames(file);
  checkMultiplexing(context, file, decoder, frames);
  const peer = candiedOf(new TextDecoder().decode(bytes));
  const peerFrames = frames.slice(0, frameCount / 20).map(({ id, data }) => peer.createFrame(id, [...data]));
  const roundMs = context.isLong ? 3_000 : 700;
  const physical = new PhysicalValues(decoder);
  const measured = await context.rounds(() => ({
    ours: rateOf(frames, (frame) => decoder.decode(frame, physical), roundMs),
    "ours with names": rateOf(frames, (frame) => decoder.decodeToObject(frame), roundMs),
    candied: rateOf(peerFrames, (frame) => peer.decode(frame), roundMs),
  }));
  context.say(`with names, as can decode does it, over candied: ${shortNumber(medianRatio(measured["ours with names"], measured.candied))}x`);
  return [
    { value: median(measured.ours), unit: "frames/s", direction: "at-least", must: 400_000, moonshot: 2_000_000 },
    { name: "over-candied", value: medianRatio(measured.ours, measured.candied), unit: "x", direction: "at-least", must: 10, moonshot: 100 },
  ];
}

/** What an agent without a raw column would do with each value. */
class PhysicalValues implements SignalSink {
  last = 0;
  readonly #factors: Float64Array;
  readonly #offsets: Float64Array;

  constructor(decoder: DbcDecoder) {
    this.#factors = Float64Array.from(decoder.signals, ({ factor }) => factor);
    this.#offsets = Float64Array.from(decoder.signals, ({ offset }) => offset);
  }

  number(signal: number, value: number): void {
    this.last = value * (this.#factors[signal] ?? 1) + (this.#offsets[signal] ?? 0);
  }

  integer(_: number, value: bigint): void {
    this.last = Number(value);
  }

  text(_: number, value: string): void {
    this.last = value.length;
  }
}

/** Frames of messages that fit a classic frame, which is all that the peer takes. */
function randomFrames(file: DbcFile): readonly CanFrame[] {
  const random = new SeededRandom(2);
  const messages = file.messages.filter(({ lengthBytes }) => lengthBytes > 0 && lengthBytes <= 8);
  return Array.from({ length: frameCount }, (_, index) => {
    const { id, extended, lengthBytes } = messages[random.below(messages.length)] as (typeof messages)[number]; // below its length
    return { id, extended, data: Uint8Array.from({ length: lengthBytes }, () => random.below(256)), atUs: index, flags: undefined };
  });
}

/** A decoder that is fast and gives absent signals would win. */
function checkMultiplexing(context: BenchContext, file: DbcFile, decoder: DbcDecoder, frames: readonly CanFrame[]): void {
  const total = file.messages.reduce((sum, { signals }) => sum + signals.length, 0);
  let values = 0;
  for (const frame of frames) {
    const decoded = decoder.decodeToObject(frame);
    for (const signal of decoded?.message.signals ?? []) {
      const isSelected = isActive(signal.selectedBy, decoded?.signals ?? new Map());
      if (isSelected !== decoded?.signals.has(signal.name))
        throw new Error(`signal ${signal.name} is ${isSelected ? "absent" : "given"} against its multiplexer`);
      values += isSelected ? 1 : 0;
    }
  }
  context.say(`${file.messages.length} messages, ${total} signals; ${shortNumber(values / frames.length)} active signals a frame`);
}

function isActive(
  selection: DbcFile["messages"][number]["signals"][number]["selectedBy"],
  values: ReadonlyMap<string, { readonly raw: number | bigint }>,
): boolean {
  if (selection === undefined) return true;
  const raw = values.get(selection.multiplexer)?.raw;
  return raw !== undefined && selection.ranges.some(({ from, to }) => Number(raw) >= from && Number(raw) <= to);
}

function candiedOf(text: string): Can {
  const can = new Can();
  can.database = new Dbc().load(text);
  return can;
}

/** Frames per second of processor time. */
function rateOf<Frame>(frames: readonly Frame[], decode: (frame: Frame) => unknown, durationMs: number): number {
  const pass = (): void => {
    for (const frame of frames) decode(frame);
  };
  for (const end = performance.now() + durationMs / 2; performance.now() < end;) pass();
  let passes = 0;
  const before = process.cpuUsage();
  for (const end = performance.now() + durationMs; performance.now() < end; passes++) pass();
  const { user, system } = process.cpuUsage(before);
  return (passes * frames.length * 1_000_000) / (user + system);
}

/** As large as the real file, for machines without recordings. */
function synthetic(): string {
  const random = new SeededRandom(3);
  let text = 'VERSION ""\n\nNS_ :\n\nBS_:\n\nBU_: X\n\n';
  for (let message = 0; message < 159; message++) {
    text += `BO_ ${100 + message} Message${message}: 8 X\n SG_ Page M : 0|1@1+ (1,0) [0|0] "" X\n`;
    for (let page = 0; page < 2; page++) {
      for (let signal = 0; signal < 8; signal++) {
        const isMotorola = random.chance(0.5);
        const startBit = 8 + 7 * signal;
        const place = isMotorola ? `${(startBit & ~7) + 7 - (startBit & 7)}|7@0` : `${startBit}|7@1`;
        text += ` SG_ Signal${page}x${signal} m${page} : ${place}${random.chance(0.3) ? "-" : "+"} (0.${1 + random.below(9)},0) [0|0] "V" X\n`;
      }
    }
    text += "\n";
  }
  return text;
}
