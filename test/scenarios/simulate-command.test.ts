import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { systemTimer } from "@drawbar/firmware-interfaces/can/timer.ts";
import { ElmLink } from "@drawbar/firmware-interfaces/elm327/elm-link.ts";
import { openTcpStream } from "@drawbar/firmware-interfaces/serial/tcp-byte-stream.ts";
import { systemClock } from "@drawbar/runtime/clock/system-clock.ts";
import { drawbar, startCommand } from "../installation/command.ts";

describe("drawbar simulate", { timeout: 60_000 }, () => {
  it("serves an adapter with a bad habit that a client reads a vehicle through", async () => {
    const simulator = startCommand(["simulate", "elm", "--port", "0", "--habit", "keepsEcho", "--json"]);
    const opening = await openTcpStream({ host: "127.0.0.1", port: Number(await simulator.said(/"port":(\d+)/)) });
    if (opening.kind !== "opened") throw new Error("the adapter does not answer");
    const link = new ElmLink({ stream: opening.stream, timer: systemTimer, clock: systemClock });
    const outcome = await link.request({ target: { kind: "functional" }, payload: Uint8Array.of(0x01, 0x0d) });
    expect(outcome).toMatchObject({ kind: "answered", answers: expect.arrayContaining([expect.objectContaining({ responseId: 0x7e8 })]) });
    expect(link.profile?.hasEcho).toBe(true);
    await link.stop();
    expect(await simulator.stop()).toBe(0);
  });

  it("writes fixes that are read as they were meant, the same place in either form", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "drawbar-simulate-"));
    const fixesIn = async (form: string): Promise<readonly { readonly lat: number; readonly lon: number; readonly mode: number }[]> => {
      const simulated = await drawbar(["simulate", "gnss", "--form", form, "--count", "2", "--seed", "4"]);
      const file = path.join(folder, form);
      writeFileSync(file, simulated.stdout);
      const read = await drawbar(["gnss", "read", file, "--json"]);
      return read.stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as { lat: number; lon: number; mode: number }); // docs/cli.md
    };
    const fixes = [...(await fixesIn("nmea")), ...(await fixesIn("gpsd"))];
    expect(fixes.length).toBe(4);
    const [first] = fixes;
    // The vehicle stands at first, and the receiver errs by some metres.
    for (const { lat, lon, mode } of fixes) {
      expect(mode).toBe(3);
      expect([Math.abs(lat - (first?.lat ?? 0)) < 0.0005, Math.abs(lon - (first?.lon ?? 0)) < 0.0005]).toEqual([true, true]);
    }
    rmSync(folder, { recursive: true });
  });

  it("says what cannot be chosen, and sends nothing unless it is told to", async () => {
    const [habit, silent] = await Promise.all([drawbar(["simulate", "elm", "--habit", "isKind"]), drawbar(["simulate", "vehicle", "tractor", "can0"])]);
    expect([habit.status, habit.stderr]).toEqual([2, expect.stringContaining('there is no habit "isKind"')]);
    expect([silent.status, silent.stderr]).toEqual([2, expect.stringContaining("add --transmit")]);
  });
});
