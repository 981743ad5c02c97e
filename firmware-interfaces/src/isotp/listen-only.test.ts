/** The observer cannot send: nothing that can is within its reach. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

/** Every source that a source imports for more than its types, and those that they import. */
function reachable(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = readFileSync(file, "utf8");
  for (const [, target = ""] of text.matchAll(/^import (?!type )[^;]*? from "(\.[^"]+)";/gm)) reachable(path.resolve(path.dirname(file), target), seen);
  return seen;
}

describe("listening only", () => {
  it("reaches neither sender nor node nor any port that transmits", () => {
    const names = (file: string): string[] => [...reachable(path.join(import.meta.dirname, file))].map((found) => path.basename(found));
    const observer = names("observer.ts");
    expect(observer).toContain("receiver.ts");
    expect(observer.filter((name) => /^(sender|node|transmit-queue|can-bus|memory-bus)\.ts$/.test(name))).toEqual([]);
    // What would be found if it were there.
    expect(names("node.ts")).toEqual(expect.arrayContaining(["sender.ts", "transmit-queue.ts"]));
  });
});
