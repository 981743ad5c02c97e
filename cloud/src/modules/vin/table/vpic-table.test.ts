import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { zstdDecompressSync } from "node:zlib";
import { expect, it } from "vitest";
import { ManualClock } from "@drawbar/proto/kernel/clock.ts";
import { VinDecoder } from "../vin-decoder.ts";
import { tablePath, VpicTable } from "./vpic-table.ts";

it("is small enough to ship", () => {
  expect(statSync(tablePath).size).toBeLessThan(1_000_000);
});

it("refuses a file that was cut or is another", () => {
  const bytes = zstdDecompressSync(readFileSync(tablePath));
  for (const damaged of [
    bytes.subarray(0, 3),
    bytes.subarray(0, 1_000),
    bytes.subarray(0, bytes.length - 1),
    Buffer.alloc(100),
    Buffer.from("\u0002\u0000\u0000\u0000{}"),
  ]) {
    expect(() => new VpicTable(damaged)).toThrow(expect.objectContaining({ code: "VIN_TABLE_DAMAGED" }));
  }
  expect(new VpicTable(bytes).version).toBe("3.45");
});

it("says which file cannot be read", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "drawbar-vin-"));
  try {
    const file = path.join(folder, "table.zst");
    writeFileSync(file, "not packed");
    await expect(VpicTable.load(file)).rejects.toMatchObject({ code: "VIN_TABLE_DAMAGED", message: expect.stringContaining(file) });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it("is read once by a process, when the first VIN comes, and again when that failed", async () => {
  let loads = 0;
  const decoder = new VinDecoder({
    clock: new ManualClock({ wallUs: Date.UTC(2026, 10, 25) * 1_000 }),
    load: async () => {
      loads++;
      if (loads === 1) throw new Error("the disk is away");
      return VpicTable.load();
    },
  });
  expect(loads).toBe(0);
  await expect(decoder.decode("1FMCU0GA1PK000001")).rejects.toThrow("the disk is away");
  const readings = await Promise.all(["1FMCU0GA1PK000001", "1FMCU0GA1PK000001"].map(async (vin) => decoder.decode(vin)));
  expect(readings[0]).toMatchObject({ model: "Escape" });
  expect(loads).toBe(2);
});
