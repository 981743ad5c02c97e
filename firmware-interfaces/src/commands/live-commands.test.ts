import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BusEvent, CanSender } from "../can/can-bus.ts";
import type { CanFrame } from "../can/can-frame.ts";
import { ManualTimer } from "../can/manual-timer.ts";
import { MemoryBus } from "../can/memory-bus.ts";
import { parseDbc } from "../dbc/dbc-parser.ts";
import { formatCandumpLine } from "../logs/candump-writer.ts";
import { openLog } from "../logs/log-reader.ts";
import { surveyLog } from "../logs/log-survey.ts";
import { canDecode } from "./can-decode.ts";
import { canDump } from "./can-dump.ts";
import { CanMonitor } from "./can-monitor.ts";
import { canReplay } from "./can-replay.ts";
import { parseFrameText, sendAll } from "./can-send.ts";
import { commandLimits } from "./limits.ts";
import { LiveFeed, liveLog } from "./live-feed.ts";

const atUs = 1_764_000_000_123_456;
const frame = (id: number, ...data: readonly number[]): CanFrame => ({ id, extended: id > 0x7ff, data: Uint8Array.from(data), atUs });
const dbc = parseDbc(
  new TextEncoder().encode(
    'VERSION ""\nBU_: X\nBO_ 256 Engine: 8 X\n SG_ Page M : 0|2@1+ (1,0) [0|3] "" X\n SG_ Speed m0 : 8|16@1+ (0.5,0) [0|0] "rpm" X\n SG_ Gear m1 : 8|8@1+ (1,0) [0|0] "" X\nVAL_ 256 Gear 0 "neutral" ;\n',
  ),
  { name: "engine.dbc" },
);

function feedOf(...frames: readonly CanFrame[]): LiveFeed {
  const feed = new LiveFeed();
  feed.readerOf("can0").onFrames(frames);
  feed.end();
  return feed;
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const gathered: Item[] = [];
  for await (const item of items) gathered.push(item);
  return gathered;
}

describe("LiveFeed", () => {
  it("gives frames and events of all buses in the order in which they came", async () => {
    const feed = new LiveFeed();
    feed.readerOf("can0").onFrames([frame(1)]);
    feed.readerOf("can1").onEvent({ kind: "down", why: "unplugged" });
    feed.readerOf("can1").onFrames([frame(2)]);
    feed.end();
    const items = await all(feed);
    expect(items.map((item) => `${item.bus} ${item.kind}`)).toEqual(["can0 frames", "can1 event", "can1 frames"]);
  });

  it("wakes a reader that waits", async () => {
    const feed = new LiveFeed();
    const first = feed[Symbol.asyncIterator]().next();
    await Promise.resolve();
    feed.readerOf("can0").onFrames([frame(1)]);
    expect((await first).value).toEqual({ kind: "frames", bus: "can0", frames: [frame(1)] });
  });

  it("drops and counts what a slow reader has no room for, in one event", async () => {
    const feed = new LiveFeed();
    const reader = feed.readerOf("can0");
    reader.onFrames(Array.from({ length: commandLimits.liveFramesMax - 1 }, () => frame(1)));
    reader.onFrames([frame(2), frame(3)]);
    reader.onFrames([frame(4)]);
    feed.end();
    const items = await all(feed);
    expect(items.slice(1)).toEqual([
      { kind: "frames", bus: "can0", frames: [frame(2)] },
      { kind: "event", bus: "can0", event: { kind: "dropped", frames: 2 } },
    ]);
  });

  it("keeps a bus that flaps from filling the memory", async () => {
    const feed = new LiveFeed();
    const reader = feed.readerOf("can0");
    for (let count = 0; count < commandLimits.liveItemsMax + 5; count++) reader.onEvent({ kind: "up" });
    feed.end();
    expect(await all(feed)).toHaveLength(commandLimits.liveItemsMax);
  });
});

