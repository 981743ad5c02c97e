import { describe, expect, it } from "vitest";
import { ManualTimer } from "../can/manual-timer.ts";
import { MemoryBus } from "../can/memory-bus.ts";
import type { NodeEvent } from "./j1939-node.ts";
import { NodeDriver } from "./node-driver.ts";

describe("NodeDriver", () => {
  it("lets two nodes talk over one bus in their time, and leaves no timer behind", async () => {
    const timer = new ManualTimer();
    const bus = new MemoryBus({ name: "can0", clock: timer.clock });
    const events: NodeEvent[][] = [[], []];
    const [first, second] = [0, 1].map(
      (index) =>
        new NodeDriver({
          bus: bus.connect(),
          clock: timer.clock,
          timer,
          name: BigInt(index + 1),
          preferredAddress: 0x10 + index,
          random: () => 0,
          onEvent: (event) => events[index]?.push(event),
        }),
    ) as [NodeDriver, NodeDriver];
    first.start();
    second.start();
    await timer.advance(300);
    expect([first.node.address, second.node.address]).toEqual([0x10, 0x11]);
    const data = new Uint8Array(100).fill(7);
    expect(first.send({ pgn: 0xef00, priority: 6, destinationAddress: 0x11, data })).toBe("accepted");
    expect(first.send({ pgn: 65_260, priority: 6, destinationAddress: 0xff, data: data.subarray(0, 17) })).toBe("accepted");
    await timer.advance(400);
    const received = events[1]?.flatMap((event) => (event.kind === "messageReceived" ? [[event.message.pgn, event.message.data.length]] : []));
    expect(received).toEqual([
      [0xef00, 100],
      [65_260, 17],
    ]);
    expect(timer.waiting).toBe(0);
    await Promise.all([first.stop(), second.stop()]);
    expect(timer.waiting).toBe(0);
  });

  it("tries again when the bus takes no frame", async () => {
    const timer = new ManualTimer();
    const sent: number[] = [];
    let isFull = true;
    const bus = {
      name: "can0",
      start: () => undefined,
      stop: () => Promise.resolve(),
      send: ({ id }: { id: number }) => {
        if (!isFull) sent.push(id);
        return !isFull;
      },
    };
    const driver = new NodeDriver({ bus, clock: timer.clock, timer, name: 1n, preferredAddress: 0x10, random: () => 0, onEvent: () => undefined });
    driver.start();
    await timer.advance(20);
    expect(sent).toEqual([]);
    isFull = false;
    await timer.advance(4);
    expect(sent).toEqual([0x18ee_ff10]);
    await driver.stop();
    await timer.advance(1_000);
    expect(timer.waiting).toBe(0);
  });
});
