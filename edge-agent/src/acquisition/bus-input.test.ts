import { describe, expect, it } from "vitest";
import type { BusEvent } from "@drawbar/firmware-interfaces/can/can-bus.ts";
import type { CanFrame } from "@drawbar/firmware-interfaces/can/can-frame.ts";
import { MemoryBus } from "@drawbar/firmware-interfaces/can/memory-bus.ts";
import type { DecodedSignal, FrameDecoder } from "@drawbar/firmware-interfaces/decoding/frame-decoder.ts";
import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import { BusSignals } from "../signals/bus-signals.ts";
import { SignalTable } from "../signals/signal-table.ts";
import { BusInput } from "./bus-input.ts";

describe("BusInput", () => {
  it("decodes what it hears, at its time, and counts what it does not know", async () => {
    const { bus, input, samples } = setUp();
    input.start();
    bus.publish([frame(1, 100), frame(9, 200), frame(2, 300)]);
    await Promise.resolve();
    expect(samples).toEqual(["at 1100", "0=100", "at 1200", "at 1300", "1=300", "end"]);
    expect(input.counts).toMatchObject({ name: "can0", frames: 3, decodedFrames: 2, droppedFrames: 0, errorFrames: 0 });
  });

  it("takes a signal that a source adds while it is heard", async () => {
    const { bus, decoder, input, samples, table } = setUp();
    input.start();
    decoder.signals.push(signalOf("M3"));
    bus.publish([frame(3, 5)]);
    await Promise.resolve();
    expect(samples).toEqual(["at 1005", "2=5", "end"]);
    expect(table.signals.map(({ source }) => source)).toEqual(["can0/M1/s", "can0/M2/s", "can0/M3/s"]);
  });

  it("counts error frames apart, and does not decode remote frames", async () => {
    const { bus, input, samples } = setUp();
    input.start();
    bus.publish([
      { ...frame(1, 1), flags: { error: true } },
      { ...frame(1, 2), flags: { remote: true } },
    ]);
    await Promise.resolve();
    expect(samples).toEqual(["end"]);
    expect(input.counts).toMatchObject({ frames: 1, decodedFrames: 0, errorFrames: 1 });
  });

  it("says what was dropped on the way, and when the bus goes, comes and ends", () => {
    const { input, events } = setUp();
    const told: BusEvent[] = [
      { kind: "dropped", frames: 7 },
      { kind: "down", why: "gone" },
      { kind: "up" },
      { kind: "dropped", frames: 2 },
      { kind: "down", why: "gone" },
      { kind: "ended" },
    ];
    for (const event of told) input.onEvent(event);
    expect(events).toEqual(told);
    expect(input.counts).toMatchObject({ droppedFrames: 9, isUp: false, hasEnded: true });
  });

  it("hears nothing after it was stopped", async () => {
    const { bus, input, samples } = setUp();
    input.start();
    await input.stop();
    bus.publish([frame(1, 1)]);
    await Promise.resolve();
    expect(samples).toEqual([]);
  });
});

/** Knows as many identifiers as it has signals; the value is the frame's time. */
class StubDecoder implements FrameDecoder {
  readonly signals: DecodedSignal[] = [signalOf("M1"), signalOf("M2")];
  decode(given: CanFrame, sink: Parameters<FrameDecoder["decode"]>[1]): ReturnType<FrameDecoder["decode"]> {
    if (given.id > this.signals.length) return "unknown";
    sink.number(given.id - 1, given.atUs);
    return "decoded";
  }
}

function setUp(): { bus: MemoryBus; input: BusInput; samples: string[]; events: BusEvent[]; table: SignalTable; decoder: StubDecoder } {
  const samples: string[] = [];
  const events: BusEvent[] = [];
  const bus = new MemoryBus({ name: "can0", clock: new ManualClock() });
  const decoder = new StubDecoder();
  const table = new SignalTable({ onSignal: () => undefined });
  const sink = {
    beginFrame: (atUs: number) => samples.push(`at ${atUs}`),
    endBatch: () => samples.push("end"),
    number: (signal: number, raw: number) => samples.push(`${signal}=${raw}`),
    other: (signal: number, value: bigint | string) => samples.push(`${signal}=${value}`),
  };
  const describe = (of: string, { path }: DecodedSignal): ReturnType<SignalTable["signal"]> & object => ({
    name: path,
    source: `${of}/${path}`,
    unit: "",
    kind: "scaled",
    factor: 1,
    offset: 0,
    decimals: 0,
  });
  const input = new BusInput({
    bus: bus.connect(),
    decoders: [new BusSignals({ bus: "can0", decoder, table, samples: sink, describe })],
    samples: sink,
    offsetUs: () => 1_000,
    onBatch: () => undefined,
    onEvent: (event) => events.push(event),
  });
  return { bus, input, samples, events, table, decoder };
}

function signalOf(message: string): DecodedSignal {
  return { message, name: "s", path: `${message}/s`, kind: "scaled", factor: 1, offset: 0, unit: "", decimals: 0 };
}

function frame(id: number, atUs: number): CanFrame {
  return { id, extended: false, data: new Uint8Array(8), atUs };
}
