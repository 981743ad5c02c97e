import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { addCanConvertCommand } from "./can-convert.ts";

describe("drawbar can convert", () => {
  let folder = "";
  let printed = "";
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "drawbar-convert-"));
    printed = "";
    vi.spyOn(process.stdout, "write").mockImplementation((text) => {
      printed += String(text);
      return true;
    });
    vi.spyOn(process.stderr, "write").mockImplementation(() => true);
    writeFileSync(path.join(folder, "drive.log"), "(1533226488.228954) can0 260#08\n(1533226488.229) can1 7FF##1\nnonsense\n");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function convert(...args: string[]): Promise<void> {
    const program = new Command().exitOverride();
    addCanConvertCommand(program);
    const inFolder = args.map((arg) => (arg.startsWith("-") || !arg.includes(".") ? arg : path.join(folder, arg)));
    await program.parseAsync(["convert", ...inFolder], { from: "user" });
  }

  it("writes the file, packed when its name says so, and tells what it left out", async () => {
    await convert("drive.log", "drive.crtd.gz", "--json");
    expect(gunzipSync(readFileSync(path.join(folder, "drive.crtd.gz"))).toString()).toContain("1533226488.228954 1R11 260 08\n");
    expect(JSON.parse(printed)).toEqual({ from: "candump", to: "crtd", frames: 1, leftOut: { "can-fd": 1 }, problems: 1, channels: { can0: 1, can1: 2 } });
  });

  it("overwrites nothing unless told to, least of all the recording", async () => {
    await convert("drive.log", "drive.asc");
    const before = readFileSync(path.join(folder, "drive.asc"));
    await expect(convert("drive.log", "drive.asc")).rejects.toThrow(/^LOG_UNWRITABLE: .*drive.asc exists already; --force/);
    await expect(convert("drive.log", "drive.log", "--force")).rejects.toThrow(/^LOG_UNWRITABLE: .*is the recording itself/);
    await convert("drive.log", "drive.asc", "--force");
    expect(readFileSync(path.join(folder, "drive.asc"))).toEqual(before);
  });

  it("leaves nothing behind when it cannot write", async () => {
    await expect(convert("drive.log", "none.d/drive.asc")).rejects.toThrow(/^LOG_UNWRITABLE: .*ENOENT/);
    await expect(convert("drive.log", "drive.out")).rejects.toThrow(/^LOG_FORMAT_UNKNOWN/);
    writeFileSync(path.join(folder, "empty.log"), "# nothing\n(1.0) can0 FFF#00\n");
    await expect(convert("empty.log", "empty.asc", "--from", "candump")).rejects.toThrow(/^FILE_UNREADABLE: .*holds no frame/);
    expect(readdirSync(folder).sort()).toEqual(["drive.log", "empty.log"]);
  });
});
