import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { drawbar } from "../installation/command.ts";

const folder = mkdtempSync(path.join(tmpdir(), "drawbar-can-"));
const log = path.join(folder, "drive.candump");
writeFileSync(log, "(1.0) can0 123#11\n");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the commands on CAN interfaces", () => {
  it.each([
    ["send", ["send", "can0", "123#11"]],
    ["replay", ["replay", log, "can0"]],
  ])("refuse to %s without --transmit, before anything is opened", async (_, words) => {
    expect(await drawbar(["can", ...words])).toEqual({
      status: 2,
      stdout: "",
      stderr: "error: nothing was sent; add --transmit to send on this bus\n(--help shows how it is used)\n",
    });
  });

  it("say in one sentence what is wrong", async () => {
    const results = await Promise.all([
      drawbar(["can", "send", "can0", "12#11", "--transmit"]),
      drawbar(["can", "dump", "no-such-can"]),
      drawbar(["can", "dump", "slcan:/dev/ttyACM0"]),
      drawbar(["can", "replay", log, "vcan0=can7", "--transmit"]),
    ]);
    for (const { status, stdout, stderr } of results) {
      expect([status, stdout]).toEqual([1, ""]);
      expect(stderr).toMatch(/^drawbar: (CAN_[A-Z_]+): [^\n]+\n$/);
    }
    const codes = results.map(({ stderr }) => stderr.split(":")[1]?.trim());
    expect([codes[0], codes[2], codes[3]]).toEqual(["CAN_FRAME_IMPOSSIBLE", "CAN_INTERFACE_UNUSABLE", "CAN_REPLAY_BUS_UNKNOWN"]);
  });

  it("want either a recording or a bus to decode", async () => {
    expect((await drawbar(["can", "decode", "--dbc", "car.dbc"])).status).toBe(2);
    expect((await drawbar(["can", "decode", log, "--live", "can0", "--dbc", "car.dbc"])).status).toBe(2);
  });
});
