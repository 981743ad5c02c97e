import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ProcessLog } from "./process-log.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "drawbar-log-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A file that never has room (null(4)). */
const full = "/dev/full";

test.skipIf(!existsSync(full))("goes on when the disk is full, and says afterwards how much is not there", async () => {
  const file = path.join(folder, "cloud.log");
  symlinkSync(full, file);
  const log = new ProcessLog(file);
  const bytes = Buffer.from("a line\n");
  for (let count = 0; count < 5; count++) {
    log.write(bytes);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  unlinkSync(file); // room again
  await vi.waitFor(
    () => {
      log.write(Buffer.from("there\n"));
      expect(readFileSync(file, "utf8")).toMatch(/^\d+ bytes of output are not here: the disk had no room\nthere\n/);
    },
    { timeout: 30_000, interval: 100 },
  );
  log.end();
});

test("does not mind a folder that is not there", async () => {
  const file = path.join(folder, "later", "cloud.log");
  const log = new ProcessLog(file);
  log.write(Buffer.from("lost\n"));
  await new Promise((resolve) => setTimeout(resolve, 50));
  mkdirSync(path.dirname(file));
  log.write(Buffer.from("too early\n"));
  expect(existsSync(file)).toBe(false);
  log.end();
});
