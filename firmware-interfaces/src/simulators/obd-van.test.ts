import { describe, expect, it } from "vitest";
import { ManualTimer } from "../can/manual-timer.ts";
import type { CanFrame } from "../can/can-frame.ts";
import { IsoTpLink } from "../diagnostics/isotp-link.ts";
import { ObdClient } from "../obd2/obd-client.ts";
import { readPid } from "../obd2/pid-definition.ts";
import { pidDefinition } from "../obd2/pids.ts";
import { readReadiness } from "../obd2/readiness.ts";
import { informationTypes, vinOf } from "../obd2/vehicle-information.ts";
import { ObdVan } from "./obd-van.ts";

function setUp(seed = 1) {
  const timer = new ManualTimer();
  const van = new ObdVan(seed, { clock: timer.clock, timer });
  const channel = van.buses[0]?.connect();
  if (channel === undefined) throw new Error("the van has no bus");
  const link = new IsoTpLink({ bus: channel, sender: channel, timer, clock: timer.clock });
  link.start();
  const heard: CanFrame[] = [];
  const listener = van.buses[0]?.connect();
  listener?.start({ onFrames: (frames) => heard.push(...frames), onEvent: () => undefined });
  /** Time passes for the van and for the link alike. */
  const during = async <Value>(work: Promise<Value>, ms = 3_000): Promise<Value> => {
    for (let passed = 0; passed < ms; passed += 50) {
      van.advance(50);
      await timer.advance(50);
    }
    return work;
  };
  const stop = async (): Promise<void> => {
    await link.stop();
    await listener?.stop();
    await van.stop();
    expect(timer.waiting).toBe(0);
  };
  return { client: new ObdClient({ link }), van, heard, during, stop };
}

describe("ObdVan", () => {
  it("says nothing unless it is asked", async () => {
    const { heard, during, stop } = setUp();
    await during(Promise.resolve(), 60_000);
    expect(heard).toEqual([]);
    await stop();
  });

  it("answers an OBD-II client over ISO-TP with what the model does, six PIDs at once", async () => {
    const { client, van, during, stop } = setUp();
    const found = await during(client.discover());
    expect(found).toMatchObject({ kind: "answered", units: [{ responseId: 0x7e8 }, { responseId: 0x7e9 }] });
    expect(client.ownerOf(0x0c)).toBe(0x7e8);
    for (let second = 0; second < 60 && van.state.speedMps < 5; second++) await during(Promise.resolve(), 1_000);
    const outcome = client.currentData([0x0c, 0x0d, 0x05, 0x2f, 0x42, 0x5c]);
    // Asked in the same instant: the state of now is what the answer must hold.
    const expected = expectedOf(van);
    const answered = await during(outcome);
    const values = answered.kind === "answered" ? answered.readings.filter(({ responseId }) => responseId === 0x7e8) : [];
    expect(values).toHaveLength(6);
    for (const { pid, data } of values) {
      const definition = pidDefinition(pid);
      const [reading] = definition === undefined ? [] : readPid(definition, data);
      // As far off as a vehicle gets within the 50 ms of a step.
      expect(Math.abs((reading?.value ?? Number.NaN) - (expected[pid] ?? 0))).toBeLessThan(pid === 0x0c ? 200 : 2);
    }
    expect(client.asksInGroups).toBe(true);
    await stop();
  });

  it("has a VIN, a diesel's readiness and no trouble codes", async () => {
    const { client, during, stop } = setUp(42);
    const information = await during(client.vehicleInformation(informationTypes.vin));
    expect(information.kind === "answered" ? information.units.map(({ data }) => vinOf(data)) : []).toEqual(["DRAWBARVN00000042"]);
    const monitors = await during(client.currentData([0x01]));
    const [first] = monitors.kind === "answered" ? monitors.readings : [];
    expect(readReadiness(first?.data ?? new Uint8Array(0))).toMatchObject({ isLampOn: false, codes: 0, ignition: "compression" });
    const codes = await during(client.troubleCodes("stored"));
    expect(codes.kind === "answered" ? codes.units.map((unit) => unit.codes) : undefined).toEqual([[], []]);
    await stop();
  });

  it("is the same for the same seed, and no twin of another", () => {
    const timer = new ManualTimer();
    const of = (seed: number): ObdVan => new ObdVan(seed, { clock: timer.clock, timer });
    expect(of(1).state).toEqual(of(1).state);
    expect(of(1).state.odometerM).not.toBe(of(2).state.odometerM);
  });
});

function expectedOf({ state }: ObdVan): Readonly<Record<number, number>> {
  return {
    0x0c: state.engineRpm,
    0x0d: state.speedMps * 3.6,
    0x05: state.coolantC,
    0x2f: (state.fuelLitres / 75) * 100,
    0x42: state.batteryVolts,
    0x5c: state.oilC,
  };
}
