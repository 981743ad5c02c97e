import { describe, expect, it } from "vitest";
import { ManualTimer } from "../can/manual-timer.ts";
import { openLog, type OpenLog } from "./log-reader.ts";
import { LogReplay, parseReplaySpeed, type LogReplayOptions } from "./log-replay.ts";
import { surveyLog } from "./log-survey.ts";

const absolute = ["(1500000000.000000) can0 100#00", "(1500000000.100000) can1 101#00", "(1500000001.000000) can0 102#00"].join("\n");
const relative = ["(5.000000) can0 100#00", "(5.500000) can0 101#00"].join("\n");

function open(text: string): Promise<OpenLog> {
  return openLog(
    (async function* () {
      await Promise.resolve();
      yield Buffer.from(text);
    })(),
  );
}

async function replayOf(text: string, speed: LogReplayOptions["speed"], more: Partial<LogReplayOptions> = {}) {
  const timer = new ManualTimer();
  const replay = new LogReplay({ log: await open(text), survey: await surveyLog(await open(text)), speed, clock: timer.clock, timer, ...more });
  const heard: { bus: string; id: number; atUs: number; heardMs: number }[] = [];
  const events: string[] = [];
  const startUs = timer.clock.monoUs();
  for (const bus of replay.buses) {
    bus.start({
      onFrames: (frames) => heard.push(...frames.map(({ id, atUs }) => ({ bus: bus.name, id, atUs, heardMs: (timer.clock.monoUs() - startUs) / 1_000 }))),
      onEvent: ({ kind }) => events.push(`${bus.name} ${kind}`),
    });
  }
  return { timer, replay, heard, events };
}

describe("LogReplay", () => {
  it("plays each interface at the recorded pace with the recorded times, then ends", async () => {
    const { timer, replay, heard, events } = await replayOf(absolute, 1);
    const run = replay.run();
    await timer.advance(999);
    expect(heard).toEqual([
      { bus: "can0", id: 0x100, atUs: 1_500_000_000_000_000, heardMs: 0 },
      { bus: "can1", id: 0x101, atUs: 1_500_000_000_100_000, heardMs: 100 },
    ]);
    expect(events).toEqual([]);
    await timer.advance(1);
    expect((await run).frames).toBe(3);
    expect(heard.at(-1)).toEqual({ bus: "can0", id: 0x102, atUs: 1_500_000_001_000_000, heardMs: 1_000 });
    expect(events.toSorted()).toEqual(["can0 ended", "can1 ended"]);
    expect(timer.waiting).toBe(0);
  });

  it("plays ten times as fast without changing a recorded time", async () => {
    const { timer, replay, heard } = await replayOf(absolute, 10);
    const run = replay.run();
    await timer.advance(100);
    await run;
    expect(heard.map(({ heardMs }) => heardMs)).toEqual([0, 10, 100]);
    expect(heard.at(-1)?.atUs).toBe(1_500_000_001_000_000);
  });

  it("lets a recording with relative times start now", async () => {
    const { timer, replay, heard } = await replayOf(relative, "max");
    const nowUs = timer.clock.wallUs();
    const run = replay.run();
    await timer.advance(0);
    await run;
    expect(heard.map(({ atUs }) => atUs)).toEqual([nowUs, nowUs + 500_000]);
  });

  it("waits at full speed for a reader that is not ready", async () => {
    let isFull = true;
    const waiting: (() => void)[] = [];
    const whenReady = (): Promise<void> => (isFull ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve());
    const { timer, replay, heard } = await replayOf(absolute, "max", { whenReady });
    const run = replay.run();
    await timer.advance(10_000);
    expect(heard).toEqual([]);
    isFull = false;
    waiting.shift()?.();
    await timer.advance(0);
    await run;
    expect(heard).toHaveLength(3);
  });

  it("tells how far it is", async () => {
    const progress: number[][] = [];
    const { timer, replay } = await replayOf(absolute, 1, {
      onProgress: ({ frames, framesTotal, playedUs, totalUs }) => progress.push([frames, framesTotal, playedUs, totalUs]),
    });
    const run = replay.run();
    await timer.advance(1_000);
    await run;
    expect(progress).toEqual([
      [1, 3, 0, 1_000_000],
      [2, 3, 100_000, 1_000_000],
      [3, 3, 1_000_000, 1_000_000],
    ]);
  });

  it("stops in the middle of a pause and says that it is not complete", async () => {
    const { timer, replay, heard } = await replayOf(absolute, 1);
    const run = replay.run();
    await timer.advance(500);
    replay.stop();
    replay.stop();
    expect(await run).toMatchObject({ frames: 2, isComplete: false });
    expect(heard).toHaveLength(2);
    expect(timer.waiting).toBe(0);
  });

  it("passes over interfaces that nobody listens to", async () => {
    const timer = new ManualTimer();
    const replay = new LogReplay({ log: await open(absolute), survey: await surveyLog(await open(absolute)), speed: "max", clock: timer.clock, timer });
    const run = replay.run();
    await timer.advance(0);
    expect((await run).frames).toBe(3);
  });
});

describe("parseReplaySpeed", () => {
  it("takes numbers above zero and max, nothing else", () => {
    expect([parseReplaySpeed("1"), parseReplaySpeed("2.5"), parseReplaySpeed("max")]).toEqual([1, 2.5, "max"]);
    for (const text of ["0", "-1", "", " ", "fast", "Infinity", "NaN"]) expect(() => parseReplaySpeed(text)).toThrow(/^LOG_SPEED_INVALID/);
  });
});