describe("canDump", () => {
  it("writes the lines of candump -L", async () => {
    const fd: CanFrame = { ...frame(0x18fef100, 1, 2), flags: { fd: true, bitRateSwitch: true } };
    const lines = await all(canDump({ feed: feedOf(frame(0x123, 0xde, 0xad), fd), style: "text" }));
    expect(lines).toEqual(["(1764000000.123456) can0 123#DEAD", "(1764000000.123456) can0 18FEF100##10102"]);
  });

  it("explains an error frame to people and to programs", async () => {
    const error: CanFrame = { ...frame(0x40, 0, 0, 0, 0, 0, 0, 0, 0), extended: true, flags: { error: true } };
    const [coloured = ""] = await all(canDump({ feed: feedOf(error), style: "colour" }));
    expect(coloured).toContain("bus off");
    const [json = ""] = await all(canDump({ feed: feedOf(error), style: "json" }));
    expect(JSON.parse(json)).toEqual({ time: "1764000000.123456", bus: "can0", id: 0x40, extended: true, data: "0000000000000000", error: ["bus off"] });
  });

  it("ends after as many frames as were asked for", async () => {
    expect(await all(canDump({ feed: feedOf(frame(1), frame(2), frame(3)), style: "text", framesMax: 2 }))).toHaveLength(2);
  });

  it("tells of what is no frame", async () => {
    const feed = new LiveFeed();
    feed.readerOf("can0").onEvent({ kind: "dropped", frames: 7 });
    feed.end();
    const events: BusEvent[] = [];
    expect(await all(canDump({ feed, style: "text", onEvent: (_, event) => events.push(event) }))).toEqual([]);
    expect(events).toEqual([{ kind: "dropped", frames: 7 }]);
  });
});

describe("a live bus", () => {
  it("is decoded as a recording is", async () => {
    const lines = await all(canDecode({ log: liveLog(feedOf(frame(0x100, 0, 0x10, 0x27), frame(0x101)), () => undefined), dbcs: [{ file: dbc }], json: true }));
    expect(lines).toEqual(['{"time":"1764000000.123456","bus":"can0","id":256,"extended":false,"message":"Engine","signals":{"Page":0,"Speed":5000}}']);
  });

  it("becomes a table that keeps the values of a multiplexer's other pages", () => {
    const monitor = new CanMonitor([{ file: dbc }]);
    const entry = (of: CanFrame): Parameters<CanMonitor["add"]>[0] => ({ bus: "can0", frame: of, time: "", line: 1 });
    monitor.add(entry(frame(0x100, 0, 0x10, 0x27)));
    monitor.add(entry({ ...frame(0x100, 1, 0), atUs: atUs + 12_500 }));
    monitor.add(entry(frame(0x101)));
    monitor.addDropped(3);
    expect(monitor.lines({ width: 200, height: 50 })).toEqual([
      "3 frames, 1 not in a DBC file, 0 errors, 3 dropped",
      "bus           id  period ms     count  message",
      "can0         100       12.5         2  Engine",
      "                                       Page   1",
      "                                       Speed  5000 rpm",
      "                                       Gear   0 (neutral)",
    ]);
  });

  it("fits its table into the window and says what does not", () => {
    const monitor = new CanMonitor([{ file: dbc }]);
    monitor.add({ bus: "can0", frame: frame(0x100, 0, 1, 0), time: "", line: 1 });
    const lines = monitor.lines({ width: 20, height: 4 });
    expect(lines).toHaveLength(4);
    expect(lines.at(-1)).toBe("... 2 more lines; a ");
  });
});

describe("parseFrameText", () => {
  it.each([
    ["123#", { id: 0x123, extended: false, data: new Uint8Array(0) }],
    ["18FEF100#01.02", { id: 0x18fef100, extended: true, data: Uint8Array.of(1, 2) }],
    ["7ff#R", { id: 0x7ff, extended: false, data: new Uint8Array(0), flags: { remote: true } }],
    ["123##1AABB", { id: 0x123, extended: false, data: Uint8Array.of(0xaa, 0xbb), flags: { fd: true, bitRateSwitch: true } }],
  ])("reads %s as cansend does", (text, expected) => {
    expect(parseFrameText(text)).toMatchObject(expected);
  });

  it.each(["", "123", "800#", "12#", "123#1", "123#001122334455667788", "20000004#00", "123#11 22", "(1) can0 123#", "#11"])("refuses %j", (text) => {
    expect(() => parseFrameText(text)).toThrow(/^CAN_FRAME_IMPOSSIBLE/);
  });

  it("reads back what a dump writes of any frame", () => {
    const any = fc.record({ id: fc.integer({ min: 0, max: 0x7ff }), data: fc.uint8Array({ maxLength: 8 }) });
    fc.assert(
      fc.property(any, ({ id, data }) => {
        const line = formatCandumpLine("can0", { id, extended: false, data, atUs });
        expect(parseFrameText(line.split(" ").at(-1) ?? "")).toEqual({ id, extended: false, data });
      }),
    );
  });
});

