import { describe, expect, test } from "vitest";
import { FreshReads } from "./fresh-reads.ts";

/** Reads that end when the test says so. */
function scripted() {
  const begun: { readonly key: string; readonly end: (value: number) => void; readonly fail: (error: Error) => void }[] = [];
  const reads = new FreshReads<number>((key) => new Promise((end, fail) => begun.push({ key, end, fail })));
  return { begun, reads };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("reads of one key", () => {
  test("that are asked for during a read share the next one, which begins after they asked", async () => {
    const { begun, reads } = scripted();
    const first = reads.read("a");
    const [second, third] = [reads.read("a"), reads.read("a")];
    expect(begun).toHaveLength(1);
    begun[0]?.end(1);
    await turn();
    expect(begun).toHaveLength(2);
    const fourth = reads.read("a"); // the second read has begun before this was asked
    begun[1]?.end(2);
    await turn();
    expect(begun).toHaveLength(3);
    begun[2]?.end(3);
    expect(await Promise.all([first, second, third, fourth])).toEqual([1, 2, 2, 3]);
  });

  test("begin at once when none is under way", async () => {
    const { begun, reads } = scripted();
    const first = reads.read("a");
    begun[0]?.end(1);
    expect(await first).toBe(1);
    await turn();
    void reads.read("a");
    expect(begun).toHaveLength(2);
  });

  test("that fail fail for who shared them, and the next begins anyway", async () => {
    const { begun, reads } = scripted();
    const [first, second] = [reads.read("a"), reads.read("a")];
    begun[0]?.fail(new Error("cut"));
    await expect(first).rejects.toThrow("cut");
    await turn();
    begun[1]?.end(2);
    expect(await second).toBe(2);
  });
});

test("reads of different keys do not wait for each other", () => {
  const { begun, reads } = scripted();
  void reads.read("a");
  void reads.read("b");
  expect(begun.map(({ key }) => key)).toEqual(["a", "b"]);
});
