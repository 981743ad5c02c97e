import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import { describe, expect, it } from "vitest";
import type { StreamOpening } from "../../serial/byte-stream.ts";
import { memoryLine, type MemoryByteStream } from "../../serial/memory-byte-stream.ts";
import type { BusEvent, CanBus } from "../can-bus.ts";
import type { CanFrame } from "../can-frame.ts";
import { ManualTimer } from "../manual-timer.ts";
import { slcanLimits } from "./limits.ts";
import { slcanBus, type SlcanOptions } from "./slcan-bus.ts";

/** The adapter's end of the line: what it was told, and what it answers. */
class Adapter {
  readonly commands: string[] = [];
  readonly #line: MemoryByteStream;
  #text = "";

  constructor(line: MemoryByteStream, answer: (command: string) => string) {
    this.#line = line;
    line.start({
      onBytes: (bytes) => {
        this.#text += new TextDecoder().decode(bytes);
        const commands = this.#text.split("\r");
        this.#text = commands.pop() ?? "";
        for (const command of commands) {
          this.commands.push(command);
          this.say(answer(command));
        }
      },
      onEnd: () => undefined,
    });
  }

  say(text: string): void {
    if (text !== "") this.#line.write(new TextEncoder().encode(text));
  }

  async unplug(): Promise<void> {
    await this.#line.stop();
  }
}

class Bench {
  readonly timer = new ManualTimer(new ManualClock({ wallUs: 1_000_000_000 }));
  readonly adapters: Adapter[] = [];
  readonly frames: CanFrame[] = [];
  readonly events: BusEvent[] = [];
  readonly #answer: (command: string) => string;
  #isThere = true;

  constructor(answer: (command: string) => string = (command) => (command === "F" ? "F00\r" : "\r")) {
    this.#answer = answer;
  }

