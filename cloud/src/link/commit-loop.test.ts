import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { CommitLoop } from "./commit-loop.ts";
import { linkRoleLimits } from "./limits.ts";

const { gatherMs, gatherBusyMs, gatherEnough } = linkRoleLimits;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("commits the first record after a silence at once, and those that follow together", async () => {
  const { pass, receive, sizes } = loop();
  receive(1);
  await pass(gatherMs);
  expect(sizes).toEqual([1]);
  receive(1);
  await pass(gatherMs);
  receive(1);
  await pass(gatherBusyMs - 2 * gatherMs);
  expect(sizes).toEqual([1]);
  await pass(gatherMs);
  expect(sizes).toEqual([1, 2]);
  await pass(gatherBusyMs);
  receive(1);
  await pass(gatherMs);
  expect(sizes).toEqual([1, 2, 1]);
});

it("waits no longer when enough is there, or when it is to end", async () => {
  const { commits, pass, receive, sizes } = loop();
  receive(1);
  await pass(gatherMs);
  receive(gatherEnough - 1);
  await pass(0);
  expect(sizes).toEqual([1]);
  receive(1);
  await pass(0);
  expect(sizes).toEqual([1, gatherEnough]);
  receive(1);
  const drained = commits.drain();
  await pass(0);
  await drained;
  expect(sizes).toEqual([1, gatherEnough, 1]);
});

it("goes on after a commit that failed", async () => {
  const { pass, receive, failing, sizes } = loop();
  failing.next = true;
  receive(1);
  await pass(gatherMs);
  expect(sizes).toEqual([]);
  receive(2);
  await pass(1_000);
  expect(sizes).toEqual([2]);
});

function loop() {
  const clock = new ManualClock({ wallUs: 0 });
  const sizes: number[] = [];
  const failing = { next: false };
  let gathered = 0;
  const link = {
    get gathered() {
      return gathered;
    },
    commit: async () => {
      const taken = gathered;
      gathered = 0;
      if (failing.next) {
        failing.next = false;
        throw new Error("as a database that is away");
      }
      sizes.push(taken);
      return [];
    },
  };
  const commits = new CommitLoop({ link, clock, send: () => undefined, onCommitted: () => undefined, onFailed: () => undefined });
  return {
    commits,
    sizes,
    failing,
    receive: (records: number) => {
      gathered += records;
      commits.kick();
    },
    pass: async (ms: number) => {
      for (let at = 0; at < ms; at += 1) {
        clock.advanceMs(1);
        await vi.advanceTimersByTimeAsync(1);
      }
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}
