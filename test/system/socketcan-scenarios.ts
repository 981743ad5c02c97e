/** What the driver over SocketCAN promises, played inside a guest with vcan0 and vcan1. The keys are the promises. */
import assert from "node:assert/strict";
import type { CanFrame } from "@drawbar/firmware-interfaces/can/can-frame.ts";
import { loadSocketcan } from "@drawbar/firmware-interfaces/can/socketcan/native-socketcan.ts";
import type { SocketcanOptions } from "@drawbar/firmware-interfaces/can/socketcan/socketcan-thread.ts";
import { ThreadChannel } from "@drawbar/firmware-interfaces/can/socketcan/thread-channel.ts";
import { counterOf, type FromThread } from "@drawbar/firmware-interfaces/can/socketcan/thread-messages.ts";
import { listenTo, until } from "./bus-listener.ts";
import { Candump, cansend, command, sentFrames } from "./guest-programs.ts";
import type { Scenario } from "./scenario.ts";

const vcan0 = { interfaceName: "vcan0", drainPeriodMs: 5 } as const satisfies SocketcanOptions;

export const socketcanScenarios: Readonly<Record<string, Scenario>> = {
  "hears what cansend sends: classic, extended, remote, CAN FD with its marks": async (thread) => {
    const listener = listenTo(await thread.open(vcan0));
    const sent = ["123#1122334455667788", "18FEF100#", "7FF#R", "00000123#AB", "456##0112233", "1ABCDEF0##1" + "5A".repeat(64), "456##3" + "00".repeat(12)];
    await cansend("vcan0", ...sent);
    await listener.untilFrames(sent.length);
    assert.deepEqual(listener.lines, [
      "123#1122334455667788",
      "18FEF100#",
      "7FF#R",
      "00000123#AB",
      "456##0112233",
      `1ABCDEF0##1${"5A".repeat(64)}`,
      `456##3${"00".repeat(12)}`,
    ]);
  },

  "stamps frames with the kernel's time of arrival, in order": async (thread) => {
    // A drain much later than the frame shows that the stamp is not ours.
    const listener = listenTo(await thread.open({ ...vcan0, drainPeriodMs: 300 }));
    const beforeUs = Date.now() * 1_000;
    await cansend("vcan0", "001#", "002#");
    const afterUs = (Date.now() + 1) * 1_000;
    await listener.untilFrames(2);
    const [first, second] = listener.frames as [CanFrame, CanFrame]; // waited for
    assert.ok(first.atUs >= beforeUs && first.atUs < second.atUs && second.atUs <= afterUs, `${beforeUs} ${first.atUs} ${second.atUs} ${afterUs}`);
  },

  "sends to candump what it is told to, and does not hear itself": async (thread) => {
    const candump = await Candump.start("vcan0");
    const bus = await thread.open({ ...vcan0, transmit: true });
    const other = listenTo(await thread.open(vcan0));
    const listener = listenTo(bus);
    const frames: readonly Omit<CanFrame, "atUs">[] = [
      { id: 0x123, extended: false, data: Uint8Array.of(1, 2, 3) },
      { id: 0x18daf110, extended: true, data: new Uint8Array(8) },
      { id: 0x7ff, extended: false, data: new Uint8Array(0), flags: { remote: true } },
      { id: 0x10, extended: false, data: new Uint8Array(64).fill(7), flags: { fd: true, bitRateSwitch: true } },
    ];
    for (const frame of frames) assert.equal(bus.send(frame), true);
    await other.untilFrames(frames.length);
    await until(
      () => candump.frames.length >= frames.length,
      () => candump.text,
    );
    await candump.stop();
    assert.deepEqual(candump.frames, ["123#010203", "18DAF110#0000000000000000", "7FF#R", `010##5${"07".repeat(64)}`]);
    assert.deepEqual(
      other.frames.map(({ id }) => id),
      frames.map(({ id }) => id),
    );
    assert.deepEqual(listener.frames, []);
  },

  "sends a burst in its order": async (thread) => {
    const bus = await thread.open({ ...vcan0, transmit: true });
    const other = listenTo(await thread.open(vcan0));
    const ids = Array.from({ length: 1_000 }, (_, id) => id);
    for (const id of ids) assert.equal(bus.send({ id, extended: false, data: new Uint8Array(0) }), true);
    await other.untilFrames(ids.length);
    assert.deepEqual(
      other.frames.map(({ id }) => id),
      ids,
    );
  },

  "lets in what a filter names, 11 and 29 bits apart": async (thread) => {
    const only = listenTo(
      await thread.open({
        ...vcan0,
        filters: [
          { id: 0x123, extended: false },
          { id: 0x18fe0000, mask: 0x1fff0000, extended: true },
        ],
      }),
    );
    const allBut = listenTo(await thread.open({ ...vcan0, filters: [{ id: 0x123, extended: false, inverted: true }] }));
    const none = listenTo(await thread.open({ ...vcan0, filters: [] }));
    await cansend("vcan0", "123#01", "00000123#02", "124#03", "18FEF100#04", "18EFF100#05");
    await allBut.untilFrames(4);
    await only.untilFrames(2);
    assert.deepEqual(only.lines, ["123#01", "18FEF100#04"]);
    assert.deepEqual(allBut.lines, ["00000123#02", "124#03", "18FEF100#04", "18EFF100#05"]);
    assert.deepEqual(none.frames, []);
  },

  "takes as many filters as the kernel and refuses one more": async (thread) => {
    const filters = Array.from({ length: 512 }, (_, id) => ({ id, extended: false }));
    const listener = listenTo(await thread.open({ ...vcan0, filters }));
    await cansend("vcan0", "200#", "1FF#");
    await listener.untilFrames(1);
    assert.deepEqual(listener.lines, ["1FF#"]);
    await assert.rejects(thread.open({ ...vcan0, filters: [...filters, { id: 600, extended: false }] }), { code: "CAN_TOO_MANY_FILTERS" });
  },

  "reports bus-off and restart out of error frames": async (thread) => {
    const listener = listenTo(await thread.open(vcan0));
    // cansend passes a frame with the error flag on, as a driver would.
    await cansend("vcan0", "20000004#0010000000000000", "20000040#0000000000000000", "20000100#0000000000000000");
    await listener.untilFrames(3);
    assert.deepEqual(
      listener.frames.map(({ id, flags }) => [id, flags?.error]),
      [
        [4, true],
        [0x40, true],
        [0x100, true],
      ],
    );
    await until(
      () => listener.events.length >= 3,
      () => JSON.stringify(listener.events),
    );
    assert.deepEqual(
      listener.events,
      ["passive", "bus-off", "restarted"].map((state) => ({ kind: "controller", state })),
    );
  },

  "survives an interface that goes down and comes up again": async (thread) => {
    const listener = listenTo(await thread.open(vcan0));
    await command("ip", "link", "set", "vcan0", "down");
    await listener.untilEvent("down");
    await command("ip", "link", "set", "vcan0", "up");
    await cansend("vcan0", "111#");
    await listener.untilFrames(1);
    assert.deepEqual(
      listener.events.map(({ kind }) => kind),
      ["down", "up"],
    );
  },

  "survives an interface that is deleted and made anew": async (thread) => {
    const listener = listenTo(await thread.open(vcan0));
    await command("ip", "link", "delete", "vcan0");
    await listener.untilEvent("down");
    await command("ip", "link", "add", "dev", "vcan0", "mtu", "72", "type", "vcan");
    await command("ip", "link", "set", "vcan0", "up");
    await listener.untilEvent("up");
    await cansend("vcan0", "112#");
    await listener.untilFrames(1);
    assert.deepEqual(
      listener.events.map(({ kind }) => kind),
      ["down", "up"],
    );
  },

  "waits for an interface that is not there yet, when told to": async (thread) => {
    const listener = listenTo(await thread.open({ interfaceName: "vcan7", drainPeriodMs: 5, waits: true }));
    assert.deepEqual(
      listener.events.map(({ kind }) => kind),
      ["down"],
    );
    await command("ip", "link", "add", "dev", "vcan7", "type", "vcan");
    await command("ip", "link", "set", "vcan7", "up");
    await listener.untilEvent("up");
    await command("cansend", "vcan7", "113#");
    await listener.untilFrames(1);
    await command("ip", "link", "delete", "vcan7");
  },

  "refuses what is no CAN interface, with the reason": async (thread) => {
    await assert.rejects(thread.open({ interfaceName: "vcan9" }), { code: "CAN_INTERFACE_MISSING" });
    await assert.rejects(thread.open({ interfaceName: "lo" }), { code: "CAN_INTERFACE_MISSING" });
    await assert.rejects(thread.open({ interfaceName: "a-name-much-too-long-for-linux" }), { code: "CAN_INTERFACE_MISSING" });
  },

  "loses nothing while the main thread is blocked for half a second": async (thread) => {
    const listener = listenTo(await thread.open(vcan0));
    const generated = command("cangen", "vcan0", "-g", "1", "-I", "i", "-L", "0", "-n", "1500");
    for (let stall = 0; stall < 2; stall++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      block(500);
    }
    await generated;
    await listener.untilFrames(1_500);
    assert.deepEqual(
      listener.frames.map(({ id }) => id),
      Array.from({ length: 1_500 }, (_, id) => id),
    );
    assert.deepEqual(listener.events, []);
  },

  "counts exactly the frames that the kernel dropped, where they are missing": async (thread) => {
    const heard: number[] = [];
    let gaps = 0;
    let told = 0;
    // Few frames fit this buffer; what cangen sends between two drains does not.
    const bus = await thread.open({ ...vcan0, receiveBytes: 8_192, drainPeriodMs: 100 });
    bus.start({
      onFrames: (frames) => {
        for (const { id } of frames) {
          const previous = heard.at(-1);
          if (previous !== undefined) gaps += id - previous - 1;
          heard.push(id);
        }
        assert.equal(told, gaps);
      },
      onEvent: (event) => {
        if (event.kind === "dropped") told += event.frames;
      },
    });
    await new Promise((resolve) => setTimeout(resolve, 150));
    await command("cangen", "vcan0", "-g", "0", "-I", "i", "-L", "8", "-n", "600");
    // A last frame, so that the kernel can tell of those before it.
    await new Promise((resolve) => setTimeout(resolve, 250));
    await cansend("vcan0", "258#");
    await until(
      () => heard.at(-1) === 600,
      () => String(heard.at(-1)),
    );
    assert.ok(told > 0);
    assert.equal(heard.length + told, 601);
  },

  "leaves frames to the kernel while nobody takes what was read": async () => {
    const posted: FromThread[] = [];
    const counters = new SharedArrayBuffer(8);
    const settings = {
      interfaceName: "vcan0",
      receiveBytes: 1_048_576,
      filters: undefined,
      maySend: false,
      hardwareStamps: false,
      drainPeriodMs: 5,
      waits: false,
    };
    const channel = new ThreadChannel({
      channel: 1,
      settings: { ...settings, counters },
      native: loadSocketcan(),
      // Ten frames of 24 bytes, with the room that a report of losses might need.
      scratch: new Uint8Array(10 * 96),
      post: (message) => posted.push(message),
      undeliveredBytesMax: 960,
    });
    const frames = (): number => posted.reduce((sum, message) => sum + (message.kind === "records" ? message.buffer.byteLength / 24 : 0), 0);
    assert.equal(channel.open(), true);
    channel.start();
    await command("cangen", "vcan0", "-g", "1", "-L", "8", "-n", "100");
    channel.drain(0);
    const atLimit = frames();
    assert.ok(atLimit * 24 >= 960 && atLimit * 24 < 2 * 960, `${atLimit} frames`);
    channel.drain(0);
    assert.equal(frames(), atLimit);
    Atomics.add(new Int32Array(counters), counterOf.taken, atLimit * 24);
    channel.drain(0);
    assert.equal(frames(), 100);
    assert.equal(channel.close(0), true);
  },

  "sends nothing, whatever passive readers do": async (thread) => {
    const candump = await Candump.start("vcan1");
    const before = await sentFrames("vcan1");
    const bus = await thread.open({ interfaceName: "vcan1" });
    const filtered = await thread.open({ interfaceName: "vcan1", filters: [{ id: 1, extended: false }] });
    const heard = [listenTo(bus), listenTo(filtered)];
    assert.equal("send" in bus, false);
    await command("cansend", "vcan1", "001#");
    for (const listener of heard) await listener.untilFrames(1);
    await command("ip", "link", "set", "vcan1", "down");
    for (const listener of heard) await listener.untilEvent("down");
    await command("ip", "link", "set", "vcan1", "up");
    for (const listener of heard) await listener.untilEvent("up");
    await Promise.all([bus.stop(), filtered.stop()]);
    await candump.stop();
    assert.deepEqual(candump.frames.slice(0, 1), ["001#"]);
    assert.equal(candump.frames.length, 1);
    assert.equal((await sentFrames("vcan1")) - before, 1);
  },
};

function block(durationMs: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, durationMs);
}