  readonly openStream = (): Promise<StreamOpening> => {
    if (!this.#isThere) return Promise.resolve({ kind: "failed", why: "/dev/ttyACM0 cannot be opened: no such file" });
    const [near, far] = memoryLine("/dev/ttyACM0");
    this.adapters.push(new Adapter(far, this.#answer));
    return Promise.resolve({ kind: "opened", stream: near });
  };

  get options(): Omit<SlcanOptions, "transmit"> {
    return { name: "can0", bitrate: 500_000, openStream: this.openStream, clock: this.timer.clock, timer: this.timer };
  }

  async listen(bus: CanBus): Promise<Adapter> {
    bus.start({ onFrames: (frames) => this.frames.push(...frames), onEvent: (event) => this.events.push(event) });
    await this.timer.advance(0);
    await this.timer.advance(0);
    return this.adapters[0] as Adapter; // opened by the start
  }

  plug(isThere: boolean): void {
    this.#isThere = isThere;
  }
}

describe("slcanBus", () => {
  it("opens to listen only, and writes nothing that would send", async () => {
    const bench = new Bench();
    const bus = slcanBus(bench.options);
    const adapter = await bench.listen(bus);
    adapter.say("t1232AABB\r");
    await bench.timer.advance(3_500);
    expect("send" in bus).toBe(false);
    expect(bench.events).toEqual([{ kind: "up" }]);
    await bus.stop();
    await bench.timer.advance(0);
    expect(adapter.commands).toEqual(["", "C", "S6", "Z1", "L", "F", "F", "F", "C"]);
  });

  it("does not open an adapter that cannot only listen", async () => {
    const bench = new Bench((command) => (command === "L" ? "\u0007" : "\r"));
    const adapter = await bench.listen(slcanBus(bench.options));
    expect(bench.events).toEqual([{ kind: "down", why: "the adapter refuses open for listening only (L)" }]);
    expect(adapter.commands).not.toContain("O");
  });

  it("bears an adapter without time stamps, and one that never answers", async () => {
    for (const answer of [(command: string) => (command === "Z1" ? "\u0007" : "\r"), () => ""]) {
      const bench = new Bench(answer);
      const adapter = await bench.listen(slcanBus(bench.options));
      await bench.timer.advance(6 * slcanLimits.answerMs);
      expect(bench.events).toEqual([{ kind: "up" }]);
      adapter.say("t1230\r");
      await bench.timer.advance(0);
      expect(bench.frames).toMatchObject([{ id: 0x123, atUs: bench.timer.clock.wallUs() }]);
    }
  });

  it("stamps frames by the adapter's clock", async () => {
    const bench = new Bench();
    const adapter = await bench.listen(slcanBus(bench.options));
    adapter.say("t12300010\rt124");
    await bench.timer.advance(40);
    adapter.say("00018\r");
    await bench.timer.advance(0);
    const [first, second] = bench.frames;
    expect((second?.atUs ?? 0) - (first?.atUs ?? 0)).toBeCloseTo(8_000, -1);
  });

  it("sends what it is told to, once it may", async () => {
    const bench = new Bench();
    const bus = slcanBus({ ...bench.options, transmit: true });
    expect(bus.send({ id: 1, extended: false, data: new Uint8Array(0) })).toBe(false);
    const adapter = await bench.listen(bus);
    expect(bus.send({ id: 0x18fef100, extended: true, data: Uint8Array.of(1, 2) })).toBe(true);
    await bench.timer.advance(0);
    expect(adapter.commands.slice(-2)).toEqual(["O", "T18FEF10020102"]);
    await bus.stop();
    expect(bus.send({ id: 1, extended: false, data: new Uint8Array(0) })).toBe(false);
  });

  it("lets the adapter take what was sent before it lets go of the line", async () => {
    let answers = 0;
    const bench = new Bench((command) => (command.startsWith("t") ? "" : "\r"));
    const bus = slcanBus({ ...bench.options, transmit: true });
    const adapter = await bench.listen(bus);
    for (let id = 0; id < 3; id++) bus.send({ id, extended: false, data: new Uint8Array(0) });
    let isStopped = false;
    const stopping = bus.stop().then(() => (isStopped = true));
    for (; answers < 3; answers++) {
      await bench.timer.advance(slcanLimits.answerMs - 10);
      expect(isStopped).toBe(false);
      adapter.say("z\r");
    }
    await stopping;
    expect(adapter.commands.slice(-4)).toEqual(["t0000", "t0010", "t0020", "C"]);
    expect(bench.timer.waiting).toBe(0);
  });

  it("does not wait for an adapter that confirms nothing", async () => {
    const bench = new Bench(() => "");
    const bus = slcanBus({ ...bench.options, transmit: true });
    await bench.listen(bus);
    await bench.timer.advance(6 * slcanLimits.answerMs);
    bus.send({ id: 1, extended: false, data: new Uint8Array(0) });
    let isStopped = false;
    void bus.stop().then(() => (isStopped = true));
    await bench.timer.advance(slcanLimits.answerMs);
    expect(isStopped).toBe(true);
  });

  it("reports states once, losses and errors on the bus", async () => {
    let flags = "F20\r";
    const bench = new Bench((command) => (command === "F" ? flags : "\r"));
    const adapter = await bench.listen(slcanBus(bench.options));
    await bench.timer.advance(2_500);
    flags = "F08\r";
    await bench.timer.advance(1_000);
    adapter.say("sb000256\re1a\r");
    await bench.timer.advance(0);
    expect(bench.events).toEqual([
      { kind: "up" },
      { kind: "controller", state: "passive" },
      { kind: "controller", state: "active" },
      { kind: "dropped", frames: 1 },
      { kind: "controller", state: "bus-off" },
    ]);
    expect(bench.frames).toMatchObject([{ id: 0x20, flags: { error: true } }]);
  });

  it("opens an adapter again that was unplugged, with growing patience", async () => {
    const bench = new Bench();
    const bus = slcanBus(bench.options);
    const adapter = await bench.listen(bus);
    bench.plug(false);
    await adapter.unplug();
    await bench.timer.advance(slcanLimits.reopenFirstMs);
    expect(bench.events.map(({ kind }) => kind)).toEqual(["up", "down", "down"]);
    bench.plug(true);
    await bench.timer.advance(2 * slcanLimits.reopenFirstMs);
    expect(bench.events.map(({ kind }) => kind)).toEqual(["up", "down", "down", "up"]);
    bench.adapters[1]?.say("t1230\r");
    await bench.timer.advance(0);
    expect(bench.frames).toHaveLength(1);
    await bus.stop();
    expect(bench.timer.waiting).toBe(0);
  });
});
