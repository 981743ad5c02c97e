import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Pulse } from "./pulse.ts";

describe("Pulse", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("tells some four times a second and others once, and nobody while it is held", () => {
    const pulse = new Pulse();
    const [onBeat, onSecond] = [vi.fn(), vi.fn()];
    const ends = [pulse.onBeat(onBeat), pulse.onSecond(onSecond)];
    vi.advanceTimersByTime(2_000);
    expect([onBeat.mock.calls.length, onSecond.mock.calls.length]).toEqual([8, 2]);

    pulse.hold();
    const told = [onBeat.mock.calls.length, onSecond.mock.calls.length];
    vi.advanceTimersByTime(2_000);
    pulse.beatNow();
    expect([onBeat.mock.calls.length, onSecond.mock.calls.length]).toEqual(told);
    for (const end of ends) end();
  });

  it("shows at once what is waited for, to whoever is told once a second too", () => {
    const pulse = new Pulse();
    const onSecond = vi.fn();
    const end = pulse.onSecond(onSecond);
    pulse.beatNow();
    expect(onSecond).toHaveBeenCalledOnce();
    end();
  });
});
