import { spawn } from "node:child_process";
import path from "node:path";
import { expect, it } from "vitest";
import { recordChecksum } from "@drawbar/proto/link/checksum.ts";
import type { StreamKey } from "@drawbar/proto/link/records.ts";
import { TestFolder } from "./test-folder.ts";

const kills = 8;

it("has after every kill -9 each record whose commit was reported", { timeout: 60_000 }, async () => {
  using folder = new TestFolder();
  let reported = 0;
  const lines: string[] = [];
  for (let round = 0; round < kills; round += 1) {
    lines.push(...(await sealUntilKilled(folder.file, 20 + Math.random() * 150)));
    const store = folder.open();
    for (const line of lines) {
      const [stream, seq, checksum] = line.split(" ");
      const head = store.head(stream as StreamKey, Number(seq)); // written from one
      const record = head && store.read(head.id);
      expect({ line, checksum: record && Buffer.from(recordChecksum(record)).toString("hex") }).toEqual({ line, checksum });
    }
    for (const { stream, last } of store.totals()) expect(store.held(stream)).toEqual([[1, last]]);
    store.close();
    expect(lines.length).toBeGreaterThan(reported);
    reported = lines.length;
  }
});

/** @returns complete lines only: the last one may have been cut by the kill. */
async function sealUntilKilled(file: string, afterMs: number): Promise<string[]> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, "sealing-child.ts"), file], { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.setEncoding("utf8");
  child.stdout.on("data", (text: string) => {
    if (output === "") setTimeout(() => child.kill("SIGKILL"), afterMs);
    output += text;
  });
  await new Promise((resolve) => child.once("close", resolve));
  return output
    .slice(0, output.lastIndexOf("\n") + 1)
    .split("\n")
    .filter((line) => line !== "");
}
