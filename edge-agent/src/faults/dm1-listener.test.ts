import { describe, expect, it } from "vitest";
import { openLog } from "@drawbar/firmware-interfaces/logs/log-reader.ts";
import { createSimulatedVehicle } from "@drawbar/firmware-interfaces/simulators/simulated-vehicle.ts";
import { recording, recordingsFolder } from "../../../test/recordings.ts";
import { Dm1Listener } from "./dm1-listener.ts";
import type { HeardFaults } from "./fault-recorder.ts";

function setUp() {
  const heard: { readonly source: string; readonly report: HeardFaults }[] = [];
  const listener = new Dm1Listener({ bus: "can0", recorder: { record: (source, report) => void heard.push({ source, report }) } });
  return { listener, heard };
}

describe("Dm1Listener", () => {
  it("hears what the simulated tractor's control units say, of one frame and of several", () => {
    const { listener, heard } = setUp();
    const tractor = createSimulatedVehicle("tractor", 7);
    for (let second = 0; second < 400; second++) for (const frame of tractor.advance(1_000)) expect(listener.decode(frame)).toBe("unknown");
    expect(new Set(heard.map(({ source }) => source))).toEqual(new Set(["can0/DM1/Faults@00", "can0/DM1/Faults@03", "can0/DM1/Faults@0B"]));
    const loose = heard.find(({ report }) => report.faults.some(({ code }) => code === "SPN 111 FMI 3"));
    expect(loose?.report.lamps).toContain("protect");
    expect(loose?.report.faults.find(({ code }) => code === "SPN 111 FMI 3")?.occurrences).toBe(1);
    expect(heard.some(({ report }) => report.faults.length === 0)).toBe(true);
  });

  it.skipIf(recordingsFolder() === undefined)("hears the faults of a recorded truck (set DRAWBAR_DATA to the recordings)", async () => {
    const { listener, heard } = setUp();
    const log = await openLog(
      (async function* () {
        await Promise.resolve();
        yield recording("j1939/research_truck/normal.log.gz");
      })(),
    );
    for await (const batch of log.batches) for (const { frame } of batch.entries) listener.decode(frame);
    const engine = heard.find(({ source }) => source === "can0/DM1/Faults@00");
    expect(engine?.report).toEqual({
      protocol: "j1939",
      lamps: ["malfunction"],
      faults: [
        { code: "SPN 191 FMI 9", occurrences: 8 },
        { code: "SPN 84 FMI 9", occurrences: 8 },
        { code: "SPN 5357 FMI 31", occurrences: 1 },
      ],
      leftOut: 0,
    });
    expect(new Set(heard.map(({ source }) => source)).size).toBe(3);
  });
});