class NarrowSender implements CanSender {
  readonly sent: Omit<CanFrame, "atUs">[] = [];
  room: number;

  constructor(room: number) {
    this.room = room;
  }

  send(of: Omit<CanFrame, "atUs">): boolean {
    if (this.room === 0) return false;
    this.room -= 1;
    this.sent.push(of);
    return true;
  }
}

describe("sendAll", () => {
  it("waits for room and keeps the order", async () => {
    const sender = new NarrowSender(2);
    const timer = new ManualTimer();
    const sending = sendAll(sender, [frame(1), frame(2), frame(3)], timer);
    await timer.advance(10);
    expect(sender.sent).toHaveLength(2);
    sender.room = 1;
    await timer.advance(10);
    await sending;
    expect(sender.sent.map(({ id }) => id)).toEqual([1, 2, 3]);
  });

  it("gives up on an interface that takes nothing", async () => {
    const timer = new ManualTimer();
    const sending = sendAll(new NarrowSender(0), [frame(1)], timer);
    // Looked at below; until then a refusal must not count as unhandled.
    sending.catch(() => undefined);
    await timer.advance(commandLimits.stuckSendMs + 10);
    await expect(sending).rejects.toThrow(/^CAN_INTERFACE_UNUSABLE/);
  });
});

describe("canReplay", () => {
  const text =
    "(10.000000) can0 101#01\n(10.500000) can0 102#02\n(10.600000) can1 103#03\n(10.700000) can0 20000004#0001000000000000\n(11.000000) can0 104#04\n";

  async function replayTo(targets: readonly string[], log = text): Promise<{ heard: readonly string[]; summary: unknown; opened: readonly string[] }> {
    const timer = new ManualTimer(new ManualClock());
    const bytes = async function* (): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(new TextEncoder().encode(log));
    };
    const survey = await surveyLog(await openLog(bytes()));
    const heard: string[] = [];
    const opened: string[] = [];
    const running = canReplay({
      log: await openLog(bytes()),
      survey,
      targets,
      openSender: async (interfaceName) => {
        opened.push(interfaceName);
        const bus = new MemoryBus({ name: interfaceName, clock: timer.clock });
        bus.connect().start({
          onFrames: (frames) => frames.forEach(({ id }) => heard.push(`${timer.clock.monoUs() / 1_000} ${interfaceName} ${id.toString(16)}`)),
          onEvent: () => undefined,
        });
        return Promise.resolve(bus.connect());
      },
      speed: 1,
      clock: timer.clock,
      timer,
    });
    // Not before somebody looks at it: a refusal must not count as unhandled.
    running.catch(() => undefined);
    await timer.advance(2_000);
    return { summary: await running, heard, opened };
  }

  it("sends each bus where it was told to, at the recorded pace and without error frames", async () => {
    const { heard, summary } = await replayTo(["vcan0=can0", "vcan1=can1"]);
    expect(heard).toEqual(["0 vcan0 101", "500 vcan0 102", "600 vcan1 103", "1000 vcan0 104"]);
    expect(summary).toEqual({ frames: 4, leftOut: 1, isComplete: true });
  });

  it("needs no name for a recording of one bus", async () => {
    expect((await replayTo(["vcan0"], "(1.0) can9 101#01\n")).heard).toEqual(["0 vcan0 101"]);
  });

  it("asks which bus is meant before it opens anything", async () => {
    await expect(replayTo(["vcan0"])).rejects.toThrow(/^CAN_REPLAY_BUS_UNKNOWN.* can0, can1/);
    await expect(replayTo(["vcan0=can7"])).rejects.toThrow(/^CAN_REPLAY_BUS_UNKNOWN/);
    await expect(replayTo(["=can0"])).rejects.toThrow(/^CAN_REPLAY_BUS_UNKNOWN/);
  });
});
