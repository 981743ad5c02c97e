import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { SecretBox } from "./secret-box.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "drawbar-box-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test("opens what it sealed, with the key from the file, which only its owner may read", async () => {
  const sealed = (await SecretBox.open(directory)).seal("a client secret", "client-secret:1");

  expect((await SecretBox.open(directory)).open(sealed, "client-secret:1")).toBe("a client secret");
  expect(sealed.includes("a client secret")).toBe(false);
  expect(statSync(path.join(directory, "secrets.key")).mode & 0o777).toBe(0o600);
});

test("is of one key when many processes begin at once, and leaves nothing else behind", async () => {
  const boxes = await Promise.all(Array.from({ length: 8 }, async () => SecretBox.open(directory)));
  const sealed = boxes[0]?.seal("x", "p") ?? Buffer.alloc(0);

  expect(boxes.map((box) => box.open(sealed, "p"))).toEqual(Array.from({ length: 8 }, () => "x"));
  expect(readdirSync(directory)).toEqual(["secrets.key"]);
});

test("does not open what was moved to another row, changed in one bit, cut off, or sealed with another key", () => {
  const box = new SecretBox(new Uint8Array(32).fill(1));
  const sealed = box.seal("secret", "totp:1");
  const flipped = Buffer.from(sealed);
  flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1;
  const refused = [
    () => box.open(sealed, "totp:2"),
    () => box.open(flipped, "totp:1"),
    () => box.open(sealed.subarray(0, 20), "totp:1"),
    () => box.open(Buffer.alloc(0), "totp:1"),
    () => new SecretBox(new Uint8Array(32).fill(2)).open(sealed, "totp:1"),
  ];
  for (const open of refused) expect(open).toThrow("SECRET_UNREADABLE");
});

test("says what is wrong when the file holds no key", async () => {
  writeFileSync(path.join(directory, "secrets.key"), "not a key\n");

  await expect(SecretBox.open(directory)).rejects.toThrow("SECRET_KEY_UNREADABLE");
});
