import { describe, expect, it } from "vitest";
import { AnswerTimes } from "./answer-times.ts";
import { elmLimits, elmTimes } from "./limits.ts";

const unlearnedMs = elmTimes.requestMs;

describe("AnswerTimes", () => {
  it("waits as long as nothing is known, then three times the slowest answer, and never less than the least", () => {
    const times = new AnswerTimes();
    expect(times.timeoutMs("010C", unlearnedMs)).toBe(unlearnedMs);
    times.note("010C", 50);
    expect(times.timeoutMs("010C", unlearnedMs)).toBe(elmTimes.learnedMsMin);
    times.note("010C", 800);
    expect(times.timeoutMs("010C", unlearnedMs)).toBe(2_400);
    expect(times.timeoutMs("010D", unlearnedMs)).toBe(unlearnedMs);
  });

  it("forgets a slow answer over many fast ones", () => {
    const times = new AnswerTimes();
    times.note("010C", 2_000);
    for (let count = 0; count < 200; count++) times.note("010C", 50);
    expect(times.timeoutMs("010C", unlearnedMs)).toBe(elmTimes.learnedMsMin);
  });

  it("waits twice as long after a silence, up to a bound", () => {
    const times = new AnswerTimes();
    times.note("010C", 50);
    let waitedMs = times.timeoutMs("010C", unlearnedMs);
    times.noteSilent("010C", waitedMs);
    expect(times.timeoutMs("010C", unlearnedMs)).toBeCloseTo(2 * waitedMs);
    for (let count = 0; count < 20; count++) {
      waitedMs = times.timeoutMs("010C", unlearnedMs);
      times.noteSilent("010C", waitedMs);
    }
    expect(waitedMs).toBe(2 * unlearnedMs);
  });

  it("remembers so many commands, and forgets the one unused for longest", () => {
    const times = new AnswerTimes();
    const command = (index: number): string => `22${index.toString(16).padStart(4, "0")}`;
    for (let index = 0; index < elmLimits.timedCommandsMax; index++) times.note(command(index), 10);
    times.note(command(0), 10);
    times.note(command(elmLimits.timedCommandsMax), 10);
    expect(times.timeoutMs(command(0), unlearnedMs)).toBe(elmTimes.learnedMsMin);
    expect(times.timeoutMs(command(1), unlearnedMs)).toBe(unlearnedMs);
    expect(times.timeoutMs(command(2), unlearnedMs)).toBe(elmTimes.learnedMsMin);
  });
});
