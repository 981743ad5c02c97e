import pino from "pino";
import { describe, expect, it } from "vitest";
import { startAll, type Part } from "./start-all.ts";

const log = pino({ level: "silent" });

function part(name: string, diary: string[], faults: { readonly start?: true; readonly stop?: true; readonly hang?: true } = {}): Part {
  return {
    name,
    start: () => {
      if (faults.start) throw new Error(`${name} cannot start`);
      diary.push(`+${name}`);
    },
    stop: async () => {
      if (faults.hang) await new Promise(() => {});
      if (faults.stop) throw new Error(`${name} cannot stop`);
      diary.push(`-${name}`);
    },
  };
}

describe("startAll", () => {
  it("starts in order and stops in reverse, once", async () => {
    const diary: string[] = [];
    const running = await startAll([part("a", diary), part("b", diary)], { log });
    expect(await Promise.all([running.stop({ deadlineMs: 1_000 }), running.stop({ deadlineMs: 1_000 })])).toEqual([[], []]);
    expect(diary).toEqual(["+a", "+b", "-b", "-a"]);
  });

  it("stops what was started when a later part fails", async () => {
    const diary: string[] = [];
    await expect(startAll([part("a", diary), part("b", diary, { start: true })], { log })).rejects.toThrow("b cannot start");
    expect(diary).toEqual(["+a", "-a"]);
  });

  it("passes over parts that fail to stop or hang", async () => {
    const diary: string[] = [];
    const running = await startAll([part("a", diary), part("b", diary, { stop: true }), part("c", diary, { hang: true })], { log });
    expect(await running.stop({ deadlineMs: 150 })).toEqual(["c", "b"]);
    expect(diary.at(-1)).toBe("-a");
  });
});
