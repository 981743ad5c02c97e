import { describe, expect, it } from "vitest";
import { ManualTimer } from "../can/manual-timer.ts";
import { MemoryBus } from "../can/memory-bus.ts";
import { normalAddress } from "./addresses.ts";
import { wakeAt } from "./late-wake.ts";
import { IsoTpNode } from "./node.ts";

describe("a process that was held up", () => {
  it("hears what has arrived before it gives anybody up", async () => {
    const timer = new ManualTimer();
    const bus = new MemoryBus({ name: "can0", clock: timer.clock });
    const [channel, wire] = [bus.connect(), bus.connect()];
    const heard: string[] = [];
    const route = { from: normalAddress(0x7e8), replyTo: normalAddress(0x7e0) };
    const listener = {
      onMessage: (_: unknown, payload: Uint8Array) => heard.push(Buffer.from(payload).toString("hex")),
      onBroken: (_: unknown, reason: string) => heard.push(reason),
    };
    const say = (data: string): boolean => wire.send({ id: 0x7e8, extended: false, data: new Uint8Array(Buffer.from(data, "hex")) });
    new IsoTpNode({ bus: channel, sender: channel, timer, clock: timer.clock, route: () => route, listener }).start();
    say("1007410c1a000000");
    await timer.advance(0);
    // The last frame comes in time, but the process is busy for three seconds, and the loop runs its timers first.
    timer.after(2_000, () => say("2107"));
    timer.clock.advanceMs(3_000);
    await timer.advance(0);
    expect(heard).toEqual(["410c1a00000007"]);
    say("1007410c1a000000");
    await timer.advance(0);
    timer.clock.advanceMs(3_000);
    await timer.advance(0);
    expect(heard).toEqual(["410c1a00000007", "timed-out"]);
    expect(timer.waiting).toBe(0);
  });

  it("can be called off before and while it listens once more", async () => {
    const timer = new ManualTimer();
    const nowMs = (): number => timer.clock.monoUs() / 1_000;
    const runs: string[] = [];
    wakeAt(timer, nowMs, 10, () => runs.push("in time"));
    wakeAt(timer, nowMs, 10, () => runs.push("never")).cancel();
    await timer.advance(10);
    const late = wakeAt(timer, nowMs, 20, () => runs.push("late"));
    timer.after(10.5, () => late.cancel());
    timer.clock.advanceMs(1_000);
    await timer.advance(0);
    expect(runs).toEqual(["in time"]);
  });
});
